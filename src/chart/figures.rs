//! Figures and their words, as every kind of chart needs them.

use super::describe::cell_sentence;
use super::scene::Datum;
use super::sheet::{LABEL, LABELS, Look, STRONG, SUBHEADING, Sheet};
use super::text_width::width;
use super::words::cell_text;
use crate::tabulate::number_text::{count, percent_range};
use crate::tabulate::{Cell, Column, Row, RowGroup, RowKind};

/// Why a kind that shows one column shows no more of them.
pub(super) const ONE_COLUMN: (&str, &str) = (
    "一度に一つの列しか示せません（属性別には panels を columns に）",
    "it shows one column at a time (for a breakdown, ask for panels of columns)",
);

/// One cell with all that names it.
pub(super) type Figure<'a> = (&'a Row, &'a Column, &'a Cell);

/// The rows of a question that are of some kinds.
pub(super) fn rows_of(group: &RowGroup, is_of: fn(RowKind) -> bool) -> Vec<&Row> {
    let mut rows = Vec::new();
    for row in group.rows_on_scale() {
        if is_of(row.kind) {
            rows.push(row);
        }
    }
    rows
}

/// The answers themselves.
pub(super) fn answers(group: &RowGroup) -> Vec<&Row> {
    rows_of(group, |kind| kind == RowKind::Value)
}

/// The columns of each breakdown, each with its place in the table.
pub(super) fn breakdowns<'a>(sheet: &Sheet<'a>) -> Vec<Vec<(usize, &'a Column)>> {
    let mut found: Vec<Vec<(usize, &Column)>> = Vec::new();
    let mut banner = None;
    for (at, column) in &sheet.columns {
        if column.question.is_none() || sheet.columns.len() == 1 {
            continue;
        }
        if banner != Some(&column.question) {
            banner = Some(&column.question);
            found.push(Vec::new());
        }
        if let Some(last) = found.last_mut() {
            last.push((*at, column));
        }
    }
    found
}

/// A cell as the reader sees it.
pub(super) fn figure_text(sheet: &Sheet<'_>, cell: &Cell) -> String {
    cell_text(cell, sheet.table, sheet.digits)
}

/// A share with its interval in brackets, where it has one.
pub(super) fn with_interval(sheet: &Sheet<'_>, cell: &Cell) -> String {
    let mut text = figure_text(sheet, cell);
    if let (Some(_), Some(low), Some(high)) = (cell.estimate, cell.low, cell.high) {
        text.push_str(&[" (", &percent_range(low, high, sheet.digits), ")"].concat());
    }
    text
}

/// The width of the widest figure.
pub(super) fn widest_figure(sheet: &Sheet<'_>) -> f64 {
    let mut widest = 0.0_f64;
    for cell in &sheet.cells {
        widest = widest.max(width(&figure_text(sheet, cell), LABEL, true));
    }
    widest
}

/// How many stand under a figure.
pub(super) fn of(n: usize) -> String {
    ["n=", &count(n as f64)].concat()
}

/// A figure with how many stand under it.
pub(super) fn with_n(text: &str, n: usize) -> String {
    let gap = if text.is_empty() { "" } else { " " };
    [text, gap, "(", &of(n), ")"].concat()
}

/// The name of a breakdown, above the first of its columns.
pub(super) fn banner<'a>(sheet: &mut Sheet<'_>, column: &'a Column, before: &mut Option<&'a str>) {
    let name = column.question.as_deref();
    if name.is_some() && *before != name {
        sheet.paragraph(&column.question_label, &SUBHEADING);
    }
    *before = name;
}

/// How the label of a column looks: Total stands out from the others.
pub(super) fn column_look(sheet: &Sheet<'_>, column: &Column) -> &'static Look {
    match column.question.is_none() && sheet.columns.len() > 1 {
        true => &STRONG,
        false => &LABELS,
    }
}

/// The width of the widest row label.
pub(super) fn widest_row(sheet: &Sheet<'_>) -> f64 {
    let mut widest = 0.0_f64;
    for group in &sheet.table.groups {
        for row in group.rows_on_scale() {
            widest = widest.max(width(&row.label, LABEL, true));
        }
    }
    widest
}

/// Closes what was drawn into the mark of a figure.
pub(super) fn mark<'a>(sheet: &mut Sheet<'a>, row: &'a Row, column: &'a Column, cell: &'a Cell) {
    let sentence = cell_sentence(sheet.table, (row, column, cell), sheet.digits);
    sheet.close_mark(Datum {
        row: row.value.as_deref().unwrap_or(&row.label),
        column: column.value.as_deref().unwrap_or_default(),
        value: cell.estimate,
        low: cell.low,
        high: cell.high,
        n: cell.n,
        base_n: cell.told_base(),
        letter: column.letter.as_deref().unwrap_or_default(),
        higher_than: &cell.higher_than,
        sentence,
    });
}
