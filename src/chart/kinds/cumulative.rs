//! A line over the rows themselves, each of which holds those before it.

use super::{Intervals, Kind};
use crate::chart::layouts::upright::{self, Marks};
use crate::chart::pick::adds_up_to_all;
use crate::chart::sheet::Sheet;
use crate::error::Result;

/// What is said of the kind.
pub(super) const KIND: Kind = Kind {
    name: "cumulative",
    words: ("累積の折れ線グラフ", "Line chart of what has added up"),
    intervals: Intervals::Bands,
    suits: |facts| facts.is_plain() && facts.every(adds_up_to_all),
    why: (
        "行が前の行を含むので、積み上がる線にします。",
        "Each row holds those before it, so a line shows them add up.",
    ),
    lay_out,
};

/// Lays out a panel for each question.
fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    upright::of_rows(sheet, &KIND, Marks::Lines)
}
