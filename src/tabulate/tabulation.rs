//! The request answered: one group of rows for each question.

use super::banner::{BannerColumn, banner, base};
use super::base_text::{condition_text, question_base_text};
use super::cell::CellMaker;
use super::method::{method_sentence, question_warning, sample_warnings, source};
use super::number_text::percent;
use super::policy;
use super::request::{Measure, Missing, Percent, TabulateRequest};
use super::split::{Split, split};
use super::study::Study;
use super::table::{AnswerKind, BaseKind, Cell, IntervalUsed, Row, RowGroup, RowKind, Table};
use super::trail::trail_group;
use crate::data::{Mask, Question, QuestionKind};
use crate::error::{ErrorKind, Result};
use crate::language::Language;
use crate::stats::IntervalMethod;

/// The quantiles of a table that asks for several, the median in their middle.
const QUANTILES: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];

/// Computes a table.
///
/// Each cell carries its count, its base, its estimate with standard error, degrees of
/// freedom and interval, and the reason where a figure is missing or weak. `where` and
/// `columns` give the same figures for the same people, for both are masks over the whole
/// design.
///
/// # Errors
/// `unknown_question`, `unknown_value`, `wrong_kind`, `invalid_request`, `invalid_level`,
/// `method_not_for_measure`.
pub fn tabulate(study: &Study, request: &TabulateRequest) -> Result<Table> {
    check(request)?;
    let language = request.language.unwrap_or_else(|| study.language());
    let domain = match &request.filter {
        Some(condition) => study.responses.matching(condition)?,
        None => study.everyone(),
    };
    let tabulation = Tabulation {
        study,
        request,
        language,
        maker: CellMaker {
            study,
            interval: request.interval,
            language,
        },
        domain,
    };
    tabulation.table()
}

fn check(request: &TabulateRequest) -> Result<()> {
    let detail = match (request.rows.is_empty(), request.trail.is_empty()) {
        (true, true) => (
            "rows に設問を一つ以上書いてください",
            "name at least one question in rows",
        ),
        (false, false) => (
            "rows と trail は同時には使えません",
            "rows and trail exclude each other",
        ),
        (true, false) if !request.columns.is_empty() => (
            "trail と columns は同時には使えません",
            "trail and columns exclude each other",
        ),
        _ => return Ok(()),
    };
    Err(ErrorKind::InvalidRequest { detail }.into())
}

struct Tabulation<'a> {
    study: &'a Study,
    request: &'a TabulateRequest,
    language: Language,
    maker: CellMaker<'a>,
    domain: Mask,
}

impl Tabulation<'_> {
    fn table(&self) -> Result<Table> {
        let (study, language) = (self.study, self.language);
        let columns = banner(study, &self.request.columns, &self.domain, language)?;
        let mut warnings = sample_warnings(study, language);
        let mut groups = Vec::new();
        let mut columns_shown: Vec<_> =
            columns.iter().map(|column| column.column.clone()).collect();
        for name in &self.request.rows {
            let question = study.responses.question(name)?;
            let split = split(question, self.request.split, language)?;
            let question = split.as_ref().unwrap_or(question);
            warnings.extend(question_warning(question, language));
            groups.push(self.group(question, &columns)?);
        }
        if !self.request.trail.is_empty() {
            let (shown, group) = trail_group(
                study,
                &self.maker,
                &self.request.trail,
                &self.domain,
                language,
            )?;
            columns_shown = shown;
            groups.push(group);
        }
        let interval = self.interval_used();
        let policy = study.responses.descriptor.survey.policy;
        for group in &mut groups {
            policy::apply(group, policy, interval.method, language);
        }
        Ok(Table {
            title: self.title(&groups),
            language,
            measure: self.request.measure,
            percent: self.request.percent,
            interval,
            base: base(study, &self.domain, self.domain_text(), BaseKind::All),
            columns: columns_shown,
            groups,
            method: method_sentence(study, interval, self.request.measure, language),
            warnings,
            source: source(study, language),
        })
    }

    fn interval_used(&self) -> IntervalUsed {
        let usual = match self.request.measure {
            Measure::Share => IntervalMethod::Beta,
            Measure::Mean | Measure::Total | Measure::Median | Measure::Quantile(_) => {
                IntervalMethod::Wald
            }
        };
        IntervalUsed {
            method: self.request.interval.method.unwrap_or(usual),
            level: self.request.interval.level,
        }
    }

    fn title(&self, groups: &[RowGroup]) -> String {
        let rows: Vec<&str> = groups.iter().map(|group| group.label.as_str()).collect();
        let rows = rows.join(self.language.pick("・", "; "));
        let columns: Vec<&str> = (self.request.columns.iter())
            .filter_map(|name| {
                Some(
                    self.study
                        .responses
                        .question(name)
                        .ok()?
                        .label
                        .text(self.language),
                )
            })
            .collect();
        if columns.is_empty() {
            return rows;
        }
        let columns = columns.join(self.language.pick("・", ", "));
        self.language
            .fill("{0}（{1}別）", "{0}, by {1}", &[&rows, &columns])
    }

    fn domain_text(&self) -> String {
        match &self.request.filter {
            Some(condition) => condition_text(&self.study.responses, condition, self.language),
            None => self
                .language
                .pick("回答者全体", "all respondents")
                .to_owned(),
        }
    }

    fn group(&self, question: &Question, columns: &[BannerColumn]) -> Result<RowGroup> {
        let of_values = matches!(self.request.measure, Measure::Share | Measure::Total);
        let with_missing = self.request.missing == Missing::Include && of_values;
        let members = if with_missing {
            &question.asked
        } else {
            &question.answered
        };
        let kind = if with_missing {
            BaseKind::Asked
        } else {
            BaseKind::Answered
        };
        let label =
            question_base_text(&self.study.responses, question, with_missing, self.language);
        let rows = match (self.request.measure, answer_kind(question)) {
            (Measure::Mean, _) => vec![self.mean_row(question, columns)?],
            (Measure::Median, _) => {
                let all = self.request.split == Split::Quantiles;
                let places = if all {
                    &QUANTILES[..]
                } else {
                    &QUANTILES[2..3]
                };
                let mut rows = Vec::new();
                for at in places {
                    rows.push(self.quantile_row(question, columns, *at)?);
                }
                rows
            }
            (Measure::Quantile(at), _) => vec![self.quantile_row(question, columns, at)?],
            (Measure::Total, Some(AnswerKind::Number)) => vec![self.total_row(question, columns)?],
            (
                Measure::Share | Measure::Total,
                Some(AnswerKind::Number | AnswerKind::Date) | None,
            ) => {
                return Err(wrong_kind(
                    question,
                    (
                        "選択肢のある設問（数値なら measure を mean に）",
                        "a question with values to choose from (for a number, ask for the measure mean)",
                    ),
                ));
            }
            (Measure::Share | Measure::Total, Some(_)) => {
                self.value_rows(question, members, columns, with_missing)?
            }
        };
        Ok(RowGroup {
            question: question.name.clone(),
            label: question.label.text(self.language).to_owned(),
            kind: answer_kind(question).unwrap_or(AnswerKind::Single),
            base: base(self.study, &members.and(&self.domain), label, kind),
            rows,
            test: None,
        })
    }

    fn value_rows(
        &self,
        question: &Question,
        members: &Mask,
        columns: &[BannerColumn],
        with_missing: bool,
    ) -> Result<Vec<Row>> {
        let mut rows = Vec::new();
        for option in &question.options {
            let cells = self.cells(&option.chosen, members, columns)?;
            rows.push(self.row(
                Some(&option.value),
                option.label.text(self.language),
                RowKind::Value,
                cells,
            ));
        }
        for net in &question.nets {
            let cells = self.cells(&net.chosen, members, columns)?;
            rows.push(self.row(
                Some(&net.name),
                net.label.text(self.language),
                RowKind::Net,
                cells,
            ));
        }
        if with_missing {
            let silent = question.asked.minus(&question.answered);
            let cells = self.cells(&silent, members, columns)?;
            rows.push(self.row(
                None,
                self.language.pick("無回答", "No answer"),
                RowKind::Missing,
                cells,
            ));
        }
        Ok(rows)
    }

    fn cells(
        &self,
        selected: &Mask,
        members: &Mask,
        columns: &[BannerColumn],
    ) -> Result<Vec<Cell>> {
        columns
            .iter()
            .map(|column| self.one_cell(selected, members, column))
            .collect()
    }

    fn one_cell(&self, selected: &Mask, members: &Mask, column: &BannerColumn) -> Result<Cell> {
        let people = members.and(&self.domain);
        let in_column = people.and(&column.members);
        if self.request.measure == Measure::Total {
            return self.maker.people(selected, &in_column);
        }
        match self.request.percent {
            Percent::Column => self.maker.share(selected, &in_column),
            Percent::Row => {
                let row = people.and(&column.breakdown).and(selected);
                self.maker.share(&column.members, &row)
            }
            Percent::Table => {
                let all = people.and(&column.breakdown);
                self.maker.share(&selected.and(&column.members), &all)
            }
        }
    }

    fn mean_row(&self, question: &Question, columns: &[BannerColumn]) -> Result<Row> {
        let scores = question.scores();
        let (values, members) = match (question.kind, &scores) {
            (QuestionKind::Number, _) => (&question.numbers, question.answered.clone()),
            (_, Some((scores, scored))) => (scores, question.answered.and(scored)),
            _ => {
                return Err(wrong_kind(
                    question,
                    (
                        "数値または得点のある設問",
                        "a number, and its values have no scores",
                    ),
                ));
            }
        };
        let people = members.and(&self.domain);
        let cells = columns
            .iter()
            .map(|column| self.maker.mean(values, &people.and(&column.members)))
            .collect::<Result<_>>()?;
        Ok(self.row(
            None,
            self.language.pick("平均", "Mean"),
            RowKind::Summary,
            cells,
        ))
    }

    fn quantile_row(&self, question: &Question, columns: &[BannerColumn], at: f64) -> Result<Row> {
        if question.kind != QuestionKind::Number {
            return Err(wrong_kind(question, ("数値の設問", "a number")));
        }
        let people = question.answered.and(&self.domain);
        let cells = columns
            .iter()
            .map(|column| {
                let base = people.and(&column.members);
                self.maker.quantile(&question.numbers, &base, at)
            })
            .collect::<Result<_>>()?;
        let label = if at == 0.5 {
            self.language.pick("中央値", "Median").to_owned()
        } else {
            let place = percent(at, 0);
            self.language
                .pick(format!("{place}点"), format!("{place} quantile"))
        };
        Ok(self.row(None, &label, RowKind::Summary, cells))
    }

    fn total_row(&self, question: &Question, columns: &[BannerColumn]) -> Result<Row> {
        let people = question.answered.and(&self.domain);
        let cells = columns
            .iter()
            .map(|column| {
                self.maker
                    .total(&question.numbers, &people.and(&column.members))
            })
            .collect::<Result<_>>()?;
        Ok(self.row(
            None,
            self.language.pick("合計", "Total"),
            RowKind::Summary,
            cells,
        ))
    }

    fn row(&self, value: Option<&str>, label: &str, kind: RowKind, cells: Vec<Cell>) -> Row {
        Row {
            value: value.map(str::to_owned),
            label: label.to_owned(),
            kind,
            cells,
        }
    }
}

/// The kind of answers as tables name it; `None` for texts, which have no table.
pub(super) fn answer_kind(question: &Question) -> Option<AnswerKind> {
    match question.kind {
        QuestionKind::Single => Some(AnswerKind::Single),
        QuestionKind::Ordered => Some(AnswerKind::Ordered),
        QuestionKind::Multiple => Some(AnswerKind::Multiple),
        QuestionKind::Number => Some(AnswerKind::Number),
        QuestionKind::Date => Some(AnswerKind::Date),
        QuestionKind::Text => None,
    }
}

pub(super) fn wrong_kind(
    question: &Question,
    needed: (&'static str, &'static str),
) -> crate::Error {
    ErrorKind::WrongKind {
        question: question.name.clone(),
        needed,
    }
    .into()
}
