// What pkg/ must be, whatever is written in it: complete, small, and free of the DOM.
import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";

const pkg = new URL("../../pkg/", import.meta.url);
const read = (name) => readFileSync(new URL(name, pkg));
const names = readdirSync(pkg);
const scripts = names.filter((name) => name.endsWith(".js"));
const manifest = JSON.parse(read("package.json"));

/** Every file that a part of `exports` names, with the conditions that lead to it. */
function targets(part, conditions = []) {
  if (typeof part === "string") return [{ file: part, conditions }];
  return Object.entries(part).flatMap(([key, inner]) => targets(inner, [...conditions, key]));
}

test("every exported file exists", () => {
  const missing = targets(manifest.exports).filter(({ file }) => !existsSync(new URL(file, pkg)));
  assert.deepEqual(missing, []);
  assert.equal(manifest.exports["./chosa_bg.wasm"], "./chosa_bg.wasm");
  assert.equal(manifest.exports["./package.json"], "./package.json");
});

/** The file that a reader of `exports` takes who knows these conditions: the first that holds. */
function taken(part, conditions) {
  if (typeof part === "string") return part;
  const key = Object.keys(part).find((key) => key === "default" || conditions.includes(key));
  return key && taken(part[key], conditions);
}

test("whoever resolves an entry finds the types of the very code that runs there", () => {
  const readers = [["node", "import"], ["node", "require"], ["browser", "import"], ["import"]];
  for (const [entry, part] of Object.entries(manifest.exports)) {
    for (const conditions of readers) {
      const code = taken(part, conditions);
      if (!/\.c?js$/.test(code)) continue;
      const types = taken(part, ["types", ...conditions]);
      assert.equal(types, code.replace(/\.(c?)js$/, ".d.$1ts"), `${entry} for ${conditions}`);
    }
  }
});

test("Node takes the entry that reads the disk, require takes CommonJS, and a browser neither", () => {
  const main = (...conditions) => taken(manifest.exports["."], conditions);
  assert.equal(main("node", "import"), "./node.js");
  assert.equal(main("node", "require"), "./node.cjs");
  assert.equal(main("browser", "import"), "./index.js");
});

test("the version is that of the crate", () => {
  const cargo = readFileSync(new URL("../../Cargo.toml", import.meta.url), "utf8");
  const version = /\[workspace\.package\][^[]*?\bversion = "([^"]+)"/.exec(cargo)[1];
  assert.equal(manifest.version, version);
});

test("the wasm asks nothing of the DOM, so that it runs in a Worker and in Node", async () => {
  const module = await WebAssembly.compile(read("chosa_bg.wasm"));
  const asked = WebAssembly.Module.imports(module).map(({ name }) => name);
  assert.deepEqual(asked.filter((name) => /document|window|navigator|element/i.test(name)), []);
  assert.ok(WebAssembly.Module.exports(module).some(({ name }) => name === "memory"));
});

test("a bundler finds the module's address once, and not at all in the script that holds the module", () => {
  const address = /new URL\(\s*["'`]\.\/chosa_bg\.wasm["'`]\s*,\s*import\.meta\.url\s*\)/g;
  const found = (names) => names.flatMap((name) => read(name).toString().match(address) ?? []).length;
  const [alone, shared] = [["cdn.js", "inline.js"], scripts.filter((name) => !/^(cdn|inline|cli|node)\./.test(name))];
  assert.deepEqual([found(shared), ...alone.map((name) => found([name]))], [1, 1, 0]);
});

test("what stands for the rest imports nothing", () => {
  for (const name of ["cdn.js", "inline.js"]) assert.doesNotMatch(read(name).toString(), /(?<!["'])\bfrom\s*["']|\bimport\s*["'(]/);
});

test("no path of the machine that built it stands in the package", () => {
  const folders = [process.env.HOME, new URL("../../", import.meta.url).pathname].filter(
    (folder) => folder && folder.length > 1,
  );
  for (const name of names.filter((name) => /\.(wasm|c?js|json)$/.test(name))) {
    for (const folder of folders) assert.ok(!read(name).includes(folder), `${name} holds ${folder}`);
  }
});

/** How many bytes a browser loads of these files. */
const brotli = (names) => names.reduce((sum, name) => sum + brotliCompressSync(read(name)).length, 0);

/** Entries that are a tool of their own, beyond the package that a report needs. */
const TOOLS = ["explorer.js", "explorer-guess.js", "infer.js"];

/** A script with all that it imports, at any depth. */
function withImports(name, found = new Set()) {
  if (found.has(name)) return found;
  found.add(name);
  for (const [, other] of read(name).toString().matchAll(/["']\.\/([\w.-]+\.js)["']/g)) if (names.includes(other)) withImports(other, found);
  return found;
}

/** What pages load that have no such tool. */
const entries = [...new Set(targets(manifest.exports).map(({ file }) => file.slice(2)))].filter((name) => name.endsWith(".js") && !/^(node|cli|cdn|inline)\./.test(name));
const loaded = [...new Set(entries.filter((name) => !TOOLS.includes(name)).flatMap((name) => [...withImports(name)]))];

test("wasm and JavaScript are at most 200 kB after brotli", () => {
  for (const files of [loaded, ["cdn.js"]]) {
    const total = brotli(["chosa_bg.wasm", ...files]);
    assert.ok(files.length > 0 && total <= 200_000, `${total} bytes in ${files.join(", ")}`);
  }
});

/** The words of the explorer, of which a reader loads one language. */
const LANGUAGES = scripts.filter((name) => /^explorer\.(english|japanese)\./.test(name));

/** The scripts of the tools that no page without them loads. */
const own = [...new Set(TOOLS.flatMap((name) => [...withImports(name)]))].filter((name) => !loaded.includes(name));

/** What a reader loads of these, whose words are in the larger of the languages. */
function inOneLanguage(scripts) {
  const words = Math.max(...LANGUAGES.map((name) => brotli([name])));
  return words + brotli(scripts.filter((name) => !LANGUAGES.includes(name)));
}

test("the explorer's words are loaded in one language", () => {
  assert.equal(LANGUAGES.length, 2);
  for (const word of ["調査データを開く", "Open survey data"]) assert.equal(scripts.filter((name) => read(name).includes(word)).length, 1, word);
});

test("the explorer is at most 34 kB for a package and 73.8 kB for a bare file, and no script is left out of all sums", () => {
  const forPackage = inOneLanguage(own.filter((name) => !withImports("explorer-guess.js").has(name)));
  assert.ok(forPackage <= 34_000, `${forPackage} bytes for a package`);
  const forFile = inOneLanguage(own) + brotli(["chosa_infer_bg.wasm"]);
  assert.ok(forFile <= 73_800, `${forFile} bytes for a bare file: ${own.join(", ")} and the module`);
  const counted = scripts.filter((name) => !/^(node|cli|cdn|inline)\./.test(name));
  assert.deepEqual(counted.filter((name) => !loaded.includes(name) && !own.includes(name)), []);
});

test("the sizes that the last commit states are not far from what was built", () => {
  const stated = JSON.parse(readFileSync(new URL("../sizes.json", import.meta.url), "utf8"));
  const ours = Object.entries(stated).filter(([name]) => !/^(node|cli|cdn|inline)\b/.test(name));
  const total = ours.reduce((sum, [, [, brotli]]) => sum + brotli, 0);
  const counted = scripts.filter((name) => !/^(node|cli|cdn|inline)\./.test(name));
  const built = brotli(["chosa_bg.wasm", "chosa_infer_bg.wasm", ...counted]);
  assert.ok(Math.abs(total - built) <= 2_000, `pkg-tests/sizes.json says ${total} bytes, built are ${built}: UPDATE_SIZES=1 cargo xtask build`);
});

test("what guesses at bare files is small, asks nothing of the DOM and is loaded by no other script", async () => {
  const total = brotli(["chosa_infer_bg.wasm"]);
  assert.ok(total <= 41_500, `${total} bytes`);
  const module = await WebAssembly.compile(read("chosa_infer_bg.wasm"));
  const asked = WebAssembly.Module.imports(module).map(({ name }) => name);
  assert.deepEqual(asked.filter((name) => /document|window|navigator|element/i.test(name)), []);
  const naming = scripts.filter((name) => read(name).includes("chosa_infer_bg.wasm"));
  assert.deepEqual(naming.filter((name) => loaded.includes(name)), []);
  assert.ok(naming.some((name) => withImports("infer.js").has(name)), naming.join());
});

test("the module holds none of the standard library's float formatting, which src/decimal.rs replaces", () => {
  assert.ok(!read("chosa_bg.wasm").includes("flt2dec"));
});

test("no lock names a package registry", () => {
  for (const folder of ["../../", "../consumers/"]) {
    const lock = readFileSync(new URL(`${folder}package-lock.json`, import.meta.url), "utf8");
    assert.ok(!lock.includes('"resolved"'), folder);
  }
});
