//! The sheet that a kind of chart is laid out on, from the title down.

use super::hatch::Hatch;
use super::line_break::{Font, break_lines};
use super::palette::Ink;
use super::scene::{Anchor, Datum, Group, Point, Scene, Shape, Weight};
use super::spec::{ChartOptions, Fills};
use super::text_width::{clean, width};
use super::words::{cells, digits};
use crate::error::Result;
use crate::tabulate::{Cell, Column, Table, Warning};

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
/// How long the dashes of lines over time are, one line after the other; 0 is no dash.
const DASHES: [f64; 5] = [0.0, 8.0, 2.0, 16.0, 4.5];
/// What lies between two dashes.
const DASH_GAP: f64 = 4.0;
/// What lies between two panels.
const GUTTER: f64 = 24.0;

/// A sheet that fills from top to bottom. Shapes are drawn one after the other, then closed
/// into a group.
pub(super) struct Sheet<'a> {
    /// What is drawn.
    pub(super) table: &'a Table,
    /// The columns that are drawn, with their places in the table; in a panel, one of them.
    pub(super) columns: Vec<(usize, &'a Column)>,
    /// Every cell of the table.
    pub(super) cells: Vec<&'a Cell>,
    /// The decimals of its figures.
    pub(super) digits: usize,
    /// How the caller wants it.
    pub(super) options: &'a ChartOptions,
    /// How far down the sheet is filled.
    pub(super) y: f64,
    /// What the reader must know about the picture.
    pub(super) warnings: Vec<Warning>,
    /// How many figures had no room beside or within their marks.
    pub(super) left_out: usize,
    groups: Vec<Group<'a>>,
    shapes: Vec<Shape>,
    /// How many of the shapes belong to a group.
    closed: usize,
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

impl Look {
    fn font(&self) -> Font {
        Font {
            size: self.size,
            bold: self.bold,
        }
    }

    /// Whether a word of a text has no room in a line.
    pub(super) fn cuts(&self, text: &str, room: f64) -> bool {
        break_lines(&clean(text), room, self.font(), self.most).cut
    }
}

/// Labels and figures.
pub(super) const LABELS: Look = Look {
    class: "chosa-label",
    size: LABEL,
    bold: false,
    ink: Ink::Text,
    most: 4,
};
/// Labels that stand out from others.
pub(super) const STRONG: Look = Look {
    bold: true,
    ..LABELS
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
            columns: table.columns.iter().enumerate().collect(),
            cells: cells(table),
            digits: digits(table),
            options,
            y: MARGIN,
            warnings: Vec::new(),
            left_out: 0,
            groups: Vec::new(),
            shapes: Vec::new(),
            closed: 0,
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

    /// Where the middle of something so wide can stand next to `x` and be within the edges.
    pub(super) fn within(&self, x: f64, wide: f64) -> f64 {
        let first = self.left + wide / 2.0;
        x.min(self.right - wide / 2.0).max(first)
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

    /// Draws a box.
    pub(super) fn rect(&mut self, x: f64, y: f64, width: f64, height: f64, fill: Ink) {
        self.framed((x, y), (width, height), fill, Ink::None);
    }

    /// Draws a box with an outline within its edges.
    pub(super) fn framed(
        &mut self,
        (x, y): Point,
        (width, height): Point,
        fill: Ink,
        outline: Ink,
    ) {
        let half = if outline == Ink::None { 0.0 } else { 0.5 };
        self.shapes.push(Shape::Rect {
            corner: (x + half, y + half),
            size: (width - half * 2.0, height - half * 2.0),
            fill,
            outline,
        });
        let mut points = self.hatch(fill, (width, height));
        if !points.is_empty() {
            for point in &mut points {
                *point = (point.0 + x, point.1 + y);
            }
            self.strokes(points, fill);
        }
    }

    /// The strokes of an ink's pattern in a box of a size; empty where there is none.
    pub(super) fn hatch(&self, ink: Ink, size: Point) -> Vec<Point> {
        let hatch = Hatch::of(ink).filter(|_| self.is_hatched());
        hatch.map_or(Vec::new(), |hatch| hatch.strokes(size))
    }

    /// Draws the strokes of an ink's pattern, each between two points.
    pub(super) fn strokes(&mut self, points: Vec<Point>, ground: Ink) {
        self.area(points, (Ink::None, ground.label()), Weight::Strokes);
    }

    fn is_hatched(&self) -> bool {
        self.options.fills == Fills::Patterns
    }

    /// Draws a line between two points.
    pub(super) fn line(&mut self, from: Point, to: Point, ink: Ink, width: f64) {
        let ends = [from, to];
        self.shapes.push(Shape::Line { ends, ink, width });
    }

    /// Draws one of several lines over time between two points; in patterns the second and
    /// those after it are dashed, each in its own way.
    pub(super) fn trace(&mut self, (from, to): (Point, Point), series: usize) {
        let ink = Ink::Line(series);
        let (wide, tall) = (to.0 - from.0, to.1 - from.1);
        let length = (wide * wide + tall * tall).sqrt();
        let dash = DASHES.get(series % DASHES.len()).copied().unwrap_or(0.0);
        if !self.is_hatched() || dash <= 0.0 || length <= 0.0 {
            return self.line(from, to, ink, 2.0);
        }
        let point = |at: f64| {
            let share = at.min(length) / length;
            (from.0 + wide * share, from.1 + tall * share)
        };
        let mut at = 0.0;
        while at < length {
            self.line(point(at), point(at + dash), ink, 2.0);
            at += dash + DASH_GAP;
        }
    }

    /// Draws a line through points.
    pub(super) fn path(&mut self, points: Vec<Point>, ink: Ink, width: f64) {
        self.shapes.push(Shape::Path {
            points,
            ink,
            width,
            fill: Ink::None,
            weight: Weight::Solid,
        });
    }

    /// Fills what lies between points, with a line around it.
    pub(super) fn area(&mut self, points: Vec<Point>, (fill, ink): (Ink, Ink), weight: Weight) {
        self.shapes.push(Shape::Path {
            points,
            ink,
            width: 1.0,
            fill,
            weight,
        });
    }

    /// Draws a disc.
    pub(super) fn disc(&mut self, (x, y): Point, radius: f64, fill: Ink) {
        self.shapes.push(Shape::Dot { x, y, radius, fill });
    }

    /// Draws a line of text with the middle of its figures at a height.
    pub(super) fn text(&mut self, x: f64, middle: f64, anchor: Anchor, text: String, look: &Look) {
        self.base_text(x, middle + look.size * 0.36, anchor, text, look);
    }

    /// Draws a figure beside its mark, no further than the edges of what is drawn or half of
    /// it; what has no room even so is left out.
    pub(super) fn figure_beside(
        &mut self,
        (x, middle): Point,
        anchor: Anchor,
        (text, look): (String, &Look),
        (from, to): (f64, f64),
    ) {
        let wide = width(&text, look.size, look.bold);
        if wide > to - from {
            self.left_out += 1;
            return;
        }
        let x = match anchor {
            Anchor::End => x.max(from + wide).min(to),
            _ => x.min(to - wide).max(from),
        };
        self.text(x, middle, anchor, text, look);
    }

    /// Draws between other edges.
    pub(super) fn between(&mut self, edges: (f64, f64), draw: &mut dyn FnMut(&mut Self)) {
        let before = (self.left, self.right);
        (self.left, self.right) = edges;
        draw(self);
        (self.left, self.right) = before;
    }

    /// The edges of what is drawn.
    pub(super) fn edges(&self) -> (f64, f64) {
        (self.left, self.right)
    }

    /// Draws a figure in the middle of a ground from `x` on, where there is room for it.
    pub(super) fn figure_within(
        &mut self,
        (x, wide, middle): (f64, f64, f64),
        text: String,
        ground: Ink,
    ) {
        if width(&text, LABEL, false) + 4.0 <= wide {
            self.text_on(ground, (x + wide / 2.0, middle), text, &LABELS);
        } else {
            self.left_out += 1;
        }
    }

    /// Draws a line of text around a point of a ground, clear of the pattern of it.
    pub(super) fn text_on(&mut self, ground: Ink, (x, middle): Point, text: String, look: &Look) {
        if self.is_hatched() && Hatch::of(ground).is_some() {
            let (wide, tall) = (width(&text, look.size, false) + 4.0, look.size + 3.0);
            self.shapes.push(Shape::Rect {
                corner: (x - wide / 2.0, middle - tall / 2.0),
                size: (wide, tall),
                fill: ground,
                outline: Ink::None,
            });
        }
        let ink = ground.label();
        self.text(x, middle, Anchor::Middle, text, &Look { ink, ..*look });
    }

    /// Draws a line of text on its baseline.
    fn base_text(&mut self, x: f64, y: f64, anchor: Anchor, text: String, look: &Look) {
        self.shapes.push(Shape::Text {
            x,
            y,
            size: look.size,
            anchor,
            bold: look.bold,
            ink: look.ink,
            text,
        });
    }

    /// Draws a text broken into lines, with its upper edge at a height.
    pub(super) fn label(&mut self, x: f64, top: f64, anchor: Anchor, label: &Label) {
        let size = label.look.size;
        let mut y = top + size;
        for text in &label.lines {
            self.base_text(x, y, anchor, text.clone(), &label.look);
            y += size * LEADING;
        }
    }

    /// Closes what was drawn into a group that stands for a figure.
    pub(super) fn close_mark(&mut self, datum: Datum<'a>) {
        self.group(self.groups.len(), "chosa-mark", Some(datum));
    }

    /// Closes what was drawn into a group that stands for no figure.
    pub(super) fn close(&mut self, class: &'static str) {
        self.close_behind(self.groups.len(), class);
    }

    /// Closes what was drawn into a group behind all since the sheet held `from` groups.
    pub(super) fn close_behind(&mut self, from: usize, class: &'static str) {
        if self.shapes.len() > self.closed {
            self.group(from, class, None);
        }
    }

    fn group(&mut self, at: usize, class: &'static str, datum: Option<Datum<'a>>) {
        let shapes = self.closed..self.shapes.len();
        self.closed = shapes.end;
        let group = Group {
            class,
            datum,
            shapes,
        };
        self.groups.insert(at.min(self.groups.len()), group);
    }

    /// How many groups the sheet holds.
    pub(super) fn depth(&self) -> usize {
        self.groups.len()
    }

    /// A paragraph over the whole width.
    pub(super) fn paragraph(&mut self, text: &str, look: &Look) {
        for line in self.lines(text, self.room(), look) {
            self.y += look.size * 1.4;
            let y = self.y - look.size * 0.35;
            self.base_text(self.left, y, Anchor::Start, line, look);
        }
        self.close(look.class);
    }

    /// A text to draw in lines of at most `room`.
    pub(super) fn broken(&mut self, text: &str, room: f64, look: &Look) -> Label {
        let lines = self.lines(text, room, look);
        Label { lines, look: *look }
    }

    /// The same in lines that are about as long as each other.
    pub(super) fn balanced(&mut self, text: &str, room: f64, look: &Look) -> Label {
        let mut label = self.broken(text, room, look);
        let narrowest = (0.0, room * 0.08, 0.0);
        label.lines = evened(&clean(text), room, narrowest, look, label.lines);
        label
    }

    /// `text` broken into lines; what had to be left out becomes a warning.
    pub(super) fn lines(&mut self, text: &str, room: f64, look: &Look) -> Vec<String> {
        let text = clean(text);
        let broken = break_lines(&text, room, look.font(), look.most);
        if broken.shortened {
            self.warn_of_shortening(&text);
            return broken.lines;
        }
        let enough = room * LAST_LINE;
        match reach(&broken.lines, look) < enough {
            true => evened(
                &text,
                room,
                (room * 0.92, -room * 0.08, enough),
                look,
                broken.lines,
            ),
            false => broken.lines,
        }
    }

    /// Says that a text had to be shortened or left out.
    pub(super) fn warn_of_shortening(&mut self, text: &str) {
        let mut start: String = text.chars().take(60).collect();
        if start.len() < text.len() {
            start.push('…');
        }
        let message = self.table.language.fill(
            "図に収まらないため、「{0}」を短くしました。",
            "\"{0}\" was shortened to fit the picture.",
            &[&start],
        );
        self.warnings.push(Warning {
            code: "shortened",
            message,
        });
    }

    /// The finished picture.
    pub(super) fn finish(mut self) -> (Scene<'a>, Vec<Warning>) {
        if self.left_out > 0 {
            let message = self.table.language.fill(
                "幅が足りないため、図の中に書いていない数値が{0}個あります。表には示しています。",
                "{0} figures had no room in the picture. The table gives them.",
                &[&self.left_out],
            );
            self.warnings.push(Warning {
                code: "figuresLeftOut",
                message,
            });
        }
        let height = (self.y + MARGIN).ceil();
        self.rect(0.0, 0.0, self.options.width, height, Ink::Paper);
        self.close_behind(0, "chosa-paper");
        (
            Scene {
                width: self.options.width,
                height,
                groups: self.groups,
                shapes: self.shapes,
            },
            self.warnings,
        )
    }
}

/// Lines less wide than `room`, as wide as `at` or as many steps further as it takes, until the last is long
/// enough; never more of them, and no word is cut.
fn evened(
    text: &str,
    room: f64,
    (at, step, enough): (f64, f64, f64),
    look: &Look,
    lines: Vec<String>,
) -> Vec<String> {
    let many = lines.len();
    let least = width(text, look.size, look.bold) / many as f64;
    let mut at = at.max(least);
    while many > 1 && at < room && at >= least {
        let again = break_lines(text, at, look.font(), many);
        if !again.shortened && !again.cut && reach(&again.lines, look) >= enough {
            return again.lines;
        }
        at += step;
    }
    lines
}

/// How long the last line is.
fn reach(lines: &[String], look: &Look) -> f64 {
    let last = lines.last().map_or("", String::as_str);
    width(last, look.size, look.bold)
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
        let mut widest = 0.0_f64;
        for line in &self.lines {
            widest = widest.max(width(line, self.look.size, self.look.bold));
        }
        widest
    }
}
