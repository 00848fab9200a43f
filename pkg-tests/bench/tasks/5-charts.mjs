// Each kind of chart as an SVG string, in Node.
//
// A peer offers `chart: KIND`: given the table of charts.mjs, it returns what is timed, which gives
// the SVG or a promise of it. All draw from a finished table: peers are handed it, Chosa holds it
// since its call before. A second entry of Chosa computes it from the responses each time.
import assert from "node:assert/strict";
import { chartOf, CHARTS, kindOf } from "../charts.mjs";

const WARM_UP = 12;
/** A sample is as many calls as take this long, in milliseconds. */
const LONG_ENOUGH = 20;

export default CHARTS.map((chart) => {
  const prepared = new Map();
  return {
    title: `chart: ${chart}`,
    offer: `chart: ${kindOf(chart)}`,
    rounds: { quick: 3, full: 15 },

    async measure({ isSmall }, prepare) {
      const run = prepared.get(prepare) ?? prepare(await chartOf(chart));
      if (!prepared.has(prepare)) {
        prepared.set(prepare, run);
        assert.match(await run(), /^<svg/);
        if (!isSmall) await timeOf(run, WARM_UP);
      }
      let calls = 1;
      // Where it must only be seen to run, once is enough.
      if (isSmall) return { time: await timeOf(run, calls), answer: true };
      while ((await timeOf(run, calls)) < LONG_ENOUGH) calls *= 2;
      return { time: (await timeOf(run, calls)) / calls, answer: true };
    },
  };
});

async function timeOf(run, calls) {
  const start = performance.now();
  for (let call = 0; call < calls; call += 1) await run();
  return performance.now() - start;
}
