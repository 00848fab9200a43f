/** Chosa in a Worker: the same survey, whose answers are promises and never block the page. */
import type { EngineSource } from "./engine.js";
import { asChosaError, ChosaError, fetchError } from "./error.js";
import { heldFiles } from "./held-files.js";
import { readTape, type Tape } from "./tape.js";
import type { Asked, Question, Told } from "./worker-messages.js";
import type {
  Chart,
  ChartOptions,
  Description,
  ErrorTable,
  ErrorTableOptions,
  HeldOptions,
  Json,
  Language,
  OpenOptions,
  Progress,
  Report,
  ReportDescription,
  ReportOptions,
  Table,
  TabulateRequest,
  Wave,
  Waves,
  WorkerFiles,
} from "./types.js";

export { ChosaError, type ErrorPlace } from "./error.js";
export type * from "./types.js";

/** Where the worker and its engine are loaded from, for a page whose own origin lacks them. */
export interface WorkerPlaces {
  /**
   * The address of `worker-script.js`. One of another origin needs that server's
   * `Access-Control-Allow-Origin`, and `blob:` in the `worker-src` of the page's policy.
   */
  workerUrl?: string | URL;
  /** The engine: its address, its bytes, or a compiled module. */
  wasm?: string | URL | BufferSource | WebAssembly.Module;
}

interface Watched {
  onProgress?: ((progress: Progress) => void) | undefined;
  /** The files in memory that the worker may want pieces of. */
  held?: (Uint8Array | Blob)[];
}

interface Waiting extends Watched {
  resolve(value: unknown): void;
  reject(error: unknown): void;
}

/** The bytes of a piece: it is copied within a millisecond. */
const PIECE = 1 << 20;

let places: WorkerPlaces = {};
let worker: Worker | undefined;
let lastId = 0;
let openSurveys = 0;
const waiting = new Map<number, Waiting>();

/** Says where worker and engine come from. Call it before the first survey is opened. */
export function configureWorker(chosen: WorkerPlaces): void {
  places = chosen;
}

/** A survey inside the page's one worker, which ends when its last survey is disposed of. */
export class Survey {
  #id: number | undefined;

  private constructor(id: number) {
    this.#id = id;
  }

  /** Fetches a `datapackage.json` and the files it names, inside the worker. */
  static async open(address: string | URL, options: OpenOptions = {}): Promise<Survey> {
    const base = globalThis.document?.baseURI ?? globalThis.location?.href;
    const { signal, onProgress, ...sent } = options;
    const question: Question = { kind: "open", address: new URL(address, base).href, options: sent };
    return begin(async () => {
      const id = nextId();
      const abort = () => ask({ kind: "abort", open: id }).catch(() => undefined);
      if (signal?.aborted) throw fetchError({ code: "aborted" }, question.address, sent.language ?? "en");
      signal?.addEventListener("abort", abort, { once: true });
      try {
        await ask(question, { id, onProgress });
        return new Survey(id);
      } finally {
        signal?.removeEventListener("abort", abort);
      }
    });
  }

  /**
   * Opens what is at hand already. The caller keeps the bytes, of which the Worker is handed a piece at a
   * time; of a `Blob` or a `File` no more than that is read at once.
   */
  static async from(
    descriptor: { [name: string]: Json } | string | undefined,
    files: WorkerFiles,
    { onProgress, ...sent }: HeldOptions = {},
  ): Promise<Survey> {
    const { files: held, ...named } = heldFiles(descriptor, files);
    const sizes = held.map((file) => (file instanceof Blob ? file.size : file.length));
    const question: Question = { kind: "from", ...named, sizes, options: sent };
    return begin(async () => new Survey((await ask(question, { onProgress, held })) as number));
  }

  /** Several surveys as one: its tables and charts have a column for each. */
  static async waves(waves: readonly [Wave<Survey>, ...Wave<Survey>[]]): Promise<Waves<Survey>> {
    const known = waves.map(({ survey, ...wave }) => ({ ...wave, survey: survey.#alive() }));
    const question: Question = { kind: "waves", waves: known };
    return begin(async () => new Survey((await ask(question)) as number));
  }

  /** The questions with their labels and bases, the design and the fieldwork. */
  async describe(language?: Language): Promise<Description> {
    return (await ask({ kind: "describe", survey: this.#alive(), language })) as Description;
  }

  /** A table, with base, interval and method in every cell. */
  async tabulate(request: TabulateRequest): Promise<Table> {
    return readTape((await ask({ kind: "tabulate", survey: this.#alive(), request })) as Tape<Table>);
  }

  /** How far off a share may be by the number of answers: the quick table that reports print. */
  async errorTable(options: ErrorTableOptions = {}): Promise<ErrorTable> {
    return (await ask({ kind: "errorTable", survey: this.#alive(), options })) as ErrorTable;
  }

  /** A chart of the table that the same request gives, as an SVG string. */
  async chart(request: TabulateRequest, options: ChartOptions = {}): Promise<string> {
    return (await this.drawChart(request, options)).svg;
  }

  /** As `chart`, with the description, the warnings and the table that was drawn. */
  async drawChart(request: TabulateRequest, options: ChartOptions = {}): Promise<Chart> {
    const drawn = await ask({ kind: "drawChart", survey: this.#alive(), request, options });
    const { table, ...chart } = drawn as Omit<Chart, "table"> & { table: Tape<Table> };
    return { ...chart, table: readTape(table) };
  }

  /** The table as HTML, escaped by construction. */
  async tableHtml(request: TabulateRequest): Promise<string> {
    return (await ask({ kind: "tableHtml", survey: this.#alive(), request })) as string;
  }

  /** The table as CSV. */
  async csv(request: TabulateRequest): Promise<string> {
    return (await ask({ kind: "csv", survey: this.#alive(), request })) as string;
  }

  /** A report: prose whose figures are computed, tables and charts. */
  async report(
    report: ReportDescription | string,
    options: ReportOptions<Survey> = {},
  ): Promise<Report> {
    const question: Question = {
      kind: "report",
      survey: this.#alive(),
      report: typeof report === "string" ? report : JSON.stringify(report),
      language: options.language,
      idPrefix: options.idPrefix,
      others: Object.entries(options.surveys ?? {}).map(([name, other]) => [name, other.#alive()]),
    };
    return (await ask(question)) as Report;
  }

  /** Gives the survey's memory back, and ends the worker when no other survey is open. */
  dispose(): void {
    if (this.#id === undefined) return;
    ask({ kind: "dispose", survey: this.#id }).catch(() => undefined);
    this.#id = undefined;
    end();
  }

  [Symbol.dispose](): void {
    this.dispose();
  }

  #alive(): number {
    if (this.#id === undefined) throw fetchError({ code: "disposed" }, "", "en");
    return this.#id;
  }
}

/** Counts a survey from before it is open, so that the worker isn't ended under it. */
async function begin(opening: () => Promise<Survey>): Promise<Survey> {
  openSurveys += 1;
  try {
    return await opening();
  } catch (thrown) {
    end();
    throw thrown;
  }
}

function end(): void {
  openSurveys -= 1;
  if (openSurveys === 0) stop("disposed");
}

function nextId(): number {
  lastId += 1;
  return lastId;
}

function ask(
  question: Question,
  { id = nextId(), ...watched }: Watched & { id?: number } = {},
): Promise<unknown> {
  return new Promise((resolve, reject) => {
    waiting.set(id, { resolve, reject, ...watched });
    const asked: Asked = { id, question };
    // A piece is a copy already, which may travel.
    running().postMessage(asked, question.kind === "piece" ? [question.bytes.buffer] : []);
  });
}

function running(): Worker {
  if (worker) return worker;
  worker = started();
  worker.addEventListener("message", (event: MessageEvent<Told>) => hear(event.data));
  worker.addEventListener("error", () => stop("worker_unavailable"));
  if (places.wasm !== undefined) {
    // Whoever asks next is told why the engine is not there.
    ask({ kind: "init", source: travelling(places.wasm) }).catch(() => undefined);
  }
  return worker;
}

/** A browser takes a Worker from the page's own origin only: one of its own may import the script of another. */
function started(): Worker {
  const options = { type: "module" } as const;
  const { workerUrl } = places;
  try {
    // A bundler finds the script only when the whole expression stands in one place.
    return workerUrl
      ? new Worker(workerUrl, options)
      : new Worker(new URL("./worker-script.js", import.meta.url), { type: "module" });
  } catch {
    const script = new URL(workerUrl ?? import.meta.url.replace(/[^/]*$/, "worker-script.js"), globalThis.location?.href).href;
    const own = URL.createObjectURL(new Blob([`import ${JSON.stringify(script)}`], { type: "text/javascript" }));
    return new Worker(own, options);
  }
}

/** An address must be whole before it travels: the worker stands somewhere else. */
function travelling(
  source: Exclude<EngineSource, Response>,
): string | BufferSource | WebAssembly.Module {
  const isAddress = typeof source === "string" || source instanceof URL;
  return isAddress ? new URL(source, globalThis.location?.href).href : source;
}

function hear(told: Told): void {
  const asked = waiting.get(told.id);
  if (told.kind === "progress") return asked?.onProgress?.(told.progress);
  if (told.kind === "want") return void pieceOf(told, asked).then(ask).catch((thrown: unknown) => asked?.reject(asChosaError(thrown)));
  waiting.delete(told.id);
  if (told.kind === "answer") return asked?.resolve(told.value);
  const { code, message, hint, place } = told.error;
  asked?.reject(new ChosaError(code, message, hint, place));
}

async function pieceOf({ id, file, at }: Told & { kind: "want" }, asked: Waiting | undefined): Promise<Question> {
  const held = asked?.held?.[file] ?? new Uint8Array();
  const bytes =
    held instanceof Blob
      ? new Uint8Array(await held.slice(at, at + PIECE).arrayBuffer())
      : new Uint8Array(held.subarray(at, at + PIECE));
  return { kind: "piece", open: id, bytes };
}

/** Ends the worker, also one whose script could not be loaded or has died: nobody is left waiting. */
function stop(code: "disposed" | "worker_unavailable"): void {
  const asked = [...waiting.values()];
  waiting.clear();
  worker?.terminate();
  worker = undefined;
  for (const { reject } of asked) reject(fetchError({ code }, "worker-script.js", "en"));
}
