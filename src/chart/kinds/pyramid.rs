//! The two values of a breakdown back to back, as in a population pyramid.

use super::{breakdowns, datum, unsuitable};
use crate::chart::marks::{axis::axis, bar::bar, interval::interval};
use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::scene::{Anchor, Shape};
use crate::chart::sheet::{
    HEADING, LABEL, LABELS, Look, SMALL, SUBHEADING, Sheet, text_at, widest,
};
use crate::chart::spec::ChartKind;
use crate::chart::text_width::width;
use crate::chart::words::{cell_text, digits};
use crate::error::Result;
use crate::tabulate::number_text::count;
use crate::tabulate::{Cell, Row};

const THICK: f64 = 18.0;
/// The spine where labels stand above the bars.
const SPINE: f64 = 34.0;

/// Lays out two bars for each row, from the spine outwards.
pub(super) fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    let table = sheet.table;
    let breakdowns = breakdowns(table);
    let pair = match breakdowns.as_slice() {
        [pair] if pair.len() == 2 => pair,
        _ => {
            let reason = (
                "値がちょうど二つの属性を一つ、columns に書いてください",
                "it needs one breakdown with exactly two values",
            );
            return Err(unsuitable(ChartKind::Pyramid, reason));
        }
    };
    let digits = digits(table);
    let rows = || table.groups.iter().flat_map(|group| &group.rows);
    let mut figures = 0.0_f64;
    for cell in rows().flat_map(|row| &row.cells) {
        figures = figures.max(width(&cell_text(cell, table, digits), LABEL, false) + 10.0);
    }
    let narrow = sheet.is_narrow();
    let spine = match narrow {
        true => SPINE,
        false => widest(rows().map(|row| row.label.as_str())).min(sheet.room() * 0.3) + 20.0,
    };
    let middle = (sheet.left() + sheet.right()) / 2.0;
    let reach = (sheet.room() - spine) / 2.0 - figures;
    let scale = |side: f64| {
        let start = middle + side * spine / 2.0;
        Scale::of(sheet.whole, start, start + side * reach.max(20.0))
    };
    let sides = [(scale(-1.0), Anchor::End), (scale(1.0), Anchor::Start)];
    for ((_, column), (scale, anchor)) in pair.iter().zip(&sides) {
        let text = format!("{} (n={})", column.label, count(column.base.n as f64));
        let room = reach + figures;
        let label = sheet.label(&text, room, HEADING);
        let shapes = label.at(scale.at(0.0), sheet.y, *anchor);
        sheet.add("chosa-heading", shapes);
    }
    sheet.y += LABEL * 2.6;
    let (top, from) = (sheet.y, sheet.depth());
    for group in &table.groups {
        if table.groups.len() > 1 {
            sheet.paragraph(&group.label, HEADING);
        }
        for row in &group.rows {
            let (room, anchor) = match narrow {
                true => (sheet.room(), middle),
                false => (spine - 16.0, middle),
            };
            let label = sheet.label(&row.label, room, LABELS);
            let tall = label.height();
            let at = match narrow {
                true => sheet.y + tall + 4.0 + THICK / 2.0,
                false => sheet.y + (tall.max(THICK) + 8.0) / 2.0,
            };
            let first = if narrow {
                sheet.y + 2.0
            } else {
                at - tall / 2.0
            };
            sheet.add("chosa-label", label.at(anchor, first, Anchor::Middle));
            for ((place, column), side) in pair.iter().zip(&sides) {
                if let Some(cell) = row.cells.get(*place) {
                    let shapes = draw(sheet, (row, cell), side, at);
                    sheet.mark(datum(table, row, column, cell), shapes);
                }
            }
            sheet.y = at + if narrow { THICK } else { tall.max(THICK) } / 2.0 + 4.0;
        }
    }
    let bottom = sheet.y;
    for (scale, _) in &sides {
        axis(sheet, scale, (top, bottom), from);
    }
    sheet.y += SMALL * 1.6;
    Ok(())
}

fn draw(
    sheet: &Sheet<'_>,
    (_, cell): (&Row, &Cell),
    (scale, anchor): &(Scale, Anchor),
    middle: f64,
) -> Vec<Shape> {
    let mut shapes = Vec::new();
    if let Some(value) = cell.estimate {
        shapes.push(bar(scale, value, middle - THICK / 2.0, THICK, Ink::Bar));
        shapes.extend(interval(scale, cell, middle));
    }
    let text = cell_text(cell, sheet.table, digits(sheet.table));
    let ends = [cell.high, cell.estimate];
    let end = scale.at(ends.into_iter().flatten().fold(0.0, f64::max));
    let out = if *anchor == Anchor::End { -8.0 } else { 8.0 };
    let look: Look = match cell.estimate {
        Some(_) => LABELS,
        None => SUBHEADING,
    };
    shapes.push(text_at(
        (end + out, middle + LABEL * 0.36),
        *anchor,
        &text,
        look,
    ));
    shapes
}
