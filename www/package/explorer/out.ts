/** What a reader takes along: links, files, code, a citation. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context, SavedPart } from "./context.js";
import { needsEdits } from "./edits.js";
import type { Opened, Shown } from "./state.js";

export function ways(context: Context, opened: Opened, shown: Shown): TemplateResult {
  const { words: { out }, commands, state, dispatch } = context;
  const { view, chart, table } = shown;
  const isFile = opened.origin.kind === "file";
  const isPlain = !needsEdits(view) && view.waves.length === 0;
  const pin = () => {
    dispatch({ kind: "pin", title: table.title });
    dispatch({ kind: "tell", text: out.pinned });
  };
  return html`<section class="out" aria-labelledby="out-title">
    <h3 id="out-title">${out.title}</h3>
    <div class="row"><button type="button" class="action strong" ?disabled=${!isPlain} @click=${pin}>${out.pin}</button>
      <button type="button" class="action" @click=${() => commands.print()}>${out.print}</button></div>
    ${isPlain ? nothing : html`<p class="quiet">${out.noPin}</p>`}
    <dl class="takes">
      <div><dt>${out.link}</dt><dd>${copier(context, out.link, () => commands.link(state.view))}${isFile ? html`<span class="quiet">${out.linkOfFile}</span>` : nothing}</dd></div>
      ${chart ? html`<div><dt>${out.chart}</dt><dd>${saver(context, out.chart, "svg")}${saver(context, out.chart, "png")}${copier(context, `${out.chart} (SVG)`, () => chart.svg, "SVG")}
        <button type="button" class="action" aria-label="${out.describe(out.chart, "PNG")} — ${out.copy}" @click=${() => commands.copyPicture(`${out.chart} (PNG)`)}>PNG ${out.copy}</button></dd></div>` : nothing}
      <div><dt>${out.table}</dt><dd>${saver(context, out.table, "csv")}${copier(context, `${out.table} (CSV)`, () => commands.table("csv"), "CSV")}${copier(context, `${out.table} (HTML)`, () => commands.table("html"), "HTML")}${saver(context, out.table, "html")}</dd></div>
      <div><dt>${out.embed}</dt><dd>${copier(context, out.embed, () => commands.embed())}
        <textarea class="code" readonly rows="3" aria-label=${out.embed} .value=${commands.embed()}></textarea>${isFile ? html`<span class="quiet">${out.embedOfFile}</span>` : nothing}</dd></div>
      <div><dt>${out.citation}</dt><dd>${copier(context, out.citation, () => commands.cite())}</dd></div>
    </dl>
  </section>`;
}

function saver({ words: { out }, commands }: Context, what: string, part: SavedPart): TemplateResult {
  const form = part.toUpperCase();
  return html`<button type="button" class="action" aria-label="${out.describe(what, form)} — ${out.save}" @click=${() => commands.save(part)}>${form} ${out.save}</button>`;
}

function copier({ words: { out }, commands }: Context, what: string, text: () => Promise<string> | string, form = ""): TemplateResult {
  return html`<button type="button" class="action" aria-label="${what} — ${out.copy}" @click=${() => commands.copy(what, text)}>${form} ${out.copy}</button>`;
}
