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

use super::word::Word;

/// What 64 bytes hold, the first byte as the lowest bit.
#[derive(Clone, Copy, Default)]
struct Bits {
    quotes: u64,
    commas: u64,
    lines: u64,
    is_ascii: bool,
}

impl Bits {
    #[inline(always)]
    fn of(word: Word) -> Self {
        Self {
            quotes: word.equal(b'"'),
            commas: word.equal(b','),
            lines: word.either(b'\n', b'\r'),
            is_ascii: word.is_ascii(),
        }
    }
}

/// Where the scan stands between two words of 64 bytes.
///
/// What a quote means depends on the byte before it: it opens a cell where the cell begins,
/// closes the cell that it opened, and is a character like others elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// In a cell without quotes, or past those of a cell.
    Plain = 0,
    /// After the end of a line, or before the first.
    LineStart = 1,
    /// After a comma.
    CellStart = 2,
    /// After a quote that may close the cell or be the first of two.
    Closed = 4,
    /// Within quotes.
    Quoted = 8,
}

/// The ends of cells, as they are found.
#[derive(Debug)]
pub(super) struct Scanner {
    state: State,
    /// How many cells a record has; 0 before the first record has ended.
    width: usize,
    /// Where each cell ends, after the place before the first; behind these is room.
    ends: Vec<u32>,
    /// How many of these there are.
    found: usize,
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
            found: 1,
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
        for word in text.chunks(Word::BYTES) {
            let bits = Bits::of(Word::of(word, 0));
            self.is_ascii &= bits.is_ascii;
            let (commas, lines) = self.outside_quotes(bits, word.len() as u32);
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
        self.ends.copy_within(done..self.found, 0);
        self.found -= done;
        for end in self.ends.iter_mut().take(self.found) {
            *end = end.wrapping_sub(dropped as u32);
        }
        self.records = 0;
        self.is_ascii = true;
    }

    /// The commas and ends of lines that stand outside quotes in so many bytes; of several
    /// ends of lines side by side the first, so that empty lines are no records.
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(always)]
    fn outside_quotes(&mut self, bits: Bits, length: u32) -> (u64, u64) {
        // What the byte before was, as a bit before the first.
        let before = self.state as u64;
        let (line, cell) = (before & 1, before >> 1 & 1);
        let (closed, quoted) = (before >> 2 & 1, before >> 3 & 1);
        let inside = running_xor(bits.quotes) ^ quoted.wrapping_neg();
        let opening = bits.quotes & inside;
        let closing = bits.quotes & !inside;
        let starts = (bits.commas | bits.lines) << 1 | line | cell;
        let again = closing << 1 | closed;
        if opening & !(starts | again) != 0 {
            return self.byte_by_byte(bits, length);
        }
        let commas = bits.commas & !inside;
        let lines = bits.lines & !inside;
        let first = lines & !(lines << 1 | line);
        // No branch tells one from another: a processor could not foretell it.
        let last = |bits: u64| (bits >> (length - 1) & 1) as usize;
        let state = last(lines) | last(commas) << 1 | last(closing) << 2 | last(inside) << 3;
        self.state = STATES.get(state).copied().unwrap_or(State::Plain);
        (commas, first)
    }

    /// The same for words with quotes that stand in the middle of a cell, where they are
    /// characters like others.
    #[inline(never)]
    fn byte_by_byte(&mut self, bits: Bits, length: u32) -> (u64, u64) {
        let (mut commas, mut lines) = (0, 0);
        for place in 0..length {
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
    #[inline(always)]
    fn take(&mut self, commas: u64, lines: u64, at: u32) {
        let before = self.found - 1;
        if self.ends.len() < self.found + Word::BYTES {
            self.make_room();
        }
        let ends = commas | lines;
        if let Some(room) = self.ends.get_mut(self.found..) {
            note(ends, at, room);
        }
        self.found += ends.count_ones() as usize;
        let mut rest = lines;
        while rest != 0 {
            let line = rest & rest.wrapping_neg();
            rest &= rest - 1;
            let earlier = ends & (line - 1);
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

    #[cold]
    #[inline(never)]
    fn make_room(&mut self) {
        self.ends.resize(2 * self.ends.len() + 64 * Word::BYTES, 0);
    }
}

/// Each state by its number.
const STATES: [State; 9] = [
    State::Plain,
    State::LineStart,
    State::CellStart,
    State::Plain,
    State::Closed,
    State::Plain,
    State::Plain,
    State::Plain,
    State::Quoted,
];

/// As many ends as most words have at most.
const USUAL: usize = 12;

/// Writes the places of the bits that are set, counted from `at`. A usual number is written
/// always, whatever it is in the room behind, for no processor foretells how many there are.
#[inline(always)]
fn note(mut ends: u64, at: u32, room: &mut [u32]) {
    let Some((usual, more)) = room.split_first_chunk_mut::<USUAL>() else {
        return;
    };
    let [a, b, c, d, e, f, g, h, i, j, k, l] = usual;
    (*a, ends) = next(ends, at);
    (*b, ends) = next(ends, at);
    (*c, ends) = next(ends, at);
    (*d, ends) = next(ends, at);
    (*e, ends) = next(ends, at);
    (*f, ends) = next(ends, at);
    (*g, ends) = next(ends, at);
    (*h, ends) = next(ends, at);
    (*i, ends) = next(ends, at);
    (*j, ends) = next(ends, at);
    (*k, ends) = next(ends, at);
    (*l, ends) = next(ends, at);
    if ends != 0 {
        note_rest(ends, at, more);
    }
}

/// The place of the lowest bit, and the others.
#[inline(always)]
fn next(ends: u64, at: u32) -> (u32, u64) {
    (at + ends.trailing_zeros(), ends & ends.wrapping_sub(1))
}

#[cold]
#[inline(never)]
fn note_rest(mut ends: u64, at: u32, room: &mut [u32]) {
    for slot in room {
        if ends == 0 {
            return;
        }
        (*slot, ends) = next(ends, at);
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
