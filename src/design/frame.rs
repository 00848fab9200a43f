//! The stages of a design, laid flat: which unit a respondent belongs to, which stratum
//! the unit belongs to, and how much that stratum adds to a variance.
//!
//! A multi-stage variance is a recursion over the stages. As the share that each stage
//! contributes depends on the design only, the recursion is done once, here, and what is
//! left for each estimate is one sum per stage.

use super::input::{DesignInput, Grouping, LonelyPsu, Stage};
use crate::data::{Distinct, PART};
use crate::error::{Error, ErrorKind, Place, Result};

/// Below this share of the population left unsampled a stratum counts as sampled in full.
const ALL_SAMPLED: f64 = 1e-7;

/// One stage of a design.
#[derive(Clone, Debug, PartialEq)]
pub struct StageFrame {
    /// The unit of each respondent; `None` where each respondent is a unit.
    pub unit_of_row: Option<Vec<u32>>,
    /// The stratum of each unit.
    pub stratum_of_unit: Vec<u32>,
    /// The strata.
    pub strata: Vec<StratumFrame>,
}

/// One stratum of one stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct StratumFrame {
    /// How many units were drawn from it.
    pub units: usize,
    /// How many it has in the population; infinite where unknown.
    pub population: f64,
    /// By what the sum of squares of its unit totals is multiplied.
    pub factor: f64,
    /// Whether unit totals are taken from their mean, or (a lonely unit) from zero.
    pub centred: bool,
}

/// The stage before, as the next stage sees it.
struct Parent {
    /// The unit of each respondent.
    unit_of_row: Vec<u32>,
    /// The product of the sampling fractions down to each unit.
    fraction: Vec<f64>,
}

/// Lays the stages of a design flat.
pub(super) fn lay_flat(input: &DesignInput) -> Result<Vec<StageFrame>> {
    let whole = [Stage::default()];
    let stages = if input.stages.is_empty() {
        &whole[..]
    } else {
        &input.stages
    };
    let mut parent = Parent {
        unit_of_row: vec![0; input.rows],
        fraction: vec![1.0],
    };
    let mut frames = Vec::new();
    for (at, stage) in stages.iter().enumerate() {
        let (frame, fractions) = lay_stage(input, stage, &parent)?;
        // Nothing further down adds to the variance once units were drawn with
        // replacement, or were respondents.
        let is_replaced = fractions.iter().all(|fraction| *fraction == 0.0);
        let is_last = is_replaced || at + 1 == stages.len();
        if let (Some(units), false) = (&frame.unit_of_row, is_last) {
            let mut fraction = Vec::with_capacity(frame.stratum_of_unit.len());
            for stratum in &frame.stratum_of_unit {
                fraction.push(fractions[*stratum as usize]);
            }
            parent = Parent {
                unit_of_row: units.clone(),
                fraction,
            };
        }
        let is_last = is_last || frame.unit_of_row.is_none();
        frames.push(frame);
        if is_last {
            break;
        }
    }
    Ok(frames)
}

/// One stage, and the product of the sampling fractions down to the units of each stratum.
fn lay_stage(
    input: &DesignInput,
    stage: &Stage,
    parent: &Parent,
) -> Result<(StageFrame, Vec<f64>)> {
    let strata = strata_of(stage, parent);
    let labels = Labels { stage };
    let units = match &stage.clusters {
        Some(clusters) => Some(units_of(input, clusters, &strata, &labels)?),
        None => None,
    };
    let stratum_of_unit = match &units {
        Some(units) => picked(&strata.of_row, &units.first_rows),
        None => strata.of_row.clone(),
    };
    let mut drawn = vec![0usize; strata.first_rows.len()];
    for stratum in &stratum_of_unit {
        drawn[*stratum as usize] += 1;
    }
    let population = populations(stage, &strata.of_row, &drawn, &labels)?;
    let parent_of_stratum = picked(&parent.unit_of_row, &strata.first_rows);
    let lonely = |stratum: usize| {
        Error::new(ErrorKind::LonelyPsu {
            stratum: labels.stratum(strata.first_rows[stratum]),
        })
    };
    let mut frames = Vec::with_capacity(drawn.len());
    for (stratum, (units, population)) in drawn.iter().zip(population).enumerate() {
        let frame = stratum_frame(*units, population, input.lonely);
        frames.push(frame.ok_or_else(|| lonely(stratum))?);
    }
    if input.lonely == LonelyPsu::Average {
        let parents = parent.fraction.len();
        average_out_lonely(&mut frames, &parent_of_stratum, parents).map_err(lonely)?;
    }
    let mut fractions = Vec::with_capacity(frames.len());
    for (frame, unit) in frames.iter_mut().zip(&parent_of_stratum) {
        let above = parent.fraction[*unit as usize];
        frame.factor *= above;
        fractions.push(above * frame.units as f64 / frame.population);
    }
    let frame = StageFrame {
        unit_of_row: units.map(|units| units.of_row),
        stratum_of_unit,
        strata: frames,
    };
    Ok((frame, fractions))
}

/// What stands at some places of a column.
fn picked(column: &[u32], rows: &[usize]) -> Vec<u32> {
    let mut picked = Vec::with_capacity(rows.len());
    for row in rows {
        picked.push(column[*row]);
    }
    picked
}

/// The names of a stage's groups, for messages.
struct Labels<'a> {
    stage: &'a Stage,
}

impl Labels<'_> {
    fn stratum(&self, row: usize) -> String {
        let strata = self.stage.strata.as_ref();
        strata.map_or_else(String::new, |strata| strata.label(strata.codes[row]))
    }
}

/// Groups numbered from 0 in the order in which they first come.
#[derive(Default)]
struct Numbered {
    of_row: Vec<u32>,
    /// The first row of each.
    first_rows: Vec<usize>,
}

/// Strata, apart for each unit of the stage before.
fn strata_of(stage: &Stage, parent: &Parent) -> Numbered {
    match &stage.strata {
        Some(strata) if parent.fraction.len() == 1 => Numbered::of(&strata.codes, &[]),
        Some(strata) => Numbered::of(&parent.unit_of_row, &strata.codes),
        None => Numbered::of(&parent.unit_of_row, &[]),
    }
}

/// Units. One name in two strata is two units where names are nested, and an error where
/// they are not.
fn units_of(
    input: &DesignInput,
    clusters: &Grouping,
    strata: &Numbered,
    labels: &Labels<'_>,
) -> Result<Numbered> {
    let units = Numbered::of(&strata.of_row, &clusters.codes);
    if !input.nested {
        let mut stratum_of_name = vec![None; codes_of(&clusters.codes)];
        for row in &units.first_rows {
            let declared = labels
                .stage
                .strata
                .as_ref()
                .map(|strata| strata.codes[*row]);
            let name = clusters.codes[*row];
            let first = *stratum_of_name[name as usize].get_or_insert(declared);
            if first != declared {
                let cluster = clusters.label(name);
                let place = Place::row(*row as u64 + 2);
                return Err(Error::new(ErrorKind::ClusterInTwoStrata { cluster }).at(place));
            }
        }
    }
    Ok(units)
}

impl Numbered {
    /// The pairs of two codes of each row. Without seconds the first code is all there is.
    fn of(first: &[u32], second: &[u32]) -> Self {
        let mut numbered = Self {
            of_row: Vec::with_capacity(first.len()),
            first_rows: Vec::new(),
        };
        let width = codes_of(second);
        let pairs = codes_of(first).saturating_mul(width);
        // As a table where it is not much larger than the rows are many.
        if pairs <= 4 * first.len() + 4096 {
            let mut table = vec![u32::MAX; pairs];
            for (start, part) in (0..).step_by(PART).zip(first.chunks(PART)) {
                let end = start + part.len();
                let second = second.get(start..end).unwrap_or_default();
                numbered.add(part, second, width, &mut table);
            }
            return numbered;
        }
        let mut codes = Distinct::default();
        for (row, code) in first.iter().enumerate() {
            let second = second.get(row).copied().unwrap_or_default();
            numbered.of_row.push(codes.number(&pair(*code, second)));
            if codes.len() > numbered.first_rows.len() {
                numbered.first_rows.push(row);
            }
        }
        numbered
    }

    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    fn add(&mut self, first: &[u32], second: &[u32], width: usize, table: &mut [u32]) {
        let start = self.of_row.len();
        self.of_row.extend_from_slice(first);
        for (row, code) in self.of_row[start..].iter_mut().enumerate() {
            let second = second.get(row).copied().unwrap_or_default();
            let slot = &mut table[*code as usize * width + second as usize];
            if *slot == u32::MAX {
                *slot = self.first_rows.len() as u32;
                self.first_rows.push(start + row);
            }
            *code = *slot;
        }
    }
}

/// How many codes there may be.
fn codes_of(codes: &[u32]) -> usize {
    let last = codes.chunks(PART).map(last_of).max();
    last.map_or(1, |last| last as usize + 1)
}

#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn last_of(codes: &[u32]) -> u32 {
    codes.iter().fold(0, |last, code| last.max(*code))
}

/// Two numbers as the key of both.
fn pair(first: u32, second: u32) -> [u8; 8] {
    (u64::from(first) << 32 | u64::from(second)).to_le_bytes()
}

/// The number of units that each stratum has in the population.
fn populations(
    stage: &Stage,
    stratum_of_row: &[u32],
    units: &[usize],
    labels: &Labels<'_>,
) -> Result<Vec<f64>> {
    let Some(sizes) = &stage.population else {
        return Ok(vec![f64::INFINITY; units.len()]);
    };
    let fractions = sizes.iter().all(|size| *size > 0.0 && *size <= 1.0);
    let mut population: Vec<Option<f64>> = vec![None; units.len()];
    for (row, (size, stratum)) in sizes.iter().zip(stratum_of_row).enumerate() {
        let drawn = units[*stratum as usize];
        let size = if fractions {
            drawn as f64 / size
        } else {
            *size
        };
        let place = Place::row(row as u64 + 2);
        if size.is_nan() {
            return Err(Error::new(ErrorKind::MissingDesignValue).at(place));
        }
        let known = *population[*stratum as usize].get_or_insert(size);
        if known != size {
            let stratum = labels.stratum(row);
            return Err(Error::new(ErrorKind::PopulationNotConstant { stratum }).at(place));
        }
        if size < drawn as f64 {
            let kind = ErrorKind::PopulationTooSmall {
                stratum: stage.strata.as_ref().map(|_| labels.stratum(row)),
                population: size,
                sample: drawn,
            };
            return Err(Error::new(kind).at(place));
        }
    }
    Ok(population
        .into_iter()
        .map(|size| size.unwrap_or(f64::INFINITY))
        .collect())
}

/// What a stratum adds to a variance; `None` where one unit was drawn of several and the
/// rule is to fail.
fn stratum_frame(units: usize, population: f64, lonely: LonelyPsu) -> Option<StratumFrame> {
    let left = if population.is_infinite() {
        1.0
    } else {
        (population - units as f64) / population
    };
    let (factor, centred) = if left < ALL_SAMPLED {
        (0.0, true)
    } else if units > 1 {
        (left * units as f64 / (units as f64 - 1.0), true)
    } else {
        match lonely {
            LonelyPsu::Fail => return None,
            LonelyPsu::Adjust => (left, false),
            LonelyPsu::Average | LonelyPsu::Certainty => (0.0, true),
        }
    };
    Some(StratumFrame {
        units,
        population,
        factor,
        centred,
    })
}

/// Scales up the strata that share a unit with lonely ones, so that the lonely ones count
/// as an average stratum does. A lonely stratum that shares its unit with none that could
/// lend it an average is the error.
fn average_out_lonely(
    strata: &mut [StratumFrame],
    parent: &[u32],
    parents: usize,
) -> std::result::Result<(), usize> {
    let mut all = vec![0.0; parents];
    let mut usable = vec![0.0; parents];
    for (frame, unit) in strata.iter().zip(parent) {
        let alone = frame.units == 1 && frame.population > 1.0 + ALL_SAMPLED;
        all[*unit as usize] += 1.0;
        usable[*unit as usize] += f64::from(!alone);
    }
    for (stratum, (frame, unit)) in strata.iter_mut().zip(parent).enumerate() {
        let unit = *unit as usize;
        if usable[unit] == 0.0 {
            return Err(stratum);
        }
        frame.factor *= all[unit] / usable[unit];
    }
    Ok(())
}
