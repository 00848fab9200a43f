/**
 * Writes the gallery of charts, charts.html and en/charts.html: each kind of chart, of the surveys
 * that the pages carry, in light, dark and print and in three widths. Run by `cargo xtask build`
 * over www/dist; the tests hold the same charts to golden files.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const CASES = new URL("../../pkg-tests/golden/everywhere.json", import.meta.url);
const { Survey } = await import("../dist/pkg/node.js");

const LOOKS = ["light", "dark", "print"].flatMap((theme) => [320, 640, 1000].map((width) => ({ theme, width })));

const WORDS = {
  ja: {
    title: "図の見本",
    lead: "このサイトのデータから描いた図のすべてです。それぞれ、明るい配色、暗い配色、印刷用の配色で、三つの幅に描きました。図の下に、描いた呼び出しを示します。",
    skip: "本文へ",
    pages: "ページ",
    story: "記事",
    explore: "調べる",
    embed: "埋め込みの見本",
    methods: "集計の方法",
    look: { light: "明るい配色", dark: "暗い配色", print: "印刷用の配色" },
    other: { language: "en", name: "English", address: "en/charts.html" },
    root: "",
  },
  en: {
    title: "Charts",
    lead: "Every chart, drawn from the data of this site: in light, in dark and for print, at three widths each. Under each stands the call that drew it.",
    skip: "Skip to the text",
    pages: "Pages",
    story: "Story",
    explore: "Explore",
    embed: "Embed example",
    methods: "Methods",
    look: { light: "light", dark: "dark", print: "print" },
    other: { language: "ja", name: "日本語", address: "../charts.html" },
    root: "../",
  },
};

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const cases = Object.entries(JSON.parse(readFileSync(CASES, "utf8")));
for (const language of Object.keys(WORDS)) {
  const sections = [];
  for (const [name, charts] of cases) {
    const survey = await Survey.open(join(DIST, "data", name, "datapackage.json"));
    for (const chart of charts) sections.push(section(survey, chart, { language, number: sections.length + 1 }));
    survey.dispose();
  }
  writeFileSync(join(DIST, language === "ja" ? "charts.html" : "en/charts.html"), page(language, sections));
}

function section(survey, [request, options], { language, number }) {
  const id = `chart-${number}`;
  const words = WORDS[language];
  const asked = { ...request, language };
  const drawn = LOOKS.map(({ theme, width }) => {
    const { svg, kind } = survey.drawChart(asked, { ...options, theme, width, idPrefix: `${id}-${theme}-${width}` });
    const label = `${kind}, ${words.look[theme]}, ${width}px`;
    return { kind, html: `<figure><figcaption>${label}</figcaption>\n${svg}</figure>` };
  });
  const [{ kind }] = drawn;
  const call = `survey.chart(${JSON.stringify(asked)}, ${JSON.stringify(options)})`;
  return `<section>
<h2 id="${id}">${number}. ${kind}</h2>
<div class="charts" role="region" aria-labelledby="${id}" tabindex="0">
${drawn.map(({ html }) => html).join("\n")}
</div>
<pre tabindex="0"><code>${escaped(call)}</code></pre>
</section>`;
}

function page(language, sections) {
  const { title, lead, skip, pages, story, explore, embed, methods, other, root } = WORDS[language];
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'">
<title>${title} — Chosa</title>
<meta name="description" content="${lead}">
<link rel="icon" href="${root}favicon.svg" type="image/svg+xml">
<link rel="alternate" hreflang="${other.language}" href="${other.address}">
<link rel="stylesheet" href="${root}site.css">
</head>
<body>
<a class="skip" href="#charts">${skip}</a>
<header class="masthead">
<a class="name" href="index.html">調査 Chosa</a>
<nav aria-label="${pages}">
<a href="index.html">${story}</a>
<a href="explore.html">${explore}</a>
<a href="report.html">${embed}</a>
<a href="methods.html">${methods}</a>
<a href="charts.html" aria-current="page">${title}</a>
<a class="language" href="${other.address}" lang="${other.language}" hreflang="${other.language}">${other.name}</a>
</nav>
</header>
<main id="charts" class="gallery">
<h1>${title}</h1>
<p>${lead}</p>
${sections.join("\n")}
</main>
</body>
</html>
`;
}
