//! The SVG document around the drawing: names for assistive technology, font, style.

use super::fine;
use crate::chart::palette::{self, Tint};
use crate::chart::scene::Scene;
use crate::chart::spec::Theme;
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

pub(super) fn wrap(body: &str, scene: &Scene, words: &Words<'_>, theme: Theme) -> String {
    let id = identity(words.id_prefix, &[body, words.title, words.description]);
    let (mut width, mut height) = (String::new(), String::new());
    tenths(&mut width, fine(scene.width));
    tenths(&mut height, fine(scene.height));
    let mut svg = String::with_capacity(body.len() + 2048);
    let svg_of = [
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chosa-chart\" role=\"img\" lang=\"",
        words.language.tag(),
        "\" aria-labelledby=\"",
        &id,
        "-title ",
        &id,
        "-desc\" width=\"",
        &width,
        "\" height=\"",
        &height,
        "\" viewBox=\"0 0 ",
        &width,
        " ",
        &height,
        "\" font-family=\"",
        FONT,
        "\">\n",
    ];
    for part in svg_of {
        svg.push_str(part);
    }
    for (name, text) in [("title", words.title), ("desc", words.description)] {
        for part in ["<", name, " id=\"", &id, "-", name, "\">"] {
            svg.push_str(part);
        }
        escape(&mut svg, text);
        for part in ["</", name, ">\n"] {
            svg.push_str(part);
        }
    }
    if theme == Theme::Standalone {
        style(&mut svg);
    }
    svg.push_str(body);
    svg.push_str("</svg>\n");
    svg
}

/// The colours of a saved file that follows its reader's setting.
fn style(svg: &mut String) {
    svg.push_str("<style>@media screen and (prefers-color-scheme: dark){");
    for tints in palette::ALL {
        for Tint {
            name, light, dark, ..
        } in tints
        {
            if light != dark {
                for part in ["fill", "stroke"] {
                    for part in [".chosa-", part, "-", name, "{", part, ":", dark, "}"] {
                        svg.push_str(part);
                    }
                }
            }
        }
    }
    svg.push_str("}</style>\n");
}

/// Writes the colour as the theme has it.
pub(super) fn colour(svg: &mut String, tint: &Tint, theme: Theme) {
    match theme {
        Theme::Variables => {
            for part in ["var(--chosa-", tint.name, ", ", tint.light, ")"] {
                svg.push_str(part);
            }
        }
        Theme::Dark => svg.push_str(tint.dark),
        Theme::Standalone | Theme::Light | Theme::Print => svg.push_str(tint.light),
    }
}

/// A name that two different charts on one page don't share (FNV-1a over what they show).
fn identity(prefix: &str, parts: &[&str]) -> String {
    let fit = |letter: &char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_');
    let prefix: String = prefix.chars().filter(fit).collect();
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in parts {
        for byte in part.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{prefix}-{hash:016x}")
}

/// Writes a number of tenths, with one decimal where it has one.
pub(super) fn tenths(svg: &mut String, tenths: i32) {
    if tenths < 0 {
        svg.push('-');
    }
    let tenths = tenths.unsigned_abs();
    whole(svg, tenths / 10);
    if !tenths.is_multiple_of(10) {
        svg.push('.');
        whole(svg, tenths % 10);
    }
}

/// Writes a whole number. A chart has thousands of them: this is several times faster than
/// the standard library's formatting.
pub(super) fn whole(svg: &mut String, number: u32) {
    if number > 9 {
        whole(svg, number / 10);
    }
    svg.push(char::from(b'0' + (number % 10) as u8));
}

/// Writes text so that it can't end the element or the attribute that it stands in.
pub(super) fn escape(svg: &mut String, text: &str) {
    let mut rest = text;
    let unsafe_byte = |byte: u8| matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'');
    while let Some(at) = rest.bytes().position(unsafe_byte) {
        let (safe, from) = rest.split_at(at);
        svg.push_str(safe);
        svg.push_str(match from.as_bytes().first() {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            Some(b'>') => "&gt;",
            Some(b'"') => "&quot;",
            _ => "&#39;",
        });
        rest = from.get(1..).unwrap_or("");
    }
    svg.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::{escape, tenths};

    #[test]
    fn numbers_have_a_decimal_only_where_they_need_one() {
        let written = |number| {
            let mut svg = String::new();
            tenths(&mut svg, number);
            svg
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
        let mut svg = String::new();
        escape(&mut svg, "<a href=\"x\">'調査' & b</a>");
        assert_eq!(
            svg,
            "&lt;a href=&quot;x&quot;&gt;&#39;調査&#39; &amp; b&lt;/a&gt;"
        );
    }
}
