//! An axis: thin lines behind the marks, with their figures below or to the left.

use crate::chart::palette::Ink;
use crate::chart::scale::{Direction, Scale};
use crate::chart::scene::{Anchor, Shape};
use crate::chart::sheet::{SMALL, Sheet};
use crate::chart::text_width::width;
use crate::chart::words::value_text;
use crate::tabulate::Measure;

/// How far figures stand apart along the scale.
const APART: f64 = 64.0;

/// Draws the rules of the scale over `reach`, from top to bottom or from left to right, behind
/// the groups added since the sheet held `from` of them.
pub(in crate::chart) fn axis(sheet: &mut Sheet<'_>, scale: &Scale, reach: (f64, f64), from: usize) {
    let mut rules = Vec::new();
    let mut labels = Vec::new();
    for (tick, text) in figures(sheet, scale) {
        let (start, end) = (scale.point(tick, reach.0), scale.point(tick, reach.1));
        rules.push(Shape::line(start, end, Ink::Rule, 1.0));
        let half = width(&text, SMALL, false) / 2.0;
        let (x, y, anchor) = match scale.direction() {
            Direction::Across => {
                let (first, last) = (sheet.left() + half, sheet.right() - half);
                (
                    end.0.clamp(first, last.max(first)),
                    end.1 + SMALL + 3.0,
                    Anchor::Middle,
                )
            }
            Direction::Up => (start.0 - 6.0, start.1 + SMALL * 0.36, Anchor::End),
        };
        labels.push(Shape::Text {
            x,
            y,
            size: SMALL,
            anchor,
            bold: false,
            ink: Ink::Muted,
            text,
        });
    }
    sheet.add_behind(from, "chosa-rules", rules);
    sheet.add("chosa-axis", labels);
}

/// The figures along the scale, each with its text.
pub(in crate::chart) fn figures(sheet: &Sheet<'_>, scale: &Scale) -> Vec<(f64, String)> {
    let ticks = scale.ticks(APART);
    let digits = tick_digits(&ticks, sheet.table.measure);
    let text = |tick| (tick, value_text(tick, sheet.table, digits));
    ticks.into_iter().map(text).collect()
}

/// As many decimals as tell neighbouring ticks apart.
fn tick_digits(ticks: &[f64], measure: Measure) -> usize {
    let unit = if measure == Measure::Share {
        100.0
    } else {
        1.0
    };
    let step = match ticks {
        [first, second, ..] => (second - first) * unit,
        _ => return 0,
    };
    (0..4)
        .find(|digits| step * 10_f64.powi(*digits) >= 1.0 - 1e-9)
        .unwrap_or(4) as usize
}
