// The pages in which a crosstab is clicked together: see tasks/6-explorer.mjs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { leave, visit } from "../browser/reader.mjs";
import { bundle } from "./engines.mjs";
import { fileOf } from "./generator.mjs";
import { DESCRIPTOR, labelsOf } from "./survey.mjs";

/** Shares and their errors agree to this: a chart states nine digits. */
export const SAME = 1e-8;

/** Chosa's explorer, with the survey as a published package. */
export async function chosaExplorer({ browser, server }, rows) {
  fileOf(rows);
  const [resource] = DESCRIPTOR.resources;
  const descriptor = { ...DESCRIPTOR, resources: [{ ...resource, path: `responses-${rows}.csv` }] };
  server.answer(`/made/datapackage-${rows}.json`, { body: JSON.stringify(descriptor) });
  const page = await visit(browser, server, `/explore.html?data=made/datapackage-${rows}.json#lang=en`);
  page.setDefaultTimeout(0);
  await page.evaluate(clockOf);
  await page.evaluate(explorerOf);
  return { ...crosstabs(page, server), errors: (asked, shares) => errorsOf(rows, asked, shares) };
}

/** The standard errors behind the shares that the explorer has drawn: its chart states intervals. They are the package's own, opened once more without a page. */
async function errorsOf(rows, { question, by }, shares) {
  const { Survey } = await import("../../pkg/node.js");
  const survey = await Survey.from(DESCRIPTOR, { "survey.csv": readFileSync(fileOf(rows)) });
  const [{ rows: answers }] = survey.tabulate({ rows: question, columns: by }).groups;
  // The first cell of a row is everyone's.
  const cells = labelsOf(by).flatMap((_, column) => answers.map((row) => row.cells[column + 1]));
  survey.dispose();
  for (const [at, { estimate }] of cells.entries()) assert.ok(Math.abs(estimate - shares[at]) <= SAME, `the chart says ${shares[at]}, the package ${estimate}`);
  return cells.map(({ se }) => se);
}

/** A page that asks DuckDB and draws with Plot. */
export const duckdbPlot = (open) => async ({ browser, server }, rows) => {
  fileOf(rows);
  const script = await bundle("duckdb/explorer.js", "browser");
  const page = await visit(browser, server, "/bench/plain/blank.html");
  page.setDefaultTimeout(0);
  await page.evaluate(clockOf);
  await page.evaluate(async ({ script, open, data }) => {
    const module = await import(script);
    globalThis.explorer = await module[open](new Uint8Array(await (await fetch(data)).arrayBuffer()));
  }, { script: `/made/${script}`, open, data: `/made/responses-${rows}.csv` });
  return crosstabs(page, server);
};

function crosstabs(page, server) {
  return {
    crosstab: async ({ question, by }) => {
      await page.evaluate((question) => explorer.look(question), question);
      await page.evaluate(() => clock.longTasks());
      const answer = await page.evaluate((asked) => explorer.click(asked), { question, by, rows: labelsOf(question), columns: labelsOf(by) });
      return { ...answer, longTasks: await page.evaluate(() => clock.longTasks()) };
    },
    close: () => leave(page, server),
  };
}

// The rest runs in the page.

/**
 * Gives the page `clock.painted()`, a promise of the moment after the next frame has been drawn, and
 * `clock.longTasks()`, which tells how long tasks of over 50 ms took since it was last asked.
 */
function clockOf() {
  const painted = () =>
    new Promise((resolve) =>
      requestAnimationFrame(() => {
        const drawn = new MessageChannel();
        drawn.port1.onmessage = () => resolve(performance.now());
        drawn.port2.postMessage(undefined);
      }),
    );
  let told = [];
  new PerformanceObserver((list) => told.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });
  const longTasks = async () => {
    // They are told of a little later.
    await new Promise((rested) => setTimeout(rested, 100));
    const own = told;
    told = [];
    return own;
  };
  globalThis.clock = { painted, longTasks };
}

/** Gives the page of the explorer what a reader does there. */
function explorerOf() {
  const element = document.querySelector("chosa-explorer");
  const root = element.shadowRoot;
  const one = (selector) => root.querySelector(selector);
  /** When something holds of the document for the first time. */
  const until = (holds) =>
    new Promise((resolve) => {
      const look = () => {
        if (!holds()) return;
        observer.disconnect();
        resolve();
      };
      const observer = new MutationObserver(look);
      observer.observe(root, { childList: true, subtree: true, characterData: true });
      observer.observe(element, { attributes: true });
      look();
    });
  const rest = (time) => new Promise((rested) => setTimeout(rested, time));
  const isReady = () => element.dataset.state === "ready";
  const drawing = () => one(".chart svg");
  globalThis.explorer = {
    look: async (question) => {
      location.hash = `#lang=en&v=1&q=${question}`;
      await until(() => isReady() && one("#question-title")?.textContent.trim() === question && !one(".chip") && drawing());
      // The address and whatever else is put off comes first.
      await rest(300);
    },
    click: async ({ by, rows, columns }) => {
      const before = drawing();
      const select = one("select.adder");
      select.value = by;
      const start = performance.now();
      const figure = until(() => drawing() !== before).then(clock.painted);
      const all = until(() => one(".figures .span")).then(clock.painted);
      select.dispatchEvent(new Event("change", { bubbles: true }));
      const times = { figure: (await figure) - start, all: (await all) - start };
      await until(isReady);
      // The explorer writes its address a little later. Until it has, the address bar still holds the
      // fragment that `look` set, and to set the same one again would change nothing.
      while (!location.hash.includes(`&by=${by}`)) await rest(20);
      const marks = new Map([...root.querySelectorAll(".chart [data-row]")].map(({ dataset }) => [`${dataset.row}\n${dataset.column}`, Number(dataset.value)]));
      return { times, shares: columns.flatMap((column) => rows.map((row) => marks.get(`${row}\n${column}`) ?? 0)) };
    },
  };
}
