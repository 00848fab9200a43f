// What a network and a server do to an element: lost, slow, mislabelled, gone after the load.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, beforeEach, test } from "node:test";
import { embedding, leave, startBrowser, visit } from "./reader.mjs";
import { SiteServer } from "./site-server.mjs";

const DATA = "/data/hospitals-2022-interim";
const SRC = `src="${DATA}/datapackage.json"`;
const CHART = `<chosa-chart ${SRC} rows="vpn" kind="bars"><p class="own">A picture.</p></chosa-chart>`;
const WASM = readFileSync(new URL("../../pkg/chosa_bg.wasm", import.meta.url));

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

function embed(elements = CHART) {
  server.answer("/own.html", { body: embedding("en", elements) });
  return visit(browser, server, "/own.html");
}

async function settled(page, state = "ready") {
  await page.waitForSelector(`chosa-chart[data-state="${state}"]`);
}

test("once loaded, an element answers new questions without a connection", async () => {
  for (const compute of ["page", "worker"]) {
    const page = await embed(CHART.replace("kind", `compute="${compute}" kind`));
    await settled(page);
    server.requests.length = 0;
    await page.context().setOffline(true);
    await page.evaluate(() => Object.assign(document.querySelector("chosa-chart"), { rows: "threat", where: { founder: "public" } }));
    await page.waitForFunction(() => globalThis.told.ready.length === 2);
    assert.equal(await page.evaluate(() => globalThis.told.ready[1].table.groups[0].question), "threat");
    assert.ok((await page.locator(".chosa-mark").count()) >= 5);
    assert.deepEqual(server.requests, []);
    await page.context().setOffline(false);
    await leave(page, server);
  }
});

test("a module that is served as something else is compiled all the same", async () => {
  for (const type of ["application/octet-stream", "text/plain"]) {
    server.mend();
    server.answer("/pkg/chosa_bg.wasm", { type, body: WASM });
    const page = await embed();
    await settled(page);
    assert.equal(await page.locator(".chosa-mark").count(), 6);
    await leave(page, server);
  }
});

test("half a module is an error in words, and the next who asks gets the whole", async () => {
  server.answer("/pkg/chosa_bg.wasm", { body: WASM.subarray(0, 200_000) });
  const page = await embed();
  await settled(page, "error");
  assert.equal(await page.evaluate(() => globalThis.told.error[0].code), "engine_unavailable");
  assert.equal(await page.locator(".own").isVisible(), true);
  server.mend();
  await page.evaluate(() => (document.querySelector("chosa-chart").rows = "threat"));
  await settled(page);
  assert.equal(await page.getByRole("alert").count(), 0);
  await leave(page, server);
});

test("over a slow network the page's own words stay until the figures are there", async () => {
  const page = await embed("");
  const client = await page.context().newCDPSession(page);
  await client.send("Network.enable");
  await client.send("Network.emulateNetworkConditions", { offline: false, latency: 300, downloadThroughput: 150_000, uploadThroughput: 150_000 });
  await page.evaluate((chart) => (document.querySelector("main").innerHTML = chart), CHART);
  await page.waitForTimeout(500);
  assert.equal(await page.locator(".own").isVisible(), true);
  assert.equal(await page.locator("svg").count(), 0);
  await settled(page);
  assert.equal(await page.locator(".own").isVisible(), false);
  await leave(page, server);
});

test("a connection that breaks is told as such, and a later attempt succeeds", async () => {
  const page = await embed("");
  await page.route("**/responses.csv", (route) => route.abort("connectionreset"));
  await page.evaluate((chart) => (document.querySelector("main").innerHTML = chart), CHART);
  await settled(page, "error");
  assert.deepEqual(await page.evaluate(() => globalThis.told.error.map(({ code, file }) => [code, file])), [["network", "responses.csv"]]);
  await page.unroute("**/responses.csv");
  await page.evaluate(() => {
    const chart = document.querySelector("chosa-chart");
    chart.remove();
    document.querySelector("main").append(chart);
  });
  await settled(page);
  assert.equal(await page.locator(".chosa-mark").count(), 6);
  await leave(page, server, { complaints: [/ERR_CONNECTION_RESET/] });
});

test("a server that fails for a moment is asked again when the element is", async () => {
  server.answer(`${DATA}/responses.csv`, { status: 503, body: "" });
  const page = await embed();
  await settled(page, "error");
  assert.match(await page.getByRole("alert").innerText(), /503/);
  server.mend();
  await page.evaluate(() => (document.querySelector("chosa-chart").rows = "threat"));
  await settled(page);
  await leave(page, server, { complaints: [/status of 503/] });
});
