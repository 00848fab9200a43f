//! Which options of a multiple choice were chosen together: a dot for each option, and a bar
//! for how many chose just these.
//!
//! After Lex and others (2014), UpSet: Visualization of Intersecting Sets, IEEE Transactions on
//! Visualization and Computer Graphics 20(12).

use super::{Intervals, Kind};
use crate::chart::figures::{figure_text, mark, widest_figure};
use crate::chart::marks::{axis::axis, bar::bar, interval::interval};
use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::scene::Anchor;
use crate::chart::sheet::{ASIDE, HEADING, LABELS, SMALL, Sheet};
use crate::error::Result;
use crate::tabulate::number_text::count;
use crate::tabulate::split::JOINED;
use crate::tabulate::{Row, RowGroup};
use crate::text::holds;

/// From one option to the next, where there is room for it.
const PITCH: f64 = 20.0;
/// How high a row is.
const ROW: f64 = 26.0;

/// What is said of the kind.
pub(super) const KIND: Kind = Kind {
    name: "combinations",
    words: (
        "選択肢の組み合わせごとの棒グラフ",
        "Bar chart of options chosen together",
    ),
    intervals: Intervals::Lines,
    suits: |facts| suits(facts.sheet),
    why: (
        "選択肢の組み合わせの表なので、組み合わせを点で示します。",
        "The rows are combinations of options, which dots tell apart.",
    ),
    lay_out,
};

/// Lays out the combinations of each question.
fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    let table = sheet.table;
    if !suits(sheet) {
        let reason = (
            "split を combinations にした、属性のない表ではありません",
            "it needs a table split by combinations, without a breakdown",
        );
        return Err(KIND.unsuitable(reason));
    }
    for group in &table.groups {
        if table.groups.len() > 1 {
            sheet.paragraph(&group.label, &HEADING);
        }
        question(sheet, group);
    }
    Ok(())
}

/// Whether the rows of a table are combinations.
fn suits(sheet: &Sheet<'_>) -> bool {
    let together = |row: &Row| holds(&row.label, JOINED);
    let any = |group: &RowGroup| group.rows_on_scale().iter().any(together);
    sheet.table.groups.iter().all(any) && sheet.columns.len() == 1
}

/// The options in a row; none for those who chose nothing, and for all other combinations.
fn options(row: &Row) -> impl Iterator<Item = &str> {
    let plain = matches!(row.value.as_deref(), Some("" | "…"));
    let parts = row.label.split(JOINED).map(str::trim);
    parts.filter(move |_| !plain)
}

fn question<'a>(sheet: &mut Sheet<'a>, group: &'a RowGroup) {
    let mut names: Vec<&str> = Vec::new();
    for name in group.rows_on_scale().iter().flat_map(options) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    for (at, name) in names.iter().enumerate() {
        sheet.paragraph(&[&count((at + 1) as f64), "  ", name].concat(), &LABELS);
    }
    let pitch = PITCH.min(sheet.room() * 0.5 / names.len().max(1) as f64);
    let matrix = pitch * names.len() as f64;
    let place = |at: usize| pitch * (at as f64 + 0.5);
    sheet.y += 10.0;
    let left = sheet.left();
    for at in 0..names.len() {
        let number = (at + 1).to_string();
        if at % 2 == 0 || pitch >= SMALL * 1.4 {
            sheet.text(
                left + place(at),
                sheet.y + 6.0,
                Anchor::Middle,
                number,
                &ASIDE,
            );
        }
    }
    sheet.close("chosa-axis");
    sheet.y += 16.0;
    let figures = widest_figure(sheet) + 12.0;
    let start = left + matrix.max(90.0) + 12.0;
    let scale = Scale::of(sheet, start, (sheet.right() - figures).max(start + 20.0));
    let (top, from) = (sheet.y, sheet.depth());
    for row in group.rows_on_scale() {
        draw(sheet, row, (&names, pitch), (&scale, start - left - 12.0));
    }
    axis(sheet, &scale, (top, sheet.y), from);
    sheet.y += SMALL * 1.6 + 6.0;
}

fn draw<'a>(
    sheet: &mut Sheet<'a>,
    row: &'a Row,
    (names, pitch): (&[&str], f64),
    (scale, room): (&Scale, f64),
) {
    let Some((at, column)) = sheet.columns.first().copied() else {
        return;
    };
    let Some(cell) = row.cells.get(at) else {
        return;
    };
    let left = sheet.left();
    let mut middle = sheet.y + ROW / 2.0;
    let mut ends: Option<(f64, f64)> = None;
    for (at, name) in names.iter().enumerate() {
        let x = left + pitch * (at as f64 + 0.5);
        if options(row).any(|option| option == *name) {
            ends = Some((ends.map_or(x, |(first, _)| first), x));
            sheet.disc((x, middle), 5.0, Ink::Text);
        } else if options(row).next().is_some() {
            sheet.disc((x, middle), 3.0, Ink::Rule);
        }
    }
    match ends {
        Some((first, last)) => sheet.line((first, middle), (last, middle), Ink::Text, 2.0),
        None => {
            let label = sheet.broken(&row.label, room, &ASIDE);
            middle = middle.max(sheet.y + label.height() / 2.0);
            sheet.label(left, middle - label.height() / 2.0, Anchor::Start, &label);
            sheet.y = middle - ROW / 2.0 + (label.height() - ROW).max(0.0) / 2.0;
        }
    }
    let value = cell.estimate.unwrap_or(0.0);
    bar(sheet, scale, value, (middle, 16.0));
    interval(sheet, scale, cell, middle);
    let x = scale.at(cell.high.unwrap_or(value).max(value)) + 9.0;
    let text = figure_text(sheet, cell);
    let edges = (scale.at(0.0), sheet.right());
    sheet.figure_beside((x, middle), Anchor::Start, (text, &LABELS), edges);
    mark(sheet, row, column, cell);
    sheet.y += ROW;
}
