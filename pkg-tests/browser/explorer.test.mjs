// The explorer: whole journeys of a reader, from a package or a file to a figure, a link and a report.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, beforeEach, test } from "node:test";
import { fileURLToPath } from "node:url";
import { Survey } from "../../pkg/node.js";
import { pathOf } from "../package/survey-packages.mjs";
import { embedding, leave, startBrowser, visit } from "./reader.mjs";
import { SiteServer } from "./site-server.mjs";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const DATA = "data/hospitals-2022-interim/datapackage.json";
const PAGE = "/en/explore.html";
const AT_VPN = `${PAGE}?data=../${DATA}#v=1&q=vpn`;
const INTERIM = /interim count/;

let browser;
let server;
before(async () => {
  [browser, server] = await Promise.all([startBrowser(), SiteServer.start()]);
});
beforeEach(() => server.mend());
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** Waits until everything that was asked for is shown. */
function shown(page) {
  return page.waitForSelector('chosa-explorer[data-state="ready"]', { state: "attached" });
}

function at(page, state) {
  return page.waitForSelector(`chosa-explorer[data-state="${state}"]`, { state: "attached" });
}

async function open(address = AT_VPN, options = {}) {
  const page = await visit(browser, server, address, options);
  await shown(page);
  // The explorer writes its own address a little later: `changed` must not take that for a change.
  await page.waitForURL(/[#&]lang=/);
  return page;
}

/** Does something, and waits until the table is another. */
async function changed(page, act) {
  const before = page.url();
  await act();
  await page.waitForFunction((before) => location.href !== before, before);
  await shown(page);
}

const table = (page) => page.locator("table.figures");
const rows = (page) => page.locator("table.figures tbody tr").allInnerTexts();
const choose = (page, name, value) => changed(page, () => page.getByRole("combobox", { name, exact: true }).selectOption(value));
const figure = (page, name) => page.getByRole("button", { name });

test("a package, a breakdown, a filter, a link, and the same again for whoever opens it", async () => {
  const page = await visit(browser, server, PAGE);
  await page.getByRole("button", { name: INTERIM }).click();
  await shown(page);
  await page.getByRole("button", { name: "Used a VPN product that the government had warned of" }).click();
  await shown(page);
  // The address is written a moment later, and what comes next waits until it is another.
  await page.waitForURL(/q=vpn/);
  await choose(page, "Add a breakdown", "beds_class");
  await changed(page, () => figure(page, /^Yes, 20–99 beds/).click());
  await choose(page, "Add a condition", "region");
  assert.match(await page.locator(".base-line").innerText(), /Only\s*Region: Hokkaido and Tohoku/);
  const link = page.url();
  assert.match(link, /\/en\/explore\.html\?data=\/data\/hospitals-2022-interim\/datapackage\.json#v=1&q=vpn&by=beds_class&only\.region=hokkaido_tohoku&cell=yes,beds_class,20-99&lang=en$/);
  const before = { rows: await rows(page), base: await page.locator(".base-line").innerText(), sentence: await page.locator(".sentence").innerText(), svg: await page.locator(".chart svg").evaluate((svg) => svg.outerHTML) };
  const request = { rows: "vpn", columns: "beds_class", where: { region: "hokkaido_tohoku" }, language: "en" };
  const expected = (await Survey.open(pathOf("hospitals-2022-interim"))).tabulate(request);
  assert.ok(before.rows[0].includes(`${(expected.groups[0].rows[0].cells[0].estimate * 100).toFixed(1)}%`), before.rows[0]);
  await leave(page, server);

  const other = await open(link);
  const after = { rows: await rows(other), base: await other.locator(".base-line").innerText(), sentence: await other.locator(".sentence").innerText(), svg: await other.locator(".chart svg").evaluate((svg) => svg.outerHTML) };
  assert.deepEqual(after, before);
  assert.equal(other.url(), link);
  await leave(other, server);
});

test("the same journey by keyboard alone", async () => {
  const page = await visit(browser, server, PAGE);
  const press = async (name) => {
    for (let times = 0; times < 150; times += 1) {
      const { text, tag } = await page.evaluate(() => {
        const own = document.querySelector("chosa-explorer").shadowRoot.activeElement;
        return { text: own?.getAttribute("aria-label") ?? own?.textContent ?? "", tag: own?.localName };
      });
      if (name.test(text) && tag) return tag;
      await page.keyboard.press("Tab");
    }
    throw new Error(`${name} is not reached by Tab`);
  };
  await press(INTERIM);
  await page.keyboard.press("Enter");
  await shown(page);
  await press(/^Used a VPN product/);
  await page.keyboard.press("Enter");
  await shown(page);
  await page.waitForURL(/q=vpn/);
  assert.equal(await page.evaluate(() => document.querySelector("chosa-explorer").shadowRoot.activeElement?.localName), "h2");
  await press(/^Add a breakdown/);
  await changed(page, async () => {
    await page.keyboard.press("H");
    await page.keyboard.press("Enter");
  });
  assert.match(page.url(), /by=beds_class/);
  await press(/^Yes, 20–99 beds/);
  await changed(page, () => page.keyboard.press("Enter"));
  assert.match(await page.locator(".sentence-text").innerText(), /39\.2% \(58 of 148\)/);
  await changed(page, () => page.keyboard.press("Escape"));
  assert.equal(await page.locator(".sentence").count(), 0);
  await changed(page, () => page.keyboard.press("Control+z"));
  assert.equal(await page.locator(".sentence").count(), 1);
  await leave(page, server);
});

test("undo and redo go through what was looked at, and so does the browser", async () => {
  const page = await open();
  const plain = await rows(page);
  await choose(page, "Add a breakdown", "founder");
  const broken = await rows(page);
  await changed(page, () => figure(page, "Undo").click());
  assert.deepEqual(await rows(page), plain);
  await changed(page, () => figure(page, "Redo").click());
  assert.deepEqual(await rows(page), broken);
  await changed(page, () => figure(page, "Next question").click());
  assert.match(page.url(), /q=patched/);
  await changed(page, () => page.goBack());
  assert.match(page.url(), /q=vpn/);
  await leave(page, server);
});

test("a click on a mark of the chart chooses its figure, and filters by it", async () => {
  const page = await open(`${AT_VPN}&by=founder`);
  await changed(page, () => page.locator(".chart [data-row='yes'][data-column='public']").click());
  assert.match(await page.locator(".sentence-text").innerText(), /“Prefectural or municipal”/);
  await changed(page, () => figure(page, "Only “Prefectural or municipal”").click());
  assert.match(page.url(), /q=vpn&only\.founder=public&/);
  assert.equal(await page.locator("table.figures .span").count(), 0);
  await leave(page, server);
});

test("figures that are hidden stay hidden under filters, and weak ones are grey with their reason", async () => {
  const page = await open(`${AT_VPN}&by=founder,beds_class,region`);
  const survey = await Survey.open(pathOf("hospitals-2022-interim"));
  let hidden = 0;
  for (const region of ["hokkaido_tohoku", "kanto", "kyushu_okinawa"]) {
    await page.goto(new URL(`${AT_VPN}&by=founder,beds_class&only.region=${region}`, server.origin).href);
    await page.waitForFunction((region) => document.querySelector("chosa-explorer").shadowRoot.querySelector(".only")?.textContent.includes(region), { hokkaido_tohoku: "Hokkaido", kanto: "Kanto", kyushu_okinawa: "Kyushu" }[region]);
    await shown(page);
    const { groups } = survey.tabulate({ rows: "vpn", columns: ["founder", "beds_class"], where: { region }, language: "en" });
    const cells = groups[0].rows.flatMap((row) => row.cells);
    const texts = await page.locator("table.figures button.cell").allInnerTexts();
    assert.equal(texts.length, cells.length);
    cells.forEach(({ estimate, flag }, index) => {
      if (estimate !== null) return;
      assert.match(texts[index], /^(hidden|–)\*\d+$/, `${index}: ${texts[index]}, ${flag?.code}`);
      hidden += 1;
    });
  }
  assert.ok(hidden > 20, `${hidden}`);
  const weak = page.locator("button.cell.weak").first();
  assert.match(await weak.getAttribute("aria-label"), /\(.+\)$/);
  assert.ok((await page.locator(".reasons li").count()) > 0);
  await leave(page, server);
});

test("who is left out is told: no answer, not asked, and both as rows", async () => {
  const page = await open(AT_VPN.replace("vpn", "patched"));
  assert.match(await page.locator(".base-line").innerText(), /n=190[\s\S]*286 not asked/);
  await choose(page, "Base of shares", "all");
  const texts = await rows(page);
  assert.match(texts.at(-1), /60\.1%/);
  assert.match(await page.locator(".base-line").innerText(), /n=476[\s\S]*nobody/);
  await leave(page, server);
});

test("percent direction, interval, level, test and kind of chart change the figures as the engine has them", async () => {
  const page = await open(`${AT_VPN}&by=founder`);
  const survey = await Survey.open(pathOf("hospitals-2022-interim"));
  await choose(page, "Percentages", "row");
  const byRow = survey.tabulate({ rows: "vpn", columns: "founder", percent: "row", language: "en" }).groups[0].rows[0].cells;
  assert.ok((await rows(page))[0].includes(`${(byRow[5].estimate * 100).toFixed(1)}%`));
  assert.match((await rows(page))[0], /^Yes n=190/);
  assert.equal(await page.locator("table.figures .ns").count(), 0);
  assert.equal(await page.getByRole("combobox", { name: "Compared", exact: true }).count(), 0);
  await choose(page, "Percentages", "column");
  await choose(page, "Interval", "wilson");
  await choose(page, "Confidence level", "0.9");
  await choose(page, "Compared", "columns");
  await choose(page, "Adjustment for many tests", "holm");
  await choose(page, "Kind of chart", "bars");
  const drawn = survey.drawChart({ rows: "vpn", columns: ["founder"], interval: { method: "wilson", level: 0.9 }, compare: "columns", adjust: "holm", language: "en" }, { kind: "bars", width: 760 });
  assert.match(await page.locator(".method", { hasText: /^Method/ }).innerText(), /90%.*Wilson/);
  assert.ok((await page.locator(".method", { hasText: /^Method/ }).innerText()).includes(drawn.table.method));
  assert.equal(await page.locator(".letter").count(), 5);
  assert.deepEqual(await page.locator(".chart svg title").first().textContent(), drawn.table.title);
  await choose(page, "Kind of chart", "pyramid");
  assert.match(await page.getByRole("alert").innerText(), /can't be drawn/);
  assert.ok((await table(page).count()) === 1);
  await leave(page, server);
});

test("rows that are compared are told pair by pair, and those apart stand out", async () => {
  const page = await open();
  await choose(page, "Compared", "rows");
  const pairs = page.getByRole("list", { name: "Test of differences" }).getByRole("listitem");
  const told = await pairs.allInnerTexts();
  assert.equal(told.length, 3);
  assert.equal(told[0], "“Yes” − “No” = −13.0 (−21.3 to −4.8): p=0.002");
  assert.equal(await pairs.locator("b").count(), 3);
  await leave(page, server);
});

test("weights are switched off, answers are taken together, and waves stand side by side", async () => {
  const page = await open(`${PAGE}?data=../data/ministry-2023/datapackage.json#v=1&q=threat`);
  const weighted = await rows(page);
  await changed(page, () => page.getByLabel("Without weights").check());
  const unweighted = await rows(page);
  assert.notDeepEqual(unweighted, weighted);
  assert.match(unweighted[3], new RegExp(`${((100 * 1557) / 3735).toFixed(1)}%`));
  await changed(page, () => page.getByLabel("Without weights").uncheck());
  assert.deepEqual(await rows(page), weighted);
  await page.locator(".controls summary").getByText("Choose answers").click();
  for (const label of ["Not at all", "Not very much"]) await page.locator("details .boxes").getByLabel(label).check();
  await page.locator("details").getByLabel("Name").fill("Hardly");
  await changed(page, () => figure(page, "Add as a row").click());
  assert.match((await rows(page)).at(-1), /Hardly[\s\S]*6\.5%/);
  await changed(page, () => page.getByRole("combobox", { name: "Choose a survey" }).selectOption({ label: "The hospital associations’ survey, interim count (2022, synthetic)" }));
  assert.equal(await page.locator("table.figures thead tr").nth(1).locator("th").count(), 2);
  assert.match(page.url(), /with=\/data\/hospitals-2022-interim\/datapackage\.json/);
  const heads = page.locator("table.figures thead tr").nth(1).locator("th");
  assert.deepEqual(await heads.allInnerTexts(), ["2023", "2022"]);
  const whole = await heads.evaluateAll((heads) => heads.map(({ title }) => title));
  assert.match(whole.join("; "), /^Ministry survey of hospital information systems, 2023.*; The hospital associations’ survey, interim count/);
  await changed(page, () => page.getByRole("combobox", { name: "Choose a survey" }).selectOption({ label: "California school survey (2000, real responses)" }));
  assert.match(await page.getByRole("alert").innerText(), /did not ask this question/);
  await leave(page, server);
});

test("a link of another time opens what it can, and says what it could not", async () => {
  const page = await open(`${PAGE}?data=../${DATA}#v=9&q=vpn&by=founder,gone&only.founder=lost&colour=red&cell=none`);
  const notice = await page.locator(".notice").innerText();
  for (const text of ["another version (9)", "no question “gone”", "no answer “lost”", "colour=red"]) assert.ok(notice.includes(text), `${text} in ${notice}`);
  assert.equal(await page.locator("table.figures .span").count() > 0, true);
  assert.match(await page.locator(".sentence").innerText(), /lacks the cell/);
  await page.getByRole("button", { name: "Close", exact: true }).first().click();
  await leave(page, server);
  const nowhere = await visit(browser, server, `${PAGE}?data=../data/none/datapackage.json#q=vpn`);
  await at(nowhere, "failed");
  assert.match(await nowhere.getByRole("alert").innerText(), /404/);
  await leave(nowhere, server, { complaints: [/404/] });
});

test("the list is searched, and says how many it found", async () => {
  const page = await open(`${PAGE}?data=../${DATA}`);
  await page.getByLabel("Find a question").fill("ＢＡＣＫＵＰ");
  await page.waitForFunction(() => /of 22/.test(document.querySelector("chosa-explorer").shadowRoot.querySelector(".overview-head").innerText));
  const found = await page.locator(".card h3").allInnerTexts();
  assert.ok(found.length >= 4 && found.length < 22 && found.every((text) => /backup/i.test(text)), found.join("; "));
  await page.getByLabel("Find a question").fill("連結");
  await page.locator(".card-title", { hasText: "連結" }).click();
  await shown(page);
  assert.match(await page.locator(".question").innerText(), /Free text is not tabulated/);
  await leave(page, server);
});

async function saved(page, name) {
  const [download] = await Promise.all([page.waitForEvent("download"), figure(page, name).first().click()]);
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

test("chart, table, code and citation leave as they are shown", async () => {
  const page = await open(`${AT_VPN}&by=founder`);
  const csv = await saved(page, "Table: Save CSV");
  assert.match(csv.name, /\.csv$/);
  assert.deepEqual([...csv.bytes.subarray(0, 3)], [0xef, 0xbb, 0xbf]);
  assert.match(csv.bytes.toString(), /,n,base_n,weighted,base_weighted,estimate,se,df,low,high,level,interval,deff,effective_n,flag,/);
  const svg = await saved(page, "Chart: Save SVG");
  assert.match(svg.bytes.toString(), /^<svg xmlns/);
  const png = await saved(page, "Chart: Save PNG");
  assert.deepEqual([...png.bytes.subarray(1, 4)], [0x50, 0x4e, 0x47]);
  assert.ok(png.bytes.length > 5000);
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const copied = async (name) => {
    await figure(page, name).click();
    const [, what, form] = /^(.*): Copy(?: (\w+))?$/.exec(name);
    await page.waitForFunction((what) => document.querySelector("chosa-explorer").shadowRoot.querySelector(".toast").textContent === `Copied: ${what}.`, form ? `${what} (${form})` : what);
    return page.evaluate(() => navigator.clipboard.readText());
  };
  assert.match(await copied("Table: Copy HTML"), /<table class="chosa-table"/);
  assert.equal(await copied("Link to this view: Copy"), page.url());
  const hash = createHash("sha256").update(readFileSync(new URL("../../www/dist/data/hospitals-2022-interim/responses.csv", import.meta.url))).digest("hex");
  const citation = await copied("Citation: Copy");
  assert.ok(citation.includes(`data SHA-256 ${hash}`) && citation.includes("n=476"), citation);
  const code = await copied("Code to embed it: Copy");
  const lines = await rows(page);
  await leave(page, server);
  server.answer("/own.html", { body: embedding("en", code.replace(/<script[^]*?<\/script>/, "")) });
  const host = await visit(browser, server, "/own.html");
  await host.waitForSelector('chosa-chart[data-state="ready"]');
  const cells = await host.locator("chosa-chart .chosa-estimate").allInnerTexts();
  assert.ok(cells.length >= 14 && cells.every((text) => lines.some((line) => line.includes(text))), cells.join(" "));
  await leave(host, server);
});

test("views become a draft in an order, with words between, and <chosa-report> shows what is saved", async () => {
  const page = await open(`${AT_VPN}&by=founder`);
  await figure(page, "Add to the draft").click();
  await changed(page, () => figure(page, "Next question").click());
  await figure(page, "Add to the draft").click();
  await figure(page, "Draft (2)").click();
  assert.equal(await page.locator(".pin").count(), 2);
  await page.getByLabel("Title of the report").fill("Two questions");
  await page.locator(".pin").first().getByLabel("Text before the chart").fill("Words **between**, and {{braces}}.");
  await page.getByRole("button", { name: /^Move “Action.*” up$/ }).click();
  await figure(page, "Preview").click();
  await page.waitForFunction(() => document.querySelector("chosa-explorer").shadowRoot.querySelectorAll(".preview svg").length > 0);
  const { name, bytes } = await saved(page, "Save report.json");
  assert.equal(name, "report.json");
  await leave(page, server);
  server.answer("/data/hospitals-2022-interim/draft.json", { body: bytes });
  server.answer("/own.html", { body: embedding("en", '<chosa-report src="/data/hospitals-2022-interim/draft.json"></chosa-report>') });
  const host = await visit(browser, server, "/own.html");
  await host.waitForSelector('chosa-report[data-state="ready"]');
  const text = await host.locator("chosa-report article").innerText();
  assert.match(text, /Two questions/);
  assert.match(text, /Words between/);
  const titles = await host.locator("chosa-report .chosa-wide svg > title").allTextContents();
  assert.deepEqual(titles.map((title) => title.slice(0, 6)), ["Action", "Used a"]);
  await leave(host, server);
});

test("a draft that was not saved is given up only by whoever has been told so", async () => {
  const isAtStart = () => page.evaluate(() => document.querySelector("chosa-explorer").dataset.state === "start");
  const giveUp = () => figure(page, "Other data").click();
  const page = await open(AT_VPN);
  await figure(page, "Add to the draft").click();
  await giveUp();
  assert.match(await page.locator(".toast").innerText(), /draft is not saved/);
  assert.equal(await isAtStart(), false);
  assert.equal(await figure(page, "Draft (1)").count(), 1);
  // A file that is let fall asks as well: the draft is another one than that of which was told.
  await figure(page, "Add to the draft").click();
  await page.evaluate(() => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["q,w\n1,2\n"], "other.csv"));
    globalThis.dispatchEvent(new DragEvent("drop", { dataTransfer }));
  });
  assert.equal(await isAtStart(), false);
  assert.equal(await figure(page, "Draft (2)").count(), 1);
  await giveUp();
  assert.equal(await isAtStart(), true);
  await page.goBack();
  await page.waitForSelector('chosa-explorer[data-state="ready"]');
  await figure(page, "Add to the draft").click();
  await figure(page, "Draft (1)").click();
  await saved(page, "Save report.json");
  await giveUp();
  assert.equal(await isAtStart(), true);
  await leave(page, server);
});

test("a pin that was taken off the draft comes back, with its words, by button and by key", async () => {
  const page = await open(AT_VPN);
  await figure(page, "Add to the draft").click();
  await figure(page, "Draft (1)").click();
  await page.getByLabel("Text before the chart").fill("Words that took an hour.");
  const remove = page.getByRole("button", { name: /^Remove “.*” from the draft$/ });
  await remove.click();
  assert.equal(await page.locator(".pin").count(), 0);
  await figure(page, "Undo").click();
  assert.equal(await page.getByLabel("Text before the chart").inputValue(), "Words that took an hour.");
  await remove.click();
  await page.locator(".pin").waitFor({ state: "detached" });
  await page.keyboard.press("Control+z");
  await page.locator(".pin").waitFor();
  await figure(page, "Undo").click();
  assert.equal(await page.getByLabel("Text before the chart").inputValue(), "");
  await leave(page, server);
});

/** The figures of a table, however it is written. */
const percentages = (rows) => rows.map((row) => row.match(/\d+\.\d%/)[0]);

test("weights off, own nets and other waves are pinned, and <chosa-report> shows the same figures", async () => {
  const page = await open(`${PAGE}?data=../data/ministry-2023/datapackage.json#v=1&q=threat`);
  const pin = async () => {
    const shown = percentages(await rows(page));
    await figure(page, "Add to the draft").click();
    return shown;
  };
  const plain = await pin();
  await changed(page, () => page.getByLabel("Without weights").check());
  await page.locator(".controls summary").getByText("Choose answers").click();
  for (const label of ["Not at all", "Not very much"]) await page.locator("details .boxes").getByLabel(label).check();
  await page.locator("details").getByLabel("Name").fill("Hardly <b>");
  await changed(page, () => figure(page, "Add as a row").click());
  const unweighted = await pin();
  assert.match(await page.locator(".chart svg").textContent(), /\(unweighted\)/);
  const code = await page.locator("textarea.code").inputValue();
  await changed(page, () => page.getByRole("combobox", { name: "Choose a survey" }).selectOption({ label: "The hospital associations’ survey, interim count (2022, synthetic)" }));
  const waves = await pin();
  // Short as it is, the head of a column says that its figures have no weights.
  assert.match(await page.locator("table.figures thead").innerText(), /2023 \(unweighted\)\s+2022/);
  assert.equal(await page.locator("textarea.code").count(), 0);
  assert.equal(unweighted.length, plain.length + 1);
  assert.notDeepEqual(unweighted.slice(0, plain.length), plain);
  assert.deepEqual(waves, unweighted);

  await figure(page, "Draft (3)").click();
  assert.match(await page.locator(".pin input").nth(1).inputValue(), /\(unweighted\)$/);
  assert.doesNotMatch(await page.locator(".pin input").nth(2).inputValue(), /unweighted/);
  await figure(page, "Preview").click();
  await page.locator(".preview .chosa-wide svg").nth(2).waitFor();
  const tables = (scope) => scope.locator("figure table, .chosa-table table").evaluateAll((tables) => tables.map((table) => [...table.tBodies].flatMap(({ rows }) => [...rows].map((row) => row.textContent)).filter((text) => /%/.test(text))));
  const expected = [plain, unweighted, waves];
  assert.deepEqual((await tables(page.locator(".preview"))).map(percentages), expected);
  const { bytes } = await saved(page, "Save report.json");
  await leave(page, server);

  const { surveys, blocks } = JSON.parse(bytes);
  assert.deepEqual(blocks.map(({ survey, waves }) => [survey, waves]), [[undefined, undefined], ["unweighted", undefined], ["unweighted", ["wave"]]]);
  assert.equal(surveys.wave, "../hospitals-2022-interim/datapackage.json");
  server.answer("/data/ministry-2023/draft.json", { body: bytes });
  server.answer("/own.html", { body: embedding("en", code.replace(/<script[^]*?<\/script>/, "")) });
  const chart = await visit(browser, server, "/own.html");
  await chart.waitForSelector('chosa-chart[data-state="ready"]');
  assert.deepEqual((await tables(chart.locator("chosa-chart article"))).map(percentages), [unweighted]);
  await leave(chart, server);
  for (const place of ["page", "worker"]) {
    server.answer("/own.html", { body: embedding("en", `<chosa-report src="/data/ministry-2023/draft.json" compute="${place}"></chosa-report>`) });
    const host = await visit(browser, server, "/own.html");
    await host.waitForSelector('chosa-report[data-state="ready"]');
    assert.deepEqual((await tables(host.locator("chosa-report article"))).map(percentages), expected, place);
    // Drawn anew in the width of the page, the charts are of the same surveys.
    await host.waitForFunction(() => document.querySelector("chosa-report").shadowRoot.querySelectorAll(".chosa-fitted svg").length === 3);
    const charts = await host.locator("chosa-report .chosa-fitted svg").allTextContents();
    assert.deepEqual(charts.map((text) => /\(unweighted\)/.test(text)), [false, true, true]);
    assert.ok(charts[1].includes("Hardly <b>") && charts[2].includes("interim"));
    await leave(host, server);
  }
});

test("a file without a descriptor is pinned without its weights", async () => {
  const page = await visit(browser, server, PAGE);
  const lines = Array.from({ length: 60 }, (_, at) => `${at % 3 ? "No" : "Yes"},${at % 3 ? 1 : 2}`);
  await page.locator("input[type=file]").setInputFiles(file("answers.csv", `happy,weight\n${lines.join("\n")}`));
  await at(page, "correcting");
  const descriptor = await saved(page, "Save datapackage.json");
  await figure(page, "Use this reading").first().click();
  await shown(page);
  await figure(page, "happy").first().click();
  await shown(page);
  await changed(page, () => page.getByLabel("Without weights").check());
  assert.deepEqual(percentages(await rows(page)).sort(), ["33.3%", "66.7%"]);
  await figure(page, "Add to the draft").click();
  await figure(page, "Draft (1)").click();
  await figure(page, "Preview").click();
  await page.locator(".preview .chosa-wide svg").waitFor();
  const { bytes } = await saved(page, "Save report.json");
  await leave(page, server);
  const files = { "answers.csv": `happy,weight\n${lines.join("\n")}` };
  const { unweighted } = JSON.parse(bytes).surveys;
  const surveys = { unweighted: await Survey.from(descriptor.bytes.toString(), files, unweighted) };
  const report = (await Survey.from(descriptor.bytes.toString(), files)).report(bytes.toString(), { surveys, language: "en" });
  assert.deepEqual(report.blocks[0].table.groups[0].rows.map(({ cells }) => cells[0].estimate.toFixed(3)).sort(), ["0.333", "0.667"]);
});

test("Japanese and English are one click apart, with the same view", async () => {
  const page = await open(`${AT_VPN}&by=founder`);
  await changed(page, () => figure(page, "日本語").click());
  await page.waitForFunction(() => /設立主体/.test(document.querySelector("chosa-explorer").shadowRoot.querySelector("table.figures").textContent));
  assert.match(await page.locator(".base-line").innerText(), /母数/);
  assert.equal(await page.locator(".explorer").getAttribute("lang"), "ja");
  assert.match(page.url(), /by=founder&lang=ja$/);
  await leave(page, server);
});

test("another language is one entry more in the catalogue", async () => {
  const page = await open(AT_VPN);
  await page.evaluate(async () => {
    const { addLanguage } = await import("/pkg/explorer.js");
    addLanguage("eo", { name: "Esperanto", engine: "en", question: { base: "Bazo", out: "Ekster" } });
    const old = document.querySelector("chosa-explorer");
    old.replaceWith(old.cloneNode(true));
  });
  await shown(page);
  await page.getByRole("combobox", { name: "Language" }).selectOption("eo");
  await page.waitForFunction(() => /Bazo/.test(document.querySelector("chosa-explorer").shadowRoot.querySelector(".base-line")?.textContent ?? ""));
  assert.match(await page.locator(".controls").innerText(), /Broken down by/);
  await leave(page, server);
});

test("only the words of the language that is read are loaded, and the other's once they are wanted", async () => {
  const page = await open();
  const loaded = () => page.evaluate(() => performance.getEntriesByType("resource").flatMap(({ name }) => /explorer\.(english|japanese)/.exec(name)?.[1] ?? []));
  assert.deepEqual(await loaded(), ["english"]);
  await changed(page, () => figure(page, "日本語").click());
  assert.deepEqual(await loaded(), ["english", "japanese"]);
  await leave(page, server);
});

test("an element that moves in its page listens once", async () => {
  const page = await open();
  await page.evaluate(() => {
    const explorer = document.querySelector("chosa-explorer");
    const place = explorer.parentElement;
    explorer.remove();
    place.append(explorer);
    explorer.remove();
    place.append(explorer);
  });
  await shown(page);
  await choose(page, "Add a breakdown", "founder");
  await choose(page, "Compared", "columns");
  await changed(page, () => page.keyboard.press("Control+z"));
  assert.match(page.url(), /by=founder/);
  await leave(page, server);
});

test("words that can't be loaded are told of, and a page that has some keeps them", async () => {
  const isLost = { complaints: [/Failed to load resource/] };
  const page = await open();
  await page.route(/explorer\.japanese/, (route) => route.abort());
  await figure(page, "日本語").click();
  await page.locator(".toast", { hasText: "The words of this page could not be loaded." }).waitFor();
  assert.match(await page.locator(".base-line").innerText(), /Base/);
  await leave(page, server, isLost);
  const other = await visit(browser, server, "about:blank");
  await other.route(/explorer\.english/, (route) => route.abort());
  await other.goto(`${server.origin}${AT_VPN}`);
  await at(other, "failed");
  assert.match(await other.getByRole("alert").innerText(), /画面の文言を[^]*The words of this page could not be loaded\./);
  await leave(other, server, isLost);
});

test("loading can be called off", async () => {
  const release = server.hold("/data/hospitals-2022-interim/responses.csv");
  const page = await visit(browser, server, AT_VPN);
  await at(page, "loading");
  await figure(page, "Cancel").click();
  await at(page, "start");
  release();
  await page.getByRole("button", { name: INTERIM }).waitFor();
  await leave(page, server, { complaints: [/ERR_ABORTED/] });
});

const file = (name, content) => ({ name, mimeType: "text/csv", buffer: Buffer.from(content) });

async function drop(page, ...files) {
  await page.locator('input[type="file"]').setInputFiles(files);
}

test("the guess at a long file shows how far it has come, does not freeze the page, and can be called off", async () => {
  const page = await visit(browser, server, PAGE);
  const answers = Array.from({ length: 97 }, (_, at) => `${at % 2 ? "yes" : "no"},${at / 7},2022/1/${1 + (at % 28)},${"word ".repeat(at % 5)}`);
  await drop(page, file("long.csv", `a,b,c,d\n${`${answers.join("\n")}\n`.repeat(4_000)}`));
  await page.evaluate(() => {
    globalThis.turns = 0;
    const turn = () => setTimeout(() => turn((globalThis.turns += 1)), 10);
    turn();
  });
  // The page itself presses the button: from here it can come too late, when the guess has ended.
  const turns = await page.waitForFunction(() => {
    const root = document.querySelector("chosa-explorer").shadowRoot;
    const { value, max } = root.querySelector(".loading progress[value]") ?? {};
    if (!(value > 0 && value < max && globalThis.turns > 0)) return false;
    [...root.querySelectorAll("button")].find((button) => button.innerText === "Cancel").click();
    return globalThis.turns;
  });
  assert.ok((await turns.jsonValue()) > 0);
  await at(page, "start");
  await leave(page, server);
});

test("a package of one's own opens from its files", async () => {
  const page = await visit(browser, server, PAGE);
  const folder = fileURLToPath(new URL("../../www/dist/data/hospitals-2022-interim/", import.meta.url));
  await drop(page, `${folder}datapackage.json`, `${folder}responses.csv`);
  await shown(page);
  assert.match(await page.locator(".overview h2").innerText(), /22 questions/);
  assert.doesNotMatch(page.url(), /data=/);
  await leave(page, server);
});

test("beside a file of one's own no published survey is offered, and beside a published one the others are", async () => {
  const waves = (page) => page.getByRole("combobox", { name: "Choose a survey" });
  const page = await visit(browser, server, PAGE);
  await drop(page, file("answers.csv", ["mood", ...Array.from({ length: 40 }, (_, at) => ["good", "bad"][at % 2])].join("\n")));
  await accept(page);
  await figure(page, "mood").click();
  await shown(page);
  assert.equal(await waves(page).count(), 0);
  await leave(page, server);
  const published = await open();
  assert.equal(await waves(published).locator("option:not([value=''])").count(), 3);
  await leave(published, server);
});

for (const scheme of ["light", "dark"]) {
  test(`axe finds nothing that bars a reader (${scheme})`, { timeout: 120_000 }, async () => {
    const faults = [];
    const check = async (page, place) => {
      await page.evaluate(AXE);
      const { violations } = await page.evaluate(() => globalThis.axe.run({ resultTypes: ["violations"], runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }));
      faults.push(...violations.map(({ id, nodes }) => `${place} ${id}: ${nodes.slice(0, 3).map(({ target }) => target).join("; ")}`));
    };
    const page = await visit(browser, server, PAGE, { colorScheme: scheme });
    await check(page, "start");
    await drop(page, file("answers.csv", ["mood,score,name", ...Array.from({ length: 40 }, (_, at) => `${["good", "bad", "N/A"][at % 3]},${at % 5},n${at}`)].join("\n")));
    await at(page, "correcting");
    await check(page, "guess");
    await page.getByRole("button", { name: "Other data" }).click();
    await drop(page, file("strange.csv", ""));
    await at(page, "failed");
    await check(page, "failed");
    await page.getByRole("button", { name: "Open other data" }).click();
    await page.getByRole("button", { name: INTERIM }).click();
    await shown(page);
    await check(page, "list");
    await page.goto(new URL(`${AT_VPN}&by=founder&compare=columns&only.region=kanto&cell=no,founder,public`, server.origin).href);
    await page.waitForSelector(".sentence");
    await shown(page);
    await check(page, "question");
    await figure(page, "Add to the draft").click();
    await figure(page, "Draft (1)").click();
    await figure(page, "Preview").click();
    await page.waitForSelector(".preview svg");
    await check(page, "draft");
    assert.deepEqual(faults, []);
    await leave(page, server);
  });
}

test("at 320 pixels nothing is wider than the page", async () => {
  for (const address of [PAGE, `${PAGE}?data=../${DATA}`, `${AT_VPN}&by=founder&cell=no,founder,public`]) {
    const page = await visit(browser, server, address, { viewport: { width: 320, height: 700 } });
    await page.waitForTimeout(100);
    if (address !== PAGE) await shown(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
    assert.equal(wide, 0, address);
    await leave(page, server);
  }
});

test("forced colours keep chosen and unchosen figures apart, and print leaves the tools away", async () => {
  const page = await open(`${AT_VPN}&by=founder&cell=no,founder,public`, { forcedColors: "active" });
  const outline = await page.locator("button.cell[aria-pressed=true]").evaluate((cell) => getComputedStyle(cell).outlineStyle);
  assert.equal(outline, "solid");
  await page.emulateMedia({ media: "print" });
  for (const part of [".controls", ".out", ".bar", ".steps"]) assert.equal(await page.locator(part).first().isVisible(), false, part);
  for (const part of [".chart svg", "table.figures", ".base-line", ".method"]) assert.equal(await page.locator(part).first().isVisible(), true, part);
  await leave(page, server);
});

test("a chart that no page holds is printed after the table, and one that a page holds before it", async () => {
  const places = async (columns) => {
    const page = await open(`${PAGE}?data=../${DATA}#v=1&q=measures&by=${columns}&kind=bars`, { viewport: { width: 794, height: 1123 } });
    await page.emulateMedia({ media: "print" });
    const found = await page.locator(".result").evaluate((result) => [".base-line", ".chart svg", ".figures", ".method"].map((part) => result.querySelector(part).getBoundingClientRect()).map(({ top, bottom }) => ({ top, bottom })));
    await leave(page, server);
    return found;
  };
  const [base, long, table, method] = await places("beds_class");
  assert.ok(long.bottom - long.top > 1123 && base.bottom <= table.top && table.bottom <= long.top && long.bottom <= method.top, JSON.stringify([base, long, table, method]));
  const [, short, after] = await places("");
  assert.ok(short.bottom < 1123 && short.bottom <= after.top, JSON.stringify([short, after]));
});

/** Accepts what a file was taken for, and waits for its figures. */
async function accept(page) {
  await at(page, "correcting");
  await page.getByRole("button", { name: "Use this reading" }).first().click();
  await shown(page);
}

/** Drops a file onto the page, whatever it shows. */
async function dropOnto(page, name, bytes) {
  const dropped = await page.evaluateHandle(([name, base64]) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))], name));
    return transfer;
  }, [name, bytes.toString("base64")]);
  await page.locator("chosa-explorer").dispatchEvent("drop", { dataTransfer: dropped });
}

test("a file that is dropped while a survey is looked at begins with its own questions", async () => {
  const page = await open(`${AT_VPN}&by=founder&only.region=kanto`);
  await dropOnto(page, "answers.csv", Buffer.from(["mood", ...Array.from({ length: 40 }, (_, at) => ["good", "bad"][at % 2])].join("\n")));
  await accept(page);
  await page.waitForFunction(() => !location.search && !/by=|q=/.test(location.hash));
  assert.match(await page.locator(".overview").innerText(), /mood[^]*50\.0%/);
  await leave(page, server);
});

const SHARED = process.env.CHOSA_SHARED_DATA ?? fileURLToPath(new URL("../../../shared/data", import.meta.url));
const STAR_WARS = `${SHARED}/star-wars-survey/StarWars.csv`;

/** The cells of a CSV, by no other code than this. */
function cellsOf(text) {
  const lines = [[""]];
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const line = lines.at(-1);
    const letter = text[at];
    if (quoted && letter === '"' && text[at + 1] === '"') line[line.length - 1] += text[(at += 1)];
    else if (letter === '"') quoted = !quoted;
    else if (!quoted && letter === ",") line.push("");
    else if (!quoted && letter === "\n") lines.push([""]);
    else if (quoted || letter !== "\r") line[line.length - 1] += letter;
  }
  return lines.filter((line) => line.length > 1);
}

test("the Star Wars file, from the drop to the films by gender with their true bases", { skip: existsSync(STAR_WARS) ? false : "the Star Wars file is not at hand (CHOSA_SHARED_DATA names the folder)" }, async () => {
  const page = await visit(browser, server, PAGE);
  const bytes = readFileSync(STAR_WARS);
  await dropOnto(page, "StarWars.csv", bytes);
  await accept(page);
  await page.getByRole("button", { name: /^Which of the following Star Wars films/ }).click();
  await shown(page);
  const gender = await page.getByRole("combobox", { name: "Add a breakdown" }).locator("option", { hasText: /^Gender$/ }).getAttribute("value");
  await choose(page, "Add a breakdown", gender);

  const lines = cellsOf(bytes.toString("latin1")).slice(2);
  const column = 33;
  const expected = ["all", "Female", "Male"].map((sex) => {
    const base = lines.filter((line) => line.slice(3, 9).some((cell) => cell !== "") && (sex === "all" || line[column] === sex));
    return { base: base.length, counts: [3, 4, 5, 6, 7, 8].map((film) => base.filter((line) => line[film] !== "").length) };
  });
  assert.deepEqual(expected.map(({ base }) => base), [835, 397, 422]);
  const head = await page.locator("table.figures .ns td").allInnerTexts();
  const labels = await page.locator("table.figures thead tr").nth(1).locator("th").allInnerTexts();
  const order = labels.map((label) => ["Total", "Female", "Male"].indexOf(label));
  assert.deepEqual(head.map(Number), order.map((one) => expected[one].base));
  const shares = await page.locator("table.figures button.cell").allInnerTexts();
  const told = [0, 1, 2, 3, 4, 5].flatMap((film) => order.map((one) => `${((100 * expected[one].counts[film]) / expected[one].base).toFixed(1)}%`));
  assert.deepEqual(shares, told);
  await leave(page, server);
});

const HOSTILE = [
  'name,"=HYPERLINK(""http://x"")",<img src=x onerror=alert(1)>,\u202eright to left',
  ...Array.from({ length: 40 }, (_, at) => `${at},${["=1+1", "@SUM(A1)", "-2", "+3"][at % 4]},${["<script>alert(1)</script>", "&amp;", "\u202eevil", "a"][at % 4]},${at % 2 ? "\u05d0" : "\u0627"}`),
].join("\n");

test("formulas, tags and letters that run backwards stay text, in the page and in what is saved", async () => {
  const page = await visit(browser, server, PAGE);
  page.on("dialog", () => assert.fail("a script of the file ran"));
  await drop(page, file("hostile <b>.csv", HOSTILE));
  await accept(page);
  assert.equal(await page.locator("img, script").evaluateAll((found) => found.filter((one) => one.getRootNode() !== document).length), 0);
  await page.locator(".card-title", { hasText: "HYPERLINK" }).click();
  await shown(page);
  assert.match(await table(page).innerText(), /=1\+1/);
  const csv = (await saved(page, "Table: Save CSV")).bytes.toString();
  for (const cell of cellsOf(csv.slice(1)).flat()) assert.doesNotMatch(cell, /^[=@]|^[+-](?!\d*\.?\d+(e[+-]?\d+)?$)/, cell);
  assert.match(csv, /1\+1/);
  await changed(page, () => page.getByRole("button", { name: "Next question" }).click());
  assert.match(await table(page).innerText(), /<script>alert\(1\)<\/script>/);
  await leave(page, server);
});

test("columns that are called like properties of all objects are questions like any other", async () => {
  const names = ["__proto__", "constructor", "toString"];
  const lines = Array.from({ length: 60 }, (_, at) => names.map((_, column) => ["yes", "no", "maybe"][(at + column * Math.floor(at / 3)) % 3]).join(","));
  const page = await visit(browser, server, PAGE);
  await drop(page, file("answers.csv", [names.join(","), ...lines].join("\n")));
  await accept(page);
  await page.waitForFunction(() => document.querySelector("chosa-explorer").shadowRoot.querySelectorAll(".mini-figure").length === 9);
  for (const name of names) {
    await page.locator(".card", { hasText: name }).locator(".card-title").click();
    await shown(page);
    await choose(page, "Add a breakdown", names.find((other) => other !== name));
    await choose(page, "Add a condition", name);
    assert.match(await page.locator(".base-line").innerText(), /Only[^]*n=20/, name);
    await page.locator(".controls summary").getByText("Choose answers").click();
    for (const label of ["yes", "no"]) await page.locator("details .boxes").getByLabel(label, { exact: true }).check();
    await changed(page, () => figure(page, "Add as a row").click());
    assert.match((await rows(page)).at(-1), /yes\+no \(net\)[^]*%/, name);
    await figure(page, "Add to the draft").click();
    await changed(page, () => figure(page, "Reset everything").click());
    await changed(page, () => page.getByRole("button", { name: "All questions" }).click());
  }
  await figure(page, "Draft (3)").click();
  await figure(page, "Preview").click();
  await page.locator(".preview .chosa-wide svg").nth(2).waitFor();
  assert.match(await page.locator(".preview").innerText(), /yes\+no \(net\)/);
  await leave(page, server);
});

test("2,000 columns open and are listed a part at a time, and no task of the page is long", { timeout: 120_000 }, async () => {
  const page = await visit(browser, server, PAGE);
  const names = Array.from({ length: 2000 }, (_, at) => `q${at}`);
  const lines = Array.from({ length: 30 }, (_, row) => names.map((_, at) => ["yes", "no", "maybe"][(row * 7 + at) % 3]).join(","));
  await drop(page, file("wide.csv", [names.join(","), ...lines].join("\n")));
  await accept(page);
  assert.equal(await page.locator(".card").count(), 40);
  await page.getByRole("button", { name: /^Show more \(1,960 left\)/ }).click();
  await page.waitForFunction(() => document.querySelector("chosa-explorer").shadowRoot.querySelectorAll(".card").length === 80);
  await page.getByLabel("Find a question").fill("q1777");
  await page.getByRole("button", { name: "q1777" }).click();
  await shown(page);
  assert.match(await table(page).innerText(), /yes/);
  await leave(page, server);
});

for (const [name, content, expected] of [
  ["one row", "a,b\nyes,1\n", /^failed$/],
  ["no rows", "a,b\n", /^failed$/],
  ["an empty file", "", /^failed$/],
  ["a picture renamed .csv", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]), /^failed$/],
]) {
  test(`${name} is told in words, and the way back is there`, async () => {
    const page = await visit(browser, server, PAGE);
    await drop(page, file("strange.csv", content));
    await page.waitForSelector('chosa-explorer:is([data-state="correcting"], [data-state="failed"])', { state: "attached" });
    const state = await page.locator("chosa-explorer").getAttribute("data-state");
    assert.match(state, expected);
    if (state === "failed") {
      assert.ok((await page.getByRole("alert").innerText()).length > 40);
      await page.getByRole("button", { name: "Open other data" }).click();
    } else {
      await page.getByRole("button", { name: "Use this reading" }).first().click();
      await page.waitForSelector('chosa-explorer:is([data-state="ready"], [data-state="failed"])', { state: "attached" });
      await page.getByRole("button", { name: /^(Open other|Other) data$/ }).click();
    }
    await at(page, "start");
    await leave(page, server);
  });
}

test("what is wrong with a file is told in whole sentences", async () => {
  const page = await visit(browser, server, PAGE);
  const told = async (problem) => {
    await at(page, "failed");
    assert.match(await page.locator(".problem p:not(.problem-title)").innerText(), problem);
    await page.getByRole("button", { name: "Open other data" }).click();
  };
  await drop(page, { name: "datapackage.json", mimeType: "application/json", buffer: Buffer.from('{"resources": 1}') }, file("answers.csv", "a\n1\n2"));
  await told(/^This has not the expected form: .*\.$/);
  await drop(page, file("ragged.csv", "a,b\nyes,1\nno,2,3"));
  await told(/^The header has 2 cells but this row has 3\.$/);
  await leave(page, server);
});

test("a format that is to come is named, and so is what to do until then", async () => {
  const page = await visit(browser, server, PAGE);
  await drop(page, { name: "answers.sav", mimeType: "application/octet-stream", buffer: Buffer.from("$FL2") });
  await at(page, "failed");
  assert.match(await page.getByRole("alert").innerText(), /SPSS[\s\S]*CSV/);
  await leave(page, server);
});

const POLITE = "性別,満足度,メモ\n" + Array.from({ length: 60 }, (_, at) => `${at % 2 ? "男性" : "女性"},${["満足", "やや満足", "不満", "無回答"][at % 4]},あいうえお`).join("\n");

for (const [encoding, bytes] of [
  ["utf-8", () => Buffer.from(POLITE)],
  ["utf-16le", () => Buffer.from(`\uFEFF${POLITE}`, "utf16le")],
  ["shift_jis", () => japanese("shift_jis", [[0x81, 0x9f], [0xe0, 0xef]])],
  ["euc-jp", () => japanese("euc-jp", [[0xa1, 0xfe]])],
]) {
  test(`a Japanese file in ${encoding} is read, its encoding shown, and changed`, async () => {
    const page = await visit(browser, server, "/explore.html");
    const content = bytes();
    await drop(page, { name: "回答.csv", mimeType: "text/csv", buffer: content });
    await at(page, "correcting");
    // What is below the window may not be painted yet, and has no inner text until then.
    assert.match(await page.locator(".correct").textContent(), /満足度/);
    const select = page.getByRole("combobox", { name: "文字コード" });
    assert.match(await select.innerText(), new RegExp(`自動（${encoding}）`));
    const other = encoding === "utf-8" ? "shift_jis" : "utf-8";
    await select.selectOption(other);
    await page.waitForFunction((other) => {
      const { state } = document.querySelector("chosa-explorer").dataset;
      const root = document.querySelector("chosa-explorer").shadowRoot;
      return state === "failed" || (state === "correcting" && [...root.querySelectorAll("select")].some(({ value }) => value === other));
    }, other);
    await page.getByRole("combobox", { name: "文字コード" }).selectOption(encoding);
    await page.waitForFunction(() => /満足度/.test(document.querySelector("chosa-explorer").shadowRoot.querySelector(".correct")?.textContent ?? ""));
    await leave(page, server);
  });
}

/** The sentences above in an encoding of two bytes a letter, whose first ones are given: what a decoder knows, turned round. */
function japanese(encoding, firsts) {
  const decoder = new TextDecoder(encoding);
  const known = new Map();
  for (let one = 0; one < 128; one += 1) known.set(String.fromCharCode(one), [one]);
  for (const [from, to] of firsts) {
    for (let high = from; high <= to; high += 1) {
      for (let low = 0x40; low < 0xff; low += 1) {
        const letter = decoder.decode(Uint8Array.of(high, low));
        if (letter.length === 1 && !known.has(letter)) known.set(letter, [high, low]);
      }
    }
  }
  return Buffer.from([...POLITE].flatMap((letter) => known.get(letter) ?? []));
}

test("tabs between cells, pasted from a spreadsheet, are read too", async () => {
  const page = await visit(browser, server, PAGE);
  await page.getByText("Paste a table").click();
  await page.locator("textarea").fill(["sex\tmood", ...Array.from({ length: 30 }, (_, at) => `${at % 2 ? "m" : "f"}\t${at % 3 ? "good" : "bad"}`)].join("\n"));
  await page.getByRole("button", { name: "Open the pasted table" }).click();
  await accept(page);
  assert.match(await page.locator(".overview").innerText(), /mood[\s\S]*66\.7%/);
  await leave(page, server);
});

test("a guess is corrected by keyboard, saved, and opens again as a package", async () => {
  const page = await visit(browser, server, PAGE);
  const content = ["id,mood,score", ...Array.from({ length: 60 }, (_, at) => `${1000 + at},${["good", "bad", "n/s"][at % 3]},${(at % 5) + 1}`)].join("\n");
  await drop(page, file("answers.csv", content));
  await at(page, "correcting");
  const mood = page.locator(".guess", { hasText: "mood" });
  await mood.getByRole("combobox", { name: "Kind: mood" }).focus();
  await mood.getByRole("combobox", { name: "Kind: mood" }).selectOption("ordered");
  await page.waitForFunction(() => document.querySelector("chosa-explorer").shadowRoot.querySelector("[aria-busy=false].correct"));
  await mood.locator("summary").focus();
  await page.keyboard.press("Enter");
  const first = await mood.locator(".categories li bdi").first().innerText();
  await mood.getByRole("button", { name: `Move “${first}” down` }).focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction((first) => document.querySelector("chosa-explorer").shadowRoot.querySelector("[data-place='2'] .categories li:nth-child(2) bdi")?.textContent === first, first);
  const focused = await page.evaluate(() => document.querySelector("chosa-explorer").shadowRoot.activeElement?.getAttribute("aria-label"));
  assert.equal(focused, `Move “${first}” down`);
  await mood.getByLabel("“n/s” is no answer").focus();
  await page.keyboard.press("Space");
  await page.waitForFunction(() => document.querySelector("chosa-explorer").shadowRoot.querySelectorAll("[data-place='2'] ol.categories li").length === 2);
  const { bytes } = await saved(page, "Save datapackage.json");
  await accept(page);
  const card = page.locator(".card", { hasText: "mood" });
  assert.match(await card.innerText(), /n=40[\s\S]*20 no answer/);
  await leave(page, server);
  const again = await visit(browser, server, PAGE);
  await drop(again, { name: "datapackage.json", mimeType: "application/json", buffer: bytes }, file("answers.csv", content));
  await shown(again);
  assert.match(await again.locator(".card", { hasText: "mood" }).innerText(), /n=40[\s\S]*20 no answer/);
  await leave(again, server);
});
