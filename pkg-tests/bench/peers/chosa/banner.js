// The banner by the built package in Node: every cell with its standard error and interval.
import { readFileSync } from "node:fs";
import { Survey } from "../../../../pkg/node.js";
import { DESCRIPTOR, QUESTIONS } from "../../banner.mjs";

export async function prepare({ file }) {
  const survey = await Survey.from(DESCRIPTOR, { "survey.csv": readFileSync(file) });
  return () => {
    const start = performance.now();
    const { groups } = survey.tabulate({ rows: QUESTIONS, columns: "region" });
    const time = performance.now() - start;
    const cells = groups.flatMap(({ rows }) => rows).flatMap(({ cells }) => cells);
    return { time, shares: cells.map(({ estimate }) => estimate), errors: cells.map(({ se }) => se) };
  };
}
