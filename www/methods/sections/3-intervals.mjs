/** Confidence intervals. */
const f = String.raw;
const t = (ja, en) => ({ ja, en });

export const title = t("信頼区間", "Confidence intervals");

const interval = (method, r, oracle) => ({
  design: "dstrat", r, request: { rows: "sch.wide", interval: { method } }, value: "Yes",
  oracle: oracle && ["share", "sch.wide=Yes", "all", `${method}@0.95`],
});
const ciprop = (method) => `svyciprop(~I(sch.wide == "Yes"), dstrat, method = "${method}")`;

export const sections = [
  {
    id: "wald",
    title: t("Wald法（wald）", "Wald (wald)"),
    words: t("推定値に、標準誤差のt倍を足し引きします。平均・合計・差はすべてこの方法です。割合では0や1をはみ出すことがあります。", "The estimate, give or take t standard errors. Means, totals and differences have this one. For a share it may leave [0, 1]."),
    formula: f`\hat{\theta} \pm t s`,
    letters: [[f`t`, "自由度dfのt分布の、1 − α/2 での分位点", "the quantile of Student’s t with df degrees of freedom at 1 − α/2"], [f`s`, "標準誤差", "the standard error"]],
    none: t("割合が0または1のときは空欄にします（ばらつきが見えないため）。", "Empty for a share of 0 or 1, which shows no variation."),
    differs: t("Rの confint は、自由度を与えないと正規分布を使います。", "R’s confint takes the normal distribution unless told the degrees of freedom."),
    example: interval("wald", ciprop("mean"), true),
    sources: ["Särndal, Swensson and Wretman (1992) Model Assisted Survey Sampling, pp. 55–57."],
  },
  {
    id: "logit",
    title: t("ロジット法（logit）", "Logit (logit)"),
    words: t("割合をオッズの対数に直してからWald法を当て、元に戻します。0と1の間に収まります。", "Wald on the log-odds, turned back: it stays between 0 and 1."),
    formula: f`\op{logit}^{-1} \left( \op{logit} \hat{p} \pm \frac{t s}{\hat{p} (1 - \hat{p})} \right)`,
    letters: [[f`\op{logit} p`, "ln(p / (1 − p))", "ln(p / (1 − p))"]],
    none: t("割合が0または1のときは空欄にします。", "Empty for a share of 0 or 1."),
    differs: t("Rの xlogit と同じです。logit はモデルの当てはめで、許容誤差のところで止まります。", "R’s xlogit; its logit fits a model, and stops at a tolerance."),
    example: interval("logit", ciprop("xlogit"), true),
    sources: ["Dean, N. and Pagano, M. (2015) Evaluating confidence interval methods for binomial proportions in clustered surveys, Journal of Survey Statistics and Methodology 3, 484–503."],
  },
  {
    id: "likelihood",
    title: t("尤度比法（likelihood）", "Likelihood ratio (likelihood)"),
    words: t("有効標本数での二項分布の尤度比が、t²を超えない割合の範囲です。", "The shares whose likelihood ratio, for a binomial of the effective size, does not exceed t²."),
    formula: f`2 m \frac{n - 1}{n} \left[ \hat{p} \op{ln} \frac{\hat{p}}{q} + (1 - \hat{p}) \op{ln} \frac{1 - \hat{p}}{1 - q} \right] \le t^2`,
    letters: [[f`q`, "区間に入る割合", "a share inside the interval"], [f`m`, "有効標本数", "the effective size"]],
    none: t("割合が0または1のときは空欄にします。", "Empty for a share of 0 or 1."),
    differs: t("Rは数点を通る曲線の上で両端を探すため、3～4桁までしか合いません。Chosaは式を最後の桁まで解きます。", "R finds the ends on a spline, good to three or four digits; here the equation is solved to the last one."),
    example: interval("likelihood", ciprop("likelihood"), true),
    sources: ["Rao, J. N. K. and Scott, A. J. (1984) On chi-squared tests for multiway contingency tables, Annals of Statistics 12, 46–60."],
  },
  {
    id: "arcsine",
    title: t("逆正弦法（arcsine）", "Arcsine (arcsine)"),
    words: t("割合の平方根の逆正弦は、分散が割合によらずほぼ一定です。その上でWald法を当てます。", "Wald on the arc sine of the square root, whose variance hardly depends on the share."),
    formula: f`\op{sin}^2 \left( \op{arcsin} \sqrt{\hat{p}} \pm \frac{t s}{2 \sqrt{\hat{p} (1 - \hat{p})}} \right)`,
    letters: [],
    none: t("割合が0または1のときは空欄にします。", "Empty for a share of 0 or 1."),
    differs: t("端が0や1を越えるとRは折り返しますが、Chosaは0と1で止めます。", "Past 0 or 1 R folds back; here the end stops there."),
    example: interval("arcsine", ciprop("asin"), true),
    sources: ["Franco, C., Little, R. J. A., Louis, T. A. and Slud, E. V. (2019) Comparative study of confidence intervals for proportions in complex sample surveys, Journal of Survey Statistics and Methodology 7, 334–364."],
  },
  {
    id: "wilson",
    title: t("Wilson法（wilson）", "Wilson (wilson)"),
    words: t("Wilsonの区間を、有効標本数とt分布で求めます。0や1の割合にも区間が出ます。", "Wilson’s interval with the effective size and Student’s t. A share of 0 or 1 has one too."),
    formula: f`\frac{\hat{p} + \frac{t^2}{2 m} \pm t \sqrt{\frac{\hat{p} (1 - \hat{p})}{m} + \frac{t^2}{4 m^2}}}{1 + \frac{t^2}{m}}`,
    letters: [[f`m`, "有効標本数。割合が0または1ならn", "the effective size; n for a share of 0 or 1"]],
    none: t("標準誤差が出ないときだけ空欄にします。", "Empty only without a standard error."),
    differs: t("Rのsurvey 4.1にはありません。Pythonのsvyとstatsmodelsで確かめています。", "survey 4.1 has none; it is checked against svy and statsmodels for Python."),
    example: interval("wilson"),
    sources: ["Wilson, E. B. (1927) Probable inference, the law of succession, and statistical inference, JASA 22, 209–212."],
  },
  {
    id: "beta",
    title: t("ベータ法、Korn–Graubard（beta、betaCapped）", "Beta, Korn–Graubard (beta, betaCapped)"),
    words: t(
      "割合の標準の区間です。有効標本数に自由度の補正をかけ、二項分布の正確な区間（Clopper–Pearson）に当てはめます。betaは有効標本数に上限を置かず（Rと同じ）、betaCappedは回答数までとします（米国NCHSの基準）。有限母集団修正があると有効標本数が回答数を超えることがあり、そのとき二つの結果が分かれます。",
      "The usual interval of a share. The effective size, corrected for few degrees of freedom, takes the place of n in the exact binomial interval (Clopper–Pearson). beta has no upper limit on that size, as in R; betaCapped holds it to the respondents, as the NCHS standard says. With a finite population correction it may exceed them, and the two differ.",
    ),
    formula: f`\left[ B(\frac{\alpha}{2} ; x, M - x + 1), B(1 - \frac{\alpha}{2} ; x + 1, M - x) \right] \\ x = \hat{p} M, \quad M = m \left( \frac{t_{n - 1}}{t_{\op{df}}} \right)^2`,
    letters: [
      [f`B(u ; a, b)`, "パラメータa、bのベータ分布の分位点", "the quantile of the beta distribution with shapes a and b"],
      [f`m`, "有効標本数。割合が0または1ならn", "the effective size; n for a share of 0 or 1"],
    ],
    none: t("標準誤差が出ないときだけ空欄にします。割合が0なら下端は0、1なら上端は1です。", "Empty only without a standard error. The lower end of 0 is 0, the upper end of 1 is 1."),
    differs: t("割合が0または1のときRはNaNになります。", "For a share of 0 or 1 R has NaN."),
    example: interval("beta", ciprop("beta"), true),
    more: interval("betaCapped"),
    sources: [
      "Korn, E. L. and Graubard, B. I. (1998) Confidence intervals for proportions with small expected number of positive counts estimated from survey data, Survey Methodology 24, 193–201.",
      "Parker, J. D. et al. (2017) National Center for Health Statistics data presentation standards for proportions, Vital and Health Statistics 2(175), 1–22.",
    ],
  },
  {
    id: "exact",
    title: t("Clopper–Pearson法（exact）", "Clopper–Pearson (exact)"),
    words: t("標本の設計を見ず、人数だけから求める二項分布の正確な区間です。設計があるときの目安にはなりません。", "The exact binomial interval of the counts alone, which knows nothing of the design."),
    formula: f`\left[ B(\frac{\alpha}{2} ; x, n - x + 1), B(1 - \frac{\alpha}{2} ; x + 1, n - x) \right], \quad x = \hat{p} n`,
    letters: [],
    none: t("母数に誰もいないときだけ空欄にします。", "Empty only without a base."),
    differs: t("違いはありません（ウェイトのない標本での binom.test）。", "None from binom.test, for a sample without weights."),
    example: interval("exact"),
    sources: ["Clopper, C. J. and Pearson, E. S. (1934) The use of confidence or fiducial limits illustrated in the case of the binomial, Biometrika 26, 404–413."],
  },
];
