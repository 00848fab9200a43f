//! Dots with their intervals: what best compares groups, since no bar's end is mistaken for a limit.

use super::rows::{self, Line};
use crate::chart::marks::interval::interval;
use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::sheet::Sheet;
use crate::error::Result;

const RADIUS: f64 = 5.5;

/// Lays out a dot with its interval for each cell.
pub(super) fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    rows::lay_out(sheet, mark)
}

fn mark(sheet: &mut Sheet<'_>, scale: &Scale, line: &Line<'_>, middle: f64) {
    interval(sheet, scale, line.cell, middle);
    if let Some(value) = line.cell.estimate {
        let fill = if line.column.value.is_none() && line.compared {
            Ink::Text
        } else {
            Ink::Bar
        };
        sheet.disc(scale.point(value, middle), RADIUS, fill);
    }
}
