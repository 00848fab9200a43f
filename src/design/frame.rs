//! The stages of a design, laid flat: which unit a respondent belongs to, which stratum
//! the unit belongs to, and how much that stratum adds to a variance.
//!
//! A multi-stage variance is a recursion over the stages. As the share that each stage
//! contributes depends on the design only, the recursion is done once, here, and what is
//! left for each estimate is one sum per stage.

use super::input::{DesignInput, Grouping, LonelyPsu, Stage};
use crate::data::Distinct;
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
        let (frame, fraction) = lay_stage(input, stage, &parent)?;
        frames.push(frame);
        // Nothing further down adds to the variance once units were drawn with
        // replacement, or were respondents.
        let is_replaced = fraction.iter().all(|fraction| *fraction == 0.0);
        if is_replaced || stage.clusters.is_none() || at + 1 == stages.len() {
            break;
        }
        let units = frames.last().and_then(|frame| frame.unit_of_row.clone());
        parent = Parent {
            unit_of_row: units.unwrap_or_default(),
            fraction,
        };
    }
    Ok(frames)
}

/// One stage, and the product of the sampling fractions down to each of its units.
fn lay_stage(
    input: &DesignInput,
    stage: &Stage,
    parent: &Parent,
) -> Result<(StageFrame, Vec<f64>)> {
    let (stratum_of_row, strata_count) = stratum_codes(stage, parent);
    let labels = Labels { stage };
    let unit_of_row = match &stage.clusters {
        Some(clusters) => Some(unit_codes(input, clusters, &stratum_of_row, &labels)?),
        None => None,
    };
    let stratum_of_unit = match &unit_of_row {
        Some(units) => strata_of_units(units, &stratum_of_row),
        None => stratum_of_row.clone(),
    };
    let mut units = vec![0usize; strata_count];
    for stratum in &stratum_of_unit {
        units[*stratum as usize] += 1;
    }
    let population = populations(stage, &stratum_of_row, &units, &labels)?;
    let mut parent_of_stratum = vec![0u32; strata_count];
    for (stratum, unit) in stratum_of_row.iter().zip(&parent.unit_of_row) {
        parent_of_stratum[*stratum as usize] = *unit;
    }
    let first_row = first_rows(&stratum_of_row, strata_count);
    let mut strata = Vec::with_capacity(strata_count);
    for stratum in 0..strata_count {
        let frame =
            stratum_frame(units[stratum], population[stratum], input.lonely).ok_or_else(|| {
                Error::new(ErrorKind::LonelyPsu {
                    stratum: labels.stratum(first_row[stratum]),
                })
            })?;
        strata.push(frame);
    }
    if input.lonely == LonelyPsu::Average {
        let parents = parent.fraction.len();
        average_out_lonely(&mut strata, &parent_of_stratum, parents).map_err(|stratum| {
            Error::new(ErrorKind::LonelyPsu {
                stratum: labels.stratum(first_row[stratum]),
            })
        })?;
    }
    for (frame, unit) in strata.iter_mut().zip(&parent_of_stratum) {
        frame.factor *= parent.fraction[*unit as usize];
    }
    let fraction = stratum_of_unit
        .iter()
        .map(|stratum| {
            let frame = &strata[*stratum as usize];
            let above = parent.fraction[parent_of_stratum[*stratum as usize] as usize];
            above * frame.units as f64 / frame.population
        })
        .collect();
    let frame = StageFrame {
        unit_of_row,
        stratum_of_unit,
        strata,
    };
    Ok((frame, fraction))
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

/// Strata numbered from 0 in order of appearance, apart for each unit of the stage before.
fn stratum_codes(stage: &Stage, parent: &Parent) -> (Vec<u32>, usize) {
    match &stage.strata {
        Some(strata) => numbered(&parent.unit_of_row, &strata.codes),
        None => numbered(&parent.unit_of_row, &[]),
    }
}

/// Units numbered from 0 in order of appearance. One name in two strata is two units
/// where names are nested, and an error where they are not.
fn unit_codes(
    input: &DesignInput,
    clusters: &Grouping,
    stratum_of_row: &[u32],
    labels: &Labels<'_>,
) -> Result<Vec<u32>> {
    if !input.nested {
        let mut stratum_of_name = vec![None; codes_of(&clusters.codes)];
        for (row, name) in clusters.codes.iter().enumerate() {
            let declared = labels.stage.strata.as_ref().map(|strata| strata.codes[row]);
            let first = *stratum_of_name[*name as usize].get_or_insert(declared);
            if first != declared {
                return Err(Error::new(ErrorKind::ClusterInTwoStrata {
                    cluster: clusters.label(*name),
                })
                .at(Place::row(row as u64 + 2)));
            }
        }
    }
    Ok(numbered(stratum_of_row, &clusters.codes).0)
}

/// The pairs of two codes of each row, numbered from 0 in the order in which they first
/// come, and how many there are. Without seconds the first code is all there is.
fn numbered(first: &[u32], second: &[u32]) -> (Vec<u32>, usize) {
    let width = codes_of(second);
    let mut of_row = Vec::with_capacity(first.len());
    // As a table where it is not much larger than the rows are many.
    if codes_of(first).saturating_mul(width) <= 4 * first.len() + 4096 {
        let mut table = vec![u32::MAX; codes_of(first) * width];
        let mut count = 0;
        for start in (0..first.len()).step_by(PART) {
            let end = first.len().min(start + PART);
            let first = &first[start..end];
            let second = second.get(start..end).unwrap_or_default();
            number_part(first, second, (width, &mut table, &mut count), &mut of_row);
        }
        return (of_row, count as usize);
    }
    let mut codes = Distinct::default();
    for (row, code) in first.iter().enumerate() {
        let second = second.get(row).copied().unwrap_or_default();
        of_row.push(codes.number(&pair(*code, second)));
    }
    (of_row, codes.len())
}

/// How many codes there may be.
fn codes_of(codes: &[u32]) -> usize {
    codes.iter().max().map_or(1, |last| *last as usize + 1)
}

/// The rows of one call: a browser makes a function quick when it is called again.
const PART: usize = 1 << 13;

#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn number_part(
    first: &[u32],
    second: &[u32],
    (width, table, count): (usize, &mut [u32], &mut u32),
    of_row: &mut Vec<u32>,
) {
    for (row, code) in first.iter().enumerate() {
        let second = second.get(row).copied().unwrap_or_default();
        let slot = &mut table[*code as usize * width + second as usize];
        if *slot == u32::MAX {
            *slot = *count;
            *count += 1;
        }
        of_row.push(*slot);
    }
}

/// Two numbers as the key of both.
fn pair(first: u32, second: u32) -> [u8; 8] {
    (u64::from(first) << 32 | u64::from(second)).to_le_bytes()
}

fn strata_of_units(unit_of_row: &[u32], stratum_of_row: &[u32]) -> Vec<u32> {
    let count = unit_of_row
        .iter()
        .max()
        .map_or(0, |last| *last as usize + 1);
    let mut strata = vec![0; count];
    for (unit, stratum) in unit_of_row.iter().zip(stratum_of_row) {
        strata[*unit as usize] = *stratum;
    }
    strata
}

fn first_rows(stratum_of_row: &[u32], strata: usize) -> Vec<usize> {
    let mut first = vec![0; strata];
    for (row, stratum) in stratum_of_row.iter().enumerate().rev() {
        first[*stratum as usize] = row;
    }
    first
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
