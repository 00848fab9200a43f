//! What stands around a chart in words: measure, base, interval, source.

use super::kinds::Intervals;
use crate::language::Language;
use crate::stats::IntervalMethod;
use crate::tabulate::no_errors;
use crate::tabulate::number_text::{count, percent, push_number, push_percent};
use crate::tabulate::{AnswerKind, Cell, Measure, Percent, ReasonCode, Table};

/// With this many in every base a share is shown with one decimal.
const MANY: usize = 1000;

/// The decimals of the table's figures: no more than its bases can carry.
pub(super) fn digits(table: &Table) -> usize {
    let cells = cells(table);
    let few = |cell: &&Cell| cell.estimate.is_some() && cell.base_n < MANY;
    match table.measure {
        Measure::Share => usize::from(!cells.iter().any(few)),
        Measure::Total => 0,
        Measure::Ratio => 3,
        _ => 1,
    }
}

/// Every cell of the table.
pub(super) fn cells(table: &Table) -> Vec<&Cell> {
    let mut cells = Vec::new();
    for group in &table.groups {
        for row in group.rows_on_scale() {
            for cell in &row.cells {
                cells.push(cell);
            }
        }
    }
    cells
}

/// A value as the reader sees it.
pub(super) fn value_text(value: f64, table: &Table, digits: usize) -> String {
    let mut text = String::with_capacity(8);
    push_value(&mut text, value, (table, digits));
    text
}

/// Adds a value as the reader sees it.
pub(super) fn push_value(text: &mut String, value: f64, (table, digits): (&Table, usize)) {
    match table.measure {
        Measure::Share => push_percent(text, value, digits),
        // Published scores run from -100 to 100.
        Measure::Nps => push_number(text, value * 100.0, digits),
        _ => push_number(text, value, digits),
    }
}

/// A cell as the reader sees it: its figure, starred where it is to be read with care, or
/// why there is none.
pub(super) fn cell_text(cell: &Cell, table: &Table, digits: usize) -> String {
    let mut text = String::with_capacity(16);
    push_cell(&mut text, cell, (table, digits));
    text
}

/// Adds a cell as the reader sees it.
pub(super) fn push_cell(text: &mut String, cell: &Cell, (table, digits): (&Table, usize)) {
    match cell.estimate {
        Some(value) => {
            push_value(text, value, (table, digits));
            if is_shaky(cell) {
                text.push('*');
            }
        }
        None => text.push_str(missing_text(cell, table.language)),
    }
}

/// Whether a figure is shown but flagged.
pub(super) fn is_shaky(cell: &Cell) -> bool {
    let flag = cell.flag.as_ref().filter(|_| cell.estimate.is_some());
    flag.is_some_and(|flag| flag.code != ReasonCode::NoVariance)
}

fn missing_text(cell: &Cell, language: Language) -> &'static str {
    match cell.flag.as_ref().map(|flag| flag.code) {
        Some(ReasonCode::NoBase) => language.pick("該当者なし", "nobody asked"),
        None | Some(ReasonCode::NoVariance) => language.pick("推定できません", "no estimate"),
        Some(_) => language.pick("非表示", "not shown"),
    }
}

/// What the figures are and of whom: the line under the title.
pub(super) fn subtitle(table: &Table) -> String {
    let base = match table.groups.as_slice() {
        [trail] if trail.kind == AnswerKind::Trail => return trail_words(table.language),
        // A question's own base says more than that of the whole table.
        [question] => &question.base,
        _ => &table.base,
    };
    let n = count(base.n as f64);
    let measure = measure_words(table);
    if base.label.is_empty() {
        [&measure, " (n=", &n, ")"].concat()
    } else {
        table.language.fill(
            "{0}　対象：{1}（n={2}）",
            "{0}. Base: {1} (n={2})",
            &[&measure, &base.label, &n],
        )
    }
}

fn trail_words(language: Language) -> String {
    language
        .pick(
            "各段階の数と、前の段階に占める割合",
            "How many at each step, and their share of the step before",
        )
        .to_owned()
}

fn measure_words(table: &Table) -> String {
    let (ja, en) = match (table.measure, table.percent) {
        (Measure::Share, Percent::Column) => ("割合", "Share"),
        (Measure::Share, Percent::Row) => ("横の割合", "Share of the row"),
        (Measure::Share, Percent::Table) => ("全体に占める割合", "Share of the whole table"),
        (Measure::Nps, _) => ("NPS", "Net promoter score"),
        (Measure::Ratio, _) => ("比", "Ratio"),
        (Measure::Mean, _) => ("平均", "Mean"),
        (Measure::Total, _) => ("合計（母集団の推定）", "Total in the population"),
        (Measure::Median, _) => ("中央値", "Median"),
        (Measure::Quantile(at), _) => {
            let at = percent(at, 0);
            return table.language.fill("{0}分位点", "{0} quantile", &[&at]);
        }
    };
    table.language.pick(ja, en).to_owned()
}

/// What the lines through the marks are, or where intervals are found.
pub(super) fn interval_words(table: &Table, intervals: Intervals) -> String {
    if table.interval.method == IntervalMethod::None {
        return no_errors(table.language).to_owned();
    }
    let level = percent(table.interval.level, 0);
    let counted = table.columns.len() == 1 && table.measure == Measure::Share;
    let (ja, en) = match intervals {
        Intervals::LinesAndCounts if counted => (
            "線は{0}信頼区間、かっこ内は件数。",
            "Lines: {0} confidence interval; counts in brackets.",
        ),
        Intervals::Lines | Intervals::LinesAndCounts => {
            ("線は{0}信頼区間。", "Lines: {0} confidence interval.")
        }
        Intervals::Bands => ("帯は{0}信頼区間。", "Bands: {0} confidence interval."),
        Intervals::Brackets => (
            "かっこ内は{0}信頼区間。",
            "In brackets: {0} confidence interval.",
        ),
        Intervals::InTable => (
            "信頼区間は表に示します。",
            "The table gives the confidence intervals.",
        ),
    };
    table.language.fill(ja, en, &[&level])
}

/// What the star and the missing figures mean, where the chart has some.
pub(super) fn flag_words(table: &Table) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    for cell in cells(table) {
        if let Some(flag) = &cell.flag {
            let word = if is_shaky(cell) {
                "*"
            } else {
                missing_text(cell, table.language)
            };
            let colon = table.language.pick("：", ": ");
            let sentence = [word, colon, &flag.label].concat();
            if !seen.contains(&sentence) {
                // What has the same mark stands together.
                let before = seen.iter().rposition(|other| other.starts_with(word));
                seen.insert(before.map_or(seen.len(), |at| at + 1), sentence);
            }
        }
    }
    seen
}
