// Charts that a page draws itself: as wide as their element, as PNG, and in forced colours.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { leave, startBrowser, visit } from "./reader.mjs";
import { SiteServer } from "./site-server.mjs";

const HOSPITALS = "/data/hospitals-2022-interim/datapackage.json";

/** A page of a developer who has the package and nothing else. */
const own = (images = "data: blob:") => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; img-src ${images}">
<title>A page</title>
<link rel="icon" href="data:,">
</head>
<body><div id="chart"></div></body>
</html>
`;

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([startBrowser(), SiteServer.start()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

for (const entry of ["/pkg/index.js", "/pkg/worker.js"]) {
  test(`a chart is as wide as its element, again when that changes, and no more once stopped (${entry})`, async () => {
    server.answer("/own.html", { body: own() });
    const page = await visit(browser, server, "/own.html");
    const widths = await page.evaluate(
      async ({ entry, address }) => {
        const { chartInto } = await import("/pkg/index.js");
        const { Survey } = await import(entry);
        const survey = await Survey.open(address);
        const element = document.querySelector("#chart");
        const width = () => Number(element.querySelector("svg").getAttribute("width"));
        const widths = [];
        element.style.width = "400px";
        const { drawn, stop } = chartInto(element, survey, { rows: "threat" }, { kind: "bars" });
        await drawn;
        widths.push(width());
        // A width below all is drawn as wide as charts can be drawn, never a hidden one.
        for (const [wide, shown] of [["700.6px", 700], ["100px", 240], ["0px", 240], ["3000px", 1600]]) {
          element.style.width = wide;
          for (let frame = 0; frame < 100 && width() !== shown; frame += 1) await new Promise(requestAnimationFrame);
          widths.push(width());
        }
        stop();
        element.style.width = "500px";
        for (let frame = 0; frame < 5; frame += 1) await new Promise(requestAnimationFrame);
        widths.push(width());
        element.style.width = "400px";
        const refused = await chartInto(element, survey, { rows: "measures" }, { kind: "donut" }).drawn.catch(({ code }) => code);
        return [...widths, refused];
      },
      { entry, address: HOSPITALS },
    );
    assert.deepEqual(widths, [400, 700, 240, 240, 1600, 1600, "unsuitable_chart"]);
    server.mend();
    await leave(page, server);
  });
}

test("the chart of an element is drawn as wide as its column, again when that changes, and never shown smaller", async () => {
  const element = `<div id="column" style="width: 900px"><chosa-chart src="${HOSPITALS}" rows="threat" columns="beds_class" kind="stacked"></chosa-chart></div>`;
  const body = own().replace("script-src", "style-src 'unsafe-inline'; script-src").replace('<div id="chart"></div>', `<script type="module" src="/pkg/element.js"></script>${element}`);
  server.answer("/own.html", { body });
  const page = await visit(browser, server, "/own.html");
  await page.waitForSelector('chosa-chart[data-state="ready"]');
  const seen = await page.evaluate(async () => {
    const root = document.querySelector("chosa-chart").shadowRoot;
    const seen = [];
    for (const wide of [900, 700, 500, 360, 300]) {
      document.querySelector("#column").style.width = `${wide}px`;
      // The drawing has a margin of 12 pixels on each side, which lies outside the column.
      const column = () => Math.round(root.querySelector(".chosa-wide").getBoundingClientRect().width);
      const drawn = () => Number(root.querySelector("svg.chosa-chart").getAttribute("width")) - 24;
      for (let frame = 0; frame < 100 && drawn() !== column(); frame += 1) await new Promise(requestAnimationFrame);
      const svg = root.querySelector("svg.chosa-chart");
      const shown = svg.getBoundingClientRect().width / Number(svg.getAttribute("width"));
      const smallest = Math.min(...Array.from(svg.querySelectorAll("text"), (text) => parseFloat(getComputedStyle(text).fontSize) * shown));
      seen.push({ fits: drawn() === column(), atLeast12: smallest > 11.9, drawings: root.querySelectorAll("svg.chosa-chart").length });
    }
    return { seen, scrolls: document.documentElement.scrollWidth > document.documentElement.clientWidth };
  });
  assert.deepEqual(seen, { seen: Array(5).fill({ fits: true, atLeast12: true, drawings: 1 }), scrolls: false });
  server.mend();
  await leave(page, server);
});

test("a PNG of a chart is twice as fine and shows what the chart shows", async () => {
  server.answer("/own.html", { body: own() });
  const page = await visit(browser, server, "/own.html");
  const seen = await page.evaluate(async (address) => {
    const { Survey, svgToPng } = await import("/pkg/index.js");
    const survey = await Survey.open(address);
    const svg = survey.chart({ rows: "threat", columns: "beds_class" }, { kind: "stacked", width: 320 });
    const bitmap = await createImageBitmap(new Blob([await svgToPng(svg)], { type: "image/png" }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const colours = new Set();
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    for (let at = 0; at < data.length; at += 4) colours.add(`#${[0, 1, 2].map((channel) => data[at + channel].toString(16).padStart(2, "0")).join("")}`);
    const fills = new Set(Array.from(svg.matchAll(/fill="var\(--chosa-step-\d[^,]*, (#\w+)\)"/g), ([, colour]) => colour));
    const small = await createImageBitmap(new Blob([await svgToPng(svg, { scale: 1 })]));
    return { width: bitmap.width, ratio: bitmap.height / small.height, paper: colours.has("#ffffff"), fills: fills.size, missing: [...fills].filter((colour) => !colours.has(colour)) };
  }, HOSPITALS);
  assert.deepEqual(seen, { width: 640, ratio: 2, paper: true, fills: 5, missing: [] });
  server.mend();
  await leave(page, server);
});

test("a page that bars such pictures is told what to allow", async () => {
  server.answer("/own.html", { body: own("data:") });
  const page = await visit(browser, server, "/own.html");
  const thrown = await page.evaluate(async (address) => {
    const { Survey, svgToPng } = await import("/pkg/index.js");
    const survey = await Survey.open(address);
    const { name, code, hint } = await svgToPng(survey.chart({ rows: "threat" })).catch((error) => error);
    while (globalThis.told.violations.length === 0) await new Promise(requestAnimationFrame);
    return { name, code, hint, violations: globalThis.told.violations.splice(0) };
  }, HOSPITALS);
  assert.equal(thrown.name, "ChosaError");
  assert.equal(thrown.code, "no_picture");
  assert.match(thrown.hint, /img-src/);
  assert.deepEqual(thrown.violations, ["img-src blob"]);
  server.mend();
  await leave(page, server, { complaints: [/Content Security Policy/] });
});

/** Which texts of the charts in sight can't be read, and which marks can't be told from the paper; runs in the page. */
function unreadable() {
  const roots = [document, ...Array.from(document.querySelectorAll("chosa-report"), ({ shadowRoot }) => shadowRoot)];
  const charts = roots.flatMap((root) => [...root.querySelectorAll("svg.chosa-chart")]).filter((svg) => svg.getBoundingClientRect().width > 0);
  const luminance = (colour) => {
    const [red, green, blue] = colour.match(/[\d.]+/g).map((part) => {
      const share = Number(part) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const faults = [];
  let texts = 0;
  let marks = 0;
  for (const svg of charts) {
    const paper = getComputedStyle(svg.querySelector(".chosa-paper rect")).fill;
    const painted = [];
    for (const shape of svg.querySelectorAll("rect, text")) {
      const { fill, fillOpacity } = getComputedStyle(shape);
      const box = shape.getBoundingClientRect();
      if (shape.localName === "text") {
        const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
        const under = painted.filter(({ box }) => box.left <= x && box.right >= x && box.top <= y && box.bottom >= y);
        const reached = contrast(fill, under.at(-1)?.fill ?? paper);
        texts += 1;
        if (reached < 4.5) faults.push(`“${shape.textContent}”: ${reached.toFixed(1)}`);
      } else if (fill !== "none" && fillOpacity === "1") {
        const holds = (outer, inner) => outer.left <= inner.left && outer.right >= inner.right && outer.top <= inner.top && outer.bottom >= inner.bottom;
        // What lies behind a figure, clear of a pattern, is part of its mark.
        const isGround = painted.some((other) => other.fill === fill && holds(other.box, box));
        painted.push({ box, fill });
        const { stroke } = getComputedStyle(shape);
        const edge = stroke === "none" ? fill : stroke;
        if (!shape.closest(".chosa-mark") || isGround || box.width < 2 || fill === paper) continue;
        marks += 1;
        if (contrast(edge, paper) < 3) faults.push(`${shape.outerHTML}: ${contrast(edge, paper).toFixed(1)}`);
      }
    }
  }
  return { charts: charts.length, texts, marks, faults };
}

for (const colorScheme of ["light", "dark"]) {
  for (const forcedColors of ["active", "none"]) {
    test(`every text and mark stands out from its ground (${colorScheme}, forced colours ${forcedColors})`, async () => {
      for (const [address, least] of [["/charts.html", 100], ["/report.html", 3]]) {
        const page = await visit(browser, server, address, { colorScheme, forcedColors });
        if (address === "/report.html") await page.waitForSelector('chosa-report[data-state="ready"]');
        const { charts, texts, marks, faults } = await page.evaluate(unreadable);
        assert.ok(charts >= least && texts > charts * 10 && marks > charts, JSON.stringify({ charts, texts, marks }));
        assert.deepEqual(faults, []);
        await leave(page, server);
      }
    });
  }
}
