//! Bytes of a CSV file, as they come, to blocks of whole records.
//!
//! The file passes through one buffer, so that its text is never held whole, and each block
//! is small enough to stay in the processor's cache while its columns are read one after
//! the other.

use super::limits::{Limits, reserve};
use super::scan::Scanner;
use crate::error::{Error, ErrorKind, Place, Result};
use std::borrow::Cow;

/// What a reader of so many bytes at once may touch behind the last cell.
const MARGIN: usize = 32;
/// The mark that some programs write before UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// Whole records of a CSV file, each with as many cells as the first.
#[derive(Clone, Copy, Debug)]
pub(super) struct Block<'a> {
    /// The text of the records, and a few bytes more.
    text: &'a [u8],
    ends: &'a [u32],
    /// How many cells each record has.
    pub(super) width: usize,
    /// The line of the first record; that of the header is 1.
    pub(super) line: u64,
    /// How many bytes of the file came before the text; a mark at its beginning is not counted.
    offset: usize,
    /// Whether there is nothing but ASCII in it.
    pub(super) is_ascii: bool,
}

/// A cell as it stands in the file, with what may stand before a record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    /// Where it begins in the text.
    pub(super) start: usize,
    /// How many bytes it has.
    pub(super) length: usize,
}

impl Cell {
    /// The cell from behind one end to another.
    #[inline(always)]
    pub(super) fn between([before, own]: [u32; 2]) -> Self {
        let start = before.wrapping_add(1);
        Self {
            start: start as usize,
            length: own.wrapping_sub(start) as usize,
        }
    }
}

impl<'a> Block<'a> {
    /// How many records there are.
    pub(super) fn rows(&self) -> usize {
        self.ends.len().saturating_sub(1) / self.width.max(1)
    }

    /// How many bytes they take.
    pub(super) fn bytes(&self) -> u64 {
        let first = self.ends.first().map_or(0, |end| end.wrapping_add(1));
        self.ends
            .last()
            .map_or(0, |end| u64::from(end.wrapping_add(1) - first))
    }

    /// The cell of a record and a column.
    #[inline(always)]
    pub(super) fn cell(&self, row: usize, column: usize) -> Cell {
        let ends = self.ends_from(row, column).and_then(<[u32]>::first_chunk);
        Cell::between(*ends.unwrap_or(&[0, 0]))
    }

    /// Where the cell before one of a record and a column ends, and the cells from that on;
    /// the cell below it is as many further on as a record is wide.
    #[inline(always)]
    pub(super) fn ends_from(&self, row: usize, column: usize) -> Option<&'a [u32]> {
        self.ends.get(row * self.width + column..)
    }

    /// A cell's bytes as they stand in the file, with its quotes, but without the empty lines
    /// or the second half of a line's end that may stand before a record.
    #[inline]
    pub(super) fn raw(&self, cell: Cell) -> &'a [u8] {
        let end = cell.start.wrapping_add(cell.length);
        let mut raw = self.text.get(cell.start..end).unwrap_or_default();
        while let [b'\r' | b'\n', rest @ ..] = raw {
            raw = rest;
        }
        raw
    }

    /// So many bytes from a place on, where there are as many.
    #[inline(always)]
    pub(super) fn chunk<const COUNT: usize>(&self, start: usize) -> Option<&'a [u8; COUNT]> {
        // With its highest bit left out, the place of the last cannot pass the largest number.
        let start = start & (usize::MAX >> 1);
        self.text.get(start..start + COUNT)?.first_chunk()
    }

    /// A cell's text, without its quotes.
    ///
    /// # Errors
    /// `not_utf8` with the place of the byte in the file.
    pub(super) fn text(&self, cell: Cell) -> Result<Cow<'a, str>> {
        let raw = self.raw(cell);
        let start = cell.start.wrapping_add(cell.length).wrapping_sub(raw.len());
        let text = std::str::from_utf8(raw).map_err(|error| ErrorKind::NotUtf8 {
            offset: self.offset.wrapping_add(start + error.valid_up_to()),
        })?;
        Ok(match text.strip_prefix('"') {
            Some(rest) => unquoted(rest),
            None => Cow::Borrowed(text),
        })
    }
}

/// What stands behind an opening quote, without the quotes: of two the second stays, and
/// behind the closing one they are characters like others.
fn unquoted(rest: &str) -> Cow<'_, str> {
    let mut parts = rest.split('"');
    let first = parts.next().unwrap_or_default();
    if first.len() + 1 >= rest.len() {
        return Cow::Borrowed(first);
    }
    let mut text = String::with_capacity(rest.len());
    let mut is_open = true;
    let mut is_after_quote = false;
    for character in rest.chars() {
        let is_quote = character == '"' && (is_open || is_after_quote);
        if is_quote && is_open {
            is_open = false;
            is_after_quote = true;
            continue;
        }
        is_open = is_open || is_quote;
        is_after_quote = false;
        text.push(character);
    }
    Cow::Owned(text)
}

/// Cuts a file into blocks.
#[derive(Debug)]
pub(super) struct Blocks {
    buffer: Vec<u8>,
    /// How many bytes of the buffer are the file's.
    filled: usize,
    /// Nothing before the beginning of the file is known.
    scanner: Option<Scanner>,
    scanned: usize,
    line: u64,
    offset: usize,
    limits: Limits,
}

impl Blocks {
    /// For a file within the limits.
    pub(super) fn new(limits: Limits) -> Self {
        Self {
            buffer: Vec::new(),
            filled: 0,
            scanner: None,
            scanned: 0,
            line: 1,
            offset: 0,
            limits,
        }
    }

    /// The line of the next record to come.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Room for more bytes of the file, never empty; whoever fills some of it tells
    /// [`Blocks::came`].
    ///
    /// # Errors
    /// `too_large` where one record is longer than allowed, or memory is at its end.
    pub(super) fn room(&mut self) -> Result<&mut [u8]> {
        if self.filled + MARGIN >= self.buffer.len() {
            let size = (self.buffer.len() * 2).max(self.limits.buffer + MARGIN);
            if self.buffer.len() >= self.limits.record {
                let what = ("1行のバイト数", "the number of bytes in one row");
                let error = Limits::passed(what, self.limits.record as u64);
                return Err(error.at(Place::row(self.line)));
            }
            let more = size - self.buffer.len();
            reserve(&mut self.buffer, more)?;
            self.buffer.resize(size, 0);
        }
        let last = self.buffer.len() - MARGIN;
        Ok(self.buffer.get_mut(self.filled..last).unwrap_or_default())
    }

    /// Takes note of so many bytes more, and hands over the records that are whole now,
    /// where the room is used up.
    ///
    /// # Errors
    /// `ragged_row`, and what `each` returns.
    pub(super) fn came(
        &mut self,
        count: usize,
        each: &mut dyn FnMut(&Block<'_>) -> Result<()>,
    ) -> Result<()> {
        self.filled += count;
        match self.filled + MARGIN < self.buffer.len() {
            true => Ok(()),
            false => self.hand_over(each),
        }
    }

    /// Hands over the rest of the file.
    ///
    /// # Errors
    /// As [`Blocks::came`]; `empty_file` where no record has come.
    pub(super) fn finish(&mut self, each: &mut dyn FnMut(&Block<'_>) -> Result<()>) -> Result<()> {
        self.look();
        let text = self.buffer.get(..self.filled).unwrap_or_default();
        if let Some(scanner) = &mut self.scanner {
            scanner.end(text);
        }
        self.hand_over(each)
    }

    /// Scans what has come since.
    fn look(&mut self) {
        let text = self.buffer.get(..self.filled).unwrap_or_default();
        let scanner = self.scanner.get_or_insert_with(|| {
            self.scanned = MARK.len() * usize::from(text.starts_with(MARK));
            self.offset = self.offset.wrapping_sub(self.scanned);
            Scanner::new(self.scanned)
        });
        scanner.scan(text, self.scanned);
        self.scanned = self.filled;
    }

    /// Of a file in another encoding that is told first, whatever else seems wrong in it.
    fn hand_over(&mut self, each: &mut dyn FnMut(&Block<'_>) -> Result<()>) -> Result<()> {
        self.cut(each)
            .map_err(|error| self.foreign().unwrap_or(error))
    }

    /// The error of bytes that are no characters, where there are such in the buffer.
    fn foreign(&self) -> Option<Error> {
        let text = self.buffer.get(..self.filled)?;
        let wrong = std::str::from_utf8(text).err()?;
        // What ends within a character goes on with the next bytes.
        wrong.error_len()?;
        let offset = self.offset.wrapping_add(wrong.valid_up_to());
        Some(ErrorKind::NotUtf8 { offset }.into())
    }

    fn cut(&mut self, each: &mut dyn FnMut(&Block<'_>) -> Result<()>) -> Result<()> {
        self.look();
        let Some(scanner) = &mut self.scanner else {
            return Ok(());
        };
        let width = scanner.width();
        // The header comes by itself.
        let header = if self.line == 1 { width } else { 0 };
        for part in [scanner.ends().get(..=header), scanner.ends().get(header..)] {
            let block = Block {
                text: &self.buffer,
                ends: part.unwrap_or_default(),
                width,
                line: self.line,
                offset: self.offset,
                is_ascii: scanner.is_ascii(),
            };
            if block.rows() > 0 {
                each(&block)?;
                self.line += block.rows() as u64;
            }
        }
        if let Some(found) = scanner.ragged() {
            let expected = width;
            let kind = ErrorKind::RaggedRow { expected, found };
            return Err(Error::new(kind).at(Place::row(self.line)));
        }
        let dropped = scanner
            .ends()
            .last()
            .map_or(0, |end| end.wrapping_add(1) as usize);
        scanner.forget(dropped);
        self.buffer
            .copy_within(dropped.min(self.filled)..self.filled, 0);
        self.filled = self.filled.saturating_sub(dropped);
        self.scanned = self.filled;
        self.offset = self.offset.wrapping_add(dropped);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Blocks;
    use crate::data::limits::Limits;
    use csv_core::{ReadRecordResult, Reader};
    use proptest::prelude::*;

    type Rows = Vec<Vec<String>>;

    /// The records of a file that comes in pieces through a buffer of a size, and the line
    /// and the width of a ragged one.
    fn read(text: &[u8], piece: usize, buffer: usize) -> (Rows, Option<(u64, usize)>) {
        let limits = Limits {
            buffer,
            record: 1 << 16,
            ..Limits::default()
        };
        let mut blocks = Blocks::new(limits);
        let mut rows = Rows::new();
        let mut take = |block: &super::Block<'_>| {
            let from = rows.len();
            assert_eq!(block.line as usize, from + 1);
            rows.resize(from + block.rows(), Vec::new());
            for column in 0..block.width {
                for row in 0..block.rows() {
                    let cell = block.cell(row, column);
                    rows[from + row].push(block.text(cell)?.into_owned());
                }
            }
            Ok(())
        };
        let mut run = || {
            for mut piece in text.chunks(piece) {
                while !piece.is_empty() {
                    let room = blocks.room()?;
                    let (now, later) = piece.split_at(room.len().min(piece.len()));
                    room[..now.len()].copy_from_slice(now);
                    blocks.came(now.len(), &mut take)?;
                    piece = later;
                }
            }
            blocks.finish(&mut take)
        };
        let refusal = run().err().map(|error: crate::Error| match error.kind() {
            crate::error::ErrorKind::RaggedRow { found, .. } => {
                (error.place().row.unwrap(), *found)
            }
            other => panic!("{other:?}"),
        });
        (rows, refusal)
    }

    /// The same by the crate csv-core.
    fn expected(text: &[u8]) -> (Rows, Option<(u64, usize)>) {
        let mut reader = Reader::new();
        let (mut cells, mut ends) = (vec![0; text.len() + 1], vec![0; text.len() + 2]);
        let mut rows = Rows::new();
        let mut rest = text;
        loop {
            let (mut written, mut count) = (0, 0);
            loop {
                let (result, read, wrote, ended) =
                    reader.read_record(rest, &mut cells[written..], &mut ends[count..]);
                rest = &rest[read..];
                written += wrote;
                count += ended;
                match result {
                    ReadRecordResult::Record => break,
                    ReadRecordResult::End => return (rows, None),
                    ReadRecordResult::InputEmpty => {}
                    full => panic!("{full:?}"),
                }
            }
            if rows.first().is_some_and(|first| first.len() != count) {
                return (rows.clone(), Some((rows.len() as u64 + 1, count)));
            }
            let mut start = 0;
            let cut = ends[..count].iter().map(|end| {
                let cell = String::from_utf8_lossy(&cells[start..*end]).into_owned();
                start = *end;
                cell
            });
            rows.push(cut.collect());
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(1000))]

        #[test]
        fn records_are_those_of_csv_core(
            text in "[\"\"\"\",,,\r\n\n\0 a\u{3042}]{0,200}", piece in 1usize..90, buffer in 32usize..300,
        ) {
            prop_assert_eq!(read(text.as_bytes(), piece, buffer), expected(text.as_bytes()));
        }

        #[test]
        fn tables_with_quoted_cells_are_those_of_csv_core(
            cells in proptest::collection::vec("[a-z\",\n\r]{0,9}", 0..300), piece in 1usize..200, buffer in 32usize..900,
        ) {
            let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
            let lines = cells.chunks(3).map(|row| row.iter().map(quoted).collect::<Vec<_>>().join(","));
            let text = lines.collect::<Vec<_>>().join("\r\n");
            prop_assert_eq!(read(text.as_bytes(), piece, buffer), expected(text.as_bytes()));
        }
    }

    #[test]
    fn quotes_line_ends_and_a_byte_order_mark_are_understood() {
        let text = "\u{feff}a,b\r\n1,\"x, \"\"y\"\"\nz\"\r\n\r\n2,病院\r\n";
        let rows = [["a", "b"], ["1", "x, \"y\"\nz"], ["2", "病院"]];
        assert_eq!(read(text.as_bytes(), 1, 32).0, rows);
    }

    #[test]
    fn long_cells_and_many_columns_fit() {
        let header = vec!["c"; 500].join(",");
        let cells = vec!["x".repeat(50); 500].join(",");
        let (rows, _) = read(format!("{header}\n{cells}\n").as_bytes(), 999, 32);
        assert_eq!(rows[1].len(), 500);
        assert!(rows[1].iter().all(|cell| cell.len() == 50));
    }
}
