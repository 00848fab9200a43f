/** The next bytes of a file; nothing at its end. */
export type Pieces = () => Promise<Uint8Array | undefined>;

/** A file that is being read. */
export interface Opened {
  next: Pieces;
  /** How many bytes it has, where that is known. */
  total: number | undefined;
  /** Gives up reading. */
  cancel(): void;
}

/** A file that can be read from its beginning, more than once. */
export interface ByteSource {
  open(): Promise<Opened>;
  /** Whether it is in memory, so that nobody waits for its last byte. */
  isHeld: boolean;
}

/** How much of what is in memory is handed on at once. */
const PIECE = 1 << 18;

/** What is in memory already. */
export function heldSource(bytes: Uint8Array): ByteSource {
  const open = async (): Promise<Opened> => ({ next: piecesOf(bytes), total: bytes.length, cancel: () => undefined });
  return { open, isHeld: true };
}

/** Bytes piece by piece. */
export function piecesOf(bytes: Uint8Array): Pieces {
  let at = 0;
  return async () => (at < bytes.length ? bytes.subarray(at, (at += PIECE)) : undefined);
}

/** All bytes of a file. */
export async function wholeOf(next: Pieces): Promise<Uint8Array<ArrayBuffer>> {
  const pieces: Uint8Array[] = [];
  for (let piece = await next(); piece; piece = await next()) pieces.push(piece);
  return new Uint8Array(await new Blob(pieces as Uint8Array<ArrayBuffer>[]).arrayBuffer());
}

/** The same bytes, of which some have been read already. */
export function withFirst(first: Uint8Array | undefined, next: Pieces): Pieces {
  let isFirst = true;
  return async () => {
    if (!isFirst) return next();
    isFirst = false;
    return first;
  };
}

/** What a transformation of streams makes of the bytes. */
export function through(next: Pieces, transform: ReadableWritablePair<Uint8Array, BufferSource>): Pieces {
  const source = new ReadableStream<BufferSource>({
    async pull(controller) {
      const piece = await next();
      if (piece) controller.enqueue(piece as Uint8Array<ArrayBuffer>);
      else controller.close();
    },
  });
  const reader = source.pipeThrough(transform).getReader();
  return async () => (await reader.read()).value;
}
