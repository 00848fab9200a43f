//! Lines over the values of a breakdown in time, with bands of their intervals.

use super::{Intervals, Kind};
use crate::chart::layouts::upright::{self, Marks};
use crate::chart::sheet::Sheet;
use crate::error::Result;

/// What is said of the kind.
pub(super) const KIND: Kind = Kind {
    name: "lines",
    words: (
        "信頼区間の帯つきの折れ線グラフ",
        "Line chart with bands of confidence intervals",
    ),
    intervals: Intervals::Bands,
    suits: |facts| facts.years() > 2,
    why: (
        "時点を追う表なので、線で結びます。",
        "The columns follow in time, so lines join them.",
    ),
    lay_out,
};

/// Lays out a panel for each question and breakdown.
fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    upright::over_time(sheet, &KIND, Marks::Lines, (2, usize::MAX))
}
