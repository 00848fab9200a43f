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

/// Whether a word is one of a list, in which `|` parts them.
pub(super) fn is_listed(list: &str, word: &str) -> bool {
    list.split('|').any(|one| one == word)
}

/// Whether a text holds one of the words of a list.
pub(super) fn holds_any(text: &str, list: &str) -> bool {
    list.split('|').any(|word| holds(text, word))
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

/// A text without a mark.
pub(super) fn without(text: &str, mark: char) -> String {
    let mut kept = text.to_owned();
    kept.retain(|letter| letter != mark);
    kept
}

#[cfg(test)]
mod tests {
    use super::{cut, cut_last, holds_any, is_listed, parts};

    #[test]
    fn words_are_found() {
        assert_eq!(cut("a - b - c", " - "), Some(("a", "b - c")));
        assert_eq!(cut_last("a - b - c", " - "), Some(("a - b", "c")));
        assert_eq!(cut_last("abc", "d"), None);
        assert!(is_listed("a|b", "b") && !is_listed("a|b", "c"));
        assert!(holds_any("とても満足", "不満|満足") && !holds_any("x", "ab|cd"));
        assert_eq!(parts("a, b,, c", ","), ["a", "b", "c"]);
        assert_eq!(parts("", ","), [""; 0]);
    }
}
