//! Hiding small counts, and with them what would tell them.
//!
//! A hidden count is told by its neighbours where all but one term of a sum are shown: the
//! answers of a column add up to its base, the columns of a breakdown to Total, the values
//! of a net to the net. Each such sum in which one term alone is hidden gets a second one,
//! until there is none left.

use super::table::{AnswerKind, BaseKind, ReasonCode, Row, RowGroup, RowKind};
use crate::data::Question;
use std::ops::Range;

/// What the sums of a group of rows are made of.
pub(super) struct Layout<'a> {
    /// The question, whose nets are sums of values; `None` for a trail.
    pub question: Option<&'a Question>,
    /// The columns of each breakdown into groups that share nobody; Total is column 0.
    pub breakdowns: &'a [Range<usize>],
    /// Whether the base of a cell is the count of its row, which tells as much as the count.
    pub bases_tell: bool,
    /// Whether each row counts those of the row before too, so that two rows tell the number
    /// between them.
    pub rows_grow: bool,
    /// The smallest count that is shown, other than 0.
    pub minimum: usize,
}

/// Which cells of a group are hidden, row by row, and why.
pub(super) fn hidden(group: &RowGroup, layout: &Layout<'_>) -> Vec<Option<ReasonCode>> {
    let columns = group.rows.first().map_or(0, |row| row.cells.len());
    let mut counts = Vec::new();
    let mut hidden = Vec::new();
    for row in &group.rows {
        for cell in &row.cells {
            let count = cell.n.filter(|_| row.is_share()).unwrap_or(0);
            let base = if layout.bases_tell { cell.base_n } else { 0 };
            let small = |n: usize| n > 0 && n < layout.minimum;
            hidden.push((small(count) || small(base)).then_some(ReasonCode::Suppressed));
            counts.push(count);
        }
    }
    if layout.rows_grow {
        for column in 0..columns {
            keep_apart(group, layout.minimum, column, &mut hidden);
        }
    }
    let sums = sums(group, layout, columns);
    loop {
        let before = hidden.iter().flatten().count();
        for sum in &sums {
            complete(sum, &counts, &mut hidden);
        }
        if layout.bases_tell && group.kind != AnswerKind::Trail {
            spread(columns, &mut hidden);
        }
        if hidden.iter().flatten().count() == before {
            return hidden;
        }
    }
}

/// Hides the rows of a column that lie closer to the next one shown, or to the base, than
/// the smallest count that may be known.
fn keep_apart(group: &RowGroup, minimum: usize, column: usize, hidden: &mut [Option<ReasonCode>]) {
    let columns = hidden.len() / group.rows.len().max(1);
    let mut above = None;
    for (at, row) in group.rows.iter().enumerate().rev() {
        let place = hidden.get_mut(at * columns + column);
        let (Some(cell), Some(reason)) = (row.cells.get(column), place) else {
            continue;
        };
        let count = cell.n.unwrap_or(0);
        let between = above.unwrap_or(cell.base_n).saturating_sub(count);
        if between > 0 && between < minimum {
            *reason = Some(ReasonCode::Suppressed);
        }
        if reason.is_none() {
            above = Some(count);
        }
    }
}

/// Hides a second term of a sum of which one is hidden: the smallest that is not 0.
fn complete(sum: &[usize], counts: &[usize], hidden: &mut [Option<ReasonCode>]) {
    let mut terms_hidden = 0;
    let mut smallest: Option<(usize, usize)> = None;
    for place in sum {
        let Some((count, None)) = counts.get(*place).zip(hidden.get(*place)) else {
            terms_hidden += 1;
            continue;
        };
        // A 0 tells least of all where it stays; it is hidden where there is nothing else.
        let rank = count.wrapping_sub(1);
        if smallest.is_none_or(|(least, _)| rank < least) {
            smallest = Some((rank, *place));
        }
    }
    let chosen = smallest.and_then(|(_, place)| hidden.get_mut(place));
    if let Some(reason) = chosen.filter(|_| terms_hidden == 1) {
        *reason = Some(ReasonCode::SuppressedComplement);
    }
}

/// Where bases are counts of rows, a count that is hidden in Total is the base of its row.
fn spread(columns: usize, hidden: &mut [Option<ReasonCode>]) {
    for place in 0..hidden.len() {
        let total = hidden.get(place - place % columns).copied().flatten();
        if let (Some(reason @ None), Some(_)) = (hidden.get_mut(place), total) {
            *reason = Some(ReasonCode::SuppressedComplement);
        }
    }
}

/// The cells of each sum whose other terms are known.
fn sums(group: &RowGroup, layout: &Layout<'_>, columns: usize) -> Vec<Vec<usize>> {
    let mut sums = Vec::new();
    let mut add = |rows: &[usize], columns_of: &Range<usize>, total: bool| {
        let mut sum = Vec::new();
        for row in rows {
            for column in columns_of.clone() {
                sum.push(row * columns + column);
            }
            if total {
                sum.push(row * columns);
            }
        }
        sums.push(sum);
    };
    for rows in sums_of_rows(group, layout.question) {
        for column in 0..columns {
            add(&rows, &(column..column + 1), false);
        }
    }
    for row in 0..group.rows.len() {
        for breakdown in layout.breakdowns {
            add(&[row], breakdown, true);
            if layout.bases_tell {
                add(&[row], breakdown, false);
            }
        }
    }
    sums
}

/// The rows of each sum in a column. Nothing, the whole base and each net are sets of values;
/// where one holds another, the values between them are the difference.
fn sums_of_rows(group: &RowGroup, question: Option<&Question>) -> Vec<Vec<usize>> {
    let adds_up = matches!(group.kind, AnswerKind::Single | AnswerKind::Ordered)
        || group.base.kind == BaseKind::Selections
        || (group.rows.iter()).any(|row| row.kind == RowKind::MultipleTotal);
    let nets = question.map_or(&[][..], |question| &question.nets);
    let net_of = |set: usize| set.checked_sub(SETS).and_then(|net| nets.get(net));
    let holds = |set: usize, row: &Row| match net_of(set) {
        Some(net) => row
            .value
            .as_ref()
            .is_some_and(|value| net.values.contains(value)),
        None => set == WHOLE && adds_up,
    };
    let mut sums = Vec::new();
    for inner in 0..SETS + nets.len() {
        for outer in 0..SETS + nets.len() {
            let mut sum = Vec::new();
            let mut is_inside = inner != outer;
            for (at, row) in group.rows.iter().enumerate() {
                let is_value = matches!(
                    row.kind,
                    RowKind::Value | RowKind::Missing | RowKind::NotAsked
                );
                match (holds(inner, row), holds(outer, row)) {
                    (true, false) if is_value => is_inside = false,
                    (false, true) if is_value => sum.push(at),
                    _ => {}
                }
            }
            // A net of several options of a multiple choice is no sum: one may choose two.
            is_inside &= adds_up || inner == 0 && sum.len() == 1;
            for (at, row) in group.rows.iter().enumerate() {
                let named =
                    |set| net_of(set).is_some_and(|net| row.value.as_ref() == Some(&net.name));
                if row.kind == RowKind::Net && (named(inner) || named(outer)) {
                    sum.push(at);
                }
            }
            if is_inside {
                sums.push(sum);
            }
        }
    }
    sums
}

/// The sets that are no nets: nothing, which is 0, and the whole base.
const SETS: usize = 2;
const WHOLE: usize = 1;
