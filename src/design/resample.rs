//! Replicate weights made from a design: its first-stage units left out, halved or drawn
//! again.

use super::SurveyDesign;
use super::replicates::{Degrees, LeftOut, ReplicateCentre, ReplicateMethod, Replicates};
use crate::error::{ErrorKind, Result};

/// How replicate weights are made from a design.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReplicatePlan {
    /// The method.
    pub method: ReplicateMethod,
    /// The part of its weight that the other half keeps (`fay`): at least 0, less than 1.
    pub rho: f64,
    /// How many replicates are drawn (`bootstrap`), or at least (`successiveDifference`,
    /// where a power of 2 is needed). The other methods have as many as the design needs.
    pub count: usize,
    /// Where the bootstrap's chance begins: one seed, one set of weights.
    pub seed: u64,
    /// From where the replicates' distances are taken.
    pub centre: ReplicateCentre,
    /// The degrees of freedom, where they are known; else the rank of the weights less 1.
    pub df: Option<f64>,
}

impl Default for ReplicatePlan {
    fn default() -> Self {
        Self {
            method: ReplicateMethod::Jk1,
            rho: 0.0,
            count: 200,
            seed: 1,
            centre: ReplicateCentre::Mean,
            df: None,
        }
    }
}

/// The factors of every first-stage unit (one after the other) and of every replicate.
struct Drawn {
    factors: Vec<f64>,
    coefficients: Vec<f64>,
}

/// Makes the replicates of a design.
///
/// * `jk1`, `jkn`: each unit left out once, the others of its stratum scaled up by
///   n/(n - 1); the finite population of the first stage stays in the scales.
/// * `brr`, `fay`: half of the units, one of each pair, by a Hadamard matrix. The units of
///   a stratum pair up in their order. The finite population is dropped.
/// * `bootstrap`: n - 1 of a stratum's n units drawn with replacement (Rao and Wu), scaled
///   up by n/(n - 1). The finite population is dropped.
/// * `successiveDifference`: for samples drawn in order; the finite population is dropped.
pub(super) fn replicates(design: &SurveyDesign, plan: &ReplicatePlan) -> Result<Replicates> {
    let first = FirstStage::new(design);
    let drawn = match plan.method {
        ReplicateMethod::Jk1 if first.members.len() > 1 => {
            return Err(unsuited(
                plan.method,
                ("層のない設計", "a design without strata"),
            ));
        }
        ReplicateMethod::Jk1 | ReplicateMethod::Jkn => first.jackknife(),
        ReplicateMethod::Brr => first.halves(plan.method, 0.0)?,
        ReplicateMethod::Fay => first.halves(plan.method, plan.rho)?,
        ReplicateMethod::Bootstrap => first.bootstrap(plan)?,
        ReplicateMethod::SuccessiveDifference => first.successive(plan.count)?,
        ReplicateMethod::Other => {
            let needed = ("ウェイトの列", "columns of weights");
            return Err(unsuited(plan.method, needed));
        }
    };
    let count = drawn.coefficients.len();
    if count < 2 {
        return Err(ErrorKind::UnequalReplicates {
            expected: 2,
            found: count,
        }
        .into());
    }
    let jackknife = matches!(plan.method, ReplicateMethod::Jk1 | ReplicateMethod::Jkn);
    let degrees = match plan.df {
        Some(df) => Degrees::Given(df),
        None if jackknife => first.jackknife_degrees(),
        None => Degrees::Rank,
    };
    Ok(Replicates {
        method: plan.method,
        unit_of_row: first.unit_of_row,
        factors: drawn.factors,
        coefficients: drawn.coefficients,
        centre: plan.centre,
        degrees,
    })
}

fn unsuited(method: ReplicateMethod, needed: (&'static str, &'static str)) -> crate::Error {
    let method = method.name();
    ErrorKind::ReplicatesNotForDesign { method, needed }.into()
}

/// The units that were drawn first, by stratum.
struct FirstStage {
    unit_of_row: Vec<u32>,
    units: usize,
    members: Vec<Vec<usize>>,
    /// By what a stratum's sum of squares is multiplied, and whether from its own mean.
    factors: Vec<(f64, bool)>,
}

impl FirstStage {
    fn new(design: &SurveyDesign) -> Self {
        let everyone = || (0..design.rows() as u32).collect();
        let Some(stage) = design.stages().first() else {
            return Self {
                unit_of_row: everyone(),
                units: design.rows(),
                members: vec![(0..design.rows()).collect()],
                factors: vec![(1.0, true)],
            };
        };
        let mut members = vec![Vec::new(); stage.strata.len()];
        for (unit, stratum) in stage.stratum_of_unit.iter().enumerate() {
            members[*stratum as usize].push(unit);
        }
        Self {
            unit_of_row: stage.unit_of_row.clone().unwrap_or_else(everyone),
            units: stage.stratum_of_unit.len(),
            members,
            factors: (stage.strata.iter())
                .map(|stratum| (stratum.factor, stratum.centred))
                .collect(),
        }
    }

    /// One column of factors for each replicate, turned so that each unit's stand together.
    fn drawn(&self, columns: &[Vec<f64>], coefficients: Vec<f64>) -> Drawn {
        let factors = (0..self.units)
            .flat_map(|unit| columns.iter().map(move |column| column[unit]))
            .collect();
        Drawn {
            factors,
            coefficients,
        }
    }

    /// A stratum that adds nothing to a variance has no replicate; a lonely unit whose
    /// distance is taken from zero is left out without anyone standing in for it.
    fn jackknife(&self) -> Drawn {
        let (mut columns, mut coefficients) = (Vec::new(), Vec::new());
        for (members, (factor, centred)) in self.members.iter().zip(&self.factors) {
            let n = members.len() as f64;
            let (others, coefficient) = if *centred {
                let kept = (n - 1.0) / n;
                (1.0 / kept, factor * kept * kept)
            } else {
                (1.0, *factor)
            };
            for left_out in members.iter().filter(|_| *factor > 0.0) {
                let mut column = vec![1.0; self.units];
                members.iter().for_each(|unit| column[*unit] = others);
                column[*left_out] = 0.0;
                columns.push(column);
                coefficients.push(coefficient);
            }
        }
        self.drawn(&columns, coefficients)
    }

    fn jackknife_degrees(&self) -> Degrees {
        let mut stratum_of_unit = vec![0; self.units];
        for (stratum, members) in self.members.iter().enumerate() {
            (members.iter()).for_each(|unit| stratum_of_unit[*unit] = stratum as u32);
        }
        let strata = self.members.iter().zip(&self.factors);
        Degrees::Jackknife {
            stratum_of_unit,
            strata: strata
                .map(
                    |(members, (factor, centred))| match (*factor > 0.0, centred) {
                        (false, _) => LeftOut::Never,
                        (true, true) => LeftOut::InTurn(members.len()),
                        (true, false) => LeftOut::Alone,
                    },
                )
                .collect(),
        }
    }

    fn halves(&self, method: ReplicateMethod, rho: f64) -> Result<Drawn> {
        let needed = (
            "どの層にもクラスターが偶数個ある設計",
            "an even number of clusters in each stratum",
        );
        if self.members.iter().any(|members| members.len() % 2 == 1) {
            return Err(unsuited(method, needed));
        }
        let pairs: Vec<&[usize]> = (self.members.iter())
            .flat_map(|members| members.chunks(2))
            .collect();
        let count = (pairs.len() + 1).next_power_of_two();
        let scale = method.scale(count, rho)?;
        let column = |replicate: usize| {
            let mut column = vec![1.0; self.units];
            for (at, pair) in pairs.iter().enumerate() {
                let side = usize::from(hadamard(at + 1, replicate) > 0.0);
                column[pair[side]] = 2.0 - rho;
                column[pair[1 - side]] = rho;
            }
            column
        };
        let columns: Vec<_> = (0..count).map(column).collect();
        Ok(self.drawn(&columns, vec![scale; count]))
    }

    fn bootstrap(&self, plan: &ReplicatePlan) -> Result<Drawn> {
        let mut chance = Chance(plan.seed);
        let columns: Vec<_> = (0..plan.count)
            .map(|_| self.drawn_again(&mut chance))
            .collect();
        let scale = plan.method.scale(plan.count, 0.0)?;
        Ok(self.drawn(&columns, vec![scale; plan.count]))
    }

    fn drawn_again(&self, chance: &mut Chance) -> Vec<f64> {
        let mut column = vec![0.0; self.units];
        for members in &self.members {
            let n = members.len();
            if let [alone] = members[..] {
                column[alone] = 1.0;
            }
            for _ in 1..n {
                column[members[chance.below(n)]] += n as f64 / (n as f64 - 1.0);
            }
        }
        column
    }

    /// Unit i has the matrix rows a = 1 + i mod (R - 1) and the one that follows it, and
    /// the factor 1 + 2^(-3/2) (h_a,r - h_b,r).
    fn successive(&self, count: usize) -> Result<Drawn> {
        let count = count.max(4).next_power_of_two();
        let weight = 0.5f64.powf(1.5);
        let column = |replicate: usize| {
            let factor = |unit: usize| {
                let (a, b) = (1 + unit % (count - 1), 1 + (unit + 1) % (count - 1));
                1.0 + weight * (hadamard(a, replicate) - hadamard(b, replicate))
            };
            (0..self.units).map(factor).collect()
        };
        let columns: Vec<Vec<f64>> = (0..count).map(column).collect();
        let scale = ReplicateMethod::SuccessiveDifference.scale(count, 0.0)?;
        Ok(self.drawn(&columns, vec![scale; count]))
    }
}

/// An entry of Sylvester's Hadamard matrix, whose order is any power of 2: 1 or -1.
fn hadamard(row: usize, column: usize) -> f64 {
    if (row & column).count_ones().is_multiple_of(2) {
        1.0
    } else {
        -1.0
    }
}

/// Numbers by chance from a seed: the generator SplitMix64 (Steele, Lea and Flood 2014,
/// Fast splittable pseudorandom number generators, OOPSLA).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`: the high half of a product, so that all are equally likely
    /// to within 2^-32 for any sample that fits in memory.
    fn below(&mut self, limit: usize) -> usize {
        ((u128::from(self.next()) * limit as u128) >> 64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::{FirstStage, ReplicatePlan, hadamard};
    use crate::design::{ReplicateMethod, SurveyDesign};

    fn weights_of(
        method: ReplicateMethod,
        rows: usize,
        seed: u64,
    ) -> (SurveyDesign, Vec<Vec<f64>>) {
        let plan = ReplicatePlan {
            method,
            seed,
            count: 400,
            ..ReplicatePlan::default()
        };
        let design = SurveyDesign::simple_random(rows, None).unwrap();
        let design = design.replicated(&plan).unwrap();
        let replicates = design.replicates().unwrap();
        let columns = (0..replicates.count()).map(|at| replicates.weights(design.weights(), at));
        let columns = columns.collect();
        (design, columns)
    }

    #[test]
    fn rows_of_the_hadamard_matrix_are_perpendicular() {
        for (a, b) in (0..16).flat_map(|a| (0..a).map(move |b| (a, b))) {
            let product: f64 = (0..16).map(|at| hadamard(a, at) * hadamard(b, at)).sum();
            assert_eq!(product, 0.0, "rows {a} and {b}");
        }
    }

    #[test]
    fn one_seed_draws_one_bootstrap_and_every_draw_has_as_many() {
        let (_, columns) = weights_of(ReplicateMethod::Bootstrap, 12, 7);
        assert_eq!(columns, weights_of(ReplicateMethod::Bootstrap, 12, 7).1);
        assert_ne!(columns, weights_of(ReplicateMethod::Bootstrap, 12, 8).1);
        for column in &columns {
            assert!((column.iter().sum::<f64>() - 12.0).abs() < 1e-9);
        }
        // Each unit is drawn once on average; 400 draws bring the mean within 5 of its
        // standard errors.
        for unit in 0..12 {
            let mean: f64 = columns.iter().map(|column| column[unit]).sum::<f64>() / 400.0;
            assert!((mean - 1.0).abs() < 5.0 * (1.0f64 / 400.0).sqrt(), "{mean}");
        }
    }

    #[test]
    fn successive_differences_of_a_total_are_those_of_neighbours() {
        let (design, columns) = weights_of(ReplicateMethod::SuccessiveDifference, 6, 1);
        let values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0];
        let total =
            |weights: &[f64]| -> f64 { weights.iter().zip(values).map(|(w, y)| w * y).sum() };
        let c = design.replicates().unwrap().coefficients()[0];
        let variance: f64 = (columns.iter())
            .map(|column| c * (total(column) - total(design.weights())).powi(2))
            .sum();
        // Half of the squared steps, with the two ends against 0 as the rows do not close.
        let steps = values.windows(2).map(|pair| (pair[1] - pair[0]).powi(2));
        let neighbours = (steps.sum::<f64>() + 3.0f64.powi(2) + 9.0f64.powi(2)) / 2.0;
        assert!(
            (variance - neighbours).abs() < 1e-9,
            "{variance} {neighbours}"
        );
    }

    #[test]
    fn half_samples_need_pairs() {
        let design = SurveyDesign::simple_random(5, None).unwrap();
        assert!(
            FirstStage::new(&design)
                .halves(ReplicateMethod::Brr, 0.0)
                .is_err()
        );
    }
}
