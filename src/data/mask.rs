//! A set of respondents, one bit each.

use super::word::Word;
use std::sync::Arc;
use wide::u8x16;

/// A set of rows out of a fixed number of rows.
///
/// Bases, domains, selected options and filters are all masks, so that every figure is
/// computed over the whole design with some rows outside, and no row is ever dropped. Sets
/// that come of one and have its members share its memory: who was asked is the same set for
/// most questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mask {
    rows: usize,
    count: usize,
    /// None where nobody is in the set.
    words: Arc<Vec<u64>>,
}

const BITS: usize = 64;
/// The rows of one call of a pass: a browser makes a function quick when it is called again.
pub(crate) const PART: usize = 1 << 13;

impl Mask {
    /// The empty set of `rows` rows.
    #[must_use]
    pub fn none(rows: usize) -> Self {
        Self {
            rows,
            count: 0,
            words: Arc::default(),
        }
    }

    /// The set of all `rows` rows.
    #[must_use]
    pub fn all(rows: usize) -> Self {
        Self::of_words(rows, within(rows, vec![u64::MAX; rows.div_ceil(BITS)]))
    }

    /// The rows for which `holds` answers true.
    #[must_use]
    pub fn from_fn(rows: usize, mut holds: impl FnMut(usize) -> bool) -> Self {
        let words = (0..rows.div_ceil(BITS))
            .map(|word| {
                let start = word * BITS;
                let end = rows.min(start + BITS);
                (start..end).fold(0u64, |bits, row| {
                    bits | (u64::from(holds(row)) << (row - start))
                })
            })
            .collect();
        Self::of_words(rows, words)
    }

    /// Those of `rows` rows that `members` lists; what is past the last row is left out.
    #[must_use]
    pub fn holding(rows: usize, members: impl Iterator<Item = usize>) -> Self {
        let mut words = vec![0; rows.div_ceil(BITS)];
        for row in members.filter(|row| *row < rows) {
            if let Some(word) = words.get_mut(row / BITS) {
                *word |= 1 << (row % BITS);
            }
        }
        Self::of_words(rows, words)
    }

    /// Those of `rows` rows whose bits are set in `words`, which may be fewer than there are rows.
    pub(crate) fn of_words(rows: usize, mut words: Vec<u64>) -> Self {
        words.resize(rows.div_ceil(BITS), 0);
        let mut count = 0;
        for word in &words {
            count += word.count_ones() as usize;
        }
        match count {
            0 => Self::none(rows),
            _ => Self {
                rows,
                count,
                words: Arc::new(words),
            },
        }
    }

    /// The rows that have a code.
    pub(crate) fn of_code(codes: &[u8], code: u8) -> Self {
        let mut words = Vec::with_capacity(codes.len().div_ceil(BITS));
        for part in codes.chunks(PART) {
            compare(part, code, &mut words);
        }
        Self::of_words(codes.len(), words)
    }

    /// The rows of whose code `holds` is true.
    pub(crate) fn of_codes_in<C: Copy + Into<u32>>(codes: &[C], holds: &[bool]) -> Self {
        let mut words = Vec::with_capacity(codes.len().div_ceil(BITS));
        for part in codes.chunks(PART) {
            gather(part, holds, &mut words);
        }
        Self::of_words(codes.len(), words)
    }

    /// The set as bits, 64 rows a word, the first row lowest; no words where nobody is in it.
    pub(crate) fn words(&self) -> &[u64] {
        &self.words
    }

    /// How many rows there are, inside the set and outside.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// How many rows are in the set.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// Whether no row is in the set.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    fn is_whole(&self) -> bool {
        self.count == self.rows
    }

    /// Whether `row` is in the set; false past the last row.
    #[must_use]
    pub fn contains(&self, row: usize) -> bool {
        self.words
            .get(row / BITS)
            .is_some_and(|word| word >> (row % BITS) & 1 == 1)
    }

    /// The rows of the set in ascending order.
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(index, word)| {
            let mut rest = *word;
            std::iter::from_fn(move || {
                (rest != 0).then(|| {
                    let bit = rest.trailing_zeros() as usize;
                    rest &= rest - 1;
                    index * BITS + bit
                })
            })
        })
    }

    /// Calls `take` with each row of the set in ascending order: the loop of whatever goes
    /// through all respondents, where the iterator would be half the work.
    pub(crate) fn each(&self, mut take: impl FnMut(usize)) {
        for (index, word) in self.words.iter().enumerate() {
            let mut rest = *word;
            while rest != 0 {
                take(index * BITS + rest.trailing_zeros() as usize);
                rest &= rest - 1;
            }
        }
    }

    /// Writes 255 for whoever is outside the set.
    pub(crate) fn strike(&self, codes: &mut [u8]) {
        match self.is_empty() {
            true => codes.fill(u8::MAX),
            false => put_aside(codes, &self.words, u8::MAX),
        }
    }

    /// Whether the two share their memory, and are one set for that.
    pub(crate) fn is_shared_with(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.words, &other.words)
    }

    /// The rows in both sets.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        match (
            self.is_whole() || other.is_empty(),
            other.is_whole() || self.is_empty(),
        ) {
            (true, _) => other.clone(),
            (_, true) => self.clone(),
            _ => self.zip(other, |a, b| a & b),
        }
    }

    /// The rows in either set.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        match (
            self.is_empty() || other.is_whole(),
            other.is_empty() || self.is_whole(),
        ) {
            (true, _) => other.clone(),
            (_, true) => self.clone(),
            _ => self.zip(other, |a, b| a | b),
        }
    }

    /// The rows in this set and not in the other.
    #[must_use]
    pub fn minus(&self, other: &Self) -> Self {
        match (self.is_empty() || other.is_empty(), other.is_whole()) {
            (true, _) => self.clone(),
            (_, true) => Self::none(self.rows),
            _ => self.zip(other, |a, b| a & !b),
        }
    }

    /// The rows outside the set.
    #[must_use]
    pub fn not(&self) -> Self {
        if self.is_empty() {
            return Self::all(self.rows);
        }
        let words = self.words.iter().map(|word| !word).collect();
        Self::of_words(self.rows, within(self.rows, words))
    }

    fn zip(&self, other: &Self, combine: impl Fn(u64, u64) -> u64) -> Self {
        debug_assert_eq!(
            self.rows, other.rows,
            "masks of one survey have the same rows"
        );
        let words = self
            .words
            .iter()
            .zip(other.words.iter())
            .map(|(a, b)| combine(*a, *b))
            .collect();
        Self::of_words(self.rows, words)
    }
}

/// The words without the bits behind the last row.
fn within(rows: usize, mut words: Vec<u64>) -> Vec<u64> {
    if let Some(last) = words.last_mut() {
        *last &= u64::MAX >> ((BITS - rows % BITS) % BITS);
    }
    words
}

/// Adds one word for each 64 rows, of those that have a code.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn compare(codes: &[u8], code: u8, words: &mut Vec<u64>) {
    let wanted = u8x16::splat(code);
    for codes in codes.chunks(BITS) {
        // Whoever is not there has another code.
        words.push(Word::of(codes, !code).equal(wanted));
    }
}

/// Gives whoever is in none of the sets `words` another code: `aside` or one of the three
/// above it, as far as there are such, for sums that wait for each other take longer. It asks
/// nobody: a branch would be guessed wrong every other time.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
pub(crate) fn put_aside(codes: &mut [u8], words: &[u64], aside: u8) {
    let mut others = [aside; 16];
    for (lane, other) in others.iter_mut().enumerate() {
        *other = aside.saturating_add(lane as u8 % 4);
    }
    let others = u8x16::new(others);
    for (codes, word) in codes.chunks_mut(BITS).zip(words) {
        let mut word = *word;
        let (sixteens, rest) = codes.as_chunks_mut();
        for codes in sixteens {
            *codes = lanes_of(word).select(u8x16::new(*codes), others).to_array();
            word >>= 16;
        }
        for code in rest {
            if word & 1 == 0 {
                *code = aside;
            }
            word >>= 1;
        }
    }
}

/// The lowest sixteen bits as bytes, all of whose bits are set or none.
#[inline(always)]
fn lanes_of(bits: u64) -> u8x16 {
    let low = (bits & 0xff) * 0x0101_0101_0101_0101;
    let high = (bits >> 8 & 0xff) * 0x0101_0101_0101_0101;
    let spread = u128::from(low) | u128::from(high) << 64;
    let own = u8x16::new([1, 2, 4, 8, 16, 32, 64, 128, 1, 2, 4, 8, 16, 32, 64, 128]);
    (u8x16::new(spread.to_le_bytes()) & own).simd_eq(own)
}

/// Adds one word for each 64 rows of whose code `holds` is true.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn gather<C: Copy + Into<u32>>(codes: &[C], holds: &[bool], words: &mut Vec<u64>) {
    for codes in codes.chunks(BITS) {
        let mut bits = 0;
        for (row, code) in codes.iter().enumerate() {
            let code: u32 = (*code).into();
            let holds = holds.get(code as usize).copied().unwrap_or_default();
            bits |= u64::from(holds) << row;
        }
        words.push(bits);
    }
}

#[cfg(test)]
mod tests {
    use super::{Mask, put_aside};

    #[test]
    fn the_rows_of_a_mask_come_back_in_order() {
        let mask = Mask::from_fn(200, |row| row % 63 == 0);
        assert_eq!(mask.iter().collect::<Vec<_>>(), [0, 63, 126, 189]);
        assert_eq!(mask.count(), 4);
        assert!(mask.contains(126) && !mask.contains(127) && !mask.contains(999));
    }

    #[test]
    fn a_set_is_that_of_a_code_or_of_several() {
        for rows in [0, 5, 16, 70, 20_000] {
            let codes: Vec<u8> = (0..rows).map(|row| (row % 7 * 41) as u8).collect();
            for code in [0, 41, 246, 3] {
                let expected = Mask::from_fn(rows, |row| codes[row] == code);
                assert_eq!(Mask::of_code(&codes, code), expected, "{code} of {rows}");
            }
            let holds: Vec<bool> = (0..83).map(|code| code != 0).collect();
            let expected = Mask::from_fn(rows, |row| matches!(row % 7, 1 | 2));
            assert_eq!(Mask::of_codes_in(&codes, &holds), expected, "of {rows}");
        }
        let words = Mask::of_words(70, vec![5]);
        assert_eq!(words.iter().collect::<Vec<_>>(), [0, 2]);
    }

    #[test]
    fn whoever_is_outside_gets_another_code() {
        for rows in [3, 16, 70, 200] {
            let inside = Mask::from_fn(rows, |row| row % 3 == 0 || row > 90);
            for aside in [9, 254, 255] {
                let codes: Vec<u8> = (0..rows).map(|row| (row % 9) as u8).collect();
                let mut found = codes.clone();
                put_aside(&mut found, inside.words(), aside);
                for (row, code) in found.iter().enumerate() {
                    let others = aside..=aside.saturating_add(3);
                    let is_right = match inside.contains(row) {
                        true => *code == codes[row],
                        false => others.contains(code),
                    };
                    assert!(is_right, "{code} in row {row} of {rows}");
                }
            }
        }
    }

    #[test]
    fn the_complement_has_no_row_past_the_end() {
        let mask = Mask::none(70).not();
        assert_eq!(mask.count(), 70);
        assert_eq!(mask, Mask::all(70));
    }

    #[test]
    fn sets_combine_row_by_row() {
        let even = Mask::from_fn(130, |row| row % 2 == 0);
        let thirds = Mask::from_fn(130, |row| row % 3 == 0);
        assert_eq!(even.and(&thirds), Mask::from_fn(130, |row| row % 6 == 0));
        assert_eq!(even.minus(&thirds).count(), even.count() - 22);
        assert_eq!(even.or(&even.not()), Mask::all(130));
    }

    #[test]
    fn nobody_and_everybody_combine_as_other_sets_do() {
        let sets = [
            Mask::none(130),
            Mask::all(130),
            Mask::from_fn(130, |row| row % 3 == 0),
        ];
        let by_row = |holds: &dyn Fn(usize) -> bool| Mask::from_fn(130, holds);
        for one in &sets {
            let members: Vec<usize> = one.iter().collect();
            assert_eq!(one.count(), members.len());
            let mut codes = [7; 130];
            one.strike(&mut codes);
            for (row, code) in codes.iter().enumerate() {
                assert_eq!(*code == 7, one.contains(row), "{row}");
            }
            assert_eq!(one.not(), by_row(&|row| !one.contains(row)));
            for other in &sets {
                let (a, b) = (|row| one.contains(row), |row| other.contains(row));
                assert_eq!(one.and(other), by_row(&|row| a(row) && b(row)));
                assert_eq!(one.or(other), by_row(&|row| a(row) || b(row)));
                assert_eq!(one.minus(other), by_row(&|row| a(row) && !b(row)));
            }
        }
    }
}
