//! Short names for columns and multiple choices, each of which there is once.

use super::corrections::Corrections;
use super::guess::{ColumnRole, GuessedColumn, GuessedMultiple};
use super::header::Title;
use crate::data::distinct::Distinct;
use crate::error::{Error, ErrorKind, Place, Result};
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
            free = format!("{name}_{number}");
        }
        free
    }
}

/// Names each multiple choice of several columns by what these share, or by the number of its
/// question. This comes before corrections that name them.
pub(super) fn name_spread(
    multiples: &mut [GuessedMultiple],
    titles: &[Title],
    runs: &[Range<usize>],
) {
    let mut names = Names::default();
    for title in titles {
        names.take(&title.short);
    }
    for multiple in multiples {
        let place = multiple.columns.first().map_or(0, |place| place - 1);
        let stem = titles.get(place).map(|title| title.stem.as_str());
        let name = stem
            .filter(|stem| is_usable(stem))
            .map_or_else(|| numbered(runs, place), str::to_owned);
        multiple.name = names.free(&name);
    }
}

fn numbered(runs: &[Range<usize>], place: usize) -> String {
    let run = runs.partition_point(|run| run.end <= place);
    format!("q{}", run + 1)
}

/// Names the columns: as somebody says, by a short header, as an option of its multiple choice, or by the
/// number of the question. The names of the multiple choices are taken.
pub(super) fn name_columns(
    columns: &mut [GuessedColumn],
    multiples: &mut [GuessedMultiple],
    titles: &[Title],
    runs: &[Range<usize>],
    corrections: &Corrections,
) -> Result<()> {
    let mut names = Names::default();
    for multiple in multiples
        .iter()
        .filter(|multiple| multiple.separator.is_none())
    {
        names.take(&multiple.name);
    }
    for (place, column) in columns.iter_mut().enumerate() {
        let stated = corrections.column(place).and_then(|said| said.name.clone());
        if let Some(name) = stated {
            if !names.take(&name) {
                let place = Place::path(format!("columns.{}.name", column.place));
                return Err(Error::new(ErrorKind::DuplicateName { name }).at(place));
            }
            column.name = name;
        }
    }
    for (column, title) in columns.iter_mut().zip(titles) {
        let may_keep = column.name.is_empty() && column.role != ColumnRole::Joined;
        if may_keep && is_usable(&title.short) && names.take(&title.short) {
            column.name.clone_from(&title.short);
        }
    }
    for multiple in multiples.iter_mut() {
        name_parts(columns, multiple, titles, runs, &mut names);
    }
    for (place, column) in columns.iter_mut().enumerate() {
        if column.name.is_empty() {
            let run = runs.partition_point(|run| run.end <= place);
            let part = runs.get(run).filter(|run| run.len() > 1);
            let name = numbered(runs, place);
            column.name = names.free(&part.map_or(name.clone(), |run| {
                format!("{name}_{}", place - run.start + 1)
            }));
        }
    }
    Ok(())
}

fn name_parts(
    columns: &mut [GuessedColumn],
    multiple: &mut GuessedMultiple,
    titles: &[Title],
    runs: &[Range<usize>],
    names: &mut Names,
) {
    if multiple.separator.is_some() {
        let place = multiple.columns.first().map_or(0, |place| place - 1);
        let Some(column) = columns.get_mut(place) else {
            return;
        };
        let short = titles.get(place).map(|title| title.short.as_str());
        let base = match column.name.as_str() {
            "" => short
                .filter(|short| is_usable(short))
                .map_or_else(|| numbered(runs, place), str::to_owned),
            stated => stated.to_owned(),
        };
        // The question is what is asked for, so it has the name, and its cells another.
        multiple.name = match column.name.is_empty() {
            true => names.free(&base),
            false => base.clone(),
        };
        column.name = names.free(&format!("{base}_joined"));
        column.multiple = Some(multiple.name.clone());
        return;
    }
    for (number, place) in (1..).zip(&multiple.columns) {
        if let Some(column) = columns.get_mut(place - 1) {
            column.multiple = Some(multiple.name.clone());
            if column.name.is_empty() {
                column.name = names.free(&format!("{}_{number}", multiple.name));
            }
        }
    }
}

/// Whether a header serves as a name: short, and nothing that a page or a spreadsheet runs.
fn is_usable(header: &str) -> bool {
    let is_odd = |letter: char| {
        letter.is_control()
            || matches!(letter, '<' | '>' | '?' | '？' | '"' | '{' | '\u{fffd}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let is_short = (1..=LONGEST).contains(&header.chars().count());
    is_short && !header.starts_with(['=', '+', '-', '@']) && !header.contains(is_odd)
}
