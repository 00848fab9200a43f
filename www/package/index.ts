/** Chosa in a browser: open a survey's data package and let it answer. */
import { loadEngine, type EngineSource } from "./engine.js";
import { fetchSurvey, heldSurvey, quotedSurveys } from "./fetched-survey.js";
import type { Glue } from "./glue.js";
import { OpenedSurvey } from "./survey.js";
import type { Files, HeldOptions, Json, Language, OpenOptions, QuotedSurvey } from "./types.js";

export { chartInto } from "./chart-into.js";
export { svgToPng } from "./png.js";
export { ChosaError, type ErrorPlace } from "./error.js";
export type { EngineSource } from "./engine.js";
export type { OpenedSurvey } from "./survey.js";
export type * from "./types.js";

/**
 * Loads the engine ahead of time, or from somewhere else than beside this script: an address,
 * a response, bytes or a compiled module. Calling it is optional, as `Survey.open` and
 * `Survey.from` load it by themselves, and once the engine is there a call does nothing.
 */
export async function init(source?: EngineSource): Promise<void> {
  await engine(source);
}

function engine(source?: EngineSource, language?: Language): Promise<Glue> {
  return loadEngine(source ?? (() => new URL("./chosa_bg.wasm", import.meta.url)), language);
}

/** A survey whose responses are in memory and whose figures are computed in place. */
export class Survey extends OpenedSurvey {
  /** Fetches a `datapackage.json` and the files it names. */
  static async open(address: string | URL, options: OpenOptions = {}): Promise<Survey> {
    const { language } = options;
    return new Survey(await fetchSurvey(engine(undefined, language), address, options), language);
  }

  /** Opens what is in memory already. A bare file needs a guess at one: see `chosa/infer`. */
  static async from(
    descriptor: { [name: string]: Json } | string | undefined,
    files: Files,
    options: HeldOptions = {},
  ): Promise<Survey> {
    const { language } = options;
    return new Survey(await heldSurvey(engine(undefined, language), descriptor, files, options), language);
  }
}

/** The other surveys that a report quotes, by the names it gives them: where they are, and what is other in them. */
export function reportSurveys(
  reportJson: string,
  language?: Language,
): Promise<{ [name: string]: QuotedSurvey }> {
  return quotedSurveys(engine(), reportJson, language);
}
