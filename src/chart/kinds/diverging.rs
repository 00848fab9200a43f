//! The answers of a scale to both sides of its middle.
//!
//! After Heiberger and Robbins (2014), Design of Diverging Stacked Bar Charts for Likert Scales
//! and Other Applications, Journal of Statistical Software 57(5).

use super::{Intervals, Kind};
use crate::chart::figures::answers;
use crate::chart::layouts::whole::{self, Bar, MOST_SEGMENTS, Segment, Whole};
use crate::chart::palette::leaning;
use crate::chart::sheet::Sheet;
use crate::chart::spec::Neutral;
use crate::error::Result;
use crate::language::Language;
use crate::tabulate::number_text::count;
use crate::tabulate::{AnswerKind, Row, RowGroup, RowKind};

/// What is said of the kind.
pub(super) const KIND: Kind = Kind {
    name: "diverging",
    words: (
        "中央から左右に伸びる積み上げ棒グラフ",
        "Bars stacked to both sides of the middle of a scale",
    ),
    intervals: Intervals::InTable,
    suits: |facts| {
        facts.is_whole(3, MOST_SEGMENTS) && facts.compares() && facts.every(has_two_sides)
    },
    why: (
        "賛否のように中央をはさむ尺度なので、中央から左右に伸ばします。",
        "The scale has a middle, so bars reach to both sides of it.",
    ),
    lay_out,
};

/// Lays out a bar for each column of each question.
fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    let unordered = |group: &RowGroup| group.kind != AnswerKind::Ordered;
    let mut reason = whole::refusal(sheet.table);
    if reason.is_none() && sheet.table.groups.iter().any(unordered) {
        reason = Some((
            "選択肢に順序のない設問です",
            "the answers of a question have no order",
        ));
    }
    if let Some(reason) = reason {
        return Err(KIND.unsuitable(reason));
    }
    let diverging = Whole {
        cut,
        figure: net,
        below: tested,
        words: (
            "右端の数字は、右側の合計から左側の合計を引いた差（ポイント）。",
            "Figures at the right: points by which the right side exceeds the left.",
        ),
    };
    whole::lay_out(sheet, &diverging);
    Ok(())
}

/// The answers from left to right.
fn cut(group: &RowGroup, neutral: Neutral) -> Vec<Segment<'_>> {
    whole::cut(group, &leaning(answers(group).len()), Some(neutral))
}

/// The points by which the right side of a bar exceeds the left, where all of it is shown.
fn net(bar: &Bar<'_, '_>) -> Option<String> {
    let shown = |cut: &Segment<'_>| cut.row.cells.get(bar.at)?.estimate;
    let [left, right, _] = bar.reach;
    let all = bar.cut.iter().all(|cut| shown(cut).is_some());
    all.then(|| points(right - left))
}

/// The same with its interval, where the table has tested the two nets against each other.
fn tested(bar: &Bar<'_, '_>, language: Language) -> Option<String> {
    let (value, low, high) = difference(bar)?;
    let (value, low, high) = (points(value), points(low), points(high));
    Some(language.fill(
        "差 {0} ({1}〜{2})",
        "Net {0} ({1} to {2})",
        &[&value, &low, &high],
    ))
}

/// By how much the net of the right side exceeds that of the left, with the interval of that,
/// where the table compares its rows.
fn difference(bar: &Bar<'_, '_>) -> Option<(f64, f64, f64)> {
    let (low, high) = halves(bar.group);
    let (low, high) = (net_of(bar.group, &low)?, net_of(bar.group, &high)?);
    for (row, other, sign) in [(high, low, 1.0), (low, high, -1.0)] {
        for one in &bar.group.rows_on_scale().get(row)?.differences {
            if one.column == bar.at && one.other_row == Some(other) {
                let (mut from, mut to) = (one.low * sign, one.high * sign);
                if from > to {
                    (from, to) = (to, from);
                }
                return Some((one.estimate * sign, from, to));
            }
        }
    }
    None
}

/// A difference of shares in points, with its sign.
fn points(difference: f64) -> String {
    let points = (difference * 100.0).round();
    let sign = if points < 0.0 { "−" } else { "+" };
    [sign, &count(points.abs())].concat()
}

/// The net that counts as many as these answers together, by its place in the group.
fn net_of(group: &RowGroup, answers: &[&Row]) -> Option<usize> {
    let n = |row: &Row| row.cells.first().and_then(|cell| cell.n);
    let mut together = 0;
    for row in answers {
        together += n(row).unwrap_or(0);
    }
    let is_net = |row: &Row| row.kind == RowKind::Net && n(row) == Some(together);
    group.rows_on_scale().iter().position(is_net)
}

/// The answers of the two halves of a scale, without the one in the middle.
fn halves(group: &RowGroup) -> (Vec<&Row>, Vec<&Row>) {
    let mut low = answers(group);
    let half = low.len() / 2;
    let high = low.split_off(low.len() - half);
    low.truncate(half);
    (low, high)
}

/// What a denial holds: "not satisfied", "disagree", 感じない.
const DENIALS: [&str; 16] = [
    "ない", "不", "反対", "悪", "低", "弱", "not", "dis", "un", "oppos", "against", "bad", "poor",
    "worse", "low", "weak",
];

/// Whether the answers stand on both sides of a middle, as those of a scale of agreement do:
/// all of one half deny and none of the other does, or there is a net for each half.
fn has_two_sides(group: &RowGroup) -> bool {
    let (low, high) = halves(group);
    let deny = |rows: &[&Row]| rows.iter().filter(|row| denies(&row.label)).count();
    let denied = (deny(&low), deny(&high));
    let in_words = denied == (low.len(), 0) || denied == (0, low.len());
    let net = |rows: &[&Row]| net_of(group, rows).is_some();
    group.kind == AnswerKind::Ordered && !low.is_empty() && (in_words || net(&low) && net(&high))
}

fn denies(label: &str) -> bool {
    let holds = |word: &&str| {
        let mut parts = label.as_bytes().windows(word.len());
        parts.any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
    };
    DENIALS.iter().any(holds)
}
