//! Classes of figures, each with its shade.

use super::axis::figures;
use super::legend::legend;
use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::sheet::Sheet;

/// How wide the scale is taken to be, by which it has at most seven classes.
const WIDE: f64 = 460.0;
/// The darkest shade.
const DARKEST: usize = 6;

/// Classes between round figures.
pub(in crate::chart) struct Shades(Vec<(f64, String)>);

impl Shades {
    /// The classes from that of the lowest figure of the chart to that of the highest.
    pub(in crate::chart) fn of(sheet: &Sheet<'_>) -> Self {
        let (mut lowest, mut highest) = (f64::INFINITY, f64::NEG_INFINITY);
        for cell in &sheet.cells {
            if let Some(value) = cell.estimate {
                lowest = lowest.min(value);
                highest = highest.max(value);
            }
        }
        let mut bounds: Vec<(f64, String)> = Vec::new();
        for bound in figures(sheet, &Scale::of(sheet, 0.0, WIDE)) {
            if bound.0 <= lowest && bound.0 < highest {
                bounds.clear();
            }
            if bounds.last().is_some_and(|(before, _)| *before > highest) {
                break;
            }
            bounds.push(bound);
        }
        Self(bounds)
    }

    /// The shade of a figure.
    pub(in crate::chart) fn ink(&self, value: f64) -> Ink {
        let classes = self.0.len().saturating_sub(1).max(1);
        let mut at = 0;
        while at + 1 < classes && self.0.get(at + 1).is_some_and(|(bound, _)| value >= *bound) {
            at += 1;
        }
        Ink::Step(at * DARKEST / (classes - 1).max(1))
    }

    /// Says what the shades are.
    pub(in crate::chart) fn legend(&self, sheet: &mut Sheet<'_>) {
        let mut names = Vec::new();
        for pair in self.0.windows(2) {
            if let [(from, low), (_, high)] = pair {
                let low = low.strip_suffix("%").unwrap_or(low);
                names.push(([low, "–", high].concat(), self.ink(*from)));
            }
        }
        legend(sheet, &names);
    }
}
