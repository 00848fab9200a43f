//! Which kind of chart suits a table, and why.

use super::kinds::{boxes, combinations, tiles};
use super::sheet::Sheet;
use super::spec::ChartKind;
use super::words::cells;
use crate::tabulate::{AnswerKind, Measure, Percent, RowKind, Table};

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
    let (kind, ja, en) = match asked {
        ChartKind::Auto => suited(sheet),
        kind => (kind, "指定された種類です。", "This kind was asked for."),
    };
    Pick {
        kind,
        why: sheet.table.language.pick(ja, en).to_owned(),
    }
}

/// The first rule that holds.
fn suited(sheet: &Sheet<'_>) -> (ChartKind, &'static str, &'static str) {
    let table = sheet.table;
    let all = |kinds: &[AnswerKind]| {
        !table.groups.is_empty() && table.groups.iter().all(|group| kinds.contains(&group.kind))
    };
    let answers = table.groups.iter().map(|group| {
        let values = group.rows.iter().filter(|row| row.kind == RowKind::Value);
        values.count()
    });
    let parts = answers.max().unwrap_or(0);
    let adds_up = table.measure == Measure::Share
        && table.percent == Percent::Column
        && all(&[AnswerKind::Single, AnswerKind::Ordered]);
    let years = years(table);
    let rules = [
        (
            all(&[AnswerKind::Trail]),
            ChartKind::Trail,
            "段階ごとに対象が絞られる表なので、段階を順に示します。",
            "The table narrows its base step by step, so the steps are shown in order.",
        ),
        (
            tiles::suits(sheet),
            ChartKind::Tiles,
            "値が日本の地域なので、およその位置に並べます。",
            "The values are places of Japan, so they stand about where they lie.",
        ),
        (
            boxes::suits(table),
            ChartKind::Box,
            "分位点の表なので、箱ひげ図にします。",
            "The rows are quantiles, which a box plot shows.",
        ),
        (
            combinations::suits(sheet),
            ChartKind::Combinations,
            "選択肢の組み合わせの表なので、組み合わせを点で示します。",
            "The rows are combinations of options, which dots tell apart.",
        ),
        (
            table.columns.len() <= 1,
            ChartKind::Bars,
            "比べる属性がないので、長さで比べられる棒にします。",
            "There is no breakdown, so bars let the answers be compared by length.",
        ),
        (
            years == Some(2),
            ChartKind::Slope,
            "二時点の比較なので、線で結びます。",
            "Two points in time are compared, so lines join them.",
        ),
        (
            years.is_some(),
            ChartKind::Lines,
            "時点の推移なので、折れ線にします。",
            "The columns follow in time, so lines join them.",
        ),
        (
            adds_up && (3..=MOST_SEGMENTS).contains(&parts),
            ChartKind::Stacked,
            "一つだけ選ぶ設問を属性別に見る表で、選択肢も少ないので、足して100%になる帯にします。",
            "A single choice with few answers by a breakdown: each bar adds up to 100%.",
        ),
        (
            cells(table).count() > MOST_DOTS,
            ChartKind::Heat,
            "行も列も多いので、色のついた表にします。",
            "There are many rows and columns, which a coloured table holds best.",
        ),
    ];
    let found = rules.into_iter().find(|rule| rule.0);
    found.map_or(
        (
            ChartKind::Dots,
            "属性どうしの比較なので、点と信頼区間で示します。",
            "Groups are compared, which dots with their intervals show best.",
        ),
        |(_, kind, ja, en)| (kind, ja, en),
    )
}

/// How many years the only breakdown has, if all its values are years.
fn years(table: &Table) -> Option<usize> {
    let values = || {
        table
            .columns
            .iter()
            .filter(|column| column.question.is_some())
    };
    let first = values().next()?;
    let year = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        digits == 4
    };
    let all = values().all(|column| column.question == first.question && year(&column.label));
    (all && values().count() > 1).then(|| values().count())
}
