/** What the explorer knows: one immutable value. Everything that is shown derives from it. */
import type { ErrorPlace } from "../error.js";
import type { Guessing } from "./guessing.js";
import type { Changes, Chart, ChartKind, Description, IntervalMethod, Table } from "../types.js";

/** A subgroup: of a question with values, any of these; of a number, a range. */
export type Filter =
  | { readonly question: string; readonly values: readonly string[] }
  | { readonly question: string; readonly from: number | null; readonly to: number | null };

/** Which figures of a question are shown. */
export type Show =
  | "share"
  | "mean"
  | "median"
  | "quantiles"
  | "total"
  | "nps"
  | "classes"
  | "cumulative"
  | "combinations";

/** Values taken together as one more row. */
export interface Net {
  readonly question: string;
  readonly label: string;
  readonly values: readonly string[];
}

/** A cell by what it stands for, so that it is found again in another version of the data. */
export interface CellPlace {
  /** The row's value; of a row without one, its kind after `@`. */
  readonly row: string;
  /** The breakdown and its value; both `null` for Total. */
  readonly question: string | null;
  readonly value: string | null;
}

/** What is looked at. This, and nothing else, stands in the address. */
export interface View {
  /** `null` for the list of all questions. */
  readonly question: string | null;
  readonly columns: readonly string[];
  readonly filters: readonly Filter[];
  /** `null` for what the kind of the question suggests. */
  readonly show: Show | null;
  readonly percent: "column" | "row" | "table";
  readonly base: "answered" | "asked" | "all" | "selections";
  readonly compare: "none" | "total" | "columns" | "rows";
  readonly adjust: "none" | "holm" | "bonferroni" | "bh";
  /** `null` for the survey's own. */
  readonly method: IntervalMethod | null;
  readonly level: number;
  readonly kind: ChartKind;
  readonly weights: "on" | "off";
  readonly nets: readonly Net[];
  /** Addresses of surveys that asked the same, to stand beside this one. */
  readonly waves: readonly string[];
  readonly cell: CellPlace | null;
}

/** The view with which a survey opens. */
export const START: View = {
  question: null,
  columns: [],
  filters: [],
  show: null,
  percent: "column",
  base: "answered",
  compare: "none",
  adjust: "none",
  method: null,
  level: 0.95,
  kind: "auto",
  weights: "on",
  nets: [],
  waves: [],
  cell: null,
};

/** An error, as far as a reader is told of it. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
  readonly place: ErrorPlace;
}

/** Where the responses come from. */
export type Origin =
  | { readonly kind: "address"; readonly address: string }
  | { readonly kind: "file"; readonly name: string };

/** How far the explorer has come with a survey. */
export type Stage =
  | { readonly kind: "start" }
  | { readonly kind: "loading"; readonly origin: Origin; readonly loaded: number; readonly total: number | null; readonly step: "reading" | "computing" }
  | { readonly kind: "failed"; readonly origin: Origin; readonly problem: Problem }
  | { readonly kind: "correcting"; readonly origin: Origin; readonly guessing: Guessing }
  | Opened;

/** A survey that can be asked. */
export interface Opened {
  readonly kind: "open";
  readonly origin: Origin;
  readonly description: Description;
  /** How a file without a descriptor was read; `null` for one that has its own. */
  readonly guessing: Guessing | null;
}

/** What became of the question that the view asks. */
export type Answer =
  | { readonly kind: "none" }
  | { readonly kind: "ready"; readonly shown: Shown }
  | { readonly kind: "failed"; readonly problem: Problem };

/** A table with its drawing, or with the reason why it can't be drawn. */
export interface Shown {
  readonly view: View;
  /** What is other in the descriptor under the view. */
  readonly changes: Changes | null;
  readonly table: Table;
  readonly chart: Chart | null;
  readonly refusal: Problem | null;
  /** Everyone by answer, no answer and not asked, within the filters. */
  readonly bases: Bases;
  /** The table in which every column is held against the rest, for sentences. */
  readonly compared: Table | null;
}

/** How many of the respondents stand behind a question, and who doesn't. */
export interface Bases {
  readonly all: number;
  readonly answered: number;
  /** `null` where it would tell a hidden count. */
  readonly missing: number | null;
  readonly notAsked: number | null;
}

/** A question in the list: its table, or that it has none. */
export type Summary = { readonly table: Table; readonly group: number } | "none" | "waiting";

/** A view that is part of the draft of a report, with the words above it. */
export interface Pin {
  readonly id: number;
  readonly view: View;
  readonly title: string;
  readonly prose: string;
}

/** What is in front. */
export type Page = "survey" | "draft";

/** What a step changes, and undo brings back; with the page on which it was taken, so that it is seen. */
export interface Step {
  readonly page: Page;
  readonly view: View;
  readonly draft: readonly Pin[];
  readonly draftTitle: string;
}

/** The whole state. */
export interface State extends Step {
  /** A language of the catalogue. */
  readonly language: string;
  readonly stage: Stage;
  readonly past: readonly Step[];
  readonly future: readonly Step[];
  readonly answer: Answer;
  readonly busy: boolean;
  readonly summaries: ReadonlyMap<string, Summary>;
  readonly search: string;
  /** Whether of a guess only what must be answered is listed. */
  readonly onlyAsked: boolean;
  /** How many questions of the list are shown. */
  readonly listed: number;
  readonly preview: string | null;
  /** What the link asked for and could not have, in words. */
  readonly notices: readonly string[];
  /** What was just done, for whoever can't see it. */
  readonly told: string;
}

/** How many questions the list begins with, and grows by. */
export const PAGE_OF_LIST = 40;

/** The state before anything is opened. */
export function initialState(language: string): State {
  return {
    language,
    stage: { kind: "start" },
    page: "survey",
    view: START,
    past: [],
    future: [],
    answer: { kind: "none" },
    busy: false,
    summaries: new Map(),
    search: "",
    onlyAsked: false,
    listed: PAGE_OF_LIST,
    draft: [],
    draftTitle: "",
    preview: null,
    notices: [],
    told: "",
  };
}
