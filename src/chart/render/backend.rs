//! plotters' pen on our own paper: shapes become SVG elements with colours that a page can
//! set, in groups that it finds by their classes.

use super::FINENESS;
use super::line::Line;
use super::writing::Writing;
use crate::chart::palette::{Ink, Tint};
use crate::chart::scene::{Anchor, Datum, Group, Weight};
use crate::chart::sheet::LABEL;
use crate::chart::spec::Theme;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind,
};
use std::convert::Infallible;

/// The paper that plotters draws on.
pub(super) struct Paper {
    size: (u32, u32),
    theme: Theme,
    svg: Writing,
    fill: Ink,
    stroke: Ink,
    weight: Weight,
    /// How two inks were written before, one to fill and one to stroke with.
    dyed: Vec<(Ink, Ink, String)>,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl Paper {
    pub(super) fn new(width: i32, height: i32, theme: Theme) -> Self {
        Self {
            size: (width.unsigned_abs(), height.unsigned_abs()),
            theme,
            svg: Writing::with_capacity(32768),
            fill: Ink::None,
            stroke: Ink::None,
            weight: Weight::Solid,
            dyed: Vec::new(),
        }
    }

    // Each attribute ends the one before it with its own first character.

    /// Writes an attribute that is a place or a size.
    fn place(&mut self, name: &str, tenths: i32) {
        self.svg.put(name);
        self.svg.tenths(tenths);
    }

    /// Writes an attribute that is a text.
    fn attribute(&mut self, name: &str, text: &str) {
        self.svg.put(name);
        self.svg.escape(text);
    }

    /// Opens the group that the shapes to come belong to.
    pub(super) fn open(&mut self, group: &Group<'_>) {
        self.svg.put("<g class=\"");
        self.svg.put(group.class);
        if let Some(datum) = &group.datum {
            self.datum(datum);
            self.attribute("\"><title>", &datum.sentence);
            self.svg.put("</title>");
        } else {
            self.svg.put("\">");
        }
    }

    fn datum(&mut self, datum: &Datum<'_>) {
        self.attribute("\" data-row=\"", datum.row);
        self.attribute("\" data-column=\"", datum.column);
        for (name, value) in &[
            ("\" data-value=\"", datum.value),
            ("\" data-low=\"", datum.low),
            ("\" data-high=\"", datum.high),
        ] {
            if let Some(value) = value.filter(|value| value.is_finite()) {
                self.svg.put(name);
                self.svg.figure(value);
            }
        }
        for (name, n) in &[
            ("\" data-n=\"", datum.n),
            ("\" data-base-n=\"", datum.base_n),
        ] {
            if let Some(n) = *n {
                self.svg.put(name);
                // More respondents than there are people can't be counted.
                self.svg.digits(u32::try_from(n).unwrap_or(u32::MAX), 1);
            }
        }
        if !datum.letter.is_empty() {
            self.attribute("\" data-letter=\"", datum.letter);
        }
        let mut before = "\" data-higher-than=\"";
        for letter in datum.higher_than {
            self.attribute(before, letter);
            before = " ";
        }
    }

    /// Closes the group.
    pub(super) fn close(&mut self) {
        self.svg.put("</g>\n");
    }

    /// Sets the colours of the next shape.
    pub(super) fn dip(&mut self, fill: Ink, stroke: Ink) {
        (self.fill, self.stroke) = (fill, stroke);
        self.weight = Weight::Solid;
    }

    /// Sets what lies within the points of the next path.
    pub(super) fn weigh(&mut self, weight: Weight) {
        self.weight = weight;
    }

    /// Opens the group that everything belongs to: the texts have its size and its ink.
    pub(super) fn open_all(&mut self) {
        self.place("<g font-size=\"", USUAL);
        self.dip(Ink::Text, Ink::None);
        self.dye();
        self.svg.put("\">\n");
    }

    /// All that was drawn; the paper is blank again.
    pub(super) fn take(&mut self) -> Vec<u8> {
        self.svg.take()
    }

    /// Writes the colours. A picture has hundreds of shapes and a few colours: most are copied
    /// from an earlier shape.
    fn dye(&mut self) {
        for (fill, stroke, dye) in &self.dyed {
            if *fill == self.fill && *stroke == self.stroke {
                return self.svg.put(dye);
            }
        }
        let mut dye = String::new();
        let (fill, stroke) = (self.fill.tint(), self.stroke.tint());
        if self.theme == Theme::Standalone {
            classes(&mut dye, fill, stroke);
        }
        if let Some(stroke) = stroke {
            colour(&mut dye, "\" stroke=\"", stroke, self.theme);
        }
        match fill {
            Some(fill) => colour(&mut dye, "\" fill=\"", fill, self.theme),
            None => dye.push_str("\" fill=\"none"),
        }
        self.svg.put(&dye);
        self.dyed.push((self.fill, self.stroke, dye));
    }

    fn paint(&mut self, stroke_width: u32) {
        self.dye();
        if self.weight == Weight::Sheer {
            self.svg.put("\" fill-opacity=\"0.2");
        }
        if self.stroke != Ink::None && stroke_width != ONE {
            self.place("\" stroke-width=\"", size(stroke_width));
        }
        self.svg.put("\"/>");
    }

    /// Writes a line of text on its baseline.
    pub(super) fn write(&mut self, line: &Line<'_>, (x, y): BackendCoord) {
        self.place("<text x=\"", x);
        self.place("\" y=\"", y);
        if line.size != USUAL {
            self.place("\" font-size=\"", line.size);
        }
        self.svg.put(match line.anchor {
            Anchor::Start => "",
            Anchor::Middle => "\" text-anchor=\"middle",
            Anchor::End => "\" text-anchor=\"end",
        });
        if line.bold {
            self.svg.put("\" font-weight=\"700");
        }
        if self.fill != Ink::Text {
            self.dye();
        }
        self.attribute("\">", line.text);
        self.svg.put("</text>");
    }

    fn rect(&mut self, (x, y): BackendCoord, (width, height): BackendCoord, stroke: u32) {
        self.place("<rect x=\"", x);
        self.place("\" y=\"", y);
        self.place("\" width=\"", width);
        self.place("\" height=\"", height);
        self.paint(stroke);
    }
}

/// The font size of most texts, which is that of the whole picture, as is their ink.
const USUAL: i32 = (LABEL * FINENESS) as i32;

/// A stroke one pixel wide, as SVG takes it to be where nothing is said.
const ONE: u32 = FINENESS as u32;

/// Adds the classes by which the rules of a saved file set its colours.
fn classes(dye: &mut String, fill: Option<&Tint>, stroke: Option<&Tint>) {
    let mut before = "\" class=\"";
    for (part, tint) in [("chosa-fill-", fill), ("chosa-stroke-", stroke)] {
        if let Some(tint) = tint {
            dye.extend([before, part, tint.name]);
            before = " ";
        }
    }
}

/// Adds an attribute that is a colour.
fn colour(dye: &mut String, name: &str, tint: &Tint, theme: Theme) {
    let colour: &[&str] = match theme {
        Theme::Variables => &[name, "var(--chosa-", tint.name, ", ", tint.light, ")"],
        Theme::Dark => &[name, tint.dark],
        Theme::Standalone | Theme::Light | Theme::Print => &[name, tint.light],
    };
    dye.extend(colour.iter().copied());
}

/// A size as plotters has it, in tenths of a pixel.
fn size(size: u32) -> i32 {
    i32::try_from(size).unwrap_or(i32::MAX)
}

impl DrawingBackend for Paper {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, _: BackendColor) -> Drawn {
        self.rect(point, (1, 1), 1);
        Ok(())
    }

    fn draw_line<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
    ) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        _: bool,
    ) -> Drawn {
        let corner = (from.0.min(to.0), from.1.min(to.1));
        let size = ((to.0 - from.0).abs(), (to.1 - from.1).abs());
        self.rect(corner, size, style.stroke_width());
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let mut command = "<path d=\"M";
        for (x, y) in path {
            self.place(command, x);
            self.place(" ", y);
            command = match (self.weight, command) {
                (Weight::Strokes, "L") => "M",
                _ => "L",
            };
        }
        self.paint(style.stroke_width());
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        center: BackendCoord,
        radius: u32,
        style: &S,
        _: bool,
    ) -> Drawn {
        self.place("<circle cx=\"", center.0);
        self.place("\" cy=\"", center.1);
        self.place("\" r=\"", size(radius));
        self.paint(style.stroke_width());
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        self.draw_path(corners, style)
    }
}
