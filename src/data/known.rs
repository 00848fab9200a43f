//! What cells meant that were met lately, known by their bytes.

use super::blocks::{Block, Cell};
use wide::u8x16;

/// A code in a list of such, in as few bytes as it takes.
pub(super) trait Code: Copy + Default {
    /// The largest there may be.
    const MOST: u32;

    /// One that is not larger.
    fn of(code: u32) -> Self;
}

impl Code for u8 {
    const MOST: u32 = u8::MAX as u32;

    #[inline(always)]
    fn of(code: u32) -> Self {
        code as Self
    }
}

impl Code for u32 {
    const MOST: u32 = u32::MAX;

    #[inline(always)]
    fn of(code: u32) -> Self {
        code
    }
}

/// How many bytes are read at once.
const SIXTEEN: usize = 16;
/// The most bytes of a cell that a [`Key`] tells whole.
pub(super) const KNOWN_WHOLE: usize = 2 * SIXTEEN;

/// A cell by its first sixteen bytes, the sixteen behind these, and its length; of one that has
/// not so many bytes there are zeros behind it, and of one that has more the last sixteen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Key {
    head: u8x16,
    tail: u8x16,
    length: u32,
}

impl Key {
    /// The key of any cell, where the text goes on for long enough behind it.
    pub(super) fn of(block: &Block<'_>, cell: Cell) -> Option<Self> {
        if cell.length <= KNOWN_WHOLE {
            return Self::within(block.chunk(cell.start)?, cell.length);
        }
        let behind = cell.start.wrapping_add(cell.length - SIXTEEN);
        Some(Self {
            head: u8x16::new(*block.chunk(cell.start)?),
            tail: u8x16::new(*block.chunk(behind)?),
            length: cell.length as u32,
        })
    }

    /// The key of a cell that is not longer than [`KNOWN_WHOLE`], at the beginning of what is
    /// read of it. No branch is taken for its length, which a processor can't foretell.
    #[inline(always)]
    fn within(window: &[u8; KNOWN_WHOLE], length: usize) -> Option<Self> {
        let masks = MASKS.get(KNOWN_WHOLE.checked_sub(length)?..)?;
        Some(Self {
            head: sixteen(window)? & sixteen(masks)?,
            tail: sixteen(window.get(SIXTEEN..)?)? & sixteen(masks.get(SIXTEEN..)?)?,
            length: length as u32,
        })
    }

    /// The same of a cell of at most sixteen bytes.
    #[inline(always)]
    fn within_sixteen(window: &[u8; SIXTEEN], length: usize) -> Option<Self> {
        let masks = MASKS.get(SIXTEEN..)?.get(SIXTEEN.checked_sub(length)?..)?;
        Some(Self {
            head: u8x16::new(*window) & sixteen(masks)?,
            tail: NOTHING,
            length: length as u32,
        })
    }

    #[inline(always)]
    fn is(&self, other: &Self) -> bool {
        let same = self.head.simd_eq(other.head) & self.tail.simd_eq(other.tail);
        same.all() && self.length == other.length
    }

    /// The same of keys without a tail.
    #[inline(always)]
    fn has_head_of(&self, other: &Self) -> bool {
        self.head.simd_eq(other.head).all() && self.length == other.length
    }

    /// Fibonacci hashing, after Knuth: the upper bits of a product depend on all bits.
    #[inline(always)]
    fn hash(&self) -> usize {
        let [first, second] = halves(self.head);
        let [third, last] = halves(self.tail);
        let mixed = first.wrapping_add(third) ^ second.wrapping_add(last);
        (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as usize
    }
}

/// Sixteen bytes as two numbers, the first byte lowest.
#[inline(always)]
fn halves(bytes: u8x16) -> [u64; 2] {
    let both = u128::from_le_bytes(bytes.to_array());
    [both as u64, (both >> 64) as u64]
}

/// Sixteen bytes of a cell that has none of them.
const NOTHING: u8x16 = u8x16::new([0; SIXTEEN]);

/// The first sixteen bytes.
#[inline(always)]
fn sixteen(bytes: &[u8]) -> Option<u8x16> {
    Some(u8x16::new(*bytes.first_chunk()?))
}

/// From a place on, all bits of as many bytes as there are up to [`KNOWN_WHOLE`], and then none.
const MASKS: [u8; 2 * KNOWN_WHOLE] = {
    let mut masks = [0; 2 * KNOWN_WHOLE];
    let mut at = 0;
    while at < KNOWN_WHOLE {
        masks[at] = u8::MAX;
        at += 1;
    }
    masks
};

/// What cells meant that were met lately: a table whose entries stand in one of two places.
#[derive(Debug)]
pub(super) struct Known {
    entries: Vec<(Key, u32)>,
    count: usize,
    /// Whether all cells that were ever met have at most sixteen bytes.
    are_short: bool,
}

/// An entry that is none: no cell has that length.
const NONE: (Key, u32) = (
    Key {
        head: NOTHING,
        tail: NOTHING,
        length: u32::MAX,
    },
    0,
);
/// How many entries the table has at first, and at the most.
const FIRST_ENTRIES: usize = 64;
const MOST_ENTRIES: usize = 1 << 15;

impl Default for Known {
    fn default() -> Self {
        Self {
            entries: vec![NONE; FIRST_ENTRIES],
            count: 0,
            are_short: true,
        }
    }
}

impl Known {
    /// Writes the codes of a column from a row on, as long as its cells are told whole and stand
    /// in their first places, and returns how many these were. Nothing else is done in this loop,
    /// so that what it reads of stays in registers.
    pub(super) fn write<C: Code>(
        &self,
        block: &Block<'_>,
        place: (usize, usize),
        codes: &mut [C],
    ) -> usize {
        match self.are_short {
            true => self.write_by::<C, true>(block, place, codes),
            false => self.write_by::<C, false>(block, place, codes),
        }
    }

    /// The same, where all are `SHORT` cells of at most sixteen bytes by half as many reads.
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    fn write_by<C: Code, const SHORT: bool>(
        &self,
        block: &Block<'_>,
        (row, column): (usize, usize),
        codes: &mut [C],
    ) -> usize {
        let entries = self.entries.as_slice();
        let Some(ends) = block.ends_from(row, column) else {
            return 0;
        };
        // The last record is left to others, and so is a table of one column: in all before it the
        // ends go on for a whole record, so that a cell's two are there without being asked for.
        if entries.is_empty() || block.width < 2 {
            return 0;
        }
        let mut written = 0;
        for (own, slot) in ends.chunks_exact(block.width).zip(codes) {
            let Some(own) = own.first_chunk() else {
                break;
            };
            let cell = Cell::between(*own);
            let key = match SHORT {
                true => (block.chunk(cell.start))
                    .and_then(|window| Key::within_sixteen(window, cell.length)),
                false => {
                    (block.chunk(cell.start)).and_then(|window| Key::within(window, cell.length))
                }
            };
            let Some(key) = key else {
                break;
            };
            let Some((known, code)) = entries.get(key.hash() & (entries.len() - 1)) else {
                break;
            };
            let is_it = match SHORT {
                true => known.has_head_of(&key),
                false => known.is(&key),
            };
            if !is_it {
                break;
            }
            *slot = C::of(*code);
            written += 1;
        }
        written
    }

    /// The code of a cell that was met.
    #[inline]
    pub(super) fn find(&self, key: &Key) -> Option<u32> {
        let place = key.hash() & self.entries.len().wrapping_sub(1);
        match self.entries.get(place)? {
            (own, code) if own.is(key) => Some(*code),
            _ => match self.entries.get(place ^ 1)? {
                (own, code) if own.is(key) => Some(*code),
                _ => None,
            },
        }
    }

    /// Where its first place is taken the table doubles, and learns anew what it needs: with
    /// few texts each then stands in its first place.
    #[inline(never)]
    pub(super) fn learn(&mut self, key: Key, code: u32) {
        self.are_short &= key.length as usize <= SIXTEEN;
        let size = self.entries.len();
        let mut place = key.hash() & (size - 1);
        let is_free = |place: usize| self.entries.get(place) == Some(&NONE);
        if !is_free(place) {
            if size < MOST_ENTRIES && size < 64 * (self.count + 1) {
                self.entries = vec![NONE; size * 2];
                self.count = 0;
                return self.learn(key, code);
            }
            if is_free(place ^ 1) {
                place ^= 1;
            }
        }
        if let Some(entry) = self.entries.get_mut(place) {
            *entry = (key, code);
            self.count += 1;
        }
    }
}
