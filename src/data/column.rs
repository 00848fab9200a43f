//! One column of answers, coded as it is read: block by block, one loop a block.
//!
//! # Cost
//! A cell of up to 32 bytes is two reads of sixteen, one multiplication and one comparison with
//! what the same bytes meant before, some 50 instructions in all; a number of up to eight
//! digits takes some 80, however many it has, and in a column of integers, where no point is
//! looked for, half that time. What is kept is one byte a row for a choice (four where it has
//! more than 253 values), eight for a number, and for a text that nothing is computed from two
//! bits at the most.

use super::blocks::{Block, Cell};
use super::descriptor::{Field, FieldType, MissingKind, MissingValue};
use super::distinct::Distinct;
use super::known::{Code, KNOWN_WHOLE, Key, Known};
use super::limits::{Limits, lengthen, reserve};
use super::mask::{Mask, PART};
use crate::decimal::parse_number;
use crate::error::{Error, ErrorKind, Place, Result};
use std::sync::Arc;

/// The most categories that one question may have.
const CATEGORY_LIMIT: usize = 255;
/// How many kinds of absence there are: no answer, not asked, not usable.
const ABSENCES: u32 = 3;

/// The answers of one column, one entry a respondent.
#[derive(Clone, Debug)]
pub(super) struct Column {
    /// The column's name in the file.
    pub(super) name: String,
    /// The values.
    pub(super) values: Values,
}

/// The values of a column.
#[derive(Clone, Debug)]
pub(super) enum Values {
    /// Some of a list of texts.
    Coded(Coded),
    /// Numbers, 0 where there is none; days are counted from 1970-01-01.
    Number(Arc<Vec<f64>>, Presence),
    /// Texts that nothing is computed from.
    Text(Presence),
}

/// Who gave an answer, who was not asked, and whose answer can't be used.
#[derive(Clone, Debug)]
pub(super) struct Presence {
    pub(super) given: Mask,
    pub(super) not_asked: Mask,
    pub(super) invalid: Mask,
}

/// One code a row: the place of its text, or of a kind of absence.
#[derive(Clone, Debug)]
pub(super) struct Coded {
    pub(super) codes: CodeList,
    /// The distinct texts; the categories where there are such.
    pub(super) texts: Vec<String>,
    /// The code of the first text.
    pub(super) first: u32,
    /// The code of "no answer"; "not asked" and "not usable" follow.
    pub(super) absent: u32,
    pub(super) presence: Presence,
}

/// One code a row, in as few bytes as it takes.
#[derive(Clone, Debug)]
pub(super) enum CodeList {
    /// Of at most 256.
    Bytes(Arc<Vec<u8>>),
    /// Of more.
    Words(Arc<Vec<u32>>),
}

impl CodeList {
    /// The place of each row's text, where the code of the first is `first`, and all have one.
    pub(super) fn places(&self, first: u32, places: &mut Vec<u32>) {
        match self {
            Self::Bytes(codes) => codes
                .chunks(PART)
                .for_each(|part| widen(part, first, places)),
            Self::Words(codes) => places.extend(codes.iter().map(|code| code - first)),
        }
    }

    fn rows(&self) -> usize {
        match self {
            Self::Bytes(codes) => codes.len(),
            Self::Words(codes) => codes.len(),
        }
    }

    /// Who has a code.
    pub(super) fn having(&self, code: u32) -> Mask {
        match (self, u8::try_from(code)) {
            (Self::Bytes(codes), Ok(code)) => Mask::of_code(codes, code),
            (Self::Bytes(codes), Err(_)) => Mask::none(codes.len()),
            (Self::Words(_), _) => {
                let mut holds = vec![false; code as usize];
                holds.push(true);
                self.matching(&holds)
            }
        }
    }

    /// Who has a code of which `holds` is true.
    pub(super) fn matching(&self, holds: &[bool]) -> Mask {
        match self {
            Self::Bytes(codes) => Mask::of_codes_in(codes, holds),
            Self::Words(codes) => Mask::of_codes_in(codes, holds),
        }
    }
}

#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn widen(codes: &[u8], first: u32, places: &mut Vec<u32>) {
    let start = places.len();
    lengthen(places, codes.len());
    for (place, code) in places.iter_mut().skip(start).zip(codes) {
        *place = u32::from(*code).wrapping_sub(first);
    }
}

impl Coded {
    /// For each code whether `holds` is true of its text.
    pub(super) fn holding(&self, mut holds: impl FnMut(&str) -> bool) -> Vec<bool> {
        let mut is_in = vec![false; self.first as usize];
        for text in &self.texts {
            is_in.push(holds(text));
        }
        is_in
    }
}

impl Presence {
    fn of(silent: &Mask, not_asked: Mask, invalid: Mask) -> Self {
        Self {
            given: silent.or(&not_asked).or(&invalid).not(),
            not_asked,
            invalid,
        }
    }

    /// Of no rows at all.
    pub(super) fn of_nobody() -> Self {
        Self {
            given: Mask::none(0),
            not_asked: Mask::none(0),
            invalid: Mask::none(0),
        }
    }
}

impl Column {
    /// Who answered, and why others did not.
    pub(super) fn presence(&self) -> &Presence {
        match &self.values {
            Values::Coded(Coded { presence, .. })
            | Values::Number(_, presence)
            | Values::Text(presence) => presence,
        }
    }
}

/// What reading a block's column comes to: where it fails, the first row whose cell can't be
/// read, and why.
pub(super) type Reading = std::result::Result<(), (usize, Error)>;

/// Reads cells into a [`Column`].
#[derive(Debug)]
pub(super) struct ColumnBuilder {
    name: String,
    kind: FieldType,
    missing: Vec<(String, u32)>,
    /// What an empty cell means, where it means that nothing is there.
    empty: Option<u32>,
    building: Building,
}

#[derive(Debug)]
enum Building {
    Coded(Coding),
    Number(Vec<f64>, Absences),
    Text(Absences),
}

/// Texts on their way to codes.
#[derive(Debug)]
struct Coding {
    places: Distinct,
    /// Whether no text but those of the categories is allowed.
    is_closed: bool,
    first: u32,
    absent: u32,
    most: usize,
    known: Known,
    bytes: Vec<u8>,
    /// In place of the bytes once a code is too large for one.
    words: Option<Vec<u32>>,
}

/// The rows without a value, by the kind of absence.
#[derive(Debug, Default)]
struct Absences {
    sets: [Vec<u64>; ABSENCES as usize],
    rows: usize,
}

impl Absences {
    fn mark(&mut self, row: usize, kind: u32) {
        let Some(words) = self.sets.get_mut(kind as usize) else {
            return;
        };
        if words.len() <= row / 64 {
            words.resize(row / 64 + 1, 0);
        }
        if let Some(word) = words.last_mut() {
            *word |= 1 << (row % 64);
        }
    }

    fn presence(self) -> Presence {
        let [silent, not_asked, invalid] = self.sets;
        let set = |words| Mask::of_words(self.rows, words);
        Presence::of(&set(silent), set(not_asked), set(invalid))
    }
}

impl ColumnBuilder {
    /// A builder for `field`; `missing` is the table's list of missing values, and `is_read`
    /// whether anything is computed from the texts of a field without categories.
    pub(super) fn new(
        field: &Field,
        missing: &[MissingValue],
        is_read: bool,
        limits: &Limits,
    ) -> Result<Self> {
        let missing = field.missing_values.as_deref().unwrap_or(missing);
        let missing: Vec<(String, u32)> = missing.iter().map(absence).collect();
        let building = match (&field.categories, field.kind) {
            (Some(categories), _) => Building::Coded(Coding::of_categories(
                categories.iter().map(|entry| entry.value.as_str()),
                &field.name,
            )?),
            (None, FieldType::Integer | FieldType::Number | FieldType::Date) => {
                Building::Number(Vec::new(), Absences::default())
            }
            (None, FieldType::String | FieldType::Other) => match is_read {
                true => Building::Coded(Coding::of_texts(limits.texts)),
                false => Building::Text(Absences::default()),
            },
        };
        Ok(Self {
            name: field.name.clone(),
            kind: field.kind,
            empty: (missing.iter()).find_map(|(text, kind)| text.is_empty().then_some(*kind)),
            missing,
            building,
        })
    }

    /// The column's name.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Makes room for so many rows more.
    ///
    /// # Errors
    /// `out_of_memory`.
    pub(super) fn reserve(&mut self, rows: usize) -> Result<()> {
        match &mut self.building {
            Building::Coded(coding) => coding.reserve(rows),
            Building::Number(numbers, _) => reserve(numbers, rows),
            Building::Text(_) => Ok(()),
        }
    }

    /// How many bytes the column takes so far.
    pub(super) fn held(&self) -> usize {
        match &self.building {
            Building::Coded(coding) => coding.held(),
            Building::Number(numbers, absences) => numbers.len() * 8 + absences.rows / 8,
            Building::Text(absences) => absences.rows / 8,
        }
    }

    /// Adds the cells of a block's column; there is room for them.
    pub(super) fn read(&mut self, block: &Block<'_>, column: usize) -> Reading {
        let meaning = Meaning {
            missing: &self.missing,
            empty: self.empty,
            kind: self.kind,
        };
        match &mut self.building {
            Building::Coded(coding) => coding.read(block, column, &meaning),
            Building::Number(numbers, absences) => {
                read_numbers(block, column, &meaning, numbers, absences)?;
                absences.rows = numbers.len();
                Ok(())
            }
            Building::Text(absences) => {
                read_texts(block, column, &meaning, absences)?;
                absences.rows += block.rows();
                Ok(())
            }
        }
    }

    /// The finished column.
    pub(super) fn finish(self) -> Column {
        let values = match self.building {
            Building::Coded(coding) => {
                let has = |wanted| self.missing.iter().any(|(_, kind)| *kind == wanted);
                Values::Coded(coding.finish([has(0), has(1), has(2)]))
            }
            Building::Number(numbers, absences) => {
                Values::Number(Arc::new(numbers), absences.presence())
            }
            Building::Text(absences) => Values::Text(absences.presence()),
        };
        Column {
            name: self.name,
            values,
        }
    }
}

/// What a cell may hold in place of a value.
struct Meaning<'a> {
    missing: &'a [(String, u32)],
    empty: Option<u32>,
    kind: FieldType,
}

impl Meaning<'_> {
    /// The kind of absence that a text stands for.
    fn of(&self, text: &str) -> Option<u32> {
        let is_it = |(missing, kind): &(String, u32)| (missing == text).then_some(*kind);
        self.missing.iter().find_map(is_it)
    }
}

fn absence(entry: &MissingValue) -> (String, u32) {
    let kind = match entry.kind {
        MissingKind::NoAnswer => 0,
        MissingKind::NotAsked => 1,
        MissingKind::Invalid => 2,
    };
    (entry.text.clone(), kind)
}

impl Coding {
    fn of_categories<'a>(
        values: impl ExactSizeIterator<Item = &'a str>,
        column: &str,
    ) -> Result<Self> {
        let refused = |kind: ErrorKind| Error::new(kind).at(Place::column(column));
        if values.len() > CATEGORY_LIMIT {
            let limit = CATEGORY_LIMIT;
            return Err(refused(ErrorKind::TooManyCategories { limit }));
        }
        let mut places = Distinct::default();
        for (value, before) in values.zip(0..) {
            if places.number(value.as_bytes()) != before {
                let name = value.to_owned();
                return Err(refused(ErrorKind::DuplicateName { name }));
            }
        }
        let absent = places.len() as u32;
        Ok(Self::new(places, true, 0, absent))
    }

    fn of_texts(most: usize) -> Self {
        Self {
            most,
            ..Self::new(Distinct::default(), false, ABSENCES, 0)
        }
    }

    fn new(places: Distinct, is_closed: bool, first: u32, absent: u32) -> Self {
        Self {
            places,
            is_closed,
            first,
            absent,
            most: usize::MAX,
            known: Known::default(),
            bytes: Vec::new(),
            words: None,
        }
    }

    fn reserve(&mut self, rows: usize) -> Result<()> {
        match &mut self.words {
            Some(words) => reserve(words, rows),
            None => reserve(&mut self.bytes, rows),
        }
    }

    fn held(&self) -> usize {
        let codes = (self.words.as_ref()).map_or(self.bytes.len(), |words| words.len() * 4);
        codes + self.places.held()
    }

    fn read(&mut self, block: &Block<'_>, column: usize, meaning: &Meaning<'_>) -> Reading {
        if self.words.is_none() {
            let mut bytes = std::mem::take(&mut self.bytes);
            let start = bytes.len();
            let fits = self.encode(block, column, meaning, &mut bytes);
            if !matches!(fits, Ok(true)) {
                bytes.truncate(start);
            }
            self.bytes = bytes;
            if fits? {
                return Ok(());
            }
            self.widen(block.rows()).map_err(|error| (0, error))?;
        }
        let mut words = self.words.take().unwrap_or_default();
        let read = self.encode(block, column, meaning, &mut words);
        self.words = Some(words);
        read.map(|_| ())
    }

    /// Has four bytes for each code from now on.
    fn widen(&mut self, more: usize) -> Result<()> {
        let mut words = Vec::new();
        let rows = self.bytes.capacity().max(self.bytes.len() + more);
        reserve(&mut words, rows)?;
        words.extend(self.bytes.iter().map(|code| u32::from(*code)));
        self.bytes = Vec::new();
        self.words = Some(words);
        Ok(())
    }

    /// Adds the codes of a block's column; false where one is larger than may be there.
    fn encode<C: Code>(
        &mut self,
        block: &Block<'_>,
        column: usize,
        meaning: &Meaning<'_>,
        codes: &mut Vec<C>,
    ) -> std::result::Result<bool, (usize, Error)> {
        let start = codes.len();
        lengthen(codes, block.rows());
        let mut row = 0;
        loop {
            let slots = codes.get_mut(start + row..).unwrap_or_default();
            row += self.known.write(block, (row, column), slots);
            let Some(slot) = codes.get_mut(start + row) else {
                return Ok(true);
            };
            let code = match self.look_up(block, block.cell(row, column), meaning) {
                Ok(code) => code,
                Err(error) => return Err((row, error)),
            };
            // The table holds none that is larger, for each comes by here first.
            if code > C::MOST {
                return Ok(false);
            }
            *slot = C::of(code);
            row += 1;
        }
    }

    /// The code of a cell that does not stand where short ones do.
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    fn look_up(&mut self, block: &Block<'_>, cell: Cell, meaning: &Meaning<'_>) -> Result<u32> {
        let Some(key) = Key::of(block, cell) else {
            return self.code_of(&block.text(cell)?, meaning);
        };
        if let Some(code) = self.known.find(&key) {
            let place = code.wrapping_sub(self.first) as usize;
            if cell.length <= KNOWN_WHOLE
                || place < self.places.len() && self.places.key(place) == block.raw(cell)
            {
                return Ok(code);
            }
        }
        let code = self.code_of(&block.text(cell)?, meaning)?;
        self.known.learn(key, code);
        Ok(code)
    }

    /// The code of a text, which is a new one where any text may come.
    fn code_of(&mut self, text: &str, meaning: &Meaning<'_>) -> Result<u32> {
        if let Some(kind) = meaning.of(text) {
            return Ok(self.absent + kind);
        }
        if let Some(place) = self.places.find(text.as_bytes()) {
            return Ok(self.first + place);
        }
        if self.is_closed {
            let mut allowed = Vec::new();
            for place in 0..self.places.len() {
                allowed.push(self.text(place));
            }
            let value = text.to_owned();
            return Err(ErrorKind::UnknownCode { value, allowed }.into());
        }
        if self.places.len() >= self.most {
            let what = (
                "一列の異なる文字列の数",
                "the number of distinct texts in one column",
            );
            return Err(Limits::passed(what, self.most as u64));
        }
        Ok(self.first + self.places.number(text.as_bytes()))
    }

    fn text(&self, place: usize) -> String {
        let bytes = self.places.key(place);
        std::str::from_utf8(bytes).unwrap_or_default().to_owned()
    }

    /// The codes; `kinds` tells which kinds of absence the column has a word for.
    fn finish(self, kinds: [bool; ABSENCES as usize]) -> Coded {
        let texts = (0..self.places.len())
            .map(|place| self.text(place))
            .collect();
        let codes = match self.words {
            Some(words) => CodeList::Words(Arc::new(words)),
            None => CodeList::Bytes(Arc::new(self.bytes)),
        };
        let absent = self.absent;
        let of_kind = |kind: u32| match kinds.get(kind as usize) {
            Some(true) => codes.having(absent + kind),
            _ => Mask::none(codes.rows()),
        };
        Coded {
            texts,
            presence: Presence::of(&of_kind(0), of_kind(1), of_kind(2)),
            codes,
            first: self.first,
            absent,
        }
    }
}

fn read_numbers(
    block: &Block<'_>,
    column: usize,
    meaning: &Meaning<'_>,
    numbers: &mut Vec<f64>,
    absences: &mut Absences,
) -> Reading {
    // Where only an empty cell is missing, whatever looks like a number is one.
    let others = meaning.missing.iter().any(|(text, _)| !text.is_empty());
    let is_plain = !others && meaning.kind != FieldType::Date;
    let start = numbers.len();
    lengthen(numbers, block.rows());
    let mut row = 0;
    loop {
        let slots = numbers.get_mut(start + row..).unwrap_or_default();
        if is_plain {
            row += match meaning.kind {
                FieldType::Integer => write_numbers::<true>(block, (row, column), slots),
                _ => write_numbers::<false>(block, (row, column), slots),
            };
        }
        let Some(slot) = numbers.get_mut(start + row) else {
            return Ok(());
        };
        let cell = block.cell(row, column);
        let found = match is_plain {
            true => short_number(block.raw(cell)).map(Found::Number),
            false => None,
        };
        match found.map_or_else(|| number_or_absence(block, cell, meaning), Ok) {
            Ok(Found::Number(number)) => *slot = number,
            Ok(Found::Absent(kind)) => absences.mark(start + row, kind),
            Err(error) => return Err((row, error)),
        }
        row += 1;
    }
}

/// Writes the numbers of a column from a row on, as long as they are such as [`eight_digits`]
/// reads, and returns how many these were.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn write_numbers<const WHOLE: bool>(
    block: &Block<'_>,
    (row, column): (usize, usize),
    numbers: &mut [f64],
) -> usize {
    let Some(ends) = block.ends_from(row, column) else {
        return 0;
    };
    if block.width < 2 {
        return 0;
    }
    let mut written = 0;
    for (own, slot) in ends.chunks_exact(block.width).zip(numbers) {
        let Some(own) = own.first_chunk() else {
            break;
        };
        let cell = Cell::between(*own);
        let Some(bytes) = block.chunk(cell.start) else {
            break;
        };
        let number = eight_digits::<WHOLE>(u64::from_le_bytes(*bytes), cell.length);
        let Some(number) = number else {
            break;
        };
        *slot = number;
        written += 1;
    }
    written
}

/// What a cell of a column of numbers holds.
enum Found {
    Number(f64),
    Absent(u32),
}

#[inline(never)]
fn number_or_absence(block: &Block<'_>, cell: Cell, meaning: &Meaning<'_>) -> Result<Found> {
    if let (0, Some(kind)) = (cell.length, meaning.empty) {
        return Ok(Found::Absent(kind));
    }
    let text = block.text(cell)?;
    if let Some(kind) = meaning.of(&text) {
        return Ok(Found::Absent(kind));
    }
    let number = match meaning.kind {
        FieldType::Date => day_number(text.trim()),
        _ => parse_number(text.trim()),
    };
    number.map(Found::Number).ok_or_else(|| {
        let value = text.into_owned();
        let refusal = match meaning.kind {
            FieldType::Date => ErrorKind::NotADate { value },
            _ => ErrorKind::NotANumber { value },
        };
        refusal.into()
    })
}

/// Powers of ten that are exact as `f64`, as far as [`short_number`] needs them.
const TENS: [f64; 16] = [
    1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
];

/// The same byte eight times.
const fn eight_times(byte: u8) -> u64 {
    u64::from_ne_bytes([byte; 8])
}

/// The number that the lowest so many bytes write, where they are digits with at most one point
/// among them; with none, where the number is `WHOLE`. No branch is taken for how many there are: they
/// are moved up, so that zeros stand before them, and then added up in pairs of pairs of pairs.
#[inline(always)]
fn eight_digits<const WHOLE: bool>(bytes: u64, length: usize) -> Option<f64> {
    if length.wrapping_sub(1) > 7 {
        return None;
    }
    let written = (bytes ^ eight_times(b'0')) << (64 - 8 * length as u32);
    if WHOLE {
        return whole_number(written).map(f64::from);
    }
    // The lowest byte that is a point has its highest bit set, and none below it.
    let apart = written ^ eight_times(b'.' ^ b'0');
    let points = apart.wrapping_sub(eight_times(1)) & !apart & eight_times(0x80);
    let point = points & points.wrapping_neg();
    let before = (point >> 7).wrapping_sub(1);
    let is_there = u32::from(point != 0);
    if length as u32 == is_there {
        return None;
    }
    let digits = (written & before) << (8 * is_there) | written & !(before << 8 | 0xff);
    let decimals = DECIMALS.get((point.leading_zeros() / 8) as usize)?;
    Some(f64::from(whole_number(digits)?) / decimals)
}

/// What eight bytes amount to that are digits, the first byte the highest.
#[inline(always)]
fn whole_number(digits: u64) -> Option<i32> {
    if (digits.wrapping_add(eight_times(0x76)) | digits) & eight_times(0x80) != 0 {
        return None;
    }
    let pairs = digits.wrapping_mul(10).wrapping_add(digits >> 8);
    let (evens, odds) = (pairs & 0xff_0000_00ff, pairs >> 16 & 0xff_0000_00ff);
    let evens = evens.wrapping_mul(100 | 1_000_000 << 32);
    let odds = odds.wrapping_mul(1 | 10_000 << 32);
    // Of eight digits at most, and with a sign, which browsers convert in fewer steps.
    Some((evens.wrapping_add(odds) >> 32) as i32)
}

/// By what digits are divided of which so many stand behind the point; of eight there is none.
const DECIMALS: [f64; 9] = [1.0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1.0];

/// A number of up to fifteen digits, perhaps with a sign and a point: one division of two
/// exact numbers, so that it is rounded as [`parse_number`] rounds. `None` is left to that.
#[inline(always)]
fn short_number(cell: &[u8]) -> Option<f64> {
    let (is_negative, digits) = match cell {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, cell),
    };
    if digits.len() > 16 {
        return None;
    }
    let (mut whole, mut decimals, mut count) = (0u64, None, 0);
    for byte in digits {
        let digit = byte.wrapping_sub(b'0');
        if digit <= 9 {
            whole = whole * 10 + u64::from(digit);
            count += 1;
        } else if *byte == b'.' && decimals.is_none() {
            decimals = Some(count);
        } else {
            return None;
        }
    }
    if count == 0 || count > 15 {
        return None;
    }
    let mut number = whole as f64;
    if let Some(before) = decimals {
        number /= TENS.get(count - before)?;
    }
    Some(if is_negative { -number } else { number })
}

/// Texts of which only their presence is kept.
#[inline(never)]
fn read_texts(
    block: &Block<'_>,
    column: usize,
    meaning: &Meaning<'_>,
    absences: &mut Absences,
) -> Reading {
    for row in 0..block.rows() {
        let cell = block.cell(row, column);
        let kind = match (cell.length, meaning.empty) {
            (0, Some(kind)) => Some(kind),
            _ => {
                let text = block.text(cell).map_err(|error| (row, error))?;
                meaning.of(&text)
            }
        };
        if let Some(kind) = kind {
            absences.mark(absences.rows + row, kind);
        }
    }
    Ok(())
}

/// The days from 1970-01-01 to a day such as `2022-01-31`, if it is one.
///
/// The count is that of the proleptic Gregorian calendar: years from March, so that the
/// leap day is the last of its year.
#[must_use]
pub fn day_number(text: &str) -> Option<f64> {
    let [year, month, day] = day_parts(text)?;
    let (march_year, march_month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    let days = 365 * march_year + march_year.div_euclid(4) - march_year.div_euclid(100)
        + march_year.div_euclid(400)
        + (153 * march_month + 2) / 5
        + day
        - 1;
    // Days from the first of March of year 0 to 1970-01-01; far inside the exact range of f64.
    i32::try_from(days - 719_468).ok().map(f64::from)
}

/// The year, the month and the day of a day such as `2022-01-31`, if it is one.
pub(super) fn day_parts(text: &str) -> Option<[i64; 3]> {
    let mut parts = [0; 3];
    let mut part = 0;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'0'..=b'9' => parts[part] = parts[part] * 10 + i64::from(byte - b'0'),
            b'-' if at == 4 || at == 7 => part += 1,
            _ => return None,
        }
    }
    let [year, month, day] = parts;
    if text.len() != 10 || part != 2 {
        return None;
    }
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let length = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    (1..=length).contains(&day).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::{day_number, eight_digits, short_number};
    use crate::decimal::parse_number;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn short_numbers_are_what_any_number_is(text in "-?[0-9]{0,12}[.]?[0-9]{0,9}[.e-]?") {
            if let Some(number) = short_number(text.as_bytes()) {
                let expected = parse_number(&text).map(f64::to_bits);
                prop_assert_eq!(Some(number.to_bits()), expected, "{}", text);
            }
        }

        #[test]
        fn eight_digits_are_what_short_numbers_are(text in "[0-9]{0,8}[.]?[0-9]{0,3}[.,/:e]?") {
            let bytes = |text: &str| {
                let mut bytes = *b"99999999";
                bytes.iter_mut().zip(text.bytes()).for_each(|(slot, byte)| *slot = byte);
                u64::from_le_bytes(bytes)
            };
            let found = eight_digits::<false>(bytes(&text), text.len());
            let expected = short_number(text.as_bytes()).filter(|_| text.len() <= 8);
            prop_assert_eq!(found.map(f64::to_bits), expected.map(f64::to_bits), "{}", text);
            let whole = eight_digits::<true>(bytes(&text), text.len());
            let expected = expected.filter(|_| !text.contains('.'));
            prop_assert_eq!(whole.map(f64::to_bits), expected.map(f64::to_bits), "{}", text);
        }
    }

    #[test]
    fn usual_numbers_are_short() {
        for text in [
            "0",
            "-7",
            "3.40",
            ".5",
            "5.",
            "123456789012345",
            "-0.000001",
        ] {
            let expected = parse_number(text);
            assert!(
                expected.is_some() && short_number(text.as_bytes()) == expected,
                "{text}"
            );
        }
        for text in ["", "-", ".", "1e3", "1.2.3", "+1", " 1", "1234567890123456"] {
            assert_eq!(short_number(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!(day_number("1970-01-01"), Some(0.0));
        assert_eq!(day_number("2022-01-31"), Some(19023.0));
        assert_eq!(day_number("2000-02-29"), Some(11016.0));
        assert_eq!(day_number("1900-02-29"), None);
        for wrong in [
            "2022-1-31",
            "2022-01-31 ",
            "2022/01/31",
            "2022-+1-31",
            "2022-013-1",
            "20220131",
            "-",
            "",
        ] {
            assert_eq!(day_number(wrong), None, "{wrong}");
        }
    }
}
