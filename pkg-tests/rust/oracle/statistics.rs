//! The engine's own value of each line, computed by the floor `stats` alone.

use std::collections::HashMap;

use chosa::data::Mask;
use chosa::stats::{
    self, Estimate, Figure, IndependenceTest, Interval, IntervalMethod, Measured, QuantileRule,
};

use crate::expected::Expected;
use crate::sample::Sample;

/// The estimates that several lines of a design are about.
pub(crate) type Estimates = HashMap<[String; 3], Option<Estimate>>;

fn estimate(sample: &Sample, statistic: &str, variable: &str, domain: &Mask) -> Option<Estimate> {
    let (sheet, design) = (&sample.sheet, &sample.design);
    match (statistic, variable) {
        ("share", _) => stats::share(design, &sheet.mask(variable), domain),
        ("mean", _) => stats::mean(design, &sheet.numbers(variable), domain),
        ("net promoter score", _) => stats::net_promoter(design, &sheet.numbers("rating"), domain),
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
    let method = (IntervalMethod::ALL.into_iter())
        .find(|known| known.name() == method)
        .unwrap_or_else(|| panic!("no method {method}"));
    stats::interval(estimate, method, level.parse().unwrap()).unwrap()
}

/// `school:0.25@0.95`: the quantile by its rule, with its interval.
fn quantile(sample: &Sample, line: &Expected) -> Option<f64> {
    let (rule, rest) = line.argument().split_once(':').unwrap();
    let (p, level) = rest.split_once('@').unwrap();
    let rule = match rule {
        "math" => QuantileRule::Math,
        "school" => QuantileRule::School,
        _ => panic!("no rule {rule}"),
    };
    let (values, domain) = (
        sample.sheet.numbers(line.variable()),
        sample.sheet.mask(line.domain()),
    );
    let (p, level) = (p.parse().unwrap(), level.parse().unwrap());
    let found = stats::quantile(&sample.design, &values, &domain, p, level, rule).unwrap()?;
    match line.quantity() {
        "value" => Some(found.estimate.value),
        "se" => found.estimate.se,
        "low" => Some(found.interval?.low),
        "high" => Some(found.interval?.high),
        other => panic!("no quantity {other}"),
    }
}

/// `awards=Yes-No`: the mean, or the share, of those with Yes less that of those with No.
fn difference(sample: &Sample, line: &Expected) -> Option<f64> {
    let (question, pair) = line.domain().split_once('=').unwrap();
    let (first, second) = pair.split_once('-').unwrap();
    let mask = |value| sample.sheet.mask(&format!("{question}={value}"));
    let (first, second) = (mask(first), mask(second));
    let (values, selected);
    let measured = if line.statistic() == "difference of shares" {
        selected = sample.sheet.mask(line.variable());
        Measured::Share(&selected)
    } else {
        values = sample.sheet.numbers(line.variable());
        Measured::Mean(&values)
    };
    let figure = |domain| Figure { measured, domain };
    let found = stats::difference(&sample.design, &figure(&first), &figure(&second))?;
    match line.quantity() {
        "value" => Some(found.estimate.value),
        "t" => found.t,
        "df" => found.estimate.df,
        "p" => found.p,
        other => panic!("no quantity {other}"),
    }
}

/// `sch.wide*stype`: the test of independence of the two questions.
fn independence(sample: &Sample, line: &Expected) -> Option<f64> {
    let sheet = &sample.sheet;
    let (rows, columns) = line.variable().split_once('*').unwrap();
    let masks = |question: &str| -> Vec<Mask> {
        let values = sheet.values(question).into_iter();
        values
            .map(|value| sheet.mask(&format!("{question}={value}")))
            .collect()
    };
    let test = match line.argument() {
        "F" => IndependenceTest::RaoScottF,
        "Chisq" => IndependenceTest::RaoScottChiSquare,
        "Wald" => IndependenceTest::Wald,
        "adjWald" => IndependenceTest::AdjustedWald,
        other => panic!("no test {other}"),
    };
    let domain = sheet.mask(line.domain());
    let found = stats::independence(&sample.design, &masks(rows), &masks(columns), &domain, test)?;
    match line.quantity() {
        "statistic" => Some(found.statistic),
        "df" => Some(found.df),
        "denominator_df" => found.denominator_df,
        "p" => Some(found.p),
        other => panic!("no quantity {other}"),
    }
}

fn weight_summary(sample: &Sample, line: &Expected) -> Option<f64> {
    let summary = sample.design.weight_summary();
    Some(match line.quantity() {
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
pub(crate) fn computed(sample: &Sample, line: &Expected, estimates: &mut Estimates) -> Option<f64> {
    match line.statistic() {
        "quantile" => return quantile(sample, line),
        "difference" | "difference of shares" => return difference(sample, line),
        "independence" => return independence(sample, line),
        "weights" => return weight_summary(sample, line),
        _ => {}
    }
    let domain = sample.sheet.mask(line.domain());
    let estimate = (*estimates
        .entry([line.statistic(), line.variable(), line.domain()].map(str::to_owned))
        .or_insert_with(|| estimate(sample, line.statistic(), line.variable(), &domain)))?;
    match line.quantity() {
        "value" => Some(estimate.value),
        "se" => estimate.se,
        "df" => estimate.df,
        "deff" => estimate.deff,
        "deff_replace" => estimate.deff_replace,
        "kish" => sample.design.kish_effective_n(&domain),
        "effective_n" => estimate.effective_n,
        "low" | "low by spline" => Some(interval(&estimate, line.argument())?.low),
        "high" | "high by spline" => Some(interval(&estimate, line.argument())?.high),
        other => panic!("no quantity {other}"),
    }
}
