/** How figures are written. */
import type { Cell, Table } from "../types.js";

const DASH = "–";

/** A count, with the language's separators. */
export function count(value: number, locale: string): string {
  return written(value, 0, 0, locale);
}

/** What unit the figures of a table are in. */
export type Unit = "percent" | "points" | "number";

/** The unit of a table's figures. */
export function unitOf({ measure }: Table): Unit {
  if (measure === "share") return "percent";
  return measure === "nps" ? "points" : "number";
}

/** A figure in its unit: 0.3991 is 39.9%. */
export function figure(value: number, unit: Unit, locale: string): string {
  if (unit === "number") return decimal(value, locale);
  const text = fixed(value * 100, locale);
  return unit === "percent" ? `${text}%` : text;
}

/** An interval: 35.7–44.3%, without the unit twice. */
export function range(low: number, high: number, unit: Unit, locale: string): string {
  if (unit === "number") return `${decimal(low, locale)}${DASH}${decimal(high, locale)}`;
  const text = `${fixed(low * 100, locale)}${DASH}${fixed(high * 100, locale)}`;
  return unit === "percent" ? `${text}%` : text;
}

/** A difference with its sign, in percentage points or as it is. */
export function difference(value: number, unit: Unit, locale: string): string {
  return signed(unit === "number" ? value : value * 100, unit, locale);
}

/** The interval of a cell, where it has one. */
export function intervalOf({ low, high }: Cell): { low: number; high: number } | null {
  return low === null || high === null ? null : { low, high };
}

function signed(value: number, unit: Unit, locale: string): string {
  const text = unit === "number" ? decimal(Math.abs(value), locale) : fixed(Math.abs(value), locale);
  return `${value < 0 ? "−" : "+"}${text}`;
}

function fixed(value: number, locale: string): string {
  return written(value, 1, 1, locale);
}

/** As many decimals as three figures need, and no more than two. */
function decimal(value: number, locale: string): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : 2;
  return written(value, Number.isInteger(value) ? 0 : digits, digits, locale);
}

/** What writes numbers, by language and decimals: making one takes as long as writing fifty. */
const writers = new Map<string, Intl.NumberFormat>();

function written(value: number, minimumFractionDigits: number, maximumFractionDigits: number, locale: string): string {
  const key = `${locale} ${minimumFractionDigits} ${maximumFractionDigits}`;
  const writer = writers.get(key) ?? new Intl.NumberFormat(locale, { minimumFractionDigits, maximumFractionDigits });
  writers.set(key, writer);
  return writer.format(value);
}
