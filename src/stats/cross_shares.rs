//! The shares of all answers in all groups, from one pass over the respondents.

use super::estimate::Estimate;
use super::group_layout::{GroupLayout, StageLayout};
use super::linearization::{Moments, StageTotals, binary_variance};
use super::shares::{People, share_of};

/// The answers of a question by some groups: what every share, its count and its error are
/// computed from.
///
/// Each respondent has a code for an answer (or for having given none). Each stage of the
/// design keeps, for each unit or stratum of each group and for each code, how many
/// respondents there are, the sum of their weights and the sum of the squares. The figures
/// are those of [`Shares`](super::Shares) but for the order in which weights are summed.
///
/// # Cost
/// Each respondent is read once a stage: 13 bytes (weight, piece, code), and three additions
/// to numbers that lie together. What comes after grows with the pieces and the codes, not
/// with the respondents.
///
/// ```
/// use chosa::{data::Mask, design::SurveyDesign, stats::{CrossShares, GroupLayout}};
///
/// let design = SurveyDesign::simple_random(6, Some(60.0))?;
/// let regions = GroupLayout::of(&design, &Mask::all(6), &[0, 0, 0, 1, 1, 1], 2).expect("no margins");
/// // Of the answers 0 and 1; the code 2 stands for none.
/// let shares = CrossShares::of(&regions, &[0, 1, 1, 0, 0, 2], 3, 2);
/// assert_eq!(shares.people(1).n, 2);
/// let no = shares.estimate(0, &[1]).expect("a base");
/// assert!((no.value - 2.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), chosa::Error>(())
/// ```
pub struct CrossShares<'a> {
    layout: &'a GroupLayout<'a>,
    codes: usize,
    based: usize,
    /// The sums of each stage, piece by piece, and in each code by code, with one more for
    /// whatever is no code.
    stages: Vec<Vec<Sums>>,
    groups: Vec<GroupBase>,
}

/// Some respondents of one piece. The squares are those of distances from its origin.
#[derive(Clone, Copy, Default)]
struct Sums {
    weighted: f64,
    n: f64,
    squares: f64,
}

/// All of a group who are in the base.
struct GroupBase {
    people: People,
    df: f64,
    totals: Vec<StageTotals>,
}

impl Sums {
    fn add(&mut self, other: &Self) {
        self.weighted += other.weighted;
        self.n += other.n;
        self.squares += other.squares;
    }
}

impl<'a> CrossShares<'a> {
    /// The shares of the answers that `code_of_row` has, from 0 up to `codes`. The first
    /// `based` codes make up the base.
    #[must_use]
    pub fn of(layout: &'a GroupLayout<'a>, code_of_row: &[u8], codes: usize, based: usize) -> Self {
        let design = layout.design;
        let frames = design.stages().iter().zip(&layout.stages);
        let stages = frames.map(|(frame, stage)| {
            let gather = match frame.unit_of_row.is_some() && layout.groups() > 1 {
                true => gathered::<false>,
                false => gathered::<true>,
            };
            gather(stage, design.weights(), code_of_row, codes)
        });
        let mut shares = Self {
            layout,
            codes,
            based,
            stages: stages.collect(),
            groups: Vec::new(),
        };
        let all: Vec<usize> = (0..based).collect();
        for group in 0..layout.groups() {
            let (people, totals) = shares.summed(group, &all);
            let stages = layout.design.stages().iter().zip(&layout.stages);
            let first = stages.zip(&totals).next();
            let df = first.map_or(0.0, |((frame, stage), totals)| {
                totals.degrees_of_freedom(frame, stage.places_of(group))
            });
            shares.groups.push(GroupBase { people, df, totals });
        }
        shares
    }

    /// How many groups there are.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.groups.len()
    }

    /// The base of a group.
    #[must_use]
    pub fn people(&self, group: usize) -> People {
        self.groups
            .get(group)
            .map_or_else(People::default, |base| base.people)
    }

    /// The share of a group's base that gave one of the answers `selected`; `None` where
    /// the base has nobody.
    #[must_use]
    pub fn estimate(&self, group: usize, selected: &[usize]) -> Option<Estimate> {
        self.counted(group, selected).1
    }

    /// Those in a group's base who gave one of the answers, and their share.
    pub(crate) fn counted(&self, group: usize, selected: &[usize]) -> (People, Option<Estimate>) {
        let (people, own) = self.summed(group, selected);
        let estimate = self.groups.get(group).and_then(|base| {
            share_of(&base.people, people.weighted, base.df, |share| {
                let frames = self.layout.design.stages().iter();
                let stages = frames.zip(&self.layout.stages);
                let parts = stages.zip(base.totals.iter().zip(&own));
                parts
                    .map(|((frame, stage), totals)| {
                        binary_variance(frame, stage.places_of(group), totals, share)
                    })
                    .sum()
            })
        });
        (people, estimate)
    }

    /// The people of a group who have one of some codes, in all and stage by stage.
    fn summed(&self, group: usize, selected: &[usize]) -> (People, Vec<StageTotals>) {
        let mut people = People::default();
        let mut totals = Vec::new();
        for (at, (stage, sums)) in self.layout.stages.iter().zip(&self.stages).enumerate() {
            let by_unit = self.layout.design.stages().get(at);
            let by_unit = by_unit.is_some_and(|frame| frame.unit_of_row.is_some());
            let mut units = Vec::new();
            let mut strata = Vec::new();
            for piece in stage.pieces_of(group) {
                let origin = stage.origins.get(piece).copied().unwrap_or_default();
                let mut own = Sums::default();
                for code in selected.iter().filter(|code| **code < self.based) {
                    own.add(
                        sums.get(piece * (self.codes + 1) + code)
                            .unwrap_or(&Sums::default()),
                    );
                }
                if at == 0 {
                    people.add_summed(own.n, own.weighted, own.squares, origin);
                }
                match by_unit {
                    true => units.push(own.weighted),
                    false => strata.push(Moments::of(own.n, own.weighted, own.squares, origin)),
                }
            }
            totals.push(match by_unit {
                true => StageTotals::Units(units),
                false => StageTotals::Rows(strata),
            });
        }
        (people, totals)
    }
}

/// The one pass over the respondents. Where only a unit's sum is wanted, and not how much
/// a base is worth, it leaves the squares out.
fn gathered<const SQUARES: bool>(
    stage: &StageLayout<'_>,
    weights: &[f64],
    code_of_row: &[u8],
    codes: usize,
) -> Vec<Sums> {
    let width = codes + 1;
    let mut sums = vec![Sums::default(); stage.origins.len() * width];
    let rows = stage.piece_of_row.iter().zip(code_of_row).zip(weights);
    for ((piece, code), weight) in rows {
        let piece = *piece as usize;
        let Some(sums) = sums.get_mut(piece * width + usize::from(*code).min(codes)) else {
            continue;
        };
        sums.weighted += weight;
        sums.n += 1.0;
        if SQUARES {
            let apart = weight - stage.origins.get(piece).copied().unwrap_or_default();
            sums.squares += apart * apart;
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::CrossShares;
    use crate::data::Mask;
    use crate::design::{DesignInput, Grouping, Stage, SurveyDesign};
    use crate::stats::{Figure, GroupLayout, Measured};
    use proptest::prelude::{ProptestConfig, any, prop, proptest};

    fn grouping(codes: impl Iterator<Item = usize>) -> Option<Grouping> {
        Some(Grouping {
            codes: codes.map(|code| code as u32).collect(),
            labels: Vec::new(),
        })
    }

    /// Three strata of four clusters, and households in each where there are two stages.
    fn design(weights: Vec<f64>, clusters: bool, stages: usize, finite: bool) -> SurveyDesign {
        let rows = weights.len();
        let first = Stage {
            strata: grouping((0..rows).map(|row| row % 3)),
            clusters: grouping((0..rows).map(|row| row / 3 % 4 + 4 * (row % 3)))
                .filter(|_| clusters),
            population: finite.then(|| vec![100.0; rows]),
        };
        let second = Stage {
            population: finite.then(|| vec![40.0; rows]),
            ..Stage::default()
        };
        SurveyDesign::new(DesignInput {
            rows,
            weights: Some(weights),
            stages: [first, second].into_iter().take(stages).collect(),
            ..DesignInput::default()
        })
        .unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(192))]
        #[test]
        fn crossed_shares_are_those_of_the_scores(
            weights in prop::collection::vec(0.1f64..9.0, 24..60),
            equal in any::<bool>(),
            clusters in any::<bool>(),
            stages in 1usize..3,
            finite in any::<bool>(),
            answers in prop::collection::vec(0u8..5, 60),
            groups in prop::collection::vec(0u8..4, 60),
            held in any::<u64>(),
        ) {
            let rows = weights.len();
            let weights = if equal { vec![2.5; rows] } else { weights };
            let design = design(weights, clusters, stages, finite);
            let domain = Mask::from_fn(rows, |row| held >> (row % 59) & 1 == 1);
            let (answers, groups) = (&answers[..rows], &groups[..rows]);
            let layout = GroupLayout::of(&design, &domain, groups, 3).unwrap();
            // Three answers, and those who gave none but are in the base; the code 4 is outside.
            let shares = CrossShares::of(&layout, answers, 5, 4);
            for group in 0..3 {
                let base = Mask::from_fn(rows, |row| {
                    domain.contains(row) && groups[row] == group && answers[row] < 4
                });
                for chosen in [&[0usize][..], &[1], &[3], &[0, 2]] {
                    let selected = Mask::from_fn(rows, |row| chosen.contains(&usize::from(answers[row])));
                    let measured = Measured::Share(&selected);
                    let expected = Figure { measured, domain: &base }.estimate(&design);
                    let (people, found) = shares.counted(usize::from(group), chosen);
                    assert_eq!(people.n, selected.and(&base).count());
                    assert_eq!(shares.people(usize::from(group)).n, base.count());
                    let (Some(found), Some(expected)) = (found, expected) else {
                        assert!(found.is_none() && expected.is_none());
                        continue;
                    };
                    let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
                        (Some(a), Some(b)) => (a - b).abs() <= 1e-11 * b.abs().max(1e-3),
                        (a, b) => a == b,
                    };
                    assert_eq!((found.n, found.df), (expected.n, expected.df));
                    assert!(near(Some(found.value), Some(expected.value)));
                    assert!(near(found.se, expected.se), "{found:?} {expected:?}");
                    assert!(near(found.deff, expected.deff), "{found:?} {expected:?}");
                }
            }
        }
    }
}
