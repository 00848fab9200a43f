//! Ratios of two totals.

use super::estimate::{Estimate, EstimateKind, estimate};
use super::mean::{known_in, value_at};
use super::statistic::{Denominator, Statistic};
use crate::data::Mask;
use crate::design::SurveyDesign;

/// The ratio of two totals over a domain, such as students tested by students enrolled.
///
/// # Formula
/// ```text
/// R = Σ w y / Σ w x     over the domain; w the weights
/// score = w (y - R x) / Σ w x
/// ```
///
/// # Missing data
/// Rows where either value is not finite do not count.
///
/// # Not estimable
/// `None` where nobody of weight is left or the denominator is 0. A ratio has no design
/// effect.
///
/// # Differences
/// None from R's `svyratio`.
///
/// # Example
/// ```
/// use chosa::{data::Mask, design::SurveyDesign, stats};
///
/// let design = SurveyDesign::simple_random(3, None)?;
/// let ratio = stats::ratio(&design, &[1.0, 2.0, 3.0], &[2.0, 4.0, 6.0], &Mask::all(3))
///     .expect("a base");
/// assert_eq!((ratio.value, ratio.se), (0.5, Some(0.0)));
/// # Ok::<(), chosa::Error>(())
/// ```
///
/// # References
/// Cochran, W. G. (1977) Sampling Techniques, 3rd edition, pp. 150-188.
#[doc(alias = "svyratio")]
#[must_use]
pub fn ratio(
    design: &SurveyDesign,
    numerator: &[f64],
    denominator: &[f64],
    domain: &Mask,
) -> Option<Estimate> {
    let known = known_in(denominator, &known_in(numerator, domain));
    let divisors = design
        .rows_of(&known)
        .map(|row| value_at(denominator, row))
        .collect();
    let statistic = Statistic::new(
        design,
        &known,
        |row| value_at(numerator, row),
        Denominator::Values(divisors),
    )?;
    Some(estimate(design, EstimateKind::Number, &statistic, &known))
}

/// The share of all selections of a multiple choice that some options have: the ticks of
/// these by the ticks of all.
///
/// # Formula
/// ```text
/// p = Σ w y / Σ w x     y how many of the options a respondent chose, x how many of all
/// ```
/// A ratio, with a ratio's error: the ticks of one respondent hang together, so that they
/// are no sample of their own. It lies in [0, 1] and takes the intervals of a share, with
/// p (1 - p) by its variance as the effective number of ticks.
///
/// # Missing data
/// A number of selections that is missing leaves no estimate; the callers here count 0.
///
/// # Not estimable
/// `None` where nobody chose anything. It has no design effect.
///
/// # Differences
/// R has it as `svyratio` of the two numbers, with a Wald interval; the intervals of a share
/// are ours.
///
/// # Example
/// ```
/// use chosa::{data::Mask, design::SurveyDesign, stats};
///
/// let design = SurveyDesign::simple_random(3, None)?;
/// let (own, all) = ([1.0, 1.0, 0.0], [1.0, 3.0, 0.0]);
/// let share = stats::share_of_selections(&design, &own, &all, &Mask::all(3)).expect("ticks");
/// assert_eq!(share.value, 0.5);
/// # Ok::<(), chosa::Error>(())
/// ```
///
/// # References
/// Cochran, W. G. (1977) Sampling Techniques, 3rd edition, pp. 150-188.
#[doc(alias = "svyratio")]
#[must_use]
pub fn share_of_selections(
    design: &SurveyDesign,
    selected: &[f64],
    all: &[f64],
    domain: &Mask,
) -> Option<Estimate> {
    let (mut rows, mut own, mut whole) = (Vec::new(), Vec::new(), Vec::new());
    for row in design.rows_of(domain) {
        rows.push(u32::try_from(row).ok()?);
        own.push(value_at(selected, row));
        whole.push(value_at(all, row));
    }
    let statistic = Statistic::of_rows(design, rows, own, Denominator::Values(whole))?;
    Some(estimate(design, EstimateKind::Share, &statistic, domain))
}
