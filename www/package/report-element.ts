import { addDownloads } from "./downloads.js";
import { languageOf } from "./element-words.js";
import { errorNotice, fallbackNote } from "./error-notice.js";
import { asChosaError, type ChosaError } from "./error.js";
import { FigurePopover } from "./figure-popover.js";
import { openForPrint } from "./printing.js";
import { evaluate, leaseReport, type LoadedReport, type ReportLease } from "./report-load.js";
import { sharedReportSheet } from "./report-styles.js";
import type { Language, Report } from "./types.js";

/** Where there is no DOM the class must still be there to be imported. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * `<chosa-report src="…/report.json">`: a report, computed in the reader's browser.
 *
 * Attributes: `src`, the report; `data`, its `datapackage.json` (beside the report unless
 * told); `lang`, which is inherited. Its children are the fallback: they are shown until the
 * report is ready, and again with the error in words when it can't be.
 *
 * Events: `chosa-ready` (detail: the evaluated report) and `chosa-error` (detail: the error).
 */
export class ReportElement extends Base {
  static readonly observedAttributes = ["src", "data", "lang"];

  #lease: ReportLease | undefined;
  #stopPrinting: (() => void) | undefined;
  /** Counts the loads, so that one that was overtaken shows nothing. */
  #turn = 0;
  #waiting = false;

  /** The address of `report.json`. */
  get src(): string {
    return this.getAttribute("src") ?? "";
  }
  set src(address: string) {
    this.setAttribute("src", address);
  }

  /** The address of the descriptor. */
  get data(): string {
    return this.getAttribute("data") ?? "";
  }
  set data(address: string) {
    this.setAttribute("data", address);
  }

  connectedCallback(): void {
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
    this.#stopPrinting?.();
    this.#stopPrinting = undefined;
  }

  async #load(): Promise<void> {
    const before = this.#lease;
    this.#lease = undefined;
    this.#leave();
    const turn = this.#turn;
    const language = languageOf(this);
    const report = new URL(this.src, document.baseURI).href;
    const data = new URL(this.data || "datapackage.json", this.data ? document.baseURI : report).href;
    const lease = leaseReport(report, data, language);
    this.#lease = lease;
    before?.release();
    try {
      const loaded = await lease.loaded;
      if (turn === this.#turn) this.#show(evaluate(loaded, language), loaded, language);
    } catch (thrown) {
      lease.forget();
      if (turn === this.#turn) this.#fail(asChosaError(thrown), language);
    }
  }

  #show(report: Report, loaded: LoadedReport, language: Language): void {
    const root = this.#emptyRoot();
    const article = document.createElement("article");
    article.className = "chosa-report";
    article.setAttribute("part", "report");
    article.lang = language;
    article.innerHTML = report.html;
    root.append(article);
    new FigurePopover(root, language);
    addDownloads(root, report, loaded, language);
    this.#stopPrinting = openForPrint(root);
    this.#mark("ready");
    this.dispatchEvent(new CustomEvent("chosa-ready", { detail: report, bubbles: true, composed: true }));
  }

  /** No figure of a report that failed is shown: the words stand above the page's own fallback. */
  #fail(error: ChosaError, language: Language): void {
    const root = this.#emptyRoot();
    const notice = errorNotice(error, language);
    notice.lang = language;
    if (this.childElementCount > 0) notice.append(fallbackNote(language));
    root.append(notice, document.createElement("slot"));
    this.#mark("error");
    this.dispatchEvent(new CustomEvent("chosa-error", { detail: error, bubbles: true, composed: true }));
  }

  #mark(state: "ready" | "error"): void {
    this.dataset["state"] = state;
  }

  #emptyRoot(): ShadowRoot {
    const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sharedReportSheet()];
    root.replaceChildren();
    return root;
  }
}
