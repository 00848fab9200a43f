// Writes RESULTS.md and results.svg out of what the last runs measured: target/bench/samples.json.
// Each task's samples are of one run, in which the peers took turns. Tasks that no run here has
// measured keep their lines.
import { readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { Survey } from "../../pkg/node.js";
import { lines } from "./contest.mjs";
import { FOLDER } from "./generator.mjs";

const SAMPLES = `${FOLDER}samples.json`;
const RESULTS = new URL("RESULTS.md", import.meta.url);
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
  const known = Object.entries(samples());
  const former = formerLines(new Set(known.map(([title]) => title)));
  const measured = known.flatMap(([title, { results }]) => lines({ title }, results.map(({ name, yardstick, samples }) => ({ peer: { name, yardstick }, samples }))));
  const days = [...new Set([...former.days, ...known.map(([, { day }]) => day)])].sort().join(", ");
  const browsers = [...new Set(known.map(([, { browser }]) => browser))].join(", ");
  const [{ model }] = cpus();
  writeFileSync(RESULTS, `# What the bench measured

Written by \`cargo xtask bench\`. ${days}; ${cpus().length} virtual CPUs of a ${model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, shared with others;
Chromium ${browsers}, headless, and Node ${process.versions.node}. Milliseconds where the task names no other unit; the ratio is the median by that of the yardstick in the same run.
Absolute times say as much of the machine and its neighbours as of the peers: compare within a task.

| task | peer | median | min | max | ratio | samples |
|---|---|---:|---:|---:|---:|---:|
${[...former.lines, ...measured].sort((one, other) => (titleOf(one) < titleOf(other) ? -1 : Number(titleOf(one) > titleOf(other)))).join("\n")}
`);
  const shown = known.find(([title]) => SHOWN.test(title));
  if (shown) writeFileSync(new URL("results.svg", import.meta.url), await chart(shown));
}

/** The task that a line of the table is of. */
const titleOf = (line) => line.split("|")[1].trim();

/** What RESULTS.md says of other tasks, and the days of its runs. */
function formerLines(titles) {
  const text = readFileSync(RESULTS, "utf8");
  const lines = text.split("\n").filter((line) => /^\| .* \| [\d.]+ \|$/.test(line) && !titles.has(titleOf(line)));
  return { lines, days: /bench`\. ([^;]*);/.exec(text)[1].split(", ") };
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
