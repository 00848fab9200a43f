//! What a caller may ask of a chart.

use super::kinds::ChartKind;
use crate::data::{Node, Readable};

/// How a table is to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartOptions {
    /// Which kind of chart; `auto` picks one and says why.
    pub kind: ChartKind,
    /// The width of the picture in pixels, from 240 to 4,000; the height follows from the data.
    pub width: f64,
    /// The finding that the chart shows. Without it, the title of the table.
    pub title: Option<String>,
    /// A sentence under the chart, beside those on source and method.
    pub note: Option<String>,
    /// Where the middle of a diverging scale stands.
    pub neutral: Neutral,
    /// Whether the columns of the table share one picture.
    pub panels: Panels,
    /// Whether colours alone tell answers apart.
    pub fills: Fills,
    /// Where the colours come from.
    pub theme: Theme,
    /// What every `id` in the picture begins with, for the same picture twice in one
    /// document; letters, digits, `-` and `_` count, the rest is passed over.
    pub id_prefix: String,
}

impl Default for ChartOptions {
    fn default() -> Self {
        Self {
            kind: ChartKind::Auto,
            width: 640.0,
            title: None,
            note: None,
            neutral: Neutral::Split,
            panels: Panels::One,
            fills: Fills::Plain,
            theme: Theme::Variables,
            id_prefix: "chosa".to_owned(),
        }
    }
}

impl Readable for ChartOptions {
    fn read(node: Node<'_>) -> Self {
        let usual = Self::default();
        let mut form = node.form();
        let read = Self {
            kind: form.get("kind"),
            width: form.get::<Option<_>>("width").unwrap_or(usual.width),
            title: form.get("title"),
            note: form.get("note"),
            neutral: form.get("neutral"),
            panels: form.get("panels"),
            fills: form.get("fills"),
            theme: form.get("theme"),
            id_prefix: (form.get::<Option<_>>("idPrefix")).unwrap_or(usual.id_prefix),
        };
        form.finish(read)
    }
}

/// Where the middle answer of a diverging scale stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Neutral {
    /// Half of it on each side.
    #[default]
    Split,
    /// Apart, at the right.
    Aside,
}

impl Readable for Neutral {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[("split", Self::Split), ("aside", Self::Aside)])
    }
}

/// Whether the columns of a table share one picture.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panels {
    /// They do.
    #[default]
    One,
    /// Each has a small picture of its own, all on the same scale.
    Columns,
}

impl Readable for Panels {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[("one", Self::One), ("columns", Self::Columns)])
    }
}

/// Whether colours alone tell answers apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fills {
    /// They do, with a gap between neighbours.
    #[default]
    Plain,
    /// Each colour has a pattern of lines, as for a printer without colours.
    Patterns,
}

impl Readable for Fills {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[("plain", Self::Plain), ("patterns", Self::Patterns)])
    }
}

/// Where the colours of a chart come from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// The page's `--chosa-…` custom properties, with the light colours where it sets none.
    #[default]
    Variables,
    /// Within the file: light or dark as the reader's system is, and ink on white in print.
    Standalone,
    /// Within the file: light.
    Light,
    /// Within the file: dark.
    Dark,
    /// Within the file: for paper.
    Print,
}

impl Readable for Theme {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[
            ("variables", Self::Variables),
            ("standalone", Self::Standalone),
            ("light", Self::Light),
            ("dark", Self::Dark),
            ("print", Self::Print),
        ])
    }
}
