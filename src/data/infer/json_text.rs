//! Results as JSON text.

use super::number::digits_of;
use crate::value::{Shape, Value};

/// A JSON text that is being written, with a line for each entry.
#[derive(Default)]
pub(super) struct Writer {
    pub(super) text: String,
    depth: usize,
    /// Whether something stands in the list or object that is open.
    is_filled: bool,
    /// Whether a name has just been written.
    is_named: bool,
}

impl Writer {
    /// Begins an object or a list.
    pub(super) fn open(&mut self, mark: char) {
        self.line();
        self.text.push(mark);
        self.depth += 1;
        self.is_filled = false;
    }

    /// Ends it.
    pub(super) fn close(&mut self, mark: char) {
        self.depth -= 1;
        if self.is_filled {
            self.indent();
        }
        self.text.push(mark);
        self.is_filled = true;
    }

    /// Begins an object under a name.
    pub(super) fn object(&mut self, name: &str) {
        self.name(name);
        self.open('{');
    }

    /// Begins a list under a name.
    pub(super) fn list(&mut self, name: &str) {
        self.name(name);
        self.open('[');
    }

    /// Writes an entry of an object.
    pub(super) fn entry(&mut self, name: &str, value: &dyn Value) {
        self.name(name);
        self.item(value);
    }

    /// Writes an item of a list, or the value of the name before.
    pub(super) fn item(&mut self, value: &dyn Value) {
        match value.shape() {
            Shape::List(items) => {
                self.open('[');
                items.each(&mut |item| self.item(item));
                self.close(']');
            }
            // There are no cells in a guess.
            Shape::Object(entries) | Shape::Cell(_, entries) => {
                self.open('{');
                entries.each(&mut |name, value| self.entry(name, value));
                self.close('}');
            }
            Shape::Map(pairs) => {
                self.open('{');
                pairs.each(&mut |name, value| self.entry(name, value));
                self.close('}');
            }
            plain => {
                self.line();
                self.plain(&plain);
                self.is_filled = true;
            }
        }
    }

    fn plain(&mut self, value: &Shape<'_>) {
        match value {
            Shape::Truth(true) => self.text.push_str("true"),
            Shape::Truth(false) => self.text.push_str("false"),
            Shape::Whole(number) => self.text.push_str(&digits_of(*number as f64)),
            Shape::Number(number) => self.text.push_str(&digits_of(*number)),
            Shape::Text(letters) => self.quote(letters),
            _ => self.text.push_str("null"),
        }
    }

    fn name(&mut self, name: &str) {
        self.line();
        self.quote(name);
        self.text.push_str(": ");
        self.is_named = true;
    }

    /// Begins an entry: on a line of its own, unless it is the value of a name.
    fn line(&mut self) {
        if self.is_named || self.depth == 0 {
            self.is_named = false;
            return;
        }
        if self.is_filled {
            self.text.push(',');
        }
        self.indent();
    }

    fn indent(&mut self) {
        self.text.push('\n');
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
    }

    fn quote(&mut self, letters: &str) {
        self.text.push('"');
        for letter in letters.chars() {
            match letter {
                '"' | '\\' => self.text.extend(['\\', letter]),
                // A control is written as its number, which has two digits at most.
                '\0'..='\x1f' => {
                    let digit = |value: u32| char::from_digit(value, 16).unwrap_or('0');
                    let number = u32::from(letter);
                    self.text.push_str("\\u00");
                    self.text.extend([digit(number / 16), digit(number % 16)]);
                }
                _ => self.text.push(letter),
            }
        }
        self.text.push('"');
    }
}

/// The text of a value.
pub(crate) fn json_text(value: &dyn Value) -> String {
    let mut json = Writer::default();
    json.item(value);
    json.text
}

#[cfg(test)]
mod tests {
    use super::json_text;
    use crate::data::json::Json;

    #[test]
    fn what_is_written_reads_back() {
        let text = "{\"a\": [1, -2.5, \"\\u0001\\n\\\"\\\\あ\", null, true, {}, []], \"b\": {}, \"c\": {\"d\": [{}, 1]}}";
        let value = Json::parse(text).unwrap();
        assert_eq!(Json::parse(&json_text(&value)).unwrap(), value);
    }
}
