import { ChartMarks } from "./chart-marks.js";
import { languageOf } from "./element-words.js";
import { errorNotice, fallbackNote } from "./error-notice.js";
import { asChosaError, type ChosaError } from "./error.js";
import { addMenus, goToNamed } from "./exhibit-menu.js";
import { openFigures } from "./figure-popover.js";
import { fitCharts } from "./fit-charts.js";
import { made, Panel } from "./panel.js";
import { openForPrint } from "./printing.js";
import { evaluate, type Exhibit, exhibitsOf, type LoadedReport, type Wanted } from "./report-load.js";
import { sharedReportSheet } from "./report-sheet.js";
import type { Lease } from "./shared-load.js";
import type { Language, Report } from "./types.js";

/** Where there is no DOM the classes must still be there to be imported. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * What all elements do: load what their attributes name, show what is computed from it, and
 * keep their children, the fallback, in sight until then and when it fails.
 *
 * Events: `chosa-ready` (detail: what was computed), `chosa-error` (detail: the error) and
 * `chosa-select` when a reader opens a number or clicks a mark of a chart (detail: its
 * `data-` attributes by name).
 */
export abstract class LiveElement extends Base {
  #lease: Lease<unknown> | undefined;
  /** Ends what listens for as long as something is shown. */
  #shown = new AbortController();
  /** Counts the loads, so that one that was overtaken shows nothing. */
  #turn = 0;
  #waiting = false;

  /** The address of what is loaded. */
  declare src: string;
  /** Where figures are computed: `"page"` or `"worker"`; unless told, in a Worker from 5 MB on. */
  declare compute: string;

  /** Takes part in the load of what the attributes name. */
  protected abstract lease(wanted: Wanted): Lease<LoadedReport>;

  /** What the report says that an element's attributes describe. */
  protected told(report: Report): unknown {
    return report;
  }

  /** Whether the fallback alone says enough when there is an error. */
  protected isQuiet(): boolean {
    return false;
  }

  connectedCallback(): void {
    if (!this.shadowRoot) this.#makeRoot();
    this.#begin();
  }

  disconnectedCallback(): void {
    this.#leave();
  }

  attributeChangedCallback(_: string, before: string | null, now: string | null): void {
    if (this.isConnected && before !== now) this.#begin();
  }

  /** Several attributes set one after the other are one change. */
  #begin(): void {
    if (this.#waiting) return;
    this.#waiting = true;
    queueMicrotask(() => {
      this.#waiting = false;
      if (this.isConnected && this.src !== "") void this.#load();
    });
  }

  #leave(): void {
    this.#turn += 1;
    this.#lease?.release();
    this.#lease = undefined;
    this.#shown.abort();
    this.#shown = new AbortController();
  }

  async #load(): Promise<void> {
    const before = this.#lease;
    this.#lease = undefined;
    this.#leave();
    const turn = this.#turn;
    const { signal } = this.#shown;
    const language = languageOf(this);
    try {
      const where = this.compute === "page" || this.compute === "worker" ? this.compute : "";
      const lease = this.lease({ language, where });
      this.#lease = lease;
      before?.release();
      const loaded = await lease.loaded;
      const report = await evaluate(loaded, language);
      const exhibits = await exhibitsOf(report, loaded, signal);
      if (turn === this.#turn) this.#show(report, exhibits, language);
    } catch (thrown) {
      if (turn === this.#turn) this.#fail(asChosaError(thrown), language);
    }
  }

  #show(report: Report, exhibits: readonly Exhibit[], language: Language): void {
    const root = this.#emptyRoot();
    const article = made("article", "chosa-report");
    article.setAttribute("part", "report");
    article.lang = language;
    article.innerHTML = report.html;
    root.append(article);
    const { signal } = this.#shown;
    const panel = new Panel(root, language);
    openFigures(root, panel);
    fitCharts(root, exhibits, language, signal);
    new ChartMarks(root, panel, report, signal);
    addMenus(root, panel, exhibits, language);
    openForPrint(root, signal);
    goToNamed(root, report);
    this.#tell("ready", this.told(report));
  }

  /** No figure of a report that failed is shown: the words stand above the page's own fallback. */
  #fail(error: ChosaError, language: Language): void {
    const root = this.#emptyRoot();
    if (!this.isQuiet()) {
      const notice = errorNotice(error, language);
      notice.lang = language;
      if (this.childElementCount > 0) notice.append(fallbackNote(language));
      root.append(notice);
    }
    root.append(document.createElement("slot"));
    this.#tell("error", error);
  }

  #tell(state: "ready" | "error", detail: unknown): void {
    this.dataset["state"] = state;
    this.#send(`chosa-${state}`, detail);
  }

  #send(name: string, detail: unknown): void {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }

  #makeRoot(): void {
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sharedReportSheet()];
    root.append(document.createElement("slot"));
    root.addEventListener("click", ({ target }) => {
      const chosen = (target as Element).closest<HTMLElement>("[data-row],[data-figure]");
      if (chosen) this.#send("chosa-select", { ...chosen.dataset });
    });
  }

  #emptyRoot(): ShadowRoot {
    const root = this.shadowRoot!;
    root.replaceChildren();
    return root;
  }
}

/**
 * Gives a class a property for each attribute that it observes, but for `lang`, which every
 * element has. An object becomes JSON, and no value takes the attribute away.
 */
export function reflectAttributes({ prototype, observedAttributes }: {
  prototype: LiveElement;
  observedAttributes: readonly string[];
}): void {
  for (const name of observedAttributes.filter((name) => name !== "lang")) {
    Object.defineProperty(prototype, name, {
      get(this: LiveElement) {
        return this.getAttribute(name) ?? "";
      },
      set(this: LiveElement, value: unknown) {
        if (value === undefined || value === null) this.removeAttribute(name);
        else this.setAttribute(name, typeof value === "object" ? JSON.stringify(value) : String(value));
      },
    });
  }
}
