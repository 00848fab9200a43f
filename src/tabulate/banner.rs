//! The columns of a table: Total, then the values of each breakdown.

use std::borrow::Cow;

use super::base_text::answered_text;
use super::joint_tables::JointTables;
use super::study::Study;
use super::table::{Base, BaseKind, Column};
use crate::data::{Mask, Question};
use crate::design::People;
use crate::error::{ErrorKind, Result};
use crate::language::Language;
use crate::stats::GroupLayout;

/// A column and who is in it.
pub(super) struct BannerColumn<'a> {
    /// What the table says of the column.
    pub column: Column,
    /// Who is in the column, of all respondents.
    pub members: Cow<'a, Mask>,
    /// Who is in any column of the same breakdown; everyone for Total.
    pub breakdown: Cow<'a, Mask>,
}

/// The columns of a table.
pub(super) struct Banner<'a> {
    /// Total, then the columns of each breakdown.
    pub columns: Vec<BannerColumn<'a>>,
    /// For the same columns, what passes over all respondents need: Total, then each
    /// breakdown. `None` where one can't be passed over so, by its kind or by the design.
    pub layouts: Option<Vec<GroupLayout<'a>>>,
}

/// Whom a banner breaks down.
pub(super) struct Broken<'b, 'a> {
    /// Who is in the table.
    pub domain: &'b Mask,
    /// Whether that is everyone.
    pub is_whole: bool,
    /// Everyone as one group, for passes over all respondents.
    pub whole: Option<&'b GroupLayout<'a>>,
    /// Where everybody is counted already.
    pub counts: Option<&'b JointTables<'a>>,
}

/// The columns of the breakdowns called `names`.
pub(super) fn banner<'a>(
    study: &'a Study,
    names: &[String],
    broken: &Broken<'_, 'a>,
    language: Language,
) -> Result<Banner<'a>> {
    let mut columns = vec![total(study, broken, language)];
    let mut layouts = broken.whole.map(|whole| vec![whole.clone()]);
    for (at, name) in names.iter().enumerate() {
        let question = study.responses.question(name)?;
        if question.options.is_empty() {
            return Err(ErrorKind::WrongKind {
                question: name.clone(),
                needed: ("選択肢のある設問", "a question with values to choose from"),
            }
            .into());
        }
        if let Some(counts) = broken.counts {
            let codes = 0..question.options.len();
            let people = codes.map(|code| counts.people(at, code)).collect();
            columns.extend(breakdown(question, people, language));
            continue;
        }
        let known = study.breakdown(question);
        let people = match &known {
            Some((known, _)) if broken.is_whole => known.people.clone(),
            _ => people(study, question, broken.domain),
        };
        columns.extend(breakdown(question, people, language));
        layouts = layouts.and_then(|mut layouts| {
            layouts.push(known?.1?);
            Some(layouts)
        });
    }
    Ok(Banner { columns, layouts })
}

/// A base of these people.
pub(super) fn base(study: &Study, people: &Mask, label: String, kind: BaseKind) -> Base {
    base_of(study.people(people), label, kind)
}

/// A base of people who are counted already.
pub(super) fn base_of(people: People, label: String, kind: BaseKind) -> Base {
    Base {
        label,
        n: people.n,
        weighted: people.weighted,
        effective_n: people.effective_n(),
        kind,
    }
}

fn total(study: &Study, broken: &Broken<'_, '_>, language: Language) -> BannerColumn<'static> {
    let people = match broken.counts {
        Some(counts) => counts.everyone(),
        None => study.people(broken.domain),
    };
    let label = language.pick("全体", "Total").to_owned();
    let everyone = language.pick("回答者全体", "all respondents").to_owned();
    BannerColumn {
        column: Column {
            question: None,
            question_label: String::new(),
            value: None,
            label,
            base: base_of(people, everyone, BaseKind::All),
            letter: None,
        },
        members: Cow::Owned(study.everyone()),
        breakdown: Cow::Owned(study.everyone()),
    }
}

/// The people of a domain with each answer to a question.
fn people(study: &Study, question: &Question, domain: &Mask) -> Vec<People> {
    let options = question.options.iter();
    if let Some(codes) = &question.codes {
        let mut of_row = codes.of_row.to_vec();
        domain.strike(&mut of_row);
        return People::by_code(&study.design, &of_row, options.len());
    }
    let own = options.map(|option| option.chosen.and(domain));
    own.map(|people| study.people(&people)).collect()
}

fn breakdown(
    question: &Question,
    people: Vec<People>,
    language: Language,
) -> impl Iterator<Item = BannerColumn<'_>> {
    let title = question.label.text(language);
    question
        .options
        .iter()
        .zip(people)
        .map(move |(option, people)| {
            let label = option.label.text(language);
            let base = answered_text(title, &[label], language);
            BannerColumn {
                column: Column {
                    question: Some(question.name.clone()),
                    question_label: title.to_owned(),
                    value: Some(option.value.clone()),
                    label: label.to_owned(),
                    base: base_of(people, base, BaseKind::Answered),
                    letter: None,
                },
                members: Cow::Borrowed(&option.chosen),
                breakdown: Cow::Borrowed(&question.answered),
            }
        })
}
