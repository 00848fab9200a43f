//! A result on its way to JavaScript, where `www/package/tape.ts` reads it.
//!
//! A table by 47 regions has 336 cells of twelve entries. To set each of them is two calls of
//! JavaScript, and all of them took longer than to count a hundred thousand responses. A tape
//! crosses at once, and from a Worker to its page as three blocks of bytes.

use crate::value::{Shape, Value};
use serde::ser::{Serialize, SerializeTuple, Serializer};
use std::ops::Range;

const NULL: u8 = 0;
const FALSE: u8 = 1;
const TRUE: u8 = 2;
/// The next number.
const NUMBER: u8 = 3;
/// So much of the text as the next number says, in units of UTF-16.
const TEXT: u8 = 4;
/// Values until the end.
const LIST: u8 = 5;
/// Names, each with its value, until the end.
const OBJECT: u8 = 6;
const END: u8 = 7;
/// A name that follows as a text does.
const NAME: u8 = 8;
/// As `NAME`; from now on the name has a mark of its own, the first after those before it.
const NEW_NAME: u8 = 9;
/// A cell: the next numbers are its first entries, whose names the reader knows, NaN where there
/// is none; then its flag, and then as an object.
const CELL: u8 = 10;
/// As `TEXT`, but a part of the text that has been: from the next number, so much as the one after says.
const SAME_TEXT: u8 = 11;
const FIRST_NAME: usize = 12;

/// A value in three pieces.
#[derive(Default)]
pub(super) struct Tape {
    /// What comes after what.
    marks: Vec<u8>,
    /// All numbers, in turn, as their bytes.
    numbers: Vec<[u8; 8]>,
    /// All texts, one after the other.
    text: String,
    names: Vec<Name>,
    /// The name that was put last.
    last: usize,
    /// How long the text is in units of UTF-16.
    units: usize,
}

struct Name {
    text: &'static str,
    /// Which name came after it the last time: objects of one type have the same names.
    follower: usize,
    /// The text that was its value the last time: many cells are flagged for one reason.
    said: Said,
}

/// A part of the text, in bytes and in units of UTF-16.
#[derive(Default)]
struct Said {
    bytes: Range<usize>,
    units: Range<usize>,
}

impl Tape {
    /// A value on a tape.
    pub(super) fn of(value: &dyn Value) -> Self {
        let mut tape = Self::default();
        tape.put(value);
        tape
    }

    fn put(&mut self, value: &dyn Value) {
        match value.shape() {
            Shape::Null => self.marks.push(NULL),
            Shape::Truth(truth) => self.marks.push(if truth { TRUE } else { FALSE }),
            Shape::Whole(number) => self.number(NUMBER, number as f64),
            Shape::Number(number) => self.number(NUMBER, number),
            Shape::Text(text) => self.value(text),
            Shape::List(items) => {
                self.marks.push(LIST);
                items.each(&mut |item| self.put(item));
                self.marks.push(END);
            }
            Shape::Object(entries) => {
                self.marks.push(OBJECT);
                entries.each(&mut |name, entry| {
                    self.name(name);
                    self.put(entry);
                });
                self.marks.push(END);
            }
            Shape::Cell(numbers, entries) => {
                self.marks.push(CELL);
                for number in numbers {
                    let number = number.unwrap_or(f64::NAN);
                    self.numbers.push(number.to_le_bytes());
                }
                let mut is_flag = true;
                entries.each(&mut |name, entry| {
                    if !std::mem::take(&mut is_flag) {
                        self.name(name);
                    }
                    self.put(entry);
                });
                self.marks.push(END);
            }
            Shape::Map(pairs) => {
                self.marks.push(OBJECT);
                pairs.each(&mut |name, entry| {
                    self.text(NAME, name);
                    self.put(entry);
                });
                self.marks.push(END);
            }
        }
    }

    fn number(&mut self, mark: u8, number: f64) {
        self.marks.push(mark);
        self.numbers.push(number.to_le_bytes());
    }

    fn value(&mut self, text: &str) {
        let before = self.names.get(self.last).map(|name| &name.said);
        if let Some(Said { bytes, units }) = before
            && self.text.get(bytes.clone()) == Some(text)
        {
            let (from, count) = (units.start as f64, units.len() as f64);
            self.number(SAME_TEXT, from);
            return self.numbers.push(count.to_le_bytes());
        }
        let (byte, unit) = (self.text.len(), self.units);
        self.text(TEXT, text);
        let said = Said {
            bytes: byte..self.text.len(),
            units: unit..self.units,
        };
        if let Some(name) = self.names.get_mut(self.last) {
            name.said = said;
        }
    }

    fn text(&mut self, mark: u8, text: &str) {
        let units = units_of(text);
        self.number(mark, units as f64);
        self.text.push_str(text);
        self.units += units;
    }

    fn name(&mut self, name: &'static str) {
        let is_it = |known: &Name| std::ptr::eq(known.text, name) || known.text == name;
        let mut at = self.names.get(self.last).map_or(0, |last| last.follower);
        if !self.names.get(at).is_some_and(is_it) {
            at = self.names.iter().take_while(|known| !is_it(known)).count();
        }
        let Ok(mark) = u8::try_from(at + FIRST_NAME) else {
            return self.text(NAME, name);
        };
        if at == self.names.len() {
            self.text(NEW_NAME, name);
            let follower = at + 1;
            self.names.push(Name {
                text: name,
                follower,
                said: Said::default(),
            });
        } else {
            self.marks.push(mark);
        }
        if let Some(last) = self.names.get_mut(self.last) {
            last.follower = at;
        }
        self.last = at;
    }
}

/// How many units of UTF-16 a text has: one for each byte that begins a character, and one more for
/// each that begins one of four bytes. Eight bytes are looked at together.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn units_of(text: &str) -> usize {
    const HIGHEST: u64 = 0x8080_8080_8080_8080;
    let mut units = text.len();
    let mut add = |bytes: [u8; 8]| {
        let word = u64::from_le_bytes(bytes);
        let beyond_ascii = word & HIGHEST;
        if beyond_ascii != 0 {
            // The second bit of a byte, and the third and the fourth, where the first is.
            let [second, third, fourth] = [1, 2, 3].map(|by| word << by);
            units -= (beyond_ascii & !second).count_ones() as usize;
            units += (beyond_ascii & second & third & fourth).count_ones() as usize;
        }
    };
    let (words, rest) = text.as_bytes().as_chunks();
    words.iter().for_each(|word| add(*word));
    let mut last = [0; 8];
    for (place, byte) in last.iter_mut().zip(rest) {
        *place = *byte;
    }
    add(last);
    units
}

impl Serialize for Tape {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut pieces = serializer.serialize_tuple(3)?;
        pieces.serialize_element(&Bytes(&self.marks))?;
        pieces.serialize_element(&Bytes(self.numbers.as_flattened()))?;
        pieces.serialize_element(&self.text)?;
        pieces.end()
    }
}

/// Bytes, which are no list of numbers to JavaScript.
struct Bytes<'a>(&'a [u8]);

impl Serialize for Bytes<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bytes(self.0)
    }
}
