import type { ErrorPlace } from "./error.js";
import type { EngineSource } from "./engine.js";
import type { ChartOptions, ErrorTableOptions, Language, OpenOptions, Progress, TabulateRequest, Wave } from "./types.js";

/** How to open a survey, without what can't travel. */
export type SentOptions = Omit<OpenOptions, "signal" | "onProgress">;

/** What the page asks of the worker. Surveys are named by number, since they can't travel. */
export type Question =
  | { kind: "init"; source: Exclude<EngineSource, Response | URL> }
  | { kind: "open"; address: string; options: SentOptions }
  | { kind: "from"; descriptor: string | undefined; names: string[]; sizes: number[]; options: SentOptions }
  | { kind: "piece"; open: number; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "waves"; waves: Wave<number>[] }
  | { kind: "abort"; open: number }
  | { kind: "dispose"; survey: number }
  | { kind: "describe"; survey: number; language: Language | undefined }
  | { kind: "tabulate" | "tableHtml" | "csv"; survey: number; request: TabulateRequest }
  | { kind: "errorTable"; survey: number; options: ErrorTableOptions }
  | { kind: "drawChart"; survey: number; request: TabulateRequest; options: ChartOptions }
  | {
      kind: "report";
      survey: number;
      report: string;
      language: Language | undefined;
      idPrefix: string | undefined;
      others: [name: string, survey: number][];
    };

/** A question with the number by which its answer is known. */
export interface Asked {
  id: number;
  question: Question;
}

/** An error's fields: an error of a class loses its fields on the way. */
export interface SentError {
  code: string;
  message: string;
  hint: string;
  place: ErrorPlace;
}

/** What the worker says. */
export type Told =
  | { id: number; kind: "answer"; value: unknown }
  | { id: number; kind: "error"; error: SentError }
  /** What is in the page's memory comes in pieces, each when it is wanted: to copy it at once would hold the page up. */
  | { id: number; kind: "want"; file: number; at: number }
  | { id: number; kind: "progress"; progress: Progress };
