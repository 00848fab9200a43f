//! The tables of a report, each computed once however many figures it serves.

use super::facts::Facts;
use super::html_methods::SurveyMethods;
use crate::data::Named;
use crate::error::{Error, ErrorKind, Result};
use crate::language::Language;
use crate::tabulate::{
    ErrorTable, ErrorTableOptions, Study, Table, TabulateRequest, Wave, error_table, tabulate,
    tabulate_waves,
};
use std::rc::Rc;

/// The surveys that a report is computed from.
#[derive(Debug)]
pub struct Studies<'a> {
    /// The survey that the report stands beside.
    pub main: &'a Study,
    /// The other surveys that it quotes, by the names that it gives them.
    pub others: Named<&'a Study>,
}

impl<'a> Studies<'a> {
    /// A report's own survey, for a report that quotes no other.
    #[must_use]
    pub fn only(main: &'a Study) -> Self {
        Self {
            main,
            others: Named::default(),
        }
    }

    /// The survey called `name`; the report's own where there is no name.
    ///
    /// # Errors
    /// `unknown_survey` where it was not given.
    pub fn named(&self, name: Option<&str>) -> Result<&'a Study> {
        let Some(name) = name else {
            return Ok(self.main);
        };
        self.others.get(name).copied().ok_or_else(|| {
            Error::new(ErrorKind::UnknownSurvey {
                name: name.to_owned(),
                available: self.others.keys().cloned().collect(),
            })
        })
    }
}

/// What the column of the report's own survey is called among others.
const OWN: &str = "own";

struct Computed {
    survey: Option<String>,
    waves: Vec<String>,
    request: TabulateRequest,
    table: Rc<Table>,
}

impl Computed {
    /// Whether figures of a survey stand in the table.
    fn is_of(&self, survey: Option<&str>) -> bool {
        let mut waves = self.waves.iter();
        self.survey.as_deref() == survey || waves.any(|wave| survey == Some(wave))
    }
}

/// What has been computed for a report so far.
pub(super) struct Tables<'a> {
    studies: &'a Studies<'a>,
    language: Language,
    computed: Vec<Computed>,
}

impl<'a> Tables<'a> {
    pub(super) fn new(studies: &'a Studies<'a>, language: Language) -> Self {
        Self {
            studies,
            language,
            computed: Vec::new(),
        }
    }

    /// The table of `request` in the language of the report: of one survey, or with others beside it.
    pub(super) fn table(
        &mut self,
        survey: Option<&str>,
        waves: &[String],
        request: &TabulateRequest,
    ) -> Result<Rc<Table>> {
        let known = self.computed.iter().find(|known| {
            known.survey.as_deref() == survey && known.waves == waves && known.request == *request
        });
        if let Some(known) = known {
            return Ok(Rc::clone(&known.table));
        }
        let asked = TabulateRequest {
            language: Some(self.language),
            ..request.clone()
        };
        let table = Rc::new(match waves {
            [] => tabulate(self.studies.named(survey)?, &asked)?,
            waves => self.side_by_side(survey, waves, &asked)?,
        });
        self.computed.push(Computed {
            survey: survey.map(str::to_owned),
            waves: waves.to_vec(),
            request: request.clone(),
            table: Rc::clone(&table),
        });
        Ok(table)
    }

    fn side_by_side(
        &self,
        survey: Option<&str>,
        waves: &[String],
        asked: &TabulateRequest,
    ) -> Result<Table> {
        let mut named = vec![survey];
        named.extend(waves.iter().map(|name| Some(name.as_str())));
        let mut titles = Vec::new();
        for name in &named {
            titles.push(self.facts(*name)?.title);
        }
        let mut columns = Vec::new();
        for (name, title) in named.into_iter().zip(&titles) {
            columns.push(Wave {
                name: name.unwrap_or(OWN),
                label: title,
                study: self.studies.named(name)?,
            });
        }
        tabulate_waves(&columns, asked)
    }

    /// The quick table of the report's own survey.
    pub(super) fn error_table(&self, options: &ErrorTableOptions) -> Result<ErrorTable> {
        error_table(self.studies.main, options)
    }

    pub(super) fn facts(&self, survey: Option<&str>) -> Result<Facts> {
        let study = self.studies.named(survey)?;
        Ok(Facts::of(&study.responses, self.language))
    }

    /// The surveys that something was computed from, each with its methods.
    pub(super) fn methods(&self) -> Result<Vec<SurveyMethods>> {
        let mut names: Vec<Option<&str>> = vec![None];
        names.extend(self.studies.others.keys().map(|name| Some(name.as_str())));
        names
            .into_iter()
            .map(|name| self.methods_of(name))
            .collect()
    }

    fn methods_of(&self, survey: Option<&str>) -> Result<SurveyMethods> {
        let mut methods: Vec<String> = Vec::new();
        for known in &self.computed {
            let method = &known.table.method;
            if known.is_of(survey) && !methods.contains(method) {
                methods.push(method.clone());
            }
        }
        Ok(SurveyMethods {
            facts: self.facts(survey)?,
            methods,
        })
    }
}
