//! The one place that converts to and from JavaScript.
//!
//! Results go as tapes: maps become plain objects, and what is absent becomes `null`, never
//! `undefined`. What comes from JavaScript is JSON, which is read by the one reader of it.

use super::tape::Tape;
use super::thrown::{spoken, thrown};
use crate::data::{Json, Readable, read_json};
use crate::error::Place;
use crate::language::Language;
use crate::value::Value;
use wasm_bindgen::JsValue;

/// A result, of which the package reads a plain JavaScript value.
pub(super) fn to_js(result: &dyn Value) -> Result<JsValue, JsValue> {
    serde_wasm_bindgen::to_value(&Tape::of(result)).map_err(JsValue::from)
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
