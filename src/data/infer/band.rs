//! Bands of numbers such as `18-29`, `30〜39歳`, `300万円未満` or `$150,000+`, and rates such as
//! `週に2〜3回` or `once a month`, by the number where each begins.

use super::find::{after_any, holds_any, without};
use super::lexicon;
use super::number::value_of;

/// Where a value begins on its scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Start {
    /// The number by which values stand in order.
    pub(super) at: f64,
    /// Whether the value says that it is a band, or a rate, and not any text with a number.
    pub(super) is_marked: bool,
}

const BELOW: &str =
    "未満|以下|以内|under |less than|below|up to|or less|or younger|fewer than|and under";
const ABOVE: &str = "以上|以降|over |more than|above|or more|or older|and over|and older|超|+";
const NOTHING: &str = "なし|ない|none|no |zero|never";
const UNITS: &str = "代|歳|才|円|年|回|人|時間|分|件|years|hours|times|people|床";

/// Where a band begins; nothing where the text is none.
pub(super) fn band_of(text: &str) -> Option<Start> {
    let text = plain(text);
    let says = |words: &str| holds_any(&text, words);
    let numbers = numbers_of(&text);
    let Some(first) = numbers.first() else {
        let is_nothing = says(NOTHING) || text == "no";
        return is_nothing.then_some(Start {
            at: f64::MIN,
            is_marked: false,
        });
    };
    let is_range = numbers.len() > 1;
    let is_below = !is_range && (says(BELOW) || after_any(&text, "<|-").is_some());
    let is_above = says(ABOVE) || text.starts_with(">") || text.ends_with("-");
    let is_beyond = text.starts_with(">") || says("more than");
    Some(Start {
        at: match is_below {
            true => f64::MIN / 2.0,
            false => first + f64::from(u8::from(is_beyond)) / 2.0,
        },
        is_marked: is_range || is_below || is_above || says(UNITS),
    })
}

/// How often a year, from the most to the least; nothing where the text is no rate.
pub(super) fn rate_of(text: &str) -> Option<Start> {
    let text = plain(text);
    let says = |words: &str| holds_any(&text, words);
    if says("never|しない|less often|まったく|全く|それ以下") {
        let at = if says("less") { -0.5 } else { 0.0 };
        return Some(Start {
            at,
            is_marked: false,
        });
    }
    if !says("回|毎|日以上|数日| a | per |every|ly|times") {
        return None;
    }
    let per = match () {
        () if says("週|week") => 52.0,
        () if says("月|month") => 12.0,
        () if says("日|day|daily") => 365.0,
        () if says("年|year|annual") => 1.0,
        () => return None,
    };
    let times = match numbers_of(&text).first() {
        Some(number) => *number,
        None if says("twice") => 2.0,
        None if says("several|a few|multiple|数") => 3.0,
        None => 1.0,
    };
    // Nearly every day is a little less than every day.
    let part = if says("ほぼ|ほとんど|almost|less") {
        0.9
    } else {
        1.0
    };
    Some(Start {
        at: -per * times * part,
        is_marked: true,
    })
}

/// In small half-width letters, without the commas inside numbers.
fn plain(text: &str) -> String {
    without(&lexicon::plain(text), b',')
}

/// The numbers of a text. One without a unit of ten thousand that stands before one with it has the
/// same: 300〜500万円.
fn numbers_of(text: &str) -> Vec<f64> {
    let mut numbers: Vec<f64> = Vec::new();
    let mut rest = text;
    while let Some(letter) = rest.chars().next() {
        let is_part = |byte: &u8| byte.is_ascii_digit() || *byte == b'.';
        let length = match letter.is_ascii_digit() {
            true => rest.bytes().take_while(is_part).count(),
            false => letter.len_utf8(),
        };
        let (mut digits, after) = rest.split_at(length);
        rest = after;
        while let Some(before) = digits.strip_suffix(".") {
            digits = before;
        }
        let Some(number) = value_of(digits) else {
            continue;
        };
        let unit = unit_of(after);
        if let Some(before) = numbers
            .last_mut()
            .filter(|before| unit > 1.0 && **before < number)
        {
            *before *= unit;
        }
        numbers.push(number * unit);
    }
    numbers
}

fn unit_of(after: &str) -> f64 {
    let letters = after.trim();
    for (unit, size) in [
        ("万", 1e4),
        ("億", 1e8),
        ("千", 1e3),
        ("百", 1e2),
        ("million", 1e6),
        ("k", 1e3),
    ] {
        if letters.starts_with(unit) {
            return size;
        }
    }
    1.0
}

#[cfg(test)]
mod tests {
    use super::{band_of, rate_of};

    #[track_caller]
    fn rise(start: fn(&str) -> Option<super::Start>, values: &[&str]) {
        let starts: Vec<f64> = values
            .iter()
            .map(|value| start(value).unwrap().at)
            .collect();
        assert!(starts.is_sorted_by(|a, b| a < b), "{values:?}: {starts:?}");
        assert!(values.iter().any(|value| start(value).unwrap().is_marked));
    }

    #[test]
    fn bands_stand_in_the_order_of_their_numbers() {
        rise(band_of, &["18-29", "30-44", "45-60", "> 60"]);
        rise(band_of, &["Under 18", "18–24", "25–34", "65 or older"]);
        rise(
            band_of,
            &["18歳未満", "18〜29歳", "３０～３９歳", "60歳以上"],
        );
        rise(band_of, &["10代", "20代", "30代", "70代以上"]);
        rise(
            band_of,
            &[
                "$0 - $24,999",
                "$25,000 - $49,999",
                "$100,000 - $149,999",
                "$150,000+",
            ],
        );
        rise(
            band_of,
            &[
                "収入なし",
                "300万円未満",
                "300～500万円",
                "500万円以上1,000万円未満",
                "1億円以上",
            ],
        );
        rise(
            band_of,
            &["None", "1-2 times", "3-5 times", "More than 5 times"],
        );
        assert_eq!(band_of("Lottery A"), None);
    }

    #[test]
    fn rates_stand_from_often_to_never() {
        rise(
            rate_of,
            &[
                "毎日",
                "ほぼ毎日",
                "週に4〜5回",
                "週に1回",
                "月に2〜3回",
                "年に数回",
                "しない",
            ],
        );
        rise(
            rate_of,
            &[
                "Every day",
                "Several times a week",
                "Once a week",
                "2-3 times a month",
                "Once a year",
                "Never",
            ],
        );
        assert_eq!(rate_of("10年以上"), None);
    }
}
