//! A bar from zero to a figure.

use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::sheet::Sheet;

/// Draws the bar of `value` around the line at `middle`.
pub(in crate::chart) fn bar(
    sheet: &mut Sheet<'_>,
    scale: &Scale,
    value: f64,
    (middle, thick): (f64, f64),
) {
    let a = scale.point(0.0, middle - thick / 2.0);
    let b = scale.point(value, middle + thick / 2.0);
    let (width, height) = ((b.0 - a.0).abs(), (b.1 - a.1).abs());
    sheet.rect(a.0.min(b.0), a.1.min(b.1), width, height, Ink::Bar);
}
