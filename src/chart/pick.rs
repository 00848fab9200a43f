//! Which kind of chart suits a table, and why.

use super::figures::answers;
use super::kinds::{ALL, ChartKind};
use super::layouts::whole;
use super::sheet::Sheet;
use crate::decimal::parse_number;
use crate::tabulate::{AnswerKind, Column, RowGroup};

/// A kind of chart with the reason for it.
pub(super) struct Pick {
    pub(super) kind: ChartKind,
    pub(super) why: String,
}

/// The kind for the table: the one that was asked for, or the first that suits it.
pub(super) fn pick(sheet: &Sheet<'_>, asked: ChartKind) -> Pick {
    let (mut kind, mut why) = (asked, ("指定された種類です。", "This kind was asked for."));
    if asked == ChartKind::Auto {
        let facts = Facts::of(sheet);
        if let Some((suited, found)) = ALL.iter().find(|(_, kind)| (kind.suits)(&facts)) {
            (kind, why) = (*suited, found.why);
        }
    }
    let why = sheet.table.language.pick(why.0, why.1).to_owned();
    Pick { kind, why }
}

/// The least classes that have a shape.
pub(super) const LEAST_CLASSES: f64 = 3.0;

/// What kinds ask about a table that they may suit.
pub(super) struct Facts<'a> {
    pub(super) sheet: &'a Sheet<'a>,
    /// The columns of the breakdown; none where there are several of them.
    pub(super) breakdown: Vec<&'a Column>,
    /// How many rows there are.
    pub(super) rows: usize,
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
            rows += group.rows_on_scale().len();
        }
        Self {
            sheet,
            breakdown,
            rows,
        }
    }

    pub(super) fn every(&self, holds: fn(&RowGroup) -> bool) -> bool {
        let groups = &self.sheet.table.groups;
        !groups.is_empty() && groups.iter().all(holds)
    }

    /// Whether it is one question without a breakdown.
    pub(super) fn is_plain(&self) -> bool {
        self.sheet.columns.len() == 1 && self.sheet.table.groups.len() == 1
    }

    /// Whether bars of it would stand under each other.
    pub(super) fn compares(&self) -> bool {
        self.sheet.columns.len() > 1 || self.sheet.table.groups.len() > 1
    }

    /// Whether its shares make up a whole, in parts no fewer and no more than these.
    pub(super) fn is_whole(&self, least: usize, most: usize) -> bool {
        let mut parts = 0;
        for group in &self.sheet.table.groups {
            parts = parts.max(answers(group).len());
        }
        (least..=most).contains(&parts) && whole::refusal(self.sheet.table).is_none()
    }

    /// How many years the only breakdown has, if all its values are years.
    pub(super) fn years(&self) -> usize {
        let is_year = |column: &&Column| time(&column.label).is_some();
        match self.breakdown.iter().all(is_year) {
            true => self.breakdown.len(),
            false => 0,
        }
    }
}

/// The year that a label begins with, further by the month of 2022年4月. What may be a month
/// elsewhere, as in 2022-11, may be another year as well.
pub(super) fn time(label: &str) -> Option<f64> {
    let number = |text: &str| {
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        parse_number(text.get(..digits)?)
    };
    let year = number(label).filter(|year| (1800.0..2200.0).contains(year))?;
    let month = label.get(4..)?.strip_prefix('年').and_then(number);
    Some(year + (month.unwrap_or(1.0) - 1.0) / 12.0)
}

/// The first number that a text holds.
pub(super) fn first_number(text: &str) -> Option<f64> {
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
pub(super) fn are_classes(labels: &mut dyn Iterator<Item = &str>) -> bool {
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

/// Whether the values of all rows are numbers, each as far from the next as the others.
pub(super) fn is_even(group: &RowGroup) -> bool {
    let (mut before, mut step) = (None, None);
    for row in group.rows_on_scale() {
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
    group.rows_on_scale().len() as f64 >= LEAST_CLASSES
}

/// Whether each row holds those before it, and the last all.
pub(super) fn adds_up_to_all(group: &RowGroup) -> bool {
    let (mut before, mut all) = (Some(0), false);
    for row in group.rows_on_scale() {
        let Some(cell) = row.cells.first().filter(|cell| cell.n >= before) else {
            return false;
        };
        before = cell.n;
        all = before == Some(cell.base_n);
    }
    all && group.kind == AnswerKind::Multiple && is_even(group)
}
