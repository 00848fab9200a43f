/** A file without a descriptor, in a worker of its own that looks at it. */
import type { GuessProgress, InferOptions } from "../infer-types.js";
import type { WorkerFiles } from "../types.js";
import type { AboutGuess, AnswerOfGuess, AskedOfGuess, ToldGuess } from "./guess-messages.js";

interface Waiting {
  resolve(answer: AnswerOfGuess): void;
  reject(problem: unknown): void;
}

export class Guesser {
  readonly file: File;
  // A bundler finds the script only when the whole expression stands in one place.
  #worker = new Worker(new URL("./explorer-guess.js", import.meta.url), { type: "module" });
  #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #onProgress: (progress: GuessProgress) => void;

  constructor(file: File, onProgress: (progress: GuessProgress) => void) {
    this.file = file;
    this.#onProgress = onProgress;
    this.#worker.addEventListener("message", ({ data }: MessageEvent<AnswerOfGuess>) => this.#hear(data));
    this.#worker.addEventListener("error", ({ message }) => this.#fail(new Error(message || "explorer-guess.js")));
  }

  /** Looks at the file for the first time, or again in another encoding. */
  open(options: InferOptions): Promise<ToldGuess> {
    return this.#guess({ kind: "open", file: this.file, options });
  }

  /** Looks again, with what a reader has said. */
  correct(options: InferOptions): Promise<ToldGuess> {
    return this.#guess({ kind: "correct", options });
  }

  /** The file that goes with the last guess. */
  async files(): Promise<WorkerFiles> {
    const answer = await this.#ask({ kind: "files" });
    return answer.kind === "files" ? answer.files : {};
  }

  /** Ends the worker, whatever it is doing. */
  stop(): void {
    this.#worker.terminate();
    this.#waiting.clear();
  }

  async #guess(about: AboutGuess): Promise<ToldGuess> {
    const answer = await this.#ask(about);
    if (answer.kind !== "guess") throw new Error(answer.kind);
    return answer.guess;
  }

  #ask(about: AboutGuess): Promise<AnswerOfGuess> {
    return new Promise((resolve, reject) => {
      const id = (this.#lastId += 1);
      this.#waiting.set(id, { resolve, reject });
      const asked: AskedOfGuess = { id, about };
      this.#worker.postMessage(asked);
    });
  }

  #hear(answer: AnswerOfGuess): void {
    if (answer.kind === "progress") return this.#onProgress(answer.progress);
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if (answer.kind === "error") waiting?.reject(answer.problem);
    else waiting?.resolve(answer);
  }

  #fail(error: Error): void {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}
