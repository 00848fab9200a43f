// The examples of the README are the very files that the other tests of this folder run.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

const README = readFileSync(new URL("../../README.md", import.meta.url), "utf8");
const ROOT = new URL("../../", import.meta.url);

/** Each example with the file that a comment before it names. */
const EXAMPLES = [...README.matchAll(/<!-- (\S+) -->\n+```\w+\n([^]*?)```/g)].map(([, file, text]) => ({ file, text }));

test("the README has an example for HTML, bundlers, Next.js, Node and Rust", () => {
  const kinds = ["html", "app", "next", "node-esm", "rust"];
  for (const kind of kinds) assert.ok(EXAMPLES.some(({ file }) => file.includes(kind)), kind);
});

for (const { file, text } of EXAMPLES) {
  test(`the README's example of ${file} is that file`, () => {
    assert.ok(existsSync(new URL(file, ROOT)), file);
    assert.equal(text, readFileSync(new URL(file, ROOT), "utf8"));
    assert.ok(text.split("\n").length <= 21, "an example is short");
  });
}

test("every bundler of the README's table has a fixture, and every fixture of a bundler a row", () => {
  const rows = [...README.matchAll(/^\| `fixtures\/([\w-]+)` \|/gm)].map(([, name]) => name);
  assert.ok(rows.length >= 10, rows.join());
  for (const name of rows) assert.ok(existsSync(new URL(`pkg-tests/consumers/fixtures/${name}/package.json`, ROOT)), name);
});
