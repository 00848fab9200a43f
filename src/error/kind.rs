//! The kinds of error, each with what was found and what was expected.

/// What went wrong. More kinds may come.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// A document is not JSON.
    InvalidJson {
        /// The line where it can't be read on, counted from 1.
        line: usize,
        /// The character in that line, counted from 1.
        column: usize,
    },
    /// A part of a JSON document has not the form that was expected.
    InvalidForm {
        /// What was found and expected: Japanese, English.
        detail: (String, String),
    },
    /// A resource has no bytes, or a table no header.
    EmptyFile,
    /// A table has a header and no rows.
    NoRows,
    /// A web page came where data was expected.
    WebPage,
    /// The bytes are not UTF-8.
    NotUtf8 {
        /// The first byte that is not, counted from 0.
        offset: usize,
    },
    /// The package names a resource that was not given.
    MissingResource {
        /// Its path in the descriptor.
        name: String,
    },
    /// The descriptor names a column that the table lacks.
    MissingColumn {
        /// The name in the descriptor.
        name: String,
        /// The names in the table.
        available: Vec<String>,
    },
    /// Two columns, two questions or two categories of one question have one name.
    DuplicateName {
        /// The name.
        name: String,
    },
    /// A row has more or fewer cells than the header.
    RaggedRow {
        /// How many cells the header has.
        expected: usize,
        /// How many the row has.
        found: usize,
    },
    /// A cell holds a value that is none of its question's categories.
    UnknownCode {
        /// What the cell holds.
        value: String,
        /// The values of the categories.
        allowed: Vec<String>,
    },
    /// A cell of a number column is no number.
    NotANumber {
        /// What the cell holds.
        value: String,
    },
    /// A cell of a date column is no date of the form `2022-01-31`.
    NotADate {
        /// What the cell holds.
        value: String,
    },
    /// A column has more distinct values than can be coded.
    TooManyCategories {
        /// How many can be.
        limit: usize,
    },
    /// A file has more of something than Chosa takes.
    TooLarge {
        /// What there is too much of, in words: Japanese, English.
        what: (&'static str, &'static str),
        /// How much there may be.
        limit: u64,
    },
    /// So much memory is not to be had.
    OutOfMemory {
        /// How many bytes were needed at once.
        bytes: u64,
    },
    /// A name that is no question of the survey.
    UnknownQuestion {
        /// The name.
        name: String,
        /// The questions there are.
        available: Vec<String>,
    },
    /// A value that is no category of its question.
    UnknownValue {
        /// The question.
        question: String,
        /// The value.
        value: String,
        /// The values there are.
        available: Vec<String>,
    },
    /// A base or a derived value depends on itself.
    CircularBase {
        /// The question.
        question: String,
    },
    /// A question of this kind cannot be asked for in this way.
    WrongKind {
        /// The question.
        question: String,
        /// What kind is needed, in words: Japanese, English.
        needed: (&'static str, &'static str),
    },
    /// A request asks for nothing, or for two things that exclude each other.
    InvalidRequest {
        /// What is wrong: Japanese, English.
        detail: (&'static str, &'static str),
    },
    /// A chart that would show its table wrongly, or can't show it at all.
    UnsuitableChart {
        /// The kind of chart, as a request names it.
        chart: &'static str,
        /// Why it is refused: Japanese, English.
        reason: (&'static str, &'static str),
    },
    /// A confidence level that is not between 0 and 1.
    InvalidLevel {
        /// The level.
        level: f64,
    },
    /// A weight is missing, negative or not finite.
    InvalidWeight {
        /// The weight, where there is one.
        weight: Option<f64>,
    },
    /// The weights add up to nothing.
    ZeroWeights,
    /// The design names a column with an absent value.
    MissingDesignValue,
    /// One cluster stands in two strata and the design does not say that names are nested.
    ClusterInTwoStrata {
        /// The cluster.
        cluster: String,
    },
    /// A stratum has one cluster only, so its variance can't be estimated.
    LonelyPsu {
        /// The stratum.
        stratum: String,
    },
    /// The finite population is smaller than the sample drawn from it.
    PopulationTooSmall {
        /// The stratum, where there is one.
        stratum: Option<String>,
        /// The population's size.
        population: f64,
        /// The sample's size.
        sample: usize,
    },
    /// The population's size differs within one stratum.
    PopulationNotConstant {
        /// The stratum.
        stratum: String,
    },
    /// Replicate weights, or their scales, are not as many as they must be.
    UnequalReplicates {
        /// How many there must be.
        expected: usize,
        /// How many there are.
        found: usize,
    },
    /// A respondent whose weight is 0 has a replicate weight above 0.
    ReplicateWithoutWeight,
    /// A scale of replicate weights that is negative or not finite.
    InvalidReplicateScale {
        /// The scale.
        scale: f64,
    },
    /// A factor for Fay's method outside [0, 1).
    InvalidFayFactor {
        /// The factor.
        rho: f64,
    },
    /// Replicate weights can't be made from this design in this way.
    ReplicatesNotForDesign {
        /// The method, as the descriptor names it.
        method: &'static str,
        /// What is needed, in words: Japanese, English.
        needed: (&'static str, &'static str),
    },
    /// Weights are to be brought to margins, and there is none.
    NoMargin,
    /// The total of a margin is negative or not finite.
    InvalidTotal {
        /// The value that it is the total of.
        value: String,
        /// The total.
        total: f64,
    },
    /// Respondents gave an answer whose total in the population is not given.
    MissingTotal {
        /// The question.
        question: String,
        /// The answer.
        value: String,
    },
    /// A margin has a total for an answer that no respondent of weight gave.
    NobodyInMargin {
        /// The question.
        question: String,
        /// The answer.
        value: String,
    },
    /// Two margins add up to different populations.
    UnequalMargins {
        /// The question of the one.
        question: String,
        /// Its sum.
        total: f64,
        /// The question of the first margin.
        first: String,
        /// Its sum.
        expected: f64,
    },
    /// No weights were found that meet every margin, within the bounds.
    NotConverged {
        /// How often the margins were gone through.
        iterations: usize,
        /// How far the farthest stayed from its total, as a share of the population.
        distance: f64,
    },
    /// Bounds for weights that are not 0 ≤ lower < upper, or that leave none between them.
    InvalidWeightBounds {
        /// The lower bound.
        lower: f64,
        /// The upper bound.
        upper: f64,
    },
    /// An interval method that the measure cannot take.
    MethodNotForMeasure {
        /// The method's name.
        method: String,
    },
    /// A text quotes a figure that the report does not define.
    UnknownFigure {
        /// The name in the text.
        name: String,
        /// The figures there are.
        available: Vec<String>,
    },
    /// A text asks for a figure in a form that there is not.
    UnknownFormat {
        /// The form in the text.
        name: String,
        /// The forms there are.
        available: Vec<String>,
    },
    /// A figure can't be written in the form that a text asks for.
    FormatNotForFigure {
        /// The figure.
        figure: String,
        /// The form.
        format: String,
    },
    /// A report names a survey that it does not list, or that was not given.
    UnknownSurvey {
        /// The name.
        name: String,
        /// The surveys there are.
        available: Vec<String>,
    },
    /// A name in a report that is not made of letters, digits, `-` and `_`.
    InvalidName {
        /// The name.
        name: String,
    },
    /// A figure's description leaves open which of several cells is meant.
    NotOneCell {
        /// The figure.
        figure: String,
    },
    /// A block of a report is none of the kinds there are, or two at once.
    NotOneBlock {
        /// How many kinds it names.
        found: usize,
    },
    /// A row of a comparison has more or fewer figures than the comparison has columns.
    UnequalComparison {
        /// How many columns there are.
        expected: usize,
        /// How many figures the row has.
        found: usize,
    },
}

/// Whether this is the small module that guesses at files. It meets only the errors that a file
/// may have before there is a descriptor, and would be a fifth larger with the words for all others.
pub(super) const IS_ONLY_OF_FILES: bool = cfg!(all(feature = "infer-wasm", not(feature = "wasm")));

impl ErrorKind {
    /// A short stable name, such as `"ragged_row"`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::InvalidForm { .. } => "invalid_form",
            Self::EmptyFile => "empty_file",
            Self::NoRows => "no_rows",
            Self::WebPage => "web_page",
            Self::NotUtf8 { .. } => "not_utf8",
            Self::DuplicateName { .. } => "duplicate_name",
            Self::RaggedRow { .. } => "ragged_row",
            _ if IS_ONLY_OF_FILES => "",
            Self::InvalidJson { .. } => "invalid_json",
            Self::MissingResource { .. } => "missing_resource",
            Self::MissingColumn { .. } => "missing_column",
            Self::UnknownCode { .. } => "unknown_code",
            Self::NotANumber { .. } => "not_a_number",
            Self::NotADate { .. } => "not_a_date",
            Self::TooManyCategories { .. } => "too_many_categories",
            Self::TooLarge { .. } => "too_large",
            Self::OutOfMemory { .. } => "out_of_memory",
            Self::UnknownQuestion { .. } => "unknown_question",
            Self::UnknownValue { .. } => "unknown_value",
            Self::CircularBase { .. } => "circular_base",
            Self::WrongKind { .. } => "wrong_kind",
            Self::InvalidRequest { .. } => "invalid_request",
            Self::UnsuitableChart { .. } => "unsuitable_chart",
            Self::InvalidLevel { .. } => "invalid_level",
            Self::InvalidWeight { .. } => "invalid_weight",
            Self::ZeroWeights => "zero_weights",
            Self::MissingDesignValue => "missing_design_value",
            Self::ClusterInTwoStrata { .. } => "cluster_in_two_strata",
            Self::LonelyPsu { .. } => "lonely_psu",
            Self::PopulationTooSmall { .. } => "population_too_small",
            Self::PopulationNotConstant { .. } => "population_not_constant",
            Self::UnequalReplicates { .. } => "unequal_replicates",
            Self::ReplicateWithoutWeight => "replicate_without_weight",
            Self::InvalidReplicateScale { .. } => "invalid_replicate_scale",
            Self::InvalidFayFactor { .. } => "invalid_fay_factor",
            Self::ReplicatesNotForDesign { .. } => "replicates_not_for_design",
            Self::NoMargin => "no_margin",
            Self::InvalidTotal { .. } => "invalid_total",
            Self::MissingTotal { .. } => "missing_total",
            Self::NobodyInMargin { .. } => "nobody_in_margin",
            Self::UnequalMargins { .. } => "unequal_margins",
            Self::NotConverged { .. } => "not_converged",
            Self::InvalidWeightBounds { .. } => "invalid_weight_bounds",
            Self::MethodNotForMeasure { .. } => "method_not_for_measure",
            Self::UnknownFigure { .. } => "unknown_figure",
            Self::UnknownFormat { .. } => "unknown_format",
            Self::FormatNotForFigure { .. } => "format_not_for_figure",
            Self::UnknownSurvey { .. } => "unknown_survey",
            Self::InvalidName { .. } => "invalid_name",
            Self::NotOneCell { .. } => "not_one_cell",
            Self::NotOneBlock { .. } => "not_one_block",
            Self::UnequalComparison { .. } => "unequal_comparison",
        }
    }
}
