import { wholeOf, type Opened } from "./byte-source.js";
import { type ChosaError, fetchError } from "./error.js";
import { withoutPage } from "./package-files.js";
import type { OpenOptions } from "./types.js";

/** Reads a whole file by `fetch`, and says what went wrong in words. */
export async function fetchFile(
  address: string,
  name: string,
  options: OpenOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const opened = await fetchPieces(address, name, options);
  const { next } = await withoutPage(opened, name, options.language ?? "en");
  return wholeOf(next);
}

/** Begins to read a file by `fetch`. */
export async function fetchPieces(
  address: string,
  name: string,
  options: OpenOptions,
): Promise<Opened> {
  const language = options.language ?? "en";
  const told = async <Result>(attempt: () => Promise<Result>): Promise<Result> => {
    try {
      return await attempt();
    } catch (thrown) {
      throw troubleOf(thrown, name, options);
    }
  };
  const response = await told(() => fetch(address, options.signal ? { signal: options.signal } : {}));
  if (response.status === 404) throw fetchError({ code: "not_found" }, name, language);
  if (!response.ok) throw fetchError({ code: "http_status", status: response.status }, name, language);
  const reader = response.body?.getReader();
  return {
    next: () => told(async () => (await reader?.read())?.value),
    total: sizeOf(response),
    cancel: () => void reader?.cancel().catch(() => undefined),
  };
}

function troubleOf(thrown: unknown, name: string, { signal, language = "en" }: OpenOptions): ChosaError {
  const code = signal?.aborted ? "aborted" : "network";
  return fetchError({ code }, name, language, thrown);
}

/** The header counts the bytes on the wire, so it says nothing where they are compressed. */
function sizeOf(response: Response): number | undefined {
  const length = response.headers.get("content-length");
  return length === null || response.headers.has("content-encoding") ? undefined : Number(length);
}
