// A banner of 12 questions by region over a stratified and clustered sample with weights, in Node.
//
// A peer offers `banner`: given the survey of banner.mjs, it returns what is timed, which returns
// its own `time` in milliseconds, the `shares` of all cells and, where it has them, their `errors`.
import assert from "node:assert/strict";
import { surveyOf } from "./banner.mjs";

/** Shares and errors agree to this part of themselves; weights are summed in another order. */
const SAME = 1e-9;

/** Where the bench must only be seen to run, a small survey does. */
const FEW = 4_000;

/** The task for a survey of so many rows. */
export function bannerTask(rows, rounds) {
  const prepared = new Map();
  let reference;
  return {
    title: `12 questions by region, ${rows.toLocaleString("en")} rows`,
    offer: "banner",
    rounds,

    /** One sample of one peer. What it needs in memory is made once. */
    async measure({ isSmall }, prepare) {
      const survey = prepared.get("survey") ?? surveyOf(isSmall ? FEW : rows);
      prepared.set("survey", survey);
      const run = prepared.get(prepare) ?? (await prepare(survey));
      prepared.set(prepare, run);
      const { time, shares, errors } = run();
      if (errors) {
        reference ??= errors;
        assertNear(errors, reference);
      }
      return { time, answer: shares.map((share) => share.toFixed(9)) };
    },
  };
}

function assertNear(errors, reference) {
  assert.equal(errors.length, reference.length);
  for (const [at, error] of errors.entries()) {
    assert.ok(Math.abs(error - reference[at]) <= SAME * reference[at], `cell ${at}: ${error}, ${reference[at]}`);
  }
}
