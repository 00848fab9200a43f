// What every engine must answer alike. It is asked in Node and in pages.

/** The packages that are asked. */
export const PACKAGES = ["hospitals-2022-interim", "ministry-2023", "schools-california"];

/** The tables that each is asked for. */
export const TABLES = {
  "hospitals-2022-interim": [
    { rows: ["vpn", "threat", "measures"], columns: ["beds_class", "founder"], language: "en" },
    { rows: "patched", where: { beds: { gte: 200 } }, interval: { method: "wilson", level: 0.9 } },
    { rows: ["vpn", "measures"], columns: ["beds_class", "founder"], compare: "columns", adjust: "holm" },
  ],
  "ministry-2023": [{ rows: "offline_backup", columns: "wave", language: "en" }],
  "schools-california": [{ rows: "api00", measure: "mean", columns: "stype" }, { rows: "enroll", measure: "total" }],
};

/** What a package answers, asked through the entry that is loaded from `entry`. */
export async function answers({ entry, data, tables, charts }) {
  const { Survey } = await import(entry);
  const survey = await Survey.open(data);
  const given = { describe: await survey.describe("en"), tables: [], csv: [], html: [], svg: [] };
  for (const request of tables) {
    given.tables.push(await survey.tabulate(request));
    given.csv.push(await survey.csv(request));
    given.html.push(await survey.tableHtml(request));
  }
  const waves = await Survey.waves([{ name: "one", survey }, { name: "two", label: "Two", survey }]);
  given.tables.push(await waves.tabulate({ rows: tables[0].rows, measure: tables[0].measure, compare: "columns" }));
  waves.dispose();
  for (const [request, options] of charts) given.svg.push(await survey.chart(request, options));
  given.errors = await survey.errorTable({ sizes: [50, 400] });
  survey.dispose();
  return given;
}
