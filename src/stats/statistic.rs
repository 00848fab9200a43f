//! A total or a ratio of totals over a domain: the form that every estimator has.

use super::linearization::{Covariance, Scores, covariance};
use super::replication;
use crate::data::Mask;
use crate::design::SurveyDesign;

/// What a total is divided by.
pub(crate) enum Denominator {
    /// Nothing: the statistic is a total.
    Nothing,
    /// The number of people in the domain: the statistic is a mean or a share.
    People,
    /// Another total.
    Values(Vec<f64>),
}

/// A total or a ratio of totals, with the respondents it is computed from.
pub(crate) struct Statistic {
    /// The respondents in ascending order.
    pub(crate) rows: Vec<u32>,
    /// What is summed, parallel to `rows`.
    pub(crate) numerator: Vec<f64>,
    /// What it is divided by.
    pub(crate) denominator: Denominator,
    /// The statistic under the design's weights.
    pub(crate) value: f64,
    /// The weighted total it was divided by; 1 for a total.
    pub(crate) divisor: f64,
}

impl Statistic {
    /// The statistic over those of `domain` for whom `value_of` is a number. `None` where
    /// nobody of weight is left, or the divisor is 0.
    pub(crate) fn new(
        design: &SurveyDesign,
        domain: &Mask,
        value_of: impl Fn(usize) -> f64,
        denominator: Denominator,
    ) -> Option<Self> {
        let mut rows = Vec::with_capacity(domain.count());
        let mut numerator = Vec::with_capacity(rows.capacity());
        for row in design.rows_of(domain) {
            let value = value_of(row);
            if value.is_finite() {
                rows.push(u32::try_from(row).ok()?);
                numerator.push(value);
            }
        }
        Self::of_rows(design, rows, numerator, denominator)
    }

    /// The statistic over the given rows.
    pub(crate) fn of_rows(
        design: &SurveyDesign,
        rows: Vec<u32>,
        numerator: Vec<f64>,
        denominator: Denominator,
    ) -> Option<Self> {
        let mut statistic = Self {
            rows,
            numerator,
            denominator,
            value: 0.0,
            divisor: 1.0,
        };
        let (value, divisor) = statistic.value_under(design.weights())?;
        statistic.value = value;
        statistic.divisor = divisor;
        Some(statistic)
    }

    /// The statistic and its divisor under some weights.
    fn value_under(&self, weights: &[f64]) -> Option<(f64, f64)> {
        let mut people = 0.0;
        let mut sum = 0.0;
        for (row, value) in self.rows.iter().zip(&self.numerator) {
            let weight = weights[*row as usize];
            people += weight;
            sum += weight * value;
        }
        let divisor = match &self.denominator {
            Denominator::Nothing => 1.0,
            Denominator::People => people,
            Denominator::Values(values) => (self.rows.iter().zip(values))
                .map(|(row, value)| weights[*row as usize] * value)
                .sum(),
        };
        let value = sum / divisor;
        (people > 0.0 && value.is_finite()).then_some((value, divisor))
    }

    /// What is divided and what it is divided by, summed over the respondents of each of
    /// some units.
    pub(crate) fn totals_by_unit(
        &self,
        weights: &[f64],
        unit_of_row: &[u32],
        units: usize,
    ) -> Vec<(f64, f64)> {
        let mut totals = vec![(0.0, 0.0); units];
        for (at, (row, value)) in self.rows.iter().zip(&self.numerator).enumerate() {
            let weight = weights[*row as usize];
            let total = &mut totals[unit_of_row[*row as usize] as usize];
            total.0 += weight * value;
            total.1 += match &self.denominator {
                Denominator::Nothing => 0.0,
                Denominator::People => weight,
                Denominator::Values(values) => weight * values[at],
            };
        }
        totals
    }

    /// The sum of the weights.
    pub(crate) fn weighted(&self, design: &SurveyDesign) -> f64 {
        let weights = design.weights();
        let own = self.rows.iter().map(|row| weights[*row as usize]);
        // `sum` of nothing is -0, which would be printed so.
        own.fold(0.0, |sum, weight| sum + weight)
    }

    /// How many respondents of positive weight the statistic is computed from.
    pub(crate) fn n(&self, design: &SurveyDesign) -> usize {
        let weights = design.weights();
        (self.rows.iter())
            .filter(|row| weights[**row as usize] > 0.0)
            .count()
    }

    /// How much each respondent moves the statistic, times their weight.
    fn weighted_scores(&self, weights: &[f64]) -> impl Iterator<Item = (u32, f64)> + '_ {
        let rows = self.rows.iter().zip(&self.numerator).enumerate();
        let weights: Vec<f64> = self.rows.iter().map(|row| weights[*row as usize]).collect();
        rows.map(move |(at, (row, value))| {
            let residual = match &self.denominator {
                Denominator::Nothing => *value,
                Denominator::People => value - self.value,
                Denominator::Values(values) => value - self.value * values[at],
            };
            (*row, weights[at] * residual / self.divisor)
        })
    }
}

/// The covariance of some statistics under the design: the one door to a variance. A
/// design with replicate weights computes the statistics again under each of them; any
/// other takes their scores to the kernel.
pub(crate) fn covariance_of(design: &SurveyDesign, statistics: &[&Statistic]) -> Covariance {
    match design.replicates() {
        Some(replicates) => replication::covariance(design, replicates, statistics),
        None => covariance(design, scores_of(design, statistics)),
    }
}

fn scores_of(design: &SurveyDesign, statistics: &[&Statistic]) -> Scores {
    if let [one] = statistics {
        let (rows, column) = one.weighted_scores(design.weights()).unzip();
        return Scores {
            rows,
            columns: vec![column],
        };
    }
    let mut held = vec![false; design.rows()];
    for row in statistics.iter().flat_map(|one| &one.rows) {
        held[*row as usize] = true;
    }
    let rows: Vec<u32> = (0u32..)
        .zip(held)
        .filter_map(|(row, held)| held.then_some(row))
        .collect();
    let columns = (statistics.iter())
        .map(|one| {
            let mut column = vec![0.0; rows.len()];
            let mut at = 0;
            for (row, score) in one.weighted_scores(design.weights()) {
                // Both lists ascend, and `rows` holds every row of `one`.
                while rows[at] < row {
                    at += 1;
                }
                column[at] = score;
            }
            column
        })
        .collect();
    Scores { rows, columns }
}
