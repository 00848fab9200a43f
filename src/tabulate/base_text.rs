//! Bases and conditions in words.

use super::table::BaseKind;
use crate::data::{Bound, Question, Range, Responses, Where};
use crate::decimal::shortest;
use crate::language::Language;

/// "those who answered 'Yes' to 'Were you warned?'"
pub(super) fn answered_text(question: &str, values: &[&str], language: Language) -> String {
    let (open, close, or) = language.pick(("「", "」", "または"), ("“", "”", " or "));
    let mut quoted = String::new();
    for value in values {
        if !quoted.is_empty() {
            quoted.push_str(or);
        }
        for part in [open, value, close] {
            quoted.push_str(part);
        }
    }
    language.fill(
        "「{0}」が{1}の回答者",
        "those who answered {1} to “{0}”",
        &[&question, &quoted],
    )
}

/// Who meets a condition, in words; "all respondents" where there is none.
pub(super) fn condition_text(
    responses: &Responses,
    condition: &Where,
    language: Language,
) -> String {
    match condition {
        Where::All(parts) if parts.is_empty() => {
            language.pick("回答者全体", "all respondents").to_owned()
        }
        Where::All(parts) => joined(
            responses,
            parts,
            language.pick("であり、かつ", ", and "),
            language,
        ),
        Where::Any(parts) => joined(
            responses,
            parts,
            language.pick("、または", ", or "),
            language,
        ),
        Where::Not(part) => {
            let inner = condition_text(responses, part, language);
            language.fill("「{0}」以外の回答者", "all but {0}", &[&inner])
        }
        Where::Is { question, values } => match responses.question(question) {
            Ok(found) => {
                let mut labels = Vec::new();
                for value in values {
                    labels.push(value_label(found, value, language));
                }
                answered_text(found.label.text(language), &labels, language)
            }
            Err(_) => question.clone(),
        },
        Where::Within { question, range } => {
            let label = responses
                .question(question)
                .map_or(question.as_str(), |found| found.label.text(language));
            let range = range_text(range, language);
            language.fill(
                "「{0}」が{1}の回答者",
                "those whose “{0}” is {1}",
                &[&label, &range],
            )
        }
    }
}

fn joined(responses: &Responses, parts: &[Where], link: &str, language: Language) -> String {
    let mut text = String::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            text.push_str(link);
        }
        text.push_str(&condition_text(responses, part, language));
    }
    text
}

fn value_label<'a>(question: &'a Question, value: &'a str, language: Language) -> &'a str {
    let choice = question.choice(value).map(|choice| &choice.label);
    let net = question
        .nets
        .iter()
        .find(|net| net.name == value)
        .map(|net| &net.label);
    choice.or(net).map_or(value, |label| label.text(language))
}

fn range_text(range: &Range, language: Language) -> String {
    let ends = [
        (&range.gte, language.pick("以上", "at least ")),
        (&range.gt, language.pick("を超え", "more than ")),
        (&range.lte, language.pick("以下", "at most ")),
        (&range.lt, language.pick("未満", "less than ")),
    ];
    let mut text = String::new();
    for (bound, word) in ends {
        let Some(bound) = bound else { continue };
        if !text.is_empty() {
            text.push_str(language.pick("、", " and "));
        }
        let value = bound_text(bound);
        text.push_str(&language.fill("{0}{1}", "{1}{0}", &[&value, &word]));
    }
    text
}

fn bound_text(bound: &Bound) -> String {
    match bound {
        Bound::Number(number) => shortest(*number),
        Bound::Day(day) => day.clone(),
    }
}

/// Who stands under the figures of a question.
pub(super) fn question_base_text(
    responses: &Responses,
    question: &Question,
    kind: BaseKind,
    language: Language,
) -> String {
    if kind == BaseKind::Selections {
        let people = question_base_text(responses, question, BaseKind::Answered, language);
        return language.fill(
            "{0}が選んだ選択肢の総数",
            "all selections by {0}",
            &[&people],
        );
    }
    let asked = question
        .base
        .as_ref()
        .map(|base| condition_text(responses, base, language));
    match (asked.filter(|_| kind != BaseKind::All), kind) {
        (None, BaseKind::Answered) => language
            .pick("この設問の回答者", "those who answered this question")
            .to_owned(),
        (None, _) => language.pick("回答者全体", "all respondents").to_owned(),
        (Some(asked), BaseKind::Answered) => language.fill(
            "{0}のうち、この設問の回答者",
            "{0}, and answered this question",
            &[&asked],
        ),
        (Some(asked), _) => asked,
    }
}
