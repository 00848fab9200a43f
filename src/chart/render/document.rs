//! The SVG document around the drawing: names for assistive technology, font, style.

use crate::chart::palette::{self, Tint};
use crate::chart::scene::Scene;
use crate::chart::spec::Theme;
use crate::decimal::fixed;
use crate::language::Language;
use std::borrow::Cow;
use std::fmt::Write;

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
    let (width, height) = (number(scene.width), number(scene.height));
    let mut svg = String::with_capacity(body.len() + 2048);
    let _ = write!(
        svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"chosa-chart\" role=\"img\" lang=\"{}\" \
         aria-labelledby=\"{id}-title {id}-desc\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"{FONT}\">\n\
         <title id=\"{id}-title\">{}</title>\n<desc id=\"{id}-desc\">{}</desc>\n",
        words.language.tag(),
        escape(words.title),
        escape(words.description),
    );
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
        for Tint { name, light, dark } in tints {
            if light != dark {
                let _ = write!(
                    svg,
                    ".chosa-fill-{name}{{fill:{dark}}}.chosa-stroke-{name}{{stroke:{dark}}}"
                );
            }
        }
    }
    svg.push_str("}</style>\n");
}

/// The colour as the theme writes it.
pub(super) fn colour(tint: &Tint, theme: Theme) -> Cow<'static, str> {
    match theme {
        Theme::Variables => format!("var(--chosa-{}, {})", tint.name, tint.light).into(),
        Theme::Dark => tint.dark.into(),
        Theme::Standalone | Theme::Light | Theme::Print => tint.light.into(),
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

/// A number with at most one decimal.
pub(super) fn number(value: f64) -> String {
    let text = fixed(value, 1);
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Text that can't end the element or the attribute that it stands in.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    Cow::Owned(safe)
}
