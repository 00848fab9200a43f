// R's survey package, where it is installed. It times itself: neither its start nor its reading counts.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { fileOf } from "../../generator.mjs";
import { labelsOf, REGIONS, SUBJECT } from "../../survey.mjs";

const SCRIPT = fileURLToPath(new URL("errors.R", import.meta.url));

const rscript = (...commands) => spawnSync("Rscript", commands, { encoding: "utf8", maxBuffer: 2 ** 26 });
const isInstalled = rscript("-e", "library(survey)").status === 0;

const measure = (what) => (rows) => {
  const { status, stdout, stderr } = rscript(SCRIPT, fileOf(rows), what, labelsOf(SUBJECT).join("\t"), REGIONS.join("\t"));
  if (status !== 0) throw new Error(stderr);
  const [time, ...errors] = stdout.trim().split("\n").map((line) => (line === "NA" ? null : Number(line)));
  return { time, answer: errors };
};

/** A call takes seconds: few are enough. */
const offer = (what) => ({ [`answer: ${what}`]: { measure: measure(what), rounds: 3, isForPages: true, most: { errorsByRegion: 100_000 } } });

export default {
  name: "R survey",
  ...(isInstalled
    ? { ...offer("errors"), ...offer("errorsByRegion") }
    : { absent: "R with the package survey is not installed: standard errors are not compared with it" }),
};
