//! Short names for columns and multiple choices, each of which there is once.

use super::corrections::Corrections;
use super::find::after_any;
use super::guess::{ColumnRole, GuessedColumn, GuessedMultiple};
use super::header::{Title, is_odd};
use crate::data::distinct::Distinct;
use crate::error::{Error, ErrorKind, Place, Result};
use crate::text::digits;
use std::ops::Range;

/// The longest header that serves as a name: a name stands in links and in reports.
const LONGEST: usize = 24;

/// The names given so far.
#[derive(Default)]
struct Names {
    taken: Distinct,
}

impl Names {
    fn take(&mut self, name: &str) -> bool {
        let before = self.taken.len();
        self.taken.number(name.as_bytes());
        self.taken.len() > before
    }

    /// The name, or one with a number at its end where it is taken.
    fn free(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        let mut number = 1;
        while !self.take(&free) {
            number += 1;
            free = joint(name, number);
        }
        free
    }
}

/// Two parts of a name.
fn joint(name: &str, number: usize) -> String {
    let mut joint = name.to_owned();
    joint.push('_');
    joint.push_str(&digits(number as u64));
    joint
}

/// A header that serves as a name, or the number of its question.
fn short_or_numbered(header: &str, question: usize) -> String {
    match is_usable(header) {
        true => header.to_owned(),
        false => "q".to_owned() + &digits(question as u64),
    }
}

/// Names each multiple choice of several columns by what these share, or by the number of its
/// question. This comes before corrections that name them.
pub(super) fn name_spread(
    multiples: &mut [GuessedMultiple],
    columns: &[GuessedColumn],
    titles: &[Title],
) {
    let mut names = Names::default();
    for title in titles {
        names.take(&title.short);
    }
    for multiple in multiples {
        let place = multiple.columns.first().map_or(0, |place| place - 1);
        if let (Some(column), Some(title)) = (columns.get(place), titles.get(place)) {
            multiple.name = names.free(&short_or_numbered(&title.stem, column.question));
        }
    }
}

/// Names the columns: as somebody says, by a short header, as an option of its multiple choice, or by the
/// number of the question. The names of the multiple choices are taken.
///
/// # Errors
/// `duplicate_name` where somebody gives two columns one.
pub(super) fn name_columns(
    columns: &mut [GuessedColumn],
    multiples: &mut [GuessedMultiple],
    titles: &[Title],
    runs: &[Range<usize>],
    corrections: &Corrections,
) -> Result<()> {
    let mut names = Names::default();
    for multiple in multiples.iter() {
        if multiple.separator.is_none() {
            names.take(&multiple.name);
        }
    }
    for (place, column) in columns.iter_mut().enumerate() {
        let said = corrections.column(place);
        if let Some(name) = said.and_then(|said| said.name.as_ref()) {
            if !names.take(name) {
                let name = name.clone();
                let place = Place::column(&name);
                return Err(Error::new(ErrorKind::DuplicateName { name }).at(place));
            }
            column.name.clone_from(name);
        }
    }
    for (column, title) in columns.iter_mut().zip(titles) {
        let may_keep = column.name.is_empty() && column.role != ColumnRole::Joined;
        if may_keep && is_usable(&title.short) && names.take(&title.short) {
            column.name.clone_from(&title.short);
        }
    }
    for multiple in multiples.iter_mut() {
        for (number, place) in multiple.columns.iter().enumerate() {
            let (Some(column), Some(title)) = (columns.get_mut(place - 1), titles.get(place - 1))
            else {
                continue;
            };
            if multiple.separator.is_some() {
                // The question is what is asked for, so it has the name, and its cells another.
                multiple.name = match column.name.as_str() {
                    "" => names.free(&short_or_numbered(&title.short, column.question)),
                    stated => stated.to_owned(),
                };
                column.name = names.free(&(multiple.name.clone() + "_joined"));
            } else if column.name.is_empty() {
                column.name = names.free(&joint(&multiple.name, number + 1));
            }
            column.multiple = Some(multiple.name.clone());
        }
    }
    for run in runs {
        for (number, column) in columns
            .get_mut(run.clone())
            .unwrap_or_default()
            .iter_mut()
            .enumerate()
        {
            if column.name.is_empty() {
                let name = short_or_numbered("", column.question);
                column.name = names.free(&match run.len() {
                    1 => name,
                    _ => joint(&name, number + 1),
                });
            }
        }
    }
    Ok(())
}

/// Whether a header serves as a name: short, and nothing that a page or a spreadsheet runs.
fn is_usable(header: &str) -> bool {
    let is_unfit = |letter: char| {
        letter < ' ' || matches!(letter, '<' | '>' | '?' | '？' | '"' | '{') || is_odd(letter)
    };
    let is_short = (1..=LONGEST).contains(&header.chars().count());
    is_short && after_any(header, "=|+|-|@").is_none() && !header.contains(is_unfit)
}
