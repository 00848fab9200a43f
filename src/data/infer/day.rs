//! Days as people and programs write them.

use super::find::{after_any, digits_first};
use crate::data::column::day_parts;
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
    let mut rest = text;
    let mut parts = [""; 3];
    for (part, own) in parts.iter_mut().zip(["年", "月", "日"]) {
        let (digits, after) = digits_first(rest);
        rest = after.strip_prefix(own).unwrap_or(after);
        if own != "日" && rest.len() == after.len() {
            rest = after_any(after, "-|/|.")?;
        }
        *part = digits;
    }
    let [a, b, c] = parts;
    let (year, month, day) = match order {
        DateOrder::Ymd => (a, b, c),
        DateOrder::Mdy => (c, a, b),
        DateOrder::Dmy => (c, b, a),
    };
    let is_end = rest.is_empty() || after_any(rest, " |T|　|(|（").is_some();
    let is_sized = year.len() == 4 && (1..3).contains(&month.len()) && (1..3).contains(&day.len());
    if !is_end || !is_sized {
        return None;
    }
    let mut text = year.to_owned();
    for part in [month, day] {
        text.push_str(if part.len() == 1 { "-0" } else { "-" });
        text.push_str(part);
    }
    day_parts(&text).map(|_| text)
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
