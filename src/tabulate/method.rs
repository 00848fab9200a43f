//! The sentence that says how a table's figures were computed, and what its reader must know.

use super::day_text::period_text;
use super::number_text::{count, percent};
use super::request::Measure;
use super::study::Study;
use super::table::{IntervalUsed, Source, Warning};
use super::weighting_text::weighting_text;
use crate::data::{Question, SampleKind};
use crate::language::Language;
use crate::stats::IntervalMethod;
use crate::text::joined;

/// "95% confidence interval, beta (Korn-Graubard), stratified, with finite population
/// correction 476/5,596, 475 df".
pub(super) fn method_sentence(
    study: &Study,
    interval: IntervalUsed,
    measure: Measure,
    language: Language,
) -> String {
    let level = percent(interval.level, 0);
    let mut parts = Vec::new();
    if interval.method != IntervalMethod::None {
        parts.push(language.fill("{0}信頼区間", "{0} confidence interval", &[&level]));
    }
    parts.push(interval_text(interval.method, measure, language).to_owned());
    parts.extend(design_text(study, language));
    let df = study.design.degrees_of_freedom(&study.everyone());
    parts.push(language.fill("自由度{0}", "{0} df", &[&count(df)]));
    joined(&parts, language.pick("、", ", "))
}

/// What stands in place of an interval where none was asked for.
pub(crate) fn no_errors(language: Language) -> &'static str {
    language.pick("標本誤差は計算していません", "sampling errors not computed")
}

fn interval_text(method: IntervalMethod, measure: Measure, language: Language) -> &'static str {
    let (ja, en) = match (method, measure) {
        (IntervalMethod::None, _) => return no_errors(language),
        (_, Measure::Median | Measure::Quantile(_)) => ("Woodruff法", "Woodruff"),
        (_, Measure::Mean | Measure::Nps | Measure::Ratio | Measure::Total)
        | (IntervalMethod::Wald, _) => ("Wald法（t分布）", "Wald by t"),
        (IntervalMethod::Logit, _) => ("ロジット法", "logit"),
        (IntervalMethod::Likelihood, _) => ("尤度比法", "likelihood ratio"),
        (IntervalMethod::Arcsine, _) => ("逆正弦法", "arcsine"),
        (IntervalMethod::Wilson, _) => (
            "Wilson法（有効標本数）",
            "Wilson with the effective sample size",
        ),
        (IntervalMethod::Beta, _) => ("ベータ法（Korn–Graubard）", "beta (Korn–Graubard)"),
        (IntervalMethod::BetaCapped, _) => (
            "ベータ法（Korn–Graubard、有効標本数は回答数まで）",
            "beta (Korn–Graubard, effective size capped at n)",
        ),
        (IntervalMethod::Exact, _) => (
            "Clopper–Pearson法（単純無作為とみなす）",
            "Clopper–Pearson as if simple random",
        ),
    };
    language.pick(ja, en)
}

fn design_text(study: &Study, language: Language) -> Vec<String> {
    let design = &study.design;
    let mut parts = Vec::new();
    match (design.strata_count(), design.clusters_count()) {
        (None, None) if !design.is_weighted() && design.replicates().is_none() => {
            parts.push(
                language
                    .pick("単純無作為抽出とみなす", "as a simple random sample")
                    .to_owned(),
            );
        }
        (strata, clusters) => {
            parts.extend(strata.map(|n| language.fill("{0}層の層化", "{0} strata", &[&n])));
            parts.extend(clusters.map(|n| language.fill("{0}クラスター", "{0} clusters", &[&n])));
        }
    }
    if design.is_weighted() {
        parts.push(language.pick("ウェイトつき", "weighted").to_owned());
    }
    parts.extend(weighting_text(study, language));
    if let Some((sample, population)) = design.finite_population() {
        let ratio = format!("{}/{}", count(sample as f64), count(population));
        parts.push(language.fill(
            "有限母集団修正 {0}",
            "with finite population correction {0}",
            &[&ratio],
        ));
    }
    parts
}

/// Who made the data, and when.
pub(super) fn source(study: &Study, language: Language) -> Source {
    let descriptor = &study.responses.descriptor;
    let survey = &descriptor.survey;
    let text = |original: &str, label: crate::data::Label| {
        if original.is_empty() {
            String::new()
        } else {
            label.text(language).to_owned()
        }
    };
    let synthetic = survey.synthetic.as_deref().unwrap_or_default();
    let publisher = descriptor
        .sources
        .first()
        .map_or("", |source| source.title.as_str());
    Source {
        title: text(
            &descriptor.title,
            descriptor.translated(&descriptor.title, |texts| texts.title.as_ref()),
        ),
        publisher: text(
            publisher,
            descriptor.translated(publisher, |texts| texts.publisher.as_ref()),
        ),
        fieldwork: survey
            .fieldwork
            .as_ref()
            .map_or_else(String::new, |fieldwork| {
                period_text(&fieldwork.start, &fieldwork.end, language)
            }),
        synthetic: Some(text(
            synthetic,
            descriptor.translated(synthetic, |texts| texts.synthetic.as_ref()),
        ))
        .filter(|text| !text.is_empty()),
    }
}

/// What the reader must know of the sample as a whole.
pub(super) fn sample_warnings(study: &Study, language: Language) -> Vec<Warning> {
    let Some(sample) = &study.responses.descriptor.survey.sample else {
        return Vec::new();
    };
    let mut warnings = Vec::new();
    if let Some(invited) = sample.invited.filter(|invited| *invited > 0.0) {
        let answered = study.responses.rows() as f64;
        let (asked, rate) = (count(invited), percent(answered / invited, 1));
        let answered = count(answered);
        warnings.push(Warning {
            code: "nonresponse",
            message: language.fill("{0}件に依頼し、{1}件が回答しました（回答率{2}）。信頼区間は、答えなかったところも答えたところと同じ傾向だと仮定したものです。", "{0} were asked and {1} answered ({2}). The intervals assume that those who did not answer are like those who did.", &[&asked, &answered, &rate]),
        });
    }
    if sample.kind == SampleKind::Nonprobability {
        warnings.push(Warning {
            code: "nonprobability",
            message: language
                .pick(
                    "無作為に選ばれた標本ではありません。信頼区間は目安にとどまります。",
                    "This is not a random sample; the intervals are a guide only.",
                )
                .to_owned(),
        });
    }
    warnings
}

/// What the reader must know of one question.
pub(super) fn question_warnings(question: &Question, language: Language) -> Vec<Warning> {
    let label = question.label.text(language);
    let mut warnings = Vec::new();
    let mut warn = |code, n: usize, ja, en| {
        if n > 0 {
            let message = language.fill(ja, en, &[&label, &count(n as f64)]);
            warnings.push(Warning { code, message });
        }
    };
    warn(
        "outsideBase",
        question.base.as_ref().map_or(0, |_| question.outside),
        "「{0}」には、対象でない人の回答が{1}件あり、除いています。",
        "“{0}” has {1} answers from outside its base; they are left out.",
    );
    warn(
        "exclusive",
        question.contradictory,
        "「{0}」には、単独で選ぶはずの選択肢をほかの選択肢とともに選んだ回答が{1}件あり、そのまま数えています。",
        "“{0}” has {1} answers that combine an exclusive option with others; they are counted as given.",
    );
    warnings
}
