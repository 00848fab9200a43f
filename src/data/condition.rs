//! A condition applied to the answers.

use super::column::day_number;
use super::mask::Mask;
use super::predicate::{Bound, Range, Where};
use super::question::{Question, QuestionKind};
use crate::decimal::parse_number;
use crate::error::{ErrorKind, Result};

impl Where {
    /// The rows that meet the condition; `find` knows the questions.
    pub(super) fn mask<'q>(
        &self,
        rows: usize,
        find: &mut dyn FnMut(&str) -> Result<&'q Question>,
    ) -> Result<Mask> {
        match self {
            Self::All(parts) => parts.iter().try_fold(Mask::all(rows), |mask, part| {
                Ok(mask.and(&part.mask(rows, find)?))
            }),
            Self::Any(parts) => parts.iter().try_fold(Mask::none(rows), |mask, part| {
                Ok(mask.or(&part.mask(rows, find)?))
            }),
            Self::Not(part) => Ok(part.mask(rows, find)?.not()),
            Self::Is { question, values } => chosen(find(question)?, values),
            Self::Within { question, range } => within(find(question)?, range),
        }
    }
}

fn chosen(question: &Question, values: &[String]) -> Result<Mask> {
    let rows = question.asked.rows();
    values.iter().try_fold(Mask::none(rows), |mask, value| {
        Ok(mask.or(&has_value(question, value)?))
    })
}

fn has_value(question: &Question, value: &str) -> Result<Mask> {
    let unknown = || ErrorKind::UnknownValue {
        question: question.name.clone(),
        value: value.to_owned(),
        available: question
            .options
            .iter()
            .map(|choice| choice.value.clone())
            .collect(),
    };
    match question.kind {
        QuestionKind::Number | QuestionKind::Date => {
            let wanted = parse_number(value)
                .or_else(|| day_number(value))
                .ok_or_else(unknown)?;
            let equal = Mask::from_fn(question.numbers.len(), |row| {
                question.numbers.get(row) == Some(&wanted)
            });
            Ok(equal.and(&question.answered))
        }
        QuestionKind::Single
        | QuestionKind::Ordered
        | QuestionKind::Multiple
        | QuestionKind::Text => {
            let choice = question.choice(value).map(|choice| &*choice.chosen);
            let net = || {
                question
                    .nets
                    .iter()
                    .find(|net| net.name == value)
                    .map(|net| &net.chosen)
            };
            Ok(choice.or_else(net).ok_or_else(unknown)?.clone())
        }
    }
}

fn within(question: &Question, range: &Range) -> Result<Mask> {
    if !matches!(question.kind, QuestionKind::Number | QuestionKind::Date) {
        return Err(ErrorKind::WrongKind {
            question: question.name.clone(),
            needed: ("数値や日付の設問", "a question of numbers or days"),
        }
        .into());
    }
    let ends = [&range.gte, &range.gt, &range.lte, &range.lt]
        .map(|end| end.as_ref().map(number).transpose());
    let [gte, gt, lte, lt] = ends;
    let (gte, gt, lte, lt) = (gte?, gt?, lte?, lt?);
    let inside = |value: f64| {
        gte.is_none_or(|end| value >= end)
            && gt.is_none_or(|end| value > end)
            && lte.is_none_or(|end| value <= end)
            && lt.is_none_or(|end| value < end)
    };
    let mask = Mask::from_fn(question.numbers.len(), |row| {
        question
            .numbers
            .get(row)
            .is_some_and(|value| inside(*value))
    });
    Ok(mask.and(&question.answered))
}

fn number(bound: &Bound) -> Result<f64> {
    match bound {
        Bound::Number(number) => Ok(*number),
        Bound::Day(text) => day_number(text).ok_or_else(|| {
            ErrorKind::NotADate {
                value: text.clone(),
            }
            .into()
        }),
    }
}
