// A reader: a Chromium, the pages that it opens, and what they did that a reader would not see.
import assert from "node:assert/strict";
import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Chromium refuses its own sandbox to root, as which a container runs.
  ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
];

/** Starts the Chromium that the variable CHROME names. */
export function startBrowser() {
  assert.ok(process.env.CHROME, "the variable CHROME must name a Chromium; `cargo xtask test` sets it");
  return chromium.launch({ executablePath: process.env.CHROME, args: ARGUMENTS });
}

/** Runs in each page before its own scripts. */
function listen() {
  globalThis.told = { ready: [], error: [], violations: [] };
  addEventListener("chosa-ready", ({ detail, composed }) => told.ready.push({ ...detail, composed }));
  addEventListener("chosa-error", ({ detail, composed }) => {
    const { name, code, message, hint, file, path, row, column } = detail;
    told.error.push({ name, code, message, hint, file, path, row, column, composed });
  });
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    told.violations.push(`${violatedDirective} ${blockedURI}`);
  });
}

/** Opens a page of the server in a fresh profile. Close it with `leave`. */
export async function visit(browser, server, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  const seen = { requests: [], complaints: [] };
  page.on("request", (request) => seen.requests.push(request.url()));
  page.on("console", (message) => message.type() === "error" && seen.complaints.push(message.text()));
  page.on("pageerror", (error) => seen.complaints.push(String(error)));
  await page.addInitScript(listen);
  await page.goto(new URL(address, server.origin).href);
  return Object.assign(page, { seen });
}

/** Closes a page, which must have kept to its origin and its policy and complained of nothing. */
export async function leave(page, server, { complaints = [] } = {}) {
  const { violations } = await page.evaluate(() => globalThis.told);
  const strangers = page.seen.requests.filter((url) => !url.startsWith(`${server.origin}/`) && !/^(blob|data):/.test(url));
  const unexpected = page.seen.complaints.filter((text) => !complaints.some((known) => known.test(text)));
  await page.context().close();
  assert.deepEqual({ violations, strangers, unexpected }, { violations: [], strangers: [], unexpected: [] });
}

/** Waits until all elements of a page have their report. */
export async function ready(page, howMany = 1) {
  await page.waitForFunction((count) => document.querySelectorAll('chosa-report[data-state="ready"]').length === count, howMany);
}

/** Waits until a page's element says that it failed. */
export async function failed(page) {
  await page.waitForSelector('chosa-report[data-state="error"]', { state: "attached" });
}

/** The numbers of the prose that a reader can open. The fallback's links lead elsewhere. */
export const FIGURES = 'a.chosa-figure[href^="#chosa-figure-"]';

/** A page of an association that has nothing but the element, under a strict policy. */
export function embedding(language, elements, head = "") {
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:">
<title>An association</title>
<link rel="icon" href="data:,">
<script type="module" src="/pkg/element.js"></script>${head}
</head>
<body>
<main>${elements}</main>
</body>
</html>`;
}

/** Presses Escape, and waits until what stood open is closed and has given the focus back: a browser does that a little after the key. */
export async function escape(page) {
  await page.keyboard.press("Escape");
  await page.locator(".chosa-popover").locator("visible=true").first().waitFor({ state: "hidden" });
  await page.waitForFunction(() => !(document.activeElement?.shadowRoot?.activeElement ?? document.activeElement)?.closest(".chosa-popover"));
}
