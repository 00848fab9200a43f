//! The survey design.

use super::calibration::{Calibration, CalibrationPlan, WeightBounds, adjust, check};
use super::frame::{StageFrame, lay_flat};
use super::input::{DesignInput, Stage};
use super::people::People;
use super::replicates::{ReplicateInput, Replicates};
use super::resample::{ReplicatePlan, replicates};
use super::trim::{TrimPasses, trim};
use super::weight_summary::WeightSummary;
use crate::data::{Mask, PART};
use crate::error::{Error, ErrorKind, Place, Result};
use std::sync::Arc;

/// How the respondents came to be in the sample, validated and immutable.
///
/// ```
/// use chosa::design::SurveyDesign;
///
/// let design = SurveyDesign::simple_random(476, Some(5596.0))?;
/// assert_eq!(design.rows(), 476);
/// assert_eq!(design.finite_population(), Some((476, 5596.0)));
/// assert!(!design.is_weighted());
/// # Ok::<(), chosa::Error>(())
/// ```
#[doc(alias = "svydesign")]
#[derive(Clone, Debug, PartialEq)]
pub struct SurveyDesign {
    weights: Arc<Vec<f64>>,
    stages: Vec<StageFrame>,
    calibrations: Vec<Calibration>,
    replicates: Option<Replicates>,
    is_stratified: bool,
    is_clustered: bool,
    is_weighted: bool,
    has_zeros: bool,
}

impl SurveyDesign {
    /// Checks the columns and lays the stages out.
    ///
    /// # Missing data
    /// Every respondent needs a weight, a stratum, a cluster and a population size where
    /// the design has such; a weight of 0 is allowed and counts nobody.
    ///
    /// # Errors
    /// A column with another number of rows, a weight that is missing, negative or
    /// infinite, weights that add up to nothing, a cluster in two strata, a stratum with
    /// one cluster where the rule is to fail, a population smaller than its sample or
    /// not constant in its stratum.
    ///
    /// # Differences
    /// None from R's `svydesign`, but for its `pps`, `variance` and database arguments,
    /// which are not here: units drawn with unequal probability count as drawn with
    /// replacement. What R does by a global option (`survey.lonely.psu`) is part of the
    /// design.
    ///
    /// # Example
    /// ```
    /// use chosa::design::{DesignInput, Grouping, Stage, SurveyDesign};
    ///
    /// let group = |codes: [u32; 6]| {
    ///     Some(Grouping { codes: codes.to_vec(), ..Grouping::default() })
    /// };
    /// let design = SurveyDesign::new(DesignInput {
    ///     rows: 6,
    ///     weights: Some(vec![10.0, 10.0, 10.0, 20.0, 20.0, 20.0].into()),
    ///     stages: vec![Stage {
    ///         strata: group([0, 0, 0, 1, 1, 1]),
    ///         clusters: group([0, 1, 1, 2, 3, 3]),
    ///         population: None,
    ///     }],
    ///     ..DesignInput::default()
    /// })?;
    /// assert_eq!((design.strata_count(), design.clusters_count()), (Some(2), Some(4)));
    /// # Ok::<(), chosa::Error>(())
    /// ```
    ///
    /// # References
    /// Särndal, C.-E., Swensson, B. and Wretman, J. (1992) Model Assisted Survey Sampling,
    /// sections 4.3 and 4.4, pp. 133-150. Lumley, T. (2004) Analysis of complex survey samples,
    /// Journal of Statistical Software 9(8), 1-19.
    #[doc(alias = "svydesign")]
    pub fn new(mut input: DesignInput) -> Result<Self> {
        check_lengths(&input)?;
        let is_stratified = input.stages.iter().any(|stage| stage.strata.is_some());
        let is_clustered = input.stages.iter().any(|stage| stage.clusters.is_some());
        let stages = lay_flat(&mut input)?;
        let given = input.weights.take();
        let weights =
            given.unwrap_or_else(|| Arc::new(weights_of_populations(input.rows, &stages)));
        let extent = Extent::of(&weights);
        check_weights(&weights, &extent)?;
        Ok(Self {
            is_stratified,
            is_clustered,
            is_weighted: are_unequal(&weights),
            has_zeros: extent.has_zeros(),
            weights,
            stages,
            calibrations: Vec::new(),
            replicates: None,
        })
    }

    /// The same design with replicate weights that came with the data; every variance is
    /// then computed from them.
    ///
    /// # Errors
    /// Fewer than two columns; a column of another length, or with a weight that is
    /// missing, negative, infinite or above 0 where the full weight is 0; scales that are
    /// not one for each column (`jkn` needs them), or negative; a Fay factor outside
    /// [0, 1).
    ///
    /// # Differences
    /// R's `svrepdesign` with `combined.weights = TRUE`; see
    /// [`Replicates`](super::Replicates) for the variance. A figure that some replicate
    /// leaves without a base has no error here, where R leaves the replicate out.
    ///
    /// # Example
    /// ```
    /// use chosa::design::{ReplicateInput, ReplicateMethod, SurveyDesign};
    /// use chosa::{data::Mask, stats};
    ///
    /// let halves = ReplicateInput {
    ///     weights: vec![vec![2.0, 2.0, 0.0, 0.0], vec![0.0, 0.0, 2.0, 2.0]],
    ///     method: ReplicateMethod::Brr,
    ///     ..ReplicateInput::default()
    /// };
    /// let design = SurveyDesign::simple_random(4, None)?.with_replicates(&halves)?;
    /// let mean = stats::mean(&design, &[1.0, 3.0, 5.0, 11.0], &Mask::all(4)).expect("a base");
    /// // The halves have means of 2 and 8, the sample one of 5.
    /// assert_eq!((mean.value, mean.se), (5.0, Some(3.0)));
    /// # Ok::<(), chosa::Error>(())
    /// ```
    ///
    /// # References
    /// Wolter, K. M. (2007) Introduction to Variance Estimation, 2nd edition, chapters 3 to
    /// 5, pp. 107-225.
    #[doc(alias = "svrepdesign")]
    pub fn with_replicates(self, input: &ReplicateInput) -> Result<Self> {
        let replicates = Some(Replicates::new(&self.weights, input)?);
        Ok(Self { replicates, ..self })
    }

    /// The same design with replicate weights made from it; every variance is then
    /// computed from them.
    ///
    /// * `jk1`, `jkn`: each first-stage unit left out once, the others of its stratum
    ///   scaled up by n/(n - 1). The first stage's finite population stays in the scales.
    /// * `brr`, `fay`: of each pair of units one counts 2 - ρ times, the other ρ times
    ///   (ρ = 0 for `brr`), as a Hadamard matrix says. The units of a stratum pair up in
    ///   the order in which they appear.
    /// * `bootstrap`: n - 1 of a stratum's n units drawn with replacement, scaled up by
    ///   n/(n - 1).
    /// * `successiveDifference`: for units drawn in order from a list, such as every
    ///   tenth.
    ///
    /// But for the jackknife, units count as drawn with replacement.
    ///
    /// # Errors
    /// `jk1` for a design with strata, `brr` or `fay` for an odd number of units in a
    /// stratum, a Fay factor outside [0, 1), and fewer than two replicates.
    ///
    /// # Differences
    /// R's `as.svrepdesign` makes the same jackknives. Its Hadamard matrices are often
    /// smaller: totals have the same variance, other statistics nearly. A lonely cluster
    /// under `adjust` is left out without a stand-in here, where R scales up the other
    /// strata.
    ///
    /// # Example
    /// ```
    /// use chosa::design::{ReplicatePlan, SurveyDesign};
    /// use chosa::{data::Mask, stats};
    ///
    /// let plain = SurveyDesign::simple_random(5, None)?;
    /// let jackknifed = plain.clone().replicated(&ReplicatePlan::default())?;
    /// let mean = |design: &SurveyDesign| {
    ///     stats::mean(design, &[3.0, 1.0, 4.0, 1.0, 5.0], &Mask::all(5)).expect("a base")
    /// };
    /// let (one, other) = (mean(&plain).se.expect("a se"), mean(&jackknifed).se.expect("a se"));
    /// assert!((one - other).abs() < 1e-12);
    /// # Ok::<(), chosa::Error>(())
    /// ```
    ///
    /// # References
    /// Wolter, K. M. (2007) Introduction to Variance Estimation, 2nd edition, chapters 3
    /// and 4, pp. 107-193. Rao, J. N. K. and Wu, C. F. J. (1988) Resampling inference with complex
    /// survey data, JASA 83, 231-241. Fay, R. E. and Train, G. F. (1995) Aspects of survey
    /// and model-based postcensal estimation of income and poverty characteristics for
    /// states and counties, Proceedings of the Government Statistics Section, ASA, 154-159.
    #[doc(alias = "as.svrepdesign")]
    pub fn replicated(self, plan: &ReplicatePlan) -> Result<Self> {
        let replicates = Some(replicates(&self, plan)?);
        Ok(Self { replicates, ..self })
    }

    /// A simple random sample of `rows` respondents, drawn without replacement from
    /// `population` people, or with replacement where that is `None`.
    ///
    /// # Errors
    /// A population smaller than the sample.
    pub fn simple_random(rows: usize, population: Option<f64>) -> Result<Self> {
        Self::new(DesignInput {
            rows,
            stages: vec![Stage {
                population: population.map(|size| vec![size; rows]),
                ..Stage::default()
            }],
            ..DesignInput::default()
        })
    }

    /// How many respondents there are.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.weights.len()
    }

    /// The weight of each respondent: how many people they stand for.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// The same design with its weights brought to totals that are known of the
    /// population, and with variances that know it: what a margin explains has no error
    /// left. Replicate weights are brought to the same totals, each column by itself.
    ///
    /// One margin is post-stratification; several are raked (iterative proportional
    /// fitting). Answers that are known crossed make one margin. With bounds, the weights
    /// are also held between multiples of their mean.
    ///
    /// # Formula
    /// ```text
    /// w_k ← w_k N_g / Σ_g w     for each respondent k of answer g, margin by margin
    /// V = the kernel's variance of w_k e_k,  e_k the residual of the score on the margins,
    ///     fitted with the weights before (see Deville and Särndal)
    /// ```
    ///
    /// # Errors
    /// No margin; a respondent's answer without a total, or a total without a respondent;
    /// a total that is negative or not finite; margins that do not add up alike; bounds
    /// that are not 0 ≤ lower < upper; and margins that can't be met at once
    /// (`not_converged`), be it for the bounds.
    ///
    /// # Differences
    /// One margin gives R's `postStratify`, several give its `calibrate` with
    /// `calfun = "raking"`. R's `rake` has the same weights where its `epsilon` is small,
    /// but takes residuals by ten rounds of unweighted means. R trims after it has raked
    /// (see [`trimmed`](Self::trimmed)), after which the margins hold no longer.
    ///
    /// # Example
    /// ```
    /// use chosa::design::{CalibrationPlan, Grouping, Margin, SurveyDesign};
    ///
    /// let design = SurveyDesign::simple_random(4, None)?;
    /// let labels = vec!["small".to_owned(), "large".to_owned()];
    /// let size = Grouping { codes: vec![0, 0, 0, 1], labels: labels.into() };
    /// let margin = Margin { name: "size".into(), groups: size, totals: vec![60.0, 40.0] };
    /// let plan = CalibrationPlan { margins: vec![margin], ..CalibrationPlan::default() };
    /// let calibrated = design.calibrated(&plan)?;
    /// assert_eq!(calibrated.weights(), [20.0, 20.0, 20.0, 40.0]);
    /// # Ok::<(), chosa::Error>(())
    /// ```
    ///
    /// # References
    /// Deming, W. E. and Stephan, F. F. (1940) On a least squares adjustment of a sampled
    /// frequency table when the expected marginal totals are known, Annals of Mathematical
    /// Statistics 11, 427-444. Deville, J.-C. and Särndal, C.-E. (1992) Calibration
    /// estimators in survey sampling, JASA 87, 376-382.
    #[doc(alias = "postStratify")]
    #[doc(alias = "rake")]
    #[doc(alias = "calibrate")]
    pub fn calibrated(self, plan: &CalibrationPlan) -> Result<Self> {
        check(plan, &self.weights)?;
        let found = adjust(plan, &self.weights)?;
        let replicates =
            self.replicates_by(|weights| Ok(adjust(plan, weights)?.weights), &found.weights)?;
        let mut calibrations = self.calibrations;
        let weights = found.weights.clone();
        calibrations.push(Calibration::new(plan, &self.weights, found));
        Ok(Self {
            is_weighted: are_unequal(&weights),
            has_zeros: Extent::of(&weights).has_zeros(),
            weights: Arc::new(weights),
            calibrations,
            replicates,
            ..self
        })
    }

    /// The same design with weights outside the bounds brought to them, and what that
    /// takes away or adds shared out equally among the others, so that the sum stays.
    /// Replicate weights are trimmed alike.
    ///
    /// # Formula
    /// ```text
    /// w_k ← min(upper, max(lower, w_k))     for each weight outside the bounds
    /// w_j ← w_j + Σ (what was cut) / m      for the m others
    /// ```
    /// The variance takes the trimmed weights as if they had been the design's.
    ///
    /// # Errors
    /// Bounds that are not 0 ≤ lower < upper, and such as leave nobody between them.
    ///
    /// # Differences
    /// R's `trimWeights`, also with `strict = TRUE`. R 4.1's trimming of replicate weights
    /// gives a table of another shape.
    ///
    /// # Example
    /// ```
    /// use chosa::design::{DesignInput, SurveyDesign, TrimPasses, WeightBounds};
    ///
    /// let design = SurveyDesign::new(DesignInput {
    ///     rows: 4,
    ///     weights: Some(vec![1.0, 1.0, 1.0, 7.0].into()),
    ///     ..DesignInput::default()
    /// })?;
    /// let bounds = WeightBounds { lower: 0.0, upper: 4.0 };
    /// let trimmed = design.trimmed(bounds, TrimPasses::Once)?;
    /// assert_eq!(trimmed.weights(), [2.0, 2.0, 2.0, 4.0]);
    /// # Ok::<(), chosa::Error>(())
    /// ```
    ///
    /// # References
    /// Potter, F. J. (1990) A study of procedures to identify and trim extreme sampling
    /// weights, Proceedings of the Section on Survey Research Methods, ASA, 225-230.
    #[doc(alias = "trimWeights")]
    pub fn trimmed(self, bounds: WeightBounds, passes: TrimPasses) -> Result<Self> {
        let weights = trim(&self.weights, bounds.check()?, passes)?;
        let replicates = self.replicates_by(|weights| trim(weights, bounds, passes), &weights)?;
        Ok(Self {
            is_weighted: are_unequal(&weights),
            has_zeros: Extent::of(&weights).has_zeros(),
            weights: Arc::new(weights),
            replicates,
            ..self
        })
    }

    fn replicates_by(
        &self,
        change: impl Fn(&[f64]) -> Result<Vec<f64>>,
        full: &[f64],
    ) -> Result<Option<Replicates>> {
        let Some(replicates) = &self.replicates else {
            return Ok(None);
        };
        let columns = (0..replicates.count())
            .map(|at| change(&replicates.weights(&self.weights, at)))
            .collect::<Result<Vec<_>>>()?;
        Ok(Some(replicates.reweighted(full, &columns)))
    }

    /// The margins that the weights were brought to, in the order in which it was done.
    #[must_use]
    pub fn calibrations(&self) -> &[Calibration] {
        &self.calibrations
    }

    /// The weights at a glance.
    #[must_use]
    pub fn weight_summary(&self) -> WeightSummary {
        WeightSummary::of(&self.weights)
    }

    /// The replicate weights, where every variance is computed from them.
    #[must_use]
    pub fn replicates(&self) -> Option<&Replicates> {
        self.replicates.as_ref()
    }

    /// The stages of sampling that a variance is computed over.
    #[must_use]
    pub fn stages(&self) -> &[StageFrame] {
        &self.stages
    }

    /// Whether the respondents have different weights.
    #[must_use]
    pub fn is_weighted(&self) -> bool {
        self.is_weighted
    }

    /// Whether some respondents have a weight of 0, so that they count as nobody.
    pub(crate) fn has_zeros(&self) -> bool {
        self.has_zeros
    }

    /// How many strata the first stage has; `None` where nothing is stratified.
    #[must_use]
    pub fn strata_count(&self) -> Option<usize> {
        let first = self.stages.first()?;
        self.is_stratified.then_some(first.strata.len())
    }

    /// How many clusters were drawn at the first stage; `None` where respondents
    /// themselves were drawn.
    #[must_use]
    pub fn clusters_count(&self) -> Option<usize> {
        let first = self.stages.first()?;
        self.is_clustered.then_some(first.stratum_of_unit.len())
    }

    /// How many units were drawn at the first stage and how many there are in the
    /// population; `None` where the population's size is unknown.
    #[must_use]
    pub fn finite_population(&self) -> Option<(usize, f64)> {
        let strata = &self.stages.first()?.strata;
        let drawn = strata.iter().map(|stratum| stratum.units).sum();
        let population: f64 = strata.iter().map(|stratum| stratum.population).sum();
        population.is_finite().then_some((drawn, population))
    }

    /// The sum of the weights of a domain.
    #[must_use]
    pub fn weighted(&self, domain: &Mask) -> f64 {
        let own = self.rows_of(domain).map(|row| self.weights[row]);
        // `sum` of nothing is -0, which would be printed so.
        own.fold(0.0, |sum, weight| sum + weight)
    }

    /// Kish's effective number of respondents: the square of the summed weights by the
    /// sum of the squared weights. `None` for a domain without weight.
    ///
    /// # Formula
    /// ```text
    /// n_eff = (Σ w)² / Σ w²     over the domain; w the weights
    /// ```
    /// It says what unequal weights cost, and knows nothing of strata and clusters.
    ///
    /// # Example
    /// ```
    /// use chosa::{data::Mask, design::{DesignInput, SurveyDesign}};
    ///
    /// let weights = Some(vec![1.0, 1.0, 2.0].into());
    /// let design = SurveyDesign::new(DesignInput { rows: 3, weights, ..DesignInput::default() })?;
    /// assert_eq!(design.kish_effective_n(&Mask::all(3)), Some(16.0 / 6.0));
    /// # Ok::<(), chosa::Error>(())
    /// ```
    ///
    /// # References
    /// Kish, L. (1965) Survey Sampling, pp. 427-430.
    #[must_use]
    pub fn kish_effective_n(&self, domain: &Mask) -> Option<f64> {
        People::of(self, domain).effective_n()
    }

    /// The rows of a domain that the design knows.
    pub(crate) fn rows_of<'a>(&self, domain: &'a Mask) -> impl Iterator<Item = usize> + 'a {
        let rows = self.rows();
        domain.iter().take_while(move |row| *row < rows)
    }
}

fn check_lengths(input: &DesignInput) -> Result<()> {
    if input.rows == 0 {
        return Err(ErrorKind::NoRows.into());
    }
    let strata = input
        .stages
        .iter()
        .filter_map(|stage| stage.strata.as_ref());
    let clusters = input
        .stages
        .iter()
        .filter_map(|stage| stage.clusters.as_ref());
    let sizes = input
        .stages
        .iter()
        .filter_map(|stage| stage.population.as_ref());
    let lengths = (strata.chain(clusters).map(|group| group.codes.len()))
        .chain(sizes.map(Vec::len))
        .chain(input.weights.iter().map(|weights| weights.len()));
    for length in lengths {
        if length != input.rows {
            return Err(ErrorKind::MissingDesignValue.into());
        }
    }
    Ok(())
}

fn are_unequal(weights: &[f64]) -> bool {
    weights.windows(2).any(|pair| pair[0] != pair[1])
}

/// The least and the greatest of some weights by their bits, which have the order of the numbers where
/// these are not below zero; all others come after.
struct Extent {
    least: u64,
    most: u64,
}

impl Extent {
    fn of(weights: &[f64]) -> Self {
        let mut extent = Self {
            least: u64::MAX,
            most: 0,
        };
        for part in weights.chunks(PART) {
            extent.widen(part);
        }
        extent
    }

    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    fn widen(&mut self, weights: &[f64]) {
        let (mut least, mut most) = (self.least, self.most);
        for weight in weights {
            // A zero below zero becomes the other one.
            let bits = (weight + 0.0).to_bits();
            least = least.min(bits);
            most = most.max(bits);
        }
        *self = Self { least, most };
    }

    /// Whether all are numbers from 0 on.
    fn are_usable(&self) -> bool {
        self.most < f64::INFINITY.to_bits()
    }

    fn has_zeros(&self) -> bool {
        self.least == 0
    }
}

/// Refuses weights of which one can't be used, or none counts.
fn check_weights(weights: &[f64], extent: &Extent) -> Result<()> {
    if extent.are_usable() {
        return match extent.most {
            0 => Err(ErrorKind::ZeroWeights.into()),
            _ => Ok(()),
        };
    }
    let is_amiss = |weight: &f64| !Extent::of(&[*weight]).are_usable();
    let row = weights.iter().position(is_amiss).unwrap_or_default();
    let weight = weights.get(row).copied().filter(|weight| !weight.is_nan());
    Err(Error::new(ErrorKind::InvalidWeight { weight }).at(Place::row(row as u64 + 2)))
}

/// Population by sample, multiplied over the stages that have a population.
fn weights_of_populations(rows: usize, stages: &[StageFrame]) -> Vec<f64> {
    let mut weights = vec![1.0; rows];
    for stage in stages {
        for (row, weight) in weights.iter_mut().enumerate() {
            let unit = stage
                .unit_of_row
                .as_ref()
                .map_or(row, |units| units[row] as usize);
            let stratum = &stage.strata[stage.stratum_of_unit[unit] as usize];
            if stratum.population.is_finite() {
                *weight *= stratum.population / stratum.units as f64;
            }
        }
    }
    weights
}
