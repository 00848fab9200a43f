// How Chosa's times grow: every task at five sizes, a file of 2,000 columns, and the engine
// compiled for the machine itself. Chosa stands alone here, but for its own code without a browser.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { inPage } from "../engines.mjs";
import { FOLDER, fileOf } from "../generator.mjs";
import { compileKernels, KERNELS, REQUESTS, run } from "../kernels.mjs";
import { DESCRIPTOR } from "../survey.mjs";
import { leave, visit } from "../../browser/reader.mjs";

const SMALL = 476;
const SIZES = [1_000, 10_000, 100_000, 1_000_000, 5_000_000];
const WHATS = { load: "T1", frequency: "T2", filtered: "T3", pairs: "T4", errors: "T6 of a question", errorsByRegion: "T6 by 47 regions" };
const isChosa = ({ script, open = "open" }) => script === "chosa/engine.js" && open === "open";
const few = { quick: 0, full: 3 };

const growth = SIZES.flatMap((rows) =>
  Object.entries(WHATS).map(([what, name]) => ({
    title: `growth of ${name}, ${String(rows).padStart(7)} rows, page`,
    offer: `answer: ${what}`,
    rounds: few,
    takes: isChosa,
    isLarger: rows !== SIZES[0],

    async measure(place, offer) {
      const engine = await inPage(place, offer, place.isSmall ? SMALL : rows);
      const loaded = await engine.load();
      const { time, answer } = what === "load" ? loaded : await engine.run({ name: what, warmUp: 3, longEnough: 10 });
      await engine.close();
      return { time, answer };
    },
  })),
);

/** Files of as many bytes, long or wide; each column is a question of three answers. */
const WIDE = [[20_000, 2_000], [200_000, 200], [2_000_000, 20]];

const wide = WIDE.map(([rows, columns]) => ({
  title: `load of ${rows.toLocaleString("en")} rows by ${columns.toLocaleString("en")} columns, 80 MB, page`,
  offer: "answer: load",
  rounds: few,
  takes: isChosa,
  isLarger: true,

  async measure({ browser, server }) {
    const file = wideFile(rows, columns);
    const page = await visit(browser, server, "/bench/plain/blank.html");
    page.setDefaultTimeout(0);
    const fields = Array.from({ length: columns }, (_, at) => ({ name: `c${at}`, categories: ["0", "1", "2"] }));
    const descriptor = { resources: [{ path: "survey.csv", schema: { fields } }], survey: { language: "en" } };
    const { time, n } = await page.evaluate(opened, { data: `/made/${file}`, descriptor });
    await leave(page, server);
    return { time, answer: n };
  },
}));

function wideFile(rows, columns) {
  const name = `wide-${rows}-${columns}.csv`;
  if (existsSync(`${FOLDER}${name}`)) return name;
  mkdirSync(FOLDER, { recursive: true });
  const lines = [0, 1, 2].map((first) => `${Array.from({ length: columns }, (_, at) => (first + at) % 3).join(",")}\n`);
  const header = `${Array.from({ length: columns }, (_, at) => `c${at}`).join(",")}\n`;
  writeFileSync(`${FOLDER}${name}`, header + lines.join("").repeat(Math.ceil(rows / 3)));
  return name;
}

/** In the page. */
async function opened({ data, descriptor }) {
  const { Survey } = await import("/pkg/index.js");
  const bytes = new Uint8Array(await (await fetch(data)).arrayBuffer());
  const start = performance.now();
  const survey = await Survey.from(descriptor, { "survey.csv": bytes });
  const time = performance.now() - start;
  const n = survey.tabulate({ rows: "c0" }).groups[0].base.n;
  survey.dispose();
  return { time, n };
}

/** The same code in the page and compiled for the machine, whose answers the oracle compares. */
const NATIVE = { load: "T1 from bytes to the survey", frequency: "T2 weighted table of a question", pairs: "T4 all 66 pairs of 12 questions" };

const native = Object.entries(NATIVE).flatMap(([what, name]) => {
  const request = what === "load" ? "T2 weighted table of a question" : name;
  return [{
    title: `${name}, 1,000,000 rows, in the page and compiled for the machine`,
    offer: `native: ${what}`,
    rounds: { quick: 0, full: 5 },
    isLarger: true,

    async measure(place, { isNative }) {
      const rows = place.isSmall ? SMALL : 1_000_000;
      if (!isNative) {
        const engine = await inPage(place, { script: "chosa/engine.js" }, rows);
        const loaded = await engine.load();
        const { time } = what === "load" ? loaded : await engine.run({ name: what, warmUp: 12, longEnough: 20 });
        await engine.close();
        return { time, answer: rows };
      }
      compileKernels();
      const descriptor = `${FOLDER}datapackage.json`;
      writeFileSync(descriptor, JSON.stringify(DESCRIPTOR));
      const told = run(KERNELS, [fileOf(rows), descriptor, JSON.stringify(REQUESTS[request]), "15"]);
      const [opening, answering] = told.trim().split(" ").map(Number);
      return { time: what === "load" ? opening : answering, answer: rows };
    },
  }];
});

export default [...growth, ...wide, ...native];
