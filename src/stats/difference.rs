//! Differences of two figures, with their covariance, and tests of them.

use super::estimate::{Estimate, EstimateKind, without_rounding};
use super::figure::Figure;
use super::special::t_two_sided;
use super::statistic::{Statistic, covariance_of};
use crate::design::SurveyDesign;

/// The difference of two figures and the test of whether it is 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The first figure less the second.
    pub estimate: Estimate,
    /// The difference in standard errors; `None` without one or where it is 0.
    pub t: Option<f64>,
    /// How likely a difference this large, either way, is where there is none in the
    /// population.
    pub p: Option<f64>,
}

/// The first figure less the second, with the covariance of the two: the same people may
/// stand behind both, and clusters tie their answers together.
///
/// # Formula
/// ```text
/// V(a - b) = V(a) + V(b) - 2 Cov(a, b)
/// t = (a - b) / √V(a - b), with df - 1 degrees of freedom
/// df  those of both domains taken together
/// ```
///
/// # Not estimable
/// `None` where one of the figures has no base. No standard error where df - 1 is 0 or
/// less; no t and no p where the standard error is 0.
///
/// # Differences
/// Two means in disjoint domains give R's `svyttest`, whose df are also one fewer than the
/// design's. `svycontrast` of `svyby` gives the same difference and error. SPSS and market
/// research programs test columns as if they were independent samples of effective size.
///
/// # References
/// Korn, E. L. and Graubard, B. I. (1999) Analysis of Health Surveys, section 2.4.
#[doc(alias = "svyttest")]
#[doc(alias = "svycontrast")]
#[must_use]
pub fn difference(
    design: &SurveyDesign,
    first: &Figure<'_>,
    second: &Figure<'_>,
) -> Option<Difference> {
    let figures = [first.statistic(design)?, second.statistic(design)?];
    let covariance = covariance_of(design, &[&figures[0], &figures[1]]);
    let variance = covariance.get(0, 0) + covariance.get(1, 1) - 2.0 * covariance.get(0, 1);
    let both = first.known().or(&second.known());
    let df = design.degrees_of_freedom(&both) - 1.0;
    Some(tested([&figures[0], &figures[1]], design, variance, df))
}

/// The difference of two figures of independent samples, such as two waves.
///
/// # Formula
/// ```text
/// V(a - b) = V(a) + V(b)
/// df = V(a - b)² / (V(a)² / df_a + V(b)² / df_b)
/// ```
///
/// # Not estimable
/// No standard error where one of the two has none.
///
/// # References
/// Satterthwaite, F. E. (1946) An approximate distribution of estimates of variance
/// components, Biometrics Bulletin 2, 110-114.
#[must_use]
pub fn independent_difference(first: &Estimate, second: &Estimate) -> Difference {
    let variances = first.se.zip(second.se).map(|(a, b)| (a * a, b * b));
    let df = variances
        .zip(first.df.zip(second.df))
        .map(|((a, b), (df_a, df_b))| {
            let (sum, parts) = (a + b, a * a / df_a + b * b / df_b);
            // Two errors of 0 leave no ratio; the smaller df is then the safe one.
            if parts > 0.0 {
                sum * sum / parts
            } else {
                df_a.min(df_b)
            }
        });
    let mut difference = Estimate {
        kind: EstimateKind::Number,
        value: first.value - second.value,
        se: variances.map(|(a, b)| (a + b).sqrt()),
        df,
        n: first.n + second.n,
        weighted: first.weighted + second.weighted,
        deff: None,
        deff_replace: None,
        effective_n: None,
    };
    difference.df = difference.df.filter(|df| df.is_finite() && *df > 0.0);
    difference.se = difference.se.filter(|_| difference.df.is_some());
    with_test(difference)
}

fn tested(figures: [&Statistic; 2], design: &SurveyDesign, variance: f64, df: f64) -> Difference {
    let largest = figures[0].value.abs().max(figures[1].value.abs());
    let variance = without_rounding(variance, largest);
    let estimable = df > 0.0 && variance.is_finite();
    with_test(Estimate {
        kind: EstimateKind::Number,
        value: figures[0].value - figures[1].value,
        se: estimable.then(|| variance.max(0.0).sqrt()),
        df: estimable.then_some(df),
        n: figures.iter().map(|figure| figure.n(design)).sum(),
        weighted: figures.iter().map(|figure| figure.weighted(design)).sum(),
        deff: None,
        deff_replace: None,
        effective_n: None,
    })
}

fn with_test(estimate: Estimate) -> Difference {
    let t = estimate
        .se
        .filter(|se| *se > 0.0)
        .map(|se| estimate.value / se);
    let p = t.zip(estimate.df).and_then(|(t, df)| t_two_sided(t, df));
    Difference { estimate, t, p }
}
