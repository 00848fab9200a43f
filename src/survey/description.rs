//! What a survey asked, of whom and how.

use crate::data::{Question, QuestionKind, Where};
use crate::design::{WeightReport, WeightSummary};
use crate::language::Language;
use crate::stats::{ResponseRates, response_rates};
use crate::tabulate::{Study, TabulateRequest, tabulate};
use crate::value::{Entries, Value, entries, object};

/// A survey in short: what it asked, of whom and how.
#[derive(Clone, Debug, PartialEq)]
pub struct Description {
    /// The title.
    pub title: String,
    /// The language of the labels here.
    pub language: Language,
    /// How many respondents there are.
    pub respondents: usize,
    /// How many were asked to take part, where that is known.
    pub invited: Option<f64>,
    /// The response rates of AAPOR, where the descriptor records the dispositions of all
    /// cases; how many were invited does not tell one rate from another.
    pub response_rates: Option<ResponseRates>,
    /// The size of the population, where that is known.
    pub population: Option<f64>,
    /// The fieldwork in words; empty where unknown.
    pub fieldwork: String,
    /// That the responses are synthetic, where they are.
    pub synthetic: Option<String>,
    /// How figures are computed unless told otherwise, in one sentence.
    pub method: String,
    /// The weights at a glance, as figures use them; `None` where all respondents count alike.
    pub weights: Option<WeightSummary>,
    /// What bringing the weights to totals of the population did to them.
    pub calibrations: Vec<WeightReport>,
    /// The questions.
    pub questions: Vec<QuestionDescription>,
}

entries!(Description {
    title,
    language,
    respondents,
    invited,
    population,
    fieldwork,
    synthetic,
    method,
    response_rates: "responseRates",
    weights,
    calibrations,
    questions,
});

/// One question in short.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionDescription {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Its kind: `single`, `ordered`, `multiple`, `number`, `date` or `text`.
    pub kind: &'static str,
    /// Of whom it was asked; `None` is everyone.
    pub base: Option<Where>,
    /// How many respondents it was asked of.
    pub asked: usize,
    /// How many of them answered.
    pub answered: usize,
    /// How many gave an answer that can't be used.
    pub invalid: usize,
    /// Its values.
    pub options: Vec<OptionDescription>,
    /// Its nets.
    pub nets: Vec<OptionDescription>,
}

impl Entries for QuestionDescription {
    fn each(&self, put: &mut dyn FnMut(&'static str, &dyn Value)) {
        put("name", &self.name);
        put("label", &self.label);
        put("kind", &self.kind);
        put("base", &self.base.as_ref().map(Where::to_json));
        put("asked", &self.asked);
        put("answered", &self.answered);
        put("invalid", &self.invalid);
        put("options", &self.options);
        put("nets", &self.nets);
    }
}

object!(QuestionDescription);

/// A value or a net in short.
#[derive(Clone, Debug, PartialEq)]
pub struct OptionDescription {
    /// Its name.
    pub value: String,
    /// Its label.
    pub label: String,
    /// Its score on the scale, where it has one.
    pub score: Option<f64>,
    /// Whether it goes with no other value of a multiple choice.
    pub exclusive: bool,
}

entries!(OptionDescription {
    value,
    label,
    score,
    exclusive,
});

impl Description {
    /// Describes a study.
    pub(super) fn of(study: &Study, language: Language) -> Self {
        let survey = &study.responses.descriptor.survey;
        let design = &study.design;
        let questions: Vec<_> = (study.responses.questions().iter())
            .map(|question| describe_question(question, language))
            .collect();
        // A table of any question knows the source and the method in words.
        let table = questions
            .iter()
            .find(|question| !question.options.is_empty())
            .and_then(|question| {
                let rows = vec![question.name.clone()];
                let request = TabulateRequest {
                    rows,
                    language: Some(language),
                    ..TabulateRequest::default()
                };
                tabulate(study, &request).ok()
            });
        let (source, method) = table
            .map(|table| (table.source, table.method))
            .unwrap_or_default();
        Self {
            title: source.title,
            language,
            respondents: study.responses.rows(),
            invited: survey.sample.as_ref().and_then(|sample| sample.invited),
            response_rates: (survey.sample.as_ref())
                .and_then(|sample| sample.dispositions.as_ref())
                .map(response_rates),
            population: survey
                .population
                .as_ref()
                .and_then(|population| population.size),
            fieldwork: source.fieldwork,
            synthetic: source.synthetic,
            method,
            weights: (design.is_weighted()).then(|| design.weight_summary()),
            calibrations: design
                .calibrations()
                .iter()
                .map(|one| *one.report())
                .collect(),
            questions,
        }
    }
}

fn describe_question(question: &Question, language: Language) -> QuestionDescription {
    let options = question.options.iter().map(|option| OptionDescription {
        value: option.value.clone(),
        label: option.label.text(language).to_owned(),
        score: option.score,
        exclusive: question.exclusive.contains(&option.value),
    });
    let nets = question.nets.iter().map(|net| OptionDescription {
        value: net.name.clone(),
        label: net.label.text(language).to_owned(),
        score: None,
        exclusive: false,
    });
    QuestionDescription {
        name: question.name.clone(),
        label: question.label.text(language).to_owned(),
        kind: kind_name(question.kind),
        base: question.base.clone(),
        asked: question.asked.count(),
        answered: question.answered.count(),
        invalid: question.invalid.count(),
        options: options.collect(),
        nets: nets.collect(),
    }
}

fn kind_name(kind: QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Single => "single",
        QuestionKind::Ordered => "ordered",
        QuestionKind::Multiple => "multiple",
        QuestionKind::Number => "number",
        QuestionKind::Date => "date",
        QuestionKind::Text => "text",
    }
}
