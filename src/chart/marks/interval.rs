//! An interval: a line with two caps.

use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::scene::Shape;
use crate::tabulate::Cell;

/// How far a cap reaches above and below its line.
const CAP: f64 = 4.0;

/// The interval of `cell` along the height `y`; nothing where it has none.
pub(in crate::chart) fn interval(scale: &Scale, cell: &Cell, y: f64) -> Vec<Shape> {
    let (Some(low), Some(high)) = (cell.low, cell.high) else {
        return Vec::new();
    };
    let (low, high) = (scale.at(low), scale.at(high));
    let line = |points| Shape::Line {
        points,
        ink: Ink::Text,
        width: 1.5,
    };
    vec![
        line(vec![(low, y), (high, y)]),
        line(vec![(low, y - CAP), (low, y + CAP)]),
        line(vec![(high, y - CAP), (high, y + CAP)]),
    ]
}
