// What publishers get wrong, made from a package that is right, and what each must be called.
// The tests in Node and in the browser read the same list.
import { pathOf, textOf } from "./survey-packages.mjs";
import { readFileSync } from "node:fs";

const NAME = "hospitals-2022-interim";

const descriptor = () => JSON.parse(textOf(NAME, "datapackage.json"));
const responses = () => textOf(NAME, "responses.csv");
const fields = () => descriptor().resources[0].schema.fields.length;

function describedOtherwise(change) {
  const changed = descriptor();
  change(changed);
  return { descriptor: JSON.stringify(changed), responses: responses() };
}

function answeredOtherwise(changed) {
  return { descriptor: JSON.stringify(descriptor()), responses: changed };
}

function lineEndingIn(number, ending) {
  const lines = responses().split("\n");
  lines[number - 1] += ending;
  return lines.join("\n");
}

/** Each with the files it consists of (`responses` absent: the file is missing), its code, its place and a word that its message must name. */
export const BAD_INPUTS = [
  {
    name: "a descriptor that names a missing column",
    files: () => describedOtherwise(({ resources }) => resources[0].schema.fields.push({ name: "ward", type: "string" })),
    code: "missing_column",
    place: { file: "datapackage.json", path: `resources[0].schema.fields[${fields()}].name` },
    names: "ward",
  },
  {
    name: "a ragged row",
    files: () => answeredOtherwise(lineEndingIn(10, ",extra")),
    code: "ragged_row",
    place: { file: "responses.csv", row: 10 },
    names: String(fields() + 1),
  },
  {
    name: "an unknown code",
    files: () => answeredOtherwise(responses().replace(",yes,done,", ",yes,maybe,")),
    code: "unknown_code",
    place: { file: "responses.csv", row: responses().split("\n").findIndex((line) => line.includes(",yes,done,")) + 1, column: "patched" },
    names: "maybe",
  },
  {
    name: "a base that names an unknown question",
    files: () => describedOtherwise(({ survey }) => (survey.questions.patched.base = { vnp: "yes" })),
    code: "unknown_question",
    place: { file: "datapackage.json", path: "survey.questions.patched.base" },
    names: "vnp",
  },
  {
    name: "a file that is missing",
    files: () => ({ descriptor: JSON.stringify(descriptor()), responses: undefined }),
    code: "not_found",
    place: { file: "responses.csv" },
    names: "404",
  },
  {
    name: "a web page in place of the CSV",
    files: () => answeredOtherwise("\n<!DOCTYPE html>\n<html><body>Sign in, please.</body></html>\n"),
    code: "web_page",
    place: { file: "responses.csv" },
    names: "HTML",
  },
  {
    name: "a CSV in another encoding",
    // Shift_JIS for 「調査」 in a cell of the third line.
    files: () => {
      const bytes = readFileSync(pathOf(NAME, "responses.csv"));
      const at = bytes.indexOf("\n", bytes.indexOf("\n") + 1) + 1;
      return answeredOtherwise(Buffer.concat([bytes.subarray(0, at), Buffer.from([0x92, 0xb2, 0x8d, 0xb8]), bytes.subarray(at)]));
    },
    code: "not_utf8",
    place: { file: "responses.csv" },
    names: "UTF-8",
  },
  {
    name: "an empty CSV",
    files: () => answeredOtherwise(""),
    code: "empty_file",
    place: { file: "responses.csv" },
  },
  {
    name: "a CSV with a header alone",
    files: () => answeredOtherwise(`${responses().split("\n")[0]}\n`),
    code: "no_rows",
    place: { file: "responses.csv" },
  },
  {
    name: "a descriptor that is not JSON",
    files: () => ({ descriptor: '{ "resources": [', responses: responses() }),
    code: "invalid_json",
    place: { file: "datapackage.json" },
    names: "JSON",
  },
];
