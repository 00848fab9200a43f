//! The guess at a file without a descriptor.
//!
//! What it says goes to the caller as JSON text, errors too: a value made piece by piece would bring
//! the code for that into this small module, and into the script beside it. For the same reason texts come
//! as their bytes, which the browser makes itself.

use crate::data::infer::{Corrections, Fault, HeldFile, json_text};
use crate::error::Error;
use wasm_bindgen::prelude::wasm_bindgen;

// One function for all that is told, and none that is handed over: a value of JavaScript's would bring a table
// for such values.
#[wasm_bindgen(raw_module = "../infer-told.ts")]
extern "C" {
    /// Hears which share of the work is done, from 0 to 1, or, where there is a text, what came of it: a guess,
    /// or a fault.
    fn tell(share: f64, json: &str);
}

/// A file that can be guessed at again and again.
#[wasm_bindgen]
pub struct BareFile(HeldFile);

#[wasm_bindgen]
impl BareFile {
    /// A file of that name, in UTF-8.
    #[wasm_bindgen(constructor)]
    pub fn new(name: &[u8], bytes: Vec<u8>) -> Self {
        Self(HeldFile::new(text(name).to_owned(), bytes))
    }

    /// Guesses, with what somebody says of an earlier guess, and tells what came of it.
    pub fn guess(&mut self, corrections: &[u8]) {
        let guess = Corrections::of_lines(text(corrections))
            .and_then(|corrections| self.0.guess(&corrections, &progress));
        match guess {
            Ok(guess) => answer(&guess.json()),
            Err(error) => refuse(error),
        }
    }

    /// The bytes of the file that goes with the last guess, where that is another.
    pub fn responses(&self) -> Option<Vec<u8>> {
        self.0.responses(&progress).unwrap_or_else(|error| {
            refuse(error);
            None
        })
    }
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or_default()
}

fn progress(share: f64) {
    tell(share, "");
}

fn answer(json: &str) {
    tell(1.0, json);
}

fn refuse(error: Error) {
    answer(&json_text(&Fault::of(&error)));
    // Its few bytes are left where they are: what takes an error of any kind apart is a fiftieth of this module.
    std::mem::forget(error);
}
