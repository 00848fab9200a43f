/** The small tables of the pages, computed while these are written. */
import { counted } from "./engine.mjs";

const SIZES = [100, 200, 300, 500, 1000, 2000, 3000];
const SHARES = [0.05, 0.1, 0.2, 0.3, 0.4, 0.5];

const percent = (share, digits) => `${(100 * share).toFixed(digits)}%`;

/** 143 of 476 hospitals, and what the other 5,120 of 5,596 leave open. */
async function bounds(Survey, language) {
  const [x, n, N] = [143, 476, 5596];
  const survey = await counted(Survey, { n, k: x, population: N });
  const { estimate, low, high } = survey.tabulate({ rows: "q" }).groups[0].rows[0].cells[0];
  survey.dispose();
  const [least, most] = [x / N, (x + N - n) / N];
  return {
    ja: `<p>5,596に依頼して476が答え、うち143があてはまるとき、割合は${percent(estimate, 1)}、信頼区間は${percent(low, 1)}〜${percent(high, 1)}です。何も仮定しない範囲は${percent(least, 1)}〜${percent(most, 1)}です。</p>`,
    en: `<p>Where 476 of 5,596 answered and 143 of them said so, the share is ${percent(estimate, 1)} and its interval ${percent(low, 1)} to ${percent(high, 1)}. Without any assumption it lies between ${percent(least, 1)} and ${percent(most, 1)}.</p>`,
  }[language];
}

async function quickTable(Survey, language) {
  const words = {
    ja: ["単純無作為標本の標本誤差（95%、ポイント）", "回答数", (share) => `${percent(share, 0)}（${percent(1 - share, 0)}）`],
    en: ["Sampling error of a simple random sample (95%, points)", "Respondents", (share) => `${percent(share, 0)} (${percent(1 - share, 0)})`],
  }[language];
  const lines = [];
  for (const n of SIZES) {
    const cells = [];
    for (const share of SHARES) {
      const survey = await counted(Survey, { n, k: Math.round(n * share) });
      const { low, high } = survey.tabulate({ rows: "q", interval: { method: "wald" } }).groups[0].rows[0].cells[0];
      survey.dispose();
      cells.push(`<td>±${(50 * (high - low)).toFixed(1)}</td>`);
    }
    lines.push(`<tr><th scope="row">${n.toLocaleString("en")}</th>${cells.join("")}</tr>`);
  }
  const heads = SHARES.map((share) => `<th scope="col">${words[2](share)}</th>`).join("");
  return `<div class="wide" tabindex="0" role="group" aria-label="${words[0]}"><table>
<caption>${words[0]}</caption>
<thead><tr><th scope="col">${words[1]}</th>${heads}</tr></thead>
<tbody>
${lines.join("\n")}
</tbody></table></div>`;
}

/** The engine's own reasons, asked of samples to which they apply. */
async function reasons(Survey, language) {
  const asked = [
    [{ n: 2, k: 1 }, { where: { q: "other" } }],
    [{ n: 2, k: 1 }, { where: { q: "yes" } }],
    [{ n: 20, k: 5 }, {}],
    [{ n: 40, k: 1, policy: { reliability: "nchs" } }, {}],
    [{ rows: [...Array(40).fill("yes"), ...Array(30).fill("no"), "other"], policy: { minimumCount: 5 } }, {}],
  ];
  const labels = new Set();
  for (const [sample, request] of asked) {
    const survey = await counted(Survey, sample);
    const { rows } = survey.tabulate({ rows: "q", language, ...request }).groups[0];
    for (const { cells } of rows) if (cells[0].flag) labels.add(cells[0].flag.label);
    survey.dispose();
  }
  const lead = { ja: "数字に添える理由", en: "The reasons that stand beside a figure" }[language];
  return `<p>${lead}:</p>\n<ul>${[...labels].map((label) => `<li>${label}</li>`).join("")}</ul>`;
}

export const FIGURES = { bounds, quickTable, reasons };
