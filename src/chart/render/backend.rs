//! plotters' pen on our own paper: shapes become SVG elements with classes and colours
//! that a page can set, and text is measured without any document.

use super::document::{self, colour, escape, whole};
use crate::chart::palette::{Ink, Tint};
use crate::chart::scene::{Datum, Group, Weight};
use crate::chart::spec::Theme;
use crate::chart::text_width;
use crate::decimal::fixed;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use std::convert::Infallible;

/// The decimals of a share that a mark carries, and those of other figures: the libraries of
/// different machines may differ in the last of seventeen digits, and a chart may not.
const DECIMALS: [usize; 2] = [9, 6];

/// The paper that plotters draws on.
pub(super) struct Paper {
    size: (u32, u32),
    theme: Theme,
    svg: String,
    fill: Ink,
    stroke: Ink,
    bold: bool,
    weight: Weight,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl Paper {
    pub(super) fn new(width: i32, height: i32, theme: Theme) -> Self {
        Self {
            size: (width.unsigned_abs(), height.unsigned_abs()),
            theme,
            svg: String::with_capacity(8192),
            fill: Ink::None,
            stroke: Ink::None,
            bold: false,
            weight: Weight::Solid,
        }
    }

    fn put(&mut self, parts: &[&str]) {
        for part in parts {
            self.svg.push_str(part);
        }
    }

    /// Writes an attribute that is a place or a size.
    fn place(&mut self, name: &str, tenths: i32) {
        self.put(&[" ", name, "=\""]);
        document::tenths(&mut self.svg, tenths);
        self.svg.push('"');
    }

    /// Writes an attribute that is a text.
    fn attribute(&mut self, name: &str, text: &str) {
        self.put(&[" data-", name, "=\""]);
        escape(&mut self.svg, text);
        self.svg.push('"');
    }

    /// Opens the group that the shapes to come belong to.
    pub(super) fn open(&mut self, group: &Group) {
        self.put(&["<g class=\"", group.class, "\""]);
        if let Some(datum) = &group.datum {
            self.datum(datum);
            self.svg.push_str("><title>");
            escape(&mut self.svg, &datum.sentence);
            self.svg.push_str("</title");
        }
        self.svg.push('>');
    }

    fn datum(&mut self, datum: &Datum) {
        self.attribute("row", &datum.row);
        self.attribute("column", &datum.column);
        for (name, value) in [
            ("value", datum.value),
            ("low", datum.low),
            ("high", datum.high),
        ] {
            if let Some(value) = value.filter(|value| value.is_finite()) {
                let [small, large] = DECIMALS;
                let text = fixed(value, if value.abs() < 1.0 { small } else { large });
                self.attribute(name, text.trim_end_matches('0').trim_end_matches('.'));
            }
        }
        for (name, n) in [("n", datum.n), ("base-n", Some(datum.base_n))] {
            if let Some(n) = n {
                self.put(&[" data-", name, "=\""]);
                // More respondents than there are people can't be counted.
                whole(&mut self.svg, u32::try_from(n).unwrap_or(u32::MAX));
                self.svg.push('"');
            }
        }
        for (name, letters) in ["letter", "higher-than"].iter().zip(&datum.letters) {
            if !letters.is_empty() {
                self.attribute(name, letters);
            }
        }
    }

    /// Closes the group.
    pub(super) fn close(&mut self) {
        self.svg.push_str("</g>\n");
    }

    /// Sets the colours of the next shape.
    pub(super) fn dip(&mut self, fill: Ink, stroke: Ink) {
        (self.fill, self.stroke, self.bold) = (fill, stroke, false);
        self.weight = Weight::Solid;
    }

    /// Sets the weight of the next text.
    pub(super) fn embolden(&mut self, bold: bool) {
        self.bold = bold;
    }

    /// Sets whether the next area hides what lies behind it.
    pub(super) fn weigh(&mut self, weight: Weight) {
        self.weight = weight;
    }

    /// All that was drawn; the paper is blank again.
    pub(super) fn take(&mut self) -> String {
        std::mem::take(&mut self.svg)
    }

    /// Writes the class by which a page sets a colour, and the colour.
    fn dye(&mut self, what: &str, tint: &Tint, has_class: bool) {
        if has_class {
            self.put(&[" class=\"chosa-", what, "-", tint.name, "\""]);
        }
        self.put(&[" ", what, "=\""]);
        colour(&mut self.svg, tint, self.theme);
        self.svg.push('"');
    }

    fn paint(&mut self, stroke_width: u32) {
        match self.fill.tint() {
            Some(tint) => self.dye("fill", tint, true),
            None => self.svg.push_str(" fill=\"none\""),
        }
        if self.weight == Weight::Sheer {
            self.svg.push_str(" fill-opacity=\"0.2\"");
        }
        if let Some(tint) = self.stroke.tint() {
            self.dye("stroke", tint, self.fill == Ink::None);
            self.place("stroke-width", size(stroke_width));
        }
        self.svg.push_str("/>");
    }

    fn rect(&mut self, (x, y): BackendCoord, (width, height): BackendCoord, stroke: u32) {
        self.svg.push_str("<rect");
        for (name, value) in [("x", x), ("y", y), ("width", width), ("height", height)] {
            self.place(name, value);
        }
        self.paint(stroke);
    }
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
        self.svg.push_str("<path d=\"");
        let mut command = 'M';
        for (x, y) in path {
            self.svg.push(command);
            document::tenths(&mut self.svg, x);
            self.svg.push(' ');
            document::tenths(&mut self.svg, y);
            command = 'L';
        }
        self.svg.push('"');
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
        self.svg.push_str("<circle");
        for (name, value) in [("cx", center.0), ("cy", center.1), ("r", size(radius))] {
            self.place(name, value);
        }
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

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, at: BackendCoord) -> Drawn {
        self.svg.push_str("<text");
        // The cast saturates, and no text is so large.
        let font_size = style.size().round() as i32;
        for (name, value) in [("x", at.0), ("y", at.1), ("font-size", font_size)] {
            self.place(name, value);
        }
        self.svg.push_str(match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        });
        if self.bold {
            self.svg.push_str(" font-weight=\"700\"");
        }
        if let Some(tint) = self.fill.tint() {
            self.dye("fill", tint, true);
        }
        self.svg.push('>');
        escape(&mut self.svg, text);
        self.svg.push_str("</text>");
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(
        &self,
        text: &str,
        style: &T,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        // Saturating casts: a text too wide for a u32 is too wide for any picture.
        let width = text_width::width(text, style.size(), self.bold).ceil() as u32;
        Ok((width, style.size().ceil() as u32))
    }
}
