//! A dot at a figure.

use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::scene::Shape;

/// The dot of `value` with its middle at `y`.
pub(in crate::chart) fn dot(scale: &Scale, value: f64, y: f64, fill: Ink) -> Shape {
    Shape::Dot {
        x: scale.at(value),
        y,
        radius: 5.5,
        fill,
    }
}
