// The package's API in Node: what it promises, and that a figure is the same whichever way it is asked for.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { evaluated, pathOf, textOf } from "./survey-packages.mjs";
import * as chosa from "../../pkg/node.js";

const { ChosaError, Survey } = chosa;
const required = createRequire(import.meta.url)("../../pkg/node.cjs");
const INTERIM = "hospitals-2022-interim";

let survey;
before(async () => (survey = await Survey.open(pathOf(INTERIM))));

/** The one cell of a question's row in the Total column. */
function cellOf(table, value) {
  const row = table.groups[0].rows.find((row) => row.value === value);
  return row.cells[0];
}

const near = (figure, expected, digits) => assert.equal(figure.toFixed(digits), expected.toFixed(digits));

test("the published figures: 190 of 476 were warned, 46 of these did nothing", () => {
  const warned = cellOf(survey.tabulate({ rows: "vpn" }), "yes");
  assert.deepEqual([warned.n, warned.baseN], [190, 476]);
  near(warned.estimate, 190 / 476, 12);
  const idle = cellOf(survey.tabulate({ rows: "patched" }), "no");
  assert.deepEqual([idle.n, idle.baseN], [46, 190]);
  near(idle.estimate, 46 / 190, 12);
  assert.ok(idle.low < idle.estimate && idle.estimate < idle.high);
});

test("the stratified sample of schools gives what R's survey package prints", async () => {
  const schools = await Survey.open(pathOf("schools-california"));
  const mean = schools.tabulate({ rows: "api00", measure: "mean" }).groups[0].rows[0].cells[0];
  near(mean.estimate, 662.2874, 4);
  near(mean.se, 9.4089, 4);
  const total = schools.tabulate({ rows: "enroll", measure: "total" }).groups[0].rows[0].cells[0];
  near(total.estimate, 3687177.5, 1);
  near(total.se, 114641.7, 1);
  schools.dispose();
});

test("a survey opens by path, by file URL, over HTTP and from memory, and answers the same", async (t) => {
  const server = createServer((request, response) => response.end(readFileSync(pathOf(INTERIM, request.url.slice(1)))));
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  t.after(() => server.close());
  const progress = [];
  const files = { "responses.csv": readFileSync(pathOf(INTERIM, "responses.csv")) };
  const buffer = files["responses.csv"].buffer.slice(files["responses.csv"].byteOffset, files["responses.csv"].byteOffset + files["responses.csv"].length);
  const text = textOf(INTERIM, "datapackage.json");
  const opened = [
    await Survey.open(pathToFileURL(pathOf(INTERIM))),
    await Survey.open(`http://127.0.0.1:${server.address().port}/datapackage.json`, { onProgress: (step) => progress.push(step) }),
    await Survey.from(text, files),
    await Survey.from(JSON.parse(text), { "responses.csv": buffer }),
    await Survey.from(text, { "responses.csv": textOf(INTERIM, "responses.csv") }),
  ];
  const request = { rows: ["vpn", "threat"], columns: "beds_class" };
  for (const other of opened) assert.deepEqual(other.tabulate(request), survey.tabulate(request));
  assert.deepEqual(progress.at(-1), { file: "responses.csv", loaded: files["responses.csv"].length, total: progress.at(-1).total, rows: 476 });
});

test("loading can be called off", async () => {
  const signal = AbortSignal.abort();
  await assert.rejects(Survey.open(pathOf(INTERIM), { signal }), (error) => error instanceof ChosaError && error.code === "aborted");
});

test("describe tells the questions, bases and fieldwork in the language asked for", () => {
  const [ja, en] = [survey.describe(), survey.describe("en")];
  assert.equal(ja.language, "ja");
  assert.deepEqual([en.language, en.respondents, en.invited], ["en", 476, 5596]);
  const patched = en.questions.find(({ name }) => name === "patched");
  assert.deepEqual([patched.asked, patched.answered], [190, 190]);
  assert.deepEqual(patched.base, { vpn: "yes" });
  assert.match(en.synthetic, /^Synthetic responses/);
  assert.notEqual(ja.title, en.title);
});

test("a table holds numbers or null, and the words of its language", () => {
  const table = survey.tabulate({ rows: ["vpn", "measures"], columns: ["beds_class", "founder"], language: "en" });
  for (const cell of table.groups.flatMap(({ rows }) => rows).flatMap(({ cells }) => cells)) {
    for (const key of ["n", "estimate", "se", "low", "high", "df"]) {
      assert.ok(cell[key] === null || Number.isFinite(cell[key]), key);
    }
    if (cell.estimate !== null) assert.ok(cell.estimate >= 0 && cell.estimate <= 1);
  }
  assert.equal(table.columns[0].label, "Total");
  assert.equal(table.language, "en");
  assert.match(table.method, /confidence interval/);
  assert.match(survey.tabulate({ rows: "vpn" }).method, /信頼区間/);
});

test("where is a domain: the same people give the same figure as a breakdown", () => {
  const banner = survey.tabulate({ rows: "vpn", columns: "beds_class" });
  const column = banner.columns.findIndex(({ value }) => value === "20-99");
  const domain = survey.tabulate({ rows: "vpn", where: { beds_class: "20-99" } });
  banner.groups[0].rows.forEach((row, at) => {
    const { n, estimate, se, low, high } = row.cells[column];
    const other = domain.groups[0].rows[at].cells[0];
    assert.deepEqual({ n, estimate, se, low, high }, { n: other.n, estimate: other.estimate, se: other.se, low: other.low, high: other.high });
  });
});

test("a chart is an SVG of the very table that the request gives", () => {
  const request = { rows: "threat", language: "en" };
  const chart = survey.drawChart(request, { title: "Nine in ten feel threatened", width: 480 });
  assert.deepEqual(chart.table, survey.tabulate(request));
  assert.equal(chart.svg, survey.chart(request, { title: "Nine in ten feel threatened", width: 480 }));
  assert.match(chart.svg, /^<svg [^>]*width="480"/);
  assert.match(chart.svg, /<title [^>]*>Nine in ten feel threatened<\/title>/);
  assert.ok(chart.svg.includes(`>${chart.description}</desc>`), chart.description);
  const drawn = [...chart.svg.matchAll(/data-value="([^"]+)"/g)].map(([, value]) => Number(value));
  const computed = chart.table.groups[0].rows.filter(({ kind }) => kind === "value").map(({ cells }) => cells[0].estimate);
  // A mark carries nine decimals.
  assert.ok(computed.every((estimate) => drawn.some((value) => Math.abs(value - estimate) < 1e-9)), String(drawn));
});

test("the table that a survey holds answers its own request alone, whatever is done to objects", async () => {
  const survey = await Survey.open(pathOf(INTERIM));
  const asked = { rows: ["threat"], columns: "beds_class" };
  const first = survey.tabulate(asked);
  const untouched = structuredClone(first);
  first.groups[0].rows[0].cells[0].estimate = 2;
  assert.deepEqual(survey.tabulate(asked), untouched, "an answer is the caller's own");
  asked.rows.push("vpn");
  assert.equal(survey.tabulate(asked).groups.length, 2, "a request is read anew");
  assert.notEqual(survey.chart({ ...asked, language: "en" }), survey.chart({ ...asked, language: "ja" }));
  assert.throws(() => survey.tabulate({ rows: "none" }), { code: "unknown_question" });
  const { table, svg } = survey.drawChart(asked);
  assert.deepEqual(table, survey.tabulate(asked));
  const other = await Survey.open(pathOf(INTERIM));
  assert.equal(svg, other.chart(asked), "as a survey that holds nothing");
  survey.dispose();
  other.dispose();
});

test("half a character in the data or a title leaves a chart whole, and in a descriptor is an error", async () => {
  const half = "\ud83d<b>";
  const described = (label) => ({
    resources: [{ name: "responses", path: "r.csv", schema: { fields: [{ name: "q", title: label, categories: ["\ufffd<b>", "2"] }] } }],
    survey: { population: { size: 100 } },
  });
  const files = { "r.csv": `q\n${half}\n2\n${half}\n` };
  const opened = await Survey.from(described("Q"), files);
  const { svg, description } = opened.drawChart({ rows: "q" }, { kind: "bars", title: half });
  assert.ok(svg.isWellFormed() && description.isWellFormed());
  assert.ok(!svg.includes("<b>") && svg.includes("\ufffd&lt;b&gt;"), svg);
  opened.dispose();
  await assert.rejects(Survey.from(described(half), files), ({ name, code }) => name === "ChosaError" && code !== "unexpected");
});

test("what JSON does not have is refused where it stands, and nothing that is refused ends the engine", () => {
  const round = { rows: "vpn" };
  round.where = round;
  let deep = {};
  for (let depth = 0; depth < 100_000; depth += 1) deep = { not: deep };
  const requests = [
    [{ rows: "vpn", interval: { level: NaN } }, "invalid_form", "request.interval.level"],
    [{ rows: "vpn", interval: { level: 95n } }, "invalid_form", "request.interval.level"],
    [{ rows: "vpn", where: { beds: { gte: Infinity } } }, "not_a_date"],
    [{ rows: () => "vpn" }, "unknown_question"],
    [round, "invalid_form", "request"],
    [{ rows: "vpn", where: deep }, "invalid_form", "request"],
  ];
  for (const [request, code, path] of requests) {
    for (const ask of ["tabulate", "csv", "chart"]) {
      const error = thrownBy(() => survey[ask](request));
      assert.ok(error instanceof ChosaError, String(error));
      assert.equal(error.code, code);
      if (path) assert.equal(error.path, path);
      assert.notEqual(error.hint, "");
    }
  }
  assert.equal(cellOf(survey.tabulate({ rows: "vpn", where: undefined, columns: null }), "yes").n, 190);
});

function thrownBy(question) {
  try {
    return question();
  } catch (thrown) {
    return thrown;
  }
}

test("every value that the types allow for one table or chart is one that the engine knows", () => {
  const declared = readFileSync(new URL("../../pkg/types.d.ts", import.meta.url), "utf8");
  const valuesOf = (start) => declared.slice(declared.search(start)).split(";")[0].match(/"\w+"/g).map((value) => JSON.parse(value));
  for (const method of valuesOf(/type IntervalMethod/)) assert.equal(survey.tabulate({ rows: "vpn", interval: { method } }).interval.method, method);
  for (const percent of valuesOf(/percent\?:/)) assert.equal(survey.tabulate({ rows: "vpn", columns: "founder", percent }).percent, percent);
  for (const missing of valuesOf(/missing\?:/)) survey.tabulate({ rows: "it_staff", measure: "mean", missing });
  for (const measure of ["mean", "total", "median", { quantile: 0.9 }]) survey.tabulate({ rows: "beds", measure });
  for (const split of valuesOf(/split\?:/)) {
    const measure = split === "quantiles" ? "median" : "share";
    survey.tabulate({ rows: split === "values" ? "vpn" : split === "combinations" ? "measures" : "beds", measure, split });
  }
  for (const kind of valuesOf(/type ChartKind/)) {
    const refused = (() => {
      try {
        survey.chart({ rows: "threat", columns: "beds_class" }, { kind, neutral: "aside", panels: "columns" });
      } catch ({ code }) {
        return code;
      }
    })();
    assert.ok(refused === undefined || refused === "unsuitable_chart", `${kind}: ${refused}`);
  }
  for (const theme of valuesOf(/theme\?:/)) survey.chart({ rows: "vpn" }, { theme, idPrefix: "own", note: "n" });
});

test("CSV and HTML of a table carry its figures, escaped", () => {
  const request = { rows: "vpn", language: "en" };
  const { n, estimate } = cellOf(survey.tabulate(request), "yes");
  const [header, first] = survey.csv(request).split("\n");
  const at = (name) => header.replace("\uFEFF", "").split(",").indexOf(name);
  // Texts are quoted and hold commas, numbers aren't: they count from the end.
  const cells = first.split(",");
  assert.ok(at("estimate") > 0);
  assert.ok(cells.includes(String(n)) && cells.includes(String(estimate)), first);
  assert.match(survey.tableHtml(request), /<span class="chosa-estimate"[^>]*>39\.9%<\/span>/);
});

test("hostile labels stay text in HTML, SVG and CSV", async () => {
  const hostile = "<img src=x onerror=alert(1)>&\"'";
  const descriptor = {
    title: hostile,
    resources: [{ path: "a.csv", schema: { fields: [{ name: "q", title: hostile, categories: [{ value: "1", label: hostile }, { value: "2", label: "=cmd()" }] }] } }],
    survey: { language: "en" },
  };
  const own = await Survey.from(descriptor, { "a.csv": "q\n1\n2\n1\n" });
  const request = { rows: "q" };
  assert.ok(!own.tableHtml(request).includes("<img"));
  assert.ok(!own.chart(request).includes("<img"));
  assert.ok(!own.report({ title: hostile, figures: {}, blocks: [{ table: request }, { prose: `[x](javascript:alert(1)) ${hostile}` }] }).html.match(/<img|href="javascript/));
  assert.ok(own.csv(request).split("\n").every((line) => !/(^|,)"?[=+@]/.test(line)), own.csv(request));
});

for (const language of ["ja", "en"]) {
  test(`the report's figures are those of its tables, and stand in its prose (${language})`, async () => {
    const report = await evaluated(chosa, INTERIM, language);
    assert.equal(report.language, language);
    const { warned, idle, respondents, final_respondents: final } = report.figures;
    assert.deepEqual([warned.n, warned.baseN, idle.n, idle.baseN], [190, 476, 46, 190]);
    assert.deepEqual([respondents.text, final.text], ["476", "1,144"]);
    assert.deepEqual([warned.text, idle.text], ["40%", "24%"]);
    for (const [name, { text }] of Object.entries(report.figures)) {
      const link = new RegExp(`<a class="chosa-figure"[^>]*href="#chosa-figure-${name}"`);
      if (link.test(report.html)) assert.ok(report.html.includes(`id="chosa-figure-${name}"`), name);
      assert.ok(!/NaN|Infinity|null|undefined/.test(text), `${name}: ${text}`);
    }
    const charts = report.blocks.filter(({ kind }) => kind === "chart");
    assert.equal(charts.length, 4);
    for (const { svg, table } of charts) assert.ok(svg.startsWith("<svg") && table.groups.length > 0);
    assert.match(report.html, language === "ja" ? /合成データ/ : /synthetic/);
  });
}

test("ids take the prefix asked for, so that two reports fit into one page", async () => {
  const report = survey.report({ title: "A", figures: { warned: { rows: "vpn", value: "yes" } }, blocks: [{ prose: "{{warned}}" }] }, { idPrefix: "second" });
  const ids = [...report.html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  assert.ok(ids.length > 0 && ids.every((id) => id.startsWith("second-")), String(ids));
});

test("columns are compared: letters in the table, its HTML and its CSV, a test under the rows, a clause in the method", async () => {
  const schools = await Survey.open(pathOf("schools-california"));
  const request = { rows: "sch_wide", columns: "stype", compare: "columns", adjust: "holm", language: "en" };
  const table = schools.tabulate(request);
  assert.deepEqual(table.columns.map((column) => column.letter), [null, "A", "B", "C"]);
  // R's pairwise comparisons: elementary schools met their target more often than the others, which do not differ.
  assert.deepEqual(table.groups[0].rows[0].cells.map((cell) => cell.higherThan ?? []), [[], ["B", "C"], [], []]);
  const [independence] = table.groups[0].tests;
  assert.equal(independence.question, "stype");
  near(independence.statistic, 17.247443963888813, 6);
  near(independence.p, 2.0350463594651209e-7, 12);
  assert.match(table.method, /; columns compared with each other by t tests, Holm-adjusted, p < 0\.05$/);
  assert.match(schools.chart(request, { kind: "dots" }), / data-letter="A" data-higher-than="B C"/);
  const html = schools.tableHtml(request);
  for (const text of ["(A)", "significantly higher than B, C", "Independence of “School type” (Rao–Scott F)"]) assert.ok(html.includes(text), text);
  const lines = schools.csv(request).split("\r\n");
  assert.ok(lines[0].endsWith("higher_than,against_rest,worst_low,worst_high,minus_value,minus_column,p,adjusted_p"));
  assert.ok(lines[2].endsWith(",A,B C,,,,,,,"), lines[2]);
  // The differences of each row follow its figures: the three pairs of columns.
  assert.match(lines[5], /,difference,,,,,0\.\d+,.*,wald,,,,"[^"]*",,,,,,,"M",[^,]+,[^,]+$/);
  const rest = schools.tabulate({ ...request, compare: "total" }).groups[0].rows[0].cells.map((cell) => cell.againstTotal);
  assert.deepEqual(rest, [undefined, 1, -1, -1]);
  schools.dispose();
});

test("a comparison that can't be made is an error with its code", () => {
  const asked = { rows: "vpn", columns: "beds_class" };
  for (const [more, code] of [[{ compare: "all" }, "invalid_form"], [{ adjust: "sidak" }, "invalid_form"], [{ compare: "columns", percent: "row" }, "invalid_request"]]) {
    assert.throws(() => survey.tabulate({ ...asked, ...more }), { code });
  }
});

test("waves are the columns of one table, each with its own figures, and live without the surveys' hands", async () => {
  const [interim, final] = [await Survey.open(pathOf(INTERIM)), await Survey.open(pathOf("hospitals-2022-final"))];
  const own = [interim, final].map((each) => cellOf(each.tabulate({ rows: "vpn" }), "yes"));
  const waves = Survey.waves([{ name: "interim", label: "速報", survey: interim }, { name: "final", survey: final }]);
  interim.dispose();
  final.dispose();
  const request = { rows: "vpn", compare: "columns", language: "ja" };
  const table = waves.tabulate(request);
  assert.deepEqual(table.columns.map(({ question, value, label, letter }) => [question, value, label, letter]), [
    ["wave", "interim", "速報", "A"],
    ["wave", "final", "final", "B"],
  ]);
  const cells = table.groups[0].rows.find((row) => row.value === "yes").cells;
  for (const [at, cell] of cells.entries()) {
    for (const figure of ["n", "baseN", "estimate", "se", "low", "high"]) assert.equal(cell[figure], own[at][figure]);
  }
  const t = (own[0].estimate - own[1].estimate) / Math.hypot(own[0].se, own[1].se);
  assert.equal(cells.some((cell) => cell.higherThan), Math.abs(t) > 1.96, `t = ${t}`);
  assert.match(table.method, /^速報：.+／final：.+。調査どうしを独立な標本としてt検定で比較（多重比較の調整なし、p < 0\.05）$/);
  assert.ok(waves.chart(request).startsWith("<svg"));
  assert.ok(waves.tableHtml(request).includes("速報"));
  waves.dispose();
  assert.throws(() => waves.tabulate(request), { code: "disposed" });
});

test("a survey that was disposed of says so, and its quoting report lets the others live", async () => {
  const [own, other] = [await Survey.open(pathOf(INTERIM)), await Survey.open(pathOf("hospitals-2022-final"))];
  const report = { title: "A", surveys: { final: "x" }, figures: { r: { fact: "respondents", survey: "final" } }, blocks: [{ prose: "{{r}}" }] };
  for (const _ of [1, 2]) assert.equal(own.report(report, { surveys: { final: other } }).figures.r.text, "1,144");
  assert.equal(other.describe().respondents, 1144);
  own.dispose();
  own.dispose();
  assert.throws(() => own.tabulate({ rows: "vpn" }), (error) => error instanceof ChosaError && error.code === "disposed");
  other[Symbol.dispose]();
  assert.throws(() => other.describe(), { code: "disposed" });
});

test("require gives the same answers as import", async () => {
  const other = await required.Survey.open(pathOf(INTERIM));
  const request = { rows: "patched", columns: "beds_class", language: "en" };
  assert.deepEqual(other.tabulate(request), survey.tabulate(request));
  assert.equal(other.chart({ rows: "threat" }), survey.chart({ rows: "threat" }));
  assert.equal(other.csv(request), survey.csv(request));
  const [one, two] = [await evaluated(chosa, INTERIM, "en"), await evaluated(required, INTERIM, "en")];
  assert.equal(two.html, one.html);
});

test("a program that names the package gets it, by import and by require", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "chosa-"));
  t.after(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(fileURLToPath(new URL("../../pkg", import.meta.url)), join(folder, "node_modules", "chosa"), "dir");
  const count = `Survey.open(${JSON.stringify(pathOf(INTERIM))}).then((s) => console.log(s.tabulate({ rows: "vpn" }).groups[0].rows[0].cells[0].n))`;
  const run = (kind, code) => execFileSync(process.execPath, [`--input-type=${kind}`, "--eval", code], { cwd: folder, encoding: "utf8" });
  assert.equal(run("module", `import { Survey } from "chosa"; await ${count}`), "190\n");
  assert.equal(run("commonjs", `const { Survey } = require("chosa"); ${count}`), "190\n");
  assert.equal(run("module", `import { Survey } from "chosa/node"; await ${count}`), "190\n");
});

test("the entries for a browser can be imported where there is none", async () => {
  for (const entry of ["index", "inline", "element", "worker", "cdn"]) await import(`../../pkg/${entry}.js`);
});
