//! What a survey's descriptor says of it, in the language of the report.

use crate::data::{Responses, SampleKind};
use crate::language::Language;

/// A survey without its answers: who was asked, who answered, and how.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Facts {
    pub(super) title: String,
    pub(super) publisher: String,
    pub(super) population: Option<f64>,
    pub(super) population_label: String,
    pub(super) invited: Option<f64>,
    pub(super) respondents: usize,
    /// How those asked were chosen; `None` where the descriptor has no `sample`.
    pub(super) sample: Option<SampleKind>,
    /// The first and the last day; either may be empty.
    pub(super) fieldwork: (String, String),
    pub(super) weighted: bool,
    pub(super) stratified: bool,
    pub(super) clustered: bool,
    pub(super) synthetic: Option<String>,
}

impl Facts {
    pub(super) fn of(responses: &Responses, language: Language) -> Self {
        let descriptor = &responses.descriptor;
        let survey = &descriptor.survey;
        let publisher = descriptor
            .sources
            .first()
            .map_or("", |source| source.title.as_str());
        let population = survey.population.as_ref();
        let population_label = population.map_or("", |population| population.label.as_str());
        let text = |original: &str, find: fn(&crate::data::Translation) -> Option<&String>| {
            descriptor
                .translated(original, find)
                .text(language)
                .to_owned()
        };
        let synthetic = survey.synthetic.as_ref();
        let fieldwork = survey.fieldwork.as_ref();
        Self {
            title: text(&descriptor.title, |texts| texts.title.as_ref()),
            publisher: text(publisher, |texts| texts.publisher.as_ref()),
            population: population.and_then(|population| population.size),
            population_label: text(population_label, |texts| texts.population.as_ref()),
            invited: survey.sample.as_ref().and_then(|sample| sample.invited),
            respondents: responses.rows(),
            sample: survey.sample.as_ref().map(|sample| sample.kind),
            fieldwork: fieldwork.map_or_else(Default::default, |days| {
                (days.start.clone(), days.end.clone())
            }),
            weighted: survey.design.weight.is_some(),
            stratified: !survey.design.strata.is_empty(),
            clustered: !survey.design.clusters.is_empty(),
            synthetic: synthetic.map(|original| text(original, |texts| texts.synthetic.as_ref())),
        }
    }

    /// Respondents by invited (AAPOR's RR1), where it is known how many were invited.
    pub(super) fn response_rate(&self) -> Option<f64> {
        let invited = self.invited.filter(|invited| *invited > 0.0)?;
        let rate = self.respondents as f64 / invited;
        (rate <= 1.0).then_some(rate)
    }
}

#[cfg(test)]
mod tests {
    use super::Facts;
    use crate::data::{Descriptor, Responses};
    use crate::language::Language;

    fn facts(invited: usize) -> Facts {
        let descriptor = Descriptor::parse(&format!(
            r#"{{"title": "調査", "resources": [{{"path": "r.csv", "schema": {{"fields": [{{"name": "a"}}]}}}}],
                "survey": {{"synthetic": "合成データ", "sample": {{"invited": {invited}, "kind": "census"}},
                  "translations": {{"en": {{"title": "Survey"}}}}}}}}"#
        ))
        .unwrap();
        let responses = Responses::read(descriptor, b"a\n1\n2\n").unwrap();
        Facts::of(&responses, Language::En)
    }

    #[test]
    fn texts_come_in_the_language_of_the_report_where_there_is_one() {
        let facts = facts(8);
        assert_eq!(facts.title, "Survey");
        assert_eq!(facts.synthetic.as_deref(), Some("合成データ"));
    }

    #[test]
    fn the_response_rate_is_of_those_invited() {
        assert_eq!(facts(8).response_rate(), Some(0.25));
        assert_eq!(facts(0).response_rate(), None);
        assert_eq!(facts(1).response_rate(), None);
    }
}
