import type { ElementWords } from "./element-words.js";
import { button } from "./panel.js";

/** A button that puts a text into the clipboard, and says whether the browser let it. */
export function copyButton(words: ElementWords, text: string): HTMLButtonElement {
  const copy = button(words.copy, async () => {
    // A page that isn't secure, or whose frame may not write there, has no clipboard.
    const done = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    copy.textContent = done ? words.copied : words.notCopied;
  });
  copy.setAttribute("aria-live", "polite");
  return copy;
}
