//! The form of `report.json`, read once and checked before anything is computed.

use crate::chart::ChartKind;
use crate::data::{Changes, Label, Named, parse_json};
use crate::error::{Place, Result};
use crate::tabulate::{ErrorTableOptions, TabulateRequest};
use crate::value::entries;

/// The file that a report's errors name.
const FILE: &str = "report.json";

/// A report: what it says, and which figures, tables and charts it computes.
///
/// ```
/// let report = chosa::report::ReportDescription::parse(r#"{
///     "title": {"ja": "病院調査", "en": "The hospital survey"},
///     "figures": {"warned": {"rows": "vpn", "value": "yes"}},
///     "blocks": [{"prose": {"ja": "{{warned}}が警告を受けた。", "en": "{{warned}} were warned."}}]
/// }"#)?;
/// assert_eq!(report.figures.len(), 1);
/// # Ok::<(), chosa::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ReportDescription {
    /// What the report is called.
    pub title: Label,
    /// A first paragraph, in Markdown with figures.
    pub lead: Option<Label>,
    /// What is counted: 「病院」, "hospitals". Without it, respondents.
    pub unit: Option<Label>,
    /// The other surveys that the report quotes, by name.
    pub surveys: Named<QuotedSurvey>,
    /// The figures that texts and comparisons quote, by name.
    pub figures: Named<FigureDescription>,
    /// What stands in the report, from top to bottom.
    pub blocks: Vec<Block>,
}

/// A survey that a report quotes beside its own: another package, or its own under changes.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct QuotedSurvey {
    /// The address of the descriptor; without it, that of the report's own survey.
    pub address: Option<String>,
    /// What is other in that descriptor.
    pub changes: Option<Changes>,
}

entries!(QuotedSurvey { address, changes });

/// A figure with a name: a cell of a table, or a fact of the survey.
#[derive(Clone, Debug, PartialEq)]
pub enum FigureDescription {
    /// One cell of a table.
    Cell(Box<CellDescription>),
    /// A number that the descriptor gives or that counts the respondents.
    Fact(FactDescription),
}

/// Which cell of which table a figure is.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct CellDescription {
    /// The table.
    pub request: TabulateRequest,
    /// The value (or net) whose row it is; needed unless the table has one row only.
    pub value: Option<String>,
    /// The value of the breakdown whose column it is; without it, Total.
    pub column: Option<String>,
    /// The survey by its name in the report; without it, the report's own.
    pub survey: Option<String>,
    /// What the figure is called; without it, the labels of question and value.
    pub label: Option<Label>,
}

/// A figure that is no estimate.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct FactDescription {
    /// Which.
    pub fact: Fact,
    /// The survey by its name in the report; without it, the report's own.
    pub survey: Option<String>,
    /// What the figure is called; without it, the name of the fact.
    pub label: Option<Label>,
}

/// What is known of a survey without any estimate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Fact {
    /// How large the population is.
    #[default]
    Population,
    /// How many were asked to take part.
    Invited,
    /// How many responded.
    Respondents,
    /// Respondents by invited.
    ResponseRate,
}

/// A part of a report.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Block {
    /// Text in Markdown, with figures.
    Prose(Label),
    /// A chart with its table.
    Chart(ChartBlock),
    /// A table.
    Table(TableBlock),
    /// Figures side by side, which may come from several surveys.
    Comparison(ComparisonBlock),
    /// The quick table of sampling errors of the report's own survey.
    ErrorTable(ErrorTableOptions),
    /// Who was asked, who answered, and how the figures were computed.
    #[default]
    Methods,
}

/// A chart in a report.
#[derive(Clone, Debug, PartialEq)]
pub struct ChartBlock {
    /// What is tabulated and how it is drawn.
    pub table: TableBlock,
    /// The kind of chart.
    pub kind: ChartKind,
}

/// A table in a report.
#[derive(Clone, Debug, PartialEq)]
pub struct TableBlock {
    /// What is tabulated.
    pub request: TabulateRequest,
    /// The survey by its name in the report; without it, the report's own.
    pub survey: Option<String>,
    /// Surveys that asked the same, by their names in the report, each as one more column.
    pub waves: Vec<String>,
    /// What the table shows, best as a finding; may hold figures.
    pub title: Option<Label>,
    /// A remark below it; may hold figures.
    pub note: Option<Label>,
}

/// Figures side by side.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ComparisonBlock {
    /// What is compared; may hold figures.
    pub title: Label,
    /// What each column is called.
    pub columns: Vec<Label>,
    /// The rows.
    pub rows: Vec<ComparisonRow>,
}

/// One row of a comparison.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ComparisonRow {
    /// What the row is called.
    pub label: Label,
    /// A figure for each column as `name` or `name:format`, or `null` where there is none.
    pub figures: Vec<Option<String>>,
}

impl ReportDescription {
    /// Reads `report.json` and checks it: every figure, format and survey that it names
    /// must exist, in every language.
    ///
    /// # Errors
    /// `invalid_json`, or with the JSON path `invalid_form`, `invalid_name`,
    /// `unknown_figure`, `unknown_format`, `unknown_survey`, `not_one_block` and
    /// `unequal_comparison`.
    pub fn parse(json: &str) -> Result<Self> {
        parse_json::<Self>(json, FILE)
            .and_then(|report| report.check().map(|()| report))
            .map_err(|error| error.at(Place::file(FILE)))
    }
}

impl Default for FigureDescription {
    fn default() -> Self {
        Self::Fact(FactDescription::default())
    }
}

impl FigureDescription {
    /// The survey that the figure comes from, by its name in the report; `None` is the
    /// report's own.
    #[must_use]
    pub fn survey(&self) -> Option<&str> {
        match self {
            Self::Cell(cell) => cell.survey.as_deref(),
            Self::Fact(fact) => fact.survey.as_deref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Block, FigureDescription, ReportDescription};
    use crate::chart::ChartKind;
    use crate::error::Error;

    fn error(rest: &str) -> Error {
        ReportDescription::parse(&format!(r#"{{"title": "t", {rest}}}"#)).unwrap_err()
    }

    #[track_caller]
    fn fails(rest: &str, code: &str, path: &str) {
        let error = error(rest);
        assert_eq!(
            (error.code(), error.place().path.as_deref()),
            (code, Some(path))
        );
        assert_eq!(error.place().file.as_deref(), Some("report.json"));
    }

    #[test]
    fn a_report_is_read_with_its_requests() {
        let report = ReportDescription::parse(
            r#"{"title": {"ja": "調査", "en": "Survey"}, "surveys": {"final": "../f/datapackage.json"},
                "figures": {
                    "warned": {"rows": "vpn", "value": "yes", "where": {"beds": {"gte": 100}}, "survey": "final"},
                    "asked": {"fact": "invited"}},
                "blocks": [
                    {"prose": "{{warned:oneIn}} of {{asked}}"},
                    {"chart": {"rows": "vpn", "kind": "bars"}, "title": "{{warned}}"},
                    {"comparison": {"title": "t", "columns": ["a", "b"],
                                    "rows": [{"label": "r", "figures": ["warned:percent1", null]}]}},
                    {"methods": true}]}"#,
        )
        .unwrap();
        let FigureDescription::Cell(warned) = &report.figures["warned"] else {
            panic!("a cell was read as a fact");
        };
        assert_eq!(warned.request.rows, ["vpn"]);
        assert!(warned.request.filter.is_some());
        assert!(matches!(&report.blocks[1], Block::Chart(chart) if chart.kind == ChartKind::Bars));
        assert_eq!(report.blocks[3], Block::Methods);
    }

    #[test]
    fn what_a_report_names_must_exist() {
        fails(
            r#""blocks": [{"prose": {"en": "{{nobody}}"}}]"#,
            "unknown_figure",
            "blocks[0].prose.en",
        );
        fails(
            r#""figures": {"a": {"rows": "v"}}, "blocks": [{"prose": "{{a:pct}}"}]"#,
            "unknown_format",
            "blocks[0].prose",
        );
        fails(
            r#""figures": {"a": {"rows": "v", "survey": "x"}}"#,
            "unknown_survey",
            "figures.a.survey",
        );
        fails(
            r#""blocks": [{"table": {"rows": "v"}, "survey": "x"}]"#,
            "unknown_survey",
            "blocks[0].survey",
        );
        fails(
            r#""surveys": {"a": {}}, "blocks": [{"chart": {"rows": "v"}, "waves": ["a", "x"]}]"#,
            "unknown_survey",
            "blocks[0].waves[1]",
        );
    }

    #[test]
    fn a_wrong_form_is_named_by_its_path() {
        fails(
            r#""figures": {"a": {"rows": 3}}"#,
            "invalid_form",
            "figures.a.rows",
        );
        fails(
            r#""figures": {"a": {"row": "v"}}"#,
            "invalid_form",
            "figures.a.row",
        );
        fails(
            r#""figures": {"a": {"fact": "weather"}}"#,
            "invalid_form",
            "figures.a.fact",
        );
        fails(
            r#""blocks": [{"chart": {"rows": "v", "kind": "pie"}}]"#,
            "invalid_form",
            "blocks[0].chart.kind",
        );
        fails(
            r#""blocks": [{"table": {"rows": "v", "measure": "avg"}}]"#,
            "invalid_form",
            "blocks[0].table.measure",
        );
    }

    #[test]
    fn a_survey_is_an_address_or_what_is_other_in_a_descriptor() {
        let surveys = r#"{"final": "../f/datapackage.json", "plain": {"address": "../f/datapackage.json"},
            "unweighted": {"changes": {"survey": {"design": null}}}}"#;
        let json = format!(r#"{{"title": "t", "surveys": {surveys}}}"#);
        let report = ReportDescription::parse(&json).unwrap();
        assert_eq!(report.surveys["final"], report.surveys["plain"]);
        let own = &report.surveys["unweighted"];
        assert!(own.address.is_none() && own.changes.is_some());
        fails(r#""surveys": {"a": 3}"#, "invalid_form", "surveys.a");
        fails(
            r#""surveys": {"a": {"changes": []}}"#,
            "invalid_form",
            "surveys.a.changes",
        );
        fails(
            r#""surveys": {"a": {"path": "x"}}"#,
            "invalid_form",
            "surveys.a.path",
        );
    }

    #[test]
    fn a_block_is_one_thing() {
        fails(
            r#""blocks": [{"prose": "a", "methods": true}]"#,
            "not_one_block",
            "blocks[0]",
        );
        fails(
            r#""blocks": [{"methods": false}]"#,
            "not_one_block",
            "blocks[0]",
        );
    }

    #[test]
    fn a_comparison_has_a_figure_for_each_column() {
        fails(
            r#""blocks": [{"comparison": {"title": "t", "columns": ["a"], "rows": [{"label": "r", "figures": []}]}}]"#,
            "unequal_comparison",
            "blocks[0].comparison.rows[0].figures",
        );
    }

    #[test]
    fn a_figure_name_is_fit_for_an_id() {
        fails(
            r#""figures": {"a b": {"rows": "v"}}"#,
            "invalid_name",
            "figures.a b",
        );
        assert_eq!(
            error(r#""figures": {"": {"rows": "v"}}"#).code(),
            "invalid_name"
        );
    }

    #[test]
    fn what_is_not_json_is_said_to_be_none() {
        assert_eq!(
            ReportDescription::parse("{").unwrap_err().code(),
            "invalid_json"
        );
    }
}
