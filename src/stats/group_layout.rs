//! Where the respondents of some groups fall in a design.

use std::borrow::Cow;
use std::ops::Range;

use crate::data::Mask;
use crate::design::{StageFrame, SurveyDesign};

/// Groups of respondents that don't overlap, such as the columns of a breakdown, and for
/// each stage of a design a list of the units (the strata, where each respondent is a unit)
/// in which a group has anybody.
///
/// It depends on no question, so that the shares of any number of questions by the same
/// groups are summed by it, each in one pass over all respondents: see
/// [`CrossShares`](super::CrossShares).
#[derive(Clone)]
pub struct GroupLayout<'a> {
    pub(super) design: &'a SurveyDesign,
    pub(super) stages: Vec<StageLayout<'a>>,
}

/// The pieces of a stage: a group in a unit, or in a stratum.
#[derive(Clone)]
pub(super) struct StageLayout<'a> {
    /// The piece of each respondent; those of no group are in one past the last.
    pub(super) piece_of_row: Cow<'a, [u32]>,
    /// The unit or the stratum of each piece, group by group.
    pub(super) places: Vec<u32>,
    /// Where the pieces of each group begin, and where those of the last end.
    pub(super) starts: Vec<usize>,
    /// From where the weights in each piece are measured: in a stratum the first of them, so
    /// that equal weights lie at no distance. None in units, whose weights are only summed.
    pub(super) origins: Vec<f64>,
}

impl StageLayout<'_> {
    /// From where the weights in a piece are measured.
    #[inline]
    pub(super) fn origin(&self, piece: usize) -> f64 {
        self.origins.get(piece).copied().unwrap_or_default()
    }

    /// The pieces of a group.
    pub(super) fn pieces_of(&self, group: usize) -> Range<usize> {
        let end = |at: usize| self.starts.get(at).copied().unwrap_or_default();
        end(group)..end(group + 1)
    }
}

impl<'a> GroupLayout<'a> {
    /// Everybody in `domain` as one group.
    ///
    /// `None` for a design whose variances need each respondent's own score: one with
    /// replicate weights, with margins, or with a weight of 0.
    #[must_use]
    pub fn whole(design: &'a SurveyDesign, domain: &Mask) -> Option<Self> {
        Self::of(design, domain, &vec![0; design.rows()], 1)
    }

    /// The first `groups` of the groups that `group_of_row` numbers, as far as they are in
    /// `domain`; whoever has a higher number is in none of them.
    ///
    /// `None` as for [`whole`](Self::whole).
    #[must_use]
    pub fn of(
        design: &'a SurveyDesign,
        domain: &Mask,
        group_of_row: &[u8],
        groups: usize,
    ) -> Option<Self> {
        let by_score = design.replicates().is_some()
            || !design.calibrations().is_empty()
            || design.weights().contains(&0.0);
        if by_score || groups > usize::from(u8::MAX) {
            return None;
        }
        let mut groups_within = group_of_row.to_vec();
        domain.not().each(|row| {
            if let Some(group) = groups_within.get_mut(row) {
                *group = u8::MAX;
            }
        });
        let lay_out = |stage| laid_out(design, stage, &groups_within, groups);
        Some(Self {
            design,
            stages: design.stages().iter().map(lay_out).collect(),
        })
    }

    /// How many groups there are.
    #[must_use]
    pub fn groups(&self) -> usize {
        let first = self.stages.first();
        first.map_or(0, |stage| stage.starts.len().saturating_sub(1))
    }
}

/// The pieces of a stage. Which of all pairs of a group and a place have anybody stands in
/// a set of bits, so that the pieces that exist are numbered by counting bits, however many
/// pairs there might be.
fn laid_out<'a>(
    design: &SurveyDesign,
    stage: &'a StageFrame,
    group_of_row: &[u8],
    groups: usize,
) -> StageLayout<'a> {
    let (places, of_row) = match &stage.unit_of_row {
        Some(units) => (stage.stratum_of_unit.len(), units),
        None => (stage.strata.len(), &stage.stratum_of_unit),
    };
    // Everyone in one group: each unit is a piece already.
    let everyone = groups == 1 && group_of_row.iter().all(|group| *group == 0);
    if stage.unit_of_row.is_some() && everyone {
        return StageLayout {
            piece_of_row: Cow::Borrowed(of_row),
            places: (0..places as u32).collect(),
            starts: vec![0, places],
            origins: Vec::new(),
        };
    }
    let pair = |(group, place): (&u8, &u32)| usize::from(*group) * places + *place as usize;
    let pairs = || group_of_row.iter().zip(of_row).map(pair);
    let pieces = Pieces::of(&Mask::holding(groups * places, pairs()));
    let mut origins = match stage.unit_of_row {
        Some(_) => Vec::new(),
        None => vec![0.0; pieces.count + 1],
    };
    let mut piece_of_row = Vec::with_capacity(of_row.len());
    let (mut last, mut piece) = (usize::MAX, pieces.count);
    for (pair, weight) in pairs().zip(design.weights()) {
        // Neighbours in a file are mostly of one piece.
        if pair != last {
            (last, piece) = (pair, pieces.number(pair));
        }
        if let Some(origin @ 0.0) = origins.get_mut(piece) {
            *origin = *weight;
        }
        piece_of_row.push(piece as u32);
    }
    let (mut list, mut starts) = (Vec::with_capacity(pieces.count), vec![0]);
    for group in 0..groups {
        for place in 0..places {
            if pieces.number(group * places + place) < pieces.count {
                list.push(place as u32);
            }
        }
        starts.push(list.len());
    }
    StageLayout {
        piece_of_row: Cow::Owned(piece_of_row),
        places: list,
        starts,
        origins,
    }
}

/// The members of a set, numbered in ascending order.
struct Pieces {
    words: Vec<(u64, u32)>,
    count: usize,
}

impl Pieces {
    fn of(set: &Mask) -> Self {
        let mut count = 0;
        let words = set.words().iter().map(|word| {
            let before = count;
            count += word.count_ones();
            (*word, before)
        });
        Self {
            words: words.collect(),
            count: count as usize,
        }
    }

    /// The number of a member; of whatever is no member, one past the last.
    fn number(&self, at: usize) -> usize {
        match self.words.get(at / 64) {
            Some((word, before)) if word >> (at % 64) & 1 == 1 => {
                let below = word & !(u64::MAX << (at % 64));
                (before + below.count_ones()) as usize
            }
            _ => self.count,
        }
    }
}
