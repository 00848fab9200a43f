//! Net promoter scores.

use super::estimate::Estimate;
use super::mean::mean;
use crate::data::Mask;
use crate::design::SurveyDesign;

/// The net promoter score of ratings from 0 to 10: promoters (9 and 10) less detractors
/// (0 to 6), as a fraction in [-1, 1] of all who rated. Published scores are 100 times that.
///
/// # Formula
/// ```text
/// NPS = ȳ,  y = 1 for a promoter, -1 for a detractor, 0 for a passive (above 6, below 9)
/// ```
/// It is a mean, and has a mean's standard error, design effect and interval.
///
/// # Missing data
/// Ratings below 0, above 10 or not finite do not count.
///
/// # Not estimable
/// `None` where nobody of weight is left.
///
/// # Differences
/// R's survey package has no such score; `svymean` of y gives it, with the same error.
///
/// # Example
/// ```
/// use chosa::{data::Mask, design::SurveyDesign, stats};
///
/// let design = SurveyDesign::simple_random(4, None)?;
/// let ratings = [10.0, 9.0, 8.0, 3.0];
/// let score = stats::net_promoter(&design, &ratings, &Mask::all(4)).expect("a base");
/// assert_eq!(score.value, 0.25);
/// # Ok::<(), chosa::Error>(())
/// ```
///
/// # References
/// Reichheld, F. F. (2003) The one number you need to grow, Harvard Business Review 81(12),
/// 46-54.
#[doc(alias = "nps")]
#[doc(alias = "svymean")]
#[must_use]
pub fn net_promoter(design: &SurveyDesign, ratings: &[f64], domain: &Mask) -> Option<Estimate> {
    mean(design, &promotion(ratings), domain)
}

/// What each rating adds to a net promoter score: 1, 0 or -1; NaN where it is no rating.
pub(crate) fn promotion(ratings: &[f64]) -> Vec<f64> {
    let mut scores = ratings.to_vec();
    for rating in &mut scores {
        *rating = score(*rating);
    }
    scores
}

fn score(rating: f64) -> f64 {
    match rating {
        9.0..=10.0 => 1.0,
        0.0..=6.0 => -1.0,
        _ if (0.0..=10.0).contains(&rating) => 0.0,
        _ => f64::NAN,
    }
}
