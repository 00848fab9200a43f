//! A sentence in both languages.

use super::sentences::Say;
use crate::language::{Language, filled};
use crate::text::digits;
use crate::value::entries;

/// A sentence in every language that Chosa speaks, so that a page can change its language
/// without reading the file again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// In Japanese.
    pub ja: String,
    /// In English.
    pub en: String,
}

entries!(Said { ja, en });

/// What a sentence may tell.
#[derive(Clone, Copy, Default)]
pub(super) struct Told<'a> {
    /// Rows with an answer.
    pub(super) rows: usize,
    /// Different answers.
    pub(super) distinct: usize,
    /// The header.
    pub(super) header: &'a str,
    /// What the sentence is about.
    pub(super) part: &'a str,
}

impl Said {
    /// The sentence with what it tells.
    pub(super) fn new(say: Say, told: Told<'_>) -> Self {
        let (ja, en) = say.texts();
        let said = |language: Language| {
            filled(language.pick(ja, en), &mut |number, text| {
                match number {
                    0 => text.push_str(&digits(told.rows as u64)),
                    1 => text.push_str(&digits(told.distinct as u64)),
                    2 => text.push_str(told.header),
                    3 => text.push_str(told.part),
                    _ => return None,
                }
                Some(())
            })
        };
        Self {
            ja: said(Language::Ja),
            en: said(Language::En),
        }
    }

    /// A sentence about nothing but itself.
    pub(super) fn plain(say: Say) -> Self {
        Self::new(say, Told::default())
    }

    /// The sentence in one language.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        language.pick(&self.ja, &self.en)
    }
}
