import { __wbg_reset_state, initSync, reportSurveys, resourceNames, SurveyLoader } from "./native/chosa.js";
import { compiledModule, type EngineSource } from "./compiled-module.js";
import { asChosaError, fetchError } from "./error.js";
import type { Glue } from "./glue.js";
import type { Language } from "./types.js";

export type { EngineSource } from "./compiled-module.js";

const glue = { SurveyLoader, reportSurveys, resourceNames } as unknown as Glue;

/** A module of one function that has two instructions of 128 bits. */
const SIMD = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

let ready = false;
let loading: Promise<Glue> | undefined;
let generation = 0;

/**
 * Loads the engine once, however many ask for it at the same time. A failed load is
 * forgotten, so that the next call tries again.
 */
export function loadEngine(
  source: EngineSource | (() => EngineSource),
  language: Language = "en",
): Promise<Glue> {
  loading ??= start(source).catch((cause: unknown) => {
    loading = undefined;
    const code = WebAssembly.validate(SIMD) ? "engine_unavailable" : "old_browser";
    throw fetchError({ code }, "chosa_bg.wasm", language, cause);
  });
  return loading;
}

/** As `loadEngine`, from bytes that are at hand; for Node, where nothing has to wait. */
export function loadEngineNow(read: () => BufferSource): Glue {
  if (!ready) {
    initSync({ module: read() });
    ready = true;
  }
  return glue;
}

/** The engine that has been loaded, or is being loaded. */
export function loadedEngine(): Promise<Glue> | undefined {
  return loading;
}

/** Counts the engines that have stopped. What was opened in one is gone with it. */
export function engineGeneration(): number {
  return generation;
}

/**
 * Asks the engine. A bug that traps leaves a memory behind from which nothing may be read again:
 * a new engine takes its place at once, and whoever asks next gets a right answer or an error.
 */
export function askEngine<Answer>(question: () => Answer, language: Language = "en"): Answer {
  try {
    return question();
  } catch (thrown) {
    if (!hasTrapped(thrown)) throw asChosaError(thrown);
    generation += 1;
    __wbg_reset_state();
    throw fetchError({ code: "engine_stopped" }, "", language, thrown);
  }
}

/** Too deep a recursion has no class of its own in Firefox. */
function hasTrapped(thrown: unknown): boolean {
  if (thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError) return true;
  return thrown instanceof Error && thrown.name === "InternalError";
}

async function start(source: EngineSource | (() => EngineSource)): Promise<Glue> {
  if (!ready) {
    const given = typeof source === "function" ? source() : source;
    initSync({ module: await compiledModule(given) });
    ready = true;
  }
  return glue;
}
