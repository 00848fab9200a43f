/** What is estimated. */
const f = String.raw;
const t = (ja, en) => ({ ja, en });

export const title = t("推定するもの", "What is estimated");

export const sections = [
  {
    id: "share",
    title: t("割合", "Shares"),
    words: t(
      "母数にあたる人のうち、ある回答を選んだ人の割合です。ウェイトがあれば、一人ひとりをその重みで数えます。割合は内部では0から1の小数で持ち、見せるときだけ%にします。",
      "Of those in the base, the share who gave an answer, each counted by their weight. Shares are kept as fractions from 0 to 1, and shown as per cent.",
    ),
    formula: f`\hat{p} = \frac{\sum_{k \in D} w_k y_k}{\sum_{k \in D} w_k}`,
    letters: [[f`y_k`, "その回答を選んだ人は1、ほかは0", "1 for whoever gave the answer, 0 for the others"]],
    none: t("母数に誰もいないときは「該当者がいません」として空欄にします。", "Left empty where nobody is in the base."),
    example: {
      design: "dstrat", r: 'svymean(~I(sch.wide == "Yes"), dstrat)',
      request: { rows: "sch.wide" }, value: "Yes", oracle: ["share", "sch.wide=Yes", "all", ""],
    },
    sources: ["Cochran, W. G. (1977) Sampling Techniques, 3rd edition, pp. 50–71.", "Särndal, C.-E., Swensson, B. and Wretman, J. (1992) Model Assisted Survey Sampling, pp. 176–184."],
  },
  {
    id: "mean",
    title: t("平均と得点", "Means and scores"),
    words: t(
      "数値の設問では値の平均、順序のある選択肢では各段階に与えた得点の平均です。「計」の行（いくつかの段階をまとめたもの）は、まとめた選択肢を一つの回答とみなした割合です。",
      "Of a number, the mean of its values; of an ordered scale, the mean of the scores that its steps were given. A net, which takes several steps together, is the share of those who chose any of them.",
    ),
    formula: f`\bar{y} = \frac{\sum_{k \in D} w_k y_k}{\sum_{k \in D} w_k}`,
    letters: [[f`y_k`, "回答の値、または得点", "the value, or the score, of an answer"]],
    none: t("値のない人と得点のない選択肢を選んだ人は、母数の外に置きます。", "Those without a value, or whose answer has no score, stand outside the base."),
    differs: t("違いはありません（Rでは na.rm = TRUE とした場合）。", "None, with na.rm = TRUE in R."),
    example: { design: "dstrat", r: "svymean(~api00, dstrat)", request: { rows: "api00", measure: "mean" }, oracle: ["mean", "api00", "all", ""] },
    sources: ["Särndal, Swensson and Wretman (1992) Model Assisted Survey Sampling, pp. 176–190."],
  },
  {
    id: "total",
    title: t("合計と人数", "Totals and numbers of people"),
    words: t(
      "母集団での合計の推定です。数値の設問では値の合計、選択肢の設問ではその回答にあたる人の数になります。",
      "The total in the population: of a number, the sum of its values; of an answer, how many people gave it.",
    ),
    formula: f`\hat{T} = \sum_{k \in D} w_k y_k`,
    letters: [[f`y_k`, "値。人数を数えるときは1", "the value; 1 where people are counted"]],
    none: t("値のない人は合計に入らないため、無回答が多い設問の合計は小さめになります。", "Those without a value add nothing, so that a total with many missing answers is too small."),
    differs: t("誰もいないグループの合計を、Rは0とします。Chosaは空欄にします。", "Of a group that nobody is in R gives a total of 0; here it is left empty."),
    example: { design: "dstrat", r: "svytotal(~enroll, dstrat)", request: { rows: "enroll", measure: "total" }, oracle: ["total", "enroll", "all", ""] },
    sources: ["Horvitz, D. G. and Thompson, D. J. (1952) A generalization of sampling without replacement from a finite universe, JASA 47, 663–685."],
  },
  {
    id: "ratio",
    title: t("比", "Ratios"),
    words: t(
      "二つの合計の比です。在籍者に対する受験者の比のように、分母も標本から推定するため、その誤差も含めて計算します。表では measure に ratio、denominator に分母の設問を指定します。",
      "One total by another, such as students tested by students enrolled. The denominator is estimated too, and its error is part of the ratio’s. In tables it is the measure ratio, with the denominator named.",
    ),
    formula: f`\hat{R} = \frac{\sum_{k \in D} w_k y_k}{\sum_{k \in D} w_k x_k}`,
    letters: [[f`y_k, x_k`, "分子と分母の値", "the values above and below"]],
    none: t("分母が0のときは出しません。デザイン効果は比には出しません。", "None where the denominator is 0. A ratio has no design effect."),
    differs: t("違いはありません。", "None."),
    r: { call: "svyratio(~api.stu, ~enroll, dstrat)", oracle: ["apistrat/strata+fpc", "ratio"] },
    sources: ["Cochran (1977) Sampling Techniques, 3rd edition, pp. 150–188."],
  },
  {
    id: "quantile",
    title: t("中央値と分位点", "Medians and other quantiles"),
    words: t(
      "その値以下の人の割合がp以上になる、いちばん小さい値です。信頼区間はWoodruffの方法で、割合の区間の両端を値に読み替えます。",
      "The smallest value that at least a share p of the people do not exceed. The interval is Woodruff’s: that of the share, with its ends read as values.",
    ),
    formula: f`\hat{q}(p) = \op{min} \{ y : \hat{F}(y) \ge p \}, \quad \hat{F}(y) = \frac{\sum_{y_k \le y} w_k}{\sum w_k} \\ \left[ \hat{q}(\hat{F} - t s), \hat{q}(\hat{F} + t s) \right]`,
    letters: [
      [f`\hat{F}`, "その値以下の人の割合", "the share of people up to a value"],
      [f`s`, "求めた分位点での割合の標準誤差", "the standard error of that share at the quantile"],
    ],
    none: t("区間の端が分布からはみ出すときは、端をいちばん小さい値か大きい値とし、標準誤差は空欄にします。", "Where an end leaves the distribution it is the smallest or the largest value, and the standard error is left empty."),
    differs: t("同じ場合にRは端をNAとします。人数の割合がちょうどpになるとき、Rの答えは足し算の最後の桁に左右されますが、Chosaは等しいとみなします。", "R has NA for such an end. Where a share of the people equals p, R’s answer hangs on the last digit of its sum; here it counts as equal."),
    example: {
      design: "dstrat", r: 'svyquantile(~api00, dstrat, 0.5, qrule = "math")',
      request: { rows: "api00", measure: "median" }, oracle: ["quantile", "api00", "all", "math:0.5@0.95"],
    },
    sources: ["Woodruff, R. S. (1952) Confidence intervals for medians and other position measures, JASA 47, 635–646.", "Francisco, C. A. and Fuller, W. A. (1991) Quantile estimation with a complex survey design, Annals of Statistics 19, 454–469."],
  },
  {
    id: "domain",
    title: t("一部の人についての集計", "Figures about some of the people"),
    words: t(
      "絞り込み（where）と列（columns）は、どちらも標本から行を取り除きません。外れた人の値を0として数え、層もクラスターもそのまま残します。行を消して計算し直すと、誤差が小さく出すぎるためです。同じ人についての集計は、絞り込みでも列でも最後の桁まで同じになります。",
      "Neither a filter (where) nor a breakdown (columns) takes rows out of the sample. Whoever is outside counts with a value of 0, and every stratum and cluster stays: dropping rows first makes errors too small. The same people have the same figures, to the last digit, whichever way they are asked for.",
    ),
    formula: f`\hat{T}_D = \sum_k w_k 1_D(k) y_k`,
    letters: [[f`1_D(k)`, "集計の対象なら1、そうでなければ0", "1 for whoever is meant, 0 for the others"]],
    none: t("自由度は、対象の人がいる層とクラスターだけを数えます。", "The degrees of freedom count only strata and clusters that somebody meant is in."),
    example: {
      design: "dclus1", r: 'svymean(~api00, subset(dclus1, stype == "E"))',
      request: { rows: "api00", measure: "mean", where: { stype: "E" } }, oracle: ["mean", "api00", "stype=E", ""],
    },
    sources: ["Särndal, Swensson and Wretman (1992) Model Assisted Survey Sampling, pp. 184–190."],
  },
];
