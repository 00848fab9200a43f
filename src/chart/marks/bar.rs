//! A bar from zero to a figure.

use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::scene::Shape;

/// The bar of `value` whose upper edge is at `y`.
pub(in crate::chart) fn bar(scale: &Scale, value: f64, y: f64, height: f64, fill: Ink) -> Shape {
    let (zero, end) = (scale.at(0.0), scale.at(value));
    Shape::Rect {
        x: zero.min(end),
        y,
        width: (end - zero).abs(),
        height,
        fill,
    }
}
