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
use std::sync::Arc;

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

/// A survey by its name in the report; `None` is the report's own.
pub(super) type SurveyName<'a> = Option<&'a str>;

struct Computed<'a> {
    /// Of one survey, or of several side by side.
    surveys: Vec<SurveyName<'a>>,
    request: &'a TabulateRequest,
    table: Arc<Table>,
}

/// What has been computed for a report so far.
pub(super) struct Tables<'a> {
    studies: &'a Studies<'a>,
    language: Language,
    computed: Vec<Computed<'a>>,
}

impl<'a> Tables<'a> {
    pub(super) fn new(studies: &'a Studies<'a>, language: Language) -> Self {
        Self {
            studies,
            language,
            computed: Vec::new(),
        }
    }

    /// The table of `request`, in the language of the report.
    pub(super) fn table(
        &mut self,
        surveys: Vec<SurveyName<'a>>,
        request: &'a TabulateRequest,
    ) -> Result<Arc<Table>> {
        let same = |known: &&Computed<'a>| known.surveys == surveys && known.request == request;
        if let Some(known) = self.computed.iter().find(same) {
            return Ok(Arc::clone(&known.table));
        }
        let asked = TabulateRequest {
            language: Some(self.language),
            ..request.clone()
        };
        let table = Arc::new(match surveys.as_slice() {
            [survey] => tabulate(self.studies.named(*survey)?, &asked)?,
            several => self.side_by_side(several, &asked)?,
        });
        self.computed.push(Computed {
            surveys,
            request,
            table: Arc::clone(&table),
        });
        Ok(table)
    }

    fn side_by_side(&self, surveys: &[SurveyName<'_>], asked: &TabulateRequest) -> Result<Table> {
        let mut titles = Vec::new();
        for name in surveys {
            titles.push(self.facts(*name)?.title);
        }
        let mut waves = Vec::new();
        for (name, label) in surveys.iter().zip(&titles) {
            waves.push(Wave {
                name: name.unwrap_or(OWN),
                label,
                study: self.studies.named(*name)?,
            });
        }
        tabulate_waves(&waves, asked)
    }

    /// The quick table of the report's own survey.
    pub(super) fn error_table(&self, options: &ErrorTableOptions) -> Result<ErrorTable> {
        error_table(self.studies.main, options)
    }

    pub(super) fn facts(&self, survey: SurveyName<'_>) -> Result<Facts> {
        let study = self.studies.named(survey)?;
        Ok(Facts::of(&study.responses, self.language))
    }

    /// The surveys that something was computed from, each with its methods.
    pub(super) fn methods(&self) -> Result<Vec<SurveyMethods>> {
        let mut methods = vec![self.methods_of(None)?];
        for name in self.studies.others.keys() {
            methods.push(self.methods_of(Some(name))?);
        }
        Ok(methods)
    }

    fn methods_of(&self, survey: SurveyName<'_>) -> Result<SurveyMethods> {
        let mut methods: Vec<String> = Vec::new();
        for known in &self.computed {
            let method = &known.table.method;
            if known.surveys.contains(&survey) && !methods.contains(method) {
                methods.push(method.clone());
            }
        }
        Ok(SurveyMethods {
            facts: self.facts(survey)?,
            methods,
        })
    }
}
