import type { Language } from "./types.js";

/** What the elements themselves say. */
export interface ElementWords {
  failed: string;
  /** What stands below the error where the page has content of its own. */
  fallback: string;
  code: string;
  place: string;
  hint: string;
  close: string;
  csv: string;
  svg: string;
  png: string;
  /** The names that a screen reader gives to the downloads of a chart. */
  csvOf: (title: string) => string;
  svgOf: (title: string) => string;
  pngOf: (title: string) => string;
}

const WORDS: Record<Language, ElementWords> = {
  ja: {
    failed: "このレポートを計算できませんでした",
    fallback: "下に表示しているのは、このページにあらかじめ用意された内容です。",
    code: "エラー",
    place: "場所",
    hint: "対処",
    close: "閉じる",
    csv: "表をCSVで保存",
    svg: "図をSVGで保存",
    png: "図をPNGで保存",
    csvOf: (title) => `表をCSVで保存: ${title}`,
    svgOf: (title) => `図をSVGで保存: ${title}`,
    pngOf: (title) => `図をPNGで保存: ${title}`,
  },
  en: {
    failed: "This report could not be computed",
    fallback: "What stands below was prepared with the page.",
    code: "Error",
    place: "Where",
    hint: "What to do",
    close: "Close",
    csv: "Save table as CSV",
    svg: "Save chart as SVG",
    png: "Save chart as PNG",
    csvOf: (title) => `Save table as CSV: ${title}`,
    svgOf: (title) => `Save chart as SVG: ${title}`,
    pngOf: (title) => `Save chart as PNG: ${title}`,
  },
};

/** The words of a language. */
export function elementWords(language: Language): ElementWords {
  return WORDS[language];
}

/** The language of the closest `lang` attribute, through shadow roots; Japanese where there is none. */
export function languageOf(element: Element): Language {
  const holder = element.closest("[lang]");
  if (holder) return holder.getAttribute("lang")?.toLowerCase().startsWith("en") ? "en" : "ja";
  const root = element.getRootNode();
  return root instanceof ShadowRoot ? languageOf(root.host) : "ja";
}
