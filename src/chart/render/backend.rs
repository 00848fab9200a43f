//! plotters' pen on our own paper: shapes become SVG elements with classes and colours
//! that a page can set, and text is measured without any document.

use super::FINENESS;
use super::document::{colour, escape, number};
use crate::chart::palette::Ink;
use crate::chart::scene::{Datum, Group, Weight};
use crate::chart::spec::Theme;
use crate::chart::text_width;
use crate::decimal::fixed;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};
use std::convert::Infallible;
use std::fmt::Write;

/// The decimals of a figure that a mark carries: the libraries of different machines may
/// differ in the last of seventeen digits, and a chart may not.
const DECIMALS: usize = 12;

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

    /// Opens the group that the shapes to come belong to.
    pub(super) fn open(&mut self, group: &Group) {
        let _ = write!(self.svg, "<g class=\"{}\"", group.class);
        if let Some(datum) = &group.datum {
            self.datum(datum);
        }
        self.svg.push('>');
        if let Some(datum) = &group.datum {
            let _ = write!(self.svg, "<title>{}</title>", escape(&datum.sentence));
        }
    }

    fn datum(&mut self, datum: &Datum) {
        let _ = write!(
            self.svg,
            " data-row=\"{}\" data-column=\"{}\"",
            escape(&datum.row),
            escape(&datum.column)
        );
        for (name, value) in [
            ("value", datum.value),
            ("low", datum.low),
            ("high", datum.high),
        ] {
            if let Some(value) = value.filter(|value| value.is_finite()) {
                let text = fixed(value, DECIMALS);
                let text = text.trim_end_matches('0').trim_end_matches('.');
                let _ = write!(self.svg, " data-{name}=\"{text}\"");
            }
        }
        if let Some(n) = datum.n {
            let _ = write!(self.svg, " data-n=\"{n}\"");
        }
        let _ = write!(self.svg, " data-base-n=\"{}\"", datum.base_n);
        for (name, letters) in ["letter", "higher-than"].iter().zip(&datum.letters) {
            if !letters.is_empty() {
                let _ = write!(self.svg, " data-{name}=\"{letters}\"");
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

    fn paint(&mut self, stroke_width: u32) {
        if let Some(tint) = self.fill.tint() {
            let _ = write!(
                self.svg,
                " class=\"chosa-fill-{}\" fill=\"{}\"",
                tint.name,
                colour(tint, self.theme)
            );
        } else {
            self.svg.push_str(" fill=\"none\"");
        }
        if self.weight == Weight::Sheer {
            self.svg.push_str(" fill-opacity=\"0.2\"");
        }
        if let Some(tint) = self.stroke.tint() {
            let class = if self.fill == Ink::None {
                format!(" class=\"chosa-stroke-{}\"", tint.name)
            } else {
                String::new()
            };
            let _ = write!(
                self.svg,
                "{class} stroke=\"{}\" stroke-width=\"{}\"",
                colour(tint, self.theme),
                number(f64::from(stroke_width) / FINENESS)
            );
        }
        self.svg.push_str("/>");
    }
}

fn coarse(value: i32) -> String {
    number(f64::from(value) / FINENESS)
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
        let _ = write!(
            self.svg,
            "<rect x=\"{}\" y=\"{}\" width=\"0.1\" height=\"0.1\"",
            coarse(point.0),
            coarse(point.1)
        );
        self.paint(1);
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
        let _ = write!(
            self.svg,
            "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"",
            coarse(from.0.min(to.0)),
            coarse(from.1.min(to.1)),
            coarse((to.0 - from.0).abs()),
            coarse((to.1 - from.1).abs())
        );
        self.paint(style.stroke_width());
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        self.svg.push_str("<path d=\"");
        for (at, (x, y)) in path.into_iter().enumerate() {
            let _ = write!(
                self.svg,
                "{}{} {}",
                if at == 0 { 'M' } else { 'L' },
                coarse(x),
                coarse(y)
            );
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
        let radius = number(f64::from(radius) / FINENESS);
        let _ = write!(
            self.svg,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{radius}\"",
            coarse(center.0),
            coarse(center.1)
        );
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
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        let weight = if self.bold {
            " font-weight=\"700\""
        } else {
            ""
        };
        let size = number(style.size() / FINENESS);
        let tint = self.fill.tint().map_or(String::new(), |tint| {
            format!(
                " class=\"chosa-fill-{}\" fill=\"{}\"",
                tint.name,
                colour(tint, self.theme)
            )
        });
        let _ = write!(
            self.svg,
            "<text x=\"{}\" y=\"{}\" font-size=\"{size}\"{anchor}{weight}{tint}>{}</text>",
            coarse(at.0),
            coarse(at.1),
            escape(text)
        );
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
