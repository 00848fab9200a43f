//! What the shares of a domain vary by where units of several respondents were drawn.

use super::joint_counts::Count;
use crate::design::{People, StageFrame};

/// The people of a domain by unit and answer: a row for each unit, and in it one count for each
/// answer.
#[derive(Clone, Copy)]
pub(crate) struct UnitTable<'a> {
    /// The stratum of each unit.
    pub(crate) strata: &'a [u32],
    pub(crate) counts: &'a [Count],
    /// How many counts a row has, 1 at least.
    pub(crate) width: usize,
    /// The first so many are of the domain.
    pub(crate) answers: usize,
}

/// The people in each stratum.
pub(crate) struct StratumSums {
    /// Stratum by stratum, and in each answer by answer.
    by_answer: Vec<Count>,
    /// How many of the units hold anybody.
    held: Vec<usize>,
}

impl StratumSums {
    /// Counts the people with each answer.
    pub(crate) fn count(&self, by_answer: &mut [People]) {
        for sums in self.by_answer.chunks_exact(by_answer.len().max(1)) {
            for (people, Count([n, weighted])) in by_answer.iter_mut().zip(sums) {
                people.n += *n as usize;
                people.weighted += weighted;
            }
        }
    }

    /// The units that hold anybody less the strata that do.
    pub(crate) fn df(&self) -> f64 {
        let within = self.held.iter().map(|held| held.saturating_sub(1));
        within.sum::<usize>() as f64
    }
}

impl<'a> UnitTable<'a> {
    /// Each unit's stratum, and its people by answer.
    #[inline(always)]
    fn rows(self) -> impl Iterator<Item = (usize, &'a [Count])> {
        let rows = self.strata.iter().zip(self.counts.chunks_exact(self.width));
        rows.map(move |(stratum, row)| {
            let row = row.get(..self.answers).unwrap_or_default();
            (*stratum as usize, row)
        })
    }

    /// The sums of all strata.
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    pub(crate) fn sums(self, strata: usize) -> StratumSums {
        let mut by_answer = vec![Count::default(); strata * self.answers];
        let mut held = vec![0; strata];
        for (stratum, row) in self.rows() {
            let Some(held) = held.get_mut(stratum) else {
                continue;
            };
            let sums = by_answer.get_mut(stratum * self.answers..);
            let mut people = 0.0;
            for (count, sum) in row.iter().zip(sums.unwrap_or_default()) {
                sum.join(count);
                people += count.0[0];
            }
            *held += usize::from(people > 0.0);
        }
        StratumSums { by_answer, held }
    }

    /// What a stage adds to the variance of each answer's share `p` of the weight `whole`.
    ///
    /// # Formula
    /// That of [`covariance`](super::linearization::covariance), with z = (w - p a) / W, where w
    /// is the weight of a unit's people with the answer and a that of all of its people in the
    /// domain. The z of units that hold nobody of the domain is 0; whether a table has them or not,
    /// they are summed apart, so that a column is that of a filter to the last bit.
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    pub(crate) fn variances(
        self,
        stage: &StageFrame,
        sums: &StratumSums,
        (shares, whole): (&[f64], f64),
    ) -> Vec<f64> {
        let scale = 1.0 / (whole * whole);
        let mut variances = vec![0.0; self.answers];
        let mut means = vec![0.0; sums.by_answer.len()];
        let of_strata = (means.chunks_exact_mut(self.answers.max(1)))
            .zip(sums.by_answer.chunks_exact(self.answers.max(1)))
            .zip(stage.strata.iter().zip(&sums.held));
        for ((means, sums), (frame, held)) in of_strata {
            let all: f64 = sums.iter().map(|sum| sum.0[1]).sum();
            let empty = frame.units.saturating_sub(*held) as f64;
            let each = means.iter_mut().zip(sums).zip(shares).zip(&mut variances);
            for (((mean, sum), p), variance) in each.filter(|_| frame.centred) {
                *mean = (sum.0[1] - p * all) / frame.units as f64;
                *variance += frame.factor * scale * empty * *mean * *mean;
            }
        }
        for (stratum, row) in self.rows() {
            let Some(frame) = stage.strata.get(stratum) else {
                continue;
            };
            let means = means.get(stratum * self.answers..).unwrap_or_default();
            let all: f64 = row.iter().map(|count| count.0[1]).sum();
            if all <= 0.0 {
                continue;
            }
            let factor = frame.factor * scale;
            let each = row.iter().zip(shares).zip(means).zip(&mut variances);
            for (((count, p), mean), variance) in each {
                let apart = count.0[1] - p * all - mean;
                *variance += factor * apart * apart;
            }
        }
        variances
    }

    /// The variance of the share `p` of those who gave one of several answers.
    pub(crate) fn variance_of_several(
        self,
        stage: &StageFrame,
        selected: &[usize],
        (p, whole): (f64, f64),
    ) -> f64 {
        let mut counts = Vec::with_capacity(self.strata.len() * 2);
        for (_, row) in self.rows() {
            let mut two = [Count::default(); 2];
            for (answer, count) in row.iter().enumerate() {
                two[usize::from(!selected.contains(&answer))].join(count);
            }
            counts.extend(two);
        }
        let table = UnitTable {
            strata: self.strata,
            counts: &counts,
            width: 2,
            answers: 2,
        };
        let sums = table.sums(stage.strata.len());
        let both = table.variances(stage, &sums, (&[p, 1.0 - p], whole));
        both.first().copied().unwrap_or_default()
    }
}
