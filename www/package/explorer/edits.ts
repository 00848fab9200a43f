/** What a request can't ask for, and so becomes a change of the descriptor: weights off, nets of one's own. */
import type { Json } from "../types.js";
import type { Net, View } from "./state.js";

type Entries = { [name: string]: Json };

/** Whether a view needs a descriptor of its own. */
export function needsEdits({ weights, nets }: View): boolean {
  return weights === "off" || nets.length > 0;
}

/** What tells two edited descriptors apart. */
export function editsKey({ weights, nets }: View): string {
  return JSON.stringify([weights, nets]);
}

/** The descriptor with a view's changes. */
export function edited(descriptor: string, { weights, nets }: View): Entries {
  const whole = JSON.parse(descriptor) as Entries;
  const survey = entries(whole["survey"]);
  const unweighted = weights === "off" ? withoutWeights(survey) : survey;
  return { ...whole, survey: nets.reduce(withNet, unweighted) };
}

/**
 * Without weights every respondent counts alike. The size of the population goes with them: it
 * would give each stratum a weight again. Strata and clusters stay, for the sake of the errors.
 */
function withoutWeights(survey: Entries): Entries {
  const { weight: _, fpc: __, calibration: ___, replicates: ____, ...design } = entries(survey["design"]);
  return { ...survey, design };
}

function withNet(survey: Entries, { question, label, values }: Net, index: number): Entries {
  const questions = entries(survey["questions"]);
  const own = entries(questions[question]);
  const nets = Array.isArray(own["nets"]) ? own["nets"] : [];
  const net = { name: netName(index), label, values: [...values] };
  return { ...survey, questions: { ...questions, [question]: { ...own, nets: [...nets, net] } } };
}

/** A name that no descriptor is likely to have. */
function netName(index: number): string {
  return `explorer-net-${index + 1}`;
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
