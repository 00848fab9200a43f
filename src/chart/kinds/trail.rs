//! The base trail: who was asked, who answered, and of these each step. Each bar is whole
//! for the step before it, so that a few of a few can still be seen.

use super::{datum, unsuitable};
use crate::chart::marks::{bar::bar, interval::interval};
use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::scene::Shape;
use crate::chart::sheet::{LABEL, Look, Sheet, text_shape};
use crate::chart::spec::ChartKind;
use crate::chart::text_width::width;
use crate::chart::words::{cell_text, digits};
use crate::error::Result;
use crate::tabulate::number_text::{count, percent_range};
use crate::tabulate::{Cell, Column, Row, RowKind};

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

/// Lays out a bar for each step.
pub(super) fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    let table = sheet.table;
    let steps: Vec<&Row> = table
        .groups
        .iter()
        .flat_map(|group| &group.rows)
        .filter(|row| row.kind == RowKind::Step)
        .collect();
    let Some(column) = table.columns.first().filter(|_| !steps.is_empty()) else {
        let reason = (
            "段階（trail）の表ではありません",
            "the table is no trail of steps",
        );
        return Err(unsuitable(ChartKind::Trail, reason));
    };
    let scale = Scale::unit(sheet.left(), sheet.right());
    let cells = steps.iter().filter_map(|row| row.cells.first());
    let widest = cells.map(|cell| width(&count_text(sheet, cell), COUNT, true));
    let room = widest.fold(0.0, f64::max) + 12.0;
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
    let n = count_text(sheet, cell);
    let lines = sheet.lines(&row.label, sheet.room() - room, STEP);
    let look = Look {
        size: COUNT,
        ..STEP
    };
    let mut labels = vec![text_shape(left, top + 22.0, &n, look)];
    for (at, text) in lines.iter().enumerate() {
        let y = top + 21.0 + at as f64 * 19.0;
        labels.push(text_shape(left + room, y, text, STEP));
    }
    sheet.add("chosa-label", labels);
    sheet.y = top + 10.0 + lines.len() as f64 * 19.0 + 2.0;
}

fn draw(sheet: &mut Sheet<'_>, figure: (&Row, &Column, &Cell), first: bool, scale: &Scale) {
    let (row, column, cell) = figure;
    let left = sheet.left();
    let y = sheet.y;
    let share = if first { Some(1.0) } else { cell.estimate };
    let mut shapes = vec![Shape::Rect {
        x: left,
        y,
        width: sheet.room(),
        height: BAR,
        fill: Ink::Track,
    }];
    if let Some(share) = share {
        shapes.push(bar(scale, share, y, BAR, Ink::Bar));
    }
    if !first {
        shapes.extend(interval(scale, cell, y + BAR / 2.0));
    }
    sheet.mark(datum(sheet.table, row, column, cell), shapes);
    sheet.y += BAR + 1.0;
    if !first {
        let text = share_words(sheet, cell);
        sheet.paragraph(&text, FIGURE);
    }
    sheet.y += 8.0;
}

/// "40% of the step before (36–44%, n=476)".
fn share_words(sheet: &Sheet<'_>, cell: &Cell) -> String {
    let digits = digits(sheet.table).max(1);
    let share = cell_text(cell, sheet.table, digits);
    let n = count(cell.base_n as f64);
    let interval = match (cell.low, cell.high) {
        (Some(low), Some(high)) => Some(percent_range(low, high, digits)),
        _ => None,
    };
    let comma = sheet.table.language.pick("、", ", ");
    let interval = interval.map_or(String::new(), |range| format!("{range}{comma}"));
    sheet.table.language.pick(
        format!("前の段階の{share}（{interval}n={n}）"),
        format!("{share} of the step before ({interval}n={n})"),
    )
}
