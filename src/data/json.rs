//! JSON as a value, and its text read into one (RFC 8259).
//!
//! The usual crate's reader is faster on long documents, of which there are none here, and
//! the module that a page loads whole was 17 kB larger with it, after compression; a test
//! holds this one to it.

use crate::decimal::parse_number;
use crate::error::{ErrorKind, Result};
use crate::value::{Pairs, Shape, Value, serialized};

/// A value of JSON.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Json {
    /// `null`
    #[default]
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as near as a floating-point number comes to it.
    Number(f64),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// Pairs, in the order of their names.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Deeper values are refused, so that a hostile one can't use up the stack.
    pub const DEEPEST: usize = 100;

    /// An object of these entries; of two with one name the later counts.
    #[must_use]
    pub fn object(entries: Vec<(String, Self)>) -> Self {
        let mut sorted: Vec<(String, Self)> = Vec::with_capacity(entries.len());
        for (name, value) in entries {
            let at = sorted.partition_point(|(earlier, _)| *earlier < name);
            match sorted.get_mut(at) {
                Some(same) if same.0 == name => same.1 = value,
                _ => sorted.insert(at, (name, value)),
            }
        }
        Self::Object(sorted)
    }

    /// The entry of an object.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Self> {
        let Self::Object(entries) = self else {
            return None;
        };
        let entry = entries.iter().find(|(key, _)| key == name);
        entry.map(|(_, value)| value)
    }

    /// Reads the text of a document.
    ///
    /// # Errors
    /// `invalid_json` with the line and the character in it.
    pub fn parse(text: &str) -> Result<Self> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut reader = Reader { text, at: 0 };
        let read = reader.value(0);
        reader.space();
        read.filter(|_| reader.at == text.len())
            .ok_or_else(|| reader.place().into())
    }
}

impl Value for Json {
    fn shape(&self) -> Shape<'_> {
        match self {
            Self::Null => Shape::Null,
            Self::Bool(truth) => Shape::Truth(*truth),
            Self::Number(number) => Shape::Number(*number),
            Self::Text(text) => Shape::Text(text),
            Self::List(items) => Shape::List(items),
            Self::Object(entries) => Shape::Map(entries),
        }
    }
}

impl Pairs for Vec<(String, Json)> {
    fn each(&self, put: &mut dyn FnMut(&str, &dyn Value)) {
        for (name, value) in self {
            put(name, value);
        }
    }
}

serialized!(Json);

/// What stands at a place of the text; `None` where it is not JSON, with the place there.
struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn is_next(&mut self, expected: u8) -> bool {
        let found = self.peek() == Some(expected);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, expected: u8) -> Option<()> {
        self.is_next(expected).then_some(())
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn value(&mut self, depth: usize) -> Option<Json> {
        self.space();
        match self.peek().filter(|_| depth < Json::DEEPEST)? {
            b'{' => self.object(depth),
            b'[' => self.list(depth),
            b'"' => self.string().map(Json::Text),
            b't' => self.word("true", Json::Bool(true)),
            b'f' => self.word("false", Json::Bool(false)),
            b'n' => self.word("null", Json::Null),
            _ => self.number(),
        }
    }

    fn word(&mut self, word: &str, meant: Json) -> Option<Json> {
        for letter in word.bytes() {
            self.expect(letter)?;
        }
        Some(meant)
    }

    fn object(&mut self, depth: usize) -> Option<Json> {
        let mut entries = Vec::new();
        self.at += 1;
        self.space();
        while !self.is_next(b'}') {
            if !entries.is_empty() {
                self.expect(b',')?;
                self.space();
            }
            let name = self.string()?;
            self.space();
            self.expect(b':')?;
            entries.push((name, self.value(depth + 1)?));
            self.space();
        }
        Some(Json::object(entries))
    }

    fn list(&mut self, depth: usize) -> Option<Json> {
        let mut items = Vec::new();
        self.at += 1;
        self.space();
        while !self.is_next(b']') {
            if !items.is_empty() {
                self.expect(b',')?;
            }
            items.push(self.value(depth + 1)?);
            self.space();
        }
        Some(Json::List(items))
    }

    fn string(&mut self) -> Option<String> {
        let mut text = String::new();
        self.expect(b'"')?;
        loop {
            let start = self.at;
            while !matches!(self.peek()?, b'"' | b'\\' | 0..=0x1f) {
                self.at += 1;
            }
            text.push_str(self.text.get(start..self.at)?);
            if self.is_next(b'"') {
                return Some(text);
            }
            self.expect(b'\\')?;
            text.push(self.escaped()?);
        }
    }

    fn escaped(&mut self) -> Option<char> {
        let letter = self.peek()?;
        let meant = match letter {
            b'"' | b'\\' | b'/' => char::from(letter),
            b'b' => '\u{8}',
            b'f' => '\u{c}',
            b'n' => '\n',
            b'r' => '\r',
            b't' => '\t',
            b'u' => return self.numbered(),
            _ => return None,
        };
        self.at += 1;
        Some(meant)
    }

    // A character beyond the first 65,536 is written as two numbers, the halves of a pair.
    fn numbered(&mut self) -> Option<char> {
        let high = self.four_digits()?;
        if !(0xd800..0xdc00).contains(&high) {
            return char::from_u32(high);
        }
        self.expect(b'\\')?;
        let low = self.four_digits()?.checked_sub(0xdc00)?;
        (low < 0x400).then_some(())?;
        char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + low)
    }

    fn four_digits(&mut self) -> Option<u32> {
        self.expect(b'u')?;
        let mut number = 0;
        for _ in 0..4 {
            let digit = char::from(self.peek()?).to_digit(16)?;
            number = number * 16 + digit;
            self.at += 1;
        }
        Some(number)
    }

    fn digits(&mut self) -> Option<()> {
        let start = self.at;
        while self.peek().is_some_and(|digit| digit.is_ascii_digit()) {
            self.at += 1;
        }
        (self.at > start).then_some(())
    }

    fn number(&mut self) -> Option<Json> {
        let start = self.at;
        let _ = self.is_next(b'-');
        if !self.is_next(b'0') {
            self.digits()?;
        }
        if self.is_next(b'.') {
            self.digits()?;
        }
        if self.is_next(b'e') || self.is_next(b'E') {
            let _ = self.is_next(b'+') || self.is_next(b'-');
            self.digits()?;
        }
        parse_number(self.text.get(start..self.at)?).map(Json::Number)
    }

    fn place(&self) -> ErrorKind {
        let before = self.text.get(..self.at).unwrap_or(self.text);
        let start = before.bytes().rposition(|byte| byte == b'\n');
        let line = before.get(start.map_or(0, |at| at + 1)..).unwrap_or("");
        ErrorKind::InvalidJson {
            line: before.len() + 1 - before.bytes().filter(|byte| *byte != b'\n').count(),
            column: line.chars().count() + 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Json;
    use proptest::prelude::{ProptestConfig, Strategy, prop, proptest};
    use serde_json::Value;

    fn same(json: &Json, value: &Value) -> bool {
        match (json, value) {
            (Json::Null, Value::Null) => true,
            (Json::Bool(one), Value::Bool(other)) => one == other,
            (Json::Number(one), Value::Number(other)) => Some(*one) == other.as_f64(),
            (Json::Text(one), Value::String(other)) => one == other,
            (Json::List(one), Value::Array(other)) => {
                one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same(a, b))
            }
            (Json::Object(one), Value::Object(other)) => {
                let mut pairs = one.iter().zip(other);
                one.len() == other.len() && pairs.all(|((k, a), (l, b))| k == l && same(a, b))
            }
            _ => false,
        }
    }

    #[track_caller]
    fn read_alike(text: &str) {
        match (Json::parse(text), serde_json::from_str::<Value>(text)) {
            (Ok(json), Ok(value)) => assert!(same(&json, &value), "{text}: {json:?}"),
            (Err(_), Err(_)) => {}
            (read, expected) => panic!("{text}: {read:?}, not {expected:?}"),
        }
    }

    #[test]
    fn every_document_is_read_as_the_usual_crate_reads_it() {
        for text in [
            "null",
            " true ",
            "[1, 2.5, -0, 1e3, 1E-2]",
            "{}",
            "[]",
            r#"{"b": 1, "a": {"c": [null]}, "b": 2}"#,
            r#""\u3042\ud83d\ude00\n\/\"""#,
            "\"日本語\"",
            "1e400",
            "01",
            "1.",
            ".5",
            "-",
            "+1",
            "[1,]",
            "{\"a\"}",
            "{\"a\":1,}",
            "[1 2]",
            "\"\n\"",
            r#""\x""#,
            r#""\ud83d""#,
            r#""\ud83dx""#,
            r#""\u12""#,
            "tru",
            "nullx",
            "",
            " ",
            "{",
            "[",
            "\"",
            "\"\\",
            "[1]]",
            "'a'",
            "NaN",
            "{a: 1}",
            "1e",
            "1e+",
            "\u{a0}1",
            "-0.0e-5",
        ] {
            read_alike(text);
        }
    }

    #[test]
    fn depth_has_an_end() {
        assert!(Json::parse(&"[".repeat(100_000)).is_err());
        assert!(Json::parse(&format!("{}{}", "[".repeat(90), "]".repeat(90))).is_ok());
    }

    #[test]
    fn an_error_has_its_line_and_character() {
        let error = Json::parse("{\n  \"あ\" 3}").unwrap_err();
        let place = crate::error::ErrorKind::InvalidJson { line: 2, column: 7 };
        assert_eq!(*error.kind(), place);
    }

    fn document() -> impl Strategy<Value = String> {
        let mark = prop::sample::select(vec![
            "{", "}", "[", "]", ",", ":", "\"", "\\", "u", "d83d", "\\ude00", "1", "0", "-", ".",
            "e5", "true", "null", " ", "\"a\":", "あ",
        ]);
        prop::collection::vec(mark, 0..14).prop_map(|marks| marks.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3_000) })]

        #[test]
        fn scraps_of_json_are_read_alike(text in document()) {
            read_alike(&text);
        }
    }
}
