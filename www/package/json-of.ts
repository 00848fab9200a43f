/** A half of a character whose other half is missing, which only JavaScript's texts can hold. */
const HALVES = /\p{Surrogate}/gu;

/**
 * An argument as the engine reads it. What JSON does not have stands there as a text, which the
 * engine refuses where it stands; left out, it would be passed over in silence.
 */
export function jsonOf(argument: object): string {
  try {
    return JSON.stringify(argument ?? null, written);
  } catch (thrown) {
    // It holds itself, or is too deep: what the platform says of that stands in its place.
    return JSON.stringify(String(thrown));
  }
}

function written(_: string, part: unknown): unknown {
  if (typeof part === "string") return part.replace(HALVES, "\ufffd");
  return isBeyondJson(part) ? String(part) : part;
}

function isBeyondJson(part: unknown): boolean {
  if (typeof part === "number") return !Number.isFinite(part);
  return ["function", "symbol", "bigint"].includes(typeof part);
}
