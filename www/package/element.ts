/**
 * The custom elements. Importing this file defines `<chosa-report>`; where there are no custom
 * elements, as in server rendering, it does nothing.
 */
import { ReportElement } from "./report-element.js";

export { ReportElement } from "./report-element.js";
export { reportStyles } from "./report-styles.js";

if (globalThis.customElements && !customElements.get("chosa-report")) {
  customElements.define("chosa-report", ReportElement);
}

declare global {
  interface HTMLElementTagNameMap {
    "chosa-report": ReportElement;
  }
}
