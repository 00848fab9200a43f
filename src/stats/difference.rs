//! Differences of two figures, with their covariance, and tests of them.

use super::adjust::{Adjust, adjusted};
use super::estimate::{Estimate, EstimateKind, without_rounding};
use super::figure::Figure;
use super::special::t_two_sided;
use super::statistic::{Statistic, covariance_of};
use crate::data::Mask;
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
/// design's. `svycontrast` of `svyby` gives the same difference and error.
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

/// One comparison of two domains.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Comparison {
    /// The index of the first domain.
    pub first: usize,
    /// The index of the second.
    pub second: usize,
    /// The first figure less the second.
    pub difference: Difference,
    /// The p-value adjusted for the number of comparisons.
    pub adjusted_p: Option<f64>,
}

/// Every pair of figures compared, with p-values adjusted over all pairs that have one.
///
/// # Formula
/// As [`difference`] for each pair; see [`adjusted`] for the p-values.
///
/// # Missing data
/// As [`difference`].
///
/// # Not estimable
/// Pairs where a figure has no base are left out. A pair without a p-value has no adjusted
/// one, and does not count among the comparisons.
///
/// # Differences
/// SPSS and market research programs test columns as if they were independent samples of
/// effective size; this keeps the covariance that the design gives them, as
/// [`difference`] does. R has each pair by `svyttest`, and `p.adjust` for their p-values.
///
/// # Example
/// ```
/// use chosa::{data::Mask, design::SurveyDesign};
/// use chosa::stats::{self, Adjust, Figure, Measured};
///
/// let design = SurveyDesign::simple_random(300, None)?;
/// let yes = Mask::from_fn(300, |row| row % 100 < 20 + row / 100 * 20);
/// let groups = [0, 1, 2].map(|group| Mask::from_fn(300, move |row| row / 100 == group));
/// let figures = groups.each_ref().map(|domain| Figure { measured: Measured::Share(&yes), domain });
/// let pairs = stats::pairwise(&design, &figures, Adjust::Holm);
/// assert_eq!(pairs.len(), 3);
/// // 20, 40 and 60 percent: each pair differs, the first and the last the most.
/// assert!(pairs.iter().all(|pair| pair.adjusted_p.expect("an error") < 0.01));
/// assert!((pairs[1].difference.estimate.value + 0.4).abs() < 1e-12);
/// # Ok::<(), chosa::Error>(())
/// ```
///
/// # References
/// Korn, E. L. and Graubard, B. I. (1999) Analysis of Health Surveys, section 2.4. Holm, S.
/// (1979) A simple sequentially rejective multiple test procedure, Scandinavian Journal of
/// Statistics 6, 65-70.
#[doc(alias = "svyttest")]
#[doc(alias = "svyby")]
#[must_use]
pub fn pairwise(design: &SurveyDesign, figures: &[Figure<'_>], adjust: Adjust) -> Vec<Comparison> {
    let statistics: Vec<_> = figures
        .iter()
        .map(|figure| figure.statistic(design))
        .collect();
    let known: Vec<Mask> = figures.iter().map(Figure::known).collect();
    let with_base: Vec<&Statistic> = statistics.iter().flatten().collect();
    let covariance = covariance_of(design, &with_base);
    let places: Vec<usize> = (0..figures.len())
        .filter(|at| statistics[*at].is_some())
        .collect();
    let mut comparisons = Vec::new();
    for (a, first) in places.iter().enumerate() {
        for (b, second) in places.iter().enumerate().skip(a + 1) {
            let variance = covariance.get(a, a) + covariance.get(b, b) - 2.0 * covariance.get(a, b);
            let df = design.degrees_of_freedom(&known[*first].or(&known[*second])) - 1.0;
            comparisons.push(Comparison {
                first: *first,
                second: *second,
                difference: tested([with_base[a], with_base[b]], design, variance, df),
                adjusted_p: None,
            });
        }
    }
    let p_values: Vec<f64> = comparisons
        .iter()
        .filter_map(|one| one.difference.p)
        .collect();
    let mut p_values = adjusted(&p_values, adjust).into_iter();
    for comparison in &mut comparisons {
        comparison.adjusted_p = comparison.difference.p.and_then(|_| p_values.next());
    }
    comparisons
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
