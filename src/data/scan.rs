//! Where the cells of a CSV end: a scan of 64 bytes at a time, as one bit each.
//!
//! Four comparisons turn 64 bytes into three numbers of 64 bits: where quotes, commas and
//! ends of lines stand. The running XOR of the quotes' bits tells what stands within quotes,
//! for a doubled quote leaves them and enters them again. What is left are the ends of cells,
//! in the order of the file. That records are as wide as the first is looked at afterwards, one
//! cell a record.
//!
//! # Cost
//! Each byte is read once here (16 bytes an instruction), and each cell writes four bytes. A
//! browser takes some 210 instructions for 64 bytes.
//!
//! # References
//! Langdale, G. and Lemire, D. (2019) Parsing gigabytes of JSON per second, VLDB Journal 28,
//! 941-960, for the running XOR.

use super::word::Word;
use std::hint::black_box;
use wide::u8x16;

/// What 64 bytes hold, the first byte as the lowest bit.
#[derive(Clone, Copy, Default)]
struct Bits {
    quotes: u64,
    commas: u64,
    lines: u64,
}

impl Bits {
    #[inline(always)]
    fn of(word: Word, [quote, comma, newline, carriage]: [u8x16; 4]) -> Self {
        Self {
            quotes: word.equal(quote),
            commas: word.equal(comma),
            lines: word.either(newline, carriage),
        }
    }
}

/// The bytes that a table is cut at.
const MARKS: [u8x16; 4] = [
    u8x16::new([b'"'; 16]),
    u8x16::new([b','; 16]),
    u8x16::new([b'\n'; 16]),
    u8x16::new([b'\r'; 16]),
];

/// Where the scan stands between two words of 64 bytes.
///
/// What a quote means depends on the byte before it: it opens a cell where the cell begins,
/// closes the cell that it opened, and is a character like others elsewhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// In a cell without quotes, or past those of a cell.
    Plain,
    /// After the end of a line, or before the first.
    LineStart,
    /// After a comma.
    CellStart,
    /// After a quote that may close the cell or be the first of two.
    Closed,
    /// Within quotes.
    Quoted,
}

/// The same as numbers, of which the loop over words makes use without asking which it is.
#[derive(Clone, Copy)]
struct Before {
    /// 1 after the end of a line.
    line: u64,
    /// 1 after what a quote may follow that opens a cell, or goes on with it.
    start: u64,
    /// 1 after a quote that closes, or is the first of two.
    closed: u64,
    /// All bits within quotes.
    quoted: u64,
}

impl Before {
    fn of(state: State) -> Self {
        let is = |other| u64::from(state == other);
        let (line, closed) = (is(State::LineStart), is(State::Closed));
        Self {
            line,
            start: line | closed | is(State::CellStart),
            closed,
            quoted: is(State::Quoted).wrapping_neg(),
        }
    }

    fn state(self) -> State {
        match self {
            Self { quoted: 1.., .. } => State::Quoted,
            Self { line: 1, .. } => State::LineStart,
            Self { closed: 1, .. } => State::Closed,
            Self { start: 1, .. } => State::CellStart,
            _ => State::Plain,
        }
    }
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
    /// How many of these are ends of lines.
    lines: usize,
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
            lines: 0,
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

    /// Looks at `text` from a place on; before that it has been looked at.
    pub(super) fn scan(&mut self, text: &[u8], from: usize) {
        let (words, rest) = text.get(from..).unwrap_or_default().as_chunks();
        let mut at = from as u32;
        for words in words.chunks(WORDS_AT_ONCE) {
            self.make_room();
            let mut rest = words;
            while let Some((word, below)) = rest.split_at_checked(self.take_words(rest, at)) {
                at += (word.len() * Word::BYTES) as u32;
                let Some((word, below)) = below.split_first() else {
                    break;
                };
                self.take(word, at);
                at += Word::BYTES as u32;
                rest = below;
            }
        }
        self.take(rest, at);
        self.count(text);
    }

    /// Ends the last record where the file ends without the end of a line.
    pub(super) fn end(&mut self, text: &[u8]) {
        if self.state != State::LineStart {
            self.state = State::LineStart;
            self.lines += 1;
            self.note(1, text.len() as u32);
            self.count(text);
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
        self.lines = 0;
        self.is_ascii = true;
    }

    /// Notes the ends of cells in whole words, the first of which begins at a place, up to one
    /// with a quote in the middle of a cell; returns how many words these are.
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    fn take_words(&mut self, words: &[[u8; Word::BYTES]], first: u32) -> usize {
        // A browser makes a constant anew in three instructions wherever it stands, and keeps
        // what it does not know in a register.
        let marks = black_box(MARKS);
        let list = self.ends.as_mut_slice();
        let mut before = Before::of(self.state);
        let (mut found, mut lines, mut at) = (self.found, 0, first);
        let mut all = u8x16::splat(0);
        for word in words {
            let word = Word::whole(word);
            let bits = Bits::of(word, marks);
            let Some(ends) = outside_quotes(&mut before, bits) else {
                break;
            };
            let start = found & (usize::MAX >> 1);
            let room = list.get_mut(start..start + Word::BYTES);
            let Some(room) = room.and_then(<[u32]>::first_chunk_mut) else {
                break;
            };
            note(ends, at, room);
            all |= word.merged();
            found += ends.count_ones() as usize;
            lines += (ends & bits.lines).count_ones();
            at += Word::BYTES as u32;
        }
        self.found = found;
        self.lines += lines as usize;
        self.state = before.state();
        self.is_ascii &= all.to_bitmask() == 0;
        at.wrapping_sub(first) as usize / Word::BYTES
    }

    /// The same for up to one word, whatever is in it.
    #[inline(never)]
    fn take(&mut self, bytes: &[u8], at: u32) {
        let word = Word::of(bytes, 0);
        let bits = Bits::of(word, MARKS);
        let ends = byte_by_byte(&mut self.state, bits, bytes.len() as u32);
        self.is_ascii &= word.is_ascii();
        self.lines += (ends & bits.lines).count_ones() as usize;
        self.note(ends, at);
    }

    fn note(&mut self, ends: u64, at: u32) {
        self.make_room();
        let room = self.ends.get_mut(self.found..).unwrap_or_default();
        if let Some(room) = room.first_chunk_mut() {
            note(ends, at, room);
        }
        self.found += ends.count_ones() as usize;
    }

    /// Counts the whole records. Where each ends with a line, and there are no more lines than
    /// these, they are as wide as the first.
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    fn count(&mut self, text: &[u8]) {
        let found = self.ends.get(1..self.found).unwrap_or_default();
        let mut records = 0;
        let mut last = self.width.wrapping_sub(1);
        while let Some(end) = found.get(last) {
            if !is_line(text, *end) {
                break;
            }
            records += 1;
            last += self.width;
        }
        if self.width > 0 && records == self.lines {
            self.records = records;
            return;
        }
        self.count_one_by_one(text);
    }

    /// The same where that isn't so, up to the first record that has not as many cells.
    #[inline(never)]
    fn count_one_by_one(&mut self, text: &[u8]) {
        self.records = 0;
        let mut cells = 0;
        for end in self.ends.get(1..self.found).unwrap_or_default() {
            cells += 1;
            if is_line(text, *end) {
                if self.width == 0 {
                    self.width = cells;
                }
                if cells != self.width {
                    self.ragged = Some(cells);
                    return;
                }
                self.records += 1;
                cells = 0;
            }
        }
    }

    /// Makes room for what some words hold at the most.
    fn make_room(&mut self) {
        let most = self.found + (WORDS_AT_ONCE + 1) * Word::BYTES;
        if self.ends.len() < most {
            self.ends.resize(2 * most, 0);
        }
    }
}

/// How many words are looked at in one call.
const WORDS_AT_ONCE: usize = 64;

/// Whether a cell's end is that of a line, or of the file.
#[inline(always)]
fn is_line(text: &[u8], end: u32) -> bool {
    text.get(end as usize).is_none_or(|byte| *byte != b',')
}

/// The ends of cells in a word: commas and ends of lines outside quotes; of several ends of
/// lines side by side the first, so that empty lines are no records. `None` where a quote
/// stands in the middle of a cell.
#[inline(always)]
fn outside_quotes(before: &mut Before, bits: Bits) -> Option<u64> {
    let inside = running_xor(bits.quotes) ^ before.quoted;
    let opening = bits.quotes & inside;
    let closing = bits.quotes & !inside;
    let starts = bits.commas | bits.lines | closing;
    if opening & !(starts << 1 | before.start) != 0 {
        return None;
    }
    let commas = bits.commas & !inside;
    let lines = bits.lines & !inside;
    let ends = commas | lines & !(lines << 1 | before.line);
    // No branch tells one from another: a processor could not foretell it.
    *before = Before {
        line: lines >> 63,
        start: starts >> 63,
        closed: closing >> 63,
        quoted: (inside.cast_signed() >> 63).cast_unsigned(),
    };
    Some(ends)
}

/// The same for words with quotes that stand in the middle of a cell, where they are
/// characters like others, and for the first bytes of a word.
fn byte_by_byte(state: &mut State, bits: Bits, length: u32) -> u64 {
    let Bits {
        quotes,
        commas,
        lines,
    } = bits;
    let mut ends = 0;
    for place in 0..length {
        let bit = 1 << place;
        let is_quote = quotes & bit != 0;
        *state = match *state {
            State::Quoted if is_quote => State::Closed,
            State::Quoted => State::Quoted,
            State::LineStart | State::CellStart | State::Closed if is_quote => State::Quoted,
            _ if commas & bit != 0 => {
                ends |= bit;
                State::CellStart
            }
            State::LineStart if lines & bit != 0 => State::LineStart,
            _ if lines & bit != 0 => {
                ends |= bit;
                State::LineStart
            }
            _ => State::Plain,
        };
    }
    ends
}

/// As many ends as most words have at most.
const USUAL: usize = 12;

/// Writes the places of the bits that are set, counted from `at`. A usual number is written
/// always, whatever it is in the room behind, for no processor foretells how many there are.
#[inline(always)]
fn note(mut ends: u64, at: u32, room: &mut [u32; Word::BYTES]) {
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
    for slot in more {
        if ends == 0 {
            return;
        }
        (*slot, ends) = next(ends, at);
    }
}

/// The place of the lowest bit, and the others.
#[inline(always)]
fn next(ends: u64, at: u32) -> (u32, u64) {
    (at + ends.trailing_zeros(), ends & ends.wrapping_sub(1))
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
