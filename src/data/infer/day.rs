//! Days as people and programs write them.

use crate::data::column::day_number;
use crate::value::texts;

/// In which order the parts of a day stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DateOrder {
    /// Year, month, day.
    #[default]
    Ymd,
    /// Month, day, year.
    Mdy,
    /// Day, month, year.
    Dmy,
}

texts!(DateOrder {
    Ymd: "ymd",
    Mdy: "mdy",
    Dmy: "dmy"
});

impl DateOrder {
    /// Every order.
    pub(super) const ALL: [Self; 3] = [Self::Ymd, Self::Mdy, Self::Dmy];
}

/// The day of a text such as `2022/1/31 9:05`, `2022年1月31日` or `1/31/2022` as `2022-01-31`;
/// a time of day may follow it, and is left out.
pub(super) fn day_of(text: &str, order: DateOrder) -> Option<String> {
    let (parts, rest) = three_numbers(text)?;
    let after = rest.trim_start_matches('日');
    let is_end = after.is_empty() || after.starts_with([' ', 'T', '\u{3000}', '(', '（']);
    let [a, b, c] = parts;
    let (year, month, day) = match order {
        DateOrder::Ymd => (a, b, c),
        DateOrder::Mdy => (c, a, b),
        DateOrder::Dmy => (c, b, a),
    };
    let text = padded(year, 4)? + "-" + &padded(month, 2)? + "-" + &padded(day, 2)?;
    (is_end && year.len() == 4 && day_number(&text).is_some()).then_some(text)
}

fn padded(digits: &str, width: usize) -> Option<String> {
    Some("0".repeat(width.checked_sub(digits.len())?) + digits)
}

/// Three runs of digits with one mark between each two, and what follows them.
fn three_numbers(text: &str) -> Option<([&str; 3], &str)> {
    let (first, rest) = digits(text)?;
    let (second, rest) = digits(after_mark(rest, '年')?)?;
    let (third, rest) = digits(after_mark(rest, '月')?)?;
    Some(([first, second, third], rest))
}

fn digits(text: &str) -> Option<(&str, &str)> {
    let end = text.bytes().take_while(u8::is_ascii_digit).count();
    (end > 0 && end <= 4).then(|| text.split_at(end))
}

fn after_mark(text: &str, own: char) -> Option<&str> {
    text.strip_prefix(['-', '/', '.', own])
}

#[cfg(test)]
mod tests {
    use super::{DateOrder, day_of};

    #[test]
    fn days_are_read_in_each_order() {
        for (text, order, day) in [
            ("2022-01-31", DateOrder::Ymd, Some("2022-01-31")),
            ("2022/1/3 9:05:12", DateOrder::Ymd, Some("2022-01-03")),
            (
                "2022/01/31 9:05:12 午後 GMT+9",
                DateOrder::Ymd,
                Some("2022-01-31"),
            ),
            ("2022年1月31日", DateOrder::Ymd, Some("2022-01-31")),
            ("2022-01-31T09:05:12Z", DateOrder::Ymd, Some("2022-01-31")),
            ("1/31/2022 10:00", DateOrder::Mdy, Some("2022-01-31")),
            ("31.1.2022", DateOrder::Dmy, Some("2022-01-31")),
            ("31/1/2022", DateOrder::Mdy, None),
            ("2022-13-01", DateOrder::Ymd, None),
            ("18-29", DateOrder::Ymd, None),
            ("03-1234-5678", DateOrder::Ymd, None),
            ("1-2-3", DateOrder::Ymd, None),
            ("12345-1-1", DateOrder::Ymd, None),
        ] {
            assert_eq!(day_of(text, order).as_deref(), day, "{text}");
        }
    }
}
