import { engineGeneration } from "./engine.js";
import { fetchFile } from "./fetch-reader.js";
import { reportSurveys, Survey } from "./index.js";
import { lastPart, textOf } from "./package-files.js";
import { lease, type Lease } from "./shared-load.js";
import type { Language, Report } from "./types.js";

/** A report's description and the surveys it quotes. */
export interface LoadedReport {
  description: string;
  survey: Survey;
  others: { [name: string]: Survey };
}

/** Loads a survey for all elements that want it. One whose engine has stopped is loaded anew. */
export function leaseSurvey(address: string, language: Language): Lease<Survey> {
  return lease(`${engineGeneration()} ${language} ${address}`, {
    load: () => Survey.open(address, { language }),
    end: (survey) => survey.dispose(),
  });
}

/** Loads a report with its survey and those that it quotes. */
export function leaseReport(report: string, data: string, language: Language): Lease<LoadedReport> {
  const surveys: Lease<Survey>[] = [];
  const open = (address: string) => {
    const survey = leaseSurvey(address, language);
    surveys.push(survey);
    return survey.loaded;
  };
  const endAll = () => surveys.forEach((survey) => survey.release());
  return lease(`${engineGeneration()} ${language} ${report} ${data}`, {
    load: async () => {
      try {
        return await loadReport(report, data, language, open);
      } catch (thrown) {
        endAll();
        throw thrown;
      }
    },
    end: endAll,
  });
}

/** Evaluates a loaded report in a language. */
export function evaluate(loaded: LoadedReport, language: Language): Report {
  return loaded.survey.report(loaded.description, { language, surveys: loaded.others });
}

async function loadReport(
  report: string,
  data: string,
  language: Language,
  open: (address: string) => Promise<Survey>,
): Promise<LoadedReport> {
  const name = lastPart(report);
  const [bytes, survey] = await Promise.all([fetchFile(report, name, { language }), open(data)]);
  const description = textOf(bytes, name, language);
  const quoted = Object.entries(await reportSurveys(description, language));
  const opened = await Promise.all(
    quoted.map(async ([called, address]) => [called, await open(new URL(address, report).href)] as const),
  );
  return { description, survey, others: Object.fromEntries(opened) };
}
