/** What a view asks of the engine. */
import type {
  ChartKind,
  ChartOptions,
  Condition,
  Description,
  Language,
  QuestionDescription,
  TabulateRequest,
  Where,
} from "../types.js";
import type { CellPlace, Filter, Show, View } from "./state.js";
import type { Column, Row, Table } from "../types.js";

type Kind = QuestionDescription["kind"];

/** Which figures a kind of question can give, the natural ones first. */
const SHOWS: { readonly [kind in Kind]: readonly Show[] } = {
  single: ["share"],
  ordered: ["share", "mean", "nps"],
  multiple: ["share", "combinations"],
  number: ["classes", "mean", "median", "quantiles", "total"],
  date: ["cumulative"],
  text: [],
};

/** The kinds of chart that are offered for what is shown; the engine refuses one that would be wrong. */
const KINDS: { readonly [show in Show]: readonly ChartKind[] } = {
  share: ["auto", "bars", "dots", "stacked", "diverging", "columns", "heat", "lines", "slope", "pyramid", "donut", "tiles"],
  mean: ["auto", "bars", "dots", "columns", "lines"],
  median: ["auto", "bars", "dots", "columns", "lines"],
  quantiles: ["auto", "box"],
  total: ["auto", "bars", "dots"],
  nps: ["auto", "bars", "dots"],
  classes: ["auto", "histogram", "bars", "heat"],
  cumulative: ["auto", "cumulative"],
  combinations: ["auto", "combinations", "bars"],
};

/** The figures that a question can give. */
export function showsOf(question: QuestionDescription): readonly Show[] {
  const scored = question.options.length > 0 && question.options.every(({ score }) => score !== null);
  const isRating = question.options.length === 11 && question.options.every(({ score }) => score !== null && score >= 0 && score <= 10);
  return SHOWS[question.kind].filter((show) => {
    if (show === "nps") return isRating;
    return show !== "mean" || scored || question.kind === "number";
  });
}

/** What is shown of a question under a view. */
export function shownOf(view: View, question: QuestionDescription): Show {
  const shows = showsOf(question);
  return (view.show && shows.includes(view.show) ? view.show : shows[0]) ?? "share";
}

/** The kinds of chart to choose from. A donut shows one column only. */
export function kindsOf(show: Show, { columns, waves }: View): readonly ChartKind[] {
  const isAlone = columns.length === 0 && waves.length === 0;
  return KINDS[show].filter((kind) => kind !== "donut" || isAlone);
}

/** Whether a question has values by which others can be broken down. */
export function isBreakdown({ kind }: QuestionDescription): boolean {
  return kind === "single" || kind === "ordered" || kind === "multiple";
}

/** The question of a view, if it looks at one that this survey has. */
export function questionOf(view: View, { questions }: Description): QuestionDescription | undefined {
  return questions.find(({ name }) => name === view.question);
}

/** The table that a view asks for. */
export function requestOf(view: View, question: QuestionDescription, language: Language): TabulateRequest {
  const show = shownOf(view, question);
  const request: TabulateRequest = { rows: question.name, language, ...measured(show), ...compared(view, show) };
  if (view.columns.length > 0) request.columns = [...view.columns];
  if (view.filters.length > 0) request.where = whereOf(view.filters);
  if (isShare(show)) {
    // Of Total alone every row would be the whole.
    if (view.percent !== "column" && view.columns.length > 0) request.percent = view.percent;
    Object.assign(request, based(view.base, question));
  }
  if (view.method && isShare(show)) request.interval = { method: view.method, level: view.level };
  else if (view.level !== 0.95) request.interval = { level: view.level };
  return request;
}

/** Whether a figure is a share, of which percentages, bases and methods of intervals speak. */
export function isShare(show: Show): boolean {
  return show === "share" || show === "classes" || show === "combinations";
}

function measured(show: Show): TabulateRequest {
  switch (show) {
    case "share":
      return {};
    case "mean":
    case "median":
    case "total":
    case "nps":
      return { measure: show };
    case "quantiles":
      return { measure: "median", split: show };
    default:
      return { split: show };
  }
}

/** What can be held against what; without anything there is no comparison. */
export function comparisonsOf({ columns, waves, percent }: View, show: Show): readonly View["compare"][] {
  const isShareOfRows = isShare(show) && percent !== "column" && columns.length > 0;
  if (isShareOfRows || show === "median" || show === "quantiles" || show === "cumulative") return ["none"];
  const rows: readonly View["compare"][] = isShare(show) ? ["rows"] : [];
  if (waves.length > 0) return ["none", "columns"];
  return columns.length > 0 ? ["none", "total", "columns", ...rows] : ["none", ...rows];
}

function compared(view: View, show: Show): TabulateRequest {
  const { compare, adjust } = view;
  if (compare === "none" || !comparisonsOf(view, show).includes(compare)) return {};
  return adjust === "none" ? { compare } : { compare, adjust };
}

function based(base: View["base"], { kind }: QuestionDescription): TabulateRequest {
  if (base === "answered" || (base === "selections" && kind !== "multiple")) return {};
  return base === "selections" ? { base } : { base, missing: "include" };
}

/** The predicate of filters: all of them hold. */
export function whereOf(filters: readonly Filter[]): Where {
  const conditions = filters.map((filter) => [filter.question, conditionOf(filter)] as const);
  // One question may be filtered twice, as by two clicks: an object would keep only the last.
  const isPlain = new Set(filters.map(({ question }) => question)).size === filters.length;
  return isPlain ? Object.fromEntries(conditions) : { all: conditions.map((condition) => Object.fromEntries([condition])) };
}

function conditionOf(filter: Filter): Condition {
  if ("values" in filter) return filter.values.length === 1 ? filter.values[0]! : [...filter.values];
  return {
    ...(filter.from === null ? {} : { gte: filter.from }),
    ...(filter.to === null ? {} : { lte: filter.to }),
  };
}

/** How the chart of a view is drawn, for a column of so many pixels. */
export function chartOptions(view: View, width: number): ChartOptions {
  return { kind: view.kind, width };
}

/** What names a row in an address. */
export function rowKey({ value, kind }: Row, index: number): string {
  return value ?? `@${kind}${index}`;
}

/** Whether a cell stands at this place. */
export function isAt(cell: CellPlace | null, row: string, { question, value }: Column): boolean {
  return cell !== null && cell.row === row && cell.question === question && cell.value === value;
}

/** The column of a table at a place; -1 where there is none. */
export function columnAt({ columns }: Table, { question, value }: CellPlace): number {
  return columns.findIndex((column) => column.question === question && column.value === value);
}
