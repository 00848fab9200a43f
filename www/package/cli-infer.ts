/** Bare files on the command line: a guess takes the place of the descriptor. */
import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { UsageError, type Arguments } from "./cli-arguments.js";
import { fetchError } from "./error.js";
import { inferPackage } from "./node.infer.js";
import type { Guess, Said } from "./infer-types.js";
import type { Language } from "./types.js";

/** A guess at the file that is named. */
export async function guessAt(source: string, given: Arguments): Promise<Guess> {
  const { language = "en", encoding, corrections } = given;
  const bytes = await bytesOf(source, language);
  const options = { language, corrections, ...(encoding === undefined ? {} : { encoding }) };
  return inferPackage({ [nameOf(source)]: bytes }, options);
}

/** Whether a source is no descriptor, so that one must be guessed. */
export function isBare(source: string): boolean {
  return !nameOf(source).toLowerCase().endsWith(".json");
}

/** Writes the descriptor to standard output or where it was asked for, and beside it the file that it goes with. */
export async function writeGuess(given: Arguments): Promise<void> {
  const { source, output, language = "en" } = given;
  const guess = await guessAt(source, given);
  for (const [name, bytes] of Object.entries(guess.files)) writeBeside(name, bytes, given);
  const json = `${JSON.stringify(guess.descriptor, undefined, 2)}\n`;
  if (output === undefined) process.stdout.write(json);
  else writeFileSync(output, json);
  for (const line of questions(guess, language)) process.stderr.write(`${line}\n`);
}

/** Nothing that stands there already is written over unless a place was named. */
function writeBeside(name: string, bytes: Uint8Array, { source, output }: Arguments): void {
  const path = join(dirname(output ?? "."), name);
  if (resolve(path) === resolve(source)) return;
  try {
    writeFileSync(path, bytes, { flag: output === undefined ? "wx" : "w" });
  } catch (thrown) {
    const stands = (thrown as NodeJS.ErrnoException).code === "EEXIST";
    throw stands ? new UsageError(`${path} is there already. Name a folder with -o FOLDER/datapackage.json.`) : thrown;
  }
}

/** What was found, and what must be asked. */
function questions({ file, columns, multiples }: Guess, language: Language): string[] {
  const say = (said: Said) => said[language];
  const asked = [...columns, ...multiples].filter(({ confidence }) => confidence === "asked");
  return [
    ...file.remarks.map(say),
    ...asked.map(({ name, label, reason, ask }) => `${name} (${label}): ${say(reason)} ${ask ? say(ask) : ""}`),
  ];
}

async function bytesOf(source: string, language: Language): Promise<Uint8Array> {
  if (/^https?:/i.test(source)) return new Uint8Array(await (await fetch(source)).arrayBuffer());
  try {
    return await readFile(source);
  } catch (cause) {
    throw fetchError({ code: "not_found" }, source, language, cause);
  }
}

function nameOf(source: string): string {
  return basename(source.split(/[?#]/)[0] ?? source);
}
