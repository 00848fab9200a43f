// A chart as a PNG in Node, with and without the package that draws it.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Survey, svgToPng } from "../../pkg/node.js";
import { pathOf } from "./survey-packages.mjs";

const PKG = fileURLToPath(new URL("../../pkg/", import.meta.url));
const HOSPITALS = pathOf("hospitals-2022-interim");
const folder = mkdtempSync(join(tmpdir(), "chosa-png-"));
after(() => rmSync(folder, { recursive: true }));

const survey = await Survey.open(HOSPITALS);
const request = { rows: "threat", columns: "beds_class", language: "ja" };

const sizeOf = (png) => {
  assert.equal(Buffer.from(png).subarray(1, 4).toString(), "PNG");
  const header = new DataView(png.buffer, png.byteOffset);
  return [header.getUint32(16), header.getUint32(20)];
};

test("a PNG is twice as fine as the chart, or as fine as it is told", async () => {
  const svg = survey.chart(request, { width: 320 });
  const height = Number(/height="(\d+)"/.exec(svg)[1]);
  assert.deepEqual(sizeOf(await svgToPng(svg)), [640, 2 * height]);
  assert.deepEqual(sizeOf(await svgToPng(svg, { scale: 1 })), [320, height]);
});

test("a PNG has the colours of the chart, not those of a page", async () => {
  const [variables, light, dark] = await Promise.all(["variables", "light", "dark"].map((theme) => svgToPng(survey.chart(request, { theme, idPrefix: "x" }))));
  assert.ok(Buffer.from(variables).equals(Buffer.from(light)));
  assert.ok(!Buffer.from(variables).equals(Buffer.from(dark)));
  // A picture all of one colour would be smaller than this by far.
  assert.ok(variables.length > 20_000, String(variables.length));
});

test("a PNG takes the letters of a font that has Japanese ones, where the system has it", async () => {
  const svg = survey.chart(request);
  const family = { darwin: "Hiragino Sans", win32: "Yu Gothic UI" }[process.platform] ?? "Noto Sans CJK JP";
  const named = svg.replace(/font-family="[^"]*"/, `font-family="'${family}'"`);
  assert.notEqual(named, svg);
  assert.ok(Buffer.from(await svgToPng(svg)).equals(Buffer.from(await svgToPng(named))));
});

test("`chosa chart --png` writes it", () => {
  const file = join(folder, "chart.png");
  const words = [join(PKG, "cli.js"), "chart", HOSPITALS, "--rows", "threat", "--width", "480", "--png", "-o", file];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: "utf8" });
  assert.deepEqual({ status, stdout, stderr }, { status: 0, stdout: "", stderr: "" });
  assert.equal(sizeOf(new Uint8Array(readFileSync(file)))[0], 960);
});

test("where the package that draws it is not installed, the error says which", () => {
  const lonely = join(folder, "chosa");
  cpSync(PKG, lonely, { recursive: true });
  for (const [language, words] of [["en", /npm install @resvg\/resvg-js/], ["ja", /実行してください/]]) {
    const asked = [join(lonely, "cli.js"), "chart", HOSPITALS, "--rows", "threat", "--png", "--language", language];
    const { status, stdout, stderr } = spawnSync(process.execPath, asked, { encoding: "utf8" });
    assert.deepEqual({ status, stdout }, { status: 1, stdout: "" });
    assert.match(stderr, /^rasterizer_missing: /);
    assert.match(stderr, words);
  }
});
