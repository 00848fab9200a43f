// Bases, net promoter scores, response rates, bounds, the quick table and policies, through the built package.
import assert from "node:assert/strict";
import { before, test } from "node:test";
import { pathOf } from "./survey-packages.mjs";
import { ChosaError, Survey } from "../../pkg/node.js";

const CSV = `size,vpn,patched,rating,m1,m2
small,yes,no,10,1,0
small,yes,yes,9,1,1
small,no,,8,0,1
large,yes,,3,0,0
large,no,,,1,1
large,,,10,0,0
`;

const descriptor = (survey = {}) => ({
  resources: [
    {
      path: "r.csv",
      schema: {
        fields: [
          { name: "size", categories: ["small", "large"] },
          { name: "vpn", categories: ["yes", "no"] },
          { name: "patched", categories: ["yes", "no"] },
          { name: "rating", type: "integer" },
          { name: "m1" },
          { name: "m2" },
        ],
      },
    },
  ],
  survey: {
    language: "en",
    sample: { invited: 12, kind: "census", dispositions: { complete: 6, refusal: 2, unknownHousehold: 4, notEligible: 2 } },
    questions: { patched: { base: { vpn: "yes" } } },
    multiple: [{ name: "m", fields: ["m1", "m2"], blank: "none", exclusive: ["m2"] }],
    ...survey,
  },
});

const open = (survey) => Survey.from(descriptor(survey), { "r.csv": CSV });
const cellOf = (table, value, column = 0) => table.groups[0].rows.find((row) => row.value === value).cells[column];
const near = (found, expected) => assert.ok(Math.abs(found - expected) < 1e-9, `${found} is not ${expected}`);

let survey;
before(async () => (survey = await open()));

test("a share is of those who answered, of those asked, or of all, as the request says", () => {
  const bases = ["answered", "asked", "all"].map((base) => {
    const table = survey.tabulate({ rows: "patched", base });
    assert.equal(table.groups[0].base.kind, base);
    return cellOf(table, "no").baseN;
  });
  assert.deepEqual(bases, [2, 3, 6]);
  const whole = survey.tabulate({ rows: "patched", base: "all", missing: "include" });
  assert.deepEqual(whole.groups[0].rows.map(({ label, cells }) => [label, cells[0].n]), [["yes", 1], ["no", 1], ["No answer", 1], ["Not asked", 3]]);
});

test("selections are of ticks, and the multiple total says how many there are a head", () => {
  const ticks = survey.tabulate({ rows: "m", base: "selections" });
  assert.deepEqual([ticks.groups[0].base.kind, ticks.groups[0].base.n], ["selections", 6]);
  near(cellOf(ticks, "m1").estimate, 0.5);
  const people = survey.tabulate({ rows: "m", multipleTotal: true });
  near(cellOf(people, "m1").estimate, 3 / 6);
  const total = people.groups[0].rows.at(-1);
  assert.equal(total.kind, "multipleTotal");
  near(total.cells[0].estimate, 1);
  assert.ok(total.cells[0].low < 1 && total.cells[0].high > 1);
  assert.ok(people.warnings.some(({ code, message }) => code === "exclusive" && message.includes("2 answers")));
  const { options } = survey.describe().questions.find(({ name }) => name === "m");
  assert.deepEqual(options.map(({ value, exclusive }) => [value, exclusive]), [["m1", false], ["m2", true]]);
  assert.throws(() => survey.tabulate({ rows: "vpn", base: "selections" }), (error) => error instanceof ChosaError && error.code === "wrong_kind");
  assert.throws(() => survey.tabulate({ rows: "m", base: "selections", missing: "include" }), { code: "invalid_request" });
  assert.match(survey.chart({ rows: "m", multipleTotal: true }), /^<svg/);
});

test("a net promoter score lies between -1 and 1 and is written from -100 to 100", () => {
  const request = { rows: "rating", measure: "nps", language: "en" };
  const [row] = survey.tabulate(request).groups[0].rows;
  near(row.cells[0].estimate, 2 / 5);
  assert.ok(row.cells[0].low < 2 / 5 && row.cells[0].high > 2 / 5);
  assert.match(survey.tableHtml(request), />40\.0</);
  assert.match(survey.csv(request), /"nps"/);
});

test("describe tells AAPOR's response rates where the dispositions are known", async () => {
  const { responseRates } = survey.describe();
  // Of 8 known to be eligible and 4 unknown, four fifths are taken to be eligible.
  const expected = { rr1: 6 / 12, rr2: 6 / 12, rr3: 6 / 11.2, rr4: 6 / 11.2, rr5: 6 / 8, rr6: 6 / 8, e: 0.8 };
  assert.deepEqual(Object.keys(responseRates).sort(), Object.keys(expected).sort());
  for (const [name, rate] of Object.entries(expected)) near(responseRates[name], rate);
  const hospitals = await Survey.open(pathOf("hospitals-2022-interim"));
  assert.equal(hospitals.describe().responseRates, null);
  hospitals.dispose();
});

test("worst-case bounds are of all who were asked, and of nobody where a question was routed", () => {
  const cell = cellOf(survey.tabulate({ rows: "vpn", bounds: true }), "yes");
  near(cell.worstCase.low, 3 / 12);
  near(cell.worstCase.high, 10 / 12);
  assert.ok(!("worstCase" in cellOf(survey.tabulate({ rows: "vpn" }), "yes")));
  assert.ok(!("worstCase" in cellOf(survey.tabulate({ rows: "patched", bounds: true }), "yes")));
});

test("the quick table of sampling errors has the survey's population, or the one asked for", async () => {
  const hospitals = await Survey.open(pathOf("hospitals-2022-interim"));
  const table = hospitals.errorTable();
  assert.deepEqual([table.level, table.deff, table.population], [0.95, 1, 5596]);
  assert.deepEqual(table.shares, [0.1, 0.2, 0.3, 0.4, 0.5]);
  assert.deepEqual(table.rows.map(({ n }) => n), [476, 400, 300, 200, 100, 50]);
  assert.equal((table.rows[0].halfWidths[4] * 100).toFixed(3), "4.312");
  hospitals.dispose();
  const { rows } = survey.errorTable({ sizes: [400, 1], shares: [0.5], deff: 2, level: 0.9 });
  assert.equal(rows[0].halfWidths.length, 1);
  assert.deepEqual(rows[1].halfWidths, [null]);
  assert.throws(() => survey.errorTable({ level: 95 }), { code: "invalid_level" });
  assert.throws(() => survey.errorTable({ size: [1] }), { code: "invalid_form" });
});

test("a policy hides, blanks and rounds, and every flag names its rule", async () => {
  const codes = async (policy, request) => {
    const own = await open({ policy });
    const table = own.tabulate(request);
    return table.groups[0].rows.map(({ cells }) => cells.map(({ n, flag }) => `${n} ${flag.code}`));
  };
  const crossed = { rows: "vpn", columns: "size" };
  // One of the large said yes and one no, one of the small no: so the 2 of the small that said yes go too.
  assert.deepEqual(await codes({ minimumCount: 2 }, crossed), [
    ["3 smallBase", "null suppressedComplement", "null suppressed"],
    ["2 smallBase", "null suppressed", "null suppressed"],
  ]);
  assert.deepEqual(await codes({ minimumBase: 3 }, crossed), [
    ["3 smallBase", "2 smallBase", "1 minimumBase"],
    ["2 smallBase", "1 smallBase", "1 minimumBase"],
  ]);
  assert.deepEqual((await codes({ reliability: "nchs" }, { rows: "vpn" })).flat(), ["3 smallEffectiveBase", "2 smallEffectiveBase"]);
  const rounded = (await open({ population: { size: 61 }, policy: { rounding: { countsTo: 10 } } })).tabulate({ rows: "vpn", measure: "total" });
  assert.deepEqual([cellOf(rounded, "yes").n, cellOf(rounded, "yes").estimate, rounded.base.weighted], [3, 30, 60]);
  assert.ok(rounded.warnings.some(({ code }) => code === "rounded"));
});

/** Of 60 people four are in the east, and of the 40 who said no two of them. */
const FEW = ["said,area", ...Array.from({ length: 60 }, (_, at) => `${at % 3 ? "no" : "yes"},${at < 4 ? "east" : at % 2 ? "south" : "west"}`)].join("\n");
const FEW_DESCRIBED = {
  resources: [{ path: "r.csv", schema: { fields: [{ name: "said", categories: ["yes", "no"] }, { name: "area", categories: ["east", "south", "west"] }] } }],
  survey: { language: "en", policy: { minimumCount: 5, reliability: "nchs" } },
};

test("where shares run along the rows, the base of a hidden figure is told nowhere, and never as 0", async () => {
  const survey = await Survey.from(FEW_DESCRIBED, { "r.csv": FEW });
  const request = { rows: "said", columns: "area", percent: "row", language: "en" };
  const { groups: [{ rows }] } = survey.tabulate(request);
  assert.deepEqual(rows.map(({ cells }) => cells.map(({ estimate }) => estimate === null)), [[false, true, true, false], [false, true, true, false]]);
  for (const kind of ["bars", "dots", "heat"]) {
    const svg = survey.chart(request, { kind });
    assert.match(svg, /not shown/, kind);
    assert.doesNotMatch(svg, /n=0|base-n="0"/, kind);
  }
  assert.doesNotMatch(survey.tableHtml(request), /n=0/);
  const [header, ...lines] = survey.csv(request).trim().split("\r\n").map((line) => line.split(","));
  const hidden = lines.filter((cells) => cells[header.indexOf("estimate")] === "");
  assert.equal(hidden.length, 4);
  for (const name of ["n", "base_n", "base_weighted"]) assert.deepEqual(hidden.map((cells) => cells[header.indexOf(name)]), ["", "", "", ""], name);
});

test("Total is the whole of each row: no estimate, which would have an interval or be marked", async () => {
  const survey = await Survey.from(FEW_DESCRIBED, { "r.csv": FEW });
  const cells = (request) => survey.tabulate({ rows: "said", columns: "area", language: "en", ...request }).groups[0].rows.map((row) => row.cells[0]);
  const told = cells({ percent: "row" }).map(({ n, baseN, estimate, se, low, high, flag }) => [n, baseN, estimate, se, low, high, flag?.code]);
  assert.deepEqual(told, [[20, 20, 1, null, null, null, undefined], [40, 40, 1, null, null, null, undefined]]);
  assert.ok(cells({ percent: "table" }).every(({ low }) => low !== null));
  const chart = survey.drawChart({ rows: "said", columns: "area", percent: "row", language: "en" }, { kind: "bars" });
  assert.match(chart.svg, /100% \(n=20\)/);
  assert.doesNotMatch(chart.svg, /100%\*/);
});

test("a title takes no comma after the mark that ends a question's sentence", async () => {
  const titled = async (title) => {
    const fields = [{ name: "said", title, categories: ["yes", "no"] }, { name: "area", categories: ["east", "south", "west"] }];
    const survey = await Survey.from({ resources: [{ path: "r.csv", schema: { fields } }], survey: { language: "en" } }, { "r.csv": FEW });
    return survey.tabulate({ rows: "said", columns: "area", language: "en" }).title;
  };
  assert.deepEqual([await titled("Select all that apply."), await titled("Why?"), await titled("Answers")], ["Select all that apply. (by area)", "Why? (by area)", "Answers, by area"]);
});
