//! A line of text for plotters to draw. Its own element measures fonts, for which it wants a
//! document: here the text has its place already.

use super::backend::Paper;
use crate::chart::scene::Anchor;
use plotters::element::{Drawable, PointCollection};
use plotters_backend::{BackendCoord, DrawingErrorKind};
use std::convert::Infallible;
use std::iter::{Once, once};

/// A line of text on its baseline.
pub(super) struct Line<'a> {
    pub(super) text: &'a str,
    pub(super) at: BackendCoord,
    /// Its font size in the backend's units.
    pub(super) size: i32,
    pub(super) anchor: Anchor,
    pub(super) bold: bool,
}

impl<'a> PointCollection<'a, BackendCoord> for &'a Line<'_> {
    type Point = BackendCoord;
    type IntoIter = Once<BackendCoord>;

    fn point_iter(self) -> Self::IntoIter {
        once(self.at)
    }
}

impl Drawable<Paper> for Line<'_> {
    fn draw<I: Iterator<Item = BackendCoord>>(
        &self,
        places: I,
        paper: &mut Paper,
        _: (u32, u32),
    ) -> Result<(), DrawingErrorKind<Infallible>> {
        places.for_each(|place| paper.write(self, place));
        Ok(())
    }
}
