/** Finds questions. */
import type { QuestionDescription } from "../types.js";

/** The questions whose label, name or answers hold the words that are sought. */
export function found(search: string, questions: readonly QuestionDescription[]): readonly QuestionDescription[] {
  const sought = folded(search).split(/\s+/).filter((word) => word !== "");
  if (sought.length === 0) return questions;
  return questions.filter(({ name, label, options }) => {
    const text = folded([name, label, ...options.map((option) => option.label)].join("\n"));
    return sought.every((word) => text.includes(word));
  });
}

/** Full-width letters are found by half-width ones, capitals by small ones. */
function folded(text: string): string {
  return text.normalize("NFKC").toLowerCase();
}
