//! Each floor of the house may use what lies beneath it and nothing above.

#![allow(
    clippy::unwrap_used,
    reason = "a test that can't read the sources must fail"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// The floors from the ground up; a floor may name those before it.
const FLOORS: [&str; 13] = [
    "decimal", "value", "text", "language", "error", "data", "design", "stats", "tabulate",
    "chart", "report", "survey", "wasm",
];

/// Crates that only some files may name.
const GUESTS: [(&str, &str); 7] = [
    ("wasm_bindgen", "wasm/"),
    ("serde_wasm_bindgen", "wasm/"),
    ("js_sys", "wasm/"),
    ("plotters", "chart/render"),
    ("plotters_backend", "chart/render"),
    ("pulldown_cmark", "report/markdown.rs"),
    ("statrs", "stats/special.rs"),
];

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

fn code_lines(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| !line.trim_start().starts_with("//"))
}

fn for_each_source(mut check: impl FnMut(&str, &str)) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    sources(&root, &mut files);
    assert!(files.len() > 10, "the sources were not found");
    for file in files {
        let name = file
            .strip_prefix(&root)
            .unwrap()
            .to_string_lossy()
            .replace('\\', "/");
        check(&name, &fs::read_to_string(&file).unwrap());
    }
}

#[test]
fn no_floor_looks_up() {
    for_each_source(|name, text| {
        let floor = name.split(['/', '.']).next().unwrap();
        let Some(height) = FLOORS.iter().position(|known| *known == floor) else {
            assert_eq!(name, "lib.rs", "src/{name} is on no floor");
            return;
        };
        for above in &FLOORS[height + 1..] {
            let path = format!("crate::{above}");
            for line in code_lines(text) {
                let found = line.find(&path).map(|at| &line[at + path.len()..]);
                let reaches_up = found.is_some_and(|rest| {
                    !rest.starts_with(|c: char| c.is_alphanumeric() || c == '_')
                });
                assert!(!reaches_up, "src/{name} looks up to {above}: {line}");
            }
        }
    });
}

#[test]
fn outside_crates_stay_in_their_rooms() {
    for_each_source(|name, text| {
        for (guest, room) in GUESTS {
            let used = code_lines(text).any(|line| line.contains(&format!("{guest}::")));
            assert!(
                !used || name.starts_with(room),
                "src/{name} names {guest}, which belongs in src/{room}"
            );
        }
    });
}

#[test]
fn no_file_is_a_drawer() {
    for_each_source(|name, _| {
        for drawer in ["utils", "util", "common", "helpers", "misc"] {
            assert!(
                !name.contains(&format!("{drawer}.rs")) && !name.contains(&format!("{drawer}/")),
                "src/{name}"
            );
        }
    });
}

/// What the documentation of every statistic has, in this order. A short form of another
/// names that one in its first lines, and leaves the rest to it.
const LESSONS: [&str; 6] = [
    "# Formula",
    "# Missing data",
    "# Not estimable",
    "# Differences",
    "# Example",
    "# References",
];

#[test]
fn every_statistic_teaches() {
    let mut taught = 0;
    for_each_source(|name, text| {
        if !name.starts_with("stats/") {
            return;
        }
        let lines: Vec<&str> = text.lines().collect();
        // Statistics are the public functions; methods stand further in.
        let functions = lines.iter().enumerate();
        for (at, line) in functions.filter(|(_, line)| line.starts_with("pub fn ")) {
            let above = lines[..at].iter().rev();
            let docs = above.take_while(|line| line.starts_with("///") || line.starts_with("#["));
            let docs: Vec<&str> = docs.map(|line| line.trim_start_matches("/// ")).collect();
            let lessons = docs.iter().rev().filter(|line| LESSONS.contains(line));
            let lessons: Vec<&str> = lessons.copied().collect();
            if lessons.is_empty() && docs.iter().any(|line| line.contains("[`")) {
                continue;
            }
            assert_eq!(lessons, LESSONS, "{name}: {line}");
            let has_alias = docs.iter().any(|line| line.starts_with("#[doc(alias"));
            assert!(has_alias, "{name}: {line} has no #[doc(alias)]");
            taught += 1;
        }
    });
    assert!(taught >= 10, "{taught} statistics were found");
}
