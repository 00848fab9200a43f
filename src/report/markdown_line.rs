//! The parts of a line of Markdown: emphasis, code, links, breaks.

use crate::text::{before, holds};

/// A part of a line, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Span {
    Text(String),
    Code(String),
    Open(Style),
    Close(Style),
    /// A link begins; its address as written, with escapes undone.
    OpenLink(String),
    CloseLink,
    /// The text goes on in the next line of the source.
    SoftBreak,
    HardBreak,
}

/// How a text is emphasized.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    Emphasis,
    Strong,
}

/// Reads the text of a block into its parts.
pub(super) fn spans(source: &str) -> Vec<Span> {
    inner_spans(source, 0)
}

/// How deep links and pictures may stand in one another; what is deeper is text.
const DEEPEST: usize = 8;

fn inner_spans(source: &str, depth: usize) -> Vec<Span> {
    let mut line = Line {
        source,
        depth,
        at: 0,
        text: String::new(),
        parts: Vec::new(),
    };
    line.read();
    emphasized(line.parts)
}

/// A part, or a run of stars or underscores that may yet become emphasis.
enum Part {
    Span(Span),
    Run(Run),
}

#[derive(Clone, Copy)]
struct Run {
    mark: char,
    /// How many marks there are left.
    count: usize,
    /// How many there were.
    length: usize,
    opens: bool,
    closes: bool,
}

struct Line<'a> {
    source: &'a str,
    depth: usize,
    at: usize,
    /// Text that has not become a part yet.
    text: String,
    parts: Vec<Part>,
}

impl<'a> Line<'a> {
    fn rest(&self) -> &'a str {
        self.source.get(self.at..).unwrap_or_default()
    }

    fn read(&mut self) {
        while let Some(next) = self.rest().chars().next() {
            let read = match next {
                '\\' => self.escape(),
                '`' => self.code(),
                '*' | '_' => self.run(next),
                '[' if self.depth < DEEPEST => self.link(),
                '!' if self.depth < DEEPEST && self.rest().starts_with("![") => self.picture(),
                '<' => self.bare_link(),
                '&' => self.character(),
                '\n' => self.line_end(),
                _ => false,
            };
            if !read {
                self.text.push(next);
                self.at += next.len_utf8();
            }
        }
        self.flush();
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            let text = std::mem::take(&mut self.text);
            self.parts.push(Part::Span(Span::Text(text)));
        }
    }

    fn push(&mut self, span: Span) {
        self.flush();
        self.parts.push(Part::Span(span));
    }

    fn escape(&mut self) -> bool {
        match self.rest().chars().nth(1) {
            Some('\n') => {
                self.push(Span::HardBreak);
                self.at += 2;
                true
            }
            Some(escaped) if escaped.is_ascii_punctuation() => {
                self.text.push(escaped);
                self.at += 2;
                true
            }
            _ => false,
        }
    }

    fn line_end(&mut self) -> bool {
        let kept = self.text.trim_end_matches(' ').len();
        let is_hard = self.text.len() - kept >= 2;
        self.text.truncate(kept);
        self.push(if is_hard {
            Span::HardBreak
        } else {
            Span::SoftBreak
        });
        self.at += 1;
        true
    }

    fn code(&mut self) -> bool {
        let rest = self.rest();
        let ticks = rest.len() - rest.trim_start_matches('`').len();
        let Some(code) = until_ticks(rest.get(ticks..).unwrap_or_default(), ticks) else {
            // Ticks that nothing closes are text, all of them at once.
            self.text.push_str(rest.get(..ticks).unwrap_or_default());
            self.at += ticks;
            return true;
        };
        self.at += code.len() + 2 * ticks;
        let code = code.replace('\n', " ");
        let inner = code
            .strip_prefix(' ')
            .and_then(|code| code.strip_suffix(' '));
        let inner = inner.filter(|_| !code.trim().is_empty());
        self.push(Span::Code(inner.unwrap_or(&code).to_owned()));
        true
    }

    fn run(&mut self, mark: char) -> bool {
        let rest = self.rest();
        let count = rest.chars().take_while(|next| *next == mark).count();
        let before = self
            .source
            .get(..self.at)
            .and_then(|text| text.chars().next_back());
        let after = rest.chars().nth(count);
        let stands_apart = |next: Option<char>| next.is_none_or(char::is_whitespace);
        // An underscore inside a word is part of its name.
        let is_word = |next: Option<char>| mark == '_' && next.is_some_and(is_of_word);
        self.flush();
        self.parts.push(Part::Run(Run {
            mark,
            count,
            length: count,
            opens: !stands_apart(after) && !is_word(before),
            closes: !stands_apart(before) && !is_word(after),
        }));
        self.at += count;
        true
    }

    fn link(&mut self) -> bool {
        let Some((text, address, length)) = link(self.rest()) else {
            return false;
        };
        self.push(Span::OpenLink(plain(address)));
        let inner = inner_spans(text, self.depth + 1);
        self.parts.extend(inner.into_iter().map(Part::Span));
        self.parts.push(Part::Span(Span::CloseLink));
        self.at += length;
        true
    }

    /// A report loads nothing from elsewhere: a picture is its description.
    fn picture(&mut self) -> bool {
        let rest = self.rest().get(1..).unwrap_or_default();
        let Some((text, _, length)) = link(rest) else {
            return false;
        };
        self.flush();
        let inner = inner_spans(text, self.depth + 1);
        self.parts.extend(inner.into_iter().map(Part::Span));
        self.at += length + 1;
        true
    }

    /// An address in angle brackets.
    fn bare_link(&mut self) -> bool {
        let rest = self.rest();
        let Some(address) = rest.find('>').and_then(|end| rest.get(1..end)) else {
            return false;
        };
        let scheme = address.split_once(':').map_or("", |(scheme, _)| scheme);
        let is_scheme = (2..=32).contains(&scheme.len())
            && scheme.starts_with(|first: char| first.is_ascii_alphabetic())
            && scheme
                .chars()
                .all(|one| one.is_ascii_alphanumeric() || holds("+.-", one));
        if !is_scheme || address.contains(|one: char| one <= ' ' || one == '<') {
            return false;
        }
        self.push(Span::OpenLink(address.to_owned()));
        self.push(Span::Text(address.to_owned()));
        self.push(Span::CloseLink);
        self.at += address.len() + 2;
        true
    }

    fn character(&mut self) -> bool {
        let Some((character, length)) = character(self.rest()) else {
            return false;
        };
        self.text.push(character);
        self.at += length;
        true
    }
}

/// The text before a row of just so many ticks.
fn until_ticks(text: &str, ticks: usize) -> Option<&str> {
    let mut at = 0;
    loop {
        let from = text.get(at..)?;
        let start = at + from.find('`')?;
        let from = text.get(start..)?;
        let found = from.len() - from.trim_start_matches('`').len();
        if found == ticks {
            return text.get(..start);
        }
        at = start + found;
    }
}

/// The text and the address of a link that `source` begins with, and its whole length.
fn link(source: &str) -> Option<(&str, &str, usize)> {
    let end = closing(source, '[', ']')?;
    let text = source.get(1..end)?;
    let rest = source.get(end + 1..).filter(|rest| rest.starts_with('('))?;
    let inner = rest.get(1..)?;
    let lead = inner.len() - inner.trim_start().len();
    let inner = inner.trim_start();
    let (address, taken) = match inner.strip_prefix('<') {
        Some(bracketed) => {
            let end = before(bracketed, b"><\n").len();
            let address = bracketed
                .get(..end)
                .filter(|_| bracketed[end..].starts_with('>'))?;
            (address, end + 2)
        }
        None => {
            let end = address_end(inner)?;
            (inner.get(..end)?, end)
        }
    };
    let after = inner.get(taken..)?;
    let close = title_end(after)?;
    Some((text, address, end + 2 + lead + taken + close + 1))
}

/// Where a bare address ends: at a space, or at the parenthesis that closes the link.
fn address_end(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut escaped = false;
    for (at, next) in text.char_indices() {
        match next {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' if depth == 0 => return Some(at),
            ')' => depth -= 1,
            _ if next <= ' ' => return (depth == 0).then_some(at),
            _ => {}
        }
    }
    None
}

/// Whether a character is of a word rather than between words. Of the many scripts only their
/// usual punctuation is known: every reader would load a table of all letters.
fn is_of_word(character: char) -> bool {
    match character {
        '\0'..='\u{7f}' => character.is_ascii_alphanumeric(),
        '\u{80}'..='\u{bf}' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{3004}' => false,
        '\u{3008}'..='\u{3020}' | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' => false,
        '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}' => false,
        _ => true,
    }
}

/// Where the parenthesis after an address closes; a title before it is passed over.
fn title_end(text: &str) -> Option<usize> {
    let inner = text.trim_start();
    let lead = text.len() - inner.len();
    if inner.starts_with(')') {
        return Some(lead);
    }
    let mark = inner
        .chars()
        .next()
        .filter(|mark| lead > 0 && matches!(mark, '"' | '\''))?;
    let end = inner.get(1..)?.find(mark)? + 2;
    let rest = inner.get(end..)?;
    let gap = rest.len() - rest.trim_start().len();
    rest.trim_start()
        .starts_with(')')
        .then_some(lead + end + gap)
}

/// Where the bracket that `text` begins with closes.
fn closing(text: &str, open: char, close: char) -> Option<usize> {
    let mut depth = 0usize;
    let mut escaped = false;
    for (at, next) in text.char_indices() {
        match next {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if next == open => depth += 1,
            _ if next == close => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at);
                }
            }
            _ => {}
        }
    }
    None
}

/// An address with its escapes undone.
fn plain(address: &str) -> String {
    let mut text = String::new();
    let mut rest = address;
    while let Some(next) = rest.chars().next() {
        let escaped = rest.chars().nth(1).filter(char::is_ascii_punctuation);
        let (character, length) = match (next, escaped) {
            ('\\', Some(escaped)) => (escaped, 2),
            ('&', _) => character(rest).unwrap_or((next, 1)),
            _ => (next, next.len_utf8()),
        };
        text.push(character);
        rest = rest.get(length..).unwrap_or_default();
    }
    text
}

/// A character that stands as its number, or as one of the five names that XML has.
fn character(text: &str) -> Option<(char, usize)> {
    let end = text.get(..text.len().min(12)).unwrap_or(text).find(';')?;
    let name = text.get(1..end)?;
    let number = name
        .strip_prefix('#')
        .map(|digits| match digits.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16),
            None => digits.parse(),
        });
    let character = match (number, name) {
        (Some(number), _) => char::from_u32(number.ok()?).filter(|one| *one != '\0')?,
        (None, "amp") => '&',
        (None, "lt") => '<',
        (None, "gt") => '>',
        (None, "quot") => '"',
        (None, "nbsp") => '\u{a0}',
        _ => return None,
    };
    Some((character, end + 1))
}

/// Pairs the runs of marks: each closing run takes the nearest run of its kind that may
/// open, two marks for strong emphasis and one for weak. What is left over is text.
fn emphasized(parts: Vec<Part>) -> Vec<Span> {
    let mut parts = parts;
    let mut closer = 0;
    while let Some(part) = parts.get(closer) {
        let Part::Run(run) = part else {
            closer += 1;
            continue;
        };
        let run = *run;
        match run.closes.then(|| opener(&parts, closer, run)).flatten() {
            Some(at) => closer = pair(&mut parts, at, closer),
            None => closer += 1,
        }
    }
    parts.into_iter().filter_map(finished).collect()
}

fn opener(parts: &[Part], closer: usize, run: Run) -> Option<usize> {
    let fits = |part: &Part| match part {
        Part::Run(open) => {
            let either = open.closes || run.opens;
            let odd = either
                && (open.length + run.length).is_multiple_of(3)
                && !(open.length.is_multiple_of(3) && run.length.is_multiple_of(3));
            open.opens && open.mark == run.mark && open.count > 0 && !odd
        }
        Part::Span(_) => false,
    };
    parts
        .get(..closer)?
        .iter()
        .rposition(fits)
        .filter(|_| run.count > 0)
}

/// Emphasizes what stands between two runs; gives the place of the closing run after it.
fn pair(parts: &mut Vec<Part>, open: usize, close: usize) -> usize {
    let count = |parts: &[Part], at: usize| match parts.get(at) {
        Some(Part::Run(run)) => run.count,
        _ => 0,
    };
    let is_strong = count(parts, open) >= 2 && count(parts, close) >= 2;
    let (style, marks) = match is_strong {
        true => (Style::Strong, 2),
        false => (Style::Emphasis, 1),
    };
    // A run between the two that found no partner is text.
    for part in parts.iter_mut().take(close).skip(open + 1) {
        if let Part::Run(run) = part {
            let text = run.mark.to_string().repeat(run.count);
            *part = Part::Span(Span::Text(text));
        }
    }
    for at in [open, close] {
        if let Some(Part::Run(run)) = parts.get_mut(at) {
            run.count -= marks;
        }
    }
    parts.insert(close, Part::Span(Span::Close(style)));
    parts.insert(open + 1, Part::Span(Span::Open(style)));
    close + 2
}

fn finished(part: Part) -> Option<Span> {
    match part {
        Part::Span(Span::Text(text)) if text.is_empty() => None,
        Part::Span(span) => Some(span),
        Part::Run(run) if run.count == 0 => None,
        Part::Run(run) => Some(Span::Text(run.mark.to_string().repeat(run.count))),
    }
}
