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
    let mut text = String::new();
    push_percent(&mut text, share, digits);
    text
}

/// Adds a [`percent`] to a text.
pub fn push_percent(text: &mut String, share: f64, digits: usize) {
    let step = 10f64.powi(-i32::try_from(digits).unwrap_or(0));
    let percent = share * 100.0;
    let start = text.len();
    push_number(text, percent, digits);
    let is_nothing = |rest: &str| rest.bytes().all(|digit| matches!(digit, b'0' | b'.'));
    let written = text.get(start..).unwrap_or("");
    let instead = if percent > 0.0 && is_nothing(written) {
        Some(('<', step))
    } else if share < 1.0 && written.strip_prefix("100").is_some_and(is_nothing) {
        Some(('>', 100.0 - step))
    } else {
        None
    };
    if let Some((sign, bound)) = instead {
        text.truncate(start);
        text.push(sign);
        push_number(text, bound, digits);
    }
    text.push('%');
}

/// A range of shares: `"36–44%"`.
#[must_use]
pub fn percent_range(low: f64, high: f64, digits: usize) -> String {
    let mut text = number(low * 100.0, digits);
    text.push('–');
    push_number(&mut text, high * 100.0, digits);
    text.push('%');
    text
}

/// A whole number with commas: `count(5596.0)` is `"5,596"`.
#[must_use]
pub fn count(value: f64) -> String {
    number(value, 0)
}

/// A number with `digits` decimals, rounded half away from zero, with commas by threes.
#[must_use]
pub fn number(value: f64, digits: usize) -> String {
    let mut text = String::new();
    push_number(&mut text, value, digits);
    text
}

/// Above this a number has more digits than a whole number of 64 bits.
const MANY: f64 = 1e18;

/// Adds a [`number`] to a text.
pub fn push_number(text: &mut String, value: f64, digits: usize) {
    let decimals = i32::try_from(digits).unwrap_or(0);
    let scaled = value * 10f64.powi(decimals);
    // The nudge undoes what binary fractions lose: 0.125 * 100 must round as written.
    let nudged = scaled + scaled.signum() * (scaled.abs() * f64::EPSILON * 4.0).min(1e-6);
    let units = nudged.round();
    if units < 0.0 {
        text.push('−');
    }
    if units.abs() < MANY {
        push_units(text, units.abs() as u64, -decimals);
    } else {
        // Of such a number no decimal is left.
        let whole = fixed(value.abs(), 0);
        for (place, digit) in whole.chars().enumerate() {
            push_digit(text, digit, (whole.len() - place - 1) as i32);
        }
    }
}

/// Adds a whole number whose last digit stands at a place: 0 for ones, below 0 for decimals.
fn push_units(text: &mut String, units: u64, place: i32) {
    if units > 9 || place < 0 {
        push_units(text, units / 10, place + 1);
    }
    push_digit(text, char::from(b'0' + (units % 10) as u8), place);
}

fn push_digit(text: &mut String, digit: char, place: i32) {
    if place == -1 {
        text.push('.');
    }
    text.push(digit);
    if place > 0 && place % 3 == 0 {
        text.push(',');
    }
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
