//! How much work a table is, counted and not timed: what it takes of memory, and what it leaves.
//!
//! Bytes and allocations are counted by the allocator of this very program. A table that
//! copied a column for each of its cells, or went over the respondents once a cell and kept
//! what it saw, would pass the limits many times over.

#![allow(
    clippy::unwrap_used,
    reason = "a test that can't read its own made-up survey must fail"
)]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

use chosa::Survey;
use chosa::data::parse_json;
use chosa::tabulate::TabulateRequest;

/// The system's allocator, which counts what this thread asks for.
struct Counting;

thread_local! {
    static TAKEN: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
}

#[allow(
    unsafe_code,
    reason = "an allocator is unsafe by its signature; it hands all on"
)]
// SAFETY: every call goes to the system's allocator with the caller's own arguments.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        // A thread that ends has no counter any more.
        let _ = TAKEN.try_with(|taken| {
            let (calls, bytes) = taken.get();
            taken.set((calls + 1, bytes + layout.size()));
        });
        // SAFETY: the caller's duty is the system's.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        // SAFETY: the caller's duty is the system's.
        unsafe { System.dealloc(place, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

const QUESTIONS: usize = 12;

/// Respondents in 60 clusters of 6 strata, with 12 questions and 8 regions.
fn survey(rows: usize) -> Survey {
    let names: Vec<String> = (0..QUESTIONS).map(|at| format!("q{at}")).collect();
    let fields: Vec<String> = (names.iter())
        .map(|name| format!(r#"{{"name": "{name}", "categories": ["a", "b", "c", "d"]}}"#))
        .collect();
    let descriptor = format!(
        r#"{{"resources": [{{"path": "r.csv", "schema": {{"fields": [
            {{"name": "region", "categories": ["0", "1", "2", "3", "4", "5", "6", "7"]}},
            {{"name": "stratum"}}, {{"name": "psu"}}, {{"name": "w", "type": "number"}}, {}]}}}}],
            "survey": {{"design": {{"weight": "w", "strata": ["stratum"], "clusters": ["psu"]}}}}}}"#,
        fields.join(",")
    );
    let mut csv = format!("region,stratum,psu,w,{}\n", names.join(","));
    for row in 0..rows {
        let psu = row * 60 / rows;
        csv += &format!("{},{},{psu},{}", psu % 8, psu % 6, 1 + row % 5);
        for at in 0..QUESTIONS {
            csv += [",a", ",b", ",c", ",d", ","][(row * (at + 3) + row / 7) % 5];
        }
        csv.push('\n');
    }
    Survey::open(&descriptor, &[("r.csv", csv.as_bytes())]).unwrap()
}

/// The allocations and the bytes of a request that was made once before.
fn work(survey: &Survey, request: &str) -> (usize, usize) {
    let request: TabulateRequest = parse_json(request, "test").unwrap();
    survey.tabulate(&request).unwrap();
    let before = TAKEN.get();
    survey.tabulate(&request).unwrap();
    let after = TAKEN.get();
    (after.0 - before.0, after.1 - before.1)
}

fn all_questions() -> String {
    let names: Vec<String> = (0..QUESTIONS).map(|at| format!(r#""q{at}""#)).collect();
    format!("[{}]", names.join(","))
}

/// The most bytes a respondent that a request may take: none where all are in the table. Sets of
/// respondents are an eighth of a byte each, a question's answers within a filter one byte.
fn requests() -> [(&'static str, String, f64); 6] {
    let all = all_questions();
    [
        ("a question", r#"{"rows": "q1"}"#.into(), 0.1),
        (
            "its counts",
            r#"{"rows": "q1", "interval": {"method": "none"}}"#.into(),
            0.1,
        ),
        (
            "by region",
            r#"{"rows": "q1", "columns": "region"}"#.into(),
            0.1,
        ),
        (
            "by a question",
            r#"{"rows": "q1", "columns": "q2"}"#.into(),
            0.1,
        ),
        (
            "filtered",
            r#"{"rows": "q1", "columns": "region", "where": {"q2": "a"}}"#.into(),
            2.5,
        ),
        (
            "all pairs",
            format!(r#"{{"rows": {all}, "columns": {all}, "interval": {{"method": "none"}}}}"#),
            7.0,
        ),
    ]
}

#[test]
fn what_a_table_takes_for_a_respondent_is_bytes() {
    let (few, many) = (survey(10_000), survey(30_000));
    for (name, request, most) in requests() {
        let (less, more) = (work(&few, &request).1, work(&many, &request).1);
        let a_row = (more as f64 - less as f64) / 20_000.0;
        assert!(a_row <= most, "{name}: {a_row} bytes a respondent");
    }
}

#[test]
fn how_often_a_table_asks_for_memory_depends_on_its_cells_alone() {
    let (few, many) = (survey(10_000), survey(30_000));
    for (name, request, _) in requests() {
        assert_eq!(work(&few, &request).0, work(&many, &request).0, "{name}");
    }
}
