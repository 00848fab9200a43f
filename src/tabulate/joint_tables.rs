//! The counts of all questions of a table by all its breakdowns, where no errors are asked for.

use super::request::{Measure, Percent, TabulateRequest};
use super::split::Split;
use super::study::Study;
use crate::data::Mask;
use crate::design::People;
use crate::stats::{Coded, Count, CrossShares, GroupLayout, joint_counts};

/// How many gave each answer to each question, of everyone and in each column, out of one
/// pass over the respondents.
pub(super) struct JointTables<'a> {
    /// Everyone, then each breakdown.
    layouts: Vec<GroupLayout<'a>>,
    /// For each question everyone's answers, then those by each breakdown; then for each
    /// breakdown the answers to its question.
    counts: Vec<Vec<Count>>,
    questions: usize,
}

impl<'a> JointTables<'a> {
    /// `None` where the table counts anything but people with one answer each.
    pub(super) fn of<'r>(
        study: &'a Study,
        request: &'r TabulateRequest,
        domain: &Mask,
    ) -> Option<Self> {
        let plain = request.measure == Measure::Share
            && request.percent == Percent::Column
            && request.split == Split::Values;
        if !plain || request.rows.is_empty() {
            return None;
        }
        let mut names: Vec<&'r String> = Vec::new();
        let mut columns = Vec::new();
        let mut layouts = vec![GroupLayout::of_counts(&study.design, 1)];
        // A question that stands on both sides is one column of counts.
        let mut place = |name: &'r String, is_breakdown| {
            let question = study.responses.question(name).ok()?;
            let codes = question.codes.as_ref()?;
            if is_breakdown {
                let groups = usize::from(codes.silent);
                layouts.push(GroupLayout::of_counts(&study.design, groups));
            }
            if let Some(known) = names.iter().position(|known| *known == name) {
                return Some(known);
            }
            names.push(name);
            // The code of those who were not asked comes last.
            let spared = question.asked.count() < question.asked.rows();
            columns.push(Coded {
                code_of_row: &codes.of_row,
                codes: usize::from(codes.silent) + 1 + usize::from(spared),
            });
            Some(columns.len() - 1)
        };
        let (mut rows, mut breakdowns) = (Vec::new(), Vec::new());
        for name in &request.rows {
            rows.push(place(name, false)?);
        }
        for name in &request.columns {
            breakdowns.push(place(name, true)?);
        }
        let mut pairs = Vec::new();
        for row in &rows {
            pairs.push((*row, *row));
            for breakdown in &breakdowns {
                pairs.push((*row, *breakdown));
            }
        }
        for breakdown in &breakdowns {
            pairs.push((*breakdown, *breakdown));
        }
        Some(Self {
            layouts,
            counts: joint_counts(study.design.weights(), domain, &columns, &pairs),
            questions: rows.len(),
        })
    }

    /// The answers of the question at `row`, of which the first `codes` are the base, by all
    /// columns.
    pub(super) fn crossed(&self, row: usize, codes: usize) -> Vec<CrossShares<'_>> {
        let mut crossed = Vec::with_capacity(self.layouts.len());
        let first = row * self.layouts.len();
        let columns = self.layouts.iter().zip(self.counts.iter().skip(first));
        let own = self.counts.get(first).map_or(1, Vec::len).max(1);
        for (column, (layout, counts)) in columns.enumerate() {
            let mut sums = vec![Count::default(); (layout.groups() + 1) * (codes + 1)];
            // By itself a question has one count an answer, everyone's or that of its column.
            let width = counts.len() / own;
            for (at, count) in counts.iter().enumerate() {
                let code = at / width;
                let group = match (column, width) {
                    (0, _) => 0,
                    (_, 1) => code,
                    _ => (at % width).min(layout.groups()),
                };
                if code < codes
                    && let Some(sums) = sums.get_mut(group * (codes + 1) + code)
                {
                    *sums = *count;
                }
            }
            crossed.push(CrossShares::of_counts(layout, codes, sums));
        }
        crossed
    }

    /// The people with an answer to a breakdown's question.
    pub(super) fn people(&self, breakdown: usize, code: usize) -> People {
        let counts = self
            .counts
            .get(self.questions * self.layouts.len() + breakdown);
        counted(counts.and_then(|counts| counts.get(code)).into_iter())
    }

    /// Everyone who is counted.
    pub(super) fn everyone(&self) -> People {
        counted(self.counts.first().into_iter().flatten())
    }
}

/// People without an effective number of them, for which their weights would be squared.
fn counted<'c>(counts: impl Iterator<Item = &'c Count>) -> People {
    let mut people = People::default();
    for Count([n, weighted]) in counts {
        people.n += *n as usize;
        people.weighted += weighted;
    }
    people
}
