//! The horizontal bands of a chart, one under the other: a label on the left, or above where
//! there is little room, and marks in what is left.

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
        labels: (f64, f64),
        figures: f64,
    ) -> Self {
        let (widest, share) = labels;
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
    pub(in crate::chart) fn add(&self, sheet: &mut Sheet<'_>, label: &str, look: Look) -> f64 {
        let label = sheet.label(label, self.label_room, look);
        let (top, height) = (sheet.y, label.height());
        let beside = self.start > sheet.left();
        let (middle, first) = if beside {
            let middle = top + (height.max(self.thick) + self.gap) / 2.0;
            (middle, middle - height / 2.0)
        } else {
            (top + height + 5.0 + self.thick / 2.0, top + 2.0)
        };
        sheet.add(look.class, label.at(sheet.left(), first, Anchor::Start));
        sheet.y = if beside {
            top + height.max(self.thick) + self.gap
        } else {
            middle + self.thick / 2.0 + self.gap / 2.0
        };
        middle
    }
}
