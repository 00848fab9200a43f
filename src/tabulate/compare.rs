//! Which figures of a row differ: columns from each other, or each from the rest.

use super::request::{Compare, Measure, Percent, TabulateRequest};
use super::table::{BaseKind, Cell, Column, Row, RowDifference};
use crate::decimal::shortest;
use crate::language::Language;
use crate::stats::{Adjust, Difference, IntervalMethod, adjusted, interval};

/// Gives each column of a breakdown its letter, where columns are compared.
///
/// The letters run on from one breakdown to the next, so that each names one column.
pub(super) fn add_letters(request: &TabulateRequest, columns: &mut [Column]) {
    if request.compare != Compare::Columns {
        return;
    }
    let values = columns.iter_mut().filter(|column| column.value.is_some());
    for (at, column) in values.enumerate() {
        column.letter = Some(letter(at));
    }
}

/// A to Z, then AA, AB and on.
fn letter(mut at: usize) -> String {
    let mut letters = String::new();
    loop {
        letters.insert(0, char::from(b'A' + (at % 26) as u8));
        if at < 26 {
            return letters;
        }
        at = at / 26 - 1;
    }
}

/// Marks what differs significantly among the cells of a row, one breakdown at a time.
///
/// `difference_of` takes two columns and says how the cell of the first differs from that
/// of the second; where columns are compared with the rest, both are the same column. A
/// cell that is hidden or has no error takes no part: nothing is said of what can't be
/// seen, and a share of 0 or 1 shows no error by which to judge it.
pub(super) fn mark_row(
    request: &TabulateRequest,
    columns: &[Column],
    row: &mut Row,
    difference_of: &dyn Fn(usize, usize) -> Option<Difference>,
) {
    let mut breakdown: Vec<usize> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        if column.value.is_some() && row.cells.get(at).is_some_and(has_error) {
            breakdown.push(at);
        }
        let next = columns.get(at + 1).map(|next| &next.question);
        if next != Some(&column.question) {
            let mut found = differences(request, &breakdown, difference_of);
            for one in &found {
                mark(request, columns, &mut row.cells, one);
            }
            row.differences.append(&mut found);
            breakdown.clear();
        }
    }
}

fn differences(
    request: &TabulateRequest,
    breakdown: &[usize],
    difference_of: &dyn Fn(usize, usize) -> Option<Difference>,
) -> Vec<RowDifference> {
    let mut found = Vec::new();
    for (place, first) in breakdown.iter().enumerate() {
        let (others, rest) = (place + 1..breakdown.len(), place..place + 1);
        let seconds = match request.compare {
            Compare::Columns => others,
            _ => rest,
        };
        for second in breakdown.get(seconds).unwrap_or_default() {
            let between = (*first, Some(*second).filter(|second| second != first), None);
            let difference = difference_of(*first, *second);
            found.extend(difference.and_then(|found| shown(request, between, &found)));
        }
    }
    adjust(request, &mut found);
    found
}

/// A difference as the table shows it, between a column and another column or row; `None`
/// where it can't be tested.
pub(super) fn shown(
    request: &TabulateRequest,
    (column, other_column, other_row): (usize, Option<usize>, Option<usize>),
    found: &Difference,
) -> Option<RowDifference> {
    let estimate = &found.estimate;
    let range = interval(estimate, IntervalMethod::Wald, request.interval.level).ok()??;
    Some(RowDifference {
        column,
        other_column,
        other_row,
        estimate: estimate.value,
        se: estimate.se?,
        df: estimate.df?,
        low: range.low,
        high: range.high,
        p: found.p?,
        adjusted_p: found.p?,
    })
}

/// Adjusts the p-values of differences that are looked at together.
pub(super) fn adjust(request: &TabulateRequest, together: &mut [RowDifference]) {
    let p_values: Vec<f64> = together.iter().map(|one| one.p).collect();
    for (one, p) in together.iter_mut().zip(adjusted(&p_values, request.adjust)) {
        one.adjusted_p = p;
    }
}

fn mark(request: &TabulateRequest, columns: &[Column], cells: &mut [Cell], one: &RowDifference) {
    if one.adjusted_p >= significance(request) {
        return;
    }
    let above = one.estimate > 0.0;
    let (high, low) = match one.other_column {
        Some(other) if above => (one.column, other),
        Some(other) => (other, one.column),
        None => {
            if let Some(cell) = cells.get_mut(one.column) {
                cell.against_total = Some(if above { 1 } else { -1 });
            }
            return;
        }
    };
    let letter = columns.get(low).and_then(|column| column.letter.clone());
    if let Some((cell, letter)) = cells.get_mut(high).zip(letter) {
        cell.higher_than.push(letter);
    }
}

pub(super) fn has_error(cell: &Cell) -> bool {
    cell.se.is_some_and(|se| se > 0.0)
}

/// Below which p-value figures differ.
fn significance(request: &TabulateRequest) -> f64 {
    1.0 - request.interval.level
}

/// Which samples the columns of a table come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Samples {
    /// All from one.
    One,
    /// Each from its own.
    Several,
}

/// Adds to a method sentence how columns were compared: "columns compared with each other
/// by t tests, Holm-adjusted, p < 0.05". Nothing where they were not.
pub(super) fn add_comparison(
    method: &mut String,
    request: &TabulateRequest,
    samples: Samples,
    language: Language,
) {
    let tested = match (request.compare, samples) {
        (Compare::None, _) => return,
        (Compare::Columns, Samples::One) => (
            "列どうしをt検定で比較",
            "columns compared with each other by t tests",
        ),
        (Compare::Columns, Samples::Several) => (
            "調査どうしを独立な標本としてt検定で比較",
            "surveys compared as independent samples by t tests",
        ),
        (Compare::Rows, _) => (
            "行どうしをt検定で比較",
            "rows compared with each other by t tests",
        ),
        (Compare::Total, _) => (
            "各列をその残りとt検定で比較",
            "each column compared with the rest by t tests",
        ),
    };
    let adjusted = match request.adjust {
        Adjust::None => ("多重比較の調整なし", "not adjusted for their number"),
        Adjust::Holm => ("Holm法で調整", "Holm-adjusted"),
        Adjust::Bonferroni => ("Bonferroni法で調整", "Bonferroni-adjusted"),
        Adjust::Bh => ("Benjamini–Hochberg法で調整", "Benjamini–Hochberg-adjusted"),
    };
    let (tested, adjusted) = (
        language.pick(tested.0, tested.1),
        language.pick(adjusted.0, adjusted.1),
    );
    // What 1 - 0.95 lacks to 0.05 is no part of the level.
    let level = shortest((significance(request) * 1e12).round() / 1e12);
    *method = language.fill(
        "{0}。{1}（{2}、p < {3}）",
        "{0}; {1}, {2}, p < {3}",
        &[method, &tested, &adjusted, &level],
    );
}

/// Why a request is refused that compares what can't be, columns or surveys.
pub(super) const NOT_COMPARABLE: (&str, &str) = (
    "比べられるのは、縦%の割合か平均・合計の columns、縦%の割合の rows、columns のない複数の調査です",
    "only shares by column, means and totals can be compared: of columns, of rows (shares), or of surveys without columns",
);

/// Whether the figures of a request are such as a t test compares.
pub(super) fn is_testable(request: &TabulateRequest) -> bool {
    if request.base == Some(BaseKind::Selections) {
        return false;
    }
    match request.measure {
        _ if request.compare == Compare::Rows && request.measure != Measure::Share => false,
        Measure::Share => request.percent == Percent::Column,
        Measure::Mean | Measure::Total | Measure::Nps => true,
        Measure::Ratio | Measure::Median | Measure::Quantile(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::letter;

    #[test]
    fn letters_go_on_after_z() {
        let letters = [0, 25, 26, 51, 52, 701, 702].map(letter);
        assert_eq!(letters, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]);
    }
}
