/** The page of methods in one language. */
import { computed, figures } from "./engine.mjs";
import { FIGURES } from "./figures.mjs";
import { formula, letter } from "./mathml.mjs";
import { DESIGNS } from "./samples.mjs";

const f = String.raw;

const WORDS = {
  ja: {
    title: "集計の方法", name: "調査 Chosa", skip: "本文へ", pages: "ページ", story: "記事", explore: "調べる",
 embed: "埋め込みの見本", methods: "集計の方法", charts: "図の見本",
    other: "English", description: "Chosaが計算する数字のすべてについて、何を、どの式で、どんなときに出すかを説明するページ。",
    lead: "Chosaが出すすべての数字について、何を推定し、どの式で計算し、どんなときに空欄にするかを書いたものです。",
    checked: "Rの書き方を添えたところは、同じデータをRのsurveyパッケージで計算した値と、相対誤差10⁻⁹以内で一致することを試験で確かめています。「Chosaの答え」は、このページを作ったときにChosaが計算した値と、Chosaが添えた文です。",
    contents: "目次", common: "共通の記号", read: "Rで確かめる準備",
    readWords: "例は、Rのsurveyパッケージに付いているカリフォルニア州の学校のデータ（api）を使います。次の行を実行すると、各節の例をそのまま試せます。",
    letters: "記号", none: "値が出ないとき", differs: "Rとの違い", r: "Rでは", answer: "Chosaの答え", sources: "文献", formula: "の式",
    footer: "Chosa（調査）は、公表された調査の数字を、読者が自分で計算し直せるようにする道具です。MIT または Apache-2.0 ライセンス。",
  },
  en: {
    title: "How figures are computed", name: "調査 Chosa", skip: "Skip to the text", pages: "Pages", story: "Story", explore: "Explore",
 embed: "Embed example", methods: "Methods", charts: "Charts",
    other: "日本語", description: "What Chosa estimates, by which formula, and when it gives no figure.",
    lead: "What each figure of Chosa estimates, by which formula, and when there is none.",
    checked: "Where a call of R stands, a test holds the figure to that of R’s survey package on the same data, to a relative 10⁻⁹. “Chosa’s answer” is what Chosa computed when this page was made, with the sentence that it gives.",
    contents: "Contents", common: "Letters that all formulas share", read: "To try it in R",
    readWords: "The examples take the schools of California that come with R’s survey package (api). After these lines each example runs as it stands.",
    letters: "Letters", none: "When there is no figure", differs: "Difference from R", r: "In R", answer: "Chosa’s answer", sources: "References", formula: ", the formula",
    footer: "Chosa (調査, “survey”) makes published survey figures ones that their readers can recompute. Licensed MIT or Apache-2.0.",
  },
};

const COMMON = [
  [f`w_k`, { ja: "回答者kのウェイト（母集団の何人にあたるか）", en: "the weight of respondent k: how many people they stand for" }],
  [f`D`, { ja: "集計の対象となる人の集まり（母数）", en: "the people that a figure is about: its base" }],
  [f`\hat{V}, s`, { ja: "推定した分散と、その平方根である標準誤差", en: "the estimated variance, and its root, the standard error" }],
  [f`\op{df}, t`, { ja: "自由度と、その自由度のt分布の1 − α/2での分位点", en: "the degrees of freedom, and the quantile of Student’s t with them at 1 − α/2" }],
  [f`\alpha`, { ja: "1から信頼水準を引いたもの（95%なら0.05）", en: "1 less the level: 0.05 for 95%" }],
];

export async function page(Survey, parts, language) {
  const words = WORDS[language];
  const body = [];
  for (const { title, sections } of parts) {
    body.push(`<h2>${title[language]}</h2>`);
    for (const section of sections) body.push(await article(Survey, section, language));
  }
  return `${head(words, language)}
<main id="text" class="methods">
<h1>${words.title}</h1>
<p class="lead">${words.lead}</p>
<p>${words.checked}</p>
${contents(parts, language)}
<h2 id="common">${words.common}</h2>
${list(COMMON.map(([tex, text]) => [letter(tex), text[language]]))}
<h2 id="r">${words.read}</h2>
<p>${words.readWords}</p>
${code(["library(survey)", "data(api)", ...Object.values(DESIGNS).map(({ r }) => r)].join("\n"))}
${body.join("\n")}
</main>
<footer>
<p>${words.footer}</p>
</footer>
</body>
</html>
`;
}

function head(words, language) {
  const root = language === "ja" ? "" : "../";
  const other = language === "ja" ? "en" : "ja";
  const twin = language === "ja" ? "en/methods.html" : "../methods.html";
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self' data:">
<title>${words.title} — Chosa</title>
<meta name="description" content="${words.description}">
<link rel="icon" href="${root}favicon.svg" type="image/svg+xml">
<link rel="alternate" hreflang="${other}" href="${twin}">
<link rel="stylesheet" href="${root}site.css">
</head>
<body>
<a class="skip" href="#text">${words.skip}</a>
<header class="masthead">
<a class="name" href="index.html">${words.name}</a>
<nav aria-label="${words.pages}">
<a href="index.html">${words.story}</a>
<a href="explore.html">${words.explore}</a>
<a href="report.html">${words.embed}</a>
<a href="methods.html" aria-current="page">${words.methods}</a>
<a href="charts.html">${words.charts}</a>
<a class="language" href="${twin}" lang="${other}" hreflang="${other}">${words.other}</a>
</nav>
</header>`;
}

function contents(parts, language) {
  const items = parts.map(({ title, sections }) => {
    const links = sections.map(({ id, title }) => `<li><a href="#${id}">${title[language]}</a></li>`);
    return `<li>${title[language]}\n<ul>${links.join("\n")}</ul></li>`;
  });
  return `<nav class="contents" aria-labelledby="contents">
<h2 id="contents">${WORDS[language].contents}</h2>
<ul>
${items.join("\n")}
</ul>
</nav>`;
}

async function article(Survey, section, language) {
  const words = WORDS[language];
  const said = (text) => text && escaped(text[language]);
  const label = `${said(section.title)}${words.formula}`;
  const entries = [
    [words.none, said(section.none)],
    [words.differs, said(section.differs)],
    ...(await examples(Survey, section, language)),
    [words.sources, section.sources.map((source) => `<span lang="en">${escaped(source)}</span>`).join("<br>")],
  ].filter(([, text]) => text);
  const letters = section.letters.map(([tex, ja, en]) => [letter(tex), escaped({ ja, en }[language])]);
  return `<section aria-labelledby="${section.id}">
<h3 id="${section.id}">${said(section.title)}</h3>
<p>${said(section.words)}</p>
<div class="wide" tabindex="0" role="group" aria-label="${label}">${formula(section.formula, language)}</div>
${letters.length > 0 ? list(letters) : ""}
${section.figure ? await FIGURES[section.figure](Survey, language) : ""}
<dl class="facts">
${entries.map(([name, text]) => `<dt>${name}</dt>\n<dd>${text}</dd>`).join("\n")}
</dl>
</section>`;
}

async function examples(Survey, section, language) {
  const words = WORDS[language];
  const entries = section.r ? [[words.r, code(section.r.call)]] : [];
  for (const example of [section.example, section.more].filter(Boolean)) {
    const answer = await computed(Survey, example, language);
    if (example.r) entries.push([words.r, code(example.r)]);
    const sentence = escaped(answer.table.method);
    entries.push([words.answer, `${figures(answer, example, language)}<br>${language === "ja" ? `「${sentence}」` : `“${sentence}”`}`]);
  }
  return entries;
}

const list = (entries) => `<dl class="letters">\n${entries.map(([name, text]) => `<div><dt>${name}</dt><dd>${text}</dd></div>`).join("\n")}\n</dl>`;

const code = (text) => `<pre tabindex="0"><code>${escaped(text)}</code></pre>`;

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
