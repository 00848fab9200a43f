//! Breaking a text into lines: Japanese between characters, by the rules of kinsoku;
//! Latin at spaces.

use super::text_width::{ems_of, is_wide, width};
use crate::text::holds;

/// Characters that may not begin a line.
const NOT_FIRST: &str = "、。，．・：；？！ー〜～–）」』】〕》〉］｝’”ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ々ヽヾ…％%)]}!?,.:;";
/// Characters that may not end a line.
const NOT_LAST: &str = "（「『【〔《〈［｛‘“([{";

/// What stands for the end of a text.
const END: char = '\0';

/// What adding up widths in another order may cost, in pixels.
const ROUNDING: f64 = 0.01;

/// A text broken into lines.
pub(super) struct Lines {
    /// The lines, at least one.
    pub(super) lines: Vec<String>,
    /// Whether the end of the text had to be left out.
    pub(super) shortened: bool,
    /// Whether a word had to be cut.
    pub(super) cut: bool,
}

/// The font of a text that is to be broken.
#[derive(Clone, Copy)]
pub(super) struct Font {
    /// Its size in pixels.
    pub(super) size: f64,
    /// Whether it is bold.
    pub(super) bold: bool,
}

/// Breaks `text` into at most `most` lines of at most `room` pixels; what does not fit is
/// shortened with an ellipsis.
pub(super) fn break_lines(text: &str, room: f64, font: Font, most: usize) -> Lines {
    // Most labels are but one line.
    if most > 0 && width(text, font.size, font.bold) <= room {
        return Lines {
            lines: vec![text.trim_end().to_owned()],
            shortened: false,
            cut: false,
        };
    }
    let mut broken = Lines {
        lines: Vec::new(),
        shortened: true,
        cut: false,
    };
    fill(&mut broken, text, (room, most), font);
    if broken.shortened {
        shorten(&mut broken.lines, room, font);
    }
    broken
}

/// Fills lines piece by piece: those parts of a text that may not be broken, of which one
/// wider than a line is cut up.
fn fill(broken: &mut Lines, text: &str, (room, most): (f64, usize), font: Font) {
    let lines = &mut broken.lines;
    let room = room + ROUNDING;
    // A range stays whole where each word has room for itself.
    let fits = |word: &str| width(word, font.size, font.bold) <= room;
    let between = |from: usize, to: usize| text.get(from..to).unwrap_or("").trim_end().to_owned();
    let (mut line, mut piece) = (0, 0);
    // How wide the line is up to the piece, the piece, and the piece without its last spaces.
    let (mut before, mut wide, mut tight) = (0.0, 0.0, 0.0);
    let mut last = None;
    for (at, c) in text.char_indices().chain([(text.len(), END)]) {
        let advance = ems_of(c, font.bold) * font.size;
        let is_over = match last {
            None => false,
            Some(_) if c == END => true,
            Some('–') if text.split(' ').all(fits) => false,
            Some(last) => may_break(last, c),
        };
        let is_cut = !is_over && last.is_some() && wide + advance > room;
        broken.cut |= is_cut;
        if is_over || is_cut {
            if before > 0.0 && before + tight > room {
                lines.push(between(line, piece));
                if lines.len() >= most {
                    return;
                }
                (line, before) = (piece, 0.0);
            }
            before += wide;
            (piece, wide, tight) = (at, 0.0, 0.0);
        }
        wide += advance;
        if c != ' ' {
            tight = wide;
        }
        last = Some(c);
    }
    lines.push(between(line, text.len()));
    broken.shortened = false;
}

fn shorten(lines: &mut [String], room: f64, font: Font) {
    if let Some(last) = lines.last_mut() {
        let ellipsis = width("…", font.size, font.bold);
        while width(last, font.size, font.bold) + ellipsis > room && last.pop().is_some() {}
        last.truncate(last.trim_end().len());
        last.push('…');
    }
}

fn may_break(before: char, after: char) -> bool {
    // A number and what it counts, as in 12日, belong together.
    let apart = is_wide(before) || is_wide(after) && !before.is_ascii_digit();
    let apart = apart || matches!(before, ' ' | '–');
    apart && after != ' ' && !holds(NOT_FIRST, after) && !holds(NOT_LAST, before)
}

#[cfg(test)]
mod tests {
    use super::{Font, break_lines};

    const FONT: Font = Font {
        size: 10.0,
        bold: false,
    };

    #[test]
    fn japanese_keeps_the_rules_of_kinsoku() {
        let lines = break_lines("医療機関、調査（速報）です。", 40.0, FONT, 9).lines;
        assert!(
            lines
                .iter()
                .all(|line| !line.starts_with(['、', '）', '。'])),
            "{lines:?}"
        );
        assert!(lines.iter().all(|line| !line.ends_with('（')), "{lines:?}");
        assert_eq!(lines.concat(), "医療機関、調査（速報）です。");
    }

    #[test]
    fn a_number_stays_with_what_it_counts() {
        let lines = break_lines("2022年12月10日", 40.0, FONT, 9).lines;
        assert_eq!(lines, ["2022年", "12月", "10日"]);
    }

    #[test]
    fn a_range_is_broken_only_where_it_has_no_room() {
        let broken = |room| break_lines("8.5% (7.8–9.2%)", room, FONT, 9).lines;
        assert_eq!(broken(80.0), ["8.5%", "(7.8–9.2%)"]);
        assert_eq!(broken(50.0), ["8.5%", "(7.8–", "9.2%)"]);
    }

    #[test]
    fn latin_breaks_at_spaces_only() {
        let lines = break_lines("member hospitals answered", 110.0, FONT, 9).lines;
        assert_eq!(lines, ["member hospitals", "answered"]);
    }

    #[test]
    fn what_does_not_fit_is_shortened_and_said_so() {
        let broken = break_lines("one two three four five six", 40.0, FONT, 2);
        assert!(broken.shortened);
        assert_eq!(broken.lines.len(), 2);
        assert!(broken.lines[1].ends_with('…'));
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut() {
        let broken = break_lines(&"x".repeat(200), 50.0, FONT, 3);
        assert_eq!(broken.lines.len(), 3);
        assert!(broken.shortened && broken.cut);
        assert!(!break_lines("one two three", 40.0, FONT, 3).cut);
    }

    #[test]
    fn an_empty_text_is_one_empty_line() {
        assert_eq!(break_lines("", 50.0, FONT, 3).lines, [""]);
    }
}
