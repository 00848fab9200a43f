// JavaScript by hand over typed arrays: no design, no bases, no interval. The yardstick of what is
// asked about a survey. Its other entries sum in four parts, and read all pairs off tables of four questions.
import { offers, sumsAndErrors } from "../../answers.mjs";

export default [
  { name: "typed arrays (yardstick)", yardstick: true, ...sumsAndErrors({ script: "typed/engine.js" }) },
  { name: "typed arrays, four sums at once", ...offers(["frequency"], { script: "typed/lanes.js" }) },
  { name: "typed arrays, tables of four", ...offers(["pairs"], { script: "typed/four-way.js" }) },
];
