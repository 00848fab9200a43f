//! Hiding small counts, and with them what would tell them.
//!
//! A hidden count is told by its neighbours where all but one term of a sum are shown: the
//! answers of a column add up to its base, the columns of a breakdown to Total, the values
//! of a net to the net. Each such sum in which one term alone is hidden gets a second one,
//! until there is none left.

use super::table::{AnswerKind, BaseKind, ReasonCode, RowGroup, RowKind};
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
    let sums = sums(group, layout, columns);
    loop {
        let before = hidden.iter().flatten().count();
        for sum in &sums {
            complete(sum, &counts, &mut hidden);
        }
        if layout.bases_tell {
            spread(
                group.kind == AnswerKind::Trail,
                columns,
                &counts,
                &mut hidden,
            );
        }
        if hidden.iter().flatten().count() == before {
            return hidden;
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

/// Where bases are counts, a hidden count is a base of its neighbours: of the whole row, or
/// of the next step of a trail.
fn spread(trail: bool, columns: usize, counts: &[usize], hidden: &mut [Option<ReasonCode>]) {
    for place in 0..counts.len() {
        let teller = if trail {
            place.checked_sub(columns)
        } else {
            Some(place - place % columns)
        };
        let told = teller
            .and_then(|teller| hidden.get(teller))
            .copied()
            .flatten();
        if let (Some(reason @ None), Some(_)) = (hidden.get_mut(place), told) {
            *reason = Some(ReasonCode::SuppressedComplement);
        }
    }
}

/// The cells of each sum whose other terms are known.
fn sums(group: &RowGroup, layout: &Layout<'_>, columns: usize) -> Vec<Vec<usize>> {
    let mut sums = Vec::new();
    for rows in sums_of_rows(group, layout.question) {
        for column in 0..columns {
            sums.push(rows.iter().map(|row| row * columns + column).collect());
        }
    }
    for row in 0..group.rows.len() {
        for breakdown in layout.breakdowns {
            let within: Vec<usize> = (breakdown.clone())
                .map(|column| row * columns + column)
                .collect();
            let mut with_total = within.clone();
            with_total.push(row * columns);
            sums.push(with_total);
            if layout.bases_tell {
                sums.push(within);
            }
        }
    }
    sums
}

/// The rows of each sum in a column. Nothing, each net and the whole base are sets of values;
/// where one holds another, the values between them are the difference.
fn sums_of_rows(group: &RowGroup, question: Option<&Question>) -> Vec<Vec<usize>> {
    let has = |kind| group.rows.iter().any(|row| row.kind == kind);
    let adds_up = matches!(group.kind, AnswerKind::Single | AnswerKind::Ordered)
        || group.base.kind == BaseKind::Selections
        || has(RowKind::MultipleTotal);
    let mut values = Vec::new();
    let mut sets: Vec<(Option<usize>, Vec<bool>)> = Vec::new();
    for (at, row) in group.rows.iter().enumerate() {
        if matches!(
            row.kind,
            RowKind::Value | RowKind::Missing | RowKind::NotAsked
        ) {
            values.push(at);
        }
    }
    sets.push((None, vec![false; values.len()]));
    sets.push((None, vec![adds_up; values.len()]));
    for (at, row) in group.rows.iter().enumerate() {
        let nets = question.map_or(&[][..], |question| &question.nets);
        let net = nets
            .iter()
            .find(|net| row.value.as_ref() == Some(&net.name));
        if let Some(net) = net.filter(|_| row.kind == RowKind::Net) {
            let joins = |value: &usize| {
                let value = group.rows.get(*value).and_then(|row| row.value.as_ref());
                value.is_some_and(|value| net.values.contains(value))
            };
            let members: Vec<bool> = values.iter().map(joins).collect();
            // A net of several options of a multiple choice is no sum: one may choose two.
            if adds_up || members.iter().filter(|joined| **joined).count() == 1 {
                sets.push((Some(at), members));
            }
        }
    }
    let mut sums = Vec::new();
    for (inner_row, inner) in &sets {
        for (outer_row, outer) in &sets {
            let pairs = || inner.iter().zip(outer);
            if inner_row == outer_row && inner == outer || pairs().any(|(a, b)| *a && !b) {
                continue;
            }
            let mut sum: Vec<usize> = inner_row.iter().chain(outer_row).copied().collect();
            for (value, (inside, held)) in values.iter().zip(pairs()) {
                if *held && !inside {
                    sum.push(*value);
                }
            }
            sums.push(sum);
        }
    }
    sums
}
