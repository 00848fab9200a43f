//! How many respondents gave each pair of answers, for many pairs of questions at once.

use crate::data::{Mask, put_aside};
use std::borrow::Cow;
use wide::f64x2;

/// The answers of a question, one code a respondent.
#[derive(Clone, Copy)]
pub(crate) struct Coded<'a> {
    pub(crate) code_of_row: &'a [u8],
    /// How many codes there are, at most 255; every code is below it.
    pub(crate) codes: usize,
}

/// How many respondents, and the sum of their weights: both lie in one register, so that they
/// are added at once, and never across two lines of the processor's memory.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
#[repr(align(16))]
pub(crate) struct Count(pub(crate) [f64; 2]);

impl Count {
    /// Adds a respondent; `one` is 1, which a loop gets from [`one`].
    #[inline(always)]
    pub(super) fn add(&mut self, one: f64, weight: f64) {
        self.join(&Self([one, weight]));
    }

    /// Adds others.
    #[inline(always)]
    pub(super) fn join(&mut self, other: &Self) {
        self.0 = (f64x2::new(self.0) + f64x2::new(other.0)).to_array();
    }
}

/// 1, as a number of which nobody knows which it is: a browser makes a constant of two numbers
/// anew in five instructions wherever it stands, and keeps a variable in a register.
#[inline(always)]
pub(super) fn one() -> f64 {
    std::hint::black_box(1.0)
}

/// How many rows are taken through all tables before the next: what is done once for each
/// table is done rarely.
const ROWS_AT_ONCE: usize = 1 << 16;

/// Below so many rows the margins of larger tables cost more than a table a pair.
const ROWS_TO_JOIN: usize = 4096;

/// So many rows are worth a cell of a larger table: what its margins take is a part of what
/// its rows do.
const ROWS_A_CELL: usize = 4;

/// How many cells are counted in one pass over the rows: 16 MB.
const CELLS_AT_ONCE: usize = 1 << 20;

/// A table of one question is summed in so many parts, and whoever is outside the domain too:
/// a sum that waits for the one before takes four times as long.
const LANES: usize = 4;

/// Some questions whose combinations of answers are its codes.
struct Factor {
    /// The columns, whose codes are digits of the factor's, the last the lowest.
    columns: Vec<usize>,
    codes: usize,
}

/// All questions, each in a factor.
struct Factors<'a> {
    columns: &'a [Coded<'a>],
    list: Vec<Factor>,
    /// The place of each column's factor.
    of_column: Vec<usize>,
}

impl<'a> Factors<'a> {
    /// Columns become one factor where a byte has room for it, and a table of two such factors
    /// no more cells than its `rows` are worth.
    fn of(columns: &'a [Coded<'a>], rows: usize) -> Self {
        let most = match rows {
            ..ROWS_TO_JOIN => 0,
            _ => usize::from(u8::MAX).min((rows / ROWS_A_CELL).isqrt()),
        };
        let mut list: Vec<Factor> = Vec::with_capacity(columns.len());
        let mut of_column = Vec::with_capacity(columns.len());
        for (at, column) in columns.iter().enumerate() {
            let fits = |factor: &Factor| factor.codes * column.codes <= most;
            let place = list.iter().position(fits).unwrap_or(list.len());
            match list.get_mut(place) {
                Some(factor) => {
                    factor.columns.push(at);
                    factor.codes *= column.codes;
                }
                None => list.push(Factor {
                    columns: vec![at],
                    codes: column.codes,
                }),
            }
            of_column.push(place);
        }
        Self {
            columns,
            list,
            of_column,
        }
    }

    /// The place of a column's factor.
    fn place(&self, column: usize) -> usize {
        self.of_column.get(column).copied().unwrap_or_default()
    }

    /// How many codes a factor has.
    fn codes(&self, at: usize) -> usize {
        self.list.get(at).map_or(0, |factor| factor.codes)
    }

    /// How many codes a column has.
    fn codes_of(&self, column: usize) -> usize {
        self.columns.get(column).map_or(1, |column| column.codes)
    }

    /// The codes of a column for some rows that lie together.
    fn part(&self, column: usize, start: usize) -> &'a [u8] {
        let column = self.columns.get(column);
        let codes = column.map_or(&[][..], |column| column.code_of_row);
        let end = (start + ROWS_AT_ONCE).min(codes.len());
        codes.get(start..end).unwrap_or_default()
    }

    /// How far each code of a factor moves on, where columns of it move by so much a code of
    /// their own. Columns of other factors move nothing.
    fn steps(&self, place: usize, moves: &[(usize, usize)]) -> Vec<usize> {
        let mut steps = vec![0; self.codes(place)];
        let mut below = 1;
        let own = self.list.get(place).map_or(&[][..], |own| &own.columns);
        for column in own.iter().rev() {
            let codes = self.codes_of(*column);
            for (_, step) in moves.iter().filter(|(moved, _)| moved == column) {
                for (code, sum) in steps.iter_mut().enumerate() {
                    *sum += code / below % codes * step;
                }
            }
            below *= codes;
        }
        steps
    }
}

/// The counts of two factors, or of one.
struct Table {
    left: usize,
    right: Option<usize>,
    /// How many cells there are row by row of the left factor, with some behind these for
    /// whoever is outside the domain.
    cells: usize,
    width: usize,
}

/// A table of one factor has room for each code that a byte can be, so that no addition has
/// to ask whether its cell exists.
const ALL: usize = 1 << u8::BITS;

/// For each of `pairs` of `columns`, how many of `domain` gave each pair of answers, row by
/// row of the first; how many gave each answer, where it is paired with itself.
///
/// # Cost
/// One pass over the respondents for all pairs: a byte a column and 8 of the weight each,
/// and an addition of two numbers for each table. Whoever is outside the domain is added to
/// a row that nobody reads. Where there are many rows several questions become one, as many as
/// a byte has room for: of a million rows 6 tables hold the 66 pairs of the bench's 12
/// questions. Of the bytes that are read a respondent one question needs 9, one by another 10
/// (and an eighth for a filter), these 12 questions 20. An addition to a table takes about 15
/// instructions in a browser, so that adding is what takes the time, and not memory. One
/// question takes 10 instructions a respondent in all, where there are 20,000 of them (counted
/// by callgrind; pkg-tests/bench/instructions.json holds the counts): of a million the bench's
/// fastest samples took 1 ms, three times what it takes to touch their 9 MB. Beyond the survey
/// and the result a call holds 16 MB of counts at most.
pub(crate) fn joint_counts(
    weights: &[f64],
    domain: &Mask,
    columns: &[Coded<'_>],
    pairs: &[(usize, usize)],
) -> Vec<Vec<Count>> {
    let factors = Factors::of(columns, domain.count());
    let tables = tables(&factors, pairs);
    let mut found = vec![Vec::new(); pairs.len()];
    let mut rest = tables.as_slice();
    while !rest.is_empty() {
        let (mut many, mut room) = (0, CELLS_AT_ONCE);
        while let Some(table) = rest.get(many)
            && (many == 0 || table.cells <= room)
        {
            room = room.saturating_sub(table.cells);
            many += 1;
        }
        let (batch, later) = rest.split_at(many);
        let counts = counts(batch, &factors, weights, domain);
        for (table, counts) in batch.iter().zip(&counts) {
            margins((table, counts), &factors, pairs, &mut found);
        }
        rest = later;
    }
    found
}

/// The counts of some tables, out of one pass over the respondents.
fn counts(
    tables: &[Table],
    factors: &Factors<'_>,
    weights: &[f64],
    domain: &Mask,
) -> Vec<Vec<Count>> {
    let mut all = Vec::with_capacity(tables.len());
    for table in tables {
        all.push(vec![Count::default(); table.cells]);
    }
    let words = domain.words().chunks(ROWS_AT_ONCE / 64);
    for (at, (weights, words)) in weights.chunks(ROWS_AT_ONCE).zip(words).enumerate() {
        let mut each = Vec::with_capacity(factors.list.len());
        for factor in &factors.list {
            let mut codes: Cow<'_, [u8]> = Cow::default();
            for column in &factor.columns {
                let own = factors.part(*column, at * ROWS_AT_ONCE);
                match codes.is_empty() {
                    true => codes = Cow::Borrowed(own),
                    false => join(codes.to_mut(), own, factors.codes_of(*column)),
                }
            }
            each.push(codes);
        }
        let codes = |at: usize| each.get(at).map_or(&[][..], |codes| codes);
        let is_part = members(words) < weights.len();
        for (table, counts) in tables.iter().zip(&mut all) {
            let mut left = Cow::Borrowed(codes(table.left));
            if is_part {
                put_aside(left.to_mut(), words, factors.codes(table.left) as u8);
            }
            match table.right.map(codes) {
                Some(right) => add_pairs((counts, table.width), (&left, right), weights),
                None => add_alone(counts, &left, weights),
            }
        }
    }
    all
}

/// The tables that hold all pairs. Within a factor any table will do that holds it.
fn tables(factors: &Factors<'_>, pairs: &[(usize, usize)]) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    for within in [false, true] {
        for pair in pairs {
            let (one, other) = (factors.place(pair.0), factors.place(pair.1));
            let holds = |table: &Table, place| table.left == place || table.right == Some(place);
            let is_held = |table: &Table| holds(table, one) && holds(table, other);
            if (one == other) != within || tables.iter().any(is_held) {
                continue;
            }
            let (left, right) = (one.min(other), one.max(other));
            let (rows, width) = match within {
                true => (ALL, LANES),
                false => (factors.codes(left) + LANES, factors.codes(right)),
            };
            tables.push(Table {
                left,
                right: (!within).then_some(right),
                cells: rows * width,
                width,
            });
        }
    }
    tables
}

fn members(words: &[u64]) -> usize {
    words
        .iter()
        .fold(0, |sum, word| sum + word.count_ones() as usize)
}

/// Makes codes of pairs out of those of the first and of a second, which has so many.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn join(codes: &mut [u8], second: &[u8], width: usize) {
    let (eights, codes) = codes.as_chunks_mut::<8>();
    let (second_eights, second) = second.as_chunks::<8>();
    // There are no more pairs than a byte has room for, so that nothing is carried from one
    // byte to the next.
    for (pairs, others) in eights.iter_mut().zip(second_eights) {
        let ones = u64::from_le_bytes(*pairs).wrapping_mul(width as u64);
        *pairs = ones.wrapping_add(u64::from_le_bytes(*others)).to_le_bytes();
    }
    for (pair, other) in codes.iter_mut().zip(second) {
        *pair = pair.wrapping_mul(width as u8).wrapping_add(*other);
    }
}

/// Adds some respondents to a table by their codes on its two sides: most of the time is
/// spent here. The places of eight are found together.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn add_pairs(
    (counts, width): (&mut [Count], usize),
    (left, right): (&[u8], &[u8]),
    weights: &[f64],
) {
    let one = one();
    let mut add = |place: u64, weight: f64| {
        if let Some(count) = counts.get_mut(usize::from(place as u16)) {
            count.add(one, weight);
        }
    };
    let width = width as u64;
    let (lefts, left) = left.as_chunks::<8>();
    let (rights, right) = right.as_chunks::<8>();
    let (eights, weights) = weights.as_chunks::<8>();
    for ((left, right), weights) in lefts.iter().zip(rights).zip(eights) {
        let (left, right) = (u64::from_le_bytes(*left), u64::from_le_bytes(*right));
        // A place has two bytes: every second code is taken, and nothing is carried.
        let even = (left & EVEN) * width + (right & EVEN);
        let odd = (left >> 8 & EVEN) * width + (right >> 8 & EVEN);
        add(even, weights[0]);
        add(odd, weights[1]);
        add(even >> 16, weights[2]);
        add(odd >> 16, weights[3]);
        add(even >> 32, weights[4]);
        add(odd >> 32, weights[5]);
        add(even >> 48, weights[6]);
        add(odd >> 48, weights[7]);
    }
    for ((left, right), weight) in left.iter().zip(right).zip(weights) {
        add(u64::from(*left) * width + u64::from(*right), *weight);
    }
}

/// The first and every second byte after it.
const EVEN: u64 = 0x00ff_00ff_00ff_00ff;

/// The same of a table with one side, each of four neighbours to another part.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn add_alone(counts: &mut [Count], codes: &[u8], weights: &[f64]) {
    let (parts, _) = counts.as_chunks_mut::<LANES>();
    let Some(parts) = parts.first_chunk_mut::<ALL>() else {
        return;
    };
    let one = one();
    let (eights, codes) = codes.as_chunks::<8>();
    let (eight_weights, weights) = weights.as_chunks::<8>();
    for ([a, b, c, d, e, f, g, h], weights) in eights.iter().zip(eight_weights) {
        parts[usize::from(*a)][0].add(one, weights[0]);
        parts[usize::from(*b)][1].add(one, weights[1]);
        parts[usize::from(*c)][2].add(one, weights[2]);
        parts[usize::from(*d)][3].add(one, weights[3]);
        parts[usize::from(*e)][0].add(one, weights[4]);
        parts[usize::from(*f)][1].add(one, weights[5]);
        parts[usize::from(*g)][2].add(one, weights[6]);
        parts[usize::from(*h)][3].add(one, weights[7]);
    }
    for (code, weight) in codes.iter().zip(weights) {
        parts[usize::from(*code)][0].add(one, *weight);
    }
}

/// Which side of a table is summed.
#[derive(Clone, Copy, PartialEq)]
enum Summed {
    /// The left one, but for a question of it that is left.
    Left(Option<usize>),
    Right,
}

/// Puts down what a table says of pairs of which nothing is known yet. One side is summed
/// first, once for all pairs that need it so: what is left of the table is small.
fn margins(
    (table, counts): (&Table, &[Count]),
    factors: &Factors<'_>,
    pairs: &[(usize, usize)],
    found: &mut [Vec<Count>],
) {
    let left = table.left;
    let mut known: Vec<(Summed, Vec<Count>)> = Vec::new();
    let unknown = pairs.iter().zip(found).filter(|(_, sums)| sums.is_empty());
    for (&(own, other), sums) in unknown {
        let across = if own == other {
            1
        } else {
            factors.codes_of(other)
        };
        let both = [(own, across), (other, 1)];
        let moves = if own == other { &both[..1] } else { &both };
        let is_left = |column| factors.place(column) == left;
        let is_here = |column| is_left(column) || Some(factors.place(column)) == table.right;
        if !(is_here(own) && is_here(other)) {
            continue;
        }
        let (summed, step) = match (is_left(own), is_left(other)) {
            (true, true) => (Summed::Right, 0),
            (true, false) => (Summed::Left(Some(own)), across),
            (false, true) => (Summed::Left(Some(other)), 1),
            (false, false) => (Summed::Left(None), 0),
        };
        let at = known.iter().position(|(known, _)| *known == summed);
        let at = at.unwrap_or_else(|| {
            known.push((summed, summed_side((table, counts), factors, summed)));
            known.len() - 1
        });
        let side = match summed {
            Summed::Left(_) => table.right.unwrap_or_default(),
            Summed::Right => left,
        };
        if let Some((_, counts)) = known.get(at) {
            let columns = factors.steps(side, moves);
            let rows: Vec<usize> = (0..counts.len() / columns.len().max(1))
                .map(|row| row * step)
                .collect();
            *sums = laid(factors.codes_of(own) * across, counts, (&rows, &columns));
        }
    }
}

/// A table of which one side is summed.
fn summed_side(
    (table, counts): (&Table, &[Count]),
    factors: &Factors<'_>,
    summed: Summed,
) -> Vec<Count> {
    let all = factors.codes(table.left);
    let width = table.width;
    let (many, rows, columns) = match summed {
        Summed::Left(one) => {
            let moves = one.map(|one| (one, width));
            let rows = one.map_or(1, |one| factors.codes_of(one));
            (
                rows * width,
                factors.steps(table.left, moves.as_slice()),
                (0..width).collect(),
            )
        }
        Summed::Right => (all, (0..all).collect(), vec![0; width]),
    };
    laid(many, counts, (&rows, &columns))
}

/// So many sums, of counts that lie row by row: each is added where its row and its column
/// take it.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn laid(many: usize, counts: &[Count], (rows, columns): (&[usize], &[usize])) -> Vec<Count> {
    let mut sums = vec![Count::default(); many];
    for (row, counts) in rows.iter().zip(counts.chunks(columns.len().max(1))) {
        for (column, count) in columns.iter().zip(counts) {
            if let Some(sum) = sums.get_mut(row + column) {
                sum.join(count);
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::{CELLS_AT_ONCE, Coded, Count, ROWS_A_CELL, ROWS_TO_JOIN, joint_counts};
    use crate::data::Mask;

    /// Columns of 3, 4, 5 and 60 codes.
    fn columns(rows: usize) -> Vec<(Vec<u8>, usize)> {
        let column = |(seed, codes): (usize, usize)| {
            let code = |row: usize| ((row * seed) % 1009 % codes) as u8;
            ((0..rows).map(code).collect(), codes)
        };
        [(17, 3), (29, 4), (41, 5), (53, 60)].map(column).to_vec()
    }

    #[test]
    fn as_many_codes_as_a_byte_can_be_are_counted_within_a_domain() {
        let rows = 10_000;
        let code_of_row: Vec<u8> = (0..rows).map(|row| (row * 7 % 255) as u8).collect();
        let coded = [Coded {
            code_of_row: &code_of_row,
            codes: 255,
        }; 2];
        let domain = Mask::from_fn(rows, |row| row % 3 > 0);
        let found = joint_counts(&vec![1.0; rows], &domain, &coded, &[(0, 0), (0, 1)]);
        let mut expected = vec![0.0; 255];
        domain.each(|row| expected[usize::from(code_of_row[row])] += 1.0);
        for (code, n) in expected.iter().enumerate() {
            assert_eq!(found[0][code], Count([*n, *n]), "{code}");
            assert_eq!(found[1][code * 255 + code], Count([*n, *n]), "{code} twice");
        }
    }

    #[test]
    fn more_cells_than_are_counted_at_once_are_counted_in_turn() {
        let (rows, codes, many) = (300, 255, 7);
        assert!(many * (many - 1) / 2 * codes * codes > CELLS_AT_ONCE);
        let code = |(column, row): (usize, usize)| (row * (column + 3) % 251) as u8;
        let columns: Vec<Vec<u8>> = (0..many)
            .map(|column| (0..rows).map(|row| code((column, row))).collect())
            .collect();
        let coded: Vec<_> = (columns.iter())
            .map(|code_of_row| Coded { code_of_row, codes })
            .collect();
        let pairs: Vec<_> = (0..many)
            .flat_map(|one| (0..one).map(move |other| (one, other)))
            .collect();
        let found = joint_counts(&vec![2.0; rows], &Mask::all(rows), &coded, &pairs);
        for ((one, other), counts) in pairs.iter().zip(&found) {
            let mut expected = vec![Count::default(); codes * codes];
            for (own, other) in columns[*one].iter().zip(&columns[*other]) {
                expected[usize::from(*own) * codes + usize::from(*other)].join(&Count([1.0, 2.0]));
            }
            assert!(*counts == expected, "{one} by {other}");
        }
    }

    #[test]
    fn joined_questions_have_the_counts_of_plain_ones() {
        // Each question alone, the first two as one, the first three.
        for rows in [130, ROWS_TO_JOIN * 2 + 77, 60 * 60 * ROWS_A_CELL + 7] {
            let columns = columns(rows);
            let weights: Vec<f64> = (0..rows).map(|row| 1.0 + (row % 7) as f64).collect();
            let coded: Vec<_> = (columns.iter())
                .map(|(code_of_row, codes)| Coded {
                    code_of_row,
                    codes: *codes,
                })
                .collect();
            let every = |row: usize| (0..4).map(move |column| (row, column));
            let crossed: Vec<_> = (0..4).flat_map(every).collect();
            let by_last = [(0, 3), (1, 3), (0, 0), (2, 2)].to_vec();
            for domain in [Mask::all(rows), Mask::from_fn(rows, |row| row % 5 > 1)] {
                for pairs in [&crossed, &by_last] {
                    let found = joint_counts(&weights, &domain, &coded, pairs);
                    for ((row, column), counts) in pairs.iter().zip(&found) {
                        let width = if row == column { 1 } else { columns[*column].1 };
                        let mut expected = vec![Count::default(); columns[*row].1 * width];
                        for at in domain.iter() {
                            let own = usize::from(columns[*row].0[at]);
                            let other = usize::from(columns[*column].0[at]) % width;
                            let Count([n, weighted]) = &mut expected[own * width + other];
                            (*n, *weighted) = (*n + 1.0, *weighted + weights[at]);
                        }
                        assert_eq!(*counts, expected, "{row} by {column} of {rows}");
                    }
                }
            }
        }
    }
}
