//! A line through points for plotters to draw. Its own element takes a copy of the points:
//! here they stay where they are.

use super::backend::Paper;
use super::{point, style};
use crate::chart::scene::Point;
use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingBackend, DrawingErrorKind};
use std::convert::Infallible;
use std::iter::Map;
use std::slice::Iter;

/// A line through points, or an area within them.
pub(super) struct Stroke<'a> {
    pub(super) points: &'a [Point],
    pub(super) width: f64,
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Stroke<'_> {
    type Point = BackendCoord;
    type IntoIter = Map<Iter<'a, Point>, fn(&Point) -> BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        self.points.iter().map(point)
    }
}

impl Drawable<Paper> for Stroke<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        places: I,
        paper: &mut Paper,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        paper.draw_path(places, &style(self.width))
    }
}
