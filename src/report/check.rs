//! Whether everything that a report names exists, before anything is computed.

use super::description::{Block, ComparisonBlock, ReportDescription, TableBlock};
use super::template::{FigureUse, Template};
use crate::data::Label;
use crate::error::{Error, ErrorKind, Place, Result};

impl ReportDescription {
    /// Checks names, figures, formats and surveys, in every language.
    pub(super) fn check(&self) -> Result<()> {
        for (name, figure) in &self.figures {
            let path = format!("figures.{name}");
            check_name(name).map_err(|error| error.at(Place::path(&path)))?;
            self.check_survey(figure.survey(), &format!("{path}.survey"))?;
        }
        self.check_text(&self.title, "title")?;
        self.check_optional(self.lead.as_ref(), "lead")?;
        for (index, block) in self.blocks.iter().enumerate() {
            self.check_block(block, &format!("blocks[{index}]"))?;
        }
        Ok(())
    }

    fn check_block(&self, block: &Block, path: &str) -> Result<()> {
        match block {
            Block::Prose(text) => self.check_text(text, &format!("{path}.prose")),
            Block::Chart(chart) => self.check_table(&chart.table, path),
            Block::Table(table) => self.check_table(table, path),
            Block::Comparison(comparison) => {
                self.check_comparison(comparison, &format!("{path}.comparison"))
            }
            Block::ErrorTable(_) | Block::Methods => Ok(()),
        }
    }

    fn check_table(&self, table: &TableBlock, path: &str) -> Result<()> {
        self.check_survey(table.survey.as_deref(), &format!("{path}.survey"))?;
        for (index, wave) in table.waves.iter().enumerate() {
            self.check_survey(Some(wave), &format!("{path}.waves[{index}]"))?;
        }
        self.check_optional(table.title.as_ref(), &format!("{path}.title"))?;
        self.check_optional(table.note.as_ref(), &format!("{path}.note"))
    }

    fn check_comparison(&self, comparison: &ComparisonBlock, path: &str) -> Result<()> {
        self.check_text(&comparison.title, &format!("{path}.title"))?;
        for (index, row) in comparison.rows.iter().enumerate() {
            let place = || Place::path(format!("{path}.rows[{index}].figures"));
            if row.figures.len() != comparison.columns.len() {
                let kind = ErrorKind::UnequalComparison {
                    expected: comparison.columns.len(),
                    found: row.figures.len(),
                };
                return Err(Error::new(kind).at(place()));
            }
            for figure in row.figures.iter().flatten() {
                FigureUse::parse(figure)
                    .and_then(|figure| self.check_figure(&figure))
                    .map_err(|error| error.at(place()))?;
            }
        }
        Ok(())
    }

    fn check_optional(&self, text: Option<&Label>, path: &str) -> Result<()> {
        text.map_or(Ok(()), |text| self.check_text(text, path))
    }

    fn check_text(&self, text: &Label, path: &str) -> Result<()> {
        let check = |text: &str, path: &str| {
            Template::parse(text)
                .and_then(|template| {
                    template
                        .uses
                        .iter()
                        .try_for_each(|figure| self.check_figure(figure))
                })
                .map_err(|error| error.at(Place::path(path)))
        };
        match text {
            Label::Same(text) => check(text, path),
            Label::ByLanguage(texts) => texts
                .iter()
                .try_for_each(|(tag, text)| check(text, &format!("{path}.{tag}"))),
        }
    }

    fn check_figure(&self, figure: &FigureUse) -> Result<()> {
        if self.figures.get(&figure.name).is_some() {
            return Ok(());
        }
        Err(Error::new(ErrorKind::UnknownFigure {
            name: figure.name.clone(),
            available: self.figures.keys().cloned().collect(),
        }))
    }

    fn check_survey(&self, survey: Option<&str>, path: &str) -> Result<()> {
        match survey {
            Some(name) if self.surveys.get(name).is_none() => {
                Err(Error::new(ErrorKind::UnknownSurvey {
                    name: name.to_owned(),
                    available: self.surveys.keys().cloned().collect(),
                })
                .at(Place::path(path)))
            }
            _ => Ok(()),
        }
    }
}

// Figure names become parts of ids and addresses.
fn check_name(name: &str) -> Result<()> {
    let mut characters = name.chars();
    let begins = characters.next().is_some_and(|c| c.is_ascii_alphabetic());
    if begins && characters.all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') {
        return Ok(());
    }
    Err(Error::new(ErrorKind::InvalidName {
        name: name.to_owned(),
    }))
}
