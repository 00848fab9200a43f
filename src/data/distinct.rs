//! Distinct keys and their numbers: the one table of its kind in the crate.

/// What an empty slot holds.
const EMPTY: u32 = u32::MAX;

/// Distinct keys, numbered from 0 in the order in which they first came.
///
/// A key is a run of bytes, so that one table, compiled once, serves texts as well as
/// groups of numbers. It is a hash table with linear probing, at most half full.
///
/// ```
/// use chosa::data::Distinct;
///
/// let mut distinct = Distinct::default();
/// let numbers = ["b", "a", "b"].map(|key| distinct.number(key.as_bytes()));
/// assert_eq!(numbers, [0, 1, 0]);
/// assert_eq!((distinct.find(b"a"), distinct.find(b"c")), (Some(1), None));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Distinct {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    slots: Vec<u32>,
}

impl Distinct {
    /// The number of a key, which gets the next one where it is new.
    pub fn number(&mut self, key: &[u8]) -> u32 {
        if self.ends.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let slot = self.slot(key);
        if self.slots[slot] == EMPTY {
            self.slots[slot] = self.ends.len() as u32;
            self.bytes.extend_from_slice(key);
            self.ends.push(self.bytes.len());
        }
        self.slots[slot]
    }

    /// The number of a key, if it is there.
    #[must_use]
    pub fn find(&self, key: &[u8]) -> Option<u32> {
        if self.slots.is_empty() {
            return None;
        }
        Some(self.slots[self.slot(key)]).filter(|number| *number != EMPTY)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The slot that holds a key, or the empty one where it would stand.
    #[cfg_attr(chosa_fast, optimize(speed))]
    fn slot(&self, key: &[u8]) -> usize {
        let last = self.slots.len() - 1;
        let mut slot = hash(key) as usize & last;
        while self.slots[slot] != EMPTY && self.key(self.slots[slot] as usize) != key {
            slot = (slot + 1) & last;
        }
        slot
    }

    /// The key that has a number.
    #[inline]
    pub(crate) fn key(&self, number: usize) -> &[u8] {
        let start = number.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.bytes[start..self.ends[number]]
    }

    /// How many bytes of memory the table takes.
    pub(crate) fn held(&self) -> usize {
        self.bytes.len() + size_of::<usize>() * self.ends.len() + 4 * self.slots.len()
    }

    fn grow(&mut self) {
        self.slots = vec![EMPTY; (self.slots.len() * 2).max(16)];
        for number in 0..self.ends.len() {
            let slot = self.slot(self.key(number));
            self.slots[slot] = number as u32;
        }
    }
}

/// Eight bytes at a time, each time multiplied as Knuth's Fibonacci hashing does; the upper
/// half of a product depends on all bits before.
#[cfg_attr(chosa_fast, optimize(speed))]
fn hash(key: &[u8]) -> u32 {
    let mut hash = key.len() as u64;
    for part in key.chunks(8) {
        let mut word = 0;
        match part.first_chunk() {
            Some(bytes) => word = u64::from_le_bytes(*bytes),
            None => part
                .iter()
                .for_each(|byte| word = word << 8 | u64::from(*byte)),
        }
        hash = (hash.rotate_left(32) ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
    // Of a whole number as `f64` only the upper bits tell it from others, and they alone would
    // reach no further than the upper bits of the product.
    hash = (hash ^ hash >> 32).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    (hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::{Distinct, hash};

    #[test]
    fn numbers_follow_the_order_of_first_sight_however_many_there_are() {
        let mut distinct = Distinct::default();
        for round in 0..2 {
            for expected in 0..5000u32 {
                let key = (expected * 7919).to_le_bytes();
                assert_eq!(distinct.number(&key), expected, "in round {round}");
            }
        }
        assert_eq!((distinct.len(), distinct.is_empty()), (5000, false));
        assert_eq!(distinct.find(&1u32.to_le_bytes()), None);
    }

    #[test]
    fn keys_that_differ_in_few_bits_stand_apart() {
        let whole = |number: u32| f64::from(number).to_le_bytes();
        let written = |number: u32| *format!("{number:08}").as_bytes().first_chunk().unwrap();
        let shifted = |number: u32| (u64::from(number) << 40).to_le_bytes();
        for keys in [whole as fn(u32) -> [u8; 8], written, shifted] {
            let mut taken = vec![0; 1 << 15];
            let last = taken.len() - 1;
            for number in 0..1 << 14 {
                taken[hash(&keys(number)) as usize & last] += 1;
            }
            // By chance alone the fullest of so many slots holds six or seven.
            assert!(taken.iter().all(|count| *count < 12));
        }
    }

    #[test]
    fn the_empty_key_is_a_key() {
        let mut distinct = Distinct::default();
        assert_eq!(distinct.find(b""), None);
        assert_eq!((distinct.number(b""), distinct.number(b"")), (0, 0));
    }
}
