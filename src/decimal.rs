//! Numbers and the decimal digits that stand for them.
//!
//! The standard library's own conversions are as exact and faster, but bring 25 kB of
//! tables and code into a module that a page loads whole. They come with the first float
//! that `format!` or `to_string` writes, and with `clamp` by bounds that are no constants,
//! whose panic would write them.

use std::cmp::Ordering;

/// The number that a text such as `-12.5` or `3e8` stands for, rounded to the nearest
/// that there is (of two as near, the even one); `None` where it is no number, or too
/// large to be one.
///
/// A number of up to fifteen digits is one division of two exact numbers; longer ones are
/// worked out in whole numbers of any size.
///
/// # References
/// Clinger, W. D. (1990) How to read floating point numbers accurately, PLDI 1990, 92-101.
#[must_use]
pub fn parse_number(text: &str) -> Option<f64> {
    let decimal = Decimal::read(text)?;
    let size = decimal.value()?;
    Some(if decimal.is_negative { -size } else { size })
}

/// The shortest text that reads back as the number, without an exponent: `0.1`, `1200`.
/// What is no finite number is empty.
#[must_use]
pub fn shortest(number: f64) -> String {
    if !number.is_finite() {
        return String::new();
    }
    if let (Some(whole), true) = (Decimal::of_units(number, 0), number.trunc() == number) {
        return whole.text(0);
    }
    let exact = Decimal::of(number);
    let with = |count: usize| exact.rounded(exact.digits.len().saturating_sub(count));
    let mut best = with(17);
    while best.digits.len() > 1 {
        let shorter = with(best.digits.len() - 1);
        if shorter.value() != Some(number.abs()) {
            break;
        }
        best = shorter;
    }
    best.text(0)
}

/// The number with so many decimals, rounded to the nearest (of two as near, the one that
/// ends in an even digit). What is no finite number is empty.
#[must_use]
pub fn fixed(number: f64, decimals: usize) -> String {
    if !number.is_finite() {
        return String::new();
    }
    let places = i32::try_from(decimals).unwrap_or(i32::MAX);
    let quick = Decimal::of_units(number, places);
    quick
        .unwrap_or_else(|| {
            let exact = Decimal::of(number);
            let dropped = exact.exponent.saturating_add(places).saturating_neg();
            exact.rounded(usize::try_from(dropped).unwrap_or(0))
        })
        .text(decimals)
}

/// The largest power of ten that is not above the number; 1 where it is not above 0.
#[must_use]
pub fn power_of_ten(number: f64) -> f64 {
    let mut power = 1.0;
    if number >= 1.0 && number.is_finite() {
        while power * 10.0 <= number {
            power *= 10.0;
        }
        return power;
    }
    while number > 0.0 && number * power < 1.0 && power < 1e300 {
        power *= 10.0;
    }
    1.0 / power
}

/// Digits that decide the rounding of any number; more only tell that something follows.
const MOST_DIGITS: usize = 800;

/// A decimal number: its digits, without leading zeros, times a power of ten.
struct Decimal {
    is_negative: bool,
    digits: Vec<u8>,
    exponent: i32,
}

impl Decimal {
    /// All digits of a number: its fraction in binary, times five for each halving, over
    /// as many tens.
    fn of(number: f64) -> Self {
        let (fraction, power) = parts(number);
        let mut whole = Whole::of(fraction);
        whole.times_two(power);
        (power..0).for_each(|_| whole.times_plus(5, 0));
        Self::shortened(number < 0.0, whole.digits(), power.min(0))
    }

    /// A number of middling size in units of its last decimal, where it is clear to which
    /// it rounds.
    fn of_units(number: f64, decimals: i32) -> Option<Self> {
        let units = number.abs() * 10f64.powi(decimals);
        let past = units - units.floor() - 0.5;
        let is_clear = units < 1e9 && past.abs() > 1e-6;
        is_clear.then(|| {
            let mut digits = Vec::with_capacity(10);
            let mut rest = units.round() as u32;
            while rest > 0 {
                digits.insert(0, (rest % 10) as u8);
                rest /= 10;
            }
            Self::shortened(number < 0.0, digits, -decimals)
        })
    }

    /// Without its last so many digits, of which the first decides the rounding.
    fn rounded(&self, dropped: usize) -> Self {
        let kept = self.digits.len().saturating_sub(dropped);
        let (mut digits, rest) = match dropped > self.digits.len() {
            true => (Vec::new(), [0].as_slice()),
            false => {
                let (kept, rest) = self.digits.split_at(kept);
                (kept.to_vec(), rest)
            }
        };
        let is_odd = digits.last().is_some_and(|digit| digit % 2 == 1);
        let half = rest.first().copied().unwrap_or(0).cmp(&5);
        let is_up = match half.then(rest.len().cmp(&1)) {
            Ordering::Less => false,
            Ordering::Equal => is_odd,
            Ordering::Greater => true,
        };
        if is_up {
            add_one(&mut digits);
        }
        let exponent = self
            .exponent
            .saturating_add(i32::try_from(dropped).unwrap_or(0));
        Self::shortened(self.is_negative, digits, exponent)
    }

    /// In digits with a point, and at least so many decimals.
    fn text(&self, decimals: usize) -> String {
        let after = usize::try_from(self.exponent.saturating_neg()).unwrap_or(0);
        let before = self.digits.len().saturating_sub(after);
        let mut text = String::with_capacity(self.digits.len() + after + 3);
        if self.is_negative && !self.digits.is_empty() {
            text.push('-');
        }
        let (whole, part) = self.digits.split_at(before);
        let digit = |digit: &u8| char::from(b'0' + digit);
        text.extend(whole.iter().map(digit));
        (0..self.exponent).for_each(|_| text.push('0'));
        if before == 0 {
            text.push('0');
        }
        let decimals = decimals.max(after);
        if decimals > 0 {
            text.push('.');
            (part.len()..after).for_each(|_| text.push('0'));
            text.extend(part.iter().map(digit));
            (after..decimals).for_each(|_| text.push('0'));
        }
        text
    }

    /// The number nearest to the digits, whatever the sign.
    fn value(&self) -> Option<f64> {
        self.exact().or_else(|| self.nearest())
    }

    fn read(text: &str) -> Option<Self> {
        let (is_negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (number, power) = match text.split_once(['e', 'E']) {
            Some((number, power)) => (number, power.parse::<i32>().ok()?),
            None => (text, 0),
        };
        let (whole, part) = number.split_once('.').unwrap_or((number, ""));
        if whole.is_empty() && part.is_empty() {
            return None;
        }
        let mut digits = Vec::with_capacity(whole.len() + part.len());
        for digit in whole.bytes().chain(part.bytes()) {
            let digit = digit.wrapping_sub(b'0');
            if digit > 9 {
                return None;
            }
            if digit > 0 || !digits.is_empty() {
                digits.push(digit);
            }
        }
        let exponent = power.saturating_sub(i32::try_from(part.len()).ok()?);
        Some(Self::shortened(is_negative, digits, exponent))
    }

    fn shortened(is_negative: bool, mut digits: Vec<u8>, mut exponent: i32) -> Self {
        while digits.last() == Some(&0) {
            digits.pop();
            exponent = exponent.saturating_add(1);
        }
        if digits.len() > MOST_DIGITS {
            let dropped = digits.len() - MOST_DIGITS - 1;
            digits.truncate(MOST_DIGITS);
            digits.push(1);
            exponent = exponent.saturating_add(i32::try_from(dropped).unwrap_or(i32::MAX));
        }
        Self {
            is_negative,
            exponent: if digits.is_empty() { 0 } else { exponent },
            digits,
        }
    }

    /// The value where one multiplication or division of exact numbers gives it.
    fn exact(&self) -> Option<f64> {
        let mut whole = 0u64;
        if self.digits.len() > 15 || self.exponent.unsigned_abs() > 22 {
            return self.digits.is_empty().then_some(0.0);
        }
        for digit in &self.digits {
            whole = whole * 10 + u64::from(*digit);
        }
        let power = (0..self.exponent.unsigned_abs()).fold(1.0, |power, _| power * 10.0);
        Some(match self.exponent < 0 {
            true => whole as f64 / power,
            false => whole as f64 * power,
        })
    }

    /// The nearest number, found from near it by comparison with the points halfway to its
    /// neighbours.
    fn nearest(&self) -> Option<f64> {
        let size = i64::from(self.exponent) + self.digits.len() as i64;
        if size < -330 {
            return Some(0.0);
        }
        if size > 310 {
            return None;
        }
        let mut near = self.approximate();
        while self.is_past_half(near) {
            near = f64::from_bits(near.to_bits() + 1);
            if near.is_infinite() {
                return None;
            }
        }
        while near > 0.0 && !self.is_past_half(f64::from_bits(near.to_bits() - 1)) {
            near = f64::from_bits(near.to_bits() - 1);
        }
        Some(near)
    }

    /// A number a few steps from the value, at most the largest there is.
    fn approximate(&self) -> f64 {
        let first = self.digits.iter().take(17);
        let whole = first.fold(0.0, |whole, digit| whole * 10.0 + f64::from(*digit));
        let dropped = self.digits.len().saturating_sub(17) as i32;
        let exponent = self.exponent + dropped;
        // In two steps, for ten to the exponent alone may be too small to be a number.
        let half = exponent / 2;
        let value = whole * 10f64.powi(half) * 10f64.powi(exponent - half);
        value.min(f64::MAX)
    }

    /// Whether the value rounds to a number above `near`: it lies past the point halfway
    /// to the next one, or on it where `near` is odd.
    fn is_past_half(&self, near: f64) -> bool {
        let (fraction, power) = parts(near);
        let mut value = Whole::of_digits(&self.digits);
        let mut half = Whole::of(2 * fraction + 1);
        value.times_ten(self.exponent);
        half.times_ten(-self.exponent);
        value.times_two(1 - power);
        half.times_two(power - 1);
        match value.compare(&half) {
            Ordering::Less => false,
            Ordering::Equal => fraction % 2 == 1,
            Ordering::Greater => true,
        }
    }
}

/// A number as a whole one times a power of two, whatever its sign.
fn parts(number: f64) -> (u64, i32) {
    let bits = number.abs().to_bits();
    let (fraction, power) = (bits & ((1 << 52) - 1), (bits >> 52) as i32);
    match power {
        0 => (fraction, -1074),
        _ => (fraction | (1 << 52), power - 1075),
    }
}

fn add_one(digits: &mut Vec<u8>) {
    for digit in digits.iter_mut().rev() {
        if *digit < 9 {
            *digit += 1;
            return;
        }
        *digit = 0;
    }
    digits.insert(0, 1);
}

/// A whole number of any size, its last 32 bits first.
struct Whole(Vec<u32>);

impl Whole {
    fn of(number: u64) -> Self {
        Self(vec![number as u32, (number >> 32) as u32])
    }

    fn of_digits(digits: &[u8]) -> Self {
        let mut whole = Self(Vec::new());
        for digit in digits {
            whole.times_plus(10, u32::from(*digit));
        }
        whole
    }

    /// Its decimal digits, which are used up from the last on.
    fn digits(mut self) -> Vec<u8> {
        let mut digits = Vec::with_capacity(self.0.len() * 10);
        while !self.0.is_empty() {
            let mut rest = 0;
            for part in self.0.iter_mut().rev() {
                let value = (rest << 32) | u64::from(*part);
                *part = (value / 1_000_000_000) as u32;
                rest = value % 1_000_000_000;
            }
            for _ in 0..9 {
                digits.push((rest % 10) as u8);
                rest /= 10;
            }
            while self.0.last() == Some(&0) {
                self.0.pop();
            }
        }
        while digits.last() == Some(&0) {
            digits.pop();
        }
        digits.reverse();
        digits
    }

    fn times_plus(&mut self, factor: u32, plus: u32) {
        let mut carry = u64::from(plus);
        for part in &mut self.0 {
            let product = u64::from(*part) * u64::from(factor) + carry;
            *part = product as u32;
            carry = product >> 32;
        }
        if carry > 0 {
            self.0.push(carry as u32);
        }
    }

    /// Times ten to a power; a negative one is left to the other side of a comparison.
    fn times_ten(&mut self, power: i32) {
        (0..power).for_each(|_| self.times_plus(10, 0));
    }

    fn times_two(&mut self, power: i32) {
        (0..power / 16).for_each(|_| self.times_plus(1 << 16, 0));
        (0..power % 16).for_each(|_| self.times_plus(2, 0));
    }

    fn compare(&self, other: &Self) -> Ordering {
        let length = self.0.len().max(other.0.len());
        let part = |whole: &Self, at: usize| whole.0.get(at).copied().unwrap_or(0);
        let unlike = (0..length)
            .rev()
            .find(|at| part(self, *at) != part(other, *at));
        unlike.map_or(Ordering::Equal, |at| part(self, at).cmp(&part(other, at)))
    }
}

#[cfg(test)]
mod tests {
    use super::{fixed, parse_number, power_of_ten, shortest};
    use proptest::prelude::{ProptestConfig, any, proptest};

    #[track_caller]
    fn same(text: &str) {
        let found = parse_number(text).map(f64::to_bits);
        let expected = text.parse::<f64>().ok().filter(|number| number.is_finite());
        assert_eq!(found, expected.map(f64::to_bits), "{text}");
    }

    #[test]
    fn the_power_of_ten_of_a_number_is_not_above_it() {
        let cases = [
            (1.0, 1.0),
            (9.99, 1.0),
            (10.0, 10.0),
            (123.0, 100.0),
            (0.1, 0.1),
        ];
        for (number, power) in cases
            .into_iter()
            .chain([(0.025, 0.01), (0.0, 1.0), (-5.0, 1.0)])
        {
            assert_eq!(power_of_ten(number), power, "{number}");
        }
        assert!(power_of_ten(5e-324) > 0.0 && power_of_ten(f64::MAX) > 1e307);
    }

    #[test]
    fn hard_numbers_are_rounded_as_the_standard_library_rounds_them() {
        for text in [
            "0",
            "-0",
            "0.0",
            "1",
            "+1.5",
            ".5",
            "5.",
            "00012.50",
            "1e5",
            "1E-5",
            "123456789012345678",
            "9007199254740993",
            "9007199254740992.5",
            "9007199254740993.0000000000000000000001",
            "2.2250738585072011e-308",
            "2.2250738585072014e-308",
            "4.9e-324",
            "2.4703282292062327e-324",
            "2.4703282292062328e-324",
            "1.7976931348623157e308",
            "1.7976931348623158e308",
            "1.7976931348623159e308",
            "1e308",
            "1e309",
            "1e-400",
            "1e999999999",
            "15.0999999999999996",
            "44.210000000000001",
            "0.1",
            "0.3",
            "1e22",
            "1e23",
            "8.442911973260991817e3",
            "123456789e-22",
        ] {
            same(text);
        }
        same(&format!("0.{}1", "0".repeat(320)));
        same(&format!("1{}", "0".repeat(300)));
        same(&format!("9007199254740992.5{}1", "0".repeat(900)));
        same(&"3".repeat(900));
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in [
            "", "-", ".", "e5", "1e", "1.2.3", "1,5", "0x10", "inf", "NaN", "１", " 1", "1 ", "--1",
        ] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }

    #[track_caller]
    fn written(number: f64) {
        // Of two shortest texts as near, the standard library takes the odd one.
        let (short, expected) = (shortest(number), format!("{number}"));
        assert_eq!(short.len(), expected.len(), "{short} for {expected}");
        assert_eq!(parse_number(&short), Some(number), "{short} for {expected}");
        for decimals in 0..4 {
            let expected = format!("{number:.decimals$}");
            let expected = match parse_number(&expected) {
                Some(0.0) => expected.trim_start_matches('-').to_owned(),
                _ => expected,
            };
            assert_eq!(fixed(number, decimals), expected, "{number:e}");
        }
    }

    #[test]
    fn numbers_are_written_as_the_standard_library_writes_them() {
        for number in [
            0.0,
            1.0,
            -1.5,
            0.1,
            0.3,
            0.1 + 0.2,
            1e21,
            1e23,
            5e-324,
            f64::MAX,
            f64::MIN_POSITIVE,
            0.5,
            1.5,
            2.5,
            0.125,
            0.25,
            0.35,
            0.05,
            9.95,
            99.995,
            -0.04,
            662.287_363_088_3,
            123_456.789,
            9_007_199_254_740_993.0,
            1.0 / 3.0,
            2.0 / 3.0,
            0.999_999_999_999_999_9,
            1e15,
            123_456_789.123_456_79,
        ] {
            written(number);
        }
        assert_eq!(
            (shortest(f64::NAN), fixed(f64::INFINITY, 1)),
            (String::new(), String::new())
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]

        #[test]
        fn any_number_reads_back_as_itself(bits in any::<u64>(), digits in 0usize..30) {
            let number = f64::from_bits(bits);
            if number.is_finite() {
                same(&format!("{number}"));
                same(&format!("{number:e}"));
                same(&format!("{number:.digits$e}"));
            }
        }

        #[test]
        fn any_number_is_written(bits in any::<u64>(), near in -1e6f64..1e6) {
            let number = f64::from_bits(bits);
            if number.is_finite() {
                written(number);
            }
            written(near);
            written((near * 1e3).round() / 1e3);
        }

        #[test]
        fn any_decimal_is_rounded_right(whole in any::<u128>(), exponent in -380i32..330) {
            same(&format!("{whole}e{exponent}"));
        }
    }
}
