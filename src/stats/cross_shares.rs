//! The shares of all answers in all groups, from one pass over the respondents.

use std::borrow::Cow;

use super::estimate::{Estimate, EstimateKind, Spread, estimate_of};
use super::group_layout::{GroupLayout, Run, StageLayout, places};
use super::joint_counts::{Count, one};
use super::linearization::{Piece, Sums, variance_in_strata};
use super::share::CountedShare;
use super::unit_table::{StratumSums, UnitTable};
use crate::data::Mask;
use crate::design::{People, StageFrame};

/// What the respondents answered.
#[derive(Clone)]
pub struct Answers<'a> {
    code_of_row: Cow<'a, [u8]>,
    codes: usize,
}

impl<'a> Answers<'a> {
    /// One code a respondent. The base are those with a code from 0 up to `codes`.
    #[must_use]
    pub fn new(code_of_row: &'a [u8], codes: usize) -> Self {
        Self {
            code_of_row: Cow::Borrowed(code_of_row),
            codes,
        }
    }

    /// The same of those in `domain`; everybody else is left out.
    #[must_use]
    pub fn within(mut self, domain: &Mask) -> Self {
        domain.strike(self.code_of_row.to_mut());
        self
    }
}

/// The answers of a question by some groups: what every share, its count and its error are
/// computed from.
///
/// Each respondent has a code for an answer (or for having given none, where the base has
/// those). Each stage of the design keeps, for each unit or stratum of each group and for each
/// code, how many respondents there are, the sum of their weights and, where respondents are
/// units, the sum of the squares: 16 bytes, or 24. The figures are those of
/// [`share`](super::share), which goes the same way.
///
/// # Cost
/// Each respondent is read once a stage: 13 bytes (weight, unit or stratum, code) and one more for
/// the group where the people of a unit are in several, and two additions to numbers that lie
/// together; three where respondents are units. Of people of a unit who stand together in the
/// file, and are all in one group, the unit is read once. What comes after grows with the pieces
/// and the codes, not with the respondents: units are read twice, once for the people and once
/// for the variances of all answers. [`of_each`](Self::of_each) reads the respondents once for
/// several layouts. Everyone as one group is not summed again where another layout has each unit
/// in one group, or in each: their sums are read there, or are those of all groups together.
/// Adding a respondent takes about 17 instructions (counted by callgrind), and what comes
/// after about 50 for each unit and answer.
///
/// ```
/// use chosa::{design::SurveyDesign, stats::{Answers, CrossShares, GroupLayout}};
///
/// let design = SurveyDesign::simple_random(6, Some(60.0))?;
/// let regions = GroupLayout::of(&design, &[0, 0, 0, 1, 1, 1], 2).expect("no margins");
/// // Of the answers 0 and 1; the code 2 stands for none.
/// let shares = CrossShares::of(&regions, &Answers::new(&[0, 1, 1, 0, 0, 2], 2));
/// let each = [shares];
/// let mut bases = CrossShares::bases(&each);
/// assert_eq!(bases[1].people().n, 2);
/// let (people, no) = bases[0].counted(&[1]);
/// assert_eq!(people.n, 2);
/// assert!((no.expect("a base").value - 2.0 / 3.0).abs() < 1e-15);
/// # Ok::<(), chosa::Error>(())
/// ```
pub struct CrossShares<'a> {
    layout: &'a GroupLayout<'a>,
    codes: usize,
    /// The sums of each stage, piece by piece, and in each code by code, with one more for
    /// whoever is outside the base.
    stages: Vec<Gathered>,
}

/// What was summed in each piece and code.
#[derive(Default)]
struct Gathered {
    /// The place among several layouts of the one that holds the sums of this, where none are here.
    host: Option<usize>,
    /// How many respondents, and how far their weights lie from the origin.
    counts: Vec<Count>,
    /// The squares of these distances, where they are asked for.
    squares: Vec<f64>,
}

impl Gathered {
    /// Room for a stage, before anybody is in it.
    fn room(stage: &StageLayout, codes: usize) -> Self {
        let cells = stage.count * (codes + 1);
        let squares = if stage.origins.is_empty() { 0 } else { cells };
        Self {
            host: None,
            counts: vec![Count::default(); cells],
            squares: vec![0.0; squares],
        }
    }

    /// Makes everyone's sums of those of all groups, whoever is in none included: so many a group.
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    fn fold(&mut self, groups: &Self, size: usize) {
        self.host = None;
        self.counts = vec![Count::default(); size];
        for group in groups.counts.chunks_exact(size) {
            for (sum, own) in self.counts.iter_mut().zip(group) {
                sum.join(own);
            }
        }
        self.squares = vec![0.0; size.min(groups.squares.len())];
        for group in groups.squares.chunks_exact(size) {
            for (sum, own) in self.squares.iter_mut().zip(group) {
                *sum += own;
            }
        }
    }

    #[inline]
    fn sums(&self, at: usize) -> Sums {
        let Count([n, apart]) = self.counts.get(at).copied().unwrap_or_default();
        Sums {
            n,
            apart,
            squares: self.squares.get(at).copied().unwrap_or_default(),
        }
    }

    /// Adds a respondent whose weight lies so far from the origin.
    #[inline(always)]
    fn add(&mut self, at: usize, one: f64, apart: f64) {
        add_to(&mut self.counts, at, (one, apart));
        if let Some(squares) = self.squares.get_mut(at) {
            *squares += apart * apart;
        }
    }
}

#[inline(always)]
fn add_to(counts: &mut [Count], at: usize, (one, apart): (f64, f64)) {
    if let Some(count) = counts.get_mut(at) {
        count.add(one, apart);
    }
}

/// A sum that waits for the one before takes four times as long: of neighbours each is added
/// to another part. Without that a question to which nearly all give one answer took 1.65 times as
/// long (a million rows, Node).
const LANES: usize = 2;

/// The sums of a few respondents, with room for each code that a byte can be, so that no
/// addition has to ask whether its cell exists.
type Aside = [[Count; LANES]; 1 << u8::BITS];

/// Adds respondents of one unit.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn add_run(codes: &[u8], weights: &[f64], aside: &mut Aside, cells: &mut [Count]) {
    let one = one();
    let (pairs, codes) = codes.as_chunks::<LANES>();
    let (pair_weights, weights) = weights.as_chunks::<LANES>();
    for ([a, b], weights) in pairs.iter().zip(pair_weights) {
        aside[usize::from(*a)][0].add(one, weights[0]);
        aside[usize::from(*b)][1].add(one, weights[1]);
    }
    for (code, weight) in codes.iter().zip(weights) {
        aside[usize::from(*code)][0].add(one, *weight);
    }
    for (cell, parts) in cells.iter_mut().zip(aside.iter_mut()) {
        let [mut first, second] = std::mem::take(parts);
        first.join(&second);
        cell.join(&first);
    }
}

/// Adds the respondents from `start` up to `end`, run by run of those in one unit.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn add_runs(
    runs: &[Run],
    (codes, weights): (&[u8], &[f64]),
    (start, end): (usize, usize),
    (counts, width): (&mut [Count], usize),
) {
    let first = runs.partition_point(|run| run.end as usize <= start);
    let mut aside = [[Count::default(); LANES]; 1 << u8::BITS];
    let mut from = start;
    for run in runs.iter().skip(first) {
        if from >= end {
            break;
        }
        let to = end.min(run.end as usize);
        let cell = run.piece as usize * width;
        let cells = counts.get_mut(cell..cell + width - 1).unwrap_or_default();
        add_run(
            part(codes, from, to),
            part(weights, from, to),
            &mut aside,
            cells,
        );
        from = to;
    }
}

/// How many respondents are read for all layouts before the next: their weights and codes
/// stay in the processor's nearest memory.
const ROWS_AT_ONCE: usize = 2048;

/// Adds all respondents.
fn gather_all(each: &mut [CrossShares<'_>], answers: &Answers<'_>) {
    let (mut start, mut pieces) = (0, vec![0; ROWS_AT_ONCE]);
    while start < answers.code_of_row.len() {
        let end = (start + ROWS_AT_ONCE).min(answers.code_of_row.len());
        let pieces = pieces.get_mut(..end - start).unwrap_or_default();
        for shares in &mut *each {
            shares.gather(answers, (start, end), pieces);
        }
        start = end;
    }
}

/// Makes the sums of the first of those of others, where these are by unit in each group.
fn fold_first(each: &mut [CrossShares<'_>]) {
    let [first, others @ ..] = each else {
        return;
    };
    for (at, sums) in first.stages.iter_mut().enumerate() {
        if let Some(host) = sums.host.and_then(|host| others.get(host - 1))
            && let Some(groups) = host.stages.get(at)
            && let Some(places) = host.layout.paired(at)
        {
            sums.fold(groups, places.max(1) * (host.codes + 1));
        }
    }
}

impl<'a> CrossShares<'a> {
    /// The shares of all answers in the groups of a layout.
    #[must_use]
    pub fn of(layout: &'a GroupLayout<'a>, answers: &Answers<'_>) -> Self {
        let mut shares = Self::none(layout, answers.codes);
        gather_all(std::slice::from_mut(&mut shares), answers);
        shares
    }

    /// The same for several layouts of one design. If everyone is in one group of the first, its
    /// sums are made of another's where that one keeps them by unit.
    #[must_use]
    pub fn of_each(layouts: &'a [GroupLayout<'a>], answers: &Answers<'_>) -> Vec<Self> {
        let mut each: Vec<Self> = Vec::with_capacity(layouts.len());
        for layout in layouts {
            let mut shares = Self::none(layout, answers.codes);
            for (at, sums) in shares.stages.iter_mut().enumerate() {
                if each.is_empty()
                    && let host @ Some(_) = layout.host(layouts, at)
                {
                    *sums = Gathered {
                        host,
                        ..Gathered::default()
                    };
                }
            }
            each.push(shares);
        }
        gather_all(&mut each, answers);
        fold_first(&mut each);
        each
    }

    /// Shares out of how many respondents gave each answer in each group, group by group, and
    /// in each code by code.
    pub(crate) fn of_counts(layout: &'a GroupLayout<'a>, codes: usize, counts: Vec<Count>) -> Self {
        Self {
            layout,
            codes,
            stages: vec![Gathered {
                counts,
                ..Gathered::default()
            }],
        }
    }

    /// The share of `base` who are in `selected`, as the share of the answer 0 in the one
    /// group of the [whole](GroupLayout::whole) layout. Nobody outside the base is read.
    pub(crate) fn of_set(layout: &'a GroupLayout<'a>, selected: &Mask, base: &Mask) -> Self {
        let mut shares = Self::none(layout, 2);
        let weights = layout.design.weights();
        let stages = layout.stages.iter().zip(layout.design.stages());
        for ((stage, frame), sums) in stages.zip(&mut shares.stages) {
            let (_, piece_of_row) = places(frame);
            base.each(|row| {
                let code = usize::from(!selected.contains(row));
                if let Some((piece, weight)) = piece_of_row.get(row).zip(weights.get(row)) {
                    let at = *piece as usize * 3 + code;
                    sums.add(at, 1.0, *weight - stage.origin(*piece));
                }
            });
        }
        shares
    }

    fn none(layout: &'a GroupLayout<'a>, codes: usize) -> Self {
        let mut stages = Vec::with_capacity(layout.stages.len());
        for stage in layout.stages.iter() {
            stages.push(Gathered::room(stage, codes));
        }
        Self {
            layout,
            codes,
            stages,
        }
    }

    /// Adds the respondents from `start` up to `end`: the one pass.
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    fn gather(&mut self, answers: &Answers<'_>, (start, end): (usize, usize), room: &mut [u32]) {
        let weights = part(self.layout.design.weights(), start, end);
        let codes = part(&answers.code_of_row, start, end);
        let (top, width, one) = (self.codes, self.codes + 1, one());
        let stages = (self.layout.stages.iter()).zip(self.layout.design.stages());
        let stages = stages.zip(&mut self.stages);
        for ((stage, frame), sums) in stages.filter(|(_, sums)| sums.host.is_none()) {
            // Most of the time of a table is spent here. Units need only be summed.
            if !stage.runs.is_empty() {
                let rows = (answers.code_of_row.as_ref(), self.layout.design.weights());
                add_runs(&stage.runs, rows, (start, end), (&mut sums.counts, width));
                continue;
            }
            let (_, of_row) = places(frame);
            let groups = part(self.layout.group_of_row, start, end);
            let pieces = stage.piece_of_rows(part(of_row, start, end), groups, room);
            if stage.origins.is_empty() {
                let counts = sums.counts.as_mut_slice();
                for ((piece, code), weight) in pieces.iter().zip(codes).zip(weights) {
                    let code = usize::from(*code).min(top);
                    add_to(counts, *piece as usize * width + code, (one, *weight));
                }
            } else {
                let origins = stage.origins.as_slice();
                let rows = pieces.iter().zip(codes).zip(weights);
                for ((piece, code), weight) in rows {
                    let (piece, code) = (*piece as usize, usize::from(*code).min(top));
                    let origin = origins.get(piece).copied().unwrap_or_default();
                    sums.add(piece * width + code, one, *weight - origin);
                }
            }
        }
    }

    /// How many groups there are.
    #[must_use]
    pub fn groups(&self) -> usize {
        self.layout.groups()
    }

    /// The bases of all groups, one layout's after the other's: of what [`of_each`](Self::of_each)
    /// gives as a whole, or of one that stands alone.
    #[must_use]
    pub fn bases(each: &[Self]) -> Vec<GroupBase<'_>> {
        let mut bases = Vec::new();
        for shares in each {
            for group in 0..shares.groups() {
                bases.push(shares.base(each, group));
            }
        }
        bases
    }

    /// The base of a group, of shares that may have been computed with others.
    pub(super) fn base<'s>(&'s self, each: &'s [Self], group: usize) -> GroupBase<'s> {
        let mut bases: Vec<StageBase<'_>> = Vec::with_capacity(self.stages.len());
        let frames = self.layout.design.stages().iter();
        let stages = frames.zip(self.layout.stages.iter()).zip(&self.stages);
        for ((frame, stage), sums) in stages {
            let host = sums.host.and_then(|host| {
                let (host, at) = (each.get(host)?, bases.len());
                host.layout.stages.get(at).zip(host.stages.get(at))
            });
            let (stage, sums, pieces) = match host {
                Some((host, sums)) => (host, sums, host.all_pieces()),
                None => (stage, sums, stage.pieces_of(group)),
            };
            bases.push(
                match frame.unit_of_row.is_some() && self.layout.has_errors {
                    true => StageBase::Units(self.units(frame, pieces, sums)),
                    false => StageBase::Strata(self.pieces(pieces, (stage, sums))),
                },
            );
        }
        let first = bases.first().zip(self.stages.first());
        let by_code = first.map_or_else(Vec::new, |(base, sums)| self.people(base, sums));
        let df = first.map_or(0.0, |(base, _)| base.units_less_strata());
        // Summed as a share's people are, so that a share of everyone is 1 to the last bit.
        let people = together(by_code.iter());
        let mut base = GroupBase {
            shares: self,
            people,
            by_code,
            df: if self.layout.has_errors { df } else { 0.0 },
            stages: bases,
        };
        base.find_variances();
        base
    }

    /// The people with each code.
    fn people(&self, base: &StageBase<'_>, sums: &Gathered) -> Vec<People> {
        let mut by_code = vec![People::default(); self.codes];
        match base {
            StageBase::Units(base) => base.sums.count(&mut by_code),
            StageBase::Strata(pieces) => {
                for (code, people) in by_code.iter_mut().enumerate() {
                    for piece in pieces {
                        let sums = sums.sums(self.first(piece.number) + code);
                        count(people, &sums, piece.origin);
                    }
                }
            }
        }
        by_code
    }

    /// The pieces in which anybody of the base is: of others the kernel knows nothing.
    fn pieces(
        &self,
        (start, strata): (usize, &[u32]),
        (stage, sums): (&StageLayout, &Gathered),
    ) -> Vec<Piece> {
        let mut pieces = Vec::with_capacity(strata.len());
        for (number, stratum) in (start as u32..).zip(strata) {
            let mut all = Sums::default();
            let first = self.first(number);
            for at in first..first + self.codes {
                all.add(&sums.sums(at));
            }
            if all.n > 0.0 {
                pieces.push(Piece {
                    number,
                    stratum: *stratum,
                    origin: stage.origin(number),
                    all,
                    own: Sums::default(),
                });
            }
        }
        pieces
    }

    /// The units of a group.
    fn units<'s>(
        &self,
        frame: &StageFrame,
        (start, strata): (usize, &'s [u32]),
        sums: &'s Gathered,
    ) -> UnitBase<'s> {
        let first = start * (self.codes + 1);
        let table = UnitTable {
            strata,
            counts: sums.counts.get(first..).unwrap_or_default(),
            width: self.codes + 1,
            answers: self.codes,
        };
        UnitBase {
            table,
            sums: table.sums(frame.strata.len()),
            variances: Vec::new(),
        }
    }

    /// The first of a piece's sums.
    #[inline]
    fn first(&self, piece: u32) -> usize {
        piece as usize * (self.codes + 1)
    }
}

/// The base of one group, of whose people shares are computed.
pub struct GroupBase<'a> {
    shares: &'a CrossShares<'a>,
    people: People,
    /// Those with each code of the base.
    by_code: Vec<People>,
    df: f64,
    stages: Vec<StageBase<'a>>,
}

/// What the errors of one stage are computed from.
enum StageBase<'a> {
    /// Where units were drawn.
    Units(UnitBase<'a>),
    /// Where respondents were, in pieces of strata.
    Strata(Vec<Piece>),
}

struct UnitBase<'a> {
    table: UnitTable<'a>,
    sums: StratumSums,
    /// Those of the shares of all codes, which one pass gives.
    variances: Vec<f64>,
}

impl StageBase<'_> {
    /// The units in which anybody is less the strata that hold one: the degrees of freedom.
    fn units_less_strata(&self) -> f64 {
        match self {
            Self::Units(base) => base.sums.df(),
            // A stratum has one piece.
            Self::Strata(pieces) => pieces.iter().map(|piece| piece.all.n - 1.0).sum(),
        }
    }
}

impl UnitBase<'_> {
    /// The variance of the share of some codes.
    fn variance(&self, frame: &StageFrame, selected: &[usize], (value, whole): (f64, f64)) -> f64 {
        match selected {
            [code] => self.variances.get(*code).copied().unwrap_or_default(),
            _ => (self.table).variance_of_several(frame, selected, (value, whole)),
        }
    }
}

impl GroupBase<'_> {
    /// Finds the variances of all codes' shares where units were drawn.
    fn find_variances(&mut self) {
        let whole = self.people.weighted;
        let shares: Vec<f64> = self
            .by_code
            .iter()
            .map(|own| own.weighted / whole)
            .collect();
        let frames = self.shares.layout.design.stages();
        for (frame, stage) in frames
            .iter()
            .zip(&mut self.stages)
            .filter(|_| self.df > 0.0)
        {
            if let StageBase::Units(base) = stage {
                base.variances = base.table.variances(frame, &base.sums, (&shares, whole));
            }
        }
    }

    /// The people of the base. Where units were drawn the squares of weights are not summed,
    /// and there is no effective number of them.
    #[must_use]
    pub fn people(&self) -> People {
        self.people
    }

    /// The share of the base that gave one of the answers `selected`.
    pub(crate) fn share_of(&mut self, selected: &[usize]) -> CountedShare {
        let (members, share) = self.counted(selected);
        let base = self.people;
        CountedShare {
            members,
            base,
            share,
        }
    }

    /// Those who gave one of the answers `selected`, and their share; no share where the
    /// base has nobody.
    pub fn counted(&mut self, selected: &[usize]) -> (People, Option<Estimate>) {
        let own = selected.iter().filter_map(|code| self.by_code.get(*code));
        let people = together(own);
        (people, self.share(selected, people.weighted))
    }

    fn share(&mut self, selected: &[usize], chosen: f64) -> Option<Estimate> {
        let whole = self.people.weighted;
        let value = chosen / whole;
        if !(whole > 0.0 && value.is_finite()) {
            return None;
        }
        let mut variance = 0.0;
        let frames = self.shares.layout.design.stages();
        let stages = frames.iter().zip(&self.shares.stages).zip(&mut self.stages);
        // Without degrees of freedom there is no error to be had.
        for ((frame, sums), stage) in stages.filter(|_| self.df > 0.0) {
            variance += match stage {
                StageBase::Units(base) => base.variance(frame, selected, (value, whole)),
                StageBase::Strata(pieces) => {
                    for piece in &mut *pieces {
                        let first = self.shares.first(piece.number);
                        piece.own = Sums::default();
                        for code in selected.iter().filter(|code| **code < self.shares.codes) {
                            piece.own.add(&sums.sums(first + code));
                        }
                    }
                    variance_in_strata(frame, pieces, (value, whole))
                }
            };
        }
        let rest = whole - chosen;
        let spread = Spread {
            variance,
            squares: chosen * (1.0 - value) * (1.0 - value) + rest * value * value,
            scale: Some(1.0),
        };
        let plain = Estimate {
            kind: EstimateKind::Share,
            value,
            se: None,
            df: None,
            n: self.people.n,
            weighted: whole,
            deff: None,
            deff_replace: None,
            effective_n: None,
        };
        Some(estimate_of(plain, self.df, spread))
    }
}

fn together<'p>(several: impl Iterator<Item = &'p People>) -> People {
    several.fold(People::default(), |sum, own| People {
        n: sum.n + own.n,
        weighted: sum.weighted + own.weighted,
        squares: sum.squares + own.squares,
    })
}

fn count(people: &mut People, sums: &Sums, origin: f64) {
    let Sums { n, apart, squares } = sums;
    people.n += *n as usize;
    people.weighted += n * origin + apart;
    people.squares += squares + origin * (2.0 * apart + n * origin);
}

/// As much of `start..end` as there is.
fn part<T>(list: &[T], start: usize, end: usize) -> &[T] {
    list.get(start..end.min(list.len())).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::CrossShares;
    use crate::data::Mask;
    use crate::design::{DesignInput, Grouping, Stage, SurveyDesign};
    use crate::stats::{Answers, Figure, GroupLayout, Measured};
    use proptest::prelude::{ProptestConfig, any, prop, proptest};

    fn grouping(codes: impl Iterator<Item = usize>) -> Option<Grouping> {
        Some(Grouping {
            codes: codes.map(|code| code as u32).collect(),
            ..Grouping::default()
        })
    }

    /// How the units of the first stage lie in the file.
    #[derive(Clone, Copy, Debug, PartialEq)]
    enum Drawn {
        /// Each respondent is one.
        Respondents,
        /// Three strata of four clusters, of which neighbours are of different ones.
        Scattered,
        /// Clusters of people who stand together, and of whom all are in one group.
        Together,
        /// The same with people of several groups.
        Mixed,
    }

    impl Drawn {
        /// The cluster of a row where they stand together: three of 17, and one of all others.
        fn together(row: usize) -> usize {
            (row / 17).min(3)
        }

        fn stratum(self, row: usize) -> usize {
            match self {
                Self::Together | Self::Mixed => Self::together(row) % 2,
                _ => row % 3,
            }
        }

        fn cluster(self, row: usize) -> Option<usize> {
            match self {
                Self::Respondents => None,
                Self::Scattered => Some(row / 3 % 4 + 4 * (row % 3)),
                Self::Together | Self::Mixed => Some(Self::together(row)),
            }
        }
    }

    fn drawn() -> impl proptest::strategy::Strategy<Value = Drawn> {
        use Drawn::{Mixed, Respondents, Scattered, Together};
        prop::sample::select(vec![Respondents, Scattered, Together, Mixed])
    }

    /// Two or three strata, and households in each unit where there are two stages.
    fn design(weights: Vec<f64>, drawn: Drawn, stages: usize, finite: bool) -> SurveyDesign {
        let rows = weights.len();
        let clusters: Option<Vec<usize>> = (0..rows).map(|row| drawn.cluster(row)).collect();
        let first = Stage {
            strata: grouping((0..rows).map(|row| drawn.stratum(row))),
            clusters: clusters.and_then(|clusters| grouping(clusters.into_iter())),
            population: finite.then(|| vec![100.0; rows]),
        };
        let second = Stage {
            population: finite.then(|| vec![200.0; rows]),
            ..Stage::default()
        };
        SurveyDesign::new(DesignInput {
            rows,
            weights: Some(weights.into()),
            stages: [first, second].into_iter().take(stages).collect(),
            ..DesignInput::default()
        })
        .unwrap()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(192))]
        #[test]
        fn crossed_shares_are_those_of_the_scores(
            weights in prop::collection::vec(0.1f64..9.0, 69..160),
            equal in any::<bool>(),
            drawn in drawn(),
            stages in 1usize..3,
            finite in any::<bool>(),
            answers in prop::collection::vec(0u8..5, 160),
            // Many enough that some designs have more pairs of a group and a unit than respondents.
            groups in prop::collection::vec(0u8..10, 160),
            held in prop::option::of(any::<u64>()),
            count in 1u8..10,
        ) {
            let rows = weights.len();
            let weights = if equal { vec![2.5; rows] } else { weights };
            let design = design(weights, drawn, stages, finite);
            let domain = Mask::from_fn(rows, |row| held.is_none_or(|held| held >> (row % 59) & 1 == 1));
            let group = |row: usize| match drawn {
                Drawn::Together => groups[Drawn::together(row)],
                _ => groups[row],
            };
            let groups: Vec<u8> = (0..rows).map(group).collect();
            let (answers, groups) = (&answers[..rows], groups.as_slice());
            let whole = GroupLayout::whole(&design).unwrap();
            let layout = GroupLayout::of(&design, groups, usize::from(count)).unwrap();
            let layouts = [whole, layout];
            // Three answers, and those who gave none but are in the base; the code 4 is outside.
            let each = CrossShares::of_each(&layouts, &Answers::new(answers, 4).within(&domain));
            let bases = CrossShares::bases(&each);
            assert_eq!(bases.len(), 1 + usize::from(count));
            // Everyone comes first, and then each group.
            let own_groups = std::iter::once(None).chain((0..count).map(Some));
            for (group, mut own) in own_groups.zip(bases) {
                let base = Mask::from_fn(rows, |row| {
                    let is_own = group.is_none_or(|group| groups[row] == group);
                    domain.contains(row) && is_own && answers[row] < 4
                });
                for chosen in [&[0usize][..], &[1], &[3], &[0, 2]] {
                    let selected = Mask::from_fn(rows, |row| chosen.contains(&usize::from(answers[row])));
                    let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
                        (Some(a), Some(b)) => (a - b).abs() <= 1e-11 * b.abs().max(1e-3),
                        (a, b) => a == b,
                    };
                    let measured = Measured::Share(&selected);
                    let expected = Figure { measured, domain: &base }.estimate(&design);
                    let (people, found) = own.counted(chosen);
                    assert_eq!(people.n, selected.and(&base).count());
                    let all = crate::design::People::of(&design, &base);
                    let effective = own.people().effective_n();
                    assert_eq!(own.people().n, all.n);
                    let expected_n = all.effective_n().filter(|_| drawn == Drawn::Respondents);
                    assert!(near(effective, expected_n), "{effective:?}");
                    let (Some(found), Some(expected)) = (found, expected) else {
                        assert!(found.is_none() && expected.is_none());
                        continue;
                    };
                    assert_eq!((found.n, found.df), (expected.n, expected.df));
                    assert!(near(Some(found.value), Some(expected.value)));
                    assert!(near(found.se, expected.se), "{found:?} {expected:?}");
                    assert!(near(found.deff, expected.deff), "{found:?} {expected:?}");
                }
            }
        }
    }
}
