//! Who stands under the shares of a question.

use super::request::{Measure, Missing, Percent, TabulateRequest};
use super::study::Study;
use super::table::BaseKind;
use crate::data::{Mask, Question, QuestionKind, SampleKind};
use crate::error::{ErrorKind, Result};

/// The base that a request gives a question.
///
/// # Errors
/// `invalid_request` where the base can't hold the row of no answer that was asked for, or
/// where the measure has no such base; `wrong_kind` for the selections of a single choice.
pub(super) fn base_kind(request: &TabulateRequest, question: &Question) -> Result<BaseKind> {
    let of_answers =
        matches!(request.measure, Measure::Share | Measure::Total) && !question.options.is_empty();
    let with_missing = request.missing == Missing::Include && of_answers;
    let kind = match request.base {
        Some(kind) => kind,
        None if with_missing => BaseKind::Asked,
        None => BaseKind::Answered,
    };
    let counts_people = matches!(kind, BaseKind::Asked | BaseKind::All);
    let detail = if with_missing && !counts_people {
        (
            "missing の include は、base が asked か all のときに使えます",
            "missing: include goes with the bases asked and all",
        )
    } else if kind != BaseKind::Answered
        && (!of_answers || request.measure == Measure::Total && !counts_people)
    {
        (
            "answered 以外の base は、選択肢の割合に（asked と all は人数にも）使えます",
            "a base other than answered is for shares of answers (asked and all for counts too)",
        )
    } else if kind == BaseKind::Selections && question.kind != QuestionKind::Multiple {
        return Err(ErrorKind::WrongKind {
            question: question.name.clone(),
            needed: ("複数回答の設問", "a multiple choice"),
        }
        .into());
    } else {
        return Ok(kind);
    };
    Err(ErrorKind::InvalidRequest { detail }.into())
}

/// Whoever is part of a base, or made its selections.
pub(super) fn members(kind: BaseKind, question: &Question) -> Mask {
    match kind {
        BaseKind::Answered | BaseKind::Selections => question.answered.clone(),
        BaseKind::Asked => question.asked.clone(),
        BaseKind::All | BaseKind::Invited => Mask::all(question.asked.rows()),
    }
}

/// How many were asked to take part, where a share on this base can be held against all of
/// them.
pub(super) fn asked_in_all(
    study: &Study,
    request: &TabulateRequest,
    question: &Question,
    kind: BaseKind,
) -> Option<f64> {
    let of_everyone =
        kind == BaseKind::All || kind != BaseKind::Selections && question.asked == study.everyone();
    let bounded = request.bounds
        && request.measure == Measure::Share
        && request.percent == Percent::Column
        && request.filter.is_none()
        && of_everyone
        && !study.design.is_weighted();
    let survey = &study.responses.descriptor.survey;
    let sample = survey.sample.as_ref().filter(|_| bounded)?;
    let census = || match sample.kind {
        SampleKind::Census => survey.population.as_ref()?.size,
        SampleKind::Probability | SampleKind::Nonprobability => None,
    };
    sample.invited.or_else(census)
}

/// How many of some options each of these people chose; 0 for everyone else.
pub(super) fn ticks(options: &[&Mask], people: &Mask) -> Vec<f64> {
    let mut ticks = vec![0.0; people.rows()];
    for (row, count) in ticks.iter_mut().enumerate() {
        if people.contains(row) {
            for chosen in options {
                *count += f64::from(u8::from(chosen.contains(row)));
            }
        }
    }
    ticks
}

/// How many ticks there are, and the sum of their weights.
pub(super) fn counted(ticks: &[f64], weights: &[f64]) -> (usize, f64) {
    let (mut n, mut weighted) = (0.0, 0.0);
    for (count, weight) in ticks.iter().zip(weights) {
        n += count;
        weighted += count * weight;
    }
    (n as usize, weighted)
}
