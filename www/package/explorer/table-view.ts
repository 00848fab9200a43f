/** The table of a view: every figure is a button that becomes a sentence. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Cell, Column, Row, RowGroup, Table } from "../types.js";
import type { Context } from "./context.js";
import { count, figure, intervalOf, range, unitOf } from "./figures.js";
import { titleAt } from "./published.js";
import { isAt, rowKey } from "./request.js";
import type { CellPlace, Shown } from "./state.js";

/** The reasons that flag figures of a table, each once: a figure names its own by number. */
function reasonsOf({ groups }: Table): readonly string[] {
  const labels = groups.flatMap(({ rows }) => rows.flatMap(({ cells }) => cells.map(({ flag }) => flag?.label)));
  return [...new Set(labels.filter((label) => label !== undefined))];
}

export function tableView(context: Context, { table }: Shown): TemplateResult {
  const { words } = context;
  const reasons = reasonsOf(table);
  const isAlone = table.columns.length === 1;
  return html`<div class="scroll" role="region" aria-label=${table.title} tabindex="0">
    <table class="figures ${isAlone ? "alone" : ""}">
      <caption><bdi>${table.title}</bdi></caption>
      <thead>${isAlone ? aloneHead(context, table) : head(context, table)}</thead>
      ${table.groups.map((group) => groupBody(context, table, group, reasons))}
    </table></div>
    ${reasons.length > 0
      ? html`<ol class="reasons" aria-label=${words.question.notes}>${reasons.map((reason, at) => html`<li><span class="mark">*${at + 1}</span> ${reason}</li>`)}</ol>`
      : nothing}`;
}

function aloneHead({ words }: Context, table: Table): TemplateResult {
  const level = String(Math.round(table.interval.level * 100));
  return html`<tr><td></td><th scope="col">${measureName(words, table)}</th><th scope="col">${words.question.interval(level)}</th><th scope="col">n</th></tr>`;
}

function measureName({ controls }: Context["words"], { measure, groups }: Table): string {
  if (groups.some(({ rows }) => rows.length > 1 && rows.every(({ kind }) => kind === "summary"))) return controls.shows.quantiles;
  return typeof measure === "string" && measure !== "ratio" ? controls.shows[measure] : "";
}

function head(context: Context, table: Table): TemplateResult {
  const { words, locale } = context;
  const { columns, groups } = table;
  const breakdowns = spans(columns);
  const isOneBase = groups.length === 1 && isOfColumns(table);
  return html`
    <tr><td></td>${breakdowns.map(({ label, width }) => (label ? html`<th scope="colgroup" colspan=${width} class="span"><bdi>${label}</bdi></th>` : html`<td colspan=${width}></td>`))}</tr>
    <tr><td></td>${columns.map((column) => html`<th scope="col" title=${wholeTitle(context, column)}><bdi>${column.question === null ? words.question.total : column.label}</bdi>${column.letter ? html` <span class="letter">${column.letter}</span>` : nothing}</th>`)}</tr>
    ${isOneBase
      ? html`<tr class="ns"><th scope="row">n</th>${columns.map((_, at) => html`<td>${count(groups[0]?.rows[0]?.cells[at]?.baseN ?? 0, locale)}</td>`)}</tr>`
      : nothing}`;
}

/** Of the column of a survey beside others, what its short head leaves out. */
function wholeTitle({ state: { view, stage }, published }: Context, { value }: Column): string | typeof nothing {
  if (view.waves.length === 0 || stage.kind !== "open") return nothing;
  return value !== null && view.waves.includes(value) ? titleAt(published, value) : stage.description.title;
}

/** Whether the figures of a column have their base in common. */
function isOfColumns({ measure, percent }: Table): boolean {
  return measure !== "share" || percent === "column";
}

/** Neighbouring columns of one breakdown. */
function spans(columns: readonly Column[]): { label: string; width: number; question: string | null }[] {
  const found: { label: string; width: number; question: string | null }[] = [];
  for (const { question, questionLabel } of columns) {
    const last = found.at(-1);
    if (last && last.question === question) last.width += 1;
    else found.push({ label: questionLabel, width: 1, question });
  }
  return found;
}

function groupBody(context: Context, table: Table, group: RowGroup, reasons: readonly string[]): TemplateResult {
  return html`<tbody>${group.rows.map((row, index) => tableRow(context, { table, group, row, key: rowKey(row, index), reasons }))}</tbody>`;
}

interface Line {
  readonly table: Table;
  readonly group: RowGroup;
  readonly row: Row;
  readonly key: string;
  readonly reasons: readonly string[];
}

function tableRow(context: Context, line: Line): TemplateResult {
  const { table, row } = line;
  const isAlone = table.columns.length === 1;
  return html`<tr class="row-${row.kind}">
    <th scope="row"><bdi>${row.label}</bdi>${rowBase(context, table, row)}</th>
    ${table.columns.map((column, at) => {
      const cell = row.cells[at];
      if (!cell) return html`<td></td>`;
      return isAlone ? aloneCells(context, line, column, cell) : html`<td>${cellButton(context, line, column, cell)}${beside(context, table, cell)}</td>`;
    })}
  </tr>`;
}

/** Shares of a row are of its own base. That of a hidden figure is hidden too, and Total is the last to be hidden. */
function rowBase({ locale }: Context, { measure, percent }: Table, { cells: [total] }: Row): TemplateResult | typeof nothing {
  if (measure !== "share" || percent !== "row" || !total?.baseN) return nothing;
  return html` <span class="n quiet">n=${count(total.baseN, locale)}</span>`;
}

function aloneCells(context: Context, line: Line, column: Column, cell: Cell): TemplateResult {
  const interval = intervalOf(cell);
  return html`<td>${cellButton(context, line, column, cell)}${significance(context, cell)}</td>
    <td class="interval">${interval ? range(interval.low, interval.high, unitOf(line.table), context.locale) : ""}</td>
    <td class="n">${cell.n === null ? "" : count(cell.n, context.locale)}</td>`;
}

function beside(context: Context, table: Table, cell: Cell): TemplateResult {
  const interval = intervalOf(cell);
  return html`${significance(context, cell)}
    ${interval ? html`<span class="interval">${range(interval.low, interval.high, unitOf(table), context.locale)}</span>` : nothing}
    ${cell.n === null || cell.baseN === 0 ? nothing : html`<span class="n">${count(cell.n, context.locale)}</span>`}`;
}

function significance({ words }: Context, { higherThan, againstTotal }: Cell): TemplateResult | typeof nothing {
  if (higherThan && higherThan.length > 0) return html`<span class="higher">${words.question.higher(higherThan.join(" "))}</span>`;
  if (againstTotal === 1) return html`<span class="higher">▲ ${words.question.above}</span>`;
  if (againstTotal === -1) return html`<span class="higher">▼ ${words.question.below}</span>`;
  return nothing;
}

function cellButton({ state, words, locale, dispatch }: Context, line: Line, column: Column, cell: Cell): TemplateResult {
  const { table, row, key, reasons } = line;
  const place: CellPlace = { row: key, question: column.question, value: column.value };
  const isChosen = isAt(state.view.cell, key, column);
  const reason = cell.flag ? reasons.indexOf(cell.flag.label) + 1 : 0;
  const text = cell.estimate === null ? missing(words, cell) : figure(cell.estimate, unitOf(table), locale);
  const marked = reason > 0 ? `${text}*${reason}` : text;
  const name = `${row.label}, ${column.question === null ? words.question.total : column.label}: ${marked}${cell.flag ? ` (${cell.flag.label})` : ""}`;
  const choose = () => dispatch({ kind: "look", change: { cell: isChosen ? null : place } });
  return html`<button class="cell ${cell.flag ? "weak" : ""}" aria-pressed=${isChosen} aria-label=${name} @click=${choose}>${text}${reason > 0 ? html`<sup>*${reason}</sup>` : nothing}</button>`;
}

function missing({ question, overview }: Context["words"], { flag }: Cell): string {
  return flag?.code === "suppressed" || flag?.code === "suppressedComplement" ? overview.hidden : question.blank;
}
