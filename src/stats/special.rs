//! Quantiles and tail probabilities of the reference distributions: the only door to the
//! crate that computes them.

use statrs::distribution::{Beta, ChiSquared, Continuous, ContinuousCDF, Normal};

/// The quantile of Student's t with `df` degrees of freedom; of the normal distribution
/// where `df` is infinite. `None` where there is no such distribution.
///
/// The square of t, `y = t² / (df + t²)`, has a beta distribution with shapes 1/2 and
/// `df / 2`, so one search serves both (Johnson, Kotz and Balakrishnan 1995, *Continuous
/// Univariate Distributions* 2, section 28.2).
pub(crate) fn t_quantile(p: f64, df: f64) -> Option<f64> {
    if !(0.0..=1.0).contains(&p) || df.is_nan() || df <= 0.0 {
        return None;
    }
    if df.is_infinite() {
        return finite(Normal::standard().inverse_cdf(p));
    }
    let between = 2.0 * (p - 0.5).abs();
    if between == 0.0 {
        return Some(0.0);
    }
    // Of y and 1 - y the smaller is searched for, since the other has lost its digits.
    let y = beta_quantile(between, 0.5, df / 2.0)?;
    let odds = if y < 0.5 {
        y / (1.0 - y)
    } else {
        let rest = beta_quantile(1.0 - between, df / 2.0, 0.5)?;
        (1.0 - rest) / rest
    };
    finite((p - 0.5).signum() * (df * odds).sqrt())
}

/// The probability of a t at least as far from 0 as `t`, on either side: that of its square,
/// which is an F.
pub(crate) fn t_two_sided(t: f64, df: f64) -> Option<f64> {
    f_upper(t * t, 1.0, df)
}

/// How often the search for a quantile halves its range at the most: enough to reach the
/// smallest number there is.
const HALVINGS: usize = 1200;

/// The quantile of the beta distribution with shapes `a` and `b`; `None` where there is no
/// such distribution or `p` is not strictly between 0 and 1.
///
/// Newton's method held inside a range that shrinks with every step. The search that
/// `statrs` itself has does not end for some shapes, which would hang the page.
pub(crate) fn beta_quantile(p: f64, a: f64, b: f64) -> Option<f64> {
    let beta = Beta::new(a, b).ok()?;
    if !(p > 0.0 && p < 1.0) {
        return None;
    }
    let (mut low, mut high) = (0.0, 1.0);
    let mut x = a / (a + b);
    for _ in 0..HALVINGS {
        let excess = beta.cdf(x) - p;
        if excess < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let newton = x - excess / beta.pdf(x);
        let next = if newton > low && newton < high {
            newton
        } else {
            f64::midpoint(low, high)
        };
        if (next - x).abs() <= f64::EPSILON * x {
            return finite(next);
        }
        x = next;
    }
    finite(x)
}

/// The probability of an F at least as large as `f`; `None` where one of the degrees of
/// freedom is not positive and finite.
///
/// With `n` and `d` of them, `d / (d + n f)` has a beta distribution with shapes `d / 2` and
/// `n / 2`, and is small where `f` is large: no digit of a small probability is lost.
pub(crate) fn f_upper(f: f64, numerator_df: f64, denominator_df: f64) -> Option<f64> {
    let beta = Beta::new(denominator_df / 2.0, numerator_df / 2.0).ok()?;
    finite(beta.cdf(denominator_df / (denominator_df + numerator_df * f)))
}

/// The probability of a chi-square at least as large as `x`.
pub(crate) fn chi_squared_upper(x: f64, df: f64) -> Option<f64> {
    finite(ChiSquared::new(df).ok()?.sf(x))
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

#[cfg(test)]
mod tests {
    use super::{beta_quantile, t_quantile};

    #[track_caller]
    fn close(found: Option<f64>, expected: f64) {
        let found = found.unwrap();
        assert!(
            (found / expected - 1.0).abs() < 1e-12,
            "{found} is not {expected}"
        );
    }

    // Closed forms: one degree of freedom is the Cauchy distribution, two are algebraic.
    #[test]
    fn t_agrees_with_its_closed_forms() {
        for p in [0.6, 0.9, 0.975, 0.9995] {
            let angle = std::f64::consts::PI * (p - 0.5);
            close(t_quantile(p, 1.0), angle.tan());
            let q: f64 = 2.0 * p - 1.0;
            close(t_quantile(p, 2.0), q * (2.0 / (1.0 - q * q)).sqrt());
            close(t_quantile(1.0 - p, 2.0), -q * (2.0 / (1.0 - q * q)).sqrt());
        }
        close(t_quantile(0.975, f64::INFINITY), 1.959_963_984_540_054);
    }

    #[test]
    fn beta_agrees_with_its_closed_forms() {
        for shape in [0.01f64, 0.5, 1.0, 37.0, 476.0, 1e6] {
            for p in [0.005f64, 0.025, 0.5, 0.975] {
                close(beta_quantile(p, shape, 1.0), p.powf(1.0 / shape));
            }
        }
    }

    #[test]
    fn every_search_ends() {
        for yes in 0..200 {
            for size in [0.3, 2.5, 20.1, 190.7, 519.16] {
                let share = f64::from(yes) / 200.0;
                let (a, b) = (share * size + 1.0, (1.0 - share) * size);
                for p in [0.005, 0.025, 0.975, 0.9999] {
                    let quantile = beta_quantile(p, a, b).unwrap();
                    assert!((0.0..=1.0).contains(&quantile), "{p} {a} {b}");
                }
            }
        }
    }
}
