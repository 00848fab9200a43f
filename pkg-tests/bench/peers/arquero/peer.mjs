import { fromPackage, sums } from "../../answers.mjs";

export default fromPackage("Arquero", "arquero", sums({ script: "arquero/engine.js", most: { pairs: 100_000 } }));
