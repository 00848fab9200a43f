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
    /// The group of each respondent; none where all are in one, or where only counts are known.
    pub(super) group_of_row: &'a [u8],
    pub(super) stages: Pieces,
    /// Whether the shares have errors, or only counts.
    pub(super) has_errors: bool,
}

/// The pieces of all stages: what a layout can be made of again.
pub(crate) type Pieces = Arc<Vec<StageLayout>>;

/// The pieces of a stage: a group in a unit, or in a stratum.
#[derive(Debug)]
pub(crate) struct StageLayout {
    numbering: Numbering,
    /// How many numbers respondents have for pieces, those of no group included.
    pub(super) count: usize,
    /// The stratum of each piece; of each place, where every pair is a piece.
    strata: Vec<u32>,
    /// The first piece of each group, and one past those of the last.
    starts: Vec<usize>,
    /// The respondents in the order of the file, by the unit that neighbours share; none where
    /// few do, or where the people of a unit are in several groups.
    pub(super) runs: Vec<Run>,
    /// From where the weights in each piece are measured: the first of the stratum, so that
    /// equal weights lie at no distance. None in units, whose weights are only summed.
    pub(super) origins: Vec<f64>,
}

/// How the pieces of a stage are numbered: group by group, and in each in the order of the places
/// (the units, or the strata where each respondent is a unit).
#[derive(Debug)]
enum Numbering {
    /// The places, which are all in one group.
    Places,
    /// The places, by the group in which all people of one are: the piece of each. Those of no
    /// group come last.
    Nested(Vec<u32>),
    /// Each pair of a group and a place, whether anybody is there or not: the first of each group,
    /// by the number of it that a respondent may have.
    Pairs(Box<[u32; 1 << u8::BITS]>),
    /// The pairs in which there is anybody, of so many places.
    Known(Numbered, usize),
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
    pub(super) fn origin(&self, piece: u32) -> f64 {
        let origin = self.origins.get(piece as usize);
        origin.copied().unwrap_or_default()
    }

    /// The pieces of a group: the number of the first, and the stratum of each.
    pub(super) fn pieces_of(&self, group: usize) -> (usize, &[u32]) {
        let end = |at: usize| self.starts.get(at).copied().unwrap_or_default();
        let own = match self.numbering {
            Numbering::Pairs(_) => 0..self.strata.len(),
            _ => end(group)..end(group + 1),
        };
        (end(group), self.strata.get(own).unwrap_or_default())
    }

    /// The pieces of all places, of which each is one.
    pub(super) fn all_pieces(&self) -> (usize, &[u32]) {
        (0, &self.strata)
    }

    /// The pieces of some respondents, from their places and groups; `buffer` has room for as many.
    pub(super) fn piece_of_rows<'r>(
        &self,
        of_row: &'r [u32],
        group_of_row: &[u8],
        buffer: &'r mut [u32],
    ) -> &'r [u32] {
        match &self.numbering {
            Numbering::Places => return of_row,
            Numbering::Nested(numbers) => {
                for (piece, place) in buffer.iter_mut().zip(of_row) {
                    *piece = numbers.get(*place as usize).copied().unwrap_or_default();
                }
            }
            Numbering::Pairs(firsts) => number_pairs(buffer, firsts, (group_of_row, of_row)),
            Numbering::Known(known, places) => {
                let pairs = pairs_of(group_of_row, of_row, *places);
                for (piece, pair) in buffer.iter_mut().zip(pairs) {
                    *piece = known.number(pair) as u32;
                }
            }
        }
        buffer
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
            let (places, _) = places(stage);
            StageLayout {
                numbering: Numbering::Places,
                count: places,
                strata: strata(stage),
                starts: vec![0, places],
                runs: runs(stage),
                origins: first_weights(design, stage),
            }
        };
        Self::by_stage((design, &[]), &lay_out)
    }

    /// The first `groups` of the groups that `group_of_row` numbers; whoever has a higher
    /// number is in none of them.
    ///
    /// `None` as for [`whole`](Self::whole).
    #[must_use]
    pub fn of(design: &'a SurveyDesign, group_of_row: &'a [u8], groups: usize) -> Option<Self> {
        if groups > usize::from(u8::MAX) {
            return None;
        }
        Self::by_stage((design, group_of_row), &|stage| {
            laid_out(design, stage, group_of_row, groups)
        })
    }

    /// So many groups, of which nothing but how many respondents gave which answer is to be
    /// known: their shares have no errors.
    #[must_use]
    pub fn of_counts(design: &'a SurveyDesign, groups: usize) -> Self {
        Self {
            design,
            group_of_row: &[],
            stages: Arc::new(vec![StageLayout {
                numbering: Numbering::Places,
                count: groups,
                strata: vec![0; groups],
                starts: (0..groups + 1).collect(),
                runs: Vec::new(),
                origins: Vec::new(),
            }]),
            has_errors: false,
        }
    }

    fn by_stage(
        (design, group_of_row): (&'a SurveyDesign, &'a [u8]),
        lay_out: &dyn Fn(&StageFrame) -> StageLayout,
    ) -> Option<Self> {
        if design.replicates().is_some() || !design.calibrations().is_empty() || design.has_zeros()
        {
            return None;
        }
        Some(Self {
            design,
            group_of_row,
            stages: Arc::new(design.stages().iter().map(lay_out).collect()),
            has_errors: true,
        })
    }

    /// What the layout can be made of again without another pass; `None` where that takes much
    /// memory.
    pub(crate) fn pieces(&self) -> Option<Pieces> {
        let large = |stage: &StageLayout| matches!(stage.numbering, Numbering::Known(..));
        let is_small = !self.stages.iter().any(large);
        is_small.then(|| Arc::clone(&self.stages))
    }

    /// The layout of these pieces.
    pub(crate) fn of_pieces(
        design: &'a SurveyDesign,
        group_of_row: &'a [u8],
        pieces: &Pieces,
    ) -> Self {
        Self {
            design,
            group_of_row,
            stages: Arc::clone(pieces),
            has_errors: true,
        }
    }

    /// The first of some layouts of whose sums of a stage those of this one can be made: everyone
    /// is in one group here, and there each place stands for itself, or in each group.
    pub(super) fn host(&self, others: &[Self], stage: usize) -> Option<usize> {
        let is_whole = matches!(self.stages.get(stage)?.numbering, Numbering::Places);
        let holds_all = |other: &Self| {
            let numbering = other.stages.get(stage).map(|stage| &stage.numbering);
            matches!(numbering, Some(Numbering::Nested(_) | Numbering::Pairs(_)))
        };
        others.iter().position(holds_all).filter(|_| is_whole)
    }

    /// How many places a stage has, where each pair of a group and a place is a piece.
    pub(super) fn paired(&self, stage: usize) -> Option<usize> {
        let stage = self.stages.get(stage)?;
        matches!(stage.numbering, Numbering::Pairs(_)).then_some(stage.strata.len())
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
pub(super) fn places(stage: &StageFrame) -> (usize, &[u32]) {
    match &stage.unit_of_row {
        Some(units) => (stage.stratum_of_unit.len(), units),
        None => (stage.strata.len(), &stage.stratum_of_unit),
    }
}

/// The stratum of each place.
fn strata(stage: &StageFrame) -> Vec<u32> {
    match stage.unit_of_row {
        Some(_) => stage.stratum_of_unit.clone(),
        None => (0..stage.strata.len() as u32).collect(),
    }
}

/// The first weight in each stratum, where each respondent is a unit; a file has most strata in
/// its first rows.
fn first_weights(design: &SurveyDesign, stage: &StageFrame) -> Vec<f64> {
    if stage.unit_of_row.is_some() {
        return Vec::new();
    }
    let mut missing = stage.strata.len();
    let mut origins = vec![0.0; missing];
    for (place, weight) in stage.stratum_of_unit.iter().zip(design.weights()) {
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
    let mut strata = vec![0; sum];
    let mut numbers = vec![0; group_of_place.len()];
    let places = group_of_place.iter().zip(&stage.stratum_of_unit);
    for ((group, stratum), number) in places.zip(&mut numbers) {
        let Some(end) = ends.get_mut(usize::from(*group)) else {
            continue;
        };
        *number = *end as u32;
        if let Some(own) = strata.get_mut(*end) {
            *own = *stratum;
            *end += 1;
        }
    }
    StageLayout {
        runs: renumbered(runs(stage), &numbers),
        numbering: Numbering::Nested(numbers),
        count: group_of_place.len(),
        strata,
        starts,
        origins: Vec::new(),
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
    let of_places = strata(stage);
    let of_strata = first_weights(design, stage);
    let known = (pairs > of_row.len()).then(|| {
        let held = pairs_of(group_of_row, of_row, places);
        Numbered::of(&Mask::holding(pairs, held))
    });
    let (mut held, mut starts, mut origins) = (Vec::new(), vec![0], Vec::new());
    for group in 0..groups {
        let Some(known) = &known else {
            starts.push((group + 1) * places);
            continue;
        };
        for (place, stratum) in of_places.iter().enumerate() {
            if known.number(group * places + place) < known.count {
                held.push(*stratum);
                origins.extend(of_strata.get(place));
            }
        }
        starts.push(held.len());
    }
    let first = |group: usize| (group.min(groups) * places) as u32;
    let (count, strata, numbering) = match known {
        Some(known) => (known.count + 1, held, Numbering::Known(known, places)),
        None => {
            // Those of no group have them too.
            origins = of_strata.repeat(groups + 1);
            let firsts = Box::new(std::array::from_fn(first));
            (pairs + places, of_places, Numbering::Pairs(firsts))
        }
    };
    StageLayout {
        numbering,
        count,
        strata,
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

/// The pieces of respondents, where each pair is one.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn number_pairs(
    pieces: &mut [u32],
    firsts: &[u32; 1 << u8::BITS],
    (group_of_row, of_row): (&[u8], &[u32]),
) {
    for ((piece, group), place) in pieces.iter_mut().zip(group_of_row).zip(of_row) {
        *piece = firsts[usize::from(*group)] + place;
    }
}

/// The members of a set, numbered in ascending order.
#[derive(Debug)]
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
