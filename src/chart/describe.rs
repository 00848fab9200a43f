//! What a chart shows, in sentences, for whoever can't see it. A figure is called highest
//! or lowest only where its interval stands clear of all others.

use super::spec::ChartKind;
use super::words::{cell_text, digits, subtitle, value_text};
use crate::tabulate::number_text::count;
use crate::tabulate::{AnswerKind, Cell, Column, Row, RowKind, Table};

/// How many sentences on highest and lowest figures a description holds.
const MOST_CLAIMS: usize = 6;

/// The description of the whole chart.
pub(super) fn description(table: &Table, kind: ChartKind) -> String {
    let (ja, en) = kind.about().words;
    let mut sentences = vec![
        end(table, table.language.pick(ja, en)),
        end(table, &subtitle(table)),
    ];
    // Of rows that hold each other the last is always the highest.
    if kind != ChartKind::Cumulative {
        for claim in claims(table).iter().take(MOST_CLAIMS) {
            sentences.push(claim.sentence(table));
        }
    }
    sentences.extend(table.source.synthetic.clone());
    sentences.join(table.language.pick("", " "))
}

fn end(table: &Table, sentence: &str) -> String {
    format!("{sentence}{}", table.language.pick("。", "."))
}

/// One figure in a sentence: "Yes, 500+: 38% (34–42%), n=120".
pub(super) fn cell_sentence(
    table: &Table,
    (row, column, cell): (&Row, &Column, &Cell),
    digits: usize,
) -> String {
    let (comma, colon) = table.language.pick(("、", "："), (", ", ": "));
    let of = if column.value.is_some() {
        format!("{comma}{}", column.label)
    } else {
        String::new()
    };
    if row.kind == RowKind::Step && cell.estimate.is_none() {
        return format!("{}{colon}{}", row.label, count(cell.base_n as f64));
    }
    let figure = cell_text(cell, table, digits);
    let interval = match (cell.low, cell.high) {
        (Some(low), Some(high)) => {
            format!(
                " ({}–{})",
                value_text(low, table, digits),
                value_text(high, table, digits)
            )
        }
        _ => String::new(),
    };
    format!(
        "{}{of}{colon}{figure}{interval}{comma}n={}",
        row.label,
        count(cell.base_n as f64)
    )
}

/// The end of an order that a figure stands at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extreme {
    Highest,
    Lowest,
}

/// A comparison that the intervals support.
#[derive(Debug)]
struct Claim<'a> {
    extreme: Extreme,
    /// What is compared: a question, or a row over the breakdown.
    within: &'a str,
    label: &'a str,
    value: f64,
}

impl Claim<'_> {
    fn sentence(&self, table: &Table) -> String {
        let Self { within, label, .. } = self;
        let value = value_text(self.value, table, digits(table));
        let (ja, en) = match self.extreme {
            Extreme::Highest => ("最も高い", "highest"),
            Extreme::Lowest => ("最も低い", "lowest"),
        };
        table.language.pick(
            format!("「{within}」で{ja}のは「{label}」（{value}）。"),
            format!("{within}: {en} for {label} ({value})."),
        )
    }
}

fn claims(table: &Table) -> Vec<Claim<'_>> {
    let mut claims = Vec::new();
    for group in table
        .groups
        .iter()
        .filter(|group| group.kind != AnswerKind::Trail)
    {
        let rows = || group.rows.iter().filter(|row| row.kind == RowKind::Value);
        if table.columns.len() <= 1 {
            let cells: Vec<_> = rows()
                .filter_map(|row| Some((row.label.as_str(), row.cells.first()?)))
                .collect();
            extremes(&group.label, &cells, &mut claims);
        }
        for row in group.rows.iter().filter(|_| table.columns.len() > 1) {
            for banner in banners(table) {
                let cells = table.columns.iter().zip(&row.cells);
                let cells: Vec<_> = cells
                    .filter(|(column, _)| column.question.as_deref() == Some(banner))
                    .map(|(column, cell)| (column.label.as_str(), cell))
                    .collect();
                extremes(&row.label, &cells, &mut claims);
            }
        }
    }
    claims
}

/// The breakdowns of the table, each once, in order.
fn banners(table: &Table) -> Vec<&str> {
    let mut names: Vec<&str> = table
        .columns
        .iter()
        .filter_map(|column| column.question.as_deref())
        .collect();
    names.dedup();
    names
}

fn extremes<'a>(within: &'a str, cells: &[(&'a str, &Cell)], claims: &mut Vec<Claim<'a>>) {
    if cells.len() < 2
        || cells
            .iter()
            .any(|(_, cell)| cell.low.is_none() || cell.high.is_none())
    {
        return;
    }
    for (at, (label, cell)) in cells.iter().enumerate() {
        let Some(value) = cell.estimate else { continue };
        let others = || {
            cells
                .iter()
                .enumerate()
                .filter(move |(other, _)| *other != at)
                .map(|(_, (_, cell))| *cell)
        };
        let claim = |extreme| Claim {
            extreme,
            within,
            label,
            value,
        };
        if others().all(|other| cell.low > other.high) {
            claims.push(claim(Extreme::Highest));
        } else if others().all(|other| cell.high < other.low) {
            claims.push(claim(Extreme::Lowest));
        }
    }
}
