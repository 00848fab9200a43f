// ECharts, in its own mode for servers.
import { peer, WIDTH } from "../../charts.mjs";

const HEIGHT = 400;
const percent = ({ value }) => `${Math.round((Array.isArray(value) ? value.at(-1) : value) * 100)}%`;

export default await peer("ECharts", ["echarts"], (echarts) => {
  const drawn = (spec) => (chart) => () => {
    const instance = echarts.init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height: HEIGHT });
    instance.setOption({ animation: false, grid: { containLabel: true }, ...spec(chart) });
    const svg = instance.renderToSVGString();
    instance.dispose();
    return svg;
  };
  const unique = (cells, field) => [...new Set(cells.map((cell) => cell[field]))];
  const category = (data) => ({ type: "category", data, axisLabel: { interval: 0 } });
  const number = { type: "value" };

  /** The intervals, for which there is no series of their own. */
  const intervals = (cells, across) => ({
    type: "custom",
    data: cells.map(({ low, high }, at) => [at, low, high]),
    renderItem: (_, api) => {
      const place = (end) => (across ? api.coord([api.value(end), api.value(0)]) : api.coord([api.value(0), api.value(end)]));
      const [[x1, y1], [x2, y2]] = [place(1), place(2)];
      return { type: "line", shape: { x1, y1, x2, y2 }, style: { stroke: "#222", lineWidth: 1.5 } };
    },
  });
  const bars = (across) => ({ cells }) => {
    const field = unique(cells, "column").length > 1 ? "column" : "row";
    const groups = field === "row" ? [cells] : unique(cells, "row").map((row) => cells.filter((cell) => cell.row === row));
    const names = category(groups[0].map((cell) => cell[field]));
    return {
      [across ? "yAxis" : "xAxis"]: names,
      [across ? "xAxis" : "yAxis"]: number,
      series: groups.flatMap((group) => [
        { type: "bar", data: group.map(({ value }) => value), label: { show: true, position: across ? "right" : "top", formatter: percent } },
        intervals(group, across),
      ]),
    };
  };
  const stack = (sign) => ({ cells }) => ({
    xAxis: number,
    yAxis: category(unique(cells, "column")),
    series: unique(cells, "row").map((name) => ({
      type: "bar",
      stack: "all",
      name,
      data: cells.filter(({ row }) => row === name).map((cell) => sign(cell) * cell.value),
      label: { show: true, formatter: percent },
    })),
    legend: {},
  });
  const joined = (across) => ({ cells }) => {
    const shown = cells.filter(({ total }) => !total || across === "row");
    const groups = across === "row" ? [shown] : unique(shown, "row").map((row) => shown.filter((cell) => cell.row === row));
    const band = (group, stack) => [
      { type: "line", stack, symbol: "none", lineStyle: { opacity: 0 }, data: group.map(({ low }) => low) },
      { type: "line", stack, symbol: "none", lineStyle: { opacity: 0 }, areaStyle: { opacity: 0.2 }, data: group.map(({ low, high }) => high - low) },
    ];
    return {
      xAxis: category(unique(shown, across)),
      yAxis: number,
      series: groups.flatMap((group, at) => [...band(group, `band ${at}`), { type: "line", data: group.map(({ value }) => value) }]),
    };
  };
  const heat = (place) => ({ cells }) => ({
    xAxis: category(unique(cells, "column")),
    yAxis: category(unique(cells, "row")),
    visualMap: { min: 0, max: 1, show: false },
    series: [{ type: "heatmap", data: cells.map(place(cells)), label: { show: true, formatter: percent } }],
  });
  return {
    bars: drawn(bars(true)),
    dots: drawn(({ cells }) => {
      const rows = unique(cells, "row").map((row) => cells.filter((cell) => cell.row === row));
      return {
        xAxis: number,
        yAxis: category(unique(cells, "column")),
        series: rows.flatMap((row) => [
          { type: "scatter", data: row.map(({ value }, at) => [value, at]), label: { show: true, position: "right", formatter: ({ value }) => percent({ value: value[0] }) } },
          intervals(row, true),
        ]),
      };
    }),
    stacked: drawn(stack(() => 1)),
    diverging: drawn(stack(({ row }) => (/not|little/i.test(row) ? -1 : 1))),
    columns: drawn(bars(false)),
    histogram: drawn(bars(false)),
    lines: drawn(joined("column")),
    slope: drawn(joined("column")),
    cumulative: drawn(joined("row")),
    box: drawn(({ cells }) => ({
      xAxis: number,
      yAxis: category(unique(cells, "column")),
      series: [{ type: "boxplot", data: unique(cells, "column").map((name) => cells.filter(({ column }) => column === name).map(({ value }) => value)) }],
    })),
    heat: drawn(heat((cells) => ({ row, column, value }) => [unique(cells, "column").indexOf(column), unique(cells, "row").indexOf(row), value])),
    donut: drawn(({ cells }) => ({
      series: [{ type: "pie", radius: ["35%", "60%"], data: cells.map(({ row, value }) => ({ name: row, value })), label: { formatter: "{b} {d}%" } }],
    })),
    pyramid: drawn(({ cells }) => {
      const shown = cells.filter(({ total }) => !total);
      const columns = unique(shown, "column");
      return {
        xAxis: number,
        yAxis: category(unique(shown, "row")),
        series: columns.flatMap((name, at) => {
          const sign = at === 0 ? -1 : 1;
          const side = shown.filter(({ column }) => column === name).map(({ value, low, high }) => ({ value: sign * value, low: sign * low, high: sign * high }));
          return [{ type: "bar", stack: "all", name, data: side.map(({ value }) => value), label: { show: true, formatter: percent } }, intervals(side, true)];
        }),
      };
    }),
    tiles: drawn(heat(() => ({ value }, at) => [at % 3, Math.floor(at / 3) % 3, value])),
  };
});
