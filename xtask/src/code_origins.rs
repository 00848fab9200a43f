//! What the module's code comes from: each floor of the house, the standard library, each other crate.
//!
//! Only the module that rustc writes has names, so its functions are counted, before wasm-opt
//! shrinks them. A function of another crate that was made for a type of ours counts as that
//! floor's: without it there would be none. What brotli makes of one function can't be told
//! apart from its neighbours, so a part's share of the code is taken for its share of the module.

use std::collections::BTreeMap;

use anyhow::Result;
use rustc_demangle::demangle;
use wasmparser::{Name, NameSectionReader, Parser, Payload, TypeRef};

/// The floors, from the lowest; what stands beside them is `chosa`.
const FLOORS: [&str; 7] = [
    "data", "design", "stats", "tabulate", "chart", "report", "wasm",
];

/// What comes with the language.
const STANDARD: [&str; 6] = [
    "core",
    "alloc",
    "std",
    "compiler_builtins",
    "dlmalloc",
    "hashbrown",
];

/// The bytes of code by origin, in a module with names.
pub fn code_by_origin(module: &[u8]) -> Result<BTreeMap<String, u64>> {
    let (mut imported, mut sizes, mut names) = (0, Vec::new(), BTreeMap::new());
    for part in Parser::new(0).parse_all(module) {
        match part? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    imported += u32::from(matches!(import?.ty, TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => sizes.push(body.as_bytes().len() as u64),
            Payload::CustomSection(section) if section.name() == "name" => {
                let bytes = wasmparser::BinaryReader::new(section.data(), section.data_offset());
                for subsection in NameSectionReader::new(bytes) {
                    if let Name::Function(map) = subsection? {
                        for naming in map {
                            let naming = naming?;
                            names.insert(naming.index, naming.name);
                        }
                    }
                }
            }
            _ => {}
        }
    }
    let mut origins = BTreeMap::new();
    for (index, size) in (imported..).zip(sizes) {
        let name = names.get(&index).copied().unwrap_or_default();
        let plain = format!("{:#}", demangle(name));
        // What tells wasm-bindgen of the types of a call is gone after that.
        if !plain.contains("__wbindgen_describe") && !plain.contains("::describe") {
            *origins.entry(origin(&plain)).or_default() += size;
        }
    }
    Ok(origins)
}

/// Whose a function is, by its name in Rust.
fn origin(name: &str) -> String {
    if let Some((_, rest)) = name.split_once("chosa::") {
        let floor = FLOORS.iter().find(|floor| {
            rest.strip_prefix(**floor)
                .is_some_and(|rest| rest.starts_with("::"))
        });
        return floor.map_or_else(|| "chosa".to_owned(), |floor| format!("chosa::{floor}"));
    }
    let start = name.trim_start_matches(['<', '&', '(', '[']);
    let krate = start
        .split("::")
        .next()
        .filter(|first| *first != start)
        .unwrap_or("std");
    let is_standard = STANDARD.contains(&krate) || krate.contains(|c: char| !is_of_name(c));
    if is_standard { "std" } else { krate }.to_owned()
}

fn is_of_name(character: char) -> bool {
    character.is_ascii_alphanumeric() || character == '_'
}

#[cfg(test)]
mod tests {
    use super::origin;

    #[test]
    fn a_function_is_of_its_floor_of_its_crate_or_of_the_language() {
        let names = [
            ("chosa::chart::kinds::bars", "chosa::chart"),
            (
                "<alloc::vec::Vec<chosa::tabulate::table::Row>>::push",
                "chosa::tabulate",
            ),
            ("<chosa::survey::Survey>::open", "chosa"),
            ("<csv_core::reader::Reader>::read", "csv_core"),
            ("plotters::chart::build", "plotters"),
            ("<core::str::pattern::CharSearcher>::next", "std"),
            ("memcpy", "std"),
            ("<[u8]>::to_vec", "std"),
        ];
        for (name, expected) in names {
            assert_eq!(origin(name), expected, "{name}");
        }
    }
}
