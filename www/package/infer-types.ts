import type { Json, Language } from "./types.js";

/** A sentence in every language that Chosa speaks. */
export type Said = { [language in Language]: string };

/** How well a guess is founded; `asked` is what the file does not tell, so that somebody must. */
export type Confidence = "sure" | "likely" | "asked";

/** Which program wrote the file, as far as its header tells. */
export type ExportSource = "plain" | "surveyMonkey" | "qualtrics" | "googleForms" | "limeSurvey";

export type Delimiter = "comma" | "tab" | "semicolon";

/**
 * What a column is for. `option` is one option of a multiple choice, `joined` all chosen ones in one
 * cell; what is `setAside` stays out of the descriptor and of the file that is saved.
 */
export type ColumnRole =
  | "question"
  | "option"
  | "joined"
  | "id"
  | "weight"
  | "stratum"
  | "cluster"
  | "setAside";

/** What the answers are. */
export type AnswerKind = "single" | "ordered" | "number" | "date" | "text";

/** In which order the parts of a day stand in the file. */
export type DateOrder = "ymd" | "mdy" | "dmy";

/** A value, what is shown for it, and in how many rows it stands. */
export interface CountedValue {
  value: string;
  label: string;
  count: number;
}

/** A text that is no answer, and why: as `missingValues` of a descriptor. */
export interface GuessedMissing extends CountedValue {
  kind: "noAnswer" | "notAsked" | "invalid";
}

/** One column of the file, and what it was taken for. */
export interface GuessedColumn {
  /** Its place in the file, counted from 1: by this corrections name it. */
  place: number;
  /** The number of its question: neighbours that their headers make parts of one have the same. */
  question: number;
  /** What stands in each row of the header. */
  header: string[];
  /** Its name in the descriptor, unique there. */
  name: string;
  label: string;
  role: ColumnRole;
  kind: AnswerKind;
  confidence: Confidence;
  /** Why it was taken for this. */
  reason: Said;
  /** What must be asked where the confidence is `asked`; `null` otherwise. */
  ask: Said | null;
  /** The answers in their order; empty for numbers, days and texts. */
  categories: CountedValue[];
  /** The words for no answer that were met, the blank cell among them. */
  missing: GuessedMissing[];
  /** The values that stand in most rows, at most eight. */
  samples: CountedValue[];
  /** Rows with an answer. */
  answered: number;
  /** How many different answers there are; `null` for more than a thousand. */
  distinct: number | null;
  /** The multiple choice that this column belongs to. */
  multiple: string | null;
  /** Of a date. */
  dateOrder: DateOrder | null;
  /** Of whom the question seems to have been asked; `null` for everybody. */
  base: GuessedBase | null;
}

/** Those who gave one of these answers to an earlier question. */
export interface GuessedBase {
  /** The earlier question, by its name. */
  question: string;
  values: string[];
  /** The rows with one of them. */
  asked: number;
  reason: Said;
}

/** A multiple choice, over several columns or joined in one. */
export interface GuessedMultiple {
  name: string;
  label: string;
  /** The places of its columns. */
  columns: number[];
  /** What joins the options in the cells of one column. */
  separator: string | null;
  /** What stands in the cell of a chosen option; `null` where that is the option's own text. */
  selected: string | null;
  /** What it means that nothing was chosen. */
  blank: "noAnswer" | "none";
  confidence: Confidence;
  reason: Said;
  ask: Said | null;
  /** By column, or, of joined ones, by text. */
  options: CountedValue[];
  /** Rows with at least one option chosen. */
  answered: number;
  /** Of whom the question seems to have been asked; `null` for everybody. */
  base: GuessedBase | null;
}

/** The file as a whole. */
export interface GuessedFile {
  name: string;
  /** As the platform calls it. */
  encoding: string;
  delimiter: Delimiter;
  source: ExportSource;
  headerRows: number;
  /** Respondents. */
  rows: number;
  columns: number;
  /** Whether `files` holds another text than the file: one header row, unique names, days as 2022-01-31. */
  rewritten: boolean;
  language: Language;
  /** What was found and what was done, sentence by sentence. */
  remarks: Said[];
}

/** What a file without a descriptor was taken for. */
export interface Guess {
  /** A `datapackage.json`, and the file that it names: what `Survey.from` takes. */
  descriptor: { [name: string]: Json };
  files: { [name: string]: Uint8Array };
  file: GuessedFile;
  columns: GuessedColumn[];
  multiples: GuessedMultiple[];
}

/** What somebody who knows the survey says of one column; what is left out stays a guess. */
export interface ColumnCorrection {
  role?: ColumnRole;
  kind?: AnswerKind;
  name?: string;
  label?: string;
  /** The values in their order, with labels where they have others than themselves. Values of the file that are not listed follow. */
  categories?: { value: string; label?: string }[];
  /** Every word for no answer, in place of those guessed. */
  missing?: { value: string; label?: string; kind?: GuessedMissing["kind"] }[];
  dateOrder?: DateOrder;
  /** For the role `option`: the multiple choice that it belongs to. */
  multiple?: string;
  /** For the role `joined`. */
  separator?: string;
  /** `false` where it was asked of everybody, whatever the answers look like. */
  routed?: false;
}

export interface MultipleCorrection {
  label?: string;
  selected?: string;
  blank?: "noAnswer" | "none";
  /** `false` where it was asked of everybody, whatever the answers look like. */
  routed?: false;
}

/** What somebody who knows the survey says of the file. */
export interface Corrections {
  title?: string;
  language?: Language;
  delimiter?: Delimiter;
  headerRows?: number;
  /** How those asked were chosen; `nonprobability` unless told. */
  sample?: "census" | "probability" | "nonprobability";
  /** How many people or things the survey is about. */
  population?: number;
  /** By the place of the column in the file, counted from 1. */
  columns?: { [place: string]: ColumnCorrection };
  /** By name. */
  multiples?: { [name: string]: MultipleCorrection };
}

export interface InferOptions {
  /** The language of errors; English unless told. */
  language?: Language;
  /** That of the file, where it is not found out. */
  encoding?: string;
  corrections?: Corrections;
  /** Is told how far the guess has come, while it works: run it in a Worker for a page to show that. */
  onProgress?: (progress: GuessProgress) => void;
}

/** How far a guess has come. A file is read up to three times, which counts as one reading here. */
export interface GuessProgress {
  loaded: number;
  total: number;
}
