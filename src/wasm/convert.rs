//! The one place that converts to and from JavaScript.
//!
//! Maps become plain objects, and what is absent becomes `null`, never `undefined`.

use crate::error::{Error, ErrorKind, Place};
use crate::language::Language;
use js_sys::{Reflect, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::JsValue;

/// A value of Rust as a plain JavaScript value.
pub(super) fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value
        .serialize(&Serializer::json_compatible())
        .map_err(JsValue::from)
}

/// An argument from JavaScript; `undefined` and `null` are the default.
pub(super) fn from_js<T: DeserializeOwned + Default>(
    value: JsValue,
    name: &str,
    language: Language,
) -> Result<T, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(T::default());
    }
    serde_wasm_bindgen::from_value(value).map_err(|error| {
        let detail = error.to_string();
        let error = Error::new(ErrorKind::InvalidForm { detail }).at(Place::path(name));
        thrown(&error, language)
    })
}

/// The language that a tag names; English where Chosa does not speak it.
pub(super) fn spoken(tag: Option<&str>) -> Language {
    tag.and_then(Language::from_tag).unwrap_or(Language::En)
}

/// The language of a request or of options, before they are read as a whole.
pub(super) fn language_of(options: &JsValue) -> Language {
    let tag = Reflect::get(options, &"language".into()).ok();
    spoken(tag.and_then(|tag| tag.as_string()).as_deref())
}

/// Files with their names.
pub(super) fn bytes_of(names: &[String], files: &[Uint8Array]) -> Vec<(String, Vec<u8>)> {
    let bytes = files.iter().map(Uint8Array::to_vec);
    names.iter().cloned().zip(bytes).collect()
}

/// An error as a JavaScript `Error` with `code`, `hint` and its place.
pub(super) fn thrown(error: &Error, language: Language) -> JsValue {
    let place = error.place();
    let thrown = js_sys::Error::new(&error.message(language));
    let row = place.row.map(|row| JsValue::from_f64(row as f64));
    let text = |text: &Option<String>| text.as_deref().map(JsValue::from_str);
    let entries = [
        ("code", Some(JsValue::from_str(error.code()))),
        ("hint", Some(JsValue::from_str(&error.hint(language)))),
        ("file", text(&place.file)),
        ("path", text(&place.path)),
        ("column", text(&place.column)),
        ("row", row),
    ];
    for (key, value) in entries {
        // Setting a property of a new Error object can't fail.
        let _ = Reflect::set(&thrown, &key.into(), &value.unwrap_or(JsValue::NULL));
    }
    thrown.into()
}
