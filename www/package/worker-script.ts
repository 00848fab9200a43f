/** What runs inside the worker of `chosa/worker`. Load it with `new Worker`, not with `import`. */
import type { ByteSource } from "./byte-source.js";
import { loadedEngine } from "./engine.js";
import { asChosaError, type ErrorPlace } from "./error.js";
import { init, type OpenedSurvey, Survey } from "./index.js";
import { openFiles } from "./package-load.js";
import type { Progress, Wave } from "./types.js";
import type { Asked, Question, SentError, Told } from "./worker-messages.js";

const surveys = new Map<number, OpenedSurvey>();
const opening = new Map<number, AbortController>();
const wanted = new Map<number, (piece: Uint8Array) => void>();

/** Typed by hand: the libraries of the page and of a worker can't be checked together. */
const scope = globalThis as unknown as {
  postMessage(message: Told): void;
  addEventListener(type: "message", listener: (event: MessageEvent<Asked>) => void): void;
};

scope.addEventListener("message", (event) => void reply(event.data));

async function reply({ id, question }: Asked): Promise<void> {
  try {
    scope.postMessage({ id, kind: "answer", value: await answer(id, question) });
  } catch (thrown) {
    scope.postMessage({ id, kind: "error", error: sent(thrown) });
  }
}

async function answer(id: number, question: Question): Promise<unknown> {
  switch (question.kind) {
    case "init":
      return init(question.source);
    case "open":
      return open(id, question);
    case "from":
      surveys.set(id, await fromFiles(id, question));
      return id;
    case "piece":
      return wanted.get(question.open)?.(question.bytes);
    case "waves":
      surveys.set(id, joined(question.waves));
      return id;
    case "abort":
      return opening.get(question.open)?.abort();
    case "dispose":
      surveys.get(question.survey)?.dispose();
      return void surveys.delete(question.survey);
    default:
      return ask(question);
  }
}

async function open(id: number, question: Question & { kind: "open" }): Promise<number> {
  const abort = new AbortController();
  opening.set(id, abort);
  try {
    const survey = await Survey.open(question.address, {
      signal: abort.signal,
      onProgress: telling(id),
      ...question.options,
    });
    surveys.set(id, survey);
    return id;
  } finally {
    opening.delete(id);
  }
}

async function fromFiles(id: number, question: Question & { kind: "from" }): Promise<OpenedSurvey> {
  const { descriptor, names, sizes, options } = question;
  const sources = sizes.map((size, file) => sourceInPage(id, file, size));
  await init();
  const files = { descriptor, names, sources };
  const handle = await openFiles((await loadedEngine())!, files, { onProgress: telling(id), ...options });
  return new Survey(handle, options.language);
}

/** A file in the memory of the page, of which a piece comes when it is asked for. */
function sourceInPage(id: number, file: number, total: number): ByteSource {
  const piece = (at: number) =>
    new Promise<Uint8Array>((resolve) => {
      wanted.set(id, resolve);
      scope.postMessage({ id, kind: "want", file, at });
    });
  const open = async () => {
    let at = 0;
    const next = async () => {
      if (at >= total) return undefined;
      const bytes = await piece(at);
      at += bytes.length;
      return bytes;
    };
    return { next, total, cancel: () => void wanted.delete(id) };
  };
  return { open, isHeld: true };
}

function telling(id: number): (progress: Progress) => void {
  return (progress) => scope.postMessage({ id, kind: "progress", progress });
}

/** The page keeps from several surveys what they can't answer as one. */
function joined([first, ...others]: Wave<number>[]): OpenedSurvey {
  return Survey.waves([opened(first!), ...others.map(opened)]) as OpenedSurvey;
}

function opened({ survey, ...wave }: Wave<number>): Wave<OpenedSurvey> {
  return { ...wave, survey: surveyOf(survey) };
}

type Ask = Exclude<Question, { kind: "init" | "open" | "from" | "waves" | "piece" | "abort" | "dispose" }>;

function ask(question: Ask): unknown {
  const survey = surveyOf(question.survey);
  switch (question.kind) {
    case "describe":
      return survey.describe(question.language);
    case "errorTable":
      return survey.errorTable(question.options);
    case "drawChart":
      return { ...survey.drawing(question.request, question.options), table: survey.tape(question.request) };
    case "tabulate":
      return survey.tape(question.request);
    case "report":
      return survey.report(question.report, {
        surveys: Object.fromEntries(question.others.map(([name, id]) => [name, surveyOf(id)])),
        ...(question.language === undefined ? {} : { language: question.language }),
        ...(question.idPrefix === undefined ? {} : { idPrefix: question.idPrefix }),
      });
    default:
      return survey[question.kind](question.request);
  }
}

function surveyOf(id: number): OpenedSurvey {
  const survey = surveys.get(id);
  if (!survey) throw new Error(`no survey ${id}`);
  return survey;
}

function sent(thrown: unknown): SentError {
  const { code, message, hint, file, path, row, column } = asChosaError(thrown);
  const known = Object.entries({ file, path, row, column }).filter(([, value]) => value !== undefined);
  return { code, message, hint, place: Object.fromEntries(known) as ErrorPlace };
}
