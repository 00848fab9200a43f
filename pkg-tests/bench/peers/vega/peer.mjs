// Vega without Vega-Lite before it, its expressions compiled once a drawing as a page would.
import { peer, WIDTH } from "../../charts.mjs";

const HEIGHT = 300;
const BLUE = { value: "#4f93cf" };
const PERCENT = { signal: "format(datum.value, '.0%')" };

export default await peer("Vega", ["vega"], (vega) => {
  const drawn = (spec) => (chart) => {
    const described = { width: WIDTH, height: HEIGHT, padding: 5, ...spec(chart) };
    return async () => {
      const view = new vega.View(vega.parse(described), { renderer: "none" });
      const svg = await view.toSVG();
      view.finalize();
      return svg;
    };
  };
  const data = (values, transform = []) => [{ name: "table", values, transform }];
  const band = (name, range, field, padding = 0.1) => ({ name, type: "band", range, padding, domain: { data: "table", field } });
  const linear = (name, range, ...fields) => ({ name, type: "linear", range, nice: true, zero: true, domain: { data: "table", fields } });
  const axes = [
    { orient: "bottom", scale: "x" },
    { orient: "left", scale: "y", labelLimit: 200 },
  ];
  const mark = (type, update) => ({ type, from: { data: "table" }, encode: { update } });
  const on = (scale, field, more = {}) => ({ scale, field, ...more });
  const half = { band: 0.5 };

  const bars = (across) => ({ cells }) => {
    const single = cells.every(({ total }) => total);
    const values = cells.map((cell) => ({ ...cell, name: single ? cell.row : `${cell.row} ${cell.column}` }));
    const [length, place] = across ? ["x", "y"] : ["y", "x"];
    return {
      data: data(values),
      scales: [band(place, across ? "height" : "width", "name"), linear(length, across ? "width" : "height", "value", "high")],
      axes,
      marks: [
        mark("rect", { [place]: on(place, "name"), [across ? "height" : "width"]: { scale: place, band: 1 }, [length]: on(length, "value"), [`${length}2`]: { scale: length, value: 0 }, fill: BLUE }),
        mark("rule", { [place]: on(place, "name", half), [length]: on(length, "low"), [`${length}2`]: on(length, "high"), stroke: { value: "#222" } }),
        mark("text", { [place]: on(place, "name", half), [length]: on(length, "high", { offset: across ? 8 : -8 }), text: PERCENT }),
      ],
    };
  };
  const stack = (sign) => ({ cells }) => ({
    data: data(
      cells.map((cell) => ({ ...cell, signed: sign(cell) * cell.value })),
      [{ type: "stack", groupby: ["column"], field: "signed" }],
    ),
    scales: [band("y", "height", "column"), linear("x", "width", "y0", "y1"), { name: "ink", type: "ordinal", range: "category", domain: { data: "table", field: "row" } }],
    axes,
    legends: [{ fill: "ink" }],
    marks: [
      mark("rect", { y: on("y", "column"), height: { scale: "y", band: 1 }, x: on("x", "y0"), x2: on("x", "y1"), fill: on("ink", "row") }),
      mark("text", { y: on("y", "column", half), x: { signal: "scale('x', (datum.y0 + datum.y1) / 2)" }, align: { value: "center" }, text: PERCENT }),
    ],
  });
  const joined = (across) => ({ cells }) => {
    const values = cells.filter(({ total }) => !total || across === "row").map((cell) => ({ ...cell, series: across === "row" ? "" : cell.row }));
    const each = (type, update) => ({ type: "group", from: { facet: { name: "one", data: "table", groupby: "series" } }, marks: [{ type, from: { data: "one" }, encode: { update } }] });
    const ink = on("ink", "series");
    return {
      data: data(values),
      scales: [
        { name: "x", type: "point", range: "width", domain: { data: "table", field: across } },
        linear("y", "height", "value", "high"),
        { name: "ink", type: "ordinal", range: "category", domain: { data: "table", field: "series" } },
      ],
      axes,
      marks: [
        each("area", { x: on("x", across), y: on("y", "low"), y2: on("y", "high"), fill: ink, fillOpacity: { value: 0.2 } }),
        each("line", { x: on("x", across), y: on("y", "value"), stroke: ink }),
        mark("symbol", { x: on("x", across), y: on("y", "value"), fill: ink }),
      ],
    };
  };
  const grid = (values, x, y) => ({
    data: data(values),
    scales: [band("x", "width", x), band("y", "height", y), { name: "ink", type: "linear", range: { scheme: "blues" }, domain: { data: "table", field: "value" } }],
    axes,
    marks: [
      mark("rect", { x: on("x", x), y: on("y", y), width: { scale: "x", band: 1 }, height: { scale: "y", band: 1 }, fill: on("ink", "value") }),
      mark("text", { x: on("x", x, half), y: on("y", y, half), align: { value: "center" }, text: PERCENT }),
    ],
  });
  return {
    bars: drawn(bars(true)),
    dots: drawn(({ cells }) => {
      const values = cells.map((cell) => ({ ...cell, name: `${cell.row} ${cell.column}` }));
      return {
        data: data(values),
        scales: [band("y", "height", "name"), linear("x", "width", "value", "high")],
        axes,
        marks: [
          mark("rule", { y: on("y", "name", half), x: on("x", "low"), x2: on("x", "high"), stroke: { value: "#222" } }),
          mark("symbol", { y: on("y", "name", half), x: on("x", "value"), fill: BLUE }),
          mark("text", { y: on("y", "name", half), x: on("x", "high", { offset: 8 }), text: PERCENT }),
        ],
      };
    }),
    stacked: drawn(stack(() => 1)),
    diverging: drawn(stack(({ row }) => (/not|little/i.test(row) ? -1 : 1))),
    columns: drawn(bars(false)),
    histogram: drawn(bars(false)),
    lines: drawn(joined("column")),
    slope: drawn(joined("column")),
    cumulative: drawn(joined("row")),
    box: drawn(({ cells }) => {
      const names = [...new Set(cells.map(({ column }) => column))];
      const values = names.map((name) => {
        const [a, b, c, d, e] = cells.filter(({ column }) => column === name).map(({ value }) => value);
        return { name, a, b, c, d, e };
      });
      const y = on("y", "name", half);
      return {
        data: data(values),
        scales: [band("y", "height", "name"), linear("x", "width", "e")],
        axes,
        marks: [
          mark("rule", { y, x: on("x", "a"), x2: on("x", "e"), stroke: { value: "#222" } }),
          mark("rect", { y: on("y", "name"), height: { scale: "y", band: 1 }, x: on("x", "b"), x2: on("x", "d"), fill: BLUE }),
          mark("rect", { y: on("y", "name"), height: { scale: "y", band: 1 }, x: on("x", "c"), width: { value: 3 }, fill: { value: "#222" } }),
        ],
      };
    }),
    heat: drawn(({ cells }) => grid(cells, "column", "row")),
    tiles: drawn(({ cells }) => grid(cells.filter(({ total }) => !total).map((cell, at) => ({ ...cell, across: at % 3, down: Math.floor(at / 3) })), "across", "down")),
    donut: drawn(({ cells }) => ({
      data: data(cells, [{ type: "pie", field: "value" }]),
      scales: [{ name: "ink", type: "ordinal", range: "category", domain: { data: "table", field: "row" } }],
      legends: [{ fill: "ink" }],
      marks: [mark("arc", { x: { signal: "width / 2" }, y: { signal: "height / 2" }, startAngle: { field: "startAngle" }, endAngle: { field: "endAngle" }, innerRadius: { value: 60 }, outerRadius: { value: 110 }, fill: on("ink", "row") })],
    })),
    pyramid: drawn(({ cells }) => {
      const shown = cells.filter(({ total }) => !total);
      const [left] = shown.map(({ column }) => column);
      const values = shown.map((cell) => {
        const sign = cell.column === left ? -1 : 1;
        return { ...cell, signed: sign * cell.value, from: sign * cell.low, to: sign * cell.high };
      });
      return {
        data: data(values),
        scales: [band("y", "height", "row"), linear("x", "width", "from", "to"), { name: "ink", type: "ordinal", range: "category", domain: { data: "table", field: "column" } }],
        axes,
        marks: [
          mark("rect", { y: on("y", "row"), height: { scale: "y", band: 1 }, x: on("x", "signed"), x2: { scale: "x", value: 0 }, fill: on("ink", "column") }),
          mark("rule", { y: on("y", "row", half), x: on("x", "from"), x2: on("x", "to"), stroke: { value: "#222" } }),
        ],
      };
    }),
  };
});
