//! Days and periods in words.

use crate::language::Language;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// From one day to another, both as "2022-01-31" or empty: "31 January to 10 February 2022".
/// What is written in another way stands as it is.
pub(crate) fn period_text(start: &str, end: &str, language: Language) -> String {
    let (first, last) = match (start, end) {
        ("", day) | (day, "") => return day_text(day, language),
        days => days,
    };
    let (from, to) = (day_text(first, language), day_text(last, language));
    match (Day::parse(first), Day::parse(last)) {
        (Some(first), Some(last)) if first.year == last.year => language.fill(
            "{0}～{1}",
            "{2} to {3}",
            &[
                &from,
                &last.in_year(language),
                &first.in_year(language),
                &to,
            ],
        ),
        _ => language.fill("{0}～{1}", "{0} to {1}", &[&from, &to]),
    }
}

/// A day, counted from 1970-01-01, in words; the count that the data's days have.
pub(super) fn day_words(number: f64, language: Language) -> String {
    // Days from the first of March of year 0, in cycles of 400 years.
    let days = number as i64 + 719_468;
    let cycle = days.rem_euclid(146_097);
    let year = (cycle - cycle / 1_460 + cycle / 36_524 - cycle / 146_096) / 365;
    let of_year = cycle - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let day = Day {
        year: (year + days.div_euclid(146_097) * 400 + from_march / 10) as u16,
        month: (if from_march < 10 {
            from_march + 3
        } else {
            from_march - 9
        }) as usize,
        day: (of_year - (153 * from_march + 2) / 5 + 1) as u8,
    };
    day.in_words(language)
}

fn day_text(text: &str, language: Language) -> String {
    let Some(day) = Day::parse(text) else {
        return text.to_owned();
    };
    day.in_words(language)
}

struct Day {
    year: u16,
    month: usize,
    day: u8,
}

impl Day {
    fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split('-');
        let day = Self {
            year: parts.next()?.parse().ok()?,
            month: parts.next()?.parse().ok()?,
            day: parts.next()?.parse().ok()?,
        };
        (parts.next().is_none() && (1..=12).contains(&day.month)).then_some(day)
    }

    fn in_words(&self, language: Language) -> String {
        let (year, rest) = (self.year, self.in_year(language));
        language.fill("{0}年{1}", "{1} {0}", &[&year, &rest])
    }

    fn in_year(&self, language: Language) -> String {
        let Self { month, day, .. } = self;
        let name = MONTHS.get(month.wrapping_sub(1)).copied().unwrap_or("");
        language.fill("{0}月{1}日", "{1} {2}", &[&month, &day, &name])
    }
}

#[cfg(test)]
mod tests {
    use super::{day_words, period_text};
    use crate::data::day_number;
    use crate::language::Language::{En, Ja};

    #[test]
    fn a_year_that_both_days_share_is_said_once() {
        let period = |language| period_text("2022-01-31", "2022-02-10", language);
        assert_eq!(period(Ja), "2022年1月31日～2月10日");
        assert_eq!(period(En), "31 January to 10 February 2022");
    }

    #[test]
    fn a_counted_day_is_the_day_that_was_counted() {
        for day in [
            "1970-01-01",
            "2000-02-29",
            "2022-01-31",
            "2023-12-31",
            "2024-03-01",
        ] {
            let number = day_number(day).unwrap();
            assert_eq!(day_words(number, En), period_text(day, "", En), "{day}");
        }
    }

    #[test]
    fn two_years_are_both_said() {
        let period = |language| period_text("2022-01-24", "2023-03-08", language);
        assert_eq!(period(Ja), "2022年1月24日～2023年3月8日");
        assert_eq!(period(En), "24 January 2022 to 8 March 2023");
    }

    #[test]
    fn half_a_period_is_a_day_and_other_words_stay() {
        assert_eq!(period_text("2022-01-31", "", En), "31 January 2022");
        assert_eq!(period_text("", "", Ja), "");
        assert_eq!(
            period_text("spring 2022", "2022-13-01", En),
            "spring 2022 to 2022-13-01"
        );
    }
}
