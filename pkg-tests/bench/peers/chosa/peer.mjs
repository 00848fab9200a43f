// The built package, through its public API alone.
import { offers as answers, sumsAndErrors } from "../../answers.mjs";
import { KINDS, offers, WIDTH } from "../../charts.mjs";

const answer = ({ figures: { warned } }) => ({ n: warned.n, base: warned.baseN });

const chart = ({ kind, survey, request }) => {
  const options = { kind, width: WIDTH };
  return () => survey.chart(request, options);
};

const whole = { script: "chosa/engine.js", open: "openWhole", most: { pairs: 100_000 } };

export default [{
  name: "Chosa",
  coldLoad: { address: "/report.html", event: "chosa-ready", answer },
  report: { script: "/bench/chosa/report.js", answer },
  ...sumsAndErrors({ script: "chosa/engine.js" }),
  ...offers(Object.fromEntries(KINDS.map((kind) => [kind, chart]))),
}, {
  name: "Chosa, every cell with its error and interval",
  ...answers(["frequency", "filtered", "pairs"], whole),
}];
