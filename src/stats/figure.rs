//! What is compared: a share, a mean or a total of some domain.

use super::estimate::{Estimate, EstimateKind, estimate};
use super::mean::{known_in, value_at};
use super::statistic::{Denominator, Statistic};
use crate::data::Mask;
use crate::design::SurveyDesign;

/// What a figure measures.
#[derive(Clone, Copy, Debug)]
pub enum Measured<'a> {
    /// The share of those selected.
    Share(&'a Mask),
    /// The mean of a number.
    Mean(&'a [f64]),
    /// The sum of a number.
    Total(&'a [f64]),
    /// How many people there are.
    People,
}

/// A share, a mean or a total of a domain.
#[derive(Clone, Copy, Debug)]
pub struct Figure<'a> {
    /// What is measured.
    pub measured: Measured<'a>,
    /// Of whom.
    pub domain: &'a Mask,
}

impl Figure<'_> {
    /// The figure with its error; `None` where nobody of weight is left.
    #[must_use]
    pub fn estimate(&self, design: &SurveyDesign) -> Option<Estimate> {
        let kind = match self.measured {
            Measured::Share(_) => EstimateKind::Share,
            _ => EstimateKind::Number,
        };
        let statistic = self.statistic(design)?;
        Some(estimate(design, kind, &statistic, &self.known()))
    }

    /// The figure as a statistic; `None` where nobody of weight is left.
    pub(super) fn statistic(&self, design: &SurveyDesign) -> Option<Statistic> {
        let denominator = match self.measured {
            Measured::Share(_) | Measured::Mean(_) => Denominator::People,
            Measured::Total(_) | Measured::People => Denominator::Nothing,
        };
        let value_of = |row| match self.measured {
            Measured::Share(selected) => f64::from(u8::from(selected.contains(row))),
            Measured::Mean(values) | Measured::Total(values) => value_at(values, row),
            Measured::People => 1.0,
        };
        Statistic::new(design, self.domain, value_of, denominator)
    }

    /// The rows of the domain whose value is known.
    pub(super) fn known(&self) -> Mask {
        match self.measured {
            Measured::Share(_) | Measured::People => self.domain.clone(),
            Measured::Mean(values) | Measured::Total(values) => known_in(values, self.domain),
        }
    }
}
