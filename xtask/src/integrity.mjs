// Writes the hashes of a package's scripts and module into its integrity.json, as pages name them
// in `integrity` attributes and in `fetch`.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const folder = process.argv[2];
const names = readdirSync(folder).filter((name) => /\.(js|wasm)$/.test(name)).sort();
const hashes = names.map((name) => {
  const hash = createHash("sha384").update(readFileSync(join(folder, name))).digest("base64");
  return [name, `sha384-${hash}`];
});
writeFileSync(join(folder, "integrity.json"), `${JSON.stringify(Object.fromEntries(hashes), undefined, 2)}\n`);
