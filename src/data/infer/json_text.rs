//! A result as JSON text.

use crate::decimal::shortest;
use crate::value::{Shape, Value};

/// The text of a value, with a line for each entry.
pub(super) fn json_text(value: &dyn Value) -> String {
    let mut text = String::new();
    write(value, 0, &mut text);
    text
}

fn write(value: &dyn Value, depth: usize, text: &mut String) {
    match value.shape() {
        Shape::Null => text.push_str("null"),
        Shape::Truth(truth) => text.push_str(if truth { "true" } else { "false" }),
        Shape::Whole(number) => text.push_str(&number.to_string()),
        Shape::Number(number) => text.push_str(&shortest(number)),
        Shape::Text(letters) => quote(letters, text),
        Shape::List(items) => {
            let mut count = 0;
            text.push('[');
            items.each(&mut |item| {
                entry(&mut count, depth, text);
                write(item, depth + 1, text);
            });
            close(count, depth, ']', text);
        }
        Shape::Object(entries) => {
            let mut count = 0;
            text.push('{');
            entries.each(&mut |name, value| named(name, value, &mut count, depth, text));
            close(count, depth, '}', text);
        }
        Shape::Map(pairs) => {
            let mut count = 0;
            text.push('{');
            pairs.each(&mut |name, value| named(name, value, &mut count, depth, text));
            close(count, depth, '}', text);
        }
    }
}

fn named(name: &str, value: &dyn Value, count: &mut usize, depth: usize, text: &mut String) {
    entry(count, depth, text);
    quote(name, text);
    text.push_str(": ");
    write(value, depth + 1, text);
}

fn entry(count: &mut usize, depth: usize, text: &mut String) {
    if *count > 0 {
        text.push(',');
    }
    *count += 1;
    line(depth + 1, text);
}

fn close(count: usize, depth: usize, mark: char, text: &mut String) {
    if count > 0 {
        line(depth, text);
    }
    text.push(mark);
}

fn line(depth: usize, text: &mut String) {
    text.push('\n');
    (0..depth).for_each(|_| text.push_str("  "));
}

fn quote(letters: &str, text: &mut String) {
    text.push('"');
    for letter in letters.chars() {
        match letter {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\n' => text.push_str("\\n"),
            // Every other control is written as its number, which has two digits at most.
            '\0'..='\x1f' => {
                let digit = |value: u32| char::from_digit(value, 16).unwrap_or('0');
                let number = u32::from(letter);
                text.push_str("\\u00");
                text.push(digit(number / 16));
                text.push(digit(number % 16));
            }
            _ => text.push(letter),
        }
    }
    text.push('"');
}

#[cfg(test)]
mod tests {
    use super::json_text;
    use crate::data::json::Json;

    #[test]
    fn what_is_written_reads_back() {
        let text = "{\"a\": [1, -2.5, \"\\u0001\\n\\\"\\\\あ\", null, true, {}, []], \"b\": {}}";
        let value = Json::parse(text).unwrap();
        assert_eq!(Json::parse(&json_text(&value)).unwrap(), value);
    }
}
