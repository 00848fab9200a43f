//! Horizontal bars with their intervals.

use super::rows::{self, Line};
use crate::chart::marks::{bar::bar, interval::interval};
use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::scene::Shape;
use crate::chart::sheet::Sheet;
use crate::error::Result;

/// Lays out a bar with its interval for each cell.
pub(super) fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    rows::lay_out(sheet, mark)
}

fn mark(scale: &Scale, line: &Line<'_>, middle: f64) -> Vec<Shape> {
    let Some(value) = line.cell.estimate else {
        return Vec::new();
    };
    let mut shapes = vec![bar(scale, value, middle - 8.0, 16.0, Ink::Bar)];
    shapes.extend(interval(scale, line.cell, middle));
    shapes
}
