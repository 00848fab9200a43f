//! Lines between the two values of a breakdown.

use super::{Intervals, Kind};
use crate::chart::layouts::upright::{self, Marks};
use crate::chart::sheet::Sheet;
use crate::error::Result;

/// What is said of the kind.
pub(super) const KIND: Kind = Kind {
    name: "slope",
    words: ("二時点を結ぶ折れ線グラフ", "Lines between two values"),
    intervals: Intervals::Lines,
    suits: |facts| facts.years() == 2,
    why: (
        "二時点の表なので、線で結びます。",
        "The columns are two points in time, so lines join them.",
    ),
    lay_out,
};

/// Lays out a panel for each question and breakdown.
fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    upright::over_time(sheet, &KIND, Marks::Slope, (2, 2))
}
