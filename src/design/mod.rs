//! How the respondents came to be in the sample.
//!
//! A [`SurveyDesign`] is validated once and never changes: weights, strata, clusters and
//! finite populations at each stage, replicate weights. It estimates nothing; the floor above feeds it
//! scores.

mod degrees;
mod frame;
mod input;
mod replicates;
mod resample;
mod survey_design;

pub use frame::{StageFrame, StratumFrame};
pub use input::{DesignInput, Grouping, LonelyPsu, Stage};
pub use replicates::{ReplicateCentre, ReplicateInput, ReplicateMethod, Replicates};
pub use resample::ReplicatePlan;
pub use survey_design::SurveyDesign;
