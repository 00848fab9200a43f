// The menu of a chart or table: copy, cite, link. What it saves is held in report-pages.test.mjs.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { createRequire } from "node:module";
import { after, before, beforeEach, test } from "node:test";
import { textOf } from "../package/survey-packages.mjs";
import { embedding, leave, ready, startBrowser, visit } from "./reader.mjs";
import { SiteServer } from "./site-server.mjs";

const NAME = "hospitals-2022-interim";
const DATA = `/data/${NAME}`;
const CHART = `<chosa-chart id="vpn" src="${DATA}/datapackage.json" rows="vpn" kind="bars" heading="Two in five"></chosa-chart>`;
const REPORT = `<chosa-report src="${DATA}/report.json"></chosa-report>`;
const AXE = createRequire(import.meta.url).resolve("axe-core");

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

async function shown(elements, { language = "en", policy = true, ...options } = {}) {
  const body = embedding(language, elements);
  server.answer("/own.html", { body: policy ? body : body.replace(/<meta http-equiv[^>]*>/, "") });
  const page = await visit(browser, server, "/own.html?of=theirs", options);
  await page.waitForSelector("[data-state=ready]");
  return page;
}

/** Opens the menu of a page's first chart, and what one of its words offers. */
async function offered(page, word) {
  await page.locator(".chosa-actions button").first().click();
  await page.getByRole("dialog").getByRole("button", { name: word, exact: true }).click();
  return page.locator(".chosa-text").inputValue();
}

const clipboard = { permissions: ["clipboard-read", "clipboard-write"] };

test("a table is copied as text that a spreadsheet takes apart", async () => {
  const page = await shown(CHART, clipboard);
  const text = await offered(page, "Copy table");
  const rows = text.split("\n").map((line) => line.split("\t"));
  assert.deepEqual(rows.find(([label]) => label === "Yes"), ["Yes", "39.9%", "35.7–44.3%", "190"]);
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
  await leave(page, server);
});

test("where the browser bars the clipboard, the button says what to do", async () => {
  const page = await shown(CHART);
  await page.evaluate(() => (navigator.clipboard.writeText = () => Promise.reject(new Error("no"))));
  await offered(page, "Copy table");
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await page.getByRole("button", { name: /Select the text/ }).waitFor();
  await page.locator(".chosa-text").focus();
  assert.equal(await page.locator(".chosa-text").evaluate(({ selectionEnd, value }) => selectionEnd === value.length), true);
  await leave(page, server);
});

test("the number behind a mark is copied", async () => {
  const page = await shown(CHART, clipboard);
  await page.locator(".chosa-mark").locator("visible=true").first().click();
  await page.getByRole("button", { name: "Copy", exact: true }).click();
  await page.getByRole("button", { name: "Copied" }).waitFor();
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^Yes 40% \(36%–44%\), n=476\n190 of 476\n/);
  await leave(page, server);
});

test("a citation names title, survey, data with version and day, the hashes of its files, address and day", async () => {
  const descriptor = { ...JSON.parse(textOf(NAME, "datapackage.json")), version: "1.2.0", created: "2022-03-01" };
  const text = JSON.stringify(descriptor);
  server.answer(`${DATA}/datapackage.json`, { body: text });
  for (const [language, word, accessed] of [["en", "Cite", "accessed"], ["ja", "引用", "閲覧日"]]) {
    const page = await shown(CHART, { language });
    const lines = (await offered(page, word)).split("\n");
    const hash = (text) => createHash("sha256").update(text).digest("hex");
    const today = await page.evaluate(() => new Intl.DateTimeFormat("en-CA").format());
    assert.equal(lines[0], "Two in five");
    assert.match(lines[1], /2022.*The Japan News.*2022/);
    assert.deepEqual(lines.slice(2), [
      `${NAME}, 1.2.0, 2022-03-01`,
      `datapackage.json SHA-256: ${hash(text)}`,
      `responses.csv SHA-256: ${hash(textOf(NAME, "responses.csv"))}`,
      `${server.origin}/own.html?of=theirs#vpn-chosa-block-0 (${accessed} ${today})`,
    ]);
    await leave(page, server);
  }
});

test("without a connection a citation goes without the hashes", async () => {
  const page = await shown(CHART);
  await page.context().setOffline(true);
  const lines = (await offered(page, "Cite")).split("\n");
  assert.equal(lines.length, 3);
  assert.match(lines[2], /^http.*accessed/);
  await page.context().setOffline(false);
  await leave(page, server, { complaints: [/ERR_INTERNET_DISCONNECTED/] });
});

test("a link leads to the very block, inside an element and beside another", async () => {
  const page = await shown(`${CHART.replace("vpn", "other")}${REPORT}`);
  await ready(page);
  const menu = page.locator("chosa-report .chosa-actions button").last();
  await menu.click();
  await page.getByRole("button", { name: "Link to this" }).click();
  const address = await page.locator(".chosa-text").locator("visible=true").inputValue();
  const id = await menu.evaluate((menu) => menu.closest("figure").id);
  assert.equal(address, `${server.origin}/own.html?of=theirs#${id}`);
  await leave(page, server);
  const there = await visit(browser, server, address.slice(server.origin.length));
  await ready(there);
  await there.waitForFunction((id) => Math.abs(document.querySelector("chosa-report").shadowRoot.getElementById(id).getBoundingClientRect().top) < 80, id);
  await leave(there, server);
});

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing that bars a reader while the menu, a text or a mark is open (${colorScheme})`, async () => {
    const page = await shown(CHART, { policy: false, colorScheme });
    await page.addScriptTag({ path: AXE });
    const audit = async (what) => {
      const { violations } = await page.evaluate(() => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
      assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))]), [], what);
    };
    await offered(page, "Cite");
    await audit("a text");
    await page.keyboard.press("Escape");
    await page.locator(".chosa-actions button").click();
    await audit("the menu");
    await page.keyboard.press("Escape");
    await page.locator("[role=application]").locator("visible=true").focus();
    await page.keyboard.press("ArrowDown");
    await audit("a tip");
    await page.keyboard.press("Enter");
    await audit("a mark");
    await leave(page, server);
  });
}

for (const language of ["ja", "en"]) {
  test(`at 400% nothing is cut and nothing scrolls sideways, with the menu or a mark open (${language})`, async () => {
    const page = await shown(REPORT + CHART, { language, viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 });
    await ready(page);
    const fits = async (what) => {
      const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.equal(wide, 0, what);
      for (const panel of await page.locator(".chosa-popover, .chosa-tip").locator("visible=true").all()) {
        const { x, y, width, height } = await panel.boundingBox();
        assert.ok(x >= 0 && x + width <= 320 && y >= 0 && y + height <= 256, `${what}: ${[x, y, width, height]}`);
        // What is taller than the window is reached by scrolling inside.
        const isReached = await panel.evaluate((panel) => panel.scrollHeight <= panel.clientHeight + 1 || getComputedStyle(panel).overflowY === "auto");
        assert.ok(isReached, what);
      }
    };
    await fits("closed");
    const menu = page.locator("chosa-chart .chosa-actions button");
    await menu.scrollIntoViewIfNeeded();
    await menu.click();
    await fits("the menu");
    for (const item of await page.getByRole("dialog").getByRole("button").all()) {
      await item.scrollIntoViewIfNeeded();
      const { x, width } = await item.boundingBox();
      assert.ok(x >= 0 && x + width <= 320, await item.innerText());
    }
    await page.keyboard.press("Escape");
    await page.locator("chosa-chart [role=application]").locator("visible=true").focus();
    await page.keyboard.press("ArrowDown");
    await fits("a tip");
    await page.keyboard.press("Enter");
    await fits("a mark");
    await leave(page, server);
  });
}

test("a reader with a keyboard alone opens the table, saves, cites, walks a chart and comes out at the end", async () => {
  const page = await shown(`${CHART}<a id="after" href="#after">After</a>`);
  const held = () => page.evaluate(() => {
    const inside = document.activeElement?.shadowRoot?.activeElement ?? document.activeElement;
    return inside.id || inside.getAttribute("role") || inside.className || inside.localName;
  });
  const stops = [];
  for (let presses = 0; presses < 10 && stops.at(-1) !== "after"; presses += 1) {
    await page.keyboard.press("Tab");
    stops.push(await held());
  }
  assert.deepEqual(stops, ["application", "summary", "chosa-action", "after"]);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
  assert.match(download.suggestedFilename(), /\.csv$/);
  await page.keyboard.press("Escape");
  assert.equal(await held(), "chosa-action");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Enter");
  assert.equal(await page.locator("chosa-chart details table").isVisible(), true);
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("ArrowDown");
  assert.equal(await page.locator(".chosa-tip").isVisible(), true);
  await page.keyboard.press("Enter");
  assert.equal(await page.getByRole("dialog").count(), 1);
  await page.keyboard.press("Escape");
  assert.equal(await held(), "application");
  await leave(page, server);
});
