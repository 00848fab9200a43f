// How many instructions the kernels take, natively and counted by callgrind: the same on every run,
// whatever else the machine does. `cargo xtask bench` runs this where valgrind is installed.
//
// The counts stand in instructions.json, so that a change of them shows in a review; where one is
// more than TOLERANCE above its own, this fails. `--write` writes them anew.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { FOLDER, fileOf } from "./generator.mjs";
import { DESCRIPTOR, FILTER, QUESTIONS, SUBJECT } from "./survey.mjs";

const ROWS = 20_000;
const TOLERANCE = 0.03;
/** Of what takes more calls, the first is another: it opens the survey and keeps what later ones use. */
const [FIRST, CALLS] = [2, 7];

const HOME = fileURLToPath(new URL("../../", import.meta.url));
const COUNTS = new URL("instructions.json", import.meta.url);
const KERNELS = `${HOME}target/fast/release/examples/kernels`;

const names = QUESTIONS.map(({ name }) => name);
const where = { [FILTER.question]: FILTER.value };
const none = { method: "none" };
const wald = { method: "wald" };
const REQUESTS = {
  "T2 weighted table of a question": { rows: SUBJECT, interval: none },
  "T3 question by 47 regions, filtered": { rows: SUBJECT, columns: "region", where, interval: none },
  "T4 all 66 pairs of 12 questions": { rows: names, columns: names, interval: none },
  "T6 standard errors of a question": { rows: SUBJECT, interval: wald },
  "T6 standard errors by 47 regions": { rows: SUBJECT, columns: "region", interval: wald },
};

const { values } = parseArgs({ options: { write: { type: "boolean", default: false } } });

function run(program, commands, env = {}) {
  const { status, stderr } = spawnSync(program, commands, { cwd: HOME, encoding: "utf8", env: { ...process.env, ...env }, maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
}

// As the wasm is compiled, but for the machine.
run("cargo", ["build", "--quiet", "--release", "--no-default-features", "--example", "kernels", "--target-dir", "target/fast"], {
  RUSTC_BOOTSTRAP: "1",
  CARGO_ENCODED_RUSTFLAGS: "--cfg=chosa_fast",
});
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
for (const [title, request] of Object.entries(REQUESTS)) {
  const count = Math.round((counted(request, CALLS) - counted(request, FIRST)) / (CALLS - FIRST));
  counts[title] = count;
  if (count > before[title] * (1 + TOLERANCE)) worse += 1;
  console.log(`| ${title} | ${count.toLocaleString("en")} | ${(count / ROWS).toFixed(1)} | ${before[title]?.toLocaleString("en") ?? "–"} |`);
}
if (values.write) writeFileSync(COUNTS, `${JSON.stringify(counts, undefined, 2)}\n`);
else if (worse > 0) {
  console.error(`${worse} of the kernels take more instructions than instructions.json allows. Where that is meant, run pkg-tests/bench/instructions.mjs --write.`);
  process.exitCode = 1;
}
