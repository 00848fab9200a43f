import { chartInto } from "./chart-into.js";
import type { Exhibit } from "./report-load.js";
import type { Language } from "./types.js";

/**
 * Draws each chart of a report as wide as its column is, in place of the two drawings that a page
 * without scripts has, and again whenever that width changes, until the signal ends it.
 */
export function fitCharts(
  root: ShadowRoot,
  exhibits: readonly Exhibit[],
  language: Language,
  signal: AbortSignal,
): void {
  for (const { block, request, survey, kind } of exhibits) {
    const figure = root.getElementById(block.id);
    const wide = figure?.querySelector(".chosa-wide");
    if (!kind || !wide) continue;
    const fitted = document.createElement("div");
    fitted.append(...wide.childNodes);
    wide.append(fitted);
    wide.classList.add("chosa-fitted");
    figure?.querySelector(".chosa-narrow")?.remove();
    const { drawn, stop } = chartInto(fitted, survey, { ...request, language }, { kind, title: block.title, idPrefix: block.id });
    // The report's own drawing stays where no other can be made.
    drawn.catch(() => undefined);
    signal.addEventListener("abort", stop);
  }
}
