//! An estimate with all that is needed to judge it.

use super::statistic::{Denominator, Statistic, covariance_of};
use crate::data::Mask;
use crate::design::SurveyDesign;

/// A figure about the population, with its error. Never NaN and never infinite.
///
/// # Formula
/// ```text
/// deff         = V / (V_srs (1 - n / Σ w))     without replacement
/// deff_replace = V / V_srs                     with replacement
/// V_srs        = S² / n for a mean or a share, times (Σ w)² for a total
/// S²           = n / (n - 1)  Σ w (y - ȳ)² / Σ w
/// effective_n  = p (1 - p) / V for a share, n / deff_replace for any other figure
/// V the square of the standard error, n the respondents, w the weights, y what is averaged
/// ```
///
/// # Not estimable
/// No design effect without a standard error, for a ratio, where nobody differs (S² is 0),
/// and without replacement where the weights add up to the sample or less.
///
/// # Differences
/// Where the weights add up to the sample or less, R's design effect without replacement
/// is NaN or NA; here there is none.
///
/// # References
/// Kish, L. (1965) Survey Sampling, section 8.2, p. 257. Korn, E. L. and Graubard,
/// B. I. (1998) Confidence intervals for proportions with small expected number of positive
/// counts estimated from survey data, Survey Methodology 24, 193-201.
#[doc(alias = "deff")]
#[doc(alias = "SE")]
#[doc(alias = "svystat")]
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Estimate {
    /// What is estimated.
    pub kind: EstimateKind,
    /// The figure; a share is a fraction in [0, 1].
    pub value: f64,
    /// Its standard error in the same unit; `None` where the sample can't show it.
    pub se: Option<f64>,
    /// The degrees of freedom of that standard error; `None` with it.
    pub df: Option<f64>,
    /// How many respondents of positive weight it is computed from.
    pub n: usize,
    /// The sum of their weights.
    pub weighted: f64,
    /// The design effect: its variance by that of a simple random sample of as many,
    /// drawn without replacement (R's `deff = TRUE`).
    pub deff: Option<f64>,
    /// The same against a simple random sample drawn with replacement (R's
    /// `deff = "replace"`).
    pub deff_replace: Option<f64>,
    /// The size of the simple random sample that would tell as much: for a share p(1 - p)
    /// by its variance, for a mean n by the design effect with replacement.
    pub effective_n: Option<f64>,
}

/// What kind of figure an estimate is, which decides what intervals it can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EstimateKind {
    /// A fraction in [0, 1].
    Share,
    /// Any other number.
    Number,
}

/// The estimate of one statistic over a domain.
pub(super) fn estimate(
    design: &SurveyDesign,
    kind: EstimateKind,
    statistic: &Statistic,
    domain: &Mask,
) -> Estimate {
    let people = statistic.weighted(design);
    let plain = Estimate {
        kind,
        value: statistic.value,
        se: None,
        df: None,
        n: statistic.n(design),
        weighted: people,
        deff: None,
        deff_replace: None,
        effective_n: None,
    };
    let spread = Spread {
        variance: covariance_of(design, &[statistic]).get(0, 0),
        squares: squares(design, statistic, people),
        scale: match statistic.denominator {
            Denominator::Nothing => Some(people * people),
            Denominator::People => Some(1.0),
            Denominator::Values(_) => None,
        },
    };
    estimate_of(plain, design.degrees_of_freedom(domain), spread)
}

/// What the errors of an estimate come from.
pub(super) struct Spread {
    /// The variance under the design.
    pub(super) variance: f64,
    /// Σ w (y - ȳ)².
    pub(super) squares: f64,
    /// What a mean's variance is multiplied by; `None` where there is no design effect.
    pub(super) scale: Option<f64>,
}

/// The estimate with its errors, where its variance can be estimated.
pub(super) fn estimate_of(mut estimate: Estimate, df: f64, spread: Spread) -> Estimate {
    let variance = without_rounding(spread.variance, estimate.value);
    if df > 0.0 && variance.is_finite() {
        estimate.se = Some(variance.max(0.0).sqrt());
        estimate.df = Some(df);
        add_design_effect(&mut estimate, variance, &spread);
    }
    estimate
}

/// A variance, or 0 where all of it is the rounding of a figure of this size: the share of
/// an answer whose total is known has no error, and a sum of residuals that should be 0
/// leaves its last digits behind.
pub(super) fn without_rounding(variance: f64, value: f64) -> f64 {
    let rounding = ROUNDING * value.abs();
    if variance <= rounding * rounding {
        0.0
    } else {
        variance
    }
}

/// How small a standard error may be as a multiple of its figure.
const ROUNDING: f64 = 1e-12;

/// # Formula
/// ```text
/// S² = n / (n - 1)  Σ w (y - ȳ)² / Σ w
/// V_srs(mean) = S² / n, times (1 - n / Σ w) without replacement; of a total, times (Σ w)²
/// ```
fn add_design_effect(estimate: &mut Estimate, variance: f64, spread: &Spread) {
    let Some(scale) = spread.scale else {
        return;
    };
    let (n, people) = (estimate.n as f64, estimate.weighted);
    let replace = scale * spread.squares / people / (n - 1.0);
    let finite = |ratio: f64| ratio.is_finite().then_some(ratio);
    estimate.deff_replace = finite(variance / replace);
    if people > n {
        estimate.deff = finite(variance / (replace * (1.0 - n / people)));
    }
    estimate.effective_n = match estimate.kind {
        EstimateKind::Share => finite(estimate.value * (1.0 - estimate.value) / variance),
        EstimateKind::Number => estimate.deff_replace.and_then(|deff| finite(n / deff)),
    };
}

fn squares(design: &SurveyDesign, statistic: &Statistic, people: f64) -> f64 {
    let weights = design.weights();
    let rows = || statistic.rows.iter().zip(&statistic.numerator);
    let total: f64 = rows()
        .map(|(row, value)| weights[*row as usize] * value)
        .sum();
    let mean = total / people;
    rows()
        .map(|(row, value)| weights[*row as usize] * (value - mean) * (value - mean))
        .sum()
}
