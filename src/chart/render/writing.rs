//! Text as it is written: pieces of a few bytes, a thousand times over.

use crate::chart::text_width::{is_odd, is_unclean};
use crate::decimal::fixed;

/// How many bytes are copied at once.
const AT_ONCE: usize = 8;

/// What was written of a document.
///
/// A chart of 47 bars is twenty thousand pieces of some seven bytes. WebAssembly calls out to copy
/// bytes of which it doesn't know how many they are, which takes longer than such a piece: here
/// eight are copied at once, and the rest of a piece one by one.
pub(super) struct Writing {
    /// What was written, and zeros after it.
    bytes: Vec<u8>,
    end: usize,
}

impl Writing {
    /// Nothing yet, with room for so many bytes.
    pub(super) fn with_capacity(capacity: usize) -> Self {
        Self {
            bytes: vec![0; capacity],
            end: 0,
        }
    }

    /// All that was written; there is nothing now.
    pub(super) fn take(&mut self) -> Vec<u8> {
        self.bytes.truncate(self.end);
        self.end = 0;
        std::mem::take(&mut self.bytes)
    }

    /// Adds a text as it is.
    pub(super) fn put(&mut self, text: &str) {
        self.put_bytes(text.as_bytes());
    }

    /// Adds texts one after the other.
    pub(super) fn put_all(&mut self, texts: &[&str]) {
        for text in texts {
            self.put(text);
        }
    }

    /// Makes room for so many bytes in all.
    fn grow(&mut self, capacity: usize) {
        let mut roomy = vec![0; capacity];
        if let Some(place) = roomy.get_mut(..self.bytes.len()) {
            place.copy_from_slice(&self.bytes);
        }
        self.bytes = roomy;
    }

    /// Adds bytes of whole characters.
    #[cfg_attr(chosa_fast, optimize(speed))]
    pub(super) fn put_bytes(&mut self, piece: &[u8]) {
        let end = self.end + piece.len();
        if end + AT_ONCE > self.bytes.len() {
            self.grow((end + AT_ONCE) * 2);
        }
        let room = self.bytes.get_mut(self.end..).unwrap_or_default();
        let (words, rest) = piece.as_chunks::<AT_ONCE>();
        let (places, _) = room.as_chunks_mut::<AT_ONCE>();
        let mut places = places.iter_mut();
        for (word, place) in words.iter().zip(places.by_ref()) {
            *place = *word;
        }
        if let Some(place) = places.next() {
            for (place, byte) in place.iter_mut().zip(rest) {
                *place = *byte;
            }
        }
        self.end = end;
    }

    /// Writes a number of tenths, with one decimal where it has one.
    pub(super) fn tenths(&mut self, tenths: i32) {
        if tenths < 0 {
            self.put("-");
        }
        let tenths = tenths.unsigned_abs();
        match tenths.is_multiple_of(10) {
            true => self.digits(tenths / 10, 1),
            false => self.pointed(tenths, 3, 1),
        }
    }

    /// Writes a whole number in at least so many digits. A chart has thousands of them: this is
    /// several times faster than the standard library's formatting.
    pub(super) fn digits(&mut self, number: u32, least: usize) {
        self.pointed(number, least, usize::MAX);
    }

    /// The same with a point before so many of the digits, counted among the least.
    fn pointed(&mut self, mut number: u32, least: usize, decimals: usize) {
        let mut text = [b'.'; 12];
        let mut many = 0;
        for place in text.iter_mut().rev() {
            if number == 0 && many >= least {
                break;
            }
            if many != decimals {
                *place = b'0' + (number % 10) as u8;
                number /= 10;
            }
            many += 1;
        }
        self.put_bytes(text.get(text.len() - many..).unwrap_or_default());
    }

    /// Writes a figure: nine decimals of a share, six of others, without zeros at the end. The
    /// libraries of different machines may differ in the last of seventeen digits, and a chart
    /// may not.
    pub(super) fn figure(&mut self, value: f64) {
        let size = value.abs();
        let (unit, mut decimals) = if size < 1.0 { (1e9, 9) } else { (1e6, 6) };
        let mut part = ((size - size.trunc()) * unit).round();
        let mut whole = size.trunc();
        if part >= unit {
            (whole, part) = (whole + 1.0, 0.0);
        }
        if value < 0.0 && whole + part > 0.0 {
            self.put("-");
        }
        if whole < 4e9 {
            self.digits(whole as u32, 1);
        } else {
            self.put(&fixed(whole, 0));
        }
        let mut part = part as u32;
        if part > 0 {
            while part.is_multiple_of(10) {
                (part, decimals) = (part / 10, decimals - 1);
            }
            self.put(".");
            self.digits(part, decimals);
        }
    }

    /// Writes text so that it can't end the element or the attribute that it stands in, and
    /// without what no document may hold.
    pub(super) fn escape(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.bytes().position(is_odd) {
            let (plain, from) = rest.split_at(at);
            let mut after = from.chars();
            let odd = after.next().unwrap_or(' ');
            rest = after.as_str();
            let length = from.len() - rest.len();
            self.put(plain);
            let instead = match odd {
                '&' => "&amp;",
                '<' => "&lt;",
                '>' => "&gt;",
                '"' => "&quot;",
                '\'' => "&#39;",
                '\n' | '\r' | '\t' => " ",
                odd if is_unclean(odd) => "",
                // Dashes, arrows and quotes: where these are all that isn't ASCII, JavaScript
                // takes the picture over many times faster, and keeps each letter in one byte.
                odd if odd < '\u{3000}' => {
                    self.put("&#");
                    self.digits(u32::from(odd), 1);
                    ";"
                }
                _ => from.get(..length).unwrap_or(""),
            };
            self.put(instead);
        }
        self.put(rest);
    }
}

#[cfg(test)]
mod tests {
    use super::Writing;

    #[test]
    fn numbers_have_a_decimal_only_where_they_need_one() {
        let written = |number| written(&|svg| svg.tenths(number));
        let numbers = [0, 7, 10, 123, -45, -120, 100_000, i32::MIN].map(written);
        assert_eq!(
            numbers,
            [
                "0",
                "0.7",
                "1",
                "12.3",
                "-4.5",
                "-12",
                "10000",
                "-214748364.8"
            ]
        );
    }

    #[test]
    fn what_ends_an_element_is_escaped() {
        assert_eq!(
            escaped("<a href=\"x\">'調査' & b</a>"),
            "&lt;a href=&quot;x&quot;&gt;&#39;調査&#39; &amp; b&lt;/a&gt;"
        );
    }

    #[test]
    fn what_no_document_may_hold_is_left_out() {
        assert_eq!(
            escaped("a\u{0}b\u{1b}[31m\nc\u{202E}d\u{85}é–Ａ\u{FFFF}…▲"),
            "ab[31m cdé&#8211;Ａ&#8230;&#9650;"
        );
    }

    #[test]
    fn figures_have_as_many_decimals_as_every_machine_agrees_on() {
        let written = |value| written(&|svg| svg.figure(value));
        let figures = [
            0.0,
            1.0,
            0.25,
            1.0 / 3.0,
            -2.0 / 3.0,
            0.999_999_999_9,
            -1e-12,
        ];
        assert_eq!(
            figures.map(written),
            ["0", "1", "0.25", "0.333333333", "-0.666666667", "1", "0"]
        );
        let figures = [1234.5, -1.000_000_1, 99.999_999_9, 1e15, 0.000_000_001];
        assert_eq!(
            figures.map(written),
            ["1234.5", "-1", "100", "1000000000000000", "0.000000001"]
        );
    }

    #[test]
    fn pieces_of_every_length_stand_one_after_the_other() {
        let text = "0123456789abcdefghijklmnopqrstuvwxyz";
        let pieces = || (0..=text.len()).flat_map(|most| [&text[..most], "", &text[most..]]);
        for room in [0, 1, 7, 8, 9, 4096] {
            let mut svg = Writing::with_capacity(room);
            pieces().for_each(|piece| svg.put(piece));
            assert_eq!(
                String::from_utf8(svg.take()).unwrap(),
                pieces().collect::<String>()
            );
            svg.put("anew");
            assert_eq!(svg.take(), b"anew");
        }
    }

    fn escaped(text: &str) -> String {
        written(&|svg| svg.escape(text))
    }

    fn written(write: &dyn Fn(&mut Writing)) -> String {
        let mut svg = Writing::with_capacity(0);
        write(&mut svg);
        String::from_utf8(svg.take()).unwrap()
    }
}
