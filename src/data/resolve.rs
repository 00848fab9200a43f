//! From columns and descriptor to questions: who was asked, who answered what.
//!
//! A base may name any other question, derived ones included, so questions are resolved
//! when they are first needed; a question that needs itself is a `circular_base`.

use super::column::{CodeList, Coded, Column, Presence, Values};
use super::descriptor::{
    Blank, DerivedEntry, Descriptor, Field, FieldTranslation, FieldType, MultipleEntry,
    QuestionEntry,
};
use super::form::invalid;
use super::label::Label;
use super::mask::Mask;
use super::predicate::Where;
use super::question::{Choice, Choosers, Codes, Holding, Net, Question, QuestionKind};
use crate::decimal::{parse_number, shortest};
use crate::error::{Error, ErrorKind, Place, Result};
use crate::text::parted;
use std::sync::Arc;

/// What a question is made from.
#[derive(Clone, Copy)]
enum Origin<'a> {
    Field(&'a Field),
    Multiple(usize, &'a MultipleEntry),
    Derived(usize, &'a DerivedEntry),
}

/// Resolves every question of a survey.
pub(super) struct Resolver<'a> {
    descriptor: &'a Descriptor,
    columns: &'a [Column],
    rows: usize,
    everyone: Mask,
    origins: Vec<(String, Origin<'a>)>,
    done: Vec<Option<Question>>,
    open: Vec<bool>,
}

/// The answers of a question before its base is known.
struct Answers<'a> {
    label: Label,
    kind: QuestionKind,
    base: Option<Where>,
    presence: Presence,
    options: Vec<Choice>,
    /// The options that go with no other.
    exclusive: &'a [String],
    numbers: Arc<Vec<f64>>,
    /// The column of which the options are the first codes.
    coded: Option<&'a Coded>,
}

impl<'a> Resolver<'a> {
    /// A resolver over the columns that were read.
    pub(super) fn new(descriptor: &'a Descriptor, columns: &'a [Column], everyone: &Mask) -> Self {
        let fields = descriptor
            .resources
            .first()
            .map_or(&[][..], |resource| &resource.schema.fields);
        let survey = &descriptor.survey;
        let origins: Vec<_> = (fields
            .iter()
            .map(|field| (field.name.clone(), Origin::Field(field))))
        .chain(
            survey
                .multiple
                .iter()
                .enumerate()
                .map(|(place, entry)| (entry.name.clone(), Origin::Multiple(place, entry))),
        )
        .chain(
            survey
                .derived
                .iter()
                .enumerate()
                .map(|(place, entry)| (entry.name.clone(), Origin::Derived(place, entry))),
        )
        .collect();
        let mut done = Vec::new();
        done.resize_with(origins.len(), || None);
        let open = vec![false; origins.len()];
        Self {
            descriptor,
            columns,
            rows: everyone.rows(),
            everyone: everyone.clone(),
            origins,
            done,
            open,
        }
    }

    /// Every question, resolved.
    pub(super) fn questions(mut self) -> Result<Vec<Question>> {
        self.check_names()?;
        for place in 0..self.origins.len() {
            self.resolve(place)?;
        }
        Ok(self.done.into_iter().flatten().collect())
    }

    fn check_names(&self) -> Result<()> {
        for (place, (name, _)) in self.origins.iter().enumerate() {
            if self
                .origins
                .iter()
                .take(place)
                .any(|(other, _)| other == name)
            {
                return Err(ErrorKind::DuplicateName { name: name.clone() }.into());
            }
        }
        for name in self.descriptor.survey.questions.keys() {
            self.place(name)
                .map_err(|error| error.at(Place::path(format!("survey.questions.{name}"))))?;
        }
        Ok(())
    }

    fn place(&self, name: &str) -> Result<usize> {
        self.origins
            .iter()
            .position(|(other, _)| other == name)
            .ok_or_else(|| {
                ErrorKind::UnknownQuestion {
                    name: name.to_owned(),
                    available: self.origins.iter().map(|(name, _)| name.clone()).collect(),
                }
                .into()
            })
    }

    fn resolve(&mut self, place: usize) -> Result<()> {
        let Some((name, origin)) = self.origins.get(place).cloned() else {
            return Ok(());
        };
        if self.done.get(place).is_some_and(Option::is_some) {
            return Ok(());
        }
        if self.open.get(place).copied().unwrap_or_default() {
            return Err(ErrorKind::CircularBase { question: name }.into());
        }
        self.set_open(place, true);
        let question = self.question(&name, origin)?;
        self.set_open(place, false);
        if let Some(slot) = self.done.get_mut(place) {
            *slot = Some(question);
        }
        Ok(())
    }

    fn set_open(&mut self, place: usize, open: bool) {
        if let Some(slot) = self.open.get_mut(place) {
            *slot = open;
        }
    }

    /// The rows that meet a condition, after resolving the questions it names.
    fn matching(&mut self, condition: &Where) -> Result<Mask> {
        for name in condition.questions() {
            let place = self.place(name)?;
            self.resolve(place)?;
        }
        condition.mask(self.rows, &mut |name| {
            let place = self.place(name)?;
            self.done
                .get(place)
                .and_then(Option::as_ref)
                .ok_or_else(|| {
                    ErrorKind::CircularBase {
                        question: name.to_owned(),
                    }
                    .into()
                })
        })
    }

    fn question(&mut self, name: &str, origin: Origin<'a>) -> Result<Question> {
        let usual = QuestionEntry::default();
        let entry = self.descriptor.survey.questions.get(name);
        let entry = entry.unwrap_or(&usual);
        let (answers, path) = match origin {
            Origin::Field(field) => (self.of_field(field)?, format!("survey.questions.{name}")),
            Origin::Multiple(place, multiple) => {
                let path = format!("survey.multiple[{place}]");
                (
                    self.of_multiple(multiple)
                        .map_err(|error| error.at(Place::path(&path)))?,
                    path,
                )
            }
            Origin::Derived(place, derived) => {
                let path = format!("survey.derived[{place}]");
                (
                    self.of_derived(derived)
                        .map_err(|error| error.at(Place::path(&path)))?,
                    path,
                )
            }
        };
        let base = entry.base.clone().or_else(|| answers.base.clone());
        let asked = match &base {
            Some(condition) => self
                .matching(condition)
                .map_err(|error| error.at(Place::path(format!("{path}.base"))))?,
            None => self.everyone.clone(),
        };
        self.finish(name, entry, answers, base, asked)
            .map_err(|error| error.at(Place::path(path)))
    }

    fn finish(
        &self,
        name: &str,
        entry: &QuestionEntry,
        answers: Answers<'_>,
        base: Option<Where>,
        routed: Mask,
    ) -> Result<Question> {
        let Presence {
            given,
            not_asked,
            invalid,
        } = answers.presence;
        let asked = routed.minus(&not_asked);
        let answered = given.and(&asked);
        let mut options = answers.options;
        let codes = match (answers.kind, answers.coded.and_then(bytes_of)) {
            (_, Some((of_row, silent))) if base.is_none() && invalid.is_empty() => Some(Codes {
                of_row: Arc::clone(of_row),
                silent,
                not_asked: silent + 1,
            }),
            (_, Some((of_row, silent))) => Some(Codes::of_column(of_row, silent, &asked)),
            (QuestionKind::Single | QuestionKind::Ordered, None) => {
                Codes::of(&Choice::sets(&options), &asked)
            }
            _ => None,
        };
        for (choice, code) in options.iter_mut().zip(0..) {
            choice.score = entry.scores.get(&choice.value).copied();
            choice.chosen = match (&codes, &base) {
                (Some(codes), _) => {
                    let of_row = CodeList::Bytes(Arc::clone(&codes.of_row));
                    Choosers::of_codes(of_row, Holding::One(code))
                }
                (None, Some(_)) => choice.chosen.and(&asked).into(),
                (None, None) => continue,
            };
        }
        let nets = entry
            .nets
            .iter()
            .map(|net| {
                let chosen = chosen_of(name, &options, &net.values, self.rows)?;
                Ok(Net {
                    name: net.name.clone(),
                    label: self.label(name, &net.label, |texts| texts.nets.get(&net.name)),
                    values: net.values.clone(),
                    chosen,
                })
            })
            .collect::<Result<_>>()?;
        Ok(Question {
            name: name.to_owned(),
            label: answers.label,
            kind: answers.kind,
            codes,
            outside: given.count() - answered.count(),
            invalid: invalid.and(&asked),
            contradictory: contradictory(&options, answers.exclusive, self.rows),
            exclusive: answers.exclusive.to_vec(),
            base,
            asked,
            answered,
            options,
            nets,
            numbers: answers.numbers,
        })
    }

    fn label(
        &self,
        question: &str,
        original: &str,
        find: impl Fn(&FieldTranslation) -> Option<&String>,
    ) -> Label {
        self.descriptor
            .translated(original, |texts| find(texts.fields.get(question)?))
    }

    fn title(&self, name: &str, original: &str) -> Label {
        let shown = if original.is_empty() { name } else { original };
        self.label(name, shown, |texts| texts.title.as_ref())
    }

    fn column(&self, name: &str) -> Result<&'a Column> {
        self.columns
            .iter()
            .find(|column| column.name == name)
            .ok_or_else(|| {
                ErrorKind::MissingColumn {
                    name: name.to_owned(),
                    available: self
                        .columns
                        .iter()
                        .map(|column| column.name.clone())
                        .collect(),
                }
                .into()
            })
    }

    fn of_field(&self, field: &Field) -> Result<Answers<'a>> {
        let column = self.column(&field.name)?;
        let mut answers = Answers {
            label: self.title(&field.name, &field.title),
            kind: QuestionKind::Text,
            base: None,
            presence: Presence::of_nobody(),
            options: Vec::new(),
            exclusive: &[],
            numbers: Arc::default(),
            coded: None,
        };
        match (&column.values, field.kind) {
            (Values::Coded(coded), _) if field.categories.is_some() => {
                answers.kind = match field.categories_ordered {
                    true => QuestionKind::Ordered,
                    false => QuestionKind::Single,
                };
                answers.options = self.choices(field, coded);
                answers.coded = Some(coded);
                answers.presence = coded.presence.clone();
            }
            (Values::Number(numbers, _), kind) => {
                answers.kind = match kind {
                    FieldType::Date => QuestionKind::Date,
                    _ => QuestionKind::Number,
                };
                answers.numbers = Arc::clone(numbers);
                answers.presence = column.presence().clone();
            }
            _ => answers.presence = column.presence().clone(),
        }
        Ok(answers)
    }

    fn choices(&self, field: &Field, coded: &Coded) -> Vec<Choice> {
        let mut choices = Vec::new();
        for (entry, code) in field.categories.iter().flatten().zip(0..) {
            choices.push(Choice {
                label: self.label(&field.name, &entry.label, |texts| {
                    texts.categories.get(&entry.value)
                }),
                value: entry.value.clone(),
                score: None,
                chosen: Choosers::of_codes(coded.codes.clone(), Holding::One(code)),
            });
        }
        choices
    }

    fn of_multiple(&self, entry: &'a MultipleEntry) -> Result<Answers<'a>> {
        let (options, touched, not_asked) = match &entry.field {
            Some(field) => self.joined_options(entry, field)?,
            None => self.spread_options(entry)?,
        };
        // Joined values are known by the answers alone: one that nobody chose is no mistake.
        if entry.field.is_none() {
            chosen_of(&entry.name, &options, &entry.exclusive, self.rows)?;
        }
        let given = match entry.blank {
            Blank::None => not_asked.not(),
            Blank::NoAnswer => touched,
        };
        let invalid = Mask::none(self.rows);
        Ok(Answers {
            label: self.title(&entry.name, &entry.label),
            kind: QuestionKind::Multiple,
            base: entry.base.clone(),
            presence: Presence {
                given,
                not_asked,
                invalid,
            },
            options,
            exclusive: &entry.exclusive,
            numbers: Arc::default(),
            coded: None,
        })
    }

    /// Options that have a column each: who chose them, who chose any, who was not asked.
    fn spread_options(&self, entry: &MultipleEntry) -> Result<(Vec<Choice>, Mask, Mask)> {
        let mut touched = Mask::none(self.rows);
        let mut not_asked = self.everyone.clone();
        let mut options = Vec::new();
        for name in &entry.fields {
            let column = self.column(name)?;
            let selected = entry
                .selected
                .as_deref()
                .or_else(|| self.only_category(name));
            let chosen = self.rows_with(column, selected.unwrap_or("1"));
            touched = touched.or(&chosen);
            not_asked = not_asked.and(&column.presence().not_asked);
            let title = self.field_title(name);
            let label = self.label(&entry.name, &title, |texts| texts.categories.get(name));
            options.push(Choice {
                value: name.clone(),
                label: if label == Label::from(title.as_str()) {
                    self.title(name, &title)
                } else {
                    label
                },
                score: None,
                chosen: chosen.into(),
            });
        }
        Ok((options, touched, not_asked))
    }

    fn field(&self, name: &str) -> Option<&Field> {
        let resources = self.descriptor.resources.iter();
        let mut fields = resources.flat_map(|resource| &resource.schema.fields);
        fields.find(|field| field.name == name)
    }

    fn field_title(&self, name: &str) -> String {
        let title = |field: &Field| field.title.clone();
        self.field(name).map_or_else(|| name.to_owned(), title)
    }

    /// What stands in a column that can hold nothing else.
    fn only_category(&self, name: &str) -> Option<&str> {
        match self.field(name)?.categories.as_deref() {
            Some([only]) => Some(&only.value),
            _ => None,
        }
    }

    /// The rows in whose column a text stands.
    fn rows_with(&self, column: &Column, text: &str) -> Mask {
        match &column.values {
            Values::Coded(coded) => (coded.codes).matching(&coded.holding(|other| other == text)),
            Values::Number(numbers, presence) => {
                let number = parse_number(text).filter(|number| shortest(*number) == text);
                let number = number.unwrap_or(f64::NAN);
                let is_it = |row: usize| numbers.get(row).is_some_and(|other| *other == number);
                Mask::from_fn(self.rows, is_it).and(&presence.given)
            }
            Values::Text(_) => Mask::none(self.rows),
        }
    }

    /// Options joined in one cell: who chose them, who chose any, who was not asked.
    fn joined_options(
        &self,
        entry: &MultipleEntry,
        name: &str,
    ) -> Result<(Vec<Choice>, Mask, Mask)> {
        let column = self.column(name)?;
        let Values::Coded(coded) = &column.values else {
            return Err(not_joined(name));
        };
        if self
            .field(name)
            .is_some_and(|field| field.categories.is_some())
        {
            return Err(not_joined(name));
        }
        let separator = entry.separator.as_deref().unwrap_or(";");
        let mut values: Vec<&str> = Vec::new();
        // Which values stand together in which text.
        let mut held: Vec<Vec<usize>> = Vec::with_capacity(coded.texts.len());
        for text in &coded.texts {
            let mut places = Vec::new();
            let mut rest = Some(text.as_str());
            while let Some(left) = rest {
                let (part, after) = parted(left, separator)
                    .map_or((left, None), |(part, after)| (part, Some(after)));
                rest = after;
                let part = part.trim();
                if part.is_empty() {
                    continue;
                }
                let known = values.iter().position(|value| *value == part);
                places.push(known.unwrap_or(values.len()));
                if known.is_none() {
                    values.push(part);
                }
            }
            held.push(places);
        }
        let presence = coded.presence.clone();
        let mut options = Vec::with_capacity(values.len());
        for (place, value) in values.iter().enumerate() {
            let mut texts = held.iter();
            let holds = coded.holding(|_| texts.next().is_some_and(|held| held.contains(&place)));
            options.push(Choice {
                label: self.label(&entry.name, value, |texts| texts.categories.get(value)),
                value: (*value).to_owned(),
                score: None,
                chosen: Choosers::of_codes(coded.codes.clone(), Holding::Many(Arc::new(holds))),
            });
        }
        Ok((options, presence.given, presence.not_asked))
    }

    fn of_derived(&mut self, entry: &DerivedEntry) -> Result<Answers<'a>> {
        let mut taken = Mask::none(self.rows);
        let mut options = Vec::new();
        for value in &entry.values {
            let holds = match (&value.filter, value.otherwise) {
                (Some(condition), false) => self.matching(condition)?,
                (None, true) => self.everyone.clone(),
                _ => {
                    let name = &value.value;
                    return Err(invalid(
                        format!("値 {name} には where と otherwise のどちらか一方が要ります"),
                        format!("the value {name} needs either where or otherwise"),
                    ));
                }
            };
            let chosen = holds.minus(&taken);
            taken = taken.or(&chosen);
            let label = value.label.clone().unwrap_or_else(|| value.value.clone());
            options.push(Choice {
                label: self.label(&entry.name, &label, |texts| {
                    texts.categories.get(&value.value)
                }),
                value: value.value.clone(),
                score: None,
                chosen: chosen.into(),
            });
        }
        Ok(Answers {
            label: self.title(&entry.name, &entry.label),
            kind: QuestionKind::Single,
            base: entry.base.clone(),
            presence: Presence {
                given: taken,
                not_asked: Mask::none(self.rows),
                invalid: Mask::none(self.rows),
            },
            options,
            exclusive: &[],
            numbers: Arc::default(),
            coded: None,
        })
    }
}

/// A column's codes as bytes, and the first that is of no option.
fn bytes_of(coded: &Coded) -> Option<(&Arc<Vec<u8>>, u8)> {
    let silent = u8::try_from(coded.absent).ok()?;
    match &coded.codes {
        // A question has one more code, and 255 is free.
        CodeList::Bytes(of_row) if silent < u8::MAX - 1 => Some((of_row, silent)),
        _ => None,
    }
}

fn not_joined(name: &str) -> Error {
    invalid(
        format!("複数の回答をつないだ列 {name} は、categories のない文字列の列にしてください"),
        format!("the field {name} of joined answers must be a string without categories"),
    )
}

/// How many chose an exclusive option and another one.
fn contradictory(options: &[Choice], exclusive: &[String], rows: usize) -> usize {
    let mut found = 0;
    // Without exclusive options there is no row to look at.
    for row in 0..rows * exclusive.len().min(1) {
        let (mut chosen, mut alone) = (0, false);
        for option in options {
            if option.chosen.contains(row) {
                chosen += 1;
                alone |= exclusive.contains(&option.value);
            }
        }
        found += usize::from(alone && chosen > 1);
    }
    found
}

fn chosen_of(question: &str, options: &[Choice], values: &[String], rows: usize) -> Result<Mask> {
    values.iter().try_fold(Mask::none(rows), |chosen, value| {
        let option = options
            .iter()
            .find(|option| option.value == *value)
            .ok_or_else(|| {
                Error::new(ErrorKind::UnknownValue {
                    question: question.to_owned(),
                    value: value.clone(),
                    available: options.iter().map(|option| option.value.clone()).collect(),
                })
            })?;
        Ok(chosen.or(&option.chosen))
    })
}
