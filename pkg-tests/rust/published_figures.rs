//! Holds each package under `www/site/data` to the figures that were published, within the
//! rounding they were published with, counting straight from the CSV.

#![allow(
    clippy::unwrap_used,
    reason = "a test that can't read the data must fail"
)]

use chosa::data::{Descriptor, Responses, Where};
use std::collections::HashMap;
use std::fs;
use std::path::Path;

/// The classes of hospital size, smallest first.
const CLASSES: [&str; 6] = ["20-99", "100-199", "200-299", "300-399", "400-499", "500+"];

/// The package as the engine reads it.
fn opened(package: &str) -> Responses {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("www/site/data")
        .join(package);
    let descriptor = fs::read_to_string(folder.join("datapackage.json")).unwrap();
    let responses = fs::read(folder.join("responses.csv")).unwrap();
    Responses::read(Descriptor::parse(&descriptor).unwrap(), &responses).unwrap()
}

/// How many respondents meet `condition`, as the engine counts them.
fn engine_counts(responses: &Responses, condition: &str) -> usize {
    let condition: Where = chosa::data::parse_json(condition, "test").unwrap();
    responses.matching(&condition).unwrap().count()
}

struct Rows(Vec<HashMap<String, String>>);

impl Rows {
    fn of(package: &str) -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("www/site/data")
            .join(package)
            .join("responses.csv");
        let text = fs::read_to_string(path).unwrap();
        assert!(
            !text.contains('\r'),
            "{package} has line ends other than LF"
        );
        let mut lines = text.lines().map(cells);
        let header = lines.next().unwrap();
        let rows = lines.map(|row| {
            assert_eq!(
                row.len(),
                header.len(),
                "{package} has a ragged row: {row:?}"
            );
            header.iter().cloned().zip(row).collect()
        });
        Self(rows.collect())
    }

    /// The rows whose `column` holds one of `values`.
    fn with(&self, column: &str, values: &[&str]) -> Self {
        let holds = |row: &&HashMap<String, String>| values.contains(&row[column].as_str());
        Self(self.0.iter().filter(holds).cloned().collect())
    }

    fn without(&self, column: &str, value: &str) -> Self {
        Self(
            self.0
                .iter()
                .filter(|row| row[column] != value)
                .cloned()
                .collect(),
        )
    }

    fn count(&self) -> usize {
        self.0.len()
    }

    fn percent_of(&self, base: &Self) -> f64 {
        100.0 * self.count() as f64 / base.count() as f64
    }

    fn numbers(&self, column: &str) -> Vec<f64> {
        self.0
            .iter()
            .map(|row| row[column].parse().unwrap())
            .collect()
    }
}

/// The cells of one line; quotes hold commas, and no cell holds a line end.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cells.last_mut().unwrap().push(other),
        }
    }
    cells
}

/// Whether `share`, in percent, rounds to the whole percent that was published.
fn rounds_to(share: f64, published: f64) {
    assert!(
        (share - published).abs() <= 0.5,
        "{share} does not round to {published}%"
    );
}

#[test]
fn the_interim_count_is_as_reported() {
    let all = Rows::of("hospitals-2022-interim");
    assert_eq!(all.count(), 476);
    let warned = all.with("vpn", &["yes"]);
    let idle = warned.with("patched", &["no"]);
    assert_eq!((warned.count(), idle.count()), (190, 46));
    assert_eq!(warned.with("patched", &["done"]).count(), 124);
    assert_eq!(warned.with("patched", &["unknown"]).count(), 20);
    rounds_to(warned.percent_of(&all), 40.0);
    rounds_to(idle.percent_of(&warned), 24.0);
    rounds_to(warned.with("patched", &["done"]).percent_of(&warned), 65.0);
    rounds_to(warned.without("patched", "done").percent_of(&warned), 35.0);
    rounds_to(idle.percent_of(&all), 10.0);
    assert_eq!(all.with("threat", &["4", "5"]).count(), 428);
    rounds_to(all.with("threat", &["4", "5"]).percent_of(&all), 90.0);
    assert_eq!(all.with("budget_enough", &["insufficient"]).count(), 219);
    assert_eq!(all.with("budget_enough", &["sufficient"]).count(), 67);
    assert_eq!(all.with("backup", &["yes"]).count(), 466);
    rounds_to(all.with("backup", &["yes"]).percent_of(&all), 98.0);
    rounds_to(all.with("offline_backup", &["yes"]).percent_of(&all), 47.0);
    assert_eq!(all.with("continuity_plan", &["yes"]).count(), 157);
    rounds_to(all.with("continuity_plan", &["no"]).percent_of(&all), 67.0);
}

#[test]
fn the_interim_budget_holds_on_either_base() {
    let all = Rows::of("hospitals-2022-interim");
    let low = all.with("yearly_budget", &["under_1m", "1m_5m"]);
    assert_eq!(low.count(), 248);
    rounds_to(low.percent_of(&all), 52.0);
    rounds_to(low.percent_of(&all.without("yearly_budget", "")), 52.0);
}

#[test]
fn the_final_count_is_as_reported() {
    let all = Rows::of("hospitals-2022-final");
    assert_eq!(all.count(), 1144);
    rounds_to(all.with("threat", &["4", "5"]).percent_of(&all), 89.0);
    let warned = all.with("vpn", &["yes"]);
    rounds_to(warned.percent_of(&all), 40.0);
    let untreated = warned
        .with("patched", &["no", "unknown"])
        .percent_of(&warned);
    assert!(
        (30.0..35.0).contains(&untreated),
        "over 30%, not {untreated}"
    );
    for base in [&all, &all.with("backup", &["yes"])] {
        let offsite = all.with("offsite_backup", &["yes"]).percent_of(base);
        assert!(
            (19.0..20.0).contains(&offsite),
            "a little under 20%, not {offsite}"
        );
    }
}

#[test]
fn about_half_of_the_idle_did_not_know_or_had_no_budget() {
    let idle = Rows::of("hospitals-2022-final").with("patched", &["no"]);
    let named = idle.without("reasons_given", "");
    let two = named.0.iter().filter(|row| {
        row["reasons_given"]
            .split(';')
            .any(|reason| ["unaware", "no_budget"].contains(&reason))
    });
    let share = two.count() as f64 / named.count() as f64;
    assert!((0.45..0.55).contains(&share), "about half, not {share}");
}

#[test]
fn the_final_count_holds_the_interim_one() {
    let all = Rows::of("hospitals-2022-final").0;
    let early: Vec<_> = all
        .into_iter()
        .filter(|row| row["responded"].as_str() <= "2022-02-10")
        .collect();
    assert!(early == Rows::of("hospitals-2022-interim").0);
}

#[test]
fn the_ministry_survey_is_as_reported() {
    let both = Rows::of("ministry-2023");
    let published = [
        ("2023", [71.0, 98.0, 78.0, 65.0]),
        ("2022", [65.0, 96.0, 81.0, 52.0]),
    ];
    for (year, [records, backups, generations, protected]) in published {
        let all = both.with("wave", &[year]);
        let electronic = all.with("records", &["yes"]);
        let copied = electronic.with("backup", &["one", "two_or_more"]);
        rounds_to(electronic.percent_of(&all), records);
        rounds_to(copied.percent_of(&electronic), backups);
        rounds_to(
            copied.with("generations", &["yes"]).percent_of(&copied),
            generations,
        );
        rounds_to(
            copied.with("protected", &["yes"]).percent_of(&copied),
            protected,
        );
    }
    let electronic = both.with("wave", &["2023"]).with("records", &["yes"]);
    rounds_to(
        electronic
            .with("backup", &["two_or_more"])
            .percent_of(&electronic),
        59.0,
    );
    rounds_to(
        electronic.with("backup", &["one"]).percent_of(&electronic),
        39.0,
    );
    let copied = electronic.without("backup", "none");
    rounds_to(
        copied.with("offline_backup", &["yes"]).percent_of(&copied),
        49.0,
    );
}

#[test]
fn nobody_answers_a_question_that_was_not_asked() {
    let routes = [
        ("hospitals-2022-final", "vpn", vec!["yes"], "patched"),
        (
            "hospitals-2022-final",
            "patched",
            vec!["no"],
            "reasons_given",
        ),
        (
            "hospitals-2022-final",
            "backup",
            vec!["yes"],
            "offline_backup",
        ),
        ("ministry-2023", "records", vec!["yes"], "backup"),
        (
            "ministry-2023",
            "backup",
            vec!["one", "two_or_more"],
            "generations",
        ),
        (
            "ministry-2023",
            "offline_backup",
            vec!["no"],
            "reasons_given",
        ),
    ];
    for (package, gate, open, question) in routes {
        let rows = Rows::of(package);
        let answered = rows.without(question, "");
        assert!(answered.count() > 0);
        assert_eq!(
            answered.with(gate, &open).count(),
            answered.count(),
            "{package}: {question}"
        );
    }
}

#[test]
fn larger_hospitals_do_better() {
    let final_count = Rows::of("hospitals-2022-final");
    let of_class = |base: &Rows, column: &str, value: &str| {
        CLASSES.map(|class| {
            let base = base.with("beds_class", &[class]);
            base.with(column, &[value]).percent_of(&base)
        })
    };
    let plans = of_class(&final_count, "continuity_plan", "yes");
    assert!(plans.is_sorted(), "continuity plans by size: {plans:?}");
    let idle = of_class(&final_count, "patched", "no");
    assert!(idle.iter().rev().is_sorted(), "exposed by size: {idle:?}");
    let second = Rows::of("ministry-2023").with("wave", &["2023"]);
    let records = of_class(&second, "records", "yes");
    assert!(
        records.is_sorted(),
        "electronic records by size: {records:?}"
    );
}

#[test]
fn the_schools_are_the_sample_of_r() {
    let schools = Rows::of("schools-california");
    assert_eq!(schools.count(), 200);
    let weights = schools.numbers("pw");
    let total = |column: &str| -> f64 {
        schools
            .numbers(column)
            .iter()
            .zip(&weights)
            .map(|(value, weight)| value * weight)
            .sum()
    };
    // R: svymean(~api00, dstrat) and svytotal(~enroll, dstrat).
    let mean = total("api00") / weights.iter().sum::<f64>();
    assert!((mean - 662.287_363_2).abs() < 1e-6, "{mean}");
    assert!(
        (total("enroll") - 3_687_177.5).abs() < 0.05,
        "{}",
        total("enroll")
    );
    for (stratum, size) in [("E", 4421.0), ("H", 755.0), ("M", 1018.0)] {
        let sizes = schools.with("stype", &[stratum]).numbers("fpc");
        assert!(
            sizes
                .iter()
                .all(|found| (found - size).abs() < f64::EPSILON),
            "{stratum}"
        );
    }
}

#[test]
fn the_engine_counts_what_was_published() {
    let interim = opened("hospitals-2022-interim");
    for (condition, published) in [
        (r#"{}"#, 476),
        (r#"{"vpn": "yes"}"#, 190),
        (r#"{"exposed": "yes"}"#, 46),
        (r#"{"threat": ["4", "5"]}"#, 428),
        (r#"{"offline_copy": "yes"}"#, 224),
        (r#"{"yearly_budget": ["under_1m", "1m_5m"]}"#, 248),
    ] {
        assert_eq!(engine_counts(&interim, condition), published, "{condition}");
    }
}

#[test]
fn the_engine_reads_both_codings_of_several_answers() {
    let all = Rows::of("hospitals-2022-final");
    let opened = opened("hospitals-2022-final");
    let drills = all.with("measure_drill", &["1"]).count();
    assert_eq!(
        engine_counts(&opened, r#"{"measures": "measure_drill"}"#),
        drills
    );
    let unaware = all
        .0
        .iter()
        .filter(|row| row["reasons_given"].split(';').any(|one| one == "unaware"));
    assert_eq!(
        engine_counts(&opened, r#"{"reasons": "unaware"}"#),
        unaware.count()
    );
}

#[test]
fn the_engine_opens_every_package_with_every_row() {
    for (package, rows) in [("ministry-2023", 3735), ("schools-california", 200)] {
        assert_eq!(opened(package).rows(), rows, "{package}");
    }
}
