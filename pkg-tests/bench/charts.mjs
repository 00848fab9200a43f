// The charts that the bench draws, each as the request that Chosa answers and as the table that the
// peers are handed, computed beforehand.
import { fileURLToPath } from "node:url";
import { Survey } from "../../pkg/node.js";

const open = (name) => Survey.open(fileURLToPath(new URL(`../../www/site/data/${name}/datapackage.json`, import.meta.url)));

/** The width that all are drawn at. */
export const WIDTH = 640;

const HOSPITALS = "hospitals-2022-interim";
const MINISTRY = "ministry-2023";

/** Each kind that has a counterpart elsewhere: its data and the request. */
const REQUESTS = {
  bars: [HOSPITALS, { rows: "reasons" }],
  dots: [HOSPITALS, { rows: "continuity_plan", columns: "founder" }],
  stacked: [HOSPITALS, { rows: "threat", columns: "beds_class" }],
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

export const KINDS = Object.keys(REQUESTS);

const surveys = new Map();

/** What a peer needs to draw a kind: the table as flat rows, and for Chosa the survey. */
export async function chartOf(kind) {
  const [name, request] = REQUESTS[kind];
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
  return { kind, survey, request: asked, title: table.title, cells };
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
