// The tables that the native library agrees on with R and Python, asked of the built package.
//
// All that is made by adding, multiplying, dividing and taking roots has the same bits: every count, weight,
// estimate, variance, df and design effect. DIFFERENCE: the ends of intervals need quantiles of Student's t and
// of the beta distribution, and so logarithms, powers and the gamma function. The native library takes these
// from the system's C library, the module from Rust's own; their last digits differ, and a quantile's last two
// or three with them. A quantile's standard error is divided by t, and the probability of a test comes from
// the same functions. All are held within the bounds below.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Survey } from "../../pkg/node.js";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
/** The native tables are made anew for each run, so that none can be from an older engine. */
const ASK = ["test", "--quiet", "--workspace", "--test", "oracle", "--", "--tables"];

/** How far an end may be off, as a share of the largest of itself, its figure and the interval's width. */
const END = 2e-13;
/** How far the probability of a test may be off, as a share of itself. */
const PROBABILITY = 1e-11;
/** How far a quantile's standard error may be off, as a share of itself. */
const QUANTILE_ERROR = 1e-14;

test("the built package gives the tables of the oracle as the native library does, to the bit but for the ends of intervals", { timeout: 600_000 }, async (t) => {
  const count = { designs: 0, tables: 0, expected: 0, numbers: 0, near: 0 };
  const wrong = [];
  for (const { design, descriptor, csv, values, tables } of nativeTables()) {
    const survey = await Survey.from(descriptor, { "sample.csv": csv });
    count.designs += 1;
    count.expected += values;
    for (const { request, table } of tables) {
      count.tables += 1;
      for (const leaf of leaves(survey.tabulate(request), table, `${design} ${JSON.stringify(request)}`, {})) {
        count.numbers += typeof leaf.native === "number";
        if (Object.is(leaf.found, leaf.native)) continue;
        if (isNear(leaf, request)) count.near += 1;
        else wrong.push(`${leaf.place}: ${leaf.found}, native ${leaf.native}`);
      }
    }
    survey.dispose();
  }
  t.diagnostic(`${count.designs} designs, ${count.tables} tables, ${count.numbers} numbers (${count.expected} that R or Python computed), all but ${count.near} the same bits`);
  assert.ok(count.designs >= 25 && count.expected >= 8_000 && count.near < count.numbers / 10, JSON.stringify(count));
  assert.equal(wrong.length, 0, `${wrong.length} differ:\n${wrong.slice(0, 40).join("\n")}`);
});

function nativeTables() {
  const { status, stdout, stderr } = spawnSync(process.env.CARGO ?? "cargo", ASK, { cwd: ROOT, encoding: "utf8", maxBuffer: 2 ** 30 });
  assert.equal(status, 0, stderr);
  return JSON.parse(stdout);
}

/** Every leaf of two values side by side. JSON carries a number's shortest digits, from which its bits come back. */
function* leaves(found, native, place, cell, key) {
  if (typeof native !== "object" || native === null) {
    yield { found, native, place, cell, key };
    return;
  }
  assert.deepEqual(Object.keys(found ?? {}).sort(), Object.keys(native).sort(), place);
  const inside = "estimate" in native ? native : cell;
  for (const name of Object.keys(native)) yield* leaves(found[name], native[name], `${place}.${name}`, inside, name);
}

function isNear({ found, native, cell, key }, { measure }) {
  const distance = Math.abs(found - native);
  if (key === "low" || key === "high") return distance <= END * Math.max(Math.abs(native), Math.abs(cell.estimate), cell.high - cell.low);
  if (key === "p" || key === "adjustedP") return distance <= PROBABILITY * native;
  return key === "se" && measure?.quantile !== undefined && distance <= QUANTILE_ERROR * native;
}
