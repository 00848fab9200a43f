// How the engine is loaded, from what, how often, and what becomes of it when a bug stops it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { after, before, test } from "node:test";
import { Worker } from "node:worker_threads";
import binaryen from "binaryen";
import { pathOf } from "./survey-packages.mjs";

const PKG = new URL("../../pkg/", import.meta.url);
const MODULE = new URL("chosa_bg.wasm", PKG);

/** What each program below begins with: an entry, the files of a survey, and what it answers. */
const PROLOGUE = `
  import assert from "node:assert/strict";
  import { readFileSync } from "node:fs";
  const bytes = readFileSync(new URL(${JSON.stringify(MODULE.href)}));
  const files = { "responses.csv": readFileSync(${JSON.stringify(pathOf("hospitals-2022-interim", "responses.csv"))}) };
  const descriptor = readFileSync(${JSON.stringify(pathOf("hospitals-2022-interim"))}, "utf8");
  const opened = (options) => Survey.from(descriptor, files, options);
  const count = (survey) => survey.tabulate({ rows: "vpn" }).groups[0].rows[0].cells[0].n;
`;

/** Runs a program of its own, since an engine once loaded stays; it must end well. */
function runs(code, entry = "index") {
  const imports = `import { init, Survey } from ${JSON.stringify(new URL(`${entry}.js`, PKG).href)};`;
  const input = imports + PROLOGUE + code;
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-"], { input, encoding: "utf8" });
  assert.equal(status, 0, stderr);
}

let server;
let origin;
before(async () => {
  server = createServer((request, response) => {
    const type = request.url === "/text" ? "text/plain" : "application/wasm";
    response.writeHead(request.url === "/lost" ? 404 : 200, { "content-type": type }).end(readFileSync(MODULE));
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  origin = `http://127.0.0.1:${server.address().port}`;
});
after(() => server.close());

/** Runs a program that asks the server, while the server is free to answer. */
async function runsBeside(code) {
  const imports = `import { init, Survey } from ${JSON.stringify(new URL("index.js", PKG).href)};`;
  const source = `data:text/javascript,${encodeURIComponent(imports + PROLOGUE + code)}`;
  const worker = new Worker(new URL(source));
  await new Promise((resolve, reject) => worker.once("error", reject).once("exit", resolve));
}

const HELD = {
  bytes: "bytes",
  "an ArrayBuffer": "bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)",
  "a compiled module": "await WebAssembly.compile(bytes)",
  "a response": 'new Response(bytes, { headers: { "content-type": "application/wasm" } })',
};
for (const [what, source] of Object.entries(HELD)) {
  test(`init takes ${what}, in the entries for browsers and for Node`, () => {
    for (const entry of ["index", "inline", "node"]) {
      runs(`await init(${source}); assert.equal(count(await opened()), 190);`, entry);
    }
  });
}

test("init takes an address, and the words of a server that knows no wasm do no harm", async () => {
  for (const source of [`"${origin}/"`, `new URL("${origin}/text")`, `fetch("${origin}/")`]) {
    await runsBeside(`console.warn = () => undefined; await init(await ${source}); assert.equal(count(await opened()), 190);`);
  }
});

test("a failed load is forgotten, and the next call tries again", async () => {
  await runsBeside(`
    await assert.rejects(init("${origin}/lost"), { code: "engine_unavailable", file: "chosa_bg.wasm" });
    await assert.rejects(init(new Uint8Array(3)), { code: "engine_unavailable" });
    await init("${origin}/");
    assert.equal(count(await opened()), 190);
  `);
});

test("calls at the same time load once, and a call after that does nothing", () => {
  runs(`
    let loads = 0;
    globalThis.fetch = async () => (loads += 1, new Response(bytes, { headers: { "content-type": "application/wasm" } }));
    await Promise.all([init(), init(), opened(), opened()]);
    await init(new Uint8Array(3));
    await init("nowhere");
    assert.equal(loads, 1);
  `);
});

test("without a call of init, the inline entry and Node's start by themselves, and fetch nothing", () => {
  for (const entry of ["inline", "node"]) {
    runs('globalThis.fetch = () => assert.fail("fetched"); assert.equal(count(await opened()), 190);', entry);
  }
});

/** A module with a bug in it: what a method of its glue calls traps. */
function faulty(name, method) {
  const module = binaryen.readBinary(readFileSync(new URL(`${name}_bg.wasm`, PKG)));
  const { MutableGlobals, SignExt, NontrappingFPToInt, BulkMemory, ReferenceTypes, Multivalue } = binaryen.Features;
  module.setFeatures(MutableGlobals | SignExt | NontrappingFPToInt | BulkMemory | ReferenceTypes | Multivalue);
  // The build gives exports short names; the glue knows which is which.
  const glue = readFileSync(new URL(`../../www/package/native/${name}.js`, import.meta.url), "utf8");
  const [, called] = new RegExp(`\\b${method} \\{.*?= wasm\\.(\\$\\d+)\\(this`, "s").exec(glue);
  binaryen.Function(module.getFunction(binaryen.getExportInfo(module.getExport(called)).value)).body = module.unreachable();
  return Buffer.from(module.emitBinary()).toString("base64");
}

test("after a bug has stopped the engine, what was open says so, and what is opened next answers", () => {
  runs(`
    await init(Buffer.from(${JSON.stringify(faulty("chosa", "describe\\(language\\)"))}, "base64"));
    const [first, second] = [await opened(), await opened({ language: "ja" })];
    assert.equal(count(first), 190);
    assert.throws(() => first.describe(), { code: "engine_stopped", name: "ChosaError" });
    for (const survey of [first, second]) assert.throws(() => count(survey), { code: "engine_stopped" });
    assert.throws(() => Survey.waves([{ name: "a", survey: second }]), { message: /不具合/ });
    for (const survey of [first, second]) survey.dispose();
    assert.throws(() => count(first), { code: "disposed" });
    const next = await opened();
    assert.equal(count(next), 190);
    assert.throws(() => next.describe(), { code: "engine_stopped" });
    assert.equal(count(await opened()), 190);
  `);
});

test("after a bug has stopped the guess, a file that was held says so, and the next is guessed at", () => {
  const bytes = faulty("chosa_infer", "responses\\(\\)");
  const entry = new URL("infer.js", PKG).href;
  const code = `
    import assert from "node:assert/strict";
    import { inferFile, init } from ${JSON.stringify(entry)};
    await init(Buffer.from(${JSON.stringify(bytes)}, "base64"));
    const held = () => inferFile({ "a.csv": "q\\nyes\\nno\\n" });
    const { file, guess } = await held();
    assert.equal(guess.descriptor.resources[0].schema.fields.length, 1);
    assert.throws(() => file.files({}), { code: "engine_stopped", name: "ChosaError" });
    assert.throws(() => file.guess({ language: "ja" }), { code: "engine_stopped", message: /不具合/ });
    file.dispose();
    const next = await held();
    assert.equal(next.file.guess({}).descriptor.resources[0].schema.fields.length, 1);
  `;
  const { status, stderr } = spawnSync(process.execPath, ["--input-type=module", "-"], { input: code, encoding: "utf8" });
  assert.equal(status, 0, stderr);
});

test("an error in what was asked stops nothing", () => {
  runs(`
    const survey = await opened();
    assert.throws(() => survey.tabulate({ rows: "vnp" }), { code: "unknown_question" });
    assert.equal(count(survey), 190);
  `, "node");
});
