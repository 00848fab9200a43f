import { writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { UsageError, type Arguments } from "./cli-arguments.js";
import { checkPackage, checkReport, type CheckOptions } from "./cli-check.js";
import { guessAt, isBare, writeGuess } from "./cli-infer.js";
import { page } from "./cli-page.js";
import { fetchError, type ChosaError } from "./error.js";
import { reportSurveys, Survey, svgToPng } from "./node.js";
import type { Changes, ChartOptions, Progress, Report } from "./types.js";

/** Does what was asked and answers with the problems it found. */
export type Command = (given: Arguments) => Promise<ChosaError[]>;

/** The commands by name. */
export const COMMANDS: { [name: string]: Command | undefined } = {
  describe: async (given) => {
    const survey = await open(given.source, given);
    write(given, `${JSON.stringify(survey.describe(given.language), undefined, 2)}\n`);
    return [];
  },
  table: async (given) => {
    needRows(given);
    const survey = await open(given.source, given);
    write(given, table(survey, given));
    return [];
  },
  chart: async (given) => {
    needRows(given);
    const survey = await open(given.source, given);
    const chart = survey.drawChart(spoken(given), chartOptions(given));
    if (given.png) write(given, await svgToPng(chart.svg, { language: given.language ?? "en" }));
    else write(given, given.json ? `${JSON.stringify(chart)}\n` : chart.svg);
    return [];
  },
  report: async (given) => {
    const report = await evaluate(given);
    write(given, given.json ? `${JSON.stringify(report)}\n` : page(report));
    return [];
  },
  check,
  infer: async (given) => {
    await writeGuess(given);
    return [];
  },
};

/** A report is checked with the packages that it quotes. */
async function check(given: Arguments): Promise<ChosaError[]> {
  const { source } = given;
  const options = openOptions(given);
  if (!/report[^/\\]*\.json$/i.test(source)) return checkPackage(source, options, given);
  await text(source, given);
  return checkReport(source, given.data ?? beside("datapackage.json", source), options);
}

async function evaluate(given: Arguments): Promise<Report> {
  const description = await text(given.source, given);
  const data = given.data ?? beside("datapackage.json", given.source);
  const survey = await open(data, given);
  const surveys: { [name: string]: Survey } = Object.create(null);
  for (const [name, { address, changes }] of Object.entries(await reportSurveys(description, given.language))) {
    surveys[name] = await open(address === null ? data : beside(address, given.source), given, changes);
  }
  return survey.report(description, {
    surveys,
    ...(given.language === undefined ? {} : { language: given.language }),
  });
}

async function text(source: string, given: Arguments): Promise<string> {
  if (isRemote(source)) return (await fetch(source)).text();
  try {
    return await readFile(source, "utf8");
  } catch (cause) {
    throw fetchError({ code: "not_found" }, source, given.language ?? "en", cause);
  }
}

async function open(source: string, given: Arguments, changes: Changes | null = null): Promise<Survey> {
  const changed = changes === null ? {} : { changes };
  if (isBare(source)) {
    const { descriptor, files } = await guessAt(source, given);
    return Survey.from(descriptor, files, { language: given.language ?? "en", ...changed });
  }
  return Survey.open(source, { ...openOptions(given), ...changed });
}

function openOptions({ language = "en", encoding }: Arguments): CheckOptions {
  const options: CheckOptions = { language };
  if (encoding !== undefined) options.encoding = encoding;
  if (process.stderr.isTTY) options.onProgress = onProgress;
  return options;
}

/** Only a terminal is told; a log would fill with it. */
function onProgress({ file, loaded, total }: Progress): void {
  process.stderr.write(`\r${file}: ${loaded}${total === undefined ? "" : ` / ${total}`} bytes`);
  if (loaded === total) process.stderr.write("\r\u001b[K");
}

function table(survey: Survey, given: Arguments): string {
  if (given.json) return `${JSON.stringify(survey.tabulate(spoken(given)), undefined, 2)}\n`;
  return given.csv ? survey.csv(spoken(given)) : `${survey.tableHtml(spoken(given))}\n`;
}

function spoken(given: Arguments): Arguments["request"] {
  return given.language === undefined ? given.request : { ...given.request, language: given.language };
}

function chartOptions({ kind, title, width }: Arguments): ChartOptions {
  const options: ChartOptions = {};
  if (kind !== undefined) options.kind = kind as NonNullable<ChartOptions["kind"]>;
  if (title !== undefined) options.title = title;
  if (width !== undefined) options.width = width;
  return { ...options, theme: "standalone" };
}

function needRows({ command, request }: Arguments): void {
  if (request.rows === undefined) throw new UsageError(`chosa ${command} needs --rows.`);
}

function write({ output }: Arguments, content: string | Uint8Array): void {
  if (output === undefined) process.stdout.write(content);
  else writeFileSync(output, content);
}

function isRemote(address: string): boolean {
  return /^https?:/i.test(address);
}

function beside(address: string, base: string): string {
  return isRemote(base) ? new URL(address, base).href : join(dirname(base), address);
}
