import { heldSource, wholeOf, withFirst, type ByteSource, type Opened } from "./byte-source.js";
import { askEngine } from "./engine.js";
import { fetchError } from "./error.js";
import type { Glue } from "./glue.js";
import type { HeldFiles } from "./held-files.js";
import type { Language, OpenOptions } from "./types.js";

/** Begins to read one file. `name` is what an error calls it. */
export type Reader = (address: string, name: string, options: OpenOptions) => Promise<Opened>;

/** A data package that has not been read yet. */
export interface PackageFiles {
  descriptor: string | undefined;
  names: string[];
  sources: ByteSource[];
}

/** Reads a descriptor and finds what it names, or a bare CSV. */
export async function readPackage(
  glue: Glue,
  read: Reader,
  resolve: (path: string, base: string) => string,
  address: string,
  options: OpenOptions,
): Promise<PackageFiles> {
  const name = lastPart(address);
  const language = options.language ?? "en";
  const source = (at: string, path: string): ByteSource => ({
    open: async () => withoutPage(await read(at, path, options), path, language),
    isHeld: false,
  });
  const own = source(address, name);
  if (!name.endsWith(".json")) return { descriptor: undefined, names: [name], sources: [own] };
  const descriptor = textOf(await wholeOf((await own.open()).next), name, language);
  const names = askEngine(() => glue.resourceNames(descriptor, language), language);
  for (const path of names) refuseOutside(path, language);
  return { descriptor, names, sources: names.map((path) => source(resolve(path, address), path)) };
}

/** What is in memory already, as if it had to be read. */
export function sourcesOf({ descriptor, names, files }: HeldFiles): PackageFiles {
  return { descriptor, names, sources: files.map(heldSource) };
}

/** The last part of an address, without query and fragment. */
export function lastPart(address: string): string {
  return address.split(/[?#]/)[0]?.split(/[/\\]/).pop() ?? address;
}

/** The text of a JSON file. */
export function textOf(bytes: Uint8Array, name: string, language: Language): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw fetchError({ code: "not_utf8" }, name, language, cause);
  }
}

/** A server that has lost a file often answers with its home page and the status 200. */
export async function withoutPage(opened: Opened, name: string, language: Language): Promise<Opened> {
  const first = await opened.next();
  const start = new TextDecoder().decode(first?.subarray(0, 256)).trimStart().toLowerCase();
  if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
    opened.cancel();
    throw fetchError({ code: "web_page" }, name, language);
  }
  return { ...opened, next: withFirst(first, opened.next) };
}

/** Data Packages may only name what stands beside or below their descriptor. */
function refuseOutside(path: string, language: Language): void {
  const outside = /^([a-z][a-z0-9+.-]*:|[/\\])/i.test(path) || path.split(/[/\\]/).includes("..");
  if (outside) throw fetchError({ code: "unsafe_path" }, path, language);
}
