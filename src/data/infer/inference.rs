//! The way from bytes to a guess, pass by pass.

use super::corrections::Corrections;
use super::describe::{Frame, descriptor_of};
use super::family::{adopt, find_spread, joined, options_of, runs, selected_of};
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
use super::said::Said;
use crate::data::descriptor::SampleKind;
use crate::error::{Error, ErrorKind, Place, Result};
use crate::language::Language;
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
    let guess = File::read(bytes, corrections).and_then(|file| file.guess(name, corrections));
    guess.map_err(|error| error.at(Place::file(name)))
}

/// A file whose values have been counted.
struct File<'a> {
    text: &'a str,
    delimiter: Delimiter,
    header: Header,
    profiles: Vec<Profile>,
    rows: usize,
    /// Rows with fewer cells than the header.
    short: usize,
    /// Rows with blank cells beyond those of the header.
    long: usize,
}

impl<'a> File<'a> {
    fn read(bytes: &'a [u8], corrections: &Corrections) -> Result<Self> {
        let text = text_of(bytes)?;
        let delimiter = match corrections.delimiter {
            Some(delimiter) => delimiter,
            None => delimiter_of(text)?,
        };
        let header = Header::of(&head(text, delimiter)?, corrections.header_rows);
        let mut profiles: Vec<Profile> = Vec::new();
        profiles.resize_with(header.titles.len(), Profile::default);
        let mut file = Self {
            text,
            delimiter,
            header,
            profiles,
            rows: 0,
            short: 0,
            long: 0,
        };
        file.count()?;
        match file.rows {
            0 => Err(ErrorKind::NoRows.into()),
            _ => Ok(file),
        }
    }

    fn count(&mut self) -> Result<()> {
        let width = self.profiles.len();
        let first = self.header.rows;
        each_record(self.text, self.delimiter, &mut |number, record| {
            if number < first {
                return Ok(Go::On);
            }
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

    fn each_row(&self, put: &mut dyn FnMut(&Record) -> Go) -> Result<()> {
        each_record(self.text, self.delimiter, &mut |number, record| {
            let is_row = number >= self.header.rows;
            Ok(if is_row { put(record) } else { Go::On })
        })
    }

    fn guess(&self, name: &str, corrections: &Corrections) -> Result<Guess> {
        let language = corrections
            .language
            .unwrap_or_else(|| language_of(&self.header.titles));
        let titles = &self.header.titles;
        let runs = runs(titles);
        let (mut columns, mut multiples) = self.judged(language, &runs, corrections);
        name_columns(&mut columns, &mut multiples, titles, &runs, corrections)?;
        let design = self.recounted(&mut columns, &mut multiples, &runs)?;
        unroute(&mut columns, &mut multiples, corrections);
        settle(&mut multiples, corrections, self.rows);
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
            responses: if rewritten {
                Some(self.rewritten(&columns)?)
            } else {
                None
            },
            file: GuessedFile {
                name: name.to_owned(),
                delimiter: self.delimiter,
                source: self.header.source,
                header_rows: self.header.rows,
                rows: self.rows,
                columns: columns.len(),
                rewritten,
                language,
                remarks: self.remarks(&columns, rewritten, design),
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
    ) -> (Vec<GuessedColumn>, Vec<GuessedMultiple>) {
        let titles = &self.header.titles;
        let mut columns = Vec::with_capacity(titles.len());
        let mut in_cells = Vec::new();
        for (place, (title, profile)) in titles.iter().zip(&self.profiles).enumerate() {
            let correction = corrections.column(place);
            let (column, separator) = judge(Clues {
                place,
                title,
                profile,
                language,
                correction,
            });
            if column.role == ColumnRole::Joined {
                in_cells.push(joined(&column, separator.as_deref().unwrap_or(";")));
            }
            columns.push(column);
        }
        for (question, run) in (1..).zip(runs) {
            for column in columns.get_mut(run.clone()).unwrap_or_default() {
                column.question = question;
            }
        }
        let mut multiples = find_spread(&mut columns, titles, runs, corrections);
        name_spread(&mut multiples, titles, runs);
        adopt(&mut multiples, &mut columns, corrections);
        for multiple in &mut multiples {
            let said = corrections.multiples.get(&multiple.name);
            multiple.selected = said
                .and_then(|said| said.selected.clone())
                .or(multiple.selected.take());
            if multiple.selected.is_some() {
                continue;
            }
            let options: Vec<&GuessedColumn> = multiple
                .columns
                .iter()
                .filter_map(|place| columns.get(place - 1))
                .collect();
            multiple.selected = selected_of(&options);
        }
        multiples.extend(in_cells);
        (columns, multiples)
    }

    fn recounted(
        &self,
        columns: &mut [GuessedColumn],
        multiples: &mut [GuessedMultiple],
        runs: &[Range<usize>],
    ) -> Result<DesignLook> {
        for multiple in multiples
            .iter_mut()
            .filter(|multiple| multiple.separator.is_none())
        {
            options_of(multiple, columns);
        }
        let mut recount = Recount::new(columns, multiples, runs);
        if recount.is_open() {
            self.each_row(&mut |record| {
                recount.push(record, columns);
                if recount.is_open() { Go::On } else { Go::Stop }
            })?;
        }
        Ok(recount.finish(columns, multiples))
    }

    fn rewritten(&self, columns: &[GuessedColumn]) -> Result<Vec<u8>> {
        let mut rewriting = Rewriting::new(columns, self.text.len());
        self.each_row(&mut |record| {
            rewriting.push(record);
            Go::On
        })?;
        Ok(rewriting.finish())
    }

    /// Whether the reader would not take the file as it is, or it holds what must stay out.
    fn must_be_rewritten(&self, columns: &[GuessedColumn]) -> bool {
        let is_other = self.header.rows != 1
            || self.delimiter != Delimiter::Comma
            || self.short + self.long > 0;
        is_other
            || columns.iter().zip(&self.profiles).any(|(column, profile)| {
                let (numbers, days) = (profile.beyond.plain_numbers, profile.beyond.plain_days);
                let mut tally = super::profile::Tally::default();
                let is_missing =
                    |value: &str| column.missing.iter().any(|missing| missing.value == value);
                for (value, rows) in profile.values().filter(|(value, _)| !is_missing(value)) {
                    tally.add(value, rows);
                }
                let is_changed = match column.kind {
                    AnswerKind::Number => tally.plain_numbers + numbers < column.answered,
                    AnswerKind::Date => tally.plain_days + days < column.answered,
                    _ => false,
                };
                let is_renamed =
                    column.header.first().map(|cell| cell.trim()) != Some(column.name.as_str());
                column.role == ColumnRole::SetAside || is_renamed || profile.is_padded || is_changed
            })
    }

    fn remarks(&self, columns: &[GuessedColumn], rewritten: bool, design: DesignLook) -> Vec<Said> {
        let mut remarks = Vec::new();
        let source = match self.header.source {
            ExportSource::Plain => None,
            ExportSource::SurveyMonkey => Some("SurveyMonkey"),
            ExportSource::Qualtrics => Some("Qualtrics"),
            ExportSource::GoogleForms => Some("Google Forms"),
            ExportSource::LimeSurvey => Some("LimeSurvey"),
        };
        if let Some(source) = source {
            remarks.push(Said::new(
                "見出しが{1}行あり、{0}が書き出した形です。",
                "With {1} header rows, it looks as {0} exports it.",
                &[&source, &self.header.rows],
            ));
        }
        if self.header.is_absent {
            remarks.push(Said::new(
                "1行目も回答のように見えます。見出しの行数を確かめてください。",
                "The first row looks like answers too. Check how many header rows there are.",
                &[],
            ));
        }
        if self.short > 0 {
            remarks.push(Said::new(
                "セルの足りない{0}行は、残りを空欄として読みました。",
                "{0} rows have fewer cells than the header; the others were taken as blank.",
                &[&self.short],
            ));
        }
        let aside = columns
            .iter()
            .filter(|column| column.role == ColumnRole::SetAside)
            .count();
        if aside == columns.len() {
            remarks.push(Said::new(
                "設問として使える列がありません。使う列を指定してください。",
                "No column could be taken for a question. Say which are.",
                &[],
            ));
        }
        if rewritten {
            remarks.push(Said::new(
                "見出しを1行の短い名前にした responses.csv を作りました。{0}列はそこに含めていません。行の順は元のままです。",
                "A responses.csv was made with one header row of short names. It leaves out {0} columns and keeps the order of the rows.",
                &[&aside],
            ));
        }
        if design.has_lonely {
            remarks.push(Said::new(
                "抽出単位が一つだけの層があるため、その分散は全体の平均から測ります（lonelyPsu: adjust）。",
                "A stratum has one unit only: its variance is measured from the overall mean (lonelyPsu: adjust).",
                &[],
            ));
        }
        remarks.push(Said::new(
            "だれに、どう選んで尋ねたかは、ファイルからは分かりません。無作為に選んだ標本ではないものとして扱います。",
            "The file does not tell who was asked and how they were chosen: it is taken for no probability sample.",
            &[],
        ));
        remarks
    }
}

fn head(text: &str, delimiter: Delimiter) -> Result<Vec<Vec<String>>> {
    let mut head = Vec::new();
    each_record(text, delimiter, &mut |number, record| {
        head.push(
            (0..record.len())
                .map(|place| record.cell(place).to_owned())
                .collect(),
        );
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
    let written = titles.iter().any(|title| title.label.contains(is_japanese));
    if written { Language::Ja } else { Language::En }
}

/// A file's name without its ending.
fn bare(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(bare, _)| bare)
}

/// Takes back the bases of questions that somebody says were asked of everybody.
fn unroute(
    columns: &mut [GuessedColumn],
    multiples: &mut [GuessedMultiple],
    corrections: &Corrections,
) {
    for (place, column) in columns.iter_mut().enumerate() {
        let said = corrections.column(place).and_then(|said| said.routed);
        column.base = column.base.take().filter(|_| said != Some(false));
    }
    for multiple in multiples {
        let said = corrections
            .multiples
            .get(&multiple.name)
            .and_then(|said| said.routed);
        multiple.base = multiple.base.take().filter(|_| said != Some(false));
    }
}

/// What somebody says of the multiple choices, and what must be asked of them.
fn settle(multiples: &mut [GuessedMultiple], corrections: &Corrections, rows: usize) {
    for multiple in multiples {
        let said = corrections.multiples.get(&multiple.name);
        if let Some(label) = said.and_then(|said| said.label.clone()) {
            multiple.label = label;
        }
        if let Some(blank) = said.and_then(|said| said.blank) {
            multiple.blank = blank;
            continue;
        }
        let is_open = multiple.blank == BlankMeaning::NoAnswer && multiple.separator.is_none();
        let asked = multiple.base.as_ref().map_or(rows, |base| base.asked);
        let nothing = asked.saturating_sub(multiple.answered);
        if is_open && nothing > 0 && multiple.ask.is_none() {
            multiple.confidence = Confidence::Asked;
            multiple.ask = Some(Said::new(
                "{0}行は何も選んでいません。「どれも当てはまらない」でしょうか、無回答か非該当でしょうか。",
                "{0} rows chose nothing. Does none of the options apply to them, or did they not answer?",
                &[&nothing],
            ));
        }
    }
}
