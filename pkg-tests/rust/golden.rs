//! One SVG for each case, held to the file in `pkg-tests/golden/`. A mismatch writes
//! `<name>-changed.svg` beside it; `UPDATE_GOLDEN=1 cargo test --test golden` accepts.

// A test may stop at the first thing that is not as it should be.
#![allow(clippy::unwrap_used, clippy::panic)]

mod tables;

use chosa::chart::{
    Chart, ChartKind, ChartOptions, Fills, Neutral, Panels, Theme, draw, text_width,
};
use chosa::data::parse_json;
use chosa::tabulate::{AnswerKind, Cell, Measure, RowKind, Table};
use chosa::{Language, Survey};
use std::fs;
use std::path::{Path, PathBuf};
use tables::{crosstab, hospitals, one_question, trail, with_reason};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("pkg-tests/golden")
}

/// Where a text stands: its left, top, right and bottom.
type Place = [f64; 4];

/// What letters reach above their baseline and below it, in font sizes.
const ABOVE: f64 = 0.8;
const BELOW: f64 = 0.2;

/// What rounding to tenths of a pixel may cost.
const ROUNDING: f64 = 0.2;

/// The element that says how large a text is: itself, or one that holds it.
fn sized<'a, 'd>(text: roxmltree::Node<'a, 'd>) -> roxmltree::Node<'a, 'd> {
    let mut holders = text.ancestors();
    let sized = holders.find(|holder| holder.has_attribute("font-size"));
    sized.unwrap()
}

/// Where the texts of a picture stand, and its width and height.
fn places(document: &roxmltree::Document<'_>) -> (Vec<(String, Place)>, [f64; 2]) {
    let number = |node: roxmltree::Node<'_, '_>, key: &str| -> f64 {
        let text = node.attribute(key).unwrap_or("");
        text.parse().unwrap_or(f64::NAN)
    };
    let root = document.root_element();
    let mut places = Vec::new();
    let texts = document.descendants();
    for text in texts.filter(|node| node.has_tag_name("text")) {
        let words = text.text().unwrap_or("");
        let (x, y, size) = (
            number(text, "x"),
            number(text, "y"),
            number(sized(text), "font-size"),
        );
        assert!(size >= 12.0, "small text {words:?}");
        let wide = text_width(words, size, text.attribute("font-weight").is_some());
        let left = match text.attribute("text-anchor") {
            None => x,
            Some("middle") => x - wide / 2.0,
            Some(_) => x - wide,
        };
        let place = [left, y - size * ABOVE, left + wide, y + size * BELOW];
        places.push((words.to_owned(), place));
    }
    (places, [number(root, "width"), number(root, "height")])
}

/// Texts that leave the picture, or run over another.
fn faults(svg: &str) -> Vec<String> {
    let document = roxmltree::Document::parse(svg).unwrap();
    assert_eq!(document.root_element().attribute("role"), Some("img"));
    let (places, [width, height]) = places(&document);
    let mut faults = Vec::new();
    for (at, (words, one)) in places.iter().enumerate() {
        let [left, top, right, bottom] = one;
        let across = *left >= -ROUNDING && *right <= width + ROUNDING;
        if !(across && *top >= 0.0 && *bottom <= height) {
            faults.push(format!("{words:?} leaves the picture at {one:?}"));
        }
        for (others, other) in places.iter().skip(at + 1) {
            let shared =
                |from: usize, to: usize| one[to].min(other[to]) - one[from].max(other[from]);
            if shared(0, 2) > ROUNDING && shared(1, 3) > ROUNDING {
                faults.push(format!("{words:?} {one:?} runs over {others:?} {other:?}"));
            }
        }
    }
    faults
}

/// Every text is at least 12 px high and inside the picture, and none runs over another.
fn check_text(name: &str, svg: &str) {
    let faults = faults(svg);
    assert!(faults.is_empty(), "{name}: {}", faults.join("\n"));
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
fn one_breakdown(language: Language) -> Table {
    let mut table = hospitals(language);
    table.groups[0].kind = AnswerKind::Single;
    table
}

/// What is special to a kind, each in a table of its own.
fn special_tables(language: Language) -> Vec<(&'static str, ChartKind, Table)> {
    use ChartKind::{Bars, Columns, Diverging, Dots, Heat, Lines, Stacked, Tiles};
    let mut tables = vec![
        ("bars-grouped", Bars, crosstab(language)),
        ("columns-rows", Columns, hospitals(language)),
        (
            "columns-no-breakdown",
            Columns,
            one_question(language, AnswerKind::Ordered),
        ),
        ("tiles-regions", Tiles, tables::places(language, true)),
        (
            "diverging-nets",
            Diverging,
            tables::with_nets(hospitals(language)),
        ),
        ("diverging-battery", Diverging, tables::battery(language)),
    ];
    for (name, kind) in [
        ("columns-suppressed", Columns),
        ("diverging-suppressed", Diverging),
        ("dots-suppressed", Dots),
        ("heat-suppressed", Heat),
        ("lines-suppressed", Lines),
        ("stacked-suppressed", Stacked),
    ] {
        tables.push((name, kind, with_reason(hospitals(language))));
    }
    for (kind, [hostile, many, zero, huge]) in [
        (
            Bars,
            ["bars-hostile", "bars-many", "bars-zero", "bars-huge"],
        ),
        (
            Columns,
            [
                "columns-hostile",
                "columns-many",
                "columns-zero",
                "columns-huge",
            ],
        ),
    ] {
        tables.push((hostile, kind, tables::hostile(language)));
        tables.push((many, kind, tables::many(language, 60)));
        tables.push((zero, kind, tables::all_zero(language)));
        tables.push((huge, kind, tables::huge(language)));
    }
    tables
}

/// What a caller may ask for beyond a kind and a width, in a language.
fn special_options(language: Language) -> Vec<Case> {
    use ChartKind::{Bars, Diverging, Donut, Heat, Lines, Stacked, Tiles};
    let special = |name: &str, table: Table, kind, options: ChartOptions| Case {
        name: name.to_owned(),
        table,
        options: ChartOptions { kind, ..options },
    };
    let usual = ChartOptions::default;
    let mut cases = Vec::new();
    for (name, theme) in [
        ("stacked-standalone", Theme::Standalone),
        ("stacked-light", Theme::Light),
        ("stacked-dark", Theme::Dark),
        ("stacked-print", Theme::Print),
    ] {
        let options = ChartOptions { theme, ..usual() };
        cases.push(special(name, hospitals(language), Stacked, options));
    }
    let (title, note) = language.pick(
        (
            "対象製品を使う病院のうち、4分の1は何もしていなかった",
            "無回答は含みません。",
        ),
        (
            "A quarter of the hospitals that use the product had done nothing",
            "Without those who gave no answer.",
        ),
    );
    let finding = ChartOptions {
        title: Some(title.to_owned()),
        note: Some(note.to_owned()),
        ..usual()
    };
    let one = || one_question(language, AnswerKind::Single);
    cases.push(special("bars-finding", one(), Bars, finding));
    let panels = ChartOptions {
        panels: Panels::Columns,
        ..usual()
    };
    cases.push(special("bars-panels", hospitals(language), Bars, panels));
    let aside = ChartOptions {
        neutral: Neutral::Aside,
        ..usual()
    };
    cases.push(special(
        "diverging-aside",
        hospitals(language),
        Diverging,
        aside,
    ));
    let years = [2019, 2021, 2022, 2023];
    for (name, kind, table) in [
        ("patterns-stacked", Stacked, one_breakdown(language)),
        ("patterns-steps", Stacked, hospitals(language)),
        ("patterns-diverging", Diverging, hospitals(language)),
        (
            "patterns-heat",
            Heat,
            tables::with_marks(hospitals(language)),
        ),
        ("patterns-tiles", Tiles, tables::places(language, true)),
        ("patterns-donut", Donut, one()),
        ("patterns-lines", Lines, tables::waves(language, &years)),
    ] {
        let options = ChartOptions {
            fills: Fills::Patterns,
            ..usual()
        };
        cases.push(special(name, table, kind, options));
    }
    cases
}

/// Every case in both languages, at three widths.
fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for language in [Language::Ja, Language::En] {
        for width in [320.0, 640.0, 1000.0] {
            let mut here = special_options(language);
            for (name, kind, table) in special_tables(language) {
                here.push(case(name, table, kind, width));
            }
            for (kind, table) in all_kinds(language) {
                here.push(case(kind.name(), table, kind, width));
            }
            for case in &mut here {
                case.options.width = width;
                case.name = format!("{}-{}-{width}", case.name, language.tag());
            }
            cases.append(&mut here);
        }
    }
    cases
}

#[test]
fn every_case_is_drawn_as_before() {
    let differing: Vec<String> = cases()
        .iter()
        .filter_map(|case| compare(&case.name, &draw(&case.table, &case.options).unwrap()).err())
        .collect();
    assert!(differing.is_empty(), "{}", differing.join("\n"));
    let drawn: Vec<String> = cases().into_iter().map(|case| case.name).collect();
    for file in fs::read_dir(folder()).unwrap() {
        let file = file.unwrap().file_name().into_string().unwrap();
        let name = file.strip_suffix(".svg").unwrap_or("everywhere");
        let is_drawn = name.starts_with("everywhere") || drawn.iter().any(|one| one == name);
        assert!(is_drawn, "no case draws {file}: delete it");
    }
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

/// The type of the package names each kind, in the order of the engine; it is written here,
/// as the goldens are.
#[test]
fn the_package_names_every_kind() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/package/types.ts");
    let types = fs::read_to_string(&file).unwrap();
    let (before, after) = types.split_once("export type ChartKind =").unwrap();
    let (_, after) = after.split_once(';').unwrap();
    let named: Vec<String> = ChartKind::all()
        .map(|kind| format!("\n  | \"{}\"", kind.name()))
        .collect();
    let wanted = [
        before,
        "export type ChartKind =",
        &named.concat(),
        ";",
        after,
    ]
    .concat();
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(&file, &wanted).unwrap();
    }
    let hint = "UPDATE_GOLDEN=1 cargo test --test golden writes ChartKind of types.ts";
    assert!(
        types == wanted || fs::read_to_string(&file).unwrap() == wanted,
        "{hint}"
    );
}

/// The code of a folder, its tests left out, with the path of each file.
fn code_below(folder: &Path, found: &mut Vec<(PathBuf, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            code_below(&path, found);
        } else if let Ok(text) = fs::read_to_string(&path) {
            let code = text.split("#[cfg(test)]").next().unwrap().to_owned();
            found.push((path, code));
        }
    }
}

/// To add a kind is to add a file and a line: each has its file, and no other line of the
/// code names it.
#[test]
fn a_kind_is_its_file_and_its_line() {
    let mut code = Vec::new();
    code_below(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut code,
    );
    let lines = |wanted: &str| -> Vec<&Path> {
        let holders = code.iter().flat_map(|(path, text)| {
            let named = text.lines().filter(|line| line.contains(wanted));
            named.map(|_| path.as_path())
        });
        holders.collect()
    };
    let mut files = 0;
    for kind in ChartKind::all().filter(|kind| *kind != ChartKind::Auto) {
        let entries = lines(&format!(" {kind:?} \""));
        assert!(
            matches!(entries[..], [list] if list.ends_with("kinds/mod.rs")),
            "{kind:?}: {entries:?}"
        );
        let own = lines(&format!("    name: \"{}\",", kind.name()));
        assert!(
            matches!(own[..], [file] if file.parent() == entries[0].parent()),
            "{kind:?}: {own:?}"
        );
        let elsewhere = lines(&format!("ChartKind::{kind:?}"));
        assert!(elsewhere.is_empty(), "{kind:?}: {elsewhere:?}");
        files += 1;
    }
    let in_folder = code
        .iter()
        .filter(|(path, _)| path.parent().unwrap().ends_with("chart/kinds"));
    assert_eq!(
        in_folder.count(),
        files + 1,
        "a file for each kind, and the list of them"
    );
}

/// The sheet of the pages has each colour that differs between light and dark.
#[test]
fn the_pages_know_every_dark_colour() {
    let options = ChartOptions {
        theme: Theme::Standalone,
        ..ChartOptions::default()
    };
    let svg = draw(&trail(Language::En), &options).unwrap().svg;
    let sheet = Path::new(env!("CARGO_MANIFEST_DIR")).join("www/package/report-properties.css");
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
    // More cells than dots could show, of columns without an order.
    let many = resized(cases[6].0.clone(), 20, 6);
    cases.push((many, ChartKind::Heat));
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
    let mut table = one_question(Language::En, AnswerKind::Single);
    table.groups[0].rows[1].cells[0].low = table.groups[0].rows[2].cells[0].low;
    let chart = draw(&table, &ChartOptions::default()).unwrap();
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
        tables.push((ChartKind::Bars, tables::hostile(Language::En)));
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
    let chart = draw(&tables::hostile(Language::En), &ChartOptions::default()).unwrap();
    assert!(
        chart
            .warnings
            .iter()
            .any(|warning| warning.code == "shortened")
    );
    assert!(!chart.svg.contains("<script>"));
}

/// Every label of a table is written in its picture in full, or a warning says that it is not.
/// Dots stand for combinations, boxes for quantiles, and a map has its own names.
#[test]
fn no_label_is_dropped_in_silence() {
    let (mut whole, mut told) = (0, 0);
    for case in cases() {
        let chart = draw(&case.table, &case.options).unwrap();
        if !chart.warnings.is_empty() || chart.kind == ChartKind::Tiles {
            told += usize::from(chart.kind != ChartKind::Tiles);
            continue;
        }
        let document = roxmltree::Document::parse(&chart.svg).unwrap();
        let texts = document
            .descendants()
            .filter(|node| node.has_tag_name("text"));
        let written: String = texts.filter_map(|text| text.text()).collect();
        let written: String = written.split_whitespace().collect();
        let columns = case
            .table
            .columns
            .iter()
            .filter(|column| column.question.is_some());
        let rows = case.table.groups.iter().flat_map(|group| &group.rows);
        let has_rows = !matches!(chart.kind, ChartKind::Combinations | ChartKind::Box);
        let labels = rows.filter(|_| has_rows).map(|row| &row.label);
        for label in labels.chain(columns.map(|column| &column.label)) {
            let label: String = label.split_whitespace().collect();
            assert!(
                written.contains(&label),
                "{}: {label} is not written",
                case.name
            );
            whole += 1;
        }
    }
    assert!(
        whole > 1000 && told > 10,
        "{whole} labels, {told} pictures with a warning"
    );
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

/// How far the points of the first line of a picture stand from each other.
fn steps(table: &Table) -> Vec<f64> {
    let options = ChartOptions {
        kind: ChartKind::Lines,
        ..ChartOptions::default()
    };
    let svg = draw(table, &options).unwrap().svg;
    let document = roxmltree::Document::parse(&svg).unwrap();
    let dots = document
        .descendants()
        .filter_map(|node| node.attribute("cx"));
    let places: Vec<f64> = dots.map(|x| x.parse().unwrap()).collect();
    let places = &places[..table.columns.len() - 1];
    places.windows(2).map(|pair| pair[1] - pair[0]).collect()
}

/// Points stand as far apart as they are in time, where their names tell it.
#[test]
fn waves_stand_by_their_years() {
    let mut table = tables::waves(Language::Ja, &[2019, 2021, 2022, 2023]);
    let even = |steps: &[f64]| steps.iter().all(|step| (step - steps[0]).abs() < 0.2);
    let [long, short, last] = steps(&table)[..] else {
        panic!("not four points")
    };
    assert!((long - 2.0 * short).abs() < 0.2 && (short - last).abs() < 0.2);
    let mut name = |names: [&str; 4]| {
        for (column, name) in table.columns.iter_mut().skip(1).zip(names) {
            column.label = name.to_owned();
        }
        steps(&table)
    };
    let months = name(["2022年1月", "2022年4月", "2022年7月", "2023年1月"]);
    assert!((months[2] - 2.0 * months[0]).abs() < 0.2, "{months:?}");
    // What may be a month elsewhere may be a second year as well.
    assert!(even(&name(["2019-20", "2020-21", "2021-22", "2022-23"])));
    // Two waves of a year, or none at all, follow each other alike.
    assert!(even(&name(["2019", "2022 interim", "2022 final", "2023"])));
    assert!(even(&name(["First", "Second", "Third", "Fourth"])));
}

/// A length stands for the same figure in every panel, however many stand under it.
#[test]
fn panels_share_a_scale() {
    let options = ChartOptions {
        kind: ChartKind::Bars,
        panels: Panels::Columns,
        ..ChartOptions::default()
    };
    let svg = draw(&hospitals(Language::En), &options).unwrap().svg;
    let document = roxmltree::Document::parse(&svg).unwrap();
    let number = |node: roxmltree::Node<'_, '_>, name: &str| -> f64 {
        node.attribute(name).unwrap().parse().unwrap()
    };
    let mut wholes = Vec::new();
    for bar in document
        .descendants()
        .filter(|node| node.has_tag_name("rect"))
    {
        let mark = bar.parent_element().unwrap();
        if mark.attribute("class") == Some("chosa-mark") {
            let share = number(mark, "data-value");
            if share > 0.3 {
                wholes.push(number(bar, "width") / share);
            }
        }
    }
    assert!(wholes.len() == 14, "{wholes:?}");
    let first = wholes[0];
    assert!(
        wholes.iter().all(|whole| (whole - first).abs() < 0.5),
        "{wholes:?}"
    );
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
    assert!(svg.contains("Threatened 89% (86&#8211;92%)"), "{svg}");
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
        tables::hostile(Language::En),
        tables::turned(tables::hostile(Language::En)),
        tables::many(Language::Ja, 60),
        tables::turned(tables::many(Language::Ja, 60)),
        tables::many(Language::Ja, 1),
        tables::all_zero(Language::En),
        tables::turned(tables::all_zero(Language::En)),
        tables::huge(Language::En),
        tables::turned(tables::huge(Language::En)),
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

/// What an enemy, a spreadsheet or a program may hand over as a label. Half a character, which
/// Rust's texts can't hold, comes here as U+FFFD.
fn bad_labels() -> [String; 9] {
    [
        "x".repeat(2000),
        "長い選択肢、".repeat(400),
        "many words ".repeat(200),
        "שלום עולם مستشفى".to_owned(),
        "\u{202e}turned\u{2066} \u{0}\u{7}\u{1b}[31m\r\n\t\u{85}\u{fffe}control".to_owned(),
        "</text><script>alert(1)</script>]]>".to_owned(),
        "\"quotes\" & 'apostrophes' &amp;".to_owned(),
        "\u{fffd}\u{d7ff}👩‍👩‍👧".to_owned(),
        String::new(),
    ]
}

/// Every text of `table` as `change` makes it.
fn relabelled(mut table: Table, change: &dyn Fn(&str) -> String) -> Table {
    for text in [&mut table.title, &mut table.method, &mut table.base.label] {
        *text = change(text);
    }
    for column in &mut table.columns {
        column.label = change(&column.label);
        column.question_label = change(&column.question_label);
        column.letter = column.letter.as_deref().map(change);
    }
    for group in &mut table.groups {
        group.label = change(&group.label);
        for row in &mut group.rows {
            row.label = change(&row.label);
        }
    }
    table
}

/// `table` with every cell as `change` makes it.
fn refigured(mut table: Table, change: &dyn Fn(&mut Cell)) -> Table {
    for row in table.groups.iter_mut().flat_map(|group| &mut group.rows) {
        row.cells.iter_mut().for_each(change);
    }
    table
}

/// `table` with so many rows, or so many columns; those that there are come again and again.
fn resized(mut table: Table, rows: usize, columns: usize) -> Table {
    let total = table
        .columns
        .iter()
        .take_while(|one| one.question.is_none());
    let total = total.count().min(columns);
    let place = |at: usize, many: usize| match at < total || many == total {
        true => at % many,
        false => total + (at - total) % (many - total),
    };
    let many = table.columns.len();
    let columns: Vec<usize> = (0..columns).map(|at| place(at, many)).collect();
    let taken = |of: &[Cell]| columns.iter().map(|at| of[*at].clone()).collect();
    for group in &mut table.groups {
        let all = group.rows.clone();
        group.rows = all.into_iter().cycle().take(rows).collect();
        for (at, row) in group.rows.iter_mut().enumerate() {
            row.cells = taken(&row.cells);
            row.value = row.value.as_ref().map(|_| at.to_string());
        }
    }
    table.columns = columns
        .iter()
        .map(|at| table.columns[*at].clone())
        .collect();
    table
}

/// Each kind, in a table that suits it.
fn all_kinds(language: Language) -> Vec<(ChartKind, Table)> {
    let mut kinds = every_kind(language);
    kinds.push((ChartKind::Bars, one_question(language, AnswerKind::Single)));
    kinds.push((ChartKind::Stacked, hospitals(language)));
    kinds.push((ChartKind::Trail, trail(language)));
    for kind in ChartKind::all().filter(|kind| *kind != ChartKind::Auto) {
        assert!(kinds.iter().any(|(other, _)| *other == kind), "{kind:?}");
    }
    kinds
}

/// Draws what a kind was handed, wide and narrow; whether it was drawn at all.
fn bears(kind: ChartKind, table: &Table, what: &str) -> bool {
    let mut drawn = true;
    for width in [240.0, 1600.0] {
        let options = ChartOptions {
            kind,
            width,
            ..ChartOptions::default()
        };
        let name = format!("{} {what} {width}", kind.name());
        match draw(table, &options) {
            Ok(chart) => {
                check_text(&name, &chart.svg);
                for wrong in ["NaN", "inf\"", "<script", "\u{202e}"] {
                    assert!(!chart.svg.contains(wrong), "{name}: {wrong}");
                }
            }
            Err(error) => {
                assert_eq!(error.code(), "unsuitable_chart", "{name}");
                drawn = false;
            }
        }
    }
    drawn
}

/// Whatever its labels are, a kind draws them. Combinations and places of Japan are told by
/// their labels, so that others are refused.
#[test]
fn every_kind_bears_every_label() {
    for (kind, table) in all_kinds(Language::En) {
        for label in bad_labels() {
            let what: String = label.chars().take(20).collect();
            let alone = relabelled(table.clone(), &|_| label.clone());
            let beside = relabelled(table.clone(), &|text| [text, " ", &label].concat());
            let told = matches!(kind, ChartKind::Combinations | ChartKind::Tiles);
            assert!(bears(kind, &alone, &what) || told, "{kind:?} {what:?}");
            assert!(bears(kind, &beside, &what), "{kind:?} {what:?}");
        }
    }
}

/// Whatever its figures are, a kind draws them; what is hidden has no figure in the picture.
#[test]
fn every_kind_bears_every_figure() {
    for (kind, table) in all_kinds(Language::En) {
        let hidden = refigured(table.clone(), &|cell| {
            (cell.estimate, cell.low, cell.high, cell.n) = (None, None, None, None);
        });
        assert!(bears(kind, &hidden, "all hidden"), "{kind:?}");
        let options = ChartOptions {
            kind,
            ..ChartOptions::default()
        };
        let svg = draw(&hidden, &options).unwrap().svg;
        assert!(!svg.contains("data-value") && !svg.contains("data-n="));
        for (value, what) in [
            (0.0, "all zero"),
            (1.0, "all whole"),
            (1e15, "1e15"),
            (-3.5, "below zero"),
        ] {
            let same = refigured(table.clone(), &|cell| {
                (cell.estimate, cell.low, cell.high) = (Some(value), Some(value), Some(value));
            });
            assert!(bears(kind, &same, what), "{kind:?} {what}");
        }
        let wide = refigured(table.clone(), &|cell| {
            (cell.estimate, cell.low, cell.high) = (Some(1e15), Some(-1e15), Some(1e18));
        });
        let mut totals = wide.clone();
        totals.measure = Measure::Total;
        bears(kind, &totals, "totals of 1e15");
        assert!(bears(kind, &wide, "wide intervals"), "{kind:?}");
    }
}

/// However many rows and columns there are, a kind draws them or says why not; with none at
/// all each says so.
#[test]
fn every_kind_bears_every_number_of_categories() {
    for (kind, table) in all_kinds(Language::En) {
        for (rows, columns) in [(1, 1), (1, 3), (2, 61), (60, 1), (60, 2), (60, 3)] {
            let sized = resized(table.clone(), rows, columns);
            bears(kind, &sized, &format!("{rows} by {columns}"));
        }
        assert!(!bears(kind, &resized(table.clone(), 0, 1), "no row"));
        assert!(!bears(kind, &resized(table, 3, 0), "no column"));
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
