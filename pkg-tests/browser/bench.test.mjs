// The bench is run by hand; here it must only run, and its peers agree.
import assert from "node:assert/strict";
import { test } from "node:test";
import { contest, entrants, lines, median } from "../bench/contest.mjs";
import { startBrowser } from "./reader.mjs";
import { SiteServer } from "./site-server.mjs";

test("each task of the bench runs with each peer, and their answers agree", async (t) => {
  const [browser, server] = await Promise.all([startBrowser(), SiteServer.start()]);
  t.after(() => Promise.all([browser.close(), server.stop()]));
  const { tasks, peers } = await entrants();
  assert.ok(tasks.length >= 2 && peers.length >= 2 && peers[0].yardstick);
  for (const task of tasks.filter(({ isLarger }) => !isLarger)) {
    const results = await contest(task, peers, { browser, server, isSmall: true }, 1);
    for (const { samples } of results) assert.ok(samples.every((time) => Number.isFinite(time) && time > 0));
    if (results.length > 0) assert.match(lines(task, results)[0], /\| 1 \| 1 \|$/);
  }
});

test("peers that disagree are not timed", async () => {
  const task = { title: "t", offer: "t", measure: (_, answer) => ({ time: 1, answer }) };
  const peers = [{ name: "a", yardstick: true, t: { n: 1 } }, { name: "b", t: { n: 2 } }];
  await assert.rejects(contest(task, peers, {}, 1), /b does not agree with a/);
});

test("the median of an even number of samples lies between the two in the middle", () => {
  assert.deepEqual([median([3, 1, 2]), median([4, 1, 3, 2]), median([5])], [2, 2.5, 5]);
});
