//! The bindings to JavaScript: convert, call, convert. No arithmetic lives here.
//!
//! The glue that wasm-bindgen makes of this is private to the npm package, whose
//! TypeScript (`www/package`) is what callers see.

#![allow(
    unsafe_code,
    reason = "wasm-bindgen's generated code crosses to JavaScript; none is written here"
)]

mod convert;
mod survey_handle;
mod survey_loader;

use crate::data::Descriptor;
use crate::report::ReportDescription;
use convert::{spoken, thrown, to_js};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// The files that a descriptor names.
#[wasm_bindgen(js_name = resourceNames)]
pub fn resource_names(descriptor: &str, language: Option<String>) -> Result<Vec<String>, JsValue> {
    let language = spoken(language.as_deref());
    let descriptor = Descriptor::parse(descriptor).map_err(|error| thrown(&error, language))?;
    Ok(descriptor
        .resources
        .into_iter()
        .map(|resource| resource.path)
        .collect())
}

/// The other packages that a report quotes: their addresses by name.
#[wasm_bindgen(js_name = reportSurveys)]
pub fn report_surveys(report: &str, language: Option<String>) -> Result<JsValue, JsValue> {
    let language = spoken(language.as_deref());
    let description = ReportDescription::parse(report).map_err(|error| thrown(&error, language))?;
    to_js(&description.surveys)
}
