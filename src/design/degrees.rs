//! Degrees of freedom.

use super::SurveyDesign;
use crate::data::Mask;

impl SurveyDesign {
    /// The degrees of freedom of a variance in a domain: first-stage units less strata,
    /// both counted among the domain's respondents with a positive weight. May be 0.
    ///
    /// # Formula
    /// ```text
    /// df = PSUs in the domain - strata in the domain
    /// ```
    /// With replicate weights: those that were given with them, else the rank of the
    /// domain's replicate weights less 1 (how many of them are no mixture of others).
    ///
    /// # Differences
    /// None from R's `degf`.
    ///
    /// # Example
    /// ```
    /// use chosa::{data::Mask, design::SurveyDesign};
    ///
    /// let design = SurveyDesign::simple_random(476, Some(5596.0))?;
    /// assert_eq!(design.degrees_of_freedom(&Mask::all(476)), 475.0);
    /// assert_eq!(design.degrees_of_freedom(&Mask::from_fn(476, |row| row < 190)), 189.0);
    /// # Ok::<(), chosa::Error>(())
    /// ```
    ///
    /// # References
    /// Korn, E. L. and Graubard, B. I. (1999) Analysis of Health Surveys, section 5.2.
    #[doc(alias = "degf")]
    #[must_use]
    pub fn degrees_of_freedom(&self, domain: &Mask) -> f64 {
        if let Some(replicates) = self.replicates() {
            return replicates.degrees_of_freedom(self, domain);
        }
        let Some(stage) = self.stages().first() else {
            return 0.0;
        };
        // Everyone is in all of the units.
        if !self.has_zeros() && domain.count() == self.rows() {
            return stage
                .stratum_of_unit
                .len()
                .saturating_sub(stage.strata.len()) as f64;
        }
        let weights = self.weights();
        let mut strata_seen = vec![false; stage.strata.len()];
        let mut units = 0u32;
        let mut units_seen = match &stage.unit_of_row {
            Some(_) => vec![false; stage.stratum_of_unit.len()],
            None => Vec::new(),
        };
        domain.each(|row| {
            if weights.get(row).is_none_or(|weight| *weight <= 0.0) {
                return;
            }
            let unit = stage
                .unit_of_row
                .as_ref()
                .map_or(row, |of_row| of_row[row] as usize);
            strata_seen[stage.stratum_of_unit[unit] as usize] = true;
            match units_seen.get_mut(unit) {
                Some(seen) => units += u32::from(!std::mem::replace(seen, true)),
                None => units += 1,
            }
        });
        let strata = strata_seen.iter().filter(|seen| **seen).count();
        f64::from(units) - strata as f64
    }
}
