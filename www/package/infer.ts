/** From a file of answers without a descriptor to a guess at one, to be shown and corrected. */
import type { Guess, InferOptions } from "./infer-types.js";
import type { Files } from "./types.js";

export type * from "./infer-types.js";

/**
 * Guesses the `datapackage.json` of a CSV or TSV file. Ask again with `corrections` for the corrected one;
 * the same file and corrections give the same guess.
 */
export declare function inferPackage(files: Files, options?: InferOptions): Promise<Guess>;
