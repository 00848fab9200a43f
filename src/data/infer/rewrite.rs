//! A file as the reader takes it: one header row, a name for each column, plain days and numbers.

use super::day::day_of;
use super::find::between;
use super::guess::{AnswerKind, ColumnRole, GuessedColumn};
use super::number::{is_plain, number_of};
use super::records::Record;

/// The new text of a file, written row by row.
#[derive(Default)]
pub(super) struct Rewriting<'a> {
    columns: Vec<&'a GuessedColumn>,
    text: String,
}

impl<'a> Rewriting<'a> {
    /// A file of the columns that are not set aside.
    pub(super) fn new(columns: &'a [GuessedColumn], size: usize) -> Self {
        let mut rewriting = Self {
            columns: Vec::new(),
            text: String::with_capacity(size),
        };
        for column in columns {
            if column.role != ColumnRole::SetAside {
                rewriting.columns.push(column);
            }
        }
        for place in 0..rewriting.columns.len() {
            let name = rewriting
                .columns
                .get(place)
                .map_or("", |column| column.name.as_str());
            rewriting.cell(place, name);
        }
        rewriting.text.push('\n');
        rewriting
    }

    /// Writes a respondent.
    pub(super) fn push(&mut self, record: &Record<'_>) {
        for at in 0..self.columns.len() {
            let Some(column) = self.columns.get(at).copied() else {
                continue;
            };
            let cell = record.cell(column.place - 1);
            let is_missing = column.missing.iter().any(|missing| missing.value == cell);
            let changed = match column.kind {
                _ if is_missing => None,
                AnswerKind::Date => day_of(cell, column.date_order.unwrap_or_default()),
                AnswerKind::Number if !is_plain(cell) => number_of(cell),
                _ => None,
            };
            self.cell(at, changed.as_deref().unwrap_or(cell));
        }
        self.text.push('\n');
    }

    /// The bytes.
    pub(super) fn finish(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    fn cell(&mut self, at: usize, cell: &str) {
        if at > 0 {
            self.text.push(',');
        }
        // A row of one blank cell would be an empty line, which is no row.
        let is_lost = cell.is_empty() && self.columns.len() == 1;
        if !is_lost && !needs_quotes(cell) {
            self.text.push_str(cell);
            return;
        }
        self.text.push('"');
        for (place, part) in between(cell, b'"').enumerate() {
            self.text.push_str(if place > 0 { "\"\"" } else { "" });
            self.text.push_str(part);
        }
        self.text.push('"');
    }
}

#[cfg_attr(chosa_fast, optimize(speed))]
fn needs_quotes(cell: &str) -> bool {
    let mut is_plain = true;
    for byte in cell.bytes() {
        is_plain &= !matches!(byte, b',' | b'"' | b'\r' | b'\n');
    }
    !is_plain
}
