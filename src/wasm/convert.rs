//! The one place that converts to and from JavaScript.
//!
//! Maps become plain objects, and what is absent becomes `null`, never `undefined`.

use super::thrown::{spoken, thrown};
use crate::data::{Json, Readable, read_json};
use crate::error::{Error, ErrorKind, Place};
use crate::language::Language;
use js_sys::{Array, Object, Reflect};
use serde::Serialize;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::{JsCast, JsValue};

/// A value of Rust as a plain JavaScript value.
pub(super) fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value
        .serialize(&Serializer::json_compatible())
        .map_err(JsValue::from)
}

/// An argument from JavaScript; `undefined` and `null` are the default.
pub(super) fn from_js<T: Readable + Default>(
    value: &JsValue,
    name: &str,
    language: Language,
) -> Result<T, JsValue> {
    read(&json_from(value, name, language)?, name, language)
}

/// An argument from JavaScript as JSON.
pub(super) fn json_from(value: &JsValue, name: &str, language: Language) -> Result<Json, JsValue> {
    json_of(value, 0).ok_or_else(|| {
        let detail = ("JSONで表せない値です", "a value that JSON does not have");
        let detail = (detail.0.to_owned(), detail.1.to_owned());
        let error = Error::new(ErrorKind::InvalidForm { detail }).at(Place::path(name));
        thrown(&error, language)
    })
}

/// An argument that is JSON already; `null` is the default.
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

/// A JavaScript value as JSON, which has no NaN, no infinity and no functions. One that
/// holds itself is deeper than any that a caller means.
fn json_of(value: &JsValue, depth: usize) -> Option<Json> {
    if value.is_undefined() || value.is_null() {
        return Some(Json::Null);
    }
    if let Some(number) = value.as_f64() {
        return number.is_finite().then_some(Json::Number(number));
    }
    if let Some(text) = value.as_string() {
        return Some(Json::Text(text));
    }
    if let Some(truth) = value.as_bool() {
        return Some(Json::Bool(truth));
    }
    if !value.is_object() || value.is_function() || depth > Json::DEEPEST {
        return None;
    }
    if Array::is_array(value) {
        return items_of(&Array::from(value), depth).map(Json::List);
    }
    let mut entries = Vec::new();
    let object = Object::entries(value.unchecked_ref());
    for at in 0..object.length() {
        let entry = Array::from(&object.get(at));
        let name = entry.get(0).as_string()?;
        entries.push((name, json_of(&entry.get(1), depth + 1)?));
    }
    Some(Json::object(entries))
}

fn items_of(array: &Array, depth: usize) -> Option<Vec<Json>> {
    let mut items = Vec::new();
    for at in 0..array.length() {
        items.push(json_of(&array.get(at), depth + 1)?);
    }
    Some(items)
}

/// The language of a request or of options, before they are read as a whole.
pub(super) fn language_of(options: &JsValue) -> Language {
    let tag = Reflect::get(options, &"language".into()).ok();
    spoken(tag.and_then(|tag| tag.as_string()).as_deref())
}
