/**
 * A report, chart or table for a page that can hold a frame and no script: the address says
 * which, as `embed.html?element=chart&src=…&rows=…`, with the attributes of the element.
 */
import "./pkg/element.js";

const KINDS = ["report", "chart", "table"];
const asked = new URLSearchParams(location.search);

/** Whoever makes an address must not have this site show what it never published. */
function isOwn(address) {
  return new URL(address, location.href).origin === location.origin;
}

function made() {
  const kind = KINDS.find((kind) => kind === asked.get("element")) ?? "report";
  const element = document.createElement(`chosa-${kind}`);
  for (const name of element.constructor.observedAttributes) {
    const value = asked.get(name);
    const isAddress = name === "src" || name === "data";
    if (value !== null && (!isAddress || isOwn(value))) element.setAttribute(name, value);
  }
  return element;
}

document.documentElement.lang = asked.get("lang") ?? "ja";
document.querySelector("main").append(made());

// The page around it may give the frame this height; it is no secret, so anyone may hear it.
new ResizeObserver(() => {
  const { height } = document.documentElement.getBoundingClientRect();
  parent.postMessage({ chosaHeight: Math.ceil(height) }, "*");
}).observe(document.documentElement);
