// The banner in typed arrays, one pass a question: weighted shares alone, without errors.
import { ANSWERS, QUESTIONS, REGIONS } from "../../banner.mjs";

export function prepare({ columns, rows }) {
  return () => {
    const start = performance.now();
    const tables = QUESTIONS.map((name) => tally(columns[name], columns, rows));
    const shares = tables.flatMap((table) => sharesOf(table));
    return { time: performance.now() - start, shares };
  };
}

/** The summed weights of each answer in each region. */
function tally(answers, { region, weight }, rows) {
  const sums = new Float64Array(ANSWERS.length * REGIONS.length);
  for (let row = 0; row < rows; row += 1) sums[answers[row] * REGIONS.length + region[row]] += weight[row];
  return sums;
}

/** Answer by answer, everyone's share and then each region's. */
function sharesOf(sums) {
  const of = (answer, region) => sums[answer * REGIONS.length + region];
  const add = (numbers) => numbers.reduce((sum, number) => sum + number, 0);
  const regions = REGIONS.map((_, at) => at);
  const answers = ANSWERS.map((_, at) => at);
  const totals = regions.map((region) => add(answers.map((answer) => of(answer, region))));
  const everyone = (answer) => add(regions.map((region) => of(answer, region))) / add(totals);
  return answers.flatMap((answer) => [everyone(answer), ...regions.map((region) => of(answer, region) / totals[region])]);
}
