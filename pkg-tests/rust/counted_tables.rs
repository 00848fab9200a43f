//! Tables of a small survey, each figure counted by hand.

#![allow(clippy::unwrap_used, reason = "a test that finds no figure must fail")]

use chosa::Survey;
use chosa::tabulate::{
    BaseKind, Cell, Measure, ReasonCode, RowKind, Split, Table, TabulateRequest,
};

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
fn a_title_names_the_breakdown_after_a_statement_and_after_a_question() {
    let title = |label: &str, language| {
        let descriptor = DESCRIPTOR.replace("Uses a VPN", label);
        let survey = Survey::open(&descriptor, &[("r.csv", ROWS.as_bytes())]).unwrap();
        let request = format!(r#"{{"rows": "vpn", "columns": "size", "language": "{language}"}}"#);
        let request: TabulateRequest = chosa::data::parse_json(&request, "test").unwrap();
        survey.tabulate(&request).unwrap().title
    };
    assert_eq!(title("Uses a VPN", "en"), "Uses a VPN, by 規模");
    assert_eq!(title("A VPN?", "en"), "A VPN? (by 規模)");
    assert_eq!(title("A VPN?", "ja"), "VPN（規模別）");
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

fn estimates(request: &str) -> Vec<f64> {
    let table = table(request);
    let rows = table.groups.iter().flat_map(|group| &group.rows);
    rows.map(|row| row.cells[0].estimate.unwrap()).collect()
}

#[test]
fn a_base_may_be_those_asked_or_all() {
    let of = |base: &str| format!(r#"{{"rows": "patched", "base": "{base}", "language": "en"}}"#);
    for (base, kind, n) in [
        ("answered", BaseKind::Answered, 3),
        ("asked", BaseKind::Asked, 4),
        ("all", BaseKind::All, 8),
    ] {
        let table = table(&of(base));
        assert_eq!(counts(cell(&table, "no", 0)), (2, n));
        assert_eq!(
            (table.groups[0].base.kind, table.groups[0].base.n),
            (kind, n)
        );
        assert_eq!(table.groups[0].rows.len(), 3);
    }
    let asked = &table(&of("asked")).groups[0];
    assert_eq!(asked.base.label, "those who answered “Yes” to “Uses a VPN”");
    let all = &table(&of("all")).groups[0];
    assert_eq!(all.base.label, "all respondents");
    assert!(!asked.adds_up() && !all.adds_up());
}

#[test]
fn all_respondents_are_answers_no_answer_and_not_asked() {
    let request = r#"{"rows": "patched", "base": "all", "missing": "include", "language": "en"}"#;
    let table = table(request);
    let group = &table.groups[0];
    let rows: Vec<_> = (group.rows.iter())
        .map(|row| (row.label.as_str(), row.cells[0].n.unwrap()))
        .collect();
    let expected = [
        ("yes", 1),
        ("no", 2),
        ("unknown", 0),
        ("No answer", 1),
        ("Not asked", 4),
    ];
    assert_eq!(rows, expected);
    assert!(group.adds_up());
}

#[test]
fn selections_are_a_ratio_of_ticks() {
    let request = r#"{"rows": "measures", "base": "selections", "multipleTotal": true,
        "columns": "size", "interval": {"method": "wald"}, "language": "en"}"#;
    let table = table(request);
    let group = &table.groups[0];
    assert_eq!((group.base.kind, group.base.n), (BaseKind::Selections, 7));
    assert_eq!(
        group.base.label,
        "all selections by those who answered this question"
    );
    let m1 = cell(&table, "m1", 0);
    assert_eq!((counts(m1), m1.estimate), ((4, 7), Some(4.0 / 7.0)));
    // The residuals y - 4/7 x of the ticks (y for the option, x for both), 8 of 80 drawn.
    let residuals = [3.0, -1.0, 0.0, -4.0, 3.0, -1.0, 0.0, 0.0].map(|seventh| seventh / 7.0);
    let squares: f64 = residuals.iter().map(|e| e * e).sum();
    let se = (0.9 * 8.0 * squares / 7.0).sqrt() / 7.0;
    assert!((m1.se.unwrap() - se).abs() < 1e-12, "{:?} {se}", m1.se);
    let half = 2.364_624_251_592_785 * se;
    assert!((m1.high.unwrap() - m1.estimate.unwrap() - half).abs() < 1e-9);
    // Of the small, three made ticks: two of the first option. Nothing totals to 1.
    assert_eq!(counts(cell(&table, "m1", 1)), (2, 2));
    assert_eq!(group.rows.len(), 2);
    assert_eq!(m1.flag.as_ref().unwrap().code, ReasonCode::SmallBase);
}

#[test]
fn selections_in_rows_and_tables_are_of_the_ticks_across() {
    let request = |percent: &str| {
        format!(
            r#"{{"rows": "measures", "base": "selections", "columns": "size", "percent": "{percent}"}}"#
        )
    };
    assert_eq!(counts(cell(&table(&request("row")), "m1", 2)), (2, 4));
    assert_eq!(counts(cell(&table(&request("table")), "m1", 2)), (2, 7));
}

#[test]
fn the_multiple_total_is_the_mean_number_of_selections() {
    let request = r#"{"rows": ["vpn", "measures"], "multipleTotal": true, "language": "en"}"#;
    let table = table(request);
    assert!(
        table.groups[0]
            .rows
            .iter()
            .all(|row| row.kind == RowKind::Value)
    );
    let total = table.groups[1].rows.last().unwrap();
    let cell = &total.cells[0];
    assert_eq!(
        (total.kind, total.label.as_str()),
        (RowKind::MultipleTotal, "Total of selections")
    );
    assert_eq!((counts(cell), cell.estimate), ((7, 8), Some(7.0 / 8.0)));
    // Ticks of 1, 2, 0, 1, 1, 2, 0, 0 around 7/8, by 7; 8 of 80 drawn.
    let se = (0.9 * (11.0 - 49.0 / 8.0) / 7.0 / 8.0_f64).sqrt();
    assert!((cell.se.unwrap() - se).abs() < 1e-12);
    let people = estimates(r#"{"rows": "measures", "multipleTotal": true, "measure": "total"}"#);
    assert_eq!(people, [40.0, 30.0, 70.0]);
}

#[test]
fn an_exclusive_option_with_others_is_counted_and_told() {
    let exclusive = DESCRIPTOR.replace(r#""blank": "none""#, r#""exclusive": ["m2"]"#);
    let survey = Survey::open(&exclusive, &[("r.csv", ROWS.as_bytes())]).unwrap();
    let request = r#"{"rows": "measures", "language": "en"}"#;
    let request = chosa::data::parse_json(request, "test").unwrap();
    let table = survey.tabulate(&request).unwrap();
    assert_eq!(counts(cell(&table, "m2", 0)), (3, 5));
    let warning = table
        .warnings
        .iter()
        .find(|one| one.code == "exclusive")
        .unwrap();
    assert!(
        warning.message.starts_with("“実施策” has 2 answers"),
        "{}",
        warning.message
    );
    let unknown = DESCRIPTOR.replace(r#""blank": "none""#, r#""exclusive": ["m3"]"#);
    let error = Survey::open(&unknown, &[("r.csv", ROWS.as_bytes())]).unwrap_err();
    assert_eq!(
        (error.code(), error.place().path.as_deref()),
        ("unknown_value", Some("survey.multiple[0]"))
    );
}

#[test]
fn an_empty_answer_is_none_or_no_answer_as_declared_in_both_codings() {
    let joined = |blank: &str| {
        format!(
            r#"{{"resources": [{{"path": "r.csv", "schema": {{"fields": [
                {{"name": "id"}}, {{"name": "why"}}, {{"name": "a"}}, {{"name": "b"}}]}}}}],
            "survey": {{"multiple": [
                {{"name": "joined", "field": "why", "blank": "{blank}", "exclusive": ["b"]}},
                {{"name": "spread", "fields": ["a", "b"], "blank": "{blank}", "exclusive": ["b"]}}]}}}}"#
        )
    };
    let csv = "id,why,a,b\n1,a;b,1,1\n2,,0,0\n3,a,1,0\n4,,,\n";
    let request = r#"{"rows": ["joined", "spread"], "multipleTotal": true}"#;
    let request = chosa::data::parse_json(request, "test").unwrap();
    for (blank, base) in [("none", 4), ("noAnswer", 2)] {
        let survey = Survey::open(&joined(blank), &[("r.csv", csv.as_bytes())]).unwrap();
        let table = survey.tabulate(&request).unwrap();
        for group in &table.groups {
            let found: Vec<_> = group.rows.iter().map(|row| counts(&row.cells[0])).collect();
            assert_eq!(
                found,
                [(2, base), (1, base), (3, base)],
                "{} {blank}",
                group.question
            );
        }
        let told = table.warnings.iter().filter(|one| one.code == "exclusive");
        assert_eq!(told.count(), 2);
    }
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
fn a_net_promoter_score_is_promoters_less_detractors() {
    let descriptor = r#"{"resources": [{"path": "r.csv", "schema": {"fields": [
        {"name": "rating", "type": "integer"}, {"name": "scale", "categories": ["bad", "fair", "good"]},
        {"name": "five", "categories": ["1", "5"]}, {"name": "beds", "type": "integer"}]}}],
      "survey": {"questions": {"scale": {"scores": {"bad": 0, "fair": 8, "good": 10}},
        "five": {"scores": {"1": 1, "5": 5}}}}}"#;
    let csv =
        "rating,scale,five,beds\n10,good,1,20\n9,good,5,30\n7,fair,5,10\n6,bad,1,5\n,good,1,2\n";
    let survey = Survey::open(descriptor, &[("r.csv", csv.as_bytes())]).unwrap();
    let ask = |request: &str| {
        let request: TabulateRequest = chosa::data::parse_json(request, "test").unwrap();
        survey.tabulate(&request)
    };
    let table = ask(r#"{"rows": ["rating", "scale"], "measure": "nps"}"#).unwrap();
    let rating = &table.groups[0].rows[0];
    let cell = &rating.cells[0];
    assert_eq!(
        (rating.kind, rating.label.as_str()),
        (RowKind::Summary, "NPS")
    );
    assert_eq!((cell.estimate, cell.base_n), (Some(0.25), 4));
    // 1, 1, 0 and -1 around 1/4, by 4, in a sample of 5 of whom one is outside the domain.
    let se = (5.0 / 4.0 * 11.0 / 4.0 / 16.0_f64).sqrt();
    assert!((cell.se.unwrap() - se).abs() < 1e-12, "{:?} {se}", cell.se);
    assert!(cell.low.unwrap() < 0.25 && cell.high.unwrap() > 0.25);
    assert_eq!(table.groups[1].rows[0].cells[0].estimate, Some(0.4));
    for question in ["beds", "five"] {
        let request = format!(r#"{{"rows": "{question}", "measure": "nps"}}"#);
        assert_eq!(
            ask(&request).unwrap_err().code(),
            "wrong_kind",
            "{question}"
        );
    }
    let beta = r#"{"rows": "rating", "measure": "nps", "interval": {"method": "beta"}}"#;
    assert_eq!(ask(beta).unwrap_err().code(), "method_not_for_measure");
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
fn worst_case_bounds_are_of_all_who_were_asked() {
    let bounds = |request: &str, row: usize, column: usize| {
        let table = table(request);
        let worst = table.groups[0].rows[row].cells[column].worst_case;
        worst.map(|worst| (worst.low, worst.high))
    };
    // 4 of the 7 who answered, of 100 asked: the other 93 are none or all.
    let (low, high) = bounds(r#"{"rows": "vpn", "bounds": true}"#, 0, 0).unwrap();
    assert!((low - 0.04).abs() < 1e-12 && (high - 0.97).abs() < 1e-12);
    let all = r#"{"rows": "patched", "bounds": true, "base": "all"}"#;
    let (low, high) = bounds(all, 1, 0).unwrap();
    assert!((low - 0.02).abs() < 1e-12 && (high - 0.94).abs() < 1e-12);
    for without in [
        r#"{"rows": "vpn"}"#,
        r#"{"rows": "patched", "bounds": true}"#,
        r#"{"rows": "vpn", "bounds": true, "where": {"size": "small"}}"#,
        r#"{"rows": "vpn", "bounds": true, "percent": "row"}"#,
        r#"{"rows": "measures", "bounds": true, "base": "selections"}"#,
        r#"{"rows": "vpn", "bounds": true, "measure": "total"}"#,
    ] {
        assert_eq!(bounds(without, 0, 0), None, "{without}");
    }
    assert_eq!(
        bounds(
            r#"{"rows": "vpn", "bounds": true, "columns": "size"}"#,
            0,
            1
        ),
        None
    );
    let total = r#"{"rows": "measures", "bounds": true, "multipleTotal": true}"#;
    assert!(bounds(total, 1, 0).is_some() && bounds(total, 2, 0).is_none());
}

#[test]
fn the_quick_table_of_sampling_errors() {
    let table = |options: &str| {
        let options = chosa::data::parse_json(options, "test").unwrap();
        survey().error_table(&options)
    };
    let own = table("{}").unwrap();
    assert_eq!(
        (own.population, own.deff, own.level),
        (Some(80.0), 1.0, 0.95)
    );
    assert_eq!((own.rows.len(), own.rows[0].n), (1, 8.0));
    // t(7) √(0.9 · 0.25 / 7)
    let half = 2.364_624_251_592_785 * (0.9_f64 * 0.25 / 7.0).sqrt();
    assert!((own.rows[0].half_widths[4].unwrap() - half).abs() < 1e-12);
    let hospitals = r#"{"sizes": [476, 1, 6000], "population": 5596, "shares": [0.5], "deff": 1}"#;
    let rows = table(hospitals).unwrap().rows;
    assert!((rows[0].half_widths[0].unwrap() - 0.04312).abs() < 5e-6);
    assert_eq!(
        (&rows[1].half_widths, &rows[2].half_widths),
        (&vec![None], &vec![None])
    );
    assert_eq!(
        table(r#"{"level": 95}"#).unwrap_err().code(),
        "invalid_level"
    );
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
    let told = Some(ReasonCode::SuppressedComplement);
    // 2, 2 and 3 answered so, 1 did not answer; the last two answers are the net of 5, which
    // would tell the second by the third.
    assert_eq!(codes, [hidden, hidden, told, small, hidden]);
}

fn under(policy: &str, request: &str) -> Table {
    let policy = format!(r#""policy": {policy}, "population""#);
    let descriptor = DESCRIPTOR.replacen(r#""population""#, &policy, 1);
    let survey = Survey::open(&descriptor, &[("r.csv", ROWS.as_bytes())]).unwrap();
    let request: TabulateRequest = chosa::data::parse_json(request, "test").unwrap();
    survey.tabulate(&request).unwrap()
}

#[test]
fn figures_of_a_small_base_are_blank_and_their_counts_are_shown() {
    let policy = r#"{"minimumBase": 4}"#;
    let ticks = r#"{"rows": "measures", "columns": "patched", "base": "selections"}"#;
    let found: Vec<_> = (under(r#"{"minimumBase": 2}"#, ticks).groups[0].rows[0]
        .cells
        .iter())
    .map(|cell| (cell.base_n, cell.estimate.is_some()))
    .collect();
    // The one who had patched made two ticks, which are no base of two.
    assert_eq!(found, [(7, true), (2, false), (1, true), (0, false)]);
    let table = under(policy, r#"{"rows": "vpn", "columns": "size"}"#);
    let (small, large) = (cell(&table, "yes", 1), cell(&table, "yes", 2));
    assert_eq!((counts(small), small.estimate), ((2, 4), Some(0.5)));
    assert_eq!(large.flag.as_ref().unwrap().code, ReasonCode::MinimumBase);
    assert_eq!(
        (counts(large), large.estimate, large.low, large.weighted),
        ((2, 3), None, None, None)
    );
    for measure in [r#""mean""#, r#""median""#] {
        let request = format!(r#"{{"rows": "beds", "columns": "vpn", "measure": {measure}}}"#);
        let table = under(policy, &request);
        let of_no = &table.groups[0].rows[0].cells[2];
        assert_eq!(
            (of_no.estimate, of_no.low, of_no.base_n),
            (None, None, 2),
            "{measure}"
        );
    }
}

#[test]
fn estimated_counts_are_rounded_and_respondents_are_not() {
    let policy = r#"{"rounding": {"countsTo": 25}}"#;
    let table = under(
        policy,
        r#"{"rows": "vpn", "measure": "total", "columns": "size"}"#,
    );
    let yes = cell(&table, "yes", 0);
    // 40 of the 80 hospitals, and 20 of the small.
    assert_eq!(
        (yes.n, yes.estimate, yes.weighted),
        (Some(4), Some(50.0), Some(50.0))
    );
    assert_eq!(cell(&table, "yes", 1).estimate, Some(25.0));
    assert_eq!(
        (table.base.weighted, table.columns[1].base.weighted),
        (75.0, 50.0)
    );
    for end in [yes.low, yes.high, yes.se] {
        assert_eq!(end.unwrap() % 25.0, 0.0);
    }
    let shares = under(policy, r#"{"rows": "vpn"}"#);
    assert_eq!(cell(&shares, "yes", 0).estimate, Some(4.0 / 7.0));
    assert!(shares.warnings.iter().any(|one| one.code == "rounded"));
    let sums = under(policy, r#"{"rows": "beds", "measure": "total"}"#);
    assert_eq!(sums.groups[0].rows[0].cells[0].estimate, Some(15200.0));
}

#[test]
fn a_request_that_cannot_be_answered_says_why() {
    let fails = |request: &str| {
        let request: TabulateRequest = chosa::data::parse_json(request, "test").unwrap();
        survey().tabulate(&request).unwrap_err().code()
    };
    assert_eq!(fails("{}"), "invalid_request");
    for impossible in [
        r#"{"rows": "vpn", "base": "answered", "missing": "include"}"#,
        r#"{"rows": "measures", "base": "selections", "missing": "include"}"#,
        r#"{"rows": "beds", "base": "all", "measure": "mean"}"#,
        r#"{"rows": "beds", "base": "asked", "measure": "total"}"#,
        r#"{"rows": "measures", "base": "selections", "measure": "total"}"#,
        r#"{"rows": "measures", "columns": "vpn", "multipleTotal": true, "percent": "row"}"#,
    ] {
        assert_eq!(fails(impossible), "invalid_request", "{impossible}");
    }
    assert_eq!(
        fails(r#"{"rows": "vpn", "base": "selections"}"#),
        "wrong_kind"
    );
    assert_eq!(
        fails(r#"{"rows": "measures", "base": "selections", "interval": {"method": "exact"}}"#),
        "method_not_for_measure"
    );
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
