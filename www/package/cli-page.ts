import { reportStyles } from "./report-sheet.js";
import type { Report } from "./types.js";

/** A page of its own round a report: all it needs stands in it, and it asks for nothing else. */
export function page(report: Report): string {
  return `<!doctype html>
<html lang="${report.language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(report.title)}</title>
<style>
:root { color-scheme: light dark; }
body { margin: 0; padding: clamp(1rem, 5vw, 4rem); background: light-dark(#ffffff, #14181d); }
${reportStyles.trim()}
</style>
</head>
<body>
<main>
<chosa-report>
<article class="chosa-report" lang="${report.language}">
${report.html}
</article>
</chosa-report>
</main>
</body>
</html>
`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
