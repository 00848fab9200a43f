// The page of methods in both languages: reached from every page, read without scripts, and by every reader.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { createRequire } from "node:module";
import { leave, startBrowser, visit } from "./reader.mjs";
import { SiteServer } from "./site-server.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const PAGES = [
  { language: "ja", folder: "/", name: "集計の方法" },
  { language: "en", folder: "/en/", name: "Methods" },
];

let browser;
let server;
before(async () => ([browser, server] = await Promise.all([startBrowser(), SiteServer.start()])));
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const { language, folder, name } of PAGES) {
  const address = `${folder}methods.html`;

  test(`methods (${language}): the other pages lead there, and it leads to its twin`, async () => {
    for (const from of ["index.html", "report.html"]) {
      const page = await visit(browser, server, `${folder}${from}`);
      await page.locator(".masthead").getByRole("link", { name, exact: true }).click();
      await page.waitForURL(`**${address}`);
      await page.locator(".masthead .language").click();
      await page.waitForURL(language === "ja" ? "**/en/methods.html" : "**/methods.html");
      assert.notEqual(await page.locator("html").getAttribute("lang"), language);
      await leave(page, server);
    }
  });

  test(`methods (${language}): without scripts it has every formula drawn and every entry of its contents`, async () => {
    server.mend();
    const page = await visit(browser, server, address, { javaScriptEnabled: false });
    const formulas = await page.locator("section math[display=block]").all();
    assert.ok(formulas.length >= 25, String(formulas.length));
    for (const formula of formulas) assert.ok((await formula.boundingBox()).height > 15);
    // A fraction that is drawn as such is higher than a line.
    assert.ok((await page.locator("mfrac").first().boundingBox()).height > 25);
    const links = await page.locator(".contents a").all();
    assert.equal(links.length, formulas.length);
    await links.at(-1).click();
    assert.ok(await page.locator(":target").isVisible());
    assert.ok(!server.requests.some((path) => path.endsWith(".js")), String(server.requests));
    await page.context().close();
  });

  for (const colorScheme of ["light", "dark"]) {
    test(`methods (${language}, ${colorScheme}): axe finds nothing that bars a reader`, async () => {
      const page = await visit(browser, server, address, { colorScheme });
      await page.evaluate(AXE);
      const { violations, passes } = await page.evaluate(() =>
        globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
      );
      assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target, failureSummary }) => `${target} ${failureSummary}`).join("; ")}`), []);
      assert.ok(passes.some(({ id, nodes }) => id === "color-contrast" && nodes.length > 50));
      await leave(page, server);
    });
  }

  test(`methods (${language}): at 320 pixels only formulas, code and the table scroll sideways, by keyboard too`, async () => {
    const page = await visit(browser, server, address, { viewport: { width: 320, height: 640 } });
    assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth), 0);
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll("main *")]
        .filter((element) => element.scrollWidth > element.clientWidth && getComputedStyle(element).overflowX === "auto")
        .map((element) => element.tabIndex),
    );
    assert.ok(wide.length > 5 && wide.every((tabIndex) => tabIndex === 0), String(wide));
    await leave(page, server);
  });
}
