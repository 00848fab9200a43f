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
  /** On the button of a chart's or table's menu. */
  menu: string;
  table: string;
  cite: string;
  link: string;
  copy: string;
  copied: string;
  notCopied: string;
  accessed: string;
  base: string;
  /** How many of how many gave an answer. */
  of: (n: number, base: number) => string;
  /** The name of a chart that the keyboard can enter. */
  chart: (title: string) => string;
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
    menu: "保存・引用",
    table: "表をコピー",
    cite: "引用",
    link: "この図表へのリンク",
    copy: "コピー",
    copied: "コピーしました",
    notCopied: "文字を選んでコピーしてください。",
    accessed: "閲覧日",
    base: "対象：",
    of: (n, base) => `${base.toLocaleString("ja")}件のうち${n.toLocaleString("ja")}件`,
    chart: (title) => `グラフ：${title}。矢印キーで数値を読み、Enterキーで根拠を開きます。`,
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
    menu: "Save or cite",
    table: "Copy table",
    cite: "Cite",
    link: "Link to this",
    copy: "Copy",
    copied: "Copied",
    notCopied: "Select the text and copy it.",
    accessed: "accessed",
    base: "Base: ",
    of: (n, base) => `${n.toLocaleString("en")} of ${base.toLocaleString("en")}`,
    chart: (title) => `Chart: ${title}. Arrow keys read the figures, Enter explains one.`,
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
