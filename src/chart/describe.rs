//! What a chart shows, in sentences, for whoever can't see it. A figure is called highest
//! or lowest only where its interval stands clear of all others.

use super::kinds::Kind;
use super::pick::adds_up_to_all;
use super::words::{digits, push_cell, push_value, subtitle, value_text};
use crate::tabulate::number_text::push_number;
use crate::tabulate::{AnswerKind, Cell, Column, Row, RowKind, Table};
use crate::text::joined;

/// How many sentences on highest and lowest figures a description holds.
const MOST_CLAIMS: usize = 6;

/// The description of the whole chart.
pub(super) fn description(table: &Table, kind: &Kind) -> String {
    let (ja, en) = kind.words;
    let mut sentences = vec![
        end(table, table.language.pick(ja, en)),
        end(table, &subtitle(table)),
    ];
    for claim in claims(table).iter().take(MOST_CLAIMS) {
        sentences.push(claim.sentence(table));
    }
    sentences.extend(table.source.synthetic.clone());
    joined(&sentences, table.language.pick("", " "))
}

fn end(table: &Table, sentence: &str) -> String {
    [sentence, table.language.pick("。", ".")].concat()
}

/// One figure in a sentence: "Yes, 500+: 38% (34–42%), n=120".
pub(super) fn cell_sentence(
    table: &Table,
    (row, column, cell): (&Row, &Column, &Cell),
    digits: usize,
) -> String {
    let (comma, colon) = table.language.pick(("、", "："), (", ", ": "));
    let mut text = String::with_capacity(96);
    text.push_str(&row.label);
    // The first step is a count alone.
    if row.kind == RowKind::Step && cell.estimate.is_none() && cell.flag.is_none() {
        text.push_str(colon);
        push_number(&mut text, cell.base_n as f64, 0);
        return text;
    }
    if column.value.is_some() {
        text.push_str(comma);
        text.push_str(&column.label);
    }
    text.push_str(colon);
    push_cell(&mut text, cell, (table, digits));
    if let (Some(low), Some(high)) = (cell.low, cell.high) {
        text.push_str(" (");
        push_value(&mut text, low, (table, digits));
        text.push('–');
        push_value(&mut text, high, (table, digits));
        text.push(')');
    }
    if let Some(n) = cell.told_base() {
        text.push_str(comma);
        text.push_str("n=");
        push_number(&mut text, n as f64, 0);
    }
    text
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
        table.language.fill(
            "「{0}」で{1}のは「{2}」（{3}）。",
            "{0}: {1} for {2} ({3}).",
            &[within, &table.language.pick(ja, en), label, &value],
        )
    }
}

fn claims(table: &Table) -> Vec<Claim<'_>> {
    let mut claims = Vec::new();
    for group in &table.groups {
        // Of rows that hold each other the last is always the highest.
        if group.kind == AnswerKind::Trail || adds_up_to_all(group) {
            continue;
        }
        let mut cells = Vec::new();
        for row in group.rows_on_scale() {
            if let (RowKind::Value, Some(cell)) = (row.kind, row.cells.first()) {
                cells.push((row.label.as_str(), cell));
            }
        }
        if table.columns.len() <= 1 {
            extremes(&group.label, &cells, &mut claims);
            continue;
        }
        for row in group.rows_on_scale() {
            let mut banner = None;
            let mut cells = Vec::new();
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                if banner != column.question.as_deref() {
                    extremes(&row.label, &cells, &mut claims);
                    cells.clear();
                    banner = column.question.as_deref();
                }
                if banner.is_some() {
                    cells.push((column.label.as_str(), cell));
                }
            }
            extremes(&row.label, &cells, &mut claims);
        }
    }
    claims
}

fn extremes<'a>(within: &'a str, cells: &[(&'a str, &Cell)], claims: &mut Vec<Claim<'a>>) {
    let unsure = |(_, cell): &(&str, &Cell)| cell.low.is_none() || cell.high.is_none();
    if cells.len() < 2 || cells.iter().any(unsure) {
        return;
    }
    for (at, (label, cell)) in cells.iter().enumerate() {
        let Some(value) = cell.estimate else { continue };
        // Most stand clear of few others, so that these are soon seen to be neither.
        let of_others = |is_clear: &dyn Fn(&Cell) -> bool| {
            let mut others = cells.iter().enumerate();
            others.all(|(other, (_, cell))| other == at || is_clear(cell))
        };
        let highest = of_others(&|other| cell.low > other.high);
        let lowest = of_others(&|other| cell.high < other.low);
        if highest || lowest {
            let extreme = match highest {
                true => Extreme::Highest,
                false => Extreme::Lowest,
            };
            claims.push(Claim {
                extreme,
                within,
                label,
                value,
            });
        }
    }
}
