// DuckDB-WASM: SQL over text columns, or over ENUM columns made of them.
import * as duckdb from "@duckdb/duckdb-wasm";
import { FILTER, labelsOf, PAIRS, QUESTIONS, REGIONS, SUBJECT } from "../../survey.mjs";

const MODULES = "/modules/@duckdb/duckdb-wasm/dist/";
const LABELS = ["region", "stratum", ...QUESTIONS.map(({ name }) => name)];

export const openTexts = (bytes) => open(bytes);
export const openEnums = (bytes) => open(bytes, toEnums);

/** The survey as a table of ENUM columns, to be asked in SQL. */
export async function openQuery(bytes) {
  const query = await filled(bytes);
  await toEnums(query);
  return query;
}

async function filled(bytes) {
  const worker = new Worker(`${MODULES}duckdb-browser-eh.worker.js`);
  const db = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), worker);
  await db.instantiate(new URL(`${MODULES}duckdb-eh.wasm`, location.href).href);
  await db.registerFileBuffer("survey.csv", bytes.slice());
  const connection = await db.connect();
  const query = async (sql) => (await connection.query(sql)).toArray().map((row) => Object.values(row.toJSON()));
  // Left to itself it takes "Yes" and "No" for truth values.
  const types = LABELS.map((name) => `'${name}': 'VARCHAR'`).join(", ");
  await query(`CREATE TABLE survey AS SELECT * FROM read_csv('survey.csv', header = true, types = {${types}})`);
  return query;
}

async function open(bytes, change) {
  const query = await filled(bytes);
  await change?.(query);
  const known = (name) => `${name} IS NOT NULL`;
  return {
    frequency: async () => inOrder(await query(`SELECT ${SUBJECT}, sum(weight) FROM survey WHERE ${known(SUBJECT)} GROUP BY 1`), labelsOf(SUBJECT)),
    filtered: async () => crossed(await query(`SELECT ${SUBJECT}, region, sum(weight) FROM survey WHERE ${FILTER.question} = '${FILTER.value}' AND ${known(SUBJECT)} GROUP BY 1, 2`), labelsOf(SUBJECT), REGIONS),
    pairs: async () => {
      const all = [];
      for (const [one, other] of PAIRS) {
        const found = await query(`SELECT ${one}, ${other}, sum(weight) FROM survey WHERE ${known(one)} AND ${known(other)} GROUP BY 1, 2`);
        all.push(...crossed(found, labelsOf(one), labelsOf(other)));
      }
      return all;
    },
  };
}

async function toEnums(query) {
  for (const name of LABELS) await query(`CREATE TYPE ${name}_labels AS ENUM (SELECT DISTINCT ${name} FROM survey WHERE ${name} IS NOT NULL)`);
  const columns = LABELS.map((name) => `CAST(${name} AS ${name}_labels) AS ${name}`);
  await query(`CREATE TABLE coded AS SELECT ${columns.join(", ")}, psu, weight FROM survey`);
  await query("DROP TABLE survey");
  await query("ALTER TABLE coded RENAME TO survey");
}

function inOrder(found, labels) {
  const sums = new Map(found);
  return labels.map((label) => sums.get(label) ?? 0);
}

function crossed(found, labels, others) {
  const sums = new Map(found.map(([one, other, sum]) => [`${one}\n${other}`, sum]));
  return labels.flatMap((one) => others.map((other) => sums.get(`${one}\n${other}`) ?? 0));
}
