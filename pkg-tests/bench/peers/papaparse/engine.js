// Papa Parse into an object a row, and loops over the objects.
import Papa from "papaparse";
import { FILTER, labelsOf, PAIRS, REGIONS, SUBJECT } from "../../survey.mjs";

export function open(bytes) {
  const rows = objectsOf(bytes);
  return {
    frequency: () => counted(rows, SUBJECT),
    filtered: () => crossed(rows, [SUBJECT, labelsOf(SUBJECT)], ["region", REGIONS], (row) => row[FILTER.question] === FILTER.value),
    pairs: () => PAIRS.flatMap(([one, other]) => crossed(rows, [one, labelsOf(one)], [other, labelsOf(other)], () => true)),
  };
}

/** The rows as objects, with numbers where a column holds them. */
export function objectsOf(bytes) {
  const text = new TextDecoder().decode(bytes);
  return Papa.parse(text, { header: true, dynamicTyping: { psu: true, beds: true, weight: true }, skipEmptyLines: true }).data;
}

function counted(rows, question) {
  const sums = new Map(labelsOf(question).map((label) => [label, 0]));
  for (const row of rows) {
    const label = row[question];
    if (label !== "") sums.set(label, sums.get(label) + row.weight);
  }
  return [...sums.values()];
}

function crossed(rows, [one, labels], [other, others], isKept) {
  const sums = new Map(labels.map((label) => [label, new Map(others.map((label) => [label, 0]))]));
  for (const row of rows) {
    if (!isKept(row) || row[one] === "" || row[other] === "") continue;
    const own = sums.get(row[one]);
    own.set(row[other], own.get(row[other]) + row.weight);
  }
  return [...sums.values()].flatMap((own) => [...own.values()]);
}
