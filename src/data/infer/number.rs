//! Numbers as people and programs write them.

use crate::decimal::parse_number;

/// The number of a text such as `1,234`, `２５` or `12%` in plain digits; nothing where it is
/// none, and nothing for digits that begin with 0, which are a code.
pub(super) fn number_of(text: &str) -> Option<String> {
    let plain = halved(text);
    let plain = plain.trim_start_matches(['¥', '￥', '$', '€', '£']);
    let plain = UNITS
        .iter()
        .find_map(|unit| plain.strip_suffix(unit))
        .unwrap_or(plain)
        .trim();
    let digits = plain.trim_start_matches(['-', '+']);
    let is_code = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    let plain = match is_grouped(digits) {
        true => plain.replace(',', ""),
        false => plain.to_owned(),
    };
    // A number in another form would bring others' words in: `1e5` is a code as a rule.
    let is_plain = plain.bytes().all(|byte| !byte.is_ascii_alphabetic());
    (is_plain && !is_code && parse_number(&plain).is_some()).then_some(plain)
}

const UNITS: [&str; 5] = ["%", "円", "歳", "才", "人"];

/// Full-width letters, digits and marks as the ASCII ones, and every dash and tilde of a
/// range as `-`.
pub(super) fn halved(text: &str) -> String {
    let one = |letter: char| match letter {
        '\u{ff01}'..='\u{ff5d}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{2019}' | '\u{2018}' => '\'',
        _ => letter,
    };
    text.chars().map(one).collect()
}

/// Whether commas part the digits by threes.
fn is_grouped(digits: &str) -> bool {
    let whole = digits.split('.').next().unwrap_or_default();
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let mut count = 0;
    let by_threes = groups.all(|group| {
        count += 1;
        group.len() == 3
    });
    count > 0 && by_threes && (1..=3).contains(&first.len())
}

#[cfg(test)]
mod tests {
    use super::number_of;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        for (text, number) in [
            ("12", Some("12")),
            ("-1.5", Some("-1.5")),
            ("1,234,567.8", Some("1234567.8")),
            ("$1,200", Some("1200")),
            ("２５歳", Some("25")),
            ("40%", Some("40")),
            ("0", Some("0")),
            ("0.5", Some("0.5")),
            ("00123", None),
            ("1,23", None),
            ("18-29", None),
            ("1e5", None),
            ("NaN", None),
            ("", None),
            ("%", None),
        ] {
            assert_eq!(number_of(text).as_deref(), number, "{text}");
        }
    }
}
