//! The table of sizes that ends every build.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

use crate::brotli::{self, Size};
use crate::code_origins::code_by_origin;
use crate::project;
use crate::wasm::Wasm;

/// The sizes that the last commit says it has. A test holds that they are not far from the truth.
const COMMITTED: &str = "pkg-tests/sizes.json";
/// The variable that has the build write them anew.
const UPDATE: &str = "UPDATE_SIZES";

/// Prints what pkg/ weighs, what each part of the module costs, and what has changed since the
/// last commit.
pub fn report(wasm: &Wasm) -> Result<()> {
    let sizes = measure()?;
    let committed = committed();
    println!(
        "   {:28} {:>10} {:>10}  since the last commit",
        "file", "bytes", "brotli"
    );
    for (name, &size) in &sizes {
        print_line(name, size, committed.get(name));
    }
    let total = browser_total(&sizes);
    let before = browser_total(&committed);
    print_line("what a browser may load", total, Some(&before));
    for (title, parts) in EXPLORER {
        let beyond = explorer_total(&sizes, parts);
        print_line(title, beyond, Some(&explorer_total(&committed, parts)));
    }
    for parts in INSTEAD {
        let title = format!("or, in its place, {}", parts[0]);
        print_line(
            &title,
            sum_of(&sizes, parts),
            Some(&sum_of(&committed, parts)),
        );
    }
    let module = sizes.get(MODULE).copied().unwrap_or_default();
    print_origins(wasm, module)?;
    if std::env::var_os(UPDATE).is_some() {
        let text = serde_json::to_string_pretty(&sizes)?;
        fs::write(project::path(COMMITTED), format!("{text}\n"))?;
        println!("   written to {COMMITTED}");
    } else if total != before {
        println!("   `{UPDATE}=1 cargo xtask build` writes these sizes to {COMMITTED}.");
    }
    Ok(())
}

fn committed() -> BTreeMap<String, Size> {
    fs::read_to_string(project::path(COMMITTED))
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default()
}

fn print_line(name: &str, (raw, brotli): Size, before: Option<&Size>) {
    let change = match before {
        None => "  new".to_owned(),
        Some(&(_, before)) if before == brotli => String::new(),
        Some(&(_, before)) => format!("  {:+}", brotli as i64 - before as i64),
    };
    println!("   {name:28} {raw:>10} {brotli:>10}{change}");
}

const MODULE: &str = "chosa_bg.wasm";

/// What the module consists of: its code by what that comes from, and what is no code.
fn print_origins(wasm: &Wasm, (raw, brotli): Size) -> Result<()> {
    let origins = code_by_origin(&fs::read(&wasm.compiled)?)?;
    let code: u64 = code_by_origin(&fs::read(&wasm.modules[0])?)?.values().sum();
    let all: u64 = origins.values().sum();
    let mut parts: Vec<(&str, u64)> = origins
        .iter()
        .map(|(name, size)| (name.as_str(), code * size / all.max(1)))
        .collect();
    parts.push(("texts, constants, tables", raw.saturating_sub(code)));
    parts.sort_by_key(|(_, size)| std::cmp::Reverse(*size));
    println!(
        "   {:28} {:>10} {:>10}  shared out by each part's code before wasm-opt",
        "of the module", "bytes", "brotli"
    );
    for (name, size) in parts {
        let share = size as f64 / raw.max(1) as f64;
        let compressed = (brotli as f64 * share).round();
        println!(
            "   {name:28} {size:>10} {compressed:>10}  {:.1}%",
            100.0 * share
        );
    }
    Ok(())
}

/// Scripts that a page loads in place of all others, with what each of them loads.
const INSTEAD: [&[&str]; 2] = [&["cdn.js", "chosa_bg.wasm"], &["inline.js"]];

/// What a reader of the explorer loads beyond what a report needs, and its words in one language.
const EXPLORER: [(&str, &[&str]); 2] = [
    ("the explorer, for a package", &["explorer.js"]),
    (
        "the explorer, for a bare file",
        &[
            "explorer.js",
            "explorer-guess.js",
            "infer.js",
            "file-reading.js",
            "chosa_infer_bg.wasm",
        ],
    ),
];

/// The explorer's words, of which a reader loads one language.
const LANGUAGES: [&str; 2] = ["explorer.english.js", "explorer.japanese.js"];

/// The parts, and the larger of the languages.
fn explorer_total(sizes: &BTreeMap<String, Size>, parts: &[&str]) -> Size {
    let languages = LANGUAGES.iter().filter_map(|name| sizes.get(*name));
    let larger = languages.max_by_key(|(_, brotli)| brotli);
    sum([&sum_of(sizes, parts)].into_iter().chain(larger))
}

fn sum_of(sizes: &BTreeMap<String, Size>, parts: &[&str]) -> Size {
    sum(parts.iter().filter_map(|part| sizes.get(*part)))
}

/// How the files begin that no report needs: the explorer, and the guess at bare files.
const TOOLS: [&str; 4] = ["explorer", "infer.", "chosa_infer", "file-reading."];

fn is_tool(name: &str) -> bool {
    TOOLS.iter().any(|tool| name.starts_with(tool))
}

/// The wasm and the JavaScript, without the entries that only Node reads, the tools, and those that
/// hold once more what the others share.
fn browser_total(sizes: &BTreeMap<String, Size>) -> Size {
    let counts = |name: &str| {
        !["node.", "cli."].iter().any(|own| name.starts_with(own))
            && !INSTEAD.iter().any(|parts| parts[0] == name)
            && !is_tool(name)
    };
    sum(sizes
        .iter()
        .filter(|(name, _)| counts(name))
        .map(|(_, size)| size))
}

fn sum<'sizes>(sizes: impl Iterator<Item = &'sizes Size>) -> Size {
    sizes.fold((0, 0), |sum, size| (sum.0 + size.0, sum.1 + size.1))
}

fn measure() -> Result<BTreeMap<String, Size>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(project::path("pkg"))? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        if [".js", ".cjs", ".wasm"]
            .iter()
            .any(|end| name.ends_with(end))
        {
            names.push(name);
        }
    }
    let files: Vec<PathBuf> = names
        .iter()
        .map(|name| Path::new("pkg").join(name))
        .collect();
    let sizes = brotli::sizes_of(&files)?;
    let mut by_name = BTreeMap::<String, Size>::new();
    for (name, (raw, brotli)) in names.into_iter().zip(sizes) {
        let whole = by_name.entry(stable(&name)).or_default();
        *whole = (whole.0 + raw, whole.1 + brotli);
    }
    Ok(by_name)
}

/// A name that stays when the content changes: `node.shared-3MNOK6WK.js` is part of `node.shared.js`.
fn stable(name: &str) -> String {
    let is_hash = |part: &str| {
        let mut letters = part.bytes();
        part.len() == 8 && letters.all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    };
    let parts = name
        .strip_suffix(".js")
        .and_then(|name| name.rsplit_once('-'));
    match parts {
        Some((group, hash)) if is_hash(hash) => format!("{group}.js"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{EXPLORER, browser_total, explorer_total, stable};

    #[test]
    fn chunks_are_counted_together_whatever_their_hash() {
        assert_eq!(stable("node.shared-3MNOK6WK.js"), "node.shared.js");
        assert_eq!(stable("explorer.english.js"), "explorer.english.js");
        assert_eq!(stable("worker-script.js"), "worker-script.js");
    }

    #[test]
    fn what_only_node_reads_or_stands_for_the_rest_is_not_counted() {
        let sizes = [
            ("chosa_bg.wasm", (10, 5)),
            ("index.js", (4, 2)),
            ("node.cjs", (9, 9)),
            ("cli.js", (8, 3)),
            ("cdn.js", (6, 3)),
            ("inline.js", (20, 9)),
            ("explorer.js", (30, 12)),
            ("infer.js", (4, 2)),
            ("chosa_infer_bg.wasm", (9, 4)),
        ];
        let sizes = sizes.map(|(name, size)| (name.to_owned(), size)).into();
        assert_eq!(browser_total(&sizes), (14, 7));
    }

    #[test]
    fn of_the_languages_a_reader_loads_one() {
        let sizes = [
            ("explorer.js", (30, 12)),
            ("explorer.english.js", (8, 4)),
            ("explorer.japanese.js", (7, 5)),
            ("infer.js", (4, 2)),
        ];
        let sizes = sizes.map(|(name, size)| (name.to_owned(), size)).into();
        let totals = EXPLORER.map(|(_, parts)| explorer_total(&sizes, parts));
        assert_eq!(totals, [(37, 17), (41, 19)]);
    }
}
