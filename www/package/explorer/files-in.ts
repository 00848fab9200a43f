/** Looks at files of a reader's own, where they are. */
import type { WorkerFiles } from "../types.js";
import type { ToldGuess } from "./guess-messages.js";
import type { Words } from "./catalogue.js";
import { isBinary, readerOf } from "./readers.js";
import type { Problem } from "./state.js";

/** What was read. */
export interface FilesRead {
  readonly descriptor: string | undefined;
  readonly files: WorkerFiles;
}

/** Takes a `datapackage.json` with its tables, which the Worker reads. Says what can't be read, and why. */
export async function readFiles(files: readonly File[], words: Words): Promise<FilesRead> {
  const described = files.find(({ name }) => name.toLowerCase().endsWith(".json"));
  const tables = files.filter((file) => file !== described);
  for (const file of tables) await lookAt(file, words);
  if (tables.length === 0) throw problem("not_a_table", words.start.notReadable(described?.name ?? ""), words.start.notReadableHint, described?.name ?? "");
  return { descriptor: await described?.text(), files: Object.fromEntries(tables.map((file) => [file.name, file])) };
}

/** Refuses what is no table of answers, before it is read whole. */
export async function lookAt(file: File, { start, sentence }: Words): Promise<void> {
  const { name } = file;
  const reader = readerOf(name);
  if (reader?.state === "later") throw problem("later_format", start.laterFormat(reader.name), start.later(reader.name), name);
  const head = new Uint8Array(await file.slice(0, 4096).arrayBuffer());
  if (isBinary(head)) throw problem("not_a_table", `${start.notReadable(name)}${sentence.space}${start.picture}`, start.notReadableHint, name);
}

/** Refuses a guess at a file of which nothing could be computed: how figures scatter takes two answers to tell. */
export function lookThrough({ file: { name, rows } }: ToldGuess, { start }: Words): void {
  if (rows === 1) throw problem("one_row", start.oneRow(name), start.oneRowHint, name);
}

function problem(code: string, message: string, hint: string, file: string): Problem & { file: string } {
  return { code, message, hint, place: {}, file };
}
