//! A horizontal axis: thin lines behind the marks and their figures below.

use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::scene::{Anchor, Shape};
use crate::chart::sheet::{SMALL, Sheet};
use crate::chart::text_width::width;
use crate::chart::words::value_text;
use crate::tabulate::Measure;

/// Draws the axis of the marks between `top` and the sheet's present depth, behind the
/// groups added since the sheet held `from` of them.
pub(in crate::chart) fn axis(sheet: &mut Sheet<'_>, scale: &Scale, top: f64, from: usize) {
    let ticks = scale.ticks(64.0);
    let digits = tick_digits(&ticks, sheet.table.measure);
    let bottom = sheet.y;
    let mut rules = Vec::new();
    let mut labels = Vec::new();
    for tick in ticks {
        let x = scale.at(tick);
        rules.push(Shape::Line {
            points: vec![(x, top), (x, bottom)],
            ink: Ink::Rule,
            width: 1.0,
        });
        let text = value_text(tick, sheet.table, digits);
        let half = width(&text, SMALL, false) / 2.0;
        let x = x.min(sheet.right() - half).max(sheet.left() + half);
        labels.push(Shape::Text {
            x,
            y: bottom + SMALL + 3.0,
            size: SMALL,
            anchor: Anchor::Middle,
            bold: false,
            ink: Ink::Muted,
            text,
        });
    }
    sheet.add_behind(from, "chosa-rules", rules);
    sheet.add("chosa-axis", labels);
    sheet.y = bottom + SMALL * 1.6;
}

/// As many decimals as tell neighbouring ticks apart.
fn tick_digits(ticks: &[f64], measure: Measure) -> usize {
    let unit = if matches!(measure, Measure::Share | Measure::Nps) {
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
