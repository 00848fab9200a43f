//! A question: what was asked, of whom, and who gave which answer.

use super::label::Label;
use super::mask::Mask;
use super::predicate::Where;

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
    /// How many of those asked chose an exclusive option together with another.
    pub contradictory: usize,
    /// The values, in the order of the codebook.
    pub options: Vec<Choice>,
    /// Values taken together.
    pub nets: Vec<Net>,
    /// The numbers or days; empty for other kinds.
    pub numbers: Vec<f64>,
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
    pub chosen: Mask,
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
