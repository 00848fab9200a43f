import { fetchError } from "./error.js";
import { refuseWebPage } from "./package-files.js";
import type { OpenOptions } from "./types.js";

/** Reads a file by `fetch`, and says what went wrong in words. */
export async function fetchFile(
  address: string,
  name: string,
  options: OpenOptions,
): Promise<Uint8Array> {
  const language = options.language ?? "en";
  try {
    const response = await fetch(address, options.signal ? { signal: options.signal } : {});
    if (response.status === 404) throw fetchError({ code: "not_found" }, name, language);
    if (!response.ok) {
      throw fetchError({ code: "http_status", status: response.status }, name, language);
    }
    const bytes = await bodyOf(response, name, options);
    refuseWebPage(bytes, name, language);
    return bytes;
  } catch (thrown) {
    if (options.signal?.aborted) throw fetchError({ code: "aborted" }, name, language, thrown);
    if (thrown instanceof TypeError) throw fetchError({ code: "network" }, name, language, thrown);
    throw thrown;
  }
}

async function bodyOf(response: Response, name: string, options: OpenOptions): Promise<Uint8Array> {
  if (!options.onProgress || !response.body) return new Uint8Array(await response.arrayBuffer());
  const chunks: Uint8Array[] = [];
  const total = sizeOf(response);
  const reader = response.body.getReader();
  let loaded = 0;
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    chunks.push(part.value);
    loaded += part.value.length;
    options.onProgress({ file: name, loaded, total });
  }
  return joined(chunks, loaded);
}

/** The header counts the bytes on the wire, so it says nothing where they are compressed. */
function sizeOf(response: Response): number | undefined {
  const length = response.headers.get("content-length");
  return length === null || response.headers.has("content-encoding") ? undefined : Number(length);
}

function joined(chunks: Uint8Array[], length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}
