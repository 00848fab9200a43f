//! The parts of a report as HTML. All HTML of the project is written on this floor, through
//! [`Markup`], so that there is one place to check that nothing passes unescaped.

use super::description::ComparisonBlock;
use super::explanation::{self, interval_name};
use super::figure::EvaluatedFigure;
use super::html_table;
use super::markup::Markup;
use super::prose::{Surroundings, figure_link};
use super::template::FigureUse;
use crate::error::Result;
use crate::language::Language;
use crate::tabulate::Table;
use crate::tabulate::number_text::count;
use crate::text::joined;

/// A table on its own, with its warnings, method and source: what `<chosa-table>` shows.
///
/// Labels are escaped; every class begins with `chosa-` and stands as a `part` too, so that
/// a page can style the table through a shadow root.
#[must_use]
pub fn table_html(table: &Table) -> String {
    let mut caption = Markup::new();
    caption.text(&table.title);
    let mut out = html_table::table(table, &caption);
    out.markup(&remarks(table));
    out.into_string()
}

/// The title of a report or of a part of it, at `level` from 1 to 6.
pub(super) fn heading(level: u8, content: &Markup) -> Markup {
    const NAMES: [&str; 6] = ["h1", "h2", "h3", "h4", "h5", "h6"];
    let index = usize::from(level).saturating_sub(1);
    let name = NAMES.get(index).copied().unwrap_or("h6");
    let mut out = Markup::new();
    out.open(name, &[]);
    out.markup(content);
    out.close(name);
    out.line();
    out
}

/// A text as a heading; see [`heading`].
pub(super) fn text_heading(level: u8, text: &str) -> Markup {
    let mut content = Markup::new();
    content.text(text);
    heading(level, &content)
}

/// Prose inside its block.
pub(super) fn prose_block(id: &str, name: &'static str, prose: &Markup) -> Markup {
    let mut out = Markup::new();
    out.open_part_with("div", name, &[("id", id)]);
    out.markup(prose);
    out.close("div");
    out.line();
    out
}

/// What a chart or table block is made of.
pub(super) struct Exhibit<'a> {
    pub(super) id: &'a str,
    pub(super) table: &'a Table,
    /// What stands above the table.
    pub(super) title: &'a Markup,
    pub(super) note: Option<&'a Markup>,
}

/// A chart drawn twice: a page shows the drawing that its column has room for.
pub(super) struct Drawings {
    pub(super) wide: String,
    pub(super) narrow: String,
}

/// A chart: the drawings, its note, and its table to open.
///
/// The narrow drawing is hidden until a style sheet chooses it, so that a page without one
/// doesn't show both.
pub(super) fn chart_block(exhibit: &Exhibit<'_>, drawings: &Drawings) -> Markup {
    let language = exhibit.table.language;
    let mut out = Markup::new();
    out.open_part_with("figure", "chart", &[("id", exhibit.id)]);
    out.open_part("div", "wide");
    out.drawing(&drawings.wide);
    out.close("div");
    out.open_part_with("div", "narrow", &[("hidden", "")]);
    out.drawing(&drawings.narrow);
    out.close("div");
    out.line();
    caption_note(&mut out, exhibit.note);
    out.open_part("details", "twin");
    let summary = language.pick(
        "このグラフの数字を表で見る",
        "The numbers of this chart as a table",
    );
    out.element("summary", &[], summary);
    out.markup(&html_table::table(exhibit.table, exhibit.title));
    out.markup(&warnings(exhibit.table));
    out.close("details");
    out.close("figure");
    out.line();
    out
}

/// A table with its note, warnings, method and source.
pub(super) fn table_block(exhibit: &Exhibit<'_>) -> Markup {
    let mut out = Markup::new();
    out.open_part_with("figure", "exhibit", &[("id", exhibit.id)]);
    out.markup(&html_table::table(exhibit.table, exhibit.title));
    caption_note(&mut out, exhibit.note);
    out.markup(&remarks(exhibit.table));
    out.close("figure");
    out.line();
    out
}

fn caption_note(out: &mut Markup, note: Option<&Markup>) {
    if let Some(note) = note {
        out.open("figcaption", &[]);
        out.markup(note);
        out.close("figcaption");
        out.line();
    }
}

fn remarks(table: &Table) -> Markup {
    let mut out = warnings(table);
    out.part("p", "method", &table.method);
    out.part("p", "source", &source_text(table));
    out
}

fn warnings(table: &Table) -> Markup {
    let mut out = Markup::new();
    if !table.warnings.is_empty() {
        out.open_part("ul", "warnings");
        for warning in &table.warnings {
            out.element("li", &[], &warning.message);
        }
        out.close("ul");
    }
    out
}

// Synthetic data never stand without being called so.
fn source_text(table: &Table) -> String {
    let named = table.source.sentence(table.language);
    match &table.source.synthetic {
        None => named,
        Some(synthetic) if named.is_empty() => synthetic.clone(),
        Some(synthetic) => named + table.language.pick("。", ". ") + synthetic,
    }
}

/// Figures side by side, each with its interval and base.
///
/// # Errors
/// `unknown_format` and `format_not_for_figure`.
pub(super) fn comparison_block(
    id: &str,
    comparison: &ComparisonBlock,
    title: &Markup,
    around: Surroundings<'_>,
) -> Result<Markup> {
    let language = around.language;
    let mut out = Markup::new();
    out.open_part_with("figure", "comparison", &[("id", id)]);
    let name = comparison.title.text(language);
    let attributes = [("role", "region"), ("aria-label", name), ("tabindex", "0")];
    out.open_part_with("div", "scroll", &attributes);
    out.open_part("table", "table");
    out.open("caption", &[]);
    out.markup(title);
    out.close("caption");
    out.open("thead", &[]);
    out.open("tr", &[]);
    out.element("td", &[], "");
    for column in &comparison.columns {
        out.element("th", &[("scope", "col")], column.text(language));
    }
    out.close("tr");
    out.close("thead");
    out.open("tbody", &[]);
    for row in &comparison.rows {
        out.open("tr", &[]);
        out.element("th", &[("scope", "row")], row.label.text(language));
        for figure in &row.figures {
            comparison_cell(&mut out, figure.as_deref(), around)?;
        }
        out.close("tr");
    }
    out.close("tbody");
    out.close("table");
    out.close("div");
    out.part("p", "comparison-note", &comparison_note(comparison, around));
    out.close("figure");
    out.line();
    Ok(out)
}

fn comparison_cell(out: &mut Markup, figure: Option<&str>, around: Surroundings<'_>) -> Result<()> {
    out.open("td", &[]);
    let named = figure.map(FigureUse::parse).transpose()?;
    let found = named.and_then(|named| Some((around.figures.get(&named.name)?, named.format)));
    match found {
        None => out.text(html_table::NONE),
        Some((figure, format)) => {
            figure_link(out, &figure.name, &figure.written(format)?, around.prefix);
            if let Some((low, high)) = figure.low.zip(figure.high) {
                out.text(" ");
                out.part("span", "interval", &figure.kind.range(low, high, 0));
            }
            if let Some(base) = figure.base_n {
                out.text(" ");
                out.part("span", "n", &format!("n={}", count(base as f64)));
            }
        }
    }
    out.close("td");
    Ok(())
}

fn comparison_note(comparison: &ComparisonBlock, around: Surroundings<'_>) -> String {
    let uses = comparison
        .rows
        .iter()
        .flat_map(|row| row.figures.iter().flatten());
    let level = uses
        .filter_map(|figure| FigureUse::parse(figure).ok())
        .filter_map(|figure| around.figures.get(&figure.name)?.level)
        .next();
    let mut sentences = Vec::new();
    if let Some(level) = level {
        let interval = interval_name(level, around.language);
        sentences.push(
            around
                .language
                .fill("範囲は{0}。", "Ranges are the {0}.", &[&interval]),
        );
    }
    let base = around.language.pick(
        "nはその割合の母数にあたる回答の数。",
        "n is how many answers each figure is a share of.",
    );
    sentences.push(base.to_owned());
    if comparison
        .rows
        .iter()
        .any(|row| row.figures.contains(&None))
    {
        let none = around.language.pick(
            "—はその集計にない項目。",
            "A dash marks what a count does not have.",
        );
        sentences.push(none.to_owned());
    }
    joined(&sentences, around.language.pick("", " "))
}

/// The figures of a report one by one: where their links lead, and what is printed.
pub(super) fn notes(figures: &[&EvaluatedFigure], around: Surroundings<'_>) -> Markup {
    let mut out = Markup::new();
    if figures.is_empty() {
        return out;
    }
    out.open_part("section", "notes");
    let title = around
        .language
        .pick("この記事の数字", "The figures in this report");
    out.markup(&text_heading(around.title_level + 1, title));
    out.open("ul", &[]);
    let mut told: Vec<&str> = Vec::new();
    for figure in figures {
        let repeated = told.contains(&figure.method.as_str());
        out.markup(&note(figure, around, repeated));
        told.push(&figure.method);
    }
    out.close("ul");
    out.close("section");
    out.line();
    out
}

// A method that an earlier note has told is marked, so that print can leave it out.
fn note(figure: &EvaluatedFigure, around: Surroundings<'_>, repeated: bool) -> Markup {
    let mut out = Markup::new();
    let id = format!("{}-figure-{}", around.prefix, figure.name);
    out.open_part_with("li", "note", &[("id", &id)]);
    out.open_part("p", "note-label");
    out.text(&figure.label);
    out.text(" ");
    out.element("strong", &[], &explanation::heading(figure));
    out.close("p");
    out.element("p", &[], &figure.sentence);
    let base = base_text(figure, around.language);
    if !base.is_empty() {
        out.part("p", "note-base", &base);
    }
    if !figure.method.is_empty() {
        let name = if repeated {
            "note-method-again"
        } else {
            "note-method"
        };
        out.part("p", name, &figure.method);
    }
    out.close("li");
    out.line();
    out
}

fn base_text(figure: &EvaluatedFigure, language: Language) -> String {
    let parts = [
        (language.pick("対象：", "Base: "), &figure.base),
        (language.pick("調査：", "Survey: "), &figure.survey),
    ];
    let told = parts.iter().filter(|(_, text)| !text.is_empty());
    let told: Vec<String> = told.map(|(name, text)| format!("{name}{text}")).collect();
    joined(&told, language.pick("。", ". "))
}
