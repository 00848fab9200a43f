//! A survey as JavaScript holds it.

use super::convert::{from_js, language_of, parsed, read, to_js};
use super::thrown::{spoken, thrown};
use crate::chart::{self, ChartOptions};
use crate::data::{Json, Named, Node, Readable};
use crate::language::Language;
use crate::report::{ReportDescription, ReportOptions, Studies, evaluate, table_html};
use crate::survey::Survey;
use crate::tabulate::{ByteOrderMark, ErrorTableOptions, Table, TabulateRequest, csv_text};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

/// A survey in the wasm's memory until it is freed, or several as the columns of its tables.
#[wasm_bindgen]
pub struct SurveyHandle {
    survey: Rc<Survey>,
    waves: Vec<HeldWave>,
    /// The last table with the request that it answers. A page asks for a chart, its table
    /// and its CSV one after the other, and for the chart again at another width: the
    /// responses, which never change, are counted once for all of them.
    last: RefCell<Option<(Json, Rc<Table>)>>,
}

/// One of several surveys: its name, its label and itself.
type HeldWave = (String, String, Rc<Survey>);

/// How a report is called for.
#[derive(Default)]
struct ReportCall {
    language: Option<Language>,
    id_prefix: Option<String>,
    others: Vec<String>,
}

impl Readable for ReportCall {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            language: form.get("language"),
            id_prefix: form.get("idPrefix"),
            others: form.get("others"),
        };
        form.finish(read)
    }
}

impl SurveyHandle {
    /// A survey that has been opened.
    pub(super) fn of(survey: Survey) -> Self {
        Self::shared(Rc::new(survey))
    }

    fn shared(survey: Rc<Survey>) -> Self {
        let (waves, last) = (Vec::new(), RefCell::default());
        Self {
            survey,
            waves,
            last,
        }
    }

    fn table(&self, request: &str) -> Result<(Rc<Table>, Language), JsValue> {
        let asked = parsed(request, "request", Language::En)?;
        let language = language_of(&asked);
        let last = self.last.take().filter(|(before, _)| *before == asked);
        let table = match last {
            Some((_, table)) => table,
            None => Rc::new(self.computed(&asked, language)?),
        };
        self.last.replace(Some((asked, Rc::clone(&table))));
        Ok((table, language))
    }

    fn computed(&self, asked: &Json, language: Language) -> Result<Table, JsValue> {
        let request: TabulateRequest = read(asked, "request", language)?;
        let mut waves = Vec::new();
        for (name, label, survey) in &self.waves {
            waves.push(survey.wave(name, label));
        }
        let table = match waves.as_slice() {
            [] => self.survey.tabulate(&request),
            waves => Survey::tabulate_waves(waves, &request),
        };
        table.map_err(|error| thrown(&error, language))
    }
}

#[wasm_bindgen]
impl SurveyHandle {
    /// How many responses there are.
    pub fn rows(&self) -> usize {
        self.survey.study().responses.rows()
    }

    /// The same survey again, for a call that takes its arguments for good; of several the
    /// first.
    pub fn share(&self) -> Self {
        Self::shared(Rc::clone(&self.survey))
    }

    /// The same with one more survey, each of which is a column of every table. What is
    /// asked of a single survey, this one answers.
    #[wasm_bindgen(js_name = withWave)]
    pub fn with_wave(mut self, name: String, label: String, wave: &SurveyHandle) -> Self {
        self.waves.push((name, label, Rc::clone(&wave.survey)));
        self.last.take();
        self
    }

    /// The questions, bases, design and fieldwork.
    pub fn describe(&self, language: Option<String>) -> Result<JsValue, JsValue> {
        let language = language.map(|tag| spoken(Some(&tag)));
        to_js(&self.survey.describe(language))
    }

    /// A table.
    pub fn tabulate(&self, request: &str) -> Result<JsValue, JsValue> {
        to_js(&*self.table(request)?.0)
    }

    /// The quick table of sampling errors.
    #[wasm_bindgen(js_name = errorTable)]
    pub fn error_table(&self, options: &str) -> Result<JsValue, JsValue> {
        let language = self.survey.study().language();
        let options: ErrorTableOptions = from_js(options, "options", language)?;
        let table = self.survey.error_table(&options);
        to_js(&table.map_err(|error| thrown(&error, language))?)
    }

    /// A chart of the table that the request gives, without that table: to make it an object
    /// takes longer than to draw it.
    pub fn chart(&self, request: &str, options: &str) -> Result<JsValue, JsValue> {
        let (table, language) = self.table(request)?;
        let options: ChartOptions = from_js(options, "options", language)?;
        let chart = chart::draw(&table, &options).map_err(|error| thrown(&error, language))?;
        to_js(&chart)
    }

    /// The table as HTML.
    #[wasm_bindgen(js_name = tableHtml)]
    pub fn table_html(&self, request: &str) -> Result<String, JsValue> {
        Ok(table_html(&self.table(request)?.0))
    }

    /// The table as CSV.
    pub fn csv(&self, request: &str) -> Result<String, JsValue> {
        Ok(csv_text(&self.table(request)?.0, ByteOrderMark::default()))
    }

    /// A report; `handles` are the surveys that it quotes, in the order of `call.others`.
    pub fn report(
        &self,
        report: &str,
        call: &str,
        handles: Vec<SurveyHandle>,
    ) -> Result<JsValue, JsValue> {
        let call = parsed(call, "options", Language::En)?;
        let call: ReportCall = read(&call, "options", language_of(&call))?;
        let language = call
            .language
            .unwrap_or_else(|| self.survey.study().language());
        let mut others = Named::default();
        for (name, handle) in call.others.into_iter().zip(&handles) {
            others.insert(name, handle.survey.study());
        }
        let main = self.survey.study();
        let options = ReportOptions {
            id_prefix: call
                .id_prefix
                .unwrap_or_else(|| ReportOptions::default().id_prefix),
            ..ReportOptions::default()
        };
        let report = ReportDescription::parse(report)
            .and_then(|report| evaluate(&report, &Studies { main, others }, language, &options))
            .map_err(|error| thrown(&error, language))?;
        to_js(&report)
    }
}
