/** Chosa in a browser: open a survey's data package and let it answer. */
import { loadEngine, type EngineSource } from "./engine.js";
import { fetchFile } from "./fetch-reader.js";
import { readPackage } from "./package-files.js";
import { heldFiles, OpenedSurvey, openFiles } from "./survey.js";
import { asChosaError } from "./error.js";
import type { Glue } from "./glue.js";
import type { Files, Json, Language, OpenOptions } from "./types.js";

export { chartInto } from "./chart-into.js";
export { svgToPng } from "./png.js";
export { ChosaError, type ErrorPlace } from "./error.js";
export type { EngineSource } from "./engine.js";
export type { OpenedSurvey } from "./survey.js";
export type * from "./types.js";

/**
 * Loads the engine ahead of time, or from somewhere else than beside this script. Calling it
 * is optional: `Survey.open` and `Survey.from` do it by themselves.
 */
export async function init(source?: EngineSource): Promise<void> {
  await engine(source);
}

function engine(source?: EngineSource, language?: Language): Promise<Glue> {
  return loadEngine(source ?? (() => new URL("./chosa_bg.wasm", import.meta.url)), language);
}

/** A survey whose responses are in memory and whose figures are computed in place. */
export class Survey extends OpenedSurvey {
  /** Fetches a `datapackage.json` and the files it names, or a bare CSV. */
  static async open(address: string | URL, options: OpenOptions = {}): Promise<Survey> {
    const base = globalThis.document?.baseURI ?? globalThis.location?.href;
    const absolute = new URL(address, base).href;
    try {
      const glue = await engine(undefined, options.language);
      const files = await readPackage(glue, fetchFile, inside, absolute, options);
      return new Survey(openFiles(glue, files, options.language));
    } catch (thrown) {
      throw asChosaError(thrown);
    }
  }

  /** Opens what is in memory already. Without a descriptor, questions are inferred. */
  static async from(
    descriptor: { [name: string]: Json } | string | undefined,
    files: Files,
    options: { language?: Language } = {},
  ): Promise<Survey> {
    const glue = await engine(undefined, options.language);
    return new Survey(openFiles(glue, heldFiles(descriptor, files), options.language));
  }
}

function inside(path: string, base: string): string {
  return new URL(path, base).href;
}

/** The other packages that a report quotes: their addresses by name. */
export async function reportSurveys(
  reportJson: string,
  language?: Language,
): Promise<{ [name: string]: string }> {
  const glue = await engine();
  try {
    return glue.reportSurveys(reportJson, language);
  } catch (thrown) {
    throw asChosaError(thrown, "report.json");
  }
}
