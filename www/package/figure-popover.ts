import { copyButton } from "./copy-button.js";
import type { Panel } from "./panel.js";

/**
 * Lets each number of a report open its base, interval and method beside it. The engine has
 * written these as notes that the numbers link to; here a copy of the note is shown in place.
 */
export function openFigures(root: ShadowRoot, panel: Panel): void {
  for (const link of root.querySelectorAll<HTMLAnchorElement>("a.chosa-figure")) {
    const id = link.getAttribute("href")?.split("#")[1];
    const note = id && root.getElementById(id);
    if (note) upgrade(link, note, panel);
  }
}

function upgrade(link: HTMLAnchorElement, note: Element, panel: Panel): void {
  link.setAttribute("role", "button");
  link.setAttribute("aria-haspopup", "dialog");
  link.setAttribute("aria-expanded", "false");
  link.addEventListener("click", (event) => {
    event.preventDefault();
    const content = copyOf(note);
    const text = content.map(({ textContent }) => textContent).join("\n");
    panel.open({ opener: link, label: link.textContent ?? "", content: [...content, copyButton(panel.words, text)] });
  });
  // A button also answers to the space bar.
  link.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    link.click();
  });
}

/** The note's content without ids, which may stand only once. */
function copyOf(note: Element): ChildNode[] {
  const copy = note.cloneNode(true) as Element;
  for (const held of copy.querySelectorAll("[id]")) held.removeAttribute("id");
  return [...copy.childNodes];
}
