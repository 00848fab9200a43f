//! Confidence intervals.

use super::estimate::{Estimate, EstimateKind};
use super::special::{beta_quantile, t_quantile};
use crate::data::{Node, Readable};
use crate::error::{ErrorKind, Result};
use crate::value::texts;
use std::cell::Cell;

/// How a confidence interval is computed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum IntervalMethod {
    /// Estimate ± t(df) standard errors.
    Wald,
    /// Wald on the log-odds, from the share's own variance (R's `xlogit`).
    Logit,
    /// The shares that a likelihood ratio test, scaled by the design effect and held
    /// against t(df), does not reject.
    Likelihood,
    /// Wald on the arc sine of the square root, which has a steady variance.
    Arcsine,
    /// Wilson (1927) with the design's effective sample size and t(df).
    Wilson,
    /// Korn and Graubard (1998), the effective size uncapped (R's `beta`). Chosa's usual
    /// interval of a share.
    #[default]
    Beta,
    /// Korn and Graubard with the effective size capped at n (NCHS 2017).
    BetaCapped,
    /// Clopper and Pearson (1934) on the counts, as if the sample were simple random.
    Exact,
    /// None, and no standard error: how many gave which answer is all that is computed, in a
    /// fraction of the time.
    None,
}

texts!(IntervalMethod {
    Wald: "wald",
    Logit: "logit",
    Likelihood: "likelihood",
    Arcsine: "arcsine",
    Wilson: "wilson",
    Beta: "beta",
    BetaCapped: "betaCapped",
    Exact: "exact",
    None: "none",
});

impl IntervalMethod {
    /// Every method.
    pub const ALL: [Self; 9] = [
        Self::Wald,
        Self::Logit,
        Self::Likelihood,
        Self::Arcsine,
        Self::Wilson,
        Self::Beta,
        Self::BetaCapped,
        Self::Exact,
        Self::None,
    ];

    /// The name by which requests call the method.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Wald => "wald",
            Self::Logit => "logit",
            Self::Likelihood => "likelihood",
            Self::Arcsine => "arcsine",
            Self::Wilson => "wilson",
            Self::Beta => "beta",
            Self::BetaCapped => "betaCapped",
            Self::Exact => "exact",
            Self::None => "none",
        }
    }
}

impl Readable for IntervalMethod {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&Self::ALL.map(|method| (method.name(), method)))
    }
}

/// A confidence interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// Its lower end.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
    /// Its confidence level, such as 0.95.
    pub level: f64,
    /// How it was computed.
    pub method: IntervalMethod,
}

/// The confidence interval of an estimate.
///
/// # Formula
/// ```text
/// wald        v ± t s
/// logit       logit⁻¹( logit p ± t s / (p (1 - p)) )
/// arcsine     sin²( asin √p ± t s / (2 √(p (1 - p))) )
/// likelihood  { q : 2 m (n - 1)/n [p ln(p/q) + (1 - p) ln((1 - p)/(1 - q))] ≤ t² }
/// wilson      (p + t²/2m ± t √(p (1 - p)/m + t²/4m²)) / (1 + t²/m)
/// beta        [B(α/2; x, M - x + 1), B(1 - α/2; x + 1, M - x)],  x = p M,
///             M = m (t(n - 1) / t(df))²;  betaCapped: M at most n;  exact: M = n
/// p, s the share and its standard error; m = p (1 - p) / s² the effective sample size;
/// t the quantile of Student's t with df degrees of freedom at 1 - α/2; n the respondents;
/// B the quantile of the beta distribution; α = 1 - level
/// ```
/// A share of 0 or 1 shows no variance: wilson and the beta methods take m = n then, and
/// the end at 0 or 1 is that number itself.
///
/// # Missing data
/// An interval is about those that its estimate is about: nobody is left out again.
///
/// # Not estimable
/// `Ok(None)` where the estimate has no standard error (except for `exact`, which needs
/// none), and for a share of 0 or 1 with wald, logit, arcsine or likelihood.
///
/// # Errors
/// A level outside (0, 1), and a method other than wald for anything but a share.
///
/// # Differences
/// R's `svyciprop` fits a logistic model for `logit` and stops at its tolerance; `xlogit`
/// is the closed form used here. R finds the ends of `likelihood` on a spline and is good
/// to three or four digits; the factor (n - 1)/n is R's (the dispersion of its
/// quasi-binomial family). R gives NaN for a share of 0 or 1 with `beta`. Where a
/// share strictly between 0 and 1 has no error (everyone was asked) the interval is the
/// share itself. R's `confint` of a mean takes the normal quantile unless told df.
///
/// # Example
/// ```
/// use chosa::{data::Mask, design::SurveyDesign, stats, stats::IntervalMethod};
///
/// let design = SurveyDesign::simple_random(476, Some(5596.0))?;
/// let selected = Mask::from_fn(476, |row| row < 143);
/// let share = stats::share(&design, &selected, &Mask::all(476)).expect("a base");
/// let interval = stats::interval(&share, IntervalMethod::Beta, 0.95)?.expect("an error");
/// assert!((interval.low - 0.261_255_046_3).abs() < 1e-10);
/// assert!((interval.high - 0.341_875_297_4).abs() < 1e-10);
/// # Ok::<(), chosa::Error>(())
/// ```
///
/// # References
/// Korn, E. L. and Graubard, B. I. (1998) Confidence intervals for proportions with small
/// expected number of positive counts estimated from survey data, Survey Methodology 24,
/// 193-201. Parker, J. D. et al. (2017) NCHS data presentation standards for proportions,
/// Vital Health Stat 2(175). Wilson, E. B. (1927) Probable inference, the law of
/// succession, and statistical inference, JASA 22, 209-212. Clopper, C. J. and Pearson,
/// E. S. (1934) The use of confidence or fiducial limits illustrated in the case of the
/// binomial, Biometrika 26, 404-413. Rao, J. N. K. and Scott, A. J. (1984) On chi-squared
/// tests for multiway contingency tables, Annals of Statistics 12, 46-60.
#[doc(alias = "confint")]
#[doc(alias = "svyciprop")]
pub fn interval(
    estimate: &Estimate,
    method: IntervalMethod,
    level: f64,
) -> Result<Option<Interval>> {
    Intervals::at(level).of(estimate, method)
}

/// The confidence intervals of one level. The figures of a table share a few degrees of
/// freedom, and to search for the quantile of t takes longer than all the rest of an interval.
pub(crate) struct Intervals {
    level: f64,
    /// Degrees of freedom in ascending order, each with its quantile.
    known: Cell<Vec<(f64, f64)>>,
}

/// As many quantiles as most tables need.
const USUAL: usize = 32;

impl Intervals {
    pub(crate) fn at(level: f64) -> Self {
        Self {
            level,
            known: Cell::new(Vec::with_capacity(USUAL)),
        }
    }

    /// As [`interval`].
    pub(crate) fn of(
        &self,
        estimate: &Estimate,
        method: IntervalMethod,
    ) -> Result<Option<Interval>> {
        let level = self.level;
        if !(level > 0.0 && level < 1.0) {
            return Err(ErrorKind::InvalidLevel { level }.into());
        }
        if method == IntervalMethod::None {
            return Ok(None);
        }
        if estimate.kind != EstimateKind::Share && method != IntervalMethod::Wald {
            return Err(ErrorKind::MethodNotForMeasure {
                method: method.name().to_owned(),
            }
            .into());
        }
        let ends = self.ends(estimate, method);
        Ok(ends
            .filter(|(low, high)| low.is_finite() && high.is_finite())
            .map(|(low, high)| Interval {
                low,
                high,
                level,
                method,
            }))
    }

    /// The probability below the upper end.
    fn upper(&self) -> f64 {
        0.5 + self.level / 2.0
    }

    fn t(&self, df: f64) -> Option<f64> {
        let mut known = self.known.take();
        let at = known.partition_point(|(below, _)| *below < df);
        let same = known.get(at).filter(|(same, _)| *same == df);
        let t = same.map(|(_, t)| *t).or_else(|| {
            let t = t_quantile(self.upper(), df)?;
            known.insert(at, (df, t));
            Some(t)
        });
        self.known.set(known);
        t
    }

    fn ends(&self, estimate: &Estimate, method: IntervalMethod) -> Option<(f64, f64)> {
        let upper = self.upper();
        let (value, n) = (estimate.value, estimate.n as f64);
        if method == IntervalMethod::Exact {
            return clopper_pearson(value, n, upper);
        }
        let (se, df) = (estimate.se?, estimate.df?);
        let t = self.t(df)?;
        if estimate.kind == EstimateKind::Number {
            return Some((value - t * se, value + t * se));
        }
        let spread = value * (1.0 - value);
        let extreme = spread <= 0.0;
        if se == 0.0 && !extreme {
            return Some((value, value));
        }
        let size = if extreme { n } else { spread / (se * se) };
        let on_size = matches!(
            method,
            IntervalMethod::Wilson | IntervalMethod::Beta | IntervalMethod::BetaCapped
        );
        if extreme && !on_size {
            return None;
        }
        // Korn and Graubard's size, corrected for having few degrees of freedom.
        let corrected = || {
            let full = self.t(n - 1.0)?;
            Some(size * (full / t) * (full / t))
        };
        match method {
            IntervalMethod::Wald => Some((value - t * se, value + t * se)),
            IntervalMethod::Logit => Some(on_log_odds(value, t * se / spread)),
            IntervalMethod::Arcsine => Some(on_arcsine(value, t * se / (2.0 * spread.sqrt()))),
            IntervalMethod::Likelihood => {
                Some(likelihood(value, t * t / (2.0 * size) * n / (n - 1.0)))
            }
            IntervalMethod::Wilson => Some(wilson(value, size, t)),
            IntervalMethod::Beta => clopper_pearson(value, corrected()?, upper),
            IntervalMethod::BetaCapped => clopper_pearson(value, corrected()?.min(n), upper),
            IntervalMethod::Exact => clopper_pearson(value, n, upper),
            IntervalMethod::None => None,
        }
    }
}

fn on_log_odds(p: f64, half: f64) -> (f64, f64) {
    let centre = (p / (1.0 - p)).ln();
    let share = |odds: f64| 1.0 / (1.0 + (-odds).exp());
    (share(centre - half), share(centre + half))
}

fn on_arcsine(p: f64, half: f64) -> (f64, f64) {
    let centre = p.sqrt().asin();
    let share = |angle: f64| sine(angle) * sine(angle);
    let right = std::f64::consts::FRAC_PI_2;
    (
        share((centre - half).max(0.0)),
        share((centre + half).min(right)),
    )
}

/// The sine of an angle from 0 to a right one, by its series. The standard one reduces
/// angles of any size, for which a page would load 2 kB.
fn sine(angle: f64) -> f64 {
    let square = angle * angle;
    (1..14).rev().fold(1.0, |rest, term| {
        let k = f64::from(2 * term);
        1.0 - square / (k * (k + 1.0)) * rest
    }) * angle
}

/// The shares whose divergence from `p` is `limit`, found by halving the range: the
/// divergence grows away from `p`, so that 200 halvings leave nothing to find.
fn likelihood(p: f64, limit: f64) -> (f64, f64) {
    let divergence = |q: f64| p * (p / q).ln() + (1.0 - p) * ((1.0 - p) / (1.0 - q)).ln();
    let end = |mut outside: f64| {
        let mut inside = p;
        for _ in 0..200 {
            let middle = f64::midpoint(inside, outside);
            if divergence(middle) <= limit {
                inside = middle;
            } else {
                outside = middle;
            }
        }
        inside
    };
    (end(0.0), end(1.0))
}

fn wilson(p: f64, size: f64, t: f64) -> (f64, f64) {
    let square = t * t / size;
    let centre = p + square / 2.0;
    let half = (p * (1.0 - p) * square + square * square / 4.0).sqrt();
    let low = if p <= 0.0 {
        0.0
    } else {
        (centre - half) / (1.0 + square)
    };
    let high = if p >= 1.0 {
        1.0
    } else {
        (centre + half) / (1.0 + square)
    };
    (low, high)
}

fn clopper_pearson(p: f64, size: f64, upper: f64) -> Option<(f64, f64)> {
    let (successes, failures) = (p * size, (1.0 - p) * size);
    let low = if p <= 0.0 {
        0.0
    } else {
        beta_quantile(1.0 - upper, successes, failures + 1.0)?
    };
    let high = if p >= 1.0 {
        1.0
    } else {
        beta_quantile(upper, successes + 1.0, failures)?
    };
    Some((low, high))
}

#[cfg(test)]
mod tests {
    use super::sine;

    #[test]
    fn the_sine_is_that_of_the_standard_library() {
        for step in 0..=100 {
            let angle = std::f64::consts::FRAC_PI_2 * f64::from(step) / 100.0;
            assert!((sine(angle) - angle.sin()).abs() < 4e-16, "{angle}");
        }
    }
}
