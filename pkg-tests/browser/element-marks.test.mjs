// The marks of a chart under a pointer, a finger and the arrow keys, whatever the chart's kind.
import assert from "node:assert/strict";
import { after, before, beforeEach, test } from "node:test";
import { embedding, leave, startBrowser, visit } from "./reader.mjs";
import { SiteServer } from "./site-server.mjs";

const DATA = "/data/hospitals-2022-interim";
const chart = (attributes) => `<chosa-chart src="${DATA}/datapackage.json" ${attributes}></chosa-chart>`;
const BARS = chart('rows="vpn" kind="bars" heading="Two in five"');

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

/** A page with one chart, and its parts. */
async function charted(element = BARS, { language = "en", body = element, ...options } = {}) {
  server.answer("/own.html", { body: embedding(language, body) });
  const page = await visit(browser, server, "/own.html", options);
  await page.waitForSelector('chosa-chart[data-state="ready"]');
  await page.evaluate(() => {
    globalThis.chosen = [];
    addEventListener("chosa-select", ({ detail }) => globalThis.chosen.push(detail));
  });
  const stop = page.locator("[role=application]").locator("visible=true");
  return { page, stop, marks: stop.locator(".chosa-mark"), tip: page.locator(".chosa-tip"), said: page.locator(".chosa-said") };
}

test("a pointer over a mark shows its figure, interval, base and label, and no other tip beside it", async () => {
  const { page, marks, tip, stop } = await charted();
  assert.equal(await tip.isVisible(), false);
  await marks.first().hover();
  assert.equal(await tip.innerText(), "40%\n(36%–44%), n=476\nYes");
  await marks.nth(1).hover();
  assert.match(await tip.innerText(), /^53%\n/);
  // The browser would show each title once more.
  assert.equal(await stop.locator("title").count(), 0);
  const named = await stop.locator("svg").evaluate((svg) => svg.getAttribute("aria-labelledby").split(" ").map((id) => svg.getRootNode().getElementById(id).textContent));
  assert.match(named[0], /Two in five/);
  await page.mouse.move(5, 5);
  assert.equal(await tip.isVisible(), false);
  await leave(page, server);
});

test("a pointer near a dot is on it, and may move onto the tip; Escape takes the tip away", async () => {
  const { page, marks, tip } = await charted(chart('rows="vpn" kind="dots"'));
  const dot = await marks.first().locator("circle").first().boundingBox();
  await page.mouse.move(dot.x + dot.width / 2, dot.y - 6);
  assert.match(await tip.innerText(), /^40%/);
  const box = await tip.boundingBox();
  await page.mouse.move(box.x + 10, box.y + 10, { steps: 4 });
  assert.equal(await tip.isVisible(), true);
  await page.keyboard.press("Escape");
  assert.equal(await tip.isVisible(), false);
  await leave(page, server);
});

for (const [language, spoken, words] of [["en", "Yes: 40% (36%–44%), n=476", /190 of 476[^]*Base: those who answered this question[^]*beta/], ["ja", "はい：40% (36%–44%)、n=476", /476件のうち190件[^]*対象：この設問の回答者[^]*ベータ法/]]) {
  test(`the arrow keys walk the marks from one tab stop, and Enter opens what is behind one (${language})`, async () => {
    const { page, stop, tip, said } = await charted(BARS, { language });
    await page.keyboard.press("Tab");
    assert.equal(await stop.evaluate((stop) => stop.getRootNode().activeElement === stop), true);
    assert.match(await stop.getAttribute("aria-label"), /Two in five/);
    await page.keyboard.press("ArrowRight");
    assert.equal(await said.textContent(), spoken);
    assert.equal(await said.getAttribute("aria-live"), "polite");
    const ends = [];
    for (const key of ["ArrowDown", "End", "ArrowDown", "ArrowLeft", "Home", "ArrowUp"]) {
      await page.keyboard.press(key);
      ends.push((await said.textContent()).match(/\d+%/)[0]);
    }
    assert.deepEqual(ends, ["53%", "7%", "7%", "53%", "40%", "40%"]);
    await page.keyboard.press("Escape");
    assert.equal(await tip.isVisible(), false);
    assert.equal(await page.getByRole("dialog").count(), 0);
    await page.keyboard.press("Enter");
    assert.equal(await page.getByRole("dialog").count(), 0, "without a mark there is nothing to open");
    await page.keyboard.press("Home");
    await page.keyboard.press("Enter");
    assert.match(await page.getByRole("dialog").innerText(), words);
    const [detail] = await page.evaluate(() => globalThis.chosen);
    assert.deepEqual([detail.row, detail.column, Number(detail.value).toFixed(3)], ["yes", "", "0.399"]);
    await page.keyboard.press("Escape");
    assert.equal(await stop.evaluate((stop) => stop.getRootNode().activeElement === stop), true);
    await page.keyboard.press("Tab");
    assert.equal(await stop.evaluate((stop) => stop.getRootNode().activeElement === stop), false);
    await leave(page, server);
  });
}

const KINDS = {
  bars: 'rows="vpn" columns="founder"',
  stacked: 'rows="threat" columns="beds_class"',
  diverging: 'rows="threat"',
  heat: 'rows="threat" columns="beds_class"',
  columns: 'rows="vpn" columns="beds_class"',
  box: `rows="beds" measure="median" request='{"split": "quantiles"}'`,
  histogram: `rows="beds" request='{"split": "classes"}'`,
  donut: 'rows="vpn"',
};

for (const [kind, attributes] of Object.entries(KINDS)) {
  test(`every mark of a chart of the kind ${kind} is walked, is spoken as what it stands for, and opens`, async () => {
    const { page, marks, stop, said } = await charted(chart(`${attributes} kind="${kind}"`));
    const count = await marks.count();
    assert.ok(count > 2);
    await stop.focus();
    const heard = [];
    for (let at = 0; at < count; at += 1) {
      await page.keyboard.press("ArrowDown");
      heard.push(await said.textContent());
    }
    // A wide table of colours is broken in two, and its Total stands in both.
    assert.ok(new Set(heard).size > count * 0.8, heard.join());
    assert.deepEqual(heard, await marks.locator("title, desc").allTextContents());
    await page.keyboard.press("Enter");
    const shown = await page.getByRole("dialog").innerText();
    assert.ok(shown.includes(heard.at(-1).match(/[\d.]+%?/)?.[0] ?? "—"), shown);
    await leave(page, server);
  });
}

test("a finger opens what is behind a mark", async () => {
  const { page, marks, tip } = await charted(BARS, { hasTouch: true, viewport: { width: 400, height: 800 } });
  await marks.first().tap();
  assert.match(await page.getByRole("dialog").innerText(), /40%[^]*190 of 476/);
  assert.equal(await tip.isVisible(), false);
  assert.equal((await page.evaluate(() => globalThis.chosen)).length, 1);
  await leave(page, server);
});

test("a click beside a dot chooses it, once", async () => {
  const { page, marks } = await charted(chart('rows="vpn" kind="dots"'));
  const dot = await marks.first().locator("circle").first().boundingBox();
  await page.mouse.click(dot.x + dot.width / 2, dot.y - 6);
  assert.match(await page.getByRole("dialog").innerText(), /190 of 476/);
  assert.deepEqual(await page.evaluate(() => globalThis.chosen.map(({ row }) => row)), ["yes"]);
  await leave(page, server);
});

test("with forced colours the ring and the tip keep their edges", async () => {
  const { page, stop, tip } = await charted(BARS, { forcedColors: "active" });
  await stop.focus();
  await page.keyboard.press("ArrowDown");
  const widths = await page.evaluate(() => {
    const root = document.querySelector("chosa-chart").shadowRoot;
    return [".chosa-ring", ".chosa-tip"].map((name) => getComputedStyle(root.querySelector(name)).borderTopWidth);
  });
  assert.deepEqual(widths, ["2px", "1px"]);
  assert.equal(await tip.isVisible(), true);
  await leave(page, server);
});

test("in a page that runs from right to left a chart, its tip and its panel stay in the window and in order", async () => {
  const sides = async (direction) => {
    const { page, stop, tip, marks } = await charted(BARS, { body: `<div dir="${direction}">${BARS}</div>`, viewport: { width: 700, height: 800 } });
    await stop.focus();
    await page.keyboard.press("ArrowDown");
    const [box, bar] = [await tip.boundingBox(), await marks.first().locator("rect").first().boundingBox()];
    const label = await stop.locator(".chosa-label text").first().boundingBox();
    assert.ok(box.x >= 0 && box.x + box.width <= 700, JSON.stringify(box));
    assert.ok(label.x + label.width < bar.x, "a label stands before its bar");
    await page.keyboard.press("Enter");
    const panel = await page.getByRole("dialog").boundingBox();
    assert.ok(panel.x >= 0 && panel.x + panel.width <= 700, JSON.stringify(panel));
    await leave(page, server);
    return [label.x, bar.x];
  };
  assert.deepEqual(await sides("rtl"), await sides("ltr"));
});
