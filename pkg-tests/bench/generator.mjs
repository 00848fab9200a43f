// Writes the survey of survey.mjs with any number of rows. The same seed gives the same rows.
//
// People of one cluster (a sampling point in one region and one stratum) stand together in the
// file, as interviews come in, and lean the same way.
import { closeSync, existsSync, mkdirSync, openSync, renameSync, writeSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { COLUMNS, QUESTIONS, REGIONS, STRATA, TOOLS } from "./survey.mjs";

/** The part of all answers that is missing. */
const SILENT = 0.05;
const ROWS_A_WRITE = 20_000;

export const FOLDER = fileURLToPath(new URL("../../target/bench/", import.meta.url));

/** The file with so many rows, which is written once. */
export function fileOf(rows) {
  const file = `${FOLDER}responses-${rows}.csv`;
  if (existsSync(file)) return file;
  mkdirSync(FOLDER, { recursive: true });
  const part = openSync(`${file}.part`, "w");
  let lines = [COLUMNS.join(",")];
  for (const line of linesOf(rows)) {
    lines.push(line);
    if (lines.length === ROWS_A_WRITE) {
      writeSync(part, `${lines.join("\n")}\n`);
      lines = [];
    }
  }
  if (lines.length > 0) writeSync(part, `${lines.join("\n")}\n`);
  closeSync(part);
  renameSync(`${file}.part`, file);
  return file;
}

/** So many clusters have the sizes of the bench; between them, about one for 20 to 50 rows. */
function clustersOf(rows) {
  if (rows < 10_000) return Math.max(24, Math.round(rows / 20));
  return rows < 1_000_000 ? Math.round(rows / 20) : Math.round(rows / 50);
}

function* linesOf(rows) {
  const next = chance(rows);
  const clusters = clustersOf(rows);
  const quoted = QUESTIONS.map(({ labels }) => labels.map((label) => (label.includes(",") ? `"${label}"` : label)));
  let cluster = -1;
  let place = "";
  let lean = 0;
  for (let row = 0; row < rows; row += 1) {
    const own = Math.floor((row * clusters) / rows);
    if (own !== cluster) {
      cluster = own;
      lean = next();
      // Each region has several strata, and each stratum several regions.
      place = `${REGIONS[Math.floor(REGIONS.length * next() ** 1.5)]},${STRATA[cluster % STRATA.length]},${cluster}`;
    }
    const answers = quoted.map((labels) => (next() < SILENT ? "" : labels[Math.floor(labels.length * ((2 * next() + lean) / 3))]));
    const tools = next() < SILENT ? "" : TOOLS.filter(() => next() < 0.3).join(";");
    const beds = next() < SILENT ? "" : 20 + Math.floor(580 * next() ** 3);
    yield `${place},${answers.join(",")},${tools},${beds},${(0.5 + 4.5 * next()).toFixed(2)}`;
  }
}

/** The same numbers from 0 up to 1 for the same seed (mulberry32, by T. Ettinger). */
function chance(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
