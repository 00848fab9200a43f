//! The kinds of chart, one file each.

mod bars;
mod donut;
mod dots;
mod heat;
mod pyramid;
mod rows;
mod stacked;
mod tiles;
mod trail;
mod upright;

use super::sheet::Sheet;
use super::spec::ChartKind;
use crate::error::{Error, ErrorKind, Result};
use crate::tabulate::{Cell, Column, Row, Table};

pub(super) use tiles::suits as is_of_places;

/// Lays out the body of the chart; to add a kind is to add a line here.
pub(super) fn lay_out(kind: ChartKind, sheet: &mut Sheet<'_>) -> Result<()> {
    if super::words::cells(sheet.table).next().is_none() {
        return Err(unsuitable(
            kind,
            ("表に行がありません", "the table has no rows"),
        ));
    }
    match kind {
        ChartKind::Auto | ChartKind::Bars => bars::lay_out(sheet),
        ChartKind::Dots => dots::lay_out(sheet),
        ChartKind::Stacked | ChartKind::Diverging => stacked::lay_out(kind, sheet),
        ChartKind::Columns | ChartKind::Lines | ChartKind::Slope => upright::lay_out(kind, sheet),
        ChartKind::Heat => heat::lay_out(sheet),
        ChartKind::Donut => donut::lay_out(sheet),
        ChartKind::Pyramid => pyramid::lay_out(sheet),
        ChartKind::Tiles => tiles::lay_out(sheet),
        ChartKind::Trail => trail::lay_out(sheet),
    }
}

/// Why a kind does not suit the table.
fn unsuitable(kind: ChartKind, reason: (&'static str, &'static str)) -> Error {
    ErrorKind::UnsuitableChart {
        chart: kind.name(),
        reason,
    }
    .into()
}

/// One cell with all that names it.
#[derive(Clone, Copy)]
struct Figure<'a> {
    row: &'a Row,
    column: &'a Column,
    cell: &'a Cell,
}

/// The columns of each breakdown, each with its place in the table.
fn breakdowns(table: &Table) -> Vec<Vec<(usize, &Column)>> {
    let mut found: Vec<Vec<(usize, &Column)>> = Vec::new();
    for (at, column) in table.columns.iter().enumerate() {
        if column.question.is_none() {
            continue;
        }
        match found.last_mut() {
            Some(last)
                if last
                    .iter()
                    .any(|(_, other)| other.question == column.question) =>
            {
                last.push((at, column));
            }
            _ => found.push(vec![(at, column)]),
        }
    }
    found
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
        sentence: clean(&super::describe::cell_sentence(table, row, column, cell)),
    }
}
