import type { Opened, Pieces } from "./byte-source.js";
import { asUtf8, GUESSES, statedEncodings, unzipped } from "./encodings.js";
import { askEngine, engineGeneration } from "./engine.js";
import { ChosaError, fetchError } from "./error.js";
import type { Glue, SurveyHandle, SurveyLoader } from "./glue.js";
import { jsonOf } from "./json-of.js";
import type { PackageFiles } from "./package-files.js";
import type { OpenOptions } from "./types.js";

/** After so many milliseconds of work whoever waits is told how far it is, and may call it off. */
const SPELL = 40;
/** The most bytes that the engine is handed at once. */
const MOST = 1 << 20;

/**
 * Pours the responses of a package into the engine as they come. Where no encoding is stated and
 * they turn out not to be UTF-8 they are read again, from their source, once for each guess: to keep
 * all bytes until the last is known would take as much memory as the file has.
 */
export async function openFiles(
  glue: Glue,
  files: PackageFiles,
  options: OpenOptions,
): Promise<SurveyHandle> {
  const stated = statedEncodings(files.descriptor);
  const pour = async (guess?: string) => {
    const load = new Load(glue, files, options);
    const encoding = options.encoding ?? stated.get(load.name) ?? guess;
    return load.run(encoding);
  };
  try {
    return await pour();
  } catch (thrown) {
    if ((thrown as ChosaError).code !== "not_utf8") throw thrown;
    const guess = await guessed(glue, files, options);
    if (guess === undefined) throw thrown;
    return pour(guess);
  }
}

/** The encoding in which all bytes are characters; none for what holds a zero, which is no text. */
async function guessed(glue: Glue, files: PackageFiles, options: OpenOptions): Promise<string | undefined> {
  for (const guess of GUESSES) {
    const load = new Load(glue, files, options);
    load.end();
    if (await load.isIn(guess)) return guess;
  }
  return undefined;
}

/** One reading of the responses, from the first byte to the last. */
class Load {
  /** What the responses are called. */
  readonly name: string;
  readonly #files: PackageFiles;
  readonly #options: OpenOptions;
  readonly #loader: SurveyLoader;
  readonly #generation = engineGeneration();
  #loaded = 0;
  #total: number | undefined;
  #rows = 0;
  #encoding = "utf-8";

  constructor(glue: Glue, files: PackageFiles, options: OpenOptions) {
    const { descriptor, names } = files;
    this.#files = files;
    this.#options = options;
    const changes = options.changes && jsonOf(options.changes);
    this.#loader = this.#ask(() => new glue.SurveyLoader(descriptor, names, options.language, changes));
    this.name = this.#loader.file();
  }

  async run(stated: string | undefined): Promise<SurveyHandle> {
    let opened: Opened | undefined;
    try {
      opened = await this.#open();
      const { next, encoding } = await asUtf8(await this.#plain(opened), stated, this.#refused);
      await this.#pour(next);
      this.#encoding = encoding;
    } catch (thrown) {
      opened?.cancel();
      this.end();
      throw thrown;
    }
    const handle = this.#ask(() => this.#loader.finish());
    this.#tellEnd(handle.rows());
    // Whoever hears only now how much it was may still call it off.
    if (this.#options.signal?.aborted) handle.free();
    this.#heed();
    return handle;
  }

  async isIn(encoding: string): Promise<boolean> {
    const opened = await this.#open();
    try {
      const { next } = await asUtf8(await this.#plain(opened), encoding, this.#refused);
      for (let piece = await next(); piece; piece = await next()) if (piece.includes(0)) return false;
      return true;
    } catch (thrown) {
      if ((thrown as ChosaError).code === "bad_encoding") return false;
      throw thrown;
    } finally {
      opened.cancel();
    }
  }

  /** Gives the memory back, unless it went with the engine that it was in. */
  end(): void {
    if (this.#generation === engineGeneration()) this.#loader.free();
  }

  readonly #refused = (encoding: string, cause: unknown): Error =>
    fetchError({ code: "bad_encoding", encoding }, this.name, this.#options.language ?? "en", cause);

  /** Opens all files, so that one that is missing is told, and reads the responses alone. */
  async #open(): Promise<Opened> {
    const { names, sources } = this.#files;
    const opened = await Promise.all(sources.map((source) => source.open()));
    const own = opened[names.indexOf(this.name)]!;
    for (const other of opened) if (other !== own) other.cancel();
    this.#total = own.total;
    return own;
  }

  /** The bytes without their packing; those that come are counted. */
  async #plain({ next }: Opened): Promise<Pieces> {
    const counted = async () => {
      const piece = await next();
      this.#loaded += piece?.length ?? 0;
      return piece;
    };
    const missing = () => fetchError({ code: "no_zstd" }, this.name, this.#options.language ?? "en");
    return unzipped(counted, this.#refused, missing);
  }

  async #pour(next: Pieces): Promise<void> {
    let since = performance.now();
    if (this.#total !== undefined) this.#loader.expect(this.#total);
    // Who watches may call off what is too large for the page before any of it is read.
    if (!this.#isHeld()) this.#tell();
    this.#heed();
    for (let piece = await next(); piece; piece = await next()) {
      for (let at = 0; at < piece.length; at += MOST) {
        const part = piece.subarray(at, at + MOST);
        this.#rows = this.#ask(() => this.#loader.push(part));
        if (performance.now() - since < SPELL) continue;
        this.#tell();
        await breath();
        this.#heed();
        since = performance.now();
      }
    }
  }

  #tell(encoding?: string): void {
    const progress = { file: this.name, loaded: this.#loaded, total: this.#total, rows: this.#rows };
    this.#options.onProgress?.(encoding === undefined ? progress : { ...progress, encoding });
  }

  /** Who watches is told of an encoding other than the usual, since it may be a guess. */
  #tellEnd(rows: number): void {
    this.#rows = rows;
    this.#total ??= this.#loaded;
    if (this.#encoding !== "utf-8") this.#tell(this.#encoding);
    else if (!this.#isHeld()) this.#tell();
  }

  #isHeld(): boolean {
    return this.#files.sources[0]?.isHeld ?? false;
  }

  /** Ends the load where it has been called off. */
  #heed(): void {
    const { signal, language = "en" } = this.#options;
    if (signal?.aborted) throw fetchError({ code: "aborted" }, this.name, language);
  }

  #ask<Answer>(question: () => Answer): Answer {
    const language = this.#options.language ?? "en";
    if (this.#generation !== engineGeneration()) throw fetchError({ code: "engine_stopped" }, "", language);
    return askEngine(question, language);
  }
}

/** Lets others have their turn: a page its events, a worker the message that calls it off. */
function breath(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
