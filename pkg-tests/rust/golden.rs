//! One SVG for each case, held to the file in `pkg-tests/golden/`. A mismatch writes
//! `<name>-changed.svg` beside it; `UPDATE_GOLDEN=1 cargo test --test golden` accepts.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::panic)]

mod tables;

use chosa::chart::{Chart, ChartKind, ChartOptions, Fills, Neutral, Panels, Theme, draw};
use chosa::data::parse_json;
use chosa::tabulate::{AnswerKind, Cell, RowKind, Table};
use chosa::{Language, Survey};
use std::fs;
use std::path::{Path, PathBuf};
use tables::{crosstab, hospitals, one_question, trail, with_reason};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("pkg-tests/golden")
}

/// Every text is at least 12 px high and inside the picture.
fn check_text(name: &str, svg: &str) {
    let document = roxmltree::Document::parse(svg).unwrap_or_else(|why| panic!("{name}: {why}"));
    let root = document.root_element();
    let number = |node: roxmltree::Node<'_, '_>, key: &str| -> f64 {
        node.attribute(key)
            .and_then(|text| text.parse().ok())
            .unwrap_or(f64::NAN)
    };
    let (width, height) = (number(root, "width"), number(root, "height"));
    assert_eq!(root.attribute("role"), Some("img"));
    for text in document
        .descendants()
        .filter(|node| node.has_tag_name("text"))
    {
        assert!(
            number(text, "font-size") >= 12.0,
            "{name}: small text {:?}",
            text.text()
        );
        assert!(
            (0.0..=width).contains(&number(text, "x")),
            "{name}: {:?} leaves the picture",
            text.text()
        );
        assert!(
            (0.0..=height).contains(&number(text, "y")),
            "{name}: {:?} leaves the picture",
            text.text()
        );
    }
}

fn compare(name: &str, chart: &Chart) -> Result<(), String> {
    let file = folder().join(format!("{name}.svg"));
    let changed = folder().join(format!("{name}-changed.svg"));
    check_text(name, &chart.svg);
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&file, &chart.svg).unwrap();
        let _ = fs::remove_file(changed);
    } else if fs::read_to_string(&file).unwrap_or_default() != chart.svg {
        fs::write(&changed, &chart.svg).unwrap();
        return Err(format!("{name} differs: see {}", changed.display()));
    }
    Ok(())
}

struct Case {
    name: String,
    table: Table,
    options: ChartOptions,
}

fn case(name: &str, table: Table, kind: ChartKind, width: f64) -> Case {
    let options = ChartOptions {
        kind,
        width,
        ..ChartOptions::default()
    };
    Case {
        name: name.to_owned(),
        table,
        options,
    }
}

/// A table that suits each kind.
fn every_kind(language: Language) -> Vec<(ChartKind, Table)> {
    vec![
        (ChartKind::Dots, crosstab(language)),
        (ChartKind::Columns, crosstab(language)),
        (ChartKind::Diverging, hospitals(language)),
        (
            ChartKind::Lines,
            tables::waves(language, &[2019, 2021, 2022, 2023]),
        ),
        (ChartKind::Slope, tables::waves(language, &[2022, 2023])),
        (ChartKind::Heat, tables::with_marks(hospitals(language))),
        (ChartKind::Donut, one_question(language, AnswerKind::Single)),
        (ChartKind::Pyramid, tables::ages(language)),
        (ChartKind::Tiles, tables::places(language, false)),
        (ChartKind::Histogram, tables::classes(language)),
        (ChartKind::Cumulative, tables::cumulative(language)),
        (ChartKind::Box, tables::quantiles(language)),
        (ChartKind::Combinations, tables::combinations(language)),
    ]
}

/// Answers without an order by bed size.
fn one_breakdown() -> Table {
    let mut table = hospitals(Language::En);
    table.groups[0].kind = AnswerKind::Single;
    table
}

fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for language in [Language::Ja, Language::En] {
        let tag = language.tag();
        for width in [320.0, 640.0, 1000.0] {
            let name = |kind: &str| format!("{kind}-{tag}-{width}");
            let single = || one_question(language, AnswerKind::Single);
            cases.push(case(&name("bars"), single(), ChartKind::Bars, width));
            cases.push(case(
                &name("stacked"),
                hospitals(language),
                ChartKind::Stacked,
                width,
            ));
            cases.push(case(
                &name("trail"),
                trail(language),
                ChartKind::Trail,
                width,
            ));
            for (kind, table) in every_kind(language) {
                cases.push(case(&name(kind.name()), table, kind, width));
            }
        }
    }
    for theme in [Theme::Standalone, Theme::Dark, Theme::Print] {
        let mut dark = case(
            &format!("stacked-{theme:?}").to_lowercase(),
            hospitals(Language::Ja),
            ChartKind::Stacked,
            640.0,
        );
        dark.options.theme = theme;
        cases.push(dark);
    }
    let mut titled = case(
        "bars-finding",
        one_question(Language::Ja, AnswerKind::Single),
        ChartKind::Bars,
        640.0,
    );
    titled.options.title = Some("対象製品を使う病院のうち、4分の1は何もしていなかった".to_owned());
    titled.options.note = Some("無回答は含みません。".to_owned());
    cases.push(titled);
    let hidden = || with_reason(hospitals(Language::En));
    cases.push(case(
        "bars-grouped",
        crosstab(Language::Ja),
        ChartKind::Bars,
        640.0,
    ));
    cases.push(case("dots-suppressed", hidden(), ChartKind::Dots, 640.0));
    cases.push(case(
        "stacked-suppressed",
        hidden(),
        ChartKind::Stacked,
        640.0,
    ));
    for kind in [
        ChartKind::Columns,
        ChartKind::Diverging,
        ChartKind::Lines,
        ChartKind::Heat,
    ] {
        cases.push(case(
            &format!("{}-suppressed", kind.name()),
            hidden(),
            kind,
            640.0,
        ));
    }
    for (kind, width) in [(ChartKind::Bars, 640.0), (ChartKind::Columns, 640.0)] {
        let name = |table: &str| format!("{}-{table}", kind.name());
        cases.push(case(&name("hostile"), tables::hostile(), kind, width));
        cases.push(case(&name("many"), tables::many(60), kind, width));
        cases.push(case(&name("zero"), tables::all_zero(), kind, width));
        cases.push(case(&name("huge"), tables::huge(), kind, 320.0));
    }
    let mut aside = case(
        "diverging-aside",
        hospitals(Language::Ja),
        ChartKind::Diverging,
        640.0,
    );
    aside.options.neutral = Neutral::Aside;
    cases.push(aside);
    for language in [Language::Ja, Language::En] {
        for width in [320.0, 640.0] {
            let name = |what: &str| format!("diverging-{what}-{}-{width}", language.tag());
            let nets = tables::with_nets(hospitals(language));
            cases.push(case(&name("nets"), nets, ChartKind::Diverging, width));
            let battery = tables::battery(language);
            cases.push(case(&name("battery"), battery, ChartKind::Diverging, width));
        }
    }
    for (name, table, kind) in [
        ("stacked", one_breakdown(), ChartKind::Stacked),
        ("steps", hospitals(Language::Ja), ChartKind::Stacked),
        ("diverging", hospitals(Language::Ja), ChartKind::Diverging),
        (
            "heat",
            tables::with_marks(hospitals(Language::En)),
            ChartKind::Heat,
        ),
        (
            "tiles",
            tables::places(Language::En, true),
            ChartKind::Tiles,
        ),
    ] {
        let mut patterns = case(&format!("patterns-{name}"), table, kind, 640.0);
        patterns.options.fills = Fills::Patterns;
        patterns.options.theme = Theme::Print;
        cases.push(patterns);
    }
    let mut panels = case(
        "bars-panels",
        hospitals(Language::Ja),
        ChartKind::Bars,
        1000.0,
    );
    panels.options.panels = Panels::Columns;
    cases.push(panels);
    let rows = hospitals(Language::En);
    cases.push(case("columns-rows", rows, ChartKind::Columns, 640.0));
    let one = one_question(Language::Ja, AnswerKind::Ordered);
    cases.push(case("columns-no-breakdown", one, ChartKind::Columns, 320.0));
    cases.push(case(
        "tiles-regions",
        tables::places(Language::Ja, true),
        ChartKind::Tiles,
        320.0,
    ));
    cases
}

#[test]
fn every_case_is_drawn_as_before() {
    let differing: Vec<String> = cases()
        .iter()
        .filter_map(|case| compare(&case.name, &draw(&case.table, &case.options).unwrap()).err())
        .collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// The charts of `everywhere.json`, which the browser tests draw in Node, a page and a Worker.
#[test]
fn real_surveys_are_drawn_as_before() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/site/data");
    let list = fs::read_to_string(folder().join("everywhere.json")).unwrap();
    let list: serde_json::Map<String, serde_json::Value> = serde_json::from_str(&list).unwrap();
    let mut differing = Vec::new();
    for (name, charts) in &list {
        let file = |file: &str| fs::read(data.join(name).join(file)).unwrap();
        let descriptor = String::from_utf8(file("datapackage.json")).unwrap();
        let rows = file("responses.csv");
        let survey = Survey::open(&descriptor, &[("responses.csv", &rows)]).unwrap();
        for (at, chart) in charts.as_array().unwrap().iter().enumerate() {
            let request = parse_json(&chart[0].to_string(), "request").unwrap();
            let options = parse_json(&chart[1].to_string(), "options").unwrap();
            let chart = draw(&survey.tabulate(&request).unwrap(), &options).unwrap();
            differing.extend(compare(&format!("everywhere-{name}-{at}"), &chart).err());
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n"));
}

/// The sheet of the pages has each colour that differs between light and dark.
#[test]
fn the_pages_know_every_dark_colour() {
    let options = ChartOptions {
        theme: Theme::Standalone,
        ..ChartOptions::default()
    };
    let svg = draw(&trail(Language::En), &options).unwrap().svg;
    let sheet = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/package/report-styles.css");
    let sheet = fs::read_to_string(sheet).unwrap();
    let mut seen = 0;
    for rule in svg.split(".chosa-fill-").skip(1) {
        let Some((name, rest)) = rule.split_once("{fill:") else {
            continue;
        };
        let (dark, _) = rest.split_once('}').unwrap();
        let start = sheet
            .find(&format!("--chosa-{name}: light-dark("))
            .unwrap_or(0);
        let line = sheet[start..].lines().next().unwrap();
        assert!(
            line.ends_with(&format!(", {dark});")),
            "--chosa-{name} {dark}: {line}"
        );
        seen += 1;
    }
    assert!(seen > 10, "only {seen} colours were found");
}

#[test]
fn shares_that_do_not_add_up_are_not_stacked() {
    let options = ChartOptions {
        kind: ChartKind::Stacked,
        ..ChartOptions::default()
    };
    let error = draw(&one_question(Language::En, AnswerKind::Multiple), &options).unwrap_err();
    assert_eq!(error.code(), "unsuitable_chart");
}

#[test]
fn auto_says_what_it_picked_and_why() {
    let auto = ChartOptions::default();
    let of_kind = |kind| {
        let mut tables = every_kind(Language::En).into_iter();
        tables.find(|(other, _)| *other == kind).unwrap().1
    };
    // A breakdown without an order.
    let mut places = crosstab(Language::En);
    for (column, name) in places.columns.iter_mut().skip(1).zip("abcdef".chars()) {
        column.label = format!("Founder {name}");
    }
    // A scale that has no two sides.
    let mut amounts = hospitals(Language::En);
    for (row, label) in amounts.groups[0]
        .rows
        .iter_mut()
        .zip(["None", "Few", "Some", "Many", "All"])
    {
        row.label = label.into();
    }
    let mut cases = vec![
        (hospitals(Language::En), ChartKind::Diverging),
        (hospitals(Language::Ja), ChartKind::Diverging),
        (tables::battery(Language::En), ChartKind::Diverging),
        (amounts.clone(), ChartKind::Stacked),
        (crosstab(Language::En), ChartKind::Columns),
        (crosstab(Language::Ja), ChartKind::Columns),
        (places, ChartKind::Dots),
        (trail(Language::En), ChartKind::Trail),
        (
            one_question(Language::En, AnswerKind::Multiple),
            ChartKind::Bars,
        ),
        (
            one_question(Language::En, AnswerKind::Ordered),
            ChartKind::Bars,
        ),
    ];
    // The nets of both halves tell that the scale has two sides, whatever its words are.
    cases.push((tables::with_nets(amounts), ChartKind::Diverging));
    for kind in [
        ChartKind::Lines,
        ChartKind::Slope,
        ChartKind::Donut,
        ChartKind::Pyramid,
        ChartKind::Tiles,
        ChartKind::Histogram,
        ChartKind::Cumulative,
        ChartKind::Box,
        ChartKind::Combinations,
    ] {
        cases.push((of_kind(kind), kind));
    }
    let mut reasons = Vec::new();
    for (table, kind) in cases {
        let chart = draw(&table, &auto).unwrap();
        assert_eq!(chart.kind, kind, "{}", table.title);
        assert!(chart.why.ends_with(['.', '。']));
        reasons.push((kind.name(), table.language.tag(), chart.why));
    }
    reasons.sort();
    reasons.dedup();
    let kinds = reasons.len();
    reasons.dedup_by(|one, other| one.2 == other.2);
    assert_eq!(reasons.len(), kinds, "each kind has one reason of its own");
}

#[test]
fn only_what_the_intervals_support_is_claimed() {
    let chart = draw(
        &one_question(Language::En, AnswerKind::Single),
        &ChartOptions::default(),
    )
    .unwrap();
    assert!(
        chart.description.contains("highest for Yes, all devices"),
        "{}",
        chart.description
    );
    assert!(
        !chart.description.contains("lowest"),
        "the two low intervals overlap: {}",
        chart.description
    );
}

/// What a description claims: that a figure is the highest, or the lowest, of some.
struct Claim {
    within: String,
    label: String,
    value: String,
    highest: bool,
}

/// Each "highest" or "lowest" of a description.
fn claims(description: &str, language: Language) -> Vec<Claim> {
    let (end, open, middle, close) = language.pick(
        (
            "。",
            ["」で最も高いのは「", "」で最も低いのは「"],
            "」（",
            "）",
        ),
        (". ", [": highest for ", ": lowest for "], " (", ")"),
    );
    let mut claims = Vec::new();
    for sentence in description.split(end) {
        for (at, words) in open.iter().enumerate() {
            let Some((within, rest)) = sentence.split_once(words) else {
                continue;
            };
            let (label, value) = rest.rsplit_once(middle).unwrap();
            let value = value.trim_end_matches('.').strip_suffix(close).unwrap();
            claims.push(Claim {
                within: within.trim_start_matches('「').to_owned(),
                label: label.to_owned(),
                value: value.to_owned(),
                highest: at == 0,
            });
        }
    }
    claims
}

/// The cells that a claim is about: the rows of a question, or the columns of a breakdown.
fn compared<'a>(table: &'a Table, within: &str) -> Vec<(&'a str, &'a Cell)> {
    let group = &table.groups[0];
    if table.columns.len() == 1 {
        let rows = group.rows.iter().filter(|row| row.kind == RowKind::Value);
        return rows
            .map(|row| (row.label.as_str(), &row.cells[0]))
            .collect();
    }
    let row = group.rows.iter().find(|row| row.label == within).unwrap();
    let cells = table.columns.iter().zip(&row.cells);
    let cells = cells.filter(|(column, _)| column.question.is_some());
    cells
        .map(|(column, cell)| (column.label.as_str(), cell))
        .collect()
}

#[test]
fn every_claim_follows_from_the_figures() {
    let mut checked = 0;
    for language in [Language::Ja, Language::En] {
        let mut tables = every_kind(language);
        tables.push((ChartKind::Dots, tables::clear()));
        tables.push((ChartKind::Bars, tables::hostile()));
        for (kind, table) in tables {
            let options = ChartOptions {
                kind,
                ..ChartOptions::default()
            };
            let description = draw(&table, &options).unwrap().description;
            assert!(
                description.contains(&table.base.n.to_string()) || table.base.n > 999,
                "{}: {description}",
                kind.name()
            );
            for claim in claims(&description, table.language) {
                check_claim(&table, &claim);
                checked += 1;
            }
        }
    }
    assert!(checked > 12, "only {checked} claims were found");
}

/// The claimed figure is what is said, and its interval stands clear of all others.
fn check_claim(table: &Table, claim: &Claim) {
    let cells = compared(table, &claim.within);
    let named = cells.iter().find(|(other, _)| *other == claim.label);
    let (_, claimed) = named.unwrap_or_else(|| panic!("there is no {}", claim.label));
    let estimate = claimed.estimate.unwrap();
    let (said, scale) = match claim.value.strip_suffix('%') {
        Some(percent) => (percent, 100.0),
        None => (claim.value.as_str(), 1.0),
    };
    let decimals = said
        .split_once('.')
        .map_or(0, |(_, decimals)| decimals.len());
    let step = 10f64.powi(-i32::try_from(decimals).unwrap());
    let said: f64 = said.replace(',', "").parse().unwrap();
    assert!(
        (said - estimate * scale).abs() <= step * 0.5 + 1e-9,
        "{}: {} is said, {estimate} computed",
        claim.label,
        claim.value
    );
    for (other, cell) in &cells {
        let clear = match claim.highest {
            true => claimed.low > cell.high,
            false => claimed.high < cell.low,
        };
        assert!(
            *other == claim.label || clear,
            "{} and {other}",
            claim.label
        );
    }
}

/// Whatever the intervals support is said, and nothing of groups whose intervals overlap.
#[test]
fn what_the_intervals_support_is_said() {
    let options = ChartOptions {
        kind: ChartKind::Dots,
        ..ChartOptions::default()
    };
    let said = |table: &Table| -> Vec<String> {
        let description = draw(table, &options).unwrap().description;
        let claims = claims(&description, Language::En).into_iter();
        let side = |highest| if highest { "highest" } else { "lowest" };
        let words =
            |claim: Claim| format!("{}: {} {}", claim.within, claim.label, side(claim.highest));
        claims.map(words).collect()
    };
    let expected = [
        "First: North lowest",
        "First: South highest",
        "Second: North highest",
        "Second: South lowest",
        "Third: Middle highest",
        "Third: South lowest",
    ];
    assert_eq!(said(&tables::clear()), expected);
    let mut overlapping = tables::clear();
    for row in &mut overlapping.groups[0].rows {
        row.cells[1].high = Some(1.0);
        row.cells[1].low = Some(0.0);
    }
    assert_eq!(said(&overlapping), [""; 0]);
}

#[test]
fn a_suppressed_cell_is_never_a_zero() {
    let chart = draw(
        &with_reason(hospitals(Language::En)),
        &ChartOptions::default(),
    )
    .unwrap();
    assert!(chart.svg.contains("not shown"));
    let document = roxmltree::Document::parse(&chart.svg).unwrap();
    let hidden = document.descendants().filter(|node| {
        node.attribute("class") == Some("chosa-mark") && node.attribute("data-value").is_none()
    });
    assert_eq!(hidden.count(), 1);
}

#[test]
fn what_is_shortened_is_said() {
    let chart = draw(&tables::hostile(), &ChartOptions::default()).unwrap();
    assert!(
        chart
            .warnings
            .iter()
            .any(|warning| warning.code == "shortened")
    );
    assert!(!chart.svg.contains("<script>"));
}

/// Figures that find no room are counted, not passed over in silence.
#[test]
fn figures_without_room_are_counted() {
    let left_out = |kind, table: &Table, width| {
        let options = ChartOptions {
            kind,
            width,
            ..ChartOptions::default()
        };
        let warnings = draw(table, &options).unwrap().warnings;
        let mut found = warnings.into_iter();
        let found = found.find(|warning| warning.code == "figuresLeftOut");
        found.map(|warning| warning.message)
    };
    let scale = tables::battery(Language::En);
    let narrow = left_out(ChartKind::Diverging, &scale, 320.0).unwrap();
    assert!(narrow.starts_with("11 figures"), "{narrow}");
    let wide = left_out(ChartKind::Stacked, &tables::clear(), 1000.0);
    assert_eq!(wide, None);
    let places = tables::places(Language::Ja, false);
    let map = left_out(ChartKind::Tiles, &places, 320.0).unwrap();
    assert!(map.contains("47個"), "{map}");
}

/// Where the table has tested the two nets of a scale against each other, the difference
/// stands under the bar with its interval, the right side less the left.
#[test]
fn a_tested_net_has_its_interval() {
    let table = tables::with_nets(hospitals(Language::En));
    let options = ChartOptions {
        kind: ChartKind::Diverging,
        ..ChartOptions::default()
    };
    let svg = draw(&table, &options).unwrap().svg;
    assert!(svg.contains("Net +84 (+80 to +88)"), "{svg}");
    assert!(svg.contains("Threatened 89% (86–92%)"), "{svg}");
    let untested = draw(&hospitals(Language::En), &options).unwrap().svg;
    assert!(!untested.contains("Net +"));
}

/// Whatever the labels and figures are, a kind draws a valid document or says why not.
#[test]
fn every_kind_draws_or_refuses_every_table() {
    let everywhere = |table: Table| -> [Table; 2] {
        let mut alone = table.clone();
        alone.columns.truncate(1);
        for row in alone.groups.iter_mut().flat_map(|group| &mut group.rows) {
            row.cells.truncate(1);
        }
        [table, alone]
    };
    let mut hidden = hospitals(Language::Ja);
    for cell in hidden.groups[0]
        .rows
        .iter_mut()
        .flat_map(|row| &mut row.cells)
    {
        (cell.estimate, cell.low, cell.high) = (None, None, None);
    }
    let tables = [
        tables::hostile(),
        tables::turned(tables::hostile()),
        tables::many(60),
        tables::turned(tables::many(60)),
        tables::many(1),
        tables::all_zero(),
        tables::turned(tables::all_zero()),
        tables::huge(),
        tables::turned(tables::huge()),
        tables::places(Language::En, false),
        hidden,
        with_reason(hospitals(Language::En)),
    ];
    for table in tables.into_iter().flat_map(everywhere) {
        for kind in ChartKind::all() {
            for (panels, width) in [(Panels::One, 320.0), (Panels::Columns, 1600.0)] {
                let options = ChartOptions {
                    kind,
                    width,
                    panels,
                    ..ChartOptions::default()
                };
                match draw(&table, &options) {
                    Ok(chart) => {
                        check_text(kind.name(), &chart.svg);
                        assert!(!chart.svg.contains("NaN") && !chart.svg.contains("inf\""));
                        assert!(!chart.svg.contains("<script>"));
                    }
                    Err(error) => assert_eq!(error.code(), "unsuitable_chart", "{}", kind.name()),
                }
            }
        }
    }
}

#[test]
fn an_empty_table_is_refused() {
    let mut table = one_question(Language::En, AnswerKind::Single);
    table.groups.clear();
    assert_eq!(
        draw(&table, &ChartOptions::default()).unwrap_err().code(),
        "unsuitable_chart"
    );
}
