//! Words in texts. The standard library's search for a text in another is made for long ones, and three
//! times as large as all of this.

/// Where a word begins in a text.
pub(super) fn find(text: &str, word: &str) -> Option<usize> {
    let (text, word) = (text.as_bytes(), word.as_bytes());
    let last = text.len().checked_sub(word.len())?;
    (0..=last).find(|at| text.get(*at..*at + word.len()) == Some(word))
}

/// Whether a text holds a word.
pub(super) fn holds(text: &str, word: &str) -> bool {
    find(text, word).is_some()
}

/// A text in two, before and after the first place of a mark.
pub(super) fn cut<'t>(text: &'t str, mark: &str) -> Option<(&'t str, &'t str)> {
    let at = find(text, mark)?;
    Some((text.get(..at)?, text.get(at + mark.len()..)?))
}

/// The same at the last place of the mark.
pub(super) fn cut_last<'t>(text: &'t str, mark: &str) -> Option<(&'t str, &'t str)> {
    let mut found = None;
    let mut from = 0;
    while let Some(at) = find(text.get(from..)?, mark) {
        found = Some(from + at);
        from += at + mark.len();
    }
    let at = found?;
    Some((text.get(..at)?, text.get(at + mark.len()..)?))
}

/// What stands between the marks of a text, of which each is one byte of ASCII.
pub(super) struct Between<'t> {
    rest: Option<&'t str>,
    mark: u8,
}

/// What stands between the marks of a text; all of it where there is none.
pub(super) fn between(text: &str, mark: u8) -> Between<'_> {
    let rest = Some(text);
    Between { rest, mark }
}

impl<'t> Iterator for Between<'t> {
    type Item = &'t str;

    fn next(&mut self) -> Option<&'t str> {
        let rest = self.rest?;
        let Some(at) = rest.bytes().position(|byte| byte == self.mark) else {
            self.rest = None;
            return Some(rest);
        };
        self.rest = rest.get(at + 1..);
        rest.get(..at)
    }
}

/// The words of a list, in which `|` parts them.
pub(super) fn words(list: &str) -> Between<'_> {
    between(list, b'|')
}

/// Whether a word is one of a list.
pub(super) fn is_listed(list: &str, word: &str) -> bool {
    words(list).any(|one| one == word)
}

/// Whether a text holds one of the words of a list.
pub(super) fn holds_any(text: &str, list: &str) -> bool {
    words(list).any(|word| holds(text, word))
}

/// What follows the first word of a list that a text begins with.
pub(super) fn after_any<'t>(text: &'t str, list: &str) -> Option<&'t str> {
    words(list).find_map(|word| text.strip_prefix(word))
}

/// What stands before the first word of a list that a text ends with.
pub(super) fn before_any<'t>(text: &'t str, list: &str) -> Option<&'t str> {
    words(list).find_map(|word| text.strip_suffix(word))
}

/// The parts of a text between marks, without the space around them, and without empty ones.
pub(super) fn parts<'t>(text: &'t str, mark: &str) -> Vec<&'t str> {
    let mut parts = Vec::new();
    let mut rest = text;
    loop {
        let (part, after) = match cut(rest, mark) {
            Some((part, after)) => (part.trim(), Some(after)),
            None => (rest.trim(), None),
        };
        if !part.is_empty() {
            parts.push(part);
        }
        match after {
            Some(after) => rest = after,
            None => return parts,
        }
    }
}

/// A text without a mark, which is one byte of ASCII.
pub(super) fn without(text: &str, mark: u8) -> String {
    let mut kept = String::with_capacity(text.len());
    for part in between(text, mark) {
        kept.push_str(part);
    }
    kept
}

/// Whether a word of a text is what is looked for: letters and digits of ASCII, and marks that are to stand in
/// words too.
pub(super) fn has_word(text: &str, marks: &[u8], is_it: &dyn Fn(&str) -> bool) -> bool {
    let mut start = 0;
    for end in 0..=text.len() {
        let byte = text.as_bytes().get(end).copied().unwrap_or(b' ');
        if byte.is_ascii_alphanumeric() || marks.contains(&byte) {
            continue;
        }
        let word = text.get(start..end).unwrap_or_default();
        if !word.is_empty() && is_it(word) {
            return true;
        }
        start = end + 1;
    }
    false
}

/// The digits that a text begins with, and the rest.
pub(super) fn digits_first(text: &str) -> (&str, &str) {
    let is_other = |byte: u8| !byte.is_ascii_digit();
    let length = text.bytes().position(is_other).unwrap_or(text.len());
    text.split_at(length)
}

/// Whether a text is in ASCII. The standard library looks at many bytes together, which for the words of
/// an answer takes more code and no less time.
pub(super) fn is_ascii(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii())
}

#[cfg(test)]
mod tests {
    use super::{
        after_any, before_any, between, cut, cut_last, digits_first, has_word, holds_any,
        is_listed, parts,
    };

    #[test]
    fn words_are_found() {
        assert_eq!(cut("a - b - c", " - "), Some(("a", "b - c")));
        assert_eq!(cut_last("a - b - c", " - "), Some(("a - b", "c")));
        assert_eq!(cut_last("abc", "d"), None);
        assert!(is_listed("a|b", "b") && !is_listed("a|b", "c"));
        assert!(holds_any("とても満足", "不満|満足") && !holds_any("x", "ab|cd"));
        assert_eq!(after_any("年1", "月|年"), Some("1"));
        assert_eq!(before_any("1円", "円|歳"), Some("1"));
        assert_eq!((after_any("1", "a|b"), before_any("1", "a")), (None, None));
        assert_eq!(
            between("a,,あ,", b',').collect::<Vec<_>>(),
            ["a", "", "あ", ""]
        );
        assert_eq!(digits_first("12年"), ("12", "年"));
        assert_eq!(
            (digits_first("年"), digits_first("7")),
            (("", "年"), ("7", ""))
        );
        let has = |text, marks: &str| has_word(text, marks.as_bytes(), &|word| word == "don't");
        assert!(has("I don't", "'") && !has("I don't", "") && !has("あ", "'"));
        assert_eq!(between("", b',').collect::<Vec<_>>(), [""]);
        assert_eq!(parts("a, b,, c", ","), ["a", "b", "c"]);
        assert_eq!(parts("", ","), [""; 0]);
    }
}
