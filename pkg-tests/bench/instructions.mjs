// How many instructions the kernels take, natively and counted by callgrind: the same on every run,
// whatever else the machine does. `cargo xtask bench` runs this where valgrind is installed.
//
// The counts stand in instructions.json, so that a change of them shows in a review; where one is
// more than TOLERANCE above its own, this fails. `--write` writes them anew.
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { FOLDER, fileOf } from "./generator.mjs";
import { compileKernels, KERNELS, REQUESTS, run } from "./kernels.mjs";
import { DESCRIPTOR } from "./survey.mjs";

const ROWS = 20_000;
const TOLERANCE = 0.03;
/** Of what takes more calls, the first is another: it opens the survey and keeps what later ones use. */
const [FIRST, CALLS] = [2, 7];

const COUNTS = new URL("instructions.json", import.meta.url);

const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });

compileKernels();
const file = fileOf(ROWS);
const descriptor = `${FOLDER}datapackage.json`;
writeFileSync(descriptor, JSON.stringify(DESCRIPTOR));

/** All instructions of so many calls, opening included. */
function counted(request, calls) {
  const out = `${FOLDER}callgrind.out`;
  run("valgrind", ["--tool=callgrind", `--callgrind-out-file=${out}`, KERNELS, file, descriptor, JSON.stringify(request), String(calls)]);
  return Number(/^summary: (\d+)/m.exec(readFileSync(out, "utf8"))[1]);
}

const before = JSON.parse(readFileSync(COUNTS, "utf8"));
const counts = {};
let worse = 0;
console.log(`\n| kernel, ${ROWS.toLocaleString("en")} rows | instructions a call | a row | before |\n|---|---:|---:|---:|`);
const [[, any]] = Object.entries(REQUESTS);
const kernels = [["T1 opening, without an answer", () => counted(any, 0)]];
for (const [title, request] of Object.entries(REQUESTS)) {
  kernels.push([title, () => (counted(request, CALLS) - counted(request, FIRST)) / (CALLS - FIRST)]);
}
for (const [title, take] of kernels) {
  const count = Math.round(take());
  counts[title] = count;
  if (count > before[title] * (1 + TOLERANCE)) worse += 1;
  console.log(`| ${title} | ${count.toLocaleString("en")} | ${(count / ROWS).toFixed(1)} | ${before[title]?.toLocaleString("en") ?? "–"} |`);
}
if (values.write) writeFileSync(COUNTS, `${JSON.stringify(counts, undefined, 2)}\n`);
else if (worse > 0) {
  console.error(`${worse} of the kernels take more instructions than instructions.json allows. Where that is meant, run pkg-tests/bench/instructions.mjs --write.`);
  process.exitCode = 1;
}
