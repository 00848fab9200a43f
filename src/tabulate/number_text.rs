//! Figures as they are read: percents, counts and numbers.
//!
//! Shares are fractions everywhere else; they become percents here and nowhere before.
//! Japanese and English write these the same way, with a point and with commas by threes.

use crate::decimal::fixed;

/// A share as a percent: `percent(0.0966, 1)` is `"9.7%"`.
///
/// A share that is not 0 never reads as 0, and one that is not 1 never as 100: it is
/// written `"<0.1%"` or `">99.9%"`.
#[must_use]
pub fn percent(share: f64, digits: usize) -> String {
    let step = 10f64.powi(-i32::try_from(digits).unwrap_or(0));
    let percent = share * 100.0;
    let mut text = number(percent, digits);
    let is_nothing = |rest: &str| rest.bytes().all(|digit| matches!(digit, b'0' | b'.'));
    if percent > 0.0 && is_nothing(&text) {
        text = format!("<{}", number(step, digits));
    } else if share < 1.0 && text.strip_prefix("100").is_some_and(is_nothing) {
        text = format!(">{}", number(100.0 - step, digits));
    }
    text.push('%');
    text
}

/// A range of shares: `"36–44%"`.
#[must_use]
pub fn percent_range(low: f64, high: f64, digits: usize) -> String {
    format!(
        "{}–{}%",
        number(low * 100.0, digits),
        number(high * 100.0, digits)
    )
}

/// A whole number with commas: `count(5596.0)` is `"5,596"`.
#[must_use]
pub fn count(value: f64) -> String {
    number(value, 0)
}

/// A number with `digits` decimals, rounded half away from zero, with commas by threes.
#[must_use]
pub fn number(value: f64, digits: usize) -> String {
    let scale = 10f64.powi(i32::try_from(digits).unwrap_or(0));
    let scaled = value * scale;
    // The nudge undoes what binary fractions lose: 0.125 * 100 must round as written.
    let nudged = scaled + scaled.signum() * (scaled.abs() * f64::EPSILON * 4.0).min(1e-6);
    let rounded = if scaled.is_finite() {
        nudged.round() / scale
    } else {
        value
    };
    let text = fixed(rounded.abs(), digits);
    let whole = text.find('.').unwrap_or(text.len());
    let (whole, fraction) = text.split_at(whole);
    let mut out = String::from(if rounded < 0.0 { "−" } else { "" });
    out.push_str(&by_threes(whole));
    out.push_str(fraction);
    out
}

fn by_threes(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::{count, number, percent, percent_range};

    #[test]
    fn percents_round_as_the_press_does() {
        assert_eq!(percent(46.0 / 476.0, 1), "9.7%");
        assert_eq!(percent(190.0 / 476.0, 0), "40%");
        assert_eq!(percent(0.125, 0), "13%");
        assert_eq!(percent_range(0.361, 0.4449, 0), "36–44%");
    }

    #[test]
    fn a_few_are_not_none_and_most_are_not_all() {
        assert_eq!(percent(0.0, 1), "0.0%");
        assert_eq!(percent(0.0001, 1), "<0.1%");
        assert_eq!(percent(0.9999, 1), ">99.9%");
        assert_eq!(percent(1.0, 0), "100%");
    }

    #[test]
    fn numbers_have_commas_by_threes() {
        assert_eq!(count(5596.0), "5,596");
        assert_eq!(count(12.0), "12");
        assert_eq!(number(3_687_177.54, 1), "3,687,177.5");
        assert_eq!(count(1e15), "1,000,000,000,000,000");
        assert_eq!(number(-0.04, 1), "0.0");
        assert_eq!(number(-1234.5, 0), "−1,235");
    }
}
