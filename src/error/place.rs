//! Where in the input an error stands.

use crate::language::Language;
use crate::text::joined;

/// A place in the input: a file, a JSON path in it, or a row and a column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The file, as the descriptor names it.
    pub file: Option<String>,
    /// The path in a JSON document, such as `survey.questions.patched.base`.
    pub path: Option<String>,
    /// The line of a table counted from 1, the header being 1.
    pub row: Option<u64>,
    /// The name of the column.
    pub column: Option<String>,
}

impl Place {
    /// A path in a JSON document.
    #[must_use]
    pub fn path(path: impl Into<String>) -> Self {
        Self {
            path: Some(path.into()),
            ..Self::default()
        }
    }

    /// A row of a table, counted from 1 with the header as 1.
    #[must_use]
    pub fn row(row: u64) -> Self {
        Self {
            row: Some(row),
            ..Self::default()
        }
    }

    /// A whole column of a table.
    #[must_use]
    pub fn column(column: impl Into<String>) -> Self {
        Self {
            column: Some(column.into()),
            ..Self::default()
        }
    }

    /// A cell of a table; the row is counted from 1 with the header as 1.
    #[must_use]
    pub fn cell(row: u64, column: impl Into<String>) -> Self {
        Self {
            row: Some(row),
            ..Self::column(column)
        }
    }

    /// A whole file.
    #[must_use]
    pub fn file(file: impl Into<String>) -> Self {
        Self {
            file: Some(file.into()),
            ..Self::default()
        }
    }

    /// This place, with what it lacks taken from `other`.
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            file: self.file.or(other.file),
            path: self.path.or(other.path),
            row: self.row.or(other.row),
            column: self.column.or(other.column),
        }
    }

    /// The place in words: "responses.csv, row 12, column vpn"; empty where nothing is known.
    #[must_use]
    pub fn describe(&self, language: Language) -> String {
        let row = self
            .row
            .map(|row| language.fill("{0}行目", "row {0}", &[&row]));
        let column = self
            .column
            .as_ref()
            .map(|name| language.fill("列「{0}」", "column {0}", &[&name]));
        let parts = [self.file.clone(), self.path.clone(), row, column];
        let told: Vec<String> = parts.into_iter().flatten().collect();
        joined(&told, language.pick("、", ", "))
    }
}
