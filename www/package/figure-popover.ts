import { elementWords } from "./element-words.js";
import type { Language } from "./types.js";

/** The space between a number and what opens beside it, and between that and the page's edge. */
const GAP = 8;

/**
 * Lets each number of a report open its base, interval and method beside it. The engine has
 * written these as notes that the numbers link to; here a copy of the note is shown in place.
 */
export class FigurePopover {
  readonly #root: ShadowRoot;
  readonly #panel: HTMLElement;
  #opener: HTMLElement | undefined;

  constructor(root: ShadowRoot, language: Language) {
    this.#root = root;
    this.#panel = document.createElement("div");
    this.#panel.className = "chosa-popover";
    this.#panel.setAttribute("part", "popover");
    this.#panel.setAttribute("popover", "auto");
    this.#panel.setAttribute("role", "dialog");
    this.#panel.tabIndex = -1;
    this.#panel.addEventListener("toggle", (event) => {
      if ((event as ToggleEvent).newState === "closed") this.#closed();
    });
    root.append(this.#panel);
    for (const link of root.querySelectorAll<HTMLAnchorElement>("a.chosa-figure")) {
      this.#upgrade(link, language);
    }
  }

  #upgrade(link: HTMLAnchorElement, language: Language): void {
    const note = this.#noteOf(link);
    if (!note) return;
    link.setAttribute("role", "button");
    link.setAttribute("aria-haspopup", "dialog");
    link.setAttribute("aria-expanded", "false");
    link.addEventListener("click", (event) => {
      event.preventDefault();
      this.#open(link, note, language);
    });
    // A button also answers to the space bar.
    link.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      link.click();
    });
  }

  #noteOf(link: HTMLAnchorElement): Element | undefined {
    const id = link.getAttribute("href")?.split("#")[1];
    return (id && this.#root.getElementById(id)) || undefined;
  }

  #open(link: HTMLElement, note: Element, language: Language): void {
    if (this.#opener === link) return this.#panel.hidePopover();
    this.#panel.replaceChildren(...copyOf(note), this.#closeButton(language));
    this.#panel.setAttribute("aria-label", link.textContent ?? "");
    this.#panel.showPopover();
    this.#opener = link;
    link.setAttribute("aria-expanded", "true");
    this.#place(link);
    this.#panel.focus();
  }

  #closeButton(language: Language): HTMLElement {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "chosa-close";
    button.textContent = elementWords(language).close;
    button.addEventListener("click", () => this.#panel.hidePopover());
    return button;
  }

  #closed(): void {
    const opener = this.#opener;
    this.#opener = undefined;
    opener?.setAttribute("aria-expanded", "false");
    // A click elsewhere has already moved the focus to where the reader wants it.
    const held = this.#root.activeElement;
    if (held === null || this.#panel.contains(held)) opener?.focus({ preventScroll: true });
  }

  /** Below the number where there is room, else on the side that has more, and never over it. */
  #place(link: HTMLElement): void {
    const at = link.getClientRects()[0] ?? link.getBoundingClientRect();
    const page = document.documentElement;
    this.#panel.style.maxHeight = "";
    const size = this.#panel.getBoundingClientRect();
    const left = Math.min(at.left, page.clientWidth - size.width - GAP);
    const [above, below] = [at.top - 2 * GAP, page.clientHeight - at.bottom - 2 * GAP];
    const isBelow = size.height <= below || below >= above;
    const height = Math.min(size.height, isBelow ? below : above);
    const top = isBelow ? at.bottom + GAP : at.top - GAP - height;
    this.#panel.style.maxHeight = `${height}px`;
    this.#panel.style.left = `${Math.max(GAP, left) + scrollX}px`;
    this.#panel.style.top = `${top + scrollY}px`;
  }
}

/** The note's content without ids, which may stand only once. */
function copyOf(note: Element): ChildNode[] {
  const copy = note.cloneNode(true) as Element;
  for (const held of copy.querySelectorAll("[id]")) held.removeAttribute("id");
  return [...copy.childNodes];
}
