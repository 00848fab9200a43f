// One engine: Node, a page and a Worker give the same table and the same drawing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { BAD_INPUTS } from "../package/bad-input.mjs";
import { evaluated, pathOf, textOf } from "../package/survey-packages.mjs";
import * as node from "../../pkg/node.js";
import { answers, PACKAGES, TABLES } from "./answers.mjs";
import { embedding, leave, startBrowser, visit } from "./reader.mjs";
import { SiteServer } from "./site-server.mjs";

const GOLDEN = new URL("../golden/", import.meta.url);
const CHARTS = JSON.parse(readFileSync(new URL("everywhere.json", GOLDEN), "utf8"));

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([startBrowser(), SiteServer.start()]);
  server.answer("/own.html", { body: embedding("en", "") });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** The workers that a page starts from now on, each as a promise that it ends. */
function workersOf(page) {
  const ends = [];
  page.on("worker", (worker) => ends.push(new Promise((ended) => worker.once("close", ended))));
  return ends;
}

for (const name of PACKAGES) {
  test(`${name}: tables, CSV, HTML and SVG are the same from Node, the page and a Worker, and SVG natively`, { timeout: 60_000 }, async () => {
    const asked = { tables: TABLES[name], charts: CHARTS[name] };
    const expected = await answers({ entry: new URL("../../pkg/node.js", import.meta.url).href, data: pathOf(name), ...asked });
    for (const [at, svg] of expected.svg.entries()) {
      // What the library draws natively; its own tests hold it to these files.
      assert.equal(svg, readFileSync(new URL(`everywhere-${name}-${at}.svg`, GOLDEN), "utf8"));
    }
    const page = await visit(browser, server, "/own.html");
    const workers = workersOf(page);
    for (const entry of ["/pkg/index.js", "/pkg/worker.js"]) {
      const given = await page.evaluate(answers, { entry, data: `/data/${name}/datapackage.json`, ...asked });
      for (const [kind, value] of Object.entries(expected)) assert.deepEqual(given[kind], value, `${kind} of ${entry}`);
    }
    assert.equal(workers.length, 1);
    // The browser tells later than the page that a worker has ended; one that stays runs into the test's timeout.
    await workers[0];
    await leave(page, server);
  });
}

test("a report with its quoted surveys is the same from a Worker", async () => {
  const page = await visit(browser, server, "/own.html");
  const name = "hospitals-2022-interim";
  const given = await page.evaluate(async ({ report, folder }) => {
    const { Survey } = await import("/pkg/worker.js");
    const open = (address) => Survey.open(new URL(address, new URL(folder, location.href)));
    const { surveys } = JSON.parse(report);
    const opened = await Promise.all(Object.entries(surveys).map(async ([name, address]) => [name, await open(address)]));
    const survey = await open("datapackage.json");
    return survey.report(report, { language: "ja", surveys: Object.fromEntries(opened) });
  }, { report: textOf(name, "report.json"), folder: `/data/${name}/` });
  assert.deepEqual(given, JSON.parse(JSON.stringify(await evaluated(node, name, "ja"))));
  await leave(page, server);
});

test("the worker ends with its last survey, and whoever still waits is told", { timeout: 60_000 }, async () => {
  const page = await visit(browser, server, "/own.html");
  const workers = workersOf(page);
  const given = await page.evaluate(async () => {
    const { Survey } = await import("/pkg/worker.js");
    const open = () => Survey.open("/data/schools-california/datapackage.json");
    const [first, second] = await Promise.all([open(), open()]);
    first.dispose();
    const { respondents } = await second.describe("en");
    const late = second.describe("en").catch((error) => error);
    second.dispose();
    return { respondents, code: (await late).code };
  });
  assert.deepEqual(given, { respondents: 200, code: "disposed" });
  assert.equal(workers.length, 1);
  await workers[0];
  await leave(page, server);
});

test("bytes in memory open in the page and in a Worker, and stay the caller's", async () => {
  const page = await visit(browser, server, "/own.html");
  const name = "schools-california";
  const files = { descriptor: textOf(name, "datapackage.json"), csv: textOf(name, "responses.csv") };
  for (const entry of ["/pkg/index.js", "/pkg/worker.js"]) {
    const given = await page.evaluate(async ({ entry, descriptor, csv }) => {
      const { Survey } = await import(entry);
      const bytes = new TextEncoder().encode(csv);
      const survey = await Survey.from(descriptor, { "responses.csv": bytes });
      const table = await survey.tabulate({ rows: "api00", measure: "mean" });
      survey.dispose();
      return { se: table.groups[0].rows[0].cells[0].se, left: bytes.length };
    }, { entry, ...files });
    assert.equal(given.se.toFixed(4), "9.4089");
    assert.equal(given.left, Buffer.byteLength(files.csv));
  }
  await leave(page, server);
});

test("an error crosses from the Worker with code, place and hint", async () => {
  const page = await visit(browser, server, "/own.html");
  const input = BAD_INPUTS.find(({ code }) => code === "unknown_code");
  const { descriptor, responses } = input.files();
  for (const entry of ["/pkg/index.js", "/pkg/worker.js"]) {
    const error = await page.evaluate(async ({ entry, descriptor, responses }) => {
      const { ChosaError, Survey } = await import(entry);
      const thrown = await Survey.from(descriptor, { "responses.csv": responses }, { language: "ja" }).catch((error) => error);
      const { code, file, row, column, message, hint } = thrown;
      return { ours: thrown instanceof ChosaError, code, file, row, column, words: message + hint };
    }, { entry, descriptor, responses });
    const { words, ...rest } = error;
    assert.deepEqual(rest, { ours: true, code: input.code, ...input.place });
    assert.match(words, /maybe.*missingValues/);
  }
  await leave(page, server);
});

test("responses in UTF-16, zipped, open in the page and in a Worker, and the encoding is told", async () => {
  const name = "schools-california";
  const path = `/data/${name}/responses.csv`;
  const text = Buffer.from(`\uFEFF${textOf(name, "responses.csv")}`, "utf16le");
  const packed = gzipSync(text);
  server.answer(path, { type: "application/gzip", body: packed });
  const page = await visit(browser, server, "/own.html");
  for (const entry of ["/pkg/index.js", "/pkg/worker.js"]) {
    const [se, last] = await page.evaluate(async ({ entry, data }) => {
      const { Survey } = await import(entry);
      const told = [];
      const survey = await Survey.open(data, { encoding: "utf-16", onProgress: (progress) => told.push(progress) });
      const table = await survey.tabulate({ rows: "api00", measure: "mean" });
      survey.dispose();
      return [table.groups[0].rows[0].cells[0].se, told.at(-1)];
    }, { entry, data: `/data/${name}/datapackage.json` });
    assert.equal(se.toFixed(4), "9.4089");
    assert.deepEqual(last, { file: "responses.csv", loaded: packed.length, total: packed.length, rows: 200, encoding: "utf-16le" });
  }
  server.mend();
  server.answer("/own.html", { body: embedding("en", "") });
  await leave(page, server);
});

test("loading can be called off and watched, in the page and in a Worker", async () => {
  const page = await visit(browser, server, "/own.html");
  for (const entry of ["/pkg/index.js", "/pkg/worker.js"]) {
    const path = "/data/hospitals-2022-final/responses.csv";
    const release = server.hold(path);
    const outcome = page.evaluate(async (entry) => {
      const { Survey } = await import(entry);
      const abort = new AbortController();
      globalThis.abort = abort;
      const thrown = await Survey.open("/data/hospitals-2022-final/datapackage.json", { signal: abort.signal }).catch((error) => error);
      return thrown.code;
    }, entry);
    const before = server.count(path);
    await page.waitForFunction(() => globalThis.abort);
    while (server.count(path) === before) await new Promise((later) => setImmediate(later));
    await page.evaluate(() => globalThis.abort.abort());
    assert.equal(await outcome, "aborted");
    release();
    server.mend();
    server.answer("/own.html", { body: embedding("en", "") });
    const steps = await page.evaluate(async (entry) => {
      delete globalThis.abort;
      const { Survey } = await import(entry);
      const steps = [];
      const survey = await Survey.open("/data/hospitals-2022-final/datapackage.json", { onProgress: (step) => steps.push(step) });
      survey.dispose();
      return steps;
    }, entry);
    const last = steps.filter(({ file }) => file === "responses.csv").at(-1);
    assert.equal(last.loaded, Buffer.byteLength(textOf("hospitals-2022-final", "responses.csv")));
  }
  await leave(page, server);
});
