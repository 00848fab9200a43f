// `cargo xtask bench` runs this. `--quick` takes few samples, `--only` the tasks whose titles match,
// `--peers` the peers whose names do. What a full run measured is kept: see results.mjs.
import { parseArgs } from "node:util";
import { startBrowser } from "../browser/reader.mjs";
import { SiteServer } from "../browser/site-server.mjs";
import { contest, entrants, lines, longTaskLines } from "./contest.mjs";
import { keep, write } from "./results.mjs";

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false }, only: { type: "string", default: "" }, peers: { type: "string", default: "" } } });
const wanted = new RegExp(values.only);
const [browser, server] = await Promise.all([startBrowser(), SiteServer.start()]);
try {
  const { tasks, peers: all } = await entrants();
  const peers = all.filter(({ name }) => new RegExp(values.peers).test(name));
  for (const { absent } of peers.filter(({ absent }) => absent)) console.error(`skipped: ${absent}`);
  const table = [];
  const longTasks = [];
  for (const task of tasks) {
    const rounds = task.rounds[values.quick ? "quick" : "full"];
    if (rounds > 0 && wanted.test(task.title)) {
      console.error(`${task.title}: ${rounds} rounds`);
      const results = await contest(task, peers, { browser, server }, rounds);
      table.push(...lines(task, results));
      longTasks.push(...longTaskLines(task, results));
      if (results.length > 0 && !values.quick) keep(task, results, browser.version());
    } else await task.close?.();
  }
  if (!values.quick) await write();
  console.log(`
Chromium ${browser.version()}, Node ${process.versions.node}; milliseconds, and multiples of the yardstick's median:

| task | peer | median | min | max | ratio | samples |
|---|---|---:|---:|---:|---:|---:|
${table.join("\n")}`);
  if (longTasks.length > 0) {
    console.log(`
Tasks of the page over 50 ms, and how many milliseconds the longest took:

| task | peer | tasks | longest | samples |
|---|---|---:|---:|---:|
${longTasks.join("\n")}`);
  }
} finally {
  await browser.close();
  await server.stop();
}
