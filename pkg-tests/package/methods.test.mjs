// The pages of methods: written in two languages from one source, and true of R where they say so.
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { Survey } from "../../pkg/node.js";
import { computed, shown } from "../../www/methods/engine.mjs";
import { formula, letter } from "../../www/methods/mathml.mjs";
import { page } from "../../www/methods/page.mjs";
import { DESIGNS } from "../../www/methods/samples.mjs";

const METHODS = new URL("../../www/methods/sections/", import.meta.url);
const names = readdirSync(fileURLToPath(METHODS)).sort();
const parts = await Promise.all(names.map((name) => import(new URL(name, METHODS))));
const sections = parts.flatMap(({ sections }) => sections);
const examples = sections.flatMap(({ id, example, more }) => [example, more].filter(Boolean).map((one) => ({ id, ...one })));

const text = (path) => readFileSync(new URL(path, import.meta.url), "utf8");
const expected = new Map(text("../oracle/expected.csv").split("\n").map((line) => {
  const at = line.lastIndexOf(",");
  return [line.slice(0, at), Number(line.slice(at + 1))];
}));

test("every section says in both languages what it computes and when there is none, with a formula and a source", () => {
  assert.ok(sections.length >= 25);
  assert.equal(new Set(sections.map(({ id }) => id)).size, sections.length);
  for (const { id, title, words, none, differs, letters, formula, sources } of sections) {
    for (const said of [title, words, none, differs].filter(Boolean)) {
      assert.match(said.ja, /[ぁ-んァ-ヶ一-龠]/, `${id}: ${said.ja}`);
      assert.ok(/[a-z]/.test(said.en) && !/[ぁ-んァ-ヶ一-龠]/.test(said.en), `${id}: ${said.en}`);
    }
    assert.ok(none && formula && sources.length > 0, id);
    for (const [tex, ja, en] of letters) assert.ok(tex && ja && en, `${id}: ${tex}`);
  }
});

test("every interval method that the types allow has its section", () => {
  const declared = text("../../pkg/types.d.ts").split("type IntervalMethod =")[1].split(";")[0];
  const titles = sections.map(({ title }) => title.en).join("\n");
  for (const [, method] of declared.matchAll(/"(\w+)"/g)) assert.match(titles, new RegExp(`[( ]${method}[,)]`));
});

test("each example gives what R gives for the call beside it", async () => {
  let compared = 0;
  for (const example of examples) {
    const { cell } = await computed(Survey, example);
    if (!example.r) continue;
    const [statistic, variable, domain, argument] = example.oracle;
    const key = [DESIGNS[example.design].oracle, statistic, variable, domain, argument];
    const figures = { value: cell.estimate, se: cell.se, low: cell.low, high: cell.high, deff: cell.deff };
    const own = Object.entries(figures).filter(([name]) => expected.has([...key, name].join(",")));
    assert.ok(own.length > 0, `${example.id}: R has no ${key}`);
    for (const [name, figure] of own) {
      const theirs = expected.get([...key, name].join(","));
      assert.ok(Math.abs(figure - theirs) <= 1e-9 * Math.abs(theirs), `${example.id}: ${name} ${figure}, R ${theirs}`);
      compared += 1;
    }
  }
  assert.ok(compared >= 30, String(compared));
  for (const { id, r } of sections.filter(({ r }) => r)) {
    assert.ok([...expected.keys()].some((key) => key.startsWith(`${r.oracle.join(",")},`)), id);
  }
});

for (const [language, address] of [["ja", "methods.html"], ["en", "en/methods.html"]]) {
  test(`the built page is that of the sources, and holds what the engine says (${language})`, async () => {
    const built = text(`../../www/dist/${address}`);
    assert.equal(built, await page(Survey, parts, language));
    for (const example of examples) {
      const { cell, table } = await computed(Survey, example, language);
      assert.ok(built.includes(shown(cell[example.quantity ?? "estimate"])), example.id);
      assert.ok(built.includes(table.method), table.method);
    }
    assert.ok(!/undefined|\[object/.test(built));
    for (const [, id] of built.matchAll(/href="#([^"]+)"/g)) assert.ok(built.includes(`id="${id}"`), id);
  });
}

test("the examples' designs can be typed into R as they stand", () => {
  for (const { r } of Object.values(DESIGNS)) assert.match(r, /^[\w(]/);
  for (const { r } of examples) {
    const design = r?.match(/[(, ]([a-z]+\d?)[,)]/g)?.map((part) => part.slice(1, -1)) ?? [];
    if (r) assert.ok(design.some((name) => name in DESIGNS), r);
  }
});

test("formulas become MathML", () => {
  const of = (tex) => letter(tex).replace(/^<math><mrow>|<\/mrow><\/math>$/g, "");
  assert.equal(of("w_k"), "<msub><mi>w</mi><mi>k</mi></msub>");
  assert.equal(of("x^2 - 1"), "<msup><mi>x</mi><mn>2</mn></msup><mo>−</mo><mn>1</mn>");
  assert.equal(of("\\frac{a}{b}"), "<mfrac><mrow><mi>a</mi></mrow><mrow><mi>b</mi></mrow></mfrac>");
  assert.equal(of("\\sum_h n"), "<munder><mo>∑</mo><mi>h</mi></munder><mi>n</mi>");
  assert.equal(of("\\op{df}"), "<mi>df</mi>");
  assert.match(formula("a \\\\ b", "en"), /^<math display="block"><mtable.*<mtr>.*<mtr>/);
  assert.match(formula("a \\or b", "ja"), /<mi>または<\/mi>/);
  for (const wrong of ["\\nothing", "a}", "{a", "a_", "\\left( a"]) assert.throws(() => letter(wrong), Error, wrong);
});
