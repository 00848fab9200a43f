//! From figures to places: a linear scale with round ticks.

use super::sheet::Sheet;
use crate::tabulate::Measure;
use crate::tabulate::split::round_step;

/// Which way figures grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Direction {
    /// Along a line of text.
    Across,
    /// From the bottom to the top.
    Up,
}

/// A linear scale from figures to pixels.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    start: f64,
    end: f64,
    direction: Direction,
}

impl Scale {
    /// The scale that holds every figure and interval of the table, and zero.
    pub(super) fn of(sheet: &Sheet<'_>, start: f64, end: f64) -> Self {
        let mut low = 0.0_f64;
        let mut high = 0.0_f64;
        for cell in &sheet.cells {
            for value in &[cell.estimate, cell.low, cell.high] {
                if let Some(value) = value
                    && value.is_finite()
                {
                    low = low.min(*value);
                    high = high.max(*value);
                }
            }
        }
        if high <= low {
            high = 1.0;
        }
        let step = round_step((high - low) / 4.0);
        high = (high / step).ceil() * step;
        low = (low / step).floor() * step;
        if sheet.table.measure == Measure::Share {
            high = high.min(1.0);
        }
        Self {
            low,
            high,
            start,
            end,
            direction: Direction::Across,
        }
    }

    /// The scale of a share of one whole.
    pub(super) fn unit(start: f64, end: f64) -> Self {
        Self {
            low: 0.0,
            high: 1.0,
            start,
            end,
            direction: Direction::Across,
        }
    }

    /// The same scale, upright: its ends are heights.
    pub(super) fn upright(self) -> Self {
        Self {
            direction: Direction::Up,
            ..self
        }
    }

    /// Which way its figures grow.
    pub(super) fn direction(&self) -> Direction {
        self.direction
    }

    /// The point of a figure, `across` being where it stands at right angles to the scale.
    pub(super) fn point(&self, value: f64, across: f64) -> (f64, f64) {
        match self.direction {
            Direction::Across => (self.at(value), across),
            Direction::Up => (across, self.at(value)),
        }
    }

    /// The place of a figure.
    pub(super) fn at(&self, value: f64) -> f64 {
        let share = (value - self.low) / (self.high - self.low);
        self.start + share.clamp(0.0, 1.0) * (self.end - self.start)
    }

    /// Round figures along the scale, about as many as leave each `apart` pixels.
    pub(super) fn ticks(&self, apart: f64) -> Vec<f64> {
        let most = ((self.end - self.start).abs() / apart)
            .floor()
            .clamp(1.0, 10.0);
        let step = round_step((self.high - self.low) / most);
        let first = (self.low / step).ceil();
        let last = (self.high / step + 1e-9).floor();
        let mut ticks = Vec::new();
        let mut at = first;
        while at <= last && ticks.len() < 12 {
            ticks.push(at * step);
            at += 1.0;
        }
        ticks
    }
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn ticks_leave_room_for_their_labels() {
        let scale = Scale {
            low: 0.0,
            high: 1.0,
            start: 0.0,
            end: 300.0,
            direction: super::Direction::Across,
        };
        assert_eq!(scale.ticks(60.0).len(), 6);
        assert_eq!(scale.ticks(200.0).first(), Some(&0.0));
    }
}
