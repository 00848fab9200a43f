//! Tables of a small survey, each figure counted by hand.

#![allow(clippy::unwrap_used, reason = "a test that finds no figure must fail")]

use chosa::Survey;
use chosa::tabulate::{Cell, Measure, ReasonCode, RowKind, Split, Table, TabulateRequest};

const DESCRIPTOR: &str = r#"{
  "title": "調査", "sources": [{"title": "協会"}],
  "resources": [{"path": "r.csv", "schema": {"fields": [
    {"name": "vpn", "title": "VPN", "categories": [{"value": "yes", "label": "はい"}, {"value": "no", "label": "いいえ"}]},
    {"name": "patched", "title": "対策", "categories": ["yes", "no", "unknown"]},
    {"name": "size", "title": "規模", "categories": ["small", "large"], "categoriesOrdered": true},
    {"name": "threat", "title": "脅威", "categories": ["1", "2", "3"], "categoriesOrdered": true},
    {"name": "beds", "title": "病床", "type": "integer"},
    {"name": "m1", "title": "多要素認証"}, {"name": "m2", "title": "ログ"}
  ]}}],
  "survey": {
    "population": {"size": 80}, "sample": {"invited": 100, "kind": "census"},
    "fieldwork": {"start": "2022-01-31", "end": "2022-02-10"}, "synthetic": "合成データ",
    "questions": {
      "patched": {"base": {"vpn": "yes"}},
      "threat": {"scores": {"1": 1, "2": 2, "3": 3}, "nets": [{"name": "feels", "label": "感じる", "values": ["2", "3"]}]}
    },
    "multiple": [{"name": "measures", "label": "実施策", "fields": ["m1", "m2"], "blank": "none"}],
    "translations": {"en": {"title": "A survey", "synthetic": "synthetic data",
      "fields": {"vpn": {"title": "Uses a VPN", "categories": {"yes": "Yes", "no": "No"}}}}}
  }}"#;

const ROWS: &str = "vpn,patched,size,threat,beds,m1,m2\n\
    yes,no,small,3,20,1,0\n\
    yes,yes,large,2,300,1,1\n\
    yes,no,small,1,40,0,0\n\
    yes,,large,3,400,0,1\n\
    no,,small,2,60,1,0\n\
    no,,large,,500,1,1\n\
    no,,small,3,,0,0\n\
    ,,large,1,200,0,0\n";

fn survey() -> Survey {
    Survey::open(DESCRIPTOR, &[("r.csv", ROWS.as_bytes())]).unwrap()
}

fn table(request: &str) -> Table {
    let request: TabulateRequest = chosa::data::parse_json(request, "test").unwrap();
    survey().tabulate(&request).unwrap()
}

fn cell<'t>(table: &'t Table, row: &str, column: usize) -> &'t Cell {
    let rows = table.groups.iter().flat_map(|group| &group.rows);
    let row = rows
        .into_iter()
        .find(|found| found.value.as_deref() == Some(row))
        .unwrap();
    &row.cells[column]
}

fn counts(cell: &Cell) -> (usize, usize) {
    (cell.n.unwrap(), cell.base_n)
}

#[test]
fn a_single_choice_is_of_those_who_answered() {
    let table = table(r#"{"rows": "vpn", "language": "en"}"#);
    assert_eq!(counts(cell(&table, "yes", 0)), (4, 7));
    assert_eq!(table.title, "Uses a VPN");
    assert_eq!(table.groups[0].rows[0].label, "Yes");
    assert_eq!(table.source.synthetic.as_deref(), Some("synthetic data"));
    assert!(
        table.method.contains("finite population correction 8/80"),
        "{}",
        table.method
    );
    assert!(
        table.warnings[0]
            .message
            .contains("100 were asked and 8 answered (8.0%)")
    );
}

#[test]
fn no_answer_can_be_a_row_and_part_of_the_base() {
    let table = table(r#"{"rows": "vpn", "missing": "include"}"#);
    assert_eq!(counts(cell(&table, "yes", 0)), (4, 8));
    let missing = table.groups[0].rows.last().unwrap();
    assert_eq!(
        (missing.kind, missing.label.as_str()),
        (RowKind::Missing, "無回答")
    );
    assert_eq!(counts(&missing.cells[0]), (1, 8));
}

#[test]
fn a_routed_question_takes_its_base_by_itself() {
    let table = table(r#"{"rows": "patched"}"#);
    assert_eq!(counts(cell(&table, "no", 0)), (2, 3));
    assert_eq!(
        table.groups[0].base.label,
        "「VPN」が「はい」の回答者のうち、この設問の回答者"
    );
}

#[test]
fn a_multiple_choice_is_of_respondents_never_of_ticks() {
    let table = table(r#"{"rows": "measures"}"#);
    assert_eq!(counts(cell(&table, "m1", 0)), (4, 8));
    assert_eq!(counts(cell(&table, "m2", 0)), (3, 8));
}

#[test]
fn an_option_may_be_marked_by_its_own_text() {
    let marked = |column: &str, text: &str| {
        let field = format!(r#"{{"name": "{column}", "title""#);
        let single = format!(r#"{{"name": "{column}", "categories": ["{text}"], "title""#);
        (field, single)
    };
    let (one, one_marked) = marked("m1", "多要素認証");
    let (two, two_marked) = marked("m2", "ログ");
    let descriptor = DESCRIPTOR
        .replace(&one, &one_marked)
        .replace(&two, &two_marked);
    let rows = "vpn,patched,size,threat,beds,m1,m2\n\
        yes,no,small,3,20,多要素認証,\n\
        yes,yes,large,2,300,多要素認証,ログ\n\
        no,,small,2,60,,\n";
    let survey = Survey::open(&descriptor, &[("r.csv", rows.as_bytes())]).unwrap();
    let request = chosa::data::parse_json(r#"{"rows": "measures"}"#, "test").unwrap();
    let table = survey.tabulate(&request).unwrap();
    assert_eq!(counts(cell(&table, "m1", 0)), (2, 3));
    assert_eq!(counts(cell(&table, "m2", 0)), (1, 3));
}

#[test]
fn nets_and_scores_belong_to_a_scale() {
    let shares = table(r#"{"rows": "threat"}"#);
    assert_eq!(counts(cell(&shares, "feels", 0)), (5, 7));
    let means = table(r#"{"rows": ["threat", "beds"], "measure": "mean"}"#);
    assert_eq!(means.groups[0].rows[0].cells[0].estimate, Some(15.0 / 7.0));
    assert_eq!(
        means.groups[1].rows[0].cells[0].estimate,
        Some(1520.0 / 7.0)
    );
}

#[test]
fn the_three_directions_of_percent_have_their_bases() {
    let request =
        |percent: &str| format!(r#"{{"rows": "vpn", "columns": "size", "percent": "{percent}"}}"#);
    let column = table(&request("column"));
    assert_eq!(counts(cell(&column, "yes", 1)), (2, 4));
    assert_eq!(counts(cell(&column, "yes", 2)), (2, 3));
    let row = table(&request("row"));
    assert_eq!(counts(cell(&row, "yes", 1)), (2, 4));
    assert_eq!(counts(cell(&row, "no", 1)), (2, 3));
    let all = table(&request("table"));
    assert_eq!(counts(cell(&all, "no", 2)), (1, 7));
}

#[test]
fn where_and_columns_agree_to_the_last_bit() {
    let by = table(r#"{"rows": ["vpn", "measures", "threat"], "columns": "size"}"#);
    let filtered = table(r#"{"rows": ["vpn", "measures", "threat"], "where": {"size": "large"}}"#);
    let mut compared = 0;
    for (group, other) in by.groups.iter().zip(&filtered.groups) {
        for (row, same) in group.rows.iter().zip(&other.rows) {
            assert_eq!(
                row.cells[2], same.cells[0],
                "{} {}",
                group.question, row.label
            );
            compared += 1;
        }
    }
    assert_eq!(compared, 8);
}

#[test]
fn a_trail_shows_each_step_with_both_shares() {
    let table = table(
        r#"{"trail": [{"where": {"vpn": "yes"}}, {"where": {"patched": "no"}, "label": "未対策"}]}"#,
    );
    let rows = &table.groups[0].rows;
    let ns: Vec<_> = rows.iter().map(|row| row.cells[0].n.unwrap()).collect();
    assert_eq!(ns, [100, 8, 4, 2]);
    assert_eq!(rows[1].cells[0].estimate, Some(0.08));
    assert_eq!(
        (rows[3].cells[0].estimate, rows[3].cells[1].estimate),
        (Some(0.5), Some(0.25))
    );
    assert!(rows[3].cells[0].low.is_some() && rows[1].cells[0].low.is_none());
}

#[test]
fn nobody_is_a_reason_and_no_figure() {
    let table = table(r#"{"rows": "vpn", "where": {"size": "small", "beds": {"gt": 1000}}}"#);
    let cell = cell(&table, "yes", 0);
    assert_eq!((cell.estimate, cell.base_n), (None, 0));
    assert_eq!(cell.flag.as_ref().unwrap().code, ReasonCode::NoBase);
}

#[test]
fn small_counts_are_hidden_with_their_complement() {
    let policy = r#""policy": {"minimumCount": 3}, "population""#;
    let descriptor = DESCRIPTOR.replacen(r#""population""#, policy, 1);
    let survey = Survey::open(&descriptor, &[("r.csv", ROWS.as_bytes())]).unwrap();
    let request =
        chosa::data::parse_json(r#"{"rows": "threat", "missing": "include"}"#, "test").unwrap();
    let table = survey.tabulate(&request).unwrap();
    let codes: Vec<_> = (table.groups[0].rows.iter())
        .map(|row| row.cells[0].flag.as_ref().map(|flag| flag.code))
        .collect();
    let (hidden, small) = (Some(ReasonCode::Suppressed), Some(ReasonCode::SmallBase));
    // 2, 2 and 3 answered so, 5 of them in the net, 1 did not answer.
    assert_eq!(codes, [hidden, hidden, small, small, hidden]);
}

#[test]
fn a_request_that_cannot_be_answered_says_why() {
    let fails = |request: &str| {
        let request: TabulateRequest = chosa::data::parse_json(request, "test").unwrap();
        survey().tabulate(&request).unwrap_err().code()
    };
    assert_eq!(fails("{}"), "invalid_request");
    assert_eq!(fails(r#"{"rows": "vnp"}"#), "unknown_question");
    assert_eq!(fails(r#"{"rows": "beds"}"#), "wrong_kind");
    assert_eq!(fails(r#"{"rows": "vpn", "columns": "beds"}"#), "wrong_kind");
    assert_eq!(
        fails(r#"{"rows": "vpn", "where": {"vpn": "maybe"}}"#),
        "unknown_value"
    );
    assert_eq!(
        fails(r#"{"rows": "vpn", "interval": {"level": 95}}"#),
        "invalid_level"
    );
    assert_eq!(
        fails(r#"{"rows": "beds", "measure": "mean", "interval": {"method": "beta"}}"#),
        "method_not_for_measure"
    );
}

/// Rows of a split question with their counts.
fn split(question: &str, how: Split) -> Vec<(String, usize)> {
    let request = TabulateRequest {
        rows: vec![question.into()],
        split: how,
        ..TabulateRequest::default()
    };
    let table = survey().tabulate(&request).unwrap();
    let rows = table.groups[0].rows.iter();
    rows.map(|row| (row.label.clone(), row.cells[0].n.unwrap()))
        .collect()
}

fn expected(rows: &[(&str, usize)]) -> Vec<(String, usize)> {
    rows.iter()
        .map(|(label, n)| ((*label).to_owned(), *n))
        .collect()
}

#[test]
fn a_number_falls_into_classes_of_one_round_width() {
    let classes = [
        ("0–99", 3),
        ("100–199", 0),
        ("200–299", 1),
        ("300–399", 1),
        ("400–499", 1),
        ("500–599", 1),
    ];
    assert_eq!(split("beds", Split::Classes), expected(&classes));
    let up_to = [
        ("99以下", 3),
        ("199以下", 3),
        ("299以下", 4),
        ("399以下", 5),
        ("499以下", 6),
        ("599以下", 7),
    ];
    assert_eq!(split("beds", Split::Cumulative), expected(&up_to));
}

#[test]
fn each_respondent_is_in_one_combination() {
    let rows = [
        ("どれも選ばない", 3),
        ("多要素認証", 2),
        ("多要素認証 ＋ ログ", 2),
        ("ログ", 1),
    ];
    assert_eq!(split("measures", Split::Combinations), expected(&rows));
}

#[test]
fn a_median_stands_among_its_quantiles() {
    let request = TabulateRequest {
        rows: vec!["beds".into()],
        measure: Measure::Median,
        split: Split::Quantiles,
        ..TabulateRequest::default()
    };
    let table = survey().tabulate(&request).unwrap();
    let figures: Vec<_> = table.groups[0]
        .rows
        .iter()
        .map(|row| row.cells[0].estimate.unwrap())
        .collect();
    assert_eq!(figures, [20.0, 40.0, 200.0, 400.0, 500.0]);
}

#[test]
fn what_has_no_numbers_has_no_classes() {
    let request = TabulateRequest {
        rows: vec!["vpn".into()],
        split: Split::Classes,
        ..TabulateRequest::default()
    };
    assert_eq!(
        survey().tabulate(&request).unwrap_err().code(),
        "wrong_kind"
    );
}
