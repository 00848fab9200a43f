import type { ChartOptions, TabulateRequest } from "./types.js";

/** Whatever draws charts: a survey in the page, or one in a Worker. */
export interface ChartSource {
  chart(request: TabulateRequest, options?: ChartOptions): string | Promise<string>;
}

/** No chart is laid out for less, or for more. */
const NARROWEST = 240;
const WIDEST = 1600;

/**
 * Draws a chart into an element, as wide as the element is, and again whenever that changes.
 * Returns what ends that. A failure is reported by the first promise.
 *
 * ```js
 * const { drawn, stop } = chartInto(document.querySelector("#chart"), survey, { rows: "threat" });
 * await drawn;
 * ```
 */
export function chartInto(
  element: Element,
  survey: ChartSource,
  request: TabulateRequest,
  options: ChartOptions = {},
): { drawn: Promise<void>; stop: () => void } {
  let last = 0;
  let observer: ResizeObserver | undefined;
  const drawn = new Promise<void>((done, failed) => {
    observer = new ResizeObserver(async ([entry]) => {
      const room = Math.floor(entry?.contentRect.width ?? 0);
      const width = Math.min(Math.max(room, NARROWEST), WIDEST);
      // An element that isn't shown has no width yet.
      if (room === 0 || width === last) return;
      last = width;
      try {
        const svg = await survey.chart(request, { ...options, width });
        if (width === last) element.innerHTML = svg;
        done();
      } catch (thrown) {
        observer?.disconnect();
        failed(thrown);
      }
    });
    observer.observe(element);
  });
  return { drawn, stop: () => observer?.disconnect() };
}
