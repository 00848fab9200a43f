// What the explorer is made of, without a page: its address, its state, its sentences.
import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { Survey } from "../../pkg/node.js";
import { pathOf } from "./survey-packages.mjs";

/** The explorer's own modules, which the package holds only as one script for pages. */
async function modules(names) {
  const folder = fileURLToPath(new URL("../../www/package/explorer/", import.meta.url));
  const contents = names.map((name) => `export * from "./${name}.ts";`).join("\n");
  const outfile = join(mkdtempSync(join(tmpdir(), "chosa-explorer-")), "modules.mjs");
  await build({ stdin: { contents, resolveDir: folder, loader: "ts" }, bundle: true, format: "esm", outfile });
  try {
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(dirname(outfile), { recursive: true });
  }
}

const { written, read, languageIn, reduce, initialState, START, sentenceOf, isCarried, requestOf, whereOf, found, changesOf, reportOf, relativeAddress, waveNames, ENGLISH, JAPANESE } =
  await modules(["address", "reduce", "state", "sentence", "request", "search", "edits", "report-file", "published", "wave-names", "english", "japanese"]);

const survey = await Survey.open(pathOf("hospitals-2022-interim"));
const description = survey.describe("en");
const question = (name) => description.questions.find((one) => one.name === name);

test("a view comes back from its address", () => {
  const view = {
    ...START,
    question: "vpn",
    columns: ["founder", "region"],
    filters: [{ question: "beds_class", values: ["20-99", "500+"] }, { question: "beds", from: 100, to: null }],
    percent: "row",
    base: "all",
    compare: "columns",
    adjust: "holm",
    method: "wilson",
    level: 0.9,
    kind: "heat",
    weights: "off",
    nets: [{ question: "vpn", label: "はい, or 不明 & more=", values: ["yes", "unknown"] }],
    waves: ["data/hospitals-2022-final/datapackage.json"],
    cell: { row: "yes", question: "founder", value: "public" },
  };
  const fragment = written(view, "ja");
  assert.match(fragment, /^v=1&q=vpn&by=founder,region&only\.beds_class=20-99,500%2B&only\.beds=100\.\.&/);
  assert.deepEqual(read(`#${fragment}`, description), { view, unmet: [] });
  assert.equal(languageIn(fragment), "ja");
});

test("a short view has a short address", () => {
  assert.equal(written({ ...START, question: "vpn" }, "en"), "v=1&q=vpn&lang=en");
  assert.equal(written(START, "ja"), "v=1&lang=ja");
});

test("of a link of another time, what is there opens and the rest is told", () => {
  const { view, unmet } = read("#v=7&q=vpn&by=founder,gone&only.founder=public,lost&only.lost=1&colour=red&kind=pie&level=7&percent=row&%E0%A4%A", description);
  assert.equal(view.question, "vpn");
  assert.deepEqual(view.columns, ["founder"]);
  assert.deepEqual(view.filters, [{ question: "founder", values: ["public"] }]);
  assert.equal(view.percent, "row");
  assert.deepEqual([view.kind, view.level], ["auto", 0.95]);
  assert.deepEqual(unmet.map(({ kind, name, value, version }) => [kind, name ?? version ?? value]), [
    ["version", "7"],
    ["question", "gone"],
    ["value", "lost"],
    ["question", "lost"],
    ["entry", "colour"],
    ["entry", "kind"],
    ["entry", "level"],
  ]);
  assert.equal(read("#q=nothing", description).view.question, null);
});

test("no name of a property of all objects is taken for an entry", () => {
  for (const name of ["constructor", "__proto__", "toString"]) {
    const { view, unmet } = read(`#${name}=x`, description);
    assert.deepEqual([view, unmet], [START, [{ kind: "entry", name, value: "x" }]]);
  }
});

test("what was looked at is undone and done again, and another question begins with its own figures", () => {
  const look = (state, change) => reduce(state, { kind: "look", change });
  const first = look(initialState("en"), { question: "threat", columns: ["founder"] });
  const second = look(first, { show: "mean" });
  const third = look(second, { question: "vpn" });
  assert.deepEqual([third.view.show, third.view.columns], [null, ["founder"]]);
  const back = reduce(third, { kind: "undo" });
  assert.deepEqual([back.view, reduce(back, { kind: "redo" }).view], [second.view, third.view]);
  assert.equal(look(third, { question: "vpn" }).past.length, third.past.length);
  assert.deepEqual(reduce(initialState("en"), { kind: "undo" }), initialState("en"));
});

test("what is done to the draft is undone and done again like a view, on the page where it was done", () => {
  const after = (state, ...actions) => actions.reduce(reduce, state);
  const typed = after(
    initialState("en"),
    { kind: "look", change: { question: "vpn" } },
    { kind: "pin", title: "One" },
    { kind: "page", page: "draft" },
    { kind: "editPin", id: 1, change: { prose: "Words" } },
    { kind: "draftTitle", title: "Both" },
  );
  const gone = after(typed, { kind: "unpin", id: 1 }, { kind: "page", page: "survey" });
  assert.deepEqual(gone.draft, []);
  const back = after(gone, { kind: "undo" });
  assert.deepEqual([back.draft, back.draftTitle, back.page], [typed.draft, "Both", "draft"]);
  assert.deepEqual(after(back, { kind: "redo" }).draft, []);
  const plain = after(back, { kind: "undo" }, { kind: "undo" });
  assert.deepEqual([plain.draft.map(({ title, prose }) => [title, prose]), plain.draftTitle], [[["One", ""]], ""]);
  const unpinned = after(plain, { kind: "undo" });
  assert.deepEqual([unpinned.draft, unpinned.page, unpinned.view.question], [[], "survey", "vpn"]);
  assert.equal(after(unpinned, { kind: "undo" }).view.question, null);
});

test("the state is never changed in place", () => {
  const freeze = (value) => {
    if (value && typeof value === "object") Object.values(value).forEach(freeze);
    return Object.freeze(value);
  };
  let state = freeze(initialState("en"));
  const actions = [
    { kind: "look", change: { question: "vpn" } },
    { kind: "pin", title: "One" },
    { kind: "pin", title: "Two" },
    { kind: "movePin", id: 2, by: -1 },
    { kind: "editPin", id: 1, change: { prose: "Words" } },
    { kind: "undo" },
    { kind: "redo" },
    { kind: "unpin", id: 1 },
    { kind: "search", text: "vpn" },
    { kind: "more" },
  ];
  for (const action of actions) state = freeze(reduce(state, action));
  assert.deepEqual(state.draft.map(({ title }) => title), ["Two"]);
});

test("filters become one predicate, also where a question stands twice", () => {
  assert.deepEqual(whereOf([{ question: "a", values: ["1"] }, { question: "n", from: 1, to: null }]), { a: "1", n: { gte: 1 } });
  assert.deepEqual(whereOf([{ question: "a", values: ["1"] }, { question: "a", values: ["2", "3"] }]), { all: [{ a: "1" }, { a: ["2", "3"] }] });
});

const OF_ALL_OBJECTS = ["__proto__", "constructor", "toString"];

test("a question that is called like a property of all objects is filtered and has its nets like any other", () => {
  const text = JSON.stringify(whereOf(OF_ALL_OBJECTS.map((question) => ({ question, values: ["1"] }))));
  assert.equal(text, '{"__proto__":"1","constructor":"1","toString":"1"}');
  for (const question of OF_ALL_OBJECTS) {
    const nets = [{ question, label: "Net", values: ["1", "2"] }];
    const of = (descriptor) => JSON.stringify(changesOf(descriptor, { ...START, question, nets }));
    const made = '{"name":"explorer-net-1","label":"Net","values":["1","2"]}';
    assert.equal(of(`{"survey": {"questions": {"${question}": {"nets": [{"name": "own"}]}}}}`), `{"survey":{"questions":{"${question}":{"nets":[{"name":"own"},${made}]}}}}`);
    assert.equal(of("{}"), `{"survey":{"questions":{"${question}":{"nets":[${made}]}}}}`);
  }
  assert.equal({}.nets, undefined);
});

test("questions are found by label, name or answer, whatever the width of the letters", () => {
  const names = (text) => found(text, survey.describe("ja").questions).map(({ name }) => name);
  assert.deepEqual(names("ＶＰＮ 機器"), ["vpn", "patched", "exposed"].filter((name) => names("vpn").includes(name) && names("機器").includes(name)));
  assert.ok(names("vpn").includes("vpn"));
  assert.deepEqual(names("no such words"), []);
});

/** The sentence of a cell, with the table that a page would ask for. */
function sentence(view, place, words = ENGLISH, isParted = true) {
  const whole = { ...START, ...view, cell: place };
  const request = requestOf(whole, question(whole.question), words.engine);
  const table = survey.tabulate(request);
  const compared = whole.columns.length > 0 ? survey.tabulate({ ...request, compare: "total" }) : null;
  return sentenceOf({ table, compared, place, isParted, isFiltered: whole.filters.length > 0, words: words.sentence, locale: words.engine });
}

const TOTAL = { question: null, value: null };

test("a sentence has base, count and interval, and calls most frequent what stands apart", () => {
  const yes = sentence({ question: "vpn" }, { row: "no", ...TOTAL });
  assert.equal(
    yes.text,
    "52.9% (252 of 476) of those who answered this question answered “No” to “Used a VPN product that the government had warned of” (95% confidence interval: 48.5–57.3%). It is the most frequent answer.",
  );
  assert.equal(yes.claim, "carried");
  assert.match(yes.cautions[0], /Synthetic/);
  assert.equal(sentence({ question: "vpn" }, { row: "yes", ...TOTAL }).claim, "none");
});

test("a routed base is said by the earlier question alone", () => {
  const { text } = sentence({ question: "patched" }, { row: question("patched").options[0].value, ...TOTAL });
  assert.match(text, /^[\d.]+% \(\d+ of \d+\) of those who answered “Yes” to “Used a VPN product that the government had warned of” answered “[^“]+” to “/);
});

test("the same in Japanese", () => {
  const { text } = sentence({ question: "vpn", columns: ["founder"] }, { row: "yes", question: "founder", value: "medical_corporation" }, JAPANESE);
  assert.equal(
    text,
    "「設立主体」が「医療法人」の回答者のうち、この設問の回答者では、「政府が注意を促した脆弱なVPN機器を使っていたか」で「はい」と答えたのは40.5%（回答247のうち100）だった。95%信頼区間は34.6–46.6%。「設立主体」のほかの区分を合わせたものとの差は+1.2ポイントで、誤差の範囲を出ていない（差の95%信頼区間は−7.3～+9.6ポイント）。",
  );
});

test("a difference is claimed exactly where its test and its interval carry it", () => {
  let carried = 0;
  let notCarried = 0;
  for (const name of ["vpn", "threat", "backup", "continuity_plan", "measures"]) {
    for (const by of ["founder", "beds_class", "region"]) {
      const table = survey.tabulate({ rows: name, columns: by, compare: "total", language: "en" });
      for (const row of table.groups[0].rows) {
        table.columns.forEach(({ question, value }, column) => {
          if (question === null || row.cells[column].estimate === null) return;
          const { text, claim } = sentence({ question: name, columns: [by] }, { row: row.value, question, value });
          const difference = row.differences?.find((one) => one.column === column && one.otherColumn === null);
          const apart = difference !== undefined && difference.adjustedP < 0.05 && difference.low * difference.high > 0;
          assert.equal(/ (higher|lower) than /.test(text), apart, text);
          assert.equal(claim, difference === undefined ? "none" : apart ? "carried" : "notCarried");
          if (apart) assert.equal(text.includes(" higher than "), difference.estimate > 0, text);
          carried += apart ? 1 : 0;
          notCarried += apart ? 0 : 1;
        });
      }
    }
  }
  assert.ok(carried > 0 && notCarried > 0, `${carried} carried, ${notCarried} not`);
  assert.equal(isCarried({ low: 0.01, high: 0.2, adjustedP: 0.06 }, 0.95), false);
  assert.equal(isCarried({ low: -0.01, high: 0.2, adjustedP: 0.04 }, 0.95), false);
});

test("of two groups the other is named, unless somebody may be in both", () => {
  const view = { question: "staff_training", columns: ["continuity_plan"] };
  const place = { row: "yearly", question: "continuity_plan", value: "yes" };
  assert.match(sentence(view, place).text, / higher than among those who answered “No” to “Continuity plan for cyber-attacks” \(95%/);
  assert.match(sentence(view, place, JAPANESE).text, /」が「いいえ」の回答者より/);
  assert.match(sentence(view, place, ENGLISH, false).text, /the other groups of “Continuity plan for cyber-attacks” taken together/);
});

test("shares of a row are asked for where there are columns only", () => {
  const asked = (view) => requestOf({ ...START, question: "vpn", percent: "row", ...view }, question("vpn"), "en").percent;
  assert.equal(asked({ columns: ["founder"] }), "row");
  assert.equal(asked({ columns: [] }), undefined);
});

test("a hidden figure becomes no sentence but its reason, and an unreliable one carries a caution", () => {
  const hidden = sentence({ question: "vpn", columns: ["founder"] }, { row: "unknown", question: "founder", value: "national" });
  assert.match(hidden.text, /hidden|few/i);
  assert.doesNotMatch(hidden.text, /\d%/);
  const weak = sentence({ question: "vpn", columns: ["founder"] }, { row: "no", question: "founder", value: "national" });
  assert.match(weak.cautions.join(" "), /NCHS/);
  assert.equal(sentence({ question: "vpn" }, { row: "gone", ...TOTAL }), undefined);
});

test("where shares run along the rows, Total is no share of those who answered", () => {
  const table = survey.tabulate({ rows: "vpn", columns: "founder", percent: "row", language: "en" });
  const whole = sentenceOf({ table, compared: null, place: { row: "yes", ...TOTAL }, isFiltered: false, words: ENGLISH.sentence, locale: "en" });
  assert.deepEqual(whole, { text: "This is the whole row: its other figures are shares of these 190.", claim: "none", cautions: [] });
});

test("of no random sample the sentence says so, of weighted figures too", async () => {
  const fields = [{ name: "q", type: "string", categories: ["Yes", "No"] }, { name: "w", type: "number" }];
  const files = { "r.csv": `q,w\n${"Yes,1\nNo,2\nNo,1\n".repeat(40)}` };
  const sentenceOfKind = async (kind) => {
    const own = await Survey.from({ resources: [{ name: "r", path: "r.csv", schema: { fields } }], survey: { sample: { kind }, design: { weight: "w" } } }, files);
    const table = own.tabulate({ rows: "q", language: "en" });
    return sentenceOf({ table, compared: null, place: { row: "Yes", ...TOTAL }, isFiltered: false, words: ENGLISH.sentence, locale: "en" });
  };
  const { text, cautions } = await sentenceOfKind("nonprobability");
  assert.match(text, /^25\.0% \(40 of 120, weighted\)/);
  assert.deepEqual(cautions, ["This is not a random sample; the intervals are a guide only."]);
  assert.deepEqual((await sentenceOfKind("probability")).cautions, []);
});

test("weights are taken out of a descriptor with what would bring them back, the title says so, and nets are put in", () => {
  const descriptor = JSON.stringify({
    title: "調査",
    survey: { design: { weight: "w", fpc: ["N"], strata: ["s"] }, translations: { en: { title: "Survey" } }, questions: { q: { base: { a: "1" }, nets: [{ name: "own" }] } } },
  });
  const nets = [{ question: "q", label: "Net", values: ["1", "2"] }, { question: "q", label: "Other", values: ["2"] }];
  const changes = changesOf(descriptor, { ...START, question: "q", weights: "off", nets: [{ question: "another", label: "No", values: ["1", "2"] }, ...nets] });
  assert.deepEqual(changes, {
    title: "調査（ウェイトなし）",
    survey: {
      design: { weight: null, fpc: null },
      translations: { en: { title: "Survey (unweighted)" } },
      questions: { q: { nets: [{ name: "own" }, { name: "explorer-net-1", label: "Net", values: ["1", "2"] }, { name: "explorer-net-2", label: "Other", values: ["2"] }] } },
    },
  });
  assert.deepEqual(changesOf(descriptor, { ...START, question: "other", columns: ["q"], nets: nets.slice(1) }), { survey: { questions: { q: { nets: [{ name: "own" }, { name: "explorer-net-1", label: "Other", values: ["2"] }] } } } });
});

test("a survey under changes has the figures of a descriptor written that way", async () => {
  const own = { resources: [{ name: "r", path: "r.csv", schema: { fields: [{ name: "q", type: "string", categories: ["a", "b"] }, { name: "w", type: "number" }] } }], survey: { language: "en", design: { weight: "w" } } };
  const files = { "r.csv": `q,w\n${"a,3\nb,1\nb,1\n".repeat(20)}` };
  const changes = changesOf(JSON.stringify(own), { ...START, weights: "off" });
  const figures = async (...given) => (await Survey.from(...given)).tabulate({ rows: "q" }).groups;
  assert.deepEqual(await figures(own, files, { changes }), await figures({ ...own, survey: { language: "en" } }, files));
  assert.notDeepEqual(await figures(own, files, { changes }), await figures(own, files));
  await assert.rejects(Survey.from(own, files, { changes: [] }), { code: "invalid_form" });
});

test("a draft quotes each survey once, and another by its address from the report", () => {
  const origin = { kind: "address", address: "https://example.org/data/now/datapackage.json" };
  const view = { ...START, question: "vpn" };
  const changes = { survey: { design: { weight: null } } };
  const waves = ["https://example.org/data/2021/datapackage.json"];
  const pins = [
    { id: 1, view, title: "{{a}}", prose: "", changes: null },
    { id: 2, view: { ...view, weights: "off" }, title: "b", prose: "Words", changes },
    { id: 3, view: { ...view, weights: "off", waves }, title: "c", prose: "", changes: { ...changes } },
    { id: 4, view: { ...view, nets: [{ question: "vpn", label: "N", values: ["yes"] }] }, title: "d", prose: "", changes: { survey: {} } },
  ];
  const report = reportOf({ title: "", pins, description, origin }, "en");
  assert.deepEqual(report.surveys, { unweighted: { changes }, wave: "../2021/datapackage.json", nets: { changes: { survey: {} } } });
  const chart = { rows: "vpn" };
  assert.deepEqual(report.blocks, [
    { title: "{\u200B{a}}", chart },
    { prose: "Words" },
    { title: "b", chart, survey: "unweighted" },
    { title: "c", chart, survey: "unweighted", waves: ["wave"] },
    { title: "d", chart, survey: "nets" },
  ]);
  const of = (pin) => reportOf({ title: "", pins: [pin], description, origin: { kind: "file", name: "a.csv" } }, "en");
  assert.deepEqual(of(pins[2]).surveys, { wave: waves[0], unweighted: { changes } });
});

test("surveys side by side are told apart by their year, else by what their titles do not share", async () => {
  const named = async (language, ...names) => {
    const surveys = await Promise.all(names.map((name) => Survey.open(pathOf(name))));
    return waveNames(surveys.map((survey) => survey.describe(language)));
  };
  const hospitals = ["hospitals-2022-interim", "hospitals-2022-final"];
  assert.deepEqual(await named("en", ...hospitals), ["interim", "final"]);
  assert.deepEqual(await named("ja", ...hospitals), ["中間集計", "最終集計"]);
  assert.deepEqual(await named("en", ...hospitals, "ministry-2023"), ["interim", "final", "2023"]);
  const titled = (...titles) => waveNames(titles.map((title) => ({ title, fieldwork: "" })));
  assert.deepEqual(titled("Wave 1 of the panel", "Wave 2 of the panel"), ["1", "2"]);
  assert.deepEqual(titled("Panel", "Panel, second wave"), ["Panel", "second wave"]);
  assert.deepEqual(titled("The same", "The same"), ["The same", "The same"]);
  assert.deepEqual(titled("", "😀 <b>"), ["", "😀 <b>"]);
});

test("an address from another is short, whichever of the two lies deeper", () => {
  const from = (address) => relativeAddress(address, "https://example.org/a/b/datapackage.json");
  assert.equal(from("https://example.org/a/b/other.json"), "other.json");
  assert.equal(from("https://example.org/a/b/c/d.json?v=1"), "c/d.json?v=1");
  assert.equal(from("https://example.org/a/c/d.json"), "../c/d.json");
  assert.equal(from("https://example.org/a"), "../../a");
  assert.equal(from("https://example.net/a/b/d.json"), "https://example.net/a/b/d.json");
});
