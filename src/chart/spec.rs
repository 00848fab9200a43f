//! What a caller may ask of a chart.

use crate::data::{Node, Readable};
use crate::value::{Shape, Value, serialized};

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
    /// The answers of a scale to both sides of its middle.
    Diverging,
    /// Upright bars over the values of an ordered breakdown, with the overall figure as a line.
    Columns,
    /// Columns without gaps, over the classes of a number.
    Histogram,
    /// Lines over the values of a breakdown in time, with bands of their intervals.
    Lines,
    /// Lines between the two values of a breakdown.
    Slope,
    /// A line over the rows themselves, each of which holds those before it.
    Cumulative,
    /// The quantiles of a number, the middle half of the answers in a box.
    Box,
    /// The table itself, each cell coloured by its distance from Total.
    Heat,
    /// A ring cut into at most five answers of a single choice.
    Donut,
    /// Two breakdown values back to back.
    Pyramid,
    /// A tile for each prefecture or region of Japan.
    Tiles,
    /// Which options were chosen together, and by how many.
    Combinations,
    /// Who was asked, who answered, and of these each step.
    Trail,
}

/// How a chart shows the intervals of its figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Intervals {
    /// As lines through the marks.
    Lines,
    /// As bands around the lines.
    Bands,
    /// In brackets after the figures.
    Brackets,
    /// It doesn't; the table does.
    InTable,
}

/// A kind of chart with all that is said of it.
pub(super) struct About {
    kind: ChartKind,
    /// The name by which a request asks for it.
    pub(super) name: &'static str,
    /// What it is called, in Japanese and English.
    pub(super) words: (&'static str, &'static str),
    pub(super) intervals: Intervals,
}

const fn about(
    kind: ChartKind,
    name: &'static str,
    words: (&'static str, &'static str),
    intervals: Intervals,
) -> About {
    About {
        kind,
        name,
        words,
        intervals,
    }
}

/// Every kind in the order of [`ChartKind`], so that the kind itself is the place.
const ALL: [About; 17] = {
    use ChartKind as Kind;
    use Intervals::{Bands, Brackets, InTable, Lines};
    [
        about(Kind::Auto, "auto", ("グラフ", "Chart"), Lines),
        about(
            Kind::Bars,
            "bars",
            (
                "信頼区間つきの棒グラフ",
                "Bar chart with confidence intervals",
            ),
            Lines,
        ),
        about(
            Kind::Dots,
            "dots",
            (
                "信頼区間つきの点グラフ",
                "Dot chart with confidence intervals",
            ),
            Lines,
        ),
        about(
            Kind::Stacked,
            "stacked",
            ("100%積み上げ棒グラフ", "Bars stacked to 100%"),
            InTable,
        ),
        about(
            Kind::Diverging,
            "diverging",
            (
                "中央から左右に伸びる積み上げ棒グラフ",
                "Bars stacked to both sides of the middle of a scale",
            ),
            InTable,
        ),
        about(
            Kind::Columns,
            "columns",
            (
                "信頼区間つきの縦棒グラフ",
                "Column chart with confidence intervals",
            ),
            Lines,
        ),
        about(
            Kind::Histogram,
            "histogram",
            (
                "信頼区間つきのヒストグラム",
                "Histogram with confidence intervals",
            ),
            Lines,
        ),
        about(
            Kind::Lines,
            "lines",
            (
                "信頼区間の帯つきの折れ線グラフ",
                "Line chart with bands of confidence intervals",
            ),
            Bands,
        ),
        about(
            Kind::Slope,
            "slope",
            ("二時点を結ぶ折れ線グラフ", "Lines between two values"),
            Lines,
        ),
        about(
            Kind::Cumulative,
            "cumulative",
            ("累積の折れ線グラフ", "Line chart of what has added up"),
            Bands,
        ),
        about(
            Kind::Box,
            "box",
            (
                "箱ひげ図（10・25・50・75・90%点）",
                "Box plot of the 10th, 25th, 50th, 75th and 90th percentiles",
            ),
            InTable,
        ),
        about(
            Kind::Heat,
            "heat",
            (
                "全体との差で色分けした表",
                "Table coloured by the distance from Total",
            ),
            InTable,
        ),
        about(
            Kind::Donut,
            "donut",
            ("ドーナツグラフ", "Ring chart"),
            Brackets,
        ),
        about(
            Kind::Pyramid,
            "pyramid",
            ("左右に向かい合う棒グラフ", "Bars back to back"),
            Lines,
        ),
        about(
            Kind::Tiles,
            "tiles",
            ("地域を並べたタイル地図", "Map of Japan in tiles"),
            InTable,
        ),
        about(
            Kind::Combinations,
            "combinations",
            (
                "選択肢の組み合わせごとの棒グラフ",
                "Bar chart of options chosen together",
            ),
            Lines,
        ),
        about(
            Kind::Trail,
            "trail",
            (
                "段階ごとの対象者数のグラフ",
                "Chart of how many remain at each step",
            ),
            Lines,
        ),
    ]
};

impl Value for ChartKind {
    fn shape(&self) -> Shape<'_> {
        Shape::Text(self.name())
    }
}

serialized!(ChartKind);

impl Readable for ChartKind {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&ALL.each_ref().map(|about| (about.name, about.kind)))
    }
}

impl ChartKind {
    /// What is said of the kind.
    pub(super) fn about(self) -> &'static About {
        ALL.get(self as usize).unwrap_or(&ALL[0])
    }

    /// Every kind.
    pub fn all() -> impl Iterator<Item = Self> {
        ALL.iter().map(|about| about.kind)
    }

    /// The kind as a request names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.about().name
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

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn a_kind_is_its_own_place() {
        for (at, about) in ALL.iter().enumerate() {
            assert_eq!(at, about.kind as usize, "{}", about.name);
        }
    }
}
