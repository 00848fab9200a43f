// The yardstick: the least that a page by hand would do. It fetches and reads the same three
// files, counts one question in a typed array and draws its bars; no other figure, no interval.
// Its `report` does the same from files that are in memory.

const answer = ({ n, base }) => ({ n, base });

export default {
  name: "plain JavaScript (yardstick)",
  yardstick: true,
  coldLoad: { address: "/bench/plain/page.html", event: "plain-ready", answer },
  report: { script: "/bench/plain/report.js", answer },
};
