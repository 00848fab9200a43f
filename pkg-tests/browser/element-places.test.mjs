// Where an element computes: in the page, or in the page's one Worker, from wherever its scripts come.
import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { after, before, beforeEach, test } from "node:test";
import { embedding, FIGURES, leave, startBrowser, visit } from "./reader.mjs";
import { SiteServer } from "./site-server.mjs";

const PKG = fileURLToPath(new URL("../../pkg/", import.meta.url));
const DESCRIPTOR = {
  resources: [{ path: "responses.csv", schema: { fields: [{ name: "vpn", categories: ["yes", "no"] }, { name: "note", type: "string" }] } }],
  survey: { language: "en", population: { size: 90_000 } },
};
const figure = (folder, attributes = "") => `<p><chosa-figure src="/${folder}/datapackage.json" rows="vpn" value="yes" ${attributes}></chosa-figure></p>`;

let browser;
let server;
let far;
before(async () => {
  const headers = { "access-control-allow-origin": "*" };
  [browser, server, far] = await Promise.all([startBrowser(), SiteServer.start(), SiteServer.start({ root: PKG, headers })]);
});
beforeEach(() => {
  server.mend();
  far.mend();
  publish("small", 10);
  publish("large", 5_100_000);
});
after(async () => {
  await browser?.close();
  await Promise.all([server?.stop(), far?.stop()]);
});

/** A survey of which a quarter said yes, in a file of at least so many bytes. */
function publish(folder, bytes) {
  const four = ["yes", "no", "no", "no"].map((answer) => `${answer},${"x".repeat(200)}\n`).join("");
  server.answer(`/${folder}/datapackage.json`, { body: JSON.stringify(DESCRIPTOR) });
  server.answer(`/${folder}/responses.csv`, { body: `vpn,note\n${four.repeat(Math.ceil(bytes / four.length))}` });
}

async function settled(page, count, state = "ready") {
  await page.waitForFunction(([count, state]) => document.querySelectorAll(`[data-state="${state}"]`).length === count, [count, state]);
}

async function embedded(elements) {
  server.answer("/own.html", { body: embedding("en", elements) });
  return visit(browser, server, "/own.html");
}

/** Waits until so many Workers run: one that is ended is gone a moment later. */
async function workers(page, count) {
  for (let waits = 0; waits < 100 && page.workers().length !== count; waits += 1) await page.waitForTimeout(20);
  assert.equal(page.workers().length, count);
}

test("small data is computed in the page, large data in one Worker, which ends with the last who needs it", async () => {
  const page = await embedded(figure("small") + figure("large") + figure("large", 'format="n"'));
  await settled(page, 3);
  assert.deepEqual((await page.locator(FIGURES).allTextContents()).slice(0, 2), ["25%", "25%"]);
  await workers(page, 1);
  assert.equal(server.count("/small/responses.csv"), 1);
  // Once in the page until it proved large, and once in the Worker.
  assert.equal(server.count("/large/responses.csv"), 2);
  await page.evaluate(() => document.querySelectorAll("p")[1].remove());
  await page.waitForTimeout(100);
  await workers(page, 1);
  await page.evaluate(() => document.querySelectorAll("p")[1].remove());
  await workers(page, 0);
  await leave(page, server, { complaints: [/ERR_ABORTED/] });
});

test("the attribute compute overrides the size", async () => {
  const page = await embedded(figure("small", 'compute="worker"') + figure("large", 'compute="page"'));
  await settled(page, 2);
  await workers(page, 1);
  for (const folder of ["small", "large"]) assert.equal(server.count(`/${folder}/responses.csv`), 1, folder);
  assert.deepEqual(await page.locator(FIGURES).allTextContents(), ["25%", "25%"]);
  await leave(page, server);
});

test("a report whose other survey is large is computed in the Worker as a whole", async () => {
  server.answer("/small/report.json", { body: JSON.stringify({
    title: "T",
    surveys: { other: "../large/datapackage.json" },
    figures: { own: { rows: "vpn", value: "yes" }, theirs: { survey: "other", rows: "vpn", value: "no" } },
    blocks: [{ prose: "{{own}} {{theirs}}" }, { chart: { rows: "vpn" } }],
  }) });
  const page = await embedded('<chosa-report src="/small/report.json"></chosa-report>');
  await settled(page, 1);
  await workers(page, 1);
  assert.deepEqual(await page.locator(FIGURES).allTextContents(), ["25%", "75%"]);
  await page.locator(".chosa-actions button").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator(".chosa-popover button").first().click()]);
  assert.equal(await download.failure(), null);
  await page.evaluate(() => document.querySelector("chosa-report").remove());
  await workers(page, 0);
  await leave(page, server, { complaints: [/ERR_ABORTED/] });
});

test("an error in a Worker is told as one in the page is", async () => {
  const page = await embedded(figure("small", 'compute="worker"').replace("vpn", "vnp"));
  await settled(page, 1, "error");
  assert.equal(await page.evaluate(() => globalThis.told.error[0].code), "unknown_question");
  await leave(page, server);
});

/** A page of this server whose script is `cdn.js` of the other, under a policy. */
async function fromFar(policy, elements) {
  const meta = policy === "" ? "" : `<meta http-equiv="Content-Security-Policy" content="${policy}">`;
  server.answer("/own.html", { body: `<!doctype html><html lang="en"><meta charset="utf-8">${meta}<title>T</title><link rel="icon" href="data:,"><script type="module" src="${far.origin}/cdn.js"></script>${elements}` });
  return visit(browser, server, "/own.html");
}

test("the script of another server brings its Worker along", async () => {
  const page = await fromFar("", figure("small", 'compute="worker"'));
  await settled(page, 1);
  assert.equal(await page.locator(FIGURES).textContent(), "25%");
  assert.equal(far.count("/worker-script.js"), 1);
  await workers(page, 1);
  await page.context().close();
});

test("where the policy bars that Worker, the element computes in the page", async () => {
  const policy = `default-src 'none'; script-src ${far.origin} 'wasm-unsafe-eval'; connect-src 'self' ${far.origin}; img-src data:; worker-src 'self'`;
  const page = await fromFar(policy, figure("small", 'compute="worker"'));
  await settled(page, 1);
  assert.equal(await page.locator(FIGURES).textContent(), "25%");
  await workers(page, 0);
  await page.context().close();
});

test("a Worker of another server answers, takes its engine from where it is told, and says by its code that it can't start", async () => {
  const page = await embedded("");
  const open = (places) => page.evaluate(async (places) => {
    const { configureWorker, Survey } = await import("/pkg/worker.js");
    configureWorker(places);
    try {
      const survey = await Survey.open("/small/datapackage.json");
      const { groups } = await survey.tabulate({ rows: "vpn" });
      survey.dispose();
      return groups[0].rows[0].cells[0].estimate;
    } catch ({ name, code, hint }) {
      return [name, code, /worker-src/.test(hint)];
    }
  }, places);
  const refused = ["ChosaError", "worker_unavailable", true];
  assert.deepEqual(await open({ workerUrl: `${far.origin}/worker-script.js` }), refused, "the strict policy has no blob:");
  assert.deepEqual(await open({ workerUrl: "/pkg/lost.js" }), refused);
  assert.equal(await open({}), 0.25);
  await page.context().close();
  server.answer("/own.html", { body: "<!doctype html><title>T</title>" });
  const free = await visit(browser, server, "/own.html");
  const answer = await free.evaluate(async (far) => {
    const { configureWorker, Survey } = await import("/pkg/worker.js");
    configureWorker({ workerUrl: `${far}/worker-script.js`, wasm: "/pkg/chosa_bg.wasm" });
    const survey = await Survey.open("/small/datapackage.json");
    return (await survey.tabulate({ rows: "vpn" })).groups[0].rows[0].cells[0].estimate;
  }, far.origin);
  assert.equal(answer, 0.25);
  assert.deepEqual([far.count("/chosa_bg.wasm"), server.count("/pkg/chosa_bg.wasm") > 0], [0, true]);
  await free.context().close();
});

test("bytes go to a Worker in pieces, and stay with the caller", async () => {
  const page = await embedded("");
  const left = await page.evaluate(async (descriptor) => {
    const { Survey } = await import("/pkg/worker.js");
    const bytes = new TextEncoder().encode("vpn,note\nyes,a\nno,b\n");
    const survey = await Survey.from(descriptor, { "responses.csv": bytes });
    const [{ n }] = (await survey.tabulate({ rows: "vpn" })).groups[0].rows[0].cells;
    survey.dispose();
    return [n, bytes.length];
  }, DESCRIPTOR);
  assert.deepEqual(left, [1, 20]);
  await leave(page, server);
});
