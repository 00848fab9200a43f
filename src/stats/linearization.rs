//! The variance kernel: weighted scores in, covariance over the design's stages out.
//!
//! This is the only variance formula of the crate. A mean, a share, a ratio, a domain or
//! a difference is a column of scores fed to it.

use crate::design::{StageFrame, SurveyDesign};

/// A symmetric matrix of covariances, row by row.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Covariance {
    size: usize,
    values: Vec<f64>,
}

impl Covariance {
    pub(crate) fn zero(size: usize) -> Self {
        Self {
            size,
            values: vec![0.0; size * size],
        }
    }

    /// The covariance of statistics `a` and `b`; the variance where they are the same.
    pub(crate) fn get(&self, a: usize, b: usize) -> f64 {
        self.values[a * self.size + b]
    }

    /// Adds `factor` times the products of `deviations` with each other.
    pub(crate) fn add_product(&mut self, factor: f64, deviations: &[f64]) {
        for (a, left) in deviations.iter().enumerate() {
            for (b, right) in deviations.iter().enumerate() {
                self.values[a * self.size + b] += factor * left * right;
            }
        }
    }
}

/// The scores of some statistics for some respondents; everyone else's are 0.
pub(crate) struct Scores {
    /// The respondents, in ascending order.
    pub(crate) rows: Vec<u32>,
    /// One column for each statistic, parallel to `rows`, already multiplied by weights.
    pub(crate) columns: Vec<Vec<f64>>,
}

/// The covariance of the totals of `scores`.
///
/// # Formula
/// ```text
/// V = Σ stages Σ strata h:  g_h Σ units i (z_hi - z̄_h)(z_hi - z̄_h)'
/// g_h = (sampling fractions of the stages above) (1 - n_h / N_h) n_h / (n_h - 1)
/// z_hi the summed scores of unit i, n_h and N_h the units drawn and in the population
/// ```
///
/// Where the weights were brought to margins, the scores' residuals take their place.
pub(crate) fn covariance(design: &SurveyDesign, scores: Scores) -> Covariance {
    let scores = residuals(design, scores);
    let mut sum = Covariance::zero(scores.columns.len());
    for stage in design.stages() {
        match &stage.unit_of_row {
            None => add_stage(stage, &scores.rows, &scores.columns, &mut sum),
            Some(unit_of_row) => {
                let units: Vec<u32> = (0..stage.stratum_of_unit.len() as u32).collect();
                let totals: Vec<Vec<f64>> = (scores.columns.iter())
                    .map(|column| unit_totals(&scores.rows, column, unit_of_row, units.len()))
                    .collect();
                add_stage(stage, &units, &totals, &mut sum);
            }
        }
    }
    sum
}

/// What the margins do not explain of the scores; the scores themselves without margins.
fn residuals(design: &SurveyDesign, scores: Scores) -> Scores {
    if design.calibrations().is_empty() {
        return scores;
    }
    let everyone: Vec<u32> = (0..design.rows() as u32).collect();
    let mut columns: Vec<Vec<f64>> = (scores.columns.iter())
        .map(|column| unit_totals(&scores.rows, column, &everyone, everyone.len()))
        .collect();
    for calibration in design.calibrations() {
        (columns.iter_mut()).for_each(|column| calibration.leave_residuals(column));
    }
    Scores {
        rows: everyone,
        columns,
    }
}

fn unit_totals(rows: &[u32], column: &[f64], unit_of_row: &[u32], units: usize) -> Vec<f64> {
    let mut totals = vec![0.0; units];
    for (row, score) in rows.iter().zip(column) {
        totals[unit_of_row[*row as usize] as usize] += score;
    }
    totals
}

/// Adds one stage. Units that are not listed have a total of 0.
fn add_stage(stage: &StageFrame, units: &[u32], columns: &[Vec<f64>], sum: &mut Covariance) {
    let width = columns.len();
    let mut means = vec![0.0; stage.strata.len() * width];
    let mut listed = vec![0usize; stage.strata.len()];
    for (at, unit) in units.iter().enumerate() {
        let stratum = stage.stratum_of_unit[*unit as usize] as usize;
        listed[stratum] += 1;
        for (mean, column) in means[stratum * width..].iter_mut().zip(columns) {
            *mean += column[at];
        }
    }
    for (stratum, frame) in stage.strata.iter().enumerate() {
        let divisor = frame.units as f64;
        for mean in &mut means[stratum * width..(stratum + 1) * width] {
            *mean = if frame.centred { *mean / divisor } else { 0.0 };
        }
        let unlisted = frame.units.saturating_sub(listed[stratum]) as f64;
        let mean = &means[stratum * width..(stratum + 1) * width];
        sum.add_product(frame.factor * unlisted, mean);
    }
    let mut deviations = vec![0.0; width];
    for (at, unit) in units.iter().enumerate() {
        let stratum = stage.stratum_of_unit[*unit as usize] as usize;
        for (index, deviation) in deviations.iter_mut().enumerate() {
            *deviation = columns[index][at] - means[stratum * width + index];
        }
        sum.add_product(stage.strata[stratum].factor, &deviations);
    }
}
