/** The questions as a reader meets them: in the order of the file, each once. */
import type { Description, QuestionDescription } from "../types.js";

const lists = new WeakMap<Description, readonly QuestionDescription[]>();

/**
 * All questions. A column that is one option of a multiple choice is told with that question, which
 * stands where the first of its columns does.
 */
export function questionList(description: Description): readonly QuestionDescription[] {
  const known = lists.get(description);
  if (known) return known;
  const made = ordered(description.questions);
  lists.set(description, made);
  return made;
}

function ordered(questions: readonly QuestionDescription[]): readonly QuestionDescription[] {
  const names = new Set(questions.map(({ name }) => name));
  const whole = new Map<string, QuestionDescription>();
  for (const question of questions) {
    if (question.kind !== "multiple") continue;
    // Options of a family are named like their columns; those of one joined column are not.
    const parts = question.options.filter(({ value }) => names.has(value));
    if (parts.length === question.options.length) for (const { value } of parts) whole.set(value, question);
  }
  const list: QuestionDescription[] = [];
  for (const question of questions) {
    const told = whole.get(question.name) ?? question;
    if (!list.includes(told)) list.push(told);
  }
  return list;
}
