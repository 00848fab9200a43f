//! How the respondents came to be in the sample.
//!
//! A [`SurveyDesign`] is validated once and never changes: weights, strata, clusters and
//! finite populations at each stage. It estimates nothing; the floor above feeds it
//! scores.

mod degrees;
mod frame;
mod input;
mod survey_design;

pub use frame::{StageFrame, StratumFrame};
pub use input::{DesignInput, Grouping, LonelyPsu, Stage};
pub use survey_design::SurveyDesign;
