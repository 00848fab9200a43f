//! Classes of figures, each with its shade.

use super::axis::figures;
use super::legend::legend;
use crate::chart::palette::{Ink, series};
use crate::chart::scale::Scale;
use crate::chart::sheet::Sheet;

/// How wide the scale is taken to be, by which it has at most seven classes.
const WIDE: f64 = 460.0;

/// Classes between round figures.
pub(in crate::chart) struct Shades {
    bounds: Vec<(f64, String)>,
    inks: Vec<Ink>,
}

impl Shades {
    /// The classes of all figures of the chart.
    pub(in crate::chart) fn of(sheet: &Sheet<'_>) -> Self {
        let bounds = figures(sheet, &Scale::of(sheet.whole, 0.0, WIDE));
        let inks = series(bounds.len().saturating_sub(1), true);
        Self { bounds, inks }
    }

    /// The shade of a figure.
    pub(in crate::chart) fn ink(&self, value: f64) -> Ink {
        let inner = self.bounds.iter().skip(1);
        let passed = inner.filter(|(bound, _)| value >= *bound).count();
        let at = passed.min(self.inks.len().saturating_sub(1));
        self.inks.get(at).copied().unwrap_or(Ink::Track)
    }

    /// Says what the shades are.
    pub(in crate::chart) fn legend(&self, sheet: &mut Sheet<'_>) {
        let mut names = Vec::new();
        for pair in self.bounds.windows(2) {
            if let [(_, low), (_, high)] = pair {
                names.push(format!("{low}–{high}"));
            }
        }
        let names = names.iter().map(String::as_str);
        let entries: Vec<_> = names.zip(self.inks.iter().copied()).collect();
        legend(sheet, &entries);
    }
}
