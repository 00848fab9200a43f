/**
 * Formulas as MathML, which browsers draw without a library.
 *
 * Written in a small part of TeX: `_`, `^`, `{…}`, `\frac{}{}`, `\sqrt{}`, `\hat{}`, `\bar{}`,
 * `\op{logit}` for a name of several letters, `\left(` and `\right)` for brackets that grow, `\\`
 * for a new line, `\or` for the word, Greek letters and the signs below. A blank separates and
 * shows nothing.
 */
const SIGNS = { sum: "∑", le: "≤", ge: "≥", pm: "±", in: "∈", cdots: "⋯", to: "←" };
const GREEK = { alpha: "α", Delta: "Δ", nu: "ν", theta: "θ" };
const ACCENTS = { hat: "^", bar: "‾" };

/** A formula as a block of its own. */
export function formula(tex, language) {
  const or = { ja: "または", en: "or" }[language];
  const lines = tex.replaceAll("\\or", `\\op{${or}}`).split("\\\\").map(row);
  const body = lines.length === 1 ? lines[0] : `<mtable displaystyle="true">${lines.map((line) => `<mtr><mtd>${line}</mtd></mtr>`).join("")}</mtable>`;
  return `<math display="block">${body}</math>`;
}

/** A letter or a short expression inside a sentence. */
export const letter = (tex) => `<math>${row(tex)}</math>`;

function row(tex) {
  const tokens = tex.match(/\\[A-Za-z]+|\\.|\d+(?:\.\d+)?|[^\s]/gu) ?? [];
  const body = sequence(tokens);
  if (tokens.length > 0) throw new Error(`${tex}: “${tokens[0]}” closes what was not opened`);
  return `<mrow>${body}</mrow>`;
}

/** Takes tokens up to the end, or to the one that closes what encloses them. */
function sequence(tokens, end) {
  let out = "";
  while (tokens.length > 0 && tokens[0] !== "}" && tokens[0] !== end) out += scripted(tokens);
  return out;
}

function scripted(tokens) {
  const isSum = tokens[0] === "\\sum";
  const base = atom(tokens);
  let [below, above] = ["", ""];
  while (tokens[0] === "_" || tokens[0] === "^") {
    if (tokens.shift() === "_") below = atom(tokens);
    else above = atom(tokens);
  }
  const [low, high, both] = isSum ? ["munder", "mover", "munderover"] : ["msub", "msup", "msubsup"];
  if (below && above) return `<${both}>${base}${below}${above}</${both}>`;
  if (below) return `<${low}>${base}${below}</${low}>`;
  return above ? `<${high}>${base}${above}</${high}>` : base;
}

function group(tokens) {
  if (tokens.shift() !== "{") throw new Error("“{” is missing");
  const inside = sequence(tokens);
  if (tokens.shift() !== "}") throw new Error("“}” is missing");
  return `<mrow>${inside}</mrow>`;
}

function atom(tokens) {
  if (tokens[0] === "{") return group(tokens);
  const token = tokens.shift();
  if (token === undefined) throw new Error("a formula ends too soon");
  if (token.startsWith("\\")) return command(token.slice(1), tokens);
  if (/\d/.test(token)) return `<mn>${token}</mn>`;
  if (/\p{L}/u.test(token)) return `<mi>${token}</mi>`;
  return sign(token === "-" ? "−" : token);
}

function command(name, tokens) {
  if (name in SIGNS) return `<mo>${SIGNS[name]}</mo>`;
  if (name in GREEK) return `<mi>${GREEK[name]}</mi>`;
  if (name in ACCENTS) return `<mover accent="true">${group(tokens)}<mo stretchy="false">${ACCENTS[name]}</mo></mover>`;
  if (name === "frac") return `<mfrac>${group(tokens)}${group(tokens)}</mfrac>`;
  if (name === "sqrt") return `<msqrt>${group(tokens)}</msqrt>`;
  if (name === "op") return `<mi>${group(tokens).replace(/<[^>]+>/g, "")}</mi>`;
  if (name === "quad") return `<mspace width="1.5em"></mspace>`;
  if (name === "left") return grown(tokens);
  if (name.length === 1 && !/[A-Za-z]/.test(name)) return sign(name);
  throw new Error(`there is no \\${name}`);
}

function grown(tokens) {
  const open = tokens.shift();
  const inside = sequence(tokens, "\\right");
  if (tokens.shift() !== "\\right") throw new Error("\\right is missing");
  return `<mrow><mo>${open}</mo>${inside}<mo>${tokens.shift()}</mo></mrow>`;
}

/** Brackets grow only where they are told to. */
function sign(text) {
  const escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  return /[()[\]{}|]/.test(text) ? `<mo stretchy="false">${escaped}</mo>` : `<mo>${escaped}</mo>`;
}
