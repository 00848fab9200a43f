//! The hospitals that answer: size, founder, region, staff, and the day they answered.

use super::random::Random;

/// How many bed-size classes there are.
pub(super) const CLASSES: usize = 6;

/// The value of each class in the file, smallest first.
pub(super) const CLASS_NAMES: [&str; CLASSES] =
    ["20-99", "100-199", "200-299", "300-399", "400-499", "500+"];

const CLASS_BEDS: [(u32, u32); CLASSES] = [
    (20, 99),
    (100, 199),
    (200, 299),
    (300, 399),
    (400, 499),
    (500, 1100),
];

/// The least and the most IT staff that a class usually has.
const CLASS_STAFF: [(u32, u32); CLASSES] = [(0, 2), (0, 3), (1, 4), (2, 6), (3, 9), (5, 18)];

const FOUNDERS: [&str; 5] = [
    "national",
    "public",
    "semi_public",
    "medical_corporation",
    "other",
];

/// How often each founder occurs in each class: large hospitals are mostly public ones.
const FOUNDER_WEIGHTS: [[u32; 5]; CLASSES] = [
    [1, 8, 3, 74, 14],
    [3, 10, 6, 67, 14],
    [6, 17, 14, 48, 15],
    [10, 24, 22, 28, 16],
    [13, 30, 26, 14, 17],
    [22, 29, 22, 6, 21],
];

const REGIONS: [(&str, u32); 6] = [
    ("hokkaido_tohoku", 15),
    ("kanto", 26),
    ("chubu", 16),
    ("kinki", 18),
    ("chugoku_shikoku", 11),
    ("kyushu_okinawa", 14),
];

/// One hospital, before it answers anything.
pub(super) struct Hospital {
    /// The place of its bed-size class, smallest first.
    pub(super) class: usize,
    pub(super) beds: u32,
    pub(super) founder: &'static str,
    pub(super) region: &'static str,
    /// `None` where the question was left open.
    pub(super) it_staff: Option<u32>,
    /// The day of the answer, `2022-01-31`.
    pub(super) responded: String,
    /// How well prepared it is among hospitals of its class, 0 to 999. It ties the answers
    /// of one hospital together and is not published.
    pub(super) maturity: u32,
}

/// As many hospitals of each class as `per_class` says, answering between two days.
pub(super) fn draw(random: &mut Random, per_class: [usize; CLASSES], days: &Days) -> Vec<Hospital> {
    let mut hospitals = Vec::new();
    for (class, count) in per_class.into_iter().enumerate() {
        hospitals.extend((0..count).map(|_| one(random, class, days)));
    }
    // In order of answering, so that the place of a row says nothing of the hospital's size.
    hospitals.sort_by_cached_key(|hospital| (hospital.responded.clone(), random.below(1 << 30)));
    hospitals
}

fn one(random: &mut Random, class: usize, days: &Days) -> Hospital {
    let maturity = random.below(1000);
    let (least, most) = CLASS_BEDS[class];
    // The smaller of two draws: within a class, too, small hospitals are the more common.
    let beds = least
        + random
            .below(most - least + 1)
            .min(random.below(most - least + 1));
    let (few, many) = CLASS_STAFF[class];
    let staff = few + random.below(many - few + 1) * (600 + maturity) / 1600;
    Hospital {
        class,
        beds,
        founder: FOUNDERS[random.weighted(&FOUNDER_WEIGHTS[class])],
        region: REGIONS[random.weighted(&REGIONS.map(|(_, weight)| weight))].0,
        it_staff: (random.below(100) >= 6).then_some(staff),
        responded: days.draw(random),
        maturity,
    }
}

/// The days of a fieldwork, within one year that is no leap year.
pub(super) struct Days {
    pub(super) year: u32,
    /// Month and day.
    pub(super) first: (u32, u32),
    pub(super) last: (u32, u32),
}

const MONTH_STARTS: [u32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

impl Days {
    /// The smaller of two draws: most answer early.
    fn draw(&self, random: &mut Random) -> String {
        let (first, last) = (day_of_year(self.first), day_of_year(self.last));
        let length = last - first + 1;
        self.text(first + random.below(length).min(random.below(length)))
    }

    fn text(&self, day: u32) -> String {
        let month = MONTH_STARTS
            .iter()
            .rposition(|start| *start < day)
            .unwrap_or(0);
        let day = day - MONTH_STARTS[month];
        format!("{}-{:02}-{day:02}", self.year, month + 1)
    }
}

/// The first of January is day 1.
fn day_of_year((month, day): (u32, u32)) -> u32 {
    MONTH_STARTS[(month - 1) as usize] + day
}

#[cfg(test)]
mod tests {
    use super::{Days, day_of_year};

    #[test]
    fn a_day_is_written_as_it_was_read() {
        let days = Days {
            year: 2022,
            first: (1, 31),
            last: (2, 10),
        };
        for (month, day, text) in [
            (1, 1, "2022-01-01"),
            (1, 31, "2022-01-31"),
            (2, 28, "2022-02-28"),
        ] {
            assert_eq!(days.text(day_of_year((month, day))), text);
        }
    }
}
