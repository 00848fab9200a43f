// A reader's first visit: an empty cache, a page of its own, until the last chart is painted.
//
// A peer offers `coldLoad`: the `address` of its page, the `event` by which the page says that
// its last chart stands in the document, and `answer`, which reads the answer from its detail.
import { leave, visit } from "../../browser/reader.mjs";

export default {
  title: "Cold load of the report page, to the last chart painted",
  offer: "coldLoad",
  rounds: { quick: 5, full: 31 },

  /** One sample of one peer, in milliseconds, with its answer. */
  async measure({ browser, server }, { address, event, answer }) {
    const page = await visit(browser, server, "about:blank");
    await page.addInitScript(painted, event);
    await page.goto(new URL(address, server.origin).href);
    await page.waitForFunction(() => globalThis.painted);
    const { time, detail } = await page.evaluate(() => globalThis.painted);
    await leave(page, server);
    return { time, answer: answer(detail) };
  },
};

/** Notes the time when the frame after the event has been drawn; runs in the page. */
function painted(event) {
  addEventListener(event, ({ detail }) =>
    requestAnimationFrame(() => {
      const drawn = new MessageChannel();
      drawn.port1.onmessage = () => (globalThis.painted = { time: performance.now(), detail });
      drawn.port2.postMessage(undefined);
    }),
  );
}
