import { askEngine } from "./engine.js";
import { asChosaError } from "./error.js";
import { fetchPieces } from "./fetch-reader.js";
import type { Glue, SurveyHandle } from "./glue.js";
import { heldFiles } from "./held-files.js";
import { readPackage, sourcesOf } from "./package-files.js";
import { openFiles } from "./package-load.js";
import { readTape } from "./tape.js";
import type { Files, HeldOptions, Json, Language, OpenOptions, QuotedSurvey } from "./types.js";

/** Fetches a `datapackage.json` and the files it names into the engine. */
export async function fetchSurvey(
  engine: Promise<Glue>,
  address: string | URL,
  options: OpenOptions,
): Promise<SurveyHandle> {
  const base = globalThis.document?.baseURI ?? globalThis.location?.href;
  const absolute = new URL(address, base).href;
  try {
    const glue = await engine;
    const files = await readPackage(glue, fetchPieces, inside, absolute, options);
    return await openFiles(glue, files, options);
  } catch (thrown) {
    throw asChosaError(thrown);
  }
}

/** Hands the engine what is in memory already. */
export async function heldSurvey(
  engine: Promise<Glue>,
  descriptor: { [name: string]: Json } | string | undefined,
  files: Files,
  options: HeldOptions,
): Promise<SurveyHandle> {
  return openFiles(await engine, sourcesOf(heldFiles(descriptor, files)), options);
}

/** The other surveys that a report quotes, by the names it gives them: where they are, and what is other in them. */
export async function quotedSurveys(
  engine: Promise<Glue>,
  reportJson: string,
  language?: Language,
): Promise<{ [name: string]: QuotedSurvey }> {
  const glue = await engine;
  try {
    return readTape(askEngine(() => glue.reportSurveys(reportJson, language), language));
  } catch (thrown) {
    throw asChosaError(thrown, "report.json");
  }
}

function inside(path: string, base: string): string {
  return new URL(path, base).href;
}
