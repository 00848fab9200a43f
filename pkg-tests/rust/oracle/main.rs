//! The engine against other programs. `pkg-tests/oracle/expected.csv` has what R's survey
//! package computes (see `make.R` beside it), `expected-python.csv` what the Python
//! packages svy and statsmodels compute where R has no answer (`make.py`): one value to a
//! line with its design, statistic and method. `cargo xtask oracle` makes both again.
//!
//! Each test is about one design, one statistic and one method, and there is one for all
//! that the files have. Those that begin with `stats` ask the estimators; those that begin
//! with `tables` ask what every user of the package can ask, and read the cells of the
//! table. `pkg-tests/package/oracle.test.mjs` asks for these tables (`--tables`) and puts
//! the same requests to the built package.
//!
//! Where Chosa differs on purpose, the comment that says why begins with DIFFERENCE; most
//! of them stand in `make.R`, beside what is left out.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't read the expected values must fail"
)]

mod expected;
mod harness;
mod sample;
mod sheet;
mod statistics;
mod tables;

use std::process::ExitCode;

use expected::Expected;
use harness::{Command, Report, Test};
use sample::Sample;
use serde_json::json;
use statistics::{Estimates, computed};
use tables::{Tables, asked};

/// A file of expected values, and how many it must have at least, so that a lost file
/// can't pass for agreement.
struct Source {
    file: &'static str,
    program: &'static str,
    fewest: usize,
}

const SOURCES: [Source; 2] = [
    Source {
        file: "expected.csv",
        program: "R",
        fewest: 15_000,
    },
    Source {
        file: "expected-python.csv",
        program: "Python",
        fewest: 300,
    },
];

/// The same for the values that a table gives.
const FEWEST_IN_TABLES: usize = 8_000;

fn main() -> ExitCode {
    let lines = SOURCES.map(|source| Expected::read(source.file));
    match Command::of_arguments() {
        Command::Tables => {
            print!(
                "{}",
                tables_of_all(&lines.iter().flatten().collect::<Vec<_>>())
            );
            ExitCode::SUCCESS
        }
        Command::List(filter) => Report::list(&tests_of_all(&lines), &filter),
        Command::Run(filter) => {
            let mut tests = tests_of_all(&lines);
            tests.retain(|test| filter.admits(&test.name));
            Report::of(&tests, |design, tests| {
                run_design(&Sample::of(design), tests)
            })
        }
    }
}

/// One test for each design, statistic and method of each file, in the file's order.
fn tests_of_all(lines: &[Vec<Expected>; 2]) -> Vec<Test<'_>> {
    let mut tests = Vec::new();
    for (source, lines) in SOURCES.iter().zip(lines) {
        let program = source.program;
        tests.push(Test::of_count(
            format!("{}: no fewer than {} values", source.file, source.fewest),
            lines.len() >= source.fewest,
        ));
        for line in lines {
            let (design, statistic) = (line.design(), line.statistic());
            let title = format!("{design}: {statistic}, {}: as {program}", line.method());
            harness::add(&mut tests, format!("stats: {title}"), line);
            if asked(line).is_some() {
                harness::add(&mut tests, format!("tables: {title}"), line);
            }
        }
    }
    let in_tables = tests.iter().filter(|test| test.name.starts_with("tables"));
    let in_tables: usize = in_tables.map(|test| test.lines.len()).sum();
    tests.push(Test::of_count(
        format!("tables: no fewer than {FEWEST_IN_TABLES} values"),
        in_tables >= FEWEST_IN_TABLES,
    ));
    tests
}

/// What is wrong with each test of one design, line by line.
fn run_design(sample: &Sample, tests: &[&Test<'_>]) -> Vec<Vec<String>> {
    let of_tables = |test: &&&Test<'_>| test.name.starts_with("tables");
    let lines = tests.iter().filter(of_tables).flat_map(|test| &test.lines);
    let tables = Tables::of(sample, &lines.copied().collect::<Vec<_>>());
    let mut estimates = Estimates::new();
    let mut wrong = |test: &Test<'_>| {
        let lines = test.lines.iter().filter_map(|line| {
            let found = if test.name.starts_with("tables") {
                tables.value(line)
            } else {
                computed(sample, line, &mut estimates)
            };
            let agrees = found.is_some_and(|found| line.agrees(found));
            (!agrees).then(|| format!("{}: {}, here {found:?}", line.name(), line.value))
        });
        lines.collect()
    };
    tests.iter().map(|test| wrong(test)).collect()
}

/// Every table of every design that a descriptor can say, with how many expected values
/// stand in them.
fn tables_of_all(lines: &[&Expected]) -> String {
    let lines: Vec<&Expected> = (lines.iter().copied())
        .filter(|line| asked(line).is_some())
        .collect();
    let mut designs: Vec<&str> = Vec::new();
    for line in &lines {
        if !designs.contains(&line.design()) {
            designs.push(line.design());
        }
    }
    let samples = harness::in_parallel(&designs, |design| {
        let sample = Sample::of(design);
        let own: Vec<&Expected> = (lines.iter().copied())
            .filter(|line| line.design() == *design)
            .collect();
        let tables = Tables::of(&sample, &own).to_json();
        json!({"design": design, "descriptor": sample.descriptor, "csv": sample.sheet.csv(),
            "values": own.len(), "tables": tables})
    });
    json!(samples).to_string()
}
