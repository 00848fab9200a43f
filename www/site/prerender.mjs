/**
 * Writes into each built page what its reports say, for readers without scripts, for print and
 * for search engines; and report.css, so that this looks as it does with scripts. Run by
 * `cargo xtask build` over www/dist.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const { reportStyles, reportSurveys, Survey } = await import("../dist/pkg/node.js");

const ELEMENT = /(<chosa-report\b([^>]*)>)[^]*?(<\/chosa-report>)/g;

/** What goes wrong with a page; the message names the page and the report. */
class PageError extends Error {}

try {
  writeFileSync(join(DIST, "report.css"), reportStyles.trimStart());
  const files = readdirSync(DIST, { recursive: true }).filter((name) => name.endsWith(".html"));
  for (const name of files) await prerender(join(DIST, name));
} catch (thrown) {
  if (!(thrown instanceof PageError)) throw thrown;
  console.error(thrown.message);
  process.exitCode = 1;
}

async function prerender(page) {
  const html = readFileSync(page, "utf8");
  const language = /<html[^>]*\slang="([^"]+)"/.exec(html)?.[1];
  const parts = [];
  let end = 0;
  for (const found of html.matchAll(ELEMENT)) {
    const [whole, opening, attributes, closing] = found;
    // The element's own ids begin with “chosa”; those of its fallback must not.
    const idPrefix = `fallback${parts.length === 0 ? "" : parts.length}`;
    const article = await evaluated(page, attributes, { language, idPrefix });
    parts.push(html.slice(end, found.index), opening, "\n", article, closing);
    end = found.index + whole.length;
  }
  if (parts.length > 0) writeFileSync(page, parts.join("") + html.slice(end));
}

async function evaluated(page, attributes, options) {
  const source = /\ssrc="([^"]+)"/.exec(attributes)?.[1];
  const name = relative(DIST, page);
  if (!source) throw new PageError(`${name}: its <chosa-report> has no src.`);
  const report = join(dirname(page), source);
  try {
    const { html } = await evaluate(report, options);
    return `<article class="chosa-report" lang="${options.language}">\n${html}</article>\n`;
  } catch (thrown) {
    throw new PageError(`${name}: ${source} could not be evaluated. ${told(thrown)}`);
  }
}

async function evaluate(report, options) {
  const description = readFileSync(report, "utf8");
  const beside = ({ address, changes }) => Survey.open(join(dirname(report), address ?? "datapackage.json"), { ...options, ...(changes && { changes }) });
  const surveys = Object.create(null);
  for (const [name, quoted] of Object.entries(await reportSurveys(description))) {
    surveys[name] = await beside(quoted);
  }
  const survey = await beside({ address: null, changes: null });
  return survey.report(description, { ...options, surveys });
}

function told({ code, message, hint, path }) {
  return [code, path, message, hint].filter(Boolean).join(": ");
}
