//! Texts put together and taken apart, as `str` does it too. The standard library compiles
//! its own once for each kind of text and, for speed that nothing here needs, each length of
//! what stands between: 4 kB of code before wasm-opt.

/// The texts one after another, with `between` between them.
pub(crate) fn joined<T: AsRef<str>>(texts: &[T], between: &str) -> String {
    let mut whole = String::new();
    for (at, text) in texts.iter().enumerate() {
        if at > 0 {
            whole.push_str(between);
        }
        whole.push_str(text.as_ref());
    }
    whole
}

/// What stands before the first `mark` in a text and what after it; `None` where it has no
/// such mark, and for an empty one.
pub(crate) fn parted<'text>(text: &'text str, mark: &str) -> Option<(&'text str, &'text str)> {
    let length = mark.len().max(1);
    let mut places = text.as_bytes().windows(length);
    let at = places.position(|place| place == mark.as_bytes())?;
    Some((text.get(..at)?, text.get(at + length..)?))
}

/// What stands before the first of some ASCII characters, or all of a text that has none.
pub(crate) fn before<'text>(text: &'text str, ends: &[u8]) -> &'text str {
    let end = text.bytes().position(|byte| ends.contains(&byte));
    end.and_then(|end| text.get(..end)).unwrap_or(text)
}

/// A whole number in digits. The standard library's way comes with widths, signs and fillings.
pub(crate) fn digits(number: u64) -> String {
    let mut text = String::new();
    push_digits(&mut text, number);
    text
}

fn push_digits(text: &mut String, number: u64) {
    if number > 9 {
        push_digits(text, number / 10);
    }
    text.push(char::from(b'0' + (number % 10) as u8));
}

/// Whether a text holds a character.
#[cfg(feature = "chart")]
pub(crate) fn holds(text: &str, character: char) -> bool {
    text.chars().any(|one| one == character)
}

#[cfg(test)]
mod tests {
    use super::{before, digits, joined, parted};

    #[test]
    fn a_number_is_written_in_digits() {
        for number in [0, 7, 10, 1_234_567_890, u64::MAX] {
            assert_eq!(digits(number), number.to_string());
        }
    }

    #[test]
    fn a_text_ends_at_the_first_of_several_characters() {
        assert_eq!(before("日本/a?b", b"?/"), "日本");
        assert_eq!(before("/", b"?/"), "");
        assert_eq!(before("日本", b"?/"), "日本");
    }

    #[test]
    #[cfg(feature = "chart")]
    fn a_text_holds_its_characters() {
        use super::holds;
        assert!(holds("a、b", '、') && holds("ab", 'b'));
        assert!(!holds("ab", '、') && !holds("", 'a'));
    }

    #[test]
    fn what_is_joined_comes_apart_again() {
        for texts in [&["a", "", "日本"][..], &["one"], &["", ""]] {
            let whole = joined(texts, "、、");
            let (mut rest, mut parts) = (whole.as_str(), Vec::new());
            while let Some((part, after)) = parted(rest, "、、") {
                parts.push(part);
                rest = after;
            }
            parts.push(rest);
            assert_eq!(parts, texts);
        }
        assert_eq!(joined::<String>(&[], ", "), "");
    }

    #[test]
    fn a_mark_that_is_not_there_parts_nothing() {
        assert_eq!(parted("a;b", ","), None);
        assert_eq!(parted("ab", "abc"), None);
        assert_eq!(parted("ab", ""), None);
        assert_eq!(parted("", ""), None);
    }
}
