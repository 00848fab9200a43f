/** Whether figures differ. */
const f = String.raw;
const t = (ja, en) => ({ ja, en });

export const title = t("差の検定", "Whether figures differ");

export const sections = [
  {
    id: "difference",
    title: t("二つの数字の差", "The difference of two figures"),
    words: t("同じ標本の二つの数字は、同じクラスターや同じ人を共有するため独立ではありません。共分散を含めて差の誤差を求め、t分布で検定します。", "Two figures of one sample share clusters, and often people: the error of their difference takes their covariance in, and is held against Student’s t."),
    formula: f`\hat{V}(a - b) = \hat{V}(a) + \hat{V}(b) - 2 \op{Cov}(a, b) \\ t = \frac{a - b}{\sqrt{\hat{V}(a - b)}}, \quad \op{df} - 1`,
    letters: [[f`\op{df}`, "二つのグループをあわせた自由度", "the degrees of freedom of both groups together"]],
    none: t("自由度が残らないとき、誤差が0のときは検定しません。", "No test without degrees of freedom, or where the error is 0."),
    differs: t("違いはありません。自由度が一つ少ないのも svyttest と同じです。", "None: svyttest too has one degree of freedom fewer."),
    r: { call: "svyttest(api00 ~ comp.imp, dstrat)", oracle: ["apistrat/strata+fpc", "difference"] },
    sources: ["Korn and Graubard (1999) Analysis of Health Surveys, section 2.4."],
  },
  {
    id: "pairwise",
    title: t("列どうしの比較と文字", "Columns compared, and letters"),
    words: t("一つの内訳の列を総当たりで比べ、有意に高い列に、低いほうの列の文字を付けます。比べる回数が多いほど偶然の差が混じるため、p値をHolm、Bonferroni、Benjamini–Hochbergのいずれかで調整できます。", "Every two columns of one breakdown are compared, and the higher carries the letter of the lower where they differ. The more comparisons, the more chance differences: p-values may be adjusted after Holm, Bonferroni, or Benjamini and Hochberg."),
    formula: f`\op{Bonferroni}: \op{min}(1, m p) \\ \op{Holm}: \op{max}_{j \le i} (m - j + 1) p_{(j)} \\ \op{BH}: \op{min}_{j \ge i} \frac{m}{j} p_{(j)}`,
    letters: [[f`m`, "比較の数", "how many comparisons there are"], [f`p_{(j)}`, "小さいほうからj番目のp値", "the j-th smallest p-value"]],
    none: t("伏せたセルと、誤差の出ないセルは比べません。", "Cells that are hidden or have no error are not compared."),
    differs: t("p値の調整は p.adjust と同じです。市場調査のソフトは列を独立な標本とみなしますが、Chosaは共分散を残します。", "The adjustments are those of p.adjust. Programs of market research take columns as independent samples; here their covariance stays."),
    sources: ["Holm, S. (1979) A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6, 65–70.", "Benjamini, Y. and Hochberg, Y. (1995) Controlling the false discovery rate, JRSS B 57, 289–300."],
  },
  {
    id: "waves",
    title: t("別の回の調査との比較", "Waves compared"),
    words: t("別々に抽出した標本は独立とみなし、分散を足します。自由度はSatterthwaiteの近似です。同じ人に繰り返し聞いた調査には当てはまりません。", "Samples drawn apart count as independent, and their variances add up; the degrees of freedom are Satterthwaite’s. It does not hold for a panel that asks the same people again."),
    formula: f`\hat{V}(a - b) = \hat{V}(a) + \hat{V}(b) \\ \op{df} = \frac{\hat{V}(a - b)^2}{\hat{V}(a)^2 / \op{df}_a + \hat{V}(b)^2 / \op{df}_b}`,
    letters: [[f`\op{df}_a, \op{df}_b`, "それぞれの調査での自由度", "the degrees of freedom of each"]],
    none: t("どちらかに誤差がなければ検定しません。", "No test where one of them has no error."),
    differs: t("Rのsurveyにこの検定はなく、二つの標本を一つの設計の層とみなします。誤差は同じ、自由度が異なります。", "R’s survey package has no such test: it takes both as strata of one design, with the same error and other degrees of freedom."),
    sources: ["Satterthwaite, F. E. (1946) An approximate distribution of estimates of variance components, Biometrics Bulletin 2, 110–114."],
  },
  {
    id: "independence",
    title: t("独立性の検定", "Tests of independence"),
    words: t("二つの設問に関連がないかを調べます。カイ二乗統計量を、標本の設計が分散を膨らませる程度で割り、F分布で判定します（Rao–Scottの二次補正）。一次補正、Wald検定、調整したWald検定も計算できます。", "Whether two questions go together. Pearson’s chi-square is divided by how much the design inflates variances, and held against F (Rao and Scott’s second-order correction). Their first-order correction, Wald’s test and the adjusted Wald test are there too."),
    formula: f`X^2 = n \sum_{i, j} \frac{(\hat{p}_{i j} - \hat{p}_i \hat{p}_j)^2}{\hat{p}_i \hat{p}_j} \\ F = \frac{X^2}{\op{tr} \Delta}, \quad \nu = \frac{(\op{tr} \Delta)^2}{\op{tr} \Delta^2}, \quad F_{\nu, \nu \op{df}}`,
    letters: [
      [f`\hat{p}_{i j}`, "行i・列jの割合。一つの添え字は行と列の計", "the share in row i and column j; with one index those of rows and columns"],
      [f`\Delta`, "対比ごとの一般化デザイン効果の行列", "the matrix of generalized design effects of the contrasts"],
      [f`\nu`, "補正後の自由度", "the degrees of freedom after the correction"],
    ],
    none: t("どちらかの回答が一種類しかないとき、自由度が足りないときは検定しません。", "No test with one answer on either side, or with too few degrees of freedom."),
    differs: t("違いはありません（F、Chisq、Wald、adjWald）。lincom と saddlepoint はありません。", "None from F, Chisq, Wald and adjWald; lincom and saddlepoint are not here."),
    r: { call: 'svychisq(~sch.wide + stype, dclus1, statistic = "F")', oracle: ["apiclus1/clusters+fpc", "independence"] },
    sources: ["Rao, J. N. K. and Scott, A. J. (1984) On chi-squared tests for multiway contingency tables, Annals of Statistics 12, 46–60.", "Thomas, D. R. and Rao, J. N. K. (1987) Small-sample comparisons of level and power for simple goodness-of-fit statistics under cluster sampling, JASA 82, 630–636."],
  },
];
