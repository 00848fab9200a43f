// Firefox and WebKit: the same answers, the same drawings byte for byte, and the elements in their pages.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { evaluated, pathOf } from "../package/survey-packages.mjs";
import * as node from "../../pkg/node.js";
import { answers, PACKAGES, TABLES } from "./answers.mjs";
import { embedding } from "./reader.mjs";
import { SiteServer } from "./site-server.mjs";

const CHARTS = readFileSync(new URL("../golden/everywhere.json", import.meta.url), "utf8");
const SRC = 'src="/data/hospitals-2022-interim/datapackage.json"';
const ELEMENTS = `
  <chosa-report src="/data/hospitals-2022-interim/report.json"></chosa-report>
  <chosa-chart ${SRC} rows="vpn"></chosa-chart>
  <chosa-table ${SRC} rows="vpn" columns="founder"></chosa-table>
  <p><chosa-figure ${SRC} rows="vpn" value="yes"></chosa-figure></p>`;
/** The built report page, with one script more. */
const REPORT_PAGE = readFileSync(new URL("../../www/dist/en/report.html", import.meta.url), "utf8").replace("</head>", '<script type="module" src="/tests/engine-report.mjs"></script></head>');
const SCRIPT = '<script type="module" src="/tests/engine-page.mjs"></script>';

/** How each engine opens an address, given its program and a folder for what it keeps. */
const ENGINES = {
  Firefox: {
    program: process.env.FIREFOX,
    words: (address, folder) => ["--headless", "--no-remote", "--profile", folder, address],
    environment: {},
  },
  WebKit: {
    program: process.env.WEBKIT,
    words: (address) => [address],
    // A container has no sandbox of its own to give, and nobody else's page is opened here.
    environment: { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: "1", GSETTINGS_BACKEND: "memory" },
  },
};

/** Runs an engine on a page until the page has sent its answers. */
async function answered({ program, words, environment }, server) {
  const folder = mkdtempSync(join(tmpdir(), "chosa-engine-"));
  const sent = Promise.all(["/answers", "/report-answers"].map((path) => server.sentTo(path)));
  const [first, ...rest] = program.split(" ");
  const child = spawn(first, [...rest, ...words(`${server.origin}/own.html`, folder)], {
    detached: true,
    stdio: ["ignore", "ignore", "pipe"],
    env: { ...process.env, HOME: folder, ...environment },
  });
  let complaints = "";
  child.stderr.setEncoding("utf8").on("data", (text) => (complaints += text));
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const died = ended.then((status) => assert.fail(`${program} ended with ${status}: ${complaints.slice(-2000)}`));
  try {
    return await Promise.race([sent, died]);
  } finally {
    died.catch(() => undefined);
    process.kill(-child.pid);
    await ended;
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** The report page shows the figures that Node computes, and its first chart can be walked and opened. */
async function assertReport({ state, charts, figures, said, fits, opened, menu }) {
  const { html } = await evaluated(node, "hospitals-2022-interim", "en");
  const links = [...html.matchAll(/<a class="chosa-figure"[^>]*data-figure="([^"]+)"[^>]*>([^<]*)<\/a>/g)].map(([, name, text]) => [name, text]);
  assert.deepEqual([state, charts, fits, menu], ["ready", 4, true, 7]);
  assert.deepEqual(figures, links);
  assert.match(said, /^Took no action.*24%/);
  assert.match(opened, /24%[^]*46 of 190[^]*beta/);
}

const EXPLORER = '<chosa-explorer><a href="/data/hospitals-2022-interim/datapackage.json">The interim count</a></chosa-explorer>';
const JOURNEY = '<script type="module" src="/tests/explorer-page.mjs"></script>';

for (const [name, engine] of Object.entries(ENGINES)) {
  const skip = engine.program ? false : `no ${name} is here`;
  test(`${name}: the explorer opens a package, breaks it down, filters it, and its link opens the same again`, { skip, timeout: 180_000 }, async () => {
    const server = await SiteServer.start();
    server.answer("/own.html", { body: embedding("en", EXPLORER, JOURNEY) });
    try {
      const { error, violations, link, first, second, same, own } = await answered(engine, server);
      assert.equal(error, undefined);
      assert.deepEqual(violations, []);
      assert.match(link, /^\?data=data\/hospitals-2022-interim\/datapackage\.json#v=1&q=vpn&by=beds_class&only\.region=hokkaido_tohoku&cell=yes&lang=en$/);
      assert.deepEqual(second, first);
      assert.ok(same && first.rows.length === 3 && first.sentence[0].includes("%"));
      assert.deepEqual(own, ["50.0%", "50.0%", "66.7%", "33.3%"]);
    } finally {
      await server.stop();
    }
  });

  test(`${name}: tables, CSV, HTML and SVG as in Node, in the page and in a Worker, every element, and the report page`, { skip, timeout: 240_000 }, async () => {
    const server = await SiteServer.start();
    server.answer("/own.html", { body: embedding("en", ELEMENTS, SCRIPT) });
    server.answer("/charts.json", { body: CHARTS });
    server.answer("/en/report.html", { body: REPORT_PAGE });
    try {
      const [{ given, elements, violations, error }, report] = await answered(engine, server);
      assert.deepEqual([error, report.error], [undefined, undefined]);
      assert.deepEqual(violations, []);
      for (const name of PACKAGES) {
        const asked = { tables: TABLES[name], charts: JSON.parse(CHARTS)[name] };
        const expected = await answers({ entry: new URL("../../pkg/node.js", import.meta.url).href, data: pathOf(name), ...asked });
        for (const entry of ["/pkg/index.js", "/pkg/worker.js"]) {
          for (const [kind, value] of Object.entries(JSON.parse(JSON.stringify(expected)))) {
            assert.deepEqual(given[`${entry} ${name}`][kind], value, `${kind} of ${entry}, ${name}`);
          }
        }
      }
      const shown = { state: "ready", height: true };
      for (const element of ["chosa-report", "chosa-chart", "chosa-table", "chosa-figure"]) {
        const { state, height } = elements[element];
        assert.deepEqual({ state, height }, shown, element);
      }
      await assertReport(report);
      assert.deepEqual([elements["chosa-chart"].svg, elements["chosa-table"].cells, elements["chosa-figure"].figure], [true, true, "40%"]);
    } finally {
      await server.stop();
    }
  });
}
