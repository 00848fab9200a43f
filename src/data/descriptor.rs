//! The package's description: a Frictionless Data Package v2 with one `survey` object.
//!
//! Labels stand in the survey's own language; `survey.translations` adds others. What
//! the standard has and Chosa does not use is ignored, so that any valid package opens.

use super::label::Label;
use super::predicate::Where;
use crate::error::{Error, ErrorKind, Place, Result};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;

/// A `datapackage.json`.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Descriptor {
    /// The title, in the survey's language.
    #[serde(default)]
    pub title: String,
    /// Where the data come from.
    #[serde(default)]
    pub sources: Vec<SourceEntry>,
    /// The tables; the first is the responses.
    pub resources: Vec<Resource>,
    /// What the standard lacks.
    #[serde(default)]
    pub survey: SurveyEntry,
}

/// One source of the data.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct SourceEntry {
    /// Its title.
    #[serde(default)]
    pub title: String,
}

/// One table of the package.
#[derive(Clone, Debug, Deserialize)]
pub struct Resource {
    /// Its file, relative to the descriptor.
    pub path: String,
    /// Its columns.
    pub schema: Schema,
}

/// The columns of a table.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Schema {
    /// The columns that the report may use; others in the file are left alone.
    pub fields: Vec<Field>,
    /// What stands for "no value" in every column; the empty cell unless told.
    #[serde(default = "blank_is_missing")]
    pub missing_values: Vec<MissingValue>,
}

fn blank_is_missing() -> Vec<MissingValue> {
    vec![MissingValue::Plain(String::new())]
}

/// One column.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Field {
    /// Its name in the file's header.
    pub name: String,
    /// What its cells hold.
    #[serde(rename = "type", default)]
    pub kind: FieldType,
    /// The question's label.
    #[serde(default)]
    pub title: String,
    /// The values that may be chosen.
    #[serde(default)]
    pub categories: Option<Vec<CategoryEntry>>,
    /// Whether the categories stand in an order.
    #[serde(default)]
    pub categories_ordered: bool,
    /// What stands for "no value" here; replaces the table's list.
    #[serde(default)]
    pub missing_values: Option<Vec<MissingValue>>,
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum FieldType {
    /// Text, or the values of categories.
    #[default]
    String,
    /// Whole numbers.
    Integer,
    /// Numbers.
    Number,
    /// Days such as `2022-01-31`.
    Date,
    /// Anything else that the standard has; read as text.
    #[serde(other)]
    Other,
}

/// One category: a bare value, or a value with its label.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
#[serde(expecting = "a value, or an object with value and label")]
pub enum CategoryEntry {
    /// A value that is its own label.
    Plain(Scalar),
    /// A value and its label.
    Labelled {
        /// The value in the file.
        value: Scalar,
        /// What is shown.
        #[serde(default)]
        label: Option<String>,
    },
}

impl CategoryEntry {
    /// The value as text, and its label.
    #[must_use]
    pub fn parts(&self) -> (String, String) {
        match self {
            Self::Plain(value) => (value.text(), value.text()),
            Self::Labelled { value, label } => {
                (value.text(), label.clone().unwrap_or_else(|| value.text()))
            }
        }
    }
}

/// A value in JSON that stands for the text of a cell.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
#[serde(expecting = "a text or a number")]
pub enum Scalar {
    /// A text.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// Another number.
    Number(f64),
}

impl Scalar {
    fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Integer(number) => number.to_string(),
            Self::Number(number) => number.to_string(),
        }
    }
}

/// A text that stands for "no value".
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
#[serde(expecting = "a text, or an object with value, label and kind")]
pub enum MissingValue {
    /// The text alone: no answer.
    Plain(String),
    /// The text and what it means.
    Labelled {
        /// The text in the file.
        value: String,
        /// Why there is no answer.
        #[serde(default)]
        kind: MissingKind,
    },
}

/// Why a cell holds no answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum MissingKind {
    /// The question was asked and not answered.
    #[default]
    NoAnswer,
    /// The question was not asked.
    NotAsked,
    /// The answer can't be used.
    Invalid,
}

/// What a survey has that a table has not.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct SurveyEntry {
    /// The language of the labels; Japanese unless told.
    pub language: Option<String>,
    /// Says that the responses are synthetic, where they are.
    pub synthetic: Option<String>,
    /// Whom the survey is about.
    pub population: Option<Population>,
    /// Who was asked.
    pub sample: Option<Sample>,
    /// When.
    pub fieldwork: Option<Fieldwork>,
    /// How the sample was drawn and weighted.
    pub design: DesignEntry,
    /// What the table can't say of a question, by its name.
    pub questions: BTreeMap<String, QuestionEntry>,
    /// The multiple-choice questions.
    pub multiple: Vec<MultipleEntry>,
    /// Questions worked out from others.
    pub derived: Vec<DerivedEntry>,
    /// Labels in other languages, by language tag.
    pub translations: BTreeMap<String, Translation>,
    /// What may be shown.
    pub policy: Policy,
}

/// Whom the survey is about.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Population {
    /// How many there are.
    #[serde(default)]
    pub size: Option<f64>,
    /// Who they are.
    #[serde(default)]
    pub label: String,
}

/// Who was asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sample {
    /// How many were asked.
    #[serde(default)]
    pub invited: Option<f64>,
    /// How they were chosen.
    #[serde(default)]
    pub kind: SampleKind,
}

/// How those asked were chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SampleKind {
    /// All of them were asked; who answers is not left to chance.
    Census,
    /// By chance, with known probabilities.
    #[default]
    Probability,
    /// In another way: whoever came.
    Nonprobability,
}

/// When the survey was in the field.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Fieldwork {
    /// The first day.
    pub start: String,
    /// The last day.
    pub end: String,
}

/// How the sample was drawn and weighted: the names of columns.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct DesignEntry {
    /// The column of weights.
    pub weight: Option<String>,
    /// The column of strata, one for each stage.
    pub strata: Vec<String>,
    /// The column of clusters, one for each stage.
    pub clusters: Vec<String>,
    /// Whether cluster names start anew in each stratum.
    pub nested: bool,
    /// The column of population sizes, one for each stage.
    pub fpc: Vec<String>,
    /// What to do with a stratum of which only one cluster was drawn.
    pub lonely_psu: LonelyPsu,
    /// The replicate weights, where errors are computed from such.
    pub replicates: Option<ReplicatesEntry>,
    /// The population's totals that the weights are brought to.
    pub calibration: Option<CalibrationEntry>,
}

/// What to do with a stratum of which only one cluster was drawn, so that the variance
/// inside it can't be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum LonelyPsu {
    /// Refuse the design.
    #[default]
    Fail,
    /// Measure the cluster's distance from zero, the overall mean of the scores, instead
    /// of from its stratum's mean. Errs on the side of too large an error.
    Adjust,
    /// Give the stratum the average contribution of the other strata.
    Average,
    /// Take the cluster as drawn with certainty: the stratum contributes nothing.
    Certainty,
}

/// Totals of the population that the weights are brought to.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct CalibrationEntry {
    /// For each question, how many people of the population each value has. One question
    /// is post-stratification, several are raked.
    pub margins: BTreeMap<String, BTreeMap<String, f64>>,
    /// Between what multiples of their mean the weights are held.
    pub trim: Option<TrimEntry>,
}

/// The least and the greatest weight as multiples of the mean weight.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct TrimEntry {
    /// The least; 0 unless given.
    pub lower: f64,
    /// The greatest; any unless given.
    pub upper: f64,
}

impl Default for TrimEntry {
    fn default() -> Self {
        Self {
            lower: 0.0,
            upper: f64::INFINITY,
        }
    }
}

/// Replicate weights: read from columns, or made from the rest of the design.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ReplicatesEntry {
    /// How they are made.
    pub method: ReplicateMethod,
    /// The columns of weights, one for each replicate; without them they are made.
    pub columns: Vec<String>,
    /// The part of its weight that the other half keeps (`fay`): at least 0, less than 1.
    pub rho: f64,
    /// The factor of the sum of squares; the method's own unless given.
    pub scale: Option<f64>,
    /// The factor of each replicate's square.
    pub rscales: Option<Vec<f64>>,
    /// Whether distances are taken from the full sample's estimate.
    pub mse: bool,
    /// The degrees of freedom, where they are known.
    pub df: Option<f64>,
    /// How many replicates are drawn, where they are made by chance.
    pub count: Option<usize>,
    /// Where that chance begins.
    pub seed: Option<u64>,
}

/// How replicate weights are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ReplicateMethod {
    /// Any way, with scales of its own.
    #[default]
    Other,
    /// Balanced repeated replication: half-samples.
    Brr,
    /// Fay's: half-samples in which the other half keeps a part of its weight.
    Fay,
    /// The jackknife of a design without strata.
    Jk1,
    /// The jackknife of a design with strata.
    Jkn,
    /// Clusters drawn again with replacement.
    Bootstrap,
    /// Successive differences of a sample drawn in order.
    SuccessiveDifference,
}

impl ReplicateMethod {
    /// The name by which descriptors call the method.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Other => "other",
            Self::Brr => "brr",
            Self::Fay => "fay",
            Self::Jk1 => "jk1",
            Self::Jkn => "jkn",
            Self::Bootstrap => "bootstrap",
            Self::SuccessiveDifference => "successiveDifference",
        }
    }
}

/// What the table can't say of a question.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct QuestionEntry {
    /// Of whom it was asked.
    pub base: Option<Where>,
    /// The score of each value of a scale.
    pub scores: BTreeMap<String, f64>,
    /// Values taken together.
    pub nets: Vec<NetEntry>,
}

/// Values taken together.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NetEntry {
    /// Its name.
    pub name: String,
    /// What is shown.
    #[serde(default)]
    pub label: String,
    /// The values.
    pub values: Vec<String>,
}

/// A multiple-choice question, spread over columns or joined in one.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MultipleEntry {
    /// Its name.
    pub name: String,
    /// What is shown.
    pub label: String,
    /// The columns, one for each option.
    pub fields: Vec<String>,
    /// What a cell holds where the option was chosen; "1" unless told.
    pub selected: Option<String>,
    /// The column that joins the chosen values.
    pub field: Option<String>,
    /// What joins them; ";" unless told.
    pub separator: Option<String>,
    /// What it means that nothing was chosen.
    pub blank: Blank,
    /// Of whom it was asked.
    pub base: Option<Where>,
}

/// What it means that no option was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Blank {
    /// The question was not answered.
    #[default]
    NoAnswer,
    /// None of the options applies.
    None,
}

/// A question worked out from others.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DerivedEntry {
    /// Its name.
    pub name: String,
    /// What is shown.
    #[serde(default)]
    pub label: String,
    /// Its values; the first whose condition holds is taken.
    pub values: Vec<DerivedValue>,
    /// Of whom it is worked out; all unless told.
    #[serde(default)]
    pub base: Option<Where>,
}

/// One value of a derived question.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DerivedValue {
    /// The value.
    pub value: String,
    /// What is shown.
    #[serde(default)]
    pub label: Option<String>,
    /// When it holds.
    #[serde(rename = "where", default)]
    pub filter: Option<Where>,
    /// Whether it holds where no other does.
    #[serde(default)]
    pub otherwise: bool,
}

/// The texts of one language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Translation {
    /// The survey's title.
    pub title: Option<String>,
    /// Who published the data.
    pub publisher: Option<String>,
    /// Whom the survey is about.
    pub population: Option<String>,
    /// That the responses are synthetic.
    pub synthetic: Option<String>,
    /// The questions, by name.
    pub fields: BTreeMap<String, FieldTranslation>,
}

/// The texts of one question.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct FieldTranslation {
    /// The question's label.
    pub title: Option<String>,
    /// Labels by value.
    pub categories: BTreeMap<String, String>,
    /// Labels of nets by name.
    pub nets: BTreeMap<String, String>,
}

/// What may be shown of small groups.
#[derive(Clone, Copy, Debug, Default, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Policy {
    /// A figure that rests on fewer respondents than this is hidden.
    pub minimum_count: usize,
    /// Which standard of precision is applied.
    pub reliability: Reliability,
}

/// A standard of precision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Reliability {
    /// None.
    #[default]
    None,
    /// NCHS (2017), Data Presentation Standards for Proportions.
    Nchs,
}

impl Descriptor {
    /// Reads a descriptor.
    ///
    /// # Errors
    /// `invalid_json` with the line, or `invalid_form` with the JSON path.
    pub fn parse(json: &str) -> Result<Self> {
        parse_json(json, "datapackage.json")
    }

    /// The text of the survey in every language that the descriptor has it in.
    #[must_use]
    pub fn translated(
        &self,
        original: &str,
        find: impl Fn(&Translation) -> Option<&String>,
    ) -> Label {
        let language = self.survey.language.as_deref().unwrap_or("ja");
        self.survey
            .translations
            .iter()
            .filter_map(|(tag, texts)| Some((tag, find(texts)?)))
            .fold(Label::from(original), |label, (tag, text)| {
                label.with(language, tag, text)
            })
    }
}

/// Reads JSON into its form; an error names the path in the document.
///
/// # Errors
/// `invalid_json` or `invalid_form`, in `file`.
pub fn parse_json<T: DeserializeOwned>(json: &str, file: &str) -> Result<T> {
    let mut reader = serde_json::Deserializer::from_str(json.trim_start_matches('\u{feff}'));
    serde_path_to_error::deserialize(&mut reader).map_err(|error| {
        let path = error.path().to_string();
        let detail = error.inner().to_string();
        let kind = if error.inner().is_data() {
            ErrorKind::InvalidForm { detail }
        } else {
            ErrorKind::InvalidJson { detail }
        };
        Error::new(kind).at(Place::path(path)).at(Place::file(file))
    })
}

#[cfg(test)]
mod tests {
    use super::Descriptor;

    #[test]
    fn a_wrong_form_is_named_by_its_path() {
        let json = r#"{"resources": [], "survey": {"questions": {"a": {"base": 3}}}}"#;
        let error = Descriptor::parse(json).unwrap_err();
        assert_eq!(error.code(), "invalid_form");
        assert_eq!(
            error.place().path.as_deref(),
            Some("survey.questions.a.base")
        );
    }

    #[test]
    fn a_misspelt_entry_is_not_passed_over() {
        let json = r#"{"resources": [], "survey": {"populaton": {}}}"#;
        let error = Descriptor::parse(json).unwrap_err();
        assert!(error.to_string().contains("population"), "{error}");
    }
}
