import { fromPackage, sums } from "../../answers.mjs";

export default fromPackage("Crossfilter", "crossfilter2", sums({ script: "crossfilter/engine.js", most: { pairs: 100_000 } }));
