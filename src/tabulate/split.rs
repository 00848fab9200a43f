//! Rows that are no values of their question: classes of a number, what had come in by a day,
//! the combinations of a multiple choice.

use super::day_text::day_words;
use super::number_text::number;
use super::tabulation::wrong_kind;
use crate::data::{Choice, Codes, Label, Mask, Question, QuestionKind};
use crate::decimal::{power_of_ten, shortest};
use crate::error::Result;
use crate::language::Language;
use std::sync::Arc;

/// How the answers of a question make the rows of a table of shares or totals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Split {
    /// Each value is a row.
    #[default]
    Values,
    /// A number in about eight classes of the same round width.
    Classes,
    /// A number or a day, each row with all that is no higher.
    Cumulative,
    /// A multiple choice by which options were chosen together: each respondent is in one
    /// row. The most frequent have rows of their own, the others share the last.
    Combinations,
    /// The median of a number among its 10th, 25th, 75th and 90th percentiles.
    Quantiles,
}

/// The most combinations that have rows of their own.
const COMBINATIONS: usize = 12;
/// About as many classes as a number has, and at most as many days as a cumulative table.
const CLASSES: f64 = 8.0;
const DAYS: f64 = 40.0;

/// The question with rows as `how` has it; `None` where its own values are the rows.
///
/// # Errors
/// `wrong_kind` where a question's answers can't be split so.
pub(super) fn split(
    question: &Question,
    how: Split,
    language: Language,
) -> Result<Option<Question>> {
    use QuestionKind::{Date, Multiple, Number, Ordered, Single};
    let (kind, options) = match (how, question.kind) {
        (Split::Values | Split::Quantiles, _) => return Ok(None),
        (Split::Classes, Number) => (Ordered, classes(question, how, language)),
        // The rows hold each other, so they do not add up.
        (Split::Cumulative, Number | Date) => (Multiple, classes(question, how, language)),
        (Split::Combinations, Multiple) => (Single, combinations(question, language)),
        _ => {
            let needed = (
                "classes なら数値、cumulative なら数値か日付、combinations なら複数回答の設問",
                "a number for classes, a number or a day for cumulative, a multiple choice for combinations",
            );
            return Err(wrong_kind(question, needed));
        }
    };
    let codes = (kind != Multiple).then(|| Codes::of(&Choice::sets(&options), &question.asked));
    Ok(Some(Question {
        name: question.name.clone(),
        label: question.label.clone(),
        kind,
        base: question.base.clone(),
        asked: question.asked.clone(),
        answered: question.answered.clone(),
        invalid: question.invalid.clone(),
        outside: question.outside,
        exclusive: question.exclusive.clone(),
        contradictory: question.contradictory,
        options,
        codes: codes.flatten(),
        nets: Vec::new(),
        numbers: Arc::clone(&question.numbers),
    }))
}

fn classes(question: &Question, how: Split, language: Language) -> Vec<Choice> {
    let values = &question.numbers;
    let value = |row: usize| values.get(row).copied().unwrap_or(f64::NAN);
    let (mut low, mut high) = (f64::INFINITY, f64::NEG_INFINITY);
    let mut whole = true;
    for row in question.answered.iter() {
        let value = value(row);
        (low, high) = (low.min(value), high.max(value));
        whole &= value.fract() == 0.0;
    }
    let span = high - low;
    let days = question.kind == QuestionKind::Date;
    let (step, first) = if days {
        ((span / DAYS).ceil().max(1.0), low)
    } else {
        let least = if whole { 1.0 } else { f64::MIN_POSITIVE };
        let step = round_step((span / CLASSES).max(least));
        (step, (low / step).floor() * step)
    };
    let mut options = Vec::new();
    // Nobody answered, or all answered the same: no class, or one.
    let many = ((high - first) / step).floor();
    let mut at = 0.0;
    while at <= many {
        let (from, to) = (first + at * step, first + (at + 1.0) * step);
        let within = |row: usize| {
            let value = value(row);
            value < to && (how == Split::Cumulative || value >= from)
        };
        let chosen = Mask::from_fn(values.len(), |row| {
            question.answered.contains(row) && within(row)
        });
        let label = match days {
            true => day_words(to - 1.0, language),
            false => class_label((from, to), (whole, how), language),
        };
        options.push(choice(shortest(from), &label, chosen));
        at += 1.0;
    }
    options
}

fn class_label((from, to): (f64, f64), (whole, how): (bool, Split), language: Language) -> String {
    let digits = (0..6).find(|digits| (to - from) * 10_f64.powi(*digits) >= 1.0 - 1e-9);
    let digits = digits.unwrap_or(6) as usize;
    let last = if whole { to - 1.0 } else { to };
    let (from, last) = (number(from, digits), number(last, digits));
    let (ja, en) = match (how, whole) {
        (Split::Cumulative, true) => ("{1}以下", "up to {1}"),
        (Split::Cumulative, false) => ("{1}未満", "below {1}"),
        _ if from == last => ("{0}", "{0}"),
        (_, true) => ("{0}–{1}", "{0}–{1}"),
        (_, false) => ("{0}以上{1}未満", "{0} to <{1}"),
    };
    language.fill(ja, en, &[&from, &last])
}

fn choice(value: String, label: &str, chosen: Mask) -> Choice {
    Choice {
        value,
        label: Label::from(label),
        score: None,
        chosen: chosen.into(),
    }
}

/// Which options a respondent chose, as bits; a question of more options than bits joins the rest.
fn combination(question: &Question, row: usize) -> u64 {
    let mut bits = 0;
    for (at, option) in question.options.iter().enumerate() {
        if option.chosen.contains(row) {
            bits |= 1 << at.min(63);
        }
    }
    bits
}

fn combinations(question: &Question, language: Language) -> Vec<Choice> {
    let rows = question.answered.rows();
    let mut found: Vec<(u64, usize)> = Vec::new();
    for row in question.answered.iter() {
        let bits = combination(question, row);
        match found.binary_search_by_key(&bits, |(bits, _)| *bits) {
            Ok(at) => {
                if let Some((_, count)) = found.get_mut(at) {
                    *count += 1;
                }
            }
            Err(at) => found.insert(at, (bits, 1)),
        }
    }
    let mut rest = question.answered.clone();
    let mut options = Vec::new();
    while options.len() < COMBINATIONS && !found.is_empty() {
        let mut most = 0;
        for (at, (_, count)) in found.iter().enumerate() {
            if found.get(most).is_some_and(|(_, other)| count > other) {
                most = at;
            }
        }
        let (bits, _) = found.remove(most);
        let chosen = Mask::from_fn(rows, |row| {
            question.answered.contains(row) && combination(question, row) == bits
        });
        rest = rest.minus(&chosen);
        let (mut value, mut label) = (String::new(), String::new());
        for (at, option) in question.options.iter().enumerate() {
            if bits & (1 << at.min(63)) != 0 {
                if !value.is_empty() {
                    value.push(JOINED);
                    label.extend([' ', JOINED, ' ']);
                }
                value.push_str(&option.value);
                label.push_str(option.label.text(language));
            }
        }
        if bits == 0 {
            label = language.pick("どれも選ばない", "None of them").to_owned();
        }
        options.push(choice(value, &label, chosen));
    }
    if !rest.is_empty() {
        let label = language.pick("その他の組み合わせ", "Other combinations");
        options.push(choice("…".to_owned(), label, rest));
    }
    options
}

/// What stands between the options of a combination.
pub(crate) const JOINED: char = '＋';

/// The next of 1, 2, 5, 10, … times a power of ten.
pub(crate) fn round_step(raw: f64) -> f64 {
    let power = power_of_ten(raw);
    let lead = raw / power;
    let round = [1.0, 2.0, 5.0]
        .into_iter()
        .find(|round| lead <= round * (1.0 + 1e-9));
    round.unwrap_or(10.0) * power
}

#[cfg(test)]
mod tests {
    use super::round_step;

    #[test]
    fn steps_are_round() {
        let near = |a: f64, b: f64| (a - b).abs() < 1e-12;
        assert!(near(round_step(0.11), 0.2));
        assert!(near(round_step(0.1), 0.1));
        assert!(near(round_step(7.0), 10.0));
    }
}
