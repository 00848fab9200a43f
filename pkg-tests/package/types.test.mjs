// The declared types beside what the engine really gives and takes: the same names, no more and no fewer.
import assert from "node:assert/strict";
import { test } from "node:test";
import { Survey } from "../../pkg/node.js";
import { declarations, differencesIn, interfacesOf } from "./declared-types.mjs";
import { pathOf, textOf } from "./survey-packages.mjs";

const INTERIM = "hospitals-2022-interim";
const INTERFACES = interfacesOf("types");
const { differences, ofType } = differencesIn(INTERFACES);
test("tables, charts, reports and descriptions have the properties that are declared, and no others", async () => {
  assert.ok(INTERFACES.size >= 20, [...INTERFACES.keys()].join());
  const [survey, final, schools] = await Promise.all([INTERIM, "hospitals-2022-final", "schools-california"].map((name) => Survey.open(pathOf(name))));
  const requests = [
    { rows: ["vpn", "measures", "threat"], columns: "beds_class", compare: "columns", multipleTotal: true },
    { rows: "beds", measure: "median" },
    { trail: [{ where: { vpn: "yes" } }, { where: { patched: "no" } }] },
  ];
  const report = JSON.parse(textOf(INTERIM, "report.json"));
  const given = [
    ...requests.map((request) => ["Table", survey.tabulate(request)]),
    ["Table", schools.tabulate({ rows: "sch_wide", columns: "stype", compare: "total" })],
    ["Chart", survey.drawChart(requests[0])],
    ["Report", survey.report(report, { surveys: { final, ministry: await Survey.open(pathOf("ministry-2023")) } })],
  ];
  const described = /describe\([^)]*\): ([^;]+);/.exec(declarations("survey"))[1];
  const met = new Set();
  const found = given.flatMap(([name, value]) => [...differences(value, name, name, met)]);
  found.push(...ofType(survey.describe(), described, "describe()", met));
  assert.deepEqual([...new Set(found.map((one) => one.replace(/\[\d*\]/g, "")))], []);
  for (const name of ["Description", "Test", "Reason", "Base", "Column", "RowGroup", "Row", "Cell", "Warning", "Source", "ReportBlock"]) assert.ok(met.has(name), name);
});

/** The entries that the engine takes: it names them when it meets another. */
const named = (refused) => /there are ([\w, ]+)/.exec(refused.message)[1].split(", ").sort();

async function taken(path) {
  const survey = {};
  path.split(".").reduce((inner, key) => (inner[key] = {}), survey).noSuchEntry = 1;
  const descriptor = { resources: [{ path: "a.csv", schema: { fields: [{ name: "q" }] } }], survey };
  const refused = await Survey.from(descriptor, { "a.csv": "q\n1\n" }, { language: "en" }).then(assert.fail, (error) => error);
  return named(refused);
}

test("every entry of a request that the engine takes is declared", async () => {
  const survey = await Survey.open(pathOf(INTERIM));
  assert.throws(() => survey.tabulate({ rows: "vpn", language: "en", noSuchEntry: 1 }), (refused) => {
    const entries = named(refused);
    assert.ok(entries.length >= 9, String(entries));
    for (const entry of entries) assert.ok(INTERFACES.get("TabulateRequest").has(entry), entry);
    return true;
  });
});

for (const [name, path] of [["SurveyDesign", "design"], ["ReplicateWeights", "design.replicates"], ["Calibration", "design.calibration"]]) {
  test(`survey.${path} of a descriptor takes what ${name} declares`, async () => {
    assert.deepEqual(await taken(path), [...INTERFACES.get(name).keys()].sort());
  });
}

test("every value that the types of a design allow is one that the engine knows", async () => {
  const csv = "h,c,w,r1,r2,q\na,1,1,2,0,y\na,2,1,0,2,n\nb,3,1,2,0,y\nb,4,1,0,2,n\n";
  const fields = [...["h", "c"].map((name) => ({ name })), ...["w", "r1", "r2"].map((name) => ({ name, type: "number" })), { name: "q", categories: ["y", "n"] }];
  const open = (design) => Survey.from({ resources: [{ path: "a.csv", schema: { fields } }], survey: { design } }, { "a.csv": csv });
  const valuesOf = (name, key) => INTERFACES.get(name).get(key).type.match(/"\w+"/g).map((value) => JSON.parse(value));
  for (const lonelyPsu of valuesOf("SurveyDesign", "lonelyPsu")) await open({ strata: ["h"], clusters: ["c"], nested: true, lonelyPsu });
  for (const method of valuesOf("ReplicateWeights", "method")) {
    const rscales = method === "jkn" ? [1, 1] : undefined;
    await open({ weight: "w", replicates: { method, columns: ["r1", "r2"], rscales } });
  }
  await open({ weight: "w", calibration: { margins: { q: { y: 60, n: 40 } }, trim: { lower: 0.5, upper: 2 } } });
});
