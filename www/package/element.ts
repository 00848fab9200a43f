/**
 * The custom elements. Importing this file defines `<chosa-report>`, `<chosa-chart>`,
 * `<chosa-table>` and `<chosa-figure>`; where there are no custom elements, as in server
 * rendering, it does nothing.
 */
import { reflectAttributes } from "./live-element.js";
import { ReportElement } from "./report-element.js";
import { ChartElement, FigureElement, TableElement } from "./request-elements.js";

export { ReportElement } from "./report-element.js";
export { ChartElement, FigureElement, TableElement } from "./request-elements.js";
export { reportStyles } from "./report-sheet.js";

const ELEMENTS = {
  report: ReportElement,
  chart: ChartElement,
  table: TableElement,
  figure: FigureElement,
};

for (const [name, element] of Object.entries(ELEMENTS)) {
  if (!globalThis.customElements || customElements.get(`chosa-${name}`)) continue;
  reflectAttributes(element);
  customElements.define(`chosa-${name}`, element);
}

declare global {
  interface HTMLElementTagNameMap {
    "chosa-report": ReportElement;
    "chosa-chart": ChartElement;
    "chosa-table": TableElement;
    "chosa-figure": FigureElement;
  }
}
