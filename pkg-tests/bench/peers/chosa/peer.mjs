// The built package, through its public API alone.
import { offers as answers, sumsAndErrors } from "../../answers.mjs";
import { chosaExplorer } from "../../explorer.mjs";
import { CHARTS, kindOf, offers, WIDTH } from "../../charts.mjs";

const answer = ({ figures: { warned } }) => ({ n: warned.n, base: warned.baseN });

/** From the table that the survey holds since the call before, as peers draw from the one they hold. */
const drawn = ({ kind, survey, request }) => {
  const options = { kind, width: WIDTH };
  return () => survey.chart(request, options);
};

/** The table too: a survey holds but one, and two requests for the same take turns. */
const computed = ({ kind, survey, request }) => {
  const requests = [request, { ...request, interval: { level: 0.95 } }];
  const options = { kind, width: WIDTH };
  let turn = 0;
  return () => survey.chart(requests[(turn += 1) % 2], options);
};

/** The same code with and without a browser: see tasks/8-growth.mjs. */
const native = (isNative) => Object.fromEntries(["load", "frequency", "pairs"].map((what) => [`native: ${what}`, { isNative }]));

const whole = { script: "chosa/engine.js", open: "openWhole", most: { pairs: 100_000 } };

const charts = (chart) => offers(Object.fromEntries(CHARTS.map((name) => [kindOf(name), chart])));

export default [
  {
    name: "Chosa",
    coldLoad: { address: "/report.html", event: "chosa-ready", answer },
    report: { script: "/bench/chosa/report.js", answer },
    ...sumsAndErrors({ script: "chosa/engine.js", ahead: ["/made/chosa_bg.wasm"] }),
    ...charts(drawn),
    ...native(false),
    explorer: { open: chosaExplorer, whats: ["figure", "all"] },
  },
  // What the line of the head is worth that asks for the module.
  { name: "Chosa, its module asked for by the script", ...answers(["start"], { script: "chosa/engine.js" }) },
  {
    name: "Chosa, every cell with its error and interval",
    ...answers(["frequency", "filtered", "pairs"], whole),
  },
  { name: "Chosa, compiled for the machine", ...native(true) },
  { name: "Chosa, the table too", ...charts(computed) },
];
