/** What every part of the page is given: the state, its words, and what a reader can do. */
import type { Corrections } from "../infer-types.js";
import type { Language } from "../types.js";
import type { Words } from "./catalogue.js";
import type { Published } from "./published.js";
import type { Action } from "./reduce.js";
import type { Pin, Problem, State, View } from "./state.js";

/** What reaches beyond the state: files, the clipboard, the engine. */
export interface Commands {
  openAddress(address: string): void;
  openFiles(files: readonly File[]): void;
  openText(text: string): void;
  cancel(): void;
  close(): void;
  /** Reads the file once more in an encoding; `""` for the one that is found out. */
  recode(encoding: string): void;
  /** Looks at the file again, with what a reader says of it. */
  correct(corrections: Corrections): Promise<void>;
  /** Goes back from the figures to how the file was read. */
  correctAgain(): void;
  /** Opens the file as it was read. */
  accept(): void;
  saveDescriptor(): void;
  copy(what: string, text: () => Promise<string> | string): void;
  copyPicture(what: string): void;
  save(what: SavedPart): void;
  print(): void;
  preview(): void;
  saveReport(): void;
  showPin(pin: Pin): void;
  speak(language: string): void;
  table(form: "csv" | "html"): Promise<string>;
  /** The address of the view, for another reader. */
  link(view: View): string;
  cite(): Promise<string>;
  embed(): string;
}

/** What of a view can be saved as a file. */
export type SavedPart = "svg" | "png" | "csv" | "html";

/** An answer is drawn in three frames: its base and its chart, then what is below them, then all around. */
export type Extent = "chart" | "figures" | "all";

export interface Context {
  readonly state: State;
  readonly words: Words;
  /** For numbers. */
  readonly locale: string;
  readonly engine: Language;
  readonly isWide: boolean;
  /** How much is drawn; the rest stays as it is until then. */
  readonly extent: Extent;
  readonly published: readonly Published[];
  readonly dispatch: (action: Action) => void;
  readonly commands: Commands;
}

/** An error's place in words. */
export function placeOf({ place: { file, path, row, column } }: Problem): string {
  return [file, path, row, column].filter((part) => part !== undefined).join(" · ");
}
