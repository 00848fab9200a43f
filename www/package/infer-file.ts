import * as native from "./native/chosa_infer.js";
import { correctionLines } from "./correction-lines.js";
import { piecesOf, wholeOf } from "./byte-source.js";
import { asUtf8, GUESSES, unzipped, type Refused } from "./encodings.js";
import { asChosaError, fetchError, type ChosaError } from "./error.js";
import { heldFiles } from "./held-files.js";
import type { Guess, InferOptions } from "./infer-types.js";
import type { Files, Language } from "./types.js";

/** What the engine tells of a file: its guess as JSON, and the file that goes with it where that is another. */
type Told = [json: string, file: Uint8Array | undefined];

/** A guess as the engine writes it down: its descriptor is text, and of the encoding it knows nothing. */
type Written = Omit<Guess, "descriptor" | "files"> & { descriptor: string };

/** Guesses at the first of these files, with a module that has been loaded. */
export async function guessFile(files: Files, options: InferOptions): Promise<Guess> {
  const { names, files: held } = heldFiles(undefined, files);
  const [name = "", given = new Uint8Array()] = [names[0], held[0]];
  const language = options.language ?? "en";
  const refused: Refused = (encoding, cause) => fetchError({ code: "bad_encoding", encoding }, name, language, cause);
  const missing = () => fetchError({ code: "no_zstd" }, name, language);
  const plain = await wholeOf(await unzipped(piecesOf(given), refused, missing));
  try {
    return guessed(name, await inUtf8(plain, options.encoding, refused), options);
  } catch (thrown) {
    if ((thrown as ChosaError).code !== "not_utf8" || options.encoding !== undefined) throw thrown;
    const other = await inOther(plain, refused);
    if (!other) throw thrown;
    return guessed(name, other, options);
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

function guessed(name: string, { bytes, encoding }: Text, { corrections = {}, language = "en", onProgress }: InferOptions): Guess {
  const tell = (share: number) => onProgress?.({ loaded: Math.round(share * bytes.length), total: bytes.length });
  const [json, file] = asked(() => native.inferFile(name, bytes, correctionLines(corrections), language, tell) as Told, language);
  const { descriptor: text, ...guess } = JSON.parse(json) as Written;
  const descriptor = JSON.parse(text) as Guess["descriptor"] & { resources: [{ path: string }] };
  // What came in another encoding is another file now, and must not be taken for the one that is there.
  const rewritten = guess.file.rewritten || encoding !== "utf-8";
  const path = rewritten ? "responses.csv" : name;
  descriptor.resources[0].path = path;
  return { ...guess, file: { ...guess.file, encoding, rewritten }, descriptor, files: { [path]: file ?? bytes } };
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
