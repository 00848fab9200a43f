//! What may be shown of small groups: presentation, not privacy.
//!
//! Hiding a figure on a page does not protect anyone whose answers are in the file; what
//! must not be known must not be published. Here a policy spares the reader figures that
//! carry nothing.

use super::cell::reason;
use super::table::{AnswerKind, Cell, ReasonCode, Row, RowGroup, RowKind};
use crate::data::{Policy, Reliability};
use crate::language::Language;
use crate::stats::IntervalMethod;

/// Below this many respondents a figure is marked.
const SMALL_BASE: usize = 30;

/// Marks and hides the figures of a group as the policy says.
pub(super) fn apply(
    group: &mut RowGroup,
    policy: Policy,
    method: IntervalMethod,
    language: Language,
) {
    if policy.minimum_count > 0 {
        hide_small(group, policy.minimum_count, language);
    }
    for cell in group.rows.iter_mut().flat_map(|row| &mut row.cells) {
        // A trail's response rate is a count by a count: no sample stands behind it.
        let stated = group.kind == AnswerKind::Trail && cell.se.is_none();
        if cell.flag.is_some() || cell.estimate.is_none() || stated {
            continue;
        }
        let standard = policy.reliability == Reliability::Nchs && group.kind != AnswerKind::Number;
        if standard && unreliable(cell, method) {
            cell.flag = Some(reason(ReasonCode::Unreliable, language));
        } else if cell.base_n < SMALL_BASE {
            cell.flag = Some(reason(ReasonCode::SmallBase, language));
        }
    }
}

/// The standard of NCHS: at least 30 respondents, effective ones too, and an interval
/// neither 30 points wide nor both wider than 5 points and wider than 130% of the share.
/// It is defined on the capped Korn-Graubard interval; under another method the cell's own
/// interval is judged. (Parker et al. 2017, Vital and Health Statistics 2(175).)
fn unreliable(cell: &Cell, method: IntervalMethod) -> bool {
    let (Some(share), Some(low), Some(high)) = (cell.estimate, cell.low, cell.high) else {
        return true;
    };
    let capped = method == IntervalMethod::BetaCapped || method == IntervalMethod::Beta;
    let effective = cell
        .effective_n
        .filter(|_| capped)
        .unwrap_or(cell.base_n as f64);
    let width = high - low;
    cell.base_n < SMALL_BASE
        || effective < SMALL_BASE as f64
        || width >= 0.30
        || (width > 0.05 && width > 1.30 * share)
}

fn hide_small(group: &mut RowGroup, minimum: usize, language: Language) {
    let columns = group.rows.first().map_or(0, |row| row.cells.len());
    for column in 0..columns {
        let hidden = hide(
            group,
            column,
            language,
            ReasonCode::Suppressed,
            &mut |cell| cell.n.is_some_and(|n| n > 0 && n < minimum),
        );
        // A single hidden value of a single choice is the base less the others.
        let exclusive = matches!(group.kind, AnswerKind::Single | AnswerKind::Ordered);
        if hidden == 1 && exclusive {
            let smallest = values(group)
                .filter_map(|row| row.cells.get(column)?.n)
                .filter(|n| *n >= minimum)
                .min();
            let mut done = false;
            hide(
                group,
                column,
                language,
                ReasonCode::SuppressedComplement,
                &mut |cell| {
                    let chosen = !done && cell.n.is_some() && cell.n == smallest;
                    done |= chosen;
                    chosen
                },
            );
        }
    }
}

fn values(group: &RowGroup) -> impl Iterator<Item = &Row> {
    group
        .rows
        .iter()
        .filter(|row| matches!(row.kind, RowKind::Value | RowKind::Missing))
}

// Hides the cells of one column that are picked; answers how many.
fn hide(
    group: &mut RowGroup,
    column: usize,
    language: Language,
    code: ReasonCode,
    picked: &mut dyn FnMut(&Cell) -> bool,
) -> usize {
    let mut hidden = 0;
    for row in &mut group.rows {
        let Some(cell) = row.cells.get_mut(column) else {
            continue;
        };
        if row.kind != RowKind::Summary && picked(cell) {
            hidden += 1;
            *cell = Cell {
                base_n: cell.base_n,
                base_weighted: cell.base_weighted,
                flag: Some(reason(code, language)),
                ..Cell::default()
            };
        }
    }
    hidden
}
