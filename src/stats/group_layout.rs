//! Where the respondents of some groups fall in a design.

use std::sync::Arc;

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
    pub(super) stages: Pieces,
    /// Whether the shares have errors, or only counts.
    pub(super) has_errors: bool,
}

/// The pieces of all stages: what a layout can be made of again.
pub(crate) type Pieces = Arc<Vec<StageLayout>>;

/// The pieces of a stage: a group in a unit, or in a stratum.
#[derive(Debug)]
pub(crate) struct StageLayout {
    /// The piece of each respondent; those of no group are in one past the last. `None` where
    /// all of a unit are in one group: there the units are the pieces.
    pub(super) piece_of_row: Option<Vec<u32>>,
    /// How many numbers there are for pieces.
    pub(super) count: usize,
    /// The number of each piece and its stratum, group by group; units of no group come last.
    pub(super) pieces: Vec<(u32, u32)>,
    /// Where the pieces of each group begin, and where those of the last end.
    pub(super) starts: Vec<usize>,
    /// The respondents in the order of the file, by the unit that neighbours share; none where
    /// few do, or where units are not the pieces.
    pub(super) runs: Vec<Run>,
    /// From where the weights in each piece are measured: the first of the stratum, so that
    /// equal weights lie at no distance. None in units, whose weights are only summed.
    pub(super) origins: Vec<f64>,
}

/// Respondents who stand together and are of one piece.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) piece: u32,
    /// The row after the last of them.
    pub(super) end: u32,
}

impl StageLayout {
    /// From where the weights in a piece are measured.
    #[inline]
    pub(super) fn origin(&self, piece: usize) -> f64 {
        self.origins.get(piece).copied().unwrap_or_default()
    }

    /// The pieces of a group.
    pub(super) fn pieces_of(&self, group: usize) -> &[(u32, u32)] {
        let end = |at: usize| self.starts.get(at).copied().unwrap_or_default();
        self.pieces
            .get(end(group)..end(group + 1))
            .unwrap_or_default()
    }

    /// Whether units are the pieces.
    pub(super) fn is_nested(&self) -> bool {
        self.piece_of_row.is_none() && self.origins.is_empty()
    }
}

impl<'a> GroupLayout<'a> {
    /// Everybody as one group.
    ///
    /// `None` for a design whose variances need each respondent's own score: one with
    /// replicate weights, with margins, or with a weight of 0.
    #[must_use]
    pub fn whole(design: &'a SurveyDesign) -> Option<Self> {
        let lay_out = |stage: &StageFrame| {
            let (places, of_row) = places(stage);
            let layout = nested(stage, &vec![0; places], 1);
            match stage.unit_of_row {
                Some(_) => layout,
                None => StageLayout {
                    origins: first_weights(places, of_row, design.weights()),
                    ..layout
                },
            }
        };
        Self::by_stage(design, &lay_out)
    }

    /// The first `groups` of the groups that `group_of_row` numbers; whoever has a higher
    /// number is in none of them.
    ///
    /// `None` as for [`whole`](Self::whole).
    #[must_use]
    pub fn of(design: &'a SurveyDesign, group_of_row: &[u8], groups: usize) -> Option<Self> {
        if groups > usize::from(u8::MAX) {
            return None;
        }
        Self::by_stage(design, &|stage| {
            laid_out(design, stage, group_of_row, groups)
        })
    }

    /// So many groups, of which nothing but how many respondents gave which answer is to be
    /// known: their shares have no errors.
    #[must_use]
    pub fn of_counts(design: &'a SurveyDesign, groups: usize) -> Self {
        let (mut pieces, mut starts) = (Vec::new(), vec![0]);
        for group in 0..groups {
            pieces.push((group as u32, 0));
            starts.push(group + 1);
        }
        Self {
            design,
            stages: Arc::new(vec![StageLayout {
                piece_of_row: None,
                count: groups,
                pieces,
                starts,
                runs: Vec::new(),
                origins: Vec::new(),
            }]),
            has_errors: false,
        }
    }

    fn by_stage(
        design: &'a SurveyDesign,
        lay_out: &dyn Fn(&StageFrame) -> StageLayout,
    ) -> Option<Self> {
        if design.replicates().is_some() || !design.calibrations().is_empty() || design.has_zeros()
        {
            return None;
        }
        Some(Self {
            design,
            stages: Arc::new(design.stages().iter().map(lay_out).collect()),
            has_errors: true,
        })
    }

    /// What the layout can be made of again without another pass; `None` where that holds a
    /// number for each respondent.
    pub(crate) fn pieces(&self) -> Option<Pieces> {
        let small = |stage: &StageLayout| stage.piece_of_row.is_none();
        self.stages
            .iter()
            .all(small)
            .then(|| Arc::clone(&self.stages))
    }

    /// The layout of these pieces.
    pub(crate) fn of_pieces(design: &'a SurveyDesign, pieces: &Pieces) -> Self {
        Self {
            design,
            stages: Arc::clone(pieces),
            has_errors: true,
        }
    }

    /// The piece of each respondent at a stage.
    pub(super) fn piece_of_row<'s>(
        &'s self,
        stage: &'s StageLayout,
        frame: &'s StageFrame,
    ) -> &'s [u32] {
        match &stage.piece_of_row {
            Some(of_row) => of_row,
            None => places(frame).1,
        }
    }

    /// The first of some layouts whose sums of a stage hold those of this one: it lists the same
    /// units, by group, and here they are all in one.
    pub(super) fn host(&self, others: &[Self], stage: usize) -> Option<usize> {
        let own = self.stages.get(stage)?;
        let is_whole =
            self.groups() == 1 && own.is_nested() && own.pieces_of(0).len() == own.pieces.len();
        let nested = |other: &Self| {
            other.groups() > 1 && other.stages.get(stage).is_some_and(StageLayout::is_nested)
        };
        others.iter().position(nested).filter(|_| is_whole)
    }

    /// How many groups there are.
    #[must_use]
    pub fn groups(&self) -> usize {
        let first = self.stages.first();
        first.map_or(0, |stage| stage.starts.len().saturating_sub(1))
    }
}

/// How many units a stage has, and the unit of each respondent; strata, where each
/// respondent is a unit.
fn places(stage: &StageFrame) -> (usize, &[u32]) {
    match &stage.unit_of_row {
        Some(units) => (stage.stratum_of_unit.len(), units),
        None => (stage.strata.len(), &stage.stratum_of_unit),
    }
}

/// The first weight in each place; a file has most strata in its first rows.
fn first_weights(places: usize, of_row: &[u32], weights: &[f64]) -> Vec<f64> {
    let mut origins = vec![0.0; places];
    let mut missing = places;
    for (place, weight) in of_row.iter().zip(weights) {
        if missing == 0 {
            break;
        }
        if let Some(origin @ 0.0) = origins.get_mut(*place as usize) {
            (*origin, missing) = (*weight, missing - 1);
        }
    }
    origins
}

/// The pieces of a stage of which each place is one, for all who are there are in one group.
///
/// Where the file has runs of units, a unit's number is its place in the list of pieces, so that
/// the sums of one group lie together. Elsewhere respondents are read by the unit's own number.
fn nested(stage: &StageFrame, group_of_place: &[u8], groups: usize) -> StageLayout {
    // Those of no group are one more.
    let mut ends = vec![0; groups + 2];
    for group in group_of_place {
        if let Some(count) = ends.get_mut(usize::from(*group) + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for end in &mut ends {
        sum += *end;
        *end = sum;
    }
    let starts = ends.get(..=groups).unwrap_or_default().to_vec();
    let runs = runs(stage);
    let mut pieces = vec![(0, 0); sum];
    let mut number_of_place = vec![0; group_of_place.len()];
    for ((group, number), place) in group_of_place.iter().zip(&mut number_of_place).zip(0u32..) {
        let Some(end) = ends.get_mut(usize::from(*group)) else {
            continue;
        };
        *number = if runs.is_empty() { place } else { *end as u32 };
        if let Some(piece) = pieces.get_mut(*end) {
            *piece = (*number, stratum(stage, place as usize));
            *end += 1;
        }
    }
    StageLayout {
        piece_of_row: None,
        count: group_of_place.len(),
        pieces,
        starts,
        runs: renumbered(runs, &number_of_place),
        origins: Vec::new(),
    }
}

/// The stratum of a unit; where respondents are units places are strata.
fn stratum(stage: &StageFrame, place: usize) -> u32 {
    match stage.unit_of_row {
        Some(_) => stage
            .stratum_of_unit
            .get(place)
            .copied()
            .unwrap_or_default(),
        None => place as u32,
    }
}

/// The runs of units whose pieces have other numbers.
fn renumbered(mut runs: Vec<Run>, number_of_place: &[u32]) -> Vec<Run> {
    for run in &mut runs {
        let number = number_of_place.get(run.piece as usize);
        run.piece = number.copied().unwrap_or_default();
    }
    runs
}

/// The runs of units in a file, where they are long enough to be worth it.
fn runs(stage: &StageFrame) -> Vec<Run> {
    let mut runs = Vec::new();
    let of_row = stage.unit_of_row.as_deref().unwrap_or_default();
    let mut rest = of_row;
    while let Some(piece) = rest.first() {
        rest = rest.get(run_length(rest, *piece)..).unwrap_or_default();
        let end = (of_row.len() - rest.len()) as u32;
        runs.push(Run { piece: *piece, end });
        if runs.len() * SHORT_RUN > of_row.len() {
            return Vec::new();
        }
    }
    runs
}

/// How many of the first are in one unit. A function of its own, which a browser makes quick once it
/// has been called for a few runs.
#[inline(never)]
fn run_length(units: &[u32], unit: u32) -> usize {
    let other = units.iter().position(|other| *other != unit);
    other.unwrap_or(units.len())
}

/// Of fewer respondents than these a run takes longer than to add each where it belongs.
const SHORT_RUN: usize = 16;

/// The group of each place, those of none included as one more; `None` where the people of
/// a place are in several.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn group_of_places(
    places: usize,
    of_row: &[u32],
    (group_of_row, groups): (&[u8], usize),
) -> Option<Vec<u8>> {
    let mut group_of_place = vec![u8::MAX; places];
    for (place, group) in of_row.iter().zip(group_of_row) {
        let group = (usize::from(*group)).min(groups) as u8;
        let known = group_of_place.get_mut(*place as usize)?;
        if *known != group && std::mem::replace(known, group) != u8::MAX {
            return None;
        }
    }
    Some(group_of_place)
}

/// The pieces of a stage: the pairs of a group and a place.
///
/// Where there are fewer pairs than respondents each is a piece, whether anybody is there or
/// not: to number those that exist takes longer than to sum nobody. Where there are more,
/// which of them have anybody stands in a set of bits, so that the pieces that exist are
/// numbered by counting bits.
fn laid_out(
    design: &SurveyDesign,
    stage: &StageFrame,
    group_of_row: &[u8],
    groups: usize,
) -> StageLayout {
    let (places, of_row) = places(stage);
    if stage.unit_of_row.is_some()
        && groups < usize::from(u8::MAX)
        && let Some(group_of_place) = group_of_places(places, of_row, (group_of_row, groups))
    {
        return nested(stage, &group_of_place, groups);
    }
    let pairs = groups * places;
    let numbered = (pairs > of_row.len()).then(|| {
        Numbered::of(&Mask::holding(
            pairs,
            pairs_of(group_of_row, of_row, places),
        ))
    });
    let number = |pair| numbered.as_ref().map_or(pair, |known| known.number(pair));
    let count = numbered.as_ref().map_or(pairs, |known| known.count);
    let of_strata = match stage.unit_of_row {
        Some(_) => Vec::new(),
        None => first_weights(places, of_row, design.weights()),
    };
    let (mut list, mut starts) = (Vec::with_capacity(count), vec![0]);
    let mut origins = Vec::new();
    for group in 0..groups {
        for place in 0..places {
            let number = number(group * places + place);
            if number < count {
                list.push((number as u32, stratum(stage, place)));
                origins.extend(of_strata.get(place));
            }
        }
        starts.push(list.len());
    }
    StageLayout {
        piece_of_row: Some(match &numbered {
            None => piece_of_rows((group_of_row, groups), (of_row, places)),
            Some(known) => pairs_of(group_of_row, of_row, places)
                .map(|pair| known.number(pair) as u32)
                .collect(),
        }),
        count,
        pieces: list,
        starts,
        runs: Vec::new(),
        origins,
    }
}

/// The pair of each respondent.
fn pairs_of<'a>(
    group_of_row: &'a [u8],
    of_row: &'a [u32],
    places: usize,
) -> impl Iterator<Item = usize> + 'a {
    let rows = group_of_row.iter().zip(of_row);
    rows.map(move |(group, place)| usize::from(*group) * places + *place as usize)
}

/// The pieces of all respondents, where each pair is one.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn piece_of_rows(
    (group_of_row, groups): (&[u8], usize),
    (of_row, places): (&[u32], usize),
) -> Vec<u32> {
    let (places, none, groups) = (places as u32, (groups * places) as u32, groups as u8);
    let mut pieces = vec![0; of_row.len()];
    for ((piece, group), place) in pieces.iter_mut().zip(group_of_row).zip(of_row) {
        *piece = (u32::from((*group).min(groups)) * places + place).min(none);
    }
    pieces
}

/// The members of a set, numbered in ascending order.
struct Numbered {
    words: Vec<(u64, u32)>,
    count: usize,
}

impl Numbered {
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
