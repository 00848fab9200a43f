// The made-up survey of the bench, as each peer and the page know it. Its rows are those of generator.mjs.

const AGREEMENT = ["Strongly agree", "Agree", "Neither", "Disagree", "Strongly disagree"];

/** The questions: from two to seven values, some in Japanese, two of them with a comma. */
export const QUESTIONS = Object.entries({
  q1: ["Yes", "No"],
  q2: ["導入済み", "検討中", "予定なし"],
  q3: ["Never", "Sometimes", "Often", "Always"],
  q4: AGREEMENT,
  q5: ["大変満足", "満足", "普通", "不満", "大変不満", "わからない"],
  q6: ["Daily", "Weekly", "Monthly", "Quarterly", "Yearly", "Less often", "Not at all"],
  q7: ["18-29", "30-39", "40-49", "50-59", "60-69", "70-79", "80 or more"],
  q8: ["Alone", "With a partner", "With children, too", "With parents", "In a home"],
  q9: ["よく知っている", "聞いたことがある", "知らない", "答えたくない"],
  q10: ["Better", "The same", "Worse"],
  q11: ["Own", "Rent", "Other, or shared", "Unknown", "Company"],
  q12: ["賛成", "反対"],
}).map(([name, labels]) => ({ name, labels }));

export const REGIONS =
  "北海 青森 岩手 宮城 秋田 山形 福島 茨城 栃木 群馬 埼玉 千葉 東京 神奈川 新潟 富山 石川 福井 山梨 長野 岐阜 静岡 愛知 三重 滋賀 京都 大阪 兵庫 奈良 和歌山 鳥取 島根 岡山 広島 山口 徳島 香川 愛媛 高知 福岡 佐賀 長崎 熊本 大分 宮崎 鹿児島 沖縄".split(" ");
export const STRATA = ["metro", "city-a", "city-b", "town-a", "town-b", "rural"];
export const TOOLS = ["web", "phone", "mail", "app", "kiosk", "agent", "branch", "other"];

/** The columns of the file, in their order. */
export const COLUMNS = ["region", "stratum", "psu", ...QUESTIONS.map(({ name }) => name), "tools", "beds", "weight"];

/** What T2, T3 and T6 are about, and the value of the question that T3 keeps. */
export const SUBJECT = "q7";
export const FILTER = { question: "q1", value: "Yes" };

/** All pairs of questions, for T4. */
export const PAIRS = QUESTIONS.flatMap(({ name }, at) => QUESTIONS.slice(at + 1).map((other) => [name, other.name]));

export const labelsOf = (question) => QUESTIONS.find(({ name }) => name === question).labels;

/** Its description for Chosa. */
export const DESCRIPTOR = {
  resources: [{
    path: "survey.csv",
    schema: {
      fields: [
        { name: "region", categories: REGIONS },
        { name: "stratum", categories: STRATA },
        { name: "psu", type: "integer" },
        ...QUESTIONS.map(({ name, labels }) => ({ name, categories: labels })),
        { name: "tools" },
        { name: "beds", type: "integer" },
        { name: "weight", type: "number" },
      ],
    },
  }],
  survey: {
    language: "en",
    design: { weight: "weight", strata: ["stratum"], clusters: ["psu"] },
    multiple: [{ name: "uses", field: "tools", separator: ";" }],
  },
};
