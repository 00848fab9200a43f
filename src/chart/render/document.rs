//! The SVG document around the drawing: names for assistive technology, font, style.

use super::fine;
use super::writing::Writing;
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

pub(super) fn wrap(body: &[u8], scene: &Scene<'_>, words: &Words<'_>, theme: Theme) -> String {
    let texts = [words.title.as_bytes(), words.description.as_bytes()];
    let id = &identity(words.id_prefix, &[body, texts[0], texts[1]]);
    let (width, height) = (fine(scene.width), fine(scene.height));
    let mut svg = Writing::with_capacity(body.len() + 4096);
    svg.put("<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chosa-chart\" role=\"img\" lang=\"");
    svg.put(words.language.tag());
    for (before, after) in [("\" aria-labelledby=\"", "-title "), ("", "-desc")] {
        svg.put_all(&[before, id, after]);
    }
    for (before, after) in [("\" width=\"", "\" height=\""), ("\" viewBox=\"0 0 ", " ")] {
        svg.put(before);
        svg.tenths(width);
        svg.put(after);
        svg.tenths(height);
    }
    svg.put_all(&["\" font-family=\"", FONT, "\">\n"]);
    for (name, text) in &[("title", words.title), ("desc", words.description)] {
        svg.put_all(&["<", name, " id=\"", id, "-", name, "\">"]);
        svg.escape(text);
        svg.put_all(&["</", name, ">\n"]);
    }
    if theme == Theme::Standalone {
        style(&mut svg);
    }
    svg.put_bytes(body);
    svg.put("</svg>\n");
    // All of it was written as whole texts.
    String::from_utf8(svg.take()).unwrap_or_default()
}

/// The colours of a saved file that follows its reader's setting.
fn style(svg: &mut Writing) {
    svg.put("<style>@media screen and (prefers-color-scheme: dark){");
    for tints in palette::ALL {
        for Tint {
            name, light, dark, ..
        } in tints
        {
            if light != dark {
                for part in ["fill", "stroke"] {
                    svg.put_all(&[".chosa-", part, "-", name, "{", part, ":", dark, "}"]);
                }
            }
        }
    }
    svg.put("}</style>\n");
}

/// A name that two different charts on one page don't share: a hash of what they show, eight
/// bytes at a time as rustc's own FxHash takes them.
fn identity(prefix: &str, parts: &[&[u8]]) -> String {
    let mut id = String::new();
    for letter in prefix.chars() {
        if letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_') {
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
    id.push('-');
    for _ in 0..16 {
        hash = hash.rotate_left(4);
        let digit = (hash & 15) as u8;
        id.push(char::from(
            digit + if digit < 10 { b'0' } else { b'a' - 10 },
        ));
    }
    id
}
