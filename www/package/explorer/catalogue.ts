/**
 * Everything that the explorer itself says. A language is one entry here, whose words only those load who
 * read it; a page adds its own with `addLanguage`, and what an entry lacks is said in the engine's language
 * of that entry.
 */
import type { ChartKind, IntervalMethod, Language, QuestionDescription } from "../types.js";
import type { SentenceParts } from "./sentence.js";
import type { Unit } from "./figures.js";
import type { Show, View } from "./state.js";

/** How a difference is said. */
export interface DifferenceParts {
  readonly breakdown: string;
  /** Who is in the only other group of the breakdown; empty where there are several. */
  readonly other: string;
  readonly by: string;
  readonly interval: string;
  readonly level: string;
  readonly isHigher: boolean;
  readonly unit: Unit;
}

/** How a cell becomes a sentence. */
export interface SentenceWords {
  share(parts: SentenceParts): string;
  /** A mean, a median, a total or a score. */
  other(parts: SentenceParts): string;
  differs(parts: DifferenceParts): string;
  notShown(parts: DifferenceParts): string;
  readonly leads: string;
  notApart(other: string): string;
  readonly noFigure: string;
  /** Of Total where shares run along the rows. */
  readonly whole: (n: string) => string;
  /** Between two sentences. */
  readonly space: string;
  /** Between the ends of an interval. */
  readonly to: string;
}

/** The words of one language. */
export interface Words {
  /** In which of its languages the engine speaks beside it. */
  readonly engine: Language;
  readonly quoted: (text: string) => string;
  readonly list: string;
  /** Between what something is and what it is called. */
  readonly colon: string;
  readonly start: {
    readonly title: string;
    readonly lead: string;
    readonly drop: string;
    readonly choose: string;
    readonly paste: string;
    readonly pasteHint: string;
    readonly pasteOpen: string;
    readonly formats: string;
    readonly later: (formats: string) => string;
    readonly published: string;
    readonly stays: string;
    readonly notReadable: (name: string) => string;
    readonly notReadableHint: string;
    readonly oneRow: (name: string) => string;
    readonly oneRowHint: string;
    readonly picture: string;
    readonly laterFormat: (format: string) => string;
    readonly linkNeedsFile: string;
  };
  readonly loading: {
    readonly reading: (what: string) => string;
    readonly computing: (what: string) => string;
    readonly cancel: string;
    readonly failed: string;
    readonly again: string;
  };
  readonly correct: {
    readonly title: string;
    readonly lead: string;
    readonly column: string;
    readonly role: string;
    readonly kind: string;
    readonly label: string;
    readonly values: string;
    readonly order: string;
    readonly reason: string;
    readonly up: (value: string) => string;
    readonly down: (value: string) => string;
    readonly missing: string;
    readonly isMissing: (value: string) => string;
    readonly open: string;
    readonly save: string;
    readonly asked: (count: number) => string;
    readonly onlyAsked: string;
    readonly samples: string;
    readonly group: string;
    readonly groupTitle: string;
    readonly blank: string;
    readonly blanks: { readonly noAnswer: string; readonly none: string };
    readonly roles: { readonly [role: string]: string };
    readonly kinds: { readonly [kind: string]: string };
    readonly confidence: { readonly likely: string; readonly asked: string };
    readonly summary: (rows: string, columns: string) => string;
    readonly details: string;
    readonly dateOrder: string;
    readonly dateOrders: { readonly ymd: string; readonly mdy: string; readonly dmy: string };
    readonly working: string;
  };
  readonly bar: {
    readonly label: string;
    readonly other: string;
    readonly undo: string;
    readonly redo: string;
    readonly draft: (pins: number) => string;
    readonly survey: string;
    readonly language: string;
    readonly encoding: string;
    readonly found: (encoding: string) => string;
    readonly respondents: (count: string) => string;
    readonly dismiss: string;
    readonly guess: string;
  };
  readonly overview: {
    readonly title: (count: string) => string;
    readonly search: string;
    readonly found: (found: string, all: string) => string;
    readonly none: (text: string) => string;
    readonly more: (left: string) => string;
    readonly method: (method: string) => string;
    readonly base: (n: string) => string;
    readonly missing: (n: string) => string;
    readonly notAsked: (n: string) => string;
    readonly others: (count: string) => string;
    readonly text: string;
    readonly date: string;
    readonly noFigures: string;
    readonly waiting: string;
    readonly hidden: string;
    readonly kinds: { readonly [kind in QuestionDescription["kind"]]: string };
  };
  readonly question: {
    readonly back: string;
    readonly previous: string;
    readonly next: string;
    readonly base: string;
    readonly out: string;
    readonly noneOut: string;
    readonly only: string;
    readonly tableHint: string;
    readonly interval: (level: string) => string;
    readonly method: string;
    readonly source: string;
    readonly cautions: string;
    readonly refused: string;
    readonly refusedHint: string;
    readonly noQuestion: string;
    readonly notAsked: string;
    readonly notAskedHint: string;
    readonly notes: string;
    readonly total: string;
    readonly higher: (letters: string) => string;
    readonly above: string;
    readonly below: string;
    readonly blank: string;
    readonly test: (name: string, p: string) => string;
  };
  readonly cell: {
    readonly title: string;
    readonly copy: string;
    readonly close: string;
    readonly only: (value: string) => string;
    readonly carried: string;
    readonly notCarried: string;
  };
  readonly controls: {
    readonly title: string;
    readonly by: string;
    readonly addBy: string;
    readonly removeBy: (label: string) => string;
    readonly filter: string;
    readonly addFilter: string;
    readonly removeFilter: (label: string) => string;
    readonly from: string;
    readonly to: string;
    readonly figures: string;
    readonly chart: string;
    readonly show: string;
    readonly percent: string;
    readonly base: string;
    readonly compare: string;
    readonly comparison: string;
    readonly adjust: string;
    readonly method: string;
    readonly level: string;
    readonly kind: string;
    readonly unweighted: string;
    readonly nets: string;
    readonly addNet: string;
    readonly netName: string;
    readonly netOf: (labels: string) => string;
    readonly makeNet: string;
    readonly removeNet: (label: string) => string;
    readonly waves: string;
    readonly addWave: string;
    readonly removeWave: (label: string) => string;
    readonly reset: string;
    readonly own: string;
    readonly shows: { readonly [show in Show]: string };
    readonly percents: { readonly [percent in View["percent"]]: string };
    readonly bases: { readonly [base in View["base"]]: string };
    readonly compares: { readonly [compare in View["compare"]]: string };
    readonly adjusts: { readonly [adjust in View["adjust"]]: string };
    readonly methods: { readonly [method in IntervalMethod]: string };
    readonly chartKinds: { readonly [kind in ChartKind]?: string };
  };
  readonly out: {
    readonly title: string;
    readonly pin: string;
    readonly pinned: string;
    readonly link: string;
    readonly linkOfFile: string;
    readonly chart: string;
    readonly table: string;
    /** Of a picture or a table in a form such as SVG; of what has one form only, without its name. */
    readonly copy: (form: string) => string;
    readonly save: (form: string) => string;
    readonly embed: string;
    readonly embedOfFile: string;
    readonly citation: string;
    readonly print: string;
    readonly copied: (what: string) => string;
    readonly notCopied: string;
    readonly saved: (name: string) => string;
    readonly cite: (parts: CitationParts) => string;
  };
  readonly draft: {
    readonly title: string;
    readonly lead: string;
    readonly empty: string;
    readonly name: string;
    readonly heading: string;
    readonly prose: string;
    readonly up: (title: string) => string;
    readonly down: (title: string) => string;
    readonly remove: (title: string) => string;
    /** Short, as it stands on a button; `open` is the button's name. */
    readonly show: string;
    readonly open: (title: string) => string;
    /** What stops whoever is about to open other data. */
    readonly unsaved: string;
    readonly preview: string;
    readonly previewTitle: string;
    readonly save: string;
    readonly saveHint: string;
  };
  readonly link: {
    readonly version: (version: string) => string;
    readonly question: (name: string) => string;
    readonly value: (question: string, value: string) => string;
    readonly entry: (name: string, value: string) => string;
    readonly cell: string;
  };
  readonly filter: {
    readonly values: (question: string, values: string) => string;
    readonly range: (question: string, from: string | null, to: string | null) => string;
  };
  readonly error: { readonly title: string; readonly hint: string; readonly code: string; readonly place: string };
  readonly sentence: SentenceWords;
}

/** What a citation names. */
export interface CitationParts {
  readonly title: string;
  readonly publisher: string;
  readonly fieldwork: string;
  readonly table: string;
  readonly n: string;
  readonly version: string | null;
  readonly hash: string | null;
  readonly link: string | null;
}

/** A language: what it calls itself, and its words. */
interface Entry {
  readonly name: string;
  readonly load: () => Promise<Words>;
}

const japanese: Entry = { name: "日本語", load: async () => (await import("./japanese.js")).JAPANESE };
const english: Entry = { name: "English", load: async () => (await import("./english.js")).ENGLISH };

const languages = new Map([
  ["ja", japanese],
  ["en", english],
]);

/** What is said where the words of a language can't be loaded, and so stands in none of them. */
export const NO_WORDS: { readonly [language in Language]: string } = {
  ja: "画面の文言を読み込めませんでした。通信の状態を確かめて、ページを読み込み直してください。",
  en: "The words of this page could not be loaded. Check the connection, and reload the page.",
};

/** The tags of all languages, in the order in which they are offered. */
export function languageTags(): readonly string[] {
  return [...languages.keys()];
}

/** What a language calls itself. */
export function languageName(language: string): string {
  return entryOf(language).name;
}

/** The words of a language. Fails where they can't be loaded. */
export function wordsOf(language: string): Promise<Words> {
  return entryOf(language).load();
}

/** Japanese stands in for a language that is not in the catalogue. */
function entryOf(language: string): Entry {
  return languages.get(language) ?? japanese;
}

/** Some words of a language: what it lacks, in whole parts or within one, its engine's language says. */
export type AddedWords = Pick<Words, "engine"> & {
  /** What the language calls itself. */
  readonly name: string;
} & { readonly [part in keyof Words]?: Words[part] extends object ? Partial<Words[part]> : Words[part] };

/** Adds a language, or replaces some words of one. Call it before the element is on the page. */
export function addLanguage(tag: string, { name, ...words }: AddedWords): void {
  const known = entryOf(words.engine);
  languages.set(tag, { name, load: async () => completed(words, await known.load()) });
}

function completed(words: Omit<AddedWords, "name">, known: Words): Words {
  const whole = Object.entries(known).map(([part, said]) => {
    const own = words[part as keyof Words];
    return [part, typeof said === "object" && typeof own === "object" ? { ...said, ...own } : (own ?? said)];
  });
  return Object.fromEntries(whole) as Words;
}
