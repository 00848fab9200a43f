//! An interval: a line with two caps.

use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::sheet::Sheet;
use crate::tabulate::Cell;

/// How far a cap reaches to both sides of its line.
const CAP: f64 = 4.0;

/// Draws the interval of `cell` on the line at `middle`; nothing where it has none.
pub(in crate::chart) fn interval(sheet: &mut Sheet<'_>, scale: &Scale, cell: &Cell, middle: f64) {
    let (Some(low), Some(high)) = (cell.low, cell.high) else {
        return;
    };
    // One stroke, which goes over each cap and half of it back.
    let mut points = Vec::new();
    let turns = [
        (low, -CAP),
        (low, CAP),
        (low, 0.0),
        (high, 0.0),
        (high, -CAP),
        (high, CAP),
    ];
    for (value, turn) in &turns {
        points.push(scale.point(*value, middle + turn));
    }
    sheet.path(points, Ink::Text, 1.5);
}
