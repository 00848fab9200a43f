#!/usr/bin/env node
/** `npx chosa`: tables, charts and reports of a survey from the command line. */
import { readFileSync } from "node:fs";
import { readArguments, UsageError, type Arguments } from "./cli-arguments.js";
import { TOLD_EACH } from "./cli-check.js";
import { COMMANDS } from "./cli-commands.js";
import { asChosaError, type ChosaError } from "./error.js";

/** The input has a problem. */
const FAILED = 1;
/** The command line makes no sense. */
const MISUSED = 2;

const HELP = `chosa: published survey figures that their reader can recompute

  chosa describe PACKAGE                      what the survey asked, and of whom
  chosa table PACKAGE --rows Q [--columns Q]  a table
  chosa chart PACKAGE --rows Q [--kind K]     a chart as SVG or PNG
  chosa report REPORT [--data PACKAGE]        a report as one HTML page
  chosa check PACKAGE|REPORT                  every problem, with place and hint
  chosa infer FILE [--corrections JSON]       a guess at the datapackage.json of a bare CSV or TSV, with
                                              responses.csv beside it, and what must be asked

PACKAGE is a datapackage.json or a CSV, of which one is inferred; REPORT is a report.json: a path or a URL.

  --rows A,B --columns C,D    questions, by name
  --where JSON                a filter, such as '{"vpn": "yes"}'
  --measure M                 share, mean, total or median
  --request JSON              what else a table can be asked, such as '{"compare": "columns"}'
  --kind K                    auto, bars, dots, columns, stacked or heat
  --title TEXT                a chart's title
  --width PIXELS              a chart's width
  --corrections JSON          what a guess got wrong, such as '{"columns": {"3": {"role": "weight"}}}'
  --encoding NAME             that of the responses, where it is not found out
  --language ja|en            the language of the words
  --output FILE, -o FILE      where to write; standard output unless told
  --json                      the answer, or the problem, as JSON
  --csv                       a table as CSV (otherwise as HTML)
  --png                       a chart as PNG, by the package @resvg/resvg-js
  --help, --version

check finds all problems at once: in the descriptor, in the report, and of bad cells
the first ${TOLD_EACH} of each column, and as many rows of a wrong length.

Exit status: 0 done, 1 a problem in the data, 2 a problem in the command.
`;

async function main(words: string[]): Promise<number> {
  const given = readArguments(words);
  if (given.help || given.version) {
    process.stdout.write(given.help ? HELP : `${version()}\n`);
    return 0;
  }
  const command = Object.hasOwn(COMMANDS, given.command) && COMMANDS[given.command];
  if (!command) throw new UsageError(`There is no command “${given.command}”. See chosa --help.`);
  const problems = await command(given).catch((thrown: unknown) => {
    if (thrown instanceof UsageError) throw thrown;
    return [asChosaError(thrown)];
  });
  for (const problem of problems) process.stderr.write(told(problem, given));
  return problems.length > 0 ? FAILED : 0;
}

function told(problem: ChosaError, given: Arguments): string {
  const { code, message, hint, file, path, row, column } = problem;
  if (given.json) return `${JSON.stringify({ code, message, hint, file, path, row, column })}\n`;
  const place = problem.place(given.language ?? "en");
  return `${code}${place === "" ? "" : ` (${place})`}: ${message}\n${hint === "" ? "" : `  ${hint}\n`}`;
}

function version(): string {
  const manifest = readFileSync(new URL("package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { version: string }).version;
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (thrown) {
  if (!(thrown instanceof UsageError)) throw thrown;
  process.stderr.write(`${thrown.message}\n`);
  process.exitCode = MISUSED;
}
