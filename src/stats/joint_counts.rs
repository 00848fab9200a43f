//! How many respondents gave each pair of answers, for many pairs of questions at once.

use crate::data::Mask;
use wide::f64x2;

/// The answers of a question, one code a respondent.
#[derive(Clone, Copy)]
pub(crate) struct Coded<'a> {
    pub(crate) code_of_row: &'a [u8],
    /// How many codes there are; every code is below it.
    pub(crate) codes: usize,
}

/// How many respondents, and the sum of their weights.
pub(crate) type Count = [f64; 2];

/// How many rows are taken through all tables before the next: they stay in the processor's
/// nearest memory.
const ROWS_AT_ONCE: usize = 1024;

/// Below so many rows the margins of larger tables cost more than a table a pair.
const ROWS_TO_COUPLE: usize = 4096;

/// A table of one question is summed in so many parts: a sum that waits for the one before
/// takes four times as long.
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
    /// Where its counts begin among those of all tables, and how many there are.
    start: usize,
    length: usize,
}

impl Table {
    fn counts<'a>(&self, counts: &'a [Count]) -> &'a [Count] {
        let end = self.start + self.length;
        counts.get(self.start..end).unwrap_or_default()
    }
}

/// How many cells two codes of one byte can name. Behind each table there are as many, so
/// that no addition has to ask whether its cell exists.
const CELLS: usize = 1 << 16;

/// For each of `pairs` of `columns`, how many of `domain` gave each pair of answers, row by
/// row of the first; how many gave each answer, where it is paired with itself.
///
/// # Cost
/// One pass over the respondents for all pairs: a byte a column and 8 of the weight each,
/// and an addition of two numbers for each table. Where there are many rows two questions
/// become one, so that a table of four holds four pairs: 15 tables hold the 66 pairs of 12
/// questions. Of the bytes that are read a respondent one question needs 9, one by another
/// 10 (and an eighth for a filter), these 12 questions 20. An addition takes about 16
/// instructions, so that adding is what takes the time, and not memory. One question takes
/// 25 instructions a respondent in all, where there are 20,000 of them (counted by
/// callgrind; pkg-tests/bench/instructions.json holds the counts).
pub(crate) fn joint_counts(
    weights: &[f64],
    domain: &Mask,
    columns: &[Coded<'_>],
    pairs: &[(usize, usize)],
) -> Vec<Vec<Count>> {
    let factors = factors(columns, pairs, domain.count() >= ROWS_TO_COUPLE);
    let tables = tables(&factors, pairs);
    let cells = tables.last().map_or(0, |last| last.start + last.length);
    let mut counts = vec![[0.0; 2]; cells + CELLS];
    let lanes: Vec<u8> = (0..ROWS_AT_ONCE).map(|row| (row % LANES) as u8).collect();
    let mut block = Block::new();
    let mut buffers = vec![Vec::with_capacity(ROWS_AT_ONCE); factors.len()];
    let words = domain.words().chunks(ROWS_AT_ONCE / 64);
    for (at, (weights, words)) in weights.chunks(ROWS_AT_ONCE).zip(words).enumerate() {
        block.take(weights, words);
        let own = |column: usize| part(columns, column, at * ROWS_AT_ONCE);
        for (buffer, factor) in buffers.iter_mut().zip(&factors) {
            match factor.second.map(own) {
                Some(second) => block.join(own(factor.first).0, second, buffer),
                None if block.kept.is_some() => block.pick(own(factor.first).0, buffer),
                None => {}
            }
        }
        let weights = block
            .kept
            .map_or(weights, |kept| part_of(&block.weights, kept));
        let codes = |factor: usize| match factors.get(factor) {
            Some(Factor { first, second, .. }) if second.is_none() && block.kept.is_none() => {
                own(*first).0
            }
            _ => buffers.get(factor).map_or(&[][..], Vec::as_slice),
        };
        for table in &tables {
            let own = counts.get_mut(table.start..);
            if let Some(own) = own.and_then(|own| own.first_chunk_mut()) {
                let pairs = (codes(table.left), table.right.map_or(&lanes[..], codes));
                add(own, table.width as u16, pairs, weights);
            }
        }
    }
    let mut found = Vec::with_capacity(pairs.len());
    for pair in pairs {
        found.push(margin(*pair, columns, &factors, (&tables, &counts)));
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
        let width = right.map_or(LANES, codes);
        let start = tables.last().map_or(0, |last| last.start + last.length);
        tables.push(Table {
            left,
            right,
            width,
            start,
            length: codes(left) * width,
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

/// The rows of the domain among some that lie together.
struct Block {
    /// How many they are; `None` where they are all.
    kept: Option<usize>,
    /// Where the kept ones are, and their weights; there is room for all.
    rows: Vec<u16>,
    weights: Vec<f64>,
}

impl Block {
    fn new() -> Self {
        Self {
            kept: None,
            rows: vec![0; ROWS_AT_ONCE],
            weights: vec![0.0; ROWS_AT_ONCE],
        }
    }

    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    fn take(&mut self, weights: &[f64], words: &[u64]) {
        let mut inside = 0;
        for word in words {
            inside += word.count_ones() as usize;
        }
        self.kept = (inside < weights.len()).then_some(inside);
        if self.kept.is_none() {
            return;
        }
        let slots = self.rows.iter_mut().zip(&mut self.weights);
        let mut rest = words.iter().zip((0u16..).step_by(64));
        let (mut word, mut first) = (0u64, 0);
        for (row, own) in slots.take(inside) {
            while word == 0 {
                let Some((next, start)) = rest.next() else {
                    return;
                };
                (word, first) = (*next, start);
            }
            *row = first + word.trailing_zeros() as u16;
            word &= word - 1;
            if let Some(weight) = weights.get(usize::from(*row)) {
                *own = *weight;
            }
        }
    }

    /// The codes of the kept rows.
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    fn pick(&self, codes: &[u8], to: &mut Vec<u8>) {
        let rows = part_of(&self.rows, self.kept.unwrap_or_default());
        to.resize(rows.len(), 0);
        for (to, row) in to.iter_mut().zip(rows) {
            if let Some(code) = codes.get(usize::from(*row)) {
                *to = *code;
            }
        }
    }

    /// The pairs of codes of two questions, the second of which has so many.
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    fn join(&self, first: &[u8], (second, width): (&[u8], usize), to: &mut Vec<u8>) {
        // There are no more pairs than a byte has room for.
        let width = width as u8;
        let Some(kept) = self.kept else {
            to.resize(first.len(), 0);
            for ((to, one), other) in to.iter_mut().zip(first).zip(second) {
                *to = one.wrapping_mul(width).wrapping_add(*other);
            }
            return;
        };
        let rows = part_of(&self.rows, kept);
        to.resize(rows.len(), 0);
        for (to, row) in to.iter_mut().zip(rows) {
            let row = usize::from(*row);
            if let Some((one, other)) = first.get(row).zip(second.get(row)) {
                *to = one.wrapping_mul(width).wrapping_add(*other);
            }
        }
    }
}

/// The first of some.
fn part_of<T>(all: &[T], count: usize) -> &[T] {
    all.get(..count).unwrap_or_default()
}

/// Adds some respondents to a table, by their codes on its two sides: most of the time is
/// spent here. Both numbers of a cell are added at once.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn add(
    counts: &mut [Count; CELLS],
    width: u16,
    (left, right): (&[u8], &[u8]),
    weights: &[f64],
) {
    for ((left, right), weight) in left.iter().zip(right).zip(weights) {
        // A pair is below the number of cells, and never wraps.
        let pair = u16::from(*left).wrapping_mul(width).wrapping_add(u16::from(*right));
        let count = &mut counts[usize::from(pair)];
        *count = (f64x2::new(*count) + f64x2::new([1.0, *weight])).to_array();
    }
}

/// What a table says of a pair, whatever else it counts.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn margin(
    (row, column): (usize, usize),
    columns: &[Coded<'_>],
    factors: &[Factor],
    (tables, counts): (&[Table], &[Count]),
) -> Vec<Count> {
    let codes = |at: usize| columns.get(at).map_or(0, |column| column.codes);
    let width = if row == column { 1 } else { codes(column) };
    let mut sums = vec![[0.0; 2]; codes(row) * width];
    let (own, other) = (place_in(factors, row), place_in(factors, column));
    let holds = |table: &&Table, factor| table.left == factor || table.right == Some(factor);
    let mut having = tables.iter();
    let Some(table) = having.find(|table| holds(table, own) && holds(table, other)) else {
        return sums;
    };
    // The code of a question on each side of the table.
    let part = |at: usize, factor: usize| {
        let second = factors.get(factor).and_then(|factor| factor.second);
        let below = second.map_or(1, codes);
        let last = second == Some(at);
        move |code: usize| if last { code % below } else { code / below }
    };
    let (row_part, column_part) = (part(row, own), part(column, other));
    let side =
        |factor: usize, left: usize, right: usize| if table.left == factor { left } else { right };
    for (left, counts) in table.counts(counts).chunks(table.width).enumerate() {
        for (right, count) in counts.iter().enumerate() {
            let mut at = row_part(side(own, left, right)) * width;
            if width > 1 {
                at += column_part(side(other, left, right));
            }
            if let Some(sum) = sums.get_mut(at) {
                sum[0] += count[0];
                sum[1] += count[1];
            }
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::{Coded, ROWS_TO_COUPLE, joint_counts};
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
                        let mut expected = vec![[0.0; 2]; columns[*row].1 * width];
                        for at in domain.iter() {
                            let own = usize::from(columns[*row].0[at]);
                            let other = usize::from(columns[*column].0[at]) % width;
                            let count = &mut expected[own * width + other];
                            *count = [count[0] + 1.0, count[1] + weights[at]];
                        }
                        assert_eq!(*counts, expected, "{row} by {column} of {rows}");
                    }
                }
            }
        }
    }
}
