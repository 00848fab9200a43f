// The story's report with all surveys that it quotes.
import { reportSurveys, Survey } from "/pkg/index.js";

const FOLDER = new URL("/data/hospitals-2022-interim/", location.href);

export async function prepare() {
  const description = await (await fetch(new URL("report.json", FOLDER))).text();
  const surveys = {};
  for (const [name, { address }] of Object.entries(await reportSurveys(description))) {
    surveys[name] = await Survey.open(new URL(address, FOLDER));
  }
  const survey = await Survey.open(new URL("datapackage.json", FOLDER));
  return () => survey.report(description, { language: "ja", surveys });
}
