/** Reads files of a reader's own, where they are. */
import type { Files } from "../types.js";
import type { Words } from "./catalogue.js";
import { isBinary, readerOf } from "./readers.js";
import type { Problem } from "./state.js";

/** What was read. */
export interface FilesRead {
  readonly descriptor: string | undefined;
  readonly files: Files;
}

/** Reads a table, or a `datapackage.json` with its tables. Says what can't be read, and why. */
export async function readFiles(
  files: readonly File[],
  words: Words,
  onProgress: (loaded: number, total: number) => void,
  signal: AbortSignal,
): Promise<FilesRead> {
  const described = files.find(({ name }) => name.toLowerCase().endsWith(".json"));
  const tables = files.filter((file) => file !== described);
  const total = tables.reduce((sum, { size }) => sum + size, 0);
  let before = 0;
  const held: Files = {};
  for (const file of tables) {
    await lookAt(file, words);
    const bytes = await bytesOf(file, (loaded) => onProgress(before + loaded, total), signal);
    held[file.name] = bytes;
    before += file.size;
  }
  if (tables.length === 0) throw problem("not_a_table", words.start.notReadable(described?.name ?? ""), words.start.notReadableHint, described?.name ?? "");
  return { descriptor: await described?.text(), files: held };
}

/** Refuses what is no table of answers, before it is read whole. */
export async function lookAt(file: File, { start }: Words): Promise<void> {
  const { name } = file;
  const reader = readerOf(name);
  if (reader?.state === "later") throw problem("later_format", start.laterFormat(reader.name), start.later(reader.name), name);
  const head = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
  if (isBinary(head)) throw problem("not_a_table", `${start.notReadable(name)}${start.picture}`, start.notReadableHint, name);
}

async function bytesOf(file: File, onProgress: (loaded: number) => void, signal: AbortSignal): Promise<Uint8Array> {
  const bytes = new Uint8Array(file.size);
  const reader = file.stream().getReader();
  let at = 0;
  for (let part = await reader.read(); !part.done && !signal.aborted; part = await reader.read()) {
    bytes.set(part.value, at);
    at += part.value.length;
    onProgress(at);
  }
  return bytes;
}

function problem(code: string, message: string, hint: string, file: string): Problem & { file: string } {
  return { code, message, hint, place: {}, file };
}
