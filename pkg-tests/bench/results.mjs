// Writes RESULTS.md and results.svg out of what the last runs measured: target/bench/samples.json.
// Each task's samples are of one run, in which the peers took turns.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { Survey } from "../../pkg/node.js";
import { lines } from "./contest.mjs";
import { FOLDER } from "./generator.mjs";

const SAMPLES = `${FOLDER}samples.json`;
/** The task whose samples the chart shows. */
const SHOWN = /^T1 .* 1,000,000 rows, page$/;

/** What was measured, by the titles of the tasks. */
export function samples() {
  try {
    return JSON.parse(readFileSync(SAMPLES, "utf8"));
  } catch {
    return {};
  }
}

/** Keeps the samples of a task in place of those of an earlier run. */
export function keep({ title }, results, browser) {
  const own = results.map(({ peer: { name, yardstick }, samples }) => ({ name, yardstick, samples }));
  const day = new Date().toISOString().slice(0, 10);
  writeFileSync(SAMPLES, JSON.stringify({ ...samples(), [title]: { day, browser, results: own } }));
}

export async function write() {
  const known = Object.entries(samples()).sort(([one], [other]) => (one < other ? -1 : 1));
  const table = known.flatMap(([title, { results }]) => lines({ title }, results.map(({ name, yardstick, samples }) => ({ peer: { name, yardstick }, samples }))));
  const days = [...new Set(known.map(([, { day }]) => day))].join(", ");
  const browsers = [...new Set(known.map(([, { browser }]) => browser))].join(", ");
  const [{ model }] = cpus();
  writeFileSync(new URL("RESULTS.md", import.meta.url), `# What the bench measured

Written by \`cargo xtask bench\`. ${days}; ${cpus().length} virtual CPUs of a ${model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, shared with others;
Chromium ${browsers}, headless, and Node ${process.versions.node}. Milliseconds where the task names no other unit; the ratio is the median by that of the yardstick in the same run.
Absolute times say as much of the machine and its neighbours as of the peers: compare within a task.

| task | peer | median | min | max | ratio | samples |
|---|---|---:|---:|---:|---:|---:|
${table.join("\n")}
`);
  const shown = known.find(([title]) => SHOWN.test(title));
  if (shown) writeFileSync(new URL("results.svg", import.meta.url), await chart(shown));
}

/** The samples as a survey, whose mean by peer Chosa draws. */
async function chart([title, { results }]) {
  const peers = results.map(({ name }) => name);
  const rows = results.flatMap(({ name, samples }) => samples.map((time) => `"${name}",${time / 1000}`));
  const descriptor = {
    title,
    resources: [{ path: "samples.csv", schema: { fields: [{ name: "peer", title: "Peer", categories: peers }, { name: "seconds", title: "Seconds", type: "number" }] } }],
    survey: { language: "en" },
  };
  const survey = await Survey.from(descriptor, { "samples.csv": new TextEncoder().encode(`peer,seconds\n${rows.join("\n")}\n`) });
  const svg = survey.chart({ rows: "seconds", measure: "mean", columns: "peer" }, { kind: "bars", title, width: 640, theme: "light" });
  survey.dispose();
  return svg;
}
