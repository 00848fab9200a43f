// The tasks of the bench for the native library: see kernels.rs.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { FILTER, QUESTIONS, SUBJECT } from "./survey.mjs";

const HOME = fileURLToPath(new URL("../../", import.meta.url));
/** The program, once it is compiled. */
export const KERNELS = `${HOME}target/fast/release/examples/kernels`;

const names = QUESTIONS.map(({ name }) => name);
const where = { [FILTER.question]: FILTER.value };
const none = { method: "none" };
const wald = { method: "wald" };
/** What it is asked, by task. */
export const REQUESTS = {
  "T2 weighted table of a question": { rows: SUBJECT, interval: none },
  "T3 question by 47 regions, filtered": { rows: SUBJECT, columns: "region", where, interval: none },
  "T4 all 66 pairs of 12 questions": { rows: names, columns: names, interval: none },
  "T6 standard errors of a question": { rows: SUBJECT, interval: wald },
  "T6 standard errors by 47 regions": { rows: SUBJECT, columns: "region", interval: wald },
};

/** Runs a program, and gives what it printed. */
export function run(program, commands, env = {}) {
  const { status, stdout, stderr } = spawnSync(program, commands, { cwd: HOME, encoding: "utf8", env: { ...process.env, ...env }, maxBuffer: 2 ** 26 });
  if (status !== 0) throw new Error(`${program}: ${stderr}`);
  return stdout;
}

/** Compiles the program as the wasm is compiled, but for the machine. */
export function compileKernels() {
  const flags = { RUSTC_BOOTSTRAP: "1", CARGO_ENCODED_RUSTFLAGS: "--cfg=chosa_fast" };
  run("cargo", ["build", "--quiet", "--release", "--no-default-features", "--example", "kernels", "--target-dir", "target/fast"], flags);
}
