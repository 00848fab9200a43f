//! The Markdown of a report: headings, paragraphs, lists, quotations, code, rules,
//! emphasis, links and line breaks, read as CommonMark reads them.
//!
//! Two things are different on purpose. Emphasis may stand beside punctuation inside a
//! word, for Japanese has no spaces: CommonMark leaves the stars of `**「重要」**です` as
//! they are. And raw HTML, reference links, indented code and underlined headings are
//! text. A test holds everything else to the crate pulldown-cmark, which is not itself
//! shipped: its table of 2,125 named characters and its parser were a quarter of what a
//! reader's browser may load.

use super::markdown_line::{Span, spans};
use crate::text::{holds, joined};

/// What indents a line. The wide space of Japanese is text.
const SPACE: [char; 2] = [' ', '\t'];

/// A piece of a document, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// An element begins.
    Open(Element),
    /// The element that was opened last ends.
    Close(Element),
    /// Part of a line.
    Span(Span),
    /// A line between two parts.
    Rule,
}

/// What text stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Element {
    Paragraph,
    /// A heading of a level from 1 to 6.
    Heading(u8),
    Quotation,
    Bullets,
    /// A numbered list and its first number.
    Numbers(u32),
    Item,
    CodeBlock,
}

/// Reads a document.
pub(super) fn pieces(source: &str) -> Vec<Piece> {
    let lines: Vec<&str> = source.lines().collect();
    let mut reader = Reader {
        pieces: Vec::new(),
        depth: 0,
    };
    reader.blocks(&lines, Spacing::Loose);
    reader.pieces
}

/// Whether the paragraphs of a list's items stand apart.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Spacing {
    Tight,
    Loose,
}

/// How deep lists and quotations may stand in one another. What is deeper is text, so
/// that no document can exhaust the stack.
const DEEPEST: usize = 16;

struct Reader {
    pieces: Vec<Piece>,
    depth: usize,
}

/// How a line begins a block.
enum Start<'a> {
    Blank,
    Rule,
    Fence(&'a str),
    Heading(u8, &'a str),
    Quotation,
    Item(Marker),
    Text,
}

/// The mark of a list's item.
#[derive(Clone, Copy)]
struct Marker {
    /// The character that tells one list from the next.
    kind: char,
    number: Option<u32>,
    /// Where the item's text begins.
    width: usize,
}

impl Reader {
    fn blocks(&mut self, lines: &[&str], spacing: Spacing) {
        let mut rest = lines;
        while let Some((line, after)) = rest.split_first() {
            let start = match start(line) {
                Start::Quotation | Start::Item(_) if self.depth == DEEPEST => Start::Text,
                start => start,
            };
            rest = match start {
                Start::Blank => after,
                Start::Rule => {
                    self.pieces.push(Piece::Rule);
                    after
                }
                Start::Fence(fence) => self.code(fence, after),
                Start::Heading(level, text) => {
                    self.element(Element::Heading(level), |reader| reader.line(text));
                    after
                }
                Start::Quotation => self.quotation(rest),
                Start::Item(marker) => self.list(rest, marker),
                Start::Text => self.paragraph(rest, spacing),
            };
        }
    }

    fn element(&mut self, element: Element, inner: impl FnOnce(&mut Self)) {
        self.pieces.push(Piece::Open(element));
        self.depth += 1;
        inner(self);
        self.depth -= 1;
        self.pieces.push(Piece::Close(element));
    }

    fn line(&mut self, text: &str) {
        self.pieces.extend(spans(text).into_iter().map(Piece::Span));
    }

    fn code<'a>(&mut self, fence: &str, lines: &'a [&'a str]) -> &'a [&'a str] {
        let closes = |line: &&str| {
            let line = line.trim_matches(SPACE);
            line.starts_with(fence) && line.chars().all(|mark| holds(fence, mark))
        };
        let end = lines.iter().position(closes).unwrap_or(lines.len());
        let (code, after) = lines.split_at(end);
        let text: String = code.iter().flat_map(|line| [*line, "\n"]).collect();
        self.element(Element::CodeBlock, |reader| {
            reader.pieces.push(Piece::Span(Span::Text(text)));
        });
        after.get(1..).unwrap_or_default()
    }

    fn quotation<'a>(&mut self, lines: &'a [&'a str]) -> &'a [&'a str] {
        let end = lines
            .iter()
            .position(|line| !line.trim_start_matches(SPACE).starts_with('>'))
            .unwrap_or(lines.len());
        let (quoted, after) = lines.split_at(end);
        let inner: Vec<&str> = quoted.iter().map(|line| unquoted(line)).collect();
        self.element(Element::Quotation, |reader| {
            reader.blocks(&inner, Spacing::Loose);
        });
        after
    }

    fn list<'a>(&mut self, lines: &'a [&'a str], first: Marker) -> &'a [&'a str] {
        let mut items: Vec<Vec<&str>> = Vec::new();
        let mut rest = lines;
        while let Some(Start::Item(marker)) = rest.first().map(|line| start(line)) {
            if marker.kind != first.kind {
                break;
            }
            let end = item_end(rest, marker);
            let (item, after) = rest.split_at(end);
            items.push(
                item.iter()
                    .map(|line| outdented(line, marker.width))
                    .collect(),
            );
            rest = after;
        }
        let spacing = spacing_of(&items);
        let kind = first.number.map_or(Element::Bullets, Element::Numbers);
        self.element(kind, |reader| {
            for item in &items {
                reader.element(Element::Item, |reader| reader.blocks(item, spacing));
            }
        });
        rest
    }

    fn paragraph<'a>(&mut self, lines: &'a [&'a str], spacing: Spacing) -> &'a [&'a str] {
        let ends = |line: &&str| match start(line) {
            Start::Text => false,
            // A number at the start of a line in a paragraph is most often just a number.
            Start::Item(marker) => marker.number.is_none_or(|number| number == 1),
            _ => true,
        };
        let end = lines.iter().skip(1).position(ends).map(|end| end + 1);
        let (text, after) = lines.split_at(end.unwrap_or(lines.len()));
        let text: Vec<&str> = text
            .iter()
            .map(|line| line.trim_start_matches(SPACE))
            .collect();
        let text = joined(&text, "\n");
        match spacing {
            Spacing::Tight => self.line(text.trim_end_matches(SPACE)),
            Spacing::Loose => {
                self.element(Element::Paragraph, |reader| {
                    reader.line(text.trim_end_matches(SPACE))
                });
            }
        }
        after
    }
}

fn start(line: &str) -> Start<'_> {
    let text = line.trim_start_matches(SPACE);
    if text.is_empty() {
        return Start::Blank;
    }
    if is_rule(text) {
        return Start::Rule;
    }
    if let Some(fence) = fence(text) {
        return Start::Fence(fence);
    }
    if let Some((level, text)) = heading(text) {
        return Start::Heading(level, text);
    }
    if text.starts_with('>') {
        return Start::Quotation;
    }
    marker(line).map_or(Start::Text, Start::Item)
}

fn is_rule(text: &str) -> bool {
    ['-', '*', '_'].into_iter().any(|mark| {
        let marks = text.chars().filter(|one| *one == mark).count();
        marks >= 3 && text.chars().all(|one| one == mark || SPACE.contains(&one))
    })
}

fn fence(text: &str) -> Option<&str> {
    let mark = text
        .chars()
        .next()
        .filter(|mark| matches!(mark, '`' | '~'))?;
    let length = text.len() - text.trim_start_matches(mark).len();
    let is_code_span = mark == '`' && holds(from(text, length), '`');
    text.get(..length).filter(|_| length >= 3 && !is_code_span)
}

fn heading(text: &str) -> Option<(u8, &str)> {
    let title = text.trim_start_matches('#');
    let level = u8::try_from(text.len() - title.len()).ok()?;
    let is_apart = title.is_empty() || title.starts_with(SPACE);
    if !(1..=6).contains(&level) || !is_apart {
        return None;
    }
    let title = title.trim_matches(SPACE);
    // A row of marks at the end, set apart by a space, closes the heading.
    let open = title.trim_end_matches('#');
    let closes = open.is_empty() || open.ends_with(SPACE);
    Some((
        level,
        if closes {
            open.trim_end_matches(SPACE)
        } else {
            title
        },
    ))
}

fn marker(line: &str) -> Option<Marker> {
    let text = line.trim_start_matches(SPACE);
    let digits = text.len()
        - text
            .trim_start_matches(|mark: char| mark.is_ascii_digit())
            .len();
    let mark = from(text, digits).chars().next()?;
    let number = text.get(..digits)?.parse().ok();
    let is_mark = match number {
        Some(_) => digits <= 9 && matches!(mark, '.' | ')'),
        None => digits == 0 && matches!(mark, '-' | '*' | '+'),
    };
    let after = text.get(digits + 1..).filter(|_| is_mark)?;
    let gap = after.len() - after.trim_start_matches(SPACE).len();
    let indent = line.len() - text.len();
    if after.is_empty() || !after.starts_with(SPACE) {
        // An item without text; a paragraph must not end at it.
        return None;
    }
    Some(Marker {
        kind: mark,
        number,
        width: indent + digits + 1 + gap.min(4),
    })
}

/// Where an item ends: at a line that neither belongs to it by its indent nor goes on
/// with its paragraph.
fn item_end(lines: &[&str], marker: Marker) -> usize {
    let mut is_text = true;
    let mut end = 1;
    for (at, line) in lines.iter().enumerate().skip(1) {
        let indent = line.len() - line.trim_start_matches(SPACE).len();
        match start(line) {
            Start::Blank => is_text = false,
            _ if indent >= marker.width => {
                is_text = true;
                end = at + 1;
            }
            Start::Text if is_text => end = at + 1,
            _ => break,
        }
    }
    // Blank lines between two items belong to the list.
    let blanks = (lines.iter().skip(end))
        .take_while(|line| is_blank(line))
        .count();
    let next = lines.get(end + blanks).map(|line| start(line));
    match next {
        Some(Start::Item(next)) if next.kind == marker.kind => end + blanks,
        _ => end,
    }
}

/// A list is loose where a blank line stands between two items or inside one.
fn spacing_of(items: &[Vec<&str>]) -> Spacing {
    let inside = |item: &Vec<&str>| item.iter().any(|line| is_blank(line));
    match items.iter().any(inside) {
        true => Spacing::Loose,
        false => Spacing::Tight,
    }
}

fn outdented(line: &str, width: usize) -> &str {
    let indent = line.len() - line.trim_start_matches(SPACE).len();
    match marker(line) {
        // The item's own mark.
        Some(own) if own.width == width => from(line, width),
        _ => from(line, indent.min(width)),
    }
}

fn is_blank(line: &str) -> bool {
    line.trim_matches(SPACE).is_empty()
}

/// The text from a byte on.
fn from(text: &str, at: usize) -> &str {
    text.get(at..).unwrap_or_default()
}

fn unquoted(line: &str) -> &str {
    let line = line.trim_start_matches(SPACE);
    let line = line.strip_prefix('>').unwrap_or(line);
    line.strip_prefix(' ').unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::{Element, Piece, pieces};
    use crate::report::markdown_line::{Span, Style};
    use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Parser, Tag, TagEnd};

    /// What a document says, with the names of its elements in brackets.
    fn ours(source: &str) -> String {
        let mut told = String::new();
        for piece in pieces(source) {
            told += &match piece {
                Piece::Open(element) => format!("<{}>", name(element)),
                Piece::Close(element) => format!("</{}>", name(element)),
                Piece::Span(span) => span_text(span),
                Piece::Rule => "<hr>".to_owned(),
            };
        }
        told
    }

    fn name(element: Element) -> String {
        match element {
            Element::Paragraph => "p".to_owned(),
            Element::Heading(level) => format!("h{level}"),
            Element::Quotation => "quote".to_owned(),
            Element::Bullets => "ul".to_owned(),
            Element::Numbers(first) => format!("ol {first}"),
            Element::Item => "li".to_owned(),
            Element::CodeBlock => "pre".to_owned(),
        }
    }

    fn span_text(span: Span) -> String {
        match span {
            Span::Text(text) => text,
            Span::Code(text) => format!("<code>{text}</code>"),
            Span::Open(Style::Emphasis) => "<em>".to_owned(),
            Span::Close(Style::Emphasis) => "</em>".to_owned(),
            Span::Open(Style::Strong) => "<strong>".to_owned(),
            Span::Close(Style::Strong) => "</strong>".to_owned(),
            Span::OpenLink(address) => format!("<a {address}>"),
            Span::CloseLink => "</a>".to_owned(),
            Span::SoftBreak => "\n".to_owned(),
            Span::HardBreak => "<br>".to_owned(),
        }
    }

    fn theirs(source: &str) -> String {
        let mut told = String::new();
        let mut lists = Vec::new();
        for event in Parser::new(source) {
            told += &match event {
                Event::Start(tag) => opened(&tag, &mut lists),
                Event::End(tag) => closed(tag, &mut lists),
                Event::Text(text) | Event::Html(text) | Event::InlineHtml(text) => text.to_string(),
                Event::Code(text) => format!("<code>{text}</code>"),
                Event::SoftBreak => "\n".to_owned(),
                Event::HardBreak => "<br>".to_owned(),
                Event::Rule => "<hr>".to_owned(),
                other => format!("{other:?}"),
            };
        }
        told
    }

    fn opened(tag: &Tag<'_>, lists: &mut Vec<String>) -> String {
        let name = match tag {
            Tag::Paragraph => "p".to_owned(),
            Tag::Heading { level, .. } => heading(*level),
            Tag::BlockQuote(_) => "quote".to_owned(),
            Tag::List(first) => {
                lists.push(first.map_or("ul".to_owned(), |first| format!("ol {first}")));
                lists.last().cloned().unwrap_or_default()
            }
            Tag::Item => "li".to_owned(),
            Tag::CodeBlock(CodeBlockKind::Fenced(_)) => "pre".to_owned(),
            Tag::Emphasis => "em".to_owned(),
            Tag::Strong => "strong".to_owned(),
            Tag::Link { dest_url, .. } => format!("a {dest_url}"),
            Tag::Image { .. } => return String::new(),
            other => format!("{other:?}"),
        };
        format!("<{name}>")
    }

    fn closed(tag: TagEnd, lists: &mut Vec<String>) -> String {
        let name = match tag {
            TagEnd::Paragraph => "p".to_owned(),
            TagEnd::Heading(level) => heading(level),
            TagEnd::BlockQuote(_) => "quote".to_owned(),
            TagEnd::List(_) => lists.pop().unwrap_or_default(),
            TagEnd::Item => "li".to_owned(),
            TagEnd::CodeBlock => "pre".to_owned(),
            TagEnd::Emphasis => "em".to_owned(),
            TagEnd::Strong => "strong".to_owned(),
            TagEnd::Link => "a".to_owned(),
            TagEnd::Image => return String::new(),
            other => format!("{other:?}"),
        };
        format!("</{name}>")
    }

    fn heading(level: HeadingLevel) -> String {
        format!("h{}", level as usize)
    }

    #[test]
    fn markdown_is_read_as_commonmark_reads_it() {
        for source in [
            "",
            "a paragraph\nof two lines\n\nand another  \nwith a break\\\nand one more",
            "# One\n## Two ##\n####### seven\n#none\n### **strong** three",
            "*weak* **strong** ***both*** **a *b* c** *a **b** c*",
            "_weak_ __strong__ snake_case_name * a * 2*3*4 **open and *closed*",
            "*a **b* c** and ****",
            "- one\n- two\n  goes on\nlazily\n- three",
            "- one\n\n- two",
            "- one\n  - inner\n  - inner two\n- two",
            "* a\n* b\n- c",
            "1. one\n2. two\n\ntext",
            "3) three\n4) four",
            "in 2022\n5. is no list",
            "- item\n\n  its second paragraph\n\nafter",
            "> quoted\n> **more**\n\nnot quoted",
            "> - a list\n> - in it",
            "---\n***\n_ _ _\ntext",
            "```\ncode **as is**\n\n- x\n```\nafter",
            "~~~ html\n<b>\n~~~",
            "`code` ``a ` b`` ` x ` `open",
            "[text](https://example.org/a?b=c) [a **b**](<x y> \"title\") [t](a(b)c)",
            "[not a link] (x) [broken](a b) [](empty)",
            "[a [b] c](d) \\[x](y) [x](y 'title') [x](<>)",
            "![a picture of *x*](p.png) text",
            "<https://example.org/?a=b> <mailto:a@b.jp> <not a link> 1 < 2 > 1",
            "\\*not weak\\* \\\\ \\a &amp; &lt;b&gt; &#65; &#x3042; & &unknown",
            "全体の**四割**が警告を受けた。*何も*しない。",
            "**40% of all** were warned; 「強調」 stays.",
            "a\n# heading at once\nb\n- list at once",
            "line one\n    indented goes on",
        ] {
            assert_eq!(ours(source), theirs(source), "{source}");
        }
    }

    #[test]
    fn emphasis_may_stand_beside_punctuation_in_japanese() {
        // DIFFERENCE: CommonMark leaves the stars of both, for no space stands beside them.
        for (source, expected) in [
            (
                "これは**「重要」**です",
                "<p>これは<strong>「重要」</strong>です</p>",
            ),
            ("全体の**40%**が", "<p>全体の<strong>40%</strong>が</p>"),
        ] {
            assert_eq!(ours(source), expected);
            assert_ne!(ours(source), theirs(source));
        }
    }

    #[test]
    fn no_depth_exhausts_the_stack() {
        let deep = |text: &str| text.repeat(4_000);
        for source in [
            deep("> "),
            deep("- "),
            deep("["),
            deep("![") + &deep("](x)"),
        ] {
            assert!(!ours(&source).is_empty());
        }
    }
}
