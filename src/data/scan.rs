//! Where the cells of a CSV end: a scan of 64 bytes at a time, as one bit each.
//!
//! Four comparisons turn 64 bytes into four numbers of 64 bits: where quotes, commas and
//! ends of lines stand, and which bytes are no ASCII. The running XOR of the quotes' bits
//! tells what stands within quotes, for a doubled quote leaves them and enters them again.
//! What is left are the ends of cells, in the order of the file.
//!
//! # Cost
//! Each byte is read once here (16 bytes an instruction), and each cell writes four bytes.
//!
//! # References
//! Langdale, G. and Lemire, D. (2019) Parsing gigabytes of JSON per second, VLDB Journal 28,
//! 941-960, for the running XOR.

use wide::u8x16;

/// How many bytes are looked at together.
pub(super) const WORD: usize = 64;

/// What 64 bytes hold, the first byte as the lowest bit.
#[derive(Clone, Copy, Default)]
struct Bits {
    quotes: u64,
    commas: u64,
    lines: u64,
    foreign: u64,
}

/// Where the scan stands between two words of 64 bytes.
///
/// What a quote means depends on the byte before it: it opens a cell where the cell begins,
/// closes the cell that it opened, and is a character like others elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// After the end of a line, or before the first.
    LineStart,
    /// After a comma.
    CellStart,
    /// In a cell without quotes, or past those of a cell.
    Plain,
    /// Within quotes.
    Quoted,
    /// After a quote that may close the cell or be the first of two.
    Closed,
}

/// The ends of cells, as they are found.
#[derive(Debug)]
pub(super) struct Scanner {
    state: State,
    /// How many cells a record has; 0 before the first record has ended.
    width: usize,
    /// Where each cell ends, after the place before the first.
    ends: Vec<u32>,
    /// How many whole records there are among these.
    records: usize,
    /// How many cells the record after these has, where it has not as many as the first.
    ragged: Option<usize>,
    is_ascii: bool,
}

impl Scanner {
    /// A scanner at the beginning of a file, whose first `skipped` bytes are passed over.
    pub(super) fn new(skipped: usize) -> Self {
        Self {
            state: State::LineStart,
            width: 0,
            ends: vec![(skipped as u32).wrapping_sub(1)],
            records: 0,
            ragged: None,
            is_ascii: true,
        }
    }

    /// How many cells each record has; 0 as long as no record has ended.
    pub(super) fn width(&self) -> usize {
        self.width
    }

    /// How many cells the record after those has, where that is the wrong number.
    pub(super) fn ragged(&self) -> Option<usize> {
        self.ragged
    }

    /// Whether all bytes since the last [`Scanner::forget`] were ASCII.
    pub(super) fn is_ascii(&self) -> bool {
        self.is_ascii
    }

    /// The place before the first whole record's first cell, and then the end of each cell.
    pub(super) fn ends(&self) -> &[u32] {
        self.ends
            .get(..=self.records * self.width)
            .unwrap_or_default()
    }

    /// Looks at `text`, which begins at the place `at` of the buffer.
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    pub(super) fn scan(&mut self, text: &[u8], at: usize) {
        let mut at = at as u32;
        for word in text.chunks(WORD) {
            let bits = match word.first_chunk() {
                Some(word) => bits_of(word),
                None => bits_of_few(word),
            };
            let whole = u64::MAX >> (WORD - word.len());
            self.is_ascii &= bits.foreign == 0;
            let (commas, lines) = self.outside_quotes(bits, whole);
            self.take(commas, lines, at);
            at += word.len() as u32;
        }
    }

    /// Ends the last record where the file ends without the end of a line; `at` is where.
    pub(super) fn end(&mut self, at: usize) {
        if self.state != State::LineStart {
            self.state = State::LineStart;
            self.take(0, 1, at as u32);
        }
    }

    /// Forgets the whole records; the buffer now begins `dropped` bytes later.
    pub(super) fn forget(&mut self, dropped: usize) {
        let done = self.records * self.width;
        self.ends.drain(..done);
        for end in &mut self.ends {
            *end = end.wrapping_sub(dropped as u32);
        }
        self.records = 0;
        self.is_ascii = true;
    }

    /// The commas and ends of lines that stand outside quotes; of several ends of lines side
    /// by side the first, so that empty lines are no records.
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline]
    fn outside_quotes(&mut self, bits: Bits, whole: u64) -> (u64, u64) {
        let inside_before = if self.state == State::Quoted {
            u64::MAX
        } else {
            0
        };
        let inside = running_xor(bits.quotes) ^ inside_before;
        let opening = bits.quotes & inside;
        let closing = bits.quotes & !inside;
        let starts = (bits.commas | bits.lines) << 1
            | u64::from(matches!(self.state, State::LineStart | State::CellStart));
        let again = closing << 1 | u64::from(self.state == State::Closed);
        if opening & !(starts | again) != 0 {
            return self.byte_by_byte(bits, whole);
        }
        let commas = bits.commas & !inside;
        let lines = bits.lines & !inside;
        let first = lines & !(lines << 1 | u64::from(self.state == State::LineStart));
        let last = whole & !(whole >> 1);
        self.state = if inside & last != 0 {
            State::Quoted
        } else if closing & last != 0 {
            State::Closed
        } else if commas & last != 0 {
            State::CellStart
        } else if lines & last != 0 {
            State::LineStart
        } else {
            State::Plain
        };
        (commas, first)
    }

    /// The same for words with quotes that stand in the middle of a cell, where they are
    /// characters like others.
    #[inline(never)]
    fn byte_by_byte(&mut self, bits: Bits, whole: u64) -> (u64, u64) {
        let (mut commas, mut lines) = (0, 0);
        for place in 0..whole.count_ones() {
            let bit = 1 << place;
            let is_quote = bits.quotes & bit != 0;
            self.state = match self.state {
                State::Quoted if is_quote => State::Closed,
                State::Quoted => State::Quoted,
                State::LineStart | State::CellStart | State::Closed if is_quote => State::Quoted,
                _ if bits.commas & bit != 0 => {
                    commas |= bit;
                    State::CellStart
                }
                State::LineStart if bits.lines & bit != 0 => State::LineStart,
                _ if bits.lines & bit != 0 => {
                    lines |= bit;
                    State::LineStart
                }
                _ => State::Plain,
            };
        }
        (commas, lines)
    }

    /// Notes the ends of cells of one word, and looks whether records end where they must.
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline]
    fn take(&mut self, commas: u64, lines: u64, at: u32) {
        let before = self.ends.len() - 1;
        let mut rest = commas | lines;
        while rest != 0 {
            self.ends.push(at + rest.trailing_zeros());
            rest &= rest - 1;
        }
        let mut rest = lines;
        while rest != 0 {
            let line = rest & rest.wrapping_neg();
            rest &= rest - 1;
            let earlier = (commas | lines) & (line - 1);
            let cells = before + earlier.count_ones() as usize + 1 - self.records * self.width;
            if self.width == 0 {
                self.width = cells;
            }
            if self.ragged.is_none() {
                match cells == self.width {
                    true => self.records += 1,
                    false => self.ragged = Some(cells),
                }
            }
        }
    }
}

/// Bit by bit, whether the number of bits up to here is odd.
fn running_xor(bits: u64) -> u64 {
    let bits = bits ^ (bits << 1);
    let bits = bits ^ (bits << 2);
    let bits = bits ^ (bits << 4);
    let bits = bits ^ (bits << 8);
    let bits = bits ^ (bits << 16);
    bits ^ (bits << 32)
}

#[inline]
fn bits_of(word: &[u8; WORD]) -> Bits {
    let mut bits = Bits::default();
    let (parts, _) = word.as_chunks::<16>();
    for part in parts.iter().rev() {
        let part = u8x16::new(*part);
        let equal = |byte: u8| u64::from(part.simd_eq(u8x16::splat(byte)).to_bitmask());
        let lines = part.simd_eq(u8x16::splat(b'\n')) | part.simd_eq(u8x16::splat(b'\r'));
        bits = Bits {
            quotes: bits.quotes << 16 | equal(b'"'),
            commas: bits.commas << 16 | equal(b','),
            lines: bits.lines << 16 | u64::from(lines.to_bitmask()),
            foreign: bits.foreign << 16 | u64::from(part.to_bitmask()),
        };
    }
    bits
}

/// The bits of fewer bytes than a word has.
#[inline(never)]
fn bits_of_few(bytes: &[u8]) -> Bits {
    let mut word = [0; WORD];
    for (slot, byte) in word.iter_mut().zip(bytes) {
        *slot = *byte;
    }
    bits_of(&word)
}
