//! The variance kernel: weighted scores in, covariance over the design's stages out.
//!
//! This is the only variance formula of the crate. A mean, a ratio, a domain or a
//! difference is a column of scores fed to [`covariance`]. A share has two scores only, so
//! [`binary_variance`] works the same formula out of totals; a property test in `shares.rs`
//! holds the two together.

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
/// value where respondents are selected and another where they are not. A list of places
/// goes with them: which unit, or which stratum, each total is of.
pub(crate) enum StageTotals {
    /// The sum of each unit.
    Units(Vec<f64>),
    /// The weights in each stratum, where each respondent is a unit.
    Rows(Vec<Moments>),
}

/// How many weights there are, their sum and their squares. They are summed as distances
/// from the first of them, so that equal weights lie at no distance.
#[derive(Clone, Copy, Default)]
pub(crate) struct Moments {
    n: f64,
    first: f64,
    apart: f64,
    squares: f64,
}

impl Moments {
    /// The moments of `n` weights above 0 that are known by their sum and by the squares of
    /// their distances from `first`.
    pub(crate) fn of(n: f64, weighted: f64, squares: f64, first: f64) -> Self {
        let apart = weighted - n * first;
        Self {
            n,
            first,
            apart,
            squares,
        }
    }

    /// A weight of 0 adds nothing to a variance, as if it stood outside.
    fn add(&mut self, weight: f64) {
        if weight == 0.0 {
            return;
        }
        if self.first == 0.0 {
            self.first = weight;
        }
        let apart = weight - self.first;
        self.n += 1.0;
        self.apart += apart;
        self.squares += apart * apart;
    }

    /// The moments of the weights that are not among `own`, which began from the same first.
    fn less(&self, own: &Self) -> Self {
        Self {
            n: self.n - own.n,
            first: self.first,
            apart: self.apart - own.apart,
            squares: self.squares - own.squares,
        }
    }

    fn mean(&self) -> f64 {
        self.first + self.apart / self.n.max(1.0)
    }

    /// The squares of the distances from the mean.
    fn spread(&self) -> f64 {
        (self.squares - self.apart * self.apart / self.n.max(1.0)).max(0.0)
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

    /// How many totals there are.
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Units(totals) => totals.len(),
            Self::Rows(strata) => strata.len(),
        }
    }

    /// The totals of nobody yet of those whom these are the totals of.
    pub(crate) fn none_of_these(&self) -> Self {
        match self {
            Self::Units(totals) => Self::Units(vec![0.0; totals.len()]),
            Self::Rows(strata) => {
                let begun = |known: &Moments| Moments {
                    first: known.first,
                    ..Moments::default()
                };
                Self::Rows(strata.iter().map(begun).collect())
            }
        }
    }

    /// Adds a respondent.
    #[inline]
    pub(crate) fn add(&mut self, stage: &StageFrame, row: usize, weight: f64) {
        match (self, &stage.unit_of_row) {
            (Self::Units(totals), Some(unit_of_row)) => {
                totals[unit_of_row[row] as usize] += weight;
            }
            (Self::Rows(strata), _) => strata[stage.stratum_of_unit[row] as usize].add(weight),
            _ => {}
        }
    }

    /// The units among them less the strata that hold one: the degrees of freedom.
    pub(crate) fn degrees_of_freedom(&self, stage: &StageFrame, places: &[u32]) -> f64 {
        let mut seen = vec![false; stage.strata.len()];
        let mut df = 0.0;
        match self {
            Self::Units(totals) => {
                for (total, unit) in totals.iter().zip(places) {
                    if *total > 0.0 {
                        df += 1.0;
                        seen[stage.stratum_of_unit[*unit as usize] as usize] = true;
                    }
                }
            }
            Self::Rows(strata) => {
                for (moments, stratum) in strata.iter().zip(places) {
                    df += moments.n;
                    seen[*stratum as usize] |= moments.n > 0.0;
                }
            }
        }
        df - seen.iter().filter(|seen| **seen).count() as f64
    }
}

/// What one stage adds to the variance of a share `p` of the people `whole`, from the
/// totals of all of them and of those it selects.
///
/// # Formula
/// That of [`covariance`], with z = w (1 - p) / W for the selected and -w p / W for the
/// rest. Respondents who are units of their own fall into these two groups and those outside
/// the domain, whose z is 0; the squares of a group are those about its mean and n times
/// that of the mean. Units that are not listed hold nobody of the domain: their z is 0 too.
pub(crate) fn binary_variance(
    stage: &StageFrame,
    places: &[u32],
    (all, own): (&StageTotals, &StageTotals),
    (p, whole): (f64, f64),
) -> f64 {
    match (all, own) {
        (StageTotals::Units(all), StageTotals::Units(own)) => {
            let stratum = |unit: &u32| stage.stratum_of_unit[*unit as usize] as usize;
            let scores = || own.iter().zip(all).map(|(own, all)| own - p * all);
            let mut means = vec![(0.0, 0usize); stage.strata.len()];
            for (score, unit) in scores().zip(places) {
                let (mean, listed) = &mut means[stratum(unit)];
                *mean += score;
                *listed += 1;
            }
            let mut sum = 0.0;
            for ((mean, listed), frame) in means.iter_mut().zip(&stage.strata) {
                *mean = if frame.centred {
                    *mean / frame.units as f64
                } else {
                    0.0
                };
                let unlisted = frame.units.saturating_sub(*listed) as f64;
                sum += frame.factor * unlisted * *mean * *mean;
            }
            for (score, unit) in scores().zip(places) {
                let stratum = stratum(unit);
                let apart = score - means[stratum].0;
                sum += stage.strata[stratum].factor * apart * apart;
            }
            sum / (whole * whole)
        }
        (StageTotals::Rows(all), StageTotals::Rows(own)) => {
            let (up, down) = ((1.0 - p) / whole, -p / whole);
            let mut sum = 0.0;
            for (stratum, (all, own)) in places.iter().zip(all.iter().zip(own)) {
                let frame = &stage.strata[*stratum as usize];
                let rest = all.less(own);
                let (high, low) = (up * own.mean(), down * rest.mean());
                let units = frame.units as f64;
                let mean = match frame.centred {
                    true => (own.n * high + rest.n * low) / units,
                    false => 0.0,
                };
                let squares = up * up * own.spread()
                    + down * down * rest.spread()
                    + own.n * (high - mean) * (high - mean)
                    + rest.n * (low - mean) * (low - mean)
                    + (units - all.n) * mean * mean;
                sum += frame.factor * squares;
            }
            sum
        }
        _ => 0.0,
    }
}
