//! From columns and descriptor to questions: who was asked, who answered what.
//!
//! A base may name any other question, derived ones included, so questions are resolved
//! when they are first needed; a question that needs itself is a `circular_base`.

use super::column::{Answer, Column, Values};
use super::descriptor::{
    Blank, DerivedEntry, Descriptor, Field, FieldTranslation, FieldType, MultipleEntry,
    QuestionEntry,
};
use super::form::invalid;
use super::label::Label;
use super::mask::Mask;
use super::predicate::Where;
use super::question::{Choice, Codes, Net, Question, QuestionKind};
use crate::decimal::shortest;
use crate::error::{Error, ErrorKind, Place, Result};

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
    origins: Vec<(String, Origin<'a>)>,
    done: Vec<Option<Question>>,
    open: Vec<bool>,
}

/// The answers of a question before its base is known.
struct Answers<'a> {
    label: Label,
    kind: QuestionKind,
    base: Option<Where>,
    given: Mask,
    not_asked: Mask,
    invalid: Mask,
    options: Vec<Choice>,
    /// The options that go with no other.
    exclusive: &'a [String],
    numbers: Vec<f64>,
}

impl<'a> Resolver<'a> {
    /// A resolver over the columns that were read.
    pub(super) fn new(descriptor: &'a Descriptor, columns: &'a [Column], rows: usize) -> Self {
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
        let count = origins.len();
        Self {
            descriptor,
            columns,
            rows,
            origins,
            done: vec![None; count],
            open: vec![false; count],
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
        let entry = self
            .descriptor
            .survey
            .questions
            .get(name)
            .cloned()
            .unwrap_or_default();
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
            None => Mask::all(self.rows),
        };
        self.finish(name, &entry, answers, base, asked)
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
        let asked = routed.minus(&answers.not_asked);
        let answered = answers.given.and(&asked);
        let options: Vec<Choice> = answers
            .options
            .into_iter()
            .map(|choice| Choice {
                score: entry.scores.get(&choice.value).copied(),
                chosen: choice.chosen.and(&asked),
                ..choice
            })
            .collect();
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
        let codes = match answers.kind {
            QuestionKind::Single | QuestionKind::Ordered => {
                Codes::of(&Choice::sets(&options), &asked)
            }
            _ => None,
        };
        Ok(Question {
            name: name.to_owned(),
            label: answers.label,
            kind: answers.kind,
            codes,
            outside: answers.given.minus(&asked).count(),
            invalid: answers.invalid.and(&asked),
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
        let (kind, numbers) = match (&column.values, field.kind) {
            (Values::Coded(_), _) if field.categories_ordered => {
                (QuestionKind::Ordered, Vec::new())
            }
            (Values::Coded(_), _) => (QuestionKind::Single, Vec::new()),
            (Values::Number(numbers), FieldType::Date) => (QuestionKind::Date, numbers.clone()),
            (Values::Number(numbers), _) => (QuestionKind::Number, numbers.clone()),
            (Values::Text(..), _) => (QuestionKind::Text, Vec::new()),
        };
        let options = match &column.values {
            Values::Coded(codes) => self.choices(field, codes, &answer_mask(column, Answer::Given)),
            Values::Number(_) | Values::Text(..) => Vec::new(),
        };
        Ok(Answers {
            label: self.title(&field.name, &field.title),
            kind,
            base: None,
            given: answer_mask(column, Answer::Given),
            not_asked: answer_mask(column, Answer::NotAsked),
            invalid: answer_mask(column, Answer::Invalid),
            options,
            exclusive: &[],
            numbers,
        })
    }

    fn choices(&self, field: &Field, codes: &[u8], given: &Mask) -> Vec<Choice> {
        let entries = field.categories.iter().flatten();
        entries
            .zip(0u8..)
            .map(|(entry, code)| Choice {
                label: self.label(&field.name, &entry.label, |texts| {
                    texts.categories.get(&entry.value)
                }),
                value: entry.value.clone(),
                score: None,
                chosen: Mask::from_fn(self.rows, |row| codes.get(row) == Some(&code)).and(given),
            })
            .collect()
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
        Ok(Answers {
            label: self.title(&entry.name, &entry.label),
            kind: QuestionKind::Multiple,
            base: entry.base.clone(),
            given,
            not_asked,
            invalid: Mask::none(self.rows),
            options,
            exclusive: &entry.exclusive,
            numbers: Vec::new(),
        })
    }

    /// Options that have a column each: who chose them, who chose any, who was not asked.
    fn spread_options(&self, entry: &MultipleEntry) -> Result<(Vec<Choice>, Mask, Mask)> {
        let mut touched = Mask::none(self.rows);
        let mut not_asked = Mask::all(self.rows);
        let mut options = Vec::new();
        for name in &entry.fields {
            let column = self.column(name)?;
            let selected = entry
                .selected
                .as_deref()
                .or_else(|| self.only_category(name));
            let selected = Some(selected.unwrap_or("1"));
            let chosen = Mask::from_fn(self.rows, |row| {
                self.cell_text(column, row).as_deref() == selected
            });
            touched = touched.or(&chosen);
            not_asked = not_asked.and(&answer_mask(column, Answer::NotAsked));
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
                chosen,
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

    fn cell_text(&self, column: &Column, row: usize) -> Option<String> {
        if column.answers.get(row) != Some(&Answer::Given) {
            return None;
        }
        match &column.values {
            Values::Text(codes, texts) => texts.get(*codes.get(row)? as usize).cloned(),
            Values::Number(numbers) => numbers.get(row).map(|number| shortest(*number)),
            Values::Coded(codes) => {
                self.category_value(&column.name, usize::from(*codes.get(row)?))
            }
        }
    }

    fn category_value(&self, name: &str, code: usize) -> Option<String> {
        let fields = self
            .descriptor
            .resources
            .iter()
            .flat_map(|resource| &resource.schema.fields);
        let field = fields.into_iter().find(|field| field.name == name)?;
        field
            .categories
            .as_ref()?
            .get(code)
            .map(|entry| entry.value.clone())
    }

    /// Options joined in one cell: who chose them, who chose any, who was not asked.
    fn joined_options(
        &self,
        entry: &MultipleEntry,
        name: &str,
    ) -> Result<(Vec<Choice>, Mask, Mask)> {
        let column = self.column(name)?;
        let Values::Text(codes, texts) = &column.values else {
            return Err(invalid(
                format!(
                    "複数の回答をつないだ列 {name} は、categories のない文字列の列にしてください"
                ),
                format!("the field {name} of joined answers must be a string without categories"),
            ));
        };
        let separator = entry.separator.as_deref().unwrap_or(";");
        let parts: Vec<Vec<&str>> = texts
            .iter()
            .map(|text| {
                text.split(separator)
                    .map(str::trim)
                    .filter(|part| !part.is_empty())
                    .collect()
            })
            .collect();
        let given = answer_mask(column, Answer::Given);
        let values = distinct(parts.iter().flatten().copied());
        let options = values
            .into_iter()
            .map(|value| Choice {
                label: self.label(&entry.name, value, |texts| texts.categories.get(value)),
                value: value.to_owned(),
                score: None,
                chosen: Mask::from_fn(self.rows, |row| {
                    let joined = codes.get(row).and_then(|code| parts.get(*code as usize));
                    joined.is_some_and(|parts| parts.contains(&value))
                })
                .and(&given),
            })
            .collect();
        Ok((options, given, answer_mask(column, Answer::NotAsked)))
    }

    fn of_derived(&mut self, entry: &DerivedEntry) -> Result<Answers<'a>> {
        let mut taken = Mask::none(self.rows);
        let mut options = Vec::new();
        for value in &entry.values {
            let holds = match (&value.filter, value.otherwise) {
                (Some(condition), false) => self.matching(condition)?,
                (None, true) => Mask::all(self.rows),
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
                chosen,
            });
        }
        Ok(Answers {
            label: self.title(&entry.name, &entry.label),
            kind: QuestionKind::Single,
            base: entry.base.clone(),
            given: taken,
            not_asked: Mask::none(self.rows),
            invalid: Mask::none(self.rows),
            options,
            exclusive: &[],
            numbers: Vec::new(),
        })
    }
}

fn answer_mask(column: &Column, answer: Answer) -> Mask {
    Mask::from_fn(column.answers.len(), |row| {
        column.answers.get(row) == Some(&answer)
    })
}

fn distinct<'t>(values: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut found = Vec::new();
    for value in values {
        if !found.contains(&value) {
            found.push(value);
        }
    }
    found
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
