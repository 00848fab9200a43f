//! Horizontal bars with their intervals.

use super::rows::{self, Line};
use crate::chart::marks::{bar::bar, interval::interval};
use crate::chart::scale::Scale;
use crate::chart::sheet::Sheet;
use crate::error::Result;

/// Lays out a bar with its interval for each cell.
pub(super) fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    rows::lay_out(sheet, mark)
}

fn mark(sheet: &mut Sheet<'_>, scale: &Scale, line: &Line<'_>, middle: f64) {
    if let Some(value) = line.cell.estimate {
        bar(sheet, scale, value, (middle, 16.0));
        interval(sheet, scale, line.cell, middle);
    }
}
