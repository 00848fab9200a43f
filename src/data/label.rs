//! A text in one or several languages.

use super::form::{Node, Readable};
use super::json::Json;
use super::named::Named;
use crate::language::Language;

/// A text that may exist in several languages.
///
/// In JSON it is a string, for every language, or an object by language tag:
/// `{"ja": "病床数", "en": "Beds"}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    /// The same text in every language.
    Same(String),
    /// A text for each language tag.
    ByLanguage(Named<String>),
}

impl Readable for Label {
    fn read(node: Node<'_>) -> Self {
        match node.value() {
            Json::Text(text) => Self::Same(text.clone()),
            Json::Object(_) => Self::ByLanguage(Named::read(node)),
            _ => {
                node.refuse((
                    "文字列か、言語ごとの文字列",
                    "a text, or an object of texts by language tag",
                ));
                Self::default()
            }
        }
    }
}

impl Readable for Language {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[("ja", Self::Ja), ("en", Self::En)])
    }
}

impl Default for Label {
    fn default() -> Self {
        Self::Same(String::new())
    }
}

impl From<&str> for Label {
    fn from(text: &str) -> Self {
        Self::Same(text.to_owned())
    }
}

impl Label {
    /// The text in `language`; where there is none, the first there is.
    #[must_use]
    pub fn text(&self, language: Language) -> &str {
        match self {
            Self::Same(text) => text,
            Self::ByLanguage(texts) => texts
                .get(language.tag())
                .or_else(|| texts.values().next())
                .map_or("", String::as_str),
        }
    }

    /// Whether there is no text at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Same(text) => text.is_empty(),
            Self::ByLanguage(texts) => texts.values().all(String::is_empty),
        }
    }

    /// This label with `text` as its text in `tag`; a text for every language becomes the
    /// one of `original`.
    #[must_use]
    pub fn with(self, original: &str, tag: &str, text: &str) -> Self {
        let mut texts = Named::default();
        match self {
            Self::Same(same) => {
                texts.insert(original.to_owned(), same);
            }
            Self::ByLanguage(others) => texts = others,
        }
        texts.insert(tag.to_owned(), text.to_owned());
        Self::ByLanguage(texts)
    }
}

#[cfg(test)]
mod tests {
    use super::Label;
    use crate::data::parse_json;
    use crate::language::Language;

    #[test]
    fn a_translated_label_keeps_its_original() {
        let label = Label::from("病床数").with("ja", "en", "Beds");
        assert_eq!(label.text(Language::Ja), "病床数");
        assert_eq!(label.text(Language::En), "Beds");
    }

    #[test]
    fn a_language_that_is_lacking_falls_back() {
        let label: Label = parse_json(r#"{"fr": "Lits"}"#, "").unwrap();
        assert_eq!(label.text(Language::En), "Lits");
    }
}
