//! Dots with their intervals: what best compares groups, since no bar's end is mistaken for a limit.

use super::{Intervals, Kind};
use crate::chart::layouts::rows::{self, Line};
use crate::chart::marks::interval::interval;
use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::sheet::Sheet;
use crate::error::Result;

const RADIUS: f64 = 5.5;

/// What is said of the kind.
pub(super) const KIND: Kind = Kind {
    name: "dots",
    words: (
        "信頼区間つきの点グラフ",
        "Dot chart with confidence intervals",
    ),
    intervals: Intervals::LinesAndCounts,
    suits: |_| true,
    why: (
        "属性どうしの比較なので、点と信頼区間で示します。",
        "Groups are compared, which dots with their intervals show best.",
    ),
    lay_out,
};

/// Lays out a dot with its interval for each cell.
fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    rows::lay_out(sheet, mark);
    Ok(())
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
