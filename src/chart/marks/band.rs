//! The horizontal bands of a chart, one under the other: a label on the left, or above where
//! there is little room, and marks in what is left.

use crate::chart::palette::Ink;
use crate::chart::scene::Anchor;
use crate::chart::sheet::{Look, Sheet};

/// Between a label and its marks.
const BESIDE: f64 = 12.0;

/// The places that all bands of a chart share.
pub(in crate::chart) struct Bands {
    label_room: f64,
    /// Where marks begin.
    pub(in crate::chart) start: f64,
    /// Where marks end.
    pub(in crate::chart) end: f64,
    thick: f64,
    /// What lies between two bands.
    pub(in crate::chart) gap: f64,
}

impl Bands {
    /// Bands with marks so thick, for labels and figures of these widths; the labels take no
    /// more than a share of the room.
    pub(in crate::chart) fn new(
        sheet: &Sheet<'_>,
        thick: f64,
        (widest, share): (f64, f64),
        figures: f64,
    ) -> Self {
        let (label_room, start) = if sheet.is_narrow() {
            (sheet.room(), sheet.left())
        } else {
            let room = widest.min(sheet.room() * share);
            (room, sheet.left() + room + BESIDE)
        };
        Self {
            label_room,
            start,
            end: (sheet.right() - figures - 10.0).max(start + 20.0),
            thick,
            gap: 8.0,
        }
    }

    /// Adds a band and returns where the middle of its marks is.
    pub(in crate::chart) fn add(&self, sheet: &mut Sheet<'_>, label: &str, look: &Look) -> f64 {
        self.add_at(sheet, label, look, (sheet.left(), Anchor::Start))
    }

    /// Adds a band with its label at a place.
    pub(in crate::chart) fn add_at(
        &self,
        sheet: &mut Sheet<'_>,
        label: &str,
        look: &Look,
        (x, anchor): (f64, Anchor),
    ) -> f64 {
        let label = sheet.broken(label, self.label_room, look);
        let (mut top, tall) = (sheet.y, label.height());
        let beside = self.start > sheet.left();
        let room = if beside {
            tall.max(self.thick)
        } else {
            self.thick
        };
        if beside {
            sheet.label(x, top + (room + self.gap - tall) / 2.0, anchor, &label);
        } else {
            // The label stands clear of the rules of the axis.
            let wide = label.width() + 4.0;
            let start = match anchor {
                Anchor::Start => x - 2.0,
                _ => x - wide / 2.0,
            };
            sheet.rect(start, top + 4.0, wide, tall, Ink::Paper);
            sheet.label(x, top + 2.0, anchor, &label);
            top += tall + 2.0;
        }
        sheet.close(look.class);
        sheet.y = top + room + self.gap;
        top + (room + self.gap) / 2.0
    }
}
