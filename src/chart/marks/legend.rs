//! The names of colours, in their order, above the marks.

use crate::chart::palette::Ink;
use crate::chart::scene::Anchor;
use crate::chart::sheet::{LABEL, LABELS, Look, Sheet};

/// The side of the square that shows a colour.
pub(in crate::chart) const SWATCH: f64 = 13.0;
/// From a swatch to its name.
pub(in crate::chart) const BESIDE: f64 = SWATCH + 5.0;
const LOOK: Look = Look {
    class: "chosa-legend",
    most: 2,
    ..LABELS
};

/// Draws a swatch and a name for each colour, as many on a line as there is room for.
pub(in crate::chart) fn legend(sheet: &mut Sheet<'_>, entries: &[(String, Ink)]) {
    let mut x = sheet.left();
    let mut tall = 0.0;
    for (name, ink) in entries {
        let label = sheet.broken(name, sheet.room() - BESIDE, &LOOK);
        let wide = BESIDE + label.width();
        if x > sheet.left() && x + wide > sheet.right() {
            x = sheet.left();
            sheet.y += tall;
            tall = 0.0;
        }
        swatch(sheet, x, sheet.y + 3.0, *ink);
        sheet.label(x + BESIDE, sheet.y + 1.0, Anchor::Start, &label);
        x += wide + 16.0;
        tall = label.height().max(LABEL * 1.5).max(tall);
    }
    sheet.y += tall + 6.0;
    sheet.close(LOOK.class);
}

/// Draws the square that shows a colour.
pub(in crate::chart) fn swatch(sheet: &mut Sheet<'_>, x: f64, y: f64, ink: Ink) {
    sheet.framed((x, y), (SWATCH, SWATCH), ink, Ink::Muted);
}
