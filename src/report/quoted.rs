//! Which figures a report quotes, in the order in which its reader meets them.

use super::description::{Block, ComparisonBlock, ReportDescription, TableBlock};
use super::template::{FigureUse, Template};
use crate::data::Label;
use crate::error::Result;
use crate::language::Language;

/// The names of the figures in the texts of `language`, each once.
///
/// # Errors
/// `unknown_format`.
pub(super) fn quoted_figures(
    report: &ReportDescription,
    language: Language,
) -> Result<Vec<String>> {
    let mut quoted = Quoted {
        language,
        names: Vec::new(),
    };
    quoted.text(Some(&report.title))?;
    quoted.text(report.lead.as_ref())?;
    for block in &report.blocks {
        match block {
            Block::Prose(text) => quoted.text(Some(text))?,
            Block::Chart(chart) => quoted.table(&chart.table)?,
            Block::Table(table) => quoted.table(table)?,
            Block::Comparison(comparison) => quoted.comparison(comparison)?,
            Block::ErrorTable(_) | Block::Methods => {}
        }
    }
    Ok(quoted.names)
}

struct Quoted {
    language: Language,
    names: Vec<String>,
}

impl Quoted {
    fn text(&mut self, text: Option<&Label>) -> Result<()> {
        let text = text.map_or("", |text| text.text(self.language));
        for figure in Template::parse(text)?.uses {
            self.figure(figure);
        }
        Ok(())
    }

    fn table(&mut self, table: &TableBlock) -> Result<()> {
        self.text(table.title.as_ref())?;
        self.text(table.note.as_ref())
    }

    fn comparison(&mut self, comparison: &ComparisonBlock) -> Result<()> {
        self.text(Some(&comparison.title))?;
        for figure in comparison
            .rows
            .iter()
            .flat_map(|row| row.figures.iter().flatten())
        {
            self.figure(FigureUse::parse(figure)?);
        }
        Ok(())
    }

    fn figure(&mut self, figure: FigureUse) {
        if !self.names.contains(&figure.name) {
            self.names.push(figure.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::quoted_figures;
    use crate::language::Language;
    use crate::report::description::ReportDescription;

    #[test]
    fn figures_come_in_the_order_of_the_text_and_once() {
        let report = ReportDescription::parse(
            r#"{"title": "{{c}}", "figures": {"a": {"rows": "v"}, "b": {"rows": "v"}, "c": {"rows": "v"}, "d": {"rows": "v"}},
                "blocks": [
                    {"comparison": {"title": "t", "columns": ["x"], "rows": [{"label": "r", "figures": ["b:percent1"]}]}},
                    {"prose": {"ja": "{{d}}", "en": "{{a}} {{b}} {{c:n}}"}}]}"#,
        )
        .unwrap();
        assert_eq!(
            quoted_figures(&report, Language::En).unwrap(),
            ["c", "b", "a"]
        );
    }
}
