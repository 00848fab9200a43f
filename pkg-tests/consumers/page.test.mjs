// A page without a bundler, which has the package's folder beside it: two lines, under a strict policy.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { FIGURES, leave, ready, startBrowser, visit } from "../browser/reader.mjs";
import { SiteServer } from "../browser/site-server.mjs";
import { project } from "./consumer.mjs";

const STRICT = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "connect-src 'self'",
  "img-src 'self' data: blob:",
].join("; ");

let browser;
let server;
before(async () => {
  const folder = project("html");
  cpSync(join(folder, "node_modules/chosa"), join(folder, "chosa"), { recursive: true });
  browser = await startBrowser();
  server = await SiteServer.start({ root: folder, headers: { "content-security-policy": STRICT } });
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test("one script and one tag show a report, under a strict policy", async () => {
  const page = await visit(browser, server, "/");
  await ready(page);
  assert.match(await page.locator(FIGURES).first().innerText(), /^40/);
  assert.equal(await page.locator("chosa-report svg [data-n='190']").first().isVisible(), true);
  assert.equal(await page.getByText("190 of 476 hospitals").isVisible(), false);
  await leave(page, server);
});

test("two embeds and a script of the page load one engine between them", async () => {
  server.mend();
  const page = await visit(browser, server, "/two.html");
  await ready(page, 2);
  await page.waitForFunction(() => document.getElementById("own").textContent !== "");
  assert.equal(await page.locator("#own").innerText(), "190 of 476");
  assert.equal(server.count("/chosa/chosa_bg.wasm"), 1);
  assert.equal(await page.getByRole("heading", { name: "警告を受けた病院" }).count(), 1);
  await leave(page, server);
});
