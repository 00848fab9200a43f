//! The little linear algebra that tests of several contrasts need.

/// Solves `a x = b` for several right-hand sides by elimination, for `a` symmetric and
/// positive definite, as covariances are: there no exchange of rows is needed. Each of `rows`
/// is a row of `a`, as long as there are rows, with the right-hand sides after it; it becomes
/// the solutions of one unknown. `None` where `a` is singular to working precision.
pub(super) fn solve(mut rows: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let size = rows.len();
    let mut largest = 0.0f64;
    for (at, row) in rows.iter().enumerate() {
        largest = largest.max(row[at]);
    }
    for column in 0..size {
        let mut pivot_row = std::mem::take(&mut rows[column]);
        let pivot = pivot_row[column];
        if pivot <= largest * 1e-13 {
            return None;
        }
        for value in &mut pivot_row {
            *value /= pivot;
        }
        for row in &mut rows {
            // The row that was taken out is empty and stays so.
            let factor = row.get(column).copied().unwrap_or_default();
            for (value, other) in row.iter_mut().zip(&pivot_row) {
                *value -= factor * other;
            }
        }
        rows[column] = pivot_row;
    }
    for row in &mut rows {
        *row = row.split_off(size);
    }
    Some(rows)
}

#[cfg(test)]
mod tests {
    use super::solve;

    #[test]
    fn a_system_is_solved_and_a_singular_one_is_not() {
        let system = vec![vec![4.0, 1.0, 6.0], vec![1.0, 2.0, 5.0]];
        assert_eq!(solve(system).unwrap(), [[1.0], [2.0]]);
        let singular = vec![vec![1.0, 2.0, 1.0], vec![2.0, 4.0, 1.0]];
        assert_eq!(solve(singular), None);
    }
}
