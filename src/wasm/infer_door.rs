//! The guess at a file without a descriptor.

use super::thrown::{spoken, thrown};
use crate::data::infer::{Corrections, infer_telling};
use js_sys::{Array, Function, Uint8Array};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Guesses at a file: its guess as JSON, and the bytes of the file that goes with it where
/// that is another. `tell` is told which share of the work is done.
#[wasm_bindgen(js_name = inferFile)]
pub fn infer_file(
    name: &str,
    bytes: &[u8],
    corrections: &str,
    language: Option<String>,
    tell: &Function,
) -> Result<Array, JsValue> {
    let language = spoken(language.as_deref());
    let told = |share: f64| {
        // Whoever fails to listen loses nothing but the news.
        let _ = tell.call1(&JsValue::NULL, &JsValue::from_f64(share));
    };
    let guess = Corrections::of_lines(corrections)
        .and_then(|corrections| infer_telling(name, bytes, &corrections, &told))
        .map_err(|error| thrown(&error, language))?;
    let file = guess.responses.as_deref().map(Uint8Array::from);
    let parts = [JsValue::from_str(&guess.json()), file.into()];
    Ok(parts.into_iter().collect())
}
