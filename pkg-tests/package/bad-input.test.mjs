// Bad input is told by code, place and hint, in the reader's language, and never half computed.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { BAD_INPUTS } from "./bad-input.mjs";
import { pathOf, textOf } from "./survey-packages.mjs";
import { ChosaError, Survey } from "../../pkg/node.js";

const folder = mkdtempSync(join(tmpdir(), "chosa-"));
after(() => rmSync(folder, { recursive: true }));

const JAPANESE = /[\u3040-\u30ff\u4e00-\u9fff]/;

/** The error that an attempt ends with. */
async function errorOf(attempt) {
  const outcome = await attempt().catch((thrown) => thrown);
  assert.ok(outcome instanceof ChosaError, `${outcome}`);
  return outcome;
}

function assertTold(error, { code, place, names = "" }, language) {
  const { file, path, row, column } = error;
  assert.equal(error.code, code);
  assert.deepEqual({ file, path, row, column }, { file: undefined, path: undefined, row: undefined, column: undefined, ...place });
  assert.ok(error.message.includes(names), error.message);
  assert.notEqual(error.hint, "");
  if (language === "en") for (const sentence of [error.message, error.hint]) assert.match(sentence, /^["A-Z][^]*[^.]\.$/);
  for (const sentence of [error.message, error.hint]) assert.equal(JAPANESE.test(sentence), language === "ja", sentence);
  for (const part of Object.values(place)) assert.ok(error.place(language).includes(String(part)), error.place(language));
  assert.ok(!/null|undefined/.test(error.place(language)), error.place(language));
}

function write(files) {
  const into = mkdtempSync(join(folder, "package-"));
  writeFileSync(join(into, "datapackage.json"), files.descriptor);
  if (files.responses !== undefined) writeFileSync(join(into, "responses.csv"), files.responses);
  return join(into, "datapackage.json");
}

for (const input of BAD_INPUTS) {
  for (const language of ["ja", "en"]) {
    test(`${input.name}, from the disk (${language})`, async () => {
      const path = write(input.files());
      assertTold(await errorOf(() => Survey.open(path, { language })), input, language);
    });
  }
}

for (const input of BAD_INPUTS.filter(({ code }) => code !== "not_found")) {
  for (const language of ["ja", "en"]) {
    test(`${input.name}, from memory (${language})`, async () => {
      const { descriptor, responses } = input.files();
      const opening = () => Survey.from(descriptor, { "responses.csv": responses }, { language });
      assertTold(await errorOf(opening), input, language);
    });
  }
}

test("a file that was not handed over is named with its path in the descriptor", async () => {
  const descriptor = textOf("hospitals-2022-interim", "datapackage.json");
  for (const language of ["ja", "en"]) {
    const error = await errorOf(() => Survey.from(descriptor, {}, { language }));
    const place = { file: "datapackage.json", path: "resources[0].path" };
    assertTold(error, { code: "missing_resource", place, names: "responses.csv" }, language);
  }
});

test("a descriptor may not lead out of its folder", async () => {
  for (const address of ["../responses.csv", "/etc/hostname", "https://example.org/responses.csv"]) {
    const path = write({ descriptor: JSON.stringify({ resources: [{ path: address, schema: { fields: [{ name: "a" }] } }] }) });
    assert.equal((await errorOf(() => Survey.open(path))).code, "unsafe_path", address);
  }
});

test("a report that quotes an unknown figure is refused with the path of the text", async () => {
  const survey = await Survey.open(pathOf("hospitals-2022-interim"));
  const report = { title: "A", figures: {}, blocks: [{ prose: { ja: "{{warned}}", en: "{{warned}}" } }] };
  for (const language of ["ja", "en"]) {
    const error = await errorOf(async () => survey.report(report, { language }));
    const place = { file: "report.json", path: "blocks[0].prose.en" };
    assertTold(error, { code: "unknown_figure", place, names: "warned" }, language);
  }
});

test("a text that begins with the name of an entry is a sentence in English, and in Japanese stays what it is", async () => {
  const survey = await Survey.open(pathOf("hospitals-2022-interim"));
  const told = async (request, language) => (await errorOf(async () => survey.tabulate({ ...request, language }))).message;
  const none = { rows: [] };
  assert.deepEqual([await told(none, "ja"), await told(none, "en")], ["rows に設問を一つ以上書いてください", "Name at least one question in rows."]);
  const total = { rows: "vpn", multipleTotal: true, percent: "row" };
  assert.deepEqual([await told(total, "ja"), await told(total, "en")], ["multipleTotal は縦の割合（percent が column）で使えます", "multipleTotal goes with column percent"]);
  assert.match(await told({ rows: "beds", measure: "median", base: "all" }, "ja"), /^answered 以外の base は、[^]*使えます）?$/);
});

test("a request for an unknown question, and one of a wrong form, are refused in words", async () => {
  const survey = await Survey.open(pathOf("hospitals-2022-interim"));
  for (const language of ["ja", "en"]) {
    const unknown = await errorOf(async () => survey.tabulate({ rows: "vnp", language }));
    assertTold(unknown, { code: "unknown_question", place: {}, names: "vnp" }, language);
    const misshapen = await errorOf(async () => survey.tabulate({ rows: "vpn", measure: "medium", language }));
    assert.equal(misshapen.code, "invalid_form");
    assert.equal(misshapen.path, "request.measure");
  }
});
