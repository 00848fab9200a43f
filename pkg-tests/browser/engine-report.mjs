// Runs in the built report page in an engine that no test can steer, and tells the server what stands there.

/** Waits until something is there. */
async function until(look) {
  for (let found = look(); ; found = look()) {
    if (found) return found;
    await new Promise((later) => setTimeout(later, 20));
  }
}

async function everything() {
  const element = await until(() => document.querySelector("chosa-report[data-state]"));
  const root = element.shadowRoot;
  const figures = [...root.querySelectorAll("a.chosa-figure")].map(({ dataset, textContent }) => [dataset.figure, textContent]);
  const shown = [...root.querySelectorAll("[role=application]")].filter((chart) => chart.getClientRects().length > 0);
  const press = (key) => shown[0].dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  shown[0].focus();
  press("End");
  const [tip, panel] = [root.querySelector(".chosa-tip"), root.querySelector(".chosa-popover")];
  const said = root.querySelector(".chosa-said").textContent;
  const { left, right, width } = tip.getBoundingClientRect();
  const fits = width > 0 && left >= 0 && right <= document.documentElement.clientWidth;
  press("Enter");
  const opened = panel.textContent;
  panel.querySelector(".chosa-close").click();
  root.querySelector(".chosa-actions button").click();
  const menu = panel.querySelectorAll("button").length;
  return { state: element.dataset.state, charts: shown.length, figures, said, fits, opened, menu };
}

const result = await everything().catch((error) => ({ error: `${error} ${error.stack}` }));
await fetch("/report-answers", { method: "POST", body: JSON.stringify(result) });
