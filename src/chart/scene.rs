//! A picture with every size, place and text resolved; what is left is to write it down.

use super::palette::Ink;
use std::ops::Range;

/// A finished picture.
#[derive(Clone, Debug)]
pub(super) struct Scene<'a> {
    /// Its width in pixels.
    pub(super) width: f64,
    /// Its height in pixels.
    pub(super) height: f64,
    /// What it shows, from back to front.
    pub(super) groups: Vec<Group<'a>>,
    /// The shapes of all groups.
    pub(super) shapes: Vec<Shape>,
}

/// Shapes that belong together.
#[derive(Clone, Debug)]
pub(super) struct Group<'a> {
    /// The class by which a page finds it.
    pub(super) class: &'static str,
    /// The figure that the group stands for; `None` for axes, titles and notes.
    pub(super) datum: Option<Datum<'a>>,
    /// Which of the scene's shapes it has, from back to front.
    pub(super) shapes: Range<usize>,
}

/// The figure behind a mark, as a page needs it for a tooltip or for keys.
#[derive(Clone, Debug)]
pub(super) struct Datum<'a> {
    /// The row's value, or its label.
    pub(super) row: &'a str,
    /// The column's value, or its label; empty for Total.
    pub(super) column: &'a str,
    /// The figure.
    pub(super) value: Option<f64>,
    /// The lower end of its interval.
    pub(super) low: Option<f64>,
    /// The upper end.
    pub(super) high: Option<f64>,
    /// How many respondents gave the answer.
    pub(super) n: Option<usize>,
    /// How many respondents stand under the figure, where that may be told.
    pub(super) base_n: Option<usize>,
    /// The letter of the column.
    pub(super) letter: &'a str,
    /// The letters of the columns that the figure is higher than.
    pub(super) higher_than: &'a [String],
    /// The figure in words.
    pub(super) sentence: String,
}

/// Pixels from the left and from the top.
pub(super) type Point = (f64, f64);

/// Where a text stands to its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    /// It begins there.
    Start,
    /// Its middle stands there.
    Middle,
    /// It ends there.
    End,
}

/// What lies within the points of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Weight {
    /// An area through which what lies behind it is seen, as a band of intervals.
    Sheer,
    /// An area that hides what lies behind it.
    Solid,
    /// Nothing: each two points are the ends of a stroke of their own.
    Strokes,
}

/// A shape in pixels.
#[derive(Clone, Debug)]
pub(super) enum Shape {
    /// A box; its outline is one pixel wide, half of it on each side of the edge.
    Rect {
        corner: Point,
        size: Point,
        fill: Ink,
        outline: Ink,
    },
    /// A line between two points.
    Line {
        ends: [Point; 2],
        ink: Ink,
        width: f64,
    },
    /// A line through points, and what lies within it.
    Path {
        points: Vec<Point>,
        ink: Ink,
        width: f64,
        fill: Ink,
        weight: Weight,
    },
    /// A disc.
    Dot {
        x: f64,
        y: f64,
        radius: f64,
        fill: Ink,
    },
    /// A text on its baseline.
    Text {
        x: f64,
        y: f64,
        size: f64,
        anchor: Anchor,
        bold: bool,
        ink: Ink,
        text: String,
    },
}
