//! The records of a file, whatever stands between their cells.

use super::guess::Delimiter;
use crate::error::{ErrorKind, Result};

/// The cells of one record.
#[derive(Debug, Default)]
pub(super) struct Record {
    text: String,
    ends: Vec<usize>,
    /// How many bytes of the file stand before it.
    pub(super) start: usize,
}

impl Record {
    /// How many cells the record has.
    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// A cell without the space around it; empty where there is none.
    pub(super) fn cell(&self, place: usize) -> &str {
        trimmed(self.raw(place))
    }

    /// A cell as it stands in the file.
    pub(super) fn raw(&self, place: usize) -> &str {
        let start = match place {
            0 => 0,
            _ => self.ends.get(place - 1).copied().unwrap_or(0),
        };
        let end = self.ends.get(place).copied().unwrap_or(0);
        self.text.get(start..end).unwrap_or_default()
    }
}

/// A cell without the space around it. Most have none, as their first and last bytes tell at once.
pub(super) fn trimmed(cell: &str) -> &str {
    let ends = [cell.as_bytes().first(), cell.as_bytes().last()];
    match ends.iter().flatten().all(|byte| byte.is_ascii_graphic()) {
        true => cell,
        false => cell.trim(),
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
    for tag in ["<!doctype", "<html", "<?xml"] {
        let head = start.get(..tag.len());
        if head.is_some_and(|head| head.eq_ignore_ascii_case(tag)) {
            return Err(ErrorKind::WebPage.into());
        }
    }
    Ok(text)
}

/// Hands on each record with its number, from 0, until it is told to stop. An empty line is none.
///
/// Cells are read as the reader of described files reads them: a quotation mark that does not
/// begin its cell stands for itself, and so does what follows the one that ends it.
#[cfg_attr(chosa_fast, optimize(speed))]
pub(super) fn each_record(
    text: &str,
    delimiter: Delimiter,
    put: &mut dyn FnMut(usize, &Record) -> Result<Go>,
) -> Result<()> {
    let mark = delimiter.byte();
    let mut record = Record::default();
    let mut rest = text;
    let mut number = 0;
    while !rest.is_empty() {
        if let Some(after) = rest.strip_prefix(['\n', '\r']) {
            rest = after;
            continue;
        }
        record.text.clear();
        record.ends.clear();
        record.start = text.len() - rest.len();
        rest = read(rest, mark, &mut record);
        if put(number, &record)? == Go::Stop {
            break;
        }
        number += 1;
    }
    Ok(())
}

/// Reads one record, and gives what follows it.
#[cfg_attr(chosa_fast, optimize(speed))]
fn read<'t>(text: &'t str, mark: u8, record: &mut Record) -> &'t str {
    let mut rest = text;
    loop {
        let mut is_quoted = false;
        if let Some(after) = rest.strip_prefix('"') {
            rest = after;
            is_quoted = true;
        }
        loop {
            let is_end = |byte: &u8| match is_quoted {
                true => *byte == b'"',
                false => *byte == mark || *byte == b'\n' || *byte == b'\r',
            };
            let length = rest
                .bytes()
                .position(|byte| is_end(&byte))
                .unwrap_or(rest.len());
            let (cell, after) = rest.split_at(length);
            record.text.push_str(cell);
            rest = after;
            if !is_quoted {
                break;
            }
            rest = rest.get(1..).unwrap_or_default();
            // Two quotation marks inside a quoted cell stand for one.
            is_quoted = rest.starts_with('"');
            if is_quoted {
                record.text.push('"');
                rest = rest.get(1..).unwrap_or_default();
            }
        }
        record.ends.push(record.text.len());
        let is_last = rest.as_bytes().first() != Some(&mark);
        rest = rest.get(1..).unwrap_or_default();
        if is_last {
            return rest;
        }
    }
}

/// Whether more records are wanted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Go {
    On,
    Stop,
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

#[cfg(test)]
mod tests {
    use super::{Delimiter, Go, each_record};
    use proptest::prelude::{ProptestConfig, Strategy, prop, prop_assert_eq, proptest};

    fn own(text: &str) -> Vec<Vec<String>> {
        let mut records = Vec::new();
        each_record(text, Delimiter::Comma, &mut |_, record| {
            records.push(
                (0..record.len())
                    .map(|at| record.raw(at).to_owned())
                    .collect(),
            );
            Ok(Go::On)
        })
        .unwrap();
        records
    }

    /// The same by the crate that others read CSV with.
    fn usual(text: &str) -> Vec<Vec<String>> {
        let mut reader = csv_core::Reader::new();
        let (mut cells, mut ends) = (vec![0; text.len() + 1], vec![0; text.len() + 1]);
        let (mut rest, mut records) = (text.as_bytes(), Vec::new());
        loop {
            let (mut written, mut ended) = (0, 0);
            loop {
                let (result, read, wrote, more) =
                    reader.read_record(rest, &mut cells[written..], &mut ends[ended..]);
                rest = &rest[read..];
                written += wrote;
                ended += more;
                match result {
                    csv_core::ReadRecordResult::Record => break,
                    csv_core::ReadRecordResult::End => return records,
                    _ => {}
                }
            }
            let mut start = 0;
            let cell = |end: &usize| {
                let cell = String::from_utf8(cells[start..*end].to_vec()).unwrap();
                start = *end;
                cell
            };
            records.push(ends[..ended].iter().map(cell).collect());
        }
    }

    fn scrap() -> impl Strategy<Value = String> {
        let marks =
            prop::sample::select(vec![",", "\n", "\r\n", "\r", "\"", "\"\"", "a", " ", "あ"]);
        prop::collection::vec(marks, 0..16).prop_map(|marks| marks.concat())
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3_000) })]

        #[test]
        fn scraps_are_read_as_the_usual_crate_reads_them(text in scrap()) {
            prop_assert_eq!(own(&text), usual(&text), "{:?}", text);
        }
    }
}
