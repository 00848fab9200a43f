import type { Chart, ChartOptions, Json, Language, Report, Table, TabulateRequest } from "./types.js";

/** A survey inside the wasm's memory, until it is freed. */
export interface SurveyHandle {
  describe(language?: Language): Json;
  tabulate(request: TabulateRequest): Table;
  chart(request: TabulateRequest, options: ChartOptions): Chart;
  report(reportJson: string, options: ReportCall): Report;
  tableHtml(request: TabulateRequest): string;
  csv(request: TabulateRequest): string;
  free(): void;
}

/** What goes with a report across the border. */
export interface ReportCall {
  language?: Language;
  idPrefix?: string;
  /** The names of the other surveys, in the order of `handles`. */
  others: string[];
  handles: SurveyHandle[];
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
  resourceNames(descriptorJson: string): string[];
  /** The other packages that a report quotes: their addresses by name. */
  reportSurveys(reportJson: string): { [name: string]: string };
}
