/**
 * A cell as a sentence that can be printed. It never says that one figure is above another
 * unless the interval of their difference, or their own intervals, carry it.
 */
import type { Cell, Row, RowDifference, RowGroup, Table } from "../types.js";
import { count, difference, figure, range, unitOf } from "./figures.js";
import { columnAt, rowKey } from "./request.js";
import type { CellPlace } from "./state.js";
import type { SentenceWords } from "./catalogue.js";

/** A printable sentence, or the reason why there is none. */
export interface Sentence {
  readonly text: string;
  /** Whether the figures carry an order. */
  readonly claim: "none" | "carried" | "notCarried";
  /** What must be said beside it: that it is unreliable, of no random sample, or synthetic. */
  readonly cautions: readonly string[];
}

/** What a sentence is made from. */
export interface Told {
  readonly table: Table;
  /** The table with each column held against the rest of its breakdown; `null` without one. */
  readonly compared: Table | null;
  readonly place: CellPlace;
  readonly isFiltered: boolean;
  /** Whether everyone stands in one group of the column's breakdown at most. */
  readonly isParted: boolean;
  readonly words: SentenceWords;
  readonly locale: string;
}

/** The parts of a sentence, already written as a reader sees them. */
export interface SentenceParts {
  /** From the widest group to the narrowest. */
  readonly groups: readonly string[];
  readonly n: string;
  readonly baseN: string;
  readonly question: string;
  readonly answer: string;
  readonly kind: Row["kind"];
  readonly percent: Table["percent"];
  /** The group of the column; empty for Total. */
  readonly column: string;
  readonly isMultiple: boolean;
  /** Whether the figure is another than the plain share of those counted. */
  readonly isWeighted: boolean;
  readonly figure: string;
  readonly interval: string | null;
  readonly level: string;
}

/** The sentence of the cell at a place; nothing where the table has no such cell. */
export function sentenceOf(told: Told): Sentence | undefined {
  const found = cellAt(told.table, told.place);
  if (!found) return undefined;
  const { cell, row, group } = found;
  const { table, place } = told;
  const isWhole = table.measure === "share" && table.percent === "row" && place.question === null;
  if (cell.estimate === null || isWhole) {
    const text = cell.estimate === null ? (cell.flag?.label ?? told.words.noFigure) : told.words.whole(count(cell.baseN, told.locale));
    return { text, claim: "none", cautions: [] };
  }
  const parts = partsOf(told, found);
  const main = told.table.measure === "share" ? told.words.share(parts) : told.words.other(parts);
  const claim = told.place.question === null ? leading(told, group, row) : against(told);
  return {
    text: [main, claim.text].filter((text) => text !== "").join(told.words.space),
    claim: claim.claim,
    cautions: [cell.flag?.label, guideOnly(told.table), told.table.source.synthetic].filter((text) => typeof text === "string"),
  };
}

/** Of no random sample, weighted or not, an interval is a guide: a sentence that states one says so. */
function guideOnly({ warnings }: Table): string | undefined {
  return warnings.find(({ code }) => code === "nonprobability")?.message;
}

/** Shares are written to a tenth of a percent: what differs by less is written alike. */
const ROUNDING = 0.0005;

interface Found {
  readonly cell: Cell;
  readonly row: Row;
  readonly group: RowGroup;
  readonly column: number;
}

function cellAt(table: Table, place: CellPlace): Found | undefined {
  const column = columnAt(table, place);
  for (const group of table.groups) {
    const row = group.rows.find((row, index) => rowKey(row, index) === place.row);
    const cell = row?.cells[column];
    if (row && cell) return { cell, row, group, column };
  }
  return undefined;
}

function partsOf({ table, isFiltered, locale }: Told, { cell, row, group, column }: Found): SentenceParts {
  const unit = unitOf(table);
  const within = table.columns[column];
  const columnLabel = within && within.question !== null ? within.base.label : "";
  const isOfColumn = table.percent === "column" || table.measure !== "share";
  const groups = [isFiltered ? table.base.label : "", isOfColumn ? columnLabel : "", group.base.label];
  return {
    groups: groups.filter((label) => label !== ""),
    percent: isOfColumn ? "column" : table.percent,
    column: columnLabel,
    n: cell.n === null ? "" : count(cell.n, locale),
    baseN: count(cell.baseN, locale),
    question: group.label,
    answer: row.label,
    kind: row.kind,
    isMultiple: group.kind === "multiple",
    isWeighted: table.measure === "share" && cell.n !== null && Math.abs(cell.n / cell.baseN - (cell.estimate ?? 0)) > ROUNDING,
    figure: figure(cell.estimate ?? 0, unit, locale),
    interval: cell.low === null || cell.high === null ? null : range(cell.low, cell.high, unit, locale),
    level: String(Math.round(table.interval.level * 100)),
  };
}

interface Claim {
  readonly text: string;
  readonly claim: Sentence["claim"];
}

const SILENT: Claim = { text: "", claim: "none" };

/** Of a breakdown's column: whether it differs from the rest of the breakdown. */
function against({ compared, place, isParted, words, locale }: Told): Claim {
  const found = compared && cellAt(compared, place);
  if (!compared || !found) return SILENT;
  const { row, column } = found;
  const against = row.differences?.find((one) => one.column === column && one.otherColumn === null && one.otherRow === null);
  if (!against) return SILENT;
  const others = compared.columns.filter(({ question, value }) => question === place.question && value !== place.value);
  const parts = {
    breakdown: compared.columns[column]?.questionLabel ?? "",
    other: isParted && others.length === 1 ? (others[0]?.base.label ?? "") : "",
    by: difference(against.estimate, unitOf(compared), locale),
    interval: `${difference(against.low, unitOf(compared), locale)}${words.to}${difference(against.high, unitOf(compared), locale)}`,
    level: String(Math.round(compared.interval.level * 100)),
    isHigher: against.estimate > 0,
    unit: unitOf(compared),
  };
  return isCarried(against, compared.interval.level)
    ? { text: words.differs(parts), claim: "carried" }
    : { text: words.notShown(parts), claim: "notCarried" };
}

/** Both the adjusted test and the interval must say so: an adjustment widens no interval. */
export function isCarried({ low, high, adjustedP }: RowDifference, level: number): boolean {
  return adjustedP < 1 - level && (low > 0 || high < 0);
}

/** Of Total: whether an answer is the most frequent one, as far as the intervals stand apart. */
function leading({ table, words }: Told, group: RowGroup, row: Row): Claim {
  const isChoice = group.kind === "single" || group.kind === "multiple";
  if (table.measure !== "share" || table.percent !== "column" || !isChoice || row.kind !== "value") return SILENT;
  const own = row.cells[0];
  const others = group.rows.filter((other) => other !== row && other.kind === "value");
  const second = highest(others);
  if (!own || own.estimate === null || own.low === null || !second) return SILENT;
  // A hidden figure might be the highest.
  if (others.some(({ cells: [cell] }) => cell?.estimate === null)) return SILENT;
  const other = second.cells[0]?.estimate ?? 0;
  if (own.estimate <= other) return SILENT;
  const apart = others.every(({ cells: [cell] }) => cell?.high !== null && cell?.high !== undefined && cell.high < (own.low ?? 0));
  return apart
    ? { text: words.leads, claim: "carried" }
    : { text: words.notApart(second.label), claim: "notCarried" };
}

function highest(rows: readonly Row[]): Row | undefined {
  return rows.reduce<Row | undefined>((best, row) => {
    const value = row.cells[0]?.estimate ?? -1;
    return value > (best?.cells[0]?.estimate ?? -1) ? row : best;
  }, undefined);
}
