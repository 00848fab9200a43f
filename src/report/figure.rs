//! A figure with a name: its value, and all that a reader needs to judge it.

use super::description::{CellDescription, Fact, FactDescription};
use super::explanation;
use super::facts::Facts;
use super::format::FigureFormat;
use super::one_in::one_in;
use crate::error::{Error, ErrorKind, Result};
use crate::language::Language;
use crate::stats::IntervalMethod;
use crate::tabulate::number_text::{count, number, percent, percent_range};
use crate::tabulate::{BaseKind, Cell, Column, Measure, Reason, Row, RowGroup, Table};
use crate::value::{entries, texts};

/// A named figure as it was computed.
#[derive(Clone, Debug, PartialEq)]
pub struct EvaluatedFigure {
    /// Its name in the report.
    pub name: String,
    /// What it is called.
    pub label: String,
    /// The figure as `{{name}}` writes it.
    pub text: String,
    /// What kind of number it is.
    pub kind: FigureKind,
    /// The title of the survey that it comes from.
    pub survey: String,
    /// Whose answers it is computed from, in words.
    pub base: String,
    /// How many respondents gave the answer.
    pub n: Option<usize>,
    /// How many respondents it is computed from; `None` for a fact.
    pub base_n: Option<usize>,
    /// The figure; a share is a fraction in [0, 1].
    pub estimate: Option<f64>,
    /// Its standard error.
    pub se: Option<f64>,
    /// The degrees of freedom of its variance.
    pub df: Option<f64>,
    /// The lower end of its confidence interval.
    pub low: Option<f64>,
    /// The upper end.
    pub high: Option<f64>,
    /// The confidence level of the interval; `None` for a fact.
    pub level: Option<f64>,
    /// How the interval was computed; `None` for a fact.
    pub interval: Option<IntervalMethod>,
    /// Why the figure is missing or to be read with care.
    pub flag: Option<Reason>,
    /// The figure with its base and interval, in one sentence.
    pub sentence: String,
    /// How it was computed and what that assumes; empty for a fact.
    pub method: String,
    /// What is counted, such as "hospitals"; empty where the report does not say.
    pub(super) unit: String,
    pub(super) language: Language,
}

entries!(EvaluatedFigure {
    name,
    label,
    text,
    kind,
    survey,
    base,
    n,
    base_n: "baseN",
    estimate,
    se,
    df,
    low,
    high,
    level,
    interval,
    flag,
    sentence,
    method,
});

/// What kind of number a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FigureKind {
    /// A share, from 0 to 1.
    Share,
    /// The mean of a number.
    Mean,
    /// A net promoter score, from -1 to 1; written from -100 to 100.
    Nps,
    /// The total of a number by that of another.
    Ratio,
    /// The median of a number.
    Median,
    /// Another quantile of a number.
    Quantile,
    /// A total over the population.
    Total,
    /// A number that was not estimated.
    Fact,
}

texts!(FigureKind {
    Share: "share",
    Mean: "mean",
    Median: "median",
    Quantile: "quantile",
    Total: "total",
    Fact: "fact",
    Nps: "nps",
    Ratio: "ratio",
});

/// What all figures of a report share.
#[derive(Clone, Copy, Debug)]
pub(super) struct Setting<'a> {
    pub(super) unit: &'a str,
    pub(super) language: Language,
}

impl EvaluatedFigure {
    /// The figure that `description` picks from `table`.
    ///
    /// # Errors
    /// `not_one_cell` and `unknown_value`.
    pub(super) fn of_cell(
        name: &str,
        description: &CellDescription,
        table: &Table,
        setting: Setting<'_>,
    ) -> Result<Self> {
        let (group, row) = find_row(name, description, table)?;
        let (index, column) = find_column(name, description, table)?;
        let cell = row.cells.get(index).ok_or_else(|| not_one_cell(name))?;
        let label = description.label.as_ref().map_or_else(
            || label_of(group, row, column, setting.language),
            |label| label.text(setting.language).to_owned(),
        );
        let mut figure = Self {
            label,
            kind: FigureKind::from(table.measure),
            survey: table.source.title.clone(),
            base: base_of(group, column, setting.language),
            level: Some(table.interval.level),
            interval: Some(table.interval.method),
            method: table.method.clone(),
            ..Self::blank(name, setting)
        };
        if group.base.kind == BaseKind::Selections {
            figure.unit = setting.language.pick("件の選択", "selections").to_owned();
        }
        Ok(figure.with_cell(cell).told())
    }

    /// A fact of the survey; unknown where its descriptor does not say.
    pub(super) fn of_fact(
        name: &str,
        description: &FactDescription,
        facts: &Facts,
        setting: Setting<'_>,
    ) -> Self {
        let (kind, estimate) = match description.fact {
            Fact::Population => (FigureKind::Fact, facts.population),
            Fact::Invited => (FigureKind::Fact, facts.invited),
            Fact::Respondents => (FigureKind::Fact, Some(facts.respondents as f64)),
            Fact::ResponseRate => (FigureKind::Share, facts.response_rate()),
        };
        let label = description.label.as_ref().map_or_else(
            || explanation::fact_label(description.fact, setting.language).to_owned(),
            |label| label.text(setting.language).to_owned(),
        );
        let mut figure = Self {
            label,
            kind,
            survey: facts.title.clone(),
            base: facts.population_label.clone(),
            estimate: estimate.filter(|value| value.is_finite()),
            ..Self::blank(name, setting)
        };
        figure.text = figure.plainly();
        figure.sentence = explanation::of_fact(description.fact, facts, &figure);
        figure
    }

    fn blank(name: &str, setting: Setting<'_>) -> Self {
        Self {
            name: name.to_owned(),
            label: String::new(),
            text: String::new(),
            kind: FigureKind::Fact,
            survey: String::new(),
            base: String::new(),
            n: None,
            base_n: None,
            estimate: None,
            se: None,
            df: None,
            low: None,
            high: None,
            level: None,
            interval: None,
            flag: None,
            sentence: String::new(),
            method: String::new(),
            unit: setting.unit.to_owned(),
            language: setting.language,
        }
    }

    fn with_cell(self, cell: &Cell) -> Self {
        Self {
            n: cell.n,
            base_n: Some(cell.base_n),
            estimate: cell.estimate,
            se: cell.se,
            df: cell.df,
            low: cell.low,
            high: cell.high,
            flag: cell.flag.clone(),
            ..self
        }
    }

    fn told(mut self) -> Self {
        self.text = self.plainly();
        self.sentence = explanation::of_estimate(&self);
        self
    }

    /// The figure as a text asks for it; 「—」 or "not available" where there is none.
    ///
    /// # Errors
    /// `format_not_for_figure`, such as a mean as a percent.
    pub fn written(&self, format: FigureFormat) -> Result<String> {
        let text = match (format, self.kind) {
            (FigureFormat::Value, _) => Some(self.plainly()),
            (FigureFormat::Percent(digits), FigureKind::Share) => {
                Some(self.or_missing(|value| percent(value, digits)))
            }
            (FigureFormat::OneIn, FigureKind::Share) => {
                Some(self.or_missing(|value| one_in(value, self.language)))
            }
            (FigureFormat::Number(digits), kind) if kind != FigureKind::Share => {
                Some(self.or_missing(|value| number(value, digits)))
            }
            (FigureFormat::N, _) => self.base_n.map(|_| self.count_or_missing(self.n)),
            (FigureFormat::Base, _) => self.base_n.map(|base| self.count_or_missing(Some(base))),
            (FigureFormat::Interval(digits), _) => {
                self.level.map(|_| self.interval_or_missing(digits))
            }
            _ => None,
        };
        text.ok_or_else(|| {
            Error::new(ErrorKind::FormatNotForFigure {
                figure: self.name.clone(),
                format: format.name().to_owned(),
            })
        })
    }

    /// The figure in the form that suits its kind.
    fn plainly(&self) -> String {
        self.or_missing(|value| self.kind.text(value, 0))
    }

    fn or_missing(&self, write: impl Fn(f64) -> String) -> String {
        self.estimate
            .map_or_else(|| explanation::missing(self.language).to_owned(), write)
    }

    fn count_or_missing(&self, n: Option<usize>) -> String {
        n.map_or_else(
            || explanation::missing(self.language).to_owned(),
            |n| count(n as f64),
        )
    }

    fn interval_or_missing(&self, digits: usize) -> String {
        self.low.zip(self.high).map_or_else(
            || explanation::missing(self.language).to_owned(),
            |(low, high)| self.kind.range(low, high, digits),
        )
    }
}

impl FigureKind {
    /// A number of this kind as it is read; a share with `digits` decimals.
    #[must_use]
    pub fn text(self, value: f64, digits: usize) -> String {
        match self {
            Self::Share => percent(value, digits),
            Self::Total | Self::Fact => count(value),
            Self::Nps => number(value * 100.0, 1),
            Self::Ratio => number(value, 3),
            Self::Mean | Self::Median | Self::Quantile => number(value, 1),
        }
    }

    /// A range of numbers of this kind, such as "36–44%".
    #[must_use]
    pub fn range(self, low: f64, high: f64, digits: usize) -> String {
        match self {
            Self::Share => percent_range(low, high, digits),
            _ => format!("{}–{}", self.text(low, digits), self.text(high, digits)),
        }
    }
}

impl From<Measure> for FigureKind {
    fn from(measure: Measure) -> Self {
        match measure {
            Measure::Share => Self::Share,
            Measure::Mean => Self::Mean,
            Measure::Nps => Self::Nps,
            Measure::Ratio => Self::Ratio,
            Measure::Median => Self::Median,
            Measure::Quantile(_) => Self::Quantile,
            Measure::Total => Self::Total,
        }
    }
}

fn find_row<'a>(
    name: &str,
    description: &CellDescription,
    table: &'a Table,
) -> Result<(&'a RowGroup, &'a Row)> {
    let [group] = table.groups.as_slice() else {
        return Err(not_one_cell(name));
    };
    let Some(value) = &description.value else {
        return match group.rows.as_slice() {
            [row] => Ok((group, row)),
            _ => Err(not_one_cell(name)),
        };
    };
    let row = group
        .rows
        .iter()
        .find(|row| row.value.as_ref() == Some(value));
    row.map(|row| (group, row)).ok_or_else(|| {
        let values = group.rows.iter().filter_map(|row| row.value.clone());
        unknown_value(&group.question, value, values.collect())
    })
}

fn find_column<'a>(
    name: &str,
    description: &CellDescription,
    table: &'a Table,
) -> Result<(usize, &'a Column)> {
    let wanted = description.column.as_ref();
    let mut found = table
        .columns
        .iter()
        .enumerate()
        .filter(|(_, column)| column.value.as_ref() == wanted);
    match (found.next(), found.next()) {
        (Some(column), None) => Ok(column),
        (Some(_), Some(_)) => Err(not_one_cell(name)),
        (None, _) => Err(no_such_column(name, description, table)),
    }
}

fn no_such_column(name: &str, description: &CellDescription, table: &Table) -> Error {
    let Some((value, question)) = description
        .column
        .as_ref()
        .zip(description.request.columns.first())
    else {
        return not_one_cell(name);
    };
    let values = table
        .columns
        .iter()
        .filter_map(|column| column.value.clone());
    unknown_value(question, value, values.collect())
}

fn unknown_value(question: &str, value: &str, available: Vec<String>) -> Error {
    Error::new(ErrorKind::UnknownValue {
        question: question.to_owned(),
        value: value.to_owned(),
        available,
    })
}

fn not_one_cell(figure: &str) -> Error {
    Error::new(ErrorKind::NotOneCell {
        figure: figure.to_owned(),
    })
}

fn label_of(group: &RowGroup, row: &Row, column: &Column, language: Language) -> String {
    let row = match group.label.as_str() {
        "" => row.label.clone(),
        question => language.fill("{0}：{1}", "{0}: {1}", &[&question, &row.label]),
    };
    match column.value {
        None => row,
        Some(_) => language.fill("{0}（{1}）", "{0} ({1})", &[&row, &column.label]),
    }
}

fn base_of(group: &RowGroup, column: &Column, language: Language) -> String {
    let base = &group.base.label;
    match column.value {
        None => base.clone(),
        Some(_) => language.fill(
            "{0}のうち{1}が「{2}」",
            "{0}; {1}: {2}",
            &[&base, &column.question_label, &column.label],
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::{EvaluatedFigure, FigureKind, Setting};
    use crate::language::Language;
    use crate::report::description::ReportDescription;
    use crate::report::fixtures;
    use crate::report::format::FigureFormat;
    use crate::tabulate::BaseKind;

    fn english(name: &str, unit: &str) -> EvaluatedFigure {
        let report = fixtures::description();
        let cell = fixtures::as_cell(&report.figures[name]);
        let setting = Setting {
            unit,
            language: Language::En,
        };
        EvaluatedFigure::of_cell(name, cell, &fixtures::table(Language::En), setting).unwrap()
    }

    fn code(figure: &str) -> &'static str {
        let report = ReportDescription::parse(&format!(
            r#"{{"title": "t", "figures": {{"a": {figure}}}}}"#
        ))
        .unwrap();
        let setting = Setting {
            unit: "",
            language: Language::En,
        };
        let table = fixtures::table(Language::En);
        let cell = fixtures::as_cell(&report.figures["a"]);
        EvaluatedFigure::of_cell("a", cell, &table, setting)
            .unwrap_err()
            .code()
    }

    #[test]
    fn a_figure_says_of_how_many_and_give_or_take_what() {
        let figures = fixtures::figures();
        assert_eq!(
            figures["warned"].sentence,
            "476病院のうち190病院、40%（95%信頼区間 36–44%、ベータ法）。"
        );
        assert_eq!(
            english("warned", "hospitals").sentence,
            "190 of 476 hospitals, 40% (95% confidence interval 36% to 44%, Korn–Graubard beta method)."
        );
        assert_eq!(
            english("idle", "").sentence,
            "46 of 476 respondents, 9.7% (95% confidence interval 7.2% to 12.7%, Korn–Graubard beta method)."
        );
        assert_eq!(
            figures["mean"].sentence,
            "平均3.9（476病院、95%信頼区間 3.9–4.0、Wald法、t分布）。"
        );
    }

    #[test]
    fn a_share_of_selections_is_not_of_respondents() {
        let report = fixtures::description();
        let cell = fixtures::as_cell(&report.figures["warned"]);
        for (language, start) in [
            (Language::Ja, "476件の選択のうち190件の選択、"),
            (Language::En, "190 of 476 selections, "),
        ] {
            let mut table = fixtures::table(language);
            table.groups[0].base.kind = BaseKind::Selections;
            let setting = Setting {
                unit: "hospitals",
                language,
            };
            let figure = EvaluatedFigure::of_cell("warned", cell, &table, setting).unwrap();
            assert!(figure.sentence.starts_with(start), "{}", figure.sentence);
        }
    }

    #[test]
    fn a_weighted_share_is_not_passed_off_as_n_of_base() {
        let report = fixtures::description();
        let mut table = fixtures::table(Language::En);
        table.groups[0].rows[0].cells[0].estimate = Some(0.43);
        let setting = Setting {
            unit: "hospitals",
            language: Language::En,
        };
        let cell = fixtures::as_cell(&report.figures["warned"]);
        let figure = EvaluatedFigure::of_cell("warned", cell, &table, setting).unwrap();
        assert!(
            figure
                .sentence
                .starts_with("43%, weighted (190 of 476 hospitals, 95%"),
            "{}",
            figure.sentence
        );
    }

    #[test]
    fn a_missing_figure_says_why() {
        let figures = fixtures::figures();
        let hidden = &figures["hidden"];
        assert_eq!(hidden.text, "—");
        assert_eq!(
            hidden.sentence,
            "この数字は示せません（少数のため非公開）。"
        );
        assert_eq!(hidden.written(FigureFormat::Interval(0)).unwrap(), "—");
        assert_eq!(english("hidden", "").text, "not available");
        assert!(figures["few"].sentence.ends_with("注意：回答者が少ない。"));
    }

    #[test]
    fn a_figure_is_written_as_it_is_asked_for() {
        let figures = fixtures::figures();
        let idle = |format| figures["idle"].written(format).unwrap();
        assert_eq!(idle(FigureFormat::Value), "10%");
        assert_eq!(idle(FigureFormat::Percent(1)), "9.7%");
        assert_eq!(idle(FigureFormat::OneIn), "およそ10に1つ");
        assert_eq!(idle(FigureFormat::N), "46");
        assert_eq!(idle(FigureFormat::Base), "476");
        assert_eq!(idle(FigureFormat::Interval(0)), "7–13%");
        assert_eq!(figures["mean"].kind, FigureKind::Mean);
        assert_eq!(
            figures["mean"].written(FigureFormat::Number(2)).unwrap(),
            "3.94"
        );
    }

    #[test]
    fn a_figure_is_one_cell() {
        assert_eq!(code(r#"{"rows": "vpn"}"#), "not_one_cell");
        assert_eq!(
            code(r#"{"rows": "vpn", "value": "maybe"}"#),
            "unknown_value"
        );
        assert_eq!(
            code(r#"{"rows": "vpn", "value": "yes", "columns": "beds", "column": "9"}"#),
            "unknown_value"
        );
    }

    #[test]
    fn labels_name_question_answer_and_column() {
        let figures = fixtures::figures();
        assert_eq!(figures["few"].label, "警告されたVPN：はい <b>（500床以上）");
        assert_eq!(figures["few"].base, "全回答者のうち病床数が「500床以上」");
    }
}
