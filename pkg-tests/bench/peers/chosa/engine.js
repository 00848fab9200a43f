// The built package, through its public API alone.
import { Survey } from "chosa";
import { DESCRIPTOR, FILTER, labelsOf, PAIRS, QUESTIONS, SUBJECT } from "../../survey.mjs";

const where = { [FILTER.question]: FILTER.value };
const names = QUESTIONS.map(({ name }) => name);

/** What its peers compute: counts alone, and standard errors where they are asked for. */
export const open = (bytes) => opened(bytes, { method: "none" });

/** What a reader gets unless told: each cell with its standard error and its interval. */
export const openWhole = (bytes) => opened(bytes, {});

async function opened(bytes, interval) {
  const survey = await Survey.from(DESCRIPTOR, { "survey.csv": bytes });
  // A survey holds the table of its last request: two that differ in their words alone take turns.
  let turn = 0;
  const tabulate = (request) => survey.tabulate({ ...request, language: ["ja", "en"][(turn += 1) % 2] });
  const cellsOf = (request) => tabulate(request).groups[0].rows.flatMap(({ cells }) => cells);
  const errors = { method: "wald" };
  return {
    frequency: () => cellsOf({ rows: SUBJECT, interval }).map(({ weighted }) => weighted),
    filtered: () => broken(cellsOf({ rows: SUBJECT, columns: "region", where, interval })).map(({ weighted }) => weighted),
    pairs: () => pairs(tabulate({ rows: names, columns: names, interval })),
    errors: () => cellsOf({ rows: SUBJECT, interval: errors }).map(({ se }) => se),
    errorsByRegion: () => byRegion(broken(cellsOf({ rows: SUBJECT, columns: "region", interval: errors })).map(({ se }) => se)),
  };
}

/** The cells without those of everyone, which stand first in each row. */
const broken = (cells) => cells.filter((_, at) => at % (cells.length / labelsOf(SUBJECT).length) !== 0);

/** Region by region, where the table goes row by row. */
function byRegion(numbers) {
  const answers = labelsOf(SUBJECT).length;
  const regions = numbers.length / answers;
  return Array.from(numbers, (_, at) => numbers[(at % answers) * regions + Math.floor(at / answers)]);
}

function pairs({ columns, groups }) {
  const places = new Map(QUESTIONS.map(({ name }) => [name, columns.flatMap(({ question }, at) => (question === name ? [at] : []))]));
  const rowsOf = new Map(groups.map(({ question, rows }) => [question, rows]));
  return PAIRS.flatMap(([one, other]) => rowsOf.get(one).flatMap(({ cells }) => places.get(other).map((at) => cells[at].weighted)));
}
