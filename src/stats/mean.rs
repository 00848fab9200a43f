//! Means.

use super::estimate::Estimate;
use super::figure::{Figure, Measured};
use crate::data::Mask;
use crate::design::SurveyDesign;

/// The mean of a number over a domain's people.
///
/// # Formula
/// ```text
/// ȳ = Σ w y / Σ w     over the domain; w the weights
/// score = w (y - ȳ) / Σ w
/// ```
///
/// # Missing data
/// Rows whose value is not finite do not count, as if they stood outside the domain.
///
/// # Not estimable
/// `None` where nobody of weight is left. The standard error is `None` where fewer
/// first-stage units than strata plus one are left.
///
/// # Differences
/// None from R's `svymean` with `na.rm = TRUE`, whose missing rows also keep their place
/// in the design. The share of missing answers has no part in the error, there or here.
///
/// # Example
/// ```
/// use chosa::{data::Mask, design::SurveyDesign, stats};
///
/// let design = SurveyDesign::simple_random(4, None)?;
/// let mean = stats::mean(&design, &[1.0, 2.0, 3.0, f64::NAN], &Mask::all(4)).expect("a base");
/// assert_eq!((mean.value, mean.n), (2.0, 3));
/// # Ok::<(), chosa::Error>(())
/// ```
///
/// # References
/// Särndal, C.-E., Swensson, B. and Wretman, J. (1992) Model Assisted Survey Sampling,
/// sections 5.6 to 5.8, pp. 176-190.
#[doc(alias = "svymean")]
#[must_use]
pub fn mean(design: &SurveyDesign, values: &[f64], domain: &Mask) -> Option<Estimate> {
    let measured = Measured::Mean(values);
    Figure { measured, domain }.estimate(design)
}

/// The rows of a domain whose value is a finite number.
pub(super) fn known_in(values: &[f64], domain: &Mask) -> Mask {
    Mask::from_fn(domain.rows(), |row| {
        domain.contains(row) && value_at(values, row).is_finite()
    })
}

/// The value of a row; not a number past the end.
pub(super) fn value_at(values: &[f64], row: usize) -> f64 {
    values.get(row).copied().unwrap_or(f64::NAN)
}
