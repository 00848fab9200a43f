/** Chosa in Node: the same engine, read from the disk when it is first needed. */
import { readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Opened } from "./byte-source.js";
import { askEngine, loadEngine, loadEngineNow, type EngineSource } from "./engine.js";
import { asChosaError, fetchError } from "./error.js";
import { fetchPieces } from "./fetch-reader.js";
import type { Glue } from "./glue.js";
import { heldFiles } from "./held-files.js";
import { readPackage, sourcesOf } from "./package-files.js";
import { openFiles } from "./package-load.js";
import { OpenedSurvey } from "./survey.js";
import { readTape } from "./tape.js";
import type { Files, HeldOptions, Json, Language, OpenOptions, QuotedSurvey } from "./types.js";

export { chartInto } from "./chart-into.js";
export { svgToPng } from "./png-node.js";
export { ChosaError, type ErrorPlace } from "./error.js";
export { reportStyles } from "./report-sheet.js";
export type { EngineSource } from "./engine.js";
export type { OpenedSurvey } from "./survey.js";
export type * from "./types.js";

/**
 * Node needs no initialisation: without a source this only reads the engine ahead of time. With
 * one, as in a bundle that has no file beside it, the engine is taken from there.
 */
export async function init(source?: EngineSource): Promise<void> {
  if (source === undefined) engine();
  else await loadEngine(source);
}

function engine(): Glue {
  const folder = dirname(fileURLToPath(import.meta.url));
  return loadEngineNow(() => readFileSync(join(folder, "chosa_bg.wasm")));
}

/** A survey whose responses are in memory and whose figures are computed in place. */
export class Survey extends OpenedSurvey {
  /** Reads a `datapackage.json` and the files it names: by path or by URL. */
  static async open(address: string | URL, options: OpenOptions = {}): Promise<Survey> {
    try {
      const glue = engine();
      const files = await readPackage(glue, readAnywhere, beside, pathOf(address), options);
      return new Survey(await openFiles(glue, files, options), options.language);
    } catch (thrown) {
      throw asChosaError(thrown);
    }
  }

  /** Opens what is in memory already. A bare file needs a guess at one: see `chosa/infer`. */
  static async from(
    descriptor: { [name: string]: Json } | string | undefined,
    files: Files,
    options: HeldOptions = {},
  ): Promise<Survey> {
    const held = sourcesOf(heldFiles(descriptor, files));
    return new Survey(await openFiles(engine(), held, options), options.language);
  }
}

/** The other surveys that a report quotes, by the names it gives them: where they are, and what is other in them. */
export async function reportSurveys(
  reportJson: string,
  language?: Language,
): Promise<{ [name: string]: QuotedSurvey }> {
  try {
    return readTape(askEngine(() => engine().reportSurveys(reportJson, language), language));
  } catch (thrown) {
    throw asChosaError(thrown, "report.json");
  }
}

function isRemote(address: string): boolean {
  return /^https?:/i.test(address);
}

function pathOf(address: string | URL): string {
  const text = String(address);
  return text.startsWith("file:") ? fileURLToPath(text) : text;
}

function beside(path: string, base: string): string {
  return isRemote(base) ? new URL(path, base).href : join(dirname(base), path);
}

async function readAnywhere(
  address: string,
  name: string,
  options: OpenOptions,
): Promise<Opened> {
  if (isRemote(address)) return fetchPieces(address, name, options);
  const language = options.language ?? "en";
  try {
    options.signal?.throwIfAborted();
    const file = await open(address);
    const { size } = await file.stat();
    const pieces = file.createReadStream({ highWaterMark: 1 << 18 })[Symbol.asyncIterator]();
    const next = async () => (await pieces.next()).value as Uint8Array | undefined;
    return { next, total: size, cancel: () => void pieces.return?.() };
  } catch (thrown) {
    if (options.signal?.aborted) throw fetchError({ code: "aborted" }, name, language, thrown);
    const missing = (thrown as NodeJS.ErrnoException).code === "ENOENT";
    throw missing ? fetchError({ code: "not_found" }, name, language, thrown) : thrown;
  }
}
