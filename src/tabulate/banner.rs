//! The columns of a table: Total, then the values of each breakdown.

use super::base_text::answered_text;
use super::study::Study;
use super::table::{Base, BaseKind, Column};
use crate::data::{Mask, Question};
use crate::design::People;
use crate::error::{ErrorKind, Result};
use crate::language::Language;
use crate::stats::GroupLayout;

/// A column and who is in it.
pub(super) struct BannerColumn {
    /// What the table says of the column.
    pub column: Column,
    /// Who is in the column, of all respondents.
    pub members: Mask,
    /// Who is in any column of the same breakdown; everyone for Total.
    pub breakdown: Mask,
}

/// The columns of a table.
pub(super) struct Banner<'a> {
    /// Total, then the columns of each breakdown.
    pub columns: Vec<BannerColumn>,
    /// For the same columns, what passes over all respondents need: Total, then each
    /// breakdown. `None` where one can't be passed over so, by its kind or by the design.
    pub layouts: Option<Vec<GroupLayout<'a>>>,
}

/// The columns of the breakdowns called `names`, within `domain`, all of which is in the
/// group of the layout `whole`.
pub(super) fn banner<'a>(
    study: &'a Study,
    names: &[String],
    (domain, whole): (&Mask, Option<&GroupLayout<'a>>),
    language: Language,
) -> Result<Banner<'a>> {
    let mut columns = vec![total(study, domain, language)];
    let mut layouts = whole.map(|whole| vec![whole.clone()]);
    for name in names {
        let question = study.responses.question(name)?;
        if question.options.is_empty() {
            return Err(ErrorKind::WrongKind {
                question: name.clone(),
                needed: ("選択肢のある設問", "a question with values to choose from"),
            }
            .into());
        }
        columns.extend(breakdown(study, question, domain, language));
        layouts = layouts.and_then(|mut layouts| {
            let codes = question.codes.as_ref()?;
            let groups = usize::from(codes.silent);
            let layout = GroupLayout::of(&study.design, domain, &codes.of_row, groups)?;
            layouts.push(layout);
            Some(layouts)
        });
    }
    Ok(Banner { columns, layouts })
}

/// A base of these people.
pub(super) fn base(study: &Study, people: &Mask, label: String, kind: BaseKind) -> Base {
    base_of(People::of(&study.design, people), label, kind)
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

fn total(study: &Study, domain: &Mask, language: Language) -> BannerColumn {
    let label = language.pick("全体", "Total").to_owned();
    let everyone = language.pick("回答者全体", "all respondents").to_owned();
    BannerColumn {
        column: Column {
            question: None,
            question_label: String::new(),
            value: None,
            label,
            base: base(study, domain, everyone, BaseKind::All),
            letter: None,
        },
        members: study.everyone(),
        breakdown: study.everyone(),
    }
}

fn breakdown<'a>(
    study: &'a Study,
    question: &'a Question,
    domain: &'a Mask,
    language: Language,
) -> impl Iterator<Item = BannerColumn> + 'a {
    let title = question.label.text(language);
    question.options.iter().map(move |option| {
        let label = option.label.text(language);
        let people = option.chosen.and(domain);
        BannerColumn {
            column: Column {
                question: Some(question.name.clone()),
                question_label: title.to_owned(),
                value: Some(option.value.clone()),
                label: label.to_owned(),
                base: base(
                    study,
                    &people,
                    answered_text(title, &[label], language),
                    BaseKind::Answered,
                ),
                letter: None,
            },
            members: option.chosen.clone(),
            breakdown: question.answered.clone(),
        }
    })
}
