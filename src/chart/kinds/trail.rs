//! The base trail: who was asked, who answered, and of these each step. Each bar is whole
//! for the step before it, so that a few of a few can still be seen.

use super::{Intervals, Kind};
use crate::chart::figures::{Figure, mark, rows_of};
use crate::chart::marks::{bar::bar, interval::interval};
use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::scene::Anchor;
use crate::chart::sheet::{LABEL, Look, Sheet};
use crate::chart::text_width::width;
use crate::chart::words::cell_text;
use crate::error::Result;
use crate::tabulate::number_text::{count, percent_range};
use crate::tabulate::{AnswerKind, Cell, Row, RowKind};

const BAR: f64 = 20.0;
/// The font size of the number at each step.
const COUNT: f64 = 20.0;
const STEP: Look = Look {
    class: "chosa-label",
    size: 14.0,
    bold: true,
    ink: Ink::Text,
    most: 4,
};
const FIGURE: Look = Look {
    class: "chosa-figure-text",
    size: LABEL,
    bold: false,
    ink: Ink::Text,
    most: 3,
};

/// What is said of the kind.
pub(super) const KIND: Kind = Kind {
    name: "trail",
    words: (
        "段階ごとの対象者数のグラフ",
        "Chart of how many remain at each step",
    ),
    intervals: Intervals::Lines,
    suits: |facts| facts.every(|group| group.kind == AnswerKind::Trail),
    why: (
        "段階ごとに対象が絞られる表なので、段階を順に示します。",
        "The table narrows its base step by step, so the steps are shown in order.",
    ),
    lay_out,
};

/// Lays out a bar for each step.
fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    let table = sheet.table;
    let mut steps = Vec::new();
    for group in &table.groups {
        steps.append(&mut rows_of(group, |kind| kind == RowKind::Step));
    }
    let Some(column) = table.columns.first().filter(|_| !steps.is_empty()) else {
        let reason = (
            "段階（trail）の表ではありません",
            "the table is no trail of steps",
        );
        return Err(KIND.unsuitable(reason));
    };
    let scale = Scale::unit(sheet.left(), sheet.right());
    let mut room = 0.0_f64;
    for row in &steps {
        if let Some(cell) = row.cells.first() {
            room = room.max(width(&count_text(sheet, cell), COUNT, true) + 12.0);
        }
    }
    for (at, row) in steps.iter().enumerate() {
        if let Some(cell) = row.cells.first() {
            label(sheet, row, cell, room);
            draw(sheet, (row, column, cell), at == 0, &scale);
        }
    }
    Ok(())
}

fn count_text(sheet: &Sheet<'_>, cell: &Cell) -> String {
    cell.n
        .map_or_else(|| cell_text(cell, sheet.table, 0), |n| count(n as f64))
}

/// How many are at a step, and who they are, beside it in `room`.
fn label(sheet: &mut Sheet<'_>, row: &Row, cell: &Cell, room: f64) {
    let (top, left) = (sheet.y, sheet.left());
    let look = Look {
        size: COUNT,
        ..STEP
    };
    let n = count_text(sheet, cell);
    sheet.text(left, top + 15.0, Anchor::Start, n, &look);
    let label = sheet.broken(&row.label, sheet.room() - room, &STEP);
    sheet.label(left + room, top + 7.0, Anchor::Start, &label);
    sheet.close(STEP.class);
    sheet.y = top + 12.0 + label.height();
}

fn draw<'a>(sheet: &mut Sheet<'a>, (row, column, cell): Figure<'a>, first: bool, scale: &Scale) {
    let middle = sheet.y + BAR / 2.0;
    let (left, top, room) = (sheet.left(), sheet.y, sheet.room());
    // Where the whole ends must be seen.
    sheet.framed((left, top), (room, BAR), Ink::Track, Ink::Hidden);
    let share = if first { Some(1.0) } else { cell.estimate };
    if let Some(share) = share {
        bar(sheet, scale, share, (middle, BAR));
    }
    if !first {
        interval(sheet, scale, cell, middle);
    }
    mark(sheet, row, column, cell);
    sheet.y += BAR + 1.0;
    if !first {
        let text = share_words(sheet, cell);
        sheet.paragraph(&text, &FIGURE);
    }
    sheet.y += 8.0;
}

/// "40% of the step before (36–44%, n=476)".
fn share_words(sheet: &Sheet<'_>, cell: &Cell) -> String {
    let digits = sheet.digits.max(1);
    let share = cell_text(cell, sheet.table, digits);
    // The base of a hidden step may be a hidden count.
    if cell.base_n == 0 {
        return share;
    }
    let n = count(cell.base_n as f64);
    let interval = match (cell.low, cell.high) {
        (Some(low), Some(high)) => Some(percent_range(low, high, digits)),
        _ => None,
    };
    let comma = sheet.table.language.pick("、", ", ");
    let interval = interval.map_or(String::new(), |range| range + comma);
    sheet.table.language.fill(
        "前の段階の{0}（{1}n={2}）",
        "{0} of the step before ({1}n={2})",
        &[&share, &interval, &n],
    )
}
