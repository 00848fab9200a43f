//! Replicate weights: the sample's weights as many other samples would have them.

use super::SurveyDesign;
use crate::data::{Distinct, Mask};
use crate::error::{Error, ErrorKind, Place, Result};

pub use crate::data::ReplicateMethod;

/// Columns of replicate weights and how they were made.
///
/// The weights are whole weights, not factors of the full sample's weight (R's
/// `combined.weights = TRUE`).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReplicateInput {
    /// One column for each replicate, with a weight for each respondent.
    pub weights: Vec<Vec<f64>>,
    /// How they were made, which decides the scale.
    pub method: ReplicateMethod,
    /// The part of its weight that the other half keeps (`fay`): at least 0, less than 1.
    pub rho: f64,
    /// The factor of the whole sum of squares; the method's own unless given.
    pub scale: Option<f64>,
    /// The factor of each replicate's square; 1 unless given, but `jkn` needs them.
    pub replicate_scales: Option<Vec<f64>>,
    /// From where the replicates' distances are taken.
    pub centre: ReplicateCentre,
    /// The degrees of freedom, where they are known; else the rank of the weights less 1.
    pub df: Option<f64>,
}

/// From where the distances of replicate estimates are taken.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ReplicateCentre {
    /// From their mean. R's default (`mse = FALSE`).
    #[default]
    Mean,
    /// From the full sample's estimate: the errors include the bias (`mse = TRUE`).
    Estimate,
}

/// The replicate weights of a design.
///
/// # Formula
/// ```text
/// V(θ) = Σ_r c_r (θ_r - θ̄)²,   c_r = scale times the replicate's own scale
/// θ_r  the statistic under the weights of replicate r
/// θ̄    the mean of the θ_r with c_r > 0, or the full sample's θ
/// ```
/// The weight of a respondent in a replicate is their full weight times a factor. As
/// those who were left out together share their factors, the factors are kept once for
/// each such unit.
///
/// # References
/// Wolter, K. M. (2007) Introduction to Variance Estimation, 2nd edition, chapters 3-5,
/// pp. 107-225.
#[derive(Clone, Debug, PartialEq)]
pub struct Replicates {
    pub(super) method: ReplicateMethod,
    /// The unit of each respondent.
    pub(super) unit_of_row: Vec<u32>,
    /// The factors of each unit, one unit after the other.
    pub(super) factors: Vec<f64>,
    /// The factor of each replicate's square.
    pub(super) coefficients: Vec<f64>,
    pub(super) centre: ReplicateCentre,
    pub(super) degrees: Degrees,
}

/// Where the degrees of freedom of replicate weights come from.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Degrees {
    /// They were given.
    Given(f64),
    /// The rank of the weights less 1.
    Rank,
    /// The same for a jackknife, whose rank can be counted.
    Jackknife {
        /// The stratum of each unit.
        stratum_of_unit: Vec<u32>,
        /// What each stratum adds.
        strata: Vec<LeftOut>,
    },
}

/// How the units of a stratum are left out, which decides what they add to the rank.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LeftOut {
    /// Not at all: their rows of factors are all 1.
    Never,
    /// Each once, the others standing in for it: where all of these many are there, their
    /// rows add up to a row of 1.
    InTurn(usize),
    /// The one there is, with no stand-in.
    Alone,
}

/// A row of factors shorter than this share of its length once what other rows explain is
/// taken off counts as explained; R's `degf` has the same.
const EXPLAINED: f64 = 1e-5;

/// How many of the last bits two factors may differ in and still be one: each is a
/// quotient of two rounded weights.
const ROUNDED_BITS: u32 = 8;

impl Replicates {
    /// Checks the columns and finds the units.
    pub(super) fn new(full: &[f64], input: &ReplicateInput) -> Result<Self> {
        let count = input.weights.len();
        if count < 2 {
            return Err(ErrorKind::UnequalReplicates {
                expected: 2,
                found: count,
            }
            .into());
        }
        let scale = match input.scale {
            Some(scale) => scale,
            None => input.method.scale(count, input.rho)?,
        };
        let coefficients = coefficients(input, scale, count)?;
        check_columns(full, &input.weights)?;
        let (unit_of_row, factors) = units(full, &input.weights);
        Ok(Self {
            method: input.method,
            unit_of_row,
            factors,
            coefficients,
            centre: input.centre,
            degrees: input.df.map_or(Degrees::Rank, Degrees::Given),
        })
    }

    /// How many replicates there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.coefficients.len()
    }

    /// How the replicates were made.
    #[must_use]
    pub fn method(&self) -> ReplicateMethod {
        self.method
    }

    /// From where the distances of replicate estimates are taken.
    #[must_use]
    pub fn centre(&self) -> ReplicateCentre {
        self.centre
    }

    /// The factor of each replicate's square.
    #[must_use]
    pub fn coefficients(&self) -> &[f64] {
        &self.coefficients
    }

    /// The unit of each respondent: those of one unit share their factors.
    pub(crate) fn unit_of_row(&self) -> &[u32] {
        &self.unit_of_row
    }

    /// The factors by which a unit's weights differ from the full sample's, one for each
    /// replicate.
    pub(crate) fn factors_of(&self, unit: usize) -> &[f64] {
        let count = self.count();
        self.factors
            .get(unit * count..(unit + 1) * count)
            .unwrap_or_default()
    }

    /// How many units there are.
    pub(crate) fn units(&self) -> usize {
        self.factors.len() / self.count()
    }

    /// The weights of one replicate.
    pub(super) fn weights(&self, full: &[f64], replicate: usize) -> Vec<f64> {
        let factor = |unit: &u32| self.factors_of(*unit as usize)[replicate];
        let units = full.iter().zip(&self.unit_of_row);
        units.map(|(weight, unit)| weight * factor(unit)).collect()
    }

    /// The same replicates with other weights.
    pub(super) fn reweighted(&self, full: &[f64], columns: &[Vec<f64>]) -> Self {
        let (unit_of_row, factors) = units(full, columns);
        let degrees = match self.degrees {
            Degrees::Given(df) => Degrees::Given(df),
            Degrees::Rank | Degrees::Jackknife { .. } => Degrees::Rank,
        };
        Self {
            unit_of_row,
            factors,
            degrees,
            coefficients: self.coefficients.clone(),
            ..*self
        }
    }

    /// The rank of the weights in a domain less 1, or the given df.
    pub(super) fn degrees_of_freedom(&self, design: &SurveyDesign, domain: &Mask) -> f64 {
        if let Degrees::Given(df) = self.degrees {
            return df;
        }
        let weights = design.weights();
        let mut seen = vec![false; self.units()];
        for row in design.rows_of(domain).filter(|row| weights[*row] > 0.0) {
            seen[self.unit_of_row[row] as usize] = true;
        }
        let units = (0..seen.len()).filter(|unit| seen[*unit]);
        let rank = match &self.degrees {
            Degrees::Jackknife {
                stratum_of_unit,
                strata,
            } => jackknife_rank(units.map(|unit| stratum_of_unit[unit] as usize), strata),
            Degrees::Given(_) | Degrees::Rank => {
                rank(units.map(|unit| self.factors_of(unit)), self.count())
            }
        };
        rank as f64 - 1.0
    }
}

/// The rank of a jackknife's factors, from the strata of the units that are there: in each
/// stratum one less than its units, one more where some of its units are absent, and one
/// for the row of 1 that whole strata have in common.
fn jackknife_rank(strata_of_units: impl Iterator<Item = usize>, strata: &[LeftOut]) -> usize {
    let mut there = vec![0usize; strata.len()];
    strata_of_units.for_each(|stratum| there[stratum] += 1);
    let (mut rank, mut ones) = (0, false);
    for (here, left_out) in there.into_iter().zip(strata).filter(|(here, _)| *here > 0) {
        match left_out {
            LeftOut::Never => ones = true,
            LeftOut::InTurn(all) if here == *all => {
                ones = true;
                rank += here - 1;
            }
            LeftOut::InTurn(_) | LeftOut::Alone => rank += here,
        }
    }
    rank + usize::from(ones)
}

impl ReplicateMethod {
    /// What the sum of squares of `count` replicates is multiplied by.
    pub(super) fn scale(self, count: usize, rho: f64) -> Result<f64> {
        let count = count as f64;
        Ok(match self {
            Self::Brr => 1.0 / count,
            Self::Fay if (0.0..1.0).contains(&rho) => 1.0 / (count * (1.0 - rho) * (1.0 - rho)),
            Self::Fay => return Err(ErrorKind::InvalidFayFactor { rho }.into()),
            Self::Jk1 => (count - 1.0) / count,
            Self::Bootstrap => 1.0 / (count - 1.0),
            Self::SuccessiveDifference => 4.0 / count,
            Self::Jkn | Self::Other => 1.0,
        })
    }
}

fn coefficients(input: &ReplicateInput, scale: f64, count: usize) -> Result<Vec<f64>> {
    let own = match (&input.replicate_scales, input.method) {
        (Some(scales), _) => scales.clone(),
        (None, ReplicateMethod::Jkn) => Vec::new(),
        (None, _) => vec![1.0; count],
    };
    if own.len() != count {
        return Err(ErrorKind::UnequalReplicates {
            expected: count,
            found: own.len(),
        }
        .into());
    }
    let all: Vec<f64> = own.iter().map(|own| own * scale).collect();
    match all.iter().find(|c| !(c.is_finite() && **c >= 0.0)) {
        Some(value) => Err(ErrorKind::InvalidReplicateScale { scale: *value }.into()),
        None => Ok(all),
    }
}

fn check_columns(full: &[f64], columns: &[Vec<f64>]) -> Result<()> {
    for column in columns {
        if column.len() != full.len() {
            return Err(ErrorKind::MissingDesignValue.into());
        }
        for (row, (weight, whole)) in column.iter().zip(full).enumerate() {
            let kind = if !weight.is_finite() || *weight < 0.0 {
                ErrorKind::InvalidWeight {
                    weight: (!weight.is_nan()).then_some(*weight),
                }
            } else if *whole == 0.0 && *weight > 0.0 {
                ErrorKind::ReplicateWithoutWeight
            } else {
                continue;
            };
            return Err(Error::new(kind).at(Place::row(row as u64 + 2)));
        }
    }
    Ok(())
}

/// The unit of each row and the factors of each unit. Rows whose factors agree but for
/// rounding are one unit, which keeps the sums short: a cluster's rows were left out
/// together.
fn units(full: &[f64], columns: &[Vec<f64>]) -> (Vec<u32>, Vec<f64>) {
    let mut known = Distinct::default();
    let mut factors = Vec::new();
    let mut unit_of_row = Vec::with_capacity(full.len());
    for (row, whole) in full.iter().enumerate() {
        let of_row: Vec<f64> = (columns.iter())
            .map(|column| {
                if *whole > 0.0 {
                    column[row] / whole
                } else {
                    0.0
                }
            })
            .collect();
        let mut key = Vec::with_capacity(of_row.len() * 8);
        for factor in &of_row {
            key.extend_from_slice(&rounded(*factor).to_le_bytes());
        }
        let before = known.len();
        let unit = known.number(&key);
        if known.len() > before {
            factors.extend(of_row);
        }
        unit_of_row.push(unit);
    }
    (unit_of_row, factors)
}

fn rounded(factor: f64) -> u64 {
    (factor.to_bits() + (1 << (ROUNDED_BITS - 1))) >> ROUNDED_BITS
}

/// The rank of some rows of numbers, by making each perpendicular to those before it.
fn rank<'a>(rows: impl Iterator<Item = &'a [f64]>, width: usize) -> usize {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let mut basis: Vec<Vec<f64>> = Vec::new();
    for row in rows {
        let mut left = row.to_vec();
        for direction in &basis {
            let along = dot(&left, direction);
            let pairs = left.iter_mut().zip(direction);
            pairs.for_each(|(value, part)| *value -= along * part);
        }
        let (length, whole) = (dot(&left, &left).sqrt(), dot(row, row).sqrt());
        if length > EXPLAINED * whole {
            left.iter_mut().for_each(|value| *value /= length);
            basis.push(left);
        }
        if basis.len() == width {
            break;
        }
    }
    basis.len()
}

#[cfg(test)]
mod tests {
    use super::rank;
    use crate::data::Mask;
    use crate::design::{
        DesignInput, Grouping, LonelyPsu, ReplicateInput, ReplicateMethod, ReplicatePlan, Stage,
        SurveyDesign,
    };

    fn jackknifed() -> SurveyDesign {
        let strata = Grouping {
            codes: vec![0, 0, 0, 1, 1, 2, 3, 3],
            ..Grouping::default()
        };
        let input = DesignInput {
            rows: 8,
            stages: vec![Stage {
                strata: Some(strata),
                population: Some(vec![9.0, 9.0, 9.0, 8.0, 8.0, 5.0, 2.0, 2.0]),
                ..Stage::default()
            }],
            lonely: LonelyPsu::Adjust,
            ..DesignInput::default()
        };
        let plan = ReplicatePlan {
            method: ReplicateMethod::Jkn,
            ..ReplicatePlan::default()
        };
        SurveyDesign::new(input).unwrap().replicated(&plan).unwrap()
    }

    #[test]
    fn the_counted_rank_of_a_jackknife_is_the_computed_one() {
        let design = jackknifed();
        let replicates = design.replicates().unwrap();
        let weights = (0..replicates.count()).map(|at| replicates.weights(design.weights(), at));
        let read = ReplicateInput {
            weights: weights.collect(),
            ..ReplicateInput::default()
        };
        let computed = design.clone().with_replicates(&read).unwrap();
        for bits in 1..256u32 {
            let domain = Mask::from_fn(8, |row| bits & (1 << row) != 0);
            assert_eq!(
                design.degrees_of_freedom(&domain),
                computed.degrees_of_freedom(&domain),
                "{bits:b}"
            );
        }
    }

    #[test]
    fn a_row_that_others_explain_adds_nothing_to_the_rank() {
        let rows = [[1.0, 1.0, 0.0], [0.0, 1.0, 1.0], [1.0, 2.0, 1.0]];
        assert_eq!(rank(rows.iter().map(|row| &row[..]), 3), 2);
    }
}
