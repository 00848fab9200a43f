//! The records of a file, whatever stands between their cells.

use super::guess::Delimiter;
use crate::error::{ErrorKind, Result};

/// The cells of one record.
#[derive(Debug)]
pub(super) struct Record<'t> {
    text: &'t str,
    /// The cells that do not stand in the text as they are.
    changed: String,
    cells: Vec<Span>,
    /// How many bytes of the file stand before it.
    pub(super) start: usize,
}

/// Where a cell stands: in the text, or among those that were changed.
#[derive(Clone, Copy, Debug)]
struct Span {
    start: usize,
    end: usize,
    is_changed: bool,
}

impl Record<'_> {
    /// How many cells the record has.
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// A cell without the space around it; empty where there is none.
    pub(super) fn cell(&self, place: usize) -> &str {
        trimmed(self.raw(place))
    }

    /// A cell as it stands in the file, without its quotation marks.
    #[cfg_attr(chosa_fast, optimize(speed))]
    pub(super) fn raw(&self, place: usize) -> &str {
        let Some(span) = self.cells.get(place) else {
            return "";
        };
        let text = match span.is_changed {
            true => self.changed.as_str(),
            false => self.text,
        };
        text.get(span.start..span.end).unwrap_or_default()
    }
}

/// A cell without the space around it. Most have none, as their first and last bytes tell at once.
#[cfg_attr(chosa_fast, optimize(speed))]
pub(super) fn trimmed(cell: &str) -> &str {
    let bytes = cell.as_bytes();
    if let (Some(first), Some(last)) = (bytes.first(), bytes.last())
        && first.is_ascii_graphic()
        && last.is_ascii_graphic()
    {
        return cell;
    }
    match (bytes.first_chunk(), bytes.last_chunk()) {
        (Some(first), Some(last)) if !may_be_space(*first) && !may_be_space(*last) => cell,
        _ => cell.trim(),
    }
}

/// Whether there may be space at an end of a cell, of which these bytes are the first or the last:
/// what is space and no ASCII begins with one of a few bytes.
#[inline(always)]
fn may_be_space(bytes: [u8; 3]) -> bool {
    match bytes {
        [0xe3, second, _] => second == 0x80,
        [first, second, third] => {
            third <= b' ' || matches!(first, 0..=b' ' | 0xc2 | 0xe1 | 0xe2) || second == 0xc2
        }
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
    let start = text.trim();
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
pub(super) fn each_record(
    text: &str,
    delimiter: Delimiter,
    put: &mut dyn FnMut(usize, &Record<'_>) -> Result<Go>,
) -> Result<()> {
    let mut record = Record {
        text,
        changed: String::new(),
        cells: Vec::new(),
        start: 0,
    };
    let (mut at, mut number) = (0, 0);
    while let Some(byte) = text.as_bytes().get(at) {
        if matches!(byte, b'\n' | b'\r') {
            at += 1;
            continue;
        }
        record.changed.clear();
        record.cells.clear();
        record.start = at;
        at = read(at, delimiter.byte(), &mut record);
        if put(number, &record)? == Go::Stop {
            break;
        }
        number += 1;
    }
    Ok(())
}

/// Reads the record that begins at a place of the text, and tells where it ends.
#[cfg_attr(chosa_fast, optimize(speed))]
fn read(mut at: usize, mark: u8, record: &mut Record<'_>) -> usize {
    let bytes = record.text.as_bytes();
    loop {
        let start = at;
        at = end_of(bytes, at, [mark, b'\n', b'\r']);
        let mut span = Span {
            start,
            end: at,
            is_changed: false,
        };
        if bytes.get(start) == Some(&b'"') {
            (span, at) = quoted(start + 1, mark, record);
        }
        record.cells.push(span);
        let is_last = bytes.get(at) != Some(&mark);
        at += 1;
        if is_last {
            return at.min(bytes.len());
        }
    }
}

/// The first place, from one on, at which one of some bytes stands, or the end.
#[inline(always)]
fn end_of(bytes: &[u8], mut at: usize, [one, other, third]: [u8; 3]) -> usize {
    while let Some(byte) = bytes.get(at) {
        if *byte == one || *byte == other || *byte == third {
            break;
        }
        at += 1;
    }
    at
}

/// A cell behind the quotation mark that begins it, and where it ends.
#[inline(never)]
fn quoted(start: usize, mark: u8, record: &mut Record<'_>) -> (Span, usize) {
    let (text, bytes) = (record.text, record.text.as_bytes());
    let changed = record.changed.len();
    let mut from = start;
    loop {
        let close = end_of(bytes, from, [b'"'; 3]);
        // Two quotation marks inside a quoted cell stand for one.
        if bytes.get(close + 1) == Some(&b'"') {
            record.changed += text.get(from..=close).unwrap_or_default();
            from = close + 2;
            continue;
        }
        let behind = (close + 1).min(bytes.len());
        let end = end_of(bytes, behind, [mark, b'\n', b'\r']);
        if record.changed.len() == changed && end == behind {
            let span = Span {
                start,
                end: close,
                is_changed: false,
            };
            return (span, end);
        }
        record.changed += text.get(from..close).unwrap_or_default();
        record.changed += text.get(behind..end).unwrap_or_default();
        let span = Span {
            start: changed,
            end: record.changed.len(),
            is_changed: true,
        };
        return (span, end);
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
    use super::{Delimiter, Go, each_record, trimmed};
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

    #[test]
    fn whatever_is_space_is_taken_off() {
        let letters = [
            "",
            "a",
            "ab",
            "あ",
            "「あ」",
            "é",
            "ÿ",
            "\u{1680}",
            "\u{10ffff}",
        ];
        let all = (0..=0x10ffff).filter_map(char::from_u32);
        for space in all.filter(|letter| letter.is_whitespace()).chain(['x']) {
            for word in letters {
                for cell in [
                    format!("{space}{word}"),
                    format!("{word}{space}"),
                    format!("{space}{word}{space}"),
                    format!("{word}{space}{word}"),
                ] {
                    assert_eq!(trimmed(&cell), cell.trim(), "{cell:?}");
                }
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(3_000) })]

        #[test]
        fn scraps_are_read_as_the_usual_crate_reads_them(text in scrap()) {
            prop_assert_eq!(own(&text), usual(&text), "{:?}", text);
        }
    }
}
