/**
 * Writes methods.html and en/methods.html into www/dist: every method in words, with its formula.
 *
 * Both pages come from the files of sections/, and what the engine says or computes is asked of the
 * built package while they are written. Run by `cargo xtask build`.
 */
import { readdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { page } from "./page.mjs";

const DIST = new URL("../dist/", import.meta.url);
const { Survey } = await import(new URL("pkg/node.js", DIST));

const names = readdirSync(fileURLToPath(new URL("sections/", import.meta.url))).sort();
const parts = await Promise.all(names.map((name) => import(`./sections/${name}`)));
for (const [language, address] of [["ja", "methods.html"], ["en", "en/methods.html"]]) {
  writeFileSync(new URL(address, DIST), await page(Survey, parts, language));
}
