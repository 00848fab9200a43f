import { citation } from "./citation.js";
import { copyButton } from "./copy-button.js";
import { asChosaError } from "./error.js";
import { button, made, type Panel } from "./panel.js";
import { svgToPng, withOwnColours } from "./png.js";
import type { Exhibit } from "./report-load.js";
import type { Language, Report, ReportBlock } from "./types.js";

/** What the menu of an exhibit is made from. */
interface Shown extends Exhibit {
  place: Element;
  language: Language;
}

/**
 * Puts under each chart and table of a report a button that opens a menu: save it as CSV, and a chart
 * as SVG or PNG; copy the table; cite it; link to it.
 */
export function addMenus(root: ShadowRoot, panel: Panel, exhibits: readonly Exhibit[], language: Language): void {
  for (const exhibit of exhibits) {
    const { block } = exhibit;
    const place = root.getElementById(block.id);
    if (!place) continue;
    const shown = { ...exhibit, place, language };
    const name = `${panel.words.menu}: ${block.title}`;
    const opener = button(panel.words.menu, () => panel.open({ opener, label: name, content: [heading(block.title), ...menu(shown, panel)] }));
    opener.ariaLabel = name;
    opener.ariaHasPopup = "dialog";
    opener.ariaExpanded = "false";
    const bar = made("div", "chosa-actions");
    bar.setAttribute("part", "actions");
    bar.append(opener);
    (place.querySelector("figure") ?? place).append(bar);
  }
}

function menu({ block, place, request, survey, address: data, language }: Shown, panel: Panel): Node[] {
  const { words } = panel;
  const items: HTMLButtonElement[] = [];
  /** Where something can't be done, the button says why in place of its word. */
  const add = (text: string, act: () => unknown) => {
    const item = button(text, () => {
      Promise.resolve().then(act).catch((thrown) => {
        const { message, hint } = asChosaError(thrown);
        item.textContent = `${message} ${hint}`;
        item.disabled = true;
      });
    });
    items.push(item);
  };
  const offer = (title: string, text: string) => panel.show(heading(title), ...offered(text, panel));
  add(words.csv, async () => save(await survey.csv({ ...request, language }), "text/csv", named(block, "csv")));
  if (block.svg) {
    const svg = withOwnColours(block.svg);
    add(words.svg, () => save(svg, "image/svg+xml", named(block, "svg")));
    add(words.png, async () => save(await svgToPng(svg, { language }), "image/png", named(block, "png")));
  }
  const table = place.querySelector("table");
  if (table) add(words.table, () => offer(words.table, textOf(table)));
  const address = addressOf(place);
  add(words.cite, async () => offer(words.cite, await citation(block, data, address, words.accessed)));
  add(words.link, () => offer(words.link, address));
  return items;
}

function heading(text: string): HTMLElement {
  return made("p", "chosa-note-label", text);
}

/** A text in sight, to be copied by the button or by hand. */
function offered(text: string, { words }: Panel): Node[] {
  const field = made("textarea", "chosa-text");
  field.value = text;
  field.readOnly = true;
  field.rows = Math.min(text.split("\n").length + 2, 9);
  field.ariaLabel = words.copy;
  field.addEventListener("focus", () => field.select());
  return [field, copyButton(words, text)];
}

/** What a spreadsheet takes apart into cells again. */
function textOf({ rows }: HTMLTableElement): string {
  const cell = ({ childNodes }: Element) => [...childNodes].map(({ textContent }) => textContent).join(" ").trim();
  return [...rows].map(({ cells }) => [...cells].map(cell).join("\t")).join("\n");
}

/**
 * The page's own address, and which block of which element: two elements on one page are told
 * apart by their ids.
 */
function addressOf(block: Element): string {
  const address = new URL(location.href);
  address.hash = fragmentOf(block);
  return address.href;
}

/** The part of an address that names a block. */
function fragmentOf(block: Element): string {
  const host = (block.getRootNode() as ShadowRoot).host;
  return [host.id, block.id].filter(Boolean).join("-");
}

/** Brings the block that the page's address names into sight: a browser looks for none inside an element. */
export function goToNamed(root: ShadowRoot, { blocks }: Report): void {
  for (const { id } of blocks) {
    const place = root.getElementById(id);
    if (place && location.hash === `#${fragmentOf(place)}`) place.scrollIntoView();
  }
}

/** The title, without what a file's name can't hold. */
function named({ title, id }: ReportBlock, ending: string): string {
  const name = title.replace(/[\p{C}\\/:*?"<>|]+/gu, " ").trim().slice(0, 80);
  return `${name || id}.${ending}`;
}

/** Spreadsheets take a CSV for UTF-8 only when it begins with the mark of it. */
function save(content: string | Uint8Array<ArrayBuffer>, type: string, name: string): void {
  const mark = type === "text/csv" && typeof content === "string" && !content.startsWith("\uFEFF") ? "\uFEFF" : "";
  const address = URL.createObjectURL(new Blob([mark, content], { type: typeof content === "string" ? `${type};charset=utf-8` : type }));
  const link = made("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
