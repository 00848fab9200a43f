import { asChosaError } from "./error.js";
import { fetchFile } from "./fetch-reader.js";
import { reportSurveys, Survey } from "./index.js";
import { lastPart, textOf } from "./package-files.js";
import type { Language, Report } from "./types.js";

/** A report's description and the surveys it quotes, loaded for all elements that show it. */
export interface LoadedReport {
  description: string;
  survey: Survey;
  others: { [name: string]: Survey };
}

interface SharedLoad {
  loaded: Promise<LoadedReport>;
  users: number;
}

const loads = new Map<string, SharedLoad>();

/** A share in a load; give it back with `release`. */
export interface ReportLease {
  loaded: Promise<LoadedReport>;
  release(): void;
  /** After an error: whoever wants the report next loads it anew. */
  forget(): void;
}

/** Loads a report, or takes part in the load that another element has begun. */
export function leaseReport(report: string, data: string, language: Language): ReportLease {
  const key = `${language} ${report} ${data}`;
  const load = loads.get(key) ?? begin(key, loadReport(report, data, language));
  load.users += 1;
  return {
    loaded: load.loaded,
    release: once(() => giveBack(key, load)),
    forget: () => drop(key, load),
  };
}

function begin(key: string, loaded: Promise<LoadedReport>): SharedLoad {
  const load = { loaded, users: 0 };
  loads.set(key, load);
  // A failure must not stay: the next element tries again.
  loaded.catch(() => drop(key, load));
  return load;
}

/** Evaluates a loaded report in a language. */
export function evaluate(loaded: LoadedReport, language: Language): Report {
  return loaded.survey.report(loaded.description, { language, surveys: loaded.others });
}

function giveBack(key: string, load: SharedLoad): void {
  load.users -= 1;
  // An element that moves in the document leaves and comes back within one task.
  setTimeout(() => {
    if (load.users > 0) return;
    drop(key, load);
    load.loaded.then(disposeAll, () => undefined);
  });
}

function drop(key: string, load: SharedLoad): void {
  if (loads.get(key) === load) loads.delete(key);
}

function disposeAll(loaded: LoadedReport): void {
  for (const survey of [loaded.survey, ...Object.values(loaded.others)]) survey.dispose();
}

async function loadReport(report: string, data: string, language: Language): Promise<LoadedReport> {
  const name = lastPart(report);
  const [bytes, survey] = await Promise.all([
    fetchFile(report, name, { language }),
    Survey.open(data, { language }),
  ]);
  const description = textOf(bytes, name, language);
  const quoted = Object.entries(await reportSurveys(description, language));
  const opened = await Promise.all(
    quoted.map(async ([called, address]) => {
      const survey = await Survey.open(new URL(address, report), { language });
      return [called, survey] as const;
    }),
  ).catch((thrown: unknown) => {
    survey.dispose();
    throw asChosaError(thrown);
  });
  return { description, survey, others: Object.fromEntries(opened) };
}

function once(action: () => void): () => void {
  let done = false;
  return () => {
    if (!done) action();
    done = true;
  };
}
