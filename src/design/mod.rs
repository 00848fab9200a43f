//! How the respondents came to be in the sample.
//!
//! A [`SurveyDesign`] is validated once and never changes: weights, strata, clusters and
//! finite populations at each stage, replicate weights, margins that the weights were brought to. It estimates nothing; the floor above feeds it
//! scores.

mod calibration;
mod degrees;
mod frame;
mod input;
mod people;
mod replicates;
mod resample;
mod survey_design;
mod trim;
mod weight_summary;

pub use calibration::{Calibration, CalibrationPlan, Margin, WeightBounds, WeightReport};
pub use frame::{StageFrame, StratumFrame};
pub use input::{DesignInput, GroupLabels, Grouping, LonelyPsu, Stage};
pub use people::People;
pub use replicates::{ReplicateCentre, ReplicateInput, ReplicateMethod, Replicates};
pub use resample::ReplicatePlan;
pub use survey_design::SurveyDesign;
pub use trim::TrimPasses;
pub use weight_summary::WeightSummary;
