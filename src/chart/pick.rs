//! Which kind of chart suits a table, and why.

use super::kinds::{boxes, combinations, tiles};
use super::sheet::Sheet;
use super::spec::ChartKind;
use crate::tabulate::{AnswerKind, Measure, Percent, RowGroup, RowKind, Table};

/// A kind of chart with the reason for it.
pub(super) struct Pick {
    pub(super) kind: ChartKind,
    pub(super) why: String,
}

/// The most answers that a stacked bar can hold and still be read.
const MOST_SEGMENTS: usize = 7;

/// The most figures that dots can show and still be read.
const MOST_DOTS: usize = 90;

/// The kind for the table: the one that was asked for, or the one that suits it.
pub(super) fn pick(sheet: &Sheet<'_>, asked: ChartKind) -> Pick {
    let (kind, (ja, en)) = match asked {
        ChartKind::Auto => {
            let kind = suited(sheet);
            (kind, reason(kind))
        }
        kind => (kind, ("指定された種類です。", "This kind was asked for.")),
    };
    Pick {
        kind,
        why: sheet.table.language.pick(ja, en).to_owned(),
    }
}

/// The first kind whose rule holds.
fn suited(sheet: &Sheet<'_>) -> ChartKind {
    let table = sheet.table;
    let mut parts = 0;
    let mut adds_up = table.measure == Measure::Share && table.percent == Percent::Column;
    for group in &table.groups {
        let values = group.rows.iter().filter(|row| row.kind == RowKind::Value);
        parts = parts.max(values.count());
        adds_up &= group.adds_up();
    }
    let trail = |group: &RowGroup| group.kind == AnswerKind::Trail;
    if !table.groups.is_empty() && table.groups.iter().all(trail) {
        ChartKind::Trail
    } else if tiles::suits(sheet) {
        ChartKind::Tiles
    } else if boxes::suits(table) {
        ChartKind::Box
    } else if combinations::suits(sheet) {
        ChartKind::Combinations
    } else if table.columns.len() <= 1 {
        ChartKind::Bars
    } else if let Some(years) = years(table) {
        match years {
            2 => ChartKind::Slope,
            _ => ChartKind::Lines,
        }
    } else if adds_up && (3..=MOST_SEGMENTS).contains(&parts) {
        ChartKind::Stacked
    } else if sheet.cells.len() > MOST_DOTS {
        ChartKind::Heat
    } else {
        ChartKind::Dots
    }
}

/// Why a kind suits a table by its rule.
fn reason(kind: ChartKind) -> (&'static str, &'static str) {
    match kind {
        ChartKind::Trail => (
            "段階ごとに対象が絞られる表なので、段階を順に示します。",
            "The table narrows its base step by step, so the steps are shown in order.",
        ),
        ChartKind::Tiles => (
            "値が日本の地域なので、およその位置に並べます。",
            "The values are places of Japan, so they stand about where they lie.",
        ),
        ChartKind::Box => (
            "分位点の表なので、箱ひげ図にします。",
            "The rows are quantiles, which a box plot shows.",
        ),
        ChartKind::Combinations => (
            "選択肢の組み合わせの表なので、組み合わせを点で示します。",
            "The rows are combinations of options, which dots tell apart.",
        ),
        ChartKind::Bars => (
            "比べる属性がないので、長さで比べられる棒にします。",
            "There is no breakdown, so bars let the answers be compared by length.",
        ),
        ChartKind::Slope | ChartKind::Lines => (
            "時点を追う表なので、線で結びます。",
            "The columns follow in time, so lines join them.",
        ),
        ChartKind::Stacked => (
            "一つだけ選ぶ設問を属性別に見る表で、選択肢も少ないので、足して100%になる帯にします。",
            "A single choice with few answers by a breakdown: each bar adds up to 100%.",
        ),
        ChartKind::Heat => (
            "行も列も多いので、色のついた表にします。",
            "There are many rows and columns, which a coloured table holds best.",
        ),
        _ => (
            "属性どうしの比較なので、点と信頼区間で示します。",
            "Groups are compared, which dots with their intervals show best.",
        ),
    }
}

/// How many years the only breakdown has, if all its values are years.
fn years(table: &Table) -> Option<usize> {
    let mut years = 0;
    let mut question = None;
    for column in table
        .columns
        .iter()
        .filter(|column| column.question.is_some())
    {
        let digits = column.label.bytes().take_while(u8::is_ascii_digit).count();
        if digits != 4 || question.is_some_and(|question| question != &column.question) {
            return None;
        }
        question = Some(&column.question);
        years += 1;
    }
    (years > 1).then_some(years)
}
