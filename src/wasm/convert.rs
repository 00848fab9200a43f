//! The one place that converts to and from JavaScript.
//!
//! Maps become plain objects, and what is absent becomes `null`, never `undefined`. What comes
//! from JavaScript is JSON, which is read by the one reader of it.

use super::tape::Tape;
use super::thrown::{spoken, thrown};
use crate::data::{Json, Readable, read_json};
use crate::error::Place;
use crate::language::Language;
use crate::tabulate::Table;
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// A value of Rust as a plain JavaScript value.
pub(super) fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value
        .serialize(&Serializer::json_compatible())
        .map_err(JsValue::from)
}

/// A table, which the package reads from its tape.
pub(super) fn table_to_js(table: &Table) -> JsValue {
    Tape::of(table).pieces()
}

/// An argument, as JavaScript's own JSON has it; `null` is the default.
pub(super) fn from_js<T: Readable + Default>(
    json: &str,
    name: &str,
    language: Language,
) -> Result<T, JsValue> {
    read(&parsed(json, name, language)?, name, language)
}

/// An argument as it was written.
pub(super) fn parsed(json: &str, name: &str, language: Language) -> Result<Json, JsValue> {
    Json::parse(json).map_err(|error| thrown(&error.at(Place::path(name)), language))
}

/// An argument that has been parsed; `null` is the default.
pub(super) fn read<T: Readable + Default>(
    json: &Json,
    name: &str,
    language: Language,
) -> Result<T, JsValue> {
    match json {
        Json::Null => Ok(T::default()),
        json => read_json(json, name).map_err(|error| thrown(&error, language)),
    }
}

/// The language of a request or of options, before they are read as a whole.
pub(super) fn language_of(options: &Json) -> Language {
    spoken(match options.get("language") {
        Some(Json::Text(tag)) => Some(tag),
        _ => None,
    })
}
