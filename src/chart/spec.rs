//! What a caller may ask of a chart.

use crate::data::{Node, Readable};
use crate::value::texts;

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
            theme: form.get("theme"),
            id_prefix: (form.get::<Option<_>>("idPrefix")).unwrap_or(usual.id_prefix),
        };
        form.finish(read)
    }
}

/// The kinds of chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChartKind {
    /// The kind that suits the table.
    #[default]
    Auto,
    /// Horizontal bars with their intervals, side by side where there are breakdowns.
    Bars,
    /// Dots with their intervals: the comparison of breakdowns.
    Dots,
    /// One bar of 100% for each value of a breakdown.
    Stacked,
    /// Who was asked, who answered, and of these each step.
    Trail,
}

texts!(ChartKind {
    Auto: "auto",
    Bars: "bars",
    Dots: "dots",
    Stacked: "stacked",
    Trail: "trail",
});

impl Readable for ChartKind {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&Self::ALL.map(|kind| (kind.name(), kind)))
    }
}

impl ChartKind {
    /// Every kind.
    pub const ALL: [Self; 5] = [
        Self::Auto,
        Self::Bars,
        Self::Dots,
        Self::Stacked,
        Self::Trail,
    ];

    /// The kind as a request names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => "auto",
            Self::Bars => "bars",
            Self::Dots => "dots",
            Self::Stacked => "stacked",
            Self::Trail => "trail",
        }
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
