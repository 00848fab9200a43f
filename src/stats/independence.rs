//! Tests of independence of two questions.

use super::linearization::Covariance;
use super::matrix::solve;
use super::special::{chi_squared_upper, f_upper};
use super::statistic::{Denominator, Statistic, covariance_of};
use crate::data::Mask;
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
        IndependenceTest::RaoScottF | IndependenceTest::RaoScottChiSquare => {
            cells.rao_scott(design, test)
        }
        IndependenceTest::Wald | IndependenceTest::AdjustedWald => cells.wald(design, test),
    }
}

/// The cells of a table: who is in which, and their weighted shares, row by row.
struct Cells {
    base: Mask,
    height: usize,
    width: usize,
    cell_of: Vec<(u32, u32)>,
    shares: Vec<f64>,
    people: f64,
    n: f64,
    df: f64,
}

/// Whether cell values are averaged over the people or summed.
enum Over {
    People,
    Nothing,
}

/// The given answers that anybody of weight gave.
fn given<'a>(design: &SurveyDesign, answers: &'a [Mask], base: &Mask) -> Vec<&'a Mask> {
    (answers.iter())
        .filter(|answer| design.weighted(&answer.and(base)) > 0.0)
        .collect()
}

fn place(answers: &[&Mask], row: usize) -> Option<u32> {
    let at = answers.iter().position(|answer| answer.contains(row))?;
    u32::try_from(at).ok()
}

impl Cells {
    fn new(design: &SurveyDesign, rows: &[Mask], columns: &[Mask], domain: &Mask) -> Option<Self> {
        let anywhere = |answers: &[Mask]| {
            (answers.iter()).fold(Mask::none(domain.rows()), |all, answer| all.or(answer))
        };
        let weights = design.weights();
        let asked = domain.and(&anywhere(rows)).and(&anywhere(columns));
        let base = Mask::from_fn(asked.rows(), |row| {
            asked.contains(row) && weights.get(row).is_some_and(|weight| *weight > 0.0)
        });
        let (rows, columns) = (given(design, rows, &base), given(design, columns, &base));
        let (height, width) = (rows.len(), columns.len());
        if height < 2 || width < 2 {
            return None;
        }
        let cell_of: Vec<(u32, u32)> = (base.iter())
            .filter_map(|row| Some((place(&rows, row)?, place(&columns, row)?)))
            .collect();
        let whole = design.weighted(&base);
        let mut shares = vec![0.0; height * width];
        for (row, (i, j)) in base.iter().zip(&cell_of) {
            shares[*i as usize * width + *j as usize] += weights[row] / whole;
        }
        let df = design.degrees_of_freedom(&base);
        let n = base.count() as f64;
        (df > 0.0).then_some(Self {
            base,
            height,
            width,
            cell_of,
            shares,
            people: whole,
            n,
            df,
        })
    }

    fn row_share(&self, i: usize) -> f64 {
        self.shares[i * self.width..(i + 1) * self.width]
            .iter()
            .sum()
    }

    fn column_share(&self, j: usize) -> f64 {
        self.shares.iter().skip(j).step_by(self.width).sum()
    }

    fn pearson(&self) -> f64 {
        let mut sum = 0.0;
        for i in 0..self.height {
            for j in 0..self.width {
                let expected = self.row_share(i) * self.column_share(j);
                let distance = self.shares[i * self.width + j] - expected;
                sum += distance * distance / expected;
            }
        }
        self.n * sum
    }

    /// The contrasts, as pairs of a cell of all rows and columns but the last ones.
    fn contrasts(&self) -> Vec<(usize, usize)> {
        (0..self.height - 1)
            .flat_map(|i| (0..self.width - 1).map(move |j| (i, j)))
            .collect()
    }

    /// How a contrast of log shares moves with a cell's share.
    fn slope(&self, contrast: (usize, usize), cell: usize) -> f64 {
        let (row, column) = (cell / self.width, cell % self.width);
        let sign = |at: usize, here: usize, last: usize| {
            f64::from(u8::from(at == here)) - f64::from(u8::from(at == last))
        };
        // A cell that nobody is in has no log; it is left out, as R does.
        if self.shares[cell] <= 0.0 {
            return 0.0;
        }
        sign(row, contrast.0, self.height - 1) * sign(column, contrast.1, self.width - 1)
            / self.shares[cell]
    }

    /// The covariance of means or totals that give each cell a value.
    fn covariance(
        &self,
        design: &SurveyDesign,
        over: Over,
        value_of: impl Fn((usize, usize), usize) -> f64,
    ) -> Option<Covariance> {
        let statistics: Option<Vec<Statistic>> = (self.contrasts().into_iter())
            .map(|contrast| {
                let values = (self.cell_of.iter())
                    .map(|(i, j)| value_of(contrast, *i as usize * self.width + *j as usize))
                    .collect();
                let rows = self.base.iter().map(|row| row as u32).collect();
                let denominator = match over {
                    Over::People => Denominator::People,
                    Over::Nothing => Denominator::Nothing,
                };
                Statistic::of_rows(design, rows, values, denominator)
            })
            .collect();
        let statistics = statistics?;
        Some(covariance_of(
            design,
            &statistics.iter().collect::<Vec<_>>(),
        ))
    }

    fn rao_scott(&self, design: &SurveyDesign, test: IndependenceTest) -> Option<Independence> {
        let contrasts = self.contrasts();
        let k = contrasts.len();
        let under_design = self.covariance(design, Over::People, |contrast, cell| {
            self.slope(contrast, cell)
        })?;
        // D⁻¹ V₀ D⁻¹ = (D⁻¹ - 11')/n, and contrasts add up to 0.
        let simple = |a: usize, b: usize| {
            let products = self.shares.iter().enumerate().map(|(cell, share)| {
                share * self.slope(contrasts[a], cell) * self.slope(contrasts[b], cell)
            });
            products.sum::<f64>() / self.n
        };
        let square = |entry: &dyn Fn(usize, usize) -> f64| -> Vec<Vec<f64>> {
            (0..k)
                .map(|a| (0..k).map(|b| entry(a, b)).collect())
                .collect()
        };
        let effects = solve(square(&simple), square(&|a, b| under_design.get(a, b)))?;
        let trace: f64 = (0..k).map(|at| effects[at][at]).sum();
        let of_square: f64 = (0..k)
            .flat_map(|a| (0..k).map(move |b| (a, b)))
            .map(|(a, b)| effects[a][b] * effects[b][a])
            .sum();
        if !(trace > 0.0 && of_square > 0.0) {
            return None;
        }
        let pearson = self.pearson();
        if test == IndependenceTest::RaoScottChiSquare {
            return Some(Independence {
                statistic: pearson,
                df: k as f64,
                denominator_df: None,
                p: chi_squared_upper(pearson * k as f64 / trace, k as f64)?,
            });
        }
        let df = trace * trace / of_square;
        against_f(pearson / trace, df, df * self.df)
    }

    fn wald(&self, design: &SurveyDesign, test: IndependenceTest) -> Option<Independence> {
        let contrasts = self.contrasts();
        let k = contrasts.len();
        let distances: Vec<f64> = (contrasts.iter())
            .map(|(i, j)| {
                let expected = self.row_share(*i) * self.column_share(*j);
                (self.shares[i * self.width + j] - expected) * self.people
            })
            .collect();
        let covariance = self.covariance(design, Over::Nothing, |(i, j), cell| {
            let in_row = f64::from(u8::from(cell / self.width == i));
            let in_column = f64::from(u8::from(cell % self.width == j));
            (in_row - self.row_share(i)) * (in_column - self.column_share(j))
        })?;
        let matrix = (0..k)
            .map(|a| (0..k).map(|b| covariance.get(a, b)).collect())
            .collect();
        let solved = solve(
            matrix,
            distances.iter().map(|distance| vec![*distance]).collect(),
        )?;
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

fn against_f(statistic: f64, df: f64, denominator_df: f64) -> Option<Independence> {
    let p = f_upper(statistic, df, denominator_df).filter(|_| statistic.is_finite())?;
    Some(Independence {
        statistic,
        df,
        denominator_df: Some(denominator_df),
        p,
    })
}
