// Crossfilter over Papa Parse's objects: a dimension and a group for each table.
import crossfilter from "crossfilter2";
import { FILTER, labelsOf, PAIRS, REGIONS, SUBJECT } from "../../survey.mjs";
import { objectsOf } from "../papaparse/engine.js";

export function open(bytes) {
  const rows = crossfilter(objectsOf(bytes));
  const sums = (key) => {
    const dimension = rows.dimension(key);
    const found = new Map(dimension.group().reduceSum(({ weight }) => weight).all().map(({ key, value }) => [key, value]));
    dimension.dispose();
    return found;
  };
  const crossed = ([one, labels], [other, others]) => {
    const found = sums((row) => `${row[one]}\n${row[other]}`);
    return labels.flatMap((label) => others.map((right) => found.get(`${label}\n${right}`) ?? 0));
  };
  return {
    frequency: () => {
      const found = sums((row) => row[SUBJECT]);
      return labelsOf(SUBJECT).map((label) => found.get(label) ?? 0);
    },
    filtered: () => {
      const filter = rows.dimension((row) => row[FILTER.question]).filterExact(FILTER.value);
      const found = crossed([SUBJECT, labelsOf(SUBJECT)], ["region", REGIONS]);
      filter.dispose();
      return found;
    },
    pairs: () => PAIRS.flatMap(([one, other]) => crossed([one, labelsOf(one)], [other, labelsOf(other)])),
  };
}
