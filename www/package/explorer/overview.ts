/** The list of all questions, each with its base and its figures: a GT table to read. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { QuestionDescription, Row } from "../types.js";
import type { Context } from "./context.js";
import { count, figure } from "./figures.js";
import { bar } from "./parts.js";
import { questionList } from "./question-list.js";
import { found } from "./search.js";
import type { Opened, State, Summary } from "./state.js";

/** How many rows of a question the list shows. */
const ROWS = 7;

/** The questions that the list shows: those found, as far as it has been unrolled. */
export function listed({ search, listed }: State, { description }: Opened): readonly QuestionDescription[] {
  return found(search, questionList(description)).slice(0, listed);
}

export function overview(context: Context, opened: Opened): TemplateResult {
  const { state, words, locale, dispatch } = context;
  const { method } = opened.description;
  const questions = questionList(opened.description);
  const all = found(state.search, questions);
  const shown = all.slice(0, state.listed);
  const typed = (event: Event) => dispatch({ kind: "search", text: (event.target as HTMLInputElement).value });
  return html`<section class="overview" aria-labelledby="overview-title">
    <div class="overview-head">
      <h2 id="overview-title" tabindex="-1">${words.overview.title(count(questions.length, locale))}</h2>
      <label class="choice search"><span>${words.overview.search}</span><input type="search" .value=${state.search} @input=${typed}></label>
      <p class="quiet" role="status">${state.search === "" ? nothing : all.length === 0 ? words.overview.none(state.search) : words.overview.found(count(all.length, locale), count(questions.length, locale))}</p>
    </div>
    <p class="quiet overview-method">${words.overview.method(method)}</p>
    <ol class="cards">${shown.map((question) => card(context, opened, question))}</ol>
    ${all.length > shown.length
      ? html`<button class="plain" @click=${() => dispatch({ kind: "more" })}>${words.overview.more(count(all.length - shown.length, locale))}</button>`
      : nothing}
  </section>`;
}

function card(context: Context, { description }: Opened, question: QuestionDescription): TemplateResult {
  const { state, words, dispatch } = context;
  const look = () => dispatch({ kind: "look", change: { question: question.name } });
  return html`<li class="card">
    <h3><button class="card-title" @click=${look}><bdi>${question.label}</bdi></button></h3>
    ${baseLine(context, question, description.respondents)}
    ${figures(context, question, state.summaries.get(question.name) ?? "waiting")}
    ${hasFigures(question) ? html`<p class="quiet card-kind">${words.overview.kinds[question.kind]}</p>` : nothing}
  </li>`;
}

function hasFigures({ kind }: QuestionDescription): boolean {
  return kind !== "text" && kind !== "date";
}

function baseLine({ words, locale }: Context, { asked, answered }: QuestionDescription, respondents: number): TemplateResult {
  const { base, missing, notAsked } = words.overview;
  const parts = [
    base(count(answered, locale)),
    asked > answered ? missing(count(asked - answered, locale)) : "",
    respondents > asked ? notAsked(count(respondents - asked, locale)) : "",
  ].filter((part) => part !== "");
  return html`<p class="card-base">${parts.map((part, at) => html`<span class=${at === 0 ? "n" : ""}>${part}</span>`)}</p>`;
}

function figures(context: Context, question: QuestionDescription, summary: Summary): TemplateResult {
  const { words, locale } = context;
  if (question.kind === "text") return html`<p class="quiet">${words.overview.text}</p>`;
  if (question.kind === "date") return html`<p class="quiet">${words.overview.date}</p>`;
  if (summary === "waiting") return html`<p class="quiet waiting">${words.overview.waiting}</p>`;
  if (summary === "none") return html`<p class="quiet">${words.overview.noFigures}</p>`;
  const rows = (summary.table.groups[summary.group]?.rows ?? []).filter(({ kind }) => kind === "value");
  const left = rows.length - ROWS;
  return html`<table class="mini" aria-label=${question.label}>
    <tbody>${rows.slice(0, ROWS).map((row) => miniRow(context, row))}</tbody></table>
    ${left > 0 ? html`<p class="quiet others">${words.overview.others(count(left, locale))}</p>` : nothing}`;
}

function miniRow({ words, locale }: Context, { label, cells: [cell] }: Row): TemplateResult {
  const estimate = cell?.estimate ?? null;
  const weak = cell?.flag ? "weak" : "";
  return html`<tr class=${weak} title=${cell?.flag?.label ?? nothing}>
    <th scope="row"><bdi>${label}</bdi></th>
    <td class="mini-bar">${bar(estimate ?? 0, weak)}</td>
    <td class="mini-figure">${estimate === null ? words.overview.hidden : figure(estimate, "percent", locale)}</td>
  </tr>`;
}
