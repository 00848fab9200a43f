import type { Files, Json } from "./types.js";

/** A data package in memory that has not been understood yet. */
export interface HeldFiles {
  descriptor: string | undefined;
  names: string[];
  files: Uint8Array[];
}

/** Files that a caller holds in memory, as the engine takes them. */
export function heldFiles(
  descriptor: { [name: string]: Json } | string | undefined,
  files: Files,
): HeldFiles {
  const named = Object.entries(files);
  return {
    descriptor: typeof descriptor === "object" ? JSON.stringify(descriptor) : descriptor,
    names: named.map(([name]) => name),
    files: named.map(([, content]) => bytesOf(content)),
  };
}

function bytesOf(content: Uint8Array | ArrayBuffer | string): Uint8Array {
  if (typeof content === "string") return new TextEncoder().encode(content);
  return content instanceof Uint8Array ? content : new Uint8Array(content);
}
