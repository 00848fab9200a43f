//! A bar from zero to a figure.

use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::scene::Shape;

/// The bar of `value`; `edge` is its upper edge, or its left one where the scale is upright.
pub(in crate::chart) fn bar(scale: &Scale, value: f64, edge: f64, thick: f64, fill: Ink) -> Shape {
    Shape::between(
        scale.point(0.0, edge),
        scale.point(value, edge + thick),
        fill,
    )
}
