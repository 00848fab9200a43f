import { elementWords } from "./element-words.js";
import { asChosaError } from "./error.js";
import { svgToPng, withOwnColours } from "./png.js";
import type { LoadedReport } from "./report-load.js";
import type { Language, Report, ReportBlock, TabulateRequest } from "./types.js";

/** A block of `report.json`, as far as downloads need it. */
interface DescribedBlock {
  chart?: TabulateRequest & { kind?: string };
  table?: TabulateRequest;
  survey?: string;
}

/** Puts under each chart and table of a report what saves it as CSV, and a chart as SVG or PNG. */
export function addDownloads(
  root: ShadowRoot,
  report: Report,
  loaded: LoadedReport,
  language: Language,
): void {
  const described = (JSON.parse(loaded.description) as { blocks?: DescribedBlock[] }).blocks ?? [];
  const words = elementWords(language);
  report.blocks.forEach((block, index) => {
    const source = described[index];
    const place = root.getElementById(block.id);
    const request = source && requestOf(source);
    if (!place || !request) return;
    const { title } = block;
    const bar = document.createElement("div");
    bar.className = "chosa-actions";
    bar.setAttribute("part", "actions");
    const survey = source.survey === undefined ? loaded.survey : loaded.others[source.survey];
    const csv = () => survey?.csv({ ...request, language }) ?? "";
    bar.append(button(words.csv, words.csvOf(title), () => save(csv(), "text/csv", named(block, "csv"))));
    if (block.svg) {
      const svg = withOwnColours(block.svg);
      bar.append(button(words.svg, words.svgOf(title), () => save(svg, "image/svg+xml", named(block, "svg"))));
      const png = async () => save(await svgToPng(svg, { language }), "image/png", named(block, "png"));
      const made = button(words.png, words.pngOf(title), () => {
        // Where the page bars the picture, the button says why in place of its word.
        png().catch((thrown) => {
          const { message, hint } = asChosaError(thrown);
          made.textContent = `${message} ${hint}`;
          made.disabled = true;
        });
      });
      bar.append(made);
    }
    (place.querySelector("figure") ?? place).append(bar);
  });
}

function requestOf(block: DescribedBlock): TabulateRequest | undefined {
  if (!block.chart) return block.table;
  const { kind: _, ...request } = block.chart;
  return request;
}

/** The title, without what a file's name can't hold. */
function named({ title, id }: ReportBlock, ending: string): string {
  const name = title.replace(/[\p{C}\\/:*?"<>|]+/gu, " ").trim().slice(0, 80);
  return `${name || id}.${ending}`;
}

function button(text: string, name: string, action: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "chosa-action";
  made.textContent = text;
  made.setAttribute("aria-label", name);
  made.addEventListener("click", action);
  return made;
}

/** Spreadsheets take a CSV for UTF-8 only when it begins with the mark of it. */
function save(content: string | Uint8Array<ArrayBuffer>, type: string, name: string): void {
  const mark = type === "text/csv" && typeof content === "string" && !content.startsWith("\uFEFF") ? "\uFEFF" : "";
  const address = URL.createObjectURL(new Blob([mark, content], { type: typeof content === "string" ? `${type};charset=utf-8` : type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
