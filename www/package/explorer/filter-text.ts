/** A filter in words. */
import type { Description } from "../types.js";
import type { Words } from "./catalogue.js";
import type { Filter } from "./state.js";

export function filterText(filter: Filter, { questions }: Description, words: Words): string {
  const question = questions.find(({ name }) => name === filter.question);
  const label = question?.label ?? filter.question;
  if (!("values" in filter)) {
    const text = (value: number | null) => (value === null ? null : String(value));
    return words.filter.range(label, text(filter.from), text(filter.to));
  }
  const labels = filter.values.map((value) => question?.options.find((option) => option.value === value)?.label ?? value);
  return words.filter.values(label, labels.join(words.list));
}
