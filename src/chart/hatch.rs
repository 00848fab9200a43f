//! Patterns of lines, by which colours can be told apart without seeing them.

use super::palette::Ink;
use super::scene::Point;

/// A pattern of strokes over a box, so far apart.
#[derive(Clone, Copy)]
pub(super) enum Hatch {
    /// From edge to edge across.
    Level(f64),
    /// From the top to the bottom.
    Upright(f64),
    /// Down from the right to the left.
    Slanted(f64),
}

/// The least room of a stroke that can be seen as one.
const LEAST: f64 = 4.0;

impl Hatch {
    /// The pattern of an ink: steps are the denser the darker they are, and both sides of a
    /// middle are hatched at right angles to each other.
    pub(super) fn of(ink: Ink) -> Option<Self> {
        const KINDS: [Option<Hatch>; 8] = [
            None,
            Some(Hatch::Slanted(12.0)),
            Some(Hatch::Level(5.0)),
            Some(Hatch::Upright(6.0)),
            Some(Hatch::Slanted(6.0)),
            Some(Hatch::Level(9.0)),
            Some(Hatch::Upright(3.0)),
            Some(Hatch::Slanted(24.0)),
        ];
        const STEPS: [f64; 6] = [28.0, 20.0, 14.0, 10.0, 7.0, 5.0];
        const LEANS: [f64; 3] = [3.0, 6.0, 11.0];
        match ink {
            Ink::Kind(at) => *KINDS.get(at % KINDS.len())?,
            Ink::Step(at) => Some(Self::Slanted(*STEPS.get(at.checked_sub(1)?)?)),
            Ink::Lean(at @ 0..=2) => Some(Self::Level(*LEANS.get(at)?)),
            Ink::Lean(at @ 4..=6) => Some(Self::Upright(*LEANS.get(6 - at)?)),
            _ => None,
        }
    }

    /// The two ends of each stroke within a box from its corner on, as far from one edge as
    /// from the other; none where the box has no room for it.
    pub(super) fn strokes(self, (wide, tall): Point) -> Vec<Point> {
        let (along, apart) = match self {
            Self::Level(apart) => (tall, apart),
            Self::Upright(apart) => (wide, apart),
            Self::Slanted(apart) => (wide + tall, apart),
        };
        let mut points = Vec::new();
        if wide.min(tall) < LEAST {
            return points;
        }
        let mut at = (along - (along / apart).floor() * apart) / 2.0;
        if at < apart / 4.0 {
            at += apart / 2.0;
        }
        while at < along {
            let (from, to) = match self {
                Self::Level(_) => ((0.0, at), (wide, at)),
                Self::Upright(_) => ((at, 0.0), (at, tall)),
                Self::Slanted(_) => (
                    (at.min(wide), (at - wide).max(0.0)),
                    ((at - tall).max(0.0), at.min(tall)),
                ),
            };
            points.push(from);
            points.push(to);
            at += apart;
        }
        points
    }
}

#[cfg(test)]
mod tests {
    use super::{Hatch, Ink};

    #[test]
    fn strokes_stay_within_their_box() {
        for hatch in [Hatch::Level(4.0), Hatch::Upright(4.0), Hatch::Slanted(4.0)] {
            let points = hatch.strokes((33.0, 26.0));
            assert!(points.len() > 4 && points.len().is_multiple_of(2));
            for (x, y) in points {
                assert!((0.0..=33.0).contains(&x) && (0.0..=26.0).contains(&y));
            }
            assert!(hatch.strokes((1.0, 1.0)).is_empty());
        }
    }

    /// A stroke on the edge of a box would run into its neighbour's.
    #[test]
    fn no_stroke_lies_on_an_edge() {
        for wide in 8..80 {
            for hatch in [Hatch::Level(5.0), Hatch::Upright(3.0), Hatch::Upright(11.0)] {
                let size = (f64::from(wide), f64::from(wide));
                for pair in hatch.strokes(size).chunks(2) {
                    let [one, other] = pair else {
                        panic!("half a stroke")
                    };
                    let at = if one.0 == other.0 { one.0 } else { one.1 };
                    assert!(at >= 0.5 && at <= size.0 - 0.5, "{wide} {at}");
                }
            }
        }
    }

    #[test]
    fn neighbours_have_different_patterns() {
        let drawn = |ink| Hatch::of(ink).map(|hatch| hatch.strokes((60.0, 26.0)));
        for at in 0..7 {
            assert_ne!(drawn(Ink::Kind(at)), drawn(Ink::Kind(at + 1)), "kind {at}");
        }
        for at in 0..6 {
            assert_ne!(drawn(Ink::Step(at)), drawn(Ink::Step(at + 1)), "step {at}");
            assert_ne!(drawn(Ink::Lean(at)), drawn(Ink::Lean(at + 1)), "lean {at}");
        }
    }
}
