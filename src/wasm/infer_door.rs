//! The guess at a file without a descriptor.

use super::thrown::{spoken, thrown};
use crate::data::infer::{Corrections, infer};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Guesses at a file: its guess as JSON, and the bytes of the file that goes with it where
/// that is another.
#[wasm_bindgen(js_name = inferFile)]
pub fn infer_file(
    name: &str,
    bytes: &[u8],
    corrections: &str,
    language: Option<String>,
) -> Result<Array, JsValue> {
    let language = spoken(language.as_deref());
    let guess = Corrections::of_lines(corrections)
        .and_then(|corrections| infer(name, bytes, &corrections))
        .map_err(|error| thrown(&error, language))?;
    let file = guess.responses.as_deref().map(Uint8Array::from);
    let parts = [JsValue::from_str(&guess.json()), file.into()];
    Ok(parts.into_iter().collect())
}
