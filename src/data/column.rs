//! One column of answers, coded as it is read.

use super::descriptor::{Field, FieldType, MissingKind, MissingValue};
use super::distinct::Distinct;
use crate::decimal::parse_number;
use crate::error::{Error, ErrorKind, Place, Result};

/// The most categories that one question may have.
const CATEGORY_LIMIT: usize = 255;

/// Whether a cell holds an answer, and if not, why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answer {
    /// It holds one.
    Given,
    /// The question was asked and not answered.
    NoAnswer,
    /// The question was not asked.
    NotAsked,
    /// The answer can't be used.
    Invalid,
}

/// The answers of one column, one entry a respondent.
#[derive(Clone, Debug)]
pub struct Column {
    /// The column's name in the file.
    pub name: String,
    /// The values; those of rows without an answer mean nothing.
    pub values: Values,
    /// Whether each row holds an answer.
    pub answers: Vec<Answer>,
}

/// The values of a column.
#[derive(Clone, Debug)]
pub enum Values {
    /// The places of the values in the list of categories.
    Coded(Vec<u8>),
    /// Numbers; days are counted from 1970-01-01.
    Number(Vec<f64>),
    /// Places in a list of distinct texts.
    Text(Vec<u32>, Vec<String>),
}

/// Reads cells into a [`Column`].
#[derive(Debug)]
pub(super) struct ColumnBuilder {
    column: Column,
    kind: FieldType,
    categories: Option<Vec<String>>,
    places: Distinct,
    missing: Vec<(String, Answer)>,
}

impl ColumnBuilder {
    /// A builder for `field`; `missing` is the table's list of missing values.
    pub(super) fn new(field: &Field, missing: &[MissingValue]) -> Result<Self> {
        let categories = field.categories.as_ref().map(|entries| {
            entries
                .iter()
                .map(|entry| entry.value.clone())
                .collect::<Vec<_>>()
        });
        if categories
            .as_ref()
            .is_some_and(|values| values.len() > CATEGORY_LIMIT)
        {
            let limit = CATEGORY_LIMIT;
            return Err(
                Error::new(ErrorKind::TooManyCategories { limit }).at(Place::column(&field.name))
            );
        }
        let values = match (&categories, field.kind) {
            (Some(_), _) => Values::Coded(Vec::new()),
            (None, FieldType::Integer | FieldType::Number | FieldType::Date) => {
                Values::Number(Vec::new())
            }
            (None, FieldType::String | FieldType::Other) => Values::Text(Vec::new(), Vec::new()),
        };
        let mut places = Distinct::default();
        for (value, before) in categories.iter().flatten().zip(0..) {
            if places.number(value.as_bytes()) != before {
                let name = value.clone();
                let place = Place::column(&field.name);
                return Err(Error::new(ErrorKind::DuplicateName { name }).at(place));
            }
        }
        let column = Column {
            name: field.name.clone(),
            values,
            answers: Vec::new(),
        };
        Ok(Self {
            column,
            kind: field.kind,
            categories,
            places,
            missing: field
                .missing_values
                .as_deref()
                .unwrap_or(missing)
                .iter()
                .map(absence)
                .collect(),
        })
    }

    /// Adds the cell of one respondent.
    pub(super) fn push(&mut self, cell: &str) -> Result<()> {
        let missing = self.missing.iter().find(|(text, _)| text == cell);
        if let Some((_, answer)) = missing {
            self.column.answers.push(*answer);
            match &mut self.column.values {
                Values::Coded(codes) => codes.push(0),
                Values::Number(numbers) => numbers.push(0.0),
                Values::Text(codes, _) => codes.push(0),
            }
            return Ok(());
        }
        self.column.answers.push(Answer::Given);
        match &mut self.column.values {
            Values::Coded(codes) => codes.push(self.places.find(cell.as_bytes()).map_or_else(
                || Err(unknown_code(cell, self.categories.as_deref())),
                |place| Ok(u8::try_from(place).unwrap_or(u8::MAX)),
            )?),
            Values::Number(numbers) => numbers.push(number(cell, self.kind)?),
            Values::Text(codes, texts) => {
                let place = self.places.number(cell.as_bytes());
                if self.places.len() > texts.len() {
                    texts.push(cell.to_owned());
                }
                codes.push(place);
            }
        }
        Ok(())
    }

    /// The finished column.
    pub(super) fn finish(self) -> Column {
        self.column
    }
}

fn absence(entry: &MissingValue) -> (String, Answer) {
    let answer = match entry.kind {
        MissingKind::NoAnswer => Answer::NoAnswer,
        MissingKind::NotAsked => Answer::NotAsked,
        MissingKind::Invalid => Answer::Invalid,
    };
    (entry.text.clone(), answer)
}

fn unknown_code(cell: &str, categories: Option<&[String]>) -> Error {
    Error::new(ErrorKind::UnknownCode {
        value: cell.to_owned(),
        allowed: categories.unwrap_or_default().to_vec(),
    })
}

fn number(cell: &str, kind: FieldType) -> Result<f64> {
    let value = cell.trim();
    if kind == FieldType::Date {
        return day_number(value).ok_or_else(|| {
            ErrorKind::NotADate {
                value: cell.to_owned(),
            }
            .into()
        });
    }
    parse_number(value).ok_or_else(|| {
        ErrorKind::NotANumber {
            value: cell.to_owned(),
        }
        .into()
    })
}

/// The days from 1970-01-01 to a day such as `2022-01-31`, if it is one.
///
/// The count is that of the proleptic Gregorian calendar: years from March, so that the
/// leap day is the last of its year.
#[must_use]
pub fn day_number(text: &str) -> Option<f64> {
    let mut parts = text.splitn(3, '-');
    let year: i64 = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let month: i64 = parts
        .next()
        .filter(|month| month.len() == 2)?
        .parse()
        .ok()?;
    let day: i64 = parts.next().filter(|day| day.len() == 2)?.parse().ok()?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    if !(1..=length).contains(&day) {
        return None;
    }
    let (march_year, march_month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days = 365 * march_year + march_year.div_euclid(4) - march_year.div_euclid(100)
        + march_year.div_euclid(400)
        + (153 * march_month + 2) / 5
        + day
        - 1;
    // Days from the first of March of year 0 to 1970-01-01; far inside the exact range of f64.
    i32::try_from(days - 719_468).ok().map(f64::from)
}

#[cfg(test)]
mod tests {
    use super::day_number;

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day_number("1970-01-01"), Some(0.0));
        assert_eq!(day_number("2022-01-31"), Some(19023.0));
        assert_eq!(day_number("2000-02-29"), Some(11016.0));
        assert_eq!(day_number("1900-02-29"), None);
        assert_eq!(day_number("2022-1-31"), None);
    }
}
