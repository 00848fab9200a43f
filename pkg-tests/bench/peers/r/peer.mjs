// R's survey package, where it is installed. It times itself: neither its start nor its reading counts.
import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";

const SCRIPT = fileURLToPath(new URL("banner.R", import.meta.url));

const rscript = (...commands) => spawnSync("Rscript", commands, { encoding: "utf8", maxBuffer: 2 ** 26 });
const isInstalled = rscript("-e", "library(survey)").status === 0;

function banner({ file }) {
  return () => {
    const { status, stdout, stderr } = rscript(SCRIPT, file);
    if (status !== 0) throw new Error(stderr);
    const [time, ...cells] = stdout.trim().split("\n").map((line) => line.split(",").map(Number));
    return { time: time[0], shares: cells.map(([share]) => share), errors: cells.map(([, error]) => error) };
  };
}

export default {
  name: "R survey",
  ...(isInstalled ? { banner } : { absent: "R with the package survey is not installed: the banner is not compared with it" }),
};
