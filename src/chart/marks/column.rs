//! A column with its figure above it, and the line of all columns together.

use super::bar::bar;
use super::ground::{Ground, SLOT};
use super::interval::interval;
use crate::chart::figures::{Figure, figure_text, mark};
use crate::chart::palette::Ink;
use crate::chart::scene::{Anchor, Weight};
use crate::chart::sheet::{ASIDE, LABEL, LABELS, Sheet};
use crate::chart::text_width::width;

/// The overall figure as a line with its band.
pub(in crate::chart) fn across<'a>(
    sheet: &mut Sheet<'a>,
    (row, column, cell): Figure<'a>,
    ground: &Ground,
) {
    let Some(value) = cell.estimate else { return };
    let (left, right) = (ground.left, ground.right);
    if let (Some(low), Some(high)) = (cell.low, cell.high) {
        let (low, high) = (ground.scale.at(low), ground.scale.at(high));
        let points = vec![(left, low), (right, low), (right, high), (left, high)];
        sheet.area(points, (Ink::Muted, Ink::None), Weight::Sheer);
    }
    let y = ground.scale.at(value);
    sheet.line((left, y), (right, y), Ink::Text, 1.5);
    mark(sheet, row, column, cell);
}

/// Draws a column so thick around the line at `middle`; what is not shown is said where it
/// would stand.
pub(in crate::chart) fn column<'a>(
    sheet: &mut Sheet<'a>,
    (row, column, cell): Figure<'a>,
    ground: &Ground,
    (middle, thick): (f64, f64),
) {
    let text = figure_text(sheet, cell);
    if let Some(value) = cell.estimate {
        bar(sheet, &ground.scale, value, (middle, thick));
        interval(sheet, &ground.scale, cell, middle);
        let top = ground.scale.at(cell.high.unwrap_or(value).max(value)) - 11.0;
        let wide = width(&text, LABEL, false);
        if wide <= ground.slot.max(SLOT) {
            // The figure stands clear of the overall line.
            sheet.rect(middle - wide / 2.0, top - 7.0, wide, 14.0, Ink::Paper);
            sheet.text(middle, top, Anchor::Middle, text, &LABELS);
        } else {
            sheet.left_out += 1;
        }
    } else {
        let label = sheet.broken(&text, ground.slot.max(SLOT), &ASIDE);
        let top = ground.bottom - 4.0 - label.height();
        let x = middle.min(ground.right - label.width() / 2.0);
        sheet.label(x, top, Anchor::Middle, &label);
    }
    mark(sheet, row, column, cell);
}
