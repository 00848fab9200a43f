//! An error as the small module tells it.

use super::said::Said;
use crate::error::Error;
use crate::language::Language;
use crate::value::entries;

/// An error in every language that Chosa speaks, with its place.
pub(crate) struct Fault {
    code: &'static str,
    message: Said,
    hint: Said,
    file: Option<String>,
    path: Option<String>,
    column: Option<String>,
    row: Option<usize>,
}

entries!(Fault {
    code,
    message,
    hint,
    file,
    path,
    column,
    row,
});

impl Fault {
    /// What an error says.
    pub(crate) fn of(error: &Error) -> Self {
        let said = |text: fn(&Error, Language) -> String| Said {
            ja: text(error, Language::Ja),
            en: text(error, Language::En),
        };
        let place = error.place();
        Self {
            code: error.code(),
            message: said(Error::message),
            hint: said(Error::hint),
            file: place.file.clone(),
            path: place.path.clone(),
            column: place.column.clone(),
            row: place.row.map(|row| row as usize),
        }
    }
}
