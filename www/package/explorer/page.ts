/** The whole page as a function of its state. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import { languageName, languageTags } from "./catalogue.js";
import type { Context } from "./context.js";
import { correctView } from "./correct-view.js";
import { draftView } from "./draft-view.js";
import { count } from "./figures.js";
import { overview } from "./overview.js";
import { encodings, later, problemNotice } from "./parts.js";
import { questionView } from "./question-view.js";
import { start } from "./start.js";
import type { Opened, Origin, Stage } from "./state.js";

export function page(context: Context): TemplateResult {
  const { state, engine } = context;
  return html`<div class="explorer" lang=${engine} part="explorer">
    ${later(context, "all", () => head(context))}
    ${later(context, "all", () => (state.stage.kind === "start" ? nothing : notices(context)))}
    ${main(context)}
    <p class="unseen" role="status">${state.told}</p>
    <p class="toast" aria-hidden="true" ?hidden=${state.told === ""}>${state.told}</p>
  </div>`;
}

function main(context: Context): TemplateResult {
  const { state } = context;
  const { stage } = state;
  switch (stage.kind) {
    case "start":
      return start(context);
    case "loading":
      return loading(context, stage);
    case "failed":
      return failed(context, stage);
    case "correcting":
      return correctView(context, stage.guessing);
    case "open":
      if (state.page === "draft") return draftView(context);
      return state.view.question === null ? overview(context, stage) : questionView(context, stage);
  }
}

function head(context: Context): TemplateResult {
  const { state: { stage }, words, commands } = context;
  return html`<header class="head">
    ${stage.kind === "open" ? surveyName(context, stage) : html`<div></div>`}
    <div class="bar" role="group" aria-label=${words.bar.label}>
      ${stage.kind === "open" ? tools(context) : nothing}
      ${stage.kind === "open" || stage.kind === "correcting" ? html`<button class="tool" @click=${() => commands.close()}>${words.bar.other}</button>` : nothing}
      ${languages(context)}
    </div>
  </header>`;
}

function surveyName({ words, locale }: Context, { description, origin }: Opened): TemplateResult {
  const facts = [words.bar.respondents(count(description.respondents, locale)), description.fieldwork, origin.kind === "file" ? origin.name : ""];
  return html`<div class="survey">
    <p class="survey-title"><bdi>${description.title}</bdi></p>
    <p class="quiet">${facts.filter((fact) => fact !== "").map((fact) => html`<span>${fact}</span>`)}</p>
    ${description.synthetic ? html`<p class="quiet synthetic">${description.synthetic}</p>` : nothing}
  </div>`;
}

function tools({ state, words, dispatch, commands }: Context): TemplateResult {
  const { past, future, draft, page, stage } = state;
  const isDraft = page === "draft";
  const step = (kind: "undo" | "redo", steps: readonly unknown[], keys: string) =>
    html`<button class="tool" ?disabled=${steps.length === 0} aria-keyshortcuts=${keys} @click=${() => dispatch({ kind })}>${words.bar[kind]}</button>`;
  return html`
    ${step("undo", past, "Control+Z")}${step("redo", future, "Control+Shift+Z")}
    <button class="tool ${draft.length > 0 ? "has" : ""}" @click=${() => dispatch({ kind: "page", page: isDraft ? "survey" : "draft" })}>${isDraft ? words.bar.survey : words.bar.draft(draft.length)}</button>
    ${stage.kind === "open" && stage.guessing ? html`<button class="tool" @click=${() => commands.correctAgain()}>${words.bar.guess}</button>` : nothing}`;
}

/** Each language in its own words, as whoever needs it reads it. */
function languages({ state, words, commands }: Context): TemplateResult {
  const tags = languageTags();
  const other = tags.find((tag) => tag !== state.language);
  if (tags.length === 2 && other) {
    return html`<button class="tool" lang=${other} @click=${() => commands.speak(other)}>${languageName(other)}</button>`;
  }
  const change = (event: Event) => commands.speak((event.target as HTMLSelectElement).value);
  return html`<select class="tool" aria-label=${words.bar.language} data-set=${state.language} @change=${change}>${tags.map((tag) => html`<option value=${tag} lang=${tag}>${languageName(tag)}</option>`)}</select>`;
}

function notices({ state, words, dispatch }: Context): TemplateResult | typeof nothing {
  if (state.notices.length === 0) return nothing;
  return html`<div class="notice" role="status"><ul>${state.notices.map((text) => html`<li>${text}</li>`)}</ul>
    <button class="remove" aria-label=${words.bar.dismiss} @click=${() => dispatch({ kind: "dismiss" })}>×</button></div>`;
}

function loading({ words, commands, locale }: Context, { origin, loaded, total, step }: Extract<Stage, { kind: "loading" }>): TemplateResult {
  const name = nameOf(origin);
  const text = step === "reading" ? words.loading.reading(name) : words.loading.computing(name);
  const size = (bytes: number) => (bytes < 1e6 ? `${count(bytes / 1e3, locale)} kB` : `${count(bytes / 1e6, locale)} MB`);
  const sizes = [loaded, total ?? 0].filter((bytes) => bytes > 0).map(size);
  return html`<section class="loading" aria-busy="true">
    <p role="status">${text}</p>
    ${step === "reading" && total ? html`<progress max=${total} value=${loaded} aria-label=${text}></progress>` : html`<progress aria-label=${text}></progress>`}
    <p class="quiet">${sizes.join(" / ")}</p>
    <button class="action" @click=${() => commands.cancel()}>${words.loading.cancel}</button>
  </section>`;
}

function failed(context: Context, { origin, problem }: Extract<Stage, { kind: "failed" }>): TemplateResult {
  const { words, commands } = context;
  return html`<section class="failed">
    ${problemNotice(context, `${words.loading.failed}${words.colon}${nameOf(origin)}`, problem)}
    <div class="row">${origin.kind === "file" ? encodings(context, null, "") : nothing}<button class="action strong" @click=${() => commands.close()}>${words.loading.again}</button></div>
  </section>`;
}

function nameOf(origin: Origin): string {
  if (origin.kind === "file") return origin.name;
  return decodeURI(origin.address.split("/").slice(-2).join("/"));
}
