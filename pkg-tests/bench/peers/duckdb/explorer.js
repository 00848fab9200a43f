// A page that asks DuckDB for a crosstab and draws it with Observable Plot.
import * as Plot from "@observablehq/plot";
import { openQuery } from "./engine.js";

export async function open(bytes) {
  const query = await openQuery(bytes);
  return {
    look: async () => {
      document.body.replaceChildren();
      await new Promise((rested) => setTimeout(rested, 300));
    },
    click: async ({ question, by, rows, columns }) => {
      const start = performance.now();
      const found = await query(`SELECT ${by}, ${question}, sum(weight) FROM survey WHERE ${question} IS NOT NULL AND ${by} IS NOT NULL GROUP BY 1, 2`);
      const sums = new Map(found.map(([column, row, sum]) => [`${row}\n${column}`, sum]));
      const cells = columns.flatMap((column) => {
        const own = rows.map((row) => sums.get(`${row}\n${column}`) ?? 0);
        const whole = own.reduce((sum, one) => sum + one, 0);
        return rows.map((row, at) => ({ row, column, share: own[at] / whole }));
      });
      document.body.replaceChildren(drawn(cells, rows, columns));
      return { times: { figure: (await clock.painted()) - start }, shares: cells.map(({ share }) => share) };
    },
  };
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
