//! The table itself, each cell coloured by its distance from Total.

use super::{Intervals, Kind};
use crate::chart::figures::{Figure, breakdowns, figure_text, mark, widest_row};
use crate::chart::marks::{band::Bands, legend::legend};
use crate::chart::palette::Ink;
use crate::chart::scene::Anchor;
use crate::chart::sheet::{ASIDE, HEADING, LABEL, LABELS, STRONG, SUBHEADING, Sheet};
use crate::chart::text_width::width;
use crate::error::Result;
use crate::tabulate::number_text::number;
use crate::tabulate::split::round_step;
use crate::tabulate::{Cell, Column, Measure, Row, RowKind, Table};

const HEIGHT: f64 = 28.0;
/// The gap that parts neighbouring cells whatever their colours are.
const GAP: f64 = 2.0;
/// The least width of a cell.
const LEAST: f64 = 44.0;
/// The most figures that dots can show and still be read.
const MOST_DOTS: usize = 90;
/// The widest.
const MOST: f64 = 120.0;

/// What is said of the kind.
pub(super) const KIND: Kind = Kind {
    name: "heat",
    words: (
        "全体との差で色分けした表",
        "Table coloured by the distance from Total",
    ),
    intervals: Intervals::InTable,
    suits: |facts| facts.sheet.cells.len() > MOST_DOTS,
    why: (
        "行も列も多いので、色のついた表にします。",
        "There are many rows and columns, which a coloured table holds best.",
    ),
    lay_out,
};

/// Lays out a grid for each breakdown, each beginning with Total.
fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    let table = sheet.table;
    let breakdowns = breakdowns(sheet);
    let total = sheet.columns.first().copied();
    let Some(total) = total.filter(|(_, first)| first.question.is_none() && !breakdowns.is_empty())
    else {
        let reason = (
            "全体と比べる属性がありません",
            "there is no breakdown to compare with Total",
        );
        return Err(KIND.unsuitable(reason));
    };
    let step = step(table);
    explain(sheet, step);
    let mut need = LEAST;
    for cell in &sheet.cells {
        need = need.max(width(&text(sheet, cell), LABEL, true) + 10.0);
    }
    let mut bands = Bands::new(sheet, HEIGHT, (widest_row(sheet), 0.35), 0.0);
    bands.gap = GAP;
    let per_line = ((bands.end - bands.start) / need).floor().max(2.0) as usize;
    for columns in &breakdowns {
        // Parts of about the same width, none of which is left with a single column.
        let parts = columns.len().div_ceil(per_line - 1).max(1);
        let each = columns.len().div_ceil(parts);
        let wide = ((bands.end - bands.start) / (each + 1) as f64).min(MOST);
        for part in columns.chunks(each) {
            let mut columns = vec![total];
            columns.extend_from_slice(part);
            grid(sheet, &columns, (&bands, wide, step));
        }
    }
    Ok(())
}

/// By how much two neighbouring colours differ.
fn step(table: &Table) -> f64 {
    let mut most = 0.0_f64;
    for row in table.groups.iter().flat_map(|group| group.rows_on_scale()) {
        for cell in &row.cells {
            most = most.max(distance(row, cell).unwrap_or(0.0).abs());
        }
    }
    if most > 0.0 {
        round_step(most / 3.0)
    } else {
        1.0
    }
}

/// How far a figure is above Total, which is the first cell of a row with others.
fn distance(row: &Row, cell: &Cell) -> Option<f64> {
    Some(cell.estimate? - row.cells.first()?.estimate?)
}

/// The legend, and what the signs in the cells mean.
fn explain(sheet: &mut Sheet<'_>, step: f64) {
    let table = sheet.table;
    let (unit, from_total) = match table.measure {
        Measure::Share => (100.0, ("ポイント（全体との差）", " points from Total")),
        _ => (1.0, ("（全体との差）", " from Total")),
    };
    let step = step * unit;
    let digits = usize::from(step < 1.0) + usize::from(step < 0.1);
    let mut entries = Vec::new();
    for (at, sign) in ["−", "−", "−", "", "+", "+", "+"].iter().enumerate() {
        let far = number((at as f64 - 3.0).abs() * step, digits);
        let words = table.language.pick(from_total.0, from_total.1);
        let words = if at == 6 { words } else { "" };
        entries.push(([*sign, far.as_str(), words].concat(), Ink::Lean(at)));
    }
    legend(sheet, &entries);
    let marked = sheet
        .cells
        .iter()
        .any(|cell| cell.against_total.is_some_and(|side| side != 0));
    let lettered = sheet.cells.iter().any(|cell| !cell.higher_than.is_empty());
    let words = [
        (
            marked,
            "▲▽：ほかの人たちより有意に高い・低い",
            "▲▽: significantly above or below all others",
        ),
        (
            lettered,
            "英字：その列より有意に高い",
            "Letters: significantly higher than those columns",
        ),
    ];
    for (shown, ja, en) in words {
        if shown {
            sheet.paragraph(table.language.pick(ja, en), &ASIDE);
        }
    }
}

fn text(sheet: &Sheet<'_>, cell: &Cell) -> String {
    let mut text = figure_text(sheet, cell);
    match cell.against_total {
        Some(side) if side > 0 => text.push('▲'),
        Some(side) if side < 0 => text.push('▽'),
        _ => {}
    }
    if !cell.higher_than.is_empty() {
        text.push(' ');
    }
    for letter in &cell.higher_than {
        text.push_str(letter);
    }
    text
}

fn grid<'a>(
    sheet: &mut Sheet<'a>,
    columns: &[(usize, &'a Column)],
    (bands, wide, step): (&Bands, f64, f64),
) {
    let table = sheet.table;
    if let Some((_, column)) = columns.last() {
        sheet.y += 6.0;
        sheet.paragraph(&column.question_label, &SUBHEADING);
    }
    heads(sheet, columns, (bands.start, wide));
    for group in &table.groups {
        if table.groups.len() > 1 {
            sheet.paragraph(&group.label, &HEADING);
        }
        for row in group.rows_on_scale() {
            let look = match row.kind {
                RowKind::Net => &STRONG,
                _ => &LABELS,
            };
            let middle = bands.add(sheet, &row.label, look);
            let mut x = bands.start;
            for (at, column) in columns {
                if let Some(cell) = row.cells.get(*at) {
                    draw(sheet, (row, column, cell), (x, wide - GAP, middle), step);
                }
                x += wide;
            }
        }
    }
    sheet.y += 6.0;
}

/// The names of the columns, which end above their cells.
fn heads(sheet: &mut Sheet<'_>, columns: &[(usize, &Column)], (start, wide): (f64, f64)) {
    let mut labels = Vec::new();
    let mut tall = 0.0_f64;
    for (_, column) in columns {
        let letter = column.letter.as_deref().unwrap_or("");
        let text = [&column.label, " ", letter].concat();
        let label = sheet.balanced(text.trim_end(), wide - 8.0, &ASIDE);
        tall = tall.max(label.height());
        labels.push(label);
    }
    let mut x = start + (wide - GAP) / 2.0;
    for label in &labels {
        sheet.label(x, sheet.y + tall - label.height(), Anchor::Middle, label);
        x += wide;
    }
    sheet.close("chosa-axis");
    sheet.y += tall + 4.0;
}

fn draw<'a>(
    sheet: &mut Sheet<'a>,
    (row, column, cell): Figure<'a>,
    (x, wide, middle): (f64, f64, f64),
    step: f64,
) {
    let top = middle - HEIGHT / 2.0;
    let ink = match distance(row, cell) {
        _ if column.question.is_none() => Ink::Track,
        Some(distance) => Ink::Lean(((distance / step).round().clamp(-3.0, 3.0) + 3.0) as usize),
        None => Ink::Paper,
    };
    sheet.framed((x, top), (wide, HEIGHT), ink, ink.edge(Ink::Hidden));
    let text = text(sheet, cell);
    sheet.figure_within((x, wide, middle), text, ink);
    mark(sheet, row, column, cell);
}
