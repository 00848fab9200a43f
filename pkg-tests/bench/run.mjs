// `cargo xtask bench` runs this. `--quick` takes few samples.
import { parseArgs } from "node:util";
import { startBrowser } from "../browser/reader.mjs";
import { SiteServer } from "../browser/site-server.mjs";
import { contest, entrants, lines } from "./contest.mjs";

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const [browser, server] = await Promise.all([startBrowser(), SiteServer.start()]);
try {
  const { tasks, peers } = await entrants();
  for (const { absent } of peers.filter(({ absent }) => absent)) console.error(`skipped: ${absent}`);
  const table = [];
  for (const task of tasks) {
    const rounds = task.rounds[values.quick ? "quick" : "full"];
    console.error(`${task.title}: ${rounds} rounds`);
    table.push(...lines(task, await contest(task, peers, { browser, server }, rounds)));
  }
  console.log(`
Times as multiples of the yardstick's median in this very run (Chromium ${browser.version()}):

| task | peer | median | min | max | samples |
|---|---|---:|---:|---:|---:|
${table.join("\n")}`);
} finally {
  await browser.close();
  await server.stop();
}
