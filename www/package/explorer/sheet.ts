import sheetText from "../native/explorer-styles.css";

let sheet: CSSStyleSheet | undefined;

/** How the explorer looks, beside the sheet of reports, whose custom properties it uses. */
export function explorerSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(sheetText);
  }
  return sheet;
}
