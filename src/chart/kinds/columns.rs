//! Columns over the values of an ordered breakdown, with the overall figure as a line.

use super::{Intervals, Kind};
use crate::chart::layouts::upright::{self, Marks, Upright};
use crate::chart::pick::are_classes;
use crate::chart::sheet::Sheet;
use crate::error::Result;

/// The widest column.
const THICK: f64 = 72.0;
/// The most rows that have a panel of columns each.
const MOST_PANELS: usize = 3;

/// What is said of the kind.
pub(super) const KIND: Kind = Kind {
    name: "columns",
    words: (
        "信頼区間つきの縦棒グラフ",
        "Column chart with confidence intervals",
    ),
    intervals: Intervals::Lines,
    suits: |facts| {
        let mut labels = facts.breakdown.iter().map(|column| &*column.label);
        facts.rows <= MOST_PANELS && are_classes(&mut labels)
    },
    why: (
        "病床数のような階級を比べる表なので、順に柱を立て、全体を線で示します。",
        "The groups are classes in their order, which columns follow, with Total as a line.",
    ),
    lay_out,
};

/// Lays out a panel for each row of each question and breakdown.
fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    let panels = upright::panels(sheet, true);
    let columns = Upright {
        marks: Marks::Columns(|slot| (slot * 0.66).min(THICK)),
        end: |text, (_, column, _)| [&column.label, " ", text].concat(),
    };
    upright::lay_out(sheet, &panels, &columns)
}
