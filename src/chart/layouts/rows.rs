//! A line of text and mark for each cell, under headings: what bars and dots share.

use crate::chart::figures::{column_look, figure_text, mark, with_n};
use crate::chart::marks::{axis::axis, band::Bands};
use crate::chart::scale::Scale;
use crate::chart::scene::Anchor;
use crate::chart::sheet::{HEADING, LABEL, LABELS, Look, SMALL, STRONG, SUBHEADING, Sheet};
use crate::chart::text_width::width;
use crate::tabulate::number_text::count;
use crate::tabulate::{AnswerKind, Cell, Column, Measure, Row, RowGroup, RowKind};

/// How thick the marks of a line are.
const THICK: f64 = 18.0;
/// The most room that labels beside the marks may take.
const LABEL_SHARE: f64 = 0.4;

/// One cell with all that names it.
pub(in crate::chart) struct Line<'a> {
    pub(in crate::chart) row: &'a Row,
    pub(in crate::chart) column: &'a Column,
    pub(in crate::chart) cell: &'a Cell,
    /// Whether there are other columns beside Total.
    pub(in crate::chart) compared: bool,
}

impl<'a> Line<'a> {
    fn label(&self) -> &'a str {
        match self.compared {
            true => &self.column.label,
            false => &self.row.label,
        }
    }
}

/// Draws the marks of one line with its middle at a height.
pub(in crate::chart) type Mark = fn(&mut Sheet<'_>, &Scale, &Line<'_>, f64);

/// Lays out every cell of the table by `mark`.
pub(in crate::chart) fn lay_out(sheet: &mut Sheet<'_>, draw_mark: Mark) {
    let groups = &sheet.table.groups;
    let columns = sheet.columns.clone();
    let compared = columns.len() > 1;
    let (mut labels, mut figures) = (0.0_f64, 0.0_f64);
    let mut lines = Vec::new();
    for group in groups {
        for row in ordered(group, compared) {
            // A panel leaves room for the figures of all: a length is the same in each.
            for ((at, column), cell) in sheet.table.columns.iter().enumerate().zip(&row.cells) {
                let line = Line {
                    row,
                    column,
                    cell,
                    compared,
                };
                labels = labels.max(width(line.label(), LABEL, true));
                figures = figures.max(width(&figure(sheet, &line), LABEL, true));
                if columns.iter().any(|(shown, _)| *shown == at) {
                    lines.push((group, line));
                }
            }
        }
    }
    let bands = Bands::new(sheet, THICK, (labels, LABEL_SHARE), figures);
    let scale = Scale::of(sheet, bands.start, bands.end);
    let (top, from) = (sheet.y, sheet.depth());
    let mut before: Option<&(&RowGroup, Line<'_>)> = None;
    for entry in &lines {
        let (group, line) = entry;
        let new_group = before.is_none_or(|(other, _)| !std::ptr::eq(*other, *group));
        let new_row = before.is_none_or(|(_, other)| !std::ptr::eq(other.row, line.row));
        if new_group && groups.len() > 1 {
            heading(sheet, &group.label, &HEADING);
        }
        if new_row && compared {
            heading(sheet, &line.row.label, &HEADING);
        }
        let banner = &line.column.question;
        if banner.is_some() && compared {
            let new = before.is_none_or(|(_, other)| other.column.question != *banner);
            if new || new_row {
                heading(sheet, &line.column.question_label, &SUBHEADING);
            }
        }
        draw(sheet, line, (&bands, &scale, draw_mark));
        before = Some(entry);
    }
    axis(sheet, &scale, (top, sheet.y), from);
    sheet.y += SMALL * 1.6;
}

fn heading(sheet: &mut Sheet<'_>, text: &str, look: &Look) {
    sheet.y += 6.0;
    sheet.paragraph(text, look);
}

/// The rows as they are shown: options of a multiple choice, which have no order of their
/// own, begin with the one that most have chosen.
fn ordered(group: &RowGroup, compared: bool) -> Vec<&Row> {
    let mut rows: Vec<&Row> = Vec::new();
    for row in group.rows_on_scale() {
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

fn figure(sheet: &Sheet<'_>, line: &Line<'_>) -> String {
    let text = figure_text(sheet, line.cell);
    let n = match sheet.table.measure {
        Measure::Share if !line.compared => line.cell.n,
        _ => line.cell.told_base(),
    };
    match n {
        Some(n) if line.compared => with_n(&text, n),
        Some(n) if line.cell.estimate.is_some() => [&text, " (", &count(n as f64), ")"].concat(),
        _ => text,
    }
}

fn draw<'a>(
    sheet: &mut Sheet<'a>,
    line: &Line<'a>,
    (bands, scale, draw_mark): (&Bands, &Scale, Mark),
) {
    let look = match line.row.kind {
        RowKind::Net if !line.compared => &STRONG,
        _ => column_look(sheet, line.column),
    };
    let middle = bands.add(sheet, line.label(), look);
    draw_mark(sheet, scale, line, middle);
    let text = figure(sheet, line);
    let (high, value) = (line.cell.high, line.cell.estimate);
    let x = scale.at(high.unwrap_or(0.0).max(value.unwrap_or(0.0))) + 9.0;
    let look = match value {
        Some(_) => &LABELS,
        None => &SUBHEADING,
    };
    let edges = sheet.edges();
    sheet.figure_beside((x, middle), Anchor::Start, (text, look), edges);
    mark(sheet, line.row, line.column, line.cell);
}
