// Runs every task with every peer that offers it, and compares what they took.
//
// A task is a file of tasks/, or one of several in it, a peer a folder of peers/ with its peer.mjs; a new one of either
// is found by itself. Peers take turns within each round, so that what else the machine does
// falls on all of them alike, and all must give the same answer before anything is timed.
import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";

const defaults = async (folder, file = "") => {
  const names = (await readdir(new URL(folder, import.meta.url))).sort();
  const found = await Promise.all(names.map(async (name) => (await import(`${folder}${name}${file}`)).default));
  return found.flat();
};

/** Every task and every peer, the yardstick first. */
export async function entrants() {
  const [tasks, peers] = await Promise.all([defaults("./tasks/"), defaults("./peers/", "/peer.mjs")]);
  peers.sort((one, other) => Number(other.yardstick ?? false) - Number(one.yardstick ?? false));
  return { tasks, peers };
}

/** The samples of each peer that offers a task, in milliseconds, and what was counted of its page's long tasks meanwhile. */
export async function contest(task, peers, place, rounds) {
  const able = peers.filter((peer) => peer[task.offer] && (task.takes?.(peer[task.offer]) ?? true));
  if (able.length === 0) return [];
  await assertAgreed(task, able, place);
  const results = able.map((peer) => ({ peer, samples: [], longTasks: [] }));
  for (let round = 0; round < rounds; round += 1) {
    for (const [at, peer] of able.entries()) {
      const offer = peer[task.offer];
      if (round >= (offer.rounds ?? rounds)) continue;
      const { time, longTasks = [] } = await task.measure(place, offer);
      results[at].samples.push(time);
      results[at].longTasks.push(...longTasks);
    }
  }
  await task.close?.();
  return results;
}

async function assertAgreed(task, peers, place) {
  const answers = [];
  for (const peer of peers) answers.push((await task.measure(place, peer[task.offer])).answer);
  for (const [at, answer] of answers.entries()) {
    (task.agree ?? assert.deepEqual)(answer, answers[0], `${task.title}: ${peers[at].name} does not agree with ${peers[0].name}`);
  }
}

/** The middle of some numbers, or the mean of the two in the middle. */
export function median(numbers) {
  const sorted = [...numbers].sort((one, other) => one - other);
  const half = sorted.length / 2;
  return (sorted[Math.ceil(half) - 1] + sorted[Math.floor(half)]) / 2;
}

/**
 * What each peer took, as lines of a Markdown table: milliseconds, and the median as a multiple of
 * the yardstick's. Where the yardstick takes no part, the first that does is the measure.
 */
export function lines(task, results) {
  if (results.length === 0) return [];
  const unit = median((results.find(({ peer }) => peer.yardstick) ?? results[0]).samples);
  const short = (number) => Number(number.toPrecision(3)).toString();
  return results.map(({ peer, samples }) => {
    const figures = [median(samples), Math.min(...samples), Math.max(...samples), median(samples) / unit].map(short);
    return `| ${[task.title, peer.name, ...figures, samples.length].join(" | ")} |`;
  });
}

/** How many tasks of each peer's page took over 50 ms, which a reader feels, while a task was measured that counts them. */
export function longTaskLines({ title, countsLongTasks = false }, results) {
  if (!countsLongTasks) return [];
  return results.map(({ peer, samples, longTasks }) => `| ${[title, peer.name, longTasks.length, Math.round(Math.max(0, ...longTasks)), samples.length].join(" | ")} |`);
}
