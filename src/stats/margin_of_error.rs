//! The sampling error of a share that is not known yet.

use super::special::t_quantile;

/// The answers that a share would be computed from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlannedSample {
    /// How many there are.
    pub n: f64,
    /// Of how many people; `None` where the population has no end.
    pub population: Option<f64>,
    /// The design effect; 1 for a simple random sample.
    pub deff: f64,
}

/// Half the width of the interval that a share of this size would have among so many
/// answers: what a quick table of sampling errors prints.
///
/// # Formula
/// ```text
/// t(n - 1) √( d (1 - n / N) p (1 - p) / (n - 1) )
/// p the share, n the answers, N the population (the factor is 1 without it), d the design
/// effect, t the quantile of Student's t at (1 + level) / 2
/// ```
/// With d = 1 it is the Wald interval of a simple random sample.
///
/// # Missing data
/// Whoever gave no answer is not among the n.
///
/// # Not estimable
/// `None` for fewer than two answers or more than the population, a share outside [0, 1], a
/// negative design effect and a level outside (0, 1).
///
/// # Differences
/// Japanese reports print 2 √((N - n) / (N - 1) · p (1 - p) / n), or 1.96 in place of 2; for
/// 476 of 5,596 at 50% that is 4.30 points where this gives 4.31. A factor 2 inside the root,
/// for two-stage samples, is a design effect of 2 here.
///
/// # Example
/// ```
/// use chosa::stats::{PlannedSample, margin_of_error};
///
/// let sample = PlannedSample { n: 476.0, population: Some(5596.0), deff: 1.0 };
/// let half = margin_of_error(0.5, &sample, 0.95);
/// assert!((half.expect("two answers") - 0.043_12).abs() < 5e-6);
/// ```
///
/// # References
/// Cochran, W. G. (1977) Sampling Techniques, 3rd edition, pp. 50-58.
#[doc(alias = "標本誤差早見表")]
#[doc(alias = "confint")]
#[must_use]
pub fn margin_of_error(share: f64, sample: &PlannedSample, level: f64) -> Option<f64> {
    let n = sample.n;
    let left = sample.population.map_or(1.0, |size| 1.0 - n / size);
    if !(n > 1.0 && left >= 0.0 && level > 0.0 && level < 1.0) {
        return None;
    }
    let variance = sample.deff * left * share * (1.0 - share) / (n - 1.0);
    let half = t_quantile(0.5 + level / 2.0, n - 1.0)? * variance.sqrt();
    half.is_finite().then_some(half)
}

#[cfg(test)]
mod tests {
    use super::{PlannedSample, margin_of_error};
    use crate::data::Mask;
    use crate::design::SurveyDesign;
    use crate::stats::{IntervalMethod, interval, share};

    #[test]
    fn it_is_half_the_wald_interval_of_a_simple_random_sample() {
        let design = SurveyDesign::simple_random(476, Some(5596.0)).unwrap();
        let selected = Mask::from_fn(476, |row| row < 143);
        let estimate = share(&design, &selected, &Mask::all(476)).unwrap();
        let wald = interval(&estimate, IntervalMethod::Wald, 0.9)
            .unwrap()
            .unwrap();
        let sample = PlannedSample {
            n: 476.0,
            population: Some(5596.0),
            deff: 1.0,
        };
        let half = margin_of_error(estimate.value, &sample, 0.9).unwrap();
        assert!((half - (wald.high - wald.low) / 2.0).abs() < 1e-14);
    }

    #[test]
    fn a_design_effect_widens_by_its_root_and_a_census_has_no_error() {
        let margin = |share, n, population, deff| {
            let sample = PlannedSample {
                n,
                population,
                deff,
            };
            margin_of_error(share, &sample, 0.95)
        };
        let half = |deff, population| margin(0.5, 100.0, population, deff);
        let ratio = half(4.0, None).unwrap() / half(1.0, None).unwrap();
        assert!((ratio - 2.0).abs() < 1e-12);
        assert_eq!(half(1.0, Some(100.0)), Some(0.0));
        assert_eq!(half(1.0, Some(99.0)), None);
        assert_eq!(half(-1.0, None), None);
        assert_eq!(margin(1.5, 100.0, None, 1.0), None);
        assert_eq!(margin(0.5, 1.0, None, 1.0), None);
    }
}
