/** The draft as a `report.json`, which `<chosa-report>` shows. */
import type { Changes, Description, Json, Language } from "../types.js";
import { relativeAddress } from "./published.js";
import { questionOf, requestOf } from "./request.js";
import type { Origin, Pin } from "./state.js";

/** A pin with what is other in the survey's descriptor under its view. */
export interface ChangedPin extends Pin {
  readonly changes: Changes | null;
}

/** What a report is made from. */
export interface Draft {
  readonly title: string;
  readonly pins: readonly ChangedPin[];
  readonly description: Description;
  /** Beside which the report is to lie. */
  readonly origin: Origin;
}

/** A survey as a report quotes it: another by its address, its own by what is other in it. */
type Quoted = string | { readonly changes: Changes };

/** The description of a report. */
export interface DraftReport {
  readonly title: string;
  readonly surveys: { readonly [name: string]: Quoted };
  readonly blocks: Json[];
}

/** The description of a report: each view as a chart, its words before it. */
export function reportOf({ title, pins, description, origin }: Draft, language: Language): DraftReport {
  const surveys = new QuotedSurveys();
  const blocks = pins.flatMap(({ view, title, prose, changes }): Json[] => {
    const question = questionOf(view, description);
    if (!question) return [];
    const { language: _, ...request } = requestOf(view, question, language);
    const chart = { ...(request as { [name: string]: Json }), ...(view.kind === "auto" ? {} : { kind: view.kind }) };
    const waves = view.waves.map((wave) => surveys.nameOf("wave", origin.kind === "address" ? relativeAddress(wave, origin.address) : wave));
    const block = {
      title: literal(title),
      chart,
      ...(changes ? { survey: surveys.nameOf(view.weights === "off" ? "unweighted" : "nets", { changes }) } : {}),
      ...(waves.length > 0 ? { waves } : {}),
    };
    return prose.trim() === "" ? [block] : [{ prose: literal(prose) }, block];
  });
  return { title: literal(title.trim() || description.title), surveys: surveys.byName(), blocks };
}

/** The surveys that blocks quote, each once however many quote it. */
class QuotedSurveys {
  #named = new Map<string, { name: string; quoted: Quoted }>();

  nameOf(kind: string, quoted: Quoted): string {
    const key = JSON.stringify(quoted);
    const before = [...this.#named.values()].filter(({ name }) => name.startsWith(kind)).length;
    const known = this.#named.get(key) ?? { name: before === 0 ? kind : `${kind}-${before + 1}`, quoted };
    this.#named.set(key, known);
    return known.name;
  }

  byName(): DraftReport["surveys"] {
    return Object.fromEntries([...this.#named.values()].map(({ name, quoted }) => [name, quoted]));
  }
}

/** In a report two braces begin a computed figure, of which a draft has none. */
function literal(text: string): string {
  return text.replaceAll("{{", "{\u200B{");
}
