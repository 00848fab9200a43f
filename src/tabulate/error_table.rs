//! The quick table of sampling errors (標本誤差早見表): how far off a share may be, by the
//! number of answers behind it.

use super::study::Study;
use crate::data::{Node, Readable};
use crate::error::{ErrorKind, Result};
use crate::stats::{PlannedSample, margin_of_error};
use crate::value::entries;

/// What the quick table is computed for. Whatever is left out comes from the survey.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ErrorTableOptions {
    /// The numbers of answers down the side; without them, all respondents and the round
    /// numbers below.
    pub sizes: Vec<f64>,
    /// The shares across the top; without them 10% to 50%, each of which stands for its
    /// complement too.
    pub shares: Vec<f64>,
    /// The confidence level; 0.95 unless told.
    pub level: Option<f64>,
    /// The design effect; without it, Kish's of the survey's weights, which is 1 where all
    /// count alike and knows nothing of clusters.
    pub deff: Option<f64>,
    /// The size of the finite population; without it that of the design, if it has one.
    pub population: Option<f64>,
}

impl Readable for ErrorTableOptions {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            sizes: form.get("sizes"),
            shares: form.get("shares"),
            level: form.get("level"),
            deff: form.get("deff"),
            population: form.get("population"),
        };
        form.finish(read)
    }
}

/// A quick table of sampling errors.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorTable {
    /// The confidence level.
    pub level: f64,
    /// The design effect.
    pub deff: f64,
    /// The size of the finite population; `None` where it has no part in the errors.
    pub population: Option<f64>,
    /// The shares across the top, fractions in [0, 1].
    pub shares: Vec<f64>,
    /// One row for each number of answers.
    pub rows: Vec<ErrorRow>,
}

entries!(ErrorTable {
    level,
    deff,
    population,
    shares,
    rows,
});

/// The errors of shares of as many answers.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorRow {
    /// How many answered.
    pub n: f64,
    /// Half the width of the interval of each share, a fraction too; `None` for fewer than
    /// two answers and for more than there are people.
    pub half_widths: Vec<Option<f64>>,
}

entries!(ErrorRow {
    n,
    half_widths: "halfWidths",
});

const SIZES: [f64; 14] = [
    10000.0, 5000.0, 3000.0, 2000.0, 1500.0, 1000.0, 800.0, 600.0, 500.0, 400.0, 300.0, 200.0,
    100.0, 50.0,
];
const SHARES: [f64; 5] = [0.1, 0.2, 0.3, 0.4, 0.5];

/// The quick table of a survey; see [`margin_of_error`] for the formula.
///
/// A row of fewer answers than the survey has stands for a group within it. The finite
/// population is that of the survey in every row, as reports print it; that errs on the
/// side of too large an error, for of a group the same fraction was drawn as of the whole.
///
/// # Errors
/// `invalid_level`.
pub fn error_table(study: &Study, options: &ErrorTableOptions) -> Result<ErrorTable> {
    let level = options.level.unwrap_or(0.95);
    if !(level > 0.0 && level < 1.0) {
        return Err(ErrorKind::InvalidLevel { level }.into());
    }
    let design = &study.design;
    let own = || Some(design.finite_population()?.1);
    let population = options.population.or_else(own);
    let deff = (options.deff).unwrap_or_else(|| design.weight_summary().kish_deff);
    let mut sizes = options.sizes.clone();
    if sizes.is_empty() {
        let all = study.responses.rows() as f64;
        sizes.push(all);
        sizes.extend(SIZES.iter().filter(|size| **size < all));
    }
    let mut shares = options.shares.clone();
    if shares.is_empty() {
        shares.extend(SHARES);
    }
    let mut rows = Vec::new();
    for n in sizes {
        let sample = PlannedSample {
            n,
            population,
            deff,
        };
        let half = |share: &f64| margin_of_error(*share, &sample, level);
        rows.push(ErrorRow {
            n,
            half_widths: shares.iter().map(half).collect(),
        });
    }
    Ok(ErrorTable {
        level,
        deff,
        population,
        shares,
        rows,
    })
}
