import { piecesOf, through, wholeOf, withFirst, type Pieces } from "./byte-source.js";
import { ChosaError } from "./error.js";

/** In which Japanese spreadsheets and statistics packages write where it is not UTF-8, in the order in which they are tried. */
export const GUESSES = ["euc-jp", "shift_jis"];

/** Bytes in UTF-8, which is what the engine reads, and what they came in. */
export interface Recoded {
  next: Pieces;
  encoding: string;
}

/** Makes the error of an encoding or a packing that a file is not in. */
export type Refused = (encoding: string, cause: unknown) => Error;

/**
 * The bytes as UTF-8: from the encoding that is stated, else from what a mark at the beginning tells.
 * What is not in that encoding, or what nobody knows, is a `bad_encoding` that `refused` makes.
 */
export async function asUtf8(
  plain: Pieces,
  stated: string | undefined,
  refused: Refused,
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

/** The files of a descriptor; one that makes no sense is the engine's to complain of. */
export function resources(descriptor: string | undefined): Resource[] {
  try {
    const { resources } = JSON.parse(descriptor ?? "{}") as { resources?: Resource[] };
    return Array.isArray(resources) ? resources : [];
  } catch {
    return [];
  }
}

/** How a compressed file begins, by the format's name. */
const COMPRESSED: [format: string, beginning: number[]][] = [
  ["gzip", [0x1f, 0x8b]],
  ["zstd", [0x28, 0xb5, 0x2f, 0xfd]],
];

/** Node's module from 22.15 on. */
interface ZlibWithZstd {
  zstdDecompressSync?: (bytes: Uint8Array) => Uint8Array;
}

/**
 * What a compressed file holds, and any other file as it is. What is broken is a `bad_encoding` that
 * `refused` makes, and a format that the platform lacks an error that `missing` makes.
 */
export async function unzipped(packed: Pieces, refused: Refused, missing: () => Error): Promise<Pieces> {
  const first = await packed();
  const next = withFirst(first, packed);
  const format = COMPRESSED.find(([, beginning]) => beginning.every((byte, at) => first?.[at] === byte))?.[0];
  if (!format) return next;
  const plain = await unpacking(next, format, missing);
  return () =>
    plain().catch((cause: unknown) => {
      throw cause instanceof ChosaError ? cause : refused(format, cause);
    });
}

async function unpacking(next: Pieces, format: string, missing: () => Error): Promise<Pieces> {
  try {
    return through(next, new DecompressionStream(format as CompressionFormat));
  } catch {
    // Node had a function for zstd before a stream. It is asked for so that no bundler looks for it.
    const zlib = globalThis.process?.getBuiltinModule?.("node:zlib") as ZlibWithZstd | undefined;
    if (!zlib?.zstdDecompressSync) throw missing();
    const unpack = zlib.zstdDecompressSync;
    let whole: Pieces | undefined;
    return async () => (whole ??= piecesOf(unpack(await wholeOf(next))))();
  }
}
