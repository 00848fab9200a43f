/** What a file was taken for, as a list that is corrected by keyboard or pointer. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { AnswerKind, ColumnRole, CountedValue, DateOrder, GuessedColumn, GuessedMultiple } from "../infer-types.js";
import type { Context } from "./context.js";
import { count } from "./figures.js";
import { askedCount, movedCategories, withColumn, withMissing, withMultiple, type Guessing } from "./guessing.js";
import { choice, encodings } from "./parts.js";

const ROLES: readonly ColumnRole[] = ["question", "option", "joined", "id", "weight", "stratum", "cluster", "setAside"];
const KINDS: readonly AnswerKind[] = ["single", "ordered", "number", "date", "text"];
const ORDERS: readonly DateOrder[] = ["ymd", "mdy", "dmy"];

/** An entry here takes as much room, and as long to lay out, as several of the list of questions. */
const WEIGHT = 2;

/** An entry of the list: a column, or the columns of a multiple choice together. */
type Entry = { readonly kind: "column"; readonly column: GuessedColumn } | { readonly kind: "multiple"; readonly multiple: GuessedMultiple };

export function correctView(context: Context, guessing: Guessing): TemplateResult {
  const { words: { correct }, state, locale, commands, dispatch, engine } = context;
  const { guess } = guessing;
  const asked = askedCount(guess);
  const entries = entriesOf(guessing).filter((entry) => !state.onlyAsked || isAsked(entry));
  const shown = entries.slice(0, state.listed / WEIGHT);
  const accept = html`<div class="row"><button class="action strong" ?disabled=${guessing.isWorking} @click=${() => commands.accept()}>${correct.open}</button>
    <button class="action" @click=${() => commands.saveDescriptor()}>${correct.save}</button></div>`;
  return html`<section class="correct" aria-labelledby="correct-title" aria-busy=${guessing.isWorking}>
    <h2 id="correct-title" tabindex="-1">${correct.title}</h2>
    <p><b>${guess.file.name}</b> <span class="n">${correct.summary(count(guess.file.rows, locale), count(guess.file.columns, locale))}</span></p>
    <p class="quiet">${correct.lead}</p>
    ${guess.file.remarks.length > 0 ? html`<ul class="quiet remarks">${guess.file.remarks.map((remark) => html`<li>${remark[engine]}</li>`)}</ul>` : nothing}
    <div class="correct-bar">${accept}${encodings(context, guess.file.encoding, guessing.encoding)}</div>
    ${asked > 0
      ? html`<p class="asked"><b>${correct.asked(asked)}</b> <label class="box"><input type="checkbox" data-set=${state.onlyAsked} @change=${() => dispatch({ kind: "onlyAsked" })}>${correct.onlyAsked}</label></p>`
      : nothing}
    <p class="unseen" role="status">${guessing.isWorking ? correct.working : ""}</p>
    ${guessing.isWorking ? html`<progress aria-label=${correct.working}></progress>` : nothing}
    <ol class="guesses">${shown.map((entry) =>
      entry.kind === "column" ? columnEntry(context, guessing, entry.column) : multipleEntry(context, guessing, entry.multiple),
    )}</ol>
    ${entries.length > shown.length ? html`<button class="plain" @click=${() => dispatch({ kind: "more" })}>${context.words.overview.more(count(entries.length - shown.length, locale))}</button>` : nothing}
    ${accept}
  </section>`;
}

/** In the order of the file; a multiple choice stands where its first column does. */
function entriesOf({ guess: { columns, multiples } }: Guessing): readonly Entry[] {
  const first = new Map(multiples.map((multiple) => [multiple.columns[0], multiple]));
  return columns.flatMap((column): Entry[] => {
    const multiple = first.get(column.place);
    const own: Entry[] = multiple ? [{ kind: "multiple", multiple }] : [];
    return column.multiple === null ? [{ kind: "column", column }] : own;
  });
}

function isAsked(entry: Entry): boolean {
  return (entry.kind === "column" ? entry.column : entry.multiple).confidence === "asked";
}

function columnEntry(context: Context, guessing: Guessing, column: GuessedColumn): TemplateResult {
  const { corrections } = guessing;
  const { words: { correct }, commands, engine } = context;
  const change = (changed: Parameters<typeof withColumn>[2]) => commands.correct(withColumn(corrections, column.place, changed));
  const { place, label, role, kind, confidence } = column;
  return html`<li class="guess ${confidence} ${role}" data-place=${place}>
    <div class="guess-told"><p class="guess-head"><span class="quiet">${correct.column} ${place}</span> <b><bdi>${label}</bdi></b> ${confidence === "sure" ? nothing : html`<span class="confidence">${correct.confidence[confidence]}</span>`}</p>
    ${column.ask ? html`<p class="ask">${column.ask[engine]}</p>` : nothing}
    <p class="quiet">${samples(context, column.categories.length > 0 ? column.categories : column.samples)}</p></div>
    <div class="guess-row">
      ${choice(correct.role, ROLES.map((one) => [one, correct.roles[one] ?? one] as const), role, (value) => change({ role: value }), `${correct.role}: ${label}`)}
      ${role === "question" ? choice(correct.kind, KINDS.map((one) => [one, correct.kinds[one] ?? one] as const), kind, (value) => change({ kind: value }), `${correct.kind}: ${label}`) : nothing}
      ${kind === "date" && column.dateOrder ? choice(correct.dateOrder, ORDERS.map((one) => [one, correct.dateOrders[one]] as const), column.dateOrder, (dateOrder) => change({ dateOrder }), `${correct.dateOrder}: ${label}`) : nothing}
    </div>
    <details ?open=${confidence === "asked"}><summary>${correct.details}</summary>
      <p class="quiet"><b>${correct.reason}</b> ${column.reason[engine]}</p>
      <label class="choice wide"><span>${correct.label}</span><input data-set=${label} @change=${(event: Event) => change({ label: (event.target as HTMLInputElement).value })}></label>
      ${column.categories.length > 0 ? categories(context, column, guessing) : nothing}
    </details>
  </li>`;
}

function samples({ words: { correct, colon }, locale }: Context, values: readonly CountedValue[]): TemplateResult {
  const shown = values.slice(0, 6);
  return html`${correct.samples}${colon}${shown.map(({ label, count: n }) => html`<span class="sample"><bdi>${label}</bdi> <span class="n">(${count(n, locale)})</span></span>`)}${values.length > shown.length ? "…" : ""}`;
}

function categories({ words: { correct }, commands, locale }: Context, column: GuessedColumn, guessing: Guessing): TemplateResult {
  const { corrections } = guessing;
  const { categories, missing, place } = column;
  const move = (event: Event, at: number, by: -1 | 1) => {
    const list = (event.target as HTMLElement).closest("ol");
    void commands.correct(withColumn(corrections, place, { categories: movedCategories(column, at, by) })).then(() => follow(list, at + by, by));
  };
  const toggle = (value: string, isMissing: boolean) => commands.correct(withMissing(guessing, column, value, isMissing));
  const words = missing.filter(({ value }) => value !== "");
  return html`<fieldset><legend>${correct.values}</legend>
    ${column.kind === "ordered" ? html`<p class="quiet">${correct.order}</p>` : nothing}
    <ol class="categories">${categories.map(({ value, label, count: n }, at) => html`<li>
      <bdi>${label}</bdi> <span class="n quiet">${count(n, locale)}</span>
      <span class="category-tools">
        <button class="step" ?disabled=${at === 0} aria-label=${correct.up(label)} @click=${(event: Event) => move(event, at, -1)}>↑</button>
        <button class="step" ?disabled=${at === categories.length - 1} aria-label=${correct.down(label)} @click=${(event: Event) => move(event, at, 1)}>↓</button>
        <label class="box"><input type="checkbox" aria-label=${correct.isMissing(label)} data-set="false" @change=${() => toggle(value, true)}>${correct.missing}</label>
      </span></li>`)}</ol>
    ${words.length > 0 ? html`<ul class="categories">${words.map(({ value, label, count: n }) => html`<li><bdi>${label || value}</bdi> <span class="n quiet">${count(n, locale)}</span><span class="category-tools"><label class="box"><input type="checkbox" aria-label=${correct.isMissing(label || value)} data-set="true" @change=${() => toggle(value, false)}>${correct.missing}</label></span></li>`)}</ul>` : nothing}
  </fieldset>`;
}

/** The focus goes along with the answer that was moved, so that it can be moved on. */
function follow(list: HTMLOListElement | null, at: number, by: -1 | 1): void {
  const [up, down] = list?.children[at]?.querySelectorAll<HTMLButtonElement>("button") ?? [];
  const same = by < 0 ? up : down;
  (same?.disabled ? (by < 0 ? down : up) : same)?.focus();
}

function multipleEntry(context: Context, guessing: Guessing, multiple: GuessedMultiple): TemplateResult {
  const { words: { correct, colon }, commands, engine } = context;
  const { name, label, confidence, options, blank } = multiple;
  const { corrections, guess } = guessing;
  const change = (changed: Parameters<typeof withMultiple>[2]) => commands.correct(withMultiple(corrections, name, changed));
  const columns = guess.columns.filter(({ place }) => multiple.columns.includes(place));
  return html`<li class="guess ${confidence}">
    <div class="guess-told"><p class="guess-head"><span class="quiet">${correct.column} ${multiple.columns[0]}${multiple.columns.length > 1 ? `–${multiple.columns.at(-1)}` : ""}</span> <b><bdi>${label}</bdi></b> <span class="tag">${correct.group}</span> ${confidence === "sure" ? nothing : html`<span class="confidence">${correct.confidence[confidence]}</span>`}</p>
    ${multiple.ask ? html`<p class="ask">${multiple.ask[engine]}</p>` : nothing}
    <p class="quiet">${samples(context, options)}</p></div>
    <div class="guess-row">${choice(correct.blank, (["noAnswer", "none"] as const).map((one) => [one, correct.blanks[one]] as const), blank, (value) => change({ blank: value }), `${correct.blank}: ${label}`)}</div>
    <details><summary>${correct.details}</summary>
      <p class="quiet"><b>${correct.reason}</b> ${multiple.reason[engine]}</p>
      <label class="choice wide"><span>${correct.label}</span><input data-set=${label} @change=${(event: Event) => change({ label: (event.target as HTMLInputElement).value })}></label>
      <fieldset><legend>${correct.groupTitle}</legend>
        ${columns.map((column) => choice(`${correct.column} ${column.place}${colon}${column.label}`, ROLES.map((one) => [one, correct.roles[one] ?? one] as const), column.role, (role) => commands.correct(withColumn(corrections, column.place, { role }))))}
      </fieldset>
    </details>
  </li>`;
}
