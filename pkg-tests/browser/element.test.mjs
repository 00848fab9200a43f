// `<chosa-report>` in somebody else's page: loading, sharing, leaving, coming back, failing.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { BAD_INPUTS } from "../package/bad-input.mjs";
import { textOf } from "../package/survey-packages.mjs";
import { embedding, failed, FIGURES, leave, ready, startBrowser, visit } from "./reader.mjs";
import { SiteServer } from "./site-server.mjs";

const DATA = "/data/hospitals-2022-interim";
const FALLBACK = "The words of the page itself.";
const ELEMENT = `<chosa-report src="${DATA}/report.json"><p class="own">${FALLBACK}</p></chosa-report>`;
/** What Chromium writes to the console of its own accord when a file is not there. */
const LOST = { complaints: [/status of 404/] };

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([startBrowser(), SiteServer.start()]);
});
beforeEach(() => server.mend());
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Opens a page of its own with these elements in it. */
function embed(elements = ELEMENT, language = "en") {
  server.answer("/own.html", { body: embedding(language, elements) });
  return visit(browser, server, "/own.html");
}

/** The page shows an error in words above its own fallback, and not one figure. */
async function assertRefused(page, { code, place, names = "" }, language) {
  await failed(page);
  const [error] = await page.evaluate(() => globalThis.told.error);
  assert.equal(error.code, code);
  for (const [key, value] of Object.entries(place)) assert.equal(error[key], value);
  assert.deepEqual([error.name, error.composed], ["ChosaError", true]);
  const notice = await page.getByRole("alert").innerText();
  for (const words of [error.message, error.hint, code, names, ...Object.values(place)]) {
    assert.ok(notice.includes(words), `${notice}\n lacks ${words}`);
  }
  assert.ok(notice.includes(language === "ja" ? "このレポートを計算できませんでした" : "This report could not be computed"));
  assert.ok(notice.includes(language === "ja" ? "あらかじめ用意された内容" : "prepared with the page"));
  assert.equal(/[\u3040-\u30ff]/.test(notice), language === "ja");
  assert.ok(await page.locator(".own").isVisible());
  assert.equal(await page.locator(`${FIGURES}, chosa-report svg, chosa-report table, .chosa-report`).count(), 0);
  assert.deepEqual(await page.evaluate(() => globalThis.told.ready), []);
}

for (const input of BAD_INPUTS) {
  for (const language of ["ja", "en"]) {
    test(`${input.name} is told in words, and no figure is shown (${language})`, async () => {
      const { descriptor, responses } = input.files();
      server.answer(`${DATA}/datapackage.json`, { body: descriptor });
      if (responses === undefined) server.lose(`${DATA}/responses.csv`);
      else server.answer(`${DATA}/responses.csv`, { body: responses });
      const page = await embed(ELEMENT, language);
      await assertRefused(page, input, language);
      await leave(page, server, LOST);
    });
  }
}

const MISSING = [
  ["the report", `${DATA}/report.json`, { code: "not_found", place: { file: "report.json" }, names: "404" }],
  ["the descriptor", `${DATA}/datapackage.json`, { code: "not_found", place: { file: "datapackage.json" }, names: "404" }],
  ["a quoted survey", "/data/hospitals-2022-final/responses.csv", { code: "not_found", place: { file: "responses.csv" }, names: "404" }],
  ["the engine", "/pkg/chosa_bg.wasm", { code: "engine_unavailable", place: { file: "chosa_bg.wasm" }, names: "wasm-unsafe-eval" }],
];

for (const [what, path, expected] of MISSING) {
  for (const language of ["ja", "en"]) {
    test(`${what} that is not there is told in words (${language})`, async () => {
      server.lose(path);
      const page = await embed(ELEMENT, language);
      await assertRefused(page, expected, language);
      await leave(page, server, LOST);
    });
  }
}

test("a server's home page in place of the report or of the engine is told as such", async () => {
  for (const [path, code] of [[`${DATA}/report.json`, "web_page"], ["/pkg/chosa_bg.wasm", "engine_unavailable"]]) {
    server.mend();
    server.answer(path, { type: "text/html; charset=utf-8", body: "<!doctype html><title>Home</title>" });
    const page = await embed();
    await assertRefused(page, { code, place: {} }, "en");
    await leave(page, server, { complaints: [] });
  }
});

test("a report with one wrong reference shows nothing at all", async () => {
  const report = JSON.parse(textOf("hospitals-2022-interim", "report.json"));
  const at = report.blocks.findLastIndex(({ prose }) => prose);
  report.blocks[at].prose.en += " {{idel}}";
  server.answer(`${DATA}/report.json`, { body: JSON.stringify(report) });
  const page = await embed();
  const path = `blocks[${at}].prose.en`;
  await assertRefused(page, { code: "unknown_figure", place: { file: "report.json", path }, names: "idel" }, "en");
  await leave(page, server);
});

test("until the data has come, the page's own words stand there", async () => {
  const release = server.hold(`${DATA}/responses.csv`);
  const page = await embed();
  await page.waitForRequest(/responses\.csv/).catch(() => undefined);
  assert.ok(await page.locator(".own").isVisible());
  assert.equal(await page.locator(FIGURES).count(), 0);
  release();
  await ready(page);
  assert.ok(!(await page.locator(".own").isVisible()));
  assert.ok(await page.locator(FIGURES).first().isVisible());
  await leave(page, server);
});

test("after a failure, setting the address again tries again", async () => {
  server.lose(`${DATA}/responses.csv`);
  const page = await embed();
  await failed(page);
  server.mend();
  await page.evaluate(() => {
    const element = document.querySelector("chosa-report");
    element.src = element.src.replace("report.json", "report.json?again");
  });
  await ready(page);
  assert.equal(await page.getByRole("alert").count(), 0);
  await leave(page, server, LOST);
});

test("two elements share one load, and each can leave without harm to the other", async () => {
  const page = await embed(ELEMENT + ELEMENT);
  await ready(page, 2);
  const files = ["/pkg/chosa_bg.wasm", `${DATA}/report.json`, `${DATA}/datapackage.json`, `${DATA}/responses.csv`];
  for (const file of files) assert.equal(server.count(file), 1, file);
  const [first, second] = await page.evaluate(() => globalThis.told.ready.map(({ html }) => html));
  assert.equal(first, second);
  await page.evaluate(() => document.querySelector("chosa-report").remove());
  await page.locator("#chosa-block-1 .chosa-action").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".chosa-popover .chosa-action").first().click()]);
  assert.equal(await download.failure(), null);
  await leave(page, server);
});

test("an element that is moved keeps its load; one that comes back after it was removed loads anew", async () => {
  const page = await embed();
  await ready(page);
  await page.evaluate(() => document.body.append(document.querySelector("chosa-report")));
  await page.waitForFunction(() => globalThis.told.ready.length === 2);
  assert.equal(server.count(`${DATA}/responses.csv`), 1);
  await page.evaluate(async () => {
    const element = document.querySelector("chosa-report");
    element.remove();
    // A few tasks later the report and then its surveys have been given back.
    await new Promise((later) => setTimeout(later, 50));
    delete element.dataset.state;
    document.body.append(element);
  });
  await ready(page);
  assert.equal(server.count(`${DATA}/responses.csv`), 2);
  assert.ok(await page.locator(FIGURES).first().isVisible());
  await leave(page, server);
});

test("an element that leaves while it loads shows nothing and tells nothing", async () => {
  const release = server.hold(`${DATA}/responses.csv`);
  const page = await embed(ELEMENT + ELEMENT.replace("report.json", "report.json?other"));
  const kept = page.locator("chosa-report").last();
  await page.evaluate(() => {
    globalThis.gone = document.querySelector("chosa-report");
    globalThis.gone.remove();
  });
  release();
  await kept.locator(FIGURES).first().waitFor();
  assert.deepEqual(await page.evaluate(() => [globalThis.told.ready.length, globalThis.gone.dataset.state ?? null]), [1, null]);
  await leave(page, server);
});

test("the language is that of the closest lang, and follows a change", async () => {
  const page = await embed(`<div lang="ja">${ELEMENT}</div>`);
  await ready(page);
  assert.equal(await page.locator("article").getAttribute("lang"), "ja");
  await page.evaluate(() => (document.querySelector("chosa-report").lang = "en"));
  await page.waitForFunction(() => globalThis.told.ready.length === 2);
  assert.equal(await page.locator("article").getAttribute("lang"), "en");
  await leave(page, server);
});

test("src and data reflect their attributes, and data may lie elsewhere", async () => {
  server.answer("/elsewhere/report.json", { body: JSON.stringify({ title: "A", figures: { w: { rows: "vpn", value: "yes" } }, blocks: [{ prose: "{{w}}" }] }) });
  const page = await embed(`<chosa-report src="/elsewhere/report.json" data="${DATA}/datapackage.json"></chosa-report>`);
  await ready(page);
  assert.equal(await page.locator(FIGURES).textContent(), "40%");
  const { src, data } = await page.evaluate(() => {
    const { src, data } = document.querySelector("chosa-report");
    return { src, data };
  });
  assert.deepEqual({ src, data }, { src: "/elsewhere/report.json", data: `${DATA}/datapackage.json` });
  await leave(page, server);
});
