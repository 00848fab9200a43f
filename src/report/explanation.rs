//! A figure in one sentence, with its base, its interval and how that was computed.

use super::description::Fact;
use super::facts::Facts;
use super::figure::{EvaluatedFigure, FigureKind};
use crate::language::Language;
use crate::stats::IntervalMethod;
use crate::tabulate::no_errors;
use crate::tabulate::number_text::{count, number};
use crate::text;

/// What stands where a figure is missing.
pub(super) fn missing(language: Language) -> &'static str {
    language.pick("—", "not available")
}

/// What an interval's method is called.
pub(super) fn method_name(method: IntervalMethod, language: Language) -> &'static str {
    match method {
        IntervalMethod::Wald => language.pick("Wald法、t分布", "Wald method with t"),
        IntervalMethod::Logit => language.pick("ロジット法", "logit method"),
        IntervalMethod::Likelihood => language.pick("尤度比法", "likelihood ratio method"),
        IntervalMethod::Arcsine => language.pick("逆正弦法", "arc sine method"),
        IntervalMethod::Wilson => language.pick("Wilson法", "Wilson method"),
        IntervalMethod::Beta => language.pick("ベータ法", "Korn–Graubard beta method"),
        IntervalMethod::BetaCapped => language.pick(
            "ベータ法、NCHSの上限つき",
            "Korn–Graubard beta method with the NCHS cap",
        ),
        IntervalMethod::None => no_errors(language),
        IntervalMethod::Exact => language.pick("正確法", "exact method of Clopper and Pearson"),
    }
}

/// What a confidence interval is called: "95% confidence interval".
pub(super) fn interval_name(level: f64, language: Language) -> String {
    let percent = level * 100.0;
    let whole = (percent - percent.round()).abs() < 1e-9;
    let level = number(percent, if whole { 0 } else { 1 });
    language.fill("{0}%信頼区間", "{0}% confidence interval", &[&level])
}

/// The sentence of an estimate.
pub(super) fn of_estimate(figure: &EvaluatedFigure) -> String {
    let sentence = match figure.estimate {
        None => return of_missing(figure),
        Some(value) => estimate_sentence(figure, value),
    };
    match &figure.flag {
        None => sentence,
        Some(reason) => figure.language.fill(
            "{0}注意：{1}。",
            "{0} Note: {1}.",
            &[&sentence, &bare(&reason.label)],
        ),
    }
}

fn of_missing(figure: &EvaluatedFigure) -> String {
    let reason = figure.flag.as_ref().map_or("", |reason| &reason.label);
    match (figure.language, bare(reason)) {
        (Language::Ja, "") => "この数字は示せません。".into(),
        (Language::En, "") => "This figure is not available.".into(),
        (Language::Ja, reason) => format!("この数字は示せません（{reason}）。"),
        (Language::En, reason) => format!("This figure is not available: {reason}."),
    }
}

// A reason may come as a sentence or as a phrase; here it becomes part of a sentence.
fn bare(reason: &str) -> &str {
    let reason = reason.trim();
    let phrase = reason.strip_suffix(".");
    phrase.unwrap_or(reason.strip_suffix("。").unwrap_or(reason))
}

fn estimate_sentence(figure: &EvaluatedFigure, value: f64) -> String {
    let text = figure.kind.text(value, digits(value));
    let interval = interval_text(figure, value);
    let people = people(figure);
    match (figure.kind, is_count_by_base(figure, value)) {
        (FigureKind::Share, true) => figure.language.fill(
            "{0}、{1}{2}。",
            "{0}, {1}{2}.",
            &[&people, &text, &in_brackets(&interval, figure.language)],
        ),
        (FigureKind::Share, false) => {
            let details = joined(&[people, interval], figure.language);
            figure.language.fill(
                "ウェイト調整後の割合は{0}{1}。",
                "{0}, weighted{1}.",
                &[&text, &in_brackets(&details, figure.language)],
            )
        }
        (kind, _) => {
            let details = joined(&[base_people(figure), interval], figure.language);
            let name = kind_name(kind, figure.language);
            figure.language.fill(
                "{0}{1}{2}。",
                "{0} {1}{2}.",
                &[&name, &text, &in_brackets(&details, figure.language)],
            )
        }
    }
}

// Where a share is not simply n of base, weights had a say in it and the sentence must tell.
fn is_count_by_base(figure: &EvaluatedFigure, share: f64) -> bool {
    match (figure.n, figure.base_n) {
        (Some(n), Some(base)) if base > 0 => (n as f64 / base as f64 - share).abs() < 1e-9,
        _ => false,
    }
}

/// The figure as its note heads it: a share as close as the sentence below gives it.
pub(super) fn heading(figure: &EvaluatedFigure) -> String {
    match (figure.kind, figure.estimate) {
        (FigureKind::Share, Some(share)) => figure.kind.text(share, digits(share)),
        _ => figure.text.clone(),
    }
}

// Small and large shares need a decimal to be told from 0 and 1.
fn digits(value: f64) -> usize {
    usize::from(!(0.1..=0.9).contains(&value))
}

fn interval_text(figure: &EvaluatedFigure, value: f64) -> String {
    let (Some(low), Some(high), Some(level)) = (figure.low, figure.high, figure.level) else {
        return String::new();
    };
    let digits = digits(value);
    let name = interval_name(level, figure.language);
    let range = figure.language.pick(
        figure.kind.range(low, high, digits),
        format!(
            "{} to {}",
            figure.kind.text(low, digits),
            figure.kind.text(high, digits)
        ),
    );
    let method = figure
        .interval
        .map_or("", |method| method_name(method, figure.language));
    joined(
        &[format!("{name} {range}"), method.to_owned()],
        figure.language,
    )
}

fn people(figure: &EvaluatedFigure) -> String {
    let (Some(n), Some(_)) = (figure.n, figure.base_n) else {
        return base_people(figure);
    };
    let n = count(n as f64);
    let base = base_people(figure);
    match (figure.language, figure.unit.as_str()) {
        (Language::Ja, "") => format!("{base}のうち{n}件"),
        (Language::Ja, unit) => format!("{base}のうち{n}{unit}"),
        (Language::En, _) => format!("{n} of {base}"),
    }
}

fn base_people(figure: &EvaluatedFigure) -> String {
    let base = count(figure.base_n.unwrap_or(0) as f64);
    counted(&base, &figure.unit, figure.language)
}

fn counted(number: &str, unit: &str, language: Language) -> String {
    match (language, unit) {
        (Language::Ja, "") => format!("回答{number}件"),
        (Language::Ja, unit) => format!("{number}{unit}"),
        (Language::En, "") => format!("{number} respondents"),
        (Language::En, unit) => format!("{number} {unit}"),
    }
}

/// What a kind of figure is called.
pub(super) fn kind_name(kind: FigureKind, language: Language) -> String {
    match kind {
        FigureKind::Share => language.pick("割合", "share").into(),
        FigureKind::Mean => language.pick("平均", "mean").into(),
        FigureKind::Nps => "NPS".into(),
        FigureKind::Ratio => language.pick("比", "ratio").into(),
        FigureKind::Median => language.pick("中央値", "median").into(),
        FigureKind::Quantile => language.pick("分位点", "quantile").into(),
        FigureKind::Total => language.pick("推計総数", "estimated total").into(),
        FigureKind::Fact => String::new(),
    }
}

fn joined(parts: &[String], language: Language) -> String {
    let parts: Vec<&str> = parts
        .iter()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    text::joined(&parts, language.pick("、", ", "))
}

fn in_brackets(text: &str, language: Language) -> String {
    if text.is_empty() {
        return String::new();
    }
    language.fill("（{0}）", " ({0})", &[&text])
}

/// What a fact is called.
pub(super) fn fact_label(fact: Fact, language: Language) -> &'static str {
    match fact {
        Fact::Population => language.pick("母集団の大きさ", "Size of the population"),
        Fact::Invited => language.pick("回答を依頼した数", "Number asked to take part"),
        Fact::Respondents => language.pick("回答数", "Number of respondents"),
        Fact::ResponseRate => language.pick("回答率", "Response rate"),
    }
}

/// The sentence of a fact.
pub(super) fn of_fact(fact: Fact, facts: &Facts, figure: &EvaluatedFigure) -> String {
    if figure.estimate.is_none() {
        return figure.language.pick(
            "この数は調査の記述に書かれていません。".into(),
            "The survey's description does not give this number.".into(),
        );
    }
    let text = &heading(figure);
    let unit = &figure.unit;
    let things = |number: &str| match (figure.language, unit.as_str()) {
        (Language::Ja, "") => format!("{number}件"),
        (Language::En, "") => number.to_owned(),
        _ => counted(number, unit, figure.language),
    };
    match fact {
        Fact::Population => figure.language.fill(
            "母集団は{0}です。",
            "The population numbers {0}.",
            &[&things(text)],
        ),
        Fact::Invited => figure.language.fill(
            "{0}に回答を依頼しました。",
            "{0} were asked to take part.",
            &[&things(text)],
        ),
        Fact::Respondents => {
            figure
                .language
                .fill("{0}が回答しました。", "{0} responded.", &[&things(text)])
        }
        Fact::ResponseRate => {
            let invited = things(&count(facts.invited.unwrap_or(0.0)));
            let answered = count(facts.respondents as f64);
            figure.language.fill(
                "依頼した{0}のうち{1}が回答しました。回答率は{2}です（AAPORのRR1）。",
                "{3} of the {0} asked took part, a response rate of {2} (AAPOR RR1).",
                &[&invited, &things(&answered), &text, &answered],
            )
        }
    }
}
