/** The languages in which Chosa writes its own words: bases, methods, warnings, errors. */
export type Language = "ja" | "en";

/** Any value that can stand in JSON. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

/** A text, or a text for each language tag. */
export type Label = string | { [language: string]: string };

/** What a question's answer must be: a value, any of several, or in a range. */
export type Condition =
  | string
  | number
  | (string | number)[]
  | { gt?: number | string; gte?: number | string; lt?: number | string; lte?: number | string };

/**
 * A predicate over respondents: an object of conditions by question means "and", an array of
 * values "any of these". `not`, `any` and `all` combine predicates.
 */
export type Where = { [question: string]: Condition | Where | Where[] };

/** What a cell estimates. */
export type Measure = "share" | "mean" | "total" | "median" | { quantile: number };

/** How the confidence interval of a figure is computed. */
export type IntervalMethod =
  | "wald"
  | "logit"
  | "likelihood"
  | "arcsine"
  | "wilson"
  | "beta"
  | "betaCapped"
  | "exact";

/** One step of a base trail: the predicate that leads from the step before to this one. */
export interface TrailStep {
  where: Where;
  label?: Label;
}

/** A table to compute: questions down the side, breakdowns across the top. */
export interface TabulateRequest {
  /** The questions down the side, by name. */
  rows?: string | string[];
  /** The breakdowns across the top, side by side after a Total column. */
  columns?: string | string[];
  /** In place of `rows`: a chain of ever smaller groups. */
  trail?: TrailStep[];
  /** The subpopulation that the table is about; the design never shrinks. */
  where?: Where;
  /** What each cell estimates; `"share"` unless told. */
  measure?: Measure;
  /** What the shares add up to; each column unless told. */
  percent?: "column" | "row" | "table";
  /**
   * What makes a row, where not each value: a number in `"classes"`, a number or a day
   * `"cumulative"`, a multiple choice by `"combinations"`, a median among its `"quantiles"`.
   */
  split?: "values" | "classes" | "cumulative" | "combinations" | "quantiles";
  /** Whether "no answer" is a row of its own and part of the base. */
  missing?: "exclude" | "include";
  /** The confidence interval; 95% unless told. */
  interval?: { method?: IntervalMethod; level?: number };
  /** Which columns are compared with which. */
  compare?: "none" | "total" | "columns";
  /** How p-values of several comparisons are adjusted. */
  adjust?: "none" | "holm" | "bonferroni" | "bh";
  /** The language of Chosa's own words; that of the survey unless told. */
  language?: Language;
}

/** The one result object. Shares are fractions in [0, 1]; what can't be estimated is `null`. */
export interface Table {
  title: string;
  language: Language;
  measure: Measure;
  percent: "column" | "row" | "table";
  interval: { method: IntervalMethod; level: number };
  base: Base;
  columns: Column[];
  groups: RowGroup[];
  /** One sentence that says how the figures were computed and what they assume. */
  method: string;
  warnings: Warning[];
  source: Source;
}

/** Where the data come from, in words. */
export interface Source {
  title: string;
  publisher: string;
  fieldwork: string;
  /** Says that the responses are synthetic, where they are. */
  synthetic: string | null;
}

/** Who stands under a figure. */
export interface Base {
  label: string;
  n: number;
  weighted: number;
  effectiveN: number | null;
  kind: "asked" | "answered" | "all" | "selections" | "invited";
}

/** Total (whose `question` is `null`), or one value of a breakdown. */
export interface Column {
  question: string | null;
  questionLabel: string;
  value: string | null;
  label: string;
  base: Base;
  letter: string | null;
}

/** The rows of one question. */
export interface RowGroup {
  question: string;
  label: string;
  kind: "single" | "ordered" | "multiple" | "number" | "date" | "trail";
  base: Base;
  rows: Row[];
  test: Test | null;
}

/** One row of a question, with one cell for each column of the table. */
export interface Row {
  value: string | null;
  label: string;
  kind: "value" | "net" | "missing" | "summary" | "step";
  cells: Cell[];
}

/** One figure with all that is needed to judge it. */
export interface Cell {
  n: number | null;
  weighted: number | null;
  baseN: number;
  baseWeighted: number;
  estimate: number | null;
  se: number | null;
  df: number | null;
  low: number | null;
  high: number | null;
  deff: number | null;
  effectiveN: number | null;
  /** Why the figure is missing, or to be read with care. */
  flag: { code: string; label: string } | null;
  /** The letters of the columns that this figure is significantly higher than. */
  higherThan?: string[];
  againstTotal?: number;
}

/** Something that the reader of a table must know. */
export interface Warning {
  code: string;
  message: string;
}

/** A test of independence of rows and columns. */
export interface Test {
  name: string;
  statistic: number;
  df: number;
  denominatorDf: number | null;
  p: number;
}

/** The kinds of chart. A kind that would show a table wrongly is refused, with the reason. */
export type ChartKind =
  | "auto"
  | "bars"
  | "dots"
  | "stacked"
  | "diverging"
  | "columns"
  | "histogram"
  | "lines"
  | "slope"
  | "cumulative"
  | "box"
  | "heat"
  | "donut"
  | "pyramid"
  | "tiles"
  | "combinations"
  | "trail";

/** How a chart is to look. */
export interface ChartOptions {
  /** `"auto"` chooses by the table; the others insist. */
  kind?: ChartKind;
  /** Where the middle answer of a diverging scale stands: half on each side, or apart. */
  neutral?: "split" | "aside";
  /** `"columns"` gives each column of the table a small picture, all on one scale. */
  panels?: "one" | "columns";
  /** A title that states the finding; without one, the table's own. */
  title?: string;
  /** A sentence under the chart, beside those on source and method. */
  note?: string;
  /** The page’s custom properties, or colours that stand in the file. */
  theme?: "variables" | "standalone" | "light" | "dark" | "print";
  /** The width in pixels that the chart is laid out for. */
  width?: number;
  /** Stands before every `id` in the SVG, for one chart twice in one document. */
  idPrefix?: string;
}

/** A drawn chart, with what a reader who can't see it needs. */
export interface Chart {
  svg: string;
  kind: string;
  description: string;
  warnings: Warning[];
  table: Table;
}

/** A report's description, as `report.json` holds it. */
export type ReportDescription = { [name: string]: Json };

/** What an evaluated report consists of. The HTML is escaped by construction. */
export interface Report {
  title: string;
  language: Language;
  html: string;
  blocks: ReportBlock[];
  figures: { [name: string]: Json };
}

/** One block of an evaluated report. */
export interface ReportBlock {
  kind: string;
  /** The `id` of its element in the HTML. */
  id: string;
  /** What it shows; empty for prose and methods. */
  title: string;
  html: string;
  table?: Table | null;
  svg?: string | null;
}

/** How a report is to be evaluated. */
export interface ReportOptions<Other> {
  /** That of the survey unless told. */
  language?: Language;
  /** Stands before every `id` in the HTML, for two reports in one document. */
  idPrefix?: string;
  /** The other surveys that the report quotes, by the names it gives them. */
  surveys?: { [name: string]: Other };
}

/** How far a package has been read. */
export interface Progress {
  /** The file that is being read. */
  file: string;
  /** How many of its bytes have come. */
  loaded: number;
  /** How many there are, where the server says so. */
  total: number | undefined;
}

/** How a package is to be opened. */
export interface OpenOptions {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /** The language of error messages. */
  language?: Language;
}

/** Files by the names that the descriptor gives them. */
export type Files = { [name: string]: Uint8Array | ArrayBuffer | string };
