// A program in Rust that uses the crate without charts.
import assert from "node:assert/strict";
import { cpSync, rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { copied, run } from "./consumer.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));

test("Rust", () => {
  const folder = copied("rust");
  // The versions that the crate is tested with, and what is compiled of them already.
  cpSync(join(ROOT, "Cargo.lock"), join(folder, "Cargo.lock"));
  const environment = { CARGO_TARGET_DIR: join(ROOT, "target") };
  const printed = run(folder, "cargo", ["run", "--quiet"], { environment });
  assert.equal(printed, "Yes: Some(190) of 476\nNo: Some(252) of 476\nDon't know: Some(34) of 476\n");
  rmSync(folder, { recursive: true });
});
