//! Bytes of a CSV file to records, one call a record.

use crate::error::{Error, ErrorKind, Place, Result};
use csv_core::{ReadRecordResult, Reader};

/// A record's cells as text, reused from record to record.
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

    /// The cells in order.
    pub(super) fn cells(&self) -> impl Iterator<Item = &str> {
        let mut start = 0;
        self.ends.iter().take(self.cells).map(move |end| {
            let bytes = self.text.get(start..*end).unwrap_or_default();
            start = *end;
            std::str::from_utf8(bytes).unwrap_or_default()
        })
    }
}

/// Reads a whole file: the header to `header`, then each record with its line's number
/// (the header is 1) to `row`.
///
/// # Errors
/// `empty_file`, `web_page`, `not_utf8`, `ragged_row`, `no_rows`, and what the callers return.
pub(super) fn read_csv<T>(
    bytes: &[u8],
    header: impl FnOnce(&Record) -> Result<T>,
    mut row: impl FnMut(&mut T, u64, &Record) -> Result<()>,
) -> Result<T> {
    let text = checked(bytes)?;
    let mut reader = Reader::new();
    let mut record = Record::default();
    let mut rest = text.as_bytes();
    if !next(&mut reader, &mut rest, &mut record) {
        return Err(ErrorKind::EmptyFile.into());
    }
    let expected = record.len();
    let mut state = header(&record)?;
    let mut number = 1;
    while next(&mut reader, &mut rest, &mut record) {
        number += 1;
        if record.len() != expected {
            let found = record.len();
            return Err(Error::new(ErrorKind::RaggedRow { expected, found }).at(Place::row(number)));
        }
        row(&mut state, number, &record)?;
    }
    if number == 1 {
        return Err(ErrorKind::NoRows.into());
    }
    Ok(state)
}

fn checked(bytes: &[u8]) -> Result<&str> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| ErrorKind::NotUtf8 {
        offset: error.valid_up_to(),
    })?;
    let start = text.trim_start();
    if start.is_empty() {
        return Err(ErrorKind::EmptyFile.into());
    }
    let page = ["<!doctype", "<html", "<?xml"].iter().any(|tag| {
        start
            .get(..tag.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(tag))
    });
    if page {
        return Err(ErrorKind::WebPage.into());
    }
    Ok(text)
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

#[cfg(test)]
mod tests {
    use super::read_csv;

    fn rows(text: &[u8]) -> Result<Vec<Vec<String>>, String> {
        read_csv(
            text,
            |_| Ok(Vec::new()),
            |rows, _, record| {
                rows.push(record.cells().map(str::to_owned).collect());
                Ok(())
            },
        )
        .map_err(|error| format!("{} {:?}", error.code(), error.place().row))
    }

    #[test]
    fn quotes_line_ends_and_a_byte_order_mark_are_understood() {
        let text = "\u{feff}a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n2,病院\r\n";
        let expected = vec![vec!["1", "x, \"y\"\nz"], vec!["2", "病院"]];
        assert_eq!(rows(text.as_bytes()).unwrap(), expected);
    }

    #[test]
    fn long_cells_and_many_columns_fit() {
        let header = vec!["c"; 500].join(",");
        let cells = vec!["x".repeat(50); 500].join(",");
        let read = rows(format!("{header}\n{cells}\n").as_bytes()).unwrap();
        assert_eq!(read[0].len(), 500);
        assert!(read[0].iter().all(|cell| cell.len() == 50));
    }

    #[test]
    fn what_is_no_table_is_said_to_be_none() {
        assert_eq!(rows(b"").unwrap_err(), "empty_file None");
        assert_eq!(rows(b"  <!DOCTYPE html><p>").unwrap_err(), "web_page None");
        assert_eq!(rows(b"a\n\x83\x65").unwrap_err(), "not_utf8 None");
        assert_eq!(rows(b"a,b\n").unwrap_err(), "no_rows None");
        assert_eq!(rows(b"a,b\n1,2\n3\n").unwrap_err(), "ragged_row Some(3)");
    }
}
