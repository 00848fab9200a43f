//! How wide a text is: one table for every platform, so that a chart is laid out alike
//! in a page, a Worker, Node and a native program.
//!
//! The widths are those of a wide system sans (DejaVu's, rounded up), so that a narrower
//! font leaves air and none runs over its neighbour. In bold Japanese stays at one em.

use std::borrow::Cow;

/// How much wider bold text is than regular text.
const BOLD: f64 = 1.14;

/// The width that a chart takes `text` to have, in pixels at a font size of `size` pixels.
///
/// It is that of a wide sans, so that what is set in a narrower one has room.
#[must_use]
#[cfg_attr(chosa_fast, optimize(speed))]
pub fn width(text: &str, size: f64, bold: bool) -> f64 {
    let (mut ems, mut hundredths) = (0.0, 0);
    for c in text.chars() {
        // Figures and Latin letters take no look at what other characters may be.
        match c {
            ' '..='~' => hundredths += u32::from(latin(c as u8)),
            c => ems += ems_of(c, bold),
        }
    }
    let latin = f64::from(hundredths) / 100.0;
    (ems + if bold { latin * BOLD } else { latin }) * size
}

/// The advance of one character in em, as wide as it is in bold.
pub(super) fn ems_of(c: char, bold: bool) -> f64 {
    match bold && !is_wide(c) {
        true => advance(c) * BOLD,
        false => advance(c),
    }
}

/// The advance of one character in em.
fn advance(c: char) -> f64 {
    match c {
        ' '..='~' => f64::from(latin(c as u8)) / 100.0,
        '\u{0300}'..='\u{036F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' => 0.0,
        '\u{2060}'..='\u{2069}' | '\u{20D0}'..='\u{20FF}' | '\u{3099}' | '\u{309A}' => 0.0,
        '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0100}'..='\u{E01EF}' => 0.0,
        '\u{00A0}' => 0.30,
        '\u{FF61}'..='\u{FFDC}' | '\u{FFE8}'..='\u{FFEE}' => 0.5,
        _ if is_wide(c) => 1.0,
        '\u{0370}'..='\u{03FF}' => greek_or_cyrillic(c, 0.66, 0.78),
        '\u{0400}'..='\u{052F}' => greek_or_cyrillic(c, 0.70, 0.84),
        '–' => 0.5,
        '—' | '…' => 1.0,
        '−' | '±' | '×' | '÷' => 0.84,
        _ if is_capital(c) => 0.78,
        _ => 0.65,
    }
}

fn greek_or_cyrillic(c: char, lower: f64, upper: f64) -> f64 {
    if is_capital(c) { upper } else { lower }
}

/// Whether a letter beyond ASCII is a capital, as these blocks of Unicode order theirs: all
/// capitals first, or each before its small letter.
fn is_capital(c: char) -> bool {
    let is_odd = u32::from(c) % 2 == 1;
    match c {
        '\u{C0}'..='\u{DE}' | '\u{386}'..='\u{3AB}' | '\u{400}'..='\u{42F}' => true,
        '\u{139}'..='\u{148}' | '\u{179}'..='\u{17E}' => is_odd,
        '\u{100}'..='\u{24F}' | '\u{460}'..='\u{52F}' | '\u{1E00}'..='\u{1EFF}' => !is_odd,
        _ => false,
    }
}

/// The advances from space to tilde in hundredths of an em.
const LATIN: [u8; 95] = [
    32, 41, 50, 84, 64, 100, 79, 28, 41, 41, 50, 84, 32, 41, 32, 36, // space to /
    64, 64, 64, 64, 64, 64, 64, 64, 64, 64, 36, 36, 84, 84, 84, 64, // 0 to ?
    100, 70, 70, 70, 79, 70, 64, 79, 79, 32, 32, 70, 64, 100, 79, 79, // @ to O
    70, 79, 70, 70, 64, 70, 70, 100, 70, 64, 70, 41, 36, 41, 84, 50, // P to _
    50, 64, 64, 55, 64, 64, 36, 64, 64, 28, 28, 64, 28, 100, 64, 64, // ` to o
    64, 64, 41, 55, 41, 64, 64, 84, 64, 64, 55, 64, 36, 64, 84, // p to ~
];

fn latin(byte: u8) -> u8 {
    let at = usize::from(byte.wrapping_sub(b' '));
    LATIN.get(at).copied().unwrap_or(70)
}

/// Whether the character takes a full em, as kana, kanji, Hangul, full-width forms and emoji do.
pub(super) fn is_wide(c: char) -> bool {
    c >= '\u{1100}'
        && matches!(c,
        '\u{1100}'..='\u{115F}' | '\u{2E80}'..='\u{303E}' | '\u{3041}'..='\u{33FF}'
        | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{A000}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}' | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FF60}' | '\u{FFE0}'..='\u{FFE6}' | '\u{1F300}'..='\u{1FAFF}'
        | '\u{2190}'..='\u{21FF}' | '\u{2460}'..='\u{27BF}' | '\u{20000}'..='\u{3FFFD}')
}

/// `text` without control characters and line breaks, which no XML document may hold, and
/// without the marks that turn the direction of all that follows.
pub(super) fn clean(text: &str) -> Cow<'_, str> {
    if text.bytes().position(is_odd).is_none() || !text.contains(is_unclean) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\n' | '\r' | '\t' => clean.push(' '),
            c if is_unclean(c) => {}
            c => clean.push(c),
        }
    }
    Cow::Owned(clean)
}

/// Whether a byte is one that XML gives a meaning to, or may begin a character that
/// [`is_unclean`]: a look at bytes is enough for most texts.
pub(super) fn is_odd(byte: u8) -> bool {
    byte < b' '
        || matches!(
            byte,
            b'&' | b'<' | b'>' | b'"' | b'\'' | 0x7f | 0xc2 | 0xe2 | 0xef
        )
}

/// Whether no XML document may hold a character, or it turns the direction of others.
pub(super) fn is_unclean(c: char) -> bool {
    match c {
        ' '..='~' => false,
        '\u{FFFE}' | '\u{FFFF}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    }
}

#[cfg(test)]
mod tests {
    use super::{clean, width};

    fn ems(text: &str) -> f64 {
        width(text, 1.0, false)
    }

    #[test]
    fn kana_and_kanji_take_one_em_and_half_width_kana_half() {
        assert!((ems("調査アンケート") - 7.0).abs() < 1e-9);
        assert!((ems("ｱﾝｹｰﾄ") - 2.5).abs() < 1e-9);
        assert!((ems("ＡＢ１") - 3.0).abs() < 1e-9);
        assert!((ems("😀") - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_combining_mark_takes_no_room() {
        assert!((ems("か\u{3099}") - 1.0).abs() < 1e-9);
        assert!((ems("e\u{0301}") - ems("e")).abs() < 1e-9);
    }

    #[test]
    fn bold_is_wider() {
        assert!(width("Hospitals", 16.0, true) > width("Hospitals", 16.0, false));
    }

    #[test]
    fn control_characters_are_taken_out() {
        assert_eq!(clean("a\u{0}b\u{1b}[31m\nc\u{202E}d"), "ab[31m cd");
    }
}
