// Runs in a page of an engine that no test can steer: takes the explorer's main journey, and sends what it met to the server.
import "/pkg/explorer.js";

const violations = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => violations.push(`${violatedDirective} ${blockedURI}`));

const explorer = () => document.querySelector("chosa-explorer");
const found = (selector) => [...explorer().shadowRoot.querySelectorAll(selector)];
const texts = (selector) => found(selector).map((element) => element.textContent.replace(/\s+/g, " ").trim());

async function until(holds, what) {
  const end = performance.now() + 30_000;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`${what} did not come; ${explorer().dataset.state}: ${explorer().shadowRoot.textContent.slice(0, 400)}`);
    await new Promise((later) => setTimeout(later, 20));
  }
}

const shown = (what) => until(() => explorer().dataset.state === "ready", what);

async function press(selector, text) {
  await until(() => found(selector).some((element) => element.textContent.includes(text)), text);
  found(selector).find((element) => element.textContent.includes(text)).click();
}

async function choose(label, value) {
  const before = location.href;
  const select = found("select").find((one) => one.getAttribute("aria-label") === label);
  select.value = value;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  await until(() => location.href !== before, label);
  await shown(label);
}

const view = () => ({ rows: texts("table.figures tbody tr"), base: texts(".base-line"), sentence: texts(".sentence-text"), svg: found(".chart svg")[0]?.outerHTML });

async function journey() {
  await press(".published-one", "interim");
  await shown("the list");
  await press(".card-title", "Used a VPN product");
  await until(() => found("table.figures").length === 1, "the question");
  await choose("Add a breakdown", "beds_class");
  await choose("Add a condition", "region");
  await until(() => found("table.figures button.cell").length > 0, "figures");
  const before = location.href;
  found("table.figures button.cell")[0].click();
  await until(() => location.href !== before && found(".sentence-text").length === 1, "the sentence");
  await shown("the sentence");
  const first = view();
  const link = location.href;
  // Whoever opens the link has another page: here another element takes its place.
  const other = explorer().cloneNode(true);
  explorer().replaceWith(other);
  await until(() => found(".sentence-text").length === 1, "the link");
  await shown("the link");
  return { link: link.slice(link.indexOf("?")), first, second: view(), same: link === location.href };
}

async function ownTable() {
  await press(".tool", "Other data");
  await until(() => found("textarea").length === 1, "the first page");
  found("textarea")[0].value = ["sex\tmood", ...Array.from({ length: 30 }, (_, at) => `${at % 2 ? "m" : "f"}\t${at % 3 ? "good" : "bad"}`)].join("\n");
  await press(".pasting button", "Open the pasted table");
  await press(".strong", "Use this reading");
  await until(() => texts(".mini-figure").length === 4, "the list of the pasted table");
  return texts(".mini-figure");
}

const result = await (async () => ({ ...(await journey()), own: await ownTable(), violations }))().catch((error) => ({ error: `${error} ${error.stack}` }));
await fetch("/answers", { method: "POST", body: JSON.stringify(result) });
