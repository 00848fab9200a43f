// Programs outside of a browser that use the packed package.
import assert from "node:assert/strict";
import { test } from "node:test";
import { project, run, tool } from "./consumer.mjs";

/** What 476 hospitals answered: the published figures. */
const COUNTS = "Yes: 190 of 476\nNo: 252 of 476\nDon't know: 34 of 476\n";

/** The lines and the drawing of the long example. */
function assertAnswers(printed) {
  assert.match(printed, /^Yes: 190 of 476, between 0\.357 and 0\.443\n/);
  assert.match(printed, /\n<svg [^]* data-n="190" [^]*<\/svg>\s*$/);
}

test("Node by import", () => {
  assertAnswers(run(project("node-esm"), process.execPath, ["main.mjs"]));
});

test("Node by require", () => {
  assert.equal(run(project("node-cjs"), process.execPath, ["main.js"]), COUNTS);
});

test("a worker thread of Node", () => {
  assert.equal(run(project("node-worker"), process.execPath, ["main.mjs"]), COUNTS);
});

test("Deno", () => {
  const words = ["run", "--allow-read", "--allow-env", "--no-remote", "--node-modules-dir=manual", "main.mjs"];
  assertAnswers(run(project("bun-deno"), tool("deno"), words, { environment: { NO_COLOR: "1" } }));
});

test("Bun", () => {
  assertAnswers(run(project("bun-deno"), tool("bun"), ["main.mjs"]));
});

test("npx chosa", () => {
  const printed = run(project("node-esm"), "npx", ["--no", "chosa", "table", "survey/datapackage.json", "--rows", "vpn", "--csv"]);
  assert.match(printed, /190/);
});

test("no entry does anything when it is imported, as server rendering does", () => {
  const entries = ["chosa", "chosa/node", "chosa/worker", "chosa/element"];
  const folder = project("node-esm");
  const before = "const names = Object.getOwnPropertyNames(globalThis).sort().join();";
  const after = "if (Object.getOwnPropertyNames(globalThis).sort().join() !== names) throw new Error('globals');";
  for (const entry of entries) {
    const code = `${before} globalThis.fetch = () => { throw new Error('fetch') }; await import("${entry}"); ${after}`;
    run(folder, process.execPath, ["--input-type=module", "--eval", code]);
  }
});
