/** The samples of the examples: those that come with R's survey package, and that the oracle keeps. */
import { readFileSync } from "node:fs";

const DATA = new URL("../../pkg-tests/oracle/data/", import.meta.url);
const CHOICES = new Set(["stype", "sch.wide", "comp.imp", "awards"]);

/** Designs by the names that R's examples give them, each as R and as a descriptor says it. */
export const DESIGNS = {
  dsrs: {
    oracle: "apisrs/fpc",
    file: "apisrs",
    r: "dsrs <- svydesign(id = ~1, fpc = ~fpc, data = apisrs)",
    design: { fpc: ["fpc"] },
  },
  dstrat: {
    oracle: "apistrat/strata+fpc",
    file: "apistrat",
    r: "dstrat <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = apistrat)",
    design: { weight: "pw", strata: ["stype"], fpc: ["fpc"] },
  },
  dclus1: {
    oracle: "apiclus1/clusters+fpc",
    file: "apiclus1",
    r: "dclus1 <- svydesign(id = ~dnum, weights = ~pw, fpc = ~fpc, data = apiclus1)",
    design: { weight: "pw", clusters: ["dnum"], fpc: ["fpc"] },
  },
  dclus2: {
    oracle: "apiclus2/two stages+fpc",
    file: "apiclus2",
    r: "dclus2 <- svydesign(id = ~dnum + snum, fpc = ~fpc1 + fpc2, data = apiclus2)",
    design: { clusters: ["dnum", "snum"], fpc: ["fpc1", "fpc2"] },
  },
  jclus1: {
    oracle: "apiclus1/clusters+fpc/jk1",
    file: "apiclus1",
    r: 'jclus1 <- as.svrepdesign(dclus1, type = "JK1")',
    design: { weight: "pw", clusters: ["dnum"], fpc: ["fpc"], replicates: { method: "jk1" } },
  },
  pclus1: {
    oracle: "apiclus1/clusters+fpc/post-stratified",
    file: "apiclus1",
    r: "pclus1 <- postStratify(dclus1, ~stype, data.frame(stype = c(\"E\", \"H\", \"M\"), Freq = c(4421, 755, 1018)))",
    design: {
      weight: "pw", clusters: ["dnum"], fpc: ["fpc"],
      calibration: { margins: { stype: { E: 4421, H: 755, M: 1018 } } },
    },
  },
  rclus1: {
    oracle: "apiclus1/clusters+fpc/raked two",
    file: "apiclus1",
    r: 'rclus1 <- calibrate(dclus1, ~stype + sch.wide, c("(Intercept)" = 6194, stypeH = 755, stypeM = 1018, sch.wideYes = 5122), calfun = "raking", epsilon = 1e-14, maxit = 200)',
    design: {
      weight: "pw", clusters: ["dnum"], fpc: ["fpc"],
      calibration: { margins: { stype: { E: 4421, H: 755, M: 1018 }, "sch.wide": { No: 1072, Yes: 5122 } } },
    },
  },
  lonely: {
    oracle: "apiclus1/lonely adjust",
    file: "apiclus1",
    r: 'options(survey.lonely.psu = "adjust"); lonely <- svydesign(id = ~dnum, strata = ~cnum, weights = ~pw, data = apiclus1)',
    design: { weight: "pw", strata: ["cnum"], clusters: ["dnum"], nested: true, lonelyPsu: "adjust" },
  },
};

/** Opens a design of the list above with the package in `Survey`. */
export function openDesign(Survey, name) {
  const { file, design } = DESIGNS[name];
  const csv = readFileSync(new URL(`${file}.csv`, DATA), "utf8");
  const [header, ...lines] = csv.trim().split("\n").map((line) => line.split(","));
  const fields = header.map((name, at) => {
    const categories = [...new Set(lines.map((cells) => cells[at]))].sort();
    return CHOICES.has(name) ? { name, categories } : { name, type: "number" };
  });
  const descriptor = { resources: [{ path: "sample.csv", schema: { fields } }], survey: { language: "en", design } };
  return Survey.from(descriptor, { "sample.csv": csv });
}
