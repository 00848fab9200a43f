// Prints, for the files named, their bytes as they are and after brotli (quality 11), as JSON.
import { readFileSync } from "node:fs";
import { brotliCompressSync, constants } from "node:zlib";

const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
const sizes = process.argv.slice(2).map((file) => {
  const bytes = readFileSync(file);
  return [bytes.length, brotliCompressSync(bytes, quality).length];
});
console.log(JSON.stringify(sizes));
