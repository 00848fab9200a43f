import { compressionOf, unzipper } from "./encodings.js";
import { fetchError } from "./error.js";
import type { Language } from "./types.js";

/** A file as it was before it was compressed, if it was. */
export async function plainFile(bytes: Uint8Array, name: string, language: Language = "en"): Promise<Uint8Array> {
  const format = compressionOf(bytes);
  if (!format) return bytes;
  const unzip = unzipper(format);
  if (!unzip) throw fetchError({ code: "no_zstd" }, name, language);
  return unzip(bytes).catch((cause: unknown) => {
    throw fetchError({ code: "bad_encoding", encoding: format }, name, language, cause);
  });
}
