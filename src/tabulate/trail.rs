//! The base trail: who was asked, who answered, and of these each step in turn.

use super::banner::base;
use super::base_text::condition_text;
use super::cell::CellMaker;
use super::request::TrailStep;
use super::study::Study;
use super::table::{AnswerKind, BaseKind, Cell, Column, Row, RowGroup, RowKind};
use crate::data::Mask;
use crate::error::Result;
use crate::language::Language;

/// The columns and the rows of a trail. The first column is the share of the step before,
/// the second the share of all who answered.
///
/// The first row, those invited, is a count that the descriptor states; the second, those
/// who answered, has the response rate for its share, which no sample stands behind and
/// which therefore has no interval.
pub(super) fn trail_group(
    study: &Study,
    maker: &CellMaker<'_>,
    steps: &[TrailStep],
    domain: &Mask,
    language: Language,
) -> Result<(Vec<Column>, RowGroup)> {
    let mut rows = Vec::new();
    let invited = study
        .responses
        .descriptor
        .survey
        .sample
        .as_ref()
        .and_then(|sample| sample.invited);
    if let Some(invited) = invited {
        rows.push(stated_row(
            language.pick("調査を依頼", "Asked to take part"),
            invited,
            None,
        ));
    }
    let answered = domain.count();
    let label = language.pick("回答", "Answered");
    rows.push(stated_row(label, answered as f64, invited));
    let mut before = domain.clone();
    for step in steps {
        let here = before.and(&study.responses.matching(&step.filter)?);
        let label = match &step.label {
            Some(label) => label.text(language).to_owned(),
            None => condition_text(&study.responses, &step.filter, language),
        };
        rows.push(Row {
            value: None,
            label,
            kind: RowKind::Step,
            cells: vec![maker.share(&here, &before)?, maker.share(&here, domain)?],
            differences: Vec::new(),
        });
        before = here;
    }
    let everyone = language.pick("回答者全体", "all respondents").to_owned();
    let group = RowGroup {
        question: "trail".to_owned(),
        label: language.pick("絞り込みの過程", "The base trail").to_owned(),
        kind: AnswerKind::Trail,
        base: base(study, domain, everyone, BaseKind::All),
        rows,
        tests: Vec::new(),
    };
    Ok((columns(study, domain, language), group))
}

fn columns(study: &Study, domain: &Mask, language: Language) -> Vec<Column> {
    let column = |value: &str, label: &str| Column {
        question: Some("trail".to_owned()),
        question_label: String::new(),
        value: Some(value.to_owned()),
        label: label.to_owned(),
        base: base(study, domain, label.to_owned(), BaseKind::All),
        letter: None,
    };
    vec![
        column(
            "before",
            language.pick("前の段階に占める割合", "Share of the step before"),
        ),
        column(
            "answered",
            language.pick("回答者全体に占める割合", "Share of all who answered"),
        ),
    ]
}

fn stated_row(label: &str, n: f64, of: Option<f64>) -> Row {
    let whole = Cell {
        estimate: None,
        ..counted(n, of)
    };
    Row {
        value: None,
        label: label.to_owned(),
        kind: RowKind::Step,
        cells: vec![counted(n, of), whole],
        differences: Vec::new(),
    }
}

fn counted(n: f64, of: Option<f64>) -> Cell {
    Cell {
        // The count is stated by the descriptor and whole; a fraction of a person is cut off.
        n: Some(n as usize),
        base_n: of.unwrap_or(n) as usize,
        estimate: of.filter(|of| *of > 0.0).map(|of| n / of),
        ..Cell::default()
    }
}
