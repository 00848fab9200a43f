// The elements for one table, chart or number: what they share, show, tell and keep.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, beforeEach, test } from "node:test";
import { FIGURES, embedding, leave, startBrowser, visit } from "./reader.mjs";
import { SiteServer } from "./site-server.mjs";

const DATA = "/data/hospitals-2022-interim";
const SRC = `src="${DATA}/datapackage.json"`;
const FIGURE = `<chosa-figure ${SRC} rows="vpn" value="yes">two fifths</chosa-figure>`;
const SENTENCE = `<p>Of the hospitals, ${FIGURE} used such a device.</p>`;
const CHART = `<chosa-chart ${SRC} rows="vpn" kind="dots" heading="Two in five"><p class="own">A picture.</p></chosa-chart>`;
const TABLE = `<chosa-table ${SRC} rows="vpn, threat" columns="beds_class" where='{"beds": {"gte": 200}}'></chosa-table>`;
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

function embed(elements, language = "en") {
  server.answer("/own.html", { body: embedding(language, elements) });
  return visit(browser, server, "/own.html");
}

/** Waits until so many elements have an answer, or an error. */
async function settled(page, count, state = "ready") {
  await page.waitForFunction(([count, state]) => document.querySelectorAll(`[data-state="${state}"]`).length === count, [count, state]);
}

test("figure, chart and table come from one load, under a strict policy", async () => {
  const page = await embed(SENTENCE + CHART + TABLE);
  await settled(page, 3);
  assert.equal(await page.locator("p").first().evaluate((p) => getComputedStyle(p.querySelector("chosa-figure").shadowRoot.querySelector("p")).display), "inline");
  assert.equal(await page.locator(FIGURES).textContent(), "40%");
  assert.equal(await page.locator("chosa-chart .chosa-wide [data-n='190']").count(), 1);
  assert.match(await page.locator("chosa-chart .chosa-wide").getAttribute("aria-label"), /Two in five/);
  assert.equal(await page.locator("chosa-table thead th[scope='col']").count(), 7);
  for (const file of ["/pkg/chosa_bg.wasm", `${DATA}/datapackage.json`, `${DATA}/responses.csv`]) assert.equal(server.count(file), 1, file);
  assert.equal(await page.locator(".own").isVisible(), false);
  assert.equal(await page.locator("chosa-figure slot").count(), 0);
  await leave(page, server);
});

test("a number in a sentence has the sentence's own letters, and opens its base", async () => {
  const page = await embed(`<h2>Of the hospitals, ${FIGURE}</h2>`);
  await settled(page, 1);
  const [own, sentence] = await page.evaluate(() => {
    const sizeOf = (element) => getComputedStyle(element).fontSize;
    return [sizeOf(document.querySelector("chosa-figure").shadowRoot.querySelector("a")), sizeOf(document.querySelector("h2"))];
  });
  assert.equal(own, sentence);
  await page.locator(FIGURES).press("Enter");
  assert.match(await page.getByRole("dialog").innerText(), /190 of 476 respondents/);
  await page.keyboard.press("Escape");
  assert.equal(await page.getByRole("dialog").count(), 0);
  await leave(page, server);
});

test("a figure takes a column, a format or a fact", async () => {
  const page = await embed(`
    <chosa-figure ${SRC} rows="vpn" value="yes" format="n"></chosa-figure>
    <chosa-figure ${SRC} rows="vpn" value="yes" columns="founder" column="public" format="base"></chosa-figure>
    <chosa-figure ${SRC} rows="beds" measure="mean"></chosa-figure>
    <chosa-figure ${SRC} fact="respondents"></chosa-figure>`);
  await settled(page, 4);
  const shown = await page.locator(FIGURES).allTextContents();
  const expected = await page.evaluate(async (data) => {
    const { Survey } = await import("/pkg/index.js");
    const survey = await Survey.open(data);
    const table = survey.tabulate({ rows: "vpn", columns: "founder" });
    const column = table.columns.findIndex(({ value }) => value === "public");
    return String(table.groups[0].rows[0].cells[column].baseN);
  }, `${DATA}/datapackage.json`);
  assert.deepEqual([shown[0], shown[1], shown[3]], ["190", expected, "476"]);
  assert.match(shown[2], /^\d+/);
  await leave(page, server);
});

test("the children stand there until the answer has come", async () => {
  const release = server.hold(`${DATA}/responses.csv`);
  const page = await embed(SENTENCE + CHART);
  assert.equal(await page.locator(".own").isVisible(), true);
  assert.equal(await page.locator("chosa-figure slot").count(), 1);
  const reserved = await page.locator("chosa-chart").evaluate((chart) => chart.getBoundingClientRect().height);
  assert.ok(reserved >= 300, `${reserved}`);
  release();
  await settled(page, 2);
  await leave(page, server);
});

test("on an error the children stay: of a number alone, of a chart below the error in words", async () => {
  const page = await embed(SENTENCE.replace("vpn", "vnp") + CHART.replace("vpn", "vnp") + TABLE.replace("{", ""));
  await settled(page, 3, "error");
  const codes = await page.evaluate(() => globalThis.told.error.map(({ code }) => code).sort());
  assert.deepEqual(codes, ["not_json", "unknown_question", "unknown_question"]);
  assert.equal(await page.locator(".own").isVisible(), true);
  assert.equal(await page.locator("chosa-figure slot").count(), 1);
  assert.equal(await page.getByRole("alert").count(), 2);
  assert.match(await page.locator("chosa-chart").getByRole("alert").innerText(), /vnp/);
  assert.equal(await page.locator(`${FIGURES}, svg, table`).count(), 0);
  await leave(page, server);
});

test("properties and attributes are one, and a change shows at once", async () => {
  const page = await embed(CHART);
  await settled(page, 1);
  const reflected = await page.evaluate(() => {
    const chart = document.querySelector("chosa-chart");
    const before = [chart.rows, chart.kind, chart.heading, chart.columns];
    Object.assign(chart, { rows: "threat", kind: "bars", where: { founder: "public" }, heading: null });
    return [...before, ...["rows", "kind", "where", "heading"].map((name) => chart.getAttribute(name))];
  });
  assert.deepEqual(reflected, ["vpn", "dots", "Two in five", "", "threat", "bars", '{"founder":"public"}', null]);
  await page.waitForFunction(() => globalThis.told.ready.length === 2);
  const told = await page.evaluate(() => globalThis.told.ready.map(({ kind, title, table }) => [kind, title, table.groups[0].question]));
  assert.deepEqual(told[0], ["chart", "Two in five", "vpn"]);
  assert.equal(told[1][2], "threat");
  assert.equal(server.count(`${DATA}/responses.csv`), 1);
  await leave(page, server);
});

test("what a reader chooses is told: a mark of a chart, a number", async () => {
  const page = await embed(SENTENCE + CHART);
  await settled(page, 2);
  await page.evaluate(() => {
    globalThis.chosen = [];
    addEventListener("chosa-select", ({ detail, target, composed }) => globalThis.chosen.push([target.localName, detail, composed]));
  });
  await page.locator("chosa-chart .chosa-wide [data-row='yes'] :is(circle, rect, path)").last().click();
  await page.keyboard.press("Escape");
  await page.locator(FIGURES).click();
  const [mark, figure] = await page.evaluate(() => globalThis.chosen);
  assert.deepEqual([mark[0], mark[1].row, mark[1].n, mark[1].baseN, mark[2]], ["chosa-chart", "yes", "190", "476", true]);
  assert.deepEqual(figure, ["chosa-figure", { figure: "figure" }, true]);
  await leave(page, server);
});

test("each element speaks the language of the page around it, also where that runs from right to left", async () => {
  const page = await embed(`<div lang="ja">${FIGURE}${CHART.replace(' heading="Two in five"', "")}</div><div dir="rtl">${TABLE}</div>`);
  await settled(page, 3);
  assert.match(await page.locator("chosa-chart .chosa-wide desc").first().textContent(), /[\u3040-\u30ff]/);
  assert.equal(await page.locator("chosa-table article").getAttribute("lang"), "en");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(wide, 0);
  await leave(page, server);
});

test("axe finds nothing that bars a reader", async () => {
  // The strict policy would bar axe itself.
  server.answer("/own.html", { body: embedding("en", SENTENCE + CHART + TABLE).replace(/<meta http-equiv[^>]*>/, "") });
  const page = await visit(browser, server, "/own.html");
  await settled(page, 3);
  await page.addScriptTag({ path: AXE });
  const { violations } = await page.evaluate(() => globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] }));
  assert.deepEqual(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))]), []);
  await leave(page, server);
});

test("elements that come and go 200 times leave no memory behind", { timeout: 120_000 }, async () => {
  const page = await embed('<div id="place"></div>');
  const cycle = (times) => page.evaluate(async ({ times, elements }) => {
    const place = document.getElementById("place");
    for (let at = 0; at < times; at += 1) {
      place.innerHTML = elements[at % elements.length];
      await new Promise((ready) => place.addEventListener("chosa-ready", ready, { once: true }));
      place.replaceChildren();
      // A task later the load has been given back.
      await new Promise((later) => setTimeout(later, 1));
    }
  }, { times, elements: [FIGURE, CHART] });
  const client = await page.context().newCDPSession(page);
  const held = async () => {
    await client.send("HeapProfiler.collectGarbage");
    const { usedSize } = await client.send("Runtime.getHeapUsage");
    const { nodes } = await client.send("Memory.getDOMCounters");
    return { usedSize, nodes };
  };
  await cycle(20);
  const before = await held();
  await cycle(200);
  const after = await held();
  assert.ok(after.nodes <= before.nodes + 50, `${before.nodes} nodes became ${after.nodes}`);
  assert.ok(after.usedSize <= before.usedSize * 1.25 + 1_000_000, `${before.usedSize} bytes became ${after.usedSize}`);
  await leave(page, server);
});
