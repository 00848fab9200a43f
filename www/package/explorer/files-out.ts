/** What leaves as a file or as code for another page. */
import type { Language, TabulateRequest } from "../types.js";
import type { Shown } from "./state.js";

/** A title as the name of a file, without what such a name can't hold. */
export function fileName(title: string, ending: string): string {
  return `${title.replace(/[\p{C}\\/:*?"<>|]+/gu, " ").trim().slice(0, 80) || "chosa"}.${ending}`;
}

/** Lets the browser save a file. Spreadsheets take a CSV for UTF-8 only when it begins with its mark. */
export function saveFile(content: string | Uint8Array<ArrayBuffer> | Blob, type: string, name: string): void {
  const isText = typeof content === "string";
  const mark = isText && type === "text/csv" && !content.startsWith("\uFEFF") ? "\uFEFF" : "";
  const address = URL.createObjectURL(new Blob([mark, content], { type: isText ? `${type};charset=utf-8` : type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

/** The element that shows a view on another page. */
export function embedCode(src: string, request: TabulateRequest, { view: { kind }, changes }: Shown, language: Language): string {
  const { rows, columns, where, measure, language: _, ...rest } = request;
  const attributes: [string, string][] = [
    ["src", src],
    ["changes", changes ? JSON.stringify(changes) : ""],
    ["rows", [rows ?? []].flat().join(",")],
    ["columns", [columns ?? []].flat().join(",")],
    ["where", where ? JSON.stringify(where) : ""],
    ["measure", typeof measure === "string" ? measure : ""],
    ["request", Object.keys(rest).length > 0 ? JSON.stringify(rest) : ""],
    ["kind", kind === "auto" ? "" : kind],
    ["lang", language],
  ];
  const written = attributes.filter(([, value]) => value !== "").map(([name, value]) => `${name}="${escaped(value)}"`);
  return `<script type="module" src="chosa/element.js"></script>\n<chosa-chart ${written.join(" ")}></chosa-chart>`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");
}
