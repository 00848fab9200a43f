//! The languages that Chosa itself speaks.

use serde::Serialize;

/// A language in which Chosa writes its own words: bases, methods, warnings, errors.
///
/// Labels of questions come from the data and may be in any language; see
/// [`Label`](crate::data::Label).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Japanese (`ja`).
    #[default]
    Ja,
    /// English (`en`).
    En,
}

impl Language {
    /// The BCP 47 tag: `"ja"` or `"en"`.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    /// The language whose tag begins `tag` (`"en-GB"` is English), if Chosa speaks it.
    #[must_use]
    pub fn from_tag(tag: &str) -> Option<Self> {
        match tag.split(['-', '_']).next()?.to_ascii_lowercase().as_str() {
            "ja" => Some(Self::Ja),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// Picks the text for this language; for sentences that exist in both.
    #[must_use]
    pub fn pick<T>(self, ja: T, en: T) -> T {
        match self {
            Self::Ja => ja,
            Self::En => en,
        }
    }
}
