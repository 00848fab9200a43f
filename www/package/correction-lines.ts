import type { Corrections } from "./infer-types.js";

/**
 * Corrections as the small module takes them: lines parted by U+001E, and what stands in one by U+001F. A reader
 * of JSON would be a fifth of the module.
 */
export function correctionLines({ columns = {}, multiples = {}, ...file }: Corrections): string {
  const lines: unknown[][] = Object.entries(file);
  for (const [place, { categories, missing, ...column }] of Object.entries(columns)) {
    const own = (...words: unknown[]) => lines.push(["column", place, ...words]);
    for (const entry of Object.entries(column)) own(...entry);
    if (categories) own("categories");
    for (const { value, label = value } of categories ?? []) own("categories", value, label);
    if (missing) own("missing");
    for (const { value, label = "", kind = "noAnswer" } of missing ?? []) own("missing", value, label, kind);
  }
  for (const [name, multiple] of Object.entries(multiples)) {
    for (const entry of Object.entries(multiple)) lines.push(["multiple", name, ...entry]);
  }
  const said = lines.filter((words) => words.at(-1) !== undefined && words.at(-1) !== null);
  return said.map((words) => words.map(String).join("\u001f")).join("\u001e");
}
