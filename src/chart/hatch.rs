//! Patterns of lines, by which colours can be told apart without seeing them.

use super::palette::Ink;
use super::scene::Point;

/// A pattern: one line that goes to and fro over a box, its strokes so far apart.
#[derive(Clone, Copy)]
pub(super) enum Hatch {
    /// From edge to edge across.
    Level(f64),
    /// From the top to the bottom.
    Upright(f64),
    /// The same at a slant.
    Slanted(f64),
}

/// The least stroke that can be seen as one.
const LEAST: f64 = 2.0;

impl Hatch {
    /// The pattern of an ink: steps are the denser the darker they are, and both sides of a
    /// middle are hatched at right angles to each other.
    pub(super) fn of(ink: Ink) -> Option<Self> {
        const KINDS: [Option<Hatch>; 8] = [
            None,
            Some(Hatch::Slanted(12.0)),
            Some(Hatch::Level(5.0)),
            Some(Hatch::Upright(6.0)),
            Some(Hatch::Slanted(5.0)),
            Some(Hatch::Level(9.0)),
            Some(Hatch::Upright(3.0)),
            Some(Hatch::Slanted(24.0)),
        ];
        const STEPS: [f64; 6] = [20.0, 14.0, 10.0, 7.0, 5.0, 3.0];
        const LEANS: [f64; 3] = [3.0, 6.0, 11.0];
        match ink {
            Ink::Kind(at) => *KINDS.get(at % KINDS.len())?,
            Ink::Step(at) => Some(Self::Slanted(*STEPS.get(at.checked_sub(1)?)?)),
            Ink::Lean(at @ 0..=2) => Some(Self::Level(*LEANS.get(at)?)),
            Ink::Lean(at @ 4..=6) => Some(Self::Upright(*LEANS.get(6 - at)?)),
            _ => None,
        }
    }

    /// The line within a box from its corner on; empty where the box has no room for it.
    pub(super) fn line(self, (width, height): Point) -> Vec<Point> {
        let mut points = Vec::new();
        let (Self::Level(apart) | Self::Upright(apart) | Self::Slanted(apart)) = self;
        let level = matches!(self, Self::Level(_));
        let (along, across) = if level {
            (height, width)
        } else {
            (width, height)
        };
        let mut at = apart / 2.0;
        let mut far = false;
        while at < along && across >= LEAST {
            let ends = match self {
                // A slant turns where it meets the edge.
                Self::Slanted(_) if far => [across, across],
                Self::Slanted(_) => [0.0, 0.0],
                _ if far => [across, 0.0],
                _ => [0.0, across],
            };
            for end in ends {
                let point = match level {
                    true => (end, at),
                    false => (at, end),
                };
                if points.last() != Some(&point) {
                    points.push(point);
                }
            }
            far = !far;
            at += apart;
        }
        if points.len() < 2 {
            points.clear();
        }
        points
    }
}

#[cfg(test)]
mod tests {
    use super::{Hatch, Ink};

    #[test]
    fn a_line_stays_within_its_box() {
        for hatch in [Hatch::Level(4.0), Hatch::Upright(4.0), Hatch::Slanted(4.0)] {
            let points = hatch.line((33.0, 26.0));
            assert!(points.len() > 4);
            for (x, y) in points {
                assert!((0.0..=33.0).contains(&x) && (0.0..=26.0).contains(&y));
            }
            assert!(hatch.line((1.0, 1.0)).is_empty());
        }
    }

    #[test]
    fn neighbours_have_different_patterns() {
        let drawn = |ink| Hatch::of(ink).map(|hatch| hatch.line((60.0, 26.0)));
        for at in 0..7 {
            assert_ne!(drawn(Ink::Kind(at)), drawn(Ink::Kind(at + 1)), "kind {at}");
        }
        for at in 0..6 {
            assert_ne!(drawn(Ink::Step(at)), drawn(Ink::Step(at + 1)), "step {at}");
            assert_ne!(drawn(Ink::Lean(at)), drawn(Ink::Lean(at + 1)), "lean {at}");
        }
    }
}
