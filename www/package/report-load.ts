import { engineGeneration } from "./engine.js";
import type { ChosaError } from "./error.js";
import { fetchFile } from "./fetch-reader.js";
import { reportSurveys, Survey } from "./index.js";
import { lastPart, textOf } from "./package-files.js";
import { lease, type Lease } from "./shared-load.js";
import type { Changes, ChartKind, Language, OpenOptions, Progress, Report, ReportBlock, ReportOptions, TabulateRequest } from "./types.js";
import type { OpenedSurvey } from "./survey.js";
import type { Survey as SurveyInWorker } from "./worker.js";

/** Where an element computes: in the page, in the page's one Worker, or where the data's size says. */
export type ComputePlace = "page" | "worker" | "";

/** From so many bytes on, in any one file of it, a survey is computed in a Worker, so that the page stays quick. */
const LARGE = 5_000_000;

/** A survey that is open somewhere, where its data lies, and what is other in it than its descriptor says. */
export interface OpenedSource {
  survey: Survey | SurveyInWorker;
  address: string;
  changes: Changes | null;
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
export function leaseSurvey(address: string, { language, where }: Wanted, changes: Changes | null = null): Lease<OpenedSource> {
  const options = { language, ...(changes && { changes }) };
  return lease(`${engineGeneration()} ${where} ${address} ${JSON.stringify(options)}`, {
    load: async () => ({ address, changes, survey: await openWhere(where, address, options) }),
    end: ({ survey }) => survey.dispose(),
  });
}

/** Loads a report with its survey and those that it quotes. */
export function leaseReport(report: string, data: string, wanted: Wanted): Lease<LoadedReport> {
  const surveys: Lease<OpenedSource>[] = [];
  const open: Open = (address, changes, where = wanted.where) => {
    const survey = leaseSurvey(address, { ...wanted, where }, changes);
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

/** Opens a survey for a report. */
type Open = (address: string, changes: Changes | null, where?: ComputePlace) => Promise<OpenedSource>;

/** A chart or a table of a report: what was asked for, and of which survey, or of which several as one. */
export interface Exhibit {
  block: ReportBlock;
  request: TabulateRequest;
  survey: Pick<OpenedSurvey, "chart" | "csv"> | Pick<SurveyInWorker, "chart" | "csv">;
  /** Where the data lies, or the first of several. */
  address: string;
  /** Of a chart alone. */
  kind?: ChartKind;
}

/** A block of `report.json`, as far as its exhibit needs it. */
interface DescribedBlock {
  chart?: TabulateRequest & { kind?: ChartKind };
  table?: TabulateRequest;
  survey?: string | null;
  waves?: string[] | null;
}

/** The charts and tables of a report that has been evaluated, which can be asked until the signal ends that. */
export async function exhibitsOf({ blocks }: Report, loaded: LoadedReport, signal: AbortSignal): Promise<Exhibit[]> {
  const described = (JSON.parse(loaded.description) as { blocks?: DescribedBlock[] }).blocks ?? [];
  const exhibits = await Promise.all(blocks.map((block, at) => exhibitOf(block, described[at] ?? {}, { loaded, signal })));
  return exhibits.flat();
}

async function exhibitOf(
  block: ReportBlock,
  { chart, table, survey, waves }: DescribedBlock,
  { loaded, signal }: { loaded: LoadedReport; signal: AbortSignal },
): Promise<Exhibit[]> {
  const first = survey ? loaded.others[survey] : loaded.survey;
  const others = (waves ?? []).flatMap((wave) => loaded.others[wave] ?? []);
  const asked = chart ?? table;
  if (!asked || !first) return [];
  const exhibit = { block, address: first.address, survey: others.length > 0 ? await sideBySide(block, [first, ...others], signal) : first.survey };
  if (!chart) return [{ ...exhibit, request: asked }];
  const { kind = "auto", ...request } = chart;
  return [{ ...exhibit, request, kind }];
}

/** Several surveys as the one that a block's table is of, until the signal ends that. */
async function sideBySide({ table }: ReportBlock, sources: readonly [OpenedSource, ...OpenedSource[]], signal: AbortSignal): Promise<Exhibit["survey"]> {
  const columns = table?.columns ?? [];
  const waves = sources.map(({ survey }, at) => ({ name: columns[at]?.value ?? "", label: columns[at]?.label ?? "", survey }));
  // All are open in the same place, which their types can't say.
  const place = sources[0].survey.constructor as typeof SurveyInWorker;
  const joined = await place.waves(waves as unknown as Parameters<typeof place.waves>[0]);
  if (signal.aborted) joined.dispose();
  signal.addEventListener("abort", () => joined.dispose());
  return joined;
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
  open: Open,
): Promise<LoadedReport> {
  const name = lastPart(report);
  const [bytes, survey] = await Promise.all([fetchFile(report, name, { language }), open(data, null)]);
  const description = textOf(bytes, name, language);
  const quoted = Object.entries(await reportSurveys(description, language));
  const names = quoted.map(([called]) => called);
  const others = await Promise.all(quoted.map(([, { address, changes }]) => open(address === null ? data : new URL(address, report).href, changes)));
  const [own, ...rest] = await inOnePlace([survey, ...others], open);
  return { description, survey: own ?? survey, others: Object.fromEntries(rest.map((other, at) => [names[at], other])) };
}

/** A survey in the page and one in a Worker can't answer together: where one is large, all go there. */
function inOnePlace(opened: OpenedSource[], open: Open): Promise<OpenedSource[]> {
  const isInPage = ({ survey }: OpenedSource) => survey instanceof Survey;
  if (opened.every(isInPage)) return Promise.resolve(opened);
  return Promise.all(opened.map((source) => (isInPage(source) ? open(source.address, source.changes, "worker") : source)));
}
