//! The ground that figures stand on side by side.

use crate::chart::figures::Figure;
use crate::chart::scale::Scale;
use crate::chart::scene::Anchor;
use crate::chart::sheet::{ASIDE, LABEL, Label, SMALL, Sheet};
use crate::chart::text_width::width;

/// The least room of a column, and of a word under it.
pub(in crate::chart) const SLOT: f64 = 32.0;
/// How far from the edge of the ground lines begin.
pub(in crate::chart) const INSET: f64 = 14.0;
/// The widest name under the ground that keeps its neighbours from being left out.
const WIDE: f64 = 64.0;
/// What lies between two names at least.
const SPACE: f64 = 6.0;
/// How much of the way from an edge to the second name the first may take.
const END: f64 = 0.64;
/// How far below the ground labels beside it may reach, so that they clear the names.
const BELOW: f64 = 8.0;

/// The ground of one panel.
pub(in crate::chart) struct Ground {
    pub(in crate::chart) scale: Scale,
    pub(in crate::chart) left: f64,
    pub(in crate::chart) right: f64,
    pub(in crate::chart) top: f64,
    pub(in crate::chart) bottom: f64,
    /// Where the first figure stands.
    pub(in crate::chart) first: f64,
    /// How far the next is, unless they stand as far apart as they are in time.
    pub(in crate::chart) slot: f64,
    /// So many slots each is from the first; empty where all are one from the next.
    pub(in crate::chart) stops: Vec<f64>,
}

impl Ground {
    /// Where a figure stands.
    pub(in crate::chart) fn middle(&self, at: usize) -> f64 {
        let stop = self.stops.get(at).copied();
        self.first + self.slot * stop.unwrap_or(at as f64)
    }

    /// The height of a figure; what is missing stands at the bottom.
    pub(in crate::chart) fn height(&self, figure: Option<Figure<'_>>) -> f64 {
        let value = figure.and_then(|(_, _, cell)| cell.estimate);
        value.map_or(self.bottom, |value| self.scale.at(value))
    }

    /// Draws the names under the ground; where points are joined, as many as there is room for.
    pub(in crate::chart) fn foot(&self, sheet: &mut Sheet<'_>, names: &[&str], joins: bool) {
        let mut need = 0.0_f64;
        for name in names {
            need = need.max(width(name, SMALL, false));
        }
        // From the last on, whose figure is written out.
        let (mut shown, mut next) = (Vec::new(), f64::INFINITY);
        let mut room = self.right - self.left;
        let mut left_out = None;
        for (at, name) in names.iter().enumerate().rev() {
            let x = self.middle(at);
            if joins && next - x < need.min(WIDE) + SPACE {
                left_out = left_out.or(Some(name));
                continue;
            }
            room = room.min(next - x);
            next = x;
            shown.push((x, name));
        }
        // One warning tells of all that are left out.
        if let Some(name) = left_out {
            sheet.warn_of_shortening(name);
        }
        room -= 2.0;
        if let ([_, (last_but_one, _), ..], [.., (second, _), _], true) =
            (&shown[..], &shown[..], joins)
        {
            // The names at both ends are moved inwards, and clear the next even so.
            let free = (second - sheet.left()).min(sheet.right() - last_but_one);
            room = (room - SPACE).min(free * END);
        }
        let mut deepest = 0.0_f64;
        for (x, name) in shown.into_iter().rev() {
            let label = sheet.balanced(name, room, &ASIDE);
            deepest = deepest.max(label.height());
            let x = sheet.within(x, label.width());
            sheet.label(x, self.bottom + 6.0, Anchor::Middle, &label);
        }
        sheet.close("chosa-axis");
        sheet.y = self.bottom + deepest + 16.0;
    }
}

/// Draws labels at about their heights, none over another.
pub(in crate::chart) fn apart(
    sheet: &mut Sheet<'_>,
    labels: &mut Vec<(&Label, f64)>,
    ground: &Ground,
    (x, anchor): (f64, Anchor),
) {
    let mut below = ground.bottom + BELOW;
    for (label, _) in labels.iter() {
        below -= label.height();
    }
    let mut next = f64::NEG_INFINITY;
    while !labels.is_empty() {
        let mut highest = 0;
        for (at, (_, height)) in labels.iter().enumerate() {
            if labels.get(highest).is_some_and(|(_, other)| height < other) {
                highest = at;
            }
        }
        let (label, height) = labels.remove(highest);
        // No lower than leaves room for those below.
        let top = (height - LABEL * 0.8).min(below).max(next);
        sheet.label(x, top, anchor, label);
        next = top + label.height();
        below += label.height();
    }
    sheet.close("chosa-label");
}
