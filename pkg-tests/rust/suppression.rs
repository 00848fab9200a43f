//! From what a table shows, no hidden count can be worked out by one subtraction.

#![allow(
    clippy::unwrap_used,
    reason = "a test that can't read its own made-up survey must fail"
)]

use chosa::Survey;
use chosa::data::parse_json;
use chosa::tabulate::{Cell, ReasonCode, RowKind, Table, TabulateRequest};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

const DESCRIPTOR: &str = r#"{"resources": [{"path": "r.csv", "schema": {"fields": [
    {"name": "q", "categories": ["a", "b", "c", "d"]}, {"name": "g", "categories": ["x", "y", "z"]},
    {"name": "h", "categories": ["s", "t"]}, {"name": "m1"}, {"name": "m2"}, {"name": "m3"},
    {"name": "beds", "type": "integer"}]}}],
  "survey": {"language": "en", "policy": {"minimumCount": 4},
    "questions": {
      "q": {"nets": [{"name": "ab", "values": ["a", "b"]}, {"name": "abc", "values": ["a", "b", "c"]},
                     {"name": "d_alone", "values": ["d"]}]},
      "m": {"nets": [{"name": "one", "values": ["m1"]}, {"name": "two", "values": ["m1", "m2"]}]}},
    "multiple": [{"name": "m", "fields": ["m1", "m2", "m3"], "blank": "none"}]}}"#;

const MINIMUM: usize = 4;

type Person = (Option<usize>, usize, usize, [bool; 3]);

fn person() -> impl Strategy<Value = Person> {
    let answer = select(vec![
        None,
        Some(0),
        Some(0),
        Some(0),
        Some(1),
        Some(1),
        Some(2),
        Some(3),
    ]);
    let group = select(vec![0usize, 0, 0, 1, 1, 2]);
    (answer, group, 0..2usize, any::<[bool; 3]>())
}

fn survey(people: &[Person]) -> Survey {
    let mut csv = String::from("q,g,h,m1,m2,m3,beds\n");
    for (answer, group, half, ticks) in people {
        let answer = answer.map_or("", |answer| ["a", "b", "c", "d"][answer]);
        let [one, two, three] = ticks.map(u8::from);
        let (group, half) = (["x", "y", "z"][*group], ["s", "t"][*half]);
        let beds = 2 * one + 3 * two + 4 * three;
        csv += &format!("{answer},{group},{half},{one},{two},{three},{beds}\n");
    }
    Survey::open(DESCRIPTOR, &[("r.csv", csv.as_bytes())]).unwrap()
}

fn table(survey: &Survey, request: &str) -> Table {
    let request: TabulateRequest = parse_json(request, "test").unwrap();
    survey.tabulate(&request).unwrap()
}

fn is_hidden(cell: &Cell) -> bool {
    let code = cell.flag.as_ref().map(|flag| flag.code);
    matches!(
        code,
        Some(ReasonCode::Suppressed | ReasonCode::SuppressedComplement)
    )
}

/// Of a sum whose other terms can be seen, either nothing is hidden or more than one term.
fn is_safe<'a>(terms: impl IntoIterator<Item = &'a Cell>) -> bool {
    terms.into_iter().filter(|cell| is_hidden(cell)).count() != 1
}

fn check(table: &Table, sums: &[&[&str]]) -> Result<(), TestCaseError> {
    let rows = &table.groups[0].rows;
    for row in rows.iter().filter(|row| row.kind != RowKind::MultipleTotal) {
        for cell in &row.cells {
            let shown = cell.n.is_none_or(|n| n == 0 || n >= MINIMUM);
            prop_assert!(shown, "{row:?}");
            prop_assert!(!is_hidden(cell) || cell.estimate.is_none() && cell.weighted.is_none());
        }
        // Total, the three groups, the two halves.
        prop_assert!(is_safe(&row.cells[0..4]), "{row:?}");
        prop_assert!(is_safe([0, 4, 5].map(|at| &row.cells[at])), "{row:?}");
    }
    for column in 0..table.columns.len() {
        for sum in sums {
            let named = |row: &&chosa::tabulate::Row| {
                sum.contains(&row.value.as_deref().unwrap_or(&row.label))
            };
            let terms = rows.iter().filter(named).map(|row| &row.cells[column]);
            prop_assert!(is_safe(terms), "{sum:?} in column {column}: {rows:?}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn a_single_choice_tells_no_hidden_count(people in vec(person(), 2..120),
        percent in select(vec!["column", "row", "table"]), base in select(vec!["answered", "asked"])) {
        let missing = if base == "asked" { "include" } else { "exclude" };
        let request = format!(r#"{{"rows": "q", "columns": ["g", "h"], "percent": "{percent}",
            "base": "{base}", "missing": "{missing}"}}"#);
        let table = table(&survey(&people), &request);
        check(&table, &[
            &["a", "b", "c", "d", "No answer"], &["ab", "a", "b"], &["ab", "c", "d", "No answer"],
            &["abc", "a", "b", "c"], &["abc", "d", "No answer"], &["abc", "ab", "c"], &["d", "d_alone"],
        ])?;
        // The base of a row's share is the count of the row.
        for row in table.groups[0].rows.iter().filter(|_| percent == "row") {
            let told = row.cells.iter().any(|cell| cell.base_n > 0);
            prop_assert!(!is_hidden(&row.cells[0]) || !told, "{row:?}");
        }
    }

    #[test]
    fn ticks_tell_no_hidden_count(people in vec(person(), 2..60),
        extras in select(vec![r#""base": "selections""#, r#""multipleTotal": true"#])) {
        let request = format!(r#"{{"rows": "m", "columns": ["g", "h"], {extras}}}"#);
        check(&table(&survey(&people), &request), &[&["m1", "m2", "m3"], &["m1", "one"]])?;
    }

    #[test]
    fn rows_that_hold_each_other_tell_no_small_count_between_them(people in vec(person(), 2..120)) {
        let request = r#"{"rows": "beds", "columns": ["g", "h"], "split": "cumulative"}"#;
        let table = table(&survey(&people), request);
        let rows = &table.groups[0].rows;
        for column in 0..table.columns.len() {
            let mut before = 0;
            let cells = || rows.iter().map(|row| &row.cells[column]);
            let base = cells().map(|cell| cell.base_n).max().unwrap_or(0);
            for count in cells().filter_map(|cell| cell.n) {
                prop_assert!(count == before || count - before >= MINIMUM, "column {column}: {rows:?}");
                before = count;
            }
            // The base is always shown; what it tells beyond itself are those above a row.
            let above = base - before;
            prop_assert!(before == 0 || above == 0 || above >= MINIMUM, "column {column}: {rows:?}");
        }
        for row in rows {
            prop_assert!(is_safe(&row.cells[0..4]), "{row:?}");
            prop_assert!(is_safe([0, 4, 5].map(|at| &row.cells[at])), "{row:?}");
        }
    }

    #[test]
    fn a_trail_tells_no_hidden_count(people in vec(person(), 2..60)) {
        let request = r#"{"trail": [{"where": {"g": "x"}}, {"where": {"q": "a"}}, {"where": {"h": "s"}}]}"#;
        let table = table(&survey(&people), request);
        let rows = &table.groups[0].rows;
        for pair in rows.windows(2) {
            let (before, step) = (&pair[0].cells[0], &pair[1].cells[0]);
            prop_assert!(!is_hidden(before) || step.base_n == 0, "{rows:?}");
        }
    }
}

#[test]
fn a_count_is_hidden_in_total_where_a_breakdown_would_tell_it() {
    // 10 of x and 3 of y say a; 6 of x and 6 of y say b; c and d are nobody's.
    let mut people = vec![(Some(0), 0, 0, [true; 3]); 10];
    people.extend([(Some(0), 1, 1, [true; 3]); 3]);
    people.extend([(Some(1), 0, 0, [true; 3]); 6]);
    people.extend([(Some(1), 1, 1, [true; 3]); 6]);
    let table = table(&survey(&people), r#"{"rows": "q", "columns": ["g", "h"]}"#);
    let codes = |row: usize| -> Vec<_> {
        let cells = &table.groups[0].rows[row].cells;
        cells
            .iter()
            .map(|cell| cell.flag.as_ref().map(|flag| flag.code))
            .collect()
    };
    let small = Some(ReasonCode::SmallBase);
    let (hidden, told) = (
        Some(ReasonCode::Suppressed),
        Some(ReasonCode::SuppressedComplement),
    );
    // 3 is 13 less 10, and 9 less 6: so 10 goes, and with it a 6 of each column.
    assert_eq!(
        codes(0),
        [small, told, hidden, Some(ReasonCode::NoBase), told, hidden]
    );
    assert_eq!(
        codes(1),
        [small, told, told, Some(ReasonCode::NoBase), told, told]
    );
}
