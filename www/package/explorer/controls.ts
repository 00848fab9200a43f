/** What is computed and how it is drawn: breakdowns, filters, figures, chart, waves. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { IntervalMethod, QuestionDescription } from "../types.js";
import type { Context } from "./context.js";
import { filterText } from "./filter-text.js";
import { titleAt } from "./published.js";
import { questionList } from "./question-list.js";
import { adder, chip, choice } from "./parts.js";
import { comparisonsOf, isBreakdown, isShare, kindsOf, showsOf, shownOf } from "./request.js";
import { type Filter, type Opened, START, type View } from "./state.js";

const LEVELS = ["0.9", "0.95", "0.99"] as const;
const METHODS: readonly IntervalMethod[] = ["beta", "betaCapped", "logit", "wilson", "exact", "likelihood", "arcsine", "wald"];

type Look = (change: Partial<View>) => void;

interface Panel {
  readonly context: Context;
  readonly opened: Opened;
  readonly question: QuestionDescription;
  readonly look: Look;
}

export function controls(context: Context, opened: Opened, question: QuestionDescription): TemplateResult {
  const look: Look = (change) => context.dispatch({ kind: "look", change });
  const panel: Panel = { context, opened, question, look };
  const { words } = context;
  const others = html`${filters(panel)}${figures(panel)}${comparisons(panel)}${charts(panel)}${nets(panel)}${waves(panel)}${reset(panel)}`;
  // Where all of it would push the figures out of sight, what most readers want stands alone.
  return context.isWide
    ? html`<aside class="controls" aria-label=${words.controls.title}>${breakdowns(panel)}${others}</aside>`
    : html`<div><div class="controls">${breakdowns(panel)}</div><details class="controls"><summary>${words.controls.title}</summary>${others}</details></div>`;
}

function breakdowns({ context, opened, question, look }: Panel): TemplateResult {
  const { state, words } = context;
  const { columns, waves } = state.view;
  if (waves.length > 0) return html``;
  const questions = questionList(opened.description);
  const others = questions.filter((other) => isBreakdown(other) && other.name !== question.name);
  const labelOf = (name: string) => opened.description.questions.find((other) => other.name === name)?.label ?? name;
  return html`<fieldset><legend>${words.controls.by}</legend>
    <ul class="chips">${columns.map((name) => chip(labelOf(name), words.controls.removeBy(labelOf(name)), () => look({ columns: columns.filter((other) => other !== name), cell: null })))}</ul>
    ${adder(words.controls.addBy, others.map(({ name, label }) => [name, label, columns.includes(name)] as const), (name) => look({ columns: [...columns, name] }))}
  </fieldset>`;
}

function filters(panel: Panel): TemplateResult {
  const { context, opened, look } = panel;
  const { state, words } = context;
  const questions = questionList(opened.description);
  const { filters } = state.view;
  const others = questions.filter((other) => isBreakdown(other) || other.kind === "number");
  const isUsed = (name: string) => filters.some(({ question }) => question === name);
  return html`<fieldset><legend>${words.controls.filter}</legend>
    ${filters.map((filter, at) => filterEditor(panel, filter, at))}
    ${adder(words.controls.addFilter, others.map(({ name, label }) => [name, label, isUsed(name)] as const), (name) => look({ filters: [...filters, opening(questions, name)] }))}
  </fieldset>`;
}

/** A condition begins with the first answer alone, so that it is seen at once what it does; a range begins without ends. */
function opening(questions: readonly QuestionDescription[], name: string): Filter {
  const question = questions.find((other) => other.name === name);
  if (question?.kind === "number") return { question: name, from: null, to: null };
  return { question: name, values: question?.options.slice(0, 1).map(({ value }) => value) ?? [] };
}

function filterEditor({ context, opened, look }: Panel, filter: Filter, at: number): TemplateResult {
  const { state, words } = context;
  const question = opened.description.questions.find(({ name }) => name === filter.question);
  if (!question) return html``;
  const replaced = (changed: Filter | null) =>
    look({ filters: state.view.filters.flatMap((other, index) => (index === at ? (changed ?? []) : other)) });
  const text = filterText(filter, opened.description, words);
  return html`<div class="filter">
    <p class="filter-title"><bdi>${question.label}</bdi><button class="remove" aria-label=${words.controls.removeFilter(text)} @click=${() => replaced(null)}>×</button></p>
    ${"values" in filter ? valueBoxes(question, filter, replaced) : rangeBoxes(context, question, filter, replaced)}
  </div>`;
}

function valueBoxes(question: QuestionDescription, filter: Filter & { values: readonly string[] }, replace: (filter: Filter | null) => void): TemplateResult {
  const toggle = (value: string, isIn: boolean) => {
    const values = question.options.map((option) => option.value).filter((other) => (other === value ? isIn : filter.values.includes(other)));
    replace(values.length > 0 ? { question: filter.question, values } : null);
  };
  return html`<ul class="boxes" aria-label=${question.label}>${question.options.map(
    ({ value, label }) => html`<li><label><input type="checkbox" data-set=${filter.values.includes(value)} @change=${(event: Event) => toggle(value, (event.target as HTMLInputElement).checked)}><bdi>${label}</bdi></label></li>`,
  )}</ul>`;
}

function rangeBoxes({ words }: Context, question: QuestionDescription, filter: Extract<Filter, { from: unknown }>, replace: (filter: Filter) => void): TemplateResult {
  const changed = (end: "from" | "to") => (event: Event) => {
    const { value } = event.target as HTMLInputElement;
    replace({ ...filter, [end]: value === "" || !Number.isFinite(Number(value)) ? null : Number(value) });
  };
  const box = (end: "from" | "to") =>
    html`<label><span>${words.controls[end]}</span><input type="number" step="any" aria-label="${question.label} ${words.controls[end]}" data-set=${filter[end] ?? ""} @change=${changed(end)}></label>`;
  return html`<div class="range">${box("from")}${box("to")}</div>`;
}

function figures({ context, question, look }: Panel): TemplateResult {
  const { state: { view }, words: { controls } } = context;
  const shows = showsOf(question);
  const show = shownOf(view, question);
  const share = isShare(show);
  const bases = (["answered", "asked", "all", "selections"] as const).filter((base) => base !== "selections" || question.kind === "multiple");
  const hasNoOwnInterval = show === "quantiles" || show === "median";
  return html`<fieldset><legend>${controls.figures}</legend>
    ${shows.length > 1 ? choice(controls.show, shows.map((one) => [one, controls.shows[one]] as const), show, (value) => look({ show: value === shows[0] ? null : value, kind: "auto", cell: null })) : nothing}
    ${share && view.columns.length > 0 ? choice(controls.percent, (["column", "row", "table"] as const).map((one) => [one, controls.percents[one]] as const), view.percent, (percent) => look({ percent })) : nothing}
    ${share ? choice(controls.base, bases.map((base) => [base, controls.bases[base]] as const), view.base, (base) => look({ base })) : nothing}
    ${share && !hasNoOwnInterval
      ? choice<IntervalMethod | "own">(controls.method, [["own", controls.own], ...METHODS.map((one) => [one, controls.methods[one]] as const)], view.method ?? "own", (one) => look({ method: one === "own" ? null : one }))
      : nothing}
    ${choice(controls.level, LEVELS.map((one) => [one, `${Math.round(Number(one) * 100)}%`] as const), nearest(view.level), (level) => look({ level: Number(level) }))}
    ${weights(context, look)}
  </fieldset>`;
}

function nearest(level: number): (typeof LEVELS)[number] {
  return LEVELS.find((one) => Number(one) === level) ?? "0.95";
}

function weights({ state, words }: Context, look: Look): TemplateResult | typeof nothing {
  const { stage, view } = state;
  const isWeighted = stage.kind === "open" && (stage.description.weights !== null || stage.description.calibrations.length > 0);
  if (!isWeighted) return nothing;
  const change = (event: Event) => look({ weights: (event.target as HTMLInputElement).checked ? "off" : "on" });
  return html`<label class="box"><input type="checkbox" data-set=${view.weights === "off"} @change=${change}>${words.controls.unweighted}</label>`;
}

function comparisons({ context, question, look }: Panel): TemplateResult | typeof nothing {
  const { state: { view }, words: { controls } } = context;
  const ways = comparisonsOf(view, shownOf(view, question));
  if (ways.length === 1) return nothing;
  return html`<fieldset><legend>${controls.comparison}</legend>
    ${choice<View["compare"]>(controls.compare, ways.map((one) => [one, controls.compares[one]] as const), view.compare, (compare) => look({ compare }))}
    ${view.compare === "none" ? nothing : choice(controls.adjust, (["none", "holm", "bonferroni", "bh"] as const).map((one) => [one, controls.adjusts[one]] as const), view.adjust, (adjust) => look({ adjust }))}
  </fieldset>`;
}

function charts({ context, question, look }: Panel): TemplateResult {
  const { state: { view }, words: { controls } } = context;
  const kinds = kindsOf(shownOf(view, question), view);
  return html`<fieldset><legend>${controls.chart}</legend>
    ${choice(controls.kind, kinds.map((kind) => [kind, controls.chartKinds[kind] ?? kind] as const), view.kind, (kind) => look({ kind }))}
  </fieldset>`;
}

function nets({ context, question, look }: Panel): TemplateResult | typeof nothing {
  const { state: { view }, words: { controls } } = context;
  if (question.kind === "number" || question.kind === "date" || question.options.length < 3) return nothing;
  const own = view.nets.filter((net) => net.question === question.name);
  const make = (event: Event) => {
    const editor = (event.target as HTMLElement).closest("details")!;
    const values = [...editor.querySelectorAll<HTMLInputElement>("input[type=checkbox]:checked")].map(({ value }) => value);
    const name = editor.querySelector<HTMLInputElement>("input:not([type])")!;
    if (values.length < 2) return;
    const labels = question.options.filter(({ value }) => values.includes(value)).map(({ label }) => label);
    const label = name.value.trim() || controls.netOf(labels.join("+"));
    look({ nets: [...view.nets, { question: question.name, label, values }] });
    for (const box of editor.querySelectorAll<HTMLInputElement>("input")) box.type === "checkbox" ? (box.checked = false) : (box.value = "");
    editor.open = false;
  };
  return html`<fieldset><legend>${controls.nets}</legend>
    <ul class="chips">${own.map((net) => chip(net.label, controls.removeNet(net.label), () => look({ nets: view.nets.filter((other) => other !== net), cell: null })))}</ul>
    <details><summary>${controls.addNet}</summary>
      <ul class="boxes">${question.options.map(({ value, label }) => html`<li><label><input type="checkbox" value=${value}><bdi>${label}</bdi></label></li>`)}</ul>
      <label class="choice"><span>${controls.netName}</span><input></label>
      <button class="plain" @click=${make}>${controls.makeNet}</button>
    </details>
  </fieldset>`;
}

function waves({ context, opened, look }: Panel): TemplateResult | typeof nothing {
  const { state: { view }, words: { controls }, published } = context;
  const own = opened.origin.kind === "address" ? opened.origin.address : "";
  // Only what stands in the page's list with others is one of several: of any other data nothing says what it belongs to.
  const others = published.some(({ address }) => address === own) ? published : [];
  const left = others.filter(({ address }) => address !== own && !view.waves.includes(address));
  if (left.length === 0 && view.waves.length === 0) return nothing;
  const taken = (address: string) => look({ waves: view.waves.filter((other) => other !== address), cell: null });
  return html`<fieldset><legend>${controls.waves}</legend>
    <ul class="chips">${view.waves.map((address) => chip(titleAt(published, address), controls.removeWave(titleAt(published, address)), () => taken(address)))}</ul>
    ${adder(controls.addWave, left.map(({ address, title }) => [address, title, false] as const), (address) => look({ waves: [...view.waves, address], columns: [], cell: null }))}
  </fieldset>`;
}

function reset({ context, look }: Panel): TemplateResult {
  const { words } = context;
  const { question: _, ...rest } = START;
  return html`<button class="plain" @click=${() => look(rest)}>${words.controls.reset}</button>`;
}
