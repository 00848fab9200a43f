// Pages that bundlers make of the packed package, opened in Chromium.
import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { leave, ready, startBrowser, visit } from "../browser/reader.mjs";
import { SiteServer } from "../browser/site-server.mjs";
import { filesEndingIn, project, run, serve, tool } from "./consumer.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

/** A project that holds the page of all bundlers. */
const bundled = (name) => project(name, { shared: "app" });

/** Puts what a bundler leaves alone beside what it made. */
function publish(folder, ...names) {
  for (const name of names) cpSync(join(folder, name), join(folder, "dist", name), { recursive: true });
}

/** The page answers in place, from a Worker and by its element, and asks for the module it was given. */
async function assertAnswers(server, address = "/") {
  const page = await visit(browser, server, address);
  for (const id of ["page", "worker"]) {
    await page.waitForFunction((id) => document.getElementById(id).textContent !== "", id);
    assert.equal(await page.locator(`#${id}`).innerText(), "190 of 476", id);
  }
  assert.equal(await page.locator("#chart svg [data-n='190']").count(), 1);
  await ready(page);
  const modules = new Set(page.seen.requests.filter((url) => new URL(url).pathname.endsWith(".wasm")));
  assert.equal(modules.size, 1, [...modules].join());
  await leave(page, server);
}

/** The built folder has one module in it, and its page answers. */
async function assertBuilt(folder) {
  const dist = join(folder, "dist");
  assert.equal(filesEndingIn(dist, ".wasm").length, 1, filesEndingIn(dist, ".wasm").join());
  const server = await SiteServer.start({ root: dist });
  try {
    await assertAnswers(server);
  } finally {
    await server.stop();
  }
}

test("Vite: a build", async () => {
  const folder = bundled("vite");
  run(folder, tool("vite"), ["build", "--logLevel=warn"]);
  publish(folder, "survey");
  await assertBuilt(folder);
});

test("Vite: the development server", async () => {
  const folder = bundled("vite");
  const server = await serve(folder, tool("vite"), ["--host=127.0.0.1"], /http:\/\/127\.0\.0\.1:\d+/);
  try {
    await assertAnswers(server);
  } finally {
    await server.stop();
  }
});

test("webpack 5", async () => {
  const folder = bundled("webpack");
  run(folder, process.execPath, ["build.mjs"]);
  publish(folder, "index.html", "survey");
  await assertBuilt(folder);
});

test("Parcel", async () => {
  const folder = bundled("parcel");
  run(folder, tool("parcel"), ["build", "index.html", "--public-url=./", "--no-source-maps"]);
  publish(folder, "survey");
  await assertBuilt(folder);
});

test("Rollup", async () => {
  const folder = bundled("rollup");
  run(folder, tool("rollup"), ["--config", "--silent"]);
  publish(folder, "index.html", "survey");
  await assertBuilt(folder);
});

test("esbuild", async () => {
  const folder = bundled("esbuild");
  run(folder, process.execPath, ["build.mjs"]);
  publish(folder, "index.html", "survey");
  await assertBuilt(folder);
});

test("React, Vue and Svelte use an element as any other: properties, changes, events", async () => {
  const folder = project("frameworks");
  run(folder, tool("vite"), ["build", "--logLevel=warn"]);
  publish(folder, "survey");
  const server = await SiteServer.start({ root: join(folder, "dist") });
  try {
    const page = await visit(browser, server, "/");
    for (const framework of ["react", "vue", "svelte"]) {
      const part = page.locator(`#${framework}`);
      await part.locator("output", { hasText: "vpn" }).waitFor();
      assert.equal(await part.locator("chosa-chart").getAttribute("where"), '{"founder":"public"}', framework);
      await part.locator("button", { hasText: "Next" }).click();
      await part.locator("output", { hasText: "threat" }).waitFor();
      assert.equal(await part.locator("chosa-chart").getAttribute("rows"), "threat");
    }
    assert.equal(server.count("/survey/responses.csv"), 1);
    await leave(page, server);
  } finally {
    await server.stop();
  }
});
