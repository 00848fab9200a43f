//! How many respondents gave each pair of answers, for many pairs of questions at once.

use crate::data::{Mask, put_aside};
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

/// How many rows are taken through all tables before the next: they stay in the processor's
/// second nearest memory, and what is done once for each table is done rarely.
const ROWS_AT_ONCE: usize = 1 << 16;

/// Below so many rows the margins of larger tables cost more than a table a pair.
const ROWS_TO_COUPLE: usize = 4096;

/// A table of one question is summed in so many parts, and whoever is outside the domain too:
/// a sum that waits for the one before takes four times as long.
const LANES: usize = 4;

/// One question, or two whose pairs of answers are its codes.
struct Factor {
    first: usize,
    second: Option<usize>,
    codes: usize,
}

/// The counts of two factors, or of one.
struct Table {
    left: usize,
    right: Option<usize>,
    width: usize,
    /// Row by row of the left factor, and behind these for whoever is outside the domain.
    counts: Vec<Count>,
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
/// a row that nobody reads. Where there are many rows two questions become one, so that a
/// table of four holds four pairs: 15 tables hold the 66 pairs of 12 questions. Of the bytes
/// that are read a respondent one question needs 9, one by another 10 (and an eighth for a
/// filter), these 12 questions 20. An addition to a pair takes about 20
/// instructions in a browser, so that adding is what takes the time, and not memory. One
/// question takes 10 instructions a respondent in all, where there are 20,000 of them (counted
/// by callgrind; pkg-tests/bench/instructions.json holds the counts): of a million the bench's
/// fastest samples took 1 ms, three times what it takes to touch their 9 MB.
pub(crate) fn joint_counts(
    weights: &[f64],
    domain: &Mask,
    columns: &[Coded<'_>],
    pairs: &[(usize, usize)],
) -> Vec<Vec<Count>> {
    let factors = factors(columns, pairs, domain.count() >= ROWS_TO_COUPLE);
    let mut tables = tables(&factors, pairs);
    let mut buffers = vec![Vec::new(); factors.len()];
    let mut aside = buffers.clone();
    let words = domain.words().chunks(ROWS_AT_ONCE / 64);
    for (at, (weights, words)) in weights.chunks(ROWS_AT_ONCE).zip(words).enumerate() {
        let own = |column: usize| part(columns, column, at * ROWS_AT_ONCE);
        for (buffer, factor) in buffers.iter_mut().zip(&factors) {
            if let Some(second) = factor.second {
                join(own(factor.first).0, own(second), buffer);
            }
        }
        let codes = |at: usize| match factors.get(at) {
            Some(factor) if factor.second.is_none() => own(factor.first).0,
            _ => buffers.get(at).map_or(&[][..], Vec::as_slice),
        };
        let is_part = members(words) < weights.len();
        for ((at, aside), factor) in aside.iter_mut().enumerate().zip(&factors) {
            if is_part && tables.iter().any(|table| table.left == at) {
                aside.clear();
                aside.extend_from_slice(codes(at));
                put_aside(aside, words, factor.codes as u8);
            }
        }
        for table in &mut tables {
            let left = match aside.get(table.left) {
                Some(aside) if is_part => aside,
                _ => codes(table.left),
            };
            match table.right.map(codes) {
                Some(right) => add_pairs(table, (left, right), weights),
                None => add_alone(table, left, weights),
            }
        }
    }
    let mut found = Vec::with_capacity(pairs.len());
    for pair in pairs {
        found.push(margin(*pair, columns, &factors, &tables));
    }
    found
}

/// The codes of a column for some rows that lie together, and how many codes there are.
fn part<'a>(columns: &[Coded<'a>], at: usize, start: usize) -> (&'a [u8], usize) {
    let Some(column) = columns.get(at) else {
        return (&[], 1);
    };
    let end = (start + ROWS_AT_ONCE).min(column.code_of_row.len());
    let codes = column.code_of_row.get(start..end).unwrap_or_default();
    (codes, column.codes)
}

/// The factors of all columns that are in a pair. Neighbours that stand on the same side of
/// their pairs become one, where a byte has room for it.
fn factors(columns: &[Coded<'_>], pairs: &[(usize, usize)], coupled: bool) -> Vec<Factor> {
    let side = |column: usize| {
        let is_in = |end: &dyn Fn(&(usize, usize)) -> usize| {
            let others = pairs.iter().filter(|pair| pair.0 != pair.1);
            others.map(end).any(|one| one == column)
        };
        (is_in(&|pair| pair.0), is_in(&|pair| pair.1))
    };
    let mut factors: Vec<Factor> = Vec::with_capacity(columns.len());
    for (at, column) in columns.iter().enumerate() {
        if let Some(last) = factors.last_mut().filter(|last| last.second.is_none()) {
            let fits = last.codes * column.codes <= usize::from(u8::MAX);
            let own = side(at);
            if coupled && fits && own != (false, false) && side(last.first) == own {
                last.second = Some(at);
                last.codes *= column.codes;
                continue;
            }
        }
        factors.push(Factor {
            first: at,
            second: None,
            codes: column.codes,
        });
    }
    factors
}

/// The tables that hold all pairs.
fn tables(factors: &[Factor], pairs: &[(usize, usize)]) -> Vec<Table> {
    let mut tables: Vec<Table> = Vec::new();
    let mut add = |left: usize, right: Option<usize>| {
        let codes = |at: usize| factors.get(at).map_or(0, |factor| factor.codes);
        let (rows, width) = match right {
            Some(right) => (codes(left) + LANES, codes(right)),
            None => (ALL, LANES),
        };
        tables.push(Table {
            left,
            right,
            width,
            counts: vec![Count::default(); rows * width],
        });
    };
    let mut known: Vec<(usize, usize)> = Vec::new();
    let places = |pair: &(usize, usize)| (place_in(factors, pair.0), place_in(factors, pair.1));
    for (one, other) in pairs.iter().map(places) {
        let pair = (one.min(other), one.max(other));
        if one != other && !known.contains(&pair) {
            known.push(pair);
            add(pair.0, Some(pair.1));
        }
    }
    for (one, other) in pairs.iter().map(places) {
        let holds = |pair: &(usize, usize)| pair.0 == one || pair.1 == one;
        if one == other && !known.iter().any(holds) {
            known.push((one, one));
            add(one, None);
        }
    }
    tables
}

fn place_in(factors: &[Factor], column: usize) -> usize {
    let holds = |factor: &Factor| factor.first == column || factor.second == Some(column);
    factors.iter().position(holds).unwrap_or_default()
}

fn members(words: &[u64]) -> usize {
    words
        .iter()
        .fold(0, |sum, word| sum + word.count_ones() as usize)
}

/// The pairs of codes of two questions, the second of which has so many.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn join(first: &[u8], (second, width): (&[u8], usize), to: &mut Vec<u8>) {
    to.resize(first.len(), 0);
    let (eights, to) = to.as_chunks_mut::<8>();
    let (first_eights, first) = first.as_chunks::<8>();
    let (second_eights, second) = second.as_chunks::<8>();
    // There are no more pairs than a byte has room for, so that nothing is carried from one
    // byte to the next.
    for ((to, ones), others) in eights.iter_mut().zip(first_eights).zip(second_eights) {
        let ones = u64::from_le_bytes(*ones).wrapping_mul(width as u64);
        *to = ones.wrapping_add(u64::from_le_bytes(*others)).to_le_bytes();
    }
    for ((to, one), other) in to.iter_mut().zip(first).zip(second) {
        *to = one.wrapping_mul(width as u8).wrapping_add(*other);
    }
}

/// Adds some respondents to a table by their codes on its two sides: most of the time is
/// spent here.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn add_pairs(table: &mut Table, (left, right): (&[u8], &[u8]), weights: &[f64]) {
    let (counts, width, one) = (table.counts.as_mut_slice(), table.width, one());
    for ((left, right), weight) in left.iter().zip(right).zip(weights) {
        if let Some(count) = counts.get_mut(usize::from(*left) * width + usize::from(*right)) {
            count.add(one, *weight);
        }
    }
}

/// The same of a table with one side, each of four neighbours to another part.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn add_alone(table: &mut Table, codes: &[u8], weights: &[f64]) {
    let (parts, _) = table.counts.as_chunks_mut::<LANES>();
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

/// What a table says of a pair, whatever else it counts.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn margin(
    (row, column): (usize, usize),
    columns: &[Coded<'_>],
    factors: &[Factor],
    tables: &[Table],
) -> Vec<Count> {
    let codes = |at: usize| columns.get(at).map_or(0, |column| column.codes);
    let width = if row == column { 1 } else { codes(column) };
    let mut sums = vec![Count::default(); codes(row) * width];
    let (own, other) = (place_in(factors, row), place_in(factors, column));
    let holds = |table: &&Table, factor| table.left == factor || table.right == Some(factor);
    let mut having = tables.iter();
    let Some(table) = having.find(|table| holds(table, own) && holds(table, other)) else {
        return sums;
    };
    // By how much a code of each side moves on in the sums: their divisions are done once a code.
    let rows = factors.get(table.left).map_or(0, |factor| factor.codes);
    let mut steps = [vec![0; rows], vec![0; table.width]];
    for (at, factor, step) in [(row, own, width), (column, other, width.min(2) - 1)] {
        let second = factors.get(factor).and_then(|factor| factor.second);
        let below = second.map_or(1, codes);
        let [left, right] = &mut steps;
        let side = if table.left == factor { left } else { right };
        for (code, moved) in side.iter_mut().enumerate() {
            let own = if second == Some(at) {
                code % below
            } else {
                code / below
            };
            *moved += own * step;
        }
    }
    let [lefts, rights] = &steps;
    for (left, counts) in lefts.iter().zip(table.counts.chunks(table.width)) {
        for (right, count) in rights.iter().zip(counts) {
            if let Some(sum) = sums.get_mut(left + right) {
                sum.join(count);
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::{Coded, Count, ROWS_TO_COUPLE, joint_counts};
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
    fn coupled_questions_have_the_counts_of_plain_ones() {
        for rows in [130, ROWS_TO_COUPLE * 2 + 77] {
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
