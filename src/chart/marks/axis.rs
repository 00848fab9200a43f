//! An axis: thin lines behind the marks, with their figures below or to the left.

use crate::chart::palette::Ink;
use crate::chart::scale::{Direction, Scale};
use crate::chart::scene::Anchor;
use crate::chart::sheet::{ASIDE, SMALL, Sheet};
use crate::chart::text_width::width;
use crate::chart::words::value_text;
use crate::tabulate::Measure;

/// How far figures stand apart along the scale: as wide, or as high, as they may be.
const APART: (f64, f64) = (64.0, 40.0);
/// How far where there would be few of them.
const CLOSE: f64 = 36.0;
/// So few that they stand closer.
const FEW: usize = 4;

/// Draws the rules of the scale over `reach`, from top to bottom or from left to right, behind
/// the groups added since the sheet held `from` of them.
pub(in crate::chart) fn axis(sheet: &mut Sheet<'_>, scale: &Scale, reach: (f64, f64), from: usize) {
    let figures = figures(sheet, scale);
    for (tick, _) in &figures {
        let (start, end) = (scale.point(*tick, reach.0), scale.point(*tick, reach.1));
        sheet.line(start, end, Ink::Rule, 1.0);
    }
    sheet.close_behind(from, "chosa-rules");
    // Where the figure before stands, and half its width: none runs over another.
    let mut before: Option<(f64, f64)> = None;
    for (tick, text) in figures {
        let (x, y, anchor) = match scale.direction() {
            Direction::Across => {
                let half = width(&text, SMALL, false) / 2.0;
                let x = sheet.within(scale.at(tick), half * 2.0);
                let is_wide = half * 2.0 > sheet.room();
                if is_wide || before.is_some_and(|(at, wide)| (x - at).abs() < half + wide) {
                    continue;
                }
                before = Some((x, half));
                (x, reach.1 + SMALL, Anchor::Middle)
            }
            Direction::Up => (reach.0 - 6.0, scale.at(tick), Anchor::End),
        };
        sheet.text(x, y, anchor, text, &ASIDE);
    }
    sheet.close("chosa-axis");
}

/// The figures along the scale, each with its text.
pub(in crate::chart) fn figures(sheet: &Sheet<'_>, scale: &Scale) -> Vec<(f64, String)> {
    if scale.direction() == Direction::Up {
        return spaced(sheet, scale, APART.1);
    }
    let figures = roomy(sheet, scale, APART.0);
    match figures.len() < FEW {
        true => roomy(sheet, scale, CLOSE),
        false => figures,
    }
}

/// Figures side by side: long ones stand further apart, and may be fewer for that.
fn roomy(sheet: &Sheet<'_>, scale: &Scale, mut apart: f64) -> Vec<(f64, String)> {
    loop {
        let figures = spaced(sheet, scale, apart);
        let mut widest = 0.0_f64;
        for (_, text) in &figures {
            widest = widest.max(width(text, SMALL, false) + 8.0);
        }
        if widest <= apart {
            return figures;
        }
        apart = widest;
    }
}

fn spaced(sheet: &Sheet<'_>, scale: &Scale, apart: f64) -> Vec<(f64, String)> {
    let ticks = scale.ticks(apart);
    let digits = tick_digits(&ticks, sheet.table.measure);
    let mut figures = Vec::new();
    for tick in ticks {
        figures.push((tick, value_text(tick, sheet.table, digits)));
    }
    figures
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
