//! Exact counts: who gives which answer, so that every total is the published one.
//!
//! A count is first shared out among the bed-size classes, in proportion to their size and a
//! tilt; within a class, those hospitals give the answer whose preparedness, and chance, say so.

use super::hospital::{CLASSES, Hospital};
use super::random::Random;

/// How the share of an answer runs from the smallest class to the largest.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Tilt {
    /// Given by the well prepared, and more often the larger the hospital.
    Rising,
    /// Given by the badly prepared, and less often the larger the hospital.
    Falling,
    /// As `Falling`, steeply.
    Plunging,
    /// The same in every class.
    Level,
}

impl Tilt {
    fn weights(self) -> [usize; CLASSES] {
        match self {
            Self::Rising => [10, 12, 15, 18, 21, 25],
            Self::Falling => [24, 21, 17, 14, 11, 8],
            Self::Plunging => [40, 32, 22, 14, 9, 5],
            Self::Level => [1; CLASSES],
        }
    }

    fn rank(self, maturity: u32, chance: u32) -> u32 {
        match self {
            Self::Rising => 1000 - maturity + chance,
            Self::Falling | Self::Plunging => maturity + chance,
            Self::Level => chance,
        }
    }
}

/// One answer, the exact number who give it, and how that runs with size.
pub(super) struct Quota {
    pub(super) answer: &'static str,
    pub(super) count: usize,
    pub(super) tilt: Tilt,
}

/// Shorthand, for tables of quotas.
pub(super) const fn quota(answer: &'static str, count: usize, tilt: Tilt) -> Quota {
    Quota {
        answer,
        count,
        tilt,
    }
}

/// The answers of those `asked`; who fills no quota answers `rest`, who was not asked "".
pub(super) fn answers(
    random: &mut Random,
    hospitals: &[Hospital],
    asked: &[bool],
    quotas: &[Quota],
    rest: &str,
) -> Vec<String> {
    let mut open: Vec<bool> = asked.to_vec();
    let mut given: Vec<String> = asked
        .iter()
        .map(|asked| {
            if *asked {
                rest.to_owned()
            } else {
                String::new()
            }
        })
        .collect();
    for quota in quotas {
        for place in chosen(random, hospitals, &open, quota) {
            open[place] = false;
            quota.answer.clone_into(&mut given[place]);
        }
    }
    given
}

fn chosen(random: &mut Random, hospitals: &[Hospital], open: &[bool], quota: &Quota) -> Vec<usize> {
    let mut by_class: [Vec<(u32, usize)>; CLASSES] = Default::default();
    for (place, hospital) in hospitals
        .iter()
        .enumerate()
        .filter(|(place, _)| open[*place])
    {
        let rank = quota.tilt.rank(hospital.maturity, random.below(1500));
        by_class[hospital.class].push((rank, place));
    }
    let sizes = std::array::from_fn(|class| by_class[class].len());
    let counts = apportioned(quota.count, sizes, quota.tilt.weights());
    let mut places = Vec::with_capacity(quota.count);
    for (class, count) in by_class.iter_mut().zip(counts) {
        class.sort_unstable();
        places.extend(class.iter().take(count).map(|(_, place)| *place));
    }
    assert_eq!(
        places.len(),
        quota.count,
        "too few hospitals for the quota `{}`",
        quota.answer
    );
    places
}

/// Shares `total` out in proportion to `sizes` x `weights`, no class above its size, one at a
/// time to the class that is furthest below its due (Jefferson's method).
fn apportioned(
    total: usize,
    sizes: [usize; CLASSES],
    weights: [usize; CLASSES],
) -> [usize; CLASSES] {
    let mut counts = [0; CLASSES];
    for _ in 0..total {
        let due =
            |class: &usize| (sizes[*class] * weights[*class] * 1_000_000) / (counts[*class] + 1);
        let next = (0..CLASSES)
            .filter(|class| counts[*class] < sizes[*class])
            .max_by_key(due);
        let Some(class) = next else { break };
        counts[class] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::apportioned;

    #[test]
    fn the_total_is_exact_and_no_class_overflows() {
        let counts = apportioned(50, [40, 30, 2, 2, 2, 2], [40, 32, 22, 14, 9, 5]);
        assert_eq!(counts.iter().sum::<usize>(), 50);
        assert!(
            counts
                .iter()
                .zip([40, 30, 2, 2, 2, 2])
                .all(|(count, size)| *count <= size)
        );
    }

    #[test]
    fn equal_weights_share_in_proportion_to_size() {
        assert_eq!(
            apportioned(6, [30, 20, 10, 0, 0, 0], [1; 6]),
            [3, 2, 1, 0, 0, 0]
        );
    }
}
