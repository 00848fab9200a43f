import sheetText from "./native/report-styles.css";

/** How a report looks: report-styles.css, as the build has shortened it. */
export const reportStyles: string = sheetText;

let sheet: CSSStyleSheet | undefined;

/** The one sheet that all elements adopt; a page's strict CSP allows it where it bars `<style>`. */
export function sharedReportSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(reportStyles);
  }
  return sheet;
}
