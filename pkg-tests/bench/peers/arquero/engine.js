// Arquero's tables, grouped and rolled up.
import * as aq from "arquero";
import { FILTER, labelsOf, PAIRS, REGIONS, SUBJECT } from "../../survey.mjs";

export function open(bytes) {
  const table = aq.fromCSV(new TextDecoder().decode(bytes));
  const sums = (rows, ...names) => rows.groupby(...names).rollup({ sum: aq.op.sum("weight") }).objects();
  const crossed = (rows, [one, labels], [other, others]) => {
    const found = new Map(sums(rows, one, other).map((row) => [`${row[one]}\n${row[other]}`, row.sum]));
    return labels.flatMap((label) => others.map((right) => found.get(`${label}\n${right}`) ?? 0));
  };
  return {
    frequency: () => {
      const found = new Map(sums(table, SUBJECT).map((row) => [row[SUBJECT], row.sum]));
      return labelsOf(SUBJECT).map((label) => found.get(label) ?? 0);
    },
    filtered: () => crossed(table.params({ FILTER }).filter(`d => d.${FILTER.question} === '${FILTER.value}'`), [SUBJECT, labelsOf(SUBJECT)], ["region", REGIONS]),
    pairs: () => PAIRS.flatMap(([one, other]) => crossed(table, [one, labelsOf(one)], [other, labelsOf(other)])),
  };
}
