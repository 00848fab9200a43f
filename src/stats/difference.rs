//! Differences of two figures, with their covariance, and tests of them.

use super::estimate::{Estimate, EstimateKind, without_rounding};
use super::figure::Figure;
use super::special::t_two_sided;
use super::statistic::covariance_of;
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
/// # Missing data
/// Each figure leaves out whoever its own measure has no value for; the df count the
/// units that are left in either.
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
/// # Example
/// ```
/// use chosa::{data::Mask, design::SurveyDesign, stats, stats::{Figure, Measured}};
///
/// let design = SurveyDesign::simple_random(6, None)?;
/// let hours = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0];
/// let (young, old) = (Mask::from_fn(6, |row| row < 3), Mask::from_fn(6, |row| row >= 3));
/// let figure = |domain| Figure { measured: Measured::Mean(&hours), domain };
/// let found = stats::difference(&design, &figure(&old), &figure(&young)).expect("two bases");
/// assert_eq!(found.estimate.value, 3.0);
/// assert_eq!(found.estimate.df, Some(4.0));
/// assert!((found.p.expect("an error") - 0.014_75).abs() < 1e-4);
/// # Ok::<(), chosa::Error>(())
/// ```
///
/// # References
/// Korn, E. L. and Graubard, B. I. (1999) Analysis of Health Surveys, section 2.4. Särndal,
/// C.-E., Swensson, B. and Wretman, J. (1992) Model Assisted Survey Sampling, section 5.5,
/// pp. 172-176.
#[doc(alias = "svyttest")]
#[doc(alias = "svycontrast")]
#[must_use]
pub fn difference(
    design: &SurveyDesign,
    first: &Figure<'_>,
    second: &Figure<'_>,
) -> Option<Difference> {
    let (a, b) = (first.statistic(design)?, second.statistic(design)?);
    let covariance = covariance_of(design, &[&a, &b]);
    let variance = covariance.get(0, 0) + covariance.get(1, 1) - 2.0 * covariance.get(0, 1);
    let variance = without_rounding(variance, a.value.abs().max(b.value.abs()));
    let both = first.known().or(&second.known());
    let df = design.degrees_of_freedom(&both) - 1.0;
    let estimable = df > 0.0 && variance.is_finite();
    Some(with_test(Estimate {
        kind: EstimateKind::Number,
        value: a.value - b.value,
        se: estimable.then(|| variance.max(0.0).sqrt()),
        df: estimable.then_some(df),
        n: a.n(design) + b.n(design),
        weighted: a.weighted(design) + b.weighted(design),
        deff: None,
        deff_replace: None,
        effective_n: None,
    }))
}

/// The difference of two figures of independent samples, such as two waves.
///
/// # Formula
/// ```text
/// V(a - b) = V(a) + V(b)
/// t = (a - b) / √V(a - b)
/// df = V(a - b)² / (V(a)² / df_a + V(b)² / df_b)
/// ```
///
/// # Missing data
/// Each estimate has left out whom it has no value for.
///
/// # Not estimable
/// No standard error where one of the two has none; no t and no p where it is 0.
///
/// # Differences
/// R's survey package has no such test: it takes both samples as strata of one design,
/// which gives the same error and the df of both added up, less one.
///
/// # Example
/// ```
/// use chosa::{data::Mask, design::SurveyDesign, stats};
///
/// let share = |of: usize, yes: usize| -> chosa::Result<_> {
///     let design = SurveyDesign::simple_random(of, None)?;
///     let selected = Mask::from_fn(of, |row| row < yes);
///     Ok(stats::share(&design, &selected, &Mask::all(of)).expect("a base"))
/// };
/// let (before, after) = (share(400, 160)?, share(500, 250)?);
/// let change = stats::independent_difference(&after, &before);
/// assert!((change.estimate.value - 0.1).abs() < 1e-12);
/// assert!(change.p.expect("an error") < 0.01);
/// # Ok::<(), chosa::Error>(())
/// ```
///
/// # References
/// Satterthwaite, F. E. (1946) An approximate distribution of estimates of variance
/// components, Biometrics Bulletin 2, 110-114.
#[doc(alias = "svyttest")]
#[must_use]
pub fn independent_difference(first: &Estimate, second: &Estimate) -> Difference {
    let (mut se, mut df) = (None, None);
    let errors = first.se.zip(second.se).zip(first.df.zip(second.df));
    if let Some(((se_a, se_b), (df_a, df_b))) = errors {
        let (a, b) = (se_a * se_a, se_b * se_b);
        let parts = a * a / df_a + b * b / df_b;
        // Two errors of 0 leave no ratio; the smaller df is then the safe one.
        let joint = if parts > 0.0 {
            (a + b) * (a + b) / parts
        } else {
            df_a.min(df_b)
        };
        if joint.is_finite() && joint > 0.0 {
            (se, df) = (Some((a + b).sqrt()), Some(joint));
        }
    }
    with_test(Estimate {
        kind: EstimateKind::Number,
        value: first.value - second.value,
        se,
        df,
        n: first.n + second.n,
        weighted: first.weighted + second.weighted,
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
