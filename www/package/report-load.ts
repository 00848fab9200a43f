import { engineGeneration } from "./engine.js";
import type { ChosaError } from "./error.js";
import { fetchFile } from "./fetch-reader.js";
import { reportSurveys, Survey } from "./index.js";
import { lastPart, textOf } from "./package-files.js";
import { lease, type Lease } from "./shared-load.js";
import type { Language, OpenOptions, Progress, Report, ReportOptions } from "./types.js";
import type { OpenedSurvey } from "./survey.js";
import type { Survey as SurveyInWorker } from "./worker.js";

/** Where an element computes: in the page, in the page's one Worker, or where the data's size says. */
export type ComputePlace = "page" | "worker" | "";

/** From so many bytes on, in any one file of it, a survey is computed in a Worker, so that the page stays quick. */
const LARGE = 5_000_000;

/** A survey that is open somewhere, and where its data lies. */
export interface OpenedSource {
  survey: Survey | SurveyInWorker;
  address: string;
}

/** A report's description and the surveys it quotes, which are all open in one place. */
export interface LoadedReport {
  description: string;
  survey: OpenedSource;
  others: { [name: string]: OpenedSource };
}

/** What is loaded for an element. */
export interface Wanted {
  language: Language;
  where: ComputePlace;
}

/** Loads a survey for all elements that want it. One whose engine has stopped is loaded anew. */
export function leaseSurvey(address: string, { language, where }: Wanted): Lease<OpenedSource> {
  return lease(`${engineGeneration()} ${language} ${where} ${address}`, {
    load: async () => ({ address, survey: await openWhere(where, address, { language }) }),
    end: ({ survey }) => survey.dispose(),
  });
}

/** Loads a report with its survey and those that it quotes. */
export function leaseReport(report: string, data: string, wanted: Wanted): Lease<LoadedReport> {
  const surveys: Lease<OpenedSource>[] = [];
  const open = (address: string, where = wanted.where) => {
    const survey = leaseSurvey(address, { ...wanted, where });
    surveys.push(survey);
    return survey.loaded;
  };
  const endAll = () => surveys.forEach((survey) => survey.release());
  return lease(`${engineGeneration()} ${Object.values(wanted)} ${report} ${data}`, {
    load: async () => {
      try {
        return await loadReport(report, data, wanted.language, open);
      } catch (thrown) {
        endAll();
        throw thrown;
      }
    },
    end: endAll,
  });
}

/** Evaluates a loaded report in a language. */
export async function evaluate({ description, survey, others }: LoadedReport, language: Language): Promise<Report> {
  const surveys = Object.fromEntries(Object.entries(others).map(([name, other]) => [name, other.survey]));
  // All are open in the same place, which their types can't say.
  const options = { language, surveys } as ReportOptions<OpenedSurvey> & ReportOptions<SurveyInWorker>;
  return survey.survey.report(description, options);
}

/**
 * Reads in the page until a file proves to be large, and only then asks for a Worker: the many whose
 * data is small spare it. A page that lets no Worker start has its answer all the same.
 */
async function openWhere(where: ComputePlace, address: string, options: OpenOptions): Promise<OpenedSource["survey"]> {
  const large = new AbortController();
  const { signal } = large;
  const onProgress = ({ loaded, total = loaded }: Progress) => total >= LARGE && large.abort();
  const inPage = () => Survey.open(address, options);
  if (where === "page") return inPage();
  if (where !== "worker") {
    try {
      return await Survey.open(address, { ...options, signal, onProgress });
    } catch (thrown) {
      if (!signal.aborted) throw thrown;
    }
  }
  try {
    const { Survey } = await import("./worker.js");
    return await Survey.open(address, options);
  } catch (thrown) {
    if ((thrown as ChosaError).code !== "worker_unavailable") throw thrown;
    return inPage();
  }
}

async function loadReport(
  report: string,
  data: string,
  language: Language,
  open: (address: string, where?: ComputePlace) => Promise<OpenedSource>,
): Promise<LoadedReport> {
  const name = lastPart(report);
  const [bytes, survey] = await Promise.all([fetchFile(report, name, { language }), open(data)]);
  const description = textOf(bytes, name, language);
  const quoted = Object.entries(await reportSurveys(description, language));
  const names = quoted.map(([called]) => called);
  const others = await Promise.all(quoted.map(([, address]) => open(new URL(address, report).href)));
  const [own, ...rest] = await inOnePlace([survey, ...others], open);
  return { description, survey: own ?? survey, others: Object.fromEntries(rest.map((other, at) => [names[at], other])) };
}

/** A survey in the page and one in a Worker can't answer together: where one is large, all go there. */
function inOnePlace(
  opened: OpenedSource[],
  open: (address: string, where: ComputePlace) => Promise<OpenedSource>,
): Promise<OpenedSource[]> {
  const isInPage = ({ survey }: OpenedSource) => survey instanceof Survey;
  if (opened.every(isInPage)) return Promise.resolve(opened);
  return Promise.all(opened.map((source) => (isInPage(source) ? open(source.address, "worker") : source)));
}
