//! A question: what was asked, of whom, and who gave which answer.

use super::column::CodeList;
use super::label::Label;
use super::mask::Mask;
use super::predicate::Where;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

/// What kind of answers a question has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QuestionKind {
    /// One of several values without an order.
    Single,
    /// One of several values in an order.
    Ordered,
    /// Any number of several values.
    Multiple,
    /// A number.
    Number,
    /// A day, counted from 1970-01-01.
    Date,
    /// A text; it can't be tabulated.
    Text,
}

/// A question with its answers.
#[derive(Clone, Debug)]
pub struct Question {
    /// Its name.
    pub name: String,
    /// What is shown.
    pub label: Label,
    /// What kind of answers it has.
    pub kind: QuestionKind,
    /// Of whom it was asked; `None` is everyone.
    pub base: Option<Where>,
    /// Of whom it was asked, row by row.
    pub asked: Mask,
    /// Who was asked and answered.
    pub answered: Mask,
    /// Who was asked and gave an answer that can't be used.
    pub invalid: Mask,
    /// How many rows hold an answer although the question was not asked of them.
    pub outside: usize,
    /// The values that go with no other.
    pub exclusive: Vec<String>,
    /// How many of those asked chose an exclusive option together with another.
    pub contradictory: usize,
    /// The values, in the order of the codebook.
    pub options: Vec<Choice>,
    /// What each respondent answered, for passes over everyone; `None` where a respondent
    /// may have chosen several values, and for more values than a byte has room for.
    pub codes: Option<Codes>,
    /// Values taken together.
    pub nets: Vec<Net>,
    /// The numbers or days; empty for other kinds.
    pub numbers: Arc<Vec<f64>>,
}

/// The answer of each respondent as one byte: the place of the value among the options, or
/// one of two numbers past the last place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Codes {
    /// One code a respondent, from 0 to `not_asked`.
    pub of_row: Arc<Vec<u8>>,
    /// The code of those who were asked and gave no answer that can be used: how many
    /// options there are.
    pub silent: u8,
    /// The code of those who were not asked.
    pub not_asked: u8,
}

impl Codes {
    /// The codes of a column whose first `silent` are those of the options, for those who were
    /// asked.
    pub(super) fn of_column(of_row: &[u8], silent: u8, asked: &Mask) -> Self {
        let mut of_row = of_row.to_vec();
        for code in &mut of_row {
            *code = silent.min(*code);
        }
        asked.strike(&mut of_row);
        let not_asked = silent + 1;
        for code in &mut of_row {
            *code = not_asked.min(*code);
        }
        Self {
            of_row: Arc::new(of_row),
            silent,
            not_asked,
        }
    }

    /// The codes of those who were `asked`, of whom each is in one of the sets `chosen` at
    /// the most; `None` where a byte can't number the sets, and 255 be free.
    #[must_use]
    pub fn of(chosen: &[&Mask], asked: &Mask) -> Option<Self> {
        let not_asked = u8::try_from(chosen.len() + 1).ok()?;
        let silent = (not_asked < u8::MAX).then(|| not_asked - 1)?;
        let mut of_row = vec![not_asked; asked.rows()];
        let mut number = |set: &Mask, code: u8| {
            set.each(|row| {
                if let Some(slot) = of_row.get_mut(row) {
                    *slot = code;
                }
            });
        };
        number(asked, silent);
        for (set, code) in chosen.iter().zip(0..) {
            number(set, code);
        }
        Some(Self {
            of_row: Arc::new(of_row),
            silent,
            not_asked,
        })
    }
}

/// One value of a question.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its name.
    pub value: String,
    /// What is shown.
    pub label: Label,
    /// Its score on the scale, where it has one.
    pub score: Option<f64>,
    /// Who chose it.
    pub chosen: Choosers,
}

/// Who chose a value, as a [`Mask`] that is made of the answers' codes when it is first asked
/// for: most values of most questions never are, and to make the sets of all takes as long as
/// to read a third of the file.
#[derive(Clone, Debug)]
pub struct Choosers {
    set: OnceLock<Mask>,
    coded: Option<(CodeList, Holding)>,
}

/// Which codes stand for a value.
#[derive(Clone, Debug)]
pub(super) enum Holding {
    /// This one.
    One(u32),
    /// Those of which it is true.
    Many(Arc<Vec<bool>>),
}

impl Choosers {
    /// Those who have one of the codes.
    pub(super) fn of_codes(codes: CodeList, holding: Holding) -> Self {
        Self {
            set: OnceLock::new(),
            coded: Some((codes, holding)),
        }
    }
}

impl From<Mask> for Choosers {
    fn from(set: Mask) -> Self {
        Self {
            set: set.into(),
            coded: None,
        }
    }
}

impl Deref for Choosers {
    type Target = Mask;

    fn deref(&self) -> &Mask {
        self.set.get_or_init(|| match &self.coded {
            Some((codes, Holding::One(code))) => codes.having(*code),
            Some((codes, Holding::Many(holds))) => codes.matching(holds),
            None => Mask::none(0),
        })
    }
}

impl Choice {
    /// Who chose each of some values.
    #[must_use]
    pub fn sets(choices: &[Self]) -> Vec<&Mask> {
        let mut sets: Vec<&Mask> = Vec::with_capacity(choices.len());
        for choice in choices {
            sets.push(&choice.chosen);
        }
        sets
    }
}

/// Several values taken together.
#[derive(Clone, Debug)]
pub struct Net {
    /// Its name.
    pub name: String,
    /// What is shown.
    pub label: Label,
    /// The values that it joins.
    pub values: Vec<String>,
    /// Who chose one of them.
    pub chosen: Mask,
}

impl Question {
    /// The value called `value`, if there is one.
    #[must_use]
    pub fn choice(&self, value: &str) -> Option<&Choice> {
        self.options.iter().find(|choice| choice.value == value)
    }

    /// Those who were asked and gave no answer that can be used.
    #[must_use]
    pub fn silent(&self) -> Mask {
        self.asked.minus(&self.answered)
    }

    /// The scores of a scale as one number a row, with those who have one; `None` where
    /// no value has a score.
    #[must_use]
    pub fn scores(&self) -> Option<(Vec<f64>, Mask)> {
        let rows = self.asked.rows();
        let mut numbers = vec![0.0; rows];
        let mut scored = Mask::none(rows);
        let mut any = false;
        for choice in &self.options {
            let Some(score) = choice.score else { continue };
            any = true;
            scored = scored.or(&choice.chosen);
            for row in choice.chosen.iter() {
                if let Some(number) = numbers.get_mut(row) {
                    *number = score;
                }
            }
        }
        any.then_some((numbers, scored))
    }
}

#[cfg(test)]
mod tests {
    use super::{Codes, Mask};

    #[test]
    fn whoever_is_outside_a_domain_has_a_code_that_no_answer_has() {
        let (nobody, everyone) = (Mask::none(3), Mask::all(3));
        let most = Codes::of(&vec![&nobody; 253], &everyone).unwrap();
        assert_eq!((most.silent, most.not_asked), (253, 254));
        assert_eq!(Codes::of(&vec![&nobody; 254], &everyone), None);
    }
}
