//! What a design is made from: plain columns, one value for each respondent.

pub use crate::data::{GroupLabels, Grouping, LonelyPsu};
use std::sync::Arc;

/// The columns of a survey design.
///
/// Without weights, each respondent stands for as many people as the population sizes
/// say (population by sample, multiplied over the stages), or for 1 where there are none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DesignInput {
    /// How many respondents there are.
    pub rows: usize,
    /// The weight of each respondent: how many people of the population they stand for.
    pub weights: Option<Arc<Vec<f64>>>,
    /// The stages of sampling, the first one first. None is a simple random sample.
    pub stages: Vec<Stage>,
    /// Whether cluster names start anew in each stratum.
    pub nested: bool,
    /// What to do with a stratum of which only one cluster was drawn.
    pub lonely: LonelyPsu,
}

/// One stage of sampling.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stage {
    /// The stratum of each respondent; `None` where the stage is not stratified.
    pub strata: Option<Grouping>,
    /// The cluster of each respondent; `None` where respondents themselves were drawn.
    pub clusters: Option<Grouping>,
    /// How many units the respondent's stratum has in the population; without it, units
    /// count as drawn with replacement. Where all values are at most 1 they are read as
    /// sampling fractions.
    pub population: Option<Vec<f64>>,
}
