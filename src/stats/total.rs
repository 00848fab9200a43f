//! Totals.

use super::estimate::Estimate;
use super::figure::{Figure, Measured};
use crate::data::Mask;
use crate::design::SurveyDesign;

/// The sum of a number over a domain's people.
///
/// # Formula
/// ```text
/// T = Σ w y     over the domain; w the weights
/// score = w y
/// ```
///
/// # Missing data
/// Rows whose value is not finite do not count, so that a total with missing values is
/// too small: R's `na.rm = TRUE` does the same.
///
/// # Not estimable
/// `None` where nobody of weight is left. The standard error is `None` where fewer
/// first-stage units than strata plus one are left.
///
/// # Differences
/// None from R's `svytotal`. A domain that nobody is in has no total here, where R says 0.
///
/// # Example
/// ```
/// use chosa::{data::Mask, design::SurveyDesign, stats};
///
/// let design = SurveyDesign::simple_random(3, Some(30.0))?;
/// let total = stats::total(&design, &[1.0, 2.0, 3.0], &Mask::all(3)).expect("a base");
/// assert_eq!(total.value, 60.0);
/// # Ok::<(), chosa::Error>(())
/// ```
///
/// # References
/// Horvitz, D. G. and Thompson, D. J. (1952) A generalization of sampling without
/// replacement from a finite universe, JASA 47, 663-685.
#[doc(alias = "svytotal")]
#[must_use]
pub fn total(design: &SurveyDesign, values: &[f64], domain: &Mask) -> Option<Estimate> {
    let measured = Measured::Total(values);
    Figure { measured, domain }.estimate(design)
}

/// How many people of the population are in a domain: the total of 1.
///
/// # Formula
/// ```text
/// N̂ = Σ w     over the domain; w the weights
/// score = w
/// ```
///
/// # Missing data
/// Whoever should not count stands outside the domain.
///
/// # Not estimable
/// `None` where the domain has no weight. Where the weights say the population's size
/// itself (a simple random sample with a finite population), everyone's total has an
/// error of 0.
///
/// # Differences
/// None from R's `svytotal` of a variable that is 1 for everyone.
///
/// # Example
/// ```
/// use chosa::{data::Mask, design::SurveyDesign, stats};
///
/// let design = SurveyDesign::simple_random(4, Some(40.0))?;
/// let half = Mask::from_fn(4, |row| row < 2);
/// let people = stats::total_of_people(&design, &half).expect("a base");
/// assert_eq!((people.value, people.n), (20.0, 2));
/// # Ok::<(), chosa::Error>(())
/// ```
///
/// # References
/// Horvitz, D. G. and Thompson, D. J. (1952) A generalization of sampling without
/// replacement from a finite universe, JASA 47, 663-685.
#[doc(alias = "svytotal")]
#[must_use]
pub fn total_of_people(design: &SurveyDesign, domain: &Mask) -> Option<Estimate> {
    let measured = Measured::People;
    Figure { measured, domain }.estimate(design)
}
