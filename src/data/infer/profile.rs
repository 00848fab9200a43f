//! The values of one column, counted over all rows.

use super::day::{DateOrder, day_of};
use super::number::{is_plain, number_of};
use super::records::trimmed;
use crate::data::distinct::Distinct;

/// How many different values of a column are kept, and how many bytes of them. Of a column that
/// has more, which is one of numbers, of days or of free text, it is only counted of which
/// kind the others are.
const MOST_VALUES: usize = 2_000;
const MOST_BYTES: usize = 200_000;

/// The values of one column.
#[derive(Debug, Default)]
pub(super) struct Profile {
    places: Distinct,
    texts: Vec<String>,
    counts: Vec<usize>,
    bytes: usize,
    /// Rows with a blank cell.
    pub(super) blank: usize,
    /// The rows whose values were too many to be kept.
    pub(super) beyond: Tally,
    /// Whether a cell has space around its value.
    pub(super) is_padded: bool,
}

/// Of what kind values are.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Tally {
    /// Rows.
    pub(super) rows: usize,
    /// Those with a number, and those where it is written in plain digits.
    pub(super) numbers: usize,
    pub(super) plain_numbers: usize,
    /// Those with a day, by the order of its parts.
    pub(super) days: [usize; 3],
    /// Those with a day written as `2022-01-31`.
    pub(super) plain_days: usize,
}

impl Tally {
    /// With a value that stands in so many rows.
    pub(super) fn add(&mut self, text: &str, rows: usize) {
        self.rows += rows;
        // Plain digits, of which most long columns are, are no day.
        if is_plain(text) {
            self.numbers += rows;
            self.plain_numbers += rows;
            return;
        }
        if let Some(number) = number_of(text) {
            self.numbers += rows;
            self.plain_numbers += if number == text { rows } else { 0 };
        }
        for (days, order) in self.days.iter_mut().zip(DateOrder::ALL) {
            if let Some(day) = day_of(text, order) {
                *days += rows;
                self.plain_days += if day == text { rows } else { 0 };
            }
        }
    }
}

impl Profile {
    /// Counts a cell.
    #[cfg_attr(chosa_fast, optimize(speed))]
    pub(super) fn push(&mut self, raw: &str) {
        let text = trimmed(raw);
        self.is_padded |= text.len() != raw.len();
        if text.is_empty() {
            self.blank += 1;
            return;
        }
        let is_full = self.texts.len() >= MOST_VALUES || self.bytes >= MOST_BYTES;
        if is_full && self.places.find(text.as_bytes()).is_none() {
            self.push_beyond(text);
            return;
        }
        let place = self.places.number(text.as_bytes()) as usize;
        match self.counts.get_mut(place) {
            Some(count) => *count += 1,
            None => {
                self.bytes += text.len();
                self.texts.push(text.to_owned());
                self.counts.push(1);
            }
        }
    }

    /// A word among more numbers than are kept would be lost, and with it why a cell is none.
    fn push_beyond(&mut self, text: &str) {
        let before = self.beyond;
        self.beyond.add(text, 1);
        let is_word = self.beyond.numbers == before.numbers && self.beyond.days == before.days;
        if is_word && self.texts.len() < MOST_VALUES * 2 && self.bytes < MOST_BYTES * 2 {
            self.beyond = before;
            self.bytes += text.len();
            self.places.number(text.as_bytes());
            self.texts.push(text.to_owned());
            self.counts.push(1);
        }
    }

    /// The values that are kept, in the order in which they came, with their rows.
    pub(super) fn values(&self) -> impl Iterator<Item = (&str, usize)> {
        let texts = self.texts.iter().map(String::as_str);
        texts.zip(self.counts.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::Profile;

    #[test]
    fn a_word_among_many_numbers_is_kept() {
        let mut profile = Profile::default();
        for number in 0..5_000 {
            profile.push(&number.to_string());
        }
        profile.push("refused");
        profile.push("refused");
        profile.push("");
        assert_eq!(
            (profile.blank, profile.beyond.rows, profile.beyond.numbers),
            (1, 3_000, 3_000)
        );
        assert_eq!(profile.values().last(), Some(("refused", 2)));
    }
}
