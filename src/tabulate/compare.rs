//! Which figures of a row differ: columns from each other, or each from the rest.

use super::request::{Compare, Measure, Percent, TabulateRequest};
use super::table::{BaseKind, Cell, Column};
use crate::decimal::shortest;
use crate::language::Language;
use crate::stats::{Adjust, Difference, adjusted};

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
    cells: &mut [Cell],
    difference_of: &dyn Fn(usize, usize) -> Option<Difference>,
) {
    let mut breakdown: Vec<usize> = Vec::new();
    for (at, column) in columns.iter().enumerate() {
        if column.value.is_some() && cells.get(at).is_some_and(has_error) {
            breakdown.push(at);
        }
        let next = columns.get(at + 1).map(|next| &next.question);
        if next != Some(&column.question) {
            mark_breakdown(request, columns, cells, &breakdown, difference_of);
            breakdown.clear();
        }
    }
}

fn mark_breakdown(
    request: &TabulateRequest,
    columns: &[Column],
    cells: &mut [Cell],
    breakdown: &[usize],
    difference_of: &dyn Fn(usize, usize) -> Option<Difference>,
) {
    let (mut ordered, mut p_values) = (Vec::new(), Vec::new());
    for (place, first) in breakdown.iter().enumerate() {
        let (others, rest) = (place + 1..breakdown.len(), place..place + 1);
        let seconds = match request.compare {
            Compare::Columns => others,
            _ => rest,
        };
        for second in breakdown.get(seconds).unwrap_or_default() {
            let difference = difference_of(*first, *second);
            let Some((difference, p)) = difference.and_then(|found| Some((found, found.p?))) else {
                continue;
            };
            let is_above = difference.estimate.value > 0.0;
            ordered.push(match is_above {
                true => (*first, *second, 1),
                false => (*second, *first, -1),
            });
            p_values.push(p);
        }
    }
    let adjusted = adjusted(&p_values, request.adjust);
    for ((high, low, sign), p) in ordered.into_iter().zip(adjusted) {
        let Some(cell) = cells.get_mut(high).filter(|_| p < significance(request)) else {
            continue;
        };
        if let Some(letter) = columns.get(low).and_then(|column| column.letter.clone()) {
            cell.higher_than.push(letter);
        } else {
            cell.against_total = Some(sign);
        }
    }
}

fn has_error(cell: &Cell) -> bool {
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
    "比べられるのは、縦%の割合か平均・合計の columns か、columns のない複数の調査です",
    "only shares by column, means and totals can be compared: of columns, or of surveys without columns",
);

/// Whether the figures of a request are such as a t test compares.
pub(super) fn is_testable(request: &TabulateRequest) -> bool {
    if request.base == Some(BaseKind::Selections) {
        return false;
    }
    match request.measure {
        Measure::Share => request.percent == Percent::Column,
        Measure::Mean | Measure::Total | Measure::Nps => true,
        Measure::Median | Measure::Quantile(_) => false,
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
