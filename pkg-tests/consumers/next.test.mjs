// Next.js, whose server and whose pages both answer from the packed package.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { leave, ready, startBrowser, visit } from "../browser/reader.mjs";
import { filesEndingIn, project, run, serve, tool } from "./consumer.mjs";

let browser;
before(async () => (browser = await startBrowser()));
after(() => browser?.close());

const QUIET = { environment: { NEXT_TELEMETRY_DISABLED: "1" } };

for (const [bundler, flag] of [["Turbopack", "--turbopack"], ["webpack", "--webpack"]]) {
  test(`Next.js with ${bundler}: drawn on the server, computed in the page and in a Worker`, async () => {
    const folder = project("next", { data: "public/survey" });
    run(folder, tool("next"), ["build", flag], QUIET);
    const media = filesEndingIn(join(folder, ".next/static"), ".wasm");
    assert.equal(media.length, 1, media.join());
    const server = await serve(folder, tool("next"), ["start", "--port=0", "--hostname=127.0.0.1"], /http:\/\/127\.0\.0\.1:\d+/);
    try {
      const html = await (await fetch(server.origin)).text();
      assert.match(html, /<div id="server"><svg [^]*data-n="190"/);
      const page = await visit(browser, server, "/");
      for (const id of ["page", "worker"]) {
        await page.waitForFunction((id) => document.getElementById(id).textContent !== "", id);
        assert.equal(await page.locator(`#${id}`).innerText(), "190 of 476", id);
      }
      await ready(page);
      await leave(page, server, { complaints: [/favicon|404/] });
    } finally {
      await server.stop();
    }
  });
}
