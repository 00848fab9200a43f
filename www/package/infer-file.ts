import { __wbg_reset_state, BareFile as NativeFile } from "./native/chosa_infer.js";
import { correctionLines } from "./correction-lines.js";
import { asChosaError, asUtf8, type ChosaError, fetchError, GUESSES, heldFiles, piecesOf, type Refused, unzipped, wholeOf } from "./file-reading.js";
import { hear } from "./infer-told.js";
import type { Guess, InferOptions, Said } from "./infer-types.js";
import type { Files, Language } from "./types.js";

/** A guess as the engine writes it down: its descriptor is text, and of the encoding it knows nothing. */
type Written = Omit<Guess, "descriptor" | "files"> & { descriptor: string };

/** An error as the engine writes it down. */
type Fault = { [said in "message" | "hint"]: Said } & { [field in "code" | "file" | "path" | "column"]: string | null } & { row: number | null };

/** A guess without the file that goes with it. */
export type ToldGuess = Omit<Guess, "files">;

/** Counts the modules that have stopped. What was in one is gone with it. */
let generation = 0;

/** A file that is looked at again, each time with more that somebody has said of it. */
export class BareFile {
  readonly #name: string;
  readonly #text: Text;
  readonly #native: NativeFile;
  readonly #generation = generation;
  #path: string;

  /** The file is in the module's memory until it is disposed of. */
  constructor(name: string, text: Text, language: Language) {
    this.#name = this.#path = name;
    this.#text = text;
    this.#native = untrapped(() => new NativeFile(encoded(name), text.bytes), language);
  }

  /** What the file is taken for, once more if something else is said of it. */
  guess({ corrections = {}, language = "en", onProgress }: InferOptions): ToldGuess {
    const { encoding } = this.#text;
    const lines = encoded(correctionLines(corrections));
    const json = this.#asked(() => this.#native.guess(lines), language, onProgress).told;
    const { descriptor: text, ...guess } = JSON.parse(json) as Written;
    const descriptor = JSON.parse(text) as Guess["descriptor"] & { resources: [{ path: string }] };
    // What came in another encoding is another file now, and must not be taken for the one that is there.
    const rewritten = guess.file.rewritten || encoding !== "utf-8";
    this.#path = rewritten ? "responses.csv" : this.#name;
    descriptor.resources[0].path = this.#path;
    return { ...guess, file: { ...guess.file, encoding, rewritten }, descriptor };
  }

  /** The file that goes with the last guess. */
  files({ language = "en", onProgress }: InferOptions): Guess["files"] {
    const { value } = this.#asked(() => this.#native.responses(), language, onProgress);
    return { [this.#path]: value ?? this.#text.bytes };
  }

  dispose(): void {
    if (this.#generation === generation) this.#native.free();
  }

  #asked<Value>(question: () => Value, language: Language, onProgress: InferOptions["onProgress"]): { told: string; value: Value } {
    const total = this.#text.bytes.length;
    let told = "{}";
    hear((share, json) => {
      try {
        if (json) told = json;
        else onProgress?.({ loaded: Math.round(share * total), total });
      } catch {
        // Whoever fails to listen loses nothing but the news.
      }
    });
    if (this.#generation !== generation) throw fetchError({ code: "engine_stopped" }, "", language);
    const value = untrapped(question, language);
    const fault = JSON.parse(told) as Partial<Fault>;
    if (fault.code !== undefined) throw asChosaError(Object.assign(new Error(), fault, { message: fault.message?.[language], hint: fault.hint?.[language] }));
    return { told, value };
  }
}

/** The first of these files and the first guess at it, with a module that has been loaded. */
export async function bareFile(files: Files, options: InferOptions): Promise<{ file: BareFile; guess: ToldGuess }> {
  const { names, files: held } = heldFiles(undefined, files);
  const [name = "", given = new Uint8Array()] = [names[0], held[0]];
  const language = options.language ?? "en";
  const refused: Refused = (encoding, cause) => fetchError({ code: "bad_encoding", encoding }, name, language, cause);
  const missing = () => fetchError({ code: "no_zstd" }, name, language);
  const plain = await wholeOf(await unzipped(piecesOf(given), refused, missing));
  const guessed = (text: Text) => {
    const file = new BareFile(name, text, language);
    try {
      return { file, guess: file.guess(options) };
    } catch (thrown) {
      file.dispose();
      throw thrown;
    }
  };
  try {
    return guessed(await inUtf8(plain, options.encoding, refused));
  } catch (thrown) {
    if ((thrown as ChosaError).code !== "not_utf8" || options.encoding !== undefined) throw thrown;
    const other = await inOther(plain, refused);
    if (!other) throw thrown;
    return guessed(other);
  }
}

/** Guesses at the first of these files, with a module that has been loaded. */
export async function guessFile(files: Files, options: InferOptions): Promise<Guess> {
  const { file, guess } = await bareFile(files, options);
  try {
    return { ...guess, files: file.files(options) };
  } finally {
    file.dispose();
  }
}

interface Text {
  bytes: Uint8Array;
  encoding: string;
}

async function inUtf8(bytes: Uint8Array, stated: string | undefined, refused: Refused): Promise<Text> {
  const { next, encoding } = await asUtf8(piecesOf(bytes), stated, refused);
  return { bytes: encoding === "utf-8" ? bytes : await wholeOf(next), encoding };
}

/** What is not UTF-8, in the first encoding of Japanese that gives kana, and else in that of the West. */
async function inOther(bytes: Uint8Array, refused: Refused): Promise<Text | undefined> {
  if (bytes.includes(0)) return undefined;
  for (const guess of GUESSES) {
    const text = await inUtf8(bytes, guess, refused).catch(() => undefined);
    if (text && /[\u3040-\u30ff]/.test(new TextDecoder().decode(text.bytes))) return text;
  }
  return inUtf8(bytes, "windows-1252", refused);
}

function encoded(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** A bug that traps leaves a memory behind from which nothing may be read again: a new one takes its place. */
function untrapped<Value>(question: () => Value, language: Language): Value {
  try {
    return question();
  } catch (thrown) {
    if (!(thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError)) throw thrown;
    generation += 1;
    __wbg_reset_state();
    throw fetchError({ code: "engine_stopped" }, "", language, thrown);
  }
}
