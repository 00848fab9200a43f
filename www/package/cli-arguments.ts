import { parseArgs } from "node:util";
import type { Corrections } from "./infer-types.js";
import type { Language, TabulateRequest, Where } from "./types.js";

/** A command line that makes no sense; the message says what would. */
export class UsageError extends Error {}

/** What stands on the command line. */
export interface Arguments {
  command: string;
  /** The package or report, as a path or a URL. */
  source: string;
  data: string | undefined;
  output: string | undefined;
  language: Language | undefined;
  kind: string | undefined;
  title: string | undefined;
  width: number | undefined;
  encoding: string | undefined;
  request: TabulateRequest;
  /** What a guess at a bare file got wrong. */
  corrections: Corrections;
  json: boolean;
  csv: boolean;
  png: boolean;
  help: boolean;
  version: boolean;
}

const OPTIONS = {
  rows: { type: "string" },
  columns: { type: "string" },
  where: { type: "string" },
  measure: { type: "string" },
  request: { type: "string" },
  corrections: { type: "string" },
  encoding: { type: "string" },
  kind: { type: "string" },
  title: { type: "string" },
  width: { type: "string" },
  language: { type: "string" },
  data: { type: "string" },
  output: { type: "string", short: "o" },
  json: { type: "boolean" },
  csv: { type: "boolean" },
  png: { type: "boolean" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean" },
} as const;

/** Reads the command line. */
export function readArguments(words: string[]): Arguments {
  const { values, positionals } = parsed(words);
  const [command = "", source = "", ...rest] = positionals;
  if (rest.length > 0) throw new UsageError(`“${rest[0]}” is one word too many.`);
  const asksNothing = command === "" || values.help === true || values.version === true;
  if (!asksNothing && source === "") throw new UsageError(`chosa ${command} needs a file or URL.`);
  return {
    command,
    source,
    data: values.data,
    output: values.output,
    language: language(values.language),
    kind: values.kind,
    title: values.title,
    width: width(values.width),
    encoding: values.encoding,
    request: request(values),
    corrections:
      values.corrections === undefined
        ? {}
        : parsedJson<Corrections>("corrections", values.corrections, '{"headerRows": 2}'),
    json: values.json ?? false,
    csv: values.csv ?? false,
    png: values.png ?? false,
    help: values.help ?? (command === "" && values.version !== true),
    version: values.version ?? false,
  };
}

function parsed(words: string[]) {
  try {
    return parseArgs({ args: words, options: OPTIONS, allowPositionals: true });
  } catch (thrown) {
    throw new UsageError(thrown instanceof Error ? thrown.message : String(thrown));
  }
}

function language(text: string | undefined): Language | undefined {
  if (text === undefined || text === "ja" || text === "en") return text;
  throw new UsageError(`--language is ja or en, not “${text}”.`);
}

function width(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const pixels = Number(text);
  if (Number.isFinite(pixels) && pixels > 0) return pixels;
  throw new UsageError(`--width is a number of pixels, not “${text}”.`);
}

interface RequestWords {
  rows?: string | undefined;
  columns?: string | undefined;
  where?: string | undefined;
  measure?: string | undefined;
  request?: string | undefined;
}

/** The engine checks the names; here only the forms are told apart. */
function request({ rows, columns, where, measure, request }: RequestWords): TabulateRequest {
  const asked: TabulateRequest = request === undefined ? {} : parsedJson("request", request, '{"compare": "columns"}');
  if (rows !== undefined) asked.rows = rows.split(",");
  if (columns !== undefined) asked.columns = columns.split(",");
  if (where !== undefined) asked.where = parsedJson<Where>("where", where, '{"vpn": "yes"}');
  if (measure !== undefined) asked.measure = measure as NonNullable<TabulateRequest["measure"]>;
  return asked;
}

function parsedJson<Value>(option: string, text: string, example: string): Value {
  try {
    return JSON.parse(text) as Value;
  } catch {
    throw new UsageError(`--${option} is JSON, such as '${example}', not “${text}”.`);
  }
}
