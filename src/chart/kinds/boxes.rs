//! The quantiles of a number: lines to the outer ones, the middle half in a box.

use super::{Intervals, Kind};
use crate::chart::figures::{banner, column_look, figure_text, mark, widest_figure, with_n};
use crate::chart::marks::{axis::axis, band::Bands};
use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::scene::Anchor;
use crate::chart::sheet::{ASIDE, HEADING, LABEL, LABELS, SMALL, Sheet};
use crate::chart::text_width::width;
use crate::error::Result;
use crate::tabulate::{Measure, RowGroup, Table};

/// How many quantiles a box shows, the median in the middle.
const QUANTILES: usize = 5;
/// Half the height of a box.
const HALF: f64 = 9.0;

/// What is said of the kind.
pub(super) const KIND: Kind = Kind {
    name: "box",
    words: (
        "箱ひげ図（10・25・50・75・90%点）",
        "Box plot of the 10th, 25th, 50th, 75th and 90th percentiles",
    ),
    intervals: Intervals::InTable,
    suits: |facts| suits(facts.sheet.table),
    why: (
        "分位点の表なので、箱ひげ図にします。",
        "The rows are quantiles, which a box plot shows.",
    ),
    lay_out,
};

/// Lays out a box for each column of each question.
fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    let table = sheet.table;
    if !suits(table) {
        let reason = (
            "measure を median、split を quantiles にした表ではありません",
            "it needs a table of the measure median, split by quantiles",
        );
        return Err(KIND.unsuitable(reason));
    }
    let columns = sheet.columns.clone();
    let mut labels = 0.0_f64;
    for (_, column) in &columns {
        labels = labels.max(width(&column.label, LABEL, true));
    }
    let bands = Bands::new(
        sheet,
        HALF * 2.0,
        (labels, 0.35),
        widest_figure(sheet) + 70.0,
    );
    let scale = Scale::of(sheet, bands.start, bands.end);
    let (top, from) = (sheet.y, sheet.depth());
    for group in &table.groups {
        if table.groups.len() > 1 {
            sheet.paragraph(&group.label, &HEADING);
        }
        let mut before = None;
        for (at, column) in &columns {
            banner(sheet, column, &mut before);
            let middle = bands.add(sheet, &column.label, column_look(sheet, column));
            draw(sheet, group, (*at, middle), &scale);
        }
    }
    axis(sheet, &scale, (top, sheet.y), from);
    sheet.y += SMALL * 1.6 + 6.0;
    let (ja, en) = KIND.words;
    sheet.paragraph(table.language.pick(ja, en), &ASIDE);
    Ok(())
}

/// Whether the rows of a table are the quantiles of a box.
fn suits(table: &Table) -> bool {
    let quantiles = |group: &RowGroup| group.rows_on_scale().len() == QUANTILES;
    table.measure == Measure::Median && table.groups.iter().all(quantiles)
}

fn draw<'a>(sheet: &mut Sheet<'a>, group: &'a RowGroup, (at, middle): (usize, f64), scale: &Scale) {
    let place = |row: usize| -> Option<f64> {
        let cell = group.rows_on_scale().get(row)?.cells.get(at)?;
        Some(scale.at(cell.estimate?))
    };
    if let [Some(first), Some(low), Some(high), Some(last)] = [0, 1, 3, 4].map(place) {
        sheet.line((first, middle), (last, middle), Ink::Text, 1.5);
        sheet.rect(low, middle - HALF, high - low, HALF * 2.0, Ink::Bar);
        sheet.close("chosa-box");
    }
    let mut end = scale.at(0.0);
    for (row, quantile) in group.rows_on_scale().iter().enumerate() {
        let Some(cell) = quantile.cells.get(at) else {
            continue;
        };
        let Some((_, column)) = sheet
            .columns
            .iter()
            .find(|(place, _)| *place == at)
            .copied()
        else {
            continue;
        };
        if let Some(x) = place(row) {
            let (thick, half) = match row {
                2 => (3.0, HALF),
                1 | 3 => (1.0, HALF),
                _ => (1.5, HALF / 2.0),
            };
            sheet.line((x, middle - half), (x, middle + half), Ink::Text, thick);
            end = end.max(x);
        }
        mark(sheet, quantile, column, cell);
    }
    if let Some(cell) = group
        .rows_on_scale()
        .get(2)
        .and_then(|row| row.cells.get(at))
    {
        let text = with_n(&figure_text(sheet, cell), cell.base_n);
        let edges = sheet.edges();
        let place = (end + 9.0, middle);
        sheet.figure_beside(place, Anchor::Start, (text, &LABELS), edges);
        sheet.close(LABELS.class);
    }
}
