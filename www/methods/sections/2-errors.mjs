/** Where the error comes from. */
const f = String.raw;
const t = (ja, en) => ({ ja, en });

export const title = t("誤差の求め方", "Where the error comes from");

export const sections = [
  {
    id: "variance",
    title: t("分散の式は一つ", "One formula of a variance"),
    words: t(
      "割合も平均も比も、まず一人ひとりが結果をどれだけ動かすか（スコア）に直し、その合計の分散を標本の設計にそって求めます。これを線形化（テイラー展開による近似）といいます。",
      "A share, a mean or a ratio is first turned into how much each respondent moves it (a score), and what is computed is the variance of the scores’ total under the design. This is called linearization.",
    ),
    formula: f`z_k = \frac{w_k (y_k - \hat{p})}{\sum_{j \in D} w_j} \\ \hat{V} = \sum_{h} \left( 1 - \frac{n_h}{N_h} \right) \frac{n_h}{n_h - 1} \sum_{i} (z_{h i} - \bar{z}_h)^2`,
    letters: [
      [f`z_k`, "割合のスコア。平均も同じ形で、合計では値にウェイトを掛けたもの", "the score of a share; that of a mean is the same, that of a total is the value times the weight"],
      [f`z_{h i}`, "層hのクラスターiに入る人のスコアの和", "the sum of the scores in cluster i of stratum h"],
      [f`n_h, N_h`, "層から抽出したクラスターの数と、母集団にある数", "how many clusters of the stratum were drawn, and how many there are"],
    ],
    none: t("層に対してクラスターが足りず自由度が0のときは、標準誤差を空欄にします（「人数が足りず、誤差を推定できません」）。", "Where clusters are too few for the strata (no degrees of freedom) the standard error is left empty."),
    differs: t("違いはありません。", "None."),
    example: { design: "dclus1", r: "SE(svymean(~api00, dclus1))", request: { rows: "api00", measure: "mean" }, oracle: ["mean", "api00", "all", ""] },
    sources: ["Särndal, Swensson and Wretman (1992) Model Assisted Survey Sampling, pp. 172–184.", "Binder, D. A. (1983) On the variances of asymptotically normal estimators from complex surveys, International Statistical Review 51, 279–292."],
  },
  {
    id: "design",
    title: t("層・クラスター・多段抽出・有限母集団修正", "Strata, clusters, stages and finite populations"),
    words: t(
      "層ごとに分散を足し、層の中ではクラスター（一緒に抽出された人たち）を一つの単位として数えます。母集団の大きさがわかっていれば、抽出した分だけ分散を減らします（有限母集団修正）。多段抽出では、下の段の分散に上の段の抽出率を掛けて足します。確率の異なる抽出は、復元抽出とみなします。",
      "Variances add up over the strata; inside one, a cluster (people who were drawn together) counts as one unit. Where the size of the population is known, what was drawn of it lowers the variance (the finite population correction). Of several stages, the variance of a lower one counts by the sampling fraction of those above. Units drawn with unequal probability count as drawn with replacement.",
    ),
    formula: f`\hat{V} = \hat{V}_1 + \sum_{i} \frac{n_h}{N_h} \hat{V}_{2 i} + \cdots`,
    letters: [
      [f`\hat{V}_1`, "一段目のクラスターの間の分散（上の式）", "the variance between the clusters of the first stage, as above"],
      [f`\hat{V}_{2 i}`, "クラスターiの中での、二段目の分散", "that of the second stage inside cluster i"],
    ],
    none: t("母集団の大きさが標本より小さい、層の中で一定でない、クラスターが二つの層にまたがる、といった設計は、行を示して断ります。", "A population smaller than its sample or not the same throughout a stratum, or a cluster in two strata, is refused with its row."),
    differs: t("違いはありません。", "None."),
    example: { design: "dclus2", r: "svymean(~api00, dclus2)", request: { rows: "api00", measure: "mean" }, oracle: ["mean", "api00", "all", ""] },
    sources: ["Särndal, Swensson and Wretman (1992) Model Assisted Survey Sampling, pp. 100–150.", "Cochran (1977) Sampling Techniques, 3rd edition, pp. 89–114 and 274–326."],
  },
  {
    id: "lonely",
    title: t("クラスターが一つだけの層", "A stratum with one cluster"),
    words: t(
      "クラスターを一つしか抽出していない層では、その中のばらつきが見えません。何も指定がなければ断ります。指定があれば、平均0からの距離で代える（adjust）、ほかの層の平均で代える（average）、確実に選ばれたとみなして0とする（certainty）のいずれかにします。",
      "Of one cluster no variation can be seen. Such a design is refused unless it says what to do: take the cluster’s distance from 0, the overall mean of scores (adjust), give the stratum the average of the others (average), or take the cluster as chosen for certain (certainty).",
    ),
    formula: f`\hat{V}_h = \left( 1 - \frac{1}{N_h} \right) z_{h 1}^2 \quad (\op{adjust})`,
    letters: [[f`z_{h 1}`, "その層でただ一つのクラスターのスコアの和", "the sum of the scores of the only cluster"]],
    none: t("指定がなければ、層の名前を示して断ります。", "Refused, with the stratum’s name, unless a rule is given."),
    differs: t("averageのとき、Rは対象の人がいる層だけを数えます。Chosaは設計の層をすべて数えます。", "Under average R counts the strata that the domain has people in; here all strata of the design count."),
    example: { design: "lonely", r: "svymean(~api00, lonely)", request: { rows: "api00", measure: "mean" }, oracle: ["mean", "api00", "all", ""] },
    sources: ["Lumley, T. (2010) Complex Surveys: A Guide to Analysis Using R, Wiley."],
  },
  {
    id: "replicates",
    title: t("複製ウェイト", "Replicate weights"),
    words: t(
      "標本を少しずつ変えた多くのウェイトで同じ集計を繰り返し、その散らばりを誤差とします。公表データに付いた複製ウェイトの列を読むことも、設計から作ることもできます（ジャックナイフ法、釣り合い型半標本法、Fay法、ブートストラップ法、逐次差分法）。",
      "The same figure is computed under many sets of weights, each of a slightly different sample; how they scatter is the error. The sets are read from the data’s own columns or made from the design: jackknife, balanced half-samples, Fay’s, bootstrap, successive differences.",
    ),
    formula: f`\hat{V} = \sum_{r} c_r (\hat{\theta}_r - \bar{\theta})^2`,
    letters: [
      [f`\hat{\theta}_r`, "r番目の複製ウェイトでの結果", "the figure under the r-th set of weights"],
      [f`c_r`, "方法が決める係数。JK1では (R − 1)/R", "the method’s factor; (R − 1)/R for JK1"],
      [f`\bar{\theta}`, "複製の平均。指定すれば元のウェイトでの結果", "the mean of the replicates, or the full sample’s figure where told so"],
    ],
    none: t("ある複製で母数が空になる集計は、誤差を空欄にします。", "A figure that some replicate leaves without a base has no error."),
    differs: t("Rはそのような複製を捨てて続けますが、それでは誤差が小さくなりすぎます。半標本を選ぶ行列は両者で異なり、合計以外ではわずかに違います。", "R drops such a replicate and goes on, which makes errors too small. The two choose other half-samples, so that figures other than totals differ slightly."),
    example: { design: "jclus1", r: "svymean(~api00, jclus1)", request: { rows: "api00", measure: "mean" }, oracle: ["mean", "api00", "all", ""] },
    sources: ["Wolter, K. M. (2007) Introduction to Variance Estimation, 2nd edition, pp. 107–225.", "Rao, J. N. K. and Wu, C. F. J. (1988) Resampling inference with complex survey data, JASA 83, 231–241."],
  },
  {
    id: "calibration",
    title: t("母集団にあわせたウェイト", "Weights brought to the population"),
    words: t(
      "母集団での人数がわかっている属性（地域、規模など）に、ウェイトの合計を合わせます。属性が一つなら事後層化、いくつかならレイキング（順に合わせる操作を、動かなくなるまで繰り返す）です。ウェイトを平均の何倍までと決めて抑えることもできます。合わせた属性で説明できる分には誤差がなくなるため、分散は残差で求めます。",
      "Weights are brought to numbers of people that are known: of one question this is post-stratification, of several raking, which goes round until nothing moves. They may be held between multiples of their mean. What the known numbers explain has no error left, so the variance is that of residuals.",
    ),
    formula: f`w_k \to w_k \frac{N_g}{\sum_{j \in g} w_j} \\ e_k = u_k - x_k B`,
    letters: [
      [f`N_g`, "属性gの人が母集団に何人いるか", "how many people of the population gave answer g"],
      [f`u_k, x_k`, "スコアをウェイトで割ったものと、属性を表す0/1の並び", "the score by the weight, and the answers as 0 and 1"],
      [f`B`, "合わせる前のウェイトによる回帰係数", "the coefficients of a regression by the weights before"],
    ],
    none: t("合計が合わない、該当者のいない属性がある、合わせきれない、といったときは、その設問を示して断ります。", "Margins that don’t add up alike, have nobody in them or can’t be met at once are refused by name."),
    differs: t("属性が一つならRの postStratify、いくつかなら calibrate(calfun = \"raking\") にあたります。rake はウェイトは同じですが、残差の取り方が異なります。", "One margin is R’s postStratify, several its calibrate(calfun = \"raking\"). Its rake has the same weights, but takes residuals by unweighted means."),
    example: { design: "pclus1", r: "svytotal(~enroll, pclus1)", request: { rows: "enroll", measure: "total" }, oracle: ["total", "enroll", "all", ""] },
    more: { design: "rclus1", r: "svymean(~api00, rclus1)", request: { rows: "api00", measure: "mean" }, oracle: ["mean", "api00", "all", ""] },
    sources: ["Deming, W. E. and Stephan, F. F. (1940) On a least squares adjustment of a sampled frequency table when the expected marginal totals are known, Annals of Mathematical Statistics 11, 427–444.", "Deville, J.-C. and Särndal, C.-E. (1992) Calibration estimators in survey sampling, JASA 87, 376–382."],
  },
  {
    id: "effect",
    title: t("デザイン効果・有効標本数・自由度", "Design effect, effective size, degrees of freedom"),
    words: t(
      "デザイン効果は、同じ人数の単純無作為標本にくらべて分散が何倍かを示します。有効標本数は、同じ精度の単純無作為標本なら何人にあたるかです。ウェイトのばらつきだけを見るKishの有効標本数は、母数に添えます。自由度は、クラスターの数から層の数を引いたものです。",
      "The design effect says by how much the variance exceeds that of a simple random sample of as many; the effective size, how many of such would tell as much. Bases carry Kish’s effective size, which sees unequal weights alone. The degrees of freedom are clusters less strata.",
    ),
    formula: f`\op{deff} = \frac{\hat{V}}{\left( 1 - \frac{n}{\sum w} \right) S^2 / n} \\ n_{\op{eff}} = \frac{\hat{p} (1 - \hat{p})}{\hat{V}}, \quad n_{\op{Kish}} = \frac{(\sum w)^2}{\sum w^2} \\ \op{df} = \sum_h (n_h - 1)`,
    letters: [
      [f`S^2`, "値の分散（ウェイトつき、n/(n − 1)倍）", "the weighted variance of the values, times n/(n − 1)"],
      [f`n`, "ウェイトが0でない回答者の数", "the respondents of positive weight"],
    ],
    none: t("誤差が出ないとき、値が全員同じとき、比のときは、デザイン効果を空欄にします。", "No design effect without an error, where nobody differs, and for a ratio."),
    differs: t("違いはありません（Rの deff = TRUE）。", "None, with deff = TRUE in R."),
    example: { design: "dclus1", r: 'svymean(~I(comp.imp == "Yes"), dclus1, deff = TRUE)', request: { rows: "comp.imp" }, value: "Yes", oracle: ["share", "comp.imp=Yes", "all", ""], quantity: "deff" },
    sources: ["Kish, L. (1965) Survey Sampling, pp. 257 and 427–430.", "Korn, E. L. and Graubard, B. I. (1999) Analysis of Health Surveys, section 5.2."],
  },
];
