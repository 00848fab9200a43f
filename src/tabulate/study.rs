//! A survey ready to be asked: its responses and its design.

use crate::data::{Descriptor, Mask, ReplicatesEntry, Responses};
use crate::design::{
    DesignInput, Grouping, ReplicateCentre, ReplicateInput, ReplicatePlan, Stage, SurveyDesign,
};
use crate::error::{Error, ErrorKind, Place, Result};
use crate::language::Language;

/// The responses of a survey and the design that they came by.
#[derive(Debug)]
pub struct Study {
    /// The responses with their codebook.
    pub responses: Responses,
    /// How the respondents came to be in it.
    pub design: SurveyDesign,
}

impl Study {
    /// Opens a package: its descriptor, and its files by the names that the descriptor uses.
    ///
    /// Without a design the sample counts as simple random, drawn from the population of
    /// the descriptor where its size is given.
    ///
    /// # Errors
    /// What is wrong in the descriptor, the file or the design, with its place.
    pub fn open(descriptor: &str, files: &[(&str, &[u8])]) -> Result<Self> {
        let descriptor = Descriptor::parse(descriptor)?;
        let path = descriptor
            .resources
            .first()
            .map(|resource| resource.path.clone())
            .unwrap_or_default();
        let bytes = files
            .iter()
            .find(|(name, _)| *name == path)
            .map(|(_, bytes)| *bytes)
            .ok_or_else(|| {
                Error::new(ErrorKind::MissingResource { name: path })
                    .at(Place::path("resources[0].path"))
            })?;
        let responses = Responses::read(descriptor, bytes)?;
        let design = design_of(&responses)?;
        Ok(Self { responses, design })
    }

    /// The language of the survey's own labels, as far as Chosa speaks it.
    #[must_use]
    pub fn language(&self) -> Language {
        let tag = self.responses.descriptor.survey.language.as_deref();
        tag.and_then(Language::from_tag).unwrap_or_default()
    }

    /// Everyone.
    #[must_use]
    pub fn everyone(&self) -> Mask {
        Mask::all(self.responses.rows())
    }
}

fn design_of(responses: &Responses) -> Result<SurveyDesign> {
    let design = sampling_design(responses)?;
    match &responses.descriptor.survey.design.replicates {
        Some(entry) => with_replicates(responses, design, entry)
            .map_err(|error| error.at(Place::path("survey.design.replicates"))),
        None => Ok(design),
    }
}

/// The design with the replicate weights of the descriptor's columns, or with such as are
/// made from it where no columns are named.
fn with_replicates(
    responses: &Responses,
    design: SurveyDesign,
    entry: &ReplicatesEntry,
) -> Result<SurveyDesign> {
    let centre = if entry.mse {
        ReplicateCentre::Estimate
    } else {
        ReplicateCentre::Mean
    };
    if entry.columns.is_empty() {
        let usual = ReplicatePlan::default();
        return design.replicated(&ReplicatePlan {
            method: entry.method,
            rho: entry.rho,
            count: entry.count.unwrap_or(usual.count),
            seed: entry.seed.unwrap_or(usual.seed),
            centre,
            df: entry.df,
        });
    }
    let columns = entry.columns.iter();
    design.with_replicates(&ReplicateInput {
        weights: columns
            .map(|name| responses.design_numbers(name))
            .collect::<Result<_>>()?,
        method: entry.method,
        rho: entry.rho,
        scale: entry.scale,
        replicate_scales: entry.rscales.clone(),
        centre,
        df: entry.df,
    })
}

fn sampling_design(responses: &Responses) -> Result<SurveyDesign> {
    let entry = &responses.descriptor.survey.design;
    let rows = responses.rows();
    let stages = entry
        .strata
        .len()
        .max(entry.clusters.len())
        .max(entry.fpc.len());
    if stages == 0 && entry.weight.is_none() {
        let population = &responses.descriptor.survey.population;
        let size = population.as_ref().and_then(|population| population.size);
        return SurveyDesign::simple_random(rows, size)
            .map_err(|error| error.at(Place::path("survey.population.size")));
    }
    let weights = entry
        .weight
        .as_ref()
        .map(|name| responses.design_numbers(name))
        .transpose()?;
    let stages = (0..stages)
        .map(|stage| stage_of(responses, stage))
        .collect::<Result<_>>()?;
    let input = DesignInput {
        rows,
        weights,
        stages,
        nested: entry.nested,
        lonely: entry.lonely_psu,
    };
    SurveyDesign::new(input).map_err(|error| error.at(Place::path("survey.design")))
}

fn stage_of(responses: &Responses, stage: usize) -> Result<Stage> {
    let entry = &responses.descriptor.survey.design;
    let groups = |names: &[String]| {
        let read = |name: &String| {
            responses
                .design_groups(name)
                .map(|(codes, labels)| Grouping { codes, labels })
        };
        names.get(stage).map(read).transpose()
    };
    Ok(Stage {
        strata: groups(&entry.strata)?,
        clusters: groups(&entry.clusters)?,
        population: entry
            .fpc
            .get(stage)
            .map(|name| responses.design_numbers(name))
            .transpose()?,
    })
}
