import { fromPackage, sums } from "../../answers.mjs";

export default fromPackage("Perspective", "@perspective-dev/client", sums({ script: "perspective/engine.js", isForPages: true, most: { pairs: 476 } }));
