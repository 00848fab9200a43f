//! Texts with figures in them: `{{name}}` and `{{name:format}}`.
//!
//! The figures are cut out before Markdown is read and put back as finished elements
//! after it, so neither can be mistaken for the other.

use super::format::FigureFormat;
use crate::error::Result;
use crate::text::parted;

/// The first of the private characters that stand for the figures of a text. Plane 15
/// is private use: no text of any language holds these, and Markdown takes them for letters.
const FIRST_MARK: u32 = 0xF_0000;
/// One past the last of them.
const END_OF_MARKS: u32 = 0xF_FFFE;

/// A figure asked for in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FigureUse {
    pub(super) name: String,
    pub(super) format: FigureFormat,
}

impl FigureUse {
    /// Reads `name` or `name:format`.
    pub(super) fn parse(text: &str) -> Result<Self> {
        let (name, format) = match text.split_once(':') {
            Some((name, format)) => (name, FigureFormat::named(format.trim())?),
            None => (text, FigureFormat::default()),
        };
        Ok(Self {
            name: name.trim().to_owned(),
            format,
        })
    }
}

/// A text whose figures have been cut out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Template {
    /// The text, with one private character in place of each figure.
    pub(super) text: String,
    /// The figures in the order of the text.
    pub(super) uses: Vec<FigureUse>,
}

/// A piece of a template.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'a> {
    Text(&'a str),
    Figure(&'a FigureUse),
}

impl Template {
    /// Cuts the figures out of `source`. Braces that are not closed are text.
    pub(super) fn parse(source: &str) -> Result<Self> {
        let source: String = source
            .chars()
            .filter(|c| mark_index(*c).is_none())
            .collect();
        let mut template = Self::default();
        let mut rest = source.as_str();
        while let Some((before, inside, after)) = next_figure(rest) {
            template.text.push_str(before);
            template.push_use(FigureUse::parse(inside)?);
            rest = after;
        }
        template.text.push_str(rest);
        Ok(template)
    }

    fn push_use(&mut self, figure: FigureUse) {
        let index = u32::try_from(self.uses.len()).unwrap_or(u32::MAX);
        let mark = FIRST_MARK.saturating_add(index);
        if let Some(mark) = char::from_u32(mark).filter(|_| mark < END_OF_MARKS) {
            self.text.push(mark);
            self.uses.push(figure);
        }
    }

    /// The pieces of `text`, which is this template's text or a part of it.
    pub(super) fn pieces<'a>(&'a self, text: &'a str) -> Vec<Piece<'a>> {
        let mut pieces = Vec::new();
        let mut start = 0;
        for (at, character) in text.char_indices() {
            let Some(index) = mark_index(character) else {
                continue;
            };
            push_text(&mut pieces, text.get(start..at));
            pieces.extend(self.uses.get(index).map(Piece::Figure));
            start = at + character.len_utf8();
        }
        push_text(&mut pieces, text.get(start..));
        pieces
    }
}

/// Whether `text` holds the place of a figure.
pub(super) fn has_figure(text: &str) -> bool {
    text.chars()
        .any(|character| mark_index(character).is_some())
}

fn push_text<'a>(pieces: &mut Vec<Piece<'a>>, text: Option<&'a str>) {
    pieces.extend(text.filter(|text| !text.is_empty()).map(Piece::Text));
}

fn next_figure(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = parted(text, "{{")?;
    let (inside, after) = parted(rest, "}}")?;
    Some((before, inside, after))
}

fn mark_index(character: char) -> Option<usize> {
    let index = u32::from(character).checked_sub(FIRST_MARK)?;
    (u32::from(character) < END_OF_MARKS)
        .then(|| usize::try_from(index).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::{FigureUse, Piece, Template};
    use crate::report::format::FigureFormat;

    fn figure(name: &str, format: FigureFormat) -> FigureUse {
        FigureUse {
            name: name.to_owned(),
            format,
        }
    }

    #[test]
    fn figures_are_cut_out_and_found_again() {
        let template = Template::parse("約{{warned}}が、{{ idle : oneIn }}").unwrap();
        let warned = figure("warned", FigureFormat::Value);
        let idle = figure("idle", FigureFormat::OneIn);
        assert_eq!(
            template.pieces(&template.text),
            [
                Piece::Text("約"),
                Piece::Figure(&warned),
                Piece::Text("が、"),
                Piece::Figure(&idle),
            ]
        );
    }

    #[test]
    fn braces_that_are_not_closed_are_text() {
        let template = Template::parse("a {{b").unwrap();
        assert_eq!(template.pieces(&template.text), [Piece::Text("a {{b")]);
    }

    #[test]
    fn a_private_character_in_the_source_is_no_figure() {
        let template = Template::parse("\u{F0000}{{a}}").unwrap();
        let a = figure("a", FigureFormat::Value);
        assert_eq!(template.pieces(&template.text), [Piece::Figure(&a)]);
    }

    #[test]
    fn an_unknown_format_is_an_error() {
        let error = Template::parse("{{a:pct}}").unwrap_err();
        assert_eq!(error.code(), "unknown_format");
    }
}
