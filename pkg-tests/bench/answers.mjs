// What the peers that can be asked about a survey offer: see tasks/3-answers.mjs.

const SUMS = ["start", "load", "frequency", "filtered", "pairs"];
const ERRORS = ["errors", "errorsByRegion"];

/** The offers of an engine that has sums. */
export const sums = (engine) => offers(SUMS, engine);

/** The offers of an engine that has standard errors too. */
export const sumsAndErrors = (engine) => offers([...SUMS, ...ERRORS], engine);

export const offers = (whats, engine) => Object.fromEntries(whats.map((what) => [`answer: ${what}`, engine]));

/** A peer out of an npm package, or the line that says that it is skipped. */
export function fromPackage(name, packageName, engine) {
  try {
    import.meta.resolve(packageName);
  } catch {
    return { name, absent: `${packageName} is not installed: ${name} is not compared with` };
  }
  return { name, ...engine };
}
