//! Columns compared: the letters of a table against the p-values of R and of Python.
//!
//! A table says which figures differ, not by how small a p-value. So each expected p-value
//! is approached from both sides: at a level a millionth looser the letter is there, at one
//! a millionth stricter it is not.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that finds no figure must fail"
)]

use chosa::Survey;
use chosa::tabulate::{Cell, Table, TabulateRequest};
use std::path::Path;

fn read(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The stratified sample of schools, with or without its strata and populations.
fn schools(stratified: bool) -> Survey {
    let folder = "www/site/data/schools-california";
    let mut descriptor: serde_json::Value =
        serde_json::from_str(&read(&format!("{folder}/datapackage.json"))).unwrap();
    if !stratified {
        descriptor["survey"]["design"] = serde_json::json!({"weight": "pw"});
    }
    let rows = read(&format!("{folder}/responses.csv"));
    Survey::open(
        &descriptor.to_string(),
        &[("responses.csv", rows.as_bytes())],
    )
    .unwrap()
}

fn table(survey: &Survey, request: &serde_json::Value) -> Table {
    let request: TabulateRequest =
        chosa::data::parse_json(&request.to_string(), "request").unwrap();
    survey.tabulate(&request).unwrap()
}

/// The value of the line that begins so.
fn expected(file: &str, line: &str) -> f64 {
    let text = read(&format!("pkg-tests/oracle/{file}"));
    let found = text.lines().find_map(|known| known.strip_prefix(line));
    found
        .unwrap_or_else(|| panic!("no {line}"))
        .parse()
        .unwrap()
}

/// The first row's cells where columns are compared at a level that is `p` or nearly so.
fn cells_at(survey: &Survey, request: &serde_json::Value, p: f64) -> Vec<Cell> {
    let mut request = request.clone();
    request["interval"] = serde_json::json!({"level": 1.0 - p});
    table(survey, &request).groups[0].rows[0].cells.clone()
}

/// Asserts that the cell of one column has the mark just where `p` says so.
#[track_caller]
fn turns_at(
    survey: &Survey,
    request: &serde_json::Value,
    p: f64,
    is_marked: impl Fn(&[Cell]) -> bool,
) {
    assert!(
        is_marked(&cells_at(survey, request, p * (1.0 + 1e-6))),
        "{p}"
    );
    assert!(
        !is_marked(&cells_at(survey, request, p * (1.0 - 1e-6))),
        "{p}"
    );
}

#[test]
fn letters_stand_where_the_ttest_of_r_says_so() {
    let schools = schools(true);
    for (breakdown, name) in [
        ("comp_imp", "comp.imp"),
        ("sch_wide", "sch.wide"),
        ("awards", "awards"),
    ] {
        let line = format!("apistrat/strata+fpc,difference,api00,{name}=Yes-No,,p,");
        let p = expected("expected.csv", &line);
        let request = serde_json::json!({
            "rows": "api00", "columns": breakdown, "measure": "mean", "compare": "columns",
        });
        // Total stands first, then Yes, which is A, and No, which is B.
        turns_at(&schools, &request, p, |cells| cells[1].higher_than == ["B"]);
        assert!(cells_at(&schools, &request, p)[2].higher_than.is_empty());
    }
}

#[test]
fn the_rest_of_two_columns_is_the_other_column() {
    let schools = schools(true);
    let line = "apistrat/strata+fpc,difference,api00,awards=Yes-No,,p,";
    let p = expected("expected.csv", line);
    let request = serde_json::json!({
        "rows": "api00", "columns": "awards", "measure": "mean", "compare": "total",
    });
    turns_at(&schools, &request, p, |cells| {
        let marks: Vec<_> = cells.iter().map(|cell| cell.against_total).collect();
        marks == [None, Some(1), Some(-1)]
    });
}

// DIFFERENCE: market research programs test columns as independent samples of effective
// size, as statsmodels does here. With weights alone the columns of one breakdown have no
// covariance, and both tests are one; with strata or clusters Chosa keeps the covariance.
#[test]
fn letters_stand_where_the_test_on_effective_sizes_says_so() {
    let schools = schools(false);
    for (question, share) in [("sch_wide", "sch.wide=Yes"), ("comp_imp", "comp.imp=Yes")] {
        let of = |pair: &str| {
            let line = format!("apistrat/weights,difference of shares,{share},stype={pair},,p,");
            expected("expected-python.csv", &line)
        };
        let (high, middle, between) = (of("E-H"), of("E-M"), of("H-M"));
        assert!(high < middle && middle < between);
        // E is A, M is B, H is C; the smaller of the two has fewer Yes.
        let adjusted = [
            ("none", [high, middle, between]),
            ("bonferroni", [3.0 * high, 3.0 * middle, 3.0 * between]),
            ("holm", [3.0 * high, 2.0 * middle, between]),
            ("bh", [3.0 * high, 1.5 * middle, between]),
        ];
        for (adjust, [high, middle, between]) in adjusted {
            let request = serde_json::json!({
                "rows": question, "columns": "stype", "compare": "columns", "adjust": adjust,
            });
            let above = |first: usize, letter: &'static str| {
                move |cells: &[Cell]| cells[first].higher_than.iter().any(|known| known == letter)
            };
            turns_at(&schools, &request, high, above(1, "C"));
            turns_at(&schools, &request, middle, above(1, "B"));
            turns_at(&schools, &request, between, above(2, "C"));
        }
    }
}

#[test]
fn the_test_under_a_question_is_that_of_r() {
    let schools = schools(true);
    for (name, of_r) in [
        ("raoScottF", "F"),
        ("raoScottChiSquare", "Chisq"),
        ("wald", "Wald"),
        ("adjustedWald", "adjWald"),
    ] {
        let request = serde_json::json!({
            "rows": "sch_wide", "columns": ["stype", "awards"], "compare": "columns", "test": name,
        });
        let found = table(&schools, &request);
        let tests = &found.groups[0].tests;
        let names: Vec<_> = tests.iter().map(|test| test.question.as_str()).collect();
        assert_eq!(names, ["stype", "awards"]);
        let quantities = [
            ("statistic", Some(tests[0].statistic)),
            ("df", Some(tests[0].df)),
            ("denominator_df", tests[0].denominator_df),
            ("p", Some(tests[0].p)),
        ];
        assert_eq!(tests[0].denominator_df.is_none(), of_r == "Chisq");
        for (quantity, found) in quantities {
            let Some(found) = found else { continue };
            let line =
                format!("apistrat/strata+fpc,independence,sch.wide*stype,all,{of_r},{quantity},");
            let expected = expected("expected.csv", &line);
            assert!(
                (found / expected - 1.0).abs() < 1e-6,
                "{name} {quantity}: {found}"
            );
        }
    }
}

fn near(found: f64, expected: f64) {
    let apart = (found - expected).abs();
    assert!(apart <= 1e-9 * expected.abs(), "{found} is not {expected}");
}

/// R's `svyttest(enroll ~ comp.imp)`: t, df and the difference, with the two schools apart.
#[test]
fn a_difference_of_columns_is_that_of_the_ttest_of_r() {
    let request = serde_json::json!({
        "rows": "enroll", "measure": "mean", "columns": "comp_imp", "compare": "columns"});
    let differences = &table(&schools(true), &request).groups[0].rows[0].differences;
    assert_eq!(differences.len(), 1);
    let one = differences[0];
    assert_eq!(
        (one.column, one.other_column, one.other_row),
        (1, Some(2), None)
    );
    let sign = one.estimate.signum();
    near(one.estimate * sign, 228.282_249_6);
    // R prints eight digits of t.
    assert!((one.estimate / one.se * sign - 3.724_888_3).abs() < 5e-8);
    near(one.df, 196.0);
    assert!((one.p - 0.000_255_443_1).abs() < 1e-10);
    assert!(one.low < one.estimate && one.estimate < one.high && one.p == one.adjusted_p);
}

/// In closed form: of a simple random sample p - q has the variance (p + q - (p - q)²) / (n - 1).
#[test]
fn a_difference_of_rows_counts_that_one_share_takes_from_the_other() {
    let descriptor = r#"{"resources": [{"path": "r.csv", "schema": {"fields": [
        {"name": "said", "categories": ["a", "b", "c"]}]}}], "survey": {"language": "en"}}"#;
    let answers = ["a"; 25].iter().chain(&["b"; 15]).chain(&["c"; 10]);
    let csv = answers.fold("said\n".to_owned(), |csv, answer| csv + answer + "\n");
    let survey = Survey::open(descriptor, &[("r.csv", csv.as_bytes())]).unwrap();
    let request = serde_json::json!({"rows": "said", "compare": "rows", "adjust": "holm"});
    let table = table(&survey, &request);
    let rows = &table.groups[0].rows;
    let counts: Vec<usize> = rows.iter().map(|row| row.differences.len()).collect();
    assert_eq!(counts, [2, 1, 0]);
    let first = rows[0].differences[0];
    assert_eq!(
        (first.column, first.other_column, first.other_row),
        (0, None, Some(1))
    );
    near(first.estimate, 0.2);
    near(first.se, ((0.8 - 0.04) / 49.0f64).sqrt());
    assert!(first.adjusted_p >= first.p);
    let end = "; rows compared with each other by t tests, Holm-adjusted, p < 0.05";
    assert!(table.method.ends_with(end), "{}", table.method);
}

/// R's `svyratio(~api.stu, ~enroll, dstrat)`.
#[test]
fn a_ratio_of_two_numbers_is_that_of_r() {
    let request = serde_json::json!({
        "rows": "api_stu", "measure": "ratio", "denominator": "enroll", "language": "en"});
    let table = table(&schools(true), &request);
    let cell = &table.groups[0].rows[0].cells[0];
    near(cell.estimate.unwrap(), 0.836_956_886_9);
    assert!((cell.se.unwrap() - 0.007_757_103_167).abs() < 1e-12);
    assert!(table.groups[0].rows[0].label.starts_with("Ratio to"));
    for (rows, denominator, code) in [
        ("stype", "enroll", "wrong_kind"),
        ("api_stu", "stype", "wrong_kind"),
        ("api_stu", "nothing", "unknown_question"),
    ] {
        let request = serde_json::json!({
            "rows": rows, "measure": "ratio", "denominator": denominator});
        let request: TabulateRequest =
            chosa::data::parse_json(&request.to_string(), "request").unwrap();
        let error = schools(true).tabulate(&request).unwrap_err();
        assert_eq!(error.code(), code);
    }
}
