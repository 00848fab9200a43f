import type { Files, Json, WorkerFiles } from "./types.js";

/** A data package in memory that has not been understood yet. */
export interface HeldFiles<Content = Uint8Array> {
  descriptor: string | undefined;
  names: string[];
  files: Content[];
}

/** Files that a caller holds in memory, as the engine takes them; a `Blob`, where one is allowed, as it is. */
export function heldFiles(descriptor: { [name: string]: Json } | string | undefined, files: Files): HeldFiles;
export function heldFiles(descriptor: { [name: string]: Json } | string | undefined, files: WorkerFiles): HeldFiles<Uint8Array | Blob>;
export function heldFiles(
  descriptor: { [name: string]: Json } | string | undefined,
  files: WorkerFiles,
): HeldFiles<Uint8Array | Blob> {
  const named = Object.entries(files);
  return {
    descriptor: typeof descriptor === "object" ? JSON.stringify(descriptor) : descriptor,
    names: named.map(([name]) => name),
    files: named.map(([, content]) => bytesOf(content)),
  };
}

function bytesOf(content: WorkerFiles[string]): Uint8Array | Blob {
  if (typeof content === "string") return new TextEncoder().encode(content);
  return content instanceof Uint8Array || content instanceof Blob ? content : new Uint8Array(content);
}
