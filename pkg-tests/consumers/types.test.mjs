// The types of the packed package, and what the judges of packages say of it.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "node:test";
import { project, run, tarball, tool } from "./consumer.mjs";

for (const resolution of ["node16", "bundler"]) {
  test(`the public API under tsc --strict with moduleResolution ${resolution}`, () => {
    run(project("types"), tool("tsc"), ["--project", `tsconfig.${resolution}.json`]);
  });
}

test("the test of types sees a type that is not as it says", () => {
  const folder = project("types");
  const file = join(folder, "main.ts");
  writeFileSync(file, readFileSync(file, "utf8").replace("(cell.n).is<number | null>", "(cell.n).is<number>"));
  const { status, stdout } = spawnSync(tool("tsc"), ["--project", "tsconfig.bundler.json"], { cwd: folder, encoding: "utf8" });
  assert.notEqual(status, 0);
  assert.match(stdout, /main\.ts\(\d+,\d+\): error TS2554/);
});

test("publint finds nothing to say", () => {
  const said = run(process.cwd(), tool("publint"), ["run", tarball(), "--strict"]);
  assert.match(said, /All good!/);
});

/** Runs attw over some of the entries, or over all but these. It fails where it finds something wrong. */
function attw(profile, ...words) {
  run(process.cwd(), tool("attw"), [tarball(), "--format", "ascii", "--no-emoji", "--profile", profile, ...words]);
}

test("attw finds nothing wrong with what Node imports and requires", () => {
  attw("node16", "--entrypoints", ".", "node");
});

test("attw finds nothing wrong with what a bundler imports for browsers", () => {
  // The modules are no JavaScript, and their types are their addresses at most.
  attw("esm-only", "--exclude-entrypoints", ".", "node", "chosa_bg.wasm", "chosa_infer_bg.wasm");
});
