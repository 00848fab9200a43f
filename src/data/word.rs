//! Sixty-four bytes looked at together.

use wide::u8x16;

/// Sixty-four bytes, of which questions are answered with one bit each, the first byte lowest.
#[derive(Clone, Copy)]
pub(super) struct Word([u8x16; 4]);

impl Word {
    /// How many bytes there are in one.
    pub(super) const BYTES: usize = 64;

    /// Some bytes. Of fewer than there must be the others are `filler`.
    #[inline(always)]
    pub(super) fn of(bytes: &[u8], filler: u8) -> Self {
        let padded;
        let whole = match bytes.first_chunk() {
            Some(whole) => whole,
            None => {
                padded = padded_with(bytes, filler);
                &padded
            }
        };
        Self::whole(whole)
    }

    /// Sixty-four bytes.
    #[inline(always)]
    pub(super) fn whole(bytes: &[u8; Self::BYTES]) -> Self {
        // No closures and no iterators: where code is made small they become calls.
        match bytes.as_chunks().0 {
            [one, two, three, four] => Self([
                u8x16::new(*one),
                u8x16::new(*two),
                u8x16::new(*three),
                u8x16::new(*four),
            ]),
            _ => Self([u8x16::splat(0); 4]),
        }
    }

    /// Which bytes are the one that all of `byte` are.
    #[inline(always)]
    pub(super) fn equal(self, byte: u8x16) -> u64 {
        let [one, two, three, four] = self.0;
        joined([
            one.simd_eq(byte),
            two.simd_eq(byte),
            three.simd_eq(byte),
            four.simd_eq(byte),
        ])
    }

    /// Which bytes are one of two.
    #[inline(always)]
    pub(super) fn either(self, first: u8x16, second: u8x16) -> u64 {
        let [one, two, three, four] = self.0;
        joined([
            one.simd_eq(first) | one.simd_eq(second),
            two.simd_eq(first) | two.simd_eq(second),
            three.simd_eq(first) | three.simd_eq(second),
            four.simd_eq(first) | four.simd_eq(second),
        ])
    }

    /// The bits that are set in any of the bytes, sixteen apart.
    #[inline(always)]
    pub(super) fn merged(self) -> u8x16 {
        let [one, two, three, four] = self.0;
        one | two | three | four
    }

    /// Whether all bytes are ASCII.
    pub(super) fn is_ascii(self) -> bool {
        self.merged().to_bitmask() == 0
    }
}

/// Four times sixteen answers as one bit each.
#[inline(always)]
fn joined([one, two, three, four]: [u8x16; 4]) -> u64 {
    u64::from(one.to_bitmask())
        | u64::from(two.to_bitmask()) << 16
        | u64::from(three.to_bitmask()) << 32
        | u64::from(four.to_bitmask()) << 48
}

#[cold]
#[inline(never)]
fn padded_with(bytes: &[u8], filler: u8) -> [u8; Word::BYTES] {
    let mut padded = [filler; Word::BYTES];
    for (slot, byte) in padded.iter_mut().zip(bytes) {
        *slot = *byte;
    }
    padded
}

#[cfg(test)]
mod tests {
    use super::{Word, u8x16};

    #[test]
    fn each_byte_has_its_bit() {
        let bytes: Vec<u8> = (0..64).map(|place| place * 3).collect();
        for count in [0, 1, 16, 40, 64] {
            let word = Word::of(&bytes[..count], 7);
            for byte in [0, 7, 45, 48, 189, 200] {
                let expected =
                    (0..64).filter(|place| bytes[..count].get(*place).unwrap_or(&7) == &byte);
                let expected = expected.fold(0, |bits: u64, place| bits | 1 << place);
                let [own, six] = [byte, 6].map(u8x16::splat);
                assert_eq!(word.equal(own), expected, "{byte} in {count}");
                let more = word.equal(six) | expected;
                assert_eq!(word.either(own, six), more, "{byte} or 6 in {count}");
            }
            assert_eq!(word.is_ascii(), count < 44, "{count}");
        }
    }
}
