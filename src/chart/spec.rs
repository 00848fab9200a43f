//! What a caller may ask of a chart.

use serde::{Deserialize, Serialize};

/// How a table is to be drawn.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
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

/// The kinds of chart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
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

impl ChartKind {
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
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
