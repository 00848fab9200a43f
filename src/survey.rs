//! The facade that Rust users and the bindings hold.

mod description;

pub use description::{Description, OptionDescription, QuestionDescription};

use crate::data::{Changes, Label, Responses};
use crate::error::Result;
use crate::language::Language;
use crate::tabulate::{
    ErrorTable, ErrorTableOptions, Study, Table, TabulateRequest, Wave, error_table, tabulate,
    tabulate_waves,
};

/// A survey: its responses, codebook and design, ready to be asked.
///
/// ```
/// use chosa::{Survey, tabulate::TabulateRequest};
///
/// let descriptor = r#"{"resources": [{"path": "responses.csv", "schema": {"fields": [
///     {"name": "warned", "categories": ["yes", "no"]}]}}],
///   "survey": {"population": {"size": 40}, "language": "en"}}"#;
/// let survey = Survey::open(descriptor, &[("responses.csv", b"warned\nyes\nyes\nno\nyes\n")])?;
/// let table = survey.tabulate(&TabulateRequest {
///     rows: vec!["warned".into()],
///     ..TabulateRequest::default()
/// })?;
/// let yes = &table.groups[0].rows[0].cells[0];
/// assert_eq!((yes.n, yes.base_n, yes.estimate), (Some(3), 4, Some(0.75)));
/// assert_eq!(table.groups[0].base.label, "those who answered this question");
/// # Ok::<(), chosa::Error>(())
/// ```
#[derive(Debug)]
pub struct Survey {
    study: Study,
}

impl Survey {
    /// Opens a package: its descriptor, and its files by the names that the descriptor uses.
    ///
    /// # Errors
    /// What is wrong in the descriptor, the file or the design, with its place.
    pub fn open(descriptor: &str, files: &[(&str, &[u8])]) -> Result<Self> {
        Study::open(descriptor, files).map(|study| Self { study })
    }

    /// Opens a package with changes of its descriptor, as a report's `surveys` may state them.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn open_changed(
        descriptor: &str,
        changes: &Changes,
        files: &[(&str, &[u8])],
    ) -> Result<Self> {
        Study::open_changed(descriptor, changes, files).map(|study| Self { study })
    }

    /// A survey of responses that a [`Loader`](crate::data::Loader) has read.
    ///
    /// # Errors
    /// What is wrong in the design, with its place.
    pub fn of_responses(responses: Responses) -> Result<Self> {
        Study::of_responses(responses).map(|study| Self { study })
    }

    /// The responses and the design, for floors above and for those who want more.
    #[must_use]
    pub fn study(&self) -> &Study {
        &self.study
    }

    /// The survey's questions, labels, bases, design and fieldwork; in its own language
    /// unless told.
    #[must_use]
    pub fn describe(&self, language: Option<Language>) -> Description {
        Description::of(
            &self.study,
            language.unwrap_or_else(|| self.study.language()),
        )
    }

    /// Computes a table; see [`tabulate`].
    ///
    /// # Errors
    /// As [`tabulate`].
    pub fn tabulate(&self, request: &TabulateRequest) -> Result<Table> {
        tabulate(&self.study, request)
    }

    /// The survey as one of several that asked the same.
    #[must_use]
    pub fn wave<'a>(&'a self, name: &'a str, label: &'a str) -> Wave<'a> {
        Wave {
            name,
            label,
            study: &self.study,
        }
    }

    /// Computes one table over several surveys; see [`tabulate_waves`].
    ///
    /// # Errors
    /// As [`tabulate_waves`].
    pub fn tabulate_waves(waves: &[Wave<'_>], request: &TabulateRequest) -> Result<Table> {
        tabulate_waves(waves, request)
    }

    /// The quick table of sampling errors; see [`error_table`].
    ///
    /// # Errors
    /// As [`error_table`].
    pub fn error_table(&self, options: &ErrorTableOptions) -> Result<ErrorTable> {
        error_table(&self.study, options)
    }

    /// The survey's title, in the languages that it has.
    #[must_use]
    pub fn title(&self) -> Label {
        let descriptor = &self.study.responses.descriptor;
        descriptor.translated(&descriptor.title, |texts| texts.title.as_ref())
    }
}
