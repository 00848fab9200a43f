/** Bases, response and what is shown. */
const f = String.raw;
const t = (ja, en) => ({ ja, en });

export const title = t("母数・回収・公表のしかた", "Bases, response and publication");

export const sections = [
  {
    id: "bases",
    title: t("複数回答と母数", "Multiple choices and their base"),
    words: t(
      "複数回答の割合は、選ばれた数（延べ）ではなく、人を母数にします。母数は、その設問に答えた人、聞かれた人、回答者全員から選べ、延べを母数にすることもできます。対象が絞られた設問では、聞かれた人だけが自動的に母数になります。何も選ばなかった人が「どれでもない」のか「無回答」なのかは、データの記述に書かれたとおりに扱います。",
      "The share of an option is of people, not of ticks. The people may be those who answered the question, those who were asked it, or all respondents; ticks can be asked for. A question that only some were asked has them for its base by itself. Whether a blank means “none of these” or “no answer” is what the data’s description says.",
    ),
    formula: f`\hat{p}_j = \frac{\sum_{k \in D} w_k y_{k j}}{\sum_{k \in D} w_k}, \quad \sum_j \hat{p}_j \ge 1 \quad \or \quad \le 1`,
    letters: [[f`y_{k j}`, "選択肢jを選んだ人は1", "1 for whoever chose option j"]],
    none: t("母数に誰もいないときは空欄にします。", "Empty where nobody is in the base."),
    differs: t("Rのsurveyには複数回答という型がなく、選択肢ごとに svymean を使うと同じ値になります。", "R’s survey has no multiple choices; svymean of each option gives the same."),
    sources: ["Rao, J. N. K. and Scott, A. J. (1981) The analysis of categorical data from complex sample surveys, JASA 76, 221–230."],
  },
  {
    id: "nps",
    title: t("推奨者の正味割合（NPS）", "Net promoter score"),
    words: t("0から10の評価で、9と10の人の割合から、0から6の人の割合を引きます。−1から1の値で、公表では100倍することが普通です。平均と同じ誤差と区間をもちます。", "Of ratings from 0 to 10, the share of 9 and 10 less that of 0 to 6: a number from −1 to 1, published times 100. It is a mean, with a mean’s error and interval."),
    formula: f`\op{NPS} = \frac{\sum_{k \in D} w_k y_k}{\sum_{k \in D} w_k}, \quad y_k \in \{ -1, 0, 1 \}`,
    letters: [[f`y_k`, "9と10は1、7と8は0、0から6は−1", "1 for 9 and 10, 0 for 7 and 8, −1 for 0 to 6"]],
    none: t("0から10にない値は数えません。", "Ratings outside 0 to 10 do not count."),
    differs: t("Rのsurveyにはありませんが、yの svymean が同じ値と誤差になります。", "R’s survey has none; svymean of y gives the same figure and error."),
    // The data have no ratings; the share of pupils with free meals stands for one.
    r: { call: "svymean(~I((meals %/% 9 >= 9) - (meals %/% 9 <= 6)), dstrat)", oracle: ["apistrat/strata+fpc", "net promoter score"] },
    sources: ["Reichheld, F. F. (2003) The one number you need to grow, Harvard Business Review 81(12), 46–54."],
  },
  {
    id: "response",
    title: t("回収率（AAPORのRR1〜RR6）", "Response rates (AAPOR RR1 to RR6)"),
    words: t("回収率には六つの定義があります。途中までの回答を数えるかどうか、対象かどうかわからない先をどれだけ対象とみなすかが違います。RR1がいちばん厳しく、RR6がいちばん緩やかです。郵送で依頼した数に対する回答の割合は、全員が対象で途中までの回答がないときのRR1です。", "There are six response rates. They differ in whether partial answers count, and how many of the cases whose eligibility is unknown are taken to be eligible. RR1 is the lowest, RR6 the highest. Answers by invitations, where all are eligible and none is partial, is RR1."),
    formula: f`\op{RR1} = \frac{I}{(I + P) + (R + N + O) + U}, \quad \op{RR2} = \frac{I + P}{(I + P) + (R + N + O) + U} \\ \op{RR3} = \frac{I}{(I + P) + (R + N + O) + e U}, \quad \op{RR4} = \frac{I + P}{(I + P) + (R + N + O) + e U} \\ \op{RR5} = \frac{I}{(I + P) + (R + N + O)}, \quad \op{RR6} = \frac{I + P}{(I + P) + (R + N + O)}`,
    letters: [
      [f`I, P`, "完全な回答と、途中までの回答", "complete and partial answers"],
      [f`R, N, O`, "拒否、不在などの未接触、その他の未回答", "refusals, non-contacts and others who did not answer"],
      [f`U`, "対象かどうかわからない先", "cases of unknown eligibility"],
      [f`e`, "そのうち対象とみなす割合", "the share of them taken to be eligible"],
    ],
    none: t("分母が0のときは空欄にします。", "Empty where there is nothing to divide by."),
    sources: ["American Association for Public Opinion Research (2023) Standard Definitions: Final Dispositions of Case Codes and Outcome Rates for Surveys, 10th edition."],
  },
  {
    id: "bounds",
    title: t("答えなかった人がどうだったとしても成り立つ範囲", "What holds whatever those who did not answer would have said"),
    words: t("信頼区間は、答えなかった人も答えた人と同じ傾向だと仮定します。何も仮定しなければ、下は「答えなかった人は誰もあてはまらない」、上は「全員あてはまる」までです。回収率が低いほど、この範囲は広くなります。", "An interval assumes that those who did not answer are like those who did. Without any assumption the share lies between none and all of them: the lower the response, the wider."),
    formula: f`\left[ \frac{x}{N}, \frac{x + (N - n)}{N} \right]`,
    letters: [[f`x, n, N`, "あてはまると答えた人、答えた人、依頼した人の数", "who said so, who answered, and who was asked"]],
    none: t("依頼した数がわからなければ求められません。", "Not without the number asked."),
    figure: "bounds",
    sources: ["Manski, C. F. (1989) Anatomy of the selection problem, Journal of Human Resources 24, 343–360."],
  },
  {
    id: "quick-table",
    title: t("標本誤差の早見表", "A quick table of sampling errors"),
    words: t("95%信頼区間の半幅を、回答数と割合ごとに並べた、報告書の巻末によくある表です。デザイン効果と有限母集団も見込めます。下の表は単純無作為標本のものです。", "Half the width of a 95% interval, by respondents and share, as reports print it; a design effect and a finite population can be allowed for. The table below is that of a simple random sample."),
    formula: f`t \sqrt{d \left( 1 - \frac{n}{N} \right) \frac{p (1 - p)}{n - 1}}`,
    letters: [
      [f`n, p`, "回答数と割合", "the respondents and the share"],
      [f`d, N`, "デザイン効果と母集団の大きさ。指定がなければ1と無限大", "the design effect and the population; 1 and no end unless given"],
    ],
    differs: t("日本の報告書では t の代わりに2または1.96、(1 − n/N)/(n − 1) の代わりに (N − n)/((N − 1)n) とすることが多く、少し小さくなります。Rのsurveyにこの表はありません。", "Japanese reports often print 2 or 1.96 for t, and (N − n)/((N − 1) n) for (1 − n/N)/(n − 1), which is slightly less. R’s survey has no such table."),
    none: t("n が1以下では求められません。", "Not for one respondent or none."),
    figure: "quickTable",
    sources: ["Cochran (1977) Sampling Techniques, 3rd edition, pp. 50–58."],
  },
  {
    id: "policies",
    title: t("公表の基準", "What is shown"),
    words: t(
      "30人未満を母数とする数字には、参考値の印を付けます。データの記述で求めれば、米国NCHSの基準による判定（0%と100%、自由度8未満、残りの割合の精度も見ます）、母数が小さい数字を示さないこと、少人数の値を伏せること、推計した人数を丸めることもできます。一つだけ伏せると残りから逆算できるため、それを許す値もあわせて伏せます。ただし、これは見せ方の決まりであって、秘密を守るものではありません。知られてはならないことは、公開するデータに入れないでください。",
      "A figure of fewer than 30 respondents carries a mark. Where the data’s description asks for it, shares are held to the standard of the NCHS (which also looks at 0% and 100%, at fewer than 8 degrees of freedom and at the share that is left), figures of too small a base are not shown, small counts are hidden, and estimated counts are rounded. As a single hidden value is the base less the others, whatever would tell it is hidden with it. This is presentation and protects nobody: what must not be known must not be in the published file.",
    ),
    formula: f`n \ge 30, \quad n_{\op{eff}} \ge 30 \\ d < 0.30, \quad (d \le 0.05 \quad \or \quad d \le 1.3 p)`,
    letters: [[f`d`, "信頼区間の幅（Korn–Graubard）", "the width of the Korn–Graubard interval"], [f`p`, "割合", "the share"]],
    none: t("基準を満たさない値は、印を付けるか伏せ、その理由を添えます。", "What fails is marked or hidden, with its reason."),
    figure: "reasons",
    sources: ["Parker, J. D. et al. (2017) National Center for Health Statistics data presentation standards for proportions, Vital and Health Statistics 2(175), 1–22."],
  },
];
