/** What the page and the worker of guesses tell each other. */
import type { ToldGuess } from "../infer-file.js";
import type { GuessProgress, InferOptions } from "../infer-types.js";
import type { WorkerFiles } from "../types.js";
import type { Problem } from "./state.js";

/** The file stays in the worker. */
export type { ToldGuess };

/** A file is handed over as it is: nothing of it is read in the page. */
export type AboutGuess =
  | { readonly kind: "open"; readonly file: File; readonly options: InferOptions }
  | { readonly kind: "correct"; readonly options: InferOptions }
  | { readonly kind: "files" };

export interface AskedOfGuess {
  readonly id: number;
  readonly about: AboutGuess;
}

export type AnswerOfGuess =
  | { readonly id: number; readonly kind: "progress"; readonly progress: GuessProgress }
  | { readonly id: number; readonly kind: "guess"; readonly guess: ToldGuess }
  | { readonly id: number; readonly kind: "files"; readonly files: WorkerFiles }
  | { readonly id: number; readonly kind: "error"; readonly problem: Problem };
