import { copyButton } from "./copy-button.js";
import { made, type Panel, placeBeside } from "./panel.js";
import type { Report, ReportBlock, Table } from "./types.js";

/** How near to a mark, in pixels, is on it: a dot or a line is hard to hit. */
const REACH = 12;

/** By how many marks a key moves. */
const STEPS: { [key: string]: number } = {
  ArrowRight: 1,
  ArrowDown: 1,
  ArrowLeft: -1,
  ArrowUp: -1,
  Home: -Infinity,
  End: Infinity,
};

/**
 * The marks of all charts in a root: a pointer shows what one stands for, the arrow keys walk them
 * from the one tab stop that each chart is, a live region speaks them, and a click or Enter opens
 * base, interval and method. Nothing of it knows what kind a chart is of: a mark is a `<g>` with a
 * title and `data-` attributes.
 */
export class ChartMarks {
  readonly #root: ShadowRoot;
  readonly #panel: Panel;
  readonly #blocks: ReportBlock[];
  readonly #tip = floating("chosa-tip");
  readonly #ring = floating("chosa-ring");
  readonly #said = made("p", "chosa-said");
  #current: SVGGElement | undefined;

  /** Ends with the signal. */
  constructor(root: ShadowRoot, panel: Panel, { blocks }: Report, signal: AbortSignal) {
    this.#root = root;
    this.#panel = panel;
    this.#blocks = blocks;
    this.#said.ariaLive = "polite";
    this.#tip.setAttribute("part", "tip");
    root.append(this.#ring, this.#tip, this.#said);
    for (const svg of root.querySelectorAll("svg.chosa-chart")) nameStop(svg, panel);
    const options = { signal };
    root.addEventListener("pointermove", (event) => this.#point(event as PointerEvent), options);
    root.addEventListener("click", (event) => this.#choose(event as MouseEvent), options);
    root.addEventListener("keydown", (event) => this.#walk(event as KeyboardEvent), options);
    root.addEventListener("focusout", () => this.#leave(), options);
    root.host.addEventListener("pointerleave", () => this.#leave(), options);
    addEventListener("keydown", ({ key }) => key === "Escape" && this.#leave(), options);
    addEventListener("resize", () => this.#leave(), options);
  }

  /** A finger has no place where it rests; it taps. */
  #point(event: PointerEvent): void {
    const isOnTip = this.#tip.contains(event.target as Node);
    if (event.pointerType === "touch" || isOnTip) return;
    const mark = markAt(event);
    if (mark) this.#show(mark);
    else if (!this.#root.activeElement?.matches("[role=application]")) this.#leave();
  }

  #choose(event: MouseEvent): void {
    const mark = markAt(event);
    if (!mark) return;
    // Who clicks beside a mark means it, and so it is told as chosen.
    if (mark.contains(event.target as Node)) this.#open(mark);
    else mark.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
  }

  #walk(event: KeyboardEvent): void {
    const { target, key } = event;
    const chart = target as Element;
    if (event.ctrlKey || event.altKey || event.metaKey || !chart.matches("[role=application]")) return;
    const marks = [...chart.querySelectorAll<SVGGElement>(".chosa-mark")];
    const at = this.#current ? marks.indexOf(this.#current) : -1;
    const step = STEPS[key];
    if (step !== undefined) {
      const mark = marks[Math.min(Math.max(at + step, 0), marks.length - 1)];
      mark?.scrollIntoView({ block: "nearest" });
      if (mark) this.#said.textContent = this.#show(mark);
    } else if (at >= 0 && (key === "Enter" || key === " ")) {
      marks[at]?.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
    } else return;
    event.preventDefault();
  }

  #show(mark: SVGGElement): string {
    const label = labelOf(mark);
    if (mark === this.#current) return label;
    this.#current = mark;
    const { name, figure, rest } = parts(label);
    this.#tip.replaceChildren(made("strong", "", figure), rest, made("span", "", name));
    for (const float of [this.#ring, this.#tip]) float.togglePopover(true);
    const { left, top, width, height } = mark.getBoundingClientRect();
    const sides = { left: left + scrollX, top: top + scrollY, width, height };
    for (const [side, length] of Object.entries(sides)) this.#ring.style.setProperty(side, `${length}px`);
    placeBeside(this.#tip, mark);
    return label;
  }

  #leave(): void {
    if (!this.#current) return;
    this.#current = undefined;
    for (const float of [this.#ring, this.#tip]) float.togglePopover(false);
  }

  #open(mark: SVGGElement): void {
    const label = labelOf(mark);
    const { name, figure, rest } = parts(label);
    const { words } = this.#panel;
    const block = this.#blocks.find(({ id }) => id === mark.closest("figure")?.id);
    const { n, baseN } = mark.dataset;
    const first = made("p", "chosa-note-label", `${name} `);
    first.append(made("strong", "", figure), ` ${rest}`);
    const content = [first];
    const add = (kind: string, text = "") => text && content.push(made("p", kind, text));
    if (n && baseN && n !== baseN) add("", words.of(Number(n), Number(baseN)));
    if (block?.table) {
      add("chosa-note-base", baseOf(mark, block.table, words.base));
      add("chosa-note-method", block.table.method);
    }
    const text = content.map(({ textContent }) => textContent).join("\n");
    const opener = mark.closest<HTMLElement>("[role=application]");
    this.#leave();
    if (opener) this.#panel.open({ opener, at: mark, label, content: [...content, copyButton(words, text)] });
  }
}

/** A chart is one stop of the tab key, named by its title and by what the keys do there. */
function nameStop(svg: Element, { words }: Panel): void {
  const chart = svg.parentElement;
  if (!chart || !svg.querySelector(".chosa-mark")) return;
  chart.tabIndex = 0;
  chart.role = "application";
  chart.ariaLabel = words.chart(svg.querySelector("title, desc")?.textContent ?? "");
}

/** The mark under a pointer, or the nearest within reach. */
function markAt({ target, clientX, clientY }: MouseEvent): SVGGElement | undefined {
  const over = target as Element;
  const svg = over.closest("svg.chosa-chart");
  if (!svg) return undefined;
  untitle(svg);
  const own = over.closest<SVGGElement>(".chosa-mark");
  if (own) return own;
  let [nearest, least]: [SVGGElement | undefined, number] = [undefined, REACH];
  for (const mark of svg.querySelectorAll<SVGGElement>(".chosa-mark")) {
    const { left, right, top, bottom } = mark.getBoundingClientRect();
    const across = Math.max(left - clientX, 0, clientX - right);
    const distance = Math.hypot(across, Math.max(top - clientY, 0, clientY - bottom));
    if (distance < least) [nearest, least] = [mark, distance];
  }
  return nearest;
}

function labelOf(mark: Element): string {
  return mark.querySelector("title, desc")?.textContent ?? "";
}

/** Beside our own tip the browser would show each `<title>` once more, and after a while that of the chart. */
function untitle(svg: Element): void {
  for (const title of svg.querySelectorAll("title")) {
    const description = document.createElementNS(svg.namespaceURI, "desc");
    description.id = title.id;
    description.append(...title.childNodes);
    title.replaceWith(description);
  }
}

/** The name of a mark, its figure, and the interval and base after that: only a name has a colon in it. */
function parts(label: string): { name: string; figure: string; rest: string } {
  const [, name = "", figure = "", rest = ""] = /^(?:(.*)(?:: |：))?(.*?)(?:(?: |、|, )(\(.*|n=.*))?$/.exec(label) ?? [];
  return { name, figure, rest };
}

/** The base of the question that a mark belongs to, where its value and counts tell which. */
function baseOf({ dataset }: SVGGElement, { groups }: Table, word: string): string {
  const { row, n, baseN } = dataset;
  const group = groups.find(({ rows }) =>
    rows.some(({ value, cells }) => value === row && cells.some((cell) => `${cell.n} ${cell.baseN}` === `${n} ${baseN}`)),
  );
  return group ? word + group.base.label : "";
}

function floating(name: string): HTMLElement {
  const element = made("div", name);
  element.setAttribute("popover", "manual");
  return element;
}
