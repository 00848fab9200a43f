// Bare files in Node: what is guessed crosses the border, opens in the engine, and can be corrected.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { inferFile, inferPackage } from "../../pkg/node.infer.js";
import { Survey } from "../../pkg/node.js";
import { differencesIn, interfacesOf } from "./declared-types.mjs";

const EXPORT = `Respondent ID,Do you read the news?,Where do you read it?,,How old are you?,E-mail Address
,Response,TV,Web,Response,Open-Ended Response
11,Yes,TV,Web,18-29,a@example.com
12,No,,Web,30-44,b@example.com
13,Yes,TV,,> 60,c@example.com
14,No,,,18-29,d@example.com
15,Yes,,Web,30-44,e@example.com
16,No,TV,,> 60,f@example.com
`;

const opened = async ({ descriptor, files }) => Survey.from(descriptor, files, { language: "en" });

/** How many chose each option of a question. */
const counts = (survey, rows) => survey.tabulate({ rows }).groups[0].rows.map(({ label, cells: [{ n }] }) => [label, n]);

test("a guess opens in the engine, without what tells who somebody is", async () => {
  const guess = await inferPackage({ "export.csv": EXPORT });
  assert.deepEqual([guess.file.source, guess.file.headerRows, guess.file.rows], ["surveyMonkey", 2, 6]);
  const text = new TextDecoder().decode(guess.files["responses.csv"]);
  assert.ok(text.includes("Respondent ID") && !text.includes("example.com"), text);
  const survey = await opened(guess);
  assert.deepEqual(counts(survey, guess.multiples[0].name), [["TV", 3], ["Web", 3]]);
  assert.equal(survey.describe().questions.find(({ label }) => label === "How old are you?").kind, "ordered");
});

test("what is told has the properties that are declared, and no others", async () => {
  const interfaces = interfacesOf("infer-types");
  const { differences } = differencesIn(interfaces);
  assert.ok(interfaces.size >= 8, [...interfaces.keys()].join());
  const routed = `a,b,c,d\n${"yes,x,1/2/2022,99\n".repeat(12)}${"no,,1/2/2022,1\n".repeat(12)}${"yes,y,1/2/2022,2\n".repeat(12)}`;
  for (const file of [EXPORT, routed, "m\na;b\nb;c\na;b;c\nb\n"]) {
    const guess = await inferPackage({ "f.csv": file });
    assert.deepEqual([...differences(guess, "Guess", "Guess", new Set())], []);
  }
});

test("corrections are taken, each of them", async () => {
  const columns = {
    2: { label: "News", categories: [{ value: "No", label: "Never" }, { value: "Yes" }], missing: [{ value: "x" }], name: "news" },
    3: { role: "option", multiple: "media" },
    4: { role: "option", multiple: "media", label: "Net" },
    5: { kind: "single", routed: false },
    6: { role: "question", kind: "text", name: undefined },
  };
  const multiples = { media: { label: "Media", blank: "none" } };
  const corrections = { title: "News, 2022", language: "ja", delimiter: "comma", headerRows: 2, sample: "census", population: 40, columns, multiples };
  const guess = await inferPackage({ "export.csv": EXPORT }, { corrections });
  assert.deepEqual(guess.columns[1].categories.map(({ label }) => label), ["Never", "Yes"]);
  assert.equal(guess.descriptor.title, "News, 2022");
  assert.deepEqual(guess.descriptor.survey.sample, { kind: "census" });
  const survey = await opened(guess);
  assert.deepEqual([survey.describe().language, survey.describe().population], ["ja", 40]);
  assert.deepEqual(counts(survey, "media"), [["TV", 3], ["Net", 3]]);
  assert.equal(survey.tabulate({ rows: "media" }).groups[0].base.n, 6);
  assert.ok(new TextDecoder().decode(guess.files["responses.csv"]).includes("a@example.com"));
  await assert.rejects(inferPackage({ "f.csv": EXPORT }, { corrections: { columns: { 1: { rôle: "id" } } } }), { code: "invalid_form" });
});

test("a file that is kept gives for each correction what a first look with it would give", async () => {
  const { file, guess } = await inferFile({ "export.csv": EXPORT });
  try {
    for (const corrections of [{}, { columns: { 2: { label: "News" } } }, { headerRows: 1 }, { columns: { 6: { role: "question" } } }]) {
      const { files, ...told } = await inferPackage({ "export.csv": EXPORT }, { corrections });
      assert.deepEqual(file.guess({ corrections }), told);
      assert.deepEqual(file.files({}), files);
    }
    assert.throws(() => file.guess({ corrections: { columns: { 1: { rôle: "id" } } }, language: "ja" }), { code: "invalid_form", message: /記述の形/, path: /rôle/ });
    assert.equal(guess.file.rows, 6);
  } finally {
    file.dispose();
  }
});

test("whoever fails to listen loses nothing but the news", async () => {
  const onProgress = () => {
    throw new Error("not now");
  };
  const long = `q\n${"Yes\nNo\n".repeat(9_000)}`;
  assert.equal((await inferPackage({ "f.csv": long }, { onProgress })).file.rows, 18_000);
});

test("the encoding is found out, and the file that goes with the guess is UTF-8", async () => {
  const japanese = "性別,満足度\n女性,満足\n男性,不満\n女性,やや満足\n";
  const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(japanese, "utf16le")]);
  // 性別 in Shift_JIS, with a kana so that it is one.
  const shiftJis = Uint8Array.of(0x90, 0xab, 0x95, 0xca, 0x0a, 0x82, 0xa0, 0x0a, 0x82, 0xa0, 0x0a);
  for (const [bytes, encoding, label] of [
    [utf16, "utf-16le", "性別"],
    [shiftJis, "shift_jis", "性別"],
    [gzipSync(japanese), "utf-8", "性別"],
    [Buffer.from("caf\xe9,b\nx,y\nx,z\n", "latin1"), "windows-1252", "café"],
  ]) {
    const guess = await inferPackage({ "f.csv": bytes });
    assert.deepEqual([guess.file.encoding, guess.columns[0].label], [encoding, label]);
    await opened(guess);
  }
  await assert.rejects(inferPackage({ "f.csv": utf16 }, { encoding: "shift_jis" }), { code: "bad_encoding" });
});

test("how far a guess has come is told while it works, in its bytes and never backwards", async () => {
  const bytes = new TextEncoder().encode(`a,b\n${"yes, 1\nno,2\n".repeat(20_000)}`);
  const told = [];
  const guess = await inferPackage({ "f.csv": bytes }, { onProgress: (progress) => told.push(progress) });
  assert.ok(guess.file.rewritten && told.length > 8, `told ${told.length} times`);
  assert.ok(told.every(({ loaded, total }, at) => total === bytes.length && loaded <= total && loaded >= (told[at - 1]?.loaded ?? 0)), JSON.stringify(told));
  assert.ok(told.at(-1).loaded > bytes.length * 0.9);
});

test("what leaves nothing out does not say that it does", async () => {
  const remarks = async (text) => (await inferPackage({ "f.csv": text })).file.remarks.map(({ en }) => en).join(" ");
  const rewritten = "a;b\nyes;1\nno;2\nyes;2\n";
  assert.match(await remarks(rewritten), /responses\.csv was made/);
  assert.doesNotMatch(await remarks(rewritten), /leaves out/);
  assert.match(await remarks("a;e-mail\nyes;a@example.com\nno;b@example.com\n"), /leaves out the columns that are set aside \(1\)/);
});

test("what is no table is refused with a code, in the language asked for", async () => {
  const png = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13);
  await assert.rejects(inferPackage({ "picture.csv": png }), ({ code, file, message }) => {
    assert.deepEqual([code, file], ["not_utf8", "picture.csv"]);
    return message.length > 0;
  });
  await assert.rejects(inferPackage({ "f.csv": "a,b\n1,2,3\n" }, { language: "ja" }), ({ code, row, message, hint }) => {
    assert.deepEqual([code, row], ["ragged_row", 2]);
    return /列|セル/.test(message) && hint.length > 0;
  });
  for (const [file, code] of [["", "empty_file"], ["<!doctype html>", "web_page"], ["a,b\n", "no_rows"]]) {
    await assert.rejects(inferPackage({ "f.csv": file }), { code });
  }
  await assert.rejects(inferPackage({}), { code: "empty_file" });
});

const folder = mkdtempSync(join(tmpdir(), "chosa-infer-"));
after(() => rmSync(folder, { recursive: true }));
const CLI = fileURLToPath(new URL("../../pkg/cli.js", import.meta.url));
const chosa = (...words) => spawnSync(process.execPath, [CLI, ...words], { encoding: "utf8", cwd: folder });

test("npx chosa infer writes a package that the other commands open, and asks on standard error", () => {
  writeFileSync(join(folder, "export.csv"), EXPORT);
  const { status, stdout, stderr } = chosa("infer", "export.csv");
  assert.equal(status, 0, stderr);
  assert.match(stderr, /chose nothing/);
  writeFileSync(join(folder, "datapackage.json"), stdout);
  assert.equal(JSON.parse(chosa("describe", "datapackage.json").stdout).respondents, 6);
  assert.equal(chosa("infer", "export.csv").status, 2, "what is there is not written over");
  const other = mkdtempSync(join(folder, "other-"));
  const again = chosa("infer", "export.csv", "-o", join(other, "datapackage.json"), "--corrections", '{"title": "T"}');
  assert.deepEqual([again.status, again.stdout], [0, ""]);
  assert.equal(JSON.parse(readFileSync(join(other, "datapackage.json"), "utf8")).title, "T");
  assert.ok(existsSync(join(other, "responses.csv")));
});

test("npx chosa describe and table take a bare file", () => {
  writeFileSync(join(folder, "bare.csv"), "sex,age\nF,18-29\nM,30-44\nF,18-29\nM,60+\n");
  const described = JSON.parse(chosa("describe", "bare.csv").stdout);
  assert.deepEqual(described.questions.map(({ name, kind }) => [name, kind]), [["sex", "single"], ["age", "ordered"]]);
  assert.match(chosa("table", "bare.csv", "--rows", "age", "--csv").stdout, /18-29/);
});
