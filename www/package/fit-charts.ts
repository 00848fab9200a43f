import { chartInto } from "./chart-into.js";
import type { LoadedReport } from "./report-load.js";
import type { ChartKind, Language, Report, TabulateRequest } from "./types.js";

/** A block of `report.json`, as far as its chart needs it. */
interface DescribedChart {
  chart?: TabulateRequest & { kind?: ChartKind };
  survey?: string;
}

/**
 * Draws each chart of a report as wide as its column is, in place of the two drawings that a page
 * without scripts has, and again whenever that width changes, until the signal ends it.
 */
export function fitCharts(
  root: ShadowRoot,
  report: Report,
  loaded: LoadedReport,
  language: Language,
  signal: AbortSignal,
): void {
  const described = (JSON.parse(loaded.description) as { blocks?: DescribedChart[] }).blocks ?? [];
  for (const [index, { id, title }] of report.blocks.entries()) {
    const { chart, survey: quoted } = described[index] ?? {};
    const figure = root.getElementById(id);
    const wide = figure?.querySelector(".chosa-wide");
    const source = quoted === undefined ? loaded.survey : loaded.others[quoted];
    if (!chart || !wide || !source) continue;
    const { kind = "auto", ...request } = chart;
    const fitted = document.createElement("div");
    fitted.append(...wide.childNodes);
    wide.append(fitted);
    wide.classList.add("chosa-fitted");
    figure?.querySelector(".chosa-narrow")?.remove();
    const { drawn, stop } = chartInto(fitted, source.survey, { ...request, language }, { kind, title, idPrefix: id });
    // The report's own drawing stays where no other can be made.
    drawn.catch(() => undefined);
    signal.addEventListener("abort", stop);
  }
}
