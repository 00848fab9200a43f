//! How many respondents gave each pair of answers, for many pairs of questions at once.

use crate::data::Mask;

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
    counts: Vec<Count>,
}

/// For each of `pairs` of `columns`, how many of `domain` gave each pair of answers, row by
/// row of the first; how many gave each answer, where it is paired with itself.
///
/// # Cost
/// One pass over the respondents for all pairs: a byte a column and 8 of the weight each,
/// and an addition of two numbers for each table. Where there are many rows two questions
/// become one, so that a table of four holds four pairs: 15 tables hold the 66 pairs of 12
/// questions. Adding is what takes the time, about a nanosecond each, and not memory: the
/// 20 bytes a respondent of these 12 questions come by in a tenth of it.
pub(crate) fn joint_counts(
    weights: &[f64],
    domain: &Mask,
    columns: &[Coded<'_>],
    pairs: &[(usize, usize)],
) -> Vec<Vec<Count>> {
    let factors = factors(columns, pairs, domain.count() >= ROWS_TO_COUPLE);
    let mut tables = tables(&factors, pairs);
    let lanes = (0..ROWS_AT_ONCE).map(|row| (row % LANES) as u16);
    let mut block = Block {
        lanes: lanes.collect(),
        ..Block::default()
    };
    let mut codes = vec![Vec::with_capacity(ROWS_AT_ONCE); factors.len()];
    let words = domain.words().chunks(ROWS_AT_ONCE / 64);
    for (at, (weights, words)) in weights.chunks(ROWS_AT_ONCE).zip(words).enumerate() {
        block.take(weights, words);
        let own = |column: usize| part(columns, column, at * ROWS_AT_ONCE);
        for (codes, factor) in codes.iter_mut().zip(&factors) {
            let second = factor.second.map_or((&[][..], 1), own);
            block.codes(own(factor.first).0, second, codes);
        }
        for table in &mut tables {
            if let Some(left) = codes.get(table.left) {
                let right = table.right.and_then(|right| codes.get(right));
                add(table, left, right.unwrap_or(&block.lanes), &block.weights);
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
fn part<'a>(columns: &[Coded<'a>], at: usize, start: usize) -> (&'a [u8], u16) {
    let Some(column) = columns.get(at) else {
        return (&[], 1);
    };
    let end = (start + ROWS_AT_ONCE).min(column.code_of_row.len());
    let codes = column.code_of_row.get(start..end).unwrap_or_default();
    (codes, column.codes as u16)
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
        tables.push(Table {
            left,
            right,
            width,
            counts: vec![[0.0; 2]; codes(left) * width],
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
#[derive(Default)]
struct Block {
    /// Where they are; nowhere in particular where they are all.
    kept: Vec<u16>,
    weights: Vec<f64>,
    /// The part of a table of one question that each is added to.
    lanes: Vec<u16>,
}

impl Block {
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    fn take(&mut self, weights: &[f64], words: &[u64]) {
        self.weights.clear();
        let inside: u32 = words.iter().map(|word| word.count_ones()).sum();
        if inside as usize == weights.len() {
            self.kept.clear();
            self.weights.extend_from_slice(weights);
            return;
        }
        // As much of it as the block before had is there already.
        self.kept.resize(ROWS_AT_ONCE + 1, 0);
        let (kept, mut count) = (self.kept.as_mut_slice(), 0);
        for (word, first) in words.iter().zip((0u16..).step_by(64)) {
            for bit in 0..64 {
                // Each is written, and the next overwrites it where it is not kept: no branch
                // to guess.
                if let Some(slot) = kept.get_mut(count) {
                    *slot = first + bit;
                }
                count += (word >> bit & 1) as usize;
            }
        }
        self.kept.truncate(count);
        for at in &self.kept {
            if let Some(weight) = weights.get(usize::from(*at)) {
                self.weights.push(*weight);
            }
        }
    }

    /// The codes of a factor for these rows: its own are `first`, and the other's `second`, of
    /// which there are so many.
    #[cfg_attr(chosa_fast, optimize(speed))]
    #[inline(never)]
    fn codes(&self, first: &[u8], (second, width): (&[u8], u16), codes: &mut Vec<u16>) {
        codes.clear();
        if self.kept.is_empty() {
            codes.extend(first.iter().map(|code| u16::from(*code) * width));
            for (code, second) in codes.iter_mut().zip(second) {
                *code += u16::from(*second);
            }
            return;
        }
        codes.resize(self.kept.len(), 0);
        for (code, at) in codes.iter_mut().zip(&self.kept) {
            if let Some(first) = first.get(usize::from(*at)) {
                *code = u16::from(*first) * width;
            }
            if let Some(second) = second.get(usize::from(*at)) {
                *code += u16::from(*second);
            }
        }
    }
}

/// Most of the time is spent here.
#[cfg_attr(chosa_fast, optimize(speed))]
#[inline(never)]
fn add(table: &mut Table, left: &[u16], right: &[u16], weights: &[f64]) {
    let (counts, width) = (table.counts.as_mut_slice(), table.width);
    for ((left, right), weight) in left.iter().zip(right).zip(weights) {
        if let Some(count) = counts.get_mut(usize::from(*left) * width + usize::from(*right)) {
            count[0] += 1.0;
            count[1] += weight;
        }
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
    for (left, counts) in table.counts.chunks(table.width).enumerate() {
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
