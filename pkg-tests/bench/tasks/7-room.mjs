// What a million responses take beside time: memory, and the attention of the page.
//
// Each sample has a browser of its own, since a renderer keeps what the page before it used. The
// numbers are megabytes, milliseconds or times a second, as the titles say; smaller is better but
// for the last.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { inPage } from "../engines.mjs";
import { fileOf } from "../generator.mjs";
import { leave, startBrowser, visit } from "../../browser/reader.mjs";

const SMALL = 476;
const ROWS = 1_000_000;
const PEERS = /^(typed\/engine|chosa\/engine|duckdb)/;

/** Weights are added in another order. */
const SAME = 1e-9;

const memory = {
  title: "T1 memory of the renderer (MB) with 1,000,000 rows loaded, page",
  offer: "answer: load",
  rounds: { quick: 0, full: 3 },
  takes: ({ script, open = "open" }) => PEERS.test(script ?? "") && open === "open",

  async measure({ server, isSmall }, offer) {
    const browser = await startBrowser();
    try {
      const engine = await inPage({ browser, server }, offer, isSmall ? SMALL : ROWS);
      const { answer } = await engine.load();
      const time = await rendererMegabytes(browser);
      await engine.close();
      return { time, answer };
    } finally {
      await browser.close();
    }
  },

  agree(answer, reference, message) {
    assert.equal(answer.length, reference.length, message);
    for (const [at, number] of answer.entries()) assert.ok(Math.abs(number - reference[at]) <= SAME * reference[at], message);
  },
};

/** What the renderers of a browser hold in memory; all but one are blank. */
async function rendererMegabytes(browser) {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const held = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => residentMegabytes(id));
  return Math.max(...held);
}

const residentMegabytes = (id) => Number(/^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${id}/status`, "utf8"))[1]) / 1000;

const ATTENTION = {
  "longest task of the page (ms)": ({ longest }) => longest,
  "longest wait for progress (ms)": ({ silence }) => silence,
  "from abort to its error (ms)": ({ aborted }) => aborted,
  "progress told (times a second)": ({ told, time }) => (1000 * told) / time,
};

const attention = Object.entries(ATTENTION).map(([name, pick], at) => ({
  title: `T1 in a Worker with 1,000,000 rows: ${name}`,
  offer: "answer: load",
  rounds: { quick: 0, full: 5 },
  takes: ({ script, open = "open" }) => script === "chosa/engine.js" && open === "open",
  isLarger: at > 0,

  async measure({ browser, server, isSmall }) {
    const rows = isSmall ? SMALL : ROWS;
    fileOf(rows);
    const page = await visit(browser, server, "/bench/plain/blank.html");
    page.setDefaultTimeout(0);
    const { DESCRIPTOR } = await import("../survey.mjs");
    const [resource] = DESCRIPTOR.resources;
    const body = JSON.stringify({ ...DESCRIPTOR, resources: [{ ...resource, path: `responses-${rows}.csv` }] });
    server.answer("/made/attention.json", { type: "application/json", body });
    const seen = await page.evaluate(watched, { data: `/made/responses-${rows}.csv`, descriptor: DESCRIPTOR, address: "/made/attention.json", isSmall });
    await leave(page, server);
    // A page that is never kept waiting has a longest task of nothing.
    return { time: Math.max(pick(seen), 0.001), answer: seen.n };
  },
}));

export default [memory, ...attention];

/** In the page: opens the survey in a Worker, while it watches the page's own time, and then opens it again to call that off. */
async function watched({ data, descriptor, address, isSmall }) {
  const { Survey } = await import("/pkg/worker.js");
  const bytes = new Uint8Array(await (await fetch(data)).arrayBuffer());
  const beats = { last: performance.now(), longest: 0 };
  const beat = () => {
    const now = performance.now();
    beats.longest = Math.max(beats.longest, now - beats.last);
    beats.last = now;
    timer = setTimeout(beat, 0);
  };
  let timer = setTimeout(beat, 0);
  const start = performance.now();
  let [told, last, silence] = [0, start, 0];
  const hear = () => {
    const now = performance.now();
    silence = Math.max(silence, now - last);
    [last, told] = [now, told + 1];
  };
  const survey = await Survey.from(descriptor, { "survey.csv": bytes }, { onProgress: hear });
  const time = performance.now() - start;
  silence = Math.max(silence, performance.now() - last);
  clearTimeout(timer);
  const { groups } = await survey.tabulate({ rows: "q7" });
  const n = groups[0].base.n;
  await survey.dispose();
  const caller = new AbortController();
  let called;
  const callOff = () => {
    called ??= performance.now();
    caller.abort();
  };
  const code = await Survey.open(address, { signal: caller.signal, onProgress: callOff }).then(() => "opened", (error) => error.code);
  // Few responses are read before the Worker hears of it.
  if (code !== "aborted" && !isSmall) throw new Error(`a load that was called off ended with ${code}`);
  const aborted = performance.now() - called;
  // Timers that follow one another closely wait for 4 ms.
  return { n, longest: Math.max(beats.longest - 4, 0), silence, told, time, aborted };
}
