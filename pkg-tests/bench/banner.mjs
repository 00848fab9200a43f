// A made-up survey for the bench: 12 questions by region, of a sample with strata, clusters and weights.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

export const QUESTIONS = Array.from({ length: 12 }, (_, at) => `q${at + 1}`);
export const REGIONS = ["north", "east", "south", "west", "centre", "coast", "hills", "isles"];
export const ANSWERS = ["a", "b", "c", "d"];
const CLUSTER = 100;

/** Its description for Chosa. */
export const DESCRIPTOR = {
  resources: [{
    path: "survey.csv",
    schema: {
      fields: [
        { name: "region", categories: REGIONS },
        { name: "psu", type: "integer" },
        { name: "weight", type: "number" },
        ...QUESTIONS.map((name) => ({ name, categories: ANSWERS })),
      ],
    },
  }],
  survey: { language: "en", design: { weight: "weight", strata: ["region"], clusters: ["psu"] } },
};

/** The survey with so many rows: its columns in memory, and the path of its file, which is written once. */
export function surveyOf(rows) {
  const next = chance(rows);
  const columns = { region: new Uint8Array(rows), psu: new Uint32Array(rows), weight: new Float64Array(rows) };
  for (const name of QUESTIONS) columns[name] = new Uint8Array(rows);
  let lean = 0;
  for (let row = 0; row < rows; row += 1) {
    // A cluster lies in one region, and its people lean the same way.
    const psu = Math.floor(row / CLUSTER);
    if (row % CLUSTER === 0) lean = next();
    columns.region[row] = psu % REGIONS.length;
    columns.psu[row] = psu;
    columns.weight[row] = Math.round(100 + 400 * next()) / 100;
    for (const name of QUESTIONS) columns[name][row] = Math.floor(ANSWERS.length * ((2 * next() + lean) / 3));
  }
  return { rows, columns, file: written(rows, columns) };
}

function written(rows, columns) {
  const folder = fileURLToPath(new URL("../../target/bench/", import.meta.url));
  const file = `${folder}survey-${rows}.csv`;
  if (existsSync(file)) return file;
  const names = Object.keys(columns);
  const lines = [names.join(",")];
  const words = { region: REGIONS, ...Object.fromEntries(QUESTIONS.map((name) => [name, ANSWERS])) };
  const texts = names.map((name) => (row) => words[name]?.[columns[name][row]] ?? columns[name][row]);
  for (let row = 0; row < rows; row += 1) lines.push(texts.map((text) => text(row)).join(","));
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${lines.join("\n")}\n`);
  return file;
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
