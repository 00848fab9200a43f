//! What a caller asks for.

use crate::data::Where;
use crate::language::Language;
use crate::stats::IntervalMethod;
use serde::{Deserialize, Serialize};

/// A table to compute: questions down the side, breakdowns across the top.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct TabulateRequest {
    /// The questions down the side, by name: one, or a list.
    #[serde(deserialize_with = "super::one_or_many::deserialize")]
    pub rows: Vec<String>,
    /// The breakdowns across the top, side by side after a Total column.
    #[serde(deserialize_with = "super::one_or_many::deserialize")]
    pub columns: Vec<String>,
    /// A chain of ever smaller groups, in place of `rows`: who was asked, who answered,
    /// and of these each step in turn.
    pub trail: Vec<TrailStep>,
    /// The subpopulation that the table is about; the design never shrinks.
    #[serde(rename = "where")]
    pub filter: Option<Where>,
    /// What each cell estimates.
    pub measure: Measure,
    /// What the shares of a cell add up to.
    pub percent: Percent,
    /// Whether "no answer" is a row.
    pub missing: Missing,
    /// The confidence interval.
    pub interval: IntervalOptions,
    /// The language of Chosa's own words and, where the data has them, of the labels.
    /// Without it, the language of the survey.
    pub language: Option<Language>,
}

/// One step of a base trail.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct TrailStep {
    /// The predicate that leads from the step before to this one.
    #[serde(rename = "where")]
    pub filter: Where,
    /// What the step is called, by language; without it, the labels of the predicate.
    #[serde(default)]
    pub label: Option<crate::data::Label>,
}

/// What a cell estimates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Measure {
    /// The share of the base that gave the row's answer, in [0, 1].
    #[default]
    Share,
    /// The mean of a number, or of an ordered scale's scores.
    Mean,
    /// The number of people in the population (or the sum of a number over it).
    Total,
    /// The median of a number.
    Median,
    /// Another quantile of a number; 0.25 is the first quartile.
    Quantile(f64),
}

/// What the shares of a table add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Percent {
    /// Each column adds up to 1: of those in the column, who answered so? (縦%)
    #[default]
    Column,
    /// Each row adds up to 1 over the columns of one breakdown (横%).
    Row,
    /// All cells of one breakdown add up to 1.
    Table,
}

/// Whether "no answer" is a row of its own and part of the base.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Missing {
    /// The base is those who answered.
    #[default]
    Exclude,
    /// The base is those who were asked, and "no answer" is a row.
    Include,
}

/// The confidence interval of each cell.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct IntervalOptions {
    /// How it is computed; without it, `beta` for shares and `wald` for the rest.
    pub method: Option<IntervalMethod>,
    /// Its confidence level, between 0 and 1; 0.95 unless told.
    pub level: f64,
}

impl Default for IntervalOptions {
    fn default() -> Self {
        Self {
            method: None,
            level: 0.95,
        }
    }
}
