import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Arguments } from "./cli-arguments.js";
import { MendedJson, MendedTable } from "./cli-mend.js";
import { resources } from "./encodings.js";
import { asChosaError, ChosaError, type ErrorPlace } from "./error.js";
import { reportSurveys, Survey } from "./node.js";
import type { HeldOptions, Language, QuotedSurvey, TabulateRequest } from "./types.js";

/** How many bad cells of one column, and how many rows of a wrong length, are told one by one. */
export const TOLD_EACH = 20;

/** After so many different problems a package is not worth looking at further. */
const ENOUGH = 500;

/** What a check needs to know. */
export interface CheckOptions extends HeldOptions {
  language: Language;
}

/** A package with everything taken out of it that is wrong, and what that was. */
interface Checked {
  survey: Survey | undefined;
  problems: ChosaError[];
}

/**
 * Every problem of a package. The engine stops at the first, so that problem is mended in memory and
 * the engine asked again, until it opens the survey. Then each question is tabulated.
 */
export async function checkPackage(source: string, options: CheckOptions, given: Arguments): Promise<ChosaError[]> {
  const { survey, problems } = await openMended(source, options);
  if (!survey) return problems;
  for (const request of requests(survey)) {
    const asked = { ...given.request, ...request, language: options.language };
    problems.push(...(await problemsOf(() => survey.tabulate(asked))));
  }
  survey.dispose();
  return problems;
}

/** Every problem of a report, and of the packages that it quotes. */
export async function checkReport(source: string, data: string, options: CheckOptions): Promise<ChosaError[]> {
  const own = await openMended(data, options);
  const { survey, problems } = own;
  if (!survey) return problems;
  const surveys: { [name: string]: Survey } = Object.create(null);
  const open = async (name: string, { address, changes }: QuotedSurvey) => {
    const other = await openMended(address === null ? data : beside(address, source), { ...options, ...(changes && { changes }) });
    problems.push(...(changes ? ofChanges(name, other.problems, problems) : other.problems));
    // Where no survey can be had under the changes, the rest of the report is checked with the one without.
    const found = other.survey ?? (address === null ? survey : undefined);
    if (found) surveys[name] = found;
  };
  const text = await textOf(source);
  if (!isJson(text)) return [...problems, ...(await problemsOf(() => survey.report(text, options)))];
  const report = new MendedJson(text);
  const evaluate = async () => {
    for (const [name, quoted] of Object.entries(await reportSurveys(report.text(), options.language))) {
      if (!surveys[name]) await open(name, quoted);
    }
    survey.report(report.text(), { language: options.language, surveys });
  };
  problems.push(...(await mendUntil(evaluate, (problem) => mendJson(report, problem))));
  for (const opened of new Set([survey, ...Object.values(surveys)])) opened.dispose();
  return problems;
}

async function openMended(source: string, options: CheckOptions): Promise<Checked> {
  try {
    return { survey: await Survey.open(source, options), problems: [] };
  } catch (thrown) {
    const first = asChosaError(thrown);
    const held = await heldFiles(source, options);
    if (!held) return { survey: undefined, problems: [first] };
    const { json, tables } = held;
    const [name] = Object.keys(tables);
    let survey: Survey | undefined;
    const open = async () => {
      const files = Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, table.text()]));
      survey = await Survey.from(json?.text(), files, { ...options, encoding: "utf-8" });
    };
    const problems = await mendUntil(open, (problem) => {
      const table = tables[problem.file ?? name ?? ""];
      if (table && problem.row !== undefined) return mendTable(table, problem, options.language);
      return json ? mendJson(json, problem) : undefined;
    });
    return { survey, problems: limited(problems, options.language) };
  }
}

/** What a mended problem is to be told as: itself, or one problem for each place; nothing where it can't be mended. */
type Mend = (problem: ChosaError) => ChosaError[] | undefined;

/** Tries until it succeeds or nothing more can be mended, and tells what stood in the way. */
async function mendUntil(attempt: () => Promise<unknown>, mend: Mend): Promise<ChosaError[]> {
  const found: ChosaError[] = [];
  for (let tries = 0; tries < ENOUGH; tries += 1) {
    const [problem] = await problemsOf(attempt);
    if (!problem) break;
    const told = mend(problem);
    found.push(...(told ?? [problem]));
    if (!told) break;
  }
  return found;
}

/** Of one column no more than is worth reading, and how many there are besides. */
function limited(problems: ChosaError[], language: Language): ChosaError[] {
  const columns = new Map<string, number>();
  const told = problems.filter(({ row, column = "" }) => {
    if (row === undefined) return true;
    const before = columns.get(column) ?? 0;
    columns.set(column, before + 1);
    return before < TOLD_EACH;
  });
  for (const [column, count] of columns) {
    const more = count - TOLD_EACH;
    if (more > 0) told.push(moreOf(more, column, language));
  }
  return told;
}

function moreOf(count: number, column: string, language: Language): ChosaError {
  const place = column === "" ? {} : { column };
  return language === "ja"
    ? new ChosaError("more_problems", `同じような問題がほかに${count}か所あります。`, "上の問題を直してから、もう一度確かめてください。", place)
    : new ChosaError("more_problems", `There are ${count} more of the kind.`, "Mend those above, and check again.", place);
}

function mendJson(json: MendedJson, problem: ChosaError): ChosaError[] | undefined {
  const { path = "" } = problem;
  const told = json.isConsequence(problem) ? [] : [moved(problem, { path: json.written(path) })];
  return json.mend(problem) ? told : undefined;
}

function mendTable(table: MendedTable, problem: ChosaError, language: Language): ChosaError[] | undefined {
  const { row = 0, column } = problem;
  const rows = column === undefined ? (table.mendRow(row) ? [row] : []) : table.mendCell(row, column);
  return rows.length === 0 ? undefined : rows.map((row) => moved(problem, { row }));
}

/** What a survey's changes bring about, beside what is wrong without them and has been told. */
function ofChanges(name: string, found: readonly ChosaError[], told: readonly ChosaError[]): ChosaError[] {
  const fresh = found.filter((problem, at) => ![...told, ...found.slice(0, at)].some((one) => isSame(one, problem)));
  return fresh.map((problem) => moved(problem, { file: "report.json", path: `surveys.${name}.changes.${problem.path ?? ""}` }));
}

function isSame(one: ChosaError, other: ChosaError): boolean {
  const parts = ({ code, file, path, row, column }: ChosaError) => JSON.stringify([code, file, path, row, column]);
  return parts(one) === parts(other);
}

function moved({ code, message, hint, file, path, row, column }: ChosaError, place: ErrorPlace): ChosaError {
  const known = Object.entries({ file, path, row, column, ...place }).filter(([, value]) => value !== undefined);
  return new ChosaError(code, message, hint, Object.fromEntries(known) as ErrorPlace);
}

/** A package in memory, as text; nothing where it can't be read as such. */
async function heldFiles(source: string, options: CheckOptions): Promise<{ json: MendedJson | undefined; tables: { [name: string]: MendedTable } } | undefined> {
  try {
    const isDescribed = source.endsWith(".json");
    const described = isDescribed ? await textOf(source) : undefined;
    const named = isDescribed
      ? resources(described).flatMap(({ path, encoding }) => [path].flat().map((path) => [path, encoding] as const))
      : [[source.split(/[/\\]/).pop() ?? source, undefined] as const];
    const tables: { [name: string]: MendedTable } = Object.create(null);
    for (const [path, encoding] of named) {
      const bytes = await bytesOf(isDescribed ? beside(path, source) : source);
      tables[path] = new MendedTable(new TextDecoder(options.encoding ?? encoding ?? "utf-8", { fatal: true }).decode(bytes));
    }
    return { json: described === undefined ? undefined : new MendedJson(described), tables };
  } catch {
    return undefined;
  }
}

async function problemsOf(attempt: () => unknown): Promise<ChosaError[]> {
  try {
    await attempt();
    return [];
  } catch (thrown) {
    return [asChosaError(thrown)];
  }
}

/** A table of each question that has one: shares, or the mean of a number. */
function requests(survey: Survey): TabulateRequest[] {
  return survey
    .describe()
    .questions.filter(({ kind }) => ["single", "ordered", "multiple", "number"].includes(kind))
    .map(({ name, kind }) => ({ rows: name, measure: kind === "number" ? "mean" : "share" }));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

async function textOf(source: string): Promise<string> {
  return new TextDecoder("utf-8", { fatal: true }).decode(await bytesOf(source));
}

async function bytesOf(source: string): Promise<Uint8Array> {
  if (!isRemote(source)) return readFile(source);
  return new Uint8Array(await (await fetch(source)).arrayBuffer());
}

function isRemote(address: string): boolean {
  return /^https?:/i.test(address);
}

function beside(address: string, base: string): string {
  return isRemote(base) ? new URL(address, base).href : join(dirname(base), address);
}
