//! A sentence in both languages.

use crate::language::Language;
use crate::value::{Entries, Value, object};
use std::fmt::Display;

/// A sentence in every language that Chosa speaks, so that a page can change its language
/// without reading the file again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// In Japanese.
    pub ja: String,
    /// In English.
    pub en: String,
}

impl Said {
    /// The sentence with its parts, as [`Language::fill`] puts them in.
    pub(super) fn new(ja: &str, en: &str, parts: &[&dyn Display]) -> Self {
        Self {
            ja: Language::Ja.fill(ja, "", parts),
            en: Language::En.fill("", en, parts),
        }
    }

    /// This sentence, and then another.
    pub(super) fn and(self, next: &Self) -> Self {
        Self {
            ja: self.ja + &next.ja,
            en: self.en + " " + &next.en,
        }
    }

    /// The sentence in one language.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        language.pick(&self.ja, &self.en)
    }
}

impl Entries for Said {
    fn each(&self, put: &mut dyn FnMut(&'static str, &dyn Value)) {
        put("ja", &self.ja);
        put("en", &self.en);
    }
}

object!(Said);
