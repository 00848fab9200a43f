// All pairs of questions out of tables of four: 15 of them hold all 66 pairs as margins.
import { COLUMNS, PAIRS, labelsOf, QUESTIONS } from "../../survey.mjs";
import { parse } from "./parse.js";

const NUMBERS = ["psu", "beds", "weight"];

export function open(bytes) {
  const { rows, columns } = parse(bytes, COLUMNS.map((name) => (NUMBERS.includes(name) ? "number" : "label")));
  const survey = Object.fromEntries(COLUMNS.map((name, at) => [name, columns[at]]));
  return { pairs: () => pairs(survey, rows) };
}

function pairs(survey, rows) {
  const couples = QUESTIONS.flatMap(({ name }, at) => (at % 2 === 0 ? [coupled(survey, name, QUESTIONS[at + 1].name, rows)] : []));
  const found = new Map();
  couples.forEach((left, at) => couples.slice(at + 1).forEach((right) => margins(left, right, survey.weight, rows, found)));
  return PAIRS.flatMap(([one, other]) => {
    const { sums, width } = found.get(`${one} ${other}`);
    const codes = (name) => labelsOf(name).map((label) => survey[name].texts.indexOf(label));
    return codes(one).flatMap((left) => codes(other).map((right) => sums[left * width + right]));
  });
}

/** Two questions as one whose codes are the pairs of theirs. */
function coupled(survey, one, other, rows) {
  const [left, right] = [survey[one].codes, survey[other].codes];
  const [high, low] = [survey[one].texts.length, survey[other].texts.length];
  const codes = new Uint8Array(rows);
  for (let row = 0; row < rows; row += 1) codes[row] = left[row] * low + right[row];
  return { codes, size: high * low, parts: [{ name: one, of: (code) => Math.floor(code / low), count: high }, { name: other, of: (code) => code % low, count: low }] };
}

function margins(left, right, weight, rows, found) {
  const sums = new Float64Array(left.size * right.size);
  const [lefts, rights, width] = [left.codes, right.codes, right.size];
  for (let row = 0; row < rows; row += 1) sums[lefts[row] * width + rights[row]] += weight[row];
  const within = ([one, other]) => [one, other];
  for (const pair of [within(left.parts), within(right.parts), ...left.parts.flatMap((one) => right.parts.map((other) => [one, other]))]) {
    const [one, other] = pair;
    const name = `${one.name} ${other.name}`;
    if (found.has(name)) continue;
    const table = { sums: new Float64Array(one.count * other.count), width: other.count };
    const sideOf = (part) => (left.parts.includes(part) ? (l) => part.of(l) : (_, r) => part.of(r));
    const [first, second] = [sideOf(one), sideOf(other)];
    for (let l = 0; l < left.size; l += 1) {
      for (let r = 0; r < right.size; r += 1) table.sums[first(l, r) * table.width + second(l, r)] += sums[l * width + r];
    }
    found.set(name, table);
  }
}
