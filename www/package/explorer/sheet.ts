import { elements } from "../explorer-engine.js";
import sheetText from "../native/explorer-styles.css";

let sheet: CSSStyleSheet | undefined;

/** How the explorer looks, with the custom properties that it shares with reports. */
export function explorerSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(sheetText);
  }
  return sheet;
}

/** How the reports look that the explorer previews: it stands in the elements' script, which only a preview loads. */
export async function previewSheet(): Promise<CSSStyleSheet> {
  const { reportStyles } = await elements();
  const preview = new CSSStyleSheet();
  preview.replaceSync(reportStyles);
  return preview;
}
