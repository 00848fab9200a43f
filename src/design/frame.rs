//! The stages of a design, laid flat: which unit a respondent belongs to, which stratum
//! the unit belongs to, and how much that stratum adds to a variance.
//!
//! A multi-stage variance is a recursion over the stages. As the share that each stage
//! contributes depends on the design only, the recursion is done once, here, and what is
//! left for each estimate is one sum per stage.

use super::input::{DesignInput, GroupLabels, Grouping, LonelyPsu, Stage};
use crate::data::{Distinct, PART};
use crate::error::{Error, ErrorKind, Place, Result};
use std::ops::Range;

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
    /// The unit of each respondent; `None` where all are in one.
    unit_of_row: Option<Vec<u32>>,
    /// The product of the sampling fractions down to each unit.
    fraction: Vec<f64>,
}

/// Lays the stages of a design flat; their groups become those of the frames.
pub(super) fn lay_flat(input: &mut DesignInput) -> Result<Vec<StageFrame>> {
    let mut stages = std::mem::take(&mut input.stages);
    if stages.is_empty() {
        stages.push(Stage::default());
    }
    let count = stages.len();
    let mut parent = Parent {
        unit_of_row: None,
        fraction: vec![1.0],
    };
    let mut frames = Vec::new();
    for (at, stage) in stages.into_iter().enumerate() {
        let (frame, fractions) = lay_stage(input, stage, &parent)?;
        // Nothing further down adds to the variance once units were drawn with
        // replacement, or were respondents.
        let is_replaced = fractions.iter().all(|fraction| *fraction == 0.0);
        let is_last = is_replaced || at + 1 == count;
        if let (Some(units), false) = (&frame.unit_of_row, is_last) {
            let mut fraction = Vec::with_capacity(frame.stratum_of_unit.len());
            for stratum in &frame.stratum_of_unit {
                fraction.push(fractions[*stratum as usize]);
            }
            parent = Parent {
                unit_of_row: Some(units.clone()),
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
fn lay_stage(input: &DesignInput, stage: Stage, parent: &Parent) -> Result<(StageFrame, Vec<f64>)> {
    let is_stratified = stage.strata.is_some();
    let strata = strata_of(stage.strata, parent, input.rows);
    let units = match stage.clusters {
        Some(clusters) => Some(units_of(input, clusters, &strata, is_stratified)?),
        None => None,
    };
    let of_units = units
        .as_ref()
        .map(|units| picked(&strata.of_row, &units.first_rows));
    let stratum_of_unit = of_units.as_ref().unwrap_or(&strata.of_row);
    let mut drawn = vec![0usize; strata.first_rows.len()];
    for stratum in stratum_of_unit {
        drawn[*stratum as usize] += 1;
    }
    let population = populations(stage.population.as_deref(), &strata, &drawn)?;
    let parent_of_stratum = match &parent.unit_of_row {
        Some(units) => picked(units, &strata.first_rows),
        None => vec![0; strata.first_rows.len()],
    };
    let lonely = |stratum: usize| {
        Error::new(ErrorKind::LonelyPsu {
            stratum: strata.label(stratum).unwrap_or_default(),
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
        stratum_of_unit: of_units.unwrap_or(strata.of_row),
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

/// Groups numbered from 0 in the order in which they first come.
#[derive(Default)]
struct Numbered {
    of_row: Vec<u32>,
    /// The first row of each.
    first_rows: Vec<usize>,
    /// The code that each had before; none where nobody named them.
    names: Vec<u32>,
    labels: Option<GroupLabels>,
}

/// Strata, apart for each unit of the stage before.
fn strata_of(strata: Option<Grouping>, parent: &Parent, rows: usize) -> Numbered {
    let above = parent.unit_of_row.as_deref().unwrap_or_default();
    match strata {
        Some(strata) => Numbered::of((above, parent.fraction.len()), strata),
        None if above.is_empty() => Numbered {
            of_row: vec![0; rows],
            first_rows: vec![0],
            ..Numbered::default()
        },
        None => Numbered {
            labels: None,
            ..Numbered::of(
                (&[], 1),
                Grouping {
                    codes: above.to_vec(),
                    ..Grouping::default()
                },
            )
        },
    }
}

/// Units. One name in two strata is two units where names are nested, and an error where
/// they are not.
fn units_of(
    input: &DesignInput,
    clusters: Grouping,
    strata: &Numbered,
    is_stratified: bool,
) -> Result<Numbered> {
    let units = Numbered::of((&strata.of_row, strata.first_rows.len()), clusters);
    if !input.nested {
        // Units of the stage before are told apart by their strata, but named by nobody.
        let declared = |row: usize| {
            let stratum = strata.of_row[row] as usize;
            is_stratified.then(|| strata.names[stratum])
        };
        let mut stratum_of_name = vec![None; codes_of(&units.names)];
        for (unit, (row, name)) in units.first_rows.iter().zip(&units.names).enumerate() {
            let own = declared(*row);
            let first = *stratum_of_name[*name as usize].get_or_insert(own);
            if first != own {
                let cluster = units.label(unit).unwrap_or_default();
                let place = Place::row(*row as u64 + 2);
                return Err(Error::new(ErrorKind::ClusterInTwoStrata { cluster }).at(place));
            }
        }
    }
    Ok(units)
}

impl Numbered {
    /// The groups within each of the `count` groups `above` them; without such they are all there is.
    fn of((above, count): (&[u32], usize), groups: Grouping) -> Self {
        let mut numbered = Self {
            of_row: groups.codes,
            labels: Some(groups.labels),
            ..Self::default()
        };
        let width = codes_of(&numbered.of_row);
        let pairs = count.saturating_mul(width);
        let rows = numbered.of_row.len();
        // As a table where it is not much larger than the rows are many.
        if pairs <= 4 * rows + 4096 {
            let mut table = vec![u32::MAX; pairs];
            for start in (0..rows).step_by(PART) {
                let end = rows.min(start + PART);
                let above = above.get(start..end).unwrap_or_default();
                numbered.number(above, start..end, width, &mut table);
            }
            return numbered;
        }
        let mut codes = Distinct::default();
        for row in 0..rows {
            let name = numbered.of_row[row];
            let above = above.get(row).copied().unwrap_or_default();
            numbered.of_row[row] = codes.number(&pair(above, name));
            if codes.len() > numbered.names.len() {
                numbered.first_rows.push(row);
                numbered.names.push(name);
            }
        }
        numbered
    }

    /// Numbers some rows.
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    fn number(&mut self, above: &[u32], rows: Range<usize>, width: usize, table: &mut [u32]) {
        let start = rows.start;
        for (row, code) in self.of_row[rows].iter_mut().enumerate() {
            let above = above.get(row).copied().unwrap_or_default();
            let slot = &mut table[above as usize * width + *code as usize];
            if *slot == u32::MAX {
                *slot = self.names.len() as u32;
                self.first_rows.push(start + row);
                self.names.push(*code);
            }
            *code = *slot;
        }
    }

    /// What a group is called, where it has a name.
    fn label(&self, group: usize) -> Option<String> {
        let labels = self.labels.as_ref()?;
        self.names.get(group).map(|name| labels.label(*name))
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
fn populations(sizes: Option<&[f64]>, strata: &Numbered, units: &[usize]) -> Result<Vec<f64>> {
    let Some(sizes) = sizes else {
        return Ok(vec![f64::INFINITY; units.len()]);
    };
    let fractions = sizes.iter().all(|size| *size > 0.0 && *size <= 1.0);
    let mut population: Vec<Option<f64>> = vec![None; units.len()];
    for (row, (size, stratum)) in sizes.iter().zip(&strata.of_row).enumerate() {
        let stratum = *stratum as usize;
        let drawn = units[stratum];
        let size = if fractions {
            drawn as f64 / size
        } else {
            *size
        };
        let place = Place::row(row as u64 + 2);
        if size.is_nan() {
            return Err(Error::new(ErrorKind::MissingDesignValue).at(place));
        }
        let known = *population[stratum].get_or_insert(size);
        if known != size {
            let stratum = strata.label(stratum).unwrap_or_default();
            return Err(Error::new(ErrorKind::PopulationNotConstant { stratum }).at(place));
        }
        if size < drawn as f64 {
            let kind = ErrorKind::PopulationTooSmall {
                stratum: strata.label(stratum),
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
