//! The order of numbers: the one sort of the crate.

/// The places of `values` from the smallest value to the largest; equal values keep the
/// order in which they stand. NaN comes last.
///
/// ```
/// assert_eq!(chosa::data::ascending(&[2.0, 1.0, 2.0]), [1, 0, 2]);
/// ```
#[must_use]
pub fn ascending(values: &[f64]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..values.len()).collect();
    places.sort_unstable_by(|a, b| values[*a].total_cmp(&values[*b]).then(a.cmp(b)));
    places
}
