//! The kinds of chart, one file each.

mod bars;
mod dots;
mod lines;
mod stacked;
mod trail;

use super::sheet::Sheet;
use super::spec::ChartKind;
use crate::error::Result;
use crate::tabulate::{Cell, Column, Row, Table};

/// Lays out the body of the chart; to add a kind is to add a line here.
pub(super) fn lay_out(kind: ChartKind, sheet: &mut Sheet<'_>) -> Result<()> {
    match kind {
        ChartKind::Auto | ChartKind::Bars => bars::lay_out(sheet),
        ChartKind::Dots => dots::lay_out(sheet),
        ChartKind::Stacked => stacked::lay_out(sheet),
        ChartKind::Trail => trail::lay_out(sheet),
    }
}

/// The figure behind a mark.
fn datum(table: &Table, row: &Row, column: &Column, cell: &Cell) -> super::scene::Datum {
    use super::text_width::clean;
    let name = |value: &Option<String>, label: &str| clean(value.as_deref().unwrap_or(label));
    super::scene::Datum {
        row: name(&row.value, &row.label),
        column: column.value.as_deref().map(clean).unwrap_or_default(),
        value: cell.estimate,
        low: cell.low,
        high: cell.high,
        n: cell.n,
        base_n: cell.base_n,
        letters: [
            column.letter.clone().unwrap_or_default(),
            cell.higher_than.join(" "),
        ],
        sentence: clean(&super::describe::cell_sentence(table, row, column, cell)),
    }
}
