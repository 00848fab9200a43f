//! What the package asks the engine before it holds a survey.

use super::convert::to_js;
use super::thrown::{spoken, thrown};
use crate::data::Descriptor;
use crate::report::ReportDescription;
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

/// The other surveys that a report quotes, by name: where they are, and with which changes.
#[wasm_bindgen(js_name = reportSurveys)]
pub fn report_surveys(report: &str, language: Option<String>) -> Result<JsValue, JsValue> {
    let language = spoken(language.as_deref());
    let description = ReportDescription::parse(report).map_err(|error| thrown(&error, language))?;
    to_js(&description.surveys)
}
