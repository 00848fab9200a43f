import type { ChosaError } from "./error.js";
import type { Json } from "./types.js";

/** An object or a list of a JSON document. */
type Holder = { [name: string]: Json } | Json[];

/** Where a path leads in a document that may have lost parts. */
interface Found {
  holder: Holder;
  key: string | number;
  /** The path in the document as it was written. */
  written: string;
  /** What of the path leads to nothing. */
  rest: string;
}

/**
 * A JSON document out of which parts are taken that have a problem, so that the next can be found.
 * It knows where everything stood before, and which problems only come from what it took away.
 */
export class MendedJson {
  readonly #root: Json;
  /** At which place each item of a list was written. */
  readonly #places = new WeakMap<Json[], number[]>();
  readonly #gone = new Set<string>();
  readonly #robbed = new Set<string>();

  constructor(text: string) {
    this.#root = JSON.parse(text) as Json;
  }

  text(): string {
    return JSON.stringify(this.#root);
  }

  /** The path of a problem as its author wrote it. */
  written(path: string): string {
    return this.#find(path)?.written ?? path;
  }

  /** Whether a problem comes only from what was taken away before. */
  isConsequence({ path = "", message }: ChosaError): boolean {
    if (this.#robbed.has(this.written(path))) return true;
    return [...this.#gone].some((name) => [`"${name}"`, `“${name}”`, `「${name}」`].some((quoted) => message.includes(quoted)));
  }

  /** Takes away what a problem stands in. Nothing is done where the path leads nowhere. */
  mend({ path = "", message }: ChosaError): boolean {
    const found = this.#find(path.replace(/\.name$/, ""));
    if (!found) return false;
    const { holder, key, rest } = found;
    if (rest !== "") return this.#takeField(rest.replace(/^\./, ""));
    const value = (holder as { [key: string]: Json })[key];
    if (typeof value === "string" && value.includes("{{")) {
      const named = (use: string) => use.split(/[{}:]/).some((word) => word !== "" && message.includes(word.trim()));
      const left = value.replace(/\{\{.*?\}\}/g, (use) => (named(use) ? "" : use));
      if (left !== value) {
        (holder as { [key: string]: Json })[key] = left;
        return true;
      }
    }
    this.#take(found);
    return true;
  }

  #take({ holder, key, written }: Found): void {
    const value = (holder as { [key: string]: Json })[key];
    const name = typeof value === "object" && value !== null && !Array.isArray(value) ? value["name"] : undefined;
    if (typeof name === "string") this.#gone.add(name);
    this.#robbed.add(written.replace(/(\.[^.[]+|\[\d+\]|^[^.[]+)$/, ""));
    if (Array.isArray(holder)) {
      this.#placesOf(holder).splice(Number(key), 1);
      holder.splice(Number(key), 1);
    } else {
      if (written.startsWith("figures.")) this.#gone.add(String(key));
      delete holder[key];
    }
  }

  /** A problem of a question that has no entry of its own is one of its field. */
  #takeField(name: string): boolean {
    const { resources } = this.#root as { resources?: { schema?: { fields?: { name?: string }[] } }[] };
    for (const [resource, { schema }] of (resources ?? []).entries()) {
      const at = schema?.fields?.findIndex((field) => field.name === name) ?? -1;
      const found = at >= 0 && this.#find(`resources[${resource}].schema.fields[${at}]`);
      if (!found) continue;
      this.#take(found);
      return true;
    }
    return false;
  }

  #placesOf(list: Json[]): number[] {
    const places = this.#places.get(list) ?? list.map((_, at) => at);
    this.#places.set(list, places);
    return places;
  }

  #find(path: string): Found | undefined {
    let [node, rest, written]: [Json | undefined, string, string] = [this.#root, path, ""];
    let found: Found | undefined;
    while (rest !== "" && typeof node === "object" && node !== null) {
      const step: Step | undefined = Array.isArray(node) ? this.#item(node, rest) : entry(node, rest);
      if (!step) break;
      written += step.written;
      rest = rest.slice(step.length);
      found = { holder: node, key: step.key, written, rest };
      node = (node as { [key: string]: Json })[step.key];
    }
    return found && { ...found, written: written + rest, rest };
  }

  #item(list: Json[], path: string): Step | undefined {
    const [whole, digits] = /^\[(\d+)\]/.exec(path) ?? [];
    const key = Number(digits);
    return whole && key < list.length ? { key, length: whole.length, written: `[${this.#placesOf(list)[key]}]` } : undefined;
  }
}

interface Step {
  key: string | number;
  length: number;
  written: string;
}

/** A name may hold dots itself: the longest that fits is meant. */
function entry(holder: { [name: string]: Json }, path: string): Step | undefined {
  const dot = path.startsWith(".") ? 1 : 0;
  const inner = path.slice(dot);
  const fits = Object.keys(holder).filter((key) => inner === key || inner.startsWith(`${key}.`) || inner.startsWith(`${key}[`));
  const [key] = fits.sort((a, b) => b.length - a.length);
  return key === undefined ? undefined : { key, length: dot + key.length, written: path.slice(0, dot + key.length) };
}

/** A table whose bad cells are replaced by others of their column, so that the next can be found. */
export class MendedTable {
  readonly #rows: string[][];

  constructor(text: string) {
    this.#rows = rowsOf(text.replace(/^\uFEFF/, ""));
  }

  text(): string {
    return this.#rows.map((cells) => cells.map(quoted).join(",")).join("\n");
  }

  /** Makes a row as long as the header. The header is row 1. */
  mendRow(row: number): boolean {
    const [header, cells] = [this.#rows[0], this.#rows[row - 1]];
    if (!header || !cells || header.length === cells.length) return false;
    this.#rows[row - 1] = header.map((_, at) => cells[at] ?? "");
    return true;
  }

  /** Replaces what a cell holds wherever its column holds it, and says in which rows. */
  mendCell(row: number, column: string): number[] {
    const at = this.#rows[0]?.findIndex((name) => name.trim() === column) ?? -1;
    const bad = this.#rows[row - 1]?.[at];
    if (bad === undefined) return [];
    const other = this.#rows.slice(1).find((cells) => cells[at] !== bad)?.[at];
    const mended: number[] = [];
    for (const [line, cells] of this.#rows.entries()) {
      if (line === 0 || cells[at] !== bad || other === undefined) continue;
      cells[at] = other;
      mended.push(line + 1);
    }
    return mended;
  }
}

function quoted(cell: string): string {
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** The rows of a CSV, as the engine takes it apart. */
function rowsOf(text: string): string[][] {
  const rows: string[][] = [];
  let [row, cell, isQuoted]: [string[], string, boolean] = [[], "", false];
  const endRow = () => {
    if (row.length > 0 || cell !== "") rows.push([...row, cell]);
    [row, cell] = [[], ""];
  };
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    if (isQuoted && character === '"' && text[at + 1] === '"') {
      cell += '"';
      at += 1;
    } else if (character === '"' && (isQuoted || cell === "")) isQuoted = !isQuoted;
    else if (isQuoted) cell += character;
    else if (character === ",") {
      row.push(cell);
      cell = "";
    } else if (character === "\n" || character === "\r") endRow();
    else cell += character;
  }
  endRow();
  return rows;
}
