//! The covariance of statistics under replicate weights.

use super::linearization::Covariance;
use super::statistic::{Denominator, Statistic};
use crate::design::{ReplicateCentre, Replicates, SurveyDesign};

/// The covariance of statistics, each computed again under each replicate's weights.
///
/// # Formula
/// ```text
/// V = Σ_r c_r (θ_r - θ̄)(θ_r - θ̄)'
/// θ_r the statistics under replicate r, c_r the replicate's coefficient,
/// θ̄ the mean of the θ_r with c_r > 0, or the statistics under the full weights
/// ```
/// A statistic that some replicate leaves without a base has a covariance of NaN, which
/// its estimate turns into no standard error.
///
/// # Differences
/// R discards such a replicate and warns; the sum of the others would be too small.
pub(super) fn covariance(
    design: &SurveyDesign,
    replicates: &Replicates,
    statistics: &[&Statistic],
) -> Covariance {
    let values: Vec<Vec<f64>> = (statistics.iter())
        .map(|statistic| values_of(design, replicates, statistic))
        .collect();
    let centres: Vec<f64> = (statistics.iter().zip(&values))
        .map(|(statistic, values)| match replicates.centre() {
            ReplicateCentre::Estimate => statistic.value,
            ReplicateCentre::Mean => mean_of(values, replicates.coefficients()),
        })
        .collect();
    let mut sum = Covariance::zero(statistics.len());
    let mut deviations = vec![0.0; statistics.len()];
    for (replicate, coefficient) in replicates.coefficients().iter().enumerate() {
        for (deviation, (values, centre)) in deviations.iter_mut().zip(values.iter().zip(&centres))
        {
            *deviation = values[replicate] - centre;
        }
        sum.add_product(*coefficient, &deviations);
    }
    sum
}

fn mean_of(values: &[f64], coefficients: &[f64]) -> f64 {
    let counted = || values.iter().zip(coefficients).filter(|(_, c)| **c > 0.0);
    counted().map(|(value, _)| value).sum::<f64>() / counted().count() as f64
}

/// The statistic under each replicate's weights; NaN where it has no base there.
fn values_of(design: &SurveyDesign, replicates: &Replicates, statistic: &Statistic) -> Vec<f64> {
    let totals = statistic.totals_by_unit(
        design.weights(),
        replicates.unit_of_row(),
        replicates.units(),
    );
    let mut sums = vec![(0.0, 0.0); replicates.count()];
    for (unit, (top, bottom)) in totals.iter().enumerate() {
        if *top == 0.0 && *bottom == 0.0 {
            continue;
        }
        for (sum, factor) in sums.iter_mut().zip(replicates.factors_of(unit)) {
            sum.0 += factor * top;
            sum.1 += factor * bottom;
        }
    }
    let is_total = matches!(statistic.denominator, Denominator::Nothing);
    sums.into_iter()
        .map(|(top, bottom)| if is_total { top } else { top / bottom })
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::data::Mask;
    use crate::design::{ReplicateInput, ReplicateMethod, SurveyDesign};
    use crate::stats;

    // Two half-samples: the first two respondents, and the last two.
    fn halved() -> SurveyDesign {
        let halves = ReplicateInput {
            weights: vec![vec![2.0, 2.0, 0.0, 0.0], vec![0.0, 0.0, 2.0, 2.0]],
            method: ReplicateMethod::Brr,
            ..ReplicateInput::default()
        };
        let design = SurveyDesign::simple_random(4, None).unwrap();
        design.with_replicates(&halves).unwrap()
    }

    #[test]
    fn a_mean_is_computed_again_under_each_replicate() {
        let mean = stats::mean(&halved(), &[1.0, 3.0, 5.0, 11.0], &Mask::all(4)).unwrap();
        // 2 and 8 around 5, halved.
        assert_eq!((mean.value, mean.se, mean.df), (5.0, Some(3.0), Some(1.0)));
    }

    #[test]
    fn a_replicate_without_a_base_leaves_no_error_but_an_empty_total_is_0() {
        let design = halved();
        let domain = Mask::from_fn(4, |row| row != 2 && row != 3);
        let given = |domain| {
            let mean = stats::mean(&design, &[1.0; 4], domain).unwrap();
            (
                mean.se,
                stats::total(&design, &[1.0; 4], domain).unwrap().value,
            )
        };
        assert_eq!(given(&domain), (None, 2.0));
        let wide = ReplicateInput {
            weights: vec![vec![2.0, 2.0, 0.0, 0.0], vec![0.0, 0.0, 2.0, 2.0]],
            df: Some(5.0),
            ..ReplicateInput::default()
        };
        let design = SurveyDesign::simple_random(4, None).unwrap();
        let design = design.with_replicates(&wide).unwrap();
        let mean = stats::mean(&design, &[1.0; 4], &domain).unwrap();
        let total = stats::total(&design, &[1.0; 4], &domain).unwrap();
        assert_eq!((mean.se, total.se), (None, Some(8.0f64.sqrt())));
    }
}
