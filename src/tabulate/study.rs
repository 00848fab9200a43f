//! A survey ready to be asked: its responses and its design.

use std::sync::OnceLock;

use crate::data::Named;
use crate::data::{
    CalibrationEntry, Changes, Descriptor, Mask, Question, QuestionKind, ReplicatesEntry,
    Responses, TrimEntry,
};
use crate::design::{
    CalibrationPlan, DesignInput, Grouping, Margin, People, ReplicateCentre, ReplicateInput,
    ReplicatePlan, Stage, SurveyDesign, WeightBounds,
};
use crate::error::{Error, ErrorKind, Place, Result};
use crate::language::Language;
use crate::stats::{GroupLayout, Pieces};

/// The responses of a survey and the design that they came by.
#[derive(Debug)]
pub struct Study {
    /// The responses with their codebook.
    pub responses: Responses,
    /// How the respondents came to be in it.
    pub design: SurveyDesign,
    everyone: OnceLock<People>,
    /// Everybody as one group; `None` inside where variances need each respondent's score.
    whole: OnceLock<Option<Pieces>>,
    /// Those who answered each question, once they were asked for.
    answered: Vec<OnceLock<People>>,
    /// For each question what a breakdown by it takes a pass for, once it was asked for.
    breakdowns: Vec<OnceLock<Breakdown>>,
}

/// What every table by a question needs, whatever it counts: a few bytes for each unit of the
/// design and each value, and none for each respondent.
#[derive(Debug)]
pub(super) struct Breakdown {
    /// The people with each value.
    pub people: Vec<People>,
    /// Where they are in the design, if that takes no more memory.
    pieces: Option<Pieces>,
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
        Self::open_changed(descriptor, &Changes::default(), files)
    }

    /// Opens a package with changes of its descriptor, such as without its weights.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_changed(
        descriptor: &str,
        changes: &Changes,
        files: &[(&str, &[u8])],
    ) -> Result<Self> {
        let descriptor = Descriptor::changed(descriptor, changes)?;
        let names: Vec<&str> = files.iter().map(|(name, _)| *name).collect();
        let place = Self::check_file(&descriptor, &names)?;
        let bytes = files.get(place).map_or(&[][..], |(_, bytes)| bytes);
        Self::of_responses(Responses::read(descriptor, bytes)?)
    }

    /// The place of the file of responses among those at hand.
    pub(crate) fn check_file(descriptor: &Descriptor, names: &[&str]) -> Result<usize> {
        let resource = descriptor.resources.first();
        let path = resource
            .map(|resource| resource.path.as_str())
            .unwrap_or_default();
        names.iter().position(|name| *name == path).ok_or_else(|| {
            let name = path.to_owned();
            Error::new(ErrorKind::MissingResource { name })
                .at(Place::path("resources[0].path"))
                .at(Place::file(Descriptor::FILE))
        })
    }

    /// A study of responses that have been read, with the design that their descriptor has.
    ///
    /// # Errors
    /// What is wrong in the design, with its place.
    pub fn of_responses(responses: Responses) -> Result<Self> {
        let design = design_of(&responses)?;
        let questions = responses.questions().len();
        let (mut answered, mut breakdowns) = (Vec::new(), Vec::new());
        answered.resize_with(questions, OnceLock::new);
        breakdowns.resize_with(questions, OnceLock::new);
        Ok(Self {
            responses,
            design,
            everyone: OnceLock::new(),
            whole: OnceLock::new(),
            answered,
            breakdowns,
        })
    }

    /// The language of the survey's own labels, as far as Chosa speaks it.
    #[must_use]
    pub fn language(&self) -> Language {
        let tag = self.responses.descriptor.survey.language.as_deref();
        tag.and_then(Language::from_tag).unwrap_or_default()
    }

    /// The people of a set. Those who answered a question are counted once.
    pub(super) fn people(&self, set: &Mask) -> People {
        let mut questions = self.responses.questions().iter().zip(&self.answered);
        match questions.find(|(question, _)| question.answered.is_shared_with(set)) {
            Some((_, known)) => *known.get_or_init(|| self.counted(set)),
            None => self.counted(set),
        }
    }

    /// Of large sets those outside are counted, and everyone once.
    fn counted(&self, set: &Mask) -> People {
        let (inside, rows) = (set.count(), set.rows());
        if inside * 2 < rows {
            return People::of(&self.design, set);
        }
        let everyone = *(self.everyone).get_or_init(|| People::of(&self.design, &self.everyone()));
        let outside = People::of(&self.design, &set.not());
        People {
            n: inside,
            weighted: everyone.weighted - outside.weighted,
            squares: everyone.squares - outside.squares,
        }
    }

    /// Where everybody is in the design, where variances need no score of each respondent.
    pub(super) fn whole(&self) -> Option<GroupLayout<'_>> {
        let pieces = self.whole.get_or_init(|| {
            let layout = GroupLayout::whole(&self.design)?;
            layout.pieces()
        });
        let pieces = pieces.as_ref()?;
        Some(GroupLayout::of_pieces(&self.design, &[], pieces))
    }

    /// The people with each value of a question, and where they are in the design where
    /// variances need no score of each respondent. `None` where a respondent may have several
    /// values.
    pub(super) fn breakdown<'a>(
        &'a self,
        question: &'a Question,
    ) -> Option<(&'a Breakdown, Option<GroupLayout<'a>>)> {
        let codes = question.codes.as_ref()?;
        let (design, count) = (&self.design, usize::from(codes.silent));
        let named = |one: &Question| one.name == question.name;
        let at = self.responses.questions().iter().position(named)?;
        let mut laid_out = None;
        let breakdown = self.breakdowns.get(at)?.get_or_init(|| {
            laid_out = GroupLayout::of(design, &codes.of_row, count);
            Breakdown {
                people: People::by_code(design, &codes.of_row, count),
                pieces: laid_out.as_ref().and_then(GroupLayout::pieces),
            }
        });
        let layout = match &breakdown.pieces {
            Some(pieces) => Some(GroupLayout::of_pieces(design, &codes.of_row, pieces)),
            None => laid_out.or_else(|| GroupLayout::of(design, &codes.of_row, count)),
        };
        Some((breakdown, layout))
    }

    /// Everyone.
    #[must_use]
    pub fn everyone(&self) -> Mask {
        self.responses.everyone().clone()
    }
}

fn design_of(responses: &Responses) -> Result<SurveyDesign> {
    let entry = &responses.descriptor.survey.design;
    let mut design = sampling_design(responses)?;
    if let Some(entry) = &entry.replicates {
        design = with_replicates(responses, design, entry)
            .map_err(|error| error.at(Place::path("survey.design.replicates")))?;
    }
    if let Some(entry) = &entry.calibration {
        design = calibrated(responses, design, entry)
            .map_err(|error| error.at(Place::path("survey.design.calibration")))?;
    }
    Ok(design)
}

/// The design with its weights brought to the totals of the descriptor.
fn calibrated(
    responses: &Responses,
    design: SurveyDesign,
    entry: &CalibrationEntry,
) -> Result<SurveyDesign> {
    let margins = entry.margins.iter().map(|(name, totals)| {
        margin_of(responses, name, totals).map_err(|error| error.at(margin_place(name)))
    });
    let plan = CalibrationPlan {
        margins: margins.collect::<Result<_>>()?,
        bounds: entry.trim.map(|TrimEntry { lower, upper }| WeightBounds {
            lower,
            upper: upper.unwrap_or(f64::INFINITY),
        }),
        ..CalibrationPlan::default()
    };
    design.calibrated(&plan).map_err(|error| {
        let question = error.place().column.clone();
        match question {
            Some(question) => error.at(margin_place(&question)),
            None => error,
        }
    })
}

fn margin_place(question: &str) -> Place {
    Place::path(format!("survey.design.calibration.margins.{question}"))
}

/// The answers of a single choice (a derived one too) as a margin.
fn margin_of(responses: &Responses, name: &str, totals: &Named<f64>) -> Result<Margin> {
    let question = responses.question(name)?;
    if !matches!(question.kind, QuestionKind::Single | QuestionKind::Ordered) {
        return Err(ErrorKind::WrongKind {
            question: name.to_owned(),
            needed: ("択一の設問", "a choice of one value"),
        }
        .into());
    }
    let labels: Vec<String> = (question.options.iter())
        .map(|option| option.value.clone())
        .collect();
    if let Some(value) = totals.keys().find(|value| !labels.contains(value)) {
        return Err(ErrorKind::UnknownValue {
            question: name.to_owned(),
            value: value.clone(),
            available: labels,
        }
        .into());
    }
    let code_of = |row: usize| {
        let answer = question
            .options
            .iter()
            .position(|option| option.chosen.contains(row));
        answer.map(|code| code as u32).ok_or_else(|| {
            Error::new(ErrorKind::MissingDesignValue).at(Place::cell(row as u64 + 2, name))
        })
    };
    Ok(Margin {
        name: name.to_owned(),
        totals: (labels.iter())
            .map(|label| totals.get(label).copied().unwrap_or(0.0))
            .collect(),
        groups: Grouping {
            codes: (0..responses.rows()).map(code_of).collect::<Result<_>>()?,
            labels: labels.into(),
        },
    })
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
            seed: entry.seed.map_or(usual.seed, |seed| seed as u64),
            centre,
            df: entry.df,
        });
    }
    let columns = entry.columns.iter();
    design.with_replicates(&ReplicateInput {
        weights: columns
            .map(|name| Ok(responses.design_numbers(name)?.to_vec()))
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
        let name = names.get(stage);
        name.map(|name| responses.design_groups(name)).transpose()
    };
    Ok(Stage {
        strata: groups(&entry.strata)?,
        clusters: groups(&entry.clusters)?,
        population: entry
            .fpc
            .get(stage)
            .map(|name| responses.design_numbers(name).map(|sizes| sizes.to_vec()))
            .transpose()?,
    })
}

#[cfg(test)]
mod tests {
    use super::Study;
    use crate::Error;
    use crate::data::Mask;
    use crate::language::Language;
    use crate::stats;
    use crate::tabulate::{TabulateRequest, tabulate};

    const CSV: &str = "\
size,area,w,r1,r2
s,n,1,2,0
s,n,1,0,2
s,m,1,2,0
l,m,1,0,2
l,n,0,0,0
";

    fn open(design: &str, csv: &str) -> crate::Result<Study> {
        let descriptor = format!(
            r#"{{"resources": [{{"path": "r.csv", "schema": {{"fields": [
                {{"name": "size", "categories": ["s", "l", "x"]}},
                {{"name": "area", "categories": ["n", "m"]}},
                {{"name": "w", "type": "number"}}, {{"name": "r1", "type": "number"}},
                {{"name": "r2", "type": "number"}}]}}}}],
                "survey": {{"design": {design}}}}}"#
        );
        Study::open(&descriptor, &[("r.csv", csv.as_bytes())])
    }

    fn refused(design: &str) -> Error {
        open(design, CSV).map(|_| ()).unwrap_err()
    }

    #[test]
    fn replicate_weights_are_read_from_columns() {
        let design = r#"{"weight": "w", "replicates": {"method": "brr", "columns": ["r1", "r2"]}}"#;
        let study = open(design, CSV).unwrap();
        let large = Mask::from_fn(5, |row| row >= 3);
        let share = stats::share(&study.design, &large, &study.everyone()).unwrap();
        // 1 of 4; the half-samples have 0 of 2 and 1 of 2.
        assert_eq!(
            (share.value, share.se, share.df),
            (0.25, Some(0.25), Some(1.0))
        );
    }

    #[test]
    fn weights_are_brought_to_margins_and_trimmed() {
        let design = r#"{"weight": "w", "calibration": {"margins":
            {"size": {"s": 60, "l": 40}, "area": {"n": 50, "m": 50}},
            "trim": {"lower": 0.1, "upper": 2}}}"#;
        let study = open(design, CSV).unwrap();
        let weights = study.design.weights();
        let near = |found: f64, expected: f64| (found - expected).abs() < 1e-9;
        assert!(near(weights[0] + weights[1], 50.0) && near(weights[2] + weights[3], 50.0));
        assert!(near(weights[3], 40.0) && weights[4] == 0.0, "{weights:?}");
        let report = study.design.calibrations()[0].report();
        assert_eq!((report.before.n, report.before.mean), (4, 1.0));
        assert!(near(report.largest_ratio, 40.0) && near(report.after.mean, 25.0));
    }

    #[test]
    fn the_method_sentence_names_margins_and_replicates() {
        let design = r#"{"weight": "w", "calibration": {"margins": {"size": {"s": 60, "l": 40}}},
            "replicates": {"method": "brr", "columns": ["r1", "r2"]}}"#;
        let study = open(design, CSV).unwrap();
        let method = |language| {
            let request = TabulateRequest {
                rows: vec!["area".into()],
                language: Some(language),
                ..TabulateRequest::default()
            };
            tabulate(&study, &request).unwrap().method
        };
        let en = method(Language::En);
        assert!(
            en.contains("post-stratified by “size”, 2 replicate weights (balanced half-samples)"),
            "{en}"
        );
        let ja = method(Language::Ja);
        assert!(ja.contains("「size」の母集団構成に合わせてウェイトを調整、複製ウェイト2組（釣り合い型半標本法）"), "{ja}");
    }

    #[test]
    fn what_is_wrong_with_strata_clusters_and_populations_is_named_by_its_row() {
        let csv = "size,area,w,r1,r2\ns,n,1,1,2\ns,m,1,1,2\nl,m,1,2,9\n";
        let cases = [
            (
                r#"{"strata": ["size"], "clusters": ["r1"]}"#,
                "lonely_psu",
                None,
            ),
            (
                r#"{"strata": ["size"], "clusters": ["area"]}"#,
                "cluster_in_two_strata",
                Some(4),
            ),
            (r#"{"fpc": ["r1"]}"#, "population_too_small", Some(2)),
            (
                r#"{"fpc": ["r2"], "strata": ["size"], "lonelyPsu": "adjust"}"#,
                "",
                None,
            ),
            (
                r#"{"fpc": ["r2"], "clusters": ["area"], "strata": ["w"]}"#,
                "population_not_constant",
                Some(4),
            ),
        ];
        for (design, code, row) in cases {
            match open(design, csv) {
                Ok(_) => assert_eq!(code, "", "{design}"),
                Err(error) => {
                    assert_eq!((error.code(), error.place().row), (code, row), "{design}");
                    let path = error.place().path.as_deref();
                    assert_eq!(path, Some("survey.design"), "{design}");
                }
            }
        }
        let small = csv.replace(",9", ",2");
        let error = open(r#"{"fpc": ["r2"]}"#, &small).map(|_| ()).unwrap_err();
        assert_eq!(
            (error.code(), error.place().row),
            ("population_too_small", Some(2))
        );
        for (bad, code) in [("-1", "invalid_weight"), ("", "missing_design_value")] {
            let csv = csv.replace("l,m,1", &format!("l,m,{bad}"));
            let error = open(r#"{"weight": "w"}"#, &csv).map(|_| ()).unwrap_err();
            assert_eq!((error.code(), error.place().row), (code, Some(4)), "{bad}");
        }
        let none = "size,area,w,r1,r2\ns,n,0,1,2\ns,m,0,1,2\n";
        let error = open(r#"{"weight": "w"}"#, none).map(|_| ()).unwrap_err();
        assert_eq!(error.code(), "zero_weights");
    }

    #[test]
    fn what_is_wrong_with_replicates_is_named_with_its_place() {
        let columns = r#""columns": ["r1", "r2"]"#;
        let cases = [
            (
                format!(r#"{{"method": "jkn", {columns}}}"#),
                "unequal_replicates",
            ),
            (
                r#"{"method": "brr", "columns": ["r1"]}"#.into(),
                "unequal_replicates",
            ),
            (
                format!(r#"{{"method": "fay", "rho": 1, {columns}}}"#),
                "invalid_fay_factor",
            ),
            (
                format!(r#"{{"scale": -1, {columns}}}"#),
                "invalid_replicate_scale",
            ),
            (r#"{"method": "brr"}"#.into(), "replicates_not_for_design"),
            (r#"{"columns": ["r1", "no"]}"#.into(), "missing_column"),
        ];
        for (entry, code) in cases {
            let error = refused(&format!(r#"{{"weight": "w", "replicates": {entry}}}"#));
            assert_eq!(error.code(), code, "{entry}");
            let path = error.place().path.as_deref();
            assert!(
                path.is_some_and(|path| path.starts_with("survey.design")),
                "{entry}"
            );
        }
    }

    #[test]
    fn a_replicate_weight_without_a_weight_is_named_by_its_row() {
        let csv = CSV.replace("l,n,0,0,0", "l,n,0,0,1");
        let design = r#"{"weight": "w", "replicates": {"columns": ["r1", "r2"]}}"#;
        let error = open(design, &csv).map(|_| ()).unwrap_err();
        assert_eq!(error.code(), "replicate_without_weight");
        assert_eq!(error.place().row, Some(6));
    }

    #[test]
    fn what_is_wrong_with_margins_is_named_with_its_place() {
        let size = "survey.design.calibration.margins.size";
        let whole = "survey.design.calibration";
        let cases = [
            (
                r#"{"size": {"s": 60, "l": 40, "m": 3}}"#,
                "unknown_value",
                size,
            ),
            (r#"{"size": {"s": 60}}"#, "missing_total", size),
            (r#"{"size": {"s": 60, "l": -40}}"#, "invalid_total", size),
            (
                r#"{"size": {"s": 60, "l": 40, "x": 1}}"#,
                "nobody_in_margin",
                size,
            ),
            (
                r#"{"area": {"n": 50, "m": 50}, "size": {"s": 60, "l": 41}}"#,
                "unequal_margins",
                size,
            ),
            (
                r#"{"w": {"1": 5}}"#,
                "wrong_kind",
                "survey.design.calibration.margins.w",
            ),
            (
                r#"{"area": {"n": 99, "m": 1}, "size": {"s": 1, "l": 99}}"#,
                "not_converged",
                whole,
            ),
            ("{}", "no_margin", whole),
        ];
        for (margins, code, path) in cases {
            let entry = format!(r#"{{"weight": "w", "calibration": {{"margins": {margins}}}}}"#);
            let error = refused(&entry);
            assert_eq!(error.code(), code, "{margins}");
            assert_eq!(error.place().path.as_deref(), Some(path), "{margins}");
        }
        let tight =
            r#"{"margins": {"size": {"s": 60, "l": 40}}, "trim": {"lower": 2, "upper": 1}}"#;
        let error = refused(&format!(r#"{{"weight": "w", "calibration": {tight}}}"#));
        assert_eq!(error.code(), "invalid_weight_bounds");
    }
}
