// The interfaces that a file of declarations exports, and what differs between a value and one of them.
import { readFileSync } from "node:fs";

export const declarations = (file) => readFileSync(new URL(`../../pkg/${file}.d.ts`, import.meta.url), "utf8").replace(/\/\*\*[^]*?\*\//g, "");

/** The properties of each exported interface: their types by name, and which may be absent. */
export function interfacesOf(file) {
  const found = [...declarations(file).matchAll(/export interface (\w+)(?:<\w+>)?(?: extends (\w+))? \{\n([^]*?)\n\}/g)];
  const interfaces = new Map();
  for (const [, name, base, body] of found) {
    const properties = [...body.matchAll(/^ {4}(\w+)(\??): ([^]*?);$/gm)];
    const own = properties.map(([, key, optional, type]) => [key, { optional: optional === "?", type }]);
    interfaces.set(name, new Map([...(interfaces.get(base) ?? []), ...own]));
  }
  return interfaces;
}

/** What differs between a value and the interface of a name, at any depth. */
export function differencesIn(interfaces) {
  function* differences(value, name, place, met) {
    met.add(name);
    const properties = interfaces.get(name);
    for (const key of Object.keys(value)) if (!properties.has(key)) yield `${place}.${key} is not declared in ${name}`;
    for (const [key, { optional, type }] of properties) {
      if (!(key in value)) {
        if (!optional) yield `${place}.${key} of ${name} is absent`;
        continue;
      }
      yield* ofType(value[key], type, `${place}.${key}`, met);
    }
  }

  function* ofType(value, type, place, met) {
    if (value === null && !/\bnull\b/.test(type)) yield `${place} is null, and ${type}`;
    if (typeof value === "number" && !/\bnumber\b|^-?\d|\bJson\b/.test(type)) yield `${place} is a number, and ${type}`;
    if (typeof value !== "object" || value === null) return;
    const own = type.match(/\w+/g).find((word) => interfaces.has(word));
    if (!own) return;
    const values = Array.isArray(value) ? value.entries() : [["", value]];
    for (const [at, one] of values) yield* differences(one, own, `${place}[${at}]`, met);
  }

  return { differences, ofType };
}
