//! One bar of 100% for each value of a breakdown.

use super::{Intervals, Kind};
use crate::chart::figures::answers;
use crate::chart::layouts::whole::{self, MOST_SEGMENTS, Whole};
use crate::chart::palette::series;
use crate::chart::sheet::Sheet;
use crate::error::Result;
use crate::tabulate::AnswerKind;

/// What is said of the kind.
pub(super) const KIND: Kind = Kind {
    name: "stacked",
    words: ("100%積み上げ棒グラフ", "Bars stacked to 100%"),
    intervals: Intervals::InTable,
    suits: |facts| facts.is_whole(3, MOST_SEGMENTS),
    why: (
        "一つだけ選ぶ設問を属性別に見る表で、選択肢も少ないので、足して100%になる帯にします。",
        "A single choice with few answers by a breakdown: each bar adds up to 100%.",
    ),
    lay_out,
};

/// Lays out a bar for each column of each question.
fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    if let Some(reason) = whole::refusal(sheet.table) {
        return Err(KIND.unsuitable(reason));
    }
    let stacked = Whole {
        cut: |group, _| {
            let inks = series(answers(group).len(), group.kind == AnswerKind::Ordered);
            whole::cut(group, &inks, None)
        },
        figure: |_| None,
        below: |_, _| None,
        words: ("", ""),
    };
    whole::lay_out(sheet, &stacked);
    Ok(())
}
