import type { Chart, Description, ErrorTable, Language, QuotedSurvey, Report, Table } from "./types.js";
import type { Tape } from "./tape.js";

/** A survey inside the wasm's memory, until it is freed. What it is asked with is JSON. */
export interface SurveyHandle {
  /** How many responses it has. */
  rows(): number;
  describe(language?: Language): Tape<Description>;
  tabulate(request: string): Tape<Table>;
  errorTable(options: string): Tape<ErrorTable>;
  chart(request: string, options: string): Tape<Omit<Chart, "table">>;
  /** The handles are used up: hand over shares, and keep the surveys. */
  report(report: string, call: string, handles: SurveyHandle[]): Tape<Report>;
  tableHtml(request: string): string;
  csv(request: string): string;
  /** The same with one more survey as a column of its tables; this handle is used up. */
  withWave(name: string, label: string, wave: SurveyHandle): SurveyHandle;
  /** The same survey once more, for a call that uses up what it is handed. */
  share(): SurveyHandle;
  free(): void;
}

/** A survey whose responses are on their way into the wasm's memory. */
export interface SurveyLoader {
  /** Which of the files holds the responses. */
  file(): string;
  /** Makes room for so many bytes of responses. */
  expect(bytes: number): void;
  /** Reads on; returns how many responses there are so far. */
  push(bytes: Uint8Array): number;
  /** The survey, once all bytes have come; the loader is used up. */
  finish(): SurveyHandle;
  free(): void;
}

/** What goes with a report across the border. */
export interface ReportCall {
  language?: Language;
  idPrefix?: string;
  /** The names of the other surveys, in the order of their handles. */
  others: string[];
}

/** What wasm-bindgen makes of src/wasm. Private: callers see `Survey`. */
export interface Glue {
  SurveyLoader: new (
    descriptorJson: string | undefined,
    names: string[],
    language?: Language,
    changesJson?: string,
  ) => SurveyLoader;
  /** The files that a descriptor names. */
  resourceNames(descriptorJson: string, language?: Language): string[];
  /** The other surveys that a report quotes, by name. */
  reportSurveys(reportJson: string, language?: Language): Tape<{ [name: string]: QuotedSurvey }>;
}
