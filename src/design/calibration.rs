//! Weights brought to known totals of the population: post-stratification and raking.

use super::input::Grouping;
use super::weight_summary::WeightSummary;
use crate::error::{Error, ErrorKind, Place, Result};
use crate::value::entries;

/// A question whose answers are known for the whole population.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Margin {
    /// The question, for messages.
    pub name: String,
    /// The answer of each respondent.
    pub groups: Grouping,
    /// How many people of the population each answer has, in the order of the labels.
    pub totals: Vec<f64>,
}

/// How weights are brought to the population's totals.
#[derive(Clone, Debug, PartialEq)]
pub struct CalibrationPlan {
    /// The margins: one is post-stratification, several are raked.
    pub margins: Vec<Margin>,
    /// Between what multiples of the mean weight the weights are held.
    pub bounds: Option<WeightBounds>,
    /// How far a margin may stay from its total, as a share of the population.
    pub tolerance: f64,
    /// How often all margins are gone through at the most.
    pub iterations: usize,
}

impl Default for CalibrationPlan {
    fn default() -> Self {
        Self {
            margins: Vec::new(),
            bounds: None,
            tolerance: 1e-13,
            iterations: 1000,
        }
    }
}

/// The least and the greatest weight there may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightBounds {
    /// The least.
    pub lower: f64,
    /// The greatest.
    pub upper: f64,
}

impl WeightBounds {
    pub(super) fn check(self) -> Result<Self> {
        let Self { lower, upper } = self;
        if lower >= 0.0 && lower < upper {
            Ok(self)
        } else {
            Err(ErrorKind::InvalidWeightBounds { lower, upper }.into())
        }
    }
}

/// What bringing the weights to their totals did to them.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightReport {
    /// The weights before.
    pub before: WeightSummary,
    /// The weights after.
    pub after: WeightSummary,
    /// The smallest factor that a weight was multiplied by.
    pub smallest_ratio: f64,
    /// The largest.
    pub largest_ratio: f64,
    /// How often the margins were gone through.
    pub iterations: usize,
    /// How far the farthest margin stayed from its total, as a share of the population.
    pub distance: f64,
}

entries!(WeightReport {
    before,
    after,
    smallest_ratio: "smallestRatio",
    largest_ratio: "largestRatio",
    iterations,
    distance,
});

/// Margins that the weights of a design were brought to.
#[derive(Clone, Debug, PartialEq)]
pub struct Calibration {
    names: Vec<String>,
    report: WeightReport,
    /// For each margin, the place of each respondent's answer among all answers.
    answers: Vec<Vec<u32>>,
    before: Vec<f64>,
    after: Vec<f64>,
    /// The inverse of the answers' weighted products, row by row.
    inverse: Vec<Vec<f64>>,
}

impl Calibration {
    /// The questions of the margins.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// What was done to the weights.
    #[must_use]
    pub fn report(&self) -> &WeightReport {
        &self.report
    }

    pub(super) fn new(plan: &CalibrationPlan, before: &[f64], found: Adjusted) -> Self {
        let mut offset = 0;
        let answers: Vec<Vec<u32>> = (plan.margins.iter())
            .map(|margin| {
                let here = offset;
                offset += margin.totals.len() as u32;
                let codes = margin.groups.codes.iter();
                codes.map(|code| here + code).collect()
            })
            .collect();
        let inverse = inverse(products(&answers, before, offset as usize));
        Self {
            names: (plan.margins.iter())
                .map(|margin| margin.name.clone())
                .collect(),
            report: report(before, &found),
            answers,
            before: before.to_vec(),
            after: found.weights,
            inverse,
        }
    }

    /// Takes off what the margins explain of weighted scores: known totals have no error.
    ///
    /// # Formula
    /// ```text
    /// z_k ← w_k (u_k - x_k'B),  u_k = z_k / w_k,  B = (Σ d x x')⁻ Σ d x u
    /// d, w the weights before and after; x_k 1 at the respondent's answer to each margin
    /// ```
    pub(crate) fn leave_residuals(&self, scores: &mut [f64]) {
        let mut sums = vec![0.0; self.inverse.len()];
        for (row, score) in scores.iter().enumerate() {
            let after = self.after[row];
            if after > 0.0 && *score != 0.0 {
                let part = self.before[row] * score / after;
                (self.answers.iter()).for_each(|answer| sums[answer[row] as usize] += part);
            }
        }
        let slopes: Vec<f64> = (self.inverse.iter())
            .map(|line| line.iter().zip(&sums).map(|(a, b)| a * b).sum())
            .collect();
        for (row, score) in scores.iter_mut().enumerate() {
            let explained: f64 = (self.answers.iter())
                .map(|answer| slopes[answer[row] as usize])
                .sum();
            *score -= self.after[row] * explained;
        }
    }
}

/// How many people of the sample gave each pair of answers.
fn products(answers: &[Vec<u32>], weights: &[f64], size: usize) -> Vec<Vec<f64>> {
    let mut products = vec![vec![0.0; size]; size];
    for (row, weight) in weights.iter().enumerate() {
        for one in answers {
            for other in answers {
                products[one[row] as usize][other[row] as usize] += weight;
            }
        }
    }
    products
}

/// A pivot smaller than this share of what it was is rounding: its answer is a mixture of
/// others (each margin adds up to the same people).
const NO_PIVOT: f64 = 1e-10;

/// The inverse of a symmetric matrix, with rows and columns of 0 for what others explain.
fn inverse(mut matrix: Vec<Vec<f64>>) -> Vec<Vec<f64>> {
    let size = matrix.len();
    let diagonal: Vec<f64> = (0..size).map(|at| matrix[at][at]).collect();
    let mut inverse: Vec<Vec<f64>> = (0..size)
        .map(|row| (0..size).map(|at| f64::from(u8::from(at == row))).collect())
        .collect();
    for pivot in 0..size {
        if matrix[pivot][pivot] <= NO_PIVOT * diagonal[pivot] {
            inverse[pivot] = vec![0.0; size];
            matrix[pivot] = vec![0.0; size];
            continue;
        }
        let head = matrix[pivot][pivot];
        for lines in [&mut matrix, &mut inverse] {
            lines[pivot].iter_mut().for_each(|value| *value /= head);
        }
        let (of_matrix, of_inverse) = (matrix[pivot].clone(), inverse[pivot].clone());
        for row in (0..size).filter(|row| *row != pivot) {
            let factor = matrix[row][pivot];
            subtract(&mut matrix[row], &of_matrix, factor);
            subtract(&mut inverse[row], &of_inverse, factor);
        }
    }
    inverse
}

fn subtract(line: &mut [f64], other: &[f64], factor: f64) {
    let pairs = line.iter_mut().zip(other);
    pairs.for_each(|(value, other)| *value -= factor * other);
}

/// Weights that meet the margins.
pub(super) struct Adjusted {
    pub(super) weights: Vec<f64>,
    pub(super) iterations: usize,
    pub(super) distance: f64,
}

fn report(before: &[f64], found: &Adjusted) -> WeightReport {
    let ratios = || {
        let pairs = before.iter().zip(&found.weights);
        pairs
            .filter(|(before, _)| **before > 0.0)
            .map(|(before, after)| after / before)
    };
    WeightReport {
        before: WeightSummary::of(before),
        after: WeightSummary::of(&found.weights),
        smallest_ratio: ratios().fold(f64::INFINITY, f64::min),
        largest_ratio: ratios().fold(0.0, f64::max),
        iterations: found.iterations,
        distance: found.distance,
    }
}

/// Checks the margins against the sample.
pub(super) fn check(plan: &CalibrationPlan, weights: &[f64]) -> Result<()> {
    let Some(first) = plan.margins.first() else {
        return Err(ErrorKind::NoMargin.into());
    };
    let whole: f64 = first.totals.iter().sum();
    for margin in &plan.margins {
        check_margin(margin, weights).map_err(|error| error.at(Place::column(&margin.name)))?;
        let total: f64 = margin.totals.iter().sum();
        if (total - whole).abs() > 1e-9 * whole {
            return Err(Error::new(ErrorKind::UnequalMargins {
                question: margin.name.clone(),
                total,
                first: first.name.clone(),
                expected: whole,
            })
            .at(Place::column(&margin.name)));
        }
    }
    if let Some(bounds) = plan.bounds {
        bounds.check()?;
    }
    Ok(())
}

fn check_margin(margin: &Margin, weights: &[f64]) -> Result<()> {
    if margin.groups.codes.len() != weights.len() {
        return Err(ErrorKind::MissingDesignValue.into());
    }
    let people = sums(margin, weights);
    for (code, total) in margin.totals.iter().enumerate() {
        let value = || margin.groups.label(code as u32);
        let question = margin.name.clone();
        if !(total.is_finite() && *total >= 0.0) {
            let (value, total) = (value(), *total);
            return Err(ErrorKind::InvalidTotal { value, total }.into());
        }
        if *total > 0.0 && people[code] == 0.0 {
            let value = value();
            return Err(ErrorKind::NobodyInMargin { question, value }.into());
        }
    }
    let rows = margin.groups.codes.iter().zip(weights);
    // Whoever has no weight needs no total.
    let unknown = rows.enumerate().find(|(_, (code, weight))| {
        let total = margin.totals.get(**code as usize);
        total.is_none_or(|total| *total == 0.0 && **weight > 0.0)
    });
    let unknown = unknown.map(|(row, _)| row);
    match unknown {
        Some(row) => Err(Error::new(ErrorKind::MissingTotal {
            question: margin.name.clone(),
            value: margin.groups.label(margin.groups.codes[row]),
        })
        .at(Place::row(row as u64 + 2))),
        None => Ok(()),
    }
}

/// The summed weights of each answer. A code beyond the totals is left to the check.
fn sums(margin: &Margin, weights: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; margin.totals.len()];
    for (code, weight) in margin.groups.codes.iter().zip(weights) {
        if let Some(sum) = sums.get_mut(*code as usize) {
            *sum += weight;
        }
    }
    sums
}

/// Scales the weights to each margin in turn until all of them are met (iterative
/// proportional fitting), held within the bounds after each turn.
pub(super) fn adjust(plan: &CalibrationPlan, weights: &[f64]) -> Result<Adjusted> {
    let whole: f64 = (plan.margins.iter().take(1))
        .flat_map(|margin| &margin.totals)
        .sum();
    let n = weights.iter().filter(|weight| **weight > 0.0).count() as f64;
    let mut weights = weights.to_vec();
    let mut distance = f64::INFINITY;
    for iteration in 1..=plan.iterations {
        for margin in &plan.margins {
            scale_to(margin, &mut weights);
        }
        if let Some(WeightBounds { lower, upper }) = plan.bounds {
            let held = weights.iter_mut().filter(|weight| **weight > 0.0);
            held.for_each(|weight| *weight = weight.max(lower * whole / n).min(upper * whole / n));
        }
        distance = (plan.margins.iter())
            .map(|margin| farthest(margin, &weights))
            .fold(0.0, f64::max)
            / whole;
        if distance <= plan.tolerance {
            return Ok(Adjusted {
                weights,
                iterations: iteration,
                distance,
            });
        }
    }
    Err(ErrorKind::NotConverged {
        iterations: plan.iterations,
        distance,
    }
    .into())
}

fn scale_to(margin: &Margin, weights: &mut [f64]) {
    let sums = sums(margin, weights);
    for (code, weight) in margin.groups.codes.iter().zip(weights) {
        let code = *code as usize;
        if sums[code] > 0.0 {
            *weight *= margin.totals[code] / sums[code];
        }
    }
}

/// How far the farthest answer is from its total. An answer that nobody of a replicate
/// gave can't be brought nearer.
fn farthest(margin: &Margin, weights: &[f64]) -> f64 {
    let sums = sums(margin, weights);
    (sums.iter().zip(&margin.totals))
        .filter(|(sum, _)| **sum > 0.0)
        .map(|(sum, total)| (sum - total).abs())
        .fold(0.0, f64::max)
}

#[cfg(test)]
mod tests {
    use super::inverse;

    #[test]
    fn what_others_explain_has_no_part_in_the_inverse() {
        let found = inverse(vec![
            vec![2.0, 0.0, 2.0],
            vec![0.0, 4.0, 4.0],
            vec![2.0, 4.0, 6.0],
        ]);
        assert_eq!(found, [[0.5, 0.0, 0.0], [0.0, 0.25, 0.0], [0.0, 0.0, 0.0]]);
    }
}
