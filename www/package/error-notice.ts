import type { ChosaError } from "./error.js";
import { elementWords } from "./element-words.js";
import { made } from "./panel.js";
import type { Language } from "./types.js";

/** An error in words: what happened, where, and what to do. It is read out when it appears. */
export function errorNotice(error: ChosaError, language: Language): HTMLElement {
  const words = elementWords(language);
  const notice = made("div", "chosa-error");
  notice.setAttribute("role", "alert");
  notice.setAttribute("part", "error");
  const facts = made("dl", "chosa-error-facts");
  for (const [term, text] of [
    [words.place, error.place(language)],
    [words.hint, error.hint],
    [words.code, error.code],
  ] as const) {
    if (text !== "") facts.append(made("dt", "", term), made("dd", "", text));
  }
  notice.append(
    made("p", "chosa-error-title", words.failed),
    made("p", "chosa-error-message", error.message),
    facts,
  );
  return notice;
}

/** Says that what follows the error doesn't come from the report that failed. */
export function fallbackNote(language: Language): HTMLElement {
  return made("p", "chosa-error-fallback", elementWords(language).fallback);
}
