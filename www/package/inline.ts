/**
 * As `chosa`, with the engine inside this very file: for a page that must be one file, or a bundler
 * that copies no assets. It is a third larger on the way and can't be compiled while it comes.
 */
import base64 from "./native/chosa_bg.wasm";
import { loadEngine, type EngineSource } from "./engine.js";
import { fetchSurvey, heldSurvey, quotedSurveys } from "./fetched-survey.js";
import type { Glue } from "./glue.js";
import { OpenedSurvey } from "./survey.js";
import type { Files, HeldOptions, Json, Language, OpenOptions, QuotedSurvey } from "./types.js";

export { ChosaError, type ErrorPlace } from "./error.js";
export type { EngineSource } from "./engine.js";
export type { OpenedSurvey } from "./survey.js";
export type * from "./types.js";

/** Starts the engine ahead of time. Calling it is optional. */
export async function init(source?: EngineSource): Promise<void> {
  await loadEngine(source ?? held);
}

function engine(language?: Language): Promise<Glue> {
  return loadEngine(held, language);
}

function held(): BufferSource {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

/** A survey whose responses are in memory and whose figures are computed in place. */
export class Survey extends OpenedSurvey {
  /** Fetches a `datapackage.json` and the files it names. */
  static async open(address: string | URL, options: OpenOptions = {}): Promise<Survey> {
    const { language } = options;
    return new Survey(await fetchSurvey(engine(language), address, options), language);
  }

  /** Opens what is in memory already. A bare file needs a guess at one: see `chosa/infer`. */
  static async from(
    descriptor: { [name: string]: Json } | string | undefined,
    files: Files,
    options: HeldOptions = {},
  ): Promise<Survey> {
    const { language } = options;
    return new Survey(await heldSurvey(engine(language), descriptor, files, options), language);
  }
}

/** The other surveys that a report quotes, by the names it gives them: where they are, and what is other in them. */
export function reportSurveys(
  reportJson: string,
  language?: Language,
): Promise<{ [name: string]: QuotedSurvey }> {
  return quotedSurveys(engine(language), reportJson, language);
}
