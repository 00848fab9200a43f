/** A file without a descriptor: what it was taken for, and what a reader has said to that. */
import type { ColumnCorrection, Corrections, GuessedColumn, MultipleCorrection } from "../infer-types.js";
import type { Description } from "../types.js";
import type { ToldGuess } from "./guess-messages.js";

/** A guess with the corrections that led to it. */
export interface Guessing {
  readonly guess: ToldGuess;
  readonly corrections: Corrections;
  /** The encoding that a reader has chosen; empty where it was found out. */
  readonly encoding: string;
  readonly isWorking: boolean;
}

/** The survey as it is looked at: what only tells respondents apart is no question. */
export function withoutIds(description: Description, guessing: Guessing | null): Description {
  const ids = guessing?.guess.columns.flatMap(({ role, name }) => (role === "id" ? name : [])) ?? [];
  return { ...description, questions: description.questions.filter(({ name }) => !ids.includes(name)) };
}

/** The corrections with one column's changed. */
export function withColumn(corrections: Corrections, place: number, change: ColumnCorrection): Corrections {
  const own = corrections.columns?.[String(place)] ?? {};
  return { ...corrections, columns: { ...corrections.columns, [String(place)]: { ...own, ...change } } };
}

/** The corrections with one multiple choice's changed. */
export function withMultiple(corrections: Corrections, name: string, change: MultipleCorrection): Corrections {
  const own = corrections.multiples?.[name] ?? {};
  return { ...corrections, multiples: { ...corrections.multiples, [name]: { ...own, ...change } } };
}

/** How many entries the file alone does not settle. */
export function askedCount({ columns, multiples }: ToldGuess): number {
  return [...columns, ...multiples].filter(({ confidence }) => confidence === "asked").length;
}

/** The values of a column with one of them moved. */
export function movedCategories({ categories }: GuessedColumn, at: number, by: -1 | 1): NonNullable<ColumnCorrection["categories"]> {
  const values = categories.map(({ value, label }) => ({ value, label }));
  const [moved] = values.splice(at, 1);
  if (moved) values.splice(at + by, 0, moved);
  return values;
}

/**
 * The corrections in which a value is a word for no answer, or none any more: in a column and in all
 * others of the same question, whose answers are the same.
 */
export function withMissing({ guess, corrections }: Guessing, { question }: GuessedColumn, value: string, isMissing: boolean): Corrections {
  const same = guess.columns.filter((column) => column.question === question && has(column, value));
  return same.reduce((all, column) => {
    // An order that a reader has given names each answer: what is none any more leaves it.
    const order = all.columns?.[String(column.place)]?.categories?.filter((one) => one.value !== value);
    return withColumn(all, column.place, { missing: toggled(column, value, isMissing), ...(order && isMissing ? { categories: order } : {}) });
  }, corrections);
}

function has({ categories, missing }: GuessedColumn, value: string): boolean {
  return [...categories, ...missing].some((one) => one.value === value);
}

function toggled({ missing }: GuessedColumn, value: string, isMissing: boolean): NonNullable<ColumnCorrection["missing"]> {
  const others = missing.filter((one) => one.value !== value).map(({ value, label, kind }) => ({ value, label, kind }));
  return isMissing ? [...others, { value, label: value, kind: "noAnswer" as const }] : others;
}
