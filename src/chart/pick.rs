//! Which kind of chart suits a table, and why.

use super::kinds::{boxes, combinations, stacked, tiles};
use super::sheet::Sheet;
use super::spec::ChartKind;
use crate::decimal::parse_number;
use crate::tabulate::{AnswerKind, Column, Row, RowGroup, RowKind};

/// A kind of chart with the reason for it.
pub(super) struct Pick {
    pub(super) kind: ChartKind,
    pub(super) why: String,
}

/// The kind for the table: the one that was asked for, or the one that suits it.
pub(super) fn pick(sheet: &Sheet<'_>, asked: ChartKind) -> Pick {
    let (kind, ja, en) = match asked {
        ChartKind::Auto => {
            let facts = Facts::of(sheet);
            let rule = RULES.iter().find(|rule| (rule.holds)(&facts));
            rule.map_or(REST, |rule| (rule.kind, rule.ja, rule.en))
        }
        kind => (kind, "指定された種類です。", "This kind was asked for."),
    };
    Pick {
        kind,
        why: sheet.table.language.pick(ja, en).to_owned(),
    }
}

/// When a kind suits a table, and what is said of it then.
struct Rule {
    kind: ChartKind,
    holds: fn(&Facts<'_>) -> bool,
    ja: &'static str,
    en: &'static str,
}

/// The most answers that a stacked bar can hold and still be read.
const MOST_SEGMENTS: usize = 7;
/// The most answers that a ring shows without a doubt.
const MOST_SLICES: usize = 3;
/// The most rows that have a panel of columns each.
const MOST_PANELS: usize = 3;
/// The most figures that dots can show and still be read.
const MOST_DOTS: usize = 90;
/// The least classes that have a shape.
const LEAST_CLASSES: f64 = 3.0;

/// The rules in their order: the first that holds is taken.
const RULES: [Rule; 15] = [
    Rule {
        kind: ChartKind::Trail,
        holds: |facts| facts.every(|group| group.kind == AnswerKind::Trail),
        ja: "段階ごとに対象が絞られる表なので、段階を順に示します。",
        en: "The table narrows its base step by step, so the steps are shown in order.",
    },
    Rule {
        kind: ChartKind::Tiles,
        holds: |facts| tiles::suits(facts.sheet),
        ja: "値が日本の地域なので、およその位置に並べます。",
        en: "The values are places of Japan, so they stand about where they lie.",
    },
    Rule {
        kind: ChartKind::Box,
        holds: |facts| boxes::suits(facts.sheet.table),
        ja: "分位点の表なので、箱ひげ図にします。",
        en: "The rows are quantiles, which a box plot shows.",
    },
    Rule {
        kind: ChartKind::Combinations,
        holds: |facts| combinations::suits(facts.sheet),
        ja: "選択肢の組み合わせの表なので、組み合わせを点で示します。",
        en: "The rows are combinations of options, which dots tell apart.",
    },
    Rule {
        kind: ChartKind::Cumulative,
        holds: |facts| facts.is_plain() && facts.every(adds_up_to_all),
        ja: "行が前の行を含むので、積み上がる線にします。",
        en: "Each row holds those before it, so a line shows them add up.",
    },
    Rule {
        kind: ChartKind::Histogram,
        holds: |facts| facts.is_plain() && facts.every(has_even_classes),
        ja: "数値を同じ幅の階級に分けた表なので、柱で分布の形を示します。",
        en: "The rows are classes of a number, so columns show its shape.",
    },
    Rule {
        kind: ChartKind::Slope,
        holds: |facts| facts.years() == 2,
        ja: "二時点の表なので、線で結びます。",
        en: "The columns are two points in time, so lines join them.",
    },
    Rule {
        kind: ChartKind::Lines,
        holds: |facts| facts.years() > 2,
        ja: "時点を追う表なので、線で結びます。",
        en: "The columns follow in time, so lines join them.",
    },
    Rule {
        kind: ChartKind::Diverging,
        holds: |facts| {
            facts.is_whole(3, MOST_SEGMENTS) && facts.compares() && facts.every(has_two_sides)
        },
        ja: "賛否のように中央をはさむ尺度なので、中央から左右に伸ばします。",
        en: "The scale has a middle, so bars reach to both sides of it.",
    },
    Rule {
        kind: ChartKind::Donut,
        holds: |facts| {
            facts.is_plain() && facts.is_whole(2, MOST_SLICES) && facts.every(is_unordered)
        },
        ja: "一つだけ選ぶ設問で選択肢も少ないので、全体に占める割合を輪で示します。",
        en: "A single choice with few answers: a ring shows each as a part of the whole.",
    },
    Rule {
        kind: ChartKind::Bars,
        holds: |facts| facts.sheet.columns.len() <= 1,
        ja: "比べる属性がないので、長さで比べられる棒にします。",
        en: "There is no breakdown, so bars let the answers be compared by length.",
    },
    Rule {
        kind: ChartKind::Pyramid,
        holds: |facts| facts.breakdown.len() == 2 && facts.every(has_classes),
        ja: "年齢のような階級を二つの属性で比べる表なので、左右に向かい合わせます。",
        en: "Two groups over the same classes, as of age, stand back to back.",
    },
    Rule {
        kind: ChartKind::Stacked,
        holds: |facts| facts.is_whole(3, MOST_SEGMENTS),
        ja: "一つだけ選ぶ設問を属性別に見る表で、選択肢も少ないので、足して100%になる帯にします。",
        en: "A single choice with few answers by a breakdown: each bar adds up to 100%.",
    },
    Rule {
        kind: ChartKind::Columns,
        holds: |facts| {
            let mut labels = facts.breakdown.iter().map(|column| &*column.label);
            facts.rows <= MOST_PANELS && are_classes(&mut labels)
        },
        ja: "病床数のような階級を比べる表なので、順に柱を立て、全体を線で示します。",
        en: "The groups are classes in their order, which columns follow, with Total as a line.",
    },
    Rule {
        kind: ChartKind::Heat,
        holds: |facts| facts.sheet.cells.len() > MOST_DOTS,
        ja: "行も列も多いので、色のついた表にします。",
        en: "There are many rows and columns, which a coloured table holds best.",
    },
];

/// What is left where no rule holds.
const REST: (ChartKind, &str, &str) = (
    ChartKind::Dots,
    "属性どうしの比較なので、点と信頼区間で示します。",
    "Groups are compared, which dots with their intervals show best.",
);

/// What the rules ask about a table.
struct Facts<'a> {
    sheet: &'a Sheet<'a>,
    /// The columns of the breakdown; none where there are several of them.
    breakdown: Vec<&'a Column>,
    /// How many rows there are.
    rows: usize,
}

impl<'a> Facts<'a> {
    fn of(sheet: &'a Sheet<'a>) -> Self {
        let mut breakdown: Vec<&Column> = Vec::new();
        for (_, column) in &sheet.columns {
            if column.question.is_some() {
                breakdown.push(column);
            }
        }
        if breakdown.windows(2).any(|pair| match pair {
            [one, other] => one.question != other.question,
            _ => false,
        }) {
            breakdown.clear();
        }
        let mut rows = 0;
        for group in &sheet.table.groups {
            rows += group.rows.len();
        }
        Self {
            sheet,
            breakdown,
            rows,
        }
    }

    fn every(&self, holds: fn(&RowGroup) -> bool) -> bool {
        let groups = &self.sheet.table.groups;
        !groups.is_empty() && groups.iter().all(holds)
    }

    /// Whether it is one question without a breakdown.
    fn is_plain(&self) -> bool {
        self.sheet.columns.len() == 1 && self.sheet.table.groups.len() == 1
    }

    /// Whether bars of it would stand under each other.
    fn compares(&self) -> bool {
        self.sheet.columns.len() > 1 || self.sheet.table.groups.len() > 1
    }

    /// Whether its shares make up a whole, in parts no fewer and no more than these.
    fn is_whole(&self, least: usize, most: usize) -> bool {
        let mut parts = 0;
        for group in &self.sheet.table.groups {
            parts = parts.max(answers(group).len());
        }
        (least..=most).contains(&parts) && stacked::refusal(self.sheet.table).is_none()
    }

    /// How many years the only breakdown has, if all its values are years.
    fn years(&self) -> usize {
        let is_year = |column: &&Column| {
            let year = column.label.get(..4).and_then(parse_number);
            let digits = column.label.bytes().take_while(u8::is_ascii_digit).count();
            digits == 4 && year.is_some_and(|year| (1800.0..2200.0).contains(&year))
        };
        match self.breakdown.iter().all(is_year) {
            true => self.breakdown.len(),
            false => 0,
        }
    }
}

/// The rows of the answers themselves.
fn answers(group: &RowGroup) -> Vec<&Row> {
    let answers = group.rows.iter().filter(|row| row.kind == RowKind::Value);
    answers.collect()
}

fn is_unordered(group: &RowGroup) -> bool {
    group.kind == AnswerKind::Single
}

/// The first number that a text holds.
fn first_number(text: &str) -> Option<f64> {
    let mut digits = String::new();
    for c in text.chars() {
        match c {
            '0'..='9' => digits.push(c),
            '.' if !digits.is_empty() => digits.push(c),
            ',' => {}
            _ if digits.is_empty() => {}
            _ => break,
        }
    }
    parse_number(&digits)
}

/// Whether texts name classes of a number in their order, such as "20–99, 100–199, 200+". What
/// is merely numbered, as 1, 2, 3, is none.
fn are_classes(labels: &mut dyn Iterator<Item = &str>) -> bool {
    let (mut first, mut last, mut many) = (None, f64::NEG_INFINITY, 0.0);
    for label in labels {
        match first_number(label) {
            Some(number) if number >= last => {
                first = first.or(Some(number));
                last = number;
                many += 1.0;
            }
            _ => return false,
        }
    }
    many >= LEAST_CLASSES && first.is_some_and(|first| last - first > many)
}

fn has_classes(group: &RowGroup) -> bool {
    let mut labels = group.rows.iter().map(|row| &*row.label);
    group.kind == AnswerKind::Ordered && are_classes(&mut labels)
}

/// Whether the values of all rows are numbers, each as far from the next as the others.
fn is_even(group: &RowGroup) -> bool {
    let (mut before, mut step) = (None, None);
    for row in &group.rows {
        let Some(value) = row.value.as_deref().and_then(parse_number) else {
            return false;
        };
        let further = before.map(|before| value - before);
        if let (Some(step), Some(further)) = (step, further)
            && !(-1e-6..=1e-6).contains(&(further / step - 1.0))
        {
            return false;
        }
        step = step.or(further);
        before = Some(value);
    }
    group.rows.len() as f64 >= LEAST_CLASSES
}

/// Whether the rows are classes of a number, each of which begins with its value.
fn has_even_classes(group: &RowGroup) -> bool {
    let names_value = |row: &Row| {
        let value = row.value.as_deref().and_then(parse_number);
        value == first_number(&row.label)
    };
    group.kind == AnswerKind::Ordered && is_even(group) && group.rows.iter().all(names_value)
}

/// Whether each row holds those before it, and the last all.
fn adds_up_to_all(group: &RowGroup) -> bool {
    let (mut before, mut all) = (Some(0), false);
    for row in &group.rows {
        let Some(cell) = row.cells.first().filter(|cell| cell.n >= before) else {
            return false;
        };
        before = cell.n;
        all = before == Some(cell.base_n);
    }
    all && group.kind == AnswerKind::Multiple && is_even(group)
}

/// What a denial holds: "not satisfied", "disagree", 感じない.
const DENIALS: [&str; 16] = [
    "ない", "不", "反対", "悪", "低", "弱", "not", "dis", "un", "oppos", "against", "bad", "poor",
    "worse", "low", "weak",
];

/// Whether the answers stand on both sides of a middle, as those of a scale of agreement do:
/// all of one half deny and none of the other does, or there is a net for each half.
fn has_two_sides(group: &RowGroup) -> bool {
    let (low, high) = stacked::halves(group);
    let deny = |rows: &[&Row]| rows.iter().filter(|row| denies(&row.label)).count();
    let denied = (deny(&low), deny(&high));
    let in_words = denied == (low.len(), 0) || denied == (0, low.len());
    let net = |rows: &[&Row]| stacked::net_of(group, rows).is_some();
    group.kind == AnswerKind::Ordered && !low.is_empty() && (in_words || net(&low) && net(&high))
}

fn denies(label: &str) -> bool {
    let holds = |word: &&str| {
        let mut parts = label.as_bytes().windows(word.len());
        parts.any(|part| part.eq_ignore_ascii_case(word.as_bytes()))
    };
    DENIALS.iter().any(holds)
}
