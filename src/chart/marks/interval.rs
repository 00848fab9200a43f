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
    let ends = [
        (low, middle, high, middle),
        (low, middle - CAP, low, middle + CAP),
        (high, middle - CAP, high, middle + CAP),
    ];
    for (from, a, to, b) in ends {
        sheet.line(scale.point(from, a), scale.point(to, b), Ink::Text, 1.5);
    }
}
