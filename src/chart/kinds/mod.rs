//! The kinds of chart, one file each.

use super::pick::Facts;
use super::sheet::Sheet;
use crate::data::{Node, Readable};
use crate::error::{Error, ErrorKind, Result};
use crate::value::{Shape, Value, serialized};

/// A kind of chart: what is said of it, when it suits a table, and how it is drawn.
pub(super) struct Kind {
    /// The name by which a request asks for it.
    name: &'static str,
    /// What it is called, in Japanese and English.
    pub(super) words: (&'static str, &'static str),
    /// How it shows the intervals of its figures.
    pub(super) intervals: Intervals,
    /// Whether it suits a table that no kind before it suits.
    pub(super) suits: fn(&Facts<'_>) -> bool,
    /// Why, in Japanese and English.
    pub(super) why: (&'static str, &'static str),
    /// Lays out the body of the chart.
    lay_out: fn(&mut Sheet<'_>) -> Result<()>,
}

/// How a chart shows the intervals of its figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Intervals {
    /// As lines through the marks.
    Lines,
    /// As lines through the marks, with counts beside them.
    LinesAndCounts,
    /// As bands around the lines.
    Bands,
    /// In brackets after the figures.
    Brackets,
    /// It doesn't; the table does.
    InTable,
}

impl Kind {
    /// Why the kind does not suit a table.
    pub(super) fn unsuitable(&self, reason: (&'static str, &'static str)) -> Error {
        let chart = self.name;
        ErrorKind::UnsuitableChart { chart, reason }.into()
    }

    /// Lays out the body of the chart.
    pub(super) fn lay_out(&self, sheet: &mut Sheet<'_>) -> Result<()> {
        if sheet.cells.is_empty() {
            let reason = ("表に行がありません", "the table has no rows");
            return Err(self.unsuitable(reason));
        }
        (self.lay_out)(sheet)
    }
}

/// Makes the kinds of a list of files, each of which has a `KIND`.
macro_rules! kinds {
    ($($file:ident $kind:ident $doc:literal;)+) => {
        $(mod $file;)+

        /// The kinds of chart.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        #[non_exhaustive]
        pub enum ChartKind {
            /// The kind that suits the table.
            #[default]
            Auto,
            $(#[doc = $doc] $kind,)+
        }

        /// Every kind in the order in which they are tried for a table.
        pub(super) static ALL: [(ChartKind, &Kind); [$(stringify!($file)),+].len()] =
            [$((ChartKind::$kind, &$file::KIND)),+];
    };
}

const AUTO: &str = "auto";

// To add a kind is to add its file, and its line here: above those whose tables it is to
// have, for the first kind that suits a table is the one that `auto` picks. The type of the
// package then follows with the goldens: `UPDATE_GOLDEN=1 cargo test --test golden`.
kinds! {
    trail Trail "Who was asked, who answered, and of these each step.";
    tiles Tiles "A tile for each prefecture or region of Japan.";
    boxes Box "The quantiles of a number, the middle half of the answers in a box.";
    combinations Combinations "Which options were chosen together, and by how many.";
    cumulative Cumulative "A line over the rows themselves, each of which holds those before it.";
    histogram Histogram "Columns without gaps, over the classes of a number.";
    slope Slope "Lines between the two values of a breakdown.";
    lines Lines "Lines over time, with bands for their intervals.";
    diverging Diverging "The answers of a scale to both sides of its middle.";
    donut Donut "A ring cut into at most five answers of a single choice.";
    bars Bars "Horizontal bars with their intervals, side by side where there are breakdowns.";
    pyramid Pyramid "Two breakdown values back to back.";
    stacked Stacked "One bar of 100% for each value of a breakdown.";
    columns Columns "Upright bars over the values of an ordered breakdown, with the overall figure as a line.";
    heat Heat "The table itself, each cell coloured by its distance from Total.";
    dots Dots "Dots with their intervals: the comparison of breakdowns.";
}

impl ChartKind {
    /// What is said of the kind; of `auto`, what is said of the kind that suits any table.
    pub(super) fn kind(self) -> &'static Kind {
        let [.., (_, last)] = &ALL;
        let found = ALL.iter().find(|(kind, _)| *kind == self);
        found.map_or(last, |(_, kind)| kind)
    }

    /// Every kind.
    pub fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Auto).chain(ALL.iter().map(|(kind, _)| *kind))
    }

    /// The kind as a request names it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Auto => AUTO,
            kind => kind.kind().name,
        }
    }
}

impl Readable for ChartKind {
    fn read(node: Node<'_>) -> Self {
        let mut names = vec![(AUTO, Self::Auto)];
        for (kind, about) in &ALL {
            names.push((about.name, *kind));
        }
        node.one_of(&names)
    }
}

impl Value for ChartKind {
    fn shape(&self) -> Shape<'_> {
        Shape::Text(self.name())
    }
}

serialized!(ChartKind);

#[cfg(test)]
mod tests {
    use super::ALL;

    #[test]
    fn the_last_kind_suits_every_table() {
        let (last, _) = ALL.last().unwrap();
        assert_eq!(last.name(), "dots");
    }

    #[test]
    fn every_kind_has_a_name_and_a_reason_of_its_own() {
        for (at, (_, kind)) in ALL.iter().enumerate() {
            for (_, other) in ALL.iter().skip(at + 1) {
                assert!(
                    kind.name != other.name && kind.why != other.why,
                    "{}",
                    kind.name
                );
            }
        }
    }
}
