//! An error as the small module tells it.

use super::said::Said;
use crate::error::Error;
use crate::language::Language;
use crate::value::entries;

/// An error in every language that Chosa speaks, with its place.
pub(crate) struct Fault<'a> {
    code: &'static str,
    message: Said,
    hint: Said,
    file: Option<&'a str>,
    path: Option<&'a str>,
    column: Option<&'a str>,
    row: Option<usize>,
}

entries!(Fault<'_> {
    code,
    message,
    hint,
    file,
    path,
    column,
    row,
});

impl<'a> Fault<'a> {
    /// What an error says.
    pub(crate) fn of(error: &'a Error) -> Self {
        let said = |text: fn(&Error, Language) -> String| Said {
            ja: text(error, Language::Ja),
            en: text(error, Language::En),
        };
        let place = error.place();
        Self {
            code: error.code(),
            message: said(Error::message),
            hint: said(Error::hint),
            file: place.file.as_deref(),
            path: place.path.as_deref(),
            column: place.column.as_deref(),
            row: place.row.map(|row| row as usize),
        }
    }
}
