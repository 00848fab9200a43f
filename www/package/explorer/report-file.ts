/** The draft as a `report.json`, which `<chosa-report>` shows. */
import type { Description, Json, Language } from "../types.js";
import { questionOf, requestOf } from "./request.js";
import type { Pin } from "./state.js";

/** The description of a report: each view as a chart, its words before it. */
export function reportOf(title: string, pins: readonly Pin[], description: Description, language: Language): { [name: string]: Json } {
  const blocks = pins.flatMap(({ view, title, prose }): Json[] => {
    const question = questionOf(view, description);
    if (!question) return [];
    const { language: _, ...request } = requestOf(view, question, language);
    const chart = { ...(request as { [name: string]: Json }), ...(view.kind === "auto" ? {} : { kind: view.kind }) };
    return [...(prose.trim() === "" ? [] : [{ prose: literal(prose) }]), { title: literal(title), chart }];
  });
  return { title: literal(title.trim() || description.title), blocks };
}

/** In a report two braces begin a computed figure, of which a draft has none. */
function literal(text: string): string {
  return text.replaceAll("{{", "{\u200B{");
}
