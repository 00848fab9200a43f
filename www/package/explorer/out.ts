/** What a reader takes along: links, files, code, a citation. */
import { html, nothing, type TemplateResult } from "lit/html.js";
import type { Context, SavedPart } from "./context.js";
import { unweighted } from "./edits.js";
import type { Opened, Shown } from "./state.js";

export function ways(context: Context, opened: Opened, shown: Shown): TemplateResult {
  const { words: { out }, commands, state, dispatch, engine } = context;
  const { view, chart, table } = shown;
  const isFile = opened.origin.kind === "file";
  // Among waves it is their own column that says so: another may have weights.
  const isUnweighted = view.weights === "off" && view.waves.length === 0;
  const pin = () => {
    dispatch({ kind: "pin", title: isUnweighted ? unweighted(table.title, engine) : table.title });
    dispatch({ kind: "tell", text: out.pinned });
  };
  return html`<section class="out" aria-labelledby="out-title">
    <h3 id="out-title">${out.title}</h3>
    <div class="row"><button class="action strong" @click=${pin}>${out.pin}</button>
      <button class="action" @click=${() => commands.print()}>${out.print}</button></div>
    <dl class="takes">
      <div><dt>${out.link}</dt><dd>${copier(context, out.link, () => commands.link(state.view))}${isFile ? html`<span class="quiet">${out.linkOfFile}</span>` : nothing}</dd></div>
      ${chart ? html`<div><dt>${out.chart}</dt><dd>${saver(context, out.chart, "svg")}${saver(context, out.chart, "png")}${copier(context, out.chart, () => chart.svg, "SVG")}${button(out.chart, out.copy("PNG"), () => commands.copyPicture(`${out.chart} (PNG)`))}</dd></div>` : nothing}
      <div><dt>${out.table}</dt><dd>${saver(context, out.table, "csv")}${copier(context, out.table, () => commands.table("csv"), "CSV")}${copier(context, out.table, () => commands.table("html"), "HTML")}${saver(context, out.table, "html")}</dd></div>
      ${view.waves.length === 0 ? embedding(context, isFile) : nothing}
      <div><dt>${out.citation}</dt><dd>${copier(context, out.citation, () => commands.cite())}</dd></div>
    </dl>
  </section>`;
}

/** An element shows one survey: several side by side are for a report. */
function embedding(context: Context, isFile: boolean): TemplateResult {
  const { words: { out }, commands } = context;
  return html`<div><dt>${out.embed}</dt><dd>${copier(context, out.embed, () => commands.embed())}
    <textarea class="code" readonly rows="3" aria-label=${out.embed} .value=${commands.embed()}></textarea>${isFile ? html`<span class="quiet">${out.embedOfFile}</span>` : nothing}</dd></div>`;
}

/** A button's name begins with what it is about, and ends in what is seen of it. */
function button(what: string, seen: string, act: () => void): TemplateResult {
  return html`<button class="action" aria-label="${what}: ${seen}" @click=${act}>${seen}</button>`;
}

function saver({ words: { out }, commands }: Context, what: string, part: SavedPart): TemplateResult {
  return button(what, out.save(part.toUpperCase()), () => commands.save(part));
}

function copier({ words: { out }, commands }: Context, what: string, text: () => Promise<string> | string, form = ""): TemplateResult {
  const told = form === "" ? what : `${what} (${form})`;
  return button(what, out.copy(form), () => commands.copy(told, text));
}
