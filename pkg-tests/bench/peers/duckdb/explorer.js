// A page that asks DuckDB for a crosstab and draws it with Observable Plot.
import * as Plot from "@observablehq/plot";
import { QUESTIONS } from "../../survey.mjs";
import { openQuery } from "./engine.js";

/** Shares alone. */
export const open = (bytes) => opened(bytes, (query) => (asked) => sharesOf(query, asked));

/** Shares with their standard errors, as the explorer has them. */
export const openWhole = (bytes) => opened(bytes, withErrors);

async function opened(bytes, answering) {
  const query = await openQuery(bytes);
  const answered = await answering(query);
  return {
    look: async () => {
      document.body.replaceChildren(listed());
      await new Promise((rested) => setTimeout(rested, 300));
    },
    click: async ({ question, by, rows, columns }) => {
      // A reader chooses from a list in either page, which draws what was chosen at once.
      const select = document.querySelector("select");
      const cells = new Promise((resolve) => {
        select.onchange = () => resolve(answered({ question, by: select.value, rows, columns }));
      });
      select.value = by;
      const start = performance.now();
      select.dispatchEvent(new Event("change", { bubbles: true }));
      document.body.append(drawn(await cells, rows, columns));
      const times = { figure: (await clock.painted()) - start };
      return { times, shares: (await cells).map(({ share }) => share), errors: (await cells).map(({ error = null }) => error) };
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
async function sharesOf(query, { question, by, rows, columns }) {
  const found = await query(`SELECT ${by}, ${question}, sum(weight) FROM survey WHERE ${question} IS NOT NULL AND ${by} IS NOT NULL GROUP BY 1, 2`);
  const sums = new Map(found.map(([column, row, sum]) => [`${row}\n${column}`, sum]));
  return columns.flatMap((column) => {
    const own = rows.map((row) => sums.get(`${row}\n${column}`) ?? 0);
    const whole = own.reduce((sum, one) => sum + one, 0);
    return rows.map((row, at) => ({ row, column, share: own[at] / whole }));
  });
}

/**
 * The same with the standard errors of a stratified sample of clusters, linearized: of what a cluster
 * adds to a share, the squares are summed within its stratum, of which only the number of clusters is
 * known beforehand. The sums are SQL's, and what is left of them, a few hundred numbers, is put together here.
 */
async function withErrors(query) {
  const clusters = new Map(await query("SELECT stratum, count(DISTINCT psu) FROM survey GROUP BY 1"));
  return async ({ question, by, rows, columns }) => {
    const found = await query(`
      WITH cells AS MATERIALIZED (SELECT stratum, psu, ${by} AS col, ${question} AS answer, sum(weight) AS w FROM survey WHERE ${question} IS NOT NULL AND ${by} IS NOT NULL GROUP BY ALL),
        wholes AS MATERIALIZED (SELECT stratum, psu, col, sum(w) AS own FROM cells GROUP BY ALL)
      SELECT stratum, col, answer, sum(w), sum(w * w), sum(w * own) FROM cells JOIN wholes USING (stratum, psu, col) GROUP BY ALL
      UNION ALL SELECT stratum, col, NULL, sum(own), sum(own * own), 0 FROM wholes GROUP BY ALL`);
    const parts = new Map(found.map(([stratum, column, row, ...sums]) => [`${stratum}\n${column}\n${row}`, sums]));
    const partOf = (stratum, column, row) => parts.get(`${stratum}\n${column}\n${row}`) ?? [0, 0, 0];
    const strata = [...clusters];
    const totalOf = (column, row) => strata.reduce((sum, [stratum]) => sum + partOf(stratum, column, row)[0], 0);
    return columns.flatMap((column) => {
      const whole = totalOf(column, null);
      return rows.map((row) => {
        const share = totalOf(column, row) / whole;
        const variance = strata.reduce((sum, [stratum, count]) => {
          const [own, squares, products] = partOf(stratum, column, row);
          const [base, baseSquares] = partOf(stratum, column, null);
          const n = Number(count);
          const left = own - share * base;
          return sum + (n / (n - 1)) * (squares - 2 * share * products + share * share * baseSquares - (left * left) / n);
        }, 0);
        return { row, column, share, error: Math.sqrt(Math.max(0, variance)) / whole };
      });
    });
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
