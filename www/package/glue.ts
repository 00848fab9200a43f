import type { Chart, ChartOptions, Json, Language, Report, Table, TabulateRequest } from "./types.js";

/** A survey inside the wasm's memory, until it is freed. */
export interface SurveyHandle {
  describe(language?: Language): Json;
  tabulate(request: TabulateRequest): Table;
  chart(request: TabulateRequest, options: ChartOptions): Chart;
  /** `surveys` are those that the report quotes, in the order of `call.others`. */
  report(reportJson: string, call: ReportCall, surveys: SurveyHandle[]): Report;
  tableHtml(request: TabulateRequest): string;
  csv(request: TabulateRequest): string;
  /** The same survey again, for a call that keeps what it is given. */
  share(): SurveyHandle;
  free(): void;
}

/** What goes with a report across the border. */
export interface ReportCall {
  language?: Language;
  idPrefix?: string;
  /** The names of the other surveys. */
  others: string[];
}

/** What wasm-bindgen makes of src/wasm. Private: callers see `Survey`. */
export interface Glue {
  openSurvey(
    descriptorJson: string | undefined,
    names: string[],
    files: Uint8Array[],
    language?: Language,
  ): SurveyHandle;
  /** The files that a descriptor names. */
  resourceNames(descriptorJson: string, language?: Language): string[];
  /** The other packages that a report quotes: their addresses by name. */
  reportSurveys(reportJson: string, language?: Language): { [name: string]: string };
}
