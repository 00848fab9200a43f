import { asChosaError, fetchError } from "./error.js";
import type { Glue, ReportCall, SurveyHandle } from "./glue.js";
import type { PackageFiles } from "./package-files.js";
import type {
  Chart,
  ChartOptions,
  Description,
  ErrorTable,
  ErrorTableOptions,
  Files,
  Json,
  Language,
  Report,
  ReportDescription,
  ReportOptions,
  Table,
  TabulateRequest,
  Wave,
  Waves,
} from "./types.js";

/**
 * What an opened survey answers, at once and in place. Each entry of the package extends
 * this with its own ways to open one.
 */
export class OpenedSurvey {
  #handle: SurveyHandle | undefined;

  /** @internal Use `Survey.open` or `Survey.from`. */
  constructor(handle: SurveyHandle) {
    this.#handle = handle;
  }

  /**
   * Several surveys as one, for questions that all of them asked: its tables and charts have a
   * column for each, and `compare: "columns"` tests them against each other as independent
   * samples. What one of them lacks is an empty cell with the flag `notInSurvey`. The surveys stay
   * open, and dispose of what this returns as of any other.
   */
  static waves(waves: readonly [Wave<OpenedSurvey>, ...Wave<OpenedSurvey>[]]): Waves<OpenedSurvey> {
    let handle = waves[0].survey.#alive().share();
    for (const { name, label = name, survey } of waves) {
      handle = handle.withWave(name, label, survey.#alive());
    }
    return new OpenedSurvey(handle);
  }

  /** The questions with their labels and bases, the design and the fieldwork. */
  describe(language?: Language): Description {
    return this.#ask((handle) => handle.describe(language));
  }

  /** A table, with base, interval and method in every cell. */
  tabulate(request: TabulateRequest): Table {
    return this.#ask((handle) => handle.tabulate(request));
  }

  /** How far off a share may be by the number of answers: the quick table that reports print. */
  errorTable(options: ErrorTableOptions = {}): ErrorTable {
    return this.#ask((handle) => handle.errorTable(options));
  }

  /** A chart of the table that the same request gives, as an SVG string. */
  chart(request: TabulateRequest, options: ChartOptions = {}): string {
    return this.#ask((handle) => handle.chartSvg(request, options));
  }

  /** As `chart`, with the description, the warnings and the table that was drawn. */
  drawChart(request: TabulateRequest, options: ChartOptions = {}): Chart {
    return this.#ask((handle) => handle.chart(request, options));
  }

  /** The table as HTML, escaped by construction. */
  tableHtml(request: TabulateRequest): string {
    return this.#ask((handle) => handle.tableHtml(request));
  }

  /** The table as CSV, one line a cell's row, with bases and intervals. */
  csv(request: TabulateRequest): string {
    return this.#ask((handle) => handle.csv(request));
  }

  /** A report: prose whose figures are computed, tables and charts. */
  report(
    report: ReportDescription | string,
    options: ReportOptions<OpenedSurvey> = {},
  ): Report {
    const json = typeof report === "string" ? report : JSON.stringify(report);
    const others = Object.entries(options.surveys ?? {});
    const call: ReportCall = { others: others.map(([name]) => name) };
    if (options.language !== undefined) call.language = options.language;
    if (options.idPrefix !== undefined) call.idPrefix = options.idPrefix;
    const shares = others.map(([, survey]) => survey.#alive().share());
    return this.#ask((handle) => handle.report(json, call, shares));
  }

  /** Gives the survey's memory back. The survey answers nothing after that. */
  dispose(): void {
    this.#handle?.free();
    this.#handle = undefined;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #alive(): SurveyHandle {
    if (!this.#handle) throw fetchError({ code: "disposed" }, "", "en");
    return this.#handle;
  }

  #ask<Answer>(question: (handle: SurveyHandle) => Answer): Answer {
    const handle = this.#alive();
    try {
      return question(handle);
    } catch (thrown) {
      throw asChosaError(thrown);
    }
  }
}

/** Hands the files of a package to the engine. */
export function openFiles(glue: Glue, files: PackageFiles, language?: Language): SurveyHandle {
  try {
    return glue.openSurvey(files.descriptor, files.names, files.files, language);
  } catch (thrown) {
    throw asChosaError(thrown);
  }
}

/** Files that a caller holds in memory, as the engine takes them. */
export function heldFiles(
  descriptor: { [name: string]: Json } | string | undefined,
  files: Files,
): PackageFiles {
  const named = Object.entries(files);
  return {
    descriptor: typeof descriptor === "object" ? JSON.stringify(descriptor) : descriptor,
    names: named.map(([name]) => name),
    files: named.map(([, content]) => bytesOf(content)),
  };
}

function bytesOf(content: Uint8Array | ArrayBuffer | string): Uint8Array {
  if (typeof content === "string") return new TextEncoder().encode(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}
