// The story and the report page, in both languages, as different readers meet them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { createRequire } from "node:module";
import { evaluated, pathOf, textOf } from "../package/survey-packages.mjs";
import * as node from "../../pkg/node.js";
import { escape, FIGURES, leave, ready, startBrowser, visit } from "./reader.mjs";
import { SiteServer } from "./site-server.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const NAME = "hospitals-2022-interim";
const PAGES = [
  { name: "story", language: "ja", address: "/index.html" },
  { name: "story", language: "en", address: "/en/index.html" },
  { name: "report page", language: "ja", address: "/report.html" },
  { name: "report page", language: "en", address: "/en/report.html" },
];

let browser;
let server;
const reports = {};
before(async () => {
  [browser, server] = await Promise.all([startBrowser(), SiteServer.start()]);
  for (const language of ["ja", "en"]) reports[language] = await evaluated(node, NAME, language);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** What the element holds, read in the page. */
const inElement = (page, read, argument) =>
  page.evaluate(
    ([source, argument]) => new Function("root", "argument", `return (${source})(root, argument)`)(document.querySelector("chosa-report").shadowRoot, argument),
    [String(read), argument],
  );

/** The charts that a reader sees: those of the element, or of its fallback. */
const chartsOf = (page) => page.locator("figure.chosa-chart", { has: page.locator("svg") }).locator("visible=true");

/** The drawing of a chart that a reader sees; without JavaScript there is one more for the other width. */
const drawingOf = (chart) => chart.locator("svg[role=img]").locator("visible=true");

/** Waits until each chart of the element is one drawing, as wide as its column. */
async function fitted(page) {
  await page.waitForFunction(() => {
    const charts = [...document.querySelector("chosa-report").shadowRoot.querySelectorAll("figure.chosa-chart")];
    const fits = (chart) => {
      const [drawing, ...others] = chart.querySelectorAll("svg[role=img]");
      const column = Math.floor(drawing.parentElement.getBoundingClientRect().width);
      return others.length === 0 && column > 0 && Number(drawing.getAttribute("width")) === column;
    };
    return charts.length === 4 && charts.every(fits);
  });
}

/** Each chart must show one of its two drawings, that of `width`. */
async function assertDrawn(page, width) {
  const charts = await chartsOf(page).all();
  assert.equal(charts.length, 4);
  for (const chart of charts) {
    assert.equal(await chart.locator("svg[role=img]").count(), 2);
    const shown = await drawingOf(chart).evaluateAll((drawings) => drawings.map((svg) => svg.getAttribute("width")));
    assert.deepEqual(shown, [width]);
  }
}

/** The links of a report's HTML to its figures, each with its text. */
const linksIn = (html) =>
  [...html.matchAll(/<a class="chosa-figure"[^>]*data-figure="([^"]+)"[^>]*>([^<]*)<\/a>/g)].map(([, name, text]) => [name, text]);

for (const { name, language, address } of PAGES) {
  test(`${name} (${language}): the browser computes what Node computes, and shows it`, async () => {
    const page = await visit(browser, server, address);
    await ready(page);
    const told = await page.evaluate(() => globalThis.told.ready);
    assert.equal(told.length, 1);
    assert.equal(told[0].html, reports[language].html);
    assert.deepEqual(told[0].figures, reports[language].figures);
    const shown = await page.locator(FIGURES).evaluateAll((links) => links.map((link) => [link.dataset.figure, link.textContent]));
    assert.deepEqual(shown, linksIn(reports[language].html));
    for (const [name, text] of [["respondents", "476"], ["warned", "40%"], ["idle", "24%"]]) {
      assert.equal(shown.find(([figure]) => figure === name)[1], text);
    }
    assert.ok(await page.locator(FIGURES).first().isVisible());
    await leave(page, server);
  });

  test(`${name} (${language}): each chart has a name, a description and a table twin`, async () => {
    const page = await visit(browser, server, address);
    await ready(page);
    const charts = chartsOf(page);
    const blocks = reports[language].blocks.filter(({ kind }) => kind === "chart");
    assert.equal(await charts.count(), blocks.length);
    for (const [at, block] of blocks.entries()) {
      const chart = charts.nth(at);
      const svg = drawingOf(chart);
      assert.ok((await svg.boundingBox()).width > 300);
      const named = await svg.evaluate((svg) => svg.getAttribute("aria-labelledby").split(" ").map((id) => svg.getRootNode().getElementById(id).textContent));
      assert.ok(named.length === 2 && named.every((text) => text.length > 10), String(named));
      const cells = chart.locator("details td .chosa-estimate, details td");
      assert.ok(!(await cells.first().isVisible()));
      await chart.locator("summary").click();
      assert.ok(await cells.first().isVisible());
      const counts = block.table.groups.flatMap(({ rows }) => rows).flatMap(({ cells }) => cells).map(({ n }) => n);
      const shown = await chart.locator("details table").innerText();
      for (const n of counts.filter((n) => n !== null)) assert.ok(shown.includes(n.toLocaleString("en")), `${block.id}: ${n}`);
    }
    await leave(page, server);
  });

  test(`${name} (${language}): it can be read without JavaScript`, async () => {
    const page = await visit(browser, server, address, { javaScriptEnabled: false });
    const links = page.locator("a.chosa-figure");
    const shown = await links.allTextContents();
    assert.deepEqual(shown, linksIn(reports[language].html).map(([, text]) => text));
    for (const link of [links.first(), links.last()]) {
      assert.ok(await link.isVisible());
      const note = page.locator(await link.getAttribute("href"));
      assert.ok(await note.isVisible());
    }
    // The sheet of the elements has been applied, without which charts have no bounds.
    assert.equal(server.requests.includes("/report.css"), true);
    assert.ok((await drawingOf(chartsOf(page).first()).boundingBox()).width < 800);
    await page.context().close();
  });

  test(`${name} (${language}): each chart is drawn as wide as its column, on a screen, on paper and on a phone`, async () => {
    const page = await visit(browser, server, address);
    await ready(page);
    await fitted(page);
    await page.emulateMedia({ media: "print" });
    await fitted(page);
    await page.emulateMedia({ media: "screen" });
    await page.setViewportSize({ width: 320, height: 640 });
    await fitted(page);
    await leave(page, server);
  });

  test(`${name} (${language}): each chart shows the drawing that fits, without JavaScript`, async () => {
    const page = await visit(browser, server, address, { javaScriptEnabled: false });
    await assertDrawn(page, "640");
    await page.emulateMedia({ media: "print" });
    await assertDrawn(page, "640");
    await page.emulateMedia({ media: "screen" });
    await page.setViewportSize({ width: 320, height: 640 });
    await assertDrawn(page, "300");
    await page.context().close();
  });

  for (const scheme of ["light", "dark"]) {
    test(`${name} (${language}, ${scheme}): axe finds nothing that bars a reader`, async () => {
      const page = await visit(browser, server, address, { colorScheme: scheme });
      await ready(page);
      await page.locator("summary").locator("visible=true").first().click();
      await page.locator(FIGURES).nth(3).click();
      await page.evaluate(AXE);
      const { violations, passes } = await page.evaluate(() =>
        globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
      );
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join("; ")}`), []);
      assert.ok(passes.some(({ id, nodes }) => id === "color-contrast" && nodes.length > 50));
      await leave(page, server);
    });
  }

  test(`${name} (${language}): nothing scrolls sideways at 320 pixels`, async () => {
    const page = await visit(browser, server, address, { viewport: { width: 320, height: 640 } });
    await ready(page);
    const sideways = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(await sideways(), 0);
    await openTables(page);
    assert.equal(await sideways(), 0);
    for (const at of [0, 5]) {
      await page.locator(FIGURES).nth(at).click();
      const panel = await page.locator(".chosa-popover").boundingBox();
      assert.ok(panel.x >= 0 && panel.x + panel.width <= 320, JSON.stringify(panel));
      assert.equal(await sideways(), 0);
      await escape(page);
    }
    await leave(page, server);
  });

  test(`${name} (${language}): print opens the tables and hides what paper can't do`, async () => {
    const page = await visit(browser, server, address);
    await ready(page);
    await inElement(page, (root) => {
      const states = () => [...root.querySelectorAll("details")].map(({ open }) => open);
      addEventListener("beforeprint", () => (globalThis.printing = states()));
      addEventListener("afterprint", () => (globalThis.printed = states()));
    });
    const pdf = await page.pdf({ format: "A4" });
    assert.equal(pdf.subarray(0, 5).toString(), "%PDF-");
    const { printing, printed } = await page.evaluate(() => ({ printing: globalThis.printing, printed: globalThis.printed }));
    assert.deepEqual([printing, printed], [[true, true, true, true], [false, false, false, false]]);
    await page.emulateMedia({ media: "print", colorScheme: "dark" });
    for (const control of [".chosa-action", "summary", ".masthead nav", "footer"]) {
      assert.equal(await page.locator(control).locator("visible=true").count(), 0, control);
    }
    // On paper a number can't be opened, so the list of them is printed instead.
    assert.ok(await page.locator("#chosa-figure-idle").isVisible());
    const ink = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    assert.equal(ink, "rgb(255, 255, 255)");
    await leave(page, server);
  });
}

for (const { name, language, address } of PAGES.filter(({ address }) => ["/index.html", "/en/report.html"].includes(address))) {
  test(`${name} (${language}): each number opens its base, interval and method by mouse`, async () => {
    const page = await visit(browser, server, address);
    await ready(page);
    await openTables(page);
    const panel = page.locator(".chosa-popover");
    for (const link of await page.locator(FIGURES).all()) {
      await link.click();
      await assertTells(panel, link, reports[language]);
      await escape(page);
      await assertClosed(page, panel, link);
    }
    await leave(page, server);
  });

  test(`${name} (${language}): each number is reached and opened by keyboard, and gives the focus back`, async () => {
    const page = await visit(browser, server, address);
    await ready(page);
    await openTables(page);
    const panel = page.locator(".chosa-popover");
    const links = await page.locator(FIGURES).all();
    await page.locator(".skip").focus();
    for (const [at, link] of links.entries()) {
      await tabTo(page, link);
      await page.keyboard.press(at % 2 === 0 ? "Enter" : "Space");
      await assertTells(panel, link, reports[language]);
      assert.equal(await panel.evaluate((panel) => panel.getRootNode().activeElement === panel), true);
      await escape(page);
      await assertClosed(page, panel, link);
      assert.equal(await link.evaluate((link) => link.getRootNode().activeElement === link), true);
    }
    await leave(page, server);
  });
}

/** Opens the table of every chart, for some numbers stand in their captions. */
async function openTables(page) {
  for (const summary of await page.locator("summary").locator("visible=true").all()) await summary.click();
}

/** The words that stand beside an opened number. */
async function assertTells(panel, link, report) {
  await panel.waitFor({ state: "visible" });
  const { label, sentence, method, base } = report.figures[await link.getAttribute("data-figure")];
  const shown = await panel.textContent();
  for (const words of [label, sentence, method, base]) assert.ok(shown.includes(words), `${shown}\n lacks ${words}`);
  assert.equal(await link.getAttribute("aria-expanded"), "true");
}

async function assertClosed(page, panel, link) {
  await panel.waitFor({ state: "hidden" });
  await page.waitForFunction((link) => link.getAttribute("aria-expanded") === "false", await link.elementHandle());
}

/** Presses Tab until the focus is on `link`. */
async function tabTo(page, link) {
  const target = await link.elementHandle();
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press("Tab");
    if (await target.evaluate((link) => link.getRootNode().activeElement === link)) return;
  }
  assert.fail(`the keyboard doesn't reach ${await link.textContent()}`);
}

test("a number closes by its button, by a click elsewhere and by a second click on itself", async () => {
  const page = await visit(browser, server, "/en/report.html");
  await ready(page);
  const [panel, link] = [page.locator(".chosa-popover"), page.locator(FIGURES).nth(2)];
  for (const close of [
    () => panel.getByRole("button", { name: "Close" }).click(),
    () => page.mouse.click(5, 5),
    () => link.click(),
  ]) {
    await link.click();
    await panel.waitFor({ state: "visible" });
    await close();
    await assertClosed(page, panel, link);
  }
  await link.click();
  await page.locator(FIGURES).nth(4).click();
  await assertTells(panel, page.locator(FIGURES).nth(4), reports.en);
  await leave(page, server);
});

test("the dark scheme reaches page, text and charts", async () => {
  const brightness = (page) =>
    page.evaluate(() => {
      const root = document.querySelector("chosa-report").shadowRoot;
      const sum = (colour) => colour.match(/[\d.]+/g).slice(0, 3).reduce((total, part) => total + Number(part), 0);
      return {
        page: sum(getComputedStyle(document.body).backgroundColor),
        text: sum(getComputedStyle(root.querySelector("p")).color),
        paper: sum(getComputedStyle(root.querySelector("svg .chosa-paper rect")).fill),
        ink: sum(getComputedStyle(root.querySelector("svg > g")).fill),
      };
    });
  for (const scheme of ["light", "dark"]) {
    const page = await visit(browser, server, "/index.html", { colorScheme: scheme });
    await ready(page);
    const { page: ground, text, paper, ink } = await brightness(page);
    assert.equal(ground < text && paper < ink, scheme === "dark", JSON.stringify({ ground, text, paper, ink }));
    assert.equal(paper, ground);
    await leave(page, server);
  }
});

for (const language of ["ja", "en"]) {
  test(`the downloads are what Node writes, byte for byte (${language})`, async () => {
    const page = await visit(browser, server, language === "ja" ? "/report.html" : "/en/report.html");
    await ready(page);
    // Until its charts have their width, what stands below them moves.
    await fitted(page);
    const description = JSON.parse(textOf(NAME, "report.json"));
    const surveys = { final: await node.Survey.open(pathOf("hospitals-2022-final")), undefined: await node.Survey.open(pathOf(NAME)) };
    for (const [at, block] of description.blocks.entries()) {
      if (!block.chart) continue;
      const { kind: _, ...request } = block.chart;
      const { id, svg, title } = reports[language].blocks[at];
      assert.ok(title.length > 10);
      // What is saved carries its own colours: no viewer knows those of the page.
      const own = svg.replace(/var\(--chosa-[\w-]+, (#\w+)\)/g, "$1");
      assert.ok(own !== svg && !own.includes("var("));
      const expected = { csv: surveys[block.survey].csv({ ...request, language }), svg: own };
      await page.locator(`#${id} .chosa-action`).click();
      const items = page.locator(".chosa-popover .chosa-action");
      const saved = async (position) => {
        // Of two downloads within a blink Chromium drops the second: no reader is as quick as that.
        await page.waitForTimeout(300);
        const [download] = await Promise.all([page.waitForEvent("download"), items.nth(position).click()]);
        return download;
      };
      for (const [ending, position] of [["csv", 0], ["svg", 1]]) {
        const download = await saved(position);
        assert.equal(download.suggestedFilename(), `${title.replaceAll(/[:?]/g, " ").slice(0, 80)}.${ending}`);
        assert.ok(readFileSync(await download.path()).equals(Buffer.from(expected[ending])), `${id}.${ending}`);
      }
      const picture = await saved(2);
      assert.match(picture.suggestedFilename(), /\.png$/);
      const png = readFileSync(await picture.path());
      assert.equal(png.subarray(1, 4).toString(), "PNG");
      // Twice as fine as the drawing, which is 640 wide.
      assert.equal(png.readUInt32BE(16), 1280, `${id}.png`);
      await escape(page);
    }
    await leave(page, server);
  });
}

const WAITING = ["/explore.html", "/en/explore.html"];
for (const address of [...PAGES.map(({ address }) => address), ...WAITING, "/embed.html?element=report&src=data/hospitals-2022-interim/report.json"])
  test(`${address} names what its script will ask for, and asks for nothing twice`, async () => {
    const page = await visit(browser, server, address);
    if (WAITING.includes(address)) await page.locator('chosa-explorer[data-state="start"]').waitFor();
    else await ready(page);
    const named = await page.evaluate(() => [...document.querySelectorAll("link[rel$=preload], script[src]")].map((element) => element.href || element.src));
    const ofPackage = page.seen.requests.filter((url) => url.startsWith(`${server.origin}/pkg/`));
    assert.deepEqual(ofPackage.toSorted(), named.filter((url) => url.startsWith(`${server.origin}/pkg/`)).toSorted());
    await leave(page, server);
  });
