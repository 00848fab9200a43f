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

/// The weights of some respondents, summed as a stage needs them for figures that take one
/// value where respondents are selected and another where they are not.
pub(crate) enum StageTotals {
    /// The sum of each unit.
    Units(Vec<f64>),
    /// The weights in each stratum, where each respondent is a unit.
    Rows(Vec<Moments>),
}

/// How many weights there are, their mean and the squares of their distances from it. They
/// are summed about the first of them, so that equal weights lie at no distance.
#[derive(Clone, Copy, Default)]
pub(crate) struct Moments {
    n: f64,
    first: f64,
    sum: f64,
    squares: f64,
}

impl Moments {
    fn add(&mut self, weight: f64) {
        if self.n == 0.0 {
            self.first = weight;
        }
        let apart = weight - self.first;
        self.n += 1.0;
        self.sum += apart;
        self.squares += apart * apart;
    }

    fn mean(&self) -> f64 {
        self.first + self.sum / self.n.max(1.0)
    }

    fn spread(&self) -> f64 {
        (self.squares - self.sum * self.sum / self.n.max(1.0)).max(0.0)
    }
}

impl StageTotals {
    /// The totals of nobody.
    pub(crate) fn none(stage: &StageFrame) -> Self {
        match stage.unit_of_row {
            Some(_) => Self::Units(vec![0.0; stage.stratum_of_unit.len()]),
            None => Self::Rows(vec![Moments::default(); stage.strata.len()]),
        }
    }

    /// Adds a respondent.
    pub(crate) fn add(&mut self, stage: &StageFrame, row: usize, weight: f64) {
        match (self, &stage.unit_of_row) {
            (Self::Units(totals), Some(unit_of_row)) => {
                totals[unit_of_row[row] as usize] += weight;
            }
            (Self::Rows(strata), _) => strata[stage.stratum_of_unit[row] as usize].add(weight),
            _ => {}
        }
    }
}

/// What one stage adds to the variance of a share `p` of the people `whole`, from the
/// totals of all of them and of those it selects.
///
/// # Formula
/// That of [`covariance`], with z = w (1 - p) / W for the selected and -w p / W for the
/// rest. Respondents who are units of their own fall into these two groups and those outside
/// the domain, whose z is 0; the squares of a group are those about its mean and n times
/// that of the mean.
pub(crate) fn binary_variance(
    stage: &StageFrame,
    all: &StageTotals,
    own: &StageTotals,
    p: f64,
    whole: f64,
) -> f64 {
    match (all, own) {
        (StageTotals::Units(all), StageTotals::Units(own)) => {
            let units: Vec<u32> = (0..all.len() as u32).collect();
            let scores = own
                .iter()
                .zip(all)
                .map(|(own, all)| (own - p * all) / whole);
            let mut sum = Covariance::zero(1);
            add_stage(stage, &units, &[scores.collect()], &mut sum);
            sum.get(0, 0)
        }
        (StageTotals::Rows(all), StageTotals::Rows(own)) => {
            let (up, down) = ((1.0 - p) / whole, -p / whole);
            let mut sum = 0.0;
            for (frame, (all, own)) in stage.strata.iter().zip(all.iter().zip(own)) {
                let others = all.n - own.n;
                let apart = (all.n * all.mean() - own.n * own.mean()) / others.max(1.0);
                let between = own.mean() - apart;
                let of_others = match own.n > 0.0 && others > 0.0 {
                    true => own.n * others / all.n * between * between,
                    false => 0.0,
                };
                let spread = (all.spread() - own.spread() - of_others).max(0.0);
                let (high, low) = (up * own.mean(), down * apart);
                let units = frame.units as f64;
                let mean = match frame.centred {
                    true => (own.n * high + others * low) / units,
                    false => 0.0,
                };
                let squares = up * up * own.spread()
                    + down * down * spread
                    + own.n * (high - mean) * (high - mean)
                    + others * (low - mean) * (low - mean)
                    + (units - all.n) * mean * mean;
                sum += frame.factor * squares;
            }
            sum
        }
        _ => 0.0,
    }
}
