//! A line over time, broken where a figure is missing.

use super::ground::{Ground, SLOT};
use super::interval::interval;
use crate::chart::figures::figure_text;
use crate::chart::palette::Ink;
use crate::chart::scene::{Anchor, Weight};
use crate::chart::sheet::{ASIDE, Look, Sheet};
use crate::tabulate::Cell;

/// How large a point is.
const RADIUS: f64 = 4.5;

/// One of the lines on a ground.
pub(in crate::chart) struct Trend<'a> {
    pub(in crate::chart) ground: &'a Ground,
    /// Which of them.
    pub(in crate::chart) series: usize,
    /// Whether intervals stand on the points rather than as a band around the line.
    pub(in crate::chart) whiskers: bool,
}

impl Trend<'_> {
    /// Draws the line to a point from the one before.
    pub(in crate::chart) fn join(&self, sheet: &mut Sheet<'_>, at: usize, (a, b): (&Cell, &Cell)) {
        let (Some(from), Some(to)) = (a.estimate, b.estimate) else {
            return;
        };
        let (scale, ink) = (&self.ground.scale, Ink::Line(self.series));
        let (x, next) = (self.ground.middle(at - 1), self.ground.middle(at));
        let band = [a.low, b.low, b.high, a.high];
        if let ([Some(a), Some(b), Some(c), Some(d)], false) = (band, self.whiskers) {
            let mut points = Vec::new();
            for (x, value) in &[(x, a), (next, b), (next, c), (x, d)] {
                points.push(scale.point(*value, *x));
            }
            sheet.area(points, (ink, Ink::None), Weight::Sheer);
        }
        sheet.trace((scale.point(from, x), scale.point(to, next)), self.series);
    }

    /// Draws a point.
    pub(in crate::chart) fn dot(&self, sheet: &mut Sheet<'_>, at: usize, cell: &Cell) {
        let (scale, x) = (&self.ground.scale, self.ground.middle(at));
        if self.whiskers {
            interval(sheet, scale, cell, x);
        }
        let radius = RADIUS.min(self.ground.slot / 3.0);
        if let Some(value) = cell.estimate {
            sheet.disc(scale.point(value, x), radius, Ink::Line(self.series));
        }
    }

    /// Says above all lines that a point is not shown, under what is said there of others:
    /// `tops` is how far down each point's words reach.
    pub(in crate::chart) fn missing(
        &self,
        sheet: &mut Sheet<'_>,
        (at, tops): (usize, &mut [f64]),
        cell: &Cell,
    ) {
        let ink = Ink::Line(self.series);
        let text = figure_text(sheet, cell);
        let wide = self.ground.slot.max(SLOT);
        let label = sheet.broken(&text, wide - 2.0, &Look { ink, ..ASIDE });
        // Words may be wider than the way to the next point.
        let x = self.ground.middle(at);
        let mut top = self.ground.top;
        for (other, told) in tops.iter().enumerate() {
            if (x - self.ground.middle(other)).abs() < wide {
                top = top.max(*told);
            }
        }
        let bottom = top + label.height();
        if bottom > self.ground.bottom {
            sheet.left_out += 1;
            return;
        }
        if let Some(own) = tops.get_mut(at) {
            *own = bottom;
        }
        let half = label.width() / 2.0;
        let x = x.max(self.ground.left + half);
        sheet.label(x.min(self.ground.right - half), top, Anchor::Middle, &label);
    }
}
