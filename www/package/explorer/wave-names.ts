/** What heads the columns of surveys side by side: what tells them apart, and no more. */
import type { Description } from "../types.js";

type Named = Pick<Description, "title" | "fieldwork">;

/** The year of each; where several share it, what only their own titles say; and else the whole title. */
export function waveNames(waves: readonly Named[]): string[] {
  const years = waves.map(({ title, fieldwork }) => /(19|20)\d\d/.exec(`${title} ${fieldwork}`)?.[0]);
  return waves.map(({ title }, at) => {
    const alike = waves.filter((_, other) => years[other] === years[at]).map((wave) => wordsOf(wave.title));
    return (alike.length === 1 && years[at]) || ownPart(wordsOf(title), alike) || title;
  });
}

/** The words of a title that stand between those with which all begin and end. */
function ownPart(own: readonly string[], all: readonly (readonly string[])[]): string {
  const isShared = (at: number) => all.every((words) => words.at(at) === own.at(at));
  let [from, end] = [0, own.length];
  while (from < end && isShared(from)) from += 1;
  while (from < end && isShared(end - 1 - own.length)) end -= 1;
  return own.slice(from, end).join("").replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, "");
}

/** Words, as far as letters tell them: in Japanese what stands between other signs is one. */
function wordsOf(title: string): string[] {
  return title.match(/\d+|\p{Lo}+|\p{L}+|./gsu) ?? [];
}
