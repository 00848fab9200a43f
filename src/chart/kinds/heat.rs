//! The table itself, each cell coloured by its distance from Total, or by its size where the
//! table has no Total to compare with.

use super::{breakdowns, datum};
use crate::chart::marks::{band::Bands, legend::legend, shade::Shades};
use crate::chart::palette::Ink;
use crate::chart::scale::round_step;
use crate::chart::scene::{Anchor, Shape};
use crate::chart::sheet::{
    ASIDE, HEADING, LABEL, LABELS, Look, SUBHEADING, Sheet, text_at, widest,
};
use crate::chart::text_width::width;
use crate::chart::words::{cell_text, cells, digits};
use crate::error::Result;
use crate::tabulate::number_text::number;
use crate::tabulate::{Cell, Column, Measure, Row, RowKind, Table};

const HEIGHT: f64 = 28.0;
/// The gap that parts neighbouring cells whatever their colours are.
const GAP: f64 = 2.0;
/// The least width of a cell.
const LEAST: f64 = 44.0;
/// The widest.
const MOST: f64 = 120.0;

/// How a cell gets its colour.
enum Colour {
    /// By how many of these steps it is away from Total.
    Distance(f64),
    Size(Shades),
}

/// Lays out a grid for each question and breakdown.
pub(super) fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    let table = sheet.table;
    let colour = colour(sheet);
    explain(sheet, &colour);
    let rows = table.groups.iter().flat_map(|group| &group.rows);
    let labels = widest(rows.map(|row| row.label.as_str()));
    let mut need = LEAST;
    for cell in cells(table) {
        need = need.max(width(&text(cell, table), LABEL, true) + 10.0);
    }
    let mut bands = Bands::new(sheet, HEIGHT, (labels, 0.35), 0.0);
    bands.gap = GAP;
    let per_line = ((bands.end - bands.start) / need).floor().max(1.0) as usize;
    let total = (table.columns.iter().enumerate()).filter(|(_, column)| column.question.is_none());
    let mut blocks = breakdowns(table);
    let first: Vec<_> = total.collect();
    match blocks.first_mut() {
        Some(block) => {
            block.splice(0..0, first);
        }
        None => blocks.push(first),
    }
    for block in &blocks {
        for columns in block.chunks(per_line) {
            grid(sheet, columns, &bands, &colour);
        }
    }
    Ok(())
}

fn colour(sheet: &Sheet<'_>) -> Colour {
    let mut most = 0.0_f64;
    for row in rows(sheet.whole) {
        for cell in &row.cells {
            most = most.max(distance(row, cell).unwrap_or(0.0).abs());
        }
    }
    if most > 0.0 {
        Colour::Distance(round_step(most / 3.0))
    } else {
        Colour::Size(Shades::of(sheet))
    }
}

fn rows(table: &Table) -> impl Iterator<Item = &Row> {
    table.groups.iter().flat_map(|group| &group.rows)
}

/// How far a figure is above Total, which is the first cell of a row with others.
fn distance(row: &Row, cell: &Cell) -> Option<f64> {
    Some(cell.estimate? - row.cells.first()?.estimate?)
}

fn ink(row: &Row, column: &Column, cell: &Cell, colour: &Colour) -> Option<Ink> {
    match colour {
        Colour::Size(shades) => Some(shades.ink(cell.estimate?)),
        Colour::Distance(_) if column.question.is_none() => Some(Ink::Track),
        Colour::Distance(step) => {
            let steps = (distance(row, cell)? / step).round().clamp(-3.0, 3.0);
            Some(Ink::Lean((steps + 3.0) as usize))
        }
    }
}

/// The legend, and what the signs in the cells mean.
fn explain(sheet: &mut Sheet<'_>, colour: &Colour) {
    let table = sheet.table;
    match colour {
        Colour::Size(shades) => shades.legend(sheet),
        Colour::Distance(step) => {
            let unit = match table.measure {
                Measure::Share => 100.0,
                _ => 1.0,
            };
            let far = number(step * unit * 3.0, usize::from(step * unit * 3.0 < 1.0));
            let same = table.language.pick("全体と同じ", "as Total");
            let (below, above) = (format!("−{far}"), format!("+{far}"));
            let entries = [
                (below.as_str(), Ink::Lean(0)),
                (same, Ink::Lean(3)),
                (above.as_str(), Ink::Lean(6)),
            ];
            legend(sheet, &entries);
        }
    }
    if cells(table).any(|cell| cell.against_total.is_some_and(|side| side != 0)) {
        let words = table.language.pick(
            "▲▽：ほかの人たちより有意に高い・低い",
            "▲▽: significantly above or below all others",
        );
        sheet.paragraph(words, ASIDE);
    }
    if cells(table).any(|cell| !cell.higher_than.is_empty()) {
        let words = table.language.pick(
            "英字：その列より有意に高い",
            "Letters: significantly higher than those columns",
        );
        sheet.paragraph(words, ASIDE);
    }
}

fn text(cell: &Cell, table: &Table) -> String {
    let mut text = cell_text(cell, table, digits(table));
    match cell.against_total {
        Some(side) if side > 0 => text.push('▲'),
        Some(side) if side < 0 => text.push('▽'),
        _ => {}
    }
    for (at, letter) in cell.higher_than.iter().enumerate() {
        text.push_str(if at == 0 { " " } else { "" });
        text.push_str(letter);
    }
    text
}

fn grid(sheet: &mut Sheet<'_>, columns: &[(usize, &Column)], bands: &Bands, colour: &Colour) {
    let table = sheet.table;
    let wide = ((bands.end - bands.start) / columns.len() as f64).min(MOST);
    if let Some((_, column)) = columns
        .last()
        .filter(|(_, column)| column.question.is_some())
    {
        sheet.y += 6.0;
        sheet.paragraph(&column.question_label, SUBHEADING);
    }
    heads(sheet, columns, (bands.start, wide));
    for group in &table.groups {
        if table.groups.len() > 1 {
            sheet.paragraph(&group.label, HEADING);
        }
        for row in &group.rows {
            let bold = row.kind == RowKind::Net;
            let middle = bands.add(sheet, &row.label, Look { bold, ..LABELS });
            for (place, (at, column)) in columns.iter().enumerate() {
                let Some(cell) = row.cells.get(*at) else {
                    continue;
                };
                let x = bands.start + wide * place as f64;
                let shapes = draw(sheet, (row, column, cell), (x, wide, middle), colour);
                sheet.mark(datum(table, row, column, cell), shapes);
            }
        }
    }
    sheet.y += 6.0;
}

/// The names of the columns, which end above their cells.
fn heads(sheet: &mut Sheet<'_>, columns: &[(usize, &Column)], (start, wide): (f64, f64)) {
    let mut labels = Vec::new();
    for (_, column) in columns {
        let text = match &column.letter {
            Some(letter) => format!("{} {letter}", column.label),
            None => column.label.clone(),
        };
        labels.push(sheet.label(&text, wide - 4.0, ASIDE));
    }
    let tall = labels
        .iter()
        .map(|label| label.height())
        .fold(0.0, f64::max);
    let mut shapes = Vec::new();
    for (at, label) in labels.iter().enumerate() {
        let x = start + wide * (at as f64 + 0.5) - GAP / 2.0;
        let top = sheet.y + tall - label.height();
        shapes.extend(label.at(x, top, Anchor::Middle));
    }
    sheet.add("chosa-axis", shapes);
    sheet.y += tall + 4.0;
}

fn draw(
    sheet: &Sheet<'_>,
    (row, column, cell): (&Row, &Column, &Cell),
    (x, wide, middle): (f64, f64, f64),
    colour: &Colour,
) -> Vec<Shape> {
    let (top, width) = (middle - HEIGHT / 2.0, wide - GAP);
    let ink = ink(row, column, cell, colour);
    let mut shapes = Vec::new();
    if let Some(fill) = ink {
        shapes.push(Shape::Rect {
            x,
            y: top,
            width,
            height: HEIGHT,
            fill,
        });
    }
    if ink.is_none_or(Ink::is_faint) {
        shapes.push(Shape::Outline {
            x: x + 0.5,
            y: top + 0.5,
            width: width - 1.0,
            height: HEIGHT - 1.0,
            ink: if ink.is_none() {
                Ink::Hidden
            } else {
                Ink::Rule
            },
        });
    }
    let look = Look {
        ink: match ink {
            None => Ink::Muted,
            Some(Ink::Track) => Ink::Text,
            Some(ink) => ink.label(),
        },
        bold: cell.against_total.is_some_and(|side| side != 0),
        ..LABELS
    };
    let point = (x + width / 2.0, middle + LABEL * 0.36);
    shapes.push(text_at(
        point,
        Anchor::Middle,
        &text(cell, sheet.table),
        look,
    ));
    shapes
}
