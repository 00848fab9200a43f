import { through, withFirst, type Pieces } from "./byte-source.js";

/** In which Japanese spreadsheets and statistics packages write where it is not UTF-8, in the order in which they are tried. */
export const GUESSES = ["euc-jp", "shift_jis"];

/** Bytes in UTF-8, which is what the engine reads, and what they came in. */
export interface Recoded {
  next: Pieces;
  encoding: string;
}

/**
 * The bytes as UTF-8: from the encoding that is stated, else from what a mark at the beginning tells.
 * What is not in that encoding, or what nobody knows, is a `bad_encoding` that `refused` makes.
 */
export async function asUtf8(
  plain: Pieces,
  stated: string | undefined,
  refused: (encoding: string, cause: unknown) => Error,
): Promise<Recoded> {
  const first = await plain();
  const next = withFirst(first, plain);
  const name = stated ?? marked(first);
  if (name === undefined || /^utf-?8$/i.test(name)) return { next, encoding: "utf-8" };
  const attempt = <Result>(convert: () => Result): Result => {
    try {
      return convert();
    } catch (cause) {
      throw refused(name, cause);
    }
  };
  const decoder = attempt(() => new TextDecoder(name, { fatal: true }));
  const encoder = new TextEncoder();
  let isOver = false;
  const recoded = async () => {
    if (isOver) return undefined;
    const piece = await next();
    isOver = !piece;
    return encoder.encode(attempt(() => decoder.decode(piece, { stream: !isOver })));
  };
  return { next: recoded, encoding: decoder.encoding };
}

function marked([first, second]: Uint8Array = new Uint8Array()): string | undefined {
  if (first === 0xff && second === 0xfe) return "utf-16le";
  return first === 0xfe && second === 0xff ? "utf-16be" : undefined;
}

/** The encodings that a descriptor states for its files. */
export function statedEncodings(descriptor: string | undefined): Map<string, string> {
  const stated = new Map<string, string>();
  for (const { path, encoding } of resources(descriptor)) {
    if (encoding === undefined) continue;
    for (const file of [path].flat()) stated.set(file, encoding);
  }
  return stated;
}

interface Resource {
  path: string | string[];
  encoding?: string;
}

/** A descriptor that makes no sense is the engine's to complain of. */
function resources(descriptor: string | undefined): Resource[] {
  try {
    const { resources } = JSON.parse(descriptor ?? "{}") as { resources?: Resource[] };
    return Array.isArray(resources) ? resources : [];
  } catch {
    return [];
  }
}

/** What a gzip file holds, and any other file as it is. */
export async function unzipped(packed: Pieces): Promise<Pieces> {
  const first = await packed();
  const next = withFirst(first, packed);
  const isPacked = first?.[0] === 0x1f && first[1] === 0x8b;
  return isPacked ? through(next, new DecompressionStream("gzip")) : next;
}
