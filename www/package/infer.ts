/**
 * From a file of answers without a descriptor to a guess at one, to be shown and corrected. This entry has a
 * small engine of its own, which nobody loads who only opens described packages.
 */
import { initSync } from "./native/chosa_infer.js";
import type { EngineSource } from "./engine.js";
import { compiledModule, fetchError } from "./file-reading.js";
import { bareFile, type BareFile, guessFile, type ToldGuess } from "./infer-file.js";
import type { Guess, InferOptions } from "./infer-types.js";
import type { Files, Language } from "./types.js";

export { ChosaError } from "./file-reading.js";
export type { ErrorPlace } from "./error.js";
export type * from "./infer-types.js";

let loading: Promise<unknown> | undefined;

/**
 * Loads the module ahead of time, or from somewhere else than beside this script. Calling it is optional.
 */
export async function init(source?: EngineSource): Promise<void> {
  await load(source, "en");
}

function load(source: EngineSource | undefined, language: Language): Promise<unknown> {
  loading ??= Promise.resolve()
    .then(() => compiledModule(source ?? new URL("./chosa_infer_bg.wasm", import.meta.url)))
    .then((module) => initSync({ module }))
    .catch((cause: unknown) => {
      loading = undefined;
      throw fetchError({ code: "engine_unavailable" }, "chosa_infer_bg.wasm", language, cause);
    });
  return loading;
}

/**
 * Guesses the `datapackage.json` of a CSV or TSV file, the first of `files`. Ask again with `corrections` for the
 * corrected one: the same file and corrections give the same guess. `Survey.from(guess.descriptor, guess.files)`
 * opens it. What stands in `guess.columns` with the confidence `asked` is what the file does not tell.
 */
export async function inferPackage(files: Files, options: InferOptions = {}): Promise<Guess> {
  await load(undefined, options.language ?? "en");
  return guessFile(files, options);
}

/**
 * As `inferPackage`, of a file that is kept to be looked at again: each further `file.guess` with corrections takes less than
 * half as long, `file.files` gives what goes with the last guess, and `file.dispose` gives the memory back.
 */
export async function inferFile(files: Files, options: InferOptions = {}): Promise<{ file: BareFile; guess: ToldGuess }> {
  await load(undefined, options.language ?? "en");
  return bareFile(files, options);
}

export type { BareFile, ToldGuess } from "./infer-file.js";
