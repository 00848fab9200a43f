// The data packages of the pages, as the tests read them.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const DATA = new URL("../../www/site/data/", import.meta.url);

/** The path of a package's file. */
export const pathOf = (name, file = "datapackage.json") =>
  fileURLToPath(new URL(`${name}/${file}`, DATA));

/** The text of a package's file. */
export const textOf = (name, file) => readFileSync(pathOf(name, file), "utf8");

/** A report with the surveys that it quotes, evaluated by the entry of the package in `chosa`. */
export async function evaluated(chosa, name, language) {
  const description = textOf(name, "report.json");
  const surveys = {};
  for (const [called, { address }] of Object.entries(await chosa.reportSurveys(description))) {
    surveys[called] = await chosa.Survey.open(pathOf(name, address));
  }
  const survey = await chosa.Survey.open(pathOf(name));
  return survey.report(description, { language, surveys });
}
