//! Tests of independence of two questions.

use super::linearization::Covariance;
use super::matrix::solve;
use super::special::{chi_squared_upper, f_upper};
use super::statistic::{Denominator, Statistic, covariance_of};
use crate::data::{Mask, Node, Readable};
use crate::design::SurveyDesign;

/// How independence is tested.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum IndependenceTest {
    /// Rao and Scott's second-order correction, held against F. R's default.
    #[default]
    RaoScottF,
    /// Rao and Scott's first-order correction, held against chi-square.
    RaoScottChiSquare,
    /// Wald's test of the cells' distances from independence, held against F.
    Wald,
    /// The same with the denominator's degrees of freedom reduced; steadier where cells
    /// are many and clusters few.
    AdjustedWald,
}

impl Readable for IndependenceTest {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[
            ("raoScottF", Self::RaoScottF),
            ("raoScottChiSquare", Self::RaoScottChiSquare),
            ("wald", Self::Wald),
            ("adjustedWald", Self::AdjustedWald),
        ])
    }
}

/// The result of a test of independence.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Independence {
    /// The statistic: an F, or for the first-order test Pearson's chi-square.
    pub statistic: f64,
    /// Its degrees of freedom.
    pub df: f64,
    /// The degrees of freedom of its denominator; `None` for a chi-square.
    pub denominator_df: Option<f64>,
    /// How likely a statistic this large is where the questions are independent.
    pub p: f64,
}

/// Tests whether the answers to two questions are independent in a domain.
///
/// `rows` and `columns` are the answers of each question; they must not overlap within a
/// question. Whoever gave none of them stands outside the test. Answers nobody gave are
/// left out.
///
/// # Formula
/// ```text
/// X² = n Σ (p_ij - p_i. p_.j)² / (p_i. p_.j)
/// Δ  = (C' D⁻¹ V₀ D⁻¹ C)⁻¹ (C' D⁻¹ V D⁻¹ C)      the generalized design effects
/// F  = X² / tr Δ  with tr(Δ)²/tr(Δ²) and df tr(Δ)²/tr(Δ²) degrees of freedom
/// chi-square: X², held as X² k / tr Δ against k = (r - 1)(c - 1) degrees of freedom
/// Wald: F = Y' V_Y⁻¹ Y / k with k and df;  adjusted: F (df - k + 1)/df with k and df - k + 1
/// p the weighted cell shares, D = diag(p), V their covariance under the design,
/// V₀ = (D - pp')/n that of a simple random sample, C the interaction contrasts,
/// Y_ij = N_ij - N_i. N_.j / N, V_Y its linearized covariance, df the design's,
/// N_ij the estimated people in a cell, N all of them
/// ```
///
/// # Missing data
/// Whoever answered only one of the questions stands outside the test, and keeps their
/// place in the design.
///
/// # Not estimable
/// `None` with fewer than two answers on either side, without degrees of freedom, or
/// where a covariance can't be inverted (more contrasts than df).
///
/// # Differences
/// None from R's `svychisq` with `statistic` "F", "Chisq", "Wald" and "adjWald", but that R
/// keeps the rows outside a domain of a calibrated design as respondents without weight.
/// Its "lincom" and "saddlepoint" are not here.
///
/// # Example
/// ```
/// use chosa::{data::Mask, design::SurveyDesign};
/// use chosa::stats::{self, IndependenceTest};
///
/// let design = SurveyDesign::simple_random(40, None)?;
/// let rows = [0, 1].map(|answer| Mask::from_fn(40, move |row| row / 20 == answer));
/// let columns = [
///     Mask::from_fn(40, |row| row < 15 || row >= 35),
///     Mask::from_fn(40, |row| (15..35).contains(&row)),
/// ];
/// let test = IndependenceTest::RaoScottF;
/// let found = stats::independence(&design, &rows, &columns, &Mask::all(40), test);
/// let found = found.expect("two answers on either side");
/// // 15 and 5 of 20 against 5 and 15.
/// assert!((found.df - 1.0).abs() < 1e-9 && found.p < 0.01);
/// # Ok::<(), chosa::Error>(())
/// ```
///
/// # References
/// Rao, J. N. K. and Scott, A. J. (1984) On chi-squared tests for multiway contingency
/// tables, Annals of Statistics 12, 46-60. Koch, G. G., Freeman, D. H. and Freeman, J. L.
/// (1975) Strategies in the multivariate analysis of data from complex surveys,
/// International Statistical Review 43, 59-78. Thomas, D. R. and Rao, J. N. K. (1987)
/// Small-sample comparisons of level and power for simple goodness-of-fit statistics
/// under cluster sampling, JASA 82, 630-636.
#[doc(alias = "svychisq")]
#[must_use]
pub fn independence(
    design: &SurveyDesign,
    rows: &[Mask],
    columns: &[Mask],
    domain: &Mask,
    test: IndependenceTest,
) -> Option<Independence> {
    let cells = Cells::new(design, rows, columns, domain)?;
    match test {
        IndependenceTest::RaoScottF => {
            let (trace, of_square) = cells.design_effects(design)?;
            let df = trace * trace / of_square;
            against_f(cells.pearson() / trace, df, df * cells.df)
        }
        IndependenceTest::RaoScottChiSquare => {
            let (statistic, df) = (cells.pearson(), cells.contrasts.len() as f64);
            let (trace, _) = cells.design_effects(design)?;
            Some(Independence {
                statistic,
                df,
                denominator_df: None,
                p: chi_squared_upper(statistic * df / trace, df)?,
            })
        }
        IndependenceTest::Wald | IndependenceTest::AdjustedWald => cells.wald(design, test),
    }
}

/// The cells of a table: who is in which, and their weighted shares, row by row.
struct Cells {
    /// Who is in one of the cells.
    people: Vec<u32>,
    /// The cell of each of them.
    cell_of: Vec<usize>,
    width: usize,
    shares: Vec<f64>,
    row_shares: Vec<f64>,
    column_shares: Vec<f64>,
    /// Pairs of a cell of all rows and columns but the last ones.
    contrasts: Vec<(usize, usize)>,
    weighted: f64,
    df: f64,
}

/// The given answers that anybody of weight gave.
fn given<'a>(design: &SurveyDesign, answers: &'a [Mask], base: &Mask) -> Vec<&'a Mask> {
    let mut given = Vec::new();
    for answer in answers {
        if design.weighted(&answer.and(base)) > 0.0 {
            given.push(answer);
        }
    }
    given
}

fn anywhere(answers: &[Mask], domain: &Mask) -> Mask {
    let mut all = Mask::none(domain.rows());
    for answer in answers {
        all = all.or(answer);
    }
    all.and(domain)
}

fn place(answers: &[&Mask], row: usize) -> Option<usize> {
    answers.iter().position(|answer| answer.contains(row))
}

/// How a contrast of log shares moves with a row or column of its own or with the last.
fn sign(at: usize, here: usize, last: usize) -> f64 {
    f64::from(u8::from(at == here)) - f64::from(u8::from(at == last))
}

impl Cells {
    fn new(design: &SurveyDesign, rows: &[Mask], columns: &[Mask], domain: &Mask) -> Option<Self> {
        let weights = design.weights();
        let base = anywhere(columns, &anywhere(rows, domain));
        let (rows, columns) = (given(design, rows, &base), given(design, columns, &base));
        let (height, width) = (rows.len(), columns.len());
        if height < 2 || width < 2 {
            return None;
        }
        let mut cells = Self {
            people: Vec::new(),
            cell_of: Vec::new(),
            width,
            shares: vec![0.0; height * width],
            row_shares: vec![0.0; height],
            column_shares: vec![0.0; width],
            contrasts: Vec::new(),
            weighted: design.weighted(&base),
            df: design.degrees_of_freedom(&base),
        };
        for row in base.iter() {
            let weight = weights.get(row).copied().unwrap_or_default();
            let (Some(i), Some(j)) = (place(&rows, row), place(&columns, row)) else {
                continue;
            };
            if weight > 0.0 {
                let share = weight / cells.weighted;
                cells.people.push(u32::try_from(row).ok()?);
                cells.cell_of.push(i * width + j);
                cells.shares[i * width + j] += share;
                cells.row_shares[i] += share;
                cells.column_shares[j] += share;
            }
        }
        for i in 0..height - 1 {
            for j in 0..width - 1 {
                cells.contrasts.push((i, j));
            }
        }
        (cells.df > 0.0).then_some(cells)
    }

    /// The share of a cell where rows and columns are independent.
    fn expected(&self, cell: usize) -> f64 {
        self.row_shares[cell / self.width] * self.column_shares[cell % self.width]
    }

    fn pearson(&self) -> f64 {
        let mut sum = 0.0;
        for (cell, share) in self.shares.iter().enumerate() {
            let expected = self.expected(cell);
            sum += (share - expected) * (share - expected) / expected;
        }
        self.people.len() as f64 * sum
    }

    /// How a contrast of log shares moves with a cell's share.
    fn slope(&self, contrast: (usize, usize), cell: usize) -> f64 {
        let (row, column) = (cell / self.width, cell % self.width);
        // A cell that nobody is in has no log; it is left out, as R does.
        if self.shares[cell] <= 0.0 {
            return 0.0;
        }
        sign(row, contrast.0, self.row_shares.len() - 1) * sign(column, contrast.1, self.width - 1)
            / self.shares[cell]
    }

    /// The covariance of means or totals that give each cell a value, one for each contrast.
    fn covariance(
        &self,
        design: &SurveyDesign,
        over: Over,
        value_of: &dyn Fn((usize, usize), usize) -> f64,
    ) -> Option<Covariance> {
        let mut statistics = Vec::new();
        for contrast in &self.contrasts {
            let mut values = Vec::with_capacity(self.cell_of.len());
            for cell in &self.cell_of {
                values.push(value_of(*contrast, *cell));
            }
            let denominator = match over {
                Over::People => Denominator::People,
                Over::Nothing => Denominator::Nothing,
            };
            let people = self.people.clone();
            statistics.push(Statistic::of_rows(design, people, values, denominator)?);
        }
        let statistics: Vec<&Statistic> = statistics.iter().collect();
        Some(covariance_of(design, &statistics))
    }

    /// The sum of the generalized design effects, and of their squares.
    fn design_effects(&self, design: &SurveyDesign) -> Option<(f64, f64)> {
        let slope = |contrast, cell| self.slope(contrast, cell);
        let under_design = self.covariance(design, Over::People, &slope)?;
        // D⁻¹ V₀ D⁻¹ = (D⁻¹ - 11')/n, and contrasts add up to 0.
        let mut system = Vec::new();
        for left in &self.contrasts {
            let mut row = Vec::new();
            for right in &self.contrasts {
                let mut product = 0.0;
                for (cell, share) in self.shares.iter().enumerate() {
                    product += share * slope(*left, cell) * slope(*right, cell);
                }
                row.push(product / self.people.len() as f64);
            }
            system.push(row);
        }
        for (a, row) in system.iter_mut().enumerate() {
            for b in 0..self.contrasts.len() {
                row.push(under_design.get(a, b));
            }
        }
        let effects = solve(system)?;
        let (mut trace, mut of_square) = (0.0, 0.0);
        for (a, row) in effects.iter().enumerate() {
            trace += row[a];
            for (b, effect) in row.iter().enumerate() {
                of_square += effect * effects[b][a];
            }
        }
        (trace > 0.0 && of_square > 0.0).then_some((trace, of_square))
    }

    fn wald(&self, design: &SurveyDesign, test: IndependenceTest) -> Option<Independence> {
        let k = self.contrasts.len();
        let distances: Vec<f64> = (self.contrasts.iter())
            .map(|(i, j)| i * self.width + j)
            .map(|cell| (self.shares[cell] - self.expected(cell)) * self.weighted)
            .collect();
        let covariance = self.covariance(design, Over::Nothing, &|(i, j), cell| {
            let in_row = f64::from(u8::from(cell / self.width == i));
            let in_column = f64::from(u8::from(cell % self.width == j));
            (in_row - self.row_shares[i]) * (in_column - self.column_shares[j])
        })?;
        let mut system = Vec::new();
        for (a, distance) in distances.iter().enumerate() {
            let mut row: Vec<f64> = (0..k).map(|b| covariance.get(a, b)).collect();
            row.push(*distance);
            system.push(row);
        }
        let solved = solve(system)?;
        let sum: f64 = distances.iter().zip(&solved).map(|(y, x)| y * x[0]).sum();
        let (statistic, k) = (sum / k as f64, k as f64);
        if test == IndependenceTest::Wald {
            return against_f(statistic, k, self.df);
        }
        let left = self.df - k + 1.0;
        (left > 0.0).then_some(())?;
        against_f(statistic * left / self.df, k, left)
    }
}

/// Whether cell values are averaged over the people or summed.
enum Over {
    People,
    Nothing,
}

fn against_f(statistic: f64, df: f64, denominator_df: f64) -> Option<Independence> {
    let p = f_upper(statistic, df, denominator_df).filter(|_| statistic.is_finite())?;
    Some(Independence {
        statistic,
        df,
        denominator_df: Some(denominator_df),
        p,
    })
}
