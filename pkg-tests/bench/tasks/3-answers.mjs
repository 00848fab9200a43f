// From the bytes of a survey to a first answer, and then one answer after another: in a page, and
// in Node.
//
// A peer offers `answer: WHAT` for each it has: see engines.mjs. Its file may have too many rows
// for it to be waited for; what times itself has `measure` in place of a script.
import assert from "node:assert/strict";
import { inNode, inPage } from "../engines.mjs";

/** Numbers agree to this part of themselves: weights are added in another order. */
const SAME = 1e-9;

/** Or to this part of the largest of them: Crossfilter takes away what a filter leaves out. */
const ROUNDING = 1e-13;

/** The rows of a survey that is read in no time: where the bench must only be seen to run, it does. */
const SMALL = 476;

const TITLES = {
  start: "T0 from a blank page to the first answer",
  load: "T1 from bytes to the first answer, fresh",
  frequency: "T2 weighted table of a question",
  filtered: "T3 question by 47 regions, filtered",
  pairs: "T4 all 66 pairs of 12 questions",
  errors: "T6 standard errors of a question",
  errorsByRegion: "T6 standard errors by 47 regions",
};

const PLACES = [
  { name: "page", open: inPage, sizes: [SMALL, 100_000, 1_000_000] },
  { name: "Node", open: inNode, sizes: [100_000, 1_000_000] },
];

export default PLACES.flatMap((place) => place.sizes.flatMap((rows) => tasksOf(place, rows)));

function tasksOf(place, rows) {
  const held = new Map();
  const closeAll = async () => {
    for (const engine of held.values()) await engine.close();
    held.clear();
  };
  const open = async (where, offer, how = "load") => {
    const engine = await place.open(where, offer, where.isSmall ? SMALL : rows);
    return { engine, ...(await engine[how]()) };
  };
  const whats = Object.keys(TITLES);
  return whats.map((what, at) => ({
    title: `${TITLES[what]}, ${rows.toLocaleString("en")} rows, ${place.name}`,
    offer: `answer: ${what}`,
    rounds: roundsOf(place, rows),
    takes: (offer) => (what !== "start" || rows === SMALL) && rows <= (offer.most?.[what] ?? Infinity) && !(place.name === "Node" && offer.isForPages),
    agree,

    /** One sample of one peer. Engines are opened once, but for the task that times just that. */
    async measure(where, offer) {
      if (offer.measure) return offer.measure(where.isSmall ? SMALL : rows);
      if (what === "start" || what === "load") {
        const { engine, time, answer } = await open(where, offer, what);
        await engine.close();
        return { time, answer };
      }
      const name = `${offer.script} ${offer.open}`;
      if (!held.has(name)) held.set(name, (await open(where, offer)).engine);
      const { time, answer } = await held.get(name).run({ name: what, ...(where.isSmall ? { warmUp: 1, longEnough: 0.5 } : { warmUp: 12, longEnough: 20 }) });
      return { time, answer };
    },

    /** Whether a smaller survey is asked the same, which is all there is to see of it in a test. */
    isLarger: rows !== place.sizes[0],
    close: at === whats.length - 1 ? closeAll : undefined,
  }));
}

/** So few as a million rows take; none where it would be no quick run. */
function roundsOf({ name }, rows) {
  if (rows === SMALL) return { quick: 3, full: 15 };
  if (rows === 100_000) return { quick: name === "page" ? 3 : 0, full: 15 };
  return { quick: 0, full: name === "page" ? 9 : 5 };
}

/** Numbers that are the same but for their rounding; whoever has none has nothing to compare. */
function agree(answer, reference, message) {
  assert.equal(answer.length, reference.length, message);
  const rounding = ROUNDING * Math.max(...reference);
  for (const [at, number] of answer.entries()) {
    const other = reference[at];
    if (number === null || other === null) continue;
    assert.ok(Math.abs(number - other) <= Math.max(SAME * Math.abs(other), rounding), `${message}: number ${at} is ${number}, and ${other}`);
  }
}
