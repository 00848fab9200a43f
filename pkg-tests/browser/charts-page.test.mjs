// The gallery of charts, as a reader meets it.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { leave, startBrowser, visit } from "./reader.mjs";
import { SiteServer } from "./site-server.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const GOLDEN = new URL("../golden/", import.meta.url);
const CHARTS = Object.values(JSON.parse(readFileSync(new URL("everywhere.json", GOLDEN), "utf8"))).flat().length;
const FILES = readdirSync(GOLDEN).filter((name) => name.endsWith(".svg") && !/^everywhere-|-changed/.test(name));
const KINDS = [...new Set(FILES.map((name) => name.split("-", 1)[0]))].sort();
const PAGES = { ja: "/charts.html", en: "/en/charts.html" };
const CASES = { ja: "/chart-cases", en: "/en/chart-cases" };
const RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What axe finds in a page, each with where. */
async function violations(page) {
  await page.evaluate(AXE);
  const { violations } = await page.evaluate((runOnly) => globalThis.axe.run({ resultTypes: ["violations"], runOnly }), RULES);
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join("; ")}`);
}

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([startBrowser(), SiteServer.start()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const [language, address] of Object.entries(PAGES)) {
  // Each picture has its own colours, whatever those of the page are: one scheme in each language.
  const colorScheme = language === "ja" ? "light" : "dark";

  test(`the gallery (${language}, ${colorScheme}): every chart is there, and axe finds nothing that bars a reader`, { timeout: 240_000 }, async () => {
    const page = await visit(browser, server, address, { colorScheme });
    assert.equal(await page.locator("section").count(), CHARTS);
    assert.equal(await page.locator("svg[role=img]").count(), CHARTS * 9);
    assert.deepEqual(await violations(page), []);
    await leave(page, server);
  });

  test(`the cases (${language}): each is there at three widths, in light, dark and print, and axe finds nothing in any`, { timeout: 600_000 }, async () => {
    const list = await visit(browser, server, `${CASES[language]}.html`, { colorScheme });
    const links = await list.locator("main a").evaluateAll((found) => found.map((link) => link.getAttribute("href")));
    assert.deepEqual(links.sort(), KINDS.map((kind) => `chart-cases-${kind}.html`));
    assert.deepEqual(await violations(list), []);
    await leave(list, server);
    for (const kind of KINDS) {
      const page = await visit(browser, server, `${CASES[language]}-${kind}.html`, { colorScheme });
      const own = FILES.filter((name) => name.startsWith(`${kind}-`) && name.includes(`-${language}-`));
      const names = await page.locator("h2").evaluateAll((headings) => headings.map(({ id }) => id));
      assert.deepEqual(names.sort(), [...new Set(own.map((name) => name.replace(/-(ja|en)-\d+\.svg$/, "")))].sort());
      // A file that brings its own colours has but one look.
      const looks = own.map((name) => (readFileSync(new URL(name, GOLDEN), "utf8").includes("var(--chosa-") ? 3 : 1));
      assert.equal(await page.locator("svg[role=img]").count(), looks.reduce((sum, one) => sum + one, 0), kind);
      assert.deepEqual(await violations(page), [], kind);
      await leave(page, server);
    }
  });

  test(`the gallery (${language}): no text of a chart leaves its picture or runs over another`, { timeout: 240_000 }, async () => {
    const page = await visit(browser, server, address);
    const { seen, faults } = await page.evaluate(() => {
      const faults = [];
      let seen = 0;
      for (const svg of document.querySelectorAll("svg[role=img]")) {
        const bounds = svg.getBoundingClientRect();
        const texts = [...svg.querySelectorAll("text")].map((text) => ({ text: text.textContent, box: text.getBoundingClientRect() }));
        seen += texts.length;
        for (const [at, { text, box }] of texts.entries()) {
          if (box.left < bounds.left - 1 || box.right > bounds.right + 1) faults.push(`${svg.querySelector("title").id}: “${text}” leaves the picture`);
          for (const other of texts.slice(at + 1)) {
            const wide = Math.min(box.right, other.box.right) - Math.max(box.left, other.box.left);
            const tall = Math.min(box.bottom, other.box.bottom) - Math.max(box.top, other.box.top);
            // Boxes of lines overlap by their leading; letters do only when they share half a line.
            if (wide > 2 && tall > box.height / 2) faults.push(`${svg.querySelector("title").id}: “${text}” and “${other.text}”`);
          }
        }
      }
      return { seen, faults };
    });
    assert.ok(seen > 2000, `only ${seen} texts were seen`);
    assert.deepEqual(faults, []);
    await leave(page, server);
  });
}
