// What is too large is told with its limit, and what else is open goes on answering.
import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { ChosaError, Survey } from "../../pkg/node.js";

const described = (survey) => ({
  resources: [{ path: "r.csv", schema: { fields: [{ name: "a", type: "string" }] } }],
  survey,
});
const PLAIN = described({});
const JOINED = described({ multiple: [{ name: "m", field: "a" }] });
const table = (survey) => survey.describe("en").respondents;

/** The sentence of the error that opening a file ends with, while another survey stays open. */
async function refusal(descriptor, bytes, language) {
  const other = await Survey.from(PLAIN, { "r.csv": "a\nx\ny\n" });
  const error = await Survey.from(descriptor, { "r.csv": bytes }, { language }).catch((thrown) => thrown);
  assert.ok(error instanceof ChosaError, `${error}`);
  assert.equal(error.code, "too_large", error.message);
  assert.notEqual(error.hint, "");
  assert.equal(table(other), 2);
  assert.equal(table(await Survey.from(PLAIN, { "r.csv": "a\nx\ny\nz\n" })), 3);
  return error;
}

test("one line of 100 MB is refused at the longest that a row may be", async () => {
  const bytes = new Uint8Array(100_000_000).fill(97);
  bytes.set(new TextEncoder().encode('a\nb\n"'));
  for (const language of ["ja", "en"]) {
    const error = await refusal(PLAIN, bytes, language);
    assert.ok(error.message.includes(String(1 << 24)), error.message);
    assert.deepEqual([error.file, error.row], ["r.csv", 3]);
  }
});

test("the same line, packed into a few kB, is refused too", async () => {
  const error = await refusal(PLAIN, gzipSync(Buffer.concat([Buffer.from("a\n"), Buffer.alloc(40_000_000, 98)])), "en");
  assert.ok(error.message.includes(String(1 << 24)), error.message);
});

test("a column of a million distinct texts is refused where they would be kept, and read where they are not", async () => {
  const lines = ["a"];
  for (let row = 0; row < 1_000_000; row += 1) lines.push(`text ${row}`);
  const bytes = new TextEncoder().encode(lines.join("\n"));
  const error = await refusal(JOINED, bytes, "en");
  assert.ok(error.message.includes("500000"), error.message);
  assert.deepEqual([error.file, error.row, error.column], ["r.csv", 500_002, "a"]);
  assert.equal(table(await Survey.from(PLAIN, { "r.csv": bytes })), 1_000_000);
});

test("a file of unknown length in pieces of any size is read like one in memory", async () => {
  const rows = Array.from({ length: 30_000 }, (_, row) => `"v${row % 5}, w"`);
  const text = ["a", ...rows].join("\r\n");
  const survey = await Survey.from(JOINED, { "r.csv": gzipSync(text) });
  const cells = survey.tabulate({ rows: "m" }).groups[0].rows.map(({ value, cells }) => [value, cells[0].n]);
  assert.deepEqual(cells, [0, 1, 2, 3, 4].map((value) => [`v${value}, w`, 6000]));
});
