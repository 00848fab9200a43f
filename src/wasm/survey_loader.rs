//! A survey on its way from JavaScript: bytes in, a handle out.

use super::survey_handle::SurveyHandle;
use super::thrown::{spoken, thrown};
use crate::data::{Changes, Descriptor, Loader, parse_json};
use crate::error::Error;
use crate::language::Language;
use crate::survey::Survey;
use crate::tabulate::Study;
use js_sys::Uint8Array;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// Reads the responses of a package, which come in pieces.
#[wasm_bindgen]
pub struct SurveyLoader {
    loader: Loader,
    language: Language,
}

#[wasm_bindgen]
impl SurveyLoader {
    /// A loader for a package of a descriptor, which may be changed, and files of these names.
    #[wasm_bindgen(constructor)]
    pub fn new(
        descriptor: Option<String>,
        names: Vec<String>,
        language: Option<String>,
        changes: Option<String>,
    ) -> Result<SurveyLoader, JsValue> {
        let language = spoken(language.as_deref());
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let begin = || -> Result<Loader, Error> {
            let changes: Changes = parse_json(changes.as_deref().unwrap_or("{}"), "changes")?;
            let descriptor = descriptor.as_deref().unwrap_or("{}");
            let descriptor = Descriptor::changed(descriptor, &changes)?;
            Study::check_file(&descriptor, &names)?;
            Loader::new(descriptor)
        };
        let loader = begin().map_err(|error| thrown(&error, language))?;
        Ok(Self { loader, language })
    }

    /// The file that is to be pushed.
    pub fn file(&self) -> String {
        self.loader.file().to_owned()
    }

    /// Makes room for responses of so many bytes.
    pub fn expect(&mut self, bytes: f64) {
        self.loader.expect(bytes as u64);
    }

    /// Reads on; returns how many responses have been read.
    pub fn push(&mut self, bytes: &Uint8Array) -> Result<f64, JsValue> {
        let mut at = 0;
        while at < bytes.length() {
            let mut copy = |room: &mut [u8]| {
                bytes.subarray(at, at + room.len() as u32).copy_to(room);
            };
            let rest = (bytes.length() - at) as usize;
            let count = self.loader.fill(rest, &mut copy);
            at += count.map_err(|error| thrown(&error, self.language))? as u32;
        }
        Ok(self.loader.rows() as f64)
    }

    /// The survey, once all bytes have come.
    pub fn finish(self) -> Result<SurveyHandle, JsValue> {
        let survey = self.loader.finish().and_then(Survey::of_responses);
        survey
            .map(SurveyHandle::of)
            .map_err(|error| thrown(&error, self.language))
    }
}
