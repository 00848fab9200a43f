/**
 * Writes the gallery of charts. charts.html has each kind of chart, of the surveys that the pages
 * carry, in light, dark and print and in three widths; chart-cases.html has every golden file of
 * the tests in the same three looks. Both are there in Japanese and, under en/, in English. Run by
 * `cargo xtask build` over www/dist.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const GOLDEN = new URL("../../pkg-tests/golden/", import.meta.url);
const CASES = new URL("everywhere.json", GOLDEN);
const { Survey } = await import("../dist/pkg/node.js");

const THEMES = ["light", "dark", "print"];
const LOOKS = THEMES.flatMap((theme) => [320, 640, 1000].map((width) => ({ theme, width })));

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
    cases: {
      title: "図の検査例",
      lead: "テストが一バイトも違わないことを確かめている図のすべてです。種類と幅ごとの例に続けて、非表示の値、長い名前、極端な数値などの例を示します。それぞれ明るい配色、暗い配色、印刷用の配色です。",
      link: "テストで使う例をすべて見る",
      many: "例",
    },
    other: { language: "en", name: "English", folder: "en/" },
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
    cases: {
      title: "Cases of charts",
      lead: "Every picture that the tests hold to the last byte: each kind at its widths, then hidden figures, long names, extreme numbers and the like. Each stands in light, in dark and for print.",
      link: "See every case of the tests",
      many: "cases",
    },
    other: { language: "ja", name: "日本語", folder: "../" },
    root: "../",
  },
};

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");

const cases = Object.entries(JSON.parse(readFileSync(CASES, "utf8")));
const golden = readdirSync(GOLDEN).filter((name) => name.endsWith(".svg") && !name.endsWith("-changed.svg")).sort(byCase);
const dark = darkColours();
for (const language of Object.keys(WORDS)) {
  const sections = [];
  for (const [name, charts] of cases) {
    const survey = await Survey.open(join(DIST, "data", name, "datapackage.json"));
    for (const chart of charts) sections.push(section(survey, chart, { language, number: sections.length + 1 }));
    survey.dispose();
  }
  const words = WORDS[language];
  const link = `<p><a href="chart-cases.html">${words.cases.link}</a></p>`;
  write("charts.html", { language, ...words, sections: [link, ...sections] });
  write("chart-cases.html", { language, ...words, ...words.cases, sections: caseSections(language) });
}

function write(file, { language, ...rest }) {
  writeFileSync(join(DIST, language === "ja" ? "" : "en", file), page(file, { language, ...rest }));
}

/** The kinds in their order, and of each the plain cases before the special ones, which have no width. */
function byCase(one, other) {
  const key = (name) => {
    const [, kind, rest] = /^([a-z]+)-(.*)\.svg$/.exec(name);
    const width = /(\d+)$/.exec(rest)?.[1];
    return `${kind} ${width ? "0" : "1"} ${rest.replace(/\d+/g, (digits) => digits.padStart(4, "0"))}`;
  };
  return key(one) < key(other) ? -1 : 1;
}

/** The golden files in a language, under a heading for each word that their names begin with. */
function caseSections(language) {
  const groups = new Map();
  for (const name of golden) {
    const svg = readFileSync(new URL(name, GOLDEN), "utf8");
    if (!svg.includes(` lang="${language}"`)) continue;
    const group = name.split("-", 1)[0];
    groups.set(group, [...(groups.get(group) ?? []), { name: name.replace(/\.svg$/, ""), svg }]);
  }
  const { look, cases: { many } } = WORDS[language];
  return [...groups].map(([group, files]) => `<section>
<h2 id="${group}">${group} (${files.length} ${many})</h2>
${files.map(({ name, svg }) => `<h3 id="${name}">${name}</h3>
<div class="charts" role="region" aria-labelledby="${name}" tabindex="0">
${looksOf(svg).map((theme) => `<figure><figcaption>${[name, look[theme]].filter(Boolean).join(", ")}</figcaption>\n${inTheme(svg, theme, `${name}-${theme}`)}</figure>`).join("\n")}
</div>`).join("\n")}
</section>`);
}

/** A file that brings its own colours has but one look. */
function looksOf(svg) {
  return svg.includes("var(--chosa-") ? THEMES : ["own"];
}

/** A golden file in the colours of a theme, as that theme would have drawn it. */
function inTheme(svg, theme, prefix) {
  return svg
    .replace(/<style>.*?<\/style>\n/s, "")
    .replaceAll(/(fill|stroke)="var\(--chosa-([a-z0-9-]+), (#\w+)\)"/g, (_, part, name, light) => `${part}="${(theme === "dark" && dark[name]) || light}"`)
    .replaceAll(/(id="|aria-labelledby="| )chosa-([0-9a-f]{16})-(?=title|desc)/g, `$1${prefix}-$2-`);
}

/** The colours that differ in dark, from the file that carries them. */
function darkColours() {
  const file = readFileSync(new URL("stacked-standalone.svg", GOLDEN), "utf8");
  return Object.fromEntries(Array.from(file.matchAll(/\.chosa-fill-([a-z0-9-]+)\{fill:(#\w+)\}/g), ([, name, colour]) => [name, colour]));
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

function page(file, { language, title, lead, skip, pages, story, explore, embed, methods, other, root, sections }) {
  const charts = WORDS[language].title;
  const current = file === "charts.html" ? ' aria-current="page"' : "";
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self'">
<title>${title} — Chosa</title>
<meta name="description" content="${lead}">
<link rel="icon" href="${root}favicon.svg" type="image/svg+xml">
<link rel="alternate" hreflang="${other.language}" href="${other.folder}${file}">
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
<a href="charts.html"${current}>${charts}</a>
<a class="language" href="${other.folder}${file}" lang="${other.language}" hreflang="${other.language}">${other.name}</a>
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
