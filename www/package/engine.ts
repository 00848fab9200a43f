import initGlue, * as native from "./native/chosa.js";
import { fetchError } from "./error.js";
import type { Glue } from "./glue.js";
import type { Language } from "./types.js";

/** What the engine can be loaded from. */
export type EngineSource = string | URL | Response | BufferSource | WebAssembly.Module;

const glue = native as unknown as Glue;

let ready = false;
let loading: Promise<Glue> | undefined;

/**
 * Loads the engine once, however many ask for it at the same time. A failed load is
 * forgotten, so that the next call tries again.
 */
export function loadEngine(
  source: EngineSource | (() => EngineSource),
  language: Language = "en",
): Promise<Glue> {
  loading ??= start(typeof source === "function" ? source() : source).catch((cause: unknown) => {
    loading = undefined;
    throw fetchError({ code: "engine_unavailable" }, "chosa_bg.wasm", language, cause);
  });
  return loading;
}

/** As `loadEngine`, from bytes that are at hand; for Node, where nothing has to wait. */
export function loadEngineNow(read: () => BufferSource): Glue {
  if (!ready) {
    native.initSync({ module: read() });
    ready = true;
  }
  return glue;
}

async function start(source: EngineSource): Promise<Glue> {
  if (!ready) {
    await initGlue({ module_or_path: await fetched(source) });
    ready = true;
  }
  return glue;
}

/** A server's error page must not reach the compiler, whose words would hide the cause. */
async function fetched(source: EngineSource): Promise<Response | BufferSource | WebAssembly.Module> {
  if (typeof source !== "string" && !(source instanceof URL)) return source;
  const response = await fetch(source);
  if (!response.ok) throw new Error(`${response.status} ${response.url}`);
  return response;
}
