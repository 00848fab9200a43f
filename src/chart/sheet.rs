//! The sheet that a kind of chart is laid out on, from the title down.

use super::line_break::{Font, break_lines};
use super::palette::Ink;
use super::scene::{Anchor, Datum, Group, Scene, Shape};
use super::spec::ChartOptions;
use super::text_width::{clean, width};
use crate::error::Result;
use crate::tabulate::{Table, Warning};

/// The empty border around everything.
pub(super) const MARGIN: f64 = 12.0;
/// The font size of labels and figures.
pub(super) const LABEL: f64 = 13.0;
/// The font size of axis figures and notes; nothing is smaller.
pub(super) const SMALL: f64 = 12.0;
/// From one line of a label to the next, in font sizes.
const LEADING: f64 = 1.3;
/// How much of the room the last line of a paragraph should fill.
const LAST_LINE: f64 = 0.3;
/// Where there is less room than this, labels stand above their bars.
const NARROW: f64 = 456.0;
/// What lies between two panels.
const GUTTER: f64 = 24.0;

/// A sheet that fills from top to bottom.
pub(super) struct Sheet<'a> {
    /// What is drawn; in a panel, a part of the whole.
    pub(super) table: &'a Table,
    /// All that the chart draws: what its panels share a scale for.
    pub(super) whole: &'a Table,
    /// How the caller wants it.
    pub(super) options: &'a ChartOptions,
    /// How far down the sheet is filled.
    pub(super) y: f64,
    /// What the reader must know about the picture.
    pub(super) warnings: Vec<Warning>,
    groups: Vec<Group>,
    left: f64,
    right: f64,
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

/// Labels and figures.
pub(super) const LABELS: Look = Look {
    class: "chosa-label",
    size: LABEL,
    bold: false,
    ink: Ink::Text,
    most: 4,
};
/// What stands over a part of a chart.
pub(super) const HEADING: Look = Look {
    class: "chosa-heading",
    bold: true,
    ..LABELS
};
/// The name of a breakdown.
pub(super) const SUBHEADING: Look = Look {
    class: "chosa-heading",
    ink: Ink::Muted,
    ..LABELS
};
/// Small words beside the marks.
pub(super) const ASIDE: Look = Look {
    size: SMALL,
    ink: Ink::Muted,
    ..LABELS
};

impl<'a> Sheet<'a> {
    /// An empty sheet.
    pub(super) fn new(table: &'a Table, options: &'a ChartOptions) -> Self {
        Self {
            table,
            whole: table,
            options,
            y: MARGIN,
            warnings: Vec::new(),
            groups: Vec::new(),
            left: MARGIN,
            right: options.width - MARGIN,
        }
    }

    /// The left edge of what is drawn.
    pub(super) fn left(&self) -> f64 {
        self.left
    }

    /// The right edge of what is drawn.
    pub(super) fn right(&self) -> f64 {
        self.right
    }

    /// The room between the two.
    pub(super) fn room(&self) -> f64 {
        self.right() - self.left()
    }

    /// Whether labels must stand above their bars.
    pub(super) fn is_narrow(&self) -> bool {
        self.room() < NARROW
    }

    /// Lays out so many panels, as many beside each other as can be at least so wide.
    pub(super) fn side_by_side(
        &mut self,
        (panels, least): (usize, f64),
        lay_out: &mut dyn FnMut(&mut Self, usize) -> Result<()>,
    ) -> Result<()> {
        let (left, right) = (self.left, self.right);
        let most = (self.room() + GUTTER) / (least + GUTTER);
        let beside = most.clamp(1.0, panels.max(1) as f64).floor();
        let pitch = (self.room() + GUTTER) / beside;
        let (mut top, mut bottom) = (self.y, self.y);
        for panel in 0..panels {
            let place = panel % beside as usize;
            if place == 0 {
                top = bottom;
            }
            self.y = top;
            self.left = left + pitch * place as f64;
            self.right = self.left + pitch - GUTTER;
            lay_out(self, panel)?;
            bottom = bottom.max(self.y);
        }
        (self.left, self.right, self.y) = (left, right, bottom);
        Ok(())
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

    /// A text in lines of at most `room`.
    pub(super) fn label(&mut self, text: &str, room: f64, look: Look) -> Label {
        let lines = self.lines(text, room, look);
        Label { lines, look }
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

    /// Says that a text had to be shortened or left out.
    pub(super) fn warn_of_shortening(&mut self, text: &str) {
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
            width: self.options.width,
            height,
            fill: Ink::Paper,
        };
        self.add_behind(0, "chosa-paper", vec![ground]);
        (
            Scene {
                width: self.options.width,
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
    text_at((x, y), Anchor::Start, text, look)
}

/// A line of text with its baseline at a point.
pub(super) fn text_at((x, y): (f64, f64), anchor: Anchor, text: &str, look: Look) -> Shape {
    Shape::Text {
        x,
        y,
        size: look.size,
        anchor,
        bold: look.bold,
        ink: look.ink,
        text: text.to_owned(),
    }
}

/// A text broken into lines.
pub(super) struct Label {
    lines: Vec<String>,
    look: Look,
}

impl Label {
    /// From its upper to its lower edge.
    pub(super) fn height(&self) -> f64 {
        self.lines.len() as f64 * self.look.size * LEADING
    }

    /// The width of its widest line.
    pub(super) fn width(&self) -> f64 {
        let lines = self.lines.iter();
        lines
            .map(|line| width(line, self.look.size, self.look.bold))
            .fold(0.0, f64::max)
    }

    /// Its lines, the upper edge at the height `top`.
    pub(super) fn at(&self, x: f64, top: f64, anchor: Anchor) -> Vec<Shape> {
        let size = self.look.size;
        let line = |(at, text): (usize, &String)| {
            let y = top + at as f64 * size * LEADING + size;
            text_at((x, y), anchor, text, self.look)
        };
        self.lines.iter().enumerate().map(line).collect()
    }
}

/// The width of the widest of some labels, any of which may be bold.
pub(super) fn widest<'t>(texts: impl Iterator<Item = &'t str>) -> f64 {
    texts
        .map(|text| width(text, LABEL, true))
        .fold(0.0, f64::max)
}
