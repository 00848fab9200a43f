//! The names of the segments, in their order, above the bars.

use crate::chart::palette::Ink;
use crate::chart::scene::Shape;
use crate::chart::sheet::{LABEL, Look, Sheet, text_shape};
use crate::chart::text_width::width;

const SWATCH: f64 = 13.0;
const LOOK: Look = Look {
    class: "chosa-legend",
    size: LABEL,
    bold: false,
    ink: Ink::Text,
    most: 2,
};

/// Draws a swatch and a name for each segment, as many on a line as there is room for.
pub(in crate::chart) fn legend(sheet: &mut Sheet<'_>, entries: &[(&str, Ink)]) {
    let mut shapes = Vec::new();
    let mut x = sheet.left();
    let line = LABEL * 1.5;
    for (name, ink) in entries {
        let lines = sheet.lines(name, sheet.room() - SWATCH - 5.0, LOOK);
        let wide = lines
            .iter()
            .map(|text| width(text, LABEL, false))
            .fold(0.0, f64::max);
        let wide = SWATCH + 5.0 + wide;
        if x > sheet.left() && x + wide > sheet.right() {
            x = sheet.left();
            sheet.y += line;
        }
        let top = sheet.y + 3.0;
        shapes.push(Shape::Rect {
            x,
            y: top,
            width: SWATCH,
            height: SWATCH,
            fill: *ink,
        });
        shapes.push(Shape::Outline {
            x,
            y: top,
            width: SWATCH,
            height: SWATCH,
            ink: Ink::Muted,
        });
        for (at, text) in lines.iter().enumerate() {
            let y = top + SWATCH - 2.0 + at as f64 * line;
            shapes.push(text_shape(x + SWATCH + 5.0, y, text, LOOK));
        }
        if lines.len() > 1 {
            x = sheet.left();
            sheet.y += line * lines.len() as f64;
        } else {
            x += wide + 16.0;
        }
    }
    if x > sheet.left() {
        sheet.y += line;
    }
    sheet.y += 6.0;
    sheet.add("chosa-legend", shapes);
}
