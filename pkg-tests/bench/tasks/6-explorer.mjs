// The explorer: from a click that breaks a question down to the painted answer.
//
// A peer offers `explorer`: given the place and the number of rows, it opens a page that holds the survey,
// with `look(question)`, which is not timed, and `click(question, by)`, which gives a promise of its times,
// of its shares, and of their standard errors, null where it has none. Each sample is of another pair of
// questions, so that nobody has its answer already.
import assert from "node:assert/strict";
import { SAME } from "../explorer.mjs";
import { QUESTIONS } from "../survey.mjs";

const SAMPLES = 50;

const NAMES = QUESTIONS.map(({ name }) => name);
const PAIRS = NAMES.flatMap((question) => NAMES.filter((by) => by !== question).map((by) => ({ question, by })));

const TITLES = {
  figure: "E1 from a click to the painted figure of a crosstab",
  all: "E2 from a click to the painted table below the figure",
};

export default [476, 100_000, 1_000_000].flatMap(tasksOf);

function tasksOf(rows) {
  const held = new Map();
  const whats = Object.keys(TITLES);
  return whats.map((what, at) => {
    let next = 0;
    let first;
    return {
      title: `${TITLES[what]}, ${rows.toLocaleString("en")} rows`,
      offer: "explorer",
      rounds: { quick: rows === 476 ? 5 : 0, full: SAMPLES },
      countsLongTasks: true,
      takes: ({ whats }) => whats.includes(what),

      async measure(place, offer) {
        const isNew = !held.has(offer);
        if (isNew) held.set(offer, { page: await offer.open(place, rows) });
        const { page } = held.get(offer);
        // Peers take turns at one pair after another.
        first ??= offer;
        if (offer === first) next += 1;
        const pair = PAIRS[(next * 5 + at) % PAIRS.length];
        const { times, shares, errors, longTasks } = await page.crosstab(pair);
        // First answers are compared before anything is timed. What a page does not tell of errors is asked for then.
        const answer = isNew ? [...shares, ...(errors ?? (await page.errors(pair, shares)))] : shares;
        return { time: times[what], answer, longTasks };
      },
      agree,
      isLarger: rows !== 476,
      close:
        at === whats.length - 1
          ? async () => {
              for (const { page } of held.values()) await page.close();
              held.clear();
            }
          : undefined,
    };
  });
}

function agree(answer, reference, message) {
  assert.equal(answer.length, reference.length, message);
  for (const [at, number] of answer.entries()) {
    if (number === null || reference[at] === null) continue;
    assert.ok(Math.abs(number - reference[at]) <= SAME, `${message}: number ${at} is ${number}, and ${reference[at]}`);
  }
}
