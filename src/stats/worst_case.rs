//! What those who did not answer could change at most.

use crate::value::entries;

/// The least and the greatest share that the answers leave possible.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WorstCase {
    /// The share where none of those who did not answer is like those selected.
    pub low: f64,
    /// The share where all of them are.
    pub high: f64,
}

entries!(WorstCase { low, high });

/// The bounds of a share among all who were asked, with nothing assumed of those who did
/// not answer. They are no confidence interval, for no chance of sampling is in them, and
/// no larger sample makes them narrower: only a higher response rate does.
///
/// # Formula
/// ```text
/// [p r, p r + 1 - r],  r = n / N
/// p the share among the n who answered, of N who were asked
/// ```
///
/// # Missing data
/// It is what the bounds are about: everyone who was asked and did not answer.
///
/// # Not estimable
/// `None` where nobody answered, or more answered than were asked.
///
/// # Differences
/// R's survey has no such bounds.
///
/// # Example
/// ```
/// // 143 of the 476 hospitals that answered, of 5,596 asked.
/// let bounds = chosa::stats::worst_case(143.0 / 476.0, 476, 5596.0).expect("answers");
/// assert!((bounds.low - 0.025_553_967_12).abs() < 1e-11);
/// assert!((bounds.high - 0.940_493_209_4).abs() < 1e-10);
/// ```
///
/// # References
/// Manski, C. F. (1995) Identification Problems in the Social Sciences, chapter 2.
#[doc(alias = "Manski")]
#[doc(alias = "manski")]
#[must_use]
pub fn worst_case(share: f64, answered: usize, asked: f64) -> Option<WorstCase> {
    let rate = answered as f64 / asked;
    let low = share * rate;
    (rate > 0.0 && rate <= 1.0).then_some(WorstCase {
        low,
        high: low + 1.0 - rate,
    })
}

#[cfg(test)]
mod tests {
    use super::{WorstCase, worst_case};

    #[test]
    fn a_census_that_all_answer_leaves_nothing_open() {
        let bounds = |share| worst_case(share, 40, 40.0);
        let exactly = |share| {
            Some(WorstCase {
                low: share,
                high: share,
            })
        };
        assert_eq!(bounds(0.25), exactly(0.25));
        assert_eq!(bounds(0.0), exactly(0.0));
    }

    #[test]
    fn nobody_and_too_many_have_no_bounds() {
        assert_eq!(worst_case(0.5, 0, 40.0), None);
        assert_eq!(worst_case(0.5, 41, 40.0), None);
        assert_eq!(worst_case(0.5, 1, 0.0), None);
    }
}
