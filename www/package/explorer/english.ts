/** The explorer's words in English. */
import type { DifferenceParts, Words } from "./catalogue.js";
import type { SentenceParts } from "./sentence.js";

export const ENGLISH: Words = {
  engine: "en",
  quoted: (text) => `“${text}”`,
  list: ", ",
  colon: ": ",
  start: {
    title: "Open survey data",
    lead: "Open a file of survey answers and get tables and charts, each with its base and its margin of error.",
    drop: "Drop a file of answers here",
    choose: "Choose a file",
    paste: "Paste a table",
    pasteHint: "Copy cells in a spreadsheet and paste them here. The first row holds the names of the columns.",
    pasteOpen: "Open the pasted table",
    formats: "CSV or TSV (UTF-8, UTF-16, Shift_JIS, EUC-JP). If there is a datapackage.json, choose it along with the file.",
    later: (formats) => `${formats} will follow. For now, export them as CSV.`,
    published: "Published surveys",
    stays: "The file is read on your device and sent nowhere.",
    notReadable: (name) => `“${name}” does not look like a table of answers.`,
    notReadableHint: "Choose a CSV or TSV file.",
    oneRow: (name) => `“${name}” holds only one response, too few to compute figures from.`,
    oneRowHint: "Choose a file with one row for each respondent and at least two of them.",
    picture: "Its contents are not text. It may be a picture or an archive.",
    laterFormat: (format) => `${format} files can't be read yet.`,
    linkNeedsFile: "This link contains no data. Open the file that it was made from, and you will see the same figures.",
  },
  loading: {
    reading: (what) => `Reading ${what}`,
    computing: (what) => `Looking through ${what}`,
    cancel: "Cancel",
    failed: "This could not be opened",
    again: "Open other data",
  },
  correct: {
    title: "Check how it was read",
    lead: "The headings and values suggest what each column is. Correct what is wrong, then go on to the figures.",
    column: "Column",
    role: "Role",
    kind: "Kind",
    label: "Question",
    values: "Answers",
    order: "They stand in this order.",
    reason: "Why it was read so",
    up: (value) => `Move “${value}” up`,
    down: (value) => `Move “${value}” down`,
    missing: "No answer",
    isMissing: (value) => `“${value}” is no answer`,
    open: "Use this reading",
    save: "Save datapackage.json",
    asked: (count) => (count === 1 ? "1 entry needs your answer" : `${count} entries need your answer`),
    onlyAsked: "Only what needs an answer",
    samples: "Frequent values",
    group: "Multiple choice",
    groupTitle: "Columns taken together as a multiple choice",
    blank: "Whoever chose nothing",
    blanks: { noAnswer: "did not answer (left out of the base)", none: "answered and chose nothing (in the base)" },
    roles: {
      question: "Question", option: "Option of a multiple choice", joined: "Multiple choice, joined", id: "ID", weight: "Weight",
      stratum: "Stratum", cluster: "Cluster", setAside: "Set aside",
    },
    kinds: { single: "Choices", ordered: "Choices in order", number: "Number", date: "Date", text: "Free text" },
    confidence: { likely: "likely", asked: "please check" },
    summary: (rows, columns) => `${rows} respondents, ${columns} columns`,
    details: "Details",
    dateOrder: "Order of dates",
    dateOrders: { ymd: "year, month, day", mdy: "month, day, year", dmy: "day, month, year" },
    working: "Reading again",
  },
  bar: {
    label: "Actions",
    other: "Other data",
    undo: "Undo",
    redo: "Redo",
    draft: (pins) => (pins === 0 ? "Draft" : `Draft (${pins})`),
    survey: "Back to the figures",
    language: "Language",
    encoding: "Encoding",
    found: (encoding) => `automatic (${encoding})`,
    respondents: (count) => `${count} respondents`,
    dismiss: "Close",
    guess: "How it was read",
  },
  overview: {
    title: (count) => `All ${count} questions`,
    search: "Find a question",
    found: (found, all) => `${found} of ${all} questions`,
    none: (text) => `No question contains “${text}”.`,
    more: (left) => `Show more (${left} left)`,
    method: (method) => `Method: ${method}`,
    base: (n) => `n=${n}`,
    missing: (n) => `${n} no answer`,
    notAsked: (n) => `${n} not asked`,
    others: (count) => `${count} more`,
    text: "Free text is not tabulated.",
    date: "Date",
    noFigures: "This question can't be tabulated.",
    waiting: "Computing",
    hidden: "hidden",
    kinds: { single: "one answer", ordered: "one answer, ordered", multiple: "multiple answers", number: "number", date: "date", text: "free text" },
  },
  question: {
    back: "All questions",
    previous: "Previous question",
    next: "Next question",
    base: "Base",
    out: "Left out",
    noneOut: "nobody",
    only: "Only",
    tableHint: "Choose a figure to get a sentence fit to print.",
    interval: (level) => `${level}% confidence interval`,
    method: "Method",
    source: "Source",
    cautions: "Read with care",
    refused: "This kind of chart can't be drawn",
    refusedHint: "Choose another kind of chart.",
    noQuestion: "This survey does not have the question that the link asks for.",
    notAsked: "A survey beside this one did not ask this question.",
    notAskedHint: "Remove it, or choose another.",
    notes: "Notes",
    total: "Total",
    higher: (letters) => `above ${letters}`,
    above: "above the rest",
    below: "below the rest",
    blank: "–",
    test: (name, p) => `${name}: p=${p}`,
  },
  cell: {
    title: "A sentence fit to print",
    copy: "Copy the sentence",
    close: "Close",
    only: (value) => `Only ${value}`,
    carried: "The intervals support this difference",
    notCarried: "Don't write that they differ",
  },
  controls: {
    title: "Filters and settings",
    by: "Broken down by",
    addBy: "Add a breakdown",
    removeBy: (label) => `Remove the breakdown “${label}”`,
    filter: "Only",
    addFilter: "Add a condition",
    removeFilter: (label) => `Remove the condition “${label}”`,
    from: "at least",
    to: "at most",
    figures: "Figures",
    chart: "Chart",
    show: "Figure",
    percent: "Percentages",
    base: "Base of shares",
    compare: "Compared",
    comparison: "Test of differences",
    adjust: "Adjustment for many tests",
    method: "Interval",
    level: "Confidence level",
    kind: "Kind of chart",
    unweighted: "Without weights",
    nets: "Combine answers",
    addNet: "Choose answers",
    netName: "Name",
    netOf: (labels) => `${labels} (net)`,
    makeNet: "Add as a row",
    removeNet: (label) => `Remove the net “${label}”`,
    waves: "Side by side with other waves",
    addWave: "Choose a survey",
    removeWave: (label) => `Remove “${label}”`,
    reset: "Reset everything",
    own: "the survey's default",
    shows: {
      share: "Share", mean: "Mean", median: "Median", quantiles: "Quantiles", total: "Total", nps: "NPS",
      classes: "Share by class", cumulative: "Cumulative", combinations: "Combinations",
    },
    percents: { column: "within columns", row: "within rows", table: "of the whole table" },
    bases: {
      answered: "those who answered",
      asked: "those asked (no answer as a row)",
      all: "all respondents (not asked as a row too)",
      selections: "answers chosen",
    },
    compares: { none: "none", total: "against the rest", columns: "between columns", rows: "between rows" },
    adjusts: { none: "none", holm: "Holm", bonferroni: "Bonferroni", bh: "BH (false discovery rate)" },
    methods: {
      beta: "Beta (Korn–Graubard)", betaCapped: "Beta, capped", logit: "Logit", wilson: "Wilson", exact: "Exact (Clopper–Pearson)",
      likelihood: "Likelihood", arcsine: "Arcsine", wald: "Wald",
    },
    chartKinds: {
      auto: "Automatic", bars: "Bars", dots: "Dots and intervals", stacked: "Stacked", diverging: "Diverging", columns: "Columns",
      histogram: "Histogram", lines: "Lines", slope: "Slope", cumulative: "Cumulative", box: "Box", heat: "Heat map", donut: "Donut",
      pyramid: "Pyramid", tiles: "Tile map", combinations: "Combinations", trail: "Base trail",
    },
  },
  out: {
    title: "Use it",
    pin: "Add to the draft",
    pinned: "Added to the draft.",
    link: "Link to this view",
    linkOfFile: "The link contains no data. Whoever opens the same file sees the same.",
    chart: "Chart",
    table: "Table",
    copy: (form) => `Copy ${form}`.trim(),
    save: (form) => `Save ${form}`,
    embed: "Code to embed it",
    embedOfFile: "Put the address of the published file into src.",
    citation: "Citation",
    print: "Print",
    copied: (what) => `Copied: ${what}.`,
    notCopied: "The browser did not allow it to be copied.",
    saved: (name) => `Saved ${name}.`,
    cite: ({ title, publisher, fieldwork, table, n, version, hash, link }) =>
      [
        `${publisher ? `${publisher}, ` : ""}“${title}”${fieldwork ? ` (${fieldwork})` : ""}`,
        `“${table}” (n=${n}), computed with Chosa`,
        version ? `data version ${version}` : "",
        hash ? `data SHA-256 ${hash}` : "",
        link ?? "",
      ]
        .filter((part) => part !== "")
        .join(". "),
  },
  draft: {
    title: "Draft of a report",
    lead: "Put the views in order, write between them, and save the whole as report.json.",
    empty: "Nothing here yet. Open a question and choose “Add to the draft” below its table.",
    name: "Title of the report",
    heading: "Heading",
    prose: "Text before the chart",
    up: (title) => `Move “${title}” up`,
    down: (title) => `Move “${title}” down`,
    remove: (title) => `Remove “${title}” from the draft`,
    show: "Open",
    open: (title) => `Open “${title}”`,
    preview: "Preview",
    previewTitle: "Preview",
    save: "Save report.json",
    unsaved: "The draft is not saved. To lose it and go on, do that again.",
    saveHint: "Put it in the same folder as datapackage.json, and <chosa-report> shows it.",
  },
  link: {
    version: (version) => `This link has the form of another version (${version}). Only what could be read of it is shown.`,
    question: (name) => `This survey has no question “${name}”, which the link asks for.`,
    value: (question, value) => `The question “${question}” has no answer “${value}”.`,
    entry: (name, value) => `The link's entry “${name}=${value}” can't be read.`,
    cell: "This table lacks the cell that the link points to.",
  },
  filter: {
    values: (question, values) => `${question}: ${values}`,
    range: (question, from, to) =>
      `${question}: ${[from === null ? "" : `at least ${from}`, to === null ? "" : `at most ${to}`].filter((part) => part !== "").join(", ")}`,
  },
  error: { title: "This could not be computed", hint: "What to do", code: "Error", place: "Where" },
  sentence: {
    share,
    other: (parts) =>
      `${outer(parts)}the ${parts.answer.toLowerCase()} of “${parts.question}” among ${inner(parts)} is ${parts.figure}${interval(parts)}.`,
    differs: (parts) =>
      `That is ${size(parts)} ${parts.isHigher ? "higher" : "lower"} than ${parts.other ? `among ${parts.other}` : `in ${rest(parts)}`} (${parts.level}% confidence interval of the difference: ${parts.interval}).`,
    notShown: (parts) =>
      `The difference from ${parts.other || rest(parts)} is ${size(parts)}, within the margin of error (${parts.level}% confidence interval of the difference: ${parts.interval}).`,
    leads: "It is the most frequent answer.",
    notApart: (other) => `The difference from “${other}” is within the margin of error, so it can't be called the most frequent answer.`,
    noFigure: "This figure can't be estimated.",
    whole: (n) => `This is the whole row: its other figures are shares of these ${n}.`,
    space: " ",
    to: " to ",
  },
};

function outer({ groups }: SentenceParts): string {
  const others = groups.slice(0, -1);
  return others.length > 0 ? `Among ${others.join(", and among them ")}, ` : "";
}

function inner(parts: SentenceParts): string {
  return `${last(parts)} (n=${parts.baseN})`;
}

/** The sentence names its question: whoever answered an earlier one, and this, is known by the earlier one. */
function last({ groups }: SentenceParts): string {
  return (groups.at(-1) ?? "").replace(/, and answered this question$/, "");
}

function interval({ interval, level }: SentenceParts): string {
  return interval === null ? "" : ` (${level}% confidence interval: ${interval})`;
}

function share(parts: SentenceParts): string {
  const { figure, n, column, question } = parts;
  if (parts.percent === "row" && column !== "") {
    return `${figure} of those who ${answered(parts)} (n=${parts.baseN}) are among ${column}${interval(parts)}.`;
  }
  const both = parts.percent === "table" && column !== "" ? ` are among ${column} and` : "";
  const counted = n === "" ? "" : ` (${n} of ${parts.baseN}${parts.isWeighted ? ", weighted" : ""})`;
  return `${outer(parts)}${figure}${counted} of ${last(parts)}${both} ${answered({ ...parts, question })}${interval(parts)}.`;
}

function answered({ answer, kind, isMultiple, question }: SentenceParts): string {
  if (kind === "missing") return `gave no answer to “${question}”`;
  if (kind === "notAsked") return `were not asked “${question}”`;
  return isMultiple ? `chose “${answer}” in “${question}”` : `answered “${answer}” to “${question}”`;
}

function rest({ breakdown }: DifferenceParts): string {
  return `the other groups of “${breakdown}” taken together`;
}

function size({ by, unit }: DifferenceParts): string {
  return `${by.replace(/^[+−]/, "")}${unit === "number" ? "" : " percentage points"}`;
}
