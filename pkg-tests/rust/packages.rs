//! The demo packages through the engine: each opens, and says what was published.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that finds no figure must fail"
)]

use chosa::Survey;
use chosa::tabulate::{Cell, Table, TabulateRequest};
use std::path::Path;

fn open(name: &str) -> Survey {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("www/site/data")
        .join(name);
    let descriptor = std::fs::read_to_string(folder.join("datapackage.json")).unwrap();
    let rows = std::fs::read(folder.join("responses.csv")).unwrap();
    Survey::open(&descriptor, &[("responses.csv", &rows)])
        .unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn table(survey: &Survey, request: &str) -> Table {
    let request: TabulateRequest = chosa::data::parse_json(request, "test").unwrap();
    survey.tabulate(&request).unwrap()
}

fn first(table: &Table) -> &Cell {
    &table.groups[0].rows[0].cells[0]
}

#[track_caller]
fn near(found: Option<f64>, expected: f64, within: f64) {
    let found = found.unwrap();
    assert!(
        (found - expected).abs() <= within,
        "{found} is not {expected}"
    );
}

// Kish's effective number by hand: (Σ w)² / Σ w² of 100 weights of 44.21, 50 of 15.1 and 50 of 20.36.
#[test]
fn a_description_tells_what_the_weights_look_like() {
    let described = open("schools-california").describe(None);
    let weights = described.weights.unwrap();
    assert_eq!((weights.n, weights.max), (200, 44.209_999_084_472_7));
    near(Some(weights.effective_n), 168.581_331, 1e-6);
    near(Some(weights.kish_deff), 1.186_371, 1e-6);
    assert!(described.calibrations.is_empty());
    assert!(
        open("hospitals-2022-interim")
            .describe(None)
            .weights
            .is_none()
    );
}

// R's survey 4.1-1 on apistrat prints these.
#[test]
fn schools_agree_with_r() {
    let schools = open("schools-california");
    let mean = table(&schools, r#"{"rows": "api00", "measure": "mean"}"#);
    near(first(&mean).estimate, 662.287_363_2, 1e-7);
    near(first(&mean).se, 9.408_940_8, 1e-7);
    near(first(&mean).deff, 1.204_46, 1e-5);
    near(first(&mean).low, 643.732_188_3, 1e-6);
    let median = table(&schools, r#"{"rows": "api00", "measure": "median"}"#);
    let median = first(&median);
    assert_eq!(
        (median.estimate, median.low, median.high),
        (Some(668.0), Some(642.0), Some(694.0))
    );
    let total = table(&schools, r#"{"rows": "enroll", "measure": "total"}"#);
    near(first(&total).estimate, 3_687_177.5, 0.05);
    near(first(&total).se, 114_641.72, 0.005);
}

#[test]
fn the_interim_story_can_be_told() {
    let survey = open("hospitals-2022-interim");
    let trail = table(
        &survey,
        r#"{"trail": [{"where": {"vpn": "yes"}}, {"where": {"patched": "no"}}]}"#,
    );
    let ns: Vec<_> = trail.groups[0]
        .rows
        .iter()
        .map(|row| row.cells[0].n.unwrap())
        .collect();
    assert_eq!(ns, [5596, 476, 190, 46]);
    let last = trail.groups[0].rows.last().unwrap();
    near(last.cells[0].estimate, 46.0 / 190.0, 1e-15);
    near(last.cells[1].estimate, 46.0 / 476.0, 1e-15);
    assert!(trail.source.synthetic.is_some());
}

#[test]
fn every_question_of_every_package_can_be_asked_for() {
    for name in [
        "hospitals-2022-interim",
        "hospitals-2022-final",
        "ministry-2023",
        "schools-california",
    ] {
        let survey = open(name);
        let description = survey.describe(None);
        assert!(
            !description.title.is_empty() && !description.method.is_empty(),
            "{name}"
        );
        for question in &description.questions {
            let measure = match question.kind {
                "number" => "mean",
                "text" | "date" => continue,
                _ => "share",
            };
            let request = TabulateRequest {
                rows: vec![question.name.clone()],
                measure: chosa::data::parse_json(&format!("\"{measure}\""), "test").unwrap(),
                ..TabulateRequest::default()
            };
            let table = survey.tabulate(&request).unwrap();
            let json = serde_json::to_string(&table).unwrap();
            assert!(
                !json.contains("NaN") && first(&table).base_n > 0,
                "{name}: {}",
                question.name
            );
        }
    }
}
