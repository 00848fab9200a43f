/** What a file was taken for, as a list that is corrected by keyboard or pointer. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "./context.js";

export function correctView({ guessing, words }: Context): TemplateResult {
  if (!guessing) return html``;
  return html`<section class="correct"><h2 tabindex="-1">${words.correct.title}</h2>${nothing}</section>`;
}
