//! Whole reports, from the packages of the site to HTML.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that can't read its data must fail"
)]

use chosa::Language;
use chosa::data::{Changes, Named, parse_json};
use chosa::error::Error;
use chosa::report::{
    BlockKind, EvaluatedReport, ReportDescription, ReportOptions, Studies, evaluate,
};
use chosa::tabulate::{Study, TabulateRequest, Wave, tabulate, tabulate_waves};
use std::fs;
use std::path::{Path, PathBuf};

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www/site/data")
}

fn open(descriptor: &Path) -> Study {
    let responses = descriptor.with_file_name("responses.csv");
    let json = fs::read_to_string(descriptor).unwrap();
    Study::open(&json, &[("responses.csv", &fs::read(responses).unwrap())]).unwrap()
}

fn hospitals() -> Study {
    open(&data().join("hospitals-2022-interim/datapackage.json"))
}

const REPORT: &str = r##"{
    "title": {"ja": "{{warned}}の病院", "en": "{{warned}} of hospitals"},
    "lead": {"ja": "何もしていないのは{{exposed:oneIn}}。", "en": "{{exposed:oneIn}} had done nothing."},
    "unit": {"ja": "病院", "en": "hospitals"},
    "figures": {
        "invited": {"fact": "invited"},
        "rate": {"fact": "responseRate"},
        "warned": {"rows": "vpn", "value": "yes"},
        "idle": {"rows": "patched", "value": "no"},
        "exposed": {"rows": "exposed", "value": "yes"},
        "large": {"rows": "vpn", "value": "yes", "columns": "beds_class", "column": "500+"},
        "unquoted": {"rows": "backup", "value": "yes"}
    },
    "blocks": [
        {"prose": {"ja": "{{invited:number0}}病院のうち**{{warned:n}}病院**。[出典](javascript:alert(1)) <script>x</script>",
                   "en": "Of {{invited:number0}}, **{{warned:n}}**. [Source](javascript:alert(1)) <script>x</script>"}},
        {"table": {"rows": ["vpn", "measures"], "columns": "beds_class"}, "title": {"ja": "規模別 {{large}}", "en": "By size {{large}}"}},
        {"chart": {"rows": "threat", "kind": "bars"}, "title": {"ja": "脅威", "en": "Threat"}, "note": {"ja": "注 {{rate}}", "en": "Note {{rate}}"}},
        {"comparison": {"title": "t", "columns": ["a", "b"], "rows": [{"label": "r", "figures": ["warned", null]}]}},
        {"errorTable": {"shares": [0.1, 0.5]}},
        {"methods": true}
    ]
}"##;

fn written(language: Language) -> EvaluatedReport {
    let description = ReportDescription::parse(REPORT).unwrap();
    let main = hospitals();
    let studies = Studies::only(&main);
    evaluate(&description, &studies, language, &ReportOptions::default()).unwrap()
}

fn fails(figures: &str, text: &str) -> Error {
    let json = format!(r#"{{"title": "{text}", "figures": {{{figures}}}}}"#);
    let description = ReportDescription::parse(&json).unwrap();
    let main = hospitals();
    let options = ReportOptions::default();
    evaluate(&description, &Studies::only(&main), Language::En, &options).unwrap_err()
}

#[test]
fn the_published_figures_stand_in_the_prose() {
    let english = written(Language::En);
    assert_eq!(english.title, "40% of hospitals");
    assert!(
        english
            .lead
            .contains(">about one in ten</a> had done nothing."),
        "{}",
        english.lead
    );
    assert!(
        english.html.contains(">5,596</a>, <strong><a "),
        "{}",
        english.html
    );
    assert!(
        english
            .figures
            .get("warned")
            .unwrap()
            .sentence
            .starts_with("190 of 476 hospitals, 40% (95% ")
    );
    assert_eq!(english.figures.get("rate").unwrap().text, "9%");
    assert!(english.html.contains("a response rate of 8.5% (AAPOR RR1)"));
    let japanese = written(Language::Ja);
    assert_eq!(japanese.title, "40%の病院");
    assert!(
        japanese
            .figures
            .get("idle")
            .unwrap()
            .sentence
            .starts_with("190病院のうち46病院、24%（95%")
    );
    assert!(japanese.lead.contains("およそ10に1つ"), "{}", japanese.lead);
}

#[test]
fn every_figure_link_leads_to_its_note() {
    for language in [Language::Ja, Language::En] {
        let html = written(language).html;
        let links: Vec<&str> = html
            .split("href=\"#")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        assert!(links.len() > 6, "{links:?}");
        for link in links {
            let ids = html.matches(&format!("id=\"{link}\"")).count();
            assert_eq!(ids, 1, "#{link}");
        }
    }
}

#[test]
fn only_quoted_figures_have_notes_and_all_are_given() {
    let report = written(Language::En);
    assert!(!report.html.contains("chosa-figure-unquoted"));
    assert!(report.figures.get("unquoted").is_some());
}

#[test]
fn nothing_in_a_report_is_run() {
    for language in [Language::Ja, Language::En] {
        let html = written(language).html;
        for forbidden in ["<script", "javascript:", "style=", "onload"] {
            assert!(!html.contains(forbidden), "{forbidden}");
        }
        assert!(html.contains("&lt;script&gt;"));
    }
}

#[test]
fn synthetic_data_are_called_so() {
    let report = written(Language::En);
    for block in &report.blocks {
        if matches!(block.kind, BlockKind::Table | BlockKind::Methods) {
            assert!(
                block.html.to_lowercase().contains("synthetic"),
                "{}",
                block.html
            );
        }
    }
}

#[test]
fn a_prefix_stands_before_every_id() {
    let description = ReportDescription::parse(REPORT).unwrap();
    let main = hospitals();
    let options = ReportOptions {
        id_prefix: "second \"report".into(),
        title_level: 2,
    };
    let report = evaluate(&description, &Studies::only(&main), Language::Ja, &options).unwrap();
    assert!(report.html.starts_with("<h2>"));
    for id in report.html.split(" id=\"").skip(1) {
        assert!(id.starts_with("secondreport-"), "{}", &id[..30]);
    }
}

#[test]
fn a_figure_that_cannot_be_computed_stops_the_report() {
    let cases = [
        (
            r#""a": {"rows": "nobody"}"#,
            "t",
            "unknown_question",
            "figures.a",
        ),
        (
            r#""a": {"rows": "vpn", "value": "x"}"#,
            "t",
            "unknown_value",
            "figures.a",
        ),
        (r#""a": {"rows": "vpn"}"#, "t", "not_one_cell", "figures.a"),
        (
            r#""a": {"rows": "beds", "measure": "mean"}"#,
            "{{a:percent}}",
            "format_not_for_figure",
            "title",
        ),
    ];
    for (figures, text, code, path) in cases {
        let error = fails(figures, text);
        assert_eq!(
            (error.code(), error.place().path.as_deref()),
            (code, Some(path)),
            "{error}"
        );
        assert_eq!(error.place().file.as_deref(), Some("report.json"));
    }
}

#[test]
fn a_survey_that_was_not_given_is_named() {
    let json = r#"{"title": "t", "surveys": {"final": "../f/datapackage.json"}}"#;
    let description = ReportDescription::parse(json).unwrap();
    let main = hospitals();
    let options = ReportOptions::default();
    let error = evaluate(&description, &Studies::only(&main), Language::Ja, &options).unwrap_err();
    assert_eq!(error.code(), "unknown_survey");
    assert_eq!(error.place().path.as_deref(), Some("surveys.final"));
}

const WEIGHTED: &str = r#"{"title": "Cafés", "resources": [{"path": "r.csv", "schema": {"fields": [
        {"name": "open", "categories": ["yes", "no"]}, {"name": "w", "type": "number"}]}}],
    "survey": {"language": "en", "design": {"weight": "w"},
               "translations": {"ja": {"title": "喫茶店"}}}}"#;

const UNWEIGHTED: &str = r#"{"title": "Cafés (unweighted)", "survey": {"design": {"weight": null},
    "translations": {"ja": {"title": "喫茶店（ウェイトなし）"}},
    "questions": {"open": {"nets": [{"name": "any", "label": "Any", "values": ["yes", "no"]}]}}}}"#;

/// The survey, and the same as its report changes it.
fn weighted() -> [Study; 2] {
    let files: [(&str, &[u8]); 1] = [("r.csv", b"open,w\nyes,3\nno,1\nno,1\nno,1\n")];
    let changes: Changes = parse_json(UNWEIGHTED, "report.json").unwrap();
    let changed = Study::open_changed(WEIGHTED, &changes, &files).unwrap();
    [Study::open(WEIGHTED, &files).unwrap(), changed]
}

fn beside(blocks: &str, language: Language) -> Result<EvaluatedReport, Error> {
    let json = format!(
        r#"{{"title": "t", "surveys": {{"unweighted": {{"changes": {UNWEIGHTED}}}}}, "blocks": [{blocks}]}}"#
    );
    let [main, changed] = &weighted();
    let mut others = Named::default();
    others.insert("unweighted".to_owned(), changed);
    let description = ReportDescription::parse(&json)?;
    let studies = Studies { main, others };
    evaluate(&description, &studies, language, &ReportOptions::default())
}

#[test]
fn a_survey_under_changes_stands_beside_its_own_and_says_so() {
    let blocks = r#"{"table": {"rows": "open"}}, {"chart": {"rows": "open"}, "survey": "unweighted"}, {"methods": true}"#;
    let report = beside(blocks, Language::En).unwrap();
    let request = TabulateRequest {
        rows: vec!["open".to_owned()],
        ..TabulateRequest::default()
    };
    let tables: Vec<_> = (report.blocks.iter())
        .filter_map(|block| block.table.as_deref())
        .collect();
    for (study, table) in weighted().iter().zip(&tables) {
        assert_eq!(**table, tabulate(study, &request).unwrap());
    }
    let share = |at: usize| tables[at].groups[0].rows[0].cells[0].estimate.unwrap();
    assert!((share(0) - 0.5).abs() < 1e-12 && (share(1) - 0.25).abs() < 1e-12);
    assert_eq!(tables[1].groups[0].rows[2].label, "Any");
    assert!(report.blocks[1].html.contains("Cafés (unweighted)"));
    let methods = &report.blocks[2].html;
    assert!(methods.contains("<h3>Cafés</h3>") && methods.contains("<h3>Cafés (unweighted)</h3>"));
    let japanese = beside(blocks, Language::Ja).unwrap();
    assert!(japanese.blocks[1].html.contains("喫茶店（ウェイトなし）"));
}

#[test]
fn several_surveys_stand_side_by_side_in_a_block() {
    let blocks = r#"{"chart": {"rows": "open", "compare": "columns"}, "waves": ["unweighted"]},
        {"methods": true}"#;
    let report = beside(blocks, Language::En).unwrap();
    let studies = weighted();
    let waves = [("own", "Cafés"), ("unweighted", "Cafés (unweighted)")];
    let waves: Vec<Wave<'_>> = (waves.iter().zip(&studies))
        .map(|(&(name, label), study)| Wave { name, label, study })
        .collect();
    let request = r#"{"rows": "open", "compare": "columns", "language": "en"}"#;
    let request: TabulateRequest = parse_json(request, "request").unwrap();
    let expected = tabulate_waves(&waves, &request).unwrap();
    assert_eq!(report.blocks[0].table.as_deref(), Some(&expected));
    let said = "surveys compared as independent samples";
    assert!(expected.method.contains(said));
    // Of each of the two, in the methods of each.
    assert_eq!(report.blocks[1].html.matches(said).count(), 2);
}

#[test]
fn what_several_surveys_cannot_answer_is_placed_in_its_block() {
    let waves = r#""waves": ["unweighted"]"#;
    for (chart, code, path) in [
        (
            r#"{"rows": "gone"}"#,
            "unknown_question",
            "blocks[0].waves.own",
        ),
        (
            r#"{"rows": "open", "columns": "open"}"#,
            "invalid_request",
            "blocks[0]",
        ),
    ] {
        let error = beside(&format!(r#"{{"chart": {chart}, {waves}}}"#), Language::En).unwrap_err();
        let found = (error.code(), error.place().path.as_deref());
        assert_eq!(found, (code, Some(path)));
    }
}

#[test]
fn every_report_of_the_site_is_written_in_both_languages() {
    let mut written = 0;
    for folder in fs::read_dir(data()).unwrap() {
        let path = folder.unwrap().path().join("report.json");
        if !path.exists() {
            continue;
        }
        let description = ReportDescription::parse(&fs::read_to_string(&path).unwrap()).unwrap();
        let main = open(&path.with_file_name("datapackage.json"));
        let others: Named<Study> = description
            .surveys
            .iter()
            .map(|(name, quoted)| {
                let address = quoted.address.as_deref().unwrap();
                (name.clone(), open(&path.with_file_name(address)))
            })
            .collect();
        let studies = Studies {
            main: &main,
            others: others
                .iter()
                .map(|(name, study)| (name.clone(), study))
                .collect(),
        };
        for language in [Language::Ja, Language::En] {
            let report = evaluate(&description, &studies, language, &ReportOptions::default());
            let report = report.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let missing = report
                .figures
                .values()
                .filter(|figure| figure.estimate.is_none());
            assert_eq!(
                missing.count(),
                0,
                "{} has figures that are missing",
                path.display()
            );
            written += 1;
        }
    }
    assert!(written >= 2, "no report was found");
}

#[test]
fn a_table_tells_what_was_compared_and_how_far_nonresponse_could_go() {
    let html = |request: &str| {
        let request = chosa::data::parse_json(request, "test").unwrap();
        let table = chosa::tabulate::tabulate(&hospitals(), &request).unwrap();
        (chosa::report::table_html(&table), table)
    };
    let (text, table) = html(r#"{"rows": "vpn", "compare": "rows", "language": "en"}"#);
    let rows = &table.groups[0].rows;
    let difference = &rows[0].differences[0];
    let other = &rows[difference.other_row.unwrap()].label;
    let size = chosa::tabulate::number_text::number(difference.estimate * 100.0, 1);
    let told = format!("“{}” less “{other}” is {size} points", rows[0].label);
    assert!(text.contains(&told), "{told} in {text}");
    let (text, table) = html(r#"{"rows": "vpn", "bounds": true, "language": "ja"}"#);
    let bounds = table.groups[0].rows[0].cells[0].worst_case.unwrap();
    let low = chosa::tabulate::number_text::percent(bounds.low, 1);
    assert!(
        text.contains(&format!("無回答者の答えしだいで{low}～")),
        "{text}"
    );
}

#[test]
fn the_quick_table_of_errors_stands_as_reports_print_it() {
    let block = &written(Language::Ja).blocks[4];
    assert_eq!(block.kind, BlockKind::ErrorTable);
    for part in [
        ">10%（90%）<",
        ">50%<",
        "<th scope=\"row\">476</th><td>2.6</td><td>4.3</td>",
        "母集団5,596の有限母集団修正あり",
    ] {
        assert!(block.html.contains(part), "{part} in {}", block.html);
    }
}
