//! The little linear algebra that tests of several contrasts need.

/// Solves `a x = b` for several right-hand sides by elimination with row exchange. Each of
/// `rows` is a row of `a`, as long as there are rows, with the right-hand sides after it; it
/// becomes the solutions of one unknown. `None` where `a` is singular to working precision.
pub(super) fn solve(mut rows: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let size = rows.len();
    let mut largest = 0.0f64;
    for row in &rows {
        for value in row.iter().take(size) {
            largest = largest.max(value.abs());
        }
    }
    for column in 0..size {
        let mut pivot = column;
        for row in column..size {
            if rows[row][column].abs() > rows[pivot][column].abs() {
                pivot = row;
            }
        }
        let mut pivot_row = std::mem::take(&mut rows[pivot]);
        if pivot_row[column].abs() <= largest * 1e-13 {
            return None;
        }
        let divisor = pivot_row[column];
        for value in &mut pivot_row {
            *value /= divisor;
        }
        rows.swap(column, pivot);
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
        let system = vec![vec![0.0, 2.0, 2.0], vec![4.0, 1.0, 9.0]];
        assert_eq!(solve(system).unwrap(), [[2.0], [1.0]]);
        let singular = vec![vec![1.0, 2.0, 1.0], vec![2.0, 4.0, 1.0]];
        assert_eq!(solve(singular), None);
    }
}
