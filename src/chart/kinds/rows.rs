//! One line of text and mark for each cell, under headings: what bars and dots share.

use super::datum;
use crate::chart::marks::{axis::axis, band::Bands};
use crate::chart::scale::Scale;
use crate::chart::scene::Shape;
use crate::chart::sheet::{HEADING, LABEL, LABELS, Look, SMALL, SUBHEADING, Sheet, text_shape};
use crate::chart::text_width::width;
use crate::chart::words::{cell_text, digits};
use crate::error::Result;
use crate::tabulate::number_text::count;
use crate::tabulate::{AnswerKind, Cell, Column, Measure, Row, RowGroup, RowKind, Table};

/// How thick the marks of a line are.
const THICK: f64 = 18.0;
/// The most room that labels beside the marks may take.
const LABEL_SHARE: f64 = 0.4;

/// One cell with all that names it.
pub(super) struct Line<'a> {
    pub(super) row: &'a Row,
    pub(super) column: &'a Column,
    pub(super) cell: &'a Cell,
    /// Whether there are other columns beside Total.
    pub(super) compared: bool,
    label: &'a str,
}

/// What stands under one another.
enum Item<'a> {
    Heading(&'a str, Look),
    Line(Line<'a>),
}

/// Draws the marks of one line with its middle at a height.
pub(super) type Mark = fn(&Scale, &Line<'_>, f64) -> Vec<Shape>;

/// Lays out every cell of the table by `mark`.
pub(super) fn lay_out(sheet: &mut Sheet<'_>, mark: Mark) -> Result<()> {
    let table = sheet.table;
    let items = items(table);
    let digits = digits(table);
    let (mut widest_label, mut widest_figure) = (0.0_f64, 0.0_f64);
    for item in &items {
        if let Item::Line(line) = item {
            let figure = figure(line, table, digits);
            widest_label = widest_label.max(width(line.label, LABEL, true));
            widest_figure = widest_figure.max(width(&figure, LABEL, true));
        }
    }
    let bands = Bands::new(sheet, THICK, (widest_label, LABEL_SHARE), widest_figure);
    let scale = Scale::of(sheet.whole, bands.start, bands.end);
    let (top, from) = (sheet.y, sheet.depth());
    for item in &items {
        match item {
            Item::Heading(text, look) => {
                sheet.y += 6.0;
                sheet.paragraph(text, *look);
            }
            Item::Line(line) => draw(sheet, line, &bands, (&scale, digits, mark)),
        }
    }
    axis(sheet, &scale, (top, sheet.y), from);
    sheet.y += SMALL * 1.6;
    Ok(())
}

fn items(table: &Table) -> Vec<Item<'_>> {
    let compared = table.columns.len() > 1;
    let mut items = Vec::new();
    for group in &table.groups {
        if table.groups.len() > 1 {
            items.push(Item::Heading(&group.label, HEADING));
        }
        for row in ordered(group, compared) {
            if compared {
                items.push(Item::Heading(&row.label, HEADING));
            }
            let mut banner = None;
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                if column.question.is_some() && banner != Some(&column.question) {
                    banner = Some(&column.question);
                    items.push(Item::Heading(&column.question_label, SUBHEADING));
                }
                let label = if compared { &column.label } else { &row.label };
                items.push(Item::Line(Line {
                    row,
                    column,
                    cell,
                    compared,
                    label,
                }));
            }
        }
    }
    items
}

/// The rows as they are shown: options of a multiple choice, which have no order of their
/// own, begin with the one that most have chosen.
fn ordered(group: &RowGroup, compared: bool) -> Vec<&Row> {
    let mut rows: Vec<&Row> = Vec::new();
    for row in &group.rows {
        let sorted = group.kind == AnswerKind::Multiple && !compared && row.kind == RowKind::Value;
        let smaller = |other: &&Row| other.kind != RowKind::Value || share(other) < share(row);
        let place = rows.iter().position(smaller).filter(|_| sorted);
        rows.insert(place.unwrap_or(rows.len()), row);
    }
    rows
}

fn share(row: &Row) -> Option<f64> {
    row.cells.first()?.estimate
}

fn figure(line: &Line<'_>, table: &Table, digits: usize) -> String {
    let text = cell_text(line.cell, table, digits);
    let n = match table.measure {
        Measure::Share if !line.compared => line.cell.n,
        _ => Some(line.cell.base_n),
    };
    match n {
        Some(n) if line.compared => format!("{text} (n={})", count(n as f64)),
        Some(n) if line.cell.estimate.is_some() => format!("{text} ({})", count(n as f64)),
        _ => text,
    }
}

fn draw(
    sheet: &mut Sheet<'_>,
    line: &Line<'_>,
    bands: &Bands,
    (scale, digits, mark): (&Scale, usize, Mark),
) {
    let look = Look {
        bold: match line.compared {
            true => line.column.value.is_none(),
            false => line.row.kind == RowKind::Net,
        },
        ..LABELS
    };
    let middle = bands.add(sheet, line.label, look);
    let mut shapes = mark(scale, line, middle);
    let text = figure(line, sheet.table, digits);
    let ends = [line.cell.high, line.cell.estimate];
    let reach = ends.into_iter().flatten().fold(0.0, f64::max);
    let look = match line.cell.estimate {
        Some(_) => LABELS,
        None => SUBHEADING,
    };
    let (x, y) = (scale.at(reach) + 9.0, middle + LABEL * 0.36);
    shapes.push(text_shape(x, y, &text, look));
    sheet.mark(datum(sheet.table, line.row, line.column, line.cell), shapes);
}
