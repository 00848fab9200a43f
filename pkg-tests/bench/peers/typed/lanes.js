// A weighted table in four parts: a sum that waits for the one before it, as it does where two
// neighbours gave the same answer, takes longer than one that doesn't.
import { COLUMNS, labelsOf, SUBJECT } from "../../survey.mjs";
import { parse } from "./parse.js";

const NUMBERS = ["psu", "beds", "weight"];
const LANES = 4;

export function open(bytes) {
  const { rows, columns } = parse(bytes, COLUMNS.map((name) => (NUMBERS.includes(name) ? "number" : "label")));
  const [{ codes, texts }, weight] = [SUBJECT, "weight"].map((name) => columns[COLUMNS.indexOf(name)]);
  const width = texts.length;
  const order = labelsOf(SUBJECT).map((label) => texts.indexOf(label));
  return {
    frequency: () => {
      const sums = new Float64Array(LANES * width);
      const whole = rows - (rows % LANES);
      for (let row = 0; row < whole; row += LANES) {
        sums[codes[row]] += weight[row];
        sums[width + codes[row + 1]] += weight[row + 1];
        sums[2 * width + codes[row + 2]] += weight[row + 2];
        sums[3 * width + codes[row + 3]] += weight[row + 3];
      }
      for (let row = whole; row < rows; row += 1) sums[codes[row]] += weight[row];
      return order.map((code) => sums[code] + sums[width + code] + sums[2 * width + code] + sums[3 * width + code]);
    },
  };
}
