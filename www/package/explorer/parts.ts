/** Small pieces that several parts of the page are made of. */
import { html, noChange, nothing, type TemplateResult } from "lit/html.js";
import { placeOf, type Context, type Extent } from "./context.js";
import type { Problem } from "./state.js";

/** A part that stays as it is until so much is drawn. */
export function later<Part>({ extent }: Context, from: Exclude<Extent, "chart">, part: () => Part): Part | typeof noChange {
  return extent === "all" || extent === from ? part() : noChange;
}

/** An error in words: what happened, where, and what to do. */
export function problemNotice({ words }: Context, title: string, problem: Problem): TemplateResult {
  const facts = [
    [words.error.place, placeOf(problem)],
    [words.error.hint, problem.hint],
    [words.error.code, problem.code],
  ] as const;
  return html`<div class="problem" role="alert">
    <p class="problem-title">${title}</p>
    <p>${problem.message}</p>
    <dl>${facts.map(([term, text]) => (text === "" ? nothing : html`<div><dt>${term}</dt><dd>${text}</dd></div>`))}</dl>
  </div>`;
}

/** A select with its label above it. */
export function choice<Value extends string>(
  label: string,
  options: readonly (readonly [value: Value, text: string])[],
  chosen: Value,
  choose: (value: Value) => void,
  name: string = label,
): TemplateResult {
  const change = (event: Event) => choose((event.target as HTMLSelectElement).value as Value);
  return html`<label class="choice"><span>${label}</span>
    <select aria-label=${name} data-set=${chosen} @change=${change}>
      ${options.map(([value, text]) => html`<option value=${value}>${text}</option>`)}
    </select></label>`;
}

/**
 * A select that adds something, and shows its own purpose again afterwards. What is there already stays in the
 * list, where it can't be chosen: a browser takes its time over a list that changes.
 */
export function adder(
  label: string,
  options: readonly (readonly [value: string, text: string, isThere: boolean])[],
  add: (value: string) => void,
): TemplateResult {
  const change = (event: Event) => {
    const select = event.target as HTMLSelectElement;
    const { value } = select;
    select.value = "";
    if (value !== "") add(value);
  };
  return html`<select class="adder" aria-label=${label} @change=${change}>
    <option value="">＋ ${label}</option>
    ${options.map(([value, text, isThere]) => html`<option value=${value} ?disabled=${isThere}>${text}</option>`)}
  </select>`;
}

/** Something chosen, with what takes it away. */
export function chip(text: string, removal: string, remove: () => void): TemplateResult {
  return html`<li class="chip"><span>${text}</span><button class="remove" aria-label=${removal} title=${removal} @click=${remove}>×</button></li>`;
}

/** A bar of a share; drawn, since a strict page bars style attributes. */
export function bar(share: number, kind: string): TemplateResult {
  return html`<svg class="bar ${kind}" aria-hidden="true" width="100%" height="10"><rect class="bar-track" width="100%" height="10"></rect><rect class="bar-fill" width="${(Math.min(1, Math.max(0, share)) * 100).toFixed(2)}%" height="10"></rect></svg>`;
}

/** The encodings to choose from where the one that was found is wrong. */
const ENCODINGS = ["utf-8", "shift_jis", "euc-jp", "utf-16le", "utf-16be"] as const;

/** The encoding that a file was read in, to be changed. */
export function encodings({ words, commands }: Context, found: string | null, chosen: string): TemplateResult {
  const options = [["", found === null ? "–" : words.bar.found(found)] as const, ...ENCODINGS.map((encoding) => [encoding, encoding] as const)];
  return choice(words.bar.encoding, options, chosen, (encoding) => commands.recode(encoding));
}
