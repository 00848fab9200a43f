// `npx chosa`: what it prints, what it says when something is wrong, and its exit status.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { BAD_INPUTS } from "./bad-input.mjs";
import { evaluated, pathOf } from "./survey-packages.mjs";
import * as node from "../../pkg/node.js";

const CLI = fileURLToPath(new URL("../../pkg/cli.js", import.meta.url));
const HOSPITALS = pathOf("hospitals-2022-interim");
const REPORT = pathOf("hospitals-2022-interim", "report.json");
const folder = mkdtempSync(join(tmpdir(), "chosa-"));
after(() => rmSync(folder, { recursive: true }));

const survey = await node.Survey.open(HOSPITALS);

/** Runs `chosa` to its end. */
function chosa(...words) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [CLI, ...words], { encoding: "utf8" });
  return { status, stdout, stderr };
}

/** What a command prints that must succeed in silence. */
function printed(...words) {
  const { status, stdout, stderr } = chosa(...words);
  assert.deepEqual({ status, stderr }, { status: 0, stderr: "" });
  return stdout;
}

/** Writes a package that has something wrong with it, and gives its descriptor's path. */
function written({ descriptor, responses }) {
  const into = mkdtempSync(join(folder, "package-"));
  writeFileSync(join(into, "datapackage.json"), descriptor);
  if (responses !== undefined) writeFileSync(join(into, "responses.csv"), responses);
  return join(into, "datapackage.json");
}

test("--help lists every command and the exit status, and so does no word at all", () => {
  const help = printed("--help");
  for (const command of ["describe", "table", "chart", "report", "check"]) assert.match(help, new RegExp(`^  chosa ${command} `, "m"));
  assert.match(help, /Exit status: 0 .*, 1 .*, 2 /);
  assert.equal(printed(), help);
  assert.equal(printed("table", "-h"), help);
});

test("every kind of chart that --help names can be drawn", () => {
  const kinds = /--kind K +(.*)/.exec(printed("--help"))[1].split(/, | or /);
  assert.ok(kinds.length > 2);
  for (const kind of kinds) assert.match(printed("chart", HOSPITALS, "--rows", "continuity_plan", "--columns", "beds_class", "--kind", kind), /^<svg /);
});

test("--version is that of the package", () => {
  const manifest = JSON.parse(readFileSync(new URL("../../pkg/package.json", import.meta.url), "utf8"));
  assert.equal(printed("--version"), `${manifest.version}\n`);
});

test("describe prints what the survey says of itself", () => {
  assert.deepEqual(JSON.parse(printed("describe", HOSPITALS, "--language", "en")), survey.describe("en"));
});

test("table prints HTML, CSV or JSON of the same table", () => {
  const words = ["table", HOSPITALS, "--rows", "vpn,threat", "--columns", "beds_class", "--where", '{"founder": "public"}', "--language", "en"];
  const request = { rows: ["vpn", "threat"], columns: ["beds_class"], where: { founder: "public" }, language: "en" };
  assert.equal(printed(...words), `${survey.tableHtml(request)}\n`);
  assert.equal(printed(...words, "--csv"), survey.csv(request));
  assert.deepEqual(JSON.parse(printed(...words, "--json")), survey.tabulate(request));
  const mean = JSON.parse(printed("table", pathOf("schools-california"), "--rows", "api00", "--measure", "mean", "--json"));
  assert.equal(mean.groups[0].rows[0].cells[0].se.toFixed(4), "9.4089");
});

test("--request asks for what has no option of its own, beside those that have", () => {
  const words = ["table", HOSPITALS, "--rows", "vpn", "--columns", "founder", "--request", '{"compare": "columns", "adjust": "holm"}', "--language", "en"];
  const request = { rows: ["vpn"], columns: ["founder"], compare: "columns", adjust: "holm", language: "en" };
  assert.equal(printed(...words), `${survey.tableHtml(request)}\n`);
});

test("--encoding reads responses in what they are written in", () => {
  const descriptor = JSON.parse(readFileSync(HOSPITALS, "utf8"));
  const responses = Buffer.from(readFileSync(pathOf("hospitals-2022-interim", "responses.csv"), "utf8"), "utf16le");
  const path = written({ descriptor: JSON.stringify(descriptor), responses });
  const words = ["table", path, "--rows", "vpn", "--csv"];
  assert.equal(printed(...words, "--encoding", "utf-16le"), survey.csv({ rows: ["vpn"] }));
  assert.equal(chosa(...words).status, 1);
});

test("chart prints an SVG that stands alone, or its description with it as JSON", () => {
  const words = ["chart", HOSPITALS, "--rows", "threat", "--language", "ja", "--title", "脅威", "--width", "480"];
  const drawn = survey.drawChart({ rows: ["threat"], language: "ja" }, { title: "脅威", width: 480, theme: "standalone" });
  assert.equal(printed(...words), drawn.svg);
  assert.ok(!drawn.svg.includes("var(--"));
  assert.deepEqual(JSON.parse(printed(...words, "--json")), drawn);
});

test("report prints one page that needs no script and asks for nothing", async () => {
  const report = await evaluated(node, "hospitals-2022-interim", "en");
  const page = printed("report", REPORT, "--language", "en");
  assert.match(page, /^<!doctype html>\n<html lang="en">/);
  assert.ok(page.includes(report.html));
  assert.ok(!/<script|<link|src=/.test(page));
  assert.equal(JSON.parse(printed("report", REPORT, "--language", "en", "--json")).html, report.html);
});

/** A report of the ministry's survey, which has weights, without them and beside the hospitals'. */
function unweighted(changes) {
  const report = join(mkdtempSync(join(folder, "report-")), "report.json");
  const wave = relative(dirname(report), HOSPITALS);
  const blocks = [{ table: { rows: "threat" }, survey: "unweighted" }, { chart: { rows: "threat" }, survey: "unweighted", waves: ["wave"] }];
  writeFileSync(report, JSON.stringify({ title: "A", surveys: { unweighted: { changes }, wave }, blocks }));
  return report;
}

test("report computes a survey under changes, and beside others", async () => {
  const ministry = pathOf("ministry-2023");
  const changes = { title: "Unweighted", survey: { design: { weight: null, fpc: null } } };
  const { blocks } = JSON.parse(printed("report", unweighted(changes), "--data", ministry, "--language", "en", "--json"));
  const own = await node.Survey.open(ministry, { changes });
  const request = { rows: "threat", language: "en" };
  assert.deepEqual(blocks[0].table, own.tabulate(request));
  assert.notDeepEqual(blocks[0].table.groups, (await node.Survey.open(ministry)).tabulate(request).groups);
  const labels = blocks[1].table.columns.map(({ value, label }) => [value, label]);
  assert.deepEqual(labels, [["unweighted", own.describe("en").title], ["wave", survey.describe("en").title]]);
  assert.equal(printed("check", unweighted(changes), "--data", ministry), "");
});

test("check tells what is wrong in a report's changes of a survey", () => {
  const { status, stderr } = chosa("check", unweighted({ survey: { design: { weight: "none" } } }), "--data", pathOf("ministry-2023"));
  assert.equal(status, 1);
  assert.match(stderr, /^missing_column \(report\.json, surveys\.unweighted\.changes\.survey\.design\): [^\n]*\n[^\n]*\n$/);
});

test("report takes its data from elsewhere when told", () => {
  const lonely = join(folder, "lonely-report.json");
  writeFileSync(lonely, JSON.stringify({ title: "A", figures: { w: { rows: "vpn", value: "yes" } }, blocks: [{ prose: "{{w}}" }] }));
  assert.equal(JSON.parse(printed("report", lonely, "--data", HOSPITALS, "--json")).figures.w.n, 190);
});

test("--output writes the file and prints nothing", () => {
  const file = join(folder, "vpn.csv");
  assert.equal(printed("table", HOSPITALS, "--rows", "vpn", "--csv", "-o", file), "");
  assert.equal(readFileSync(file, "utf8"), survey.csv({ rows: "vpn" }));
});

test("check finds nothing wrong with the packages and reports of the pages", () => {
  for (const name of ["hospitals-2022-interim", "hospitals-2022-final", "ministry-2023", "schools-california"]) {
    for (const file of ["datapackage.json", "report.json"]) assert.equal(printed("check", pathOf(name, file)), "");
  }
});

for (const { name, files, code, place, names = "" } of BAD_INPUTS) {
  test(`check tells of ${name}: status 1, code, place and hint`, () => {
    const path = written(files());
    const json = chosa("check", path, "--json", "--language", "ja");
    assert.deepEqual([json.status, json.stdout], [1, ""]);
    const [problem, ...more] = json.stderr.trim().split("\n").map((line) => JSON.parse(line));
    const { message, hint, ...rest } = problem;
    assert.deepEqual(more, []);
    assert.equal(rest.code, code);
    for (const [key, value] of Object.entries(place)) assert.equal(rest[key], value);
    assert.match(message + hint, /[\u3040-\u30ff]/);
    const words = chosa("check", path, "--language", "en");
    assert.equal(words.status, 1);
    assert.ok(words.stderr.startsWith(`${code} (`), words.stderr);
    for (const part of [...Object.values(place), names]) assert.ok(words.stderr.includes(part), words.stderr);
    assert.match(words.stderr, /\n {2}\S.*\.\n$/);
  });
}

test("check tells what is wrong in a report, with its path", () => {
  const report = join(folder, "report.json");
  writeFileSync(report, JSON.stringify({ title: "A", figures: { w: { rows: "vnp", value: "yes" } }, blocks: [{ prose: "{{w}}" }] }));
  const { status, stderr } = chosa("check", report, "--data", HOSPITALS);
  assert.equal(status, 1);
  assert.match(stderr, /^unknown_question \(report\.json, figures\.w/);
});

/** What `check` says in JSON, each problem with its code and its place alone. */
function found(...words) {
  const { status, stdout, stderr } = chosa("check", ...words, "--json", "--language", "en");
  assert.deepEqual([status, stdout], [1, ""]);
  return stderr.trim().split("\n").map((line) => JSON.parse(line)).map(({ code, path, row, column }) => [code, path ?? column ?? "", ...(row ? [row] : [])]);
}

/** The package of the hospitals after a change of its descriptor and of its lines. */
function spoilt(change, changeLines = () => undefined) {
  const descriptor = JSON.parse(readFileSync(HOSPITALS, "utf8"));
  const lines = readFileSync(pathOf("hospitals-2022-interim", "responses.csv"), "utf8").split("\n");
  change(descriptor);
  changeLines(lines);
  return written({ descriptor: JSON.stringify(descriptor), responses: lines.join("\n") });
}

test("check finds every problem of a package at once, each where its author wrote it", () => {
  const path = spoilt(({ resources, survey }) => {
    resources[0].schema.fields.splice(3, 0, { name: "ward", type: "string" });
    survey.questions.patched.base = { vnp: "yes" };
    survey.sample.kind = "cencus";
    survey.derived = [
      { name: "x", label: "X", values: [{ value: "a", where: { vpn: "yse" } }] },
      // Only wrong because x is.
      { name: "z", label: "Z", values: [{ value: "a", where: { x: "a" } }] },
      { name: "y", label: "Y", values: [{ value: "a", where: { vpn: "yes" } }, { value: "b" }] },
    ];
  }, (lines) => {
    lines[70] += ",extra";
    lines[80] = lines[80].slice(0, lines[80].lastIndexOf(","));
    lines[90] = lines[90].replace(/^[^,]+/, "yesterday");
    lines[95] = lines[95].replace(/^[^,]+/, "tomorrow");
  });
  assert.deepEqual(found(path), [
    ["invalid_form", "survey.sample.kind"],
    ["missing_column", "resources[0].schema.fields[3].name"],
    ["ragged_row", "", 71],
    ["ragged_row", "", 81],
    ["not_a_date", "responded", 91],
    ["not_a_date", "responded", 96],
    ["unknown_question", "survey.questions.patched.base"],
    ["unknown_value", "survey.derived[0]"],
    ["invalid_form", "survey.derived[2]"],
  ]);
});

test("check tells the first 20 bad cells of a column, and how many there are besides", () => {
  const path = spoilt(() => undefined, (lines) => {
    for (let at = 10; at < 45; at += 1) lines[at] = lines[at].replace(/^[^,]+/, "someday");
  });
  const problems = found(path);
  assert.deepEqual(problems.slice(0, 20), Array.from({ length: 20 }, (_, at) => ["not_a_date", "responded", at + 11]));
  assert.deepEqual(problems.slice(20), [["more_problems", "responded"]]);
  assert.match(chosa("check", path, "--language", "en").stderr, /15 more/);
});

test("check finds every problem of a report at once, and of its package", () => {
  const path = spoilt(({ survey }) => (survey.sample.kind = "cencus"));
  const report = join(path, "../report.json");
  writeFileSync(report, JSON.stringify({
    title: "A {{idel}}",
    figures: { w: { rows: "vnp", value: "yes" }, v: { rows: "vpn", value: "yse" }, ok: { rows: "vpn", value: "yes" } },
    blocks: [{ prose: "{{w}} {{v}} {{ok}} {{nix}} {{ok:zz}}" }, { chart: { rows: "thraet" } }, { table: { rows: "vpn", measure: "avg" } }, { prose: "{{nada}}" }],
  }));
  assert.deepEqual(found(report).sort(), [
    ["invalid_form", "blocks[2].table.measure"],
    ["invalid_form", "survey.sample.kind"],
    ["unknown_figure", "blocks[0].prose"],
    ["unknown_figure", "blocks[3].prose"],
    ["unknown_figure", "title"],
    ["unknown_format", "blocks[0].prose"],
    ["unknown_question", "blocks[1]"],
    ["unknown_question", "figures.w"],
    ["unknown_value", "figures.v"],
  ]);
});

test("check counts rows as the engine does, with quoted cells and line breaks in them", () => {
  const descriptor = { resources: [{ path: "responses.csv", schema: { fields: [{ name: "a", type: "string" }, { name: "b", type: "number" }] } }], survey: {} };
  const responses = 'a,b\r\n"one\nline",1\r\n"two ""x""",2,3\r\nthree\r\n\r\n"fo,ur",many\r\n';
  assert.deepEqual(found(written({ descriptor: JSON.stringify(descriptor), responses })), [
    ["ragged_row", "", 3],
    ["ragged_row", "", 4],
    ["not_a_number", "b", 5],
  ]);
});

test("a problem in the data ends every command with status 1 and prints no half answer", () => {
  const path = written(BAD_INPUTS.find(({ code }) => code === "unknown_code").files());
  const report = join(path, "../report.json");
  writeFileSync(report, readFileSync(REPORT));
  for (const words of [["describe", path], ["table", path, "--rows", "vpn"], ["chart", path, "--rows", "vpn"], ["report", report]]) {
    const { status, stdout, stderr } = chosa(...words);
    assert.deepEqual([status, stdout], [1, ""], words[0]);
    assert.match(stderr, /^unknown_code \(responses\.csv, row 3, column “patched”\)/);
  }
});

test("a file that is not there is named", () => {
  for (const [words, name] of [[["describe", join(folder, "none.json")], "none.json"], [["report", join(folder, "none/report.json")], "report.json"]]) {
    const { status, stderr } = chosa(...words);
    assert.equal(status, 1);
    assert.ok(stderr.startsWith("not_found (") && stderr.includes(name), stderr);
  }
});

test("a command line that makes no sense has status 2 and says what would", () => {
  const misused = [
    [["tabel", HOSPITALS], /tabel.*--help/],
    [["table"], /needs a file/],
    [["table", HOSPITALS], /needs --rows/],
    [["table", HOSPITALS, "more"], /one word too many/],
    [["table", HOSPITALS, "--rows", "vpn", "--where", "{"], /--where is JSON/],
    [["table", HOSPITALS, "--rows", "vpn", "--request", "compare"], /--request is JSON/],
    [["chart", HOSPITALS, "--rows", "vpn", "--width", "wide"], /--width is a number/],
    [["describe", HOSPITALS, "--language", "fr"], /ja or en/],
    [["describe", HOSPITALS, "--colour"], /colour/],
  ];
  for (const [words, says] of misused) {
    const { status, stdout, stderr } = chosa(...words);
    assert.deepEqual([status, stdout], [2, ""], words.join(" "));
    assert.match(stderr, says);
  }
});

test("surveys, figures, questions and commands that are called like properties of all objects are names like any other", async () => {
  const questions = ["__proto__", "constructor", "toString"];
  // A figure's name and a survey's begin with a letter.
  const names = ["valueOf", "constructor", "toString"];
  const nets = (name) => JSON.parse(`{"survey": {"questions": {"${name}": {"nets": [{"label": "Both", "name": "both", "values": ["yes", "no"]}]}}}}`);
  const quotes = questions.map((question, at) => [names[at], { changes: nets(question) }]);
  const report = JSON.stringify({
    title: "B",
    surveys: Object.fromEntries(quotes),
    figures: Object.fromEntries(questions.map((rows, at) => [names[at], { rows, value: "both", survey: names[at] }])),
    blocks: questions.flatMap((rows, at) => [{ prose: `{{${names[at]}}}` }, { table: { rows }, survey: names[at] }]),
  });
  const fields = questions.map((name) => ({ name, categories: ["yes", "no"] }));
  const descriptor = { title: "A", resources: [{ path: "r.csv", schema: { fields } }], survey: { language: "en" } };
  writeFileSync(join(folder, "datapackage.json"), JSON.stringify(descriptor));
  writeFileSync(join(folder, "r.csv"), `${questions.join(",")}\n${"yes,no,yes\nno,no,yes\n".repeat(20)}`);
  writeFileSync(join(folder, "report.json"), report);
  const quoted = Object.entries(await node.reportSurveys(report)).map(([name, { changes }]) => [name, { changes }]);
  assert.equal(JSON.stringify(quoted.sort()), JSON.stringify(quotes.sort()));
  assert.equal(printed("check", join(folder, "report.json")), "");
  const { figures, blocks } = JSON.parse(printed("report", join(folder, "report.json"), "--json"));
  assert.deepEqual(names.map((name) => figures[name].text), ["100%", "100%", "100%"]);
  assert.deepEqual(blocks.flatMap(({ table }) => table?.groups[0].rows.at(-1).label ?? []), ["Both", "Both", "Both"]);
  for (const name of questions) {
    const { status, stderr } = chosa(name, HOSPITALS);
    assert.deepEqual([status, stderr.includes(`no command “${name}”`)], [2, true], stderr);
  }
});
