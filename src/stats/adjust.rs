//! Adjustment of p-values for the number of comparisons.

use crate::data::{Node, Readable, ascending};
use crate::value::texts;

/// How the p-values of several comparisons are adjusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Adjust {
    /// Not at all.
    #[default]
    None,
    /// Holm (1979): step-down, controls the family-wise error.
    Holm,
    /// Bonferroni: each p-value times the number of comparisons.
    Bonferroni,
    /// Benjamini and Hochberg (1995): controls the false discovery rate.
    Bh,
}

texts!(Adjust {
    None: "none",
    Holm: "holm",
    Bonferroni: "bonferroni",
    Bh: "bh",
});

impl Readable for Adjust {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[
            ("none", Self::None),
            ("holm", Self::Holm),
            ("bonferroni", Self::Bonferroni),
            ("bh", Self::Bh),
        ])
    }
}

/// The adjusted p-values, in the order of `p_values`.
///
/// # Formula
/// ```text
/// bonferroni  min(1, m p)
/// holm        the largest of (m - i + 1) p_(i) so far, from the smallest p up
/// bh          the smallest of (m / i) p_(i) so far, from the largest p down
/// m the number of p-values, p_(i) the i-th smallest
/// ```
///
/// # Example
/// ```
/// use chosa::stats::{Adjust, adjusted};
///
/// let p = [0.001, 0.012, 0.03, 0.04, 0.2];
/// assert_eq!(adjusted(&p, Adjust::Holm), [0.005, 0.048, 0.09, 0.09, 0.2]);
/// ```
///
/// # References
/// Holm, S. (1979) A simple sequentially rejective multiple test procedure, Scandinavian
/// Journal of Statistics 6, 65-70. Benjamini, Y. and Hochberg, Y. (1995) Controlling the
/// false discovery rate, JRSS B 57, 289-300.
#[doc(alias = "p.adjust")]
#[must_use]
pub fn adjusted(p_values: &[f64], adjust: Adjust) -> Vec<f64> {
    let m = p_values.len();
    let order = ascending(p_values);
    let mut adjusted = p_values.to_vec();
    match adjust {
        Adjust::None => {}
        Adjust::Bonferroni => adjusted
            .iter_mut()
            .for_each(|p| *p = (*p * m as f64).min(1.0)),
        Adjust::Holm => {
            let mut largest = 0.0f64;
            for (rank, at) in order.iter().enumerate() {
                largest = largest.max(p_values[*at] * (m - rank) as f64).min(1.0);
                adjusted[*at] = largest;
            }
        }
        Adjust::Bh => {
            let mut smallest = 1.0f64;
            for (rank, at) in order.iter().enumerate().rev() {
                smallest = smallest.min(p_values[*at] * m as f64 / (rank + 1) as f64);
                adjusted[*at] = smallest;
            }
        }
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use super::{Adjust, adjusted};

    #[test]
    fn adjusted_p_values_are_those_of_r() {
        let p = [0.2, 0.001, 0.04, 0.012, 0.03];
        let near =
            |found: Vec<f64>, r: [f64; 5]| found.iter().zip(r).all(|(a, b)| (a - b).abs() < 1e-12);
        assert!(near(
            adjusted(&p, Adjust::Bh),
            [0.2, 0.005, 0.05, 0.03, 0.05]
        ));
        assert!(near(
            adjusted(&p, Adjust::Bonferroni),
            [1.0, 0.005, 0.2, 0.06, 0.15]
        ));
        assert_eq!(adjusted(&p, Adjust::None), p);
    }
}
