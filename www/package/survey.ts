import { askEngine, engineGeneration } from "./engine.js";
import { fetchError } from "./error.js";
import type { ReportCall, SurveyHandle } from "./glue.js";
import { jsonOf } from "./json-of.js";
import { readTape, type Tape } from "./tape.js";
import type {
  Chart,
  ChartOptions,
  Description,
  ErrorTable,
  ErrorTableOptions,
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
  readonly #language: Language | undefined;
  readonly #generation = engineGeneration();

  /** @internal Use `Survey.open` or `Survey.from`. */
  constructor(handle: SurveyHandle, language?: Language) {
    this.#handle = handle;
    this.#language = language;
  }

  /**
   * Several surveys as one, for questions that all of them asked: its tables and charts have a
   * column for each, and `compare: "columns"` tests them against each other as independent
   * samples. What one of them lacks is an empty cell with the flag `notInSurvey`. The surveys stay
   * open, and dispose of what this returns as of any other.
   */
  static waves(waves: readonly [Wave<OpenedSurvey>, ...Wave<OpenedSurvey>[]]): Waves<OpenedSurvey> {
    const [first] = waves;
    let handle = first.survey.#ask((own) => own.share());
    for (const { name, label = name, survey } of waves) {
      handle = survey.#ask((own) => handle.withWave(name, label, own));
    }
    return new OpenedSurvey(handle, first.survey.#language);
  }

  /** The questions with their labels and bases, the design and the fieldwork. */
  describe(language?: Language): Description {
    return readTape(this.#ask((handle) => handle.describe(language)));
  }

  /** A table, with base, interval and method in every cell. */
  tabulate(request: TabulateRequest): Table {
    return readTape(this.tape(request));
  }

  /** @internal The table before it is read, which a Worker leaves to its page. */
  tape(request: TabulateRequest): Tape<Table> {
    const asked = jsonOf(request);
    return this.#ask((handle) => handle.tabulate(asked));
  }

  /** How far off a share may be by the number of answers: the quick table that reports print. */
  errorTable(options: ErrorTableOptions = {}): ErrorTable {
    const asked = jsonOf(options);
    return readTape(this.#ask((handle) => handle.errorTable(asked)));
  }

  /** A chart of the table that the same request gives, as an SVG string. */
  chart(request: TabulateRequest, options: ChartOptions = {}): string {
    return this.drawing(request, options).svg;
  }

  /** As `chart`, with the description, the warnings and the table that was drawn. */
  drawChart(request: TabulateRequest, options: ChartOptions = {}): Chart {
    return { ...this.drawing(request, options), table: this.tabulate(request) };
  }

  /** @internal The chart without its table. */
  drawing(request: TabulateRequest, options: ChartOptions): Omit<Chart, "table"> {
    const [asked, shown] = [jsonOf(request), jsonOf(options)];
    return readTape(this.#ask((handle) => handle.chart(asked, shown)));
  }

  /** The table as HTML, escaped by construction. */
  tableHtml(request: TabulateRequest): string {
    const asked = jsonOf(request);
    return this.#ask((handle) => handle.tableHtml(asked));
  }

  /** The table as CSV, one line a cell's row, with bases and intervals. */
  csv(request: TabulateRequest): string {
    const asked = jsonOf(request);
    return this.#ask((handle) => handle.csv(asked));
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
    const shares = others.map(([, survey]) => survey.#ask((own) => own.share()));
    return readTape(this.#ask((handle) => handle.report(json, jsonOf(call), shares)));
  }

  /** Gives the survey's memory back. The survey answers nothing after that. */
  dispose(): void {
    if (this.#generation === engineGeneration()) this.#handle?.free();
    this.#handle = undefined;
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #ask<Answer>(question: (handle: SurveyHandle) => Answer): Answer {
    const handle = this.#handle;
    const language = this.#language ?? "en";
    if (!handle) throw fetchError({ code: "disposed" }, "", language);
    if (this.#generation !== engineGeneration()) throw fetchError({ code: "engine_stopped" }, "", language);
    return askEngine(() => question(handle), language);
  }
}
