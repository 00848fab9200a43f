//! Quantiles.

use super::estimate::{Estimate, EstimateKind};
use super::figure::{Figure, Measured};
use super::interval::{Interval, IntervalMethod};
use super::mean::{known_in, value_at};
use super::special::t_quantile;
use super::statistic::covariance_of;
use crate::data::{Mask, ascending};
use crate::design::SurveyDesign;
use crate::error::{ErrorKind, Result};

/// What a quantile is where it falls between two values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum QuantileRule {
    /// The smallest value that at least a share p of the people do not exceed (R's
    /// `qrule = "math"`, the default of survey 4.1 and later).
    #[default]
    Math,
    /// The same, but half way to the next value where exactly a share p does not exceed
    /// it, as medians are taught at school (R's `qrule = "school"`).
    School,
}

/// A quantile with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantile {
    /// The quantile; its standard error is the interval's half width by t(df).
    pub estimate: Estimate,
    /// Woodruff's interval; `None` where the variance can't be estimated.
    pub interval: Option<Interval>,
}

/// The quantile of a number over a domain's people, with Woodruff's interval.
///
/// # Formula
/// ```text
/// q(p) = min { y : F(y) ≥ p },   F(y) = Σ w 1(y_i ≤ y) / Σ w
/// interval = [q(F - t s), q(F + t s)],  F = F(q(p)), s its standard error
/// t the quantile of Student's t with the design's df at 1 - α/2; α = 1 - level
/// ```
///
/// # Missing data
/// Rows whose value is not finite do not count.
///
/// # Not estimable
/// `Ok(None)` where nobody of weight is left. An end of the interval outside [0, 1] of
/// the distribution is the smallest or the largest value.
///
/// # Errors
/// A level, or a `p`, outside (0, 1).
///
/// # Differences
/// R leaves an end outside the distribution NA, and with it the standard error. Here the
/// end is the extreme value, and the standard error is left out. Where a share of the
/// people equals p to the last digits, R's answer hangs on the order of its sum; here it
/// counts as equal.
///
/// # Example
/// ```
/// use chosa::{data::Mask, design::SurveyDesign, stats, stats::QuantileRule};
///
/// let design = SurveyDesign::simple_random(5, None)?;
/// let values = [5.0, 1.0, 4.0, 2.0, 3.0];
/// let median = stats::quantile(&design, &values, &Mask::all(5), 0.5, 0.95, QuantileRule::Math)?;
/// assert_eq!(median.expect("a base").estimate.value, 3.0);
/// # Ok::<(), chosa::Error>(())
/// ```
///
/// # References
/// Woodruff, R. S. (1952) Confidence intervals for medians and other position measures,
/// JASA 47, 635-646. Francisco, C. A. and Fuller, W. A. (1991) Quantile estimation with a
/// complex survey design, Annals of Statistics 19, 454-469.
#[doc(alias = "svyquantile")]
pub fn quantile(
    design: &SurveyDesign,
    values: &[f64],
    domain: &Mask,
    p: f64,
    level: f64,
    rule: QuantileRule,
) -> Result<Option<Quantile>> {
    for level in [p, level] {
        if !(level > 0.0 && level < 1.0) {
            return Err(ErrorKind::InvalidLevel { level }.into());
        }
    }
    let known = known_in(values, domain);
    let ladder = Ladder::new(design, values, &known);
    let Some(value) = ladder.quantile(p, rule) else {
        return Ok(None);
    };
    let below = Mask::from_fn(known.rows(), |row| value_at(values, row) <= value);
    let share = Figure {
        measured: Measured::Share(&below),
        domain: &known,
    };
    let Some(share) = share.statistic(design) else {
        return Ok(None);
    };
    let df = design.degrees_of_freedom(&known);
    let variance = covariance_of(design, &[&share]).get(0, 0);
    let t = t_quantile(0.5 + level / 2.0, df).filter(|_| df > 0.0 && variance >= 0.0);
    let mut estimate = Estimate {
        kind: EstimateKind::Number,
        value,
        se: None,
        df: t.map(|_| df),
        n: share.n(design),
        weighted: share.weighted(design),
        deff: None,
        deff_replace: None,
        effective_n: None,
    };
    let ends = t.and_then(|t| {
        let half = t * variance.sqrt();
        let (low, high) = (share.value - half, share.value + half);
        if low > 0.0 && high < 1.0 {
            let width = ladder.quantile(high, rule)? - ladder.quantile(low, rule)?;
            estimate.se = Some(width / (2.0 * t));
        }
        Some((ladder.quantile(low, rule)?, ladder.quantile(high, rule)?))
    });
    let interval = ends.map(|(low, high)| Interval {
        low,
        high,
        level,
        method: IntervalMethod::Wald,
    });
    Ok(Some(Quantile { estimate, interval }))
}

/// The values of a domain in ascending order, with the share of people up to each.
struct Ladder {
    steps: Vec<(f64, f64)>,
}

/// Cumulated weights that differ by less than this share of the whole are the same: sums
/// of weights in another order may differ in their last digits.
const SAME: f64 = 1e-12;

impl Ladder {
    fn new(design: &SurveyDesign, values: &[f64], known: &Mask) -> Self {
        let weights = design.weights();
        let (numbers, people): (Vec<f64>, Vec<f64>) = (design.rows_of(known))
            .map(|row| (value_at(values, row), weights[row]))
            .filter(|(_, weight)| *weight > 0.0)
            .unzip();
        let order = ascending(&numbers);
        let whole: f64 = order.iter().map(|place| people[*place]).sum();
        let mut steps: Vec<(f64, f64)> = Vec::new();
        let mut sum = 0.0;
        for (value, weight) in order.iter().map(|place| (numbers[*place], people[*place])) {
            sum += weight;
            match steps.last_mut() {
                Some(last) if last.0 == value => last.1 = sum / whole,
                _ => steps.push((value, sum / whole)),
            }
        }
        Self { steps }
    }

    fn quantile(&self, p: f64, rule: QuantileRule) -> Option<f64> {
        let last = self.steps.last()?.0;
        let Some(at) = self.steps.iter().position(|(_, share)| *share >= p - SAME) else {
            return Some(last);
        };
        let (value, share) = self.steps[at];
        let next = self.steps.get(at + 1).map_or(value, |step| step.0);
        Some(match rule {
            QuantileRule::School if (share - p).abs() <= SAME => f64::midpoint(value, next),
            QuantileRule::Math | QuantileRule::School => value,
        })
    }
}
