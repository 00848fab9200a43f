//! Shares.

use super::cross_shares::CrossShares;
use super::estimate::Estimate;
use super::figure::{Figure, Measured};
use super::group_layout::GroupLayout;
use crate::data::Mask;
use crate::design::{People, SurveyDesign};

/// The share of a domain's people who are in `selected`.
///
/// # Formula
/// ```text
/// p = Σ w y / Σ w     over the domain; y = 1 where selected, else 0; w the weights
/// score = w (y - p) / Σ w
/// ```
///
/// # Missing data
/// Whoever should not count stands outside the domain; rows are never dropped from the
/// design.
///
/// # Not estimable
/// `None` where the domain has no weight. The standard error is `None` where fewer
/// first-stage units than strata plus one are left.
///
/// # Differences
/// None from R's `svymean` of a 0/1 variable; `svyciprop` estimates the same share. Where
/// a replicate leaves the share without a base R discards the replicate, here there is no
/// standard error.
///
/// # Example
/// ```
/// use chosa::{data::Mask, design::SurveyDesign, stats};
///
/// let design = SurveyDesign::simple_random(476, Some(5596.0))?;
/// let selected = Mask::from_fn(476, |row| row < 143);
/// let share = stats::share(&design, &selected, &Mask::all(476)).expect("a base");
/// assert!((share.value - 0.300_420_168).abs() < 1e-9);
/// assert!((share.se.expect("two respondents") - 0.020_120_209_8).abs() < 1e-10);
/// # Ok::<(), chosa::Error>(())
/// ```
///
/// # References
/// Cochran, W. G. (1977) Sampling Techniques, 3rd edition, pp. 50-71; Särndal, C.-E.,
/// Swensson, B. and Wretman, J. (1992) Model Assisted Survey Sampling, sections 5.6 and
/// 5.7, pp. 176-184.
#[doc(alias = "svymean")]
#[doc(alias = "svyciprop")]
#[must_use]
pub fn share(design: &SurveyDesign, selected: &Mask, domain: &Mask) -> Option<Estimate> {
    let layout = GroupLayout::whole(design);
    counted_share(design, layout.as_ref(), selected, domain).share
}

/// A share with whom it is of.
pub(crate) struct CountedShare {
    /// Those in the base who are selected.
    pub(crate) members: People,
    /// The people of the base.
    pub(crate) base: People,
    /// `None` where the base has no weight.
    pub(crate) share: Option<Estimate>,
}

/// The share of `base` that is in `selected`. The layout is the whole design's; one without it
/// has each respondent's score taken.
pub(crate) fn counted_share(
    design: &SurveyDesign,
    layout: Option<&GroupLayout<'_>>,
    selected: &Mask,
    base: &Mask,
) -> CountedShare {
    if let Some(layout) = layout {
        return CrossShares::of_set(layout, selected, base)
            .base(&[], 0)
            .share_of(&[0]);
    }
    let measured = Measured::Share(selected);
    CountedShare {
        members: People::of(design, &selected.and(base)),
        base: People::of(design, base),
        share: Figure {
            measured,
            domain: base,
        }
        .estimate(design),
    }
}
