// Observable Plot, drawing into the lightest document that it takes.
import { peer, WIDTH } from "../../charts.mjs";

export default await peer("Observable Plot", ["@observablehq/plot", "linkedom"], (Plot, { parseHTML }) => {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const svg = (options) => Plot.plot({ document, width: WIDTH, ...options }).outerHTML;
  const plotted = (spec) => (chart) => {
    const options = spec(chart);
    return () => svg(options(chart));
  };
  const upright = (gap) =>
    plotted(() => ({ cells }) => {
      const shown = cells.filter(({ total }) => !total || cells.every((cell) => cell.total));
      const x = cells.every(({ total }) => total) ? "row" : "column";
      return {
        fy: { label: null },
        marks: [
          Plot.barY(shown, { x, fy: x === "row" ? undefined : "row", y: "value", fill: "#4f93cf", inset: gap }),
          Plot.ruleX(shown, { x, fy: x === "row" ? undefined : "row", y1: "low", y2: "high" }),
          Plot.text(shown, { x, fy: x === "row" ? undefined : "row", y: "high", dy: -8, text: ({ value }) => `${Math.round(value * 100)}%` }),
        ],
      };
    });
  const stack = (sign) =>
    plotted(() => ({ cells }) => ({
      marginLeft: 120,
      color: { legend: false, scheme: "blues" },
      marks: [
        Plot.barX(cells, { y: "column", x: (cell) => sign(cell) * cell.value, fill: "row" }),
        Plot.text(cells, Plot.stackX({ y: "column", x: (cell) => sign(cell) * cell.value, text: ({ value }) => `${Math.round(value * 100)}%` })),
      ],
    }));
  const joined = (across) =>
    plotted(() => ({ cells }) => {
      const shown = cells.filter(({ total }) => !total || across === "row");
      const z = across === "row" ? undefined : "row";
      return {
        marks: [
          Plot.areaY(shown, { x: across, y1: "low", y2: "high", z, fill: z ?? "#4f93cf", fillOpacity: 0.2 }),
          Plot.line(shown, { x: across, y: "value", z, stroke: z ?? "#4f93cf" }),
          Plot.dot(shown, { x: across, y: "value", fill: z ?? "#4f93cf" }),
        ],
      };
    });
  return {
    bars: plotted(() => ({ cells }) => ({
      marginLeft: 200,
      marks: [
        Plot.barX(cells, { y: "row", x: "value", fill: "#4f93cf", sort: { y: null } }),
        Plot.ruleY(cells, { y: "row", x1: "low", x2: "high" }),
        Plot.text(cells, { y: "row", x: "high", dx: 8, textAnchor: "start", text: ({ value }) => `${Math.round(value * 100)}%` }),
      ],
    })),
    dots: plotted(() => ({ cells }) => ({
      marginLeft: 200,
      marks: [
        Plot.ruleY(cells, { y: "column", fy: "row", x1: "low", x2: "high" }),
        Plot.dot(cells, { y: "column", fy: "row", x: "value", fill: "#4f93cf" }),
        Plot.text(cells, { y: "column", fy: "row", x: "high", dx: 8, textAnchor: "start", text: ({ value }) => `${Math.round(value * 100)}%` }),
      ],
    })),
    stacked: stack(() => 1),
    diverging: stack(({ row }) => (/not|little/i.test(row) ? -1 : 1)),
    pyramid: plotted(() => ({ cells }) => {
      const [left, right] = [...new Set(cells.filter(({ total }) => !total).map(({ column }) => column))];
      const shown = cells.filter(({ column }) => column === left || column === right);
      const sign = ({ column }) => (column === left ? -1 : 1);
      return {
        marginLeft: 120,
        marks: [
          Plot.barX(shown, { y: "row", x: (cell) => sign(cell) * cell.value, fill: "column" }),
          Plot.ruleY(shown, { y: "row", x1: (cell) => sign(cell) * cell.low, x2: (cell) => sign(cell) * cell.high }),
        ],
      };
    }),
    columns: upright(2),
    histogram: upright(0),
    lines: joined("column"),
    slope: joined("column"),
    cumulative: joined("row"),
    box: plotted(() => ({ cells }) => {
      const of = (column) => cells.filter((cell) => cell.column === column).map(({ value }) => value);
      const boxes = [...new Set(cells.map(({ column }) => column))].map((column) => [column, ...of(column)]);
      return {
        marginLeft: 120,
        marks: [
          Plot.ruleY(boxes, { y: "0", x1: "1", x2: "5" }),
          Plot.barX(boxes, { y: "0", x1: "2", x2: "4", fill: "#4f93cf" }),
          Plot.tickX(boxes, { y: "0", x: "3", strokeWidth: 3 }),
        ],
      };
    }),
    heat: plotted(() => ({ cells }) => ({
      marginLeft: 120,
      color: { scheme: "blues" },
      marks: [
        Plot.cell(cells, { x: "column", y: "row", fill: "value" }),
        Plot.text(cells, { x: "column", y: "row", text: ({ value }) => `${Math.round(value * 100)}%` }),
      ],
    })),
    tiles: plotted(() => ({ cells }) => {
      const shown = cells.filter(({ total }) => !total);
      return {
        color: { scheme: "blues" },
        marks: [
          Plot.cell(shown, { fy: "row", x: (_, at) => at % 3, y: (_, at) => Math.floor(at / 3) % 3, fill: "value" }),
          Plot.text(shown, { fy: "row", x: (_, at) => at % 3, y: (_, at) => Math.floor(at / 3) % 3, text: "column" }),
        ],
      };
    }),
  };
});
