/**
 * A view as the fragment of an address: short, readable, without any data. `v` counts the versions of
 * this form. What a later or a wrong link asks for and can't have is told, and the rest opens.
 */
import type { Description, QuestionDescription } from "../types.js";
import { type CellPlace, type Filter, type Net, START, type View } from "./state.js";

/** The version that is written. */
export const VERSION = 1;

/** Whatever a link may ask for in one of a few words. */
const CHOICES = {
  show: ["share", "mean", "median", "quantiles", "total", "nps", "classes", "cumulative", "combinations"],
  percent: ["column", "row", "table"],
  base: ["answered", "asked", "all", "selections"],
  compare: ["none", "total", "columns", "rows"],
  adjust: ["none", "holm", "bonferroni", "bh"],
  method: ["wald", "logit", "likelihood", "arcsine", "wilson", "beta", "betaCapped", "exact"],
  kind: [
    "auto", "bars", "dots", "stacked", "diverging", "columns", "histogram", "lines", "slope", "cumulative",
    "box", "heat", "donut", "pyramid", "tiles", "combinations", "trail",
  ],
  weights: ["on", "off"],
} as const satisfies { [name in keyof View]?: readonly string[] };

type Choice = keyof typeof CHOICES;

/** What of a link could not be had. */
export type Unmet =
  | { readonly kind: "version"; readonly version: string }
  | { readonly kind: "question"; readonly name: string }
  | { readonly kind: "value"; readonly question: string; readonly value: string }
  | { readonly kind: "entry"; readonly name: string; readonly value: string };

/** A view as a fragment, without `#`. */
export function written(view: View, language: string): string {
  const entries: [string, string][] = [["v", String(VERSION)]];
  const add = (name: string, value: string | null) => value !== null && value !== "" && entries.push([name, value]);
  add("q", view.question && escaped(view.question));
  add("by", view.columns.map(escaped).join(","));
  for (const filter of view.filters) add(`only.${escaped(filter.question)}`, filterText(filter));
  for (const name of Object.keys(CHOICES) as Choice[]) {
    if (view[name] !== START[name] && view[name] !== null) add(name, view[name]);
  }
  if (view.level !== START.level) add("level", String(view.level));
  for (const net of view.nets) add("net", [net.question, net.label, ...net.values].map(escaped).join(","));
  for (const address of view.waves) add("with", escaped(address));
  if (view.cell) add("cell", cellText(view.cell));
  add("lang", escaped(language));
  return entries.map(([name, value]) => `${name}=${value}`).join("&");
}

/** A fragment's entries, in its order; a broken escape is left as it is. */
export function entriesOf(fragment: string): [string, string][] {
  const parts = fragment.replace(/^#/, "").split("&").filter((part) => part !== "");
  return parts.map((part) => {
    const at = part.indexOf("=");
    return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)];
  });
}

/** The language that a fragment asks for. */
export function languageIn(fragment: string): string | undefined {
  const found = entriesOf(fragment).find(([name]) => name === "lang");
  return found && plain(found[1]);
}

/** The view that a fragment asks for, as far as this survey has it. */
export function read(fragment: string, description: Description): { view: View; unmet: Unmet[] } {
  const unmet: Unmet[] = [];
  const known = new Map(description.questions.map((question) => [question.name, question]));
  let view: View = START;
  for (const [name, value] of entriesOf(fragment)) {
    const change = entry(name, value, { known, unmet, view });
    if (change) view = { ...view, ...change };
    else if (change === undefined) unmet.push({ kind: "entry", name, value: plain(value) });
  }
  return { view, unmet };
}

interface Reading {
  readonly known: ReadonlyMap<string, QuestionDescription>;
  readonly unmet: Unmet[];
  readonly view: View;
}

/** What an entry changes; `null` where it changes nothing, and nothing at all where it is unknown. */
function entry(name: string, value: string, reading: Reading): Partial<View> | null | undefined {
  if (name === "lang" || value === "") return null;
  if (name === "v") {
    if (value !== String(VERSION)) reading.unmet.push({ kind: "version", version: plain(value) });
    return null;
  }
  if (name === "q") return { question: asked(plain(value), reading)?.name ?? null };
  if (name === "by") {
    const columns = value.split(",").map((part) => asked(plain(part), reading)?.name);
    return { columns: columns.filter((column) => column !== undefined) };
  }
  if (name.startsWith("only.")) return filtered(plain(name.slice("only.".length)), value, reading);
  if (name === "level") return Number(value) > 0 && Number(value) < 1 ? { level: Number(value) } : undefined;
  if (name === "net") return netted(value, reading);
  if (name === "with") return { waves: [...reading.view.waves, plain(value)] };
  if (name === "cell") return { cell: cellOf(value) };
  if (Object.hasOwn(CHOICES, name)) {
    const allowed: readonly string[] = CHOICES[name as Choice];
    return allowed.includes(value) ? { [name]: value } : undefined;
  }
  return undefined;
}

function asked(name: string, { known, unmet }: Reading): QuestionDescription | undefined {
  const question = known.get(name);
  if (!question) unmet.push({ kind: "question", name });
  return question;
}

function filtered(name: string, text: string, reading: Reading): Partial<View> | null {
  const question = asked(name, reading);
  if (!question) return null;
  const filter = filterOf(question, text, reading);
  return filter && { filters: [...reading.view.filters, filter] };
}

function filterOf(question: QuestionDescription, text: string, { unmet }: Reading): Filter | null {
  const { name, options } = question;
  if (question.kind === "number") {
    const [from = "", to = ""] = text.split("..");
    return { question: name, from: number(from), to: number(to) };
  }
  const values = text.split(",").map(plain);
  const known = values.filter((value) => options.some((option) => option.value === value));
  for (const value of values) if (!known.includes(value)) unmet.push({ kind: "value", question: name, value });
  return known.length > 0 ? { question: name, values: known } : null;
}

function netted(text: string, reading: Reading): Partial<View> | null | undefined {
  const [name = "", label = "", ...values] = text.split(",").map(plain);
  if (!asked(name, reading)) return null;
  const net: Net = { question: name, label, values };
  return values.length > 1 ? { nets: [...reading.view.nets, net] } : undefined;
}

function filterText(filter: Filter): string {
  if ("values" in filter) return filter.values.map(escaped).join(",");
  return `${filter.from ?? ""}..${filter.to ?? ""}`;
}

function cellText({ row, question, value }: CellPlace): string {
  return [row, ...(question === null ? [] : [question, value ?? ""])].map(escaped).join(",");
}

function cellOf(text: string): CellPlace {
  const [row = "", question, value] = text.split(",").map(plain);
  return { row, question: question ?? null, value: question === undefined ? null : (value ?? "") };
}

function number(text: string): number | null {
  const value = Number(text);
  return text === "" || !Number.isFinite(value) ? null : value;
}

/** What an address shows as it is stays readable: letters of every script among it. */
function escaped(text: string): string {
  return text.replace(/[^\p{L}\p{N}_.~:/@()!*-]/gu, (letter) => encodeURIComponent(letter));
}

function plain(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
