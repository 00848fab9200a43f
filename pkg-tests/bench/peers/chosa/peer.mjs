// The built package, through its public API alone.
import { prepare as banner } from "./banner.js";

const answer = ({ figures: { warned } }) => ({ n: warned.n, base: warned.baseN });

export default {
  name: "Chosa",
  coldLoad: { address: "/report.html", event: "chosa-ready", answer },
  report: { script: "/bench/chosa/report.js", answer },
  banner,
};
