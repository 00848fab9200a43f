// The packed package, installed by npm into a fresh copy of a small project, and that project run.
import assert from "node:assert/strict";
import { spawn, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const pathOf = (relative) => fileURLToPath(new URL(relative, import.meta.url));
const FIXTURES = pathOf("fixtures/");
const DATA = pathOf("../../www/site/data/hospitals-2022-interim/");
const PKG = pathOf("../../pkg/");
/** Where the bundlers of package.json are installed; a project below it finds them as in a workspace. */
const WORK = pathOf("../../target/consumers/");

/** How long a program of a project may take. */
const PATIENCE = 300_000;

let packed;

/** The package as npm would publish it, packed once for all projects of a test file. */
export function tarball() {
  if (packed) return packed;
  mkdirSync(WORK, { recursive: true });
  const folder = mkdtempSync(join(WORK, "packed-"));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  run(WORK, "npm", ["pack", PKG, "--pack-destination", folder, "--loglevel=error"]);
  const [name] = readdirSync(folder);
  return (packed = join(folder, name));
}

/**
 * A fresh copy of a fixture, with a survey's files in `data`. What several fixtures have in
 * common lies in the fixture `shared`.
 */
export function copied(name, { data = "survey", shared } = {}) {
  const folder = join(WORK, name);
  rmSync(folder, { recursive: true, force: true });
  for (const source of shared ? [shared, name] : [name]) {
    cpSync(join(FIXTURES, source), folder, { recursive: true });
  }
  for (const file of ["datapackage.json", "responses.csv"]) {
    cpSync(join(DATA, file), join(folder, data, file));
  }
  cpSync(pathOf("report.json"), join(folder, data, "report.json"));
  return folder;
}

/** The same, with the package installed in it. */
export function project(name, options) {
  const folder = copied(name, options);
  run(folder, "npm", ["install", tarball(), "--offline", "--loglevel=error"]);
  return folder;
}

/** Runs a program in a folder to its end and gives what it printed; it must not fail. */
export function run(folder, program, words, { environment = {} } = {}) {
  const { status, stdout, stderr, error } = spawnSync(program, words, {
    cwd: folder,
    encoding: "utf8",
    timeout: PATIENCE,
    env: { ...process.env, ...environment },
  });
  assert.equal(status, 0, `${program} ${words.join(" ")} in ${folder}: ${error ?? ""}\n${stdout}\n${stderr}`);
  return stdout;
}

/** The path of a program that package.json installs. */
export const tool = (name) => join(WORK, "node_modules/.bin", name);

/** Starts a program that serves a project, and waits until it says its address. */
export async function serve(folder, program, words, address) {
  // Some programs colour what they say wherever the variable CI is set, in the midst of the address.
  const env = { ...process.env, NO_COLOR: "1" };
  const child = spawn(program, words, { cwd: folder, env, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  const stop = () => new Promise((stopped) => {
    child.once("exit", stopped);
    process.kill(-child.pid);
  });
  let said = "";
  const origin = await new Promise((resolve, reject) => {
    const patience = setTimeout(() => reject(new Error(`no address in: ${said}`)), PATIENCE);
    const hear = (text) => {
      said += text;
      const found = address.exec(said);
      if (found) resolve(found[0]);
      if (found) clearTimeout(patience);
    };
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding("utf8").on("data", hear);
    child.once("exit", (status) => reject(new Error(`${program} ended with ${status}: ${said}`)));
  });
  return { origin, stop };
}

/** The files of this ending below a folder. */
export function filesEndingIn(folder, ending) {
  return readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(ending));
}
