//! Which kind of chart suits a table, and why.

use super::spec::ChartKind;
use crate::tabulate::{AnswerKind, Measure, Percent, RowGroup, RowKind, Table};

/// A kind of chart with the reason for it.
pub(super) struct Pick {
    pub(super) kind: ChartKind,
    pub(super) why: String,
}

/// The most answers that a stacked bar can hold and still be read.
const MOST_SEGMENTS: usize = 7;

/// The kind for `table`: the one that was asked for, or the one that suits it.
pub(super) fn pick(table: &Table, asked: ChartKind) -> Pick {
    let (kind, ja, en) = match asked {
        ChartKind::Auto => suited(table),
        kind => (kind, "指定された種類です。", "This kind was asked for."),
    };
    Pick {
        kind,
        why: table.language.pick(ja, en).to_owned(),
    }
}

fn suited(table: &Table) -> (ChartKind, &'static str, &'static str) {
    let all = |kinds: &[AnswerKind]| {
        !table.groups.is_empty() && table.groups.iter().all(|group| kinds.contains(&group.kind))
    };
    let answers = table.groups.iter().map(|group| {
        group
            .rows
            .iter()
            .filter(|row| row.kind == RowKind::Value)
            .count()
    });
    let parts = answers.max().unwrap_or(0);
    if all(&[AnswerKind::Trail]) {
        return (
            ChartKind::Trail,
            "段階ごとに対象が絞られる表なので、段階を順に示します。",
            "The table narrows its base step by step, so the steps are shown in order.",
        );
    }
    if table.columns.len() <= 1 {
        return (
            ChartKind::Bars,
            "比べる属性がないので、長さで比べられる棒にします。",
            "There is no breakdown, so bars let the answers be compared by length.",
        );
    }
    let adds_up = table.measure == Measure::Share
        && table.percent == Percent::Column
        && table.groups.iter().all(RowGroup::adds_up);
    if adds_up && (3..=MOST_SEGMENTS).contains(&parts) {
        return (
            ChartKind::Stacked,
            "一つだけ選ぶ設問を属性別に見る表で、選択肢も少ないので、足して100%になる帯にします。",
            "A single choice with few answers by a breakdown: each bar adds up to 100%.",
        );
    }
    (
        ChartKind::Dots,
        "属性どうしの比較なので、点と信頼区間で示します。",
        "Groups are compared, which dots with their intervals show best.",
    )
}
