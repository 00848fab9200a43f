// A page that asks DuckDB for a crosstab and draws it with Observable Plot.
import * as Plot from "@observablehq/plot";
import { QUESTIONS } from "../../survey.mjs";
import { openQuery } from "./engine.js";

export async function open(bytes) {
  const query = await openQuery(bytes);
  return {
    look: async () => {
      document.body.replaceChildren(listed());
      await new Promise((rested) => setTimeout(rested, 300));
    },
    click: async ({ question, by, rows, columns }) => {
      // A reader chooses from a list in either page, which draws what was chosen at once.
      const select = document.querySelector("select");
      const cells = new Promise((resolve) => {
        select.onchange = () => resolve(answered(query, { question, by: select.value, rows, columns }));
      });
      select.value = by;
      const start = performance.now();
      select.dispatchEvent(new Event("change", { bubbles: true }));
      document.body.append(drawn(await cells, rows, columns));
      return { times: { figure: (await clock.painted()) - start }, shares: (await cells).map(({ share }) => share) };
    },
  };
}

/** The questions to choose from. */
function listed() {
  const select = document.createElement("select");
  select.append(new Option("by"), ...QUESTIONS.map(({ name }) => new Option(name)));
  return select;
}

/** The shares of the answers to a question within those to another. */
async function answered(query, { question, by, rows, columns }) {
  const found = await query(`SELECT ${by}, ${question}, sum(weight) FROM survey WHERE ${question} IS NOT NULL AND ${by} IS NOT NULL GROUP BY 1, 2`);
  const sums = new Map(found.map(([column, row, sum]) => [`${row}\n${column}`, sum]));
  return columns.flatMap((column) => {
    const own = rows.map((row) => sums.get(`${row}\n${column}`) ?? 0);
    const whole = own.reduce((sum, one) => sum + one, 0);
    return rows.map((row, at) => ({ row, column, share: own[at] / whole }));
  });
}

/** As the explorer draws it, as far as Plot has that: bars beside each other with their figures. */
function drawn(cells, rows, columns) {
  return Plot.plot({
    width: 760,
    marginLeft: 120,
    x: { percent: true, label: null },
    y: { domain: columns, label: null },
    color: { domain: rows, scheme: "blues", legend: true },
    marks: [
      Plot.barX(cells, { y: "column", x: "share", fill: "row", order: rows, tip: false }),
      Plot.text(cells, Plot.stackX({ y: "column", x: "share", z: "row", order: rows, text: ({ share }) => `${Math.round(share * 100)}%` })),
    ],
  });
}
