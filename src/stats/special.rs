//! Quantiles and tail probabilities of the reference distributions, which all come from
//! two functions: the incomplete beta and the incomplete gamma function.
//!
//! `statrs` computes them too and is the second opinion of the tests; of it a page would
//! load three times as much for digits that agree.
//!
//! # References
//! DiDonato, A. R. and Morris, A. H. (1992) Algorithm 708: significant digit computation
//! of the incomplete beta function ratios, ACM TOMS 18, 360-373. Abramowitz, M. and
//! Stegun, I. A. (1964) Handbook of Mathematical Functions, sections 6.1, 6.5 and 26.5.

use std::f64::consts::{PI, TAU};

/// The quantile of Student's t with `df` degrees of freedom; of the normal distribution
/// where `df` is infinite. `None` where there is no such distribution.
///
/// The square of t, `y = t² / (df + t²)`, has a beta distribution with shapes 1/2 and
/// `df / 2`, so one search serves both (Johnson, Kotz and Balakrishnan 1995, *Continuous
/// Univariate Distributions* 2, section 28.2).
pub(crate) fn t_quantile(p: f64, df: f64) -> Option<f64> {
    if !(p > 0.0 && p < 1.0) || df.is_nan() || df <= 0.0 {
        return None;
    }
    // Twice the smaller tail, which 1 less the rest would have fewer digits of.
    let beyond = 2.0 * p.min(1.0 - p);
    if beyond == 1.0 {
        return Some(0.0);
    }
    if df.is_infinite() {
        return Some((p - 0.5).signum() * normal_beyond(beyond));
    }
    let near = {
        let z = roughly_beyond(beyond / 2.0);
        let t = z + z * (z * z + 1.0) / (4.0 * df);
        t * t / (df + t * t)
    };
    // Of y and 1 - y the smaller is searched for, since the other has lost its digits.
    let y = search(1.0 - beyond, &Beta::of(0.5, df / 2.0), near)?;
    let odds = if y < 0.5 {
        y / (1.0 - y)
    } else {
        let rest = search(beyond, &Beta::of(df / 2.0, 0.5), 1.0 - near)?;
        (1.0 - rest) / rest
    };
    finite((p - 0.5).signum() * (df * odds).sqrt())
}

/// The distance from 0 that a standard normal variable passes with the probability
/// `beyond`: Newton's method, which from below climbs to it and can't pass it.
fn normal_beyond(beyond: f64) -> f64 {
    let mut z = 0.0f64;
    for _ in 0..100 {
        let density = (-0.5 * z * z).exp() * (2.0 / PI).sqrt();
        let missing = gamma_upper(0.5, 0.5 * z * z) - beyond;
        let step = missing / density;
        z += step;
        if step.abs() <= f64::EPSILON * z {
            break;
        }
    }
    z
}

/// The probability of a t at least as far from 0 as `t`, on either side.
pub(crate) fn t_two_sided(t: f64, df: f64) -> Option<f64> {
    f_upper(t * t, 1.0, df)
}

/// The quantile of the beta distribution with shapes `a` and `b`; `None` where there is no
/// such distribution or `p` is not strictly between 0 and 1.
pub(crate) fn beta_quantile(p: f64, a: f64, b: f64) -> Option<f64> {
    let shaped = a > 0.0 && b > 0.0 && a.is_finite() && b.is_finite();
    if !(shaped && p > 0.0 && p < 1.0) {
        return None;
    }
    search(p, &Beta::of(a, b), roughly_beta(p, a, b))
}

/// About the quantile of a beta distribution: where to begin a search. (Abramowitz and
/// Stegun, 26.5.22.) A shape of a half or less has no such formula: no number then.
fn roughly_beta(p: f64, a: f64, b: f64) -> f64 {
    let z = (0.5 - p).signum() * roughly_beyond(p.min(1.0 - p));
    let (alpha, beta) = (1.0 / (2.0 * a - 1.0), 1.0 / (2.0 * b - 1.0));
    let (lambda, h) = ((z * z - 3.0) / 6.0, 2.0 / (alpha + beta));
    let bend = (beta - alpha) * (lambda + 5.0 / 6.0 - 2.0 / (3.0 * h));
    let w = z * (h + lambda).sqrt() / h - bend;
    a / (a + b * (2.0 * w).exp())
}

/// How often the search for a quantile halves its range at the most: enough to reach the
/// smallest number there is.
const HALVINGS: usize = 1200;

/// The quantile of a beta distribution, from a place near it.
///
/// Halley's method, whose error after a step goes with the third power of the step, held
/// inside a range that shrinks with every step, so that it ends for every shape.
fn search(p: f64, beta: &Beta, near: f64) -> Option<f64> {
    let (a, b) = (beta.a, beta.b);
    let (mut low, mut high) = (0.0, 1.0);
    let mean = a / (a + b);
    let variance = mean * (b / (a + b)) / (a + b + 1.0);
    let mut x = if near > 0.0 && near < 1.0 { near } else { mean };
    for _ in 0..HALVINGS {
        let rest = 1.0 - x;
        let front = beta.front(x, rest);
        let excess = beta.lower(x, rest, front) - p;
        if excess < 0.0 {
            low = x;
        } else {
            high = x;
        }
        let newton = excess * x * rest / front;
        let bend = newton * ((a - 1.0) / x - (b - 1.0) / rest) / 2.0;
        let halley = x - newton / (1.0 - bend.clamp(-0.5, 0.5));
        let inside = halley > low && halley < high;
        let next = if inside {
            halley
        } else {
            f64::midpoint(low, high)
        };
        let step = (next - x).abs();
        let relative = step / x;
        let settled = inside && relative * step * step <= 1e-17 * variance;
        if settled && relative < 1e-6 || step <= f64::EPSILON * x {
            return finite(next);
        }
        x = next;
    }
    finite(x)
}

/// The distance that a standard normal variable passes to one side with the probability
/// `p` of at most a half, to three digits: where to begin a search. (Abramowitz and Stegun,
/// 26.2.22.)
fn roughly_beyond(p: f64) -> f64 {
    let t = (-2.0 * p.ln()).sqrt();
    t - (2.307_53 + 0.270_61 * t) / (1.0 + (0.992_29 + 0.044_81 * t) * t)
}

/// The probability of an F at least as large as `f`.
pub(crate) fn f_upper(f: f64, numerator_df: f64, denominator_df: f64) -> Option<f64> {
    if denominator_df.is_infinite() {
        return chi_squared_upper(f * numerator_df, numerator_df);
    }
    let (a, b) = (denominator_df / 2.0, numerator_df / 2.0);
    let known = f >= 0.0 && a > 0.0 && b > 0.0 && b.is_finite();
    let product = f * numerator_df;
    known
        .then(|| {
            let x = denominator_df / (denominator_df + product);
            let rest = product / (denominator_df + product);
            let beta = Beta::of(a, b);
            beta.lower(x, rest, beta.front(x, rest))
        })
        .and_then(finite)
}

/// The probability of a chi-square at least as large as `x`.
pub(crate) fn chi_squared_upper(x: f64, df: f64) -> Option<f64> {
    let known = x >= 0.0 && df > 0.0 && df.is_finite();
    known
        .then(|| gamma_upper(df / 2.0, x / 2.0))
        .and_then(finite)
}

fn finite(value: f64) -> Option<f64> {
    value.is_finite().then_some(value)
}

/// How many terms of a fraction or a series are taken at the most; they end much earlier,
/// a fraction after some √(a + b) terms.
const TERMS: usize = 100_000;

/// A beta distribution.
struct Beta {
    a: f64,
    b: f64,
    /// What the powers are multiplied by: `1 / B(a, b)` about the mean.
    factor: f64,
}

impl Beta {
    fn of(a: f64, b: f64) -> Self {
        let sum = a + b;
        let correction = stirling(sum) - stirling(a) - stirling(b);
        let factor = correction.exp() * (a * (b / sum) / TAU).sqrt();
        Self { a, b, factor }
    }

    /// The share that lies below `x`, where `rest` is `1 - x`, perhaps with more digits.
    fn lower(&self, x: f64, rest: f64, front: f64) -> f64 {
        if x <= 0.0 || rest <= 0.0 {
            return if x <= 0.0 { 0.0 } else { 1.0 };
        }
        let (a, b) = (self.a, self.b);
        // The fraction converges on the side of the mean where x is.
        if x <= (a + 1.0) / (a + b + 2.0) {
            front / beta_fraction(a, b, x, rest)
        } else {
            1.0 - front / beta_fraction(b, a, rest, x)
        }
    }

    /// `xᵃ (1 - x)ᵇ / B(a, b)`. The powers are taken about the mean `a / (a + b)`, where
    /// they are 1: for large shapes their logarithms and that of the beta function are large
    /// numbers whose difference would have lost its digits.
    fn front(&self, x: f64, rest: f64) -> f64 {
        let (a, b) = (self.a, self.b);
        let sum = a + b;
        // Of two expressions for one distance from the mean, the difference of small numbers.
        let past = if x < rest {
            x * sum - a
        } else {
            b - rest * sum
        };
        let power = a * log_ratio(past / a, x * sum / a) + b * log_ratio(-past / b, rest * sum / b);
        power.exp() * self.factor
    }
}

/// By what `xᵃ (1 - x)ᵇ / B(a, b)` is to be divided for the incomplete beta function: the
/// even part of its continued fraction, which converges twice as fast (DiDonato and Morris,
/// section 4, `BFRAC`). `rest` is `1 - x`.
fn beta_fraction(a: f64, b: f64, x: f64, rest: f64) -> f64 {
    let past = a - (a + b) * x + 1.0;
    let below = |n: f64| {
        let odd = a + 2.0 * n;
        n + n * (b - n) * x / (odd - 1.0) + (a + n) / (odd + 1.0) * (past + n * (1.0 + rest))
    };
    fraction(a / (a + 1.0) * past, |term| {
        let n = term as f64;
        let root = x / (a + 2.0 * n - 1.0);
        let above = (a + n - 1.0) * (a + b + n - 1.0) * n * (b - n) * root * root;
        (above, below(n))
    })
}

/// `first + a₁ / (b₁ + a₂ / (b₂ + …))`, where `part` gives aₖ and bₖ from k = 1 on.
fn fraction(first: f64, part: impl Fn(usize) -> (f64, f64)) -> f64 {
    let away_from_zero = |value: f64| if value.abs() < 1e-300 { 1e-300 } else { value };
    let mut value = away_from_zero(first);
    let (mut c, mut d) = (value, 0.0);
    for term in 1..TERMS {
        let (a, b) = part(term);
        d = 1.0 / away_from_zero(b + a * d);
        c = away_from_zero(b + a / c);
        value *= c * d;
        if (c * d - 1.0).abs() <= f64::EPSILON {
            break;
        }
    }
    value
}

/// `ln(ratio)`, where `past` is `ratio - 1`, and near 1 has more digits.
fn log_ratio(past: f64, ratio: f64) -> f64 {
    if past.abs() < 0.5 {
        past.ln_1p()
    } else {
        ratio.ln()
    }
}

/// What Stirling's formula lacks: `ln Γ(x) - (x - ½) ln x + x - ½ ln 2π`.
fn stirling(x: f64) -> f64 {
    // The series needs a large x; Γ(x) = Γ(x + 1) / x leads to one.
    if x < 15.0 {
        let step = (x + 0.5) * (1.0 / x).ln_1p() - 1.0;
        return stirling(x + 1.0) + step;
    }
    let square = 1.0 / (x * x);
    let terms = [
        1.0 / 12.0,
        -1.0 / 360.0,
        1.0 / 1260.0,
        -1.0 / 1680.0,
        1.0 / 1188.0,
        -691.0 / 360_360.0,
        1.0 / 156.0,
    ];
    let sum = (terms.iter().rev()).fold(0.0, |sum, term| sum * square + term);
    sum / x
}

/// The share of a gamma distribution with shape `a` that lies above `x`.
fn gamma_upper(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let past = x - a;
    let power = a * log_ratio(past / a, x / a) - past;
    let front = (power - stirling(a)).exp() * (a / TAU).sqrt();
    if x < a + 1.0 {
        return 1.0 - front * gamma_series(a, x);
    }
    front
        / fraction(x + 1.0 - a, |term| {
            let k = term as f64;
            (k * (a - k), x + 2.0 * k + 1.0 - a)
        })
}

/// `1/a + x / (a (a + 1)) + x² / (a (a + 1) (a + 2)) + …`
fn gamma_series(a: f64, x: f64) -> f64 {
    let mut term = 1.0 / a;
    let mut sum = term;
    for k in 1..TERMS {
        term *= x / (a + k as f64);
        sum += term;
        if term <= f64::EPSILON * sum {
            break;
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::{
        Beta as OurBeta, beta_quantile, chi_squared_upper, f_upper, t_quantile, t_two_sided,
    };
    use statrs::distribution::{
        Beta, ChiSquared, ContinuousCDF, FisherSnedecor, Normal, StudentsT,
    };

    fn beta_lower(a: f64, b: f64, x: f64) -> f64 {
        let beta = OurBeta::of(a, b);
        beta.lower(x, 1.0 - x, beta.front(x, 1.0 - x))
    }

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

    const SHAPES: [f64; 9] = [0.05, 0.5, 1.0, 2.5, 15.0, 37.5, 476.0, 5596.0, 200_000.0];

    #[test]
    fn tails_agree_with_those_of_statrs() {
        let near = |found: f64, expected: f64, within: f64| {
            let apart = (found / expected - 1.0).abs();
            apart < within || expected < 1e-280
        };
        // statrs takes the difference of logarithms that grow with the shapes, and for two
        // large ones ends its fraction early: it has 0.49998 at the middle of 200,000.
        let within_of = |a: f64, b: f64| 1e-10 + 2e-13 * (a + b);
        for a in SHAPES {
            for b in SHAPES.into_iter().filter(|b| a.min(*b) < 10_000.0) {
                let (mean, beta) = (a / (a + b), Beta::new(a, b).unwrap());
                let deviation = (a * b / (a + b + 1.0)).sqrt() / (a + b);
                for distance in [-3.0, -1.0, 0.0, 1.0, 3.0] {
                    let x: f64 = mean + distance * deviation;
                    if x <= 0.0 || x >= 1.0 {
                        continue;
                    }
                    let (found, expected) = (beta_lower(a, b, x), beta.cdf(x));
                    assert!(
                        near(found, expected, within_of(a, b)),
                        "{a} {b} {x}: {found} {expected}"
                    );
                }
                for f in [0.01, 0.8, 1.0, 3.0, 20.0] {
                    let expected = FisherSnedecor::new(a, b).unwrap().sf(f);
                    let found = f_upper(f, a, b).unwrap();
                    assert!(
                        near(found, expected, within_of(a, b)),
                        "F({a}, {b}) {f}: {found} {expected}"
                    );
                }
            }
            for t in [0.1, 1.0, 2.0, 8.0] {
                let expected = 2.0 * StudentsT::new(0.0, 1.0, a).unwrap().sf(t);
                let found = t_two_sided(t, a).unwrap();
                assert!(
                    near(found, expected, within_of(a, 0.0)),
                    "t({a}) {t}: {found} {expected}"
                );
                let x = a * t;
                let expected = ChiSquared::new(a).unwrap().sf(x);
                let found = chi_squared_upper(x, a).unwrap();
                assert!(
                    near(found, expected, within_of(a, 0.0)),
                    "{a} {x}: {found} {expected}"
                );
            }
        }
    }

    // Computed with 40 digits by mpmath's betainc and gammainc.
    #[test]
    fn tails_keep_their_digits_for_large_shapes() {
        let near = |found: Option<f64>, expected: f64| {
            let apart = (found.unwrap() / expected - 1.0).abs();
            assert!(apart < 5e-12, "{found:?} is not {expected}");
        };
        near(
            Some(beta_lower(476.0, 200_000.0, 0.00238)),
            0.526_775_891_740_527_7,
        );
        near(Some(beta_lower(200_000.0, 200_000.0, 0.5)), 0.5);
        near(f_upper(20.0, 0.05, 200_000.0), 0.014_172_858_918_301_3);
        near(f_upper(0.01, 0.05, 200_000.0), 0.175_876_559_074_575_56);
        near(f_upper(1.0, 5596.0, 200_000.0), 0.497_589_821_267_720_4);
        near(f_upper(3.0, 0.5, 476.0), 0.100_445_627_465_430_66);
        near(chi_squared_upper(5800.0, 5596.0), 0.027_960_904_103_120_3);
        near(chi_squared_upper(16.0, 0.5), 1.793_082_707_141_975e-5);
    }

    #[test]
    fn the_normal_distribution_is_the_limit_of_t() {
        for p in [1e-12, 0.005, 0.3, 0.6, 0.975, 0.999_999] {
            let expected = Normal::standard().inverse_cdf(p);
            let found = t_quantile(p, f64::INFINITY).unwrap();
            assert!((found / expected - 1.0).abs() < 1e-9, "{found} {expected}");
        }
        let two_sided = t_two_sided(1.959_963_984_540_054, f64::INFINITY).unwrap();
        assert!((two_sided - 0.05).abs() < 1e-15);
    }

    #[test]
    fn what_is_no_distribution_has_no_probabilities() {
        for wrong in [f64::NAN, -1.0, 0.0] {
            assert_eq!(t_quantile(0.9, wrong), None);
            assert_eq!(beta_quantile(0.5, wrong, 1.0), None);
            assert_eq!(f_upper(1.0, wrong, 5.0), None);
            assert_eq!(chi_squared_upper(1.0, wrong), None);
        }
        assert_eq!(f_upper(f64::NAN, 2.0, 5.0), None);
        assert_eq!(t_quantile(1.0, 5.0), None);
    }
}
