//! One line for each cell, under headings: what bars and dots share.

use super::datum;
use crate::chart::marks::axis::axis;
use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::scene::Shape;
use crate::chart::sheet::{LABEL, Look, Sheet, text_shape, widest};
use crate::chart::words::{cell_text, cells, digits};
use crate::error::{ErrorKind, Result};
use crate::tabulate::number_text::count;
use crate::tabulate::{AnswerKind, Cell, Column, Measure, Row, RowGroup, RowKind, Table};

/// How high a line with a label of one row is.
const LINE: f64 = 26.0;
/// What lies between two rows of a label.
const LEADING: f64 = LABEL * 1.3;
/// The most room that labels beside the marks may take.
const LABEL_SHARE: f64 = 0.4;

const LABELS: Look = Look {
    class: "chosa-label",
    size: LABEL,
    bold: false,
    ink: Ink::Text,
    most: 4,
};
const HEADING: Look = Look {
    bold: true,
    class: "chosa-heading",
    ..LABELS
};
const SUBHEADING: Look = Look {
    ink: Ink::Muted,
    class: "chosa-heading",
    ..LABELS
};

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

/// The places of labels, marks and figures.
struct Columns {
    label_room: f64,
    scale: Scale,
    beside: bool,
    digits: usize,
}

/// Draws the marks of one line with its middle at a height.
pub(super) type Mark = fn(&Scale, &Line<'_>, f64) -> Vec<Shape>;

/// Lays out every cell of the table by `mark`.
pub(super) fn lay_out(sheet: &mut Sheet<'_>, mark: Mark) -> Result<()> {
    let table = sheet.table;
    let items = items(table);
    if cells(table).next().is_none() {
        let reason = ("表に行がありません", "the table has no rows");
        return Err(ErrorKind::UnsuitableChart {
            chart: "bars",
            reason,
        }
        .into());
    }
    let columns = measure(sheet, &items);
    let (top, from) = (sheet.y, sheet.depth());
    for item in &items {
        match item {
            Item::Heading(text, look) => {
                sheet.y += 6.0;
                sheet.paragraph(text, *look);
            }
            Item::Line(line) => draw(sheet, line, &columns, mark),
        }
    }
    axis(sheet, &columns.scale, top, from);
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
    let drawn = group.rows.iter();
    for row in drawn.filter(|row| row.kind != RowKind::MultipleTotal) {
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

fn measure(sheet: &Sheet<'_>, items: &[Item<'_>]) -> Columns {
    let digits = digits(sheet.table);
    let lines = || {
        items.iter().filter_map(|item| match item {
            Item::Line(line) => Some(line),
            Item::Heading(..) => None,
        })
    };
    let figures: Vec<String> = lines()
        .map(|line| figure(line, sheet.table, digits))
        .collect();
    let figure_room = widest(figures.iter().map(String::as_str)) + 10.0;
    let beside = !sheet.is_narrow();
    let label_room = if beside {
        widest(lines().map(|line| line.label)).min(sheet.room() * LABEL_SHARE)
    } else {
        sheet.room()
    };
    let start = if beside {
        sheet.left() + label_room + 12.0
    } else {
        sheet.left()
    };
    let end = (sheet.right() - figure_room).max(start + 20.0);
    Columns {
        label_room,
        scale: Scale::of(sheet.table, start, end),
        beside,
        digits,
    }
}

fn draw(sheet: &mut Sheet<'_>, line: &Line<'_>, columns: &Columns, mark: Mark) {
    let look = Look {
        bold: match line.compared {
            true => line.column.value.is_none(),
            false => line.row.kind == RowKind::Net,
        },
        ..LABELS
    };
    let label = sheet.lines(line.label, columns.label_room, look);
    let height = label.len() as f64 * LEADING;
    let (middle, first) = if columns.beside {
        let middle = sheet.y + (height + 8.0).max(LINE) / 2.0;
        (middle, middle - height / 2.0)
    } else {
        (sheet.y + height + 4.0 + 10.0, sheet.y + 2.0)
    };
    let mut labels = Vec::new();
    for (at, text) in label.iter().enumerate() {
        let y = first + at as f64 * LEADING + LABEL;
        labels.push(text_shape(sheet.left(), y, text, look));
    }
    sheet.add("chosa-label", labels);
    let mut shapes = mark(&columns.scale, line, middle);
    let text = figure(line, sheet.table, columns.digits);
    let ends = [line.cell.high, line.cell.estimate];
    let reach = ends.into_iter().flatten().fold(0.0, f64::max);
    let ink = if line.cell.estimate.is_some() {
        Ink::Text
    } else {
        Ink::Muted
    };
    let x = columns.scale.at(reach) + 9.0;
    shapes.push(text_shape(
        x,
        middle + LABEL * 0.36,
        &text,
        Look { ink, ..LABELS },
    ));
    sheet.mark(datum(sheet.table, line.row, line.column, line.cell), shapes);
    sheet.y = if columns.beside {
        sheet.y + (height + 8.0).max(LINE)
    } else {
        middle + 14.0
    };
}
