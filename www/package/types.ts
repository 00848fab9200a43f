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

/** What a cell estimates; a net promoter score (`"nps"`) lies in [-1, 1]. */
export type Measure = "share" | "mean" | "nps" | "total" | "ratio" | "median" | { quantile: number };

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

/** A survey in short: what it asked, of whom and how. */
export interface Description {
  title: string;
  language: Language;
  respondents: number;
  invited: number | null;
  /** Where the descriptor records the dispositions of all cases. */
  responseRates: ResponseRates | null;
  population: number | null;
  fieldwork: string;
  synthetic: string | null;
  /** How figures are computed unless told otherwise, in one sentence. */
  method: string;
  /** The weights as figures use them; `null` where all respondents count alike. */
  weights: WeightSummary | null;
  /** What bringing the weights to totals of the population did to them. */
  calibrations: WeightReport[];
  questions: QuestionDescription[];
}

/** Weights at a glance; weights of 0 are left out. */
export interface WeightSummary {
  n: number;
  min: number;
  max: number;
  mean: number;
  /** Their standard deviation as a multiple of the mean. */
  cv: number;
  /** Kish's design effect of unequal weights, and the respondents by it. */
  kishDeff: number;
  effectiveN: number;
}

/** Weights before and after they were brought to totals of the population. */
export interface WeightReport {
  before: WeightSummary;
  after: WeightSummary;
  /** The least and the greatest factor that a weight was multiplied by. */
  smallestRatio: number;
  largestRatio: number;
  /** How often the margins were gone through. */
  iterations: number;
  /** How far the farthest margin stayed from its total, as a share of the population. */
  distance: number;
}

/** The response rates of AAPOR, each in [0, 1]; `null` where there is nothing to divide by. */
export interface ResponseRates {
  rr1: number | null;
  rr2: number | null;
  rr3: number | null;
  rr4: number | null;
  rr5: number | null;
  rr6: number | null;
  /** The share of cases of unknown eligibility taken to be eligible. */
  e: number | null;
}

/** One question in short. */
export interface QuestionDescription {
  name: string;
  label: string;
  kind: "single" | "ordered" | "multiple" | "number" | "date" | "text";
  base: Where | null;
  asked: number;
  answered: number;
  invalid: number;
  options: OptionDescription[];
  nets: OptionDescription[];
}

/** A value or a net in short. */
export interface OptionDescription {
  value: string;
  label: string;
  score: number | null;
  /** Whether it goes with no other value of a multiple choice. */
  exclusive: boolean;
}

/** What may be shown of small groups: `survey.policy` of a descriptor. */
export interface Policy {
  /** A smaller count is hidden, and with it whatever would tell it; 0 is shown. */
  minimumCount?: number;
  /** A figure of a smaller base is blank; its count is shown. */
  minimumBase?: number;
  /** NCHS (2017): shares that fail it are marked, or blank with `"nchsHide"`. */
  reliability?: "none" | "nchs" | "nchsHide";
  /** Estimated counts of people are rounded to multiples of this. */
  rounding?: { countsTo?: number };
}

/** What became of the cases of a sample: `survey.sample.dispositions` of a descriptor. */
export interface Dispositions {
  complete: number;
  partial?: number;
  refusal?: number;
  nonContact?: number;
  other?: number;
  unknownHousehold?: number;
  unknownOther?: number;
  notEligible?: number;
  /** The share of the unknown taken to be eligible, where it is not to be worked out. */
  e?: number;
}

/**
 * How the sample was drawn and weighted: `survey.design` of a descriptor. Texts name columns of
 * the responses. Without any of it the sample counts as simple random.
 */
export interface SurveyDesign {
  /** How many people each respondent stands for. */
  weight?: string;
  /** The strata, one column for each stage of sampling. */
  strata?: string[];
  /** The clusters that were drawn, one column for each stage. */
  clusters?: string[];
  /** Whether the names of clusters start anew in each stratum. */
  nested?: boolean;
  /**
   * The finite populations, one column for each stage: how many units the stratum has in the
   * population, or (where no value is above 1) which fraction of them was drawn.
   */
  fpc?: string[];
  /** What to do with a stratum of which only one cluster was drawn; `"fail"` unless told. */
  lonelyPsu?: "fail" | "adjust" | "average" | "certainty";
  replicates?: ReplicateWeights;
  calibration?: Calibration;
}

/** Replicate weights: read from columns, or made from the rest of the design. */
export interface ReplicateWeights {
  /** How they are made; `"other"` for columns with scales of their own. */
  method?: "brr" | "fay" | "jk1" | "jkn" | "bootstrap" | "successiveDifference" | "other";
  /** The columns, each with a whole weight for every respondent; without them they are made. */
  columns?: string[];
  /** The part of its weight that the other half keeps (`"fay"`): at least 0, less than 1. */
  rho?: number;
  /** The factor of the whole sum of squares; the method's own unless told. */
  scale?: number;
  /** The factor of each replicate's square; 1 unless told. */
  rscales?: number[];
  /** Whether distances are taken from the full sample's figure, in place of the replicates' mean. */
  mse?: boolean;
  /** The degrees of freedom, where they are known; else the rank of the weights less 1. */
  df?: number;
  /** How many are drawn by chance (`"bootstrap"`), or at least (`"successiveDifference"`). */
  count?: number;
  /** Where that chance begins: one seed, one set of weights. */
  seed?: number;
}

/** Numbers of people in the population that the weights are brought to. */
export interface Calibration {
  /** By question and value: one question is post-stratification, several are raked. */
  margins?: { [question: string]: { [value: string]: number } };
  /** Between what multiples of their mean the weights are held. */
  trim?: { lower?: number; upper?: number };
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
  /** For `"ratio"`: the number by whose total that of each row is divided. */
  denominator?: string;
  /** What the shares add up to; each column unless told. */
  percent?: "column" | "row" | "table";
  /**
   * What makes a row, where not each value: a number in `"classes"`, a number or a day
   * `"cumulative"`, a multiple choice by `"combinations"`, a median among its `"quantiles"`.
   */
  split?: "values" | "classes" | "cumulative" | "combinations" | "quantiles";
  /** Whether "no answer" is a row of its own and part of the base. */
  missing?: "exclude" | "include";
  /**
   * Who stands under the shares: `"answered"` unless told, `"asked"` with `missing: "include"`,
   * which goes with `"asked"` and `"all"` only. `"selections"` counts the ticks of a multiple choice.
   */
  base?: "answered" | "asked" | "all" | "selections";
  /** Whether a multiple choice ends in the total of its selections by its base, which may pass 1. */
  multipleTotal?: boolean;
  /** Whether the shares of the Total column carry their worst-case bounds, where they have such. */
  bounds?: boolean;
  /**
   * The confidence interval; 95% unless told. `"none"` leaves out all errors, and is for many
   * counts at once: a cell then has no `se`, `df`, `deff` nor `effectiveN` either, unless the
   * survey's policy judges figures by their intervals.
   */
  interval?: { method?: IntervalMethod | "none"; level?: number };
  /**
   * Which columns are tested against which, row by row inside each breakdown: every two of its
   * `"columns"`, or each against the rest of the breakdown (`"total"`: a column is part of Total,
   * and the rest is those in the breakdown but not in the column); or every two `"rows"`, shares
   * of the same people, in each column.
   */
  compare?: "none" | "total" | "columns" | "rows";
  /** How the p-values of one row's comparisons inside one breakdown are adjusted. */
  adjust?: "none" | "holm" | "bonferroni" | "bh";
  /** How the independence of a question and a breakdown is tested where columns are compared. */
  test?: "raoScottF" | "raoScottChiSquare" | "wald" | "adjustedWald";
  /** The language of Chosa's own words; that of the survey unless told. */
  language?: Language;
}

/** The one result object. Shares are fractions in [0, 1]; what can't be estimated is `null`. */
export interface Table {
  title: string;
  language: Language;
  measure: Measure;
  percent: "column" | "row" | "table";
  interval: { method: IntervalMethod | "none"; level: number };
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
  /** Respondents; ticks where the kind is `"selections"`. */
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
  /** By which comparisons name the column; `null` where columns are not compared. */
  letter: string | null;
}

/** The rows of one question. */
export interface RowGroup {
  question: string;
  label: string;
  kind: "single" | "ordered" | "multiple" | "number" | "date" | "trail";
  base: Base;
  rows: Row[];
  /** Where columns are compared: one for each breakdown with one answer a respondent. */
  tests: Test[];
}

/** One row of a question, with one cell for each column of the table. */
export interface Row {
  value: string | null;
  label: string;
  kind: "value" | "net" | "missing" | "notAsked" | "summary" | "multipleTotal" | "step";
  cells: Cell[];
  /** How its figures differ from others; only where figures are compared. */
  differences?: RowDifference[];
}

/** The difference of two figures, by their places in the table, and the test of whether it is 0. */
export interface RowDifference {
  column: number;
  /** `null` for the rest of the breakdown, or where the other figure is of another row. */
  otherColumn: number | null;
  otherRow: number | null;
  /** The row's own figure less the other. */
  estimate: number;
  se: number;
  df: number;
  low: number;
  high: number;
  p: number;
  adjustedP: number;
}

/** One figure with all that is needed to judge it. */
export interface Cell {
  n: number | null;
  weighted: number | null;
  /** 0 where it would tell a hidden count. */
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
  flag: Reason | null;
  /** Among all who were asked, whatever those who did not answer would have said. */
  worstCase?: { low: number; high: number };
  /** The letters of the columns that this figure is significantly higher than. */
  higherThan?: string[];
  /** Significantly below or above the rest of the breakdown. */
  againstTotal?: -1 | 1;
}

/** The rule that flags a figure. */
export type FlagCode =
  | "noBase"
  | "noVariance"
  | "suppressed"
  | "suppressedComplement"
  | "minimumBase"
  | "smallEffectiveBase"
  | "wideInterval"
  | "wideForShare"
  | "extremeShare"
  | "fewDegrees"
  | "wideForComplement"
  | "smallBase"
  | "notInSurvey";

/** Why a figure is missing, or is to be read with care: the rule's name, and the rule in words. */
export interface Reason {
  code: FlagCode;
  label: string;
}

/** Something that the reader of a table must know. */
export interface Warning {
  code: string;
  message: string;
}

/** A test of whether the answers to a question are independent of a breakdown. */
export interface Test {
  /** The breakdown's name. */
  question: string;
  name: string;
  statistic: number;
  df: number;
  denominatorDf: number | null;
  p: number;
}

/** What a quick table of sampling errors is for; what is left out comes from the survey. */
export interface ErrorTableOptions {
  /** The numbers of answers down the side. */
  sizes?: number[];
  /** The shares across the top, fractions; 10% to 50% unless told. */
  shares?: number[];
  level?: number;
  /** The design effect; that of the survey's weights unless told. */
  deff?: number;
  /** The size of the finite population. */
  population?: number;
}

/** Half the widths of the intervals of shares, by the number of answers (標本誤差早見表). */
export interface ErrorTable {
  level: number;
  deff: number;
  population: number | null;
  shares: number[];
  /** Half-widths are fractions, one for each share. */
  rows: { n: number; halfWidths: (number | null)[] }[];
}

/** The kinds of chart. A kind that would show a table wrongly is refused, with the reason. */
export type ChartKind =
  | "auto"
  | "trail"
  | "tiles"
  | "box"
  | "combinations"
  | "cumulative"
  | "histogram"
  | "slope"
  | "lines"
  | "diverging"
  | "donut"
  | "bars"
  | "pyramid"
  | "stacked"
  | "columns"
  | "heat"
  | "dots";

/** How a chart is to look. */
export interface ChartOptions {
  /** `"auto"` chooses by the table; the others insist. */
  kind?: ChartKind;
  /** Where the middle answer of a diverging scale stands: half on each side, or apart. */
  neutral?: "split" | "aside";
  /** `"columns"` gives each column of the table a small picture, all on one scale. */
  panels?: "one" | "columns";
  /** `"patterns"` gives each colour a pattern of lines, as for a printer without colours. */
  fills?: "plain" | "patterns";
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

/** How a chart becomes a PNG. */
export interface PngOptions {
  /** How many pixels of the picture a pixel of the chart becomes: 2 unless told. */
  scale?: number;
  /** The language of an error. */
  language?: Language;
}

/** A drawn chart, with what a reader who can't see it needs. */
export interface Chart {
  svg: string;
  kind: string;
  /** Why it is of this kind, in words. */
  why: string;
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
  /** The lead as HTML; empty without one. */
  lead: string;
  html: string;
  blocks: ReportBlock[];
  figures: { [name: string]: Json };
}

/** One block of an evaluated report. */
export interface ReportBlock {
  kind: string;
  /** The `id` of its element in the HTML. */
  id: string;
  /** What it shows; empty for prose, methods and the table of errors. */
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

/** A survey that a report quotes beside its own: another package, or the own one under changes. */
export interface QuotedSurvey {
  /** The address of its descriptor, from the report; `null` for the report's own survey. */
  address: string | null;
  /** For `changes` of `Survey.open`. */
  changes: Changes | null;
}

/** One of several surveys that asked the same. */
export interface Wave<Survey> {
  /** The `value` of its column, such as `"2023"`. */
  name: string;
  /** What stands over its column; the name unless told. */
  label?: string;
  survey: Survey;
}

/** Several surveys as one: what it answers without being a survey with questions of its own. */
export type Waves<Survey> = Omit<Survey, "describe" | "report">;

/**
 * What is other in a descriptor, as a JSON Merge Patch (RFC 7396): an entry takes the place of the one of its
 * name, at any depth, and `null` takes it away. `{ survey: { design: { weight: null } } }` has no weights.
 */
export type Changes = { [name: string]: Json };

/** How far a package has been read. */
export interface Progress {
  /** The file that is being read. */
  file: string;
  /** How many of its bytes have come. */
  loaded: number;
  /** How many there are, where the server says so. */
  total: number | undefined;
  /** How many responses have been read out of them. */
  rows: number;
  /** In a last word on a file that is not UTF-8: the encoding it was read in. */
  encoding?: string;
}

/** How a package is to be opened. */
export interface OpenOptions {
  signal?: AbortSignal;
  onProgress?: (progress: Progress) => void;
  /**
   * The encoding of the responses, such as `"shift_jis"`, in place of the one that the descriptor
   * states; unless told it is found out (UTF-8, UTF-16 with its mark, EUC-JP, Shift_JIS).
   */
  encoding?: string;
  /** What is to be other in the descriptor than it says. */
  changes?: Changes;
  /** The language of error messages. */
  language?: Language;
}

/** How what is in memory already is to be opened. */
export type HeldOptions = Omit<OpenOptions, "signal">;

/** Files by the names that the descriptor gives them. */
export type Files = { [name: string]: Uint8Array | ArrayBuffer | string };

/** What a Worker takes beside these: a `Blob` or a `File`, which it reads itself, so that the page holds no copy. */
export type WorkerFiles = { [name: string]: Files[string] | Blob };
