//! A dot at a figure.

use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::scene::Shape;

/// The dot of `value` on the line at `middle`.
pub(in crate::chart) fn dot(scale: &Scale, value: f64, middle: f64, fill: Ink) -> Shape {
    let (x, y) = scale.point(value, middle);
    Shape::Dot {
        x,
        y,
        radius: 5.5,
        fill,
    }
}
