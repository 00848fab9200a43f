/**
 * The draft of a report: views in an order, and words between them. A text is one step to undo, and so
 * is told when it is done, not letter by letter.
 */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "./context.js";
import type { Pin } from "./state.js";

export function draftView(context: Context): TemplateResult {
  const { words: { draft }, state, dispatch, commands } = context;
  const named = (event: Event) => dispatch({ kind: "draftTitle", title: (event.target as HTMLInputElement).value });
  if (state.draft.length === 0) {
    return html`<section class="draft"><h2 tabindex="-1">${draft.title}</h2><p>${draft.empty}</p></section>`;
  }
  return html`<section class="draft" aria-labelledby="draft-title">
    <h2 id="draft-title" tabindex="-1">${draft.title}</h2>
    <p class="quiet">${draft.lead}</p>
    <label class="choice wide"><span>${draft.name}</span><input .value=${state.draftTitle} @change=${named}></label>
    <ol class="pins">${state.draft.map((pin, at) => pinned(context, pin, at))}</ol>
    <div class="row">
      <button class="action strong" @click=${() => commands.saveReport()}>${draft.save}</button>
      <button class="action" @click=${() => commands.preview()}>${draft.preview}</button>
    </div>
    <p class="quiet">${draft.saveHint}</p>
    ${state.preview === null
      ? nothing
      : html`<section class="preview" aria-label=${draft.previewTitle}><article class="chosa-report" lang=${context.engine} .innerHTML=${state.preview}></article></section>`}
  </section>`;
}

function pinned({ words: { draft }, state, dispatch, commands }: Context, pin: Pin, at: number): TemplateResult {
  const edit = (field: "title" | "prose") => (event: Event) =>
    dispatch({ kind: "editPin", id: pin.id, change: { [field]: (event.target as HTMLInputElement).value } });
  const last = state.draft.length - 1;
  return html`<li class="pin">
    <label class="choice wide"><span>${draft.prose}</span><textarea rows="3" .value=${pin.prose} @change=${edit("prose")}></textarea></label>
    <label class="choice wide"><span>${draft.heading}</span><input .value=${pin.title} @change=${edit("title")}></label>
    <div class="row">
      <button class="action" ?disabled=${at === 0} aria-label=${draft.up(pin.title)} @click=${() => dispatch({ kind: "movePin", id: pin.id, by: -1 })}>↑</button>
      <button class="action" ?disabled=${at === last} aria-label=${draft.down(pin.title)} @click=${() => dispatch({ kind: "movePin", id: pin.id, by: 1 })}>↓</button>
      <button class="action" aria-label=${draft.open(pin.title)} @click=${() => commands.showPin(pin)}>${draft.show}</button>
      <button class="action" aria-label=${draft.remove(pin.title)} @click=${() => dispatch({ kind: "unpin", id: pin.id })}>×</button>
    </div>
  </li>`;
}
