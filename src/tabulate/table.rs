//! The one result object: what a table, a chart, a sentence and an export all read.

use super::request::{Measure, Percent};
use crate::language::Language;
use crate::stats::{IntervalMethod, WorstCase};
use crate::text::joined;
use crate::value::{Entries, Shape, Value, entries, object, serialized, texts};

/// A computed table. Shares are fractions in [0, 1]; a figure that can't be estimated is
/// `None` with its [`Reason`], never NaN.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The questions of the rows, and of the columns where there are some.
    pub title: String,
    /// The language of every label and sentence in the table.
    pub language: Language,
    /// What the cells estimate.
    pub measure: Measure,
    /// What the shares add up to.
    pub percent: Percent,
    /// The confidence interval of the cells.
    pub interval: IntervalUsed,
    /// All whom the table is about.
    pub base: Base,
    /// Total first, then the values of each breakdown.
    pub columns: Vec<Column>,
    /// One group of rows for each question down the side.
    pub groups: Vec<RowGroup>,
    /// One sentence that says how the figures were computed and what they assume.
    pub method: String,
    /// What the reader must know: small bases, answers left out, a sample that is none.
    pub warnings: Vec<Warning>,
    /// Who made the data, and that it is synthetic where it is.
    pub source: Source,
}

entries!(Table {
    title,
    language,
    measure,
    percent,
    interval,
    base,
    columns,
    groups,
    method,
    warnings,
    source,
});

/// The interval that the cells of a table carry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntervalUsed {
    /// How it was computed.
    pub method: IntervalMethod,
    /// Its confidence level, between 0 and 1.
    pub level: f64,
}

entries!(IntervalUsed { method, level });

/// Where the data come from, in words.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Source {
    /// The survey's title.
    pub title: String,
    /// Who published the data, as the descriptor says; empty where it does not.
    pub publisher: String,
    /// The fieldwork, such as "31 January to 10 February 2022"; empty where unknown.
    pub fieldwork: String,
    /// Says that the responses are synthetic, where the descriptor says so.
    pub synthetic: Option<String>,
}

entries!(Source {
    title,
    publisher,
    fieldwork,
    synthetic,
});

impl Source {
    /// "Source: Hospital survey 2022, fieldwork 31 January to 10 February 2022"; empty where
    /// nothing is known.
    #[must_use]
    pub fn sentence(&self, language: Language) -> String {
        let fieldwork = match self.fieldwork.as_str() {
            "" => String::new(),
            days => language.fill("調査期間 {0}", "fieldwork {0}", &[&days]),
        };
        let parts = [self.title.as_str(), &self.publisher, &fieldwork];
        let mut known = Vec::new();
        for part in &parts {
            if !part.is_empty() {
                known.push(*part);
            }
        }
        if known.is_empty() {
            return String::new();
        }
        let known = joined(&known, language.pick("、", ", "));
        language.fill("出典：{0}", "Source: {0}", &[&known])
    }
}

/// One column: Total, or one value of a breakdown.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The breakdown's name; `None` for Total.
    pub question: Option<String>,
    /// The breakdown's label; empty for Total.
    pub question_label: String,
    /// The value's name; `None` for Total.
    pub value: Option<String>,
    /// The value's label, or "Total".
    pub label: String,
    /// All who are in the column.
    pub base: Base,
    /// The letter by which comparisons name the column; `None` for Total, and where columns
    /// are not compared with each other.
    pub letter: Option<String>,
}

entries!(Column {
    question,
    question_label: "questionLabel",
    value,
    label,
    base,
    letter,
});

/// The rows of one question.
#[derive(Clone, Debug, PartialEq)]
pub struct RowGroup {
    /// The question's name.
    pub question: String,
    /// Its label.
    pub label: String,
    /// What kind of answers it has.
    pub kind: AnswerKind,
    /// Whose answers these are, in the Total column.
    pub base: Base,
    /// The rows in the order of the codebook, nets after the values that they join.
    pub rows: Vec<Row>,
    /// Where columns are compared: whether the answers are independent of each breakdown.
    ///
    /// Shares of a question with one answer a respondent have such a test against each
    /// breakdown that has, too. Empty for the rest: where respondents may be in several
    /// rows or columns, the cells of the table are no counts of different people.
    pub tests: Vec<Test>,
}

entries!(RowGroup {
    question,
    label,
    kind,
    base,
    rows,
    tests,
});

impl RowGroup {
    /// Whether the shares of a column add up to 1: a single choice whose base is those who
    /// answered, or whose rows hold those who did not.
    #[must_use]
    pub fn adds_up(&self) -> bool {
        let complete = self.base.kind == BaseKind::Answered
            || self.rows.iter().any(|row| row.kind == RowKind::Missing);
        complete && matches!(self.kind, AnswerKind::Single | AnswerKind::Ordered)
    }

    /// The rows without the total of a multiple choice, which stands last and lies beyond the scale
    /// of its shares.
    pub(crate) fn rows_on_scale(&self) -> &[Row] {
        match self.rows.split_last() {
            Some((last, rest)) if last.kind == RowKind::MultipleTotal => rest,
            _ => &self.rows,
        }
    }
}

/// What kind of answers a question has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerKind {
    /// One of several values without an order (SA).
    Single,
    /// One of several values in an order.
    Ordered,
    /// Any number of several values (MA): shares are of respondents and may add up to more than 1.
    Multiple,
    /// A number.
    Number,
    /// A day.
    Date,
    /// A chain of ever smaller groups.
    Trail,
}

texts!(AnswerKind {
    Single: "single",
    Ordered: "ordered",
    Multiple: "multiple",
    Number: "number",
    Date: "date",
    Trail: "trail",
});

/// One row of a question.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The name of the value or net; `None` where the row is no value.
    pub value: Option<String>,
    /// Its label.
    pub label: String,
    /// What the row stands for.
    pub kind: RowKind,
    /// One cell for each column of the table.
    pub cells: Vec<Cell>,
    /// How its figures differ from others, where figures are compared.
    pub differences: Vec<RowDifference>,
}

/// The difference of two figures and the test of whether it is 0.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RowDifference {
    /// The column of the row's own figure, by its place among the table's columns.
    pub column: usize,
    /// The column of the other figure; `None` for the rest of the breakdown, or where it
    /// stands in the same column.
    pub other_column: Option<usize>,
    /// The row of the other figure, by its place in the group; `None` for the same row.
    pub other_row: Option<usize>,
    /// The row's own figure less the other.
    pub estimate: f64,
    /// Its standard error, in which the covariance of the two has its part.
    pub se: f64,
    /// The degrees of freedom.
    pub df: f64,
    /// The lower end of its confidence interval, by t at the level of the table.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// How likely a difference this large, either way, is where there is none.
    pub p: f64,
    /// The same adjusted for the comparisons of the row (or, of rows, the column) within
    /// one breakdown.
    pub adjusted_p: f64,
}

entries!(RowDifference {
    column,
    other_column: "otherColumn",
    other_row: "otherRow",
    estimate,
    se,
    df,
    low,
    high,
    p,
    adjusted_p: "adjustedP",
});

impl Entries for Row {
    fn each(&self, put: &mut dyn FnMut(&'static str, &dyn Value)) {
        put("value", &self.value);
        put("label", &self.label);
        put("kind", &self.kind);
        put("cells", &self.cells);
        if !self.differences.is_empty() {
            put("differences", &self.differences);
        }
    }
}

object!(Row);

impl Row {
    /// Whether its figures count some of the base, rather than sum up the question.
    #[must_use]
    pub(super) fn is_share(&self) -> bool {
        !matches!(self.kind, RowKind::Summary | RowKind::MultipleTotal)
    }
}

/// What a row stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A category, or an option of a multiple choice.
    Value,
    /// Several values of a scale taken together.
    Net,
    /// No answer.
    Missing,
    /// Not asked: outside the base of a routed question, in a table of all respondents.
    NotAsked,
    /// A figure of the question as a whole: a mean, a total, a quantile.
    Summary,
    /// All selections of a multiple choice taken together.
    MultipleTotal,
    /// A step of a base trail.
    Step,
}

texts!(RowKind {
    Value: "value",
    Net: "net",
    Missing: "missing",
    NotAsked: "notAsked",
    MultipleTotal: "multipleTotal",
    Summary: "summary",
    Step: "step",
});

/// Who stands under a figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Base {
    /// In words: "those who answered 'yes' to …, and answered this question".
    pub label: String,
    /// How many respondents; how many ticks, where the base is selections.
    pub n: usize,
    /// The sum of their weights.
    pub weighted: f64,
    /// Kish's effective number: the square of the summed weights by the sum of the squared weights.
    pub effective_n: Option<f64>,
    /// What makes a respondent part of the base.
    pub kind: BaseKind,
}

entries!(Base {
    label,
    n,
    weighted,
    effective_n: "effectiveN",
    kind,
});

/// What makes a respondent part of a base.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum BaseKind {
    /// The question was asked of them, answered or not.
    Asked,
    /// They answered the question.
    #[default]
    Answered,
    /// All respondents.
    All,
    /// Not people but ticks: the selections of a multiple choice.
    Selections,
    /// The whole population that was asked to take part, respondents or not.
    Invited,
}

texts!(BaseKind {
    Asked: "asked",
    Answered: "answered",
    All: "all",
    Selections: "selections",
    Invited: "invited",
});

/// One figure with all that is needed to judge it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// How many respondents gave the row's answer (for a summary: how many it is computed from).
    pub n: Option<usize>,
    /// The sum of their weights.
    pub weighted: Option<f64>,
    /// How many respondents the figure is computed from (or ticks, in a base of selections);
    /// 0 where it would tell a hidden count.
    pub base_n: usize,
    /// The sum of their weights.
    pub base_weighted: f64,
    /// The figure; a share is a fraction in [0, 1].
    pub estimate: Option<f64>,
    /// Its standard error, in the unit of the figure.
    pub se: Option<f64>,
    /// The degrees of freedom of its variance.
    pub df: Option<f64>,
    /// The lower end of its confidence interval.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// The design effect: its variance by that of a simple random sample of as many.
    pub deff: Option<f64>,
    /// The size of the simple random sample that would tell as much.
    pub effective_n: Option<f64>,
    /// Why the figure is missing or to be read with care.
    pub flag: Option<Reason>,
    /// What those who did not answer could change at most, where the request asks for bounds
    /// and it is known how many did not.
    pub worst_case: Option<WorstCase>,
    /// The letters of the columns that this figure is significantly higher than.
    pub higher_than: Vec<String>,
    /// Significantly below (-1) or above (1) the rest of the breakdown, where the columns
    /// were compared with Total.
    pub against_total: Option<i8>,
}

impl Cell {
    /// How many respondents the figure is computed from; nothing where that would tell a
    /// hidden count.
    #[must_use]
    pub fn told_base(&self) -> Option<usize> {
        let code = self.flag.as_ref().map(|flag| flag.code);
        let hidden = matches!(
            code,
            Some(ReasonCode::Suppressed | ReasonCode::SuppressedComplement)
        );
        (self.base_n > 0 || !hidden).then_some(self.base_n)
    }
}

impl Entries for Cell {
    fn each(&self, put: &mut dyn FnMut(&'static str, &dyn Value)) {
        put("flag", &self.flag);
        if self.worst_case.is_some() {
            put("worstCase", &self.worst_case);
        }
        if !self.higher_than.is_empty() {
            put("higherThan", &self.higher_than);
        }
        if self.against_total.is_some() {
            put("againstTotal", &self.against_total);
        }
    }
}

impl Value for Cell {
    fn shape(&self) -> Shape<'_> {
        let whole = |number: usize| number as f64;
        let numbers = [
            self.n.map(whole),
            self.weighted,
            Some(whole(self.base_n)),
            Some(self.base_weighted),
            self.estimate,
            self.se,
            self.df,
            self.low,
            self.high,
            self.deff,
            self.effective_n,
        ];
        Shape::Cell(numbers, self)
    }
}

serialized!(Cell);

/// Why a figure is missing, or is to be read with care.
#[derive(Clone, Debug, PartialEq)]
pub struct Reason {
    /// The rule, such as `"noBase"` or `"smallBase"`.
    pub code: ReasonCode,
    /// The rule in words.
    pub label: String,
}

entries!(Reason { code, label });

/// The rules that flag a figure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ReasonCode {
    /// Nobody stands under the figure.
    NoBase,
    /// The variance can't be estimated from so few.
    NoVariance,
    /// Hidden: fewer respondents than the survey's policy allows to be shown.
    Suppressed,
    /// Hidden so that a suppressed neighbour can't be worked out.
    SuppressedComplement,
    /// One of several surveys does not have the question or the answer.
    NotInSurvey,
    /// Blank: a base of fewer respondents than the survey's policy asks for.
    MinimumBase,
    /// NCHS would not print it: fewer than 30 respondents, or effective ones.
    SmallEffectiveBase,
    /// NCHS would not print it: an interval of 30 points or more.
    WideInterval,
    /// NCHS would not print it: an interval wider than 5 points and than 130% of the share.
    WideForShare,
    /// NCHS would review it: 0% or 100%.
    ExtremeShare,
    /// NCHS would review it: fewer than 8 degrees of freedom.
    FewDegrees,
    /// NCHS would not print its complement: an interval wider than 130% of that.
    WideForComplement,
    /// Shown, but from few respondents.
    SmallBase,
}

texts!(ReasonCode {
    NoBase: "noBase",
    NoVariance: "noVariance",
    Suppressed: "suppressed",
    SuppressedComplement: "suppressedComplement",
    NotInSurvey: "notInSurvey",
    MinimumBase: "minimumBase",
    SmallEffectiveBase: "smallEffectiveBase",
    WideInterval: "wideInterval",
    WideForShare: "wideForShare",
    ExtremeShare: "extremeShare",
    FewDegrees: "fewDegrees",
    WideForComplement: "wideForComplement",
    SmallBase: "smallBase",
});

/// Something that the reader of a table must know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Warning {
    /// A short stable name, such as `"outsideBase"`.
    pub code: &'static str,
    /// The warning in words.
    pub message: String,
}

entries!(Warning { code, message });

/// A test of whether the answers to a question are independent of a breakdown.
#[derive(Clone, Debug, PartialEq)]
pub struct Test {
    /// The breakdown's name.
    pub question: String,
    /// The test in words.
    pub name: String,
    /// The statistic.
    pub statistic: f64,
    /// Its degrees of freedom.
    pub df: f64,
    /// The denominator's degrees of freedom, for an F.
    pub denominator_df: Option<f64>,
    /// How likely a statistic this large is where rows and columns are independent.
    pub p: f64,
}

entries!(Test {
    question,
    name,
    statistic,
    df,
    denominator_df: "denominatorDf",
    p,
});
