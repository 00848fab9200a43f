/**
 * Writes the gallery of charts. charts.html has each kind of chart, of the surveys that the pages
 * carry, in light, dark and print and in three widths; the pages that chart-cases.html lists, one for
 * each kind so that none is heavy, have every golden file of the tests in the same three looks. All
 * are there in Japanese and, under en/, in English. Run by `cargo xtask build` over www/dist.
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
      lead: "テストが一バイトも違わないことを確かめている図のすべてです。種類ごとのページに、非表示の値、長い名前、極端な数値などの例も示します。それぞれ三つの幅で、明るい配色、暗い配色、印刷用の配色です。",
      link: "テストで使う例をすべて見る",
      many: "例",
      kind: (group) => `図の検査例：${group}`,
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
      lead: "Every picture that the tests hold to the last byte: a page for each kind, with hidden figures, long names, extreme numbers and the like. Each stands at three widths, in light, in dark and for print.",
      link: "See every case of the tests",
      many: "cases",
      kind: (group) => `Cases of charts: ${group}`,
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
  const groups = caseGroups(language);
  const links = [...groups].map(([group, named]) => `<li><a href="chart-cases-${group}.html">${group}</a> (${named.size} ${words.cases.many})</li>`);
  write("chart-cases.html", { language, ...words, ...words.cases, sections: ["<ul>", ...links, "</ul>"] });
  for (const [group, named] of groups) {
    const title = words.cases.kind(group);
    write(`chart-cases-${group}.html`, { language, ...words, ...words.cases, title, sections: [...named].map(([name, files]) => caseSection(name, files, words.look)) });
  }
}

function write(file, { language, ...rest }) {
  writeFileSync(join(DIST, language === "ja" ? "" : "en", file), page(file, { language, ...rest }));
}

/** The plain case of each kind before the special ones, each from its narrowest picture on. */
function byCase(one, other) {
  const key = (name) => name.replace(/\d+/g, (digits) => digits.padStart(4, "0"));
  return key(one) < key(other) ? -1 : 1;
}

/** The golden files of a language, by the word that their names begin with and by their case. */
function caseGroups(language) {
  const groups = new Map();
  for (const file of golden) {
    const [, name, group] = new RegExp(`^(([a-z]+).*)-${language}-\\d+\\.svg$`).exec(file) ?? [];
    if (!name) continue;
    if (!groups.has(group)) groups.set(group, new Map());
    const named = groups.get(group);
    named.set(name, [...(named.get(name) ?? []), file]);
  }
  return groups;
}

/** A case at its widths, in each look. */
function caseSection(name, files, look) {
  const drawn = files.flatMap((file) => {
    const svg = readFileSync(new URL(file, GOLDEN), "utf8");
    const width = `${/(\d+)\.svg$/.exec(file)[1]}px`;
    return looksOf(svg).map((theme) => {
      const label = [name, look[theme], width].filter(Boolean).join(", ");
      return `<figure><figcaption>${label}</figcaption>\n${inTheme(svg, theme, `${name}-${theme}-${width}`)}</figure>`;
    });
  });
  return `<section>
<h2 id="${name}">${name}</h2>
<div class="charts" role="region" aria-labelledby="${name}" tabindex="0">
${drawn.join("\n")}
</div>
</section>`;
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
  const file = readFileSync(new URL("stacked-standalone-ja-640.svg", GOLDEN), "utf8");
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
