//! The guess at a file without a descriptor.
//!
//! What it says goes to the caller as JSON text, errors too: a value made piece by piece would bring
//! the code for that into this small module, and into the script beside it.

use crate::data::infer::{Corrections, Fault, HeldFile, json_text};
use crate::error::Error;
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen]
extern "C" {
    /// Who asks for a guess.
    pub type Asker;

    /// Hears which share of the work is done, from 0 to 1.
    #[wasm_bindgen(method)]
    fn progress(this: &Asker, share: f64);

    /// Hears what came of it: a guess, or a fault.
    #[wasm_bindgen(method)]
    fn answer(this: &Asker, json: &str);
}

/// A file that can be guessed at again and again.
#[wasm_bindgen]
pub struct BareFile(HeldFile);

#[wasm_bindgen]
impl BareFile {
    /// A file of that name, in UTF-8.
    #[wasm_bindgen(constructor)]
    pub fn new(name: String, bytes: Vec<u8>) -> Self {
        Self(HeldFile::new(name, bytes))
    }

    /// Guesses, with what somebody says of an earlier guess, and answers the asker.
    pub fn guess(&mut self, corrections: &str, asker: &Asker) {
        let told = |share: f64| asker.progress(share);
        let guess = Corrections::of_lines(corrections)
            .and_then(|corrections| self.0.guess(&corrections, &told));
        match guess {
            Ok(guess) => asker.answer(&guess.json()),
            Err(error) => refuse(asker, &error),
        }
    }

    /// The bytes of the file that goes with the last guess, where that is another.
    pub fn responses(&self, asker: &Asker) -> Option<Vec<u8>> {
        let told = |share: f64| asker.progress(share);
        self.0.responses(&told).unwrap_or_else(|error| {
            refuse(asker, &error);
            None
        })
    }
}

fn refuse(asker: &Asker, error: &Error) {
    asker.answer(&json_text(&Fault::of(error)));
}
