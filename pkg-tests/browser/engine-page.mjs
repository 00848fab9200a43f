// Runs in a page of an engine that no test can steer: asks everything, and sends the answers to the server.
import "/pkg/element.js";
import { answers, PACKAGES, TABLES } from "./answers.mjs";

const violations = [];
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => violations.push(`${violatedDirective} ${blockedURI}`));

/** Waits until an element has its answer, or an error in its place. */
async function settled(element) {
  while (!element.dataset.state) await new Promise((later) => setTimeout(later, 20));
  return element.dataset.state;
}

async function elements() {
  const shown = {};
  for (const element of document.querySelectorAll("chosa-report, chosa-chart, chosa-table, chosa-figure")) {
    const state = await settled(element);
    const root = element.shadowRoot;
    shown[element.localName] = {
      state,
      svg: root.querySelector("svg")?.outerHTML.length > 1000,
      figure: root.querySelector("a.chosa-figure")?.textContent ?? "",
      cells: root.querySelectorAll("td").length > 2,
      height: element.getBoundingClientRect().height > 10,
    };
  }
  return shown;
}

async function everything() {
  const charts = await (await fetch("/charts.json")).json();
  const given = {};
  for (const entry of ["/pkg/index.js", "/pkg/worker.js"]) {
    for (const name of PACKAGES) {
      const asked = { entry, data: `/data/${name}/datapackage.json`, tables: TABLES[name], charts: charts[name] };
      given[`${entry} ${name}`] = await answers(asked);
    }
  }
  return { given, elements: await elements(), violations };
}

const result = await everything().catch((error) => ({ error: `${error} ${error.stack}` }));
await fetch("/answers", { method: "POST", body: JSON.stringify(result) });
location.href = "/en/report.html";
