//! The languages that Chosa itself speaks.

use crate::text::before;
use crate::value::texts;
use std::fmt::{Display, Write};

/// A language in which Chosa writes its own words: bases, methods, warnings, errors.
///
/// Labels of questions come from the data and may be in any language; see
/// [`Label`](crate::data::Label).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    /// Japanese (`ja`).
    #[default]
    Ja,
    /// English (`en`).
    En,
}

texts!(Language { Ja: "ja", En: "en" });

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
        let language = before(tag, b"-_");
        let mut known = [Self::Ja, Self::En].into_iter();
        known.find(|known| language.eq_ignore_ascii_case(known.tag()))
    }

    /// Picks the text for this language; for sentences that exist in both.
    #[must_use]
    pub fn pick<T>(self, ja: T, en: T) -> T {
        match self {
            Self::Ja => ja,
            Self::En => en,
        }
    }

    /// The sentence for this language, with `{0}`, `{1}` and so on in it replaced by the
    /// parts; a number without a part stays as it is.
    ///
    /// ```
    /// # use chosa::Language;
    /// let said = Language::En.fill("{1}件中{0}件", "{0} of {1}", &[&190, &476]);
    /// assert_eq!(said, "190 of 476");
    /// ```
    #[must_use]
    pub fn fill(self, ja: &str, en: &str, parts: &[&dyn Display]) -> String {
        filled(self.pick(ja, en), &mut |number, text| {
            let part = parts.get(number)?;
            // Writing to a string can't fail.
            write!(text, "{part}").ok()
        })
    }
}

/// A sentence in which each `{0}`, `{1}` and so on has become what `put` writes for its number; one for which
/// it writes nothing stays.
pub(crate) fn filled(
    sentence: &str,
    put: &mut dyn FnMut(usize, &mut String) -> Option<()>,
) -> String {
    let mut text = String::new();
    let mut rest = sentence;
    while let Some(open) = rest.bytes().position(|byte| byte == b'{') {
        let (before, from) = rest.split_at(open);
        text.push_str(before);
        let digit = from.as_bytes().get(1).copied().unwrap_or(u8::MAX);
        let number = usize::from(digit.wrapping_sub(b'0'));
        let length = match put(number, &mut text) {
            Some(()) => 3,
            None => {
                text.push('{');
                1
            }
        };
        rest = from.get(length..).unwrap_or("");
    }
    text + rest
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn parts_take_their_places_and_other_braces_stay() {
        let said = |text: &str| Language::En.fill("", text, &[&"a", &2]);
        assert_eq!(said("{1}, {0} and {0}"), "2, a and a");
        assert_eq!(said("x {name} y {0} {5} {"), "x {name} y a {5} {");
        assert_eq!(said("no part"), "no part");
    }
}
