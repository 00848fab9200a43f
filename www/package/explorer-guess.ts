/**
 * What runs inside the worker in which the explorer looks at a file without a descriptor. Load it with
 * `new Worker`, not with `import`. The file stays here until the guess is accepted.
 */
import { asChosaError } from "./file-reading.js";
import type { AboutGuess, AnswerOfGuess, AskedOfGuess } from "./explorer/guess-messages.js";
import type { BareFile, ToldGuess } from "./infer-file.js";
import type { InferOptions } from "./infer-types.js";

/** Typed by hand: the libraries of the page and of a worker can't be checked together. */
const scope = globalThis as unknown as {
  postMessage(message: AnswerOfGuess, transfer?: Transferable[]): void;
  addEventListener(type: "message", listener: (event: MessageEvent<AskedOfGuess>) => void): void;
};

let options: InferOptions = {};
let file: BareFile | undefined;

scope.addEventListener("message", ({ data }) => void reply(data));

async function reply({ id, about }: AskedOfGuess): Promise<void> {
  try {
    await answer(id, about);
  } catch (thrown) {
    const { code, message, hint, file, path, row, column } = asChosaError(thrown);
    const known = Object.entries({ file, path, row, column }).filter(([, value]) => value !== undefined);
    scope.postMessage({ id, kind: "error", problem: { code, message, hint, place: Object.fromEntries(known) } });
  }
}

async function answer(id: number, about: AboutGuess): Promise<void> {
  const onProgress: InferOptions["onProgress"] = (progress) => scope.postMessage({ id, kind: "progress", progress });
  options = { ...options, ...(about.kind === "files" ? {} : about.options), onProgress };
  if (about.kind === "files") {
    // A blob goes to the next worker without a copy in the page, and the bytes stay here for a second look.
    const files = Object.entries(file?.files(options) ?? {}).map(([name, content]) => [name, new Blob([content as BlobPart])]);
    return scope.postMessage({ id, kind: "files", files: Object.fromEntries(files) });
  }
  scope.postMessage({ id, kind: "guess", guess: await guessed(about) });
}

async function guessed(about: Exclude<AboutGuess, { kind: "files" }>): Promise<ToldGuess> {
  if (about.kind === "correct" && file) return file.guess(options);
  // As an entry of its own, so that its code and the address of its module stand in one script.
  const { inferFile } = await import("./infer.js");
  const given = about.kind === "open" ? { [about.file.name]: new Uint8Array(await about.file.arrayBuffer()) } : {};
  const opened = await inferFile(given, options);
  file?.dispose();
  file = opened.file;
  return opened.guess;
}
