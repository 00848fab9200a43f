/** The explorer's words in Japanese. */
import type { DifferenceParts, Words } from "./catalogue.js";
import type { SentenceParts } from "./sentence.js";

export const JAPANESE: Words = {
  engine: "ja",
  quoted: (text) => `「${text}」`,
  list: "、",
  colon: "：",
  start: {
    title: "調査データを開く",
    lead: "回答ファイルを開くと、母数と誤差のついた集計表と図ができます。",
    drop: "ここに回答ファイルを置いてください",
    choose: "ファイルを選ぶ",
    paste: "表を貼り付ける",
    pasteHint: "表計算ソフトで範囲をコピーし、ここに貼り付けてください。1行目は列の見出しです。",
    pasteOpen: "貼り付けた表を開く",
    formats: "CSV・TSV（UTF-8、UTF-16、Shift_JIS、EUC-JP）。記述（datapackage.json）があれば、一緒に選べます。",
    later: (formats) => `${formats}は今後対応します。今はCSVに書き出してください。`,
    published: "公開されている調査",
    stays: "ファイルは端末の中で読み、どこにも送信しません。",
    notReadable: (name) => `「${name}」は回答の表ではないようです。`,
    notReadableHint: "CSVかTSVのファイルを選んでください。",
    oneRow: (name) => `「${name}」には回答が1件しかないため、集計できません。`,
    oneRowHint: "回答者ごとに1行がある、2件以上のファイルを選んでください。",
    picture: "中身が文字ではなく、画像や圧縮ファイルなどです。",
    laterFormat: (format) => `${format}形式にはまだ対応していません。`,
    linkNeedsFile: "このリンクには、ファイルの中身は含まれません。作った人と同じファイルを開くと、同じ集計が表示されます。",
  },
  loading: {
    reading: (what) => `${what}を読み込んでいます`,
    computing: (what) => `${what}を調べています`,
    cancel: "中止",
    failed: "開けませんでした",
    again: "別のデータを開く",
  },
  correct: {
    title: "読み取り方の確認",
    lead: "見出しと値から、各列が何であるかを推測しました。違うところを直してから集計に進んでください。",
    column: "列",
    role: "役割",
    kind: "種類",
    label: "設問文",
    values: "選択肢",
    order: "上から順に並びます。",
    reason: "そう読んだ理由",
    up: (value) => `「${value}」を上へ`,
    down: (value) => `「${value}」を下へ`,
    missing: "無回答とする値",
    isMissing: (value) => `「${value}」は無回答`,
    open: "この読み方で集計する",
    save: "datapackage.jsonを保存",
    asked: (count) => `確認が必要な項目が${count}件あります`,
    onlyAsked: "確認が必要な項目だけ",
    samples: "多い値",
    group: "複数回答の設問",
    groupTitle: "複数回答にまとめた列",
    blank: "どれも選んでいない人",
    blanks: { noAnswer: "答えなかった（母数から除く）", none: "答えて、どれも選ばなかった（母数に含む）" },
    roles: {
      question: "設問", option: "複数回答の選択肢", joined: "複数回答（連結）", id: "ID", weight: "ウェイト",
      stratum: "層", cluster: "抽出単位", setAside: "使わない",
    },
    kinds: { single: "選択肢", ordered: "順序のある選択肢", number: "数値", date: "日付", text: "自由記述" },
    confidence: { likely: "推測", asked: "要確認" },
    summary: (rows, columns) => `${rows}件の回答、${columns}列`,
    details: "詳しく",
    dateOrder: "日付の順",
    dateOrders: { ymd: "年月日", mdy: "月日年", dmy: "日月年" },
    working: "読み直しています",
  },
  bar: {
    label: "操作",
    other: "別のデータ",
    undo: "元に戻す",
    redo: "やり直す",
    draft: (pins) => (pins === 0 ? "下書き" : `下書き（${pins}）`),
    survey: "集計に戻る",
    language: "言語",
    encoding: "文字コード",
    found: (encoding) => `自動（${encoding}）`,
    respondents: (count) => `回答${count}件`,
    dismiss: "閉じる",
    guess: "読み取り方",
  },
  overview: {
    title: (count) => `全${count}問の集計（GT）`,
    search: "設問を探す",
    found: (found, all) => `${all}問中${found}問`,
    none: (text) => `「${text}」を含む設問はありません。`,
    more: (left) => `続きを表示（残り${left}問）`,
    method: (method) => `集計の方法：${method}`,
    base: (n) => `n=${n}`,
    missing: (n) => `無回答${n}`,
    notAsked: (n) => `非該当${n}`,
    others: (count) => `ほか${count}項目`,
    text: "自由記述は集計しません。",
    date: "日付",
    noFigures: "この設問は集計できません。",
    waiting: "集計しています",
    hidden: "秘匿",
    kinds: { single: "単一回答", ordered: "単一回答（順序）", multiple: "複数回答", number: "数値", date: "日付", text: "自由記述" },
  },
  question: {
    back: "設問一覧",
    previous: "前の設問",
    next: "次の設問",
    base: "母数",
    out: "含まれない人",
    noneOut: "なし",
    only: "絞り込み",
    tableHint: "数値を選ぶと、記事に使える一文になります。",
    interval: (level) => `${level}%信頼区間`,
    method: "計算方法",
    source: "出典",
    cautions: "読むときの注意",
    refused: "この種類の図は描けません",
    refusedHint: "ほかの種類の図を選んでください。",
    noQuestion: "この調査には、リンクが指す設問がありません。",
    notAsked: "並べた調査に、この設問がありません。",
    notAskedHint: "外すか、別の調査を選んでください。",
    notes: "注",
    total: "全体",
    higher: (letters) => `${letters}より高い`,
    above: "ほかより高い",
    below: "ほかより低い",
    blank: "–",
    test: (name, p) => `${name}：p=${p}`,
  },
  cell: {
    title: "記事に使える一文",
    copy: "一文をコピー",
    close: "閉じる",
    only: (value) => `${value}に絞り込む`,
    carried: "区間が裏づける差です",
    notCarried: "差があるとは書けません",
  },
  controls: {
    title: "集計の条件",
    by: "内訳",
    addBy: "内訳を加える",
    removeBy: (label) => `内訳「${label}」を外す`,
    filter: "絞り込み",
    addFilter: "条件を加える",
    removeFilter: (label) => `条件「${label}」を外す`,
    from: "以上",
    to: "以下",
    figures: "数値",
    chart: "図",
    show: "表す数値",
    percent: "割合の向き",
    base: "割合の母数",
    compare: "くらべる相手",
    comparison: "差の検定",
    adjust: "多重比較の調整",
    method: "区間の方法",
    level: "信頼水準",
    kind: "図の種類",
    unweighted: "ウェイトをかけない",
    nets: "選択肢をまとめる",
    addNet: "まとめる",
    netName: "まとめの名前",
    netOf: (labels) => `${labels}（計）`,
    makeNet: "行に加える",
    removeNet: (label) => `まとめ「${label}」を外す`,
    waves: "ほかの回と並べる",
    addWave: "調査を選ぶ",
    removeWave: (label) => `「${label}」を外す`,
    reset: "条件をすべて戻す",
    own: "調査の既定",
    shows: {
      share: "割合", mean: "平均", median: "中央値", quantiles: "分位点", total: "合計", nps: "NPS",
      classes: "階級別の割合", cumulative: "累積", combinations: "組み合わせ",
    },
    percents: { column: "列の中で（縦）", row: "行の中で（横）", table: "表全体で" },
    bases: { answered: "答えた人", asked: "尋ねた人（無回答を行に）", all: "回答者全体（非該当も行に）", selections: "選ばれた数（のべ）" },
    compares: { none: "しない", total: "ほかの区分と", columns: "列どうし", rows: "行どうし" },
    adjusts: { none: "しない", holm: "Holm", bonferroni: "Bonferroni", bh: "BH（偽発見率）" },
    methods: {
      beta: "ベータ（Korn–Graubard）", betaCapped: "ベータ（上限つき）", logit: "ロジット", wilson: "Wilson", exact: "正確（Clopper–Pearson）",
      likelihood: "尤度", arcsine: "逆正弦", wald: "Wald",
    },
    chartKinds: {
      auto: "おまかせ", bars: "棒", dots: "点と区間", stacked: "積み上げ", diverging: "左右に伸ばす", columns: "柱", histogram: "ヒストグラム",
      lines: "折れ線", slope: "傾き", cumulative: "累積", box: "箱ひげ", heat: "色つきの表", donut: "ドーナツ", pyramid: "ピラミッド",
      tiles: "地図（タイル）", combinations: "組み合わせ", trail: "母数の流れ",
    },
  },
  out: {
    title: "使う",
    pin: "下書きに加える",
    pinned: "下書きに加えました。",
    link: "この表示へのリンク",
    linkOfFile: "リンクにデータは含まれません。同じファイルを開いた人に、同じ表示が出ます。",
    chart: "図",
    table: "表",
    copy: (form) => (form === "" ? "コピー" : `${form}をコピー`),
    save: (form) => `${form}を保存`,
    embed: "埋め込みコード",
    embedOfFile: "srcを、公開したファイルのアドレスに書き換えてください。",
    citation: "出典の表記",
    print: "印刷",
    copied: (what) => `${what}をコピーしました。`,
    notCopied: "ブラウザーがコピーを許可しませんでした。",
    saved: (name) => `${name}を保存しました。`,
    cite: ({ title, publisher, fieldwork, table, n, version, hash, link }) =>
      [
        `${publisher ? `${publisher}「${title}」` : `「${title}」`}${fieldwork ? `（${fieldwork}）` : ""}`,
        `「${table}」（n=${n}）をChosaで集計`,
        version ? `データ版 ${version}` : "",
        hash ? `データSHA-256 ${hash}` : "",
        link ?? "",
      ]
        .filter((part) => part !== "")
        .join("。"),
  },
  draft: {
    title: "レポートの下書き",
    lead: "加えた表示を並べ、間に文を書いて、report.jsonとして保存します。",
    empty: "まだ何もありません。設問を開き、表の下の「下書きに加える」を選んでください。",
    name: "レポートの題",
    heading: "見出し",
    prose: "図の前に置く文",
    up: (title) => `「${title}」を上へ`,
    down: (title) => `「${title}」を下へ`,
    remove: (title) => `「${title}」を下書きから外す`,
    show: "開く",
    open: (title) => `「${title}」を開く`,
    preview: "仕上がりを見る",
    previewTitle: "仕上がり",
    save: "report.jsonを保存",
    unsaved: "下書きは保存されていません。捨てる場合は、もう一度どうぞ。",
    saveHint: "datapackage.jsonと同じフォルダーに置くと、<chosa-report>で表示できます。",
  },
  link: {
    version: (version) => `このリンクは別の版（${version}）の形式です。読み取れた部分だけを表示しています。`,
    question: (name) => `リンクにある設問「${name}」は、この調査にありません。`,
    value: (question, value) => `設問「${question}」に選択肢「${value}」はありません。`,
    entry: (name, value) => `リンクの指定「${name}=${value}」は読み取れません。`,
    cell: "リンクが指すセルは、この表にありません。",
  },
  filter: {
    values: (question, values) => `${question}：${values}`,
    range: (question, from, to) => `${question}：${from === null ? "" : `${from}以上`}${to === null ? "" : `${to}以下`}`,
  },
  error: { title: "計算できませんでした", hint: "対処", code: "エラー", place: "場所" },
  sentence: {
    share,
    other: (parts) =>
      `${among(parts)}の「${parts.question}」の${parts.answer}は${parts.figure}だった。${interval(parts)}`,
    differs: (parts) =>
      `${rest(parts)}より${size(parts)}${parts.isHigher ? "高い" : "低い"}（差の${parts.level}%信頼区間は${parts.interval}${points(parts)}）。`,
    notShown: (parts) =>
      `${rest(parts)}との差は${signed(parts)}で、誤差の範囲を出ていない（差の${parts.level}%信頼区間は${parts.interval}${points(parts)}）。`,
    leads: "選択肢の中で最も多い。",
    notApart: (other) => `ただし、「${other}」との差は誤差の範囲にあり、最も多いとは言い切れない。`,
    noFigure: "この数値は推定できません。",
    whole: (n) => `この行の全体です。ほかの数値は、この${n}件に占める割合です。`,
    space: "",
    to: "～",
  },
};

function among({ groups, baseN }: SentenceParts): string {
  return `${groups.join("のうち、")}（n=${baseN}）`;
}

function interval({ interval, level }: SentenceParts): string {
  return interval === null ? "" : `${level}%信頼区間は${interval}。`;
}

function share(parts: SentenceParts): string {
  const { question, figure, n, column } = parts;
  if (parts.percent === "row" && column !== "") {
    return `「${question}」で${answered(parts)}人（n=${parts.baseN}）のうち、${column}は${figure}だった。${interval(parts)}`;
  }
  const both = parts.percent === "table" && column !== "" ? `${column}で、かつ` : "";
  const counted = n === "" ? "" : `（${parts.isWeighted ? "ウェイトをかけた割合。" : ""}回答${parts.baseN}のうち${n}）`;
  return `${parts.groups.join("のうち、")}では、${both}「${question}」で${answered(parts)}のは${figure}${counted}だった。${interval(parts)}`;
}

function answered({ answer, kind, isMultiple }: SentenceParts): string {
  if (kind === "missing") return "無回答だった";
  if (kind === "notAsked") return "尋ねられていない";
  return isMultiple ? `「${answer}」を選んだ` : `「${answer}」と答えた`;
}

function rest({ breakdown, other }: DifferenceParts): string {
  return other || `「${breakdown}」のほかの区分を合わせたもの`;
}

function points({ unit }: DifferenceParts): string {
  return unit === "number" ? "" : "ポイント";
}

function size(parts: DifferenceParts): string {
  return `${parts.by.replace(/^[+−]/, "")}${points(parts)}`;
}

function signed(parts: DifferenceParts): string {
  return `${parts.by}${points(parts)}`;
}
