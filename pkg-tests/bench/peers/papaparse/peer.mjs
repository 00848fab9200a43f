import { fromPackage, sums } from "../../answers.mjs";

export default fromPackage("Papa Parse, objects", "papaparse", sums({ script: "papaparse/engine.js", most: { pairs: 100_000 } }));
