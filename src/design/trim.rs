//! Trimming of weights.

use super::calibration::WeightBounds;
use crate::error::{ErrorKind, Result};

/// How often weights are trimmed: sharing out what was cut off can push others over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum TrimPasses {
    /// Once; some weights may end outside the bounds.
    #[default]
    Once,
    /// Until none is outside (R's `strict = TRUE`).
    UntilInside,
}

/// How often weights are trimmed at the most: enough for any sample, as each pass brings
/// at least one more weight to a bound or is the last.
const PASSES: usize = 10_000;

/// Weights of 0 stay as they are.
pub(super) fn trim(weights: &[f64], bounds: WeightBounds, passes: TrimPasses) -> Result<Vec<f64>> {
    let WeightBounds { lower, upper } = bounds;
    let passes = match passes {
        TrimPasses::Once => 1,
        TrimPasses::UntilInside => PASSES,
    };
    let mut weights = weights.to_vec();
    for _ in 0..passes {
        let outside = |weight: f64| weight > 0.0 && (weight < lower || weight > upper);
        let cut: f64 = (weights.iter().filter(|weight| outside(**weight)))
            .map(|weight| weight - weight.max(lower).min(upper))
            .sum();
        if !weights.iter().any(|weight| outside(*weight)) {
            break;
        }
        let inside = |weight: f64| weight > 0.0 && !outside(weight);
        let others = weights.iter().filter(|weight| inside(**weight)).count();
        if others == 0 {
            return Err(ErrorKind::InvalidWeightBounds { lower, upper }.into());
        }
        for weight in &mut weights {
            if outside(*weight) {
                *weight = weight.max(lower).min(upper);
            } else if *weight > 0.0 {
                *weight += cut / others as f64;
            }
        }
    }
    Ok(weights)
}
