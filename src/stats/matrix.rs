//! The little linear algebra that tests of several contrasts need.

/// Solves `a x = b` for several right-hand sides by elimination with row exchange.
/// Matrices are rows of numbers. `None` where `a` is singular to working precision.
pub(super) fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<Vec<f64>>) -> Option<Vec<Vec<f64>>> {
    let size = a.len();
    let largest = a
        .iter()
        .flatten()
        .fold(0.0f64, |most, value| most.max(value.abs()));
    for column in 0..size {
        let pivot =
            (column..size).max_by(|x, y| a[*x][column].abs().total_cmp(&a[*y][column].abs()))?;
        if a[pivot][column].abs() <= largest * 1e-13 {
            return None;
        }
        a.swap(column, pivot);
        b.swap(column, pivot);
        let (pivot_a, pivot_b) = (a[column].clone(), b[column].clone());
        for row in (0..size).filter(|row| *row != column) {
            let factor = a[row][column] / pivot_a[column];
            subtract(&mut a[row], &pivot_a, factor);
            subtract(&mut b[row], &pivot_b, factor);
        }
    }
    for (row, values) in b.iter_mut().enumerate() {
        values.iter_mut().for_each(|value| *value /= a[row][row]);
    }
    Some(b)
}

fn subtract(row: &mut [f64], pivot: &[f64], factor: f64) {
    for (value, other) in row.iter_mut().zip(pivot) {
        *value -= factor * other;
    }
}

#[cfg(test)]
mod tests {
    use super::solve;

    #[test]
    fn a_system_is_solved_and_a_singular_one_is_not() {
        let a = vec![vec![0.0, 2.0], vec![4.0, 1.0]];
        let x = solve(a, vec![vec![2.0], vec![9.0]]).unwrap();
        assert_eq!(x, [[2.0], [1.0]]);
        assert_eq!(
            solve(
                vec![vec![1.0, 2.0], vec![2.0, 4.0]],
                vec![vec![1.0], vec![2.0]]
            ),
            None
        );
    }
}
