// Evaluating a report whose data is in memory already, again and again in one page.
//
// A peer offers `report`: the `script` that the page imports, whose `prepare` resolves to the
// function that is timed, and `answer`, which reads the answer from what that function returns.
import { leave, visit } from "../../browser/reader.mjs";

/** The engine compiles what is called often anew; until then the times say little. */
const WARM_UP = 12;

/** Browsers blur their clock to 0.1 ms: a sample must be much longer than that. */
const LONG_ENOUGH = 20;

export default {
  title: "`report()` for 476 responses",
  offer: "report",
  rounds: { quick: 5, full: 31 },

  async measure({ browser, server }, { script, answer }) {
    const page = await visit(browser, server, "/bench/plain/blank.html");
    const { time, result } = await page.evaluate(sample, { script, warmUp: WARM_UP, longEnough: LONG_ENOUGH });
    await leave(page, server);
    return { time, answer: answer(result) };
  },
};

/** The time of one call among as many as fill the sample; runs in the page. */
async function sample({ script, warmUp, longEnough }) {
  const { prepare } = await import(script);
  const run = await prepare();
  let result;
  const timeOf = (calls) => {
    const start = performance.now();
    for (let call = 0; call < calls; call += 1) result = run();
    return performance.now() - start;
  };
  timeOf(warmUp);
  let calls = 1;
  while (timeOf(calls) < longEnough) calls *= 2;
  return { time: timeOf(calls) / calls, result };
}
