/**
 * How a report looks, in an element's shadow root and in a prerendered page alike. A page
 * changes the look through the custom properties that begin the sheet.
 */
export const reportStyles = `
:host, :where(chosa-report) { display: block; container-type: inline-size; }
:host([hidden]), :where(chosa-report[hidden]) { display: none; }
:host, :where(chosa-report) {
  --chosa-ink: light-dark(#1b1f24, #eef1f4);
  --chosa-muted: light-dark(#545c66, #aeb7c1);
  --chosa-paper: light-dark(#ffffff, #14181d);
  --chosa-panel: light-dark(#f3f5f7, #1d232a);
  --chosa-rule: light-dark(#d5dae0, #3a424c);
  --chosa-track: light-dark(#e9edf1, #2b323a);
  --chosa-bar: light-dark(#4f93cf, #3f83c0);
  --chosa-hidden: light-dark(#767e88, #8d96a1);
  --chosa-line-1: light-dark(#1b3c7f, #53a1f5);
  --chosa-line-2: light-dark(#b4530a, #f0a24b);
  --chosa-line-3: light-dark(#098263, #79c8aa);
  --chosa-line-4: light-dark(#783d6b, #d99dcb);
  --chosa-line-5: light-dark(#2b2d2f, #e3e5e8);
  --chosa-accent: light-dark(#1c5488, #8cc8ee);
  --chosa-alert: light-dark(#9c2a1c, #f0a193);
  --chosa-measure: 40rem;
  --chosa-chart-width: 46rem;
  --chosa-font: "Hiragino Sans", "Hiragino Kaku Gothic ProN", "Noto Sans JP", "Noto Sans CJK JP",
    "Yu Gothic Medium", "Yu Gothic", Meiryo, system-ui, sans-serif;
  --chosa-font-display: "Hiragino Mincho ProN", "Yu Mincho", "Noto Serif JP", "Noto Serif CJK JP",
    Georgia, "Times New Roman", serif;
}
:host(:is(chosa-chart, chosa-table):not([data-state])) { min-height: var(--chosa-reserve, 20rem); }
:host(chosa-figure) { display: inline; container-type: normal; }
.chosa-report, .chosa-error, .chosa-popover {
  color: var(--chosa-ink);
  font-family: var(--chosa-font);
  font-size: 1rem;
  line-height: 1.9;
  overflow-wrap: break-word;
}
.chosa-report:lang(en), .chosa-error:lang(en), .chosa-popover:lang(en) { line-height: 1.65; }
/* No Japanese line begins with a small kana. */
:is(.chosa-report, .chosa-error, .chosa-popover):lang(ja) { line-break: strict; }
.chosa-report :where(h1, h2, h3) {
  font-family: var(--chosa-font-display);
  font-weight: 600;
  line-height: 1.4;
  text-wrap: balance;
  word-break: auto-phrase;
  margin-block: 2em 0.6em;
}
.chosa-report h1 { font-size: clamp(1.7rem, 1.1rem + 3cqi, 2.5rem); margin-block: 0 0.6em; letter-spacing: 0.01em; }
.chosa-report h2 { font-size: clamp(1.3rem, 1.1rem + 1cqi, 1.7rem); }
.chosa-report h3 { font-size: 1.12rem; }
.chosa-report :where(p) { margin: 0 0 1.25em; }
.chosa-report :where(p, dd, li) { text-wrap: pretty; }
.chosa-report a { color: var(--chosa-accent); text-underline-offset: 0.2em; }
.chosa-report :where(h1, .chosa-prose, .chosa-lead, .chosa-methods, .chosa-notes) {
  max-width: var(--chosa-measure);
  margin-inline: auto;
}
.chosa-report h1:empty { display: none; }
:host(chosa-figure) :is(.chosa-report, .chosa-prose, .chosa-prose p, .chosa-error, .chosa-error-message) {
  display: inline;
  font: inherit;
  color: inherit;
  padding: 0;
}
:host(chosa-figure) :is(.chosa-error-title, .chosa-error-facts) { display: none; }
.chosa-report .chosa-lead { font-size: 1.14rem; color: var(--chosa-muted); }
.chosa-report :where(blockquote) { margin: 1.5em 0; padding-inline-start: 1em; border-inline-start: 3px solid var(--chosa-rule); color: var(--chosa-muted); }

.chosa-report a.chosa-figure {
  color: inherit;
  font-weight: 600;
  font-variant-numeric: tabular-nums;
  text-decoration: underline 2px var(--chosa-accent);
  text-underline-offset: 0.26em;
  border-radius: 2px;
  white-space: nowrap;
  cursor: pointer;
}
.chosa-report a.chosa-figure:hover, .chosa-report a.chosa-figure[aria-expanded="true"] {
  background: color-mix(in srgb, var(--chosa-accent) 16%, transparent);
}
.chosa-report :focus-visible, .chosa-popover :focus-visible, .chosa-popover:focus-visible {
  outline: 3px solid var(--chosa-accent);
  outline-offset: 2px;
}

.chosa-report figure { margin: 3rem auto; max-width: var(--chosa-chart-width); }
:host(:is(chosa-chart, chosa-table)) figure { margin-block: 0; }
/* The drawings have a margin of their own, 12 of 640 and of 300: it is laid outside the column,
   so that their letters begin where those of the text do. */
.chosa-report :is(.chosa-wide, .chosa-narrow) { overflow: hidden; }
.chosa-report figure svg { display: block; height: auto; font-family: var(--chosa-font); }
.chosa-report .chosa-wide svg { width: calc(100% * 640 / 616); margin-inline-start: calc(-100% * 12 / 616); }
.chosa-report .chosa-narrow svg { width: calc(100% * 300 / 276); margin-inline-start: calc(-100% * 12 / 276); }
.chosa-report figcaption { margin: 0.6rem 0 0; color: var(--chosa-muted); font-size: 0.875rem; line-height: 1.7; }
.chosa-report details { margin-top: 0.6rem; }
.chosa-report summary { cursor: pointer; color: var(--chosa-accent); font-size: 0.875rem; padding: 0.35em 0; width: fit-content; }
.chosa-report .chosa-scroll {
  overflow-x: auto;
  max-width: 100%;
  /* A shade at the edge as long as there is more to scroll to. */
  background:
    linear-gradient(to left, var(--chosa-paper) 40%, transparent) 100% 0 / 3rem 100% no-repeat local,
    linear-gradient(to left, color-mix(in srgb, var(--chosa-ink) 22%, transparent), transparent) 100% 0 / 0.9rem 100% no-repeat;
}
.chosa-report table {
  border-collapse: collapse;
  font-size: 0.875rem;
  line-height: 1.5;
  font-variant-numeric: tabular-nums;
  min-width: 100%;
}
/* A caption stays in sight and wraps there while a wide table scrolls under it. */
.chosa-report caption { position: sticky; inset-inline-start: 0; max-width: 100cqi; text-align: start; padding-bottom: 0.8em; font-family: var(--chosa-font-display); font-weight: 600; font-size: 1.05rem; }
.chosa-report .chosa-twin caption { font-family: inherit; font-size: 0.875rem; }
.chosa-report :where(th, td) { padding: 0.55em 0.6em; border-bottom: 1px solid var(--chosa-rule); vertical-align: baseline; }
.chosa-report th { font-weight: 500; text-align: start; }
.chosa-report tbody th { min-width: 9em; position: sticky; inset-inline-start: 0; background: var(--chosa-paper); }
.chosa-report td { text-align: end; white-space: nowrap; }
.chosa-report .chosa-test { white-space: normal; }
.chosa-report :where(th, td):first-child { padding-inline-start: 0; }
.chosa-report thead th { border-bottom: 2px solid var(--chosa-ink); vertical-align: bottom; font-weight: 600; }
.chosa-report thead th:not(:first-child) { text-align: end; }
.chosa-report thead th[scope="colgroup"] { text-align: center; border-bottom-width: 1px; }
.chosa-report thead th { word-break: auto-phrase; }
.chosa-report thead td { border: 0; }
.chosa-report .chosa-question { padding-top: 1.2em; font-weight: 700; }
.chosa-report .chosa-question-text { display: block; width: fit-content; max-width: 100cqi; position: sticky; inset-inline-start: 0; }
.chosa-report .chosa-base :where(th, td) { color: var(--chosa-muted); font-size: 0.8125rem; }
.chosa-report td :where(.chosa-interval, .chosa-n) { display: block; color: var(--chosa-muted); font-size: 0.78rem; white-space: nowrap; }
.chosa-report :where(.chosa-estimate, td a.chosa-figure) { white-space: nowrap; }
.chosa-report .chosa-flag { color: var(--chosa-alert); }
.chosa-report .chosa-letter { font-weight: 400; white-space: nowrap; }
.chosa-report :is(.chosa-higher, .chosa-why) { display: block; min-width: 9em; font-size: 0.78rem; white-space: normal; word-break: auto-phrase; }
.chosa-report .chosa-why { color: var(--chosa-muted); }
.chosa-report :where(.chosa-star, .chosa-method, .chosa-source, .chosa-warnings, .chosa-comparison-note, .chosa-software) {
  margin: 0.9em 0 0;
  color: var(--chosa-muted);
  font-size: 0.8125rem;
  line-height: 1.7;
}
.chosa-report .chosa-warnings { padding-inline-start: 1.2em; }

.chosa-report :where(.chosa-methods, .chosa-notes) {
  margin-top: 4rem;
  padding-top: 0.5rem;
  border-top: 1px solid var(--chosa-rule);
  font-size: 0.875rem;
  line-height: 1.8;
}
.chosa-report .chosa-methods dl { display: grid; grid-template-columns: minmax(5em, max-content) 1fr; gap: 0.3em 1.4em; margin: 0 0 1.5em; }
.chosa-report .chosa-methods dt { color: var(--chosa-muted); }
.chosa-report .chosa-methods dd { margin: 0; }
.chosa-report .chosa-notes ul { list-style: none; margin: 0; padding: 0; }
.chosa-report .chosa-note { padding: 0.9em 0; border-bottom: 1px solid var(--chosa-rule); scroll-margin-top: 1rem; }
.chosa-report .chosa-note:target { background: var(--chosa-panel); }
.chosa-report .chosa-note p { margin: 0 0 0.3em; }
.chosa-note-label strong { font-size: 1.5em; font-family: var(--chosa-font-display); font-variant-numeric: tabular-nums; margin-inline-start: 0.3em; }
:is(.chosa-note-base, .chosa-note-method, .chosa-note-method-again) { color: var(--chosa-muted); font-size: 0.8125rem; }
/* Where numbers open in place, the list of them is for paper. */
:host .chosa-notes { display: none; }
.chosa-report .chosa-narrow { display: none; max-width: 27rem; }
/* Below this the wide drawing would be shown smaller than it is drawn, and its text less than 12px high. */
@container (max-width: 38.5rem) {
  .chosa-report .chosa-wide { display: none; }
  .chosa-report .chosa-narrow { display: block; }
}
@container (max-width: 30rem) {
  .chosa-report table { font-size: 0.8125rem; }
  .chosa-report :where(th, td) { padding-inline: 0.35em; }
  .chosa-report :where(th, td):last-child { padding-inline-end: 0; }
  .chosa-report tbody th { min-width: 6.5em; }
  .chosa-report thead th[scope="colgroup"] { text-align: start; }
  .chosa-report .chosa-methods dl { display: block; }
  .chosa-report .chosa-methods dd { margin-bottom: 0.7em; }
}
.chosa-actions { display: flex; flex-wrap: wrap; gap: 0.5rem 0.75rem; margin-top: 0.9rem; }
.chosa-action, .chosa-close {
  font: inherit;
  font-size: 0.8125rem;
  line-height: 1.4;
  color: var(--chosa-accent);
  background: transparent;
  border: 1px solid color-mix(in srgb, var(--chosa-accent) 45%, transparent);
  border-radius: 999px;
  padding: 0.35em 1em;
  min-height: 2rem;
  cursor: pointer;
}
.chosa-action:hover, .chosa-close:hover { background: color-mix(in srgb, var(--chosa-accent) 12%, transparent); }

.chosa-popover {
  position: absolute;
  inset: auto;
  margin: 0;
  box-sizing: border-box;
  width: max-content;
  max-width: min(25rem, calc(100vw - 16px));
  padding: 1.1rem 1.25rem;
  border: 1px solid var(--chosa-rule);
  border-top: 3px solid var(--chosa-accent);
  border-radius: 4px;
  background: var(--chosa-paper);
  box-shadow: 0 8px 30px rgb(0 0 0 / 18%);
  font-size: 0.875rem;
  line-height: 1.7;
  overflow-y: auto;
}
.chosa-popover p { margin: 0 0 0.6em; }
.chosa-popover .chosa-note-label { padding-inline-end: 5.5em; }
.chosa-popover .chosa-close { position: absolute; inset-block-start: 0.9rem; inset-inline-end: 1rem; }

.chosa-error {
  max-width: var(--chosa-measure);
  margin: 0 auto 2rem;
  padding: 1.1rem 1.4rem;
  border-inline-start: 4px solid var(--chosa-alert);
  background: var(--chosa-panel);
}
.chosa-error p { margin: 0 0 0.5em; }
.chosa-error-title { color: var(--chosa-alert); font-weight: 700; }
.chosa-error-facts { display: grid; grid-template-columns: max-content 1fr; gap: 0.2em 1.2em; margin: 0; font-size: 0.875rem; }
.chosa-error .chosa-error-fallback { margin: 0.9em 0 0; font-size: 0.875rem; }
.chosa-error-facts dt { color: var(--chosa-muted); }
.chosa-error-facts dd { margin: 0; }

@media (forced-colors: active) {
  :host, :where(chosa-report) {
    --chosa-ink: CanvasText; --chosa-muted: CanvasText; --chosa-paper: Canvas; --chosa-track: Canvas;
    --chosa-rule: GrayText; --chosa-hidden: GrayText; --chosa-bar: Highlight;
    --chosa-line-1: CanvasText; --chosa-line-2: CanvasText; --chosa-line-3: CanvasText;
    --chosa-line-4: CanvasText; --chosa-line-5: CanvasText;
  }
  /* Text on a segment keeps the colour that stands out from it. */
  .chosa-chart text { forced-color-adjust: none; }
  .chosa-report a.chosa-figure { text-decoration-color: LinkText; }
  .chosa-popover, .chosa-action, .chosa-close, .chosa-error { border-color: CanvasText; }
}
@media (prefers-reduced-motion: no-preference) {
  .chosa-action, .chosa-close, .chosa-report a.chosa-figure { transition: background-color 120ms; }
}
@media print {
  :host, :where(chosa-report) { color-scheme: light; }
  .chosa-actions, .chosa-popover, .chosa-close { display: none; }
  .chosa-report { font-size: 10pt; line-height: 1.7; }
  .chosa-report figure { max-width: none; margin-block: 1.6rem; }
  .chosa-report .chosa-wide { max-width: 34rem; }
  .chosa-report :where(h1, .chosa-prose, .chosa-lead, .chosa-methods) { max-width: none; }
  .chosa-report :is(.chosa-wide, .chosa-narrow, .chosa-comparison, table, tr, dl, .chosa-note) { break-inside: avoid; }
  .chosa-report h1 { box-sizing: border-box; padding-inline-end: 8rem; }
  .chosa-report :where(h1, h2, h3, figcaption) { break-after: avoid; }
  .chosa-report .chosa-scroll { overflow: visible; background: none; }
  .chosa-report tbody th { position: static; }
  .chosa-report :where(table, figcaption, .chosa-methods) { font-size: 8.5pt; }
  .chosa-report :is(.chosa-star, .chosa-method, .chosa-source, .chosa-warnings, .chosa-comparison-note, .chosa-software) { font-size: 8pt; }
  .chosa-report :is(.chosa-note-base, .chosa-note-method) { font-size: inherit; }
  .chosa-report :where(th, td) { padding: 0.35em 0.4em; }
  .chosa-report summary { display: none; }
  .chosa-report .chosa-notes { display: block; max-width: none; font-size: 8pt; line-height: 1.5; }
  .chosa-note .chosa-note-method-again { display: none; }
  .chosa-report .chosa-notes ul { columns: 2; column-gap: 2em; }
  .chosa-report a.chosa-figure { text-decoration: none; }
}
`;

let sheet: CSSStyleSheet | undefined;

/** The one sheet that all elements adopt; a page's strict CSP allows it where it bars `<style>`. */
export function sharedReportSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(reportStyles);
  }
  return sheet;
}
