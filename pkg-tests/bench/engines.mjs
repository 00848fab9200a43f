// What answers a peer's tasks: its engine.js, which has read the survey, in a page or in Node.
//
// An engine's `open(bytes)` reads the file and gives the functions that are timed: `frequency`,
// `filtered`, `pairs`, `errors` and `errorsByRegion`, as many as it has. Each returns its answer
// as one list of numbers. Both places compile an engine anew for each one that is opened, as a
// reader's first visit does: a page has a context, Node a thread of its own. What an engine fetches
// later a page may ask for at once, in a line of its head: `ahead` lists these files.
import { copyFileSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Worker } from "node:worker_threads";
import { build } from "esbuild";
import { leave, visit } from "../browser/reader.mjs";
import { FOLDER, fileOf } from "./generator.mjs";

const path = (name) => fileURLToPath(new URL(name, import.meta.url));
const CHOSA = { browser: path("../../pkg/index.js"), node: path("../../pkg/node.js") };

const bundled = new Map();

/** The file of an engine with all that it imports, as each peer's page has one; Chosa's module stands beside it. In Node, Chosa is imported as it was built. */
export function bundle(script, platform) {
  const name = `${script.replaceAll("/", "-")}.${platform}.mjs`;
  const chosa = { name: "chosa", setup: ({ onResolve }) => onResolve({ filter: /^chosa$/ }, () => ({ path: CHOSA[platform], external: platform === "node" })) };
  const options = { entryPoints: [path(`peers/${script}`)], bundle: true, format: "esm", platform, outfile: `${FOLDER}${name}`, plugins: [chosa], logLevel: "error", loader: { ".wasm": "binary" } };
  const built = async () => {
    await build(options);
    copyFileSync(path("../../pkg/chosa_bg.wasm"), `${FOLDER}chosa_bg.wasm`);
    return name;
  };
  if (!bundled.has(name)) bundled.set(name, built());
  return bundled.get(name);
}

/** Opens an engine in a page of its own. */
export async function inPage({ browser, server }, { script, open = "open", ahead = [] }, rows) {
  fileOf(rows);
  const name = await bundle(script, "browser");
  const page = await visit(browser, server, "/bench/plain/blank.html");
  page.setDefaultTimeout(0);
  const given = { data: `/made/responses-${rows}.csv`, script: `/made/${name}`, open, ahead };
  return {
    start: () => page.evaluate(started, given),
    load: async () => {
      await page.evaluate(fetched, given);
      return page.evaluate(loaded);
    },
    run: (what) => page.evaluate(timed, what),
    close: () => leave(page, server),
  };
}

/** Opens an engine in a thread of Node. */
export async function inNode(_, { script, open = "open" }, rows) {
  const file = fileOf(rows);
  const name = await bundle(script, "node");
  const source = `${SCRIPT}\nconst calls = { fetched, loaded, timed };\n${[fetched, loaded, timed].join("\n")}`;
  const thread = new Worker(source, { eval: true });
  const call = (what, given) =>
    new Promise((resolve, reject) => {
      thread.once("error", reject);
      thread.once("message", ({ result, error }) => {
        thread.off("error", reject);
        if (error) reject(new Error(error));
        else resolve(result);
      });
      thread.postMessage({ what, given });
    });
  const given = { data: readFileSync(file), script: new URL(`file://${FOLDER}${name}`).href, open };
  return {
    load: async () => {
      await call("fetched", given);
      return call("loaded");
    },
    run: (what) => call("timed", what),
    close: () => thread.terminate(),
  };
}

const SCRIPT = `
const { parentPort } = require("node:worker_threads");
parentPort.on("message", async ({ what, given }) => {
  try {
    parentPort.postMessage({ result: await calls[what](given) });
  } catch (error) {
    parentPort.postMessage({ error: error.stack });
  }
});`;

// The rest runs in the page or the thread.

/** Gets the bytes and the script, which is no part of what is timed. */
async function fetched({ data, script, open }) {
  const bytes = typeof data === "string" ? new Uint8Array(await (await fetch(data)).arrayBuffer()) : data;
  globalThis.held = { bytes, open: (await import(script))[open] };
}

/** From the bytes to the first answer. */
async function loaded() {
  const start = performance.now();
  const engine = await held.open(held.bytes);
  const answer = await engine.frequency?.();
  const time = performance.now() - start;
  globalThis.held = { engine };
  return { time, answer };
}

/** From nothing to the first answer: the script, the bytes and what there is to compile. */
async function started({ data, script, open, ahead }) {
  const start = performance.now();
  for (const href of ahead) document.head.append(Object.assign(document.createElement("link"), { rel: "preload", as: "fetch", crossOrigin: "anonymous", href }));
  const [module, response] = await Promise.all([import(script), fetch(data)]);
  const engine = await module[open](new Uint8Array(await response.arrayBuffer()));
  const answer = await engine.frequency();
  return { time: performance.now() - start, answer };
}

/** One task, called as often as fills the sample. */
async function timed({ name, warmUp, longEnough }) {
  let answer;
  const timeOf = async (calls) => {
    const start = performance.now();
    for (let call = 0; call < calls; call += 1) answer = await held.engine[name]();
    return performance.now() - start;
  };
  let took = await timeOf(1);
  // Whatever takes a second has warmed up by itself.
  for (let call = 1; call < warmUp && took < 1000; call += 1) took += await timeOf(1);
  let calls = 1;
  let time = await timeOf(calls);
  while (time < longEnough) time = await timeOf((calls *= 2));
  return { time: time / calls, answer };
}
