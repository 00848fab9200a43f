//! Horizontal bars with their intervals.

use super::{Intervals, Kind};
use crate::chart::layouts::rows::{self, Line};
use crate::chart::marks::{bar::bar, interval::interval};
use crate::chart::scale::Scale;
use crate::chart::sheet::Sheet;
use crate::error::Result;

/// What is said of the kind.
pub(super) const KIND: Kind = Kind {
    name: "bars",
    words: (
        "信頼区間つきの棒グラフ",
        "Bar chart with confidence intervals",
    ),
    intervals: Intervals::LinesAndCounts,
    suits: |facts| facts.sheet.columns.len() <= 1,
    why: (
        "比べる属性がないので、長さで比べられる棒にします。",
        "There is no breakdown, so bars let the answers be compared by length.",
    ),
    lay_out,
};

/// Lays out a bar with its interval for each cell.
fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    rows::lay_out(sheet, mark);
    Ok(())
}

fn mark(sheet: &mut Sheet<'_>, scale: &Scale, line: &Line<'_>, middle: f64) {
    if let Some(value) = line.cell.estimate {
        bar(sheet, scale, value, (middle, 16.0));
        interval(sheet, scale, line.cell, middle);
    }
}
