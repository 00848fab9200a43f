//! All shares of one domain, whose people are gone through once.

use super::estimate::{Estimate, EstimateKind, Spread, estimate_of};
use super::figure::{Figure, Measured};
use super::linearization::{StageTotals, binary_variance};
use crate::data::Mask;
use crate::design::{StageFrame, SurveyDesign};

/// A domain of which several shares are estimated, such as a column of a table.
///
/// What all its shares have in common (its people, their weights, its degrees of freedom,
/// the totals of its units and strata) is gathered once; each share then goes through those
/// whom it selects, and nobody else. The figures are those of [`share`](super::share), which
/// is a domain of one share.
///
/// ```
/// use chosa::{data::Mask, design::SurveyDesign, stats::Shares};
///
/// let design = SurveyDesign::simple_random(476, Some(5596.0))?;
/// let everyone = Mask::all(476);
/// let shares = Shares::of(&design, &everyone);
/// let yes = shares.estimate(&Mask::from_fn(476, |row| row < 143)).expect("a base");
/// let no = shares.estimate(&Mask::from_fn(476, |row| row >= 143)).expect("a base");
/// assert!((yes.value + no.value - 1.0).abs() < 1e-15);
/// assert_eq!((yes.n, yes.df), (476, Some(475.0)));
/// # Ok::<(), chosa::Error>(())
/// ```
pub struct Shares<'a> {
    design: &'a SurveyDesign,
    domain: &'a Mask,
    people: People,
    df: f64,
    /// `None` for a design whose variances need each respondent's own score.
    stages: Option<Vec<(Vec<u32>, StageTotals)>>,
}

/// Some respondents counted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct People {
    /// How many there are.
    pub n: usize,
    /// The sum of their weights.
    pub weighted: f64,
    /// The sum of their squares.
    pub(super) squares: f64,
    /// How many of them have a positive weight.
    pub(super) with_weight: usize,
}

impl People {
    /// The people of a set.
    #[must_use]
    pub fn of(design: &SurveyDesign, set: &Mask) -> Self {
        gathered(design, set, &mut [])
    }

    /// Kish's effective number of them, as
    /// [`kish_effective_n`](SurveyDesign::kish_effective_n) has it.
    #[must_use]
    pub fn effective_n(&self) -> Option<f64> {
        (self.squares > 0.0).then(|| self.weighted * self.weighted / self.squares)
    }

    /// Adds `n` people whose weights are known by their sum and by the squares of their
    /// distances from `origin`.
    pub(super) fn add_summed(&mut self, n: f64, weighted: f64, squares: f64, origin: f64) {
        self.n += n as usize;
        self.weighted += weighted;
        self.squares += squares + origin * (2.0 * weighted - n * origin);
        self.with_weight += n as usize;
    }

    fn add(&mut self, weight: f64) {
        self.n += 1;
        self.weighted += weight;
        self.squares += weight * weight;
        self.with_weight += usize::from(weight > 0.0);
    }
}

impl<'a> Shares<'a> {
    /// The shares of a domain.
    #[must_use]
    pub fn of(design: &'a SurveyDesign, domain: &'a Mask) -> Self {
        let by_score = design.replicates().is_some() || !design.calibrations().is_empty();
        let mut totals = Vec::new();
        if !by_score {
            totals.extend(design.stages().iter().map(StageTotals::none));
        }
        let people = gathered(design, domain, &mut totals);
        let places = |totals: &StageTotals| (0..totals.len() as u32).collect::<Vec<u32>>();
        let stages: Vec<_> = (totals.into_iter())
            .map(|totals| (places(&totals), totals))
            .collect();
        let first = design.stages().first().zip(stages.first());
        Self {
            design,
            domain,
            people,
            df: first.map_or(0.0, |(stage, (places, totals))| {
                totals.degrees_of_freedom(stage, places)
            }),
            stages: (!by_score).then_some(stages),
        }
    }

    /// The people of the domain.
    #[must_use]
    pub fn people(&self) -> People {
        self.people
    }

    /// The share of the domain's people who are in `selected`; `None` where the domain has
    /// no weight.
    #[must_use]
    pub fn estimate(&self, selected: &Mask) -> Option<Estimate> {
        self.counted(selected).1
    }

    /// The people of the domain who are in `selected`, and their share.
    pub(crate) fn counted(&self, selected: &Mask) -> (People, Option<Estimate>) {
        let mut own = Vec::new();
        let totals = self.stages.iter().flatten().map(|(_, totals)| totals);
        own.extend(totals.map(StageTotals::none_of_these));
        let chosen = gathered(self.design, &selected.and(self.domain), &mut own);
        let estimate = match &self.stages {
            Some(all) => share_of(&self.people, chosen.weighted, self.df, |share| {
                let stages = self.design.stages().iter();
                let parts = stages.zip(all.iter().zip(&own));
                parts
                    .map(|(stage, ((places, all), own))| {
                        binary_variance(stage, places, (all, own), share)
                    })
                    .sum()
            }),
            None => {
                let measured = Measured::Share(selected);
                let domain = self.domain;
                Figure { measured, domain }.estimate(self.design)
            }
        };
        (chosen, estimate)
    }
}

/// The share that the weight `chosen` is of some people's; `variance` computes it for the
/// share and the people's weight.
pub(super) fn share_of(
    people: &People,
    chosen: f64,
    df: f64,
    variance: impl Fn((f64, f64)) -> f64,
) -> Option<Estimate> {
    let whole = people.weighted;
    let value = chosen / whole;
    if !(whole > 0.0 && value.is_finite()) {
        return None;
    }
    let rest = whole - chosen;
    let spread = Spread {
        variance: variance((value, whole)),
        squares: chosen * (1.0 - value) * (1.0 - value) + rest * value * value,
        scale: Some(1.0),
    };
    let plain = Estimate {
        kind: EstimateKind::Share,
        value,
        se: None,
        df: None,
        n: people.with_weight,
        weighted: whole,
        deff: None,
        deff_replace: None,
        effective_n: None,
    };
    Some(estimate_of(plain, df, spread))
}

/// The people of a set, whose weights are added to the totals of some stages too: the one
/// pass over the respondents.
fn gathered(design: &SurveyDesign, set: &Mask, totals: &mut [StageTotals]) -> People {
    let (weights, stages) = (design.weights(), design.stages());
    let mut people = People::default();
    let mut add = |row: usize, one: Option<(&mut StageTotals, &StageFrame)>| {
        if let Some(weight) = weights.get(row) {
            people.add(*weight);
            if let Some((totals, stage)) = one {
                totals.add(stage, row, *weight);
            }
        }
    };
    match (totals, stages) {
        ([], _) => set.each(|row| add(row, None)),
        ([first, others @ ..], [stage, deeper @ ..]) => {
            set.each(|row| add(row, Some((&mut *first, stage))));
            for (totals, stage) in others.iter_mut().zip(deeper) {
                set.each(|row| {
                    if let Some(weight) = weights.get(row) {
                        totals.add(stage, row, *weight);
                    }
                });
            }
        }
        _ => {}
    }
    people
}

#[cfg(test)]
mod tests {
    use super::Shares;
    use crate::data::Mask;
    use crate::design::{DesignInput, Grouping, Stage, SurveyDesign};
    use crate::stats::{Figure, Measured};
    use proptest::prelude::{ProptestConfig, any, prop, proptest};

    fn grouping(codes: impl Iterator<Item = usize>) -> Option<Grouping> {
        Some(Grouping {
            codes: codes.map(|code| code as u32).collect(),
            labels: Vec::new(),
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]
        #[test]
        fn shares_are_those_of_the_scores(
            weights in prop::collection::vec(0.0f64..9.0, 24..60),
            equal in any::<bool>(),
            clustered in any::<bool>(),
            finite in any::<bool>(),
            chosen in any::<u64>(),
            held in any::<u64>(),
        ) {
            let rows = weights.len();
            let strata = grouping((0..rows).map(|row| row % 3));
            let clusters = grouping((0..rows).map(|row| row / 3 % 4 + 4 * (row % 3)));
            let stage = Stage {
                strata,
                clusters: clusters.filter(|_| clustered),
                population: finite.then(|| vec![100.0; rows]),
            };
            let weights = if equal { vec![2.5; rows] } else { weights };
            let design = SurveyDesign::new(DesignInput {
                rows,
                weights: Some(weights),
                stages: vec![stage],
                ..DesignInput::default()
            }).unwrap();
            let selected = Mask::from_fn(rows, |row| chosen >> (row % 61) & 1 == 1);
            let domain = Mask::from_fn(rows, |row| held >> (row % 59) & 1 == 1);
            let found = Shares::of(&design, &domain).estimate(&selected);
            let measured = Measured::Share(&selected);
            let expected = Figure { measured, domain: &domain }.estimate(&design);
            let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
                (Some(a), Some(b)) => (a - b).abs() <= 1e-11 * b.abs().max(1e-3),
                (a, b) => a == b,
            };
            let (Some(found), Some(expected)) = (found, expected) else {
                assert!(found.is_none() && expected.is_none());
                return Ok(());
            };
            assert_eq!((found.value, found.n, found.df), (expected.value, expected.n, expected.df));
            assert_eq!(found.weighted, expected.weighted);
            assert!(near(found.se, expected.se), "{found:?} {expected:?}");
            assert!(near(found.deff, expected.deff), "{found:?} {expected:?}");
            assert!(near(found.deff_replace, expected.deff_replace), "{found:?} {expected:?}");
        }
    }

    #[test]
    fn a_share_that_the_design_fixes_has_no_error() {
        let strata = grouping((0..60).map(|row| row % 3));
        let design = SurveyDesign::new(DesignInput {
            rows: 60,
            weights: Some((0..60).map(|row| 1.1 + (row % 3) as f64).collect()),
            stages: vec![Stage {
                strata,
                ..Stage::default()
            }],
            ..DesignInput::default()
        });
        let (design, everyone) = (design.unwrap(), Mask::all(60));
        let first = Mask::from_fn(60, |row| row % 3 == 0);
        let share = Shares::of(&design, &everyone).estimate(&first).unwrap();
        assert_eq!(share.se, Some(0.0));
    }
}
