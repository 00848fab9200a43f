//! The methods block: who was asked, who answered, and how the figures were computed.

use super::facts::Facts;
use super::html::text_heading;
use super::markup::Markup;
use crate::data::SampleKind;
use crate::language::Language;
use crate::tabulate::day_text::period_text;
use crate::tabulate::number_text::{count, percent};
use crate::text::joined;

/// A survey that a report uses, with the ways its figures were computed.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct SurveyMethods {
    pub(super) facts: Facts,
    /// One sentence each, every one once.
    pub(super) methods: Vec<String>,
}

/// Writes the block; its heading is at `level`.
pub(super) fn methods_block(
    id: &str,
    surveys: &[SurveyMethods],
    level: u8,
    language: Language,
) -> Markup {
    let mut out = Markup::new();
    out.open_part_with("section", "methods", &[("id", id)]);
    let title = language.pick("調査と集計の方法", "How the figures were made");
    out.markup(&text_heading(level, title));
    for survey in surveys {
        out.markup(&text_heading(level + 1, &survey.facts.title));
        out.open("dl", &[]);
        for (name, text) in entries(survey, language) {
            out.element("dt", &[], name);
            out.element("dd", &[], &text);
        }
        out.close("dl");
        out.line();
    }
    out.part("p", "software", &software(language));
    out.close("section");
    out.line();
    out
}

fn entries(survey: &SurveyMethods, language: Language) -> Vec<(&'static str, String)> {
    let facts = &survey.facts;
    let mut entries = vec![
        (language.pick("出典", "Source"), facts.publisher.clone()),
        (
            language.pick("母集団", "Population"),
            population(facts, language),
        ),
        (
            language.pick("回答", "Responses"),
            responses(facts, language),
        ),
        (
            language.pick("実施期間", "Fieldwork"),
            period_text(&facts.fieldwork.0, &facts.fieldwork.1, language),
        ),
        (
            language.pick("対象の選び方", "Selection"),
            selection(facts, language),
        ),
        (language.pick("標本設計", "Design"), design(facts, language)),
        (
            language.pick("データ", "Data"),
            facts.synthetic.clone().unwrap_or_default(),
        ),
    ];
    entries.retain(|(_, text)| !text.is_empty());
    let method = language.pick("集計", "Estimates");
    entries.extend(survey.methods.iter().map(|text| (method, text.clone())));
    entries
}

fn population(facts: &Facts, language: Language) -> String {
    let size = facts.population.map(count);
    match (facts.population_label.as_str(), size) {
        (label, None) => label.to_owned(),
        ("", Some(size)) => size,
        (label, Some(size)) => language.fill("{0}（{1}）", "{0} ({1})", &[&label, &size]),
    }
}

fn responses(facts: &Facts, language: Language) -> String {
    let answered = count(facts.respondents as f64);
    match (facts.invited, facts.response_rate()) {
        (Some(invited), Some(rate)) => {
            let (invited, rate) = (count(invited), percent(rate, 1));
            language.fill(
                "{0}に依頼、回答{1}、回答率{2}（AAPORのRR1）",
                "{1} of {0} asked, a response rate of {2} (AAPOR RR1)",
                &[&invited, &answered, &rate],
            )
        }
        _ => language.pick(format!("回答{answered}"), answered),
    }
}

fn selection(facts: &Facts, language: Language) -> String {
    let Some(kind) = facts.sample else {
        return String::new();
    };
    let text = match kind {
        SampleKind::Census => language.pick(
            "全数に依頼しました。誰が答えたかは偶然に任されていないため、答えなかった側が同じように答えたとは限りません。",
            "All were asked. Who answered was not left to chance, so those who did not may differ.",
        ),
        SampleKind::Probability => language.pick(
            "既知の確率で無作為に抽出しました。",
            "Drawn by chance with known probabilities.",
        ),
        SampleKind::Nonprobability => language.pick(
            "無作為抽出ではありません。回答者がほかの人々を代表するとは限りません。",
            "Not drawn by chance; those who answered may not stand for the others.",
        ),
    };
    text.to_owned()
}

fn design(facts: &Facts, language: Language) -> String {
    let parts = [
        (facts.weighted, language.pick("ウェイト", "weights")),
        (facts.stratified, language.pick("層", "strata")),
        (facts.clustered, language.pick("クラスター", "clusters")),
    ];
    let mut used = Vec::new();
    for (is_used, name) in &parts {
        if *is_used {
            used.push(*name);
        }
    }
    if used.is_empty() {
        return String::new();
    }
    let used = joined(&used, language.pick("・", ", "));
    language.fill(
        "{0}を考慮して集計しました。",
        "Taken into account: {0}.",
        &[&used],
    )
}

fn software(language: Language) -> String {
    let version = env!("CARGO_PKG_VERSION");
    language.fill(
        "すべての数字は、公開された個票からChosa {0}が計算しました。",
        "Every figure was computed from the published responses by Chosa {0}.",
        &[&version],
    )
}

#[cfg(test)]
mod tests {
    use super::{SurveyMethods, methods_block};
    use crate::data::SampleKind;
    use crate::language::Language;
    use crate::report::facts::Facts;

    fn hospitals() -> SurveyMethods {
        SurveyMethods {
            facts: Facts {
                title: "Hospitals <b>".into(),
                population: Some(5596.0),
                population_label: "Member hospitals".into(),
                invited: Some(5596.0),
                respondents: 476,
                sample: Some(SampleKind::Census),
                fieldwork: ("2022-01-31".into(), "2022-02-10".into()),
                synthetic: Some("Synthetic responses.".into()),
                ..Facts::default()
            },
            methods: vec!["Beta intervals.".into()],
        }
    }

    #[test]
    fn the_block_says_who_was_asked_and_who_answered() {
        let html = methods_block("m", &[hospitals()], 2, Language::En).into_string();
        for text in [
            "Hospitals &lt;b&gt;",
            "Member hospitals (5,596)",
            "476 of 5,596 asked, a response rate of 8.5% (AAPOR RR1)",
            "31 January to 10 February 2022",
            "Who answered was not left to chance",
            "Synthetic responses.",
            "Beta intervals.",
        ] {
            assert!(html.contains(text), "{text} is missing in {html}");
        }
    }

    #[test]
    fn what_is_unknown_is_left_out() {
        let html = methods_block("m", &[SurveyMethods::default()], 2, Language::Ja).into_string();
        for name in ["母集団", "実施期間", "対象の選び方", "標本設計"] {
            assert!(!html.contains(name), "{html}");
        }
        assert!(html.contains("<dt>回答</dt><dd>回答0</dd>"), "{html}");
    }
}
