//! Responses as they come: bytes in, columns out.
//!
//! # Cost
//! Of each row the text is copied into the buffer, scanned, and read once more by the
//! columns that the descriptor names: three passes over bytes in the processor's cache.
//! Written are four bytes a cell for where it ends, and what is kept (see the columns). No step
//! holds more of the text than the buffer, and none allocates for a row. A function is called
//! once a block, since browsers run a function slowly until it is called again.
//!
//! The bench's million rows of 18 cells are 145 MB of text and become 44 MB of columns. To touch
//! these at the memory's speed would take 7 ms; to understand them takes some 2,000 instructions
//! a row (counted by callgrind), and so some forty times as long. New memory costs about a
//! millisecond for each of its megabytes, whatever is done with it.

use super::blocks::{Block, Blocks};
use super::column::{Column, ColumnBuilder, Reading};
use super::descriptor::{Descriptor, Resource};
use super::distinct::Distinct;
use super::form::invalid;
use super::limits::Limits;
use super::responses::{Responses, missing_column};
use crate::error::{Error, ErrorKind, Place, Result};

/// Reads the responses of a survey from bytes that come in pieces of any size.
///
/// ```
/// use chosa::data::{Descriptor, Loader};
///
/// let descriptor = Descriptor::parse(
///     r#"{"resources": [{"path": "r.csv", "schema": {"fields": [
///         {"name": "vpn", "categories": ["yes", "no"]}]}}]}"#,
/// )?;
/// let mut loader = Loader::new(descriptor)?;
/// for piece in ["vpn\nye", "s\nno\n"] {
///     loader.push(piece.as_bytes())?;
/// }
/// assert_eq!(loader.finish()?.rows(), 2);
/// # Ok::<(), chosa::Error>(())
/// ```
#[derive(Debug)]
pub struct Loader {
    descriptor: Descriptor,
    blocks: Blocks,
    table: Table,
}

/// The columns as they grow.
#[derive(Debug)]
struct Table {
    limits: Limits,
    /// How many bytes the file has, where that is known.
    total: Option<u64>,
    rows: usize,
    builders: Vec<ColumnBuilder>,
    /// For each column of the file the builder that takes it.
    wanted: Vec<Option<usize>>,
}

impl Loader {
    /// A loader of the file of the descriptor's first resource.
    ///
    /// # Errors
    /// What is wrong in the descriptor, with its path.
    pub fn new(descriptor: Descriptor) -> Result<Self> {
        Self::within(descriptor, Limits::default())
    }

    /// The same with other limits.
    pub(super) fn within(descriptor: Descriptor, limits: Limits) -> Result<Self> {
        if descriptor.resources.is_empty() {
            let refusal = invalid("ファイルが一つも挙げられていません", "no resource is named");
            return Err(refusal.at(Place::path("resources")));
        }
        Ok(Self {
            descriptor,
            blocks: Blocks::new(limits),
            table: Table {
                limits,
                total: None,
                rows: 0,
                builders: Vec::new(),
                wanted: Vec::new(),
            },
        })
    }

    /// Has room made at once for a file of so many bytes.
    pub fn expect(&mut self, bytes: u64) {
        self.table.total = Some(bytes);
    }

    /// The file that is read, as the descriptor names it.
    #[must_use]
    pub fn file(&self) -> &str {
        let resource = self.descriptor.resources.first();
        resource
            .map(|resource| resource.path.as_str())
            .unwrap_or_default()
    }

    /// How many responses have been read.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.table.rows
    }

    /// Reads on.
    ///
    /// # Errors
    /// What is wrong in the file, with row and column; nothing can be pushed after that.
    pub fn push(&mut self, mut bytes: &[u8]) -> Result<()> {
        while !bytes.is_empty() {
            let count = self.fill(bytes.len(), &mut |room| {
                let (now, later) = bytes.split_at(room.len());
                room.copy_from_slice(now);
                bytes = later;
            })?;
            debug_assert!(count > 0, "there is always room");
        }
        Ok(())
    }

    /// Lets `copy` write the next bytes of the file, of which there are `most`, and reads
    /// them; returns how many were asked for.
    ///
    /// # Errors
    /// As [`Loader::push`].
    pub(crate) fn fill(&mut self, most: usize, copy: &mut dyn FnMut(&mut [u8])) -> Result<usize> {
        self.placed(|descriptor, blocks, table| {
            let room = blocks.room()?;
            let count = room.len().min(most);
            copy(room.get_mut(..count).unwrap_or_default());
            blocks.came(count, &mut |block| table.take(descriptor, block))?;
            Ok(count)
        })
    }

    /// The responses, once all bytes have come.
    ///
    /// # Errors
    /// What is wrong in the rest of the file, or in the descriptor.
    pub fn finish(mut self) -> Result<Responses> {
        self.placed(|descriptor, blocks, table| {
            blocks.finish(&mut |block| table.take(descriptor, block))?;
            match blocks.line() {
                1 => Err(ErrorKind::EmptyFile.into()),
                2 => Err(ErrorKind::NoRows.into()),
                _ => Ok(()),
            }
        })?;
        let mut columns: Vec<Column> = Vec::with_capacity(self.table.builders.len());
        for builder in self.table.builders {
            columns.push(builder.finish());
        }
        Responses::of_columns(self.descriptor, columns, self.table.rows)
    }

    fn placed<T>(
        &mut self,
        run: impl FnOnce(&Descriptor, &mut Blocks, &mut Table) -> Result<T>,
    ) -> Result<T> {
        run(&self.descriptor, &mut self.blocks, &mut self.table)
            .map_err(|error| error.at(Place::file(self.file())))
    }
}

impl Table {
    fn take(&mut self, descriptor: &Descriptor, block: &Block<'_>) -> Result<()> {
        if block.line == 1 {
            return match descriptor.resources.first() {
                Some(resource) => self.begin(descriptor, resource, block),
                None => Ok(()),
            };
        }
        let rows = block.rows();
        if (self.rows + rows) as u64 > self.limits.rows {
            let limit = self.limits.rows;
            return Err(Limits::passed(
                ("回答の件数", "the number of responses"),
                limit,
            ));
        }
        let expected = match (self.rows, self.total) {
            (0, Some(total)) => (rows as u64 * total / block.bytes().max(1)) as usize,
            _ => 0,
        };
        let mut held = 0;
        for builder in &mut self.builders {
            // A little more than the first rows promise, since to move a column costs more.
            builder.reserve(rows.max(expected + expected / 64))?;
            held += builder.held();
        }
        if held > self.limits.memory {
            let what = (
                "回答に要るメモリのバイト数",
                "the memory that the responses take, in bytes,",
            );
            return Err(Limits::passed(what, self.limits.memory as u64));
        }
        self.read(block)?;
        self.rows += rows;
        Ok(())
    }

    /// Reads the columns of a block; of several errors the first in the file is told.
    fn read(&mut self, block: &Block<'_>) -> Result<()> {
        let mut refusal: Option<(usize, Error)> = None;
        for (column, wanted) in self.wanted.iter().enumerate() {
            let builder = wanted.and_then(|place| self.builders.get_mut(place));
            let read = match builder {
                Some(builder) => builder.read(block, column).map_err(|(row, error)| {
                    // Bytes that are no text may be those of any cell.
                    let place = match error.kind() {
                        ErrorKind::NotUtf8 { .. } => Place::default(),
                        _ => Place::cell(block.line + row as u64, builder.name()),
                    };
                    (row, error.at(place))
                }),
                None => pass_over(block, column),
            };
            if let Err((row, error)) = read
                && refusal.as_ref().is_none_or(|(first, _)| row < *first)
            {
                refusal = Some((row, error));
            }
        }
        refusal.map_or(Ok(()), |(_, error)| Err(error))
    }

    /// Looks which column of the file is which field of the descriptor.
    fn begin(
        &mut self,
        descriptor: &Descriptor,
        resource: &Resource,
        block: &Block<'_>,
    ) -> Result<()> {
        let header = header_of(block)?;
        let mut names = Distinct::default();
        let mut places = Vec::new();
        for (column, name) in header.iter().enumerate() {
            // Of columns with one name the first is meant.
            if names.number(name.as_bytes()) as usize == places.len() {
                places.push(column);
            }
        }
        self.wanted = vec![None; header.len()];
        let asked_for = asked_for(descriptor);
        for (place, field) in resource.schema.fields.iter().enumerate() {
            // What has to be mended is the name, and that stands in the descriptor.
            let named = |error: Error| {
                let path = format!("resources[0].schema.fields[{place}].name");
                error
                    .at(Place::path(path))
                    .at(Place::file(Descriptor::FILE))
            };
            let known = names.find(field.name.as_bytes());
            let column = known.and_then(|number| places.get(number as usize));
            let slot = column.and_then(|column| self.wanted.get_mut(*column));
            match slot {
                Some(slot @ None) => *slot = Some(place),
                Some(_) => {
                    let name = field.name.clone();
                    return Err(named(ErrorKind::DuplicateName { name }.into()));
                }
                None => return Err(named(missing_column(&field.name, header.iter().cloned()))),
            }
            let missing = &resource.schema.missing_values;
            let is_read = asked_for.contains(&field.name.as_str());
            let builder = ColumnBuilder::new(field, missing, is_read, &self.limits)?;
            self.builders.push(builder);
        }
        Ok(())
    }
}

/// The names of the columns, and first whether this is a table at all.
fn header_of(block: &Block<'_>) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for column in 0..block.width {
        names.push(block.text(block.cell(0, column))?.trim().to_owned());
    }
    let first = names.first().map(String::as_str).unwrap_or_default();
    let is_page = ["<!doctype", "<html", "<?xml"].iter().any(|tag| {
        let start = first.get(..tag.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(tag))
    });
    match (is_page, names.len()) {
        (true, _) => Err(ErrorKind::WebPage.into()),
        (false, 1) if first.is_empty() => Err(ErrorKind::EmptyFile.into()),
        _ => Ok(names),
    }
}

/// The columns whose texts something is computed from.
fn asked_for(descriptor: &Descriptor) -> Vec<&str> {
    let survey = &descriptor.survey;
    let mut names = Vec::new();
    for group in [&survey.design.strata, &survey.design.clusters] {
        names.extend(group.iter().map(String::as_str));
    }
    for multiple in &survey.multiple {
        names.extend(
            multiple
                .field
                .iter()
                .chain(&multiple.fields)
                .map(String::as_str),
        );
    }
    names
}

/// Of a column that the descriptor does not name no more is asked than that it be UTF-8.
fn pass_over(block: &Block<'_>, column: usize) -> Reading {
    if block.is_ascii {
        return Ok(());
    }
    for row in 0..block.rows() {
        block
            .text(block.cell(row, column))
            .map_err(|error| (row, error))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::Loader;
    use crate::data::limits::Limits;
    use crate::data::{Descriptor, Responses};
    use crate::error::{Error, Result};
    use crate::language::Language;

    const FIELDS: &str = r#"{"name": "a", "categories": ["x", "y"]}, {"name": "n", "type": "number"},
        {"name": "g"}, {"name": "free"}"#;

    fn descriptor() -> Descriptor {
        let text = format!(
            r#"{{"resources": [{{"path": "r.csv", "schema": {{"fields": [{FIELDS}]}}}}],
                "survey": {{"multiple": [{{"name": "m", "field": "g"}}]}}}}"#
        );
        Descriptor::parse(&text).unwrap()
    }

    fn read(limits: Limits, text: &[u8], piece: usize) -> Result<Responses> {
        let mut loader = Loader::within(descriptor(), limits)?;
        for piece in text.chunks(piece) {
            loader.push(piece)?;
        }
        loader.finish()
    }

    fn refused(limits: Limits, text: &[u8]) -> Error {
        read(limits, text, 1000).map(|_| ()).unwrap_err()
    }

    fn rows(count: usize) -> String {
        let mut text = "id,a,n,g,free\n".to_owned();
        for row in 0..count {
            let a = ["x", "\"y\"", ""][row % 3];
            text += &format!("{row},{a},{}.5,{};all,\"w {row}\"\n", row % 90, row % 300);
        }
        text
    }

    fn small() -> Limits {
        Limits {
            buffer: 256,
            ..Limits::default()
        }
    }

    #[test]
    fn the_borders_of_pieces_and_of_blocks_make_no_difference() {
        let text = rows(2000);
        let whole = read(Limits::default(), text.as_bytes(), text.len()).unwrap();
        for piece in [1, 7, 4096] {
            let other = read(small(), text.as_bytes(), piece).unwrap();
            assert_eq!(other.rows(), 2000);
            for (one, other) in whole.questions().iter().zip(other.questions()) {
                assert_eq!(one.numbers, other.numbers, "{}", one.name);
                assert_eq!(one.codes, other.codes, "{}", one.name);
                assert_eq!(one.answered, other.answered, "{}", one.name);
                let chosen = |question: &crate::data::Question| -> Vec<usize> {
                    let options = question.options.iter();
                    options.map(|option| option.chosen.count()).collect()
                };
                assert_eq!(chosen(one), chosen(other), "{}", one.name);
            }
        }
        let multiple = whole.question("m").unwrap();
        assert_eq!(multiple.options.len(), 301);
        assert_eq!(multiple.choice("all").unwrap().chosen.count(), 2000);
        assert_eq!(multiple.choice("299").unwrap().chosen.count(), 6);
    }

    #[test]
    fn texts_that_differ_in_one_byte_are_told_apart_however_long_they_are() {
        let mut texts = Vec::new();
        for length in 1..40 {
            for place in [0, length / 2, length - 1] {
                for byte in ["a", "b", "c", "\0"] {
                    let mut text = "a".repeat(length);
                    text.replace_range(place..place + 1, byte);
                    if !texts.contains(&text) {
                        texts.push(text);
                    }
                }
            }
        }
        // Each is met twice, far from itself: once new, and once known.
        let mut text = "id,a,n,g,free\n".to_owned();
        for (row, own) in texts.iter().chain(&texts).enumerate() {
            text += &format!("{row},x,1,{own},f\n");
        }
        let read = read(Limits::default(), text.as_bytes(), text.len()).unwrap();
        let question = read.question("m").unwrap();
        assert_eq!(question.options.len(), texts.len());
        for (row, own) in texts.iter().enumerate() {
            let chosen: Vec<usize> = question.choice(own).unwrap().chosen.iter().collect();
            assert_eq!(chosen, [row, row + texts.len()], "{own}");
        }
    }

    #[test]
    fn a_table_of_one_column_is_read_as_others_are() {
        let descriptor = r#"{"resources": [{"path": "r.csv", "schema": {"fields": [
            {"name": "a", "categories": ["x", "y"]}]}}]}"#;
        let text = format!("a\n{}", "x\n\"y\"\ny\n".repeat(500));
        let mut loader = Loader::within(Descriptor::parse(descriptor).unwrap(), small()).unwrap();
        loader.push(text.as_bytes()).unwrap();
        let read = loader.finish().unwrap();
        let question = read.question("a").unwrap();
        let chosen = ["x", "y"].map(|option| question.choice(option).unwrap().chosen.count());
        assert_eq!((read.rows(), chosen), (1500, [500, 1000]));
    }

    #[test]
    fn what_stands_before_a_record_is_no_part_of_its_first_cell() {
        // The second half of a line's end, and empty lines; cells that are known, short and long.
        for (first, cells) in [("a", ["x", "y", ""]), ("n", ["12", "-7.25", ""])] {
            for (end, blank) in [("\n", ""), ("\r\n", ""), ("\n", "\n\r\n"), ("\r\n", "\r\n")] {
                let others = ["id", "a", "n", "g", "free"].map(|name| match name {
                    name if name == first => "spare",
                    name => name,
                });
                let mut text = format!("{first},{}{end}", others.join(","));
                for row in 0..90 {
                    text += &format!("{blank}{},{row},x,1,g,f{end}", cells[row % 3]);
                }
                let read = read(small(), text.as_bytes(), 37).unwrap();
                let question = read.question(first).unwrap();
                assert_eq!(question.answered.count(), 60, "{first} {end:?} {blank:?}");
                for (place, cell) in cells[..2].iter().enumerate() {
                    let rows: Vec<usize> = (place..90).step_by(3).collect();
                    let found: Vec<usize> = match first {
                        "a" => question.choice(cell).unwrap().chosen.iter().collect(),
                        _ => {
                            let number: f64 = cell.parse().unwrap();
                            let is_it = |row: &usize| question.numbers[*row] == number;
                            (0..90).filter(is_it).collect()
                        }
                    };
                    assert_eq!(found, rows, "{cell} {end:?} {blank:?}");
                }
            }
        }
    }

    #[test]
    fn what_is_too_large_is_told_with_its_limit() {
        let text = rows(2000);
        let cases = [
            (
                Limits {
                    rows: 1999,
                    ..small()
                },
                "responses",
                "1999",
            ),
            (
                Limits {
                    texts: 299,
                    ..small()
                },
                "distinct texts",
                "299",
            ),
            (
                Limits {
                    memory: 20_000,
                    ..small()
                },
                "memory",
                "20000",
            ),
        ];
        for (limits, what, limit) in cases {
            let error = refused(limits, text.as_bytes());
            let message = error.message(Language::En);
            assert_eq!(error.code(), "too_large", "{message}");
            assert!(
                message.contains(what) && message.contains(limit),
                "{message}"
            );
        }
        let within = Limits {
            rows: 2000,
            texts: 300,
            memory: 40_000,
            ..small()
        };
        assert!(read(within, text.as_bytes(), 5000).is_ok());
    }

    #[test]
    fn a_quote_that_is_never_closed_ends_at_the_longest_row() {
        let limits = Limits {
            record: 1 << 12,
            ..small()
        };
        let open = format!("{}7,x,1,g,\"{}", rows(3), "free ".repeat(2000));
        let error = refused(limits, open.as_bytes());
        assert_eq!((error.code(), error.place().row), ("too_large", Some(5)));
        assert!(error.message(Language::En).contains("4096"), "{error}");
        let long = format!("{}7,x,1,g,\"{}\"\n", rows(3), "free ".repeat(700));
        assert_eq!(read(limits, long.as_bytes(), 64).unwrap().rows(), 4);
    }

    #[test]
    fn a_byte_that_is_no_character_is_told_with_its_place_in_whatever_column() {
        let good = "\u{feff}id,a,n,g,free\n1,x,1,g,f\n";
        for (row, offset) in [
            (&b"\xff,x,1,g,f"[..], 0),
            (b"2,\xff,1,g,f", 2),
            (b"2,x,\xff,g,f", 4),
            (b"2,x,1,\xff,f", 6),
            (b"2,x,1,g,\xff", 8),
        ] {
            let text = [good.as_bytes(), row].concat();
            let error = refused(Limits::default(), &text);
            let expected = (good.len() - 3 + offset).to_string();
            assert_eq!((error.code(), error.place().row), ("not_utf8", None));
            let message = error.message(Language::En);
            assert!(message.contains(&expected), "{message}: {expected}");
        }
    }

    #[test]
    fn of_several_mistakes_the_first_in_the_file_is_told() {
        let cell = |text: &str| {
            let error = refused(Limits::default(), text.as_bytes());
            (
                error.code(),
                error.place().row,
                error.place().column.clone(),
            )
        };
        let header = "id,a,n,g,free\n";
        let found = cell(&format!("{header}1,x,1,g,f\n2,x,many,g,f\n3,z,1,g,f\n"));
        assert_eq!(found, ("not_a_number", Some(3), Some("n".into())));
        let found = cell(&format!("{header}1,z,many,g,f\n2\n"));
        assert_eq!(found, ("unknown_code", Some(2), Some("a".into())));
        let found = cell(&format!("{header}1,x,1,g,f\n2\n3,z,1,g,f\n"));
        assert_eq!(found, ("ragged_row", Some(3), None));
        let foreign = b"id,a,n,g\n1,z\xff,many,g,f\n";
        assert_eq!(refused(Limits::default(), foreign).code(), "not_utf8");
        assert_eq!(cell("").0, "empty_file");
        assert_eq!(cell(" \n\n").0, "empty_file");
        assert_eq!(cell("  <!DOCTYPE html><p>").0, "web_page");
        assert_eq!(cell(header).0, "no_rows");
    }
}
