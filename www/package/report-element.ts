import { LiveElement } from "./live-element.js";
import { leaseReport, type LoadedReport, type Wanted } from "./report-load.js";
import type { Lease } from "./shared-load.js";

/**
 * `<chosa-report src="…/report.json">`: a report, computed in the reader's browser.
 *
 * Attributes: `src`, the report; `data`, its `datapackage.json` (beside the report unless
 * told); `compute`, `page` or `worker`; `lang`, which is inherited. Its children are the fallback: they are shown until the
 * report is ready, and again with the error in words when it can't be.
 *
 * The detail of `chosa-ready` is the evaluated report.
 */
export class ReportElement extends LiveElement {
  static readonly observedAttributes = ["src", "data", "compute", "lang"];

  /** The address of the descriptor. */
  declare data: string;

  protected override lease(wanted: Wanted): Lease<LoadedReport> {
    const report = new URL(this.src, document.baseURI).href;
    const data = new URL(this.data || "datapackage.json", this.data ? document.baseURI : report).href;
    return leaseReport(report, data, wanted);
  }
}
