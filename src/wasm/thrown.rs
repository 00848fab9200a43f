//! An error as JavaScript throws it.

use crate::error::Error;
use crate::language::Language;
use js_sys::Reflect;
use wasm_bindgen::JsValue;

/// The language that a tag names; English where Chosa does not speak it.
pub(super) fn spoken(tag: Option<&str>) -> Language {
    tag.and_then(Language::from_tag).unwrap_or(Language::En)
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
