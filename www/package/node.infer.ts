/** As `chosa/infer`, in Node: the module is read from the disk when it is first needed. */
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { initSync } from "./native/chosa_infer.js";
import type { EngineSource } from "./engine.js";
import { bareFile, type BareFile, guessFile, type ToldGuess } from "./infer-file.js";
import type { Guess, InferOptions } from "./infer-types.js";
import type { Files } from "./types.js";

export { ChosaError, type ErrorPlace } from "./error.js";
export type * from "./infer-types.js";

let ready = false;

/** Reads the module ahead of time; Node needs no initialisation. Bytes or a compiled module are taken in its place. */
export async function init(source?: Exclude<EngineSource, string | URL | Response>): Promise<void> {
  load(source);
}

function load(source?: BufferSource | WebAssembly.Module): void {
  if (ready) return;
  const folder = dirname(fileURLToPath(import.meta.url));
  initSync({ module: source ?? readFileSync(join(folder, "chosa_infer_bg.wasm")) });
  ready = true;
}

/** As in a browser: see `chosa/infer`. */
export async function inferPackage(files: Files, options: InferOptions = {}): Promise<Guess> {
  load();
  return guessFile(files, options);
}

/** As in a browser: see `chosa/infer`. */
export async function inferFile(files: Files, options: InferOptions = {}): Promise<{ file: BareFile; guess: ToldGuess }> {
  load();
  return bareFile(files, options);
}

export type { BareFile, ToldGuess } from "./infer-file.js";
