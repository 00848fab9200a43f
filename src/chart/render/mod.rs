//! From a scene to SVG, through plotters: the only room that names it.

mod backend;
mod document;
mod line;
mod stroke;
mod writing;

use super::palette::Ink;
use super::scene::{Point, Scene, Shape};
use super::spec::Theme;
use backend::Paper;
use line::Line;
use plotters::coord::Shift;
use plotters::element::{Circle, Rectangle};
use plotters::prelude::DrawingArea;
use plotters::style::{RGBColor, ShapeStyle};
use std::cell::RefCell;
use std::rc::Rc;
use stroke::Stroke;

pub(super) use document::Words;

/// plotters counts in whole pixels; drawing ten times as large keeps a tenth of a pixel.
const FINENESS: f64 = 10.0;
/// What lies halfway is rounded alike although its last bits may differ with the machine.
const NUDGE: f64 = 1e-6;

/// Writes the scene as one SVG document.
pub(super) fn svg(scene: &Scene<'_>, words: &Words<'_>, theme: Theme) -> String {
    let paper = Rc::new(RefCell::new(Paper::new(
        fine(scene.width),
        fine(scene.height),
        theme,
    )));
    let area = DrawingArea::from(&paper);
    paper.borrow_mut().open_all();
    for group in &scene.groups {
        paper.borrow_mut().open(group);
        for shape in scene.shapes.get(group.shapes.clone()).unwrap_or_default() {
            // Writing to a string can't fail, so there is no error to pass on.
            let _ = draw(&paper, &area, shape);
        }
        paper.borrow_mut().close();
    }
    paper.borrow_mut().close();
    let body = paper.borrow_mut().take();
    document::wrap(&body, scene, words, theme)
}

fn fine(pixels: f64) -> i32 {
    // The cast saturates, which is right for a picture of any size that can be shown.
    (pixels * FINENESS + NUDGE).round() as i32
}

fn point(&(x, y): &Point) -> (i32, i32) {
    (fine(x), fine(y))
}

type Area = DrawingArea<Paper, Shift>;

fn draw(paper: &RefCell<Paper>, area: &Area, shape: &Shape) -> Result<(), ()> {
    let dip = |fill: Ink, stroke: Ink| paper.borrow_mut().dip(fill, stroke);
    let stroke = |points: &[Point], width| area.draw(&Stroke { points, width });
    let drawn = match shape {
        Shape::Rect {
            corner,
            size,
            fill,
            outline,
        } => {
            dip(*fill, *outline);
            let across = (corner.0 + size.0, corner.1 + size.1);
            let corners = [point(corner), point(&across)];
            area.draw(&Rectangle::new(corners, style(1.0).filled()))
        }
        Shape::Line { ends, ink, width } => {
            dip(Ink::None, *ink);
            stroke(ends, *width)
        }
        Shape::Path {
            points,
            ink,
            width,
            fill,
            weight,
        } => {
            dip(*fill, *ink);
            paper.borrow_mut().weigh(*weight);
            stroke(points, *width)
        }
        Shape::Dot { x, y, radius, fill } => {
            dip(*fill, Ink::Paper);
            area.draw(&Circle::new(
                point(&(*x, *y)),
                fine(*radius),
                style(1.0).filled(),
            ))
        }
        Shape::Text {
            x,
            y,
            size,
            anchor,
            bold,
            ink,
            text,
        } => {
            dip(*ink, Ink::None);
            area.draw(&Line {
                text,
                at: point(&(*x, *y)),
                size: fine(*size),
                anchor: *anchor,
                bold: *bold,
            })
        }
    };
    drawn.map_err(|_| ())
}

/// The colour is the backend's business; plotters needs one to draw at all.
fn style(width: f64) -> ShapeStyle {
    ShapeStyle {
        color: RGBColor(0, 0, 0).into(),
        filled: false,
        stroke_width: u32::try_from(fine(width)).unwrap_or(1),
    }
}
