/** What the engine itself says and computes, for the pages and for the test that holds them to R. */
import { openDesign } from "./samples.mjs";

const DIGITS = 7;

/** The cell of an example, and its table. */
export async function computed(Survey, { design, request, value }, language = "en") {
  const survey = await openDesign(Survey, design);
  const table = survey.tabulate({ ...request, language });
  const row = table.groups[0].rows.find((row) => row.value === (value ?? null));
  survey.dispose();
  return { table, cell: row.cells[0] };
}

/** A figure as the page shows it. */
export const shown = (figure) => Number(figure.toPrecision(DIGITS)).toString();

/** An estimate with its error and interval, or the one quantity that an example is about. */
export function figures({ cell }, { quantity }, language) {
  if (quantity === "deff") return `${{ ja: "デザイン効果", en: "design effect" }[language]} ${shown(cell.deff)}`;
  const [estimate, se, low, high] = [cell.estimate, cell.se, cell.low, cell.high].map(shown);
  return {
    ja: `${estimate}（標準誤差 ${se}、区間 ${low}–${high}）`,
    en: `${estimate} (standard error ${se}, interval ${low}–${high})`,
  }[language];
}

/** A simple random sample of `n` of whom `k` said yes; from a known population where one is given. */
export function counted(Survey, { n, k, population, policy, rows }) {
  const lines = rows ?? Array.from({ length: n }, (_, row) => (row < k ? "yes" : "no"));
  const descriptor = {
    resources: [{ path: "r.csv", schema: { fields: [{ name: "q", categories: ["yes", "no", "other"] }] } }],
    survey: { language: "en", population: population ? { size: population } : undefined, policy },
  };
  return Survey.from(descriptor, { "r.csv": `q\n${lines.join("\n")}\n` });
}
