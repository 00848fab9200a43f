import type { Language } from "./types.js";
import { fetchWording, type FetchProblem } from "./error-wording.js";

/** Where in the input an error stands, as far as that is known. */
export interface ErrorPlace {
  /** The file, as the descriptor names it. */
  file?: string;
  /** The path in a JSON document, such as `survey.questions.patched.base`. */
  path?: string;
  /** The line of a table, the header being line 1. */
  row?: number;
  /** The name of the column. */
  column?: string;
}

/** What went wrong, where, and what to do about it. */
export class ChosaError extends Error {
  override readonly name = "ChosaError";
  /** A short stable name of the problem, such as `"ragged_row"`. */
  readonly code: string;
  /** One sentence that says what to do. */
  readonly hint: string;
  readonly file: string | undefined;
  readonly path: string | undefined;
  readonly row: number | undefined;
  readonly column: string | undefined;

  constructor(code: string, message: string, hint: string, place: ErrorPlace = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.hint = hint;
    this.file = place.file;
    this.path = place.path;
    this.row = place.row;
    this.column = place.column;
  }

  /** Where it stands, in words; empty where that isn't known. */
  place(language: Language): string {
    const words = language === "ja" ? JAPANESE : ENGLISH;
    const parts = [
      this.file,
      this.path,
      this.row === undefined ? undefined : words.row(this.row),
      this.column === undefined ? undefined : words.column(this.column),
    ];
    return parts.filter((part) => part !== undefined).join(words.comma);
  }
}

const JAPANESE = {
  comma: "、",
  row: (row: number) => `${row}行目`,
  column: (column: string) => `列「${column}」`,
};

const ENGLISH = {
  comma: ", ",
  row: (row: number) => `row ${row}`,
  column: (column: string) => `column “${column}”`,
};

/** An error of the side that fetches, worded here because the engine never saw the input. */
export function fetchError(
  problem: FetchProblem,
  file: string,
  language: Language,
  cause?: unknown,
): ChosaError {
  const { message, hint } = fetchWording(problem, language);
  return new ChosaError(problem.code, message, hint, file === "" ? {} : { file }, cause);
}

/** What the engine throws; of its place it says `null` where it knows nothing. */
type EngineError = {
  readonly [field in "code" | "hint" | "file" | "path" | "column"]?: string | null;
} & { readonly row?: number | null };

/** Whatever was thrown, as a `ChosaError`. */
export function asChosaError(thrown: unknown, file?: string): ChosaError {
  if (thrown instanceof ChosaError) return thrown;
  const fields = (typeof thrown === "object" && thrown !== null ? thrown : {}) as EngineError;
  const place: ErrorPlace = {};
  const known = fields.file ?? file;
  if (known) place.file = known;
  if (fields.path) place.path = fields.path;
  if (fields.row) place.row = fields.row;
  if (fields.column) place.column = fields.column;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new ChosaError(fields.code ?? "unexpected", sentence(message), fields.hint ?? "", place, thrown);
}

/**
 * In English the engine says small and without a stop what goes wrong, as is the custom of Rust; a reader is told a sentence.
 * Japanese stays as it is, and so does a name that a text begins with.
 */
function sentence(text: string): string {
  return text.replace(/^(?!\S* [ぁ-龠]|\w*[A-Z])(["a-z])([^]*?)\.?$/, (_, first: string, rest: string) => `${first.toUpperCase()}${rest}.`);
}
