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
 * without scripts has, and again whenever that width changes. Returns what ends that.
 */
export function fitCharts(root: ShadowRoot, report: Report, loaded: LoadedReport, language: Language): () => void {
  const described = (JSON.parse(loaded.description) as { blocks?: DescribedChart[] }).blocks ?? [];
  const stops = report.blocks.map(({ id, title }, index) => {
    const { chart, survey: quoted } = described[index] ?? {};
    const figure = root.getElementById(id);
    const wide = figure?.querySelector(".chosa-wide");
    const survey = quoted === undefined ? loaded.survey : loaded.others[quoted];
    if (!chart || !wide || !survey) return undefined;
    const { kind = "auto", ...request } = chart;
    const fitted = document.createElement("div");
    fitted.append(...wide.childNodes);
    wide.append(fitted);
    wide.classList.add("chosa-fitted");
    figure?.querySelector(".chosa-narrow")?.remove();
    return chartInto(fitted, survey, { ...request, language }, { kind, title, idPrefix: id }).stop;
  });
  return () => stops.forEach((stop) => stop?.());
}
