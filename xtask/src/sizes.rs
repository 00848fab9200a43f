//! The table of sizes that ends every build.

use std::collections::BTreeMap;
use std::fs;

use anyhow::{Context, Result};

use crate::program::{output, program};
use crate::project;

/// Bytes as they are, and after brotli.
type Size = (u64, u64);

/// Prints what pkg/ weighs and what has changed since the last build.
pub fn report() -> Result<()> {
    let last_file = project::target().join("xtask/sizes.json");
    let last: BTreeMap<String, Size> = fs::read_to_string(&last_file)
        .ok()
        .and_then(|text| serde_json::from_str(&text).ok())
        .unwrap_or_default();
    let sizes = measure()?;
    println!("   {:28} {:>10} {:>10}", "file", "bytes", "brotli");
    for (name, &(raw, brotli)) in &sizes {
        let change = match last.get(name) {
            None => "  new".to_owned(),
            Some(&(_, before)) if before == brotli => String::new(),
            Some(&(_, before)) => format!("  {:+}", brotli as i64 - before as i64),
        };
        println!("   {name:28} {raw:>10} {brotli:>10}{change}");
    }
    let (raw, brotli) = browser_total(&sizes);
    println!("   {:28} {raw:>10} {brotli:>10}", "what a browser may load");
    for &tool in TOOLS {
        let (raw, brotli) = sum(sizes.get(tool).iter().copied());
        println!(
            "   {:28} {raw:>10} {brotli:>10}",
            format!("beyond that, {tool}")
        );
    }
    for parts in INSTEAD {
        let (raw, brotli) = sum(parts.iter().filter_map(|part| sizes.get(*part)));
        let title = format!("or, in its place, {}", parts[0]);
        println!("   {title:28} {raw:>10} {brotli:>10}");
    }
    fs::write(last_file, serde_json::to_string(&sizes)?)?;
    Ok(())
}

/// Scripts that a page loads in place of all others, with what each of them loads.
const INSTEAD: [&[&str]; 2] = [&["cdn.js", "chosa_bg.wasm"], &["inline.js"]];

/// Tools of their own, which no report needs.
const TOOLS: &[&str] = &["explorer.js"];

/// The wasm and the JavaScript, without the entries that only Node reads, the tools, and those that
/// hold once more what the others share.
fn browser_total(sizes: &BTreeMap<String, Size>) -> Size {
    let counts = |name: &str| {
        !["node.", "cli."].iter().any(|own| name.starts_with(own))
            && !INSTEAD.iter().any(|parts| parts[0] == name)
            && !TOOLS.contains(&name)
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
    let mut node = program("node");
    node.arg("xtask/src/brotli.mjs");
    node.args(names.iter().map(|name| format!("pkg/{name}")));
    let text = output(&mut node, "Install Node 20 or later.")?;
    let sizes: Vec<Size> = serde_json::from_str(&text).context("xtask/src/brotli.mjs")?;
    Ok(names.into_iter().zip(sizes).collect())
}

#[cfg(test)]
mod tests {
    use super::browser_total;

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
        ];
        let sizes = sizes.map(|(name, size)| (name.to_owned(), size)).into();
        assert_eq!(browser_total(&sizes), (14, 7));
    }
}
