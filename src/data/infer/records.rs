//! The records of a file, whatever stands between their cells.

use super::guess::Delimiter;
use crate::error::{ErrorKind, Result};
use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

/// The cells of one record.
#[derive(Debug, Default)]
pub(super) struct Record {
    text: Vec<u8>,
    ends: Vec<usize>,
    cells: usize,
}

impl Record {
    /// How many cells the record has.
    pub(super) fn len(&self) -> usize {
        self.cells
    }

    /// A cell without the space around it; empty where there is none.
    pub(super) fn cell(&self, place: usize) -> &str {
        self.raw(place).trim()
    }

    /// A cell as it stands in the file.
    pub(super) fn raw(&self, place: usize) -> &str {
        let end = self.ends.get(place).filter(|_| place < self.cells);
        let start = place
            .checked_sub(1)
            .and_then(|before| self.ends.get(before));
        let bytes = end.and_then(|end| self.text.get(start.copied().unwrap_or(0)..*end));
        std::str::from_utf8(bytes.unwrap_or_default()).unwrap_or_default()
    }
}

/// The text of a file.
///
/// # Errors
/// `empty_file`, `web_page` or `not_utf8`.
pub(super) fn text_of(bytes: &[u8]) -> Result<&str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| ErrorKind::NotUtf8 {
        offset: error.valid_up_to(),
    })?;
    let start = text.trim_start();
    if start.is_empty() {
        return Err(ErrorKind::EmptyFile.into());
    }
    let page = ["<!doctype", "<html", "<?xml"].iter().any(|tag| {
        let head = start.get(..tag.len());
        head.is_some_and(|head| head.eq_ignore_ascii_case(tag))
    });
    match page {
        true => Err(ErrorKind::WebPage.into()),
        false => Ok(text),
    }
}

/// Hands on each record with its number, from 0, until it is told to stop.
pub(super) fn each_record(
    text: &str,
    delimiter: Delimiter,
    put: &mut dyn FnMut(usize, &Record) -> Result<Go>,
) -> Result<()> {
    let mut reader = ReaderBuilder::new().delimiter(delimiter.byte()).build();
    let mut record = Record::default();
    let mut rest = text.as_bytes();
    let mut number = 0;
    while next(&mut reader, &mut rest, &mut record) {
        if put(number, &record)? == Go::Stop {
            break;
        }
        number += 1;
    }
    Ok(())
}

/// Whether more records are wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Go {
    On,
    Stop,
}

// A cell longer than the buffer doubles it and the reader goes on where it stopped.
fn next(reader: &mut Reader, rest: &mut &[u8], record: &mut Record) -> bool {
    if record.text.is_empty() {
        record.text.resize(1024, 0);
        record.ends.resize(64, 0);
    }
    let (mut written, mut ended) = (0, 0);
    loop {
        let (result, read, wrote, ends) = reader.read_record(
            rest,
            record.text.get_mut(written..).unwrap_or_default(),
            record.ends.get_mut(ended..).unwrap_or_default(),
        );
        *rest = rest.get(read..).unwrap_or_default();
        written += wrote;
        ended += ends;
        record.cells = ended;
        match result {
            ReadRecordResult::Record => return true,
            ReadRecordResult::End => return false,
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::OutputFull => record.text.resize(record.text.len() * 2, 0),
            ReadRecordResult::OutputEndsFull => record.ends.resize(record.ends.len() * 2, 0),
        }
    }
}

/// What most likely stands between the cells: what splits the first records into as many cells
/// each, and of several such the one that makes most.
pub(super) fn delimiter_of(text: &str) -> Result<Delimiter> {
    let mut best = (0, Delimiter::Comma);
    for delimiter in Delimiter::ALL {
        let (mut cells, mut alike) = (0, 0);
        each_record(text, delimiter, &mut |number, record| {
            cells = if number == 0 { record.len() } else { cells };
            alike += usize::from(record.len() == cells);
            Ok(if number < LOOKED_AT { Go::On } else { Go::Stop })
        })?;
        let worth = if cells > 1 { alike * 10_000 + cells } else { 0 };
        if worth > best.0 {
            best = (worth, delimiter);
        }
    }
    Ok(best.1)
}

/// How many records tell the delimiter.
const LOOKED_AT: usize = 20;
