//! The SVG document around the drawing: names for assistive technology, font, style.

use super::fine;
use crate::chart::palette::{self, Tint};
use crate::chart::scene::Scene;
use crate::chart::spec::Theme;
use crate::chart::text_width::{is_odd, is_unclean};
use crate::decimal::fixed;
use crate::language::Language;

/// What a person who can't see the picture is told.
pub(in crate::chart) struct Words<'a> {
    /// The language of the texts.
    pub(in crate::chart) language: Language,
    /// What every `id` begins with.
    pub(in crate::chart) id_prefix: &'a str,
    /// The title.
    pub(in crate::chart) title: &'a str,
    /// What the picture shows, in sentences.
    pub(in crate::chart) description: &'a str,
}

const FONT: &str = "system-ui, -apple-system, 'Hiragino Sans', 'Yu Gothic UI', 'Noto Sans JP', 'Noto Sans CJK JP', sans-serif";

pub(super) fn wrap(body: &[u8], scene: &Scene<'_>, words: &Words<'_>, theme: Theme) -> String {
    let texts = [words.title.as_bytes(), words.description.as_bytes()];
    let id = identity(words.id_prefix, &[body, texts[0], texts[1]]);
    let (mut width, mut height) = (Vec::new(), Vec::new());
    tenths(&mut width, fine(scene.width));
    tenths(&mut height, fine(scene.height));
    let id = id.as_slice();
    let mut svg = Vec::with_capacity(body.len() + 2048);
    let svg_of: [&[u8]; 17] = [
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chosa-chart\" role=\"img\" lang=\"",
        words.language.tag().as_bytes(),
        b"\" aria-labelledby=\"",
        id,
        b"-title ",
        id,
        b"-desc\" width=\"",
        &width,
        b"\" height=\"",
        &height,
        b"\" viewBox=\"0 0 ",
        &width,
        b" ",
        &height,
        b"\" font-family=\"",
        FONT.as_bytes(),
        b"\">\n",
    ];
    for part in svg_of {
        svg.extend_from_slice(part);
    }
    for (name, text) in &[("title", words.title), ("desc", words.description)] {
        put(&mut svg, &["<", name, " id=\""]);
        svg.extend_from_slice(id);
        put(&mut svg, &["-", name, "\">"]);
        escape(&mut svg, text);
        put(&mut svg, &["</", name, ">\n"]);
    }
    if theme == Theme::Standalone {
        style(&mut svg);
    }
    svg.extend_from_slice(body);
    put(&mut svg, &["</svg>\n"]);
    // All of it was written as whole texts.
    String::from_utf8(svg).unwrap_or_default()
}

/// The colours of a saved file that follows its reader's setting.
fn style(svg: &mut Vec<u8>) {
    put(
        svg,
        &["<style>@media screen and (prefers-color-scheme: dark){"],
    );
    for tints in palette::ALL {
        for Tint {
            name, light, dark, ..
        } in tints
        {
            if light != dark {
                for part in ["fill", "stroke"] {
                    put(
                        svg,
                        &[".chosa-", part, "-", name, "{", part, ":", dark, "}"],
                    );
                }
            }
        }
    }
    put(svg, &["}</style>\n"]);
}

/// A name that two different charts on one page don't share: a hash of what they show, eight
/// bytes at a time as rustc's own FxHash takes them.
fn identity(prefix: &str, parts: &[&[u8]]) -> Vec<u8> {
    let mut id = Vec::new();
    for letter in prefix.bytes() {
        if letter.is_ascii_alphanumeric() || matches!(letter, b'-' | b'_') {
            id.push(letter);
        }
    }
    let mut hash = 0_u64;
    let mut add =
        |word: u64| hash = (hash.rotate_left(23) ^ word).wrapping_mul(0x517c_c1b7_2722_0a95);
    for part in parts {
        let (words, rest) = part.as_chunks::<8>();
        for word in words {
            add(u64::from_le_bytes(*word));
        }
        for byte in rest {
            add(u64::from(*byte));
        }
    }
    id.push(b'-');
    for _ in 0..16 {
        hash = hash.rotate_left(4);
        let digit = (hash & 15) as u8;
        id.push(digit + if digit < 10 { b'0' } else { b'a' - 10 });
    }
    id
}

/// Adds texts one after the other.
#[cfg_attr(chosa_fast, optimize(speed))]
pub(super) fn put(svg: &mut Vec<u8>, parts: &[&str]) {
    for part in parts {
        svg.extend_from_slice(part.as_bytes());
    }
}

/// Writes a number of tenths, with one decimal where it has one.
pub(super) fn tenths(svg: &mut Vec<u8>, tenths: i32) {
    if tenths < 0 {
        svg.push(b'-');
    }
    let tenths = tenths.unsigned_abs();
    match tenths.is_multiple_of(10) {
        true => digits(svg, tenths / 10, 1),
        false => pointed(svg, tenths, 3, 1),
    }
}

/// Writes a whole number in at least so many digits. A chart has thousands of them: this is
/// several times faster than the standard library's formatting.
pub(super) fn digits(svg: &mut Vec<u8>, number: u32, least: usize) {
    pointed(svg, number, least, usize::MAX);
}

/// The same with a point before so many of the digits, counted among the least.
fn pointed(svg: &mut Vec<u8>, mut number: u32, least: usize, decimals: usize) {
    let mut text = [b'.'; 12];
    let mut many = 0;
    for place in text.iter_mut().rev() {
        if number == 0 && many >= least {
            break;
        }
        if many != decimals {
            *place = b'0' + (number % 10) as u8;
            number /= 10;
        }
        many += 1;
    }
    svg.extend_from_slice(text.get(text.len() - many..).unwrap_or_default());
}

/// Writes a figure: nine decimals of a share, six of others, without zeros at the end. The
/// libraries of different machines may differ in the last of seventeen digits, and a chart
/// may not.
pub(super) fn figure(svg: &mut Vec<u8>, value: f64) {
    let size = value.abs();
    let (unit, mut decimals) = if size < 1.0 { (1e9, 9) } else { (1e6, 6) };
    let mut part = ((size - size.trunc()) * unit).round();
    let mut whole = size.trunc();
    if part >= unit {
        (whole, part) = (whole + 1.0, 0.0);
    }
    if value < 0.0 && whole + part > 0.0 {
        svg.push(b'-');
    }
    if whole < 4e9 {
        digits(svg, whole as u32, 1);
    } else {
        put(svg, &[&fixed(whole, 0)]);
    }
    let mut part = part as u32;
    if part > 0 {
        while part.is_multiple_of(10) {
            (part, decimals) = (part / 10, decimals - 1);
        }
        svg.push(b'.');
        digits(svg, part, decimals);
    }
}

/// Writes text so that it can't end the element or the attribute that it stands in, and
/// without what no document may hold.
pub(super) fn escape(svg: &mut Vec<u8>, text: &str) {
    let mut rest = text;
    while let Some(at) = rest.bytes().position(is_odd) {
        let (plain, from) = rest.split_at(at);
        let mut after = from.chars();
        let odd = after.next().unwrap_or(' ');
        rest = after.as_str();
        let length = from.len() - rest.len();
        put(svg, &[plain]);
        let instead = match odd {
            '&' => "&amp;",
            '<' => "&lt;",
            '>' => "&gt;",
            '"' => "&quot;",
            '\'' => "&#39;",
            '\n' | '\r' | '\t' => " ",
            odd if is_unclean(odd) => "",
            // Dashes, arrows and quotes: where these are all that isn't ASCII, JavaScript
            // takes the picture over many times faster, and keeps each letter in one byte.
            odd if odd < '\u{3000}' => {
                put(svg, &["&#"]);
                digits(svg, u32::from(odd), 1);
                ";"
            }
            _ => from.get(..length).unwrap_or(""),
        };
        put(svg, &[instead]);
    }
    put(svg, &[rest]);
}

#[cfg(test)]
mod tests {
    use super::{escape, figure, tenths};

    #[test]
    fn numbers_have_a_decimal_only_where_they_need_one() {
        let written = |number| {
            let mut svg = Vec::new();
            tenths(&mut svg, number);
            String::from_utf8(svg).unwrap()
        };
        let numbers = [0, 7, 10, 123, -45, -120, 100_000, i32::MIN].map(written);
        assert_eq!(
            numbers,
            [
                "0",
                "0.7",
                "1",
                "12.3",
                "-4.5",
                "-12",
                "10000",
                "-214748364.8"
            ]
        );
    }

    #[test]
    fn what_ends_an_element_is_escaped() {
        assert_eq!(
            escaped("<a href=\"x\">'調査' & b</a>"),
            "&lt;a href=&quot;x&quot;&gt;&#39;調査&#39; &amp; b&lt;/a&gt;"
        );
    }

    #[test]
    fn what_no_document_may_hold_is_left_out() {
        assert_eq!(
            escaped("a\u{0}b\u{1b}[31m\nc\u{202E}d\u{85}é–Ａ\u{FFFF}…▲"),
            "ab[31m cdé&#8211;Ａ&#8230;&#9650;"
        );
    }

    #[test]
    fn figures_have_as_many_decimals_as_every_machine_agrees_on() {
        let written = |value| {
            let mut svg = Vec::new();
            figure(&mut svg, value);
            String::from_utf8(svg).unwrap()
        };
        let figures = [
            0.0,
            1.0,
            0.25,
            1.0 / 3.0,
            -2.0 / 3.0,
            0.999_999_999_9,
            -1e-12,
        ];
        assert_eq!(
            figures.map(written),
            ["0", "1", "0.25", "0.333333333", "-0.666666667", "1", "0"]
        );
        let figures = [1234.5, -1.000_000_1, 99.999_999_9, 1e15, 0.000_000_001];
        assert_eq!(
            figures.map(written),
            ["1234.5", "-1", "100", "1000000000000000", "0.000000001"]
        );
    }

    fn escaped(text: &str) -> String {
        let mut svg = Vec::new();
        escape(&mut svg, text);
        String::from_utf8(svg).unwrap()
    }
}
