//! Columns without gaps, over the classes of a number.

use super::{Intervals, Kind};
use crate::chart::layouts::upright::{self, Marks};
use crate::chart::pick::{first_number, is_even};
use crate::chart::sheet::Sheet;
use crate::decimal::parse_number;
use crate::error::Result;
use crate::tabulate::{AnswerKind, Row, RowGroup};

/// What is said of the kind.
pub(super) const KIND: Kind = Kind {
    name: "histogram",
    words: (
        "信頼区間つきのヒストグラム",
        "Histogram with confidence intervals",
    ),
    intervals: Intervals::Lines,
    suits: |facts| facts.is_plain() && facts.every(has_even_classes),
    why: (
        "数値を同じ幅の階級に分けた表なので、柱で分布の形を示します。",
        "The rows are classes of a number, so columns show its shape.",
    ),
    lay_out,
};

/// Lays out a panel for each question.
fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    upright::of_rows(sheet, &KIND, Marks::Columns(|slot| slot - 1.5))
}

/// Whether the rows are classes of a number, each of which begins with its value.
fn has_even_classes(group: &RowGroup) -> bool {
    let names_value = |row: &Row| {
        let value = row.value.as_deref().and_then(parse_number);
        value == first_number(&row.label)
    };
    group.kind == AnswerKind::Ordered
        && is_even(group)
        && group.rows_on_scale().iter().all(names_value)
}
