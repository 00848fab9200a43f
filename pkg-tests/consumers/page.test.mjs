// A page without a bundler: two lines, under a strict policy, from its own server or another's; or one file.
import assert from "node:assert/strict";
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { FIGURES, leave, ready, startBrowser, visit } from "../browser/reader.mjs";
import { SiteServer } from "../browser/site-server.mjs";
import { filesEndingIn, project, run } from "./consumer.mjs";

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
  await page.waitForFunction(() => document.getElementById("worker").textContent !== "");
  // One for the page, and one for its Worker.
  assert.equal(server.count("/chosa/chosa_bg.wasm"), 2);
  for (const id of ["#own", "#worker"]) assert.equal(await page.locator(id).innerText(), "190 of 476");
  assert.equal(await page.getByRole("heading", { name: "警告を受けた病院" }).count(), 1);
  await leave(page, server);
});

test("one script of another server shows a report, and asks that server for the engine alone", async () => {
  const folder = project("cdn");
  const headers = { "access-control-allow-origin": "*" };
  const far = await SiteServer.start({ root: join(folder, "node_modules/chosa"), headers });
  const near = await SiteServer.start({ root: folder });
  try {
    near.answer("/", { type: "text/html; charset=utf-8", body: readFileSync(join(folder, "index.html"), "utf8").replace("CDN", far.origin) });
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(near.origin);
    await ready(page);
    assert.match(await page.locator(FIGURES).first().innerText(), /^40/);
    assert.deepEqual(far.requests, ["/cdn.js", "/chosa_bg.wasm"]);
    await context.close();
  } finally {
    await Promise.all([far.stop(), near.stop()]);
  }
});

test("a page that is one file computes from the disk, with the engine inside", async () => {
  const folder = project("one-file");
  run(folder, process.execPath, ["build.mjs"]);
  assert.deepEqual(filesEndingIn(folder, ".html"), ["report.html"]);
  const context = await browser.newContext();
  const page = await context.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).protocol));
  await page.goto(`file://${join(folder, "report.html")}`);
  await page.waitForSelector("svg [data-n='190']");
  assert.deepEqual([...new Set(asked)], ["file:"]);
  await context.close();
});

test("a page that names the hashes of the package takes these very files and no others", async () => {
  const folder = project("cdn");
  const pkg = join(folder, "node_modules/chosa");
  const hashes = JSON.parse(readFileSync(join(pkg, "integrity.json"), "utf8"));
  const near = await SiteServer.start({ root: folder });
  const outcome = async (script, module) => {
    near.answer("/", {
      type: "text/html; charset=utf-8",
      body: `<script type="module" integrity="${script}" src="node_modules/chosa/cdn.js"></script>`,
    });
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(near.origin);
    const defined = await page.evaluate(() => Boolean(customElements.get("chosa-report")));
    const code = await page.evaluate(async (integrity) => {
      const { init } = await import("/node_modules/chosa/cdn.js");
      const response = await fetch("/node_modules/chosa/chosa_bg.wasm", { integrity }).catch(() => undefined);
      return response ? init(response).then(() => "ready") : "refused";
    }, module);
    await context.close();
    return [defined, code];
  };
  try {
    const [script, module] = [hashes["cdn.js"], hashes["chosa_bg.wasm"]];
    assert.deepEqual(await outcome(script, module), [true, "ready"]);
    assert.deepEqual(await outcome(module, script), [false, "refused"]);
  } finally {
    await near.stop();
  }
});
