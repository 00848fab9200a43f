//! The npm package: everything but the module is made here, from www/package.
//!
//! Its package.json lists what is exported and what is a command; each `./NAME.js` in it is an entry
//! whose source is www/package/NAME.ts, and a `./NAME.cjs` is the same entry for
//! Node's `require`. So the list of entries stands in one place.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};
use serde_json::Value;

use crate::one_script;
use crate::program::{program, run};
use crate::project;
use crate::wasm::{self, Wasm};

const SOURCES: &str = "www/package";

/// Entries that one program may load together, and which so share their code.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Group {
    Browser,
    /// The explorer and the guess at bare files, which few pages load: were their code shared with
    /// the others', every report would load it in more and smaller pieces, which compress worse. They
    /// take entries of the browser's group as they are.
    Explorer,
    Node,
    /// One file each, for pages that load it from far away or hold it within themselves.
    Alone,
}

/// How the code that entries of a group share is laid out: as files of its own, so that the address
/// of the module stands in them once and no code is loaded twice. A browser loads none of Node's.
const GROUPS: [(Group, &[&str]); 4] = [
    (
        Group::Browser,
        &["--splitting", "--chunk-names=shared-[hash]"],
    ),
    (
        Group::Explorer,
        &[
            "--splitting",
            "--chunk-names=explorer.[name]",
            "--external:./worker.js",
            "--external:./element.js",
            "--external:./index.js",
            "--external:./file-reading.js",
        ],
    ),
    (
        Group::Node,
        &["--splitting", "--chunk-names=node.shared-[hash]"],
    ),
    (Group::Alone, &[]),
];

impl Group {
    fn of(entry: &str) -> Self {
        match entry {
            "node.js" | "node.infer.js" | "cli.js" => Self::Node,
            "explorer.js" | "explorer-guess.js" | "infer.js" => Self::Explorer,
            "cdn.js" | "inline.js" => Self::Alone,
            _ => Self::Browser,
        }
    }
}

/// What the explorer's group takes from the browser's and nobody else is to import.
const INTERNAL: &str = "file-reading.js";

/// Makes pkg/ anew around the module.
pub fn assemble(wasm: &Wasm) -> Result<()> {
    let pkg = project::path("pkg");
    if pkg.is_dir() {
        fs::remove_dir_all(&pkg)?;
    }
    fs::create_dir_all(&pkg)?;
    for module in &wasm.modules {
        let name = module.file_name().context("a module has no name")?;
        fs::copy(module, pkg.join(name))?;
    }
    for name in ["LICENSE-MIT", "LICENSE-APACHE", "CHANGELOG.md"] {
        fs::copy(project::path(name), pkg.join(name)).with_context(|| name.to_owned())?;
    }
    fs::copy(project::path("README.md"), pkg.join("README.md"))?;
    let text = manifest()?;
    fs::write(pkg.join("package.json"), &text)?;
    let manifest: Value =
        serde_json::from_str(&text).context("www/package/package.json is not JSON")?;
    let mut entries = named(&manifest["exports"]);
    entries.extend(named(&manifest["bin"]));
    entries.insert(INTERNAL.to_owned());
    shorten_styles(&wasm.glue)?;
    for (group, sharing) in GROUPS {
        let modules = entries.iter().filter(|entry| entry.ends_with(".js"));
        bundle_modules(modules.filter(|entry| Group::of(entry) == group), sharing)?;
    }
    one_script::merge(&pkg)?;
    shorten_scripts(&pkg)?;
    bundle_for_require(&entries)?;
    declare(&entries, &wasm.glue)?;
    run(
        program("node").args(["xtask/src/integrity.mjs", "pkg"]),
        "Install Node 20 or later.",
    )
}

/// The package.json of www/package, with the version of the crate. It stays text, because
/// the order of its conditions decides which file is taken, and a parsed object loses it.
fn manifest() -> Result<String> {
    const UNVERSIONED: &str = r#""version": "0.0.0""#;
    let path = project::path(SOURCES).join("package.json");
    let text = fs::read_to_string(&path).context("www/package/package.json is missing")?;
    if !text.contains(UNVERSIONED) {
        bail!("{SOURCES}/package.json must say {UNVERSIONED}: the version is the crate's.");
    }
    let version = format!(r#""version": "{}""#, env!("CARGO_PKG_VERSION"));
    Ok(text.replacen(UNVERSIONED, &version, 1))
}

/// The JavaScript files that a part of package.json names, at any depth.
fn named(part: &Value) -> BTreeSet<String> {
    match part {
        Value::Object(branches) => branches.values().flat_map(named).collect(),
        Value::String(file) => file
            .strip_prefix("./")
            .filter(|file| file.ends_with(".js") || file.ends_with(".cjs"))
            .map(|file| BTreeSet::from([file.to_owned()]))
            .unwrap_or_default(),
        _ => BTreeSet::new(),
    }
}

fn source(entry: &str) -> Result<String> {
    let name = entry.trim_end_matches(".cjs").trim_end_matches(".js");
    let source = format!("{SOURCES}/{name}.ts");
    if !project::path(&source).is_file() {
        bail!(
            "{SOURCES}/package.json exports {entry}, but there is no {source}. Write it, or take the export away."
        );
    }
    Ok(source)
}

/// What draws a PNG in Node is installed by whoever wants one.
const RASTERIZER: &str = "--external:@resvg/resvg-js";
/// The style sheets stand in the scripts as text, which esbuild takes as it is: so they are
/// shortened before.
const STYLES: [&str; 2] = ["report-styles.css", "explorer-styles.css"];
const STYLES_AS_TEXT: &str = "--loader:.css=text";

/// wasm-bindgen's scripts warn on the console of what the package never does, and of a server that
/// calls wasm something else, which they get along with: every reader would load the warnings.
const SILENT: &str = "--drop:console";

fn shorten_styles(made: &Path) -> Result<()> {
    run(
        program(project::path("node_modules/.bin/esbuild"))
            .args(STYLES.map(|name| project::path(SOURCES).join(name)))
            .args([
                "--bundle",
                "--minify",
                "--charset=utf8",
                "--log-level=warning",
            ])
            .arg(format!("--outdir={}", made.display())),
        ESBUILD_NEXT,
    )
}

const ESBUILD_NEXT: &str = "Mend what esbuild names above.";

fn bundle_modules<'name>(
    entries: impl Iterator<Item = &'name String>,
    sharing: &[&str],
) -> Result<()> {
    let sources = entries
        .map(|entry| source(entry))
        .collect::<Result<Vec<_>>>()?;
    if sources.is_empty() {
        return Ok(());
    }
    run(
        program(project::path("node_modules/.bin/esbuild"))
            .args(sources)
            .args(sharing)
            .args(["--bundle", "--format=esm", "--minify"])
            .args(["--loader:.wasm=base64", STYLES_AS_TEXT, SILENT])
            .args(["--target=es2022", "--charset=utf8", "--external:node:*"])
            .arg(RASTERIZER)
            .args(["--outdir=pkg", "--log-level=warning"]),
        ESBUILD_NEXT,
    )
}

/// terser folds what esbuild leaves as it is: 2 kB less of scripts, a quarter of which every
/// reader loads.
fn shorten_scripts(pkg: &Path) -> Result<()> {
    for entry in fs::read_dir(pkg)? {
        let script = entry?.path();
        if script.extension().is_none_or(|extension| extension != "js") {
            continue;
        }
        let name = script.file_name().unwrap_or_default().to_string_lossy();
        // Nothing in the explorer is made by `new` of what is no class, so that each function may be an arrow,
        // and none of its getters does more than answer.
        let further = match name.starts_with("explorer") {
            true => ",unsafe_arrows,hoist_funs,pure_getters",
            false => "",
        };
        run(
            program(project::path("node_modules/.bin/terser"))
                .arg(&script)
                .args(["--module", "--ecma=2022", "--mangle"])
                .arg(format!("--compress=passes=3,keep_fargs=false{further}"))
                .arg("--output")
                .arg(&script),
            "Mend what terser names above.",
        )?;
        if name.starts_with("explorer.") {
            fs::write(&script, without_indents(&fs::read_to_string(&script)?))?;
        }
    }
    Ok(())
}

/// Elements around which no space is seen, since each begins a line of its own.
const BLOCKS: [&str; 24] = [
    "article", "aside", "dd", "details", "div", "dl", "dt", "fieldset", "figure", "h2", "h3",
    "header", "legend", "li", "nav", "ol", "p", "section", "summary", "table", "tbody", "thead",
    "tr", "ul",
];

/// A script without what indents its lines, which all stand in templates of HTML: there a line break is as much
/// space as one with an indent, and where a line of the page begins or ends it is none.
fn without_indents(script: &str) -> String {
    let mut lean = String::with_capacity(script.len());
    for line in script.split('\n').map(str::trim_start) {
        if !lean.is_empty() && !is_block(line) {
            lean.push('\n');
        }
        lean.push_str(line);
    }
    lean
}

/// Whether a line begins with the beginning or the end of a block.
fn is_block(line: &str) -> bool {
    let tag = line.strip_prefix("</").or_else(|| line.strip_prefix('<'));
    let name = tag.and_then(|tag| tag.split(['>', ' ']).next());
    name.is_some_and(|name| BLOCKS.contains(&name))
}

/// CommonJS has no `import.meta.url`: the file's own name takes its place.
fn bundle_for_require(entries: &BTreeSet<String>) -> Result<()> {
    for entry in entries.iter().filter(|entry| entry.ends_with(".cjs")) {
        run(
            program(project::path("node_modules/.bin/esbuild"))
                .arg(source(entry)?)
                .args(["--bundle", "--platform=node", "--format=cjs", "--minify"])
                .arg(STYLES_AS_TEXT)
                .args(["--target=node20", "--charset=utf8", "--log-level=warning"])
                .arg(RASTERIZER)
                .arg("--define:import.meta.url=chosaFileUrl")
                .arg("--banner:js=const chosaFileUrl=require('node:url').pathToFileURL(__filename).href;")
                .arg(format!("--outfile=pkg/{entry}")),
            ESBUILD_NEXT,
        )?;
    }
    Ok(())
}

/// The types: tsc writes one declaration beside each source, wasm-bindgen's own
/// stand where the sources expect them, and a CommonJS entry has its copy.
fn declare(entries: &BTreeSet<String>, glue: &Path) -> Result<()> {
    if entries.is_empty() {
        return Ok(());
    }
    run(
        program(project::path("node_modules/.bin/tsc"))
            .args(["--project", "www/package/tsconfig.json"]),
        "Mend what tsc names above.",
    )?;
    let pkg = project::path("pkg");
    fs::create_dir_all(pkg.join("native"))?;
    for name in wasm::names() {
        let types = format!("{name}.d.ts");
        fs::copy(glue.join(&types), pkg.join("native").join(&types))?;
    }
    forget_library(&pkg.join("explorer"))?;
    let mut required: Vec<String> = entries
        .iter()
        .filter_map(|entry| entry.strip_suffix(".cjs"))
        .map(str::to_owned)
        .collect();
    let mut done = BTreeSet::new();
    while let Some(name) = required.pop() {
        if done.insert(name.clone()) {
            required.extend(declare_for_require(&pkg, &name)?);
        }
    }
    Ok(())
}

/// Parts of the explorer name the library of its interface, which stands inside the script: whoever
/// imports the explorer needs neither the library nor their types.
fn forget_library(folder: &Path) -> Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if fs::read_to_string(&path)?.contains("\"lit/") {
            fs::remove_file(path)?;
        }
    }
    Ok(())
}

/// The declarations of a CommonJS file may name no module's: TypeScript would have it
/// `import` what it `require`s. So each has a copy, which names the other copies. The answer is
/// these others.
fn declare_for_require(pkg: &Path, name: &str) -> Result<Vec<String>> {
    let text = fs::read_to_string(pkg.join(format!("{name}.d.ts")))
        .with_context(|| format!("{name}.d.ts"))?;
    let (text, others) = naming_copies(&text);
    fs::write(pkg.join(format!("{name}.d.cts")), text)?;
    Ok(others)
}

/// Declarations in which each `"./NAME.js"` has become `"./NAME.cjs"`, and these names.
fn naming_copies(text: &str) -> (String, Vec<String>) {
    let mut parts = text.split("\"./");
    let mut copy = parts.next().unwrap_or_default().to_owned();
    let mut names = Vec::new();
    for part in parts {
        copy += "\"./";
        match part.split_once(".js\"") {
            Some((name, rest)) if !name.contains('"') => {
                copy += &format!("{name}.cjs\"{rest}");
                names.push(name.to_owned());
            }
            _ => copy += part,
        }
    }
    (copy, names)
}

#[cfg(test)]
mod tests {
    use super::{named, naming_copies, without_indents};

    #[test]
    fn entries_are_the_scripts_of_every_branch() {
        let exports = serde_json::json!({
            ".": { "node": { "require": { "types": "./node.d.cts", "default": "./node.cjs" } },
                   "default": { "types": "./index.d.ts", "default": "./index.js" } },
            "./chosa_bg.wasm": "./chosa_bg.wasm", "./package.json": "./package.json"
        });
        let found: Vec<String> = named(&exports).into_iter().collect();
        assert_eq!(found, ["index.js", "node.cjs"]);
    }

    #[test]
    fn lines_of_templates_keep_their_breaks() {
        let script = "let a = `<p>\n    ${b}\n\n  <i></i></p>`;";
        let expected = "let a = `<p>\n${b}\n\n<i></i></p>`;";
        assert_eq!(without_indents(script), expected);
    }

    #[test]
    fn no_break_stands_where_a_block_begins_or_ends() {
        let script = "let a = `<b>x</b>\n  <div\n    class=\"y\">\n  <path>\n  </div>\n  <dl>z\n`;";
        let expected = "let a = `<b>x</b><div\nclass=\"y\">\n<path></div><dl>z\n`;";
        assert_eq!(without_indents(script), expected);
    }

    #[test]
    fn declarations_for_require_name_each_other() {
        let text =
            "import type { A } from \"./a.js\";\nexport * from \"./b/c.js\"; // \"./d\" \"e.js\"\n";
        let (copy, names) = naming_copies(text);
        assert_eq!(names, ["a", "b/c"]);
        assert_eq!(
            copy,
            "import type { A } from \"./a.cjs\";\nexport * from \"./b/c.cjs\"; // \"./d\" \"e.js\"\n"
        );
    }
}
