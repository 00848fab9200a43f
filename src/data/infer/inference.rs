//! The way from bytes to a guess, pass by pass.

use super::corrections::Corrections;
use super::describe::{Frame, descriptor_of};
use super::family::{adopt, count_options, find_spread, joined, runs, select};
use super::find::cut_last;
use super::guess::{
    AnswerKind, BlankMeaning, ColumnRole, Confidence, Delimiter, ExportSource, Guess,
    GuessedColumn, GuessedFile, GuessedMultiple, REWRITTEN,
};
use super::header::{Header, MOST_HEADER_ROWS, Title};
use super::judge::{Clues, judge};
use super::naming::{name_columns, name_spread};
use super::profile::Profile;
use super::records::{Go, Record, delimiter_of, each_record, text_of};
use super::recount::{DesignLook, Recount};
use super::rewrite::Rewriting;
use super::said::{Said, Told};
use super::sentences::Say;
use crate::data::descriptor::SampleKind;
use crate::error::{Error, ErrorKind, Place, Result};
use crate::language::Language;
use crate::text::digits;
use std::ops::Range;

/// Guesses the descriptor of a file of answers; `name` is the file's, and the corrections are
/// what somebody has said of an earlier guess. The same bytes and corrections give the same.
///
/// # Errors
/// `empty_file`, `web_page`, `not_utf8`, `no_rows`, `ragged_row` with the row,
/// `duplicate_name` where two columns are given one.
///
/// ```
/// use chosa::infer::{AnswerKind, Corrections, infer};
///
/// let file = "age,q1\n18-29,Agree\n30-44,Disagree\n18-29,Strongly agree\n30-44,Agree\n";
/// let guess = infer("answers.csv", file.as_bytes(), &Corrections::default())?;
/// assert_eq!(guess.columns[1].kind, AnswerKind::Ordered);
/// let order: Vec<&str> = guess.columns[1].categories.iter().map(|one| one.value.as_str()).collect();
/// assert_eq!(order, ["Strongly agree", "Agree", "Disagree"]);
/// assert!(chosa::Survey::open(&guess.descriptor, &[(guess.path(), file.as_bytes())]).is_ok());
/// # Ok::<(), chosa::Error>(())
/// ```
pub fn infer(name: &str, bytes: &[u8], corrections: &Corrections) -> Result<Guess> {
    infer_telling(name, bytes, corrections, &|_| ())
}

/// As [`infer`], telling again and again which share of the work is done, from 0 to 1: a file of a
/// hundred megabytes takes seconds.
///
/// # Errors
/// As [`infer`].
pub fn infer_telling(
    name: &str,
    bytes: &[u8],
    corrections: &Corrections,
    tell: &dyn Fn(f64),
) -> Result<Guess> {
    let guess = || {
        let text = text_of(bytes)?;
        let counted = Counted::of(text, corrections, tell)?;
        let file = File {
            text,
            counted: &counted,
            tell,
        };
        let guess = file.guess(name, corrections)?;
        let responses = file.responses(&guess)?;
        Ok(Guess { responses, ..guess })
    };
    guess().map_err(|error: Error| error.at(Place::file(name)))
}

/// After how many rows it is told how far the work has come.
const ROWS_UNTOLD: usize = 8_192;

/// The readings of a file, of which the first takes as long as the others together.
#[derive(Clone, Copy)]
enum Reading {
    Count,
    Recount,
    Rewrite,
}

/// What counting the values of a file has told, which no correction of a column changes.
pub(super) struct Counted {
    delimiter: Delimiter,
    header: Header,
    profiles: Vec<Profile>,
    rows: usize,
    /// Rows with fewer cells than the header.
    short: usize,
    /// Rows with blank cells beyond those of the header.
    long: usize,
}

impl Counted {
    pub(super) fn of(text: &str, corrections: &Corrections, tell: &dyn Fn(f64)) -> Result<Self> {
        let delimiter = match corrections.delimiter {
            Some(delimiter) => delimiter,
            None => delimiter_of(text)?,
        };
        let header = Header::of(&head(text, delimiter)?, corrections.header_rows);
        let mut profiles: Vec<Profile> = Vec::new();
        profiles.resize_with(header.titles.len(), Profile::default);
        let mut counted = Self {
            delimiter,
            header,
            profiles,
            rows: 0,
            short: 0,
            long: 0,
        };
        counted.count(text, tell)?;
        match counted.rows {
            0 => Err(ErrorKind::NoRows.into()),
            _ => Ok(counted),
        }
    }

    fn count(&mut self, text: &str, tell: &dyn Fn(f64)) -> Result<()> {
        let width = self.profiles.len();
        let first = self.header.rows;
        let progress = progress(tell, text, Reading::Count);
        each_record(text, self.delimiter, &mut |number, record| {
            if number < first {
                return Ok(Go::On);
            }
            progress(number, record);
            let found = record.len();
            if (width..found).any(|place| !record.cell(place).is_empty()) {
                let expected = width;
                let place = Place::row(number as u64 + 1);
                return Err(Error::new(ErrorKind::RaggedRow { expected, found }).at(place));
            }
            self.rows += 1;
            self.short += usize::from(found < width);
            self.long += usize::from(found > width);
            for (place, profile) in self.profiles.iter_mut().enumerate() {
                profile.push(record.raw(place));
            }
            Ok(Go::On)
        })
    }
}

/// Tells now and then how far a reading has come.
fn progress(tell: &dyn Fn(f64), text: &str, reading: Reading) -> impl Fn(usize, &Record<'_>) {
    let whole = text.len() as f64;
    let (before, part) = match reading {
        Reading::Count => (0.0, 0.5),
        Reading::Recount => (0.5, 0.25),
        Reading::Rewrite => (0.75, 0.25),
    };
    move |number, record| {
        if number % ROWS_UNTOLD == 0 {
            tell(before + part * record.start as f64 / whole);
        }
    }
}

/// A file whose values have been counted.
#[derive(Clone, Copy)]
pub(super) struct File<'a> {
    pub(super) text: &'a str,
    pub(super) counted: &'a Counted,
    /// Is told which share of the work is done.
    pub(super) tell: &'a dyn Fn(f64),
}

impl File<'_> {
    fn each_row(&self, reading: Reading, put: &mut dyn FnMut(&Record<'_>) -> Go) -> Result<()> {
        let progress = progress(self.tell, self.text, reading);
        each_record(self.text, self.counted.delimiter, &mut |number, record| {
            progress(number, record);
            let is_row = number >= self.counted.header.rows;
            Ok(if is_row { put(record) } else { Go::On })
        })
    }

    /// The guess, without the responses that go with it.
    pub(super) fn guess(self, name: &str, corrections: &Corrections) -> Result<Guess> {
        let titles = &self.counted.header.titles;
        let language = corrections.language.unwrap_or_else(|| language_of(titles));
        let runs = runs(titles);
        let mut columns = Vec::with_capacity(titles.len());
        let mut multiples = self.judged(language, &runs, corrections, &mut columns);
        name_columns(&mut columns, &mut multiples, titles, &runs, corrections)?;
        for multiple in &mut multiples {
            if multiple.separator.is_none() {
                count_options(multiple, &columns);
            }
        }
        let design = self.recounted(&mut columns, &mut multiples, &runs)?;
        settle(&mut columns, &mut multiples, corrections, self.counted.rows);
        let rewritten = self.must_be_rewritten(&columns);
        let frame = Frame {
            title: corrections.title.as_deref().unwrap_or_else(|| bare(name)),
            path: if rewritten { REWRITTEN } else { name },
            language,
            design,
            sample: corrections.sample.unwrap_or(SampleKind::Nonprobability),
            population: corrections.population,
        };
        Ok(Guess {
            descriptor: descriptor_of(&frame, &columns, &multiples),
            responses: None,
            file: GuessedFile {
                name: name.to_owned(),
                delimiter: self.counted.delimiter,
                source: self.counted.header.source,
                header_rows: self.counted.header.rows,
                rows: self.counted.rows,
                columns: columns.len(),
                rewritten,
                language,
                remarks: self.remarks(&columns, rewritten, design, corrections),
            },
            columns,
            multiples,
        })
    }

    fn judged(
        &self,
        language: Language,
        runs: &[Range<usize>],
        corrections: &Corrections,
        columns: &mut Vec<GuessedColumn>,
    ) -> Vec<GuessedMultiple> {
        let titles = &self.counted.header.titles;
        let mut in_cells = Vec::new();
        for (question, run) in runs.iter().enumerate() {
            for place in run.clone() {
                let (Some(title), Some(profile)) =
                    (titles.get(place), self.counted.profiles.get(place))
                else {
                    continue;
                };
                let (mut column, separator) = judge(Clues {
                    place,
                    title,
                    profile,
                    language,
                    correction: corrections.column(place),
                });
                column.question = question + 1;
                if column.role == ColumnRole::Joined {
                    in_cells.push(joined(&column, separator.as_deref().unwrap_or(";")));
                }
                columns.push(column);
            }
        }
        let mut multiples = find_spread(columns, titles, runs, corrections);
        name_spread(&mut multiples, columns, titles);
        adopt(&mut multiples, columns, titles, corrections);
        for multiple in &mut multiples {
            select(multiple, columns, corrections);
        }
        multiples.append(&mut in_cells);
        multiples
    }

    fn recounted(
        &self,
        columns: &mut [GuessedColumn],
        multiples: &mut [GuessedMultiple],
        runs: &[Range<usize>],
    ) -> Result<DesignLook> {
        let mut recount = Recount::new(columns, multiples, runs);
        if recount.is_open() {
            self.each_row(Reading::Recount, &mut |record| {
                recount.push(record, columns);
                if recount.is_open() { Go::On } else { Go::Stop }
            })?;
        }
        Ok(recount.finish(columns, multiples))
    }

    /// The responses that go with a guess, where these are not the file as it is.
    pub(super) fn responses(self, guess: &Guess) -> Result<Option<Vec<u8>>> {
        if !guess.file.rewritten {
            return Ok(None);
        }
        let mut rewriting = Rewriting::new(&guess.columns, self.text.len());
        self.each_row(Reading::Rewrite, &mut |record| {
            rewriting.push(record);
            Go::On
        })?;
        Ok(Some(rewriting.finish()))
    }

    /// Whether the reader would not take the file as it is, or it holds what must stay out.
    fn must_be_rewritten(&self, columns: &[GuessedColumn]) -> bool {
        let is_usual = self.counted.header.rows == 1 && self.counted.delimiter == Delimiter::Comma;
        if !is_usual || self.counted.short + self.counted.long > 0 {
            return true;
        }
        for (column, profile) in columns.iter().zip(&self.counted.profiles) {
            let is_renamed = column.header.first() != Some(&column.name);
            if column.role == ColumnRole::SetAside || is_renamed || profile.is_padded {
                return true;
            }
            if matches!(column.kind, AnswerKind::Number | AnswerKind::Date) {
                let mut tally = profile.beyond;
                for (value, rows) in profile.values() {
                    let is_missing = column.missing.iter().any(|word| word.value == value);
                    tally.add(value, if is_missing { 0 } else { rows });
                }
                let plain = match column.kind {
                    AnswerKind::Number => tally.plain_numbers,
                    _ => tally.plain_days,
                };
                if plain < column.answered {
                    return true;
                }
            }
        }
        false
    }

    fn remarks(
        &self,
        columns: &[GuessedColumn],
        rewritten: bool,
        design: DesignLook,
        corrections: &Corrections,
    ) -> Vec<Said> {
        let mut aside = 0;
        for column in columns {
            aside += usize::from(column.role == ColumnRole::SetAside);
        }
        let program = match self.counted.header.source {
            ExportSource::Plain => "",
            ExportSource::SurveyMonkey => "SurveyMonkey",
            ExportSource::Qualtrics => "Qualtrics",
            ExportSource::GoogleForms => "Google Forms",
            ExportSource::LimeSurvey => "LimeSurvey",
        };
        let mut remarks = Vec::new();
        for (is_so, say, rows) in [
            (!program.is_empty(), Say::Exported, self.counted.header.rows),
            (self.counted.header.is_absent, Say::NoHeader, 0),
            (self.counted.short > 0, Say::ShortRows, self.counted.short),
            (aside == columns.len(), Say::NothingLeft, 0),
            (rewritten, Say::Rewritten, 0),
            (rewritten && aside > 0, Say::LeftOut, aside),
            (design.has_lonely, Say::Lonely, 0),
            (corrections.sample.is_none(), Say::Sample, 0),
        ] {
            if is_so {
                let told = Told {
                    rows,
                    part: program,
                    ..Told::default()
                };
                remarks.push(Said::new(say, told));
            }
        }
        remarks
    }
}

fn head(text: &str, delimiter: Delimiter) -> Result<Vec<Vec<String>>> {
    let mut head = Vec::new();
    each_record(text, delimiter, &mut |number, record| {
        let mut cells = Vec::with_capacity(record.len());
        for place in 0..record.len() {
            cells.push(record.cell(place).to_owned());
        }
        head.push(cells);
        Ok(if number + 1 < MOST_HEADER_ROWS {
            Go::On
        } else {
            Go::Stop
        })
    })?;
    Ok(head)
}

fn language_of(titles: &[Title]) -> Language {
    let is_japanese =
        |letter: char| matches!(letter, '\u{3040}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
    match titles.iter().any(|title| title.label.contains(is_japanese)) {
        true => Language::Ja,
        false => Language::En,
    }
}

/// A file's name without its ending.
fn bare(name: &str) -> &str {
    cut_last(name, ".").map_or(name, |(bare, _)| bare)
}

/// What somebody says of the multiple choices and of the bases, and what must be asked of those.
fn settle(
    columns: &mut [GuessedColumn],
    multiples: &mut [GuessedMultiple],
    corrections: &Corrections,
    rows: usize,
) {
    for (place, column) in columns.iter_mut().enumerate() {
        let said = corrections.column(place);
        if said.is_some_and(|said| said.routed == Some(false)) {
            column.base = None;
        }
    }
    for multiple in multiples {
        let said = corrections.multiples.get(&multiple.name);
        if said.is_some_and(|said| said.routed == Some(false)) {
            multiple.base = None;
        }
        if let Some(label) = said.and_then(|said| said.label.as_ref()) {
            multiple.label.clone_from(label);
        }
        if let Some(blank) = said.and_then(|said| said.blank) {
            multiple.blank = blank;
            continue;
        }
        let is_open = multiple.blank == BlankMeaning::NoAnswer && multiple.separator.is_none();
        let asked = multiple.base.as_ref().map_or(rows, |base| base.asked);
        let nothing = asked.saturating_sub(multiple.answered);
        if is_open && nothing > 0 && multiple.ask.is_none() {
            let told = Told {
                part: &digits(nothing as u64),
                ..Told::default()
            };
            multiple.confidence = Confidence::Asked;
            multiple.ask = Some(Said::new(Say::AskNothing, told));
        }
    }
}
