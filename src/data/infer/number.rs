//! Numbers as people and programs write them.

use super::find::{holds, without};
use crate::text::digits;

/// The number of a text such as `1,234`, `２５` or `12%` in plain digits; nothing where it is
/// none, and nothing for digits that begin with 0, which are a code.
pub(super) fn number_of(text: &str) -> Option<String> {
    let plain = halved(text);
    let mut rest = plain.as_str();
    if let Some(letter) = rest
        .chars()
        .next()
        .filter(|letter| holds("¥$€£", letter.encode_utf8(&mut [0; 4])))
    {
        rest = rest.get(letter.len_utf8()..)?;
    }
    for unit in ["%", "円", "歳", "才", "人"] {
        rest = rest.strip_suffix(unit).unwrap_or(rest);
    }
    let digits = rest.strip_prefix("-").unwrap_or(rest);
    let number = match is_grouped(digits) {
        true => without(rest, b','),
        false => rest.to_owned(),
    };
    is_plain(&number).then_some(number)
}

/// Whether a text is a number in plain digits.
pub(super) fn is_plain(text: &str) -> bool {
    let digits = text.strip_prefix("-").unwrap_or(text);
    let is_code = digits.len() > 1 && digits.starts_with("0") && !digits.starts_with("0.");
    !is_code && value_of(text).is_some()
}

/// The number of plain digits, as near as fifteen of them make it: enough to put numbers in order
/// and to tell codes.
pub(super) fn value_of(text: &str) -> Option<f64> {
    let digits = text.strip_prefix("-").unwrap_or(text);
    let (mut whole, mut after, mut found) = (0.0, 0.0, 0);
    for byte in digits.bytes() {
        match byte {
            b'.' if after == 0.0 && found > 0 => after = 1.0,
            b'0'..=b'9' => {
                whole = whole * 10.0 + f64::from(byte - b'0');
                after *= 10.0;
                found += 1;
            }
            _ => return None,
        }
    }
    let size = if after > 0.0 { whole / after } else { whole };
    (found > 0 && !digits.ends_with(".")).then_some(if digits.len() < text.len() {
        -size
    } else {
        size
    })
}

/// A number of at most six decimals in digits.
pub(super) fn digits_of(number: f64) -> String {
    let whole = number.abs().floor();
    let mut text = if number < 0.0 {
        "-".to_owned()
    } else {
        String::new()
    };
    text.push_str(&digits(whole as u64));
    let mut rest = ((number.abs() - whole) * 1e6 + 0.5) as u64;
    if rest > 0 {
        text.push('.');
        let mut unit = 100_000;
        while rest > 0 && unit > 0 {
            text.push(char::from(b'0' + (rest / unit % 10) as u8));
            rest %= unit;
            unit /= 10;
        }
    }
    text
}

/// Full-width letters, digits and marks as the ASCII ones, and curled apostrophes as straight ones.
pub(super) fn halved(text: &str) -> String {
    let mut half = String::with_capacity(text.len());
    for letter in text.chars() {
        half.push(match letter {
            '\u{ff01}'..='\u{ff5d}' => char::from((u32::from(letter) - 0xfee0) as u8),
            '\u{ffe5}' => '¥',
            '\u{3000}' | '\u{a0}' => ' ',
            '\u{2019}' | '\u{2018}' => '\'',
            _ => letter,
        });
    }
    half
}

/// Whether commas part the digits by threes.
fn is_grouped(digits: &str) -> bool {
    let (mut groups, mut length) = (0, 0);
    for byte in digits.bytes().chain([b',']) {
        match byte {
            b'.' => break,
            b',' if groups > 0 && length != 3 || length == 0 || length > 3 => return false,
            b',' => {
                groups += 1;
                length = 0;
            }
            _ => length += 1,
        }
    }
    groups > 1 || groups > 0 && length == 3
}

#[cfg(test)]
mod tests {
    use super::{digits_of, number_of};

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, number) in [
            ("12", Some("12")),
            ("-1.5", Some("-1.5")),
            ("1,234,567.8", Some("1234567.8")),
            ("$1,200", Some("1200")),
            ("￥1,200円", Some("1200")),
            ("２５歳", Some("25")),
            ("40%", Some("40")),
            ("0", Some("0")),
            ("0.5", Some("0.5")),
            ("12345", Some("12345")),
            ("00123", None),
            ("1,23", None),
            (",123", None),
            ("18-29", None),
            ("1e5", None),
            ("NaN", None),
            ("1.", None),
            ("-", None),
            ("", None),
            ("%", None),
        ] {
            assert_eq!(number_of(text).as_deref(), number, "{text}");
        }
    }

    #[test]
    fn numbers_are_written_in_digits() {
        for (number, text) in [(5596.0, "5596"), (-2.5, "-2.5"), (0.05, "0.05"), (0.0, "0")] {
            assert_eq!(digits_of(number), text);
        }
    }
}
