import { duckdbPlot } from "../../explorer.mjs";
import { fromPackage, offers, sums } from "../../answers.mjs";

const PACKAGE = "@duckdb/duckdb-wasm";
const engine = (open) => ({ script: "duckdb/engine.js", open, isForPages: true });
const explorer = (open) => ({ explorer: { open: duckdbPlot(open), whats: ["figure"] } });

export default [
  fromPackage("DuckDB-WASM, text", PACKAGE, sums(engine("openTexts"))),
  fromPackage("DuckDB-WASM, ENUM", PACKAGE, offers(["frequency", "filtered", "pairs"], engine("openEnums"))),
  fromPackage("DuckDB-WASM, ENUM, and Observable Plot", "@observablehq/plot", explorer("open")),
  fromPackage("DuckDB-WASM, ENUM, with standard errors, and Observable Plot", "@observablehq/plot", explorer("openWhole")),
];
