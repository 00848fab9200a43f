//! What a caller asks for.

use super::split::Split;
use super::table::BaseKind;
use crate::data::{Form, Json, Node, Readable, Where};
use crate::language::Language;
use crate::stats::{Adjust, IndependenceTest, IntervalMethod};
use crate::value::{Entries, Shape, Value, serialized, texts};

/// A table to compute: questions down the side, breakdowns across the top.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TabulateRequest {
    /// The questions down the side, by name: one, or a list.
    pub rows: Vec<String>,
    /// The breakdowns across the top, side by side after a Total column.
    pub columns: Vec<String>,
    /// A chain of ever smaller groups, in place of `rows`: who was asked, who answered,
    /// and of these each step in turn.
    pub trail: Vec<TrailStep>,
    /// The subpopulation that the table is about; the design never shrinks.
    pub filter: Option<Where>,
    /// What each cell estimates.
    pub measure: Measure,
    /// For ratios: the number by whose total that of each row is divided.
    pub denominator: Option<String>,
    /// What the shares of a cell add up to.
    pub percent: Percent,
    /// What makes a row.
    pub split: Split,
    /// Whether "no answer" is a row.
    pub missing: Missing,
    /// Who stands under the shares. Without it those who answered, or with `missing` those
    /// who were asked: a row of "no answer" needs a base that its people are part of, and
    /// goes with `Asked` and `All` only. `Asked` without that row leaves the silent in the
    /// base of the others. `Selections` counts ticks, and is for multiple choices.
    pub base: Option<BaseKind>,
    /// Whether a multiple choice ends in a row of its total (計): all selections by the base,
    /// which is how many options a respondent chose on average. For column percents; a base
    /// of selections has no such row, for it would say 1.
    pub multiple_total: bool,
    /// Whether the shares of the Total column carry their worst-case bounds: what they could
    /// be among all who were asked, whatever those who did not answer would have said. Only
    /// column percents without `where` have them, of a sample whose respondents count alike
    /// and whose number of invited (or, for a census, population) is known; and only on a
    /// base of all respondents, for how many a routed question missed is not known.
    pub bounds: bool,
    /// The confidence interval.
    pub interval: IntervalOptions,
    /// Which columns are tested against which; by that, not by whether intervals overlap,
    /// figures are said to differ.
    pub compare: Compare,
    /// How the p-values of one row's comparisons within one breakdown are adjusted.
    pub adjust: Adjust,
    /// How the independence of a question and a breakdown is tested where they are compared.
    pub test: IndependenceTest,
    /// The language of Chosa's own words and, where the data has them, of the labels.
    /// Without it, the language of the survey.
    pub language: Option<Language>,
}

/// One step of a base trail.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct TrailStep {
    /// The predicate that leads from the step before to this one.
    pub filter: Where,
    /// What the step is called, by language; without it, the labels of the predicate.
    pub label: Option<crate::data::Label>,
}

/// What a cell estimates.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Measure {
    /// The share of the base that gave the row's answer, in [0, 1].
    #[default]
    Share,
    /// The mean of a number, or of an ordered scale's scores.
    Mean,
    /// The net promoter score of ratings from 0 to 10, in [-1, 1]: the share of 9 and 10 less
    /// that of 0 to 6. For a number, or a scale whose scores run from 0 to 10.
    Nps,
    /// The number of people in the population (or the sum of a number over it).
    Total,
    /// The total of a number by the total of another, the `denominator`.
    Ratio,
    /// The median of a number.
    Median,
    /// Another quantile of a number; 0.25 is the first quartile.
    Quantile(f64),
}

impl Value for Measure {
    fn shape(&self) -> Shape<'_> {
        match self {
            Self::Share => Shape::Text("share"),
            Self::Mean => Shape::Text("mean"),
            Self::Total => Shape::Text("total"),
            Self::Ratio => Shape::Text("ratio"),
            Self::Median => Shape::Text("median"),
            Self::Nps => Shape::Text("nps"),
            Self::Quantile(_) => Shape::Object(self),
        }
    }
}

impl Entries for Measure {
    fn each(&self, put: &mut dyn FnMut(&'static str, &dyn Value)) {
        if let Self::Quantile(at) = self {
            put("quantile", at);
        }
    }
}

serialized!(Measure);

/// What the shares of a table add up to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Percent {
    /// Each column adds up to 1: of those in the column, who answered so? (縦%)
    #[default]
    Column,
    /// Each row adds up to 1 over the columns of one breakdown (横%).
    Row,
    /// All cells of one breakdown add up to 1.
    Table,
}

texts!(Percent {
    Column: "column",
    Row: "row",
    Table: "table",
});

/// Whether "no answer" is a row of its own and part of the base.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Missing {
    /// It is no row, and the base is those who answered unless told.
    #[default]
    Exclude,
    /// It is a row, and the base is those who were asked unless all are asked for; then
    /// those who were not asked have a row too.
    Include,
}

/// Which columns are tested against which, row by row inside each breakdown.
///
/// Two figures differ significantly where the adjusted p-value of a t test is below 1 less
/// the level of the interval: below 0.05 unless told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Compare {
    /// None with any.
    #[default]
    None,
    /// Each column with the rest of its breakdown: those who are in the breakdown but not
    /// in the column. Total itself is no other group, for the column is part of it.
    Total,
    /// Every two columns of a breakdown.
    Columns,
    /// Every two rows of a question, in each column: shares of the same people, whose
    /// covariance counts.
    Rows,
}

/// The confidence interval of each cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct IntervalOptions {
    /// How it is computed; without it, `beta` for shares and `wald` for the rest.
    pub method: Option<IntervalMethod>,
    /// Its confidence level, between 0 and 1; 0.95 unless told.
    pub level: f64,
}

impl Default for IntervalOptions {
    fn default() -> Self {
        Self {
            method: None,
            level: 0.95,
        }
    }
}

impl Readable for TabulateRequest {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self::take(&mut form);
        form.finish(read)
    }
}

impl TabulateRequest {
    /// Takes the entries of a request from a form that may hold others.
    #[must_use]
    pub fn take(form: &mut Form<'_>) -> Self {
        Self {
            rows: form.get::<Names>("rows").0,
            columns: form.get::<Names>("columns").0,
            trail: form.get("trail"),
            filter: form.get("where"),
            measure: form.get("measure"),
            denominator: form.get("denominator"),
            percent: form.get("percent"),
            split: form.get("split"),
            missing: form.get("missing"),
            base: form.get("base"),
            multiple_total: form.get("multipleTotal"),
            bounds: form.get("bounds"),
            interval: form.get("interval"),
            compare: form.get("compare"),
            adjust: form.get("adjust"),
            test: form.get("test"),
            language: form.get("language"),
        }
    }
}

/// A question's name or a list of names: `"a"` is read as `["a"]`.
#[derive(Default)]
struct Names(Vec<String>);

impl Readable for Names {
    fn read(node: Node<'_>) -> Self {
        match node.value() {
            Json::List(_) => Self(Vec::read(node)),
            _ => Self(vec![String::read(node)]),
        }
    }
}

impl Readable for TrailStep {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            filter: form.need("where"),
            label: form.get("label"),
        };
        form.finish(read)
    }
}

impl Readable for Measure {
    fn read(node: Node<'_>) -> Self {
        if matches!(node.value(), Json::Object(_)) {
            let mut form = node.form();
            let read = Self::Quantile(form.need("quantile"));
            return form.finish(read);
        }
        node.one_of(&[
            ("share", Self::Share),
            ("mean", Self::Mean),
            ("nps", Self::Nps),
            ("total", Self::Total),
            ("ratio", Self::Ratio),
            ("median", Self::Median),
        ])
    }
}

impl Readable for Percent {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[
            ("column", Self::Column),
            ("row", Self::Row),
            ("table", Self::Table),
        ])
    }
}

impl Readable for Split {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[
            ("values", Self::Values),
            ("classes", Self::Classes),
            ("cumulative", Self::Cumulative),
            ("combinations", Self::Combinations),
            ("quantiles", Self::Quantiles),
        ])
    }
}

impl Readable for Missing {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[("exclude", Self::Exclude), ("include", Self::Include)])
    }
}

impl Readable for Compare {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[
            ("none", Self::None),
            ("total", Self::Total),
            ("columns", Self::Columns),
            ("rows", Self::Rows),
        ])
    }
}

impl Readable for BaseKind {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[
            ("answered", Self::Answered),
            ("asked", Self::Asked),
            ("all", Self::All),
            ("selections", Self::Selections),
        ])
    }
}

impl Readable for IntervalOptions {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            method: form.get("method"),
            level: (form.get::<Option<_>>("level")).unwrap_or(Self::default().level),
        };
        form.finish(read)
    }
}
