//! Short names for what the module and its glue call each other.
//!
//! wasm-bindgen names each import by a hash, and each export by its function. A reader would
//! load every one of these names twice and never see one: they cost 1.1 kB after brotli.

use anyhow::{Context, Result, bail};
use std::convert::Infallible;
use wasm_encoder::reencode::{Error, Reencode};
use wasm_encoder::{ExportSection, ImportSection, Module};
use wasmparser::{Export, Import, Parser, Payload};

/// The export that programs other than the glue look at.
const KEPT: &str = "memory";

/// The module and its glue, with short names in both.
pub fn shortened(module: &[u8], glue: &str) -> Result<(Vec<u8>, String)> {
    let mut names = Names::of(module)?;
    let glue = names.shortened_in(glue)?;
    let mut made = Module::new();
    names
        .parse_core_module(&mut made, Parser::new(0), module)
        .context("the module's names could not be shortened")?;
    Ok((made.finish(), glue))
}

/// The long names; the place of each is its short one.
struct Names(Vec<String>);

impl Names {
    fn of(module: &[u8]) -> Result<Self> {
        let mut names = Vec::new();
        for part in Parser::new(0).parse_all(module) {
            match part? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        names.push(import?.name.to_owned());
                    }
                }
                Payload::ExportSection(exports) => {
                    for export in exports {
                        names.push(export?.name.to_owned());
                    }
                }
                _ => {}
            }
        }
        names.retain(|name| name != KEPT);
        Ok(Self(names))
    }

    fn short(&self, long: &str) -> String {
        let at = self.0.iter().position(|name| name == long);
        at.map_or_else(|| long.to_owned(), |at| format!("${at}"))
    }

    /// Imports stand in the glue by names that nothing else has; an export is called on the
    /// module, and a method of the glue may have its name.
    fn shortened_in(&self, glue: &str) -> Result<String> {
        let mut made = String::with_capacity(glue.len());
        let mut rest = glue;
        while let Some(start) = rest.find(in_word) {
            let (before, from) = rest.split_at(start);
            let (word, after) =
                from.split_at(from.find(|letter| !in_word(letter)).unwrap_or(from.len()));
            let digits = word.strip_prefix('$');
            if digits.is_some_and(|rest| rest.starts_with(|letter: char| letter.is_ascii_digit())) {
                bail!("wasm-bindgen's glue has a name of its own like the short ones: {word}");
            }
            made.push_str(before);
            if made.ends_with("wasm.") || word.starts_with("__wb") {
                made.push_str(&self.short(word));
            } else {
                made.push_str(word);
            }
            rest = after;
        }
        made.push_str(rest);
        Ok(made)
    }
}

fn in_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_' || letter == '$'
}

impl Reencode for Names {
    type Error = Infallible;

    fn parse_imports(
        &mut self,
        imports: &mut ImportSection,
        listed: wasmparser::Imports<'_>,
    ) -> Result<(), Error> {
        for import in listed {
            let Import { module, name, ty } = import?.1;
            imports.import(module, &self.short(name), self.entity_type(ty)?);
        }
        Ok(())
    }

    fn parse_export(
        &mut self,
        exports: &mut ExportSection,
        export: Export<'_>,
    ) -> Result<(), Error> {
        let kind = self.export_kind(export.kind)?;
        let index = self.external_index(export.kind, export.index)?;
        exports.export(&self.short(export.name), kind, index);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{KEPT, shortened};
    use wasm_encoder::{
        EntityType, ExportKind, ExportSection, ImportSection, MemorySection, MemoryType, Module,
        TypeSection,
    };

    fn module(import: &str, export: &str) -> Vec<u8> {
        let (mut types, mut imports) = (TypeSection::new(), ImportSection::new());
        let (mut memories, mut exports) = (MemorySection::new(), ExportSection::new());
        types.ty().function([], []);
        imports.import("glue", import, EntityType::Function(0));
        memories.memory(MemoryType {
            minimum: 1,
            maximum: None,
            memory64: false,
            shared: false,
            page_size_log2: None,
        });
        exports.export(KEPT, ExportKind::Memory, 0);
        exports.export(export, ExportKind::Func, 0);
        let mut module = Module::new();
        module.section(&types).section(&imports);
        module.section(&memories).section(&exports);
        module.finish()
    }

    #[test]
    fn both_sides_call_each_other_by_the_same_short_names() {
        let glue =
            "{ __wbg_get_d7: () => 1, csv() { wasm.csv(wasm.memory, other.csv, $, __wbg_get) } }";
        let (made, glue) = shortened(&module("__wbg_get_d7", "csv"), glue).unwrap();
        assert_eq!(made, module("$0", "$1"));
        let short = "{ $0: () => 1, csv() { wasm.$1(wasm.memory, other.csv, $, __wbg_get) } }";
        assert_eq!(glue, short);
    }

    #[test]
    fn a_name_of_the_glue_that_looks_short_is_refused() {
        assert!(shortened(&module("__wbg_get_d7", "csv"), "let $1;").is_err());
    }
}
