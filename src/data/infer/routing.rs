//! Of whom a question was asked, where the answers show it: nobody answered it who gave some
//! answer to an earlier question, and most did who gave another.

use super::guess::{
    AnswerKind, ColumnRole, CountedValue, GuessedBase, GuessedColumn, GuessedMultiple,
};
use super::records::Record;
use super::said::{Said, Told};
use super::sentences::Say;
use crate::data::distinct::Distinct;
use crate::text::joined;
use std::ops::Range;

/// The rows that are looked at: each routed question shows itself in fewer.
const MOST_ROWS: usize = 50_000;
/// How many earlier questions may route one.
const FILTERS: usize = 8;
/// How many answers such a question may have.
const MOST_ANSWERS: usize = 12;
/// So many must not have answered, or it may be chance.
const FEWEST: usize = 10;

/// The count by which routing is found.
#[derive(Default)]
pub(super) struct Routing {
    filters: Vec<Filter>,
    targets: Vec<Target>,
    rows: usize,
}

/// A question by which others may be routed.
struct Filter {
    place: usize,
    values: Distinct,
    names: Vec<String>,
    /// The rows with each answer; the last are those with none of them.
    rows: Vec<usize>,
    /// The answer of the row at hand.
    here: usize,
}

/// A question that some did not answer.
struct Target {
    of: Routed,
    /// For each filter, the rows that answered by the filter's answer.
    answered: Vec<(usize, Vec<usize>)>,
}

/// What is routed.
#[derive(Clone, Copy)]
enum Routed {
    Column(usize),
    Multiple(usize),
}

impl Routing {
    pub(super) fn new(
        columns: &[GuessedColumn],
        multiples: &[GuessedMultiple],
        runs: &[Range<usize>],
    ) -> Self {
        let mut routing = Self::default();
        for run in runs {
            for place in run.clone() {
                if let Some(column) = columns.get(place).filter(|column| has_gaps(column)) {
                    routing.watch(Routed::Column(column.place - 1));
                }
            }
            let begins = |multiple: &&GuessedMultiple| {
                let place = multiple.columns.first().map(|place| place - 1);
                place.is_some_and(|place| run.contains(&place))
            };
            if let Some(at) = multiples.iter().position(|multiple| begins(&multiple)) {
                routing.watch(Routed::Multiple(at));
            }
            let alone = columns.get(run.start).filter(|_| run.len() == 1);
            if let Some(column) = alone.filter(|column| may_route(column)) {
                routing.filters.push(Filter::of(column));
            }
        }
        routing
    }

    fn watch(&mut self, of: Routed) {
        let first = self.filters.len().saturating_sub(FILTERS);
        let mut answered = Vec::new();
        for (at, filter) in self.filters.iter().enumerate().skip(first) {
            answered.push((at, vec![0; filter.rows.len()]));
        }
        self.targets.push(Target { of, answered });
    }

    /// Whether more rows are wanted.
    pub(super) fn is_open(&self) -> bool {
        self.rows < MOST_ROWS && !self.targets.is_empty() && !self.filters.is_empty()
    }

    /// Counts a respondent; `chosen` tells of each multiple choice whether any option was.
    pub(super) fn push(&mut self, record: &Record<'_>, columns: &[GuessedColumn], chosen: &[bool]) {
        if !self.is_open() {
            return;
        }
        self.rows += 1;
        for filter in &mut self.filters {
            filter.push(record);
        }
        for target in &mut self.targets {
            let is_answered = match target.of {
                Routed::Multiple(at) => chosen.get(at) == Some(&true),
                Routed::Column(place) => is_answer(record.cell(place), columns.get(place)),
            };
            for (at, counts) in target.answered.iter_mut().filter(|_| is_answered) {
                let here = self.filters.get(*at).map_or(0, |filter| filter.here);
                if let Some(count) = counts.get_mut(here) {
                    *count += 1;
                }
            }
        }
    }

    /// Writes the bases that were found into the questions.
    pub(super) fn finish(&self, columns: &mut [GuessedColumn], multiples: &mut [GuessedMultiple]) {
        for target in &self.targets {
            let Some(base) = self.base_of(target, columns) else {
                continue;
            };
            match target.of {
                Routed::Column(place) => {
                    if let Some(column) = columns.get_mut(place) {
                        column.base = Some(base);
                    }
                }
                Routed::Multiple(at) => {
                    if let Some(multiple) = multiples.get_mut(at) {
                        multiple.base = Some(base);
                    }
                }
            }
        }
    }

    /// The base by that question whose askers answered most, the nearest of several.
    fn base_of(&self, target: &Target, columns: &[GuessedColumn]) -> Option<GuessedBase> {
        let mut best: (f64, Option<GuessedBase>) = (0.0, None);
        for (at, answered) in target.answered.iter().rev() {
            let filter = self.filters.get(*at)?;
            let Some((share, asked)) = filter.asked(answered) else {
                continue;
            };
            if share > best.0 {
                let column = columns.get(filter.place)?;
                best = (share, Some(filter.base(column, &asked)));
            }
        }
        best.1
    }
}

/// A question that so many did not answer that routing may be why.
fn has_gaps(column: &GuessedColumn) -> bool {
    let none: usize = column.missing.iter().map(|missing| missing.count).sum();
    column.role == ColumnRole::Question && column.answered > 0 && none >= FEWEST
}

fn may_route(column: &GuessedColumn) -> bool {
    let is_choice = matches!(column.kind, AnswerKind::Single | AnswerKind::Ordered);
    let is_short = (2..=MOST_ANSWERS).contains(&column.categories.len());
    column.role == ColumnRole::Question && is_choice && is_short
}

fn is_answer(cell: &str, column: Option<&GuessedColumn>) -> bool {
    let is_missing = column.is_some_and(|column| {
        let mut words = column.missing.iter();
        words.any(|missing| missing.value == cell)
    });
    !cell.is_empty() && !is_missing
}

impl Filter {
    fn of(column: &GuessedColumn) -> Self {
        let mut values = Distinct::default();
        let mut names = Vec::new();
        for CountedValue { value, .. } in &column.categories {
            values.number(value.as_bytes());
            names.push(value.clone());
        }
        Self {
            place: column.place - 1,
            rows: vec![0; names.len() + 1],
            here: 0,
            names,
            values,
        }
    }

    fn push(&mut self, record: &Record<'_>) {
        let found = self.values.find(record.cell(self.place).as_bytes());
        self.here = found.map_or(self.names.len(), |number| number as usize);
        if let Some(rows) = self.rows.get_mut(self.here) {
            *rows += 1;
        }
    }

    /// Which answers were asked on, and which share of those who gave them answered: where nobody
    /// answered of at least ten who gave others, and of each of those at least half.
    fn asked(&self, answered: &[usize]) -> Option<(f64, Vec<usize>)> {
        let (mut all, mut given, mut left) = (0, 0, 0);
        let mut asked = Vec::new();
        for (at, (rows, found)) in self.rows.iter().zip(answered).enumerate() {
            if at == self.names.len() {
                // A few may have skipped the earlier question and answered this one.
                (*found * 100 <= given).then_some(())?;
            } else if *found == 0 {
                left += rows;
            } else {
                (*found * 2 >= *rows).then_some(())?;
                asked.push(at);
                all += rows;
                given += found;
            }
        }
        let is_clear = left >= FEWEST && given * 10 >= all * 6;
        is_clear.then(|| (given as f64 / all as f64, asked))
    }

    fn base(&self, column: &GuessedColumn, asked: &[usize]) -> GuessedBase {
        let (mut values, mut rows) = (Vec::new(), 0);
        for name in asked.iter().filter_map(|at| self.names.get(*at)) {
            let found = column.categories.iter().find(|one| one.value == *name);
            rows += found.map_or(0, |one| one.count);
            values.push(name.clone());
        }
        let shown = joined(&values, " / ");
        GuessedBase {
            question: column.name.clone(),
            asked: rows,
            reason: Said::new(
                Say::Routed,
                Told {
                    header: &column.label,
                    part: &shown,
                    ..Told::default()
                },
            ),
            values,
        }
    }
}
