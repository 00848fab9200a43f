//! A sentence in both languages.

use super::sentences::Say;
use crate::language::Language;
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
        let (rows, distinct) = (told.rows.to_string(), told.distinct.to_string());
        let parts = [rows.as_str(), &distinct, told.header, told.part];
        Self {
            ja: filled(ja, &parts),
            en: filled(en, &parts),
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

/// The text with `{0}`, `{1}` and so on in it replaced by the parts.
fn filled(text: &str, parts: &[&str]) -> String {
    let mut filled = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let digit = after.bytes().next().unwrap_or_default().wrapping_sub(b'0');
        filled.push_str(parts.get(usize::from(digit)).copied().unwrap_or_default());
        rest = after.get(2..).unwrap_or_default();
    }
    filled + rest
}
