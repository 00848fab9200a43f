import * as native from "./native/chosa_infer.js";
import { asUtf8 } from "./encodings.js";
import { asChosaError, fetchError, type ChosaError } from "./error.js";
import { heldFiles } from "./held-files.js";
import type { Guess, InferOptions } from "./infer-types.js";
import { plainFile } from "./plain-file.js";
import type { Files, Language } from "./types.js";

/** What the engine tells of a file: its guess as JSON, and the file that goes with it where that is another. */
type Told = [json: string, file: Uint8Array | undefined];

/** A guess as the engine writes it down: its descriptor is text, and of the encoding it knows nothing. */
type Written = Omit<Guess, "descriptor" | "files"> & { descriptor: string };

/** Guesses at the first of these files, with a module that has been loaded. */
export async function guessFile(files: Files, options: InferOptions): Promise<Guess> {
  const { names, files: held } = heldFiles(undefined, files);
  const [name = "", given = new Uint8Array()] = [names[0], held[0]];
  const bytes = await plainFile(given, name, options.language);
  const text = inUtf8(bytes, name, options, false);
  try {
    return guessed(name, text, options);
  } catch (thrown) {
    if ((thrown as ChosaError).code !== "not_utf8" || options.encoding !== undefined) throw thrown;
    return guessed(name, inUtf8(bytes, name, options, true), options);
  }
}

interface Text {
  bytes: Uint8Array;
  encoding: string;
}

function inUtf8(bytes: Uint8Array, name: string, { encoding, language = "en" }: InferOptions, isOther: boolean): Text {
  const recoded = asUtf8(bytes, { stated: encoding, isOther });
  if (!recoded) throw fetchError({ code: "bad_encoding", encoding: String(encoding) }, name, language);
  return isWestern(recoded) ? (asUtf8(bytes, { stated: "windows-1252", isOther }) ?? recoded) : recoded;
}

/** Japanese text has kana. A file that would have none in a Japanese encoding is a Western one. */
function isWestern({ bytes, encoding }: Text): boolean {
  const isGuess = encoding === "shift_jis" || encoding === "euc-jp";
  return isGuess && !/[\u3040-\u30ff]/.test(new TextDecoder().decode(bytes));
}

function guessed(name: string, { bytes, encoding }: Text, { corrections = {}, language = "en" }: InferOptions): Guess {
  const [json, file] = asked(() => native.inferFile(name, bytes, JSON.stringify(corrections), language) as Told, language);
  const { descriptor, ...guess } = JSON.parse(json) as Written;
  const path = guess.file.rewritten ? "responses.csv" : name;
  return {
    ...guess,
    file: { ...guess.file, encoding },
    descriptor: JSON.parse(descriptor) as Guess["descriptor"],
    files: { [path]: file ?? bytes },
  };
}

/** A bug that traps leaves a memory behind from which nothing may be read again: a new one takes its place. */
function asked(question: () => Told, language: Language): Told {
  try {
    return question();
  } catch (thrown) {
    if (!(thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError)) throw asChosaError(thrown);
    native.__wbg_reset_state();
    throw fetchError({ code: "engine_stopped" }, "", language, thrown);
  }
}
