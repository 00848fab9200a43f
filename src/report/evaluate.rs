//! From a description to a report: every figure is computed before anything is written.

use super::computed::{Studies, Tables};
use super::description::{
    Block, ComparisonBlock, FigureDescription, ReportDescription, TableBlock,
};
use super::figure::{EvaluatedFigure, Setting};
use super::html::{self, Drawings, Exhibit};
use super::html_error_table::error_table_block;
use super::html_methods::methods_block;
use super::markup::Markup;
use super::prose::{self, Surroundings};
use super::quoted::quoted_figures;
use crate::chart::{self, ChartKind, ChartOptions};
use crate::data::Label;
use crate::data::Named;
use crate::error::{Error, Place, Result};
use crate::language::Language;
use crate::tabulate::Table;
use crate::value::{entries, texts};
use std::sync::Arc;

/// The width in pixels of the drawing for a column as narrow as a phone's, whose letters
/// stay as large there as those of the text.
const NARROW: f64 = 300.0;

/// How a report is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReportOptions {
    /// What every `id` begins with, for two reports in one document; `"chosa"` unless told.
    pub id_prefix: String,
    /// The level of the report's title from 1 to 6; 1 unless told. Headings in its prose
    /// are below it.
    pub title_level: u8,
}

impl Default for ReportOptions {
    fn default() -> Self {
        Self {
            id_prefix: "chosa".to_owned(),
            title_level: 1,
        }
    }
}

/// A report with all of its figures computed.
#[derive(Clone, Debug, PartialEq)]
pub struct EvaluatedReport {
    /// What it is called, as text.
    pub title: String,
    /// The language in which it was written.
    pub language: Language,
    /// The first paragraph as HTML; empty where there is none.
    pub lead: String,
    /// The blocks of the description, in their order.
    pub blocks: Vec<EvaluatedBlock>,
    /// The figures by name.
    pub figures: Named<EvaluatedFigure>,
    /// All of it as HTML, to stand in an `<article class="chosa-report">`: the title, the
    /// lead, the blocks, and a note on each figure that the texts quote.
    pub html: String,
}

entries!(EvaluatedReport {
    title,
    language,
    lead,
    blocks,
    figures,
    html,
});

/// A block of a report, written.
#[derive(Clone, Debug, PartialEq)]
pub struct EvaluatedBlock {
    /// What it is.
    pub kind: BlockKind,
    /// The `id` of its element.
    pub id: String,
    /// What it shows, as text; empty for prose and methods.
    pub title: String,
    /// The block as HTML.
    pub html: String,
    /// The drawing of a chart.
    pub svg: Option<String>,
    /// The table of a chart or a table.
    pub table: Option<Arc<Table>>,
}

entries!(EvaluatedBlock {
    kind,
    id,
    title,
    html,
    svg,
    table,
});

/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// Text with figures.
    Prose,
    /// A chart with its table.
    Chart,
    /// A table.
    Table,
    /// Figures side by side.
    Comparison,
    /// The quick table of sampling errors.
    ErrorTable,
    /// How the figures were made.
    Methods,
}

texts!(BlockKind {
    Prose: "prose",
    Chart: "chart",
    Table: "table",
    Comparison: "comparison",
    ErrorTable: "errorTable",
    Methods: "methods",
});

/// Computes every figure of a report, then writes it.
///
/// A report with any error is not written at all, so that no reader sees half of one.
///
/// # Errors
/// `unknown_survey` for one that the report quotes and that was not given;
/// `not_one_cell`, `unknown_value` and `format_not_for_figure`, with the JSON path of the
/// figure or the text; and whatever [`tabulate`](crate::tabulate::tabulate) refuses.
pub fn evaluate(
    description: &ReportDescription,
    studies: &Studies<'_>,
    language: Language,
    options: &ReportOptions,
) -> Result<EvaluatedReport> {
    Evaluation::new(description, studies, language, options)
        .and_then(Evaluation::write)
        .map_err(|error| error.at(Place::file("report.json")))
}

struct Evaluation<'a> {
    description: &'a ReportDescription,
    language: Language,
    prefix: String,
    title_level: u8,
    tables: Tables<'a>,
    figures: Named<EvaluatedFigure>,
}

impl<'a> Evaluation<'a> {
    fn new(
        description: &'a ReportDescription,
        studies: &'a Studies<'a>,
        language: Language,
        options: &ReportOptions,
    ) -> Result<Self> {
        for name in description.surveys.keys() {
            let path = || Place::path(format!("surveys.{name}"));
            studies
                .named(Some(name))
                .map_err(|error| error.at(path()))?;
        }
        let mut tables = Tables::new(studies, language);
        let figures = figures(description, &mut tables, language)?;
        Ok(Self {
            description,
            language,
            prefix: id_prefix(&options.id_prefix),
            title_level: options.title_level.clamp(1, 6),
            tables,
            figures,
        })
    }

    fn write(mut self) -> Result<EvaluatedReport> {
        let title = self.description.title.clone();
        let lead = match &self.description.lead {
            Some(lead) => self.prose(lead, "lead")?,
            None => Markup::new(),
        };
        let mut blocks = Vec::new();
        for (index, block) in self.description.blocks.iter().enumerate() {
            blocks.push(self.block(block, index)?);
        }
        let mut out = html::heading(self.title_level, &self.line(&title, "title")?);
        if self.description.lead.is_some() {
            let id = format!("{}-lead", self.prefix);
            out.markup(&html::prose_block(&id, "lead", &lead));
        }
        let mut html = out.into_string();
        blocks.iter().for_each(|block| html.push_str(&block.html));
        html.push_str(self.notes()?.as_str());
        Ok(EvaluatedReport {
            title: self.plain(&title, "title")?,
            language: self.language,
            lead: lead.into_string(),
            blocks,
            figures: self.figures,
            html,
        })
    }

    fn block(&mut self, block: &'a Block, index: usize) -> Result<EvaluatedBlock> {
        let id = format!("{}-block-{index}", self.prefix);
        let path = format!("blocks[{index}]");
        match block {
            Block::Prose(text) => {
                let prose = self.prose(text, &format!("{path}.prose"))?;
                let html = html::prose_block(&id, "prose", &prose);
                Ok(plain_block(BlockKind::Prose, id, html))
            }
            Block::Chart(chart) => self.exhibit(&chart.table, Some(chart.kind), id, &path),
            Block::Table(table) => self.exhibit(table, None, id, &path),
            Block::Comparison(comparison) => self.comparison(comparison, id, &path),
            Block::ErrorTable(options) => {
                let table = self
                    .tables
                    .error_table(options)
                    .map_err(|error| error.at(Place::path(format!("{path}.errorTable"))))?;
                let html = error_table_block(&id, &table, self.language);
                Ok(plain_block(BlockKind::ErrorTable, id, html))
            }
            Block::Methods => {
                let surveys = self.tables.methods()?;
                let html = methods_block(&id, &surveys, self.title_level + 1, self.language);
                Ok(plain_block(BlockKind::Methods, id, html))
            }
        }
    }

    /// A table, and its drawing where a kind of chart is asked for.
    fn exhibit(
        &mut self,
        block: &'a TableBlock,
        kind: Option<ChartKind>,
        id: String,
        path: &str,
    ) -> Result<EvaluatedBlock> {
        let mut surveys = vec![block.survey.as_deref()];
        surveys.extend(block.waves.iter().map(|name| Some(name.as_str())));
        let table = self
            .tables
            .table(surveys, &block.request)
            .map_err(|error| error.within(path).at(Place::path(path)))?;
        let title = match &block.title {
            Some(title) => title.clone(),
            None => Label::from(table.title.as_str()),
        };
        let title_path = format!("{path}.title");
        let caption = self.line(&title, &title_path)?;
        let note = block.note.as_ref();
        let note = note
            .map(|note| self.line(note, &format!("{path}.note")))
            .transpose()?;
        let exhibit = Exhibit {
            id: &id,
            table: &table,
            title: &caption,
            note: note.as_ref(),
        };
        let title = self.plain(&title, &title_path)?;
        let drawings = kind
            .map(|kind| draw(&table, kind, &title, &self.prefix))
            .transpose()
            .map_err(|error| error.at(Place::path(format!("{path}.chart"))))?;
        let html = match &drawings {
            Some(drawings) => html::chart_block(&exhibit, drawings),
            None => html::table_block(&exhibit),
        };
        Ok(EvaluatedBlock {
            kind: kind.map_or(BlockKind::Table, |_| BlockKind::Chart),
            title,
            html: html.into_string(),
            svg: drawings.map(|drawings| drawings.wide),
            id,
            table: Some(table),
        })
    }

    fn comparison(
        &self,
        comparison: &ComparisonBlock,
        id: String,
        path: &str,
    ) -> Result<EvaluatedBlock> {
        let path = format!("{path}.comparison");
        let title_path = format!("{path}.title");
        let title = self.line(&comparison.title, &title_path)?;
        let html = html::comparison_block(&id, comparison, &title, self.around())
            .map_err(|error| error.at(Place::path(path)))?;
        Ok(EvaluatedBlock {
            title: self.plain(&comparison.title, &title_path)?,
            ..plain_block(BlockKind::Comparison, id, html)
        })
    }

    fn notes(&self) -> Result<Markup> {
        let quoted = quoted_figures(self.description, self.language)?;
        let figures: Vec<&EvaluatedFigure> = quoted
            .iter()
            .filter_map(|name| self.figures.get(name))
            .collect();
        Ok(html::notes(&figures, self.around()))
    }

    fn around(&self) -> Surroundings<'_> {
        Surroundings {
            figures: &self.figures,
            language: self.language,
            prefix: &self.prefix,
            title_level: self.title_level,
        }
    }

    fn prose(&self, text: &Label, path: &str) -> Result<Markup> {
        prose::markdown(text.text(self.language), self.around()).map_err(at(path))
    }

    fn line(&self, text: &Label, path: &str) -> Result<Markup> {
        prose::line(text.text(self.language), self.around()).map_err(at(path))
    }

    fn plain(&self, text: &Label, path: &str) -> Result<String> {
        prose::plain(text.text(self.language), self.around()).map_err(at(path))
    }
}

// The note stays outside the drawing, where its figures can be links.
fn draw(table: &Table, kind: ChartKind, title: &str, id_prefix: &str) -> Result<Drawings> {
    let options = ChartOptions {
        kind,
        title: Some(title.to_owned()),
        id_prefix: id_prefix.to_owned(),
        ..ChartOptions::default()
    };
    let narrow = ChartOptions {
        width: NARROW,
        ..options.clone()
    };
    Ok(Drawings {
        wide: chart::draw(table, &options)?.svg,
        narrow: chart::draw(table, &narrow)?.svg,
    })
}

fn at(path: &str) -> impl FnOnce(Error) -> Error {
    move |error| error.at(Place::path(path))
}

fn plain_block(kind: BlockKind, id: String, html: Markup) -> EvaluatedBlock {
    EvaluatedBlock {
        kind,
        id,
        title: String::new(),
        html: html.into_string(),
        svg: None,
        table: None,
    }
}

fn figures<'a>(
    description: &'a ReportDescription,
    tables: &mut Tables<'a>,
    language: Language,
) -> Result<Named<EvaluatedFigure>> {
    let unit = description.unit.as_ref();
    let setting = Setting {
        unit: unit.map_or("", |unit| unit.text(language)),
        language,
    };
    let mut figures = Named::default();
    for (name, figure) in &description.figures {
        let figure = evaluated_figure(name, figure, tables, setting)
            .map_err(|error| error.at(Place::path(format!("figures.{name}"))))?;
        figures.insert(name.clone(), figure);
    }
    Ok(figures)
}

fn evaluated_figure<'a>(
    name: &str,
    figure: &'a FigureDescription,
    tables: &mut Tables<'a>,
    setting: Setting<'_>,
) -> Result<EvaluatedFigure> {
    match figure {
        FigureDescription::Cell(cell) => {
            let table = tables.table(vec![cell.survey.as_deref()], &cell.request)?;
            EvaluatedFigure::of_cell(name, cell, &table, setting)
        }
        FigureDescription::Fact(fact) => {
            let facts = tables.facts(fact.survey.as_deref())?;
            Ok(EvaluatedFigure::of_fact(name, fact, &facts, setting))
        }
    }
}

// An id with a space in it could not be linked to.
fn id_prefix(wanted: &str) -> String {
    let fit = |c: &char| c.is_ascii_alphanumeric() || *c == '-' || *c == '_';
    let prefix: String = wanted.chars().filter(fit).collect();
    match prefix.as_str() {
        "" => ReportOptions::default().id_prefix,
        _ => prefix,
    }
}
