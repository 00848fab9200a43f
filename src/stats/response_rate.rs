//! Response rates as AAPOR defines them.

use crate::data::Dispositions;
use crate::value::entries;

/// The six response rates of a survey, each a fraction in [0, 1]. `None` where the
/// denominator is 0, or is not known.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ResponseRates {
    /// Complete interviews by all cases that may be eligible: the lowest of the six.
    pub rr1: Option<f64>,
    /// As `rr1`, with partial interviews counted as answers.
    pub rr2: Option<f64>,
    /// Complete interviews by the eligible cases and the part `e` of those unknown.
    pub rr3: Option<f64>,
    /// As `rr3`, with partial interviews counted as answers.
    pub rr4: Option<f64>,
    /// Complete interviews by the cases known to be eligible. To be published only where
    /// none of unknown eligibility is eligible, or there is none.
    pub rr5: Option<f64>,
    /// As `rr5`, with partial interviews counted as answers: the highest of the six.
    pub rr6: Option<f64>,
    /// The share of cases of unknown eligibility taken to be eligible.
    pub e: Option<f64>,
}

entries!(ResponseRates {
    rr1,
    rr2,
    rr3,
    rr4,
    rr5,
    rr6,
    e,
});

/// The response rates of a sample whose cases ended in these dispositions.
///
/// # Formula
/// ```text
/// RR1 = I / (K + U)      RR3 = I / (K + e U)      RR5 = I / K
/// RR2, RR4, RR6: the same with I + P above
/// K = I + P + R + NC + O   known to be eligible;   U = UH + UO   of unknown eligibility
/// I complete, P partial, R refusals, NC non-contacts, O other, UH unknown if a household
/// (or other unit), UO unknown for another reason
/// e = K / (K + NE) unless given; NE those known not to be eligible
/// ```
///
/// # Missing data
/// A disposition that is not given counts as no case.
///
/// # Not estimable
/// A rate is `None` where its denominator is 0. RR3 and RR4 are where there are cases of
/// unknown eligibility and neither `e` nor the number not eligible is given.
///
/// # Differences
/// R's survey has no response rates.
///
/// # Example
/// ```
/// use chosa::{data::Dispositions, stats};
///
/// let cases = Dispositions { complete: 476, non_contact: 5120, ..Dispositions::default() };
/// let rates = stats::response_rates(&cases);
/// assert_eq!(rates.rr1, Some(476.0 / 5596.0));
/// ```
///
/// # References
/// AAPOR (2023) Standard Definitions: Final Dispositions of Case Codes and Outcome Rates for
/// Surveys, 10th edition, "Response rates" and "Estimating e".
#[doc(alias = "AAPOR")]
#[doc(alias = "aapor")]
#[must_use]
pub fn response_rates(cases: &Dispositions) -> ResponseRates {
    let sum = |parts: &[usize]| parts.iter().fold(0.0, |sum, part| sum + *part as f64);
    let complete = cases.complete as f64;
    let interviews = sum(&[cases.complete, cases.partial]);
    let known = interviews + sum(&[cases.refusal, cases.non_contact, cases.other]);
    let unknown = sum(&[cases.unknown_household, cases.unknown_other]);
    let ratio = |above: f64, below: f64| (below > 0.0).then_some(above / below);
    let eligible = || ratio(known, known + cases.not_eligible? as f64);
    let e = cases.e.or_else(eligible);
    let estimated = match e {
        Some(e) => known + e * unknown,
        None if unknown > 0.0 => 0.0,
        None => known,
    };
    ResponseRates {
        rr1: ratio(complete, known + unknown),
        rr2: ratio(interviews, known + unknown),
        rr3: ratio(complete, estimated),
        rr4: ratio(interviews, estimated),
        rr5: ratio(complete, known),
        rr6: ratio(interviews, known),
        e,
    }
}

#[cfg(test)]
mod tests {
    use super::{ResponseRates, response_rates};
    use crate::data::Dispositions;

    // 50 complete, 10 partial, 20 + 15 + 5 others known; 60 + 40 unknown; 25 not eligible.
    const CASES: Dispositions = Dispositions {
        complete: 50,
        partial: 10,
        refusal: 20,
        non_contact: 15,
        other: 5,
        unknown_household: 60,
        unknown_other: 40,
        not_eligible: Some(25),
        e: None,
    };

    #[test]
    fn the_six_rates_by_hand() {
        let rates = response_rates(&CASES);
        // Of 100 known and 100 unknown, four fifths are taken to be eligible.
        let expected = ResponseRates {
            rr1: Some(50.0 / 200.0),
            rr2: Some(60.0 / 200.0),
            rr3: Some(50.0 / 180.0),
            rr4: Some(60.0 / 180.0),
            rr5: Some(0.5),
            rr6: Some(0.6),
            e: Some(0.8),
        };
        assert_eq!(rates, expected);
        let given = response_rates(&Dispositions {
            e: Some(0.5),
            ..CASES
        });
        assert_eq!((given.rr3, given.rr4), (Some(50.0 / 150.0), Some(0.4)));
    }

    #[test]
    fn unknown_eligibility_without_an_estimate_leaves_two_rates_open() {
        let rates = response_rates(&Dispositions {
            not_eligible: None,
            ..CASES
        });
        assert_eq!((rates.rr3, rates.rr4, rates.e), (None, None, None));
        assert_eq!((rates.rr1, rates.rr6), (Some(0.25), Some(0.6)));
    }

    #[test]
    fn nobody_has_no_rate() {
        let rates = response_rates(&Dispositions::default());
        assert_eq!(rates, ResponseRates::default());
    }

    #[test]
    fn the_hospital_survey() {
        let rates = response_rates(&Dispositions {
            complete: 476,
            non_contact: 5120,
            ..Dispositions::default()
        });
        let rr1 = rates.rr1.unwrap();
        assert!((rr1 - 0.085_060_757_68).abs() < 1e-11);
        assert_eq!((rates.rr3, rates.rr5), (Some(rr1), Some(rr1)));
    }
}
