/** One question: its base, its chart, its table, and the sentence of the chosen figure. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Column, QuestionDescription, Row, RowGroup, Table } from "../types.js";
import type { Words } from "./catalogue.js";
import type { Context } from "./context.js";
import { controls } from "./controls.js";
import { count, difference, unitOf } from "./figures.js";
import { filterText } from "./filter-text.js";
import { ways } from "./out.js";
import { later, problemNotice } from "./parts.js";
import { questionList } from "./question-list.js";
import { columnAt, isBreakdown, questionOf, rowKey } from "./request.js";
import { isCarried, sentenceOf, type Sentence } from "./sentence.js";
import type { Bases, CellPlace, Filter, Opened, Problem, Shown, View } from "./state.js";
import { tableView } from "./table-view.js";

export function questionView(context: Context, opened: Opened): TemplateResult {
  const { words, state } = context;
  const question = questionOf(state.view, opened.description);
  if (!question) return html`<p>${words.question.noQuestion}</p>`;
  return html`<section class="question" aria-labelledby="question-title" aria-busy=${state.busy}>
    ${later(context, "all", () => steps(context, opened, question))}
    <h2 id="question-title" tabindex="-1"><bdi>${question.label}</bdi></h2>
    ${question.kind === "text" ? html`<p>${words.overview.text}</p>` : work(context, opened, question)}
  </section>`;
}

function steps({ words, dispatch }: Context, { description }: Opened, question: QuestionDescription): TemplateResult {
  const questions = questionList(description);
  const at = questions.indexOf(question);
  const to = (other: QuestionDescription | undefined, word: string, mark: string) => html`<button class="step" ?disabled=${!other} title=${other?.label ?? ""} aria-label=${word}
    @click=${() => other && dispatch({ kind: "look", change: { question: other.name } })}>${mark}</button>`;
  return html`<nav class="steps" aria-label=${words.question.back}>
    <button class="back" @click=${() => dispatch({ kind: "look", change: { question: null, cell: null } })}>← ${words.question.back}</button>
    <span class="pager">${to(questions[at - 1], words.question.previous, "‹")}<span class="quiet">${at + 1} / ${questions.length}</span>${to(questions[at + 1], words.question.next, "›")}</span>
  </nav>`;
}

function work(context: Context, opened: Opened, question: QuestionDescription): TemplateResult {
  const { state: { answer }, words } = context;
  return html`<div class="work">
    ${later(context, "all", () => controls(context, opened, question))}
    <div class="result">
      ${answer.kind === "failed" ? failure(context, answer.problem) : nothing}
      ${answer.kind === "ready" ? result(context, opened, answer.shown) : nothing}
      ${answer.kind === "none" ? html`<p class="quiet waiting" role="status">${words.overview.waiting}</p>` : nothing}
    </div>
  </div>`;
}

/** The names of questions that the engine gives say nothing to whoever chose a survey from a list. */
function failure(context: Context, problem: Problem): TemplateResult {
  const { words: { error, question }, state } = context;
  const isOfWave = problem.code === "unknown_question" && state.view.waves.length > 0;
  const told = isOfWave ? { code: "", message: question.notAsked, hint: question.notAskedHint, place: {} } : problem;
  return problemNotice(context, error.title, told);
}

function result(context: Context, opened: Opened, shown: Shown): TemplateResult {
  const { words } = context;
  const { refusal } = shown;
  return html`
    ${baseLine(context, opened, shown)}
    ${refusal ? problemNotice(context, words.question.refused, { ...refusal, hint: words.question.refusedHint, code: "" }) : nothing}
    ${drawing(context, shown)}
    ${later(context, "figures", () => besides(context, opened, shown))}`;
}

/** What stands below the figure. */
function besides(context: Context, opened: Opened, shown: Shown): TemplateResult {
  const { words } = context;
  const { table } = shown;
  return html`<div class="figures-part">
      <p class="quiet hint screen">${words.question.tableHint}</p>
      ${tableView(context, shown)}
    </div>
    ${table.warnings.length > 0 ? html`<ul class="warnings" aria-label=${words.question.cautions}>${table.warnings.map(({ message }) => html`<li>${message}</li>`)}</ul>` : nothing}
    ${tests(context, shown)}
    <p class="method"><b>${words.question.method}</b> ${table.method}</p>
    <p class="method"><b>${words.question.source}</b> ${table.source.title}${table.source.publisher ? ` · ${table.source.publisher}` : ""}${table.source.fieldwork ? ` · ${table.source.fieldwork}` : ""}${table.source.synthetic ? html`<br>${table.source.synthetic}` : nothing}</p>
    ${opened.origin.kind === "address" ? html`<p class="method print">${context.commands.link(context.state.view)}</p>` : nothing}
    ${sentenceCard(context, opened, shown)}
    ${ways(context, opened, shown)}`;
}

/** Whom the figures are of, and who is not among them. */
function baseLine(context: Context, { description }: Opened, { table, bases, view }: Shown): TemplateResult {
  const { words, locale } = context;
  const group = table.groups[0];
  const base = group?.base ?? table.base;
  return html`<div class="base-line">
    <p><b>${words.question.base} </b><bdi>${base.label}</bdi> <span class="n">n=${count(base.n, locale)}</span></p>
    <p><b>${words.question.out} </b>${leftOut(context, bases, view.base)}</p>
    ${view.filters.length > 0 ? html`<p class="only"><b>${words.question.only} </b>${view.filters.map((filter) => html`<span>${filterText(filter, description, words)}</span>`)} <span class="n">n=${count(bases.all, locale)}</span></p>` : nothing}
  </div>`;
}

function leftOut({ words, locale }: Context, { missing, notAsked }: Bases, base: Shown["view"]["base"]): string {
  const part = (say: (n: string) => string, n: number | null) => (n === 0 ? "" : say(n === null ? words.overview.hidden : count(n, locale)));
  const parts = [
    base === "answered" || base === "selections" ? part(words.overview.missing, missing) : "",
    base === "all" ? "" : part(words.overview.notAsked, notAsked),
  ].filter((text) => text !== "");
  return parts.length > 0 ? parts.join(words.list) : words.question.noneOut;
}

/** How many pixels high a chart can be and still be read on the first page of a print, where it is made smaller. */
const LONG = 1000;

/** The engine's SVG is escaped by construction. Its marks are chosen by pointer; by keyboard, the table's figures are. */
function drawing({ dispatch, state }: Context, { chart, table }: Shown): TemplateResult | typeof nothing {
  if (!chart) return nothing;
  const choose = (event: Event) => {
    const mark = (event.target as Element).closest<SVGElement>("[data-row]");
    const place = mark && placeOfMark(mark.dataset, table.columns, table.groups.flatMap(({ rows }) => rows));
    if (place) dispatch({ kind: "look", change: { cell: place } });
  };
  return html`<figure class="chart ${Number(/ height="(\d+)/.exec(chart.svg)?.[1]) > LONG ? "long" : ""}" @click=${choose}><div .innerHTML=${chart.svg}></div>
    ${chart.warnings.length > 0 ? html`<figcaption class="quiet">${chart.warnings.map(({ message }) => message).join(" ")}</figcaption>` : nothing}
    ${state.view.kind === "auto" ? html`<figcaption class="quiet screen">${chart.why}</figcaption>` : nothing}</figure>`;
}

function placeOfMark({ row, column }: DOMStringMap, columns: readonly Column[], rows: readonly Row[]): CellPlace | null {
  const index = rows.findIndex(({ value }) => (value ?? "") === row);
  const found = columns.find(({ value }) => (value ?? "") === (column ?? ""));
  const chosen = rows[index];
  return chosen && found ? { row: rowKey(chosen, index), question: found.question, value: found.value } : null;
}

/** The tests of whole breakdowns, and of each pair of rows where rows are compared. */
function tests(context: Context, { table }: Shown): TemplateResult | typeof nothing {
  const { words } = context;
  const all = table.groups.flatMap((group) => group.tests);
  const pairs = table.groups.flatMap((group) => pairsOf(context, table, group));
  return html`
    ${all.length > 0 ? html`<p class="method">${all.map(({ name, p }) => html`${tested(words, name, p)} `)}</p>` : nothing}
    ${pairs.length > 0 ? html`<ul class="method" aria-label=${words.controls.comparison}>${pairs}</ul>` : nothing}`;
}

function tested({ question }: Words, name: string, p: number): string {
  return question.test(name, p < 0.001 ? "<0.001" : p.toFixed(3)).replace("=<", "<");
}

/** A row less another, in each column; what the interval and the test tell apart stands out. */
function pairsOf({ words, locale }: Context, table: Table, { rows }: RowGroup): TemplateResult[] {
  const unit = unitOf(table);
  const written = (value: number) => difference(value, unit, locale);
  return rows.flatMap(({ label, differences = [] }) =>
    differences.flatMap((one) => {
      const other = one.otherRow === null ? undefined : rows[one.otherRow];
      if (!other) return [];
      const column = table.columns.length > 1 ? `${table.columns[one.column]?.label ?? ""}${words.colon}` : "";
      const figures = `${written(one.estimate)} (${written(one.low)}${words.sentence.to}${written(one.high)})`;
      const text = tested(words, `${column}${words.quoted(label)} − ${words.quoted(other.label)} = ${figures}`, one.adjustedP);
      return [html`<li>${isCarried(one, table.interval.level) ? html`<b>${text}</b>` : text}</li>`];
    }),
  );
}

function sentenceCard(context: Context, opened: Opened, shown: Shown): TemplateResult | typeof nothing {
  const { state, words, locale, commands, dispatch } = context;
  const place = state.view.cell;
  if (!place) return nothing;
  const { table, compared, view } = shown;
  const isParted = opened.description.questions.some(({ name, kind }) => name === place.question && kind !== "multiple");
  const sentence = sentenceOf({ table, compared, place, isParted, isFiltered: view.filters.length > 0, words: words.sentence, locale });
  const close = () => dispatch({ kind: "look", change: { cell: null } });
  return html`<div class="sentence" role="region" aria-label=${words.cell.title}>
    <div class="sentence-head"><b>${words.cell.title}</b>${sentence?.text ? html`<button class="action" @click=${() => commands.copy(words.cell.title, () => [sentence.text, ...sentence.cautions].join("\n"))}>${words.cell.copy}</button>` : nothing}
      <button class="remove" aria-label=${words.cell.close} @click=${close}>×</button></div>
    ${sentence ? sentenceText(context, sentence) : html`<p>${words.link.cell}</p>`}
    <div class="row">
      ${narrowing(context, opened, shown, place).map(({ text, filter }) => html`<button class="action" @click=${() => dispatch({ kind: "look", change: narrowed(state.view, filter) })}>${words.cell.only(text)}</button>`)}
    </div>
  </div>`;
}

function sentenceText({ words }: Context, { text, claim, cautions }: Sentence): TemplateResult {
  const said = claim === "carried" ? words.cell.carried : words.cell.notCarried;
  return html`<p class="sentence-text" aria-live="polite">${text}</p>
    ${claim === "none" ? nothing : html`<p class="claim ${claim}">${claim === "carried" ? "✓" : "≈"} ${said}</p>`}
    ${cautions.map((caution) => html`<p class="quiet">※ ${caution}</p>`)}`;
}

interface Narrowing {
  readonly text: string;
  readonly filter: Filter;
}

/** The filters that a cell suggests: its answer, and the group of its column. */
function narrowing({ words }: Context, { description: { questions } }: Opened, { table, view }: Shown, place: CellPlace): Narrowing[] {
  const group = table.groups[0];
  const row = group?.rows.find((row, index) => rowKey(row, index) === place.row);
  const column = table.columns[columnAt(table, place)];
  const found: Narrowing[] = [];
  if (column && column.question !== null && column.value !== null && questions.some(({ name }) => name === column.question)) {
    found.push({ text: words.quoted(column.label), filter: { question: column.question, values: [column.value] } });
  }
  const question = questions.find(({ name }) => name === view.question);
  if (row && row.kind === "value" && row.value !== null && question && isBreakdown(question) && question.options.some(({ value }) => value === row.value)) {
    found.push({ text: words.quoted(row.label), filter: { question: question.name, values: [row.value] } });
  }
  return found;
}

/** A question is filtered once: the newer condition stands. By what is one group now, nothing is broken down. */
function narrowed({ filters, columns }: View, filter: Filter): Partial<View> {
  return {
    filters: [...filters.filter(({ question }) => question !== filter.question), filter],
    columns: columns.filter((column) => column !== filter.question),
    cell: null,
  };
}
