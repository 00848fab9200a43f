//! Weights at a glance.

use crate::value::entries;

/// What a column of weights looks like. Weights of 0 are left out.
///
/// # Formula
/// ```text
/// cv = √(Σ (w - w̄)² / n) / w̄,   kish_deff = 1 + cv²,   effective_n = n / kish_deff
/// w the weights above 0, n how many there are, w̄ their mean
/// ```
///
/// # Example
/// ```
/// use chosa::design::{DesignInput, SurveyDesign};
///
/// let weights = Some(vec![1.0, 3.0, 0.0].into());
/// let design = SurveyDesign::new(DesignInput { rows: 3, weights, ..DesignInput::default() })?;
/// let summary = design.weight_summary();
/// assert_eq!((summary.n, summary.mean, summary.cv), (2, 2.0, 0.5));
/// assert_eq!((summary.kish_deff, summary.effective_n), (1.25, 1.6));
/// # Ok::<(), chosa::Error>(())
/// ```
///
/// # References
/// Kish, L. (1965) Survey Sampling, pp. 427-430.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WeightSummary {
    /// How many weights are above 0.
    pub n: usize,
    /// The least of them.
    pub min: f64,
    /// The greatest.
    pub max: f64,
    /// Their mean.
    pub mean: f64,
    /// Their standard deviation (by n) as a multiple of the mean.
    pub cv: f64,
    /// Kish's design effect of unequal weights: 1 + cv².
    pub kish_deff: f64,
    /// Kish's effective number of respondents: n by that effect.
    pub effective_n: f64,
}

entries!(WeightSummary {
    n,
    min,
    max,
    mean,
    cv,
    kish_deff: "kishDeff",
    effective_n: "effectiveN",
});

impl WeightSummary {
    /// The summary of some weights, of which at least one must be above 0 for the figures
    /// to be finite.
    ///
    /// # References
    /// Kish, L. (1965) Survey Sampling, pp. 427-430.
    pub(super) fn of(weights: &[f64]) -> Self {
        let counted = || weights.iter().copied().filter(|weight| *weight > 0.0);
        let n = counted().count();
        let mean = counted().sum::<f64>() / n as f64;
        let squares: f64 = counted().map(|weight| (weight / mean - 1.0).powi(2)).sum();
        let cv = (squares / n as f64).sqrt();
        let kish_deff = 1.0 + cv * cv;
        Self {
            n,
            min: counted().fold(f64::INFINITY, f64::min),
            max: counted().fold(0.0, f64::max),
            mean,
            cv,
            kish_deff,
            effective_n: n as f64 / kish_deff,
        }
    }
}
