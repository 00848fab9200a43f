// The charts that the bench draws, each as the request that Chosa answers and as the table that the
// peers are handed, computed beforehand.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Survey } from "../../pkg/node.js";
import { fileOf } from "./generator.mjs";
import { DESCRIPTOR, SUBJECT } from "./survey.mjs";

const open = (name) =>
  name === MADE_UP
    ? Survey.from(JSON.stringify(DESCRIPTOR), { "survey.csv": readFileSync(fileOf(100_000)) })
    : Survey.open(fileURLToPath(new URL(`../../www/site/data/${name}/datapackage.json`, import.meta.url)));

/** The width that all are drawn at. */
export const WIDTH = 640;

const HOSPITALS = "hospitals-2022-interim";
const MINISTRY = "ministry-2023";
/** The survey of the other tasks. */
const MADE_UP = "made-up";

/** Each kind that has a counterpart elsewhere, and behind a comma what is special about it: its data and the request. */
const REQUESTS = {
  bars: [HOSPITALS, { rows: "reasons" }],
  dots: [HOSPITALS, { rows: "continuity_plan", columns: "founder" }],
  stacked: [HOSPITALS, { rows: "threat", columns: "beds_class" }],
  "stacked, 47 x 7": [MADE_UP, { rows: SUBJECT, columns: "region" }],
  diverging: [HOSPITALS, { rows: "threat", columns: "beds_class" }],
  columns: [HOSPITALS, { rows: "continuity_plan", columns: "beds_class" }],
  histogram: [HOSPITALS, { rows: "beds", split: "classes" }],
  lines: [MINISTRY, { rows: "backup", columns: "wave" }],
  slope: [MINISTRY, { rows: "backup", columns: "wave" }],
  cumulative: [HOSPITALS, { rows: "responded", split: "cumulative" }],
  box: [HOSPITALS, { rows: "it_staff", measure: "median", split: "quantiles", columns: "beds_class" }],
  heat: [HOSPITALS, { rows: "threat", columns: "founder" }],
  donut: [HOSPITALS, { rows: "vpn" }],
  pyramid: [HOSPITALS, { rows: "beds_class", columns: "continuity_plan" }],
  tiles: [HOSPITALS, { rows: "continuity_plan", columns: "region" }],
  combinations: [HOSPITALS, { rows: "measures", split: "combinations" }],
  trail: [HOSPITALS, { trail: [{ where: { vpn: "yes" } }, { where: { patched: "no" } }] }],
};

export const CHARTS = Object.keys(REQUESTS);

/** What a chart is drawn as. */
export const kindOf = (chart) => chart.split(",")[0];

const surveys = new Map();

/** What a peer needs to draw one: the table as flat rows, and for Chosa the survey. */
export async function chartOf(chart) {
  const [name, request] = REQUESTS[chart];
  if (!surveys.has(name)) surveys.set(name, await open(name));
  const survey = surveys.get(name);
  const asked = { ...request, language: "en" };
  const table = survey.tabulate(asked);
  const rows = table.groups.flatMap((group) => group.rows.filter((row) => row.kind !== "net").map((row) => ({ group, row })));
  const cells = rows.flatMap(({ row }) =>
    row.cells.map((cell, at) => {
      const { label, question } = table.columns[at];
      return { row: row.label, column: label, total: question === null, value: cell.estimate, low: cell.low, high: cell.high };
    }),
  );
  return { kind: kindOf(chart), survey, request: asked, title: table.title, cells };
}

/** The functions of a peer under the names by which the tasks ask for them. */
export const offers = (charts) => Object.fromEntries(Object.entries(charts).map(([kind, draw]) => [`chart: ${kind}`, draw]));

/** The package of a peer, or why it is not there. */
export async function peer(name, specifiers, offer) {
  try {
    const modules = await Promise.all(specifiers.map((specifier) => import(specifier)));
    return { name, ...offers(offer(...modules)) };
  } catch (thrown) {
    if (thrown.code !== "ERR_MODULE_NOT_FOUND") throw thrown;
    return { name, absent: `${name} is not installed (npm ci in pkg-tests/bench): no chart is compared with it` };
  }
}
