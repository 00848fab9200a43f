//! The package's description: a Frictionless Data Package v2 with one `survey` object.
//!
//! Labels stand in the survey's own language; `survey.translations` adds others. What
//! the standard has and Chosa does not use is ignored, so that any valid package opens.

use super::changes::Changes;
use super::form::{Node, Readable, Scalar, read_json};
use super::json::Json;
use super::label::Label;
use super::named::Named;
use super::predicate::Where;
use crate::error::{Place, Result};

/// A `datapackage.json`.
#[derive(Clone, Debug, Default)]
pub struct Descriptor {
    /// The title, in the survey's language.
    pub title: String,
    /// Where the data come from.
    pub sources: Vec<SourceEntry>,
    /// The tables; the first is the responses.
    pub resources: Vec<Resource>,
    /// What the standard lacks.
    pub survey: SurveyEntry,
}

impl Readable for Descriptor {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        Self {
            title: form.get("title"),
            sources: form.get("sources"),
            resources: form.need("resources"),
            survey: form.get("survey"),
        }
    }
}

/// One source of the data.
#[derive(Clone, Debug, Default)]
pub struct SourceEntry {
    /// Its title.
    pub title: String,
}

impl Readable for SourceEntry {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        Self {
            title: form.get("title"),
        }
    }
}

/// One table of the package.
#[derive(Clone, Debug, Default)]
pub struct Resource {
    /// Its file, relative to the descriptor.
    pub path: String,
    /// Its columns.
    pub schema: Schema,
}

impl Readable for Resource {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        Self {
            path: form.need("path"),
            schema: form.need("schema"),
        }
    }
}

/// The columns of a table.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// The columns that the report may use; others in the file are left alone.
    pub fields: Vec<Field>,
    /// What stands for "no value" in every column; the empty cell unless told.
    pub missing_values: Vec<MissingValue>,
}

impl Readable for Schema {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        Self {
            fields: form.need("fields"),
            missing_values: form
                .get::<Option<_>>("missingValues")
                .unwrap_or_else(blank_is_missing),
        }
    }
}

fn blank_is_missing() -> Vec<MissingValue> {
    vec![MissingValue::default()]
}

/// One column.
#[derive(Clone, Debug, Default)]
pub struct Field {
    /// Its name in the file's header.
    pub name: String,
    /// What its cells hold.
    pub kind: FieldType,
    /// The question's label.
    pub title: String,
    /// The values that may be chosen.
    pub categories: Option<Vec<CategoryEntry>>,
    /// Whether the categories stand in an order.
    pub categories_ordered: bool,
    /// What stands for "no value" here; replaces the table's list.
    pub missing_values: Option<Vec<MissingValue>>,
}

impl Readable for Field {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        Self {
            name: form.need("name"),
            kind: form.get("type"),
            title: form.get("title"),
            categories: form.get("categories"),
            categories_ordered: form.get("categoriesOrdered"),
            missing_values: form.get("missingValues"),
        }
    }
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
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
    Other,
}

impl Readable for FieldType {
    fn read(node: Node<'_>) -> Self {
        match node.text() {
            "string" => Self::String,
            "integer" => Self::Integer,
            "number" => Self::Number,
            "date" => Self::Date,
            _ => Self::Other,
        }
    }
}

/// One category: in JSON a bare value, or an object with value and label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CategoryEntry {
    /// The value in the file.
    pub value: String,
    /// What is shown; a bare value is its own label.
    pub label: String,
}

impl Readable for CategoryEntry {
    fn read(node: Node<'_>) -> Self {
        let (value, label) = match node.value() {
            Json::Object(_) => {
                let mut form = node.form();
                let Scalar(value) = form.need("value");
                (value, form.get::<Option<String>>("label"))
            }
            _ => (Scalar::read(node).0, None),
        };
        let label = label.unwrap_or_else(|| value.clone());
        Self { value, label }
    }
}

/// A text that stands for "no value": in JSON the text, or an object with value and kind.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MissingValue {
    /// The text in the file.
    pub text: String,
    /// Why there is no answer.
    pub kind: MissingKind,
}

impl Readable for MissingValue {
    fn read(node: Node<'_>) -> Self {
        if !matches!(node.value(), Json::Object(_)) {
            let Scalar(text) = Scalar::read(node);
            let kind = MissingKind::default();
            return Self { text, kind };
        }
        let mut form = node.form();
        let Scalar(text) = form.need("value");
        let kind = form.get("kind");
        Self { text, kind }
    }
}

/// Why a cell holds no answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum MissingKind {
    /// The question was asked and not answered.
    #[default]
    NoAnswer,
    /// The question was not asked.
    NotAsked,
    /// The answer can't be used.
    Invalid,
}

impl Readable for MissingKind {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[
            ("noAnswer", Self::NoAnswer),
            ("notAsked", Self::NotAsked),
            ("invalid", Self::Invalid),
        ])
    }
}

/// What a survey has that a table has not.
#[derive(Clone, Debug, Default)]
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
    pub questions: Named<QuestionEntry>,
    /// The multiple-choice questions.
    pub multiple: Vec<MultipleEntry>,
    /// Questions worked out from others.
    pub derived: Vec<DerivedEntry>,
    /// Labels in other languages, by language tag.
    pub translations: Named<Translation>,
    /// What may be shown.
    pub policy: Policy,
}

impl Readable for SurveyEntry {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            language: form.get("language"),
            synthetic: form.get("synthetic"),
            population: form.get("population"),
            sample: form.get("sample"),
            fieldwork: form.get("fieldwork"),
            design: form.get("design"),
            questions: form.get("questions"),
            multiple: form.get("multiple"),
            derived: form.get("derived"),
            translations: form.get("translations"),
            policy: form.get("policy"),
        };
        form.finish(read)
    }
}

/// Whom the survey is about.
#[derive(Clone, Debug, Default)]
pub struct Population {
    /// How many there are.
    pub size: Option<f64>,
    /// Who they are.
    pub label: String,
}

impl Readable for Population {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            size: form.get("size"),
            label: form.get("label"),
        };
        form.finish(read)
    }
}

/// Who was asked.
#[derive(Clone, Debug, Default)]
pub struct Sample {
    /// How many were asked.
    pub invited: Option<f64>,
    /// How they were chosen.
    pub kind: SampleKind,
    /// What became of each case, where that was recorded.
    pub dispositions: Option<Dispositions>,
}

impl Readable for Sample {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            invited: form.get("invited"),
            kind: form.get("kind"),
            dispositions: form.get("dispositions"),
        };
        form.finish(read)
    }
}

/// What became of the cases of a sample: how many ended in each of AAPOR's dispositions.
#[derive(Clone, Debug, Default)]
pub struct Dispositions {
    /// Complete interviews (I).
    pub complete: usize,
    /// Partial interviews (P).
    pub partial: usize,
    /// Refusals and break-offs (R).
    pub refusal: usize,
    /// Not reached, known to be eligible (NC).
    pub non_contact: usize,
    /// Eligible, and not interviewed for another reason (O).
    pub other: usize,
    /// Not known to be a household, or whatever the unit is (UH).
    pub unknown_household: usize,
    /// Of unknown eligibility for another reason (UO).
    pub unknown_other: usize,
    /// Known not to be eligible; `None` where that was not recorded.
    pub not_eligible: Option<usize>,
    /// The share of the unknown that is taken to be eligible, from 0 to 1; without it, that
    /// of the cases whose eligibility is known.
    pub e: Option<f64>,
}

impl Readable for Dispositions {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            complete: form.need("complete"),
            partial: form.get("partial"),
            refusal: form.get("refusal"),
            non_contact: form.get("nonContact"),
            other: form.get("other"),
            unknown_household: form.get("unknownHousehold"),
            unknown_other: form.get("unknownOther"),
            not_eligible: form.get("notEligible"),
            e: form.get("e"),
        };
        if read.e.is_some_and(|e| !(0.0..=1.0).contains(&e)) {
            node.refuse(("0から1までの e", "e from 0 to 1"));
        }
        form.finish(read)
    }
}

/// How those asked were chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SampleKind {
    /// All of them were asked; who answers is not left to chance.
    Census,
    /// By chance, with known probabilities.
    #[default]
    Probability,
    /// In another way: whoever came.
    Nonprobability,
}

impl Readable for SampleKind {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[
            ("census", Self::Census),
            ("probability", Self::Probability),
            ("nonprobability", Self::Nonprobability),
        ])
    }
}

/// When the survey was in the field.
#[derive(Clone, Debug, Default)]
pub struct Fieldwork {
    /// The first day.
    pub start: String,
    /// The last day.
    pub end: String,
}

impl Readable for Fieldwork {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            start: form.get("start"),
            end: form.get("end"),
        };
        form.finish(read)
    }
}

/// How the sample was drawn and weighted: the names of columns.
#[derive(Clone, Debug, Default)]
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

impl Readable for DesignEntry {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            weight: form.get("weight"),
            strata: form.get("strata"),
            clusters: form.get("clusters"),
            nested: form.get("nested"),
            fpc: form.get("fpc"),
            lonely_psu: form.get("lonelyPsu"),
            replicates: form.get("replicates"),
            calibration: form.get("calibration"),
        };
        form.finish(read)
    }
}

/// What to do with a stratum of which only one cluster was drawn, so that the variance
/// inside it can't be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
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

impl Readable for LonelyPsu {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[
            ("fail", Self::Fail),
            ("adjust", Self::Adjust),
            ("average", Self::Average),
            ("certainty", Self::Certainty),
        ])
    }
}

/// Totals of the population that the weights are brought to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CalibrationEntry {
    /// For each question, how many people of the population each value has. One question
    /// is post-stratification, several are raked.
    pub margins: Named<Named<f64>>,
    /// Between what multiples of their mean the weights are held.
    pub trim: Option<TrimEntry>,
}

impl Readable for CalibrationEntry {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            margins: form.get("margins"),
            trim: form.get("trim"),
        };
        form.finish(read)
    }
}

/// The least and the greatest weight as multiples of the mean weight.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct TrimEntry {
    /// The least; 0 unless given.
    pub lower: f64,
    /// The greatest; any unless given.
    pub upper: Option<f64>,
}

impl Readable for TrimEntry {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            lower: form.get("lower"),
            upper: form.get("upper"),
        };
        form.finish(read)
    }
}

/// Replicate weights: read from columns, or made from the rest of the design.
#[derive(Clone, Debug, Default, PartialEq)]
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
    pub seed: Option<usize>,
}

impl Readable for ReplicatesEntry {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            method: form.get("method"),
            columns: form.get("columns"),
            rho: form.get("rho"),
            scale: form.get("scale"),
            rscales: form.get("rscales"),
            mse: form.get("mse"),
            df: form.get("df"),
            count: form.get("count"),
            seed: form.get("seed"),
        };
        form.finish(read)
    }
}

/// How replicate weights are made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
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
    /// Every method.
    pub const ALL: [Self; 7] = [
        Self::Other,
        Self::Brr,
        Self::Fay,
        Self::Jk1,
        Self::Jkn,
        Self::Bootstrap,
        Self::SuccessiveDifference,
    ];

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

impl Readable for ReplicateMethod {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&Self::ALL.map(|method| (method.name(), method)))
    }
}

/// What the table can't say of a question.
#[derive(Clone, Debug, Default)]
pub struct QuestionEntry {
    /// Of whom it was asked.
    pub base: Option<Where>,
    /// The score of each value of a scale.
    pub scores: Named<f64>,
    /// Values taken together.
    pub nets: Vec<NetEntry>,
}

impl Readable for QuestionEntry {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            base: form.get("base"),
            scores: form.get("scores"),
            nets: form.get("nets"),
        };
        form.finish(read)
    }
}

/// Values taken together.
#[derive(Clone, Debug, Default)]
pub struct NetEntry {
    /// Its name.
    pub name: String,
    /// What is shown.
    pub label: String,
    /// The values.
    pub values: Vec<String>,
}

impl Readable for NetEntry {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            name: form.need("name"),
            label: form.get("label"),
            values: form.need("values"),
        };
        form.finish(read)
    }
}

/// A multiple-choice question, spread over columns or joined in one.
#[derive(Clone, Debug, Default)]
pub struct MultipleEntry {
    /// Its name.
    pub name: String,
    /// What is shown.
    pub label: String,
    /// The columns, one for each option.
    pub fields: Vec<String>,
    /// What a cell holds where the option was chosen. Unless told, it is the category of a
    /// column that has one only, as exports that write the option's own text have, or "1".
    pub selected: Option<String>,
    /// The column that joins the chosen values.
    pub field: Option<String>,
    /// What joins them; ";" unless told.
    pub separator: Option<String>,
    /// What it means that nothing was chosen.
    pub blank: Blank,
    /// The options that go with no other, such as "none of these". An answer that has one
    /// and another option too is kept as it was given, and tables warn of how many there are.
    pub exclusive: Vec<String>,
    /// Of whom it was asked.
    pub base: Option<Where>,
}

impl Readable for MultipleEntry {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            name: form.get("name"),
            label: form.get("label"),
            fields: form.get("fields"),
            selected: form.get("selected"),
            field: form.get("field"),
            separator: form.get("separator"),
            blank: form.get("blank"),
            exclusive: form.get("exclusive"),
            base: form.get("base"),
        };
        form.finish(read)
    }
}

/// What it means that no option was chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Blank {
    /// The question was not answered.
    #[default]
    NoAnswer,
    /// None of the options applies.
    None,
}

impl Readable for Blank {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[("noAnswer", Self::NoAnswer), ("none", Self::None)])
    }
}

/// A question worked out from others.
#[derive(Clone, Debug, Default)]
pub struct DerivedEntry {
    /// Its name.
    pub name: String,
    /// What is shown.
    pub label: String,
    /// Its values; the first whose condition holds is taken.
    pub values: Vec<DerivedValue>,
    /// Of whom it is worked out; all unless told.
    pub base: Option<Where>,
}

impl Readable for DerivedEntry {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            name: form.need("name"),
            label: form.get("label"),
            values: form.need("values"),
            base: form.get("base"),
        };
        form.finish(read)
    }
}

/// One value of a derived question.
#[derive(Clone, Debug, Default)]
pub struct DerivedValue {
    /// The value.
    pub value: String,
    /// What is shown.
    pub label: Option<String>,
    /// When it holds.
    pub filter: Option<Where>,
    /// Whether it holds where no other does.
    pub otherwise: bool,
}

impl Readable for DerivedValue {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            value: form.need("value"),
            label: form.get("label"),
            filter: form.get("where"),
            otherwise: form.get("otherwise"),
        };
        form.finish(read)
    }
}

/// The texts of one language.
#[derive(Clone, Debug, Default)]
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
    pub fields: Named<FieldTranslation>,
}

impl Readable for Translation {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            title: form.get("title"),
            publisher: form.get("publisher"),
            population: form.get("population"),
            synthetic: form.get("synthetic"),
            fields: form.get("fields"),
        };
        form.finish(read)
    }
}

/// The texts of one question.
#[derive(Clone, Debug, Default)]
pub struct FieldTranslation {
    /// The question's label.
    pub title: Option<String>,
    /// Labels by value.
    pub categories: Named<String>,
    /// Labels of nets by name.
    pub nets: Named<String>,
}

impl Readable for FieldTranslation {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            title: form.get("title"),
            categories: form.get("categories"),
            nets: form.get("nets"),
        };
        form.finish(read)
    }
}

/// What may be shown of small groups.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Policy {
    /// A count of fewer respondents than this is hidden, with the figure that goes with it
    /// and with whatever would tell it; 0 is shown.
    pub minimum_count: usize,
    /// A figure whose base is fewer respondents than this is blank; the count is shown.
    pub minimum_base: usize,
    /// Which standard of precision is applied.
    pub reliability: Reliability,
    /// To multiples of what the estimated counts of people are rounded (`rounding.countsTo`);
    /// 0 leaves them as they are. Counts of respondents are never rounded.
    pub counts_to: usize,
}

impl Readable for Policy {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            minimum_count: form.get("minimumCount"),
            minimum_base: form.get("minimumBase"),
            reliability: form.get("reliability"),
            counts_to: form.get::<Rounding>("rounding").0,
        };
        form.finish(read)
    }
}

/// To what figures are rounded.
#[derive(Default)]
struct Rounding(usize);

impl Readable for Rounding {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self(form.get("countsTo"));
        form.finish(read)
    }
}

/// A standard of precision.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reliability {
    /// None.
    #[default]
    None,
    /// NCHS (2017), Data Presentation Standards for Proportions: a share that fails them is
    /// shown with a mark that says which rule it fails.
    Nchs,
    /// The same, and a share that NCHS would not print is blank.
    NchsHide,
}

impl Readable for Reliability {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[
            ("none", Self::None),
            ("nchs", Self::Nchs),
            ("nchsHide", Self::NchsHide),
        ])
    }
}

impl Descriptor {
    /// The file that a descriptor is published as, and what errors in it are said to be in.
    pub const FILE: &'static str = "datapackage.json";

    /// Reads a descriptor.
    ///
    /// # Errors
    /// `invalid_json` with the line, or `invalid_form` with the JSON path.
    pub fn parse(json: &str) -> Result<Self> {
        Self::changed(json, &Changes::default())
    }

    /// Reads a descriptor in which something is other than its text says.
    ///
    /// # Errors
    /// As [`Self::parse`], with the JSON path in the changed document.
    pub fn changed(json: &str, changes: &Changes) -> Result<Self> {
        Json::parse(json)
            .and_then(|document| read_json(&changes.applied(document), ""))
            .map_err(|error| error.at(Place::file(Self::FILE)))
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
    fn cases_are_counted_and_a_share_is_one() {
        let read = |cases: &str| {
            let sample = format!(r#"{{"sample": {{"dispositions": {cases}}}}}"#);
            Descriptor::parse(&format!(r#"{{"resources": [], "survey": {sample}}}"#))
        };
        let cases = read(r#"{"complete": 476, "nonContact": 5120, "e": 0.5}"#).unwrap();
        let cases = cases.survey.sample.unwrap().dispositions.unwrap();
        assert_eq!(
            (cases.complete, cases.non_contact, cases.e),
            (476, 5120, Some(0.5))
        );
        for bad in [
            r#"{"complete": 476, "e": 1.5}"#,
            r#"{"complete": -1}"#,
            r#"{"complete": 2.5}"#,
            r#"{"refusal": 2}"#,
        ] {
            let error = read(bad).unwrap_err();
            assert_eq!(error.code(), "invalid_form", "{bad}");
            let path = error.place().path.clone().unwrap();
            assert!(path.starts_with("survey.sample.dispositions"), "{path}");
        }
    }

    #[test]
    fn a_misspelt_entry_is_not_passed_over() {
        let json = r#"{"resources": [], "survey": {"populaton": {}}}"#;
        let error = Descriptor::parse(json).unwrap_err();
        assert!(error.to_string().contains("population"), "{error}");
    }
}
