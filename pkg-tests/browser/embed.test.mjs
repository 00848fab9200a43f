// The page for frames: what its address asks for, the height it tells, and what it refuses to show.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser } from "./reader.mjs";
import { SiteServer } from "./site-server.mjs";

const LISTENER = `addEventListener("message", ({ data, source }) => {
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow === source && data.chosaHeight) frame.style.height = data.chosaHeight + "px";
  }
});`;

let browser;
let site;
let host;
before(async () => {
  [browser, site, host] = await Promise.all([startBrowser(), SiteServer.start(), SiteServer.start()]);
});
after(async () => {
  await browser?.close();
  await Promise.all([site?.stop(), host?.stop()]);
});

/** A page of another site with a frame of this address in it, and its frame. */
async function framed(query) {
  const frame = `<iframe title="A survey" src="${site.origin}/embed.html?${new URLSearchParams(query)}" width="600" height="100"></iframe>`;
  host.answer("/host.html", { body: `<!doctype html><meta charset="utf-8"><script>${LISTENER}</script>${frame}` });
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(`${host.origin}/host.html`);
  return { page, frame: page.frameLocator("iframe") };
}

test("a frame shows the chart that its address asks for, and is told its height", async () => {
  const { page, frame } = await framed({ element: "chart", src: "data/hospitals-2022-interim/datapackage.json", rows: "vpn", lang: "en" });
  await frame.locator('chosa-chart[data-state="ready"]').waitFor();
  await page.waitForFunction(() => document.querySelector("iframe").clientHeight > 200);
  const [inside, outside] = await Promise.all([
    frame.locator("html").evaluate((html) => Math.ceil(html.getBoundingClientRect().height)),
    page.evaluate(() => document.querySelector("iframe").clientHeight),
  ]);
  assert.equal(outside, inside);
  assert.equal(await frame.locator("html").getAttribute("lang"), "en");
  await page.context().close();
});

test("without another word it shows a report, in Japanese", async () => {
  const { page, frame } = await framed({ src: "data/hospitals-2022-interim/report.json" });
  await frame.locator('chosa-report[data-state="ready"]').waitFor();
  assert.equal(await frame.locator("article").getAttribute("lang"), "ja");
  await page.context().close();
});

test("it shows no data of another site", async () => {
  const { page, frame } = await framed({ src: `${host.origin}/data/hospitals-2022-interim/report.json` });
  await frame.locator("chosa-report").waitFor({ state: "attached" });
  assert.equal(await frame.locator("chosa-report").getAttribute("src"), null);
  assert.equal(host.count("/data/hospitals-2022-interim/report.json"), 0);
  await page.context().close();
});
