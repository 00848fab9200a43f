/** The first page: open something. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context } from "./context.js";
import { laterFormats } from "./readers.js";

export function start(context: Context): TemplateResult {
  const { words, published, commands, state } = context;
  const chosen = (event: Event) => {
    const input = event.target as HTMLInputElement;
    commands.openFiles([...(input.files ?? [])]);
    input.value = "";
  };
  return html`<section class="start" aria-labelledby="start-title">
    <h2 id="start-title" tabindex="-1">${words.start.title}</h2>
    <p class="lead">${words.start.lead}</p>
    ${state.notices.map((notice) => html`<p class="notice" role="status">${notice}</p>`)}
    <div class="start-ways">
      <div class="drop">
        <p class="drop-word">${words.start.drop}</p>
        <label class="file"><input type="file" multiple accept=".csv,.tsv,.txt,.json,.gz,text/csv,text/tab-separated-values" @change=${chosen}><span>${words.start.choose}</span></label>
        <p class="quiet">${words.start.formats} ${words.start.later(laterFormats().join(words.list))}</p>
        <p class="stays">${words.start.stays}</p>
        ${pasting(context)}
      </div>
      ${published.length > 0
        ? html`<div class="published"><h3>${words.start.published}</h3><ul>${published.map(
            ({ title, address }) => html`<li><button class="published-one" @click=${() => commands.openAddress(address)}>${title}</button></li>`,
          )}</ul></div>`
        : nothing}
    </div>
  </section>`;
}

function pasting({ words, commands }: Context): TemplateResult {
  const open = (event: Event) => {
    const area = (event.target as HTMLElement).closest("details")?.querySelector("textarea");
    if (area && area.value.trim() !== "") commands.openText(area.value);
  };
  return html`<details class="pasting"><summary>${words.start.paste}</summary>
    <label><span class="quiet">${words.start.pasteHint}</span><textarea rows="5" spellcheck="false"></textarea></label>
    <button class="action" @click=${open}>${words.start.pasteOpen}</button>
  </details>`;
}
