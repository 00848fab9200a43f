//! The one place that converts to and from JavaScript.
//!
//! Maps become plain objects, and what is absent becomes `null`, never `undefined`.

use crate::data::{Readable, read_json};
use crate::error::{Error, ErrorKind, Place};
use crate::language::Language;
use js_sys::{Reflect, Uint8Array};
use serde::de::{self, MapAccess, SeqAccess, Unexpected, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Number, Value};
use serde_wasm_bindgen::Serializer;
use std::fmt;
use wasm_bindgen::JsValue;

/// A value of Rust as a plain JavaScript value.
pub(super) fn to_js(value: &impl Serialize) -> Result<JsValue, JsValue> {
    value
        .serialize(&Serializer::json_compatible())
        .map_err(JsValue::from)
}

/// An argument from JavaScript; `undefined` and `null` are the default.
pub(super) fn from_js<T: Readable + Default>(
    value: JsValue,
    name: &str,
    language: Language,
) -> Result<T, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(T::default());
    }
    serde_wasm_bindgen::from_value(value)
        .map_err(|error| {
            let said = error.to_string();
            let detail = (
                format!("JSONで表せない値です（{said}）"),
                format!("a value that JSON does not have ({said})"),
            );
            Error::new(ErrorKind::InvalidForm { detail }).at(Place::path(name))
        })
        .and_then(|Plain(value)| read_json(&value, name))
        .map_err(|error| thrown(&error, language))
}

/// A JavaScript value as JSON, which has no NaN and no infinity: they are refused, where
/// serde_json would take them for `null`, and so for an entry that isn't there.
struct Plain(Value);

impl<'de> Deserialize<'de> for Plain {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(PlainVisitor).map(Self)
    }
}

struct PlainVisitor;

impl<'de> Visitor<'de> for PlainVisitor {
    type Value = Value;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value that JSON has")
    }

    fn visit_bool<E>(self, truth: bool) -> Result<Value, E> {
        Ok(Value::Bool(truth))
    }

    fn visit_i64<E>(self, whole: i64) -> Result<Value, E> {
        Ok(Value::from(whole))
    }

    fn visit_f64<E: de::Error>(self, number: f64) -> Result<Value, E> {
        let refused = || E::invalid_value(Unexpected::Float(number), &"a finite number");
        Number::from_f64(number)
            .map(Value::Number)
            .ok_or_else(refused)
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::from(text))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(Plain(item)) = items.next_element()? {
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some((key, Plain(value))) = entries.next_entry::<String, Plain>()? {
            object.insert(key, value);
        }
        Ok(Value::Object(object))
    }
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
