import { asUtf8, statedEncodings, type Known } from "./encodings.js";
import { askEngine } from "./engine.js";
import { fetchError, type ChosaError } from "./error.js";
import type { Glue, SurveyHandle } from "./glue.js";
import type { PackageFiles } from "./held-files.js";
import { plainFile } from "./plain-file.js";
import type { Language, OpenOptions } from "./types.js";

/** Reads one file whole. `name` is what an error calls it. */
export type Reader = (address: string, name: string, options: OpenOptions) => Promise<Uint8Array>;

/** Reads a descriptor and what it names, or a bare CSV. */
export async function readPackage(
  glue: Glue,
  read: Reader,
  resolve: (path: string, base: string) => string,
  address: string,
  options: OpenOptions,
): Promise<PackageFiles> {
  const name = lastPart(address);
  const bytes = await read(address, name, options);
  if (!name.endsWith(".json")) return { descriptor: undefined, names: [name], files: [bytes] };
  const language = options.language ?? "en";
  const descriptor = textOf(bytes, name, language);
  const names = askEngine(() => glue.resourceNames(descriptor, language), language);
  const files = names.map((path) => {
    refuseOutside(path, language);
    return read(resolve(path, address), path, options);
  });
  return { descriptor, names, files: await Promise.all(files) };
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
export function refuseWebPage(bytes: Uint8Array, name: string, language: Language): void {
  const start = new TextDecoder().decode(bytes.subarray(0, 256)).trimStart().toLowerCase();
  if (start.startsWith("<!doctype html") || start.startsWith("<html")) {
    throw fetchError({ code: "web_page" }, name, language);
  }
}

/** Data Packages may only name what stands beside or below their descriptor. */
function refuseOutside(path: string, language: Language): void {
  const outside = /^([a-z][a-z0-9+.-]*:|[/\\])/i.test(path) || path.split(/[/\\]/).includes("..");
  if (outside) throw fetchError({ code: "unsafe_path" }, path, language);
}

/** Hands the files of a package to the engine, in UTF-8 whatever they come in. */
export async function openFiles(
  glue: Glue,
  { descriptor, names, files }: PackageFiles,
  options: OpenOptions,
): Promise<SurveyHandle> {
  const { language } = options;
  const whole = await Promise.all(files.map((bytes, at) => plainFile(bytes, names[at] ?? "", language)));
  const stated = statedEncodings(descriptor);
  const open = (isOther: boolean) => {
    const texts = whole.map((bytes, at) => {
      const name = names[at] ?? "";
      return textFile(bytes, name, { stated: options.encoding ?? stated.get(name), isOther }, options);
    });
    return askEngine(() => glue.openSurvey(descriptor, names, texts, language), language);
  };
  try {
    return open(false);
  } catch (thrown) {
    if ((thrown as ChosaError).code !== "not_utf8") throw thrown;
    return open(true);
  }
}

/** Who watches is told of an encoding other than the usual, since it may be a guess. */
function textFile(
  bytes: Uint8Array,
  name: string,
  known: Known,
  { language = "en", onProgress }: OpenOptions,
): Uint8Array {
  const recoded = asUtf8(bytes, known);
  if (!recoded) throw fetchError({ code: "bad_encoding", encoding: String(known.stated) }, name, language);
  const { encoding } = recoded;
  const { length } = bytes;
  if (encoding !== "utf-8") onProgress?.({ file: name, loaded: length, total: length, encoding });
  return recoded.bytes;
}
