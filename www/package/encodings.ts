/** In which Japanese spreadsheets and statistics packages write, in the order in which they are tried. */
const GUESSES = ["utf-8", "euc-jp", "shift_jis"];

/** A file in the encoding that the engine reads, and the one it came in. */
export interface Recoded {
  bytes: Uint8Array;
  encoding: string;
}

/** What is known of a file's encoding. */
export interface Known {
  /** What the descriptor or the caller states. */
  stated: string | undefined;
  /** Whether the engine has found that it is not UTF-8. To look before that would cost time with every file. */
  isOther: boolean;
}

/**
 * The bytes as UTF-8: from the encoding that is stated, else from what a mark at the beginning
 * or the bytes themselves tell. Nothing where they are not in the encoding stated, or the platform
 * knows none of that name.
 */
export function asUtf8(bytes: Uint8Array, { stated, isOther }: Known): Recoded | undefined {
  for (const name of stated === undefined ? guesses(bytes, isOther) : [stated]) {
    const recoded = recode(bytes, name);
    if (recoded) return recoded;
  }
  // Of what should be UTF-8 the engine says which byte is wrong.
  return /^(utf-?8)?$/i.test(stated ?? "") ? { bytes, encoding: "utf-8" } : undefined;
}

function guesses(bytes: Uint8Array, isOther: boolean): string[] {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return ["utf-16le"];
  if (first === 0xfe && second === 0xff) return ["utf-16be"];
  // What holds a zero is no text.
  return isOther && !bytes.includes(0) ? GUESSES : [];
}

function recode(bytes: Uint8Array, name: string): Recoded | undefined {
  try {
    const decoder = new TextDecoder(name, { fatal: true });
    const text = decoder.decode(bytes);
    const { encoding } = decoder;
    return { encoding, bytes: encoding === "utf-8" ? bytes : new TextEncoder().encode(text) };
  } catch {
    return undefined;
  }
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

/** The format that a file is compressed in, if any. */
export function compressionOf(bytes: Uint8Array): string | undefined {
  return COMPRESSED.find(([, beginning]) => beginning.every((byte, at) => bytes[at] === byte))?.[0];
}

/** Node's module from 22.15 on. */
interface ZlibWithZstd {
  zstdDecompressSync?: (bytes: Uint8Array) => Uint8Array;
}

/** What unpacks a format, where the platform has that. */
export function unzipper(format: string): ((bytes: Uint8Array) => Promise<Uint8Array>) | undefined {
  try {
    const stream = new DecompressionStream(format as CompressionFormat);
    return async (bytes) => {
      const plain = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(stream);
      return new Uint8Array(await new Response(plain).arrayBuffer());
    };
  } catch {
    // Node had a function for zstd before a stream. It is asked for so that no bundler looks for it.
    const zlib = globalThis.process?.getBuiltinModule?.("node:zlib") as ZlibWithZstd | undefined;
    const zstdDecompressSync = zlib?.zstdDecompressSync;
    return zstdDecompressSync && (async (bytes) => zstdDecompressSync(bytes));
  }
}
