//! Respondents counted.

use super::SurveyDesign;
use crate::data::Mask;

/// Some respondents counted.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct People {
    /// How many there are.
    pub n: usize,
    /// The sum of their weights.
    pub weighted: f64,
    /// The sum of the squares of their weights.
    pub squares: f64,
}

impl People {
    /// The people of a set.
    #[must_use]
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    pub fn of(design: &SurveyDesign, set: &Mask) -> Self {
        let weights = design.weights();
        let mut people = Self::default();
        set.each(|row| {
            if let Some(weight) = weights.get(row) {
                people.n += 1;
                people.weighted += weight;
                people.squares += weight * weight;
            }
        });
        people
    }

    /// The people of each of the first `count` codes; whoever has a higher one is left out.
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    pub(crate) fn by_code(design: &SurveyDesign, code_of_row: &[u8], count: usize) -> Vec<Self> {
        let mut people = vec![Self::default(); count];
        let own = people.as_mut_slice();
        for (code, weight) in code_of_row.iter().zip(design.weights()) {
            if let Some(people) = own.get_mut(usize::from(*code)) {
                people.n += 1;
                people.weighted += weight;
                people.squares += weight * weight;
            }
        }
        people
    }

    /// Kish's effective number of them, as
    /// [`kish_effective_n`](SurveyDesign::kish_effective_n) has it.
    #[must_use]
    pub fn effective_n(&self) -> Option<f64> {
        (self.squares > 0.0).then(|| self.weighted * self.weighted / self.squares)
    }
}
