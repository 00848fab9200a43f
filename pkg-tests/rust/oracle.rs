//! The engine against other programs. `pkg-tests/oracle/expected.csv` has what R's survey
//! package computes (see `make.R` beside it), `expected-python.csv` what the Python
//! packages svy and statsmodels compute where R has no answer (`make.py`): one value to a
//! line with its design, statistic and method. `cargo xtask oracle` makes both again.
//!
//! Where Chosa differs on purpose, the comment that says why begins with DIFFERENCE; most
//! of them stand in `make.R`, beside what is left out.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't read the expected values must fail"
)]

use std::collections::HashMap;
use std::path::PathBuf;

use chosa::data::Mask;
use chosa::design::{
    CalibrationPlan, DesignInput, Grouping, LonelyPsu, Margin, ReplicateCentre, ReplicateInput,
    ReplicateMethod, ReplicatePlan, Stage, SurveyDesign, TrimPasses, WeightBounds,
};
use chosa::stats::{
    self, Estimate, Figure, IndependenceTest, Interval, IntervalMethod, Measured, QuantileRule,
};

/// Values that are compared at least, so that a lost file can't pass for agreement.
const FEWEST_OF_R: usize = 15_000;
const FEWEST_OF_PYTHON: usize = 300;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("pkg-tests/oracle")
}

/// A CSV file without quoted cells.
struct Sheet {
    names: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Sheet {
    fn read(name: &str) -> Self {
        let text = std::fs::read_to_string(folder().join(name)).unwrap();
        let mut lines = text
            .lines()
            .map(|line| line.split(',').map(str::to_owned).collect());
        Self {
            names: lines.next().unwrap(),
            rows: lines.collect(),
        }
    }

    fn texts(&self, name: &str) -> Vec<&str> {
        let at = self.names.iter().position(|known| known == name);
        let at = at.unwrap_or_else(|| panic!("no column {name}"));
        self.rows.iter().map(|row| row[at].as_str()).collect()
    }

    fn numbers(&self, name: &str) -> Vec<f64> {
        let texts = self.texts(name);
        texts
            .iter()
            .map(|text| text.parse().unwrap_or(f64::NAN))
            .collect()
    }

    fn groups(&self, name: &str) -> Grouping {
        let mut labels: Vec<String> = Vec::new();
        let codes = (self.texts(name).iter())
            .map(|text| {
                let known = labels.iter().position(|label| label == text);
                known.unwrap_or_else(|| {
                    labels.push((*text).to_owned());
                    labels.len() - 1
                }) as u32
            })
            .collect();
        Grouping { codes, labels }
    }

    /// The rows where a condition such as `stype=E` holds; `all` is everyone.
    fn mask(&self, condition: &str) -> Mask {
        let Some((name, value)) = condition.split_once('=') else {
            return Mask::all(self.rows.len());
        };
        if name == "k" {
            let k: usize = value.parse().unwrap();
            return Mask::from_fn(self.rows.len(), |row| row < k);
        }
        let texts = self.texts(name);
        Mask::from_fn(self.rows.len(), |row| texts[row] == value)
    }
}

/// One sample with its design.
struct Case {
    sheet: Sheet,
    design: SurveyDesign,
}

/// A case by its name: file, design and, where there are some, replicate weights.
fn case(name: &str) -> Case {
    let mut parts = name.splitn(3, '/');
    let (file, kind) = (parts.next().unwrap(), parts.next().unwrap());
    let case = sampled(&format!("{file}/{kind}"));
    match parts.next() {
        Some(extra) => extended(case, file, extra),
        None => case,
    }
}

/// The design with what the third part of its name adds: replicate weights, margins,
/// trimming.
fn extended(case: Case, file: &str, extra: &str) -> Case {
    let first = extra.split(' ').next().unwrap();
    let is_replicated = !["post-stratified", "raked", "trimmed"].contains(&first);
    let case = if is_replicated {
        replicated(case, file, extra)
    } else {
        case
    };
    let questions: &[&str] = match extra {
        _ if extra.contains("post-stratified") => &["stype"],
        _ if extra.contains("raked two") || extra.contains("mse raked") => &["stype", "sch.wide"],
        _ if extra.contains("raked") => &["stype", "sch.wide", "comp.imp"],
        _ => &[],
    };
    let mut design = case.design;
    if !questions.is_empty() {
        let margins = questions.iter().map(|name| margin(&case.sheet, name));
        let plan = CalibrationPlan {
            margins: margins.collect(),
            ..CalibrationPlan::default()
        };
        design = design.calibrated(&plan).unwrap();
    }
    if extra.contains("trimmed") {
        let passes = if extra.contains("strictly") {
            TrimPasses::UntilInside
        } else {
            TrimPasses::Once
        };
        let upper = if questions.is_empty() { 40.0 } else { 45.0 };
        let bounds = WeightBounds { lower: 18.0, upper };
        design = design.trimmed(bounds, passes).unwrap();
    }
    Case { design, ..case }
}

/// The schools of California (the data set `apipop`) by a question.
fn margin(sheet: &Sheet, question: &str) -> Margin {
    let groups = sheet.groups(question);
    let total = |label: &String| match (question, label.as_str()) {
        ("stype", "E") => 4421.0,
        ("stype", "H") => 755.0,
        ("stype", "M") => 1018.0,
        ("sch.wide", "No") => 1072.0,
        ("sch.wide", "Yes") => 5122.0,
        ("comp.imp", "No") => 1712.0,
        ("comp.imp", "Yes") => 4482.0,
        other => panic!("no total of {other:?}"),
    };
    Margin {
        name: question.to_owned(),
        totals: groups.labels.iter().map(total).collect(),
        groups,
    }
}

/// The design with replicate weights: `read` from R's columns, or made from the design.
fn replicated(case: Case, file: &str, kind: &str) -> Case {
    let centre = if kind.contains("mse") {
        ReplicateCentre::Estimate
    } else {
        ReplicateCentre::Mean
    };
    let method = match kind.split(' ').next().unwrap() {
        "jk1" => ReplicateMethod::Jk1,
        "jkn" => ReplicateMethod::Jkn,
        "brr" => ReplicateMethod::Brr,
        "fay" => ReplicateMethod::Fay,
        "bootstrap" => ReplicateMethod::Bootstrap,
        "successive" => ReplicateMethod::SuccessiveDifference,
        other => panic!("no replicates {other}"),
    };
    let design = if kind.contains("read") {
        let name = kind.split(' ').next().unwrap();
        let (scales, weights) = columns_of(&Sheet::read(&format!("data/{file}.{name}.csv")));
        let read = ReplicateInput {
            weights,
            method,
            rho: 0.3,
            centre,
            ..ReplicateInput::default()
        };
        let own = case.design.clone().with_replicates(&read).unwrap();
        let with_scales = ReplicateInput {
            scale: Some(1.0),
            replicate_scales: Some(scales),
            ..read
        };
        let design = case.design.with_replicates(&with_scales).unwrap();
        let same = (own.replicates().unwrap().coefficients().iter())
            .zip(design.replicates().unwrap().coefficients())
            .all(|(own, given)| (own - given).abs() < 1e-15);
        assert!(same, "{file} {kind}: R has other scales");
        design
    } else {
        let plan = ReplicatePlan {
            method,
            rho: 0.3,
            count: 64,
            centre,
            ..ReplicatePlan::default()
        };
        case.design.replicated(&plan).unwrap()
    };
    Case { design, ..case }
}

/// The factors of the squares in the first line, and one column of weights a replicate.
fn columns_of(sheet: &Sheet) -> (Vec<f64>, Vec<Vec<f64>>) {
    (sheet.names.iter())
        .map(|name| {
            let mut column = sheet.numbers(name);
            (column.remove(0), column)
        })
        .unzip()
}

fn sampled(name: &str) -> Case {
    let (file, kind) = name.split_once('/').unwrap();
    if file == "hospitals" {
        return Case {
            sheet: Sheet {
                names: Vec::new(),
                rows: vec![Vec::new(); 476],
            },
            design: SurveyDesign::simple_random(476, Some(5596.0)).unwrap(),
        };
    }
    let sheet = Sheet::read(&format!("data/{file}.csv"));
    let strata = |name: &str| Some(sheet.groups(name));
    let size = |name: &str| Some(sheet.numbers(name));
    let stage = Stage::default;
    let (weight, stages) = match name {
        "apisrs/fpc" => (
            None,
            vec![Stage {
                population: size("fpc"),
                ..stage()
            }],
        ),
        "apisrs/weights" | "apistrat/weights" => (Some("pw"), vec![]),
        "election/weights" => (Some("wt"), vec![]),
        "apistrat/strata+fpc" => (
            Some("pw"),
            vec![Stage {
                strata: strata("stype"),
                population: size("fpc"),
                ..stage()
            }],
        ),
        "apistrat/strata" => (
            Some("pw"),
            vec![Stage {
                strata: strata("stype"),
                ..stage()
            }],
        ),
        "apiclus1/clusters+fpc" => (
            Some("pw"),
            vec![Stage {
                clusters: strata("dnum"),
                population: size("fpc"),
                ..stage()
            }],
        ),
        "apiclus1/clusters" => (
            Some("pw"),
            vec![Stage {
                clusters: strata("dnum"),
                ..stage()
            }],
        ),
        "apiclus2/two stages+fpc" => (
            None,
            vec![
                Stage {
                    clusters: strata("dnum"),
                    population: size("fpc1"),
                    ..stage()
                },
                Stage {
                    clusters: strata("snum"),
                    population: size("fpc2"),
                    ..stage()
                },
            ],
        ),
        "apiclus2/two stages" => (
            Some("pw"),
            vec![
                Stage {
                    clusters: strata("dnum"),
                    ..stage()
                },
                Stage {
                    clusters: strata("snum"),
                    ..stage()
                },
            ],
        ),
        "apiclus1/nested" => (
            Some("pw"),
            vec![Stage {
                strata: strata("stype"),
                clusters: strata("dnum"),
                ..stage()
            }],
        ),
        "apiclus1/lonely adjust" | "apiclus1/lonely average" | "apiclus1/lonely certainty" => (
            Some("pw"),
            vec![Stage {
                strata: strata("cnum"),
                clusters: strata("dnum"),
                ..stage()
            }],
        ),
        "election/proportional to size" => (Some("1/p"), vec![]),
        "scd/nested" => (
            None,
            vec![Stage {
                strata: strata("ESA"),
                clusters: strata("ambulance"),
                ..stage()
            }],
        ),
        "mu284/two stages+fpc" => (
            None,
            vec![
                Stage {
                    clusters: strata("id1"),
                    population: size("n1"),
                    ..stage()
                },
                Stage {
                    clusters: strata("id2"),
                    population: size("n2"),
                    ..stage()
                },
            ],
        ),
        _ => panic!("no design {name} ({kind})"),
    };
    let input = DesignInput {
        rows: sheet.rows.len(),
        weights: weight.map(|name| weights(&sheet, name)),
        stages,
        nested: true,
        lonely: lonely(kind),
    };
    let design = SurveyDesign::new(input).unwrap();
    Case { sheet, design }
}

/// A column of weights, or of the probabilities by which units were drawn.
fn weights(sheet: &Sheet, name: &str) -> Vec<f64> {
    match name.strip_prefix("1/") {
        Some(name) => sheet.numbers(name).iter().map(|p| 1.0 / p).collect(),
        None => sheet.numbers(name),
    }
}

fn lonely(kind: &str) -> LonelyPsu {
    match kind {
        "lonely adjust" => LonelyPsu::Adjust,
        "lonely average" => LonelyPsu::Average,
        "lonely certainty" => LonelyPsu::Certainty,
        _ => LonelyPsu::Fail,
    }
}

/// One line of the expected values.
struct Expected {
    fields: Vec<String>,
    value: f64,
}

impl Expected {
    fn name(&self) -> String {
        self.fields.join(" / ")
    }

    fn field(&self, at: usize) -> &str {
        &self.fields[at]
    }

    /// Whether a value agrees with R's: to a relative 1e-9, above a floor of 1e-10. The
    /// floor is for what is 0 by algebra and leaves its rounding behind (the error of a
    /// constant, a difference of equal means, a p-value past the tenth digit).
    ///
    /// DIFFERENCE: the ends that R finds on a spline are good to three or four digits, and
    /// are compared to 1e-3.
    fn agrees(&self, found: f64) -> bool {
        let relative = if self.field(5).ends_with("by spline") {
            1e-3
        } else {
            1e-9
        };
        (found - self.value).abs() <= relative * self.value.abs() + 1e-10
    }
}

fn expected(file: &str) -> Vec<Expected> {
    let rows = Sheet::read(file).rows;
    rows.into_iter()
        .map(|mut fields| {
            let value = fields.pop().unwrap().parse().unwrap();
            Expected { fields, value }
        })
        .collect()
}

fn estimate(case: &Case, statistic: &str, variable: &str, domain: &Mask) -> Option<Estimate> {
    let (sheet, design) = (&case.sheet, &case.design);
    match (statistic, variable) {
        ("share", _) => stats::share(design, &sheet.mask(variable), domain),
        ("mean", _) => stats::mean(design, &sheet.numbers(variable), domain),
        ("net promoter score", _) => {
            let ratings: Vec<f64> = (sheet.numbers("meals").iter())
                .map(|meals| (meals / 9.0).floor().min(10.0))
                .collect();
            stats::net_promoter(design, &ratings, domain)
        }
        ("total", "people") => stats::total_of_people(design, domain),
        ("total", _) => stats::total(design, &sheet.numbers(variable), domain),
        ("ratio", _) => {
            let (top, bottom) = variable.split_once('/').unwrap();
            stats::ratio(design, &sheet.numbers(top), &sheet.numbers(bottom), domain)
        }
        _ => panic!("no statistic {statistic}"),
    }
}

fn interval(estimate: &Estimate, argument: &str) -> Option<Interval> {
    let (method, level) = argument.split_once('@').unwrap();
    let method = match method {
        "wald" => IntervalMethod::Wald,
        "logit" => IntervalMethod::Logit,
        "likelihood" => IntervalMethod::Likelihood,
        "arcsine" => IntervalMethod::Arcsine,
        "wilson" => IntervalMethod::Wilson,
        "beta" => IntervalMethod::Beta,
        "betaCapped" => IntervalMethod::BetaCapped,
        "exact" => IntervalMethod::Exact,
        _ => panic!("no method {method}"),
    };
    stats::interval(estimate, method, level.parse().unwrap()).unwrap()
}

/// `school:0.25@0.95`: the quantile by its rule, with its interval.
fn quantile(case: &Case, line: &Expected) -> Option<f64> {
    let (rule, rest) = line.field(4).split_once(':').unwrap();
    let (p, level) = rest.split_once('@').unwrap();
    let rule = match rule {
        "math" => QuantileRule::Math,
        "school" => QuantileRule::School,
        _ => panic!("no rule {rule}"),
    };
    let (values, domain) = (
        case.sheet.numbers(line.field(2)),
        case.sheet.mask(line.field(3)),
    );
    let (p, level) = (p.parse().unwrap(), level.parse().unwrap());
    let found = stats::quantile(&case.design, &values, &domain, p, level, rule).unwrap()?;
    match line.field(5) {
        "value" => Some(found.estimate.value),
        "se" => found.estimate.se,
        "low" => Some(found.interval?.low),
        "high" => Some(found.interval?.high),
        other => panic!("no quantity {other}"),
    }
}

/// `awards=Yes-No`: the mean, or the share, of those with Yes less that of those with No.
fn difference(case: &Case, line: &Expected) -> Option<f64> {
    let (question, pair) = line.field(3).split_once('=').unwrap();
    let (first, second) = pair.split_once('-').unwrap();
    let mask = |value| case.sheet.mask(&format!("{question}={value}"));
    let (first, second) = (mask(first), mask(second));
    let (values, selected);
    let measured = if line.field(1) == "difference of shares" {
        selected = case.sheet.mask(line.field(2));
        Measured::Share(&selected)
    } else {
        values = case.sheet.numbers(line.field(2));
        Measured::Mean(&values)
    };
    let figure = |domain| Figure { measured, domain };
    let found = stats::difference(&case.design, &figure(&first), &figure(&second))?;
    match line.field(5) {
        "value" => Some(found.estimate.value),
        "t" => found.t,
        "df" => found.estimate.df,
        "p" => found.p,
        other => panic!("no quantity {other}"),
    }
}

/// `sch.wide*stype`: the test of independence of the two questions.
fn independence(case: &Case, line: &Expected) -> Option<f64> {
    let sheet = &case.sheet;
    let (rows, columns) = line.field(2).split_once('*').unwrap();
    let masks = |question: &str| -> Vec<Mask> {
        let labels = sheet.groups(question).labels;
        let conditions = labels.iter().map(|label| format!("{question}={label}"));
        conditions.map(|condition| sheet.mask(&condition)).collect()
    };
    let test = match line.field(4) {
        "F" => IndependenceTest::RaoScottF,
        "Chisq" => IndependenceTest::RaoScottChiSquare,
        "Wald" => IndependenceTest::Wald,
        "adjWald" => IndependenceTest::AdjustedWald,
        other => panic!("no test {other}"),
    };
    let domain = sheet.mask(line.field(3));
    let found = stats::independence(&case.design, &masks(rows), &masks(columns), &domain, test)?;
    match line.field(5) {
        "statistic" => Some(found.statistic),
        "df" => Some(found.df),
        "denominator_df" => found.denominator_df,
        "p" => Some(found.p),
        other => panic!("no quantity {other}"),
    }
}

fn weight_summary(case: &Case, line: &Expected) -> Option<f64> {
    let summary = case.design.weight_summary();
    Some(match line.field(5) {
        "min" => summary.min,
        "max" => summary.max,
        "mean" => summary.mean,
        "cv" => summary.cv,
        "kish_deff" => summary.kish_deff,
        "effective_n" => summary.effective_n,
        other => panic!("no quantity {other}"),
    })
}

/// The value of a line. `estimates` keeps those that several lines are about.
fn computed(
    case: &Case,
    line: &Expected,
    estimates: &mut HashMap<String, Option<Estimate>>,
) -> Option<f64> {
    match line.field(1) {
        "quantile" => return quantile(case, line),
        "difference" | "difference of shares" => return difference(case, line),
        "independence" => return independence(case, line),
        "weights" => return weight_summary(case, line),
        _ => {}
    }
    let domain = case.sheet.mask(line.field(3));
    let estimate = (*estimates
        .entry(line.fields[..4].join("/"))
        .or_insert_with(|| estimate(case, line.field(1), line.field(2), &domain)))?;
    match line.field(5) {
        "value" => Some(estimate.value),
        "se" => estimate.se,
        "df" => estimate.df,
        "deff" => estimate.deff,
        "deff_replace" => estimate.deff_replace,
        "kish" => case.design.kish_effective_n(&domain),
        "effective_n" => estimate.effective_n,
        "low" | "low by spline" => Some(interval(&estimate, line.field(4))?.low),
        "high" | "high by spline" => Some(interval(&estimate, line.field(4))?.high),
        other => panic!("no quantity {other}"),
    }
}

/// Compares every line of a file; a message names design, statistic, variable, domain,
/// method and quantity.
fn compare(file: &str, program: &str, fewest: usize) {
    let lines = expected(file);
    let (mut cases, mut estimates) = (HashMap::new(), HashMap::new());
    let mut wrong = Vec::new();
    for line in &lines {
        let name = line.field(0).to_owned();
        let case = cases.entry(name.clone()).or_insert_with(|| case(&name));
        let found = computed(case, line, &mut estimates);
        if !found.is_some_and(|found| line.agrees(found)) {
            wrong.push(format!(
                "{}: {program} {}, here {found:?}",
                line.name(),
                line.value
            ));
        }
    }
    println!("{} values compared with {program}", lines.len());
    assert!(
        wrong.is_empty(),
        "{} differ:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    assert!(lines.len() >= fewest, "only {} values", lines.len());
}

#[test]
fn estimates_agree_with_r() {
    compare("expected.csv", "R", FEWEST_OF_R);
}

#[test]
fn estimates_agree_with_python_where_r_is_silent() {
    compare("expected-python.csv", "Python", FEWEST_OF_PYTHON);
}
