import { elementWords, type ElementWords } from "./element-words.js";
import type { Language } from "./types.js";

/** The space between what was chosen and what opens beside it, and between that and the page's edge. */
const GAP = 8;

/** What a panel is to show, and beside what. */
export interface Opening {
  /** What has the focus again when the panel closes. */
  opener: HTMLElement;
  /** What the panel stands beside, where that is not the opener. */
  at?: Element;
  /** The name of the panel for a screen reader. */
  label: string;
  content: (Node | string)[];
}

/** The one panel of an element, which opens beside whatever a reader has chosen. */
export class Panel {
  readonly words: ElementWords;
  readonly #root: ShadowRoot;
  readonly #panel = made("div", "chosa-popover");
  #opener: HTMLElement | undefined;
  #at: Element | undefined;

  constructor(root: ShadowRoot, language: Language) {
    this.#root = root;
    this.words = elementWords(language);
    this.#panel.lang = language;
    this.#panel.setAttribute("part", "popover");
    this.#panel.setAttribute("popover", "auto");
    this.#panel.setAttribute("role", "dialog");
    this.#panel.tabIndex = -1;
    this.#panel.addEventListener("toggle", (event) => {
      if ((event as ToggleEvent).newState === "closed") this.#closed();
    });
    root.append(this.#panel);
  }

  /** Opens, or closes where it stands there already. */
  open({ opener, at = opener, label, content }: Opening): void {
    if (this.#at === at) return this.#panel.hidePopover();
    this.#panel.replaceChildren(...content, this.#closeButton());
    this.#panel.setAttribute("aria-label", label);
    this.#panel.showPopover();
    this.#opener = opener;
    this.#at = at;
    if (opener.hasAttribute("aria-expanded")) opener.setAttribute("aria-expanded", "true");
    placeBeside(this.#panel, at);
    this.#panel.focus();
  }

  /** Shows something else where the panel stands. */
  show(...content: (Node | string)[]): void {
    this.#panel.replaceChildren(...content, this.#closeButton());
    if (this.#at) placeBeside(this.#panel, this.#at);
    this.#panel.focus();
  }

  #closeButton(): HTMLElement {
    const close = button(this.words.close, () => this.#panel.hidePopover());
    close.className = "chosa-close";
    return close;
  }

  #closed(): void {
    const opener = this.#opener;
    this.#opener = this.#at = undefined;
    if (opener?.hasAttribute("aria-expanded")) opener.setAttribute("aria-expanded", "false");
    // A click elsewhere has already moved the focus to where the reader wants it.
    const held = this.#root.activeElement;
    if (held === null || this.#panel.contains(held)) opener?.focus({ preventScroll: true });
  }
}

/** Places a panel below something where there is room, else on the side that has more, and never over it. */
export function placeBeside(panel: HTMLElement, at: Element): void {
  const { style } = panel;
  const near = at.getClientRects()[0] ?? at.getBoundingClientRect();
  const page = document.documentElement;
  style.maxHeight = "";
  const size = panel.getBoundingClientRect();
  const left = Math.min(near.left, page.clientWidth - size.width - GAP);
  const [above, below] = [near.top - 2 * GAP, page.clientHeight - near.bottom - 2 * GAP];
  const isBelow = size.height <= below || below >= above;
  const height = Math.min(size.height, isBelow ? below : above);
  const top = isBelow ? near.bottom + GAP : near.top - GAP - height;
  style.maxHeight = `${height}px`;
  style.left = `${Math.max(GAP, left) + scrollX}px`;
  style.top = `${top + scrollY}px`;
}

/** An element of this class, with a text in it. */
export function made<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, name = "", text = ""): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (name !== "") element.className = name;
  element.textContent = text;
  return element;
}

/** A button that does something. */
export function button(text: string, action: () => void): HTMLButtonElement {
  const element = made("button", "chosa-action", text);
  element.type = "button";
  element.addEventListener("click", action);
  return element;
}
