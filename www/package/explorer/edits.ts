/** What a request can't ask for, and so becomes a change of the descriptor: weights off, nets of one's own. */
import type { Changes, Json } from "../types.js";
import type { Net, View } from "./state.js";

type Entries = { [name: string]: Json };

/** What stands after the title of a survey whose weights are off, in the languages that titles have. */
const UNWEIGHTED = { ja: "（ウェイトなし）", en: " (unweighted)" };

/** Entries of a design that give respondents unequal weights. The population of each stratum would, too. */
const WEIGHTS = ["weight", "fpc", "calibration", "replicates"];

/** Whether a view needs a descriptor of its own. */
export function needsEdits(view: View): boolean {
  return view.weights === "off" || netsOf(view).length > 0;
}

/** Other questions keep their nets for when they are looked at again. */
function netsOf({ nets, question, columns }: View): readonly Net[] {
  return nets.filter((net) => net.question === question || columns.includes(net.question));
}

/** What is other in a descriptor under a view. */
export function changesOf(descriptor: string | undefined, view: View): Changes {
  const nets = netsOf(view);
  const whole = JSON.parse(descriptor ?? "{}") as Entries;
  const survey = entries(whole["survey"]);
  const questions = nets.length > 0 ? { questions: nets.reduce(withNet(survey), {}) } : {};
  if (view.weights === "on") return { survey: questions };
  return { title: unweighted(whole["title"], survey["language"]), survey: { ...withoutWeights(survey), ...questions } };
}

/** Without weights every respondent counts alike. Strata and clusters stay, for the sake of the errors. */
function withoutWeights(survey: Entries): Entries {
  const design = entries(survey["design"]);
  const translations = Object.entries(entries(survey["translations"])).flatMap(([tag, texts]) => {
    const { title } = entries(texts);
    return title === undefined ? [] : [[tag, { title: unweighted(title, tag) }] as const];
  });
  return {
    design: Object.fromEntries(WEIGHTS.filter((name) => name in design).map((name) => [name, null])),
    ...(translations.length > 0 ? { translations: Object.fromEntries(translations) } : {}),
  };
}

/** A title that says that there are no weights, in a language; a survey that states none is in Japanese. */
export function unweighted(title: Json | undefined, language: Json | undefined): string {
  const isJapanese = typeof language !== "string" || language.startsWith("ja");
  return `${typeof title === "string" ? title : ""}${UNWEIGHTED[isJapanese ? "ja" : "en"]}`.trim();
}

/** The nets of a question with one more: in a change a list takes the place of a whole list. */
function withNet(survey: Entries): (questions: Entries, net: Net, index: number) => Entries {
  return (questions, { question, label, values }, index) => {
    const known = entries(own(questions, question) ?? own(entries(survey["questions"]), question))["nets"];
    const nets = Array.isArray(known) ? known : [];
    return { ...questions, [question]: { nets: [...nets, { name: netName(index), label, values: [...values] }] } };
  };
}

/** A name that no descriptor is likely to have. */
function netName(index: number): string {
  return `explorer-net-${index + 1}`;
}

/** What stands under a name, which may be one that every object knows. */
function own(all: Entries, name: string): Json | undefined {
  return Object.hasOwn(all, name) ? all[name] : undefined;
}

function entries(part: Json | undefined): Entries {
  return typeof part === "object" && part !== null && !Array.isArray(part) ? part : {};
}

/** The files that a descriptor names. */
export function pathsOf(descriptor: string): string[] {
  const { resources } = JSON.parse(descriptor) as { resources?: { path?: string | string[] }[] };
  return (resources ?? []).flatMap(({ path }) => path ?? []);
}

/** The version that a descriptor states. */
export function versionOf(descriptor: string | undefined): string | null {
  if (descriptor === undefined) return null;
  const { version } = JSON.parse(descriptor) as { version?: unknown };
  return typeof version === "string" ? version : null;
}
