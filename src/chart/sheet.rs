//! The sheet that a kind of chart is laid out on, from the title down.

use super::line_break::{Font, break_lines};
use super::palette::Ink;
use super::scene::{Anchor, Datum, Group, Scene, Shape};
use super::spec::ChartOptions;
use super::text_width::{clean, width};
use crate::tabulate::{Table, Warning};

/// The empty border around everything.
pub(super) const MARGIN: f64 = 12.0;
/// The font size of labels and figures.
pub(super) const LABEL: f64 = 13.0;
/// The font size of axis figures and notes; nothing is smaller.
pub(super) const SMALL: f64 = 12.0;
/// How much of the room the last line of a paragraph should fill.
const LAST_LINE: f64 = 0.3;
/// Below this width labels stand above their bars.
const NARROW: f64 = 480.0;

/// A sheet that fills from top to bottom.
pub(super) struct Sheet<'a> {
    /// What is drawn.
    pub(super) table: &'a Table,
    /// How the caller wants it.
    pub(super) options: &'a ChartOptions,
    /// How far down the sheet is filled.
    pub(super) y: f64,
    /// What the reader must know about the picture.
    pub(super) warnings: Vec<Warning>,
    groups: Vec<Group>,
    width: f64,
}

/// How a paragraph looks.
#[derive(Clone, Copy)]
pub(super) struct Look {
    /// The class of its group.
    pub(super) class: &'static str,
    /// The font size in pixels.
    pub(super) size: f64,
    /// Whether it is bold.
    pub(super) bold: bool,
    /// Its ink.
    pub(super) ink: Ink,
    /// How many lines it may take.
    pub(super) most: usize,
}

impl<'a> Sheet<'a> {
    /// An empty sheet.
    pub(super) fn new(table: &'a Table, options: &'a ChartOptions) -> Self {
        Self {
            table,
            options,
            y: MARGIN,
            warnings: Vec::new(),
            groups: Vec::new(),
            width: options.width,
        }
    }

    /// The left edge of what is drawn.
    pub(super) fn left(&self) -> f64 {
        MARGIN
    }

    /// The right edge of what is drawn.
    pub(super) fn right(&self) -> f64 {
        self.width - MARGIN
    }

    /// The room between the two.
    pub(super) fn room(&self) -> f64 {
        self.right() - self.left()
    }

    /// Whether labels must stand above their bars.
    pub(super) fn is_narrow(&self) -> bool {
        self.width < NARROW
    }

    /// Adds shapes that stand for a figure.
    pub(super) fn mark(&mut self, datum: Datum, shapes: Vec<Shape>) {
        self.groups.push(Group {
            class: "chosa-mark",
            datum: Some(datum),
            shapes,
        });
    }

    /// Adds shapes that stand for no figure.
    pub(super) fn add(&mut self, class: &'static str, shapes: Vec<Shape>) {
        if !shapes.is_empty() {
            self.groups.push(Group {
                class,
                datum: None,
                shapes,
            });
        }
    }

    /// Puts shapes behind all that was drawn since the sheet held `from` groups.
    pub(super) fn add_behind(&mut self, from: usize, class: &'static str, shapes: Vec<Shape>) {
        let at = from.min(self.groups.len());
        self.groups.insert(
            at,
            Group {
                class,
                datum: None,
                shapes,
            },
        );
    }

    /// How many groups the sheet holds.
    pub(super) fn depth(&self) -> usize {
        self.groups.len()
    }

    /// A paragraph over the whole width.
    pub(super) fn paragraph(&mut self, text: &str, look: Look) {
        let lines = self.lines(text, self.room(), look);
        let mut shapes = Vec::new();
        for line in lines {
            self.y += look.size * 1.4;
            shapes.push(text_shape(
                self.left(),
                self.y - look.size * 0.35,
                &line,
                look,
            ));
        }
        self.add(look.class, shapes);
    }

    /// `text` broken into lines; what had to be left out becomes a warning.
    pub(super) fn lines(&mut self, text: &str, room: f64, look: Look) -> Vec<String> {
        let text = clean(text);
        let font = Font {
            size: look.size,
            bold: look.bold,
        };
        let broken = break_lines(&text, room, font, look.most);
        if broken.shortened {
            self.warn_of_shortening(&text);
            return broken.lines;
        }
        evened(&text, room, font, broken.lines)
    }

    fn warn_of_shortening(&mut self, text: &str) {
        let start: String = text.chars().take(60).collect();
        let message = self.table.language.pick(
            format!("図に収まらないため、「{start}…」を短くしました。"),
            format!("\"{start}…\" was shortened to fit the picture."),
        );
        self.warnings.push(Warning {
            code: "shortened",
            message,
        });
    }

    /// The finished picture.
    pub(super) fn finish(mut self) -> (Scene, Vec<Warning>) {
        let height = (self.y + MARGIN).ceil();
        let ground = Shape::Rect {
            x: 0.0,
            y: 0.0,
            width: self.width,
            height,
            fill: Ink::Paper,
        };
        self.add_behind(0, "chosa-paper", vec![ground]);
        (
            Scene {
                width: self.width,
                height,
                groups: self.groups,
            },
            self.warnings,
        )
    }
}

/// Shorter lines where the last would otherwise hold but a word or two; never more of them.
fn evened(text: &str, room: f64, font: Font, lines: Vec<String>) -> Vec<String> {
    let reach = |lines: &[String]| {
        let last = lines.last().map_or("", String::as_str);
        width(last, font.size, font.bold)
    };
    let enough = room * LAST_LINE;
    if lines.len() < 2 || reach(&lines) >= enough {
        return lines;
    }
    let mut shorter = [0.92, 0.84, 0.76, 0.68].into_iter().map(|share| {
        let again = break_lines(text, room * share, font, lines.len());
        (!again.shortened && reach(&again.lines) >= enough).then_some(again.lines)
    });
    shorter.find_map(|again| again).unwrap_or(lines)
}

/// A line of text that begins at `x`.
pub(super) fn text_shape(x: f64, y: f64, text: &str, look: Look) -> Shape {
    Shape::Text {
        x,
        y,
        size: look.size,
        anchor: Anchor::Start,
        bold: look.bold,
        ink: look.ink,
        text: text.to_owned(),
    }
}

/// The width of the widest of some labels, any of which may be bold.
pub(super) fn widest<'t>(texts: impl Iterator<Item = &'t str>) -> f64 {
    texts
        .map(|text| width(text, LABEL, true))
        .fold(0.0, f64::max)
}
