//! What must hold for any survey: random responses, random designs, random requests.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that can't read its own made-up survey must fail"
)]

use chosa::data::{Mask, parse_json};
use chosa::stats::{self, Figure, IndependenceTest, IntervalMethod, Measured, QuantileRule};
use chosa::tabulate::{Cell, Study, Table, TabulateRequest, tabulate};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

/// One respondent: a single choice or no answer, a group, a number, two ticks.
#[derive(Clone, Debug)]
struct Person {
    answer: Option<u8>,
    group: u8,
    number: Option<i16>,
    ticks: [bool; 2],
    weight: u16,
    stratum: u8,
    cluster: u8,
}

/// How the sample was drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Simple,
    Finite,
    Weights,
    Strata,
    Clusters,
    StratifiedClusters,
    Jackknife,
    Bootstrap,
    Successive,
    Raked,
    RakedJackknife,
}

const KINDS: [Kind; 11] = [
    Kind::Simple,
    Kind::Finite,
    Kind::Weights,
    Kind::Strata,
    Kind::Clusters,
    Kind::StratifiedClusters,
    Kind::Jackknife,
    Kind::Bootstrap,
    Kind::Successive,
    Kind::Raked,
    Kind::RakedJackknife,
];

#[derive(Clone, Debug)]
struct Made {
    people: Vec<Person>,
    kind: Kind,
    lonely: &'static str,
    /// What every weight is multiplied by.
    scale: f64,
    /// Whether the file has a column that nobody asks for.
    extra: bool,
}

fn person() -> impl Strategy<Value = Person> {
    let weight = prop_oneof![1 => Just(0u16), 9 => 1..400u16];
    (
        proptest::option::weighted(0.9, 0..3u8),
        0..3u8,
        proptest::option::weighted(0.9, -50..200i16),
        any::<[bool; 2]>(),
        weight,
        0..3u8,
        0..4u8,
    )
        .prop_map(
            |(answer, group, number, ticks, weight, stratum, cluster)| Person {
                answer,
                group,
                number,
                ticks,
                weight,
                stratum,
                cluster,
            },
        )
}

fn made(kinds: &'static [Kind]) -> impl Strategy<Value = Made> {
    let lonely = select(vec!["adjust", "certainty"]);
    (vec(person(), 2..50), select(kinds), lonely).prop_map(|(mut people, kind, lonely)| {
        // Weights of nothing but 0 are refused, which is another test's matter.
        people[0].weight = people[0].weight.max(1);
        Made {
            people,
            kind,
            lonely,
            scale: 1.0,
            extra: false,
        }
    })
}

impl Made {
    fn csv(&self) -> String {
        let mut text = String::from("q,g,x,m1,m2,w,h,c,N,extra\n");
        for (row, one) in self.people.iter().enumerate() {
            let answer = one.answer.map_or_else(String::new, |a| format!("a{a}"));
            let number = one.number.map_or_else(String::new, |x| x.to_string());
            let ticks = one.ticks.map(u8::from);
            text += &format!(
                "{answer},g{},{number},{},{},{},h{},c{},{},{}\n",
                one.group,
                ticks[0],
                ticks[1],
                f64::from(one.weight) / 8.0 * self.scale,
                one.stratum,
                one.cluster,
                1000,
                row * 7919 % 13,
            );
        }
        text
    }

    fn design(&self) -> Value {
        let lonely = self.lonely;
        let margins = json!({"margins": {"g": self.totals()}});
        match self.kind {
            Kind::Simple => json!({}),
            Kind::Finite => json!({"weight": "w", "fpc": ["N"]}),
            Kind::Weights => json!({"weight": "w"}),
            Kind::Strata => {
                json!({"weight": "w", "strata": ["h"], "fpc": ["N"], "lonelyPsu": lonely})
            }
            Kind::Clusters => json!({"weight": "w", "clusters": ["c"], "lonelyPsu": lonely}),
            Kind::StratifiedClusters => json!({"weight": "w", "strata": ["h"], "clusters": ["c"],
                "nested": true, "lonelyPsu": lonely}),
            Kind::Jackknife => json!({"weight": "w", "replicates": {"method": "jk1"}}),
            Kind::Bootstrap => json!({"weight": "w",
                "replicates": {"method": "bootstrap", "count": 12, "seed": 5}}),
            Kind::Successive => json!({"weight": "w",
                "replicates": {"method": "successiveDifference", "count": 8, "mse": true}}),
            Kind::Raked => json!({"weight": "w", "calibration": margins}),
            Kind::RakedJackknife => json!({"weight": "w", "replicates": {"method": "jk1"},
                "calibration": margins}),
        }
    }

    /// A total for each group that somebody of weight is in.
    fn totals(&self) -> Value {
        let mut totals = serde_json::Map::new();
        for group in 0..3u8 {
            let members = || self.people.iter().filter(|one| one.group == group);
            if members().any(|one| one.weight > 0) {
                totals.insert(format!("g{group}"), json!(100 * (1 + u32::from(group))));
            }
        }
        Value::Object(totals)
    }

    fn open(&self) -> chosa::Result<Study> {
        let categories = |letter: &str| {
            json!([
                format!("{letter}0"),
                format!("{letter}1"),
                format!("{letter}2")
            ])
        };
        let number = |name: &str| json!({"name": name, "type": "number"});
        let mut fields = vec![
            json!({"name": "q", "categories": categories("a")}),
            json!({"name": "g", "categories": categories("g")}),
            number("x"),
            json!({"name": "m1", "categories": ["0", "1"]}),
            json!({"name": "m2", "categories": ["0", "1"]}),
            number("w"),
            json!({"name": "h"}),
            json!({"name": "c"}),
            number("N"),
        ];
        if self.extra {
            fields.push(number("extra"));
        }
        let descriptor = json!({
            "resources": [{"path": "r.csv", "schema": {"fields": fields}}],
            "survey": {
                "language": "en",
                "design": self.design(),
                "sample": {"invited": 60},
                "multiple": [{"name": "m", "fields": ["m1", "m2"], "selected": "1", "blank": "none"}]
            }
        });
        Study::open(&descriptor.to_string(), &[("r.csv", self.csv().as_bytes())])
    }
}

/// A request of any kind, some of them senseless.
fn request() -> impl Strategy<Value = Value> {
    let rows = select(vec!["q", "g", "x", "m", "h", "nobody"]);
    let columns = select(vec!["", "g", "q", "m", "x"]);
    let filter = select(vec![
        json!({}),
        json!({"g": "g1"}),
        json!({"q": ["a0", "a1"], "x": {"gte": 20}}),
        json!({"not": {"g": "g0"}}),
        json!({"all": [{"g": "g0"}, {"g": "g1"}]}),
        json!({"q": "a9"}),
    ]);
    let measure = select(vec![
        json!("share"),
        json!("mean"),
        json!("nps"),
        json!("total"),
        json!("median"),
        json!({"quantile": 0.9}),
    ]);
    let percent = select(vec!["column", "row", "table"]);
    let missing = select(vec!["exclude", "include"]);
    let method = proptest::option::of(select(IntervalMethod::ALL.to_vec()));
    let base = select(vec!["answered", "asked", "all", "selections"]);
    let base = proptest::option::weighted(0.4, base);
    let level = select(vec![0.5, 0.9, 0.95, 0.999]);
    (
        rows, columns, filter, measure, percent, missing, base, method, level,
    )
        .prop_map(
            |(rows, columns, filter, measure, percent, missing, base, method, level)| {
                let columns: Vec<&str> = if columns.is_empty() {
                    vec![]
                } else {
                    vec![columns]
                };
                let mut interval = json!({"level": level});
                if let Some(method) = method {
                    interval["method"] = json!(method.name());
                }
                json!({"rows": rows, "columns": columns, "where": filter, "measure": measure,
                "percent": percent, "missing": missing, "base": base, "interval": interval,
                "multipleTotal": percent == "column", "bounds": true})
            },
        )
}

fn table(study: &Study, request: &Value) -> chosa::Result<Table> {
    let request: TabulateRequest = parse_json(&request.to_string(), "").unwrap();
    tabulate(study, &request)
}

fn cells(table: &Table) -> Vec<&Cell> {
    let rows = table.groups.iter().flat_map(|group| &group.rows);
    rows.flat_map(|row| &row.cells).collect()
}

/// The figures of a cell that do not depend on the unit of the weights.
fn figures(cell: &Cell) -> [Option<f64>; 6] {
    let counts = cell.n.map(|n| n as f64);
    [counts, cell.estimate, cell.se, cell.df, cell.low, cell.high]
}

/// Whether figures agree to rounding.
fn agree(left: &Table, right: &Table) -> Result<(), TestCaseError> {
    let (left, right) = (cells(left), cells(right));
    prop_assert_eq!(left.len(), right.len());
    for (one, other) in left.iter().zip(&right) {
        for (a, b) in figures(one).iter().zip(figures(other)) {
            let near = match (a, b) {
                (Some(a), Some(b)) => (a - b).abs() <= 1e-7 * a.abs().max(1e-3),
                (None, None) => true,
                _ => false,
            };
            prop_assert!(near, "{one:?}\n{other:?}");
        }
    }
    Ok(())
}

fn share_request(filter: &Value) -> Value {
    json!({"rows": ["q", "m"], "where": filter})
}

/// Whether a text, such as a table printed for debugging, has a number that is not finite.
fn has_infinite_number(text: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric())
        .any(|word| word == "NaN" || word == "inf")
}

/// Everything that the estimators and tests say of a sample, as text.
fn every_result(made: &Made, study: &Study) -> String {
    let (design, rows) = (&study.design, made.people.len());
    let numbers: Vec<f64> = (made.people.iter())
        .map(|one| one.number.map_or(f64::NAN, f64::from))
        .collect();
    let ratings: Vec<f64> = numbers.iter().map(|x| (x / 10.0).floor()).collect();
    let given = |answer| Mask::from_fn(rows, |row| made.people[row].answer == Some(answer));
    let in_group = |group| Mask::from_fn(rows, |row| made.people[row].group == group);
    let answers = [0, 1, 2].map(given);
    let groups = [0, 1, 2].map(in_group);
    let mut text = String::new();
    for domain in groups.iter().chain([&Mask::all(rows), &Mask::none(rows)]) {
        let estimates = [
            stats::share(design, &answers[0], domain),
            stats::mean(design, &numbers, domain),
            stats::total(design, &numbers, domain),
            stats::total_of_people(design, domain),
            stats::ratio(design, &numbers, &ratings, domain),
            stats::net_promoter(design, &ratings, domain),
        ];
        text += &format!("{estimates:?}");
        for rule in [QuantileRule::Math, QuantileRule::School] {
            let quantile = stats::quantile(design, &numbers, domain, 0.3, 0.95, rule);
            text += &format!("{quantile:?}");
        }
        for test in [
            IndependenceTest::RaoScottF,
            IndependenceTest::RaoScottChiSquare,
            IndependenceTest::Wald,
            IndependenceTest::AdjustedWald,
        ] {
            let found = stats::independence(design, &answers, &groups, domain, test);
            text += &format!("{found:?}");
        }
    }
    for measured in [
        Measured::Share(&answers[1]),
        Measured::Mean(&numbers),
        Measured::Total(&numbers),
    ] {
        let figures = groups.each_ref().map(|domain| Figure { measured, domain });
        text += &format!("{:?}", stats::difference(design, &figures[0], &figures[1]));
    }
    let means = groups
        .each_ref()
        .map(|domain| stats::mean(design, &numbers, domain));
    if let [Some(one), Some(other), _] = &means {
        text += &format!("{:?}", stats::independent_difference(one, other));
    }
    let reports = design
        .calibrations()
        .iter()
        .map(|calibration| calibration.report());
    text += &format!(
        "{:?}{:?}",
        design.weight_summary(),
        reports.collect::<Vec<_>>()
    );
    text
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(192) })]

    #[test]
    fn no_table_holds_nan_or_infinity(made in made(&KINDS), request in request()) {
        let study = made.open().unwrap();
        if let Ok(table) = table(&study, &request) {
            // The whole table as text, so that no number that is ever added is passed over;
            // as JSON it would have null where a number is not finite.
            let text = format!("{table:?}");
            prop_assert!(!has_infinite_number(&text), "{text}");
            for cell in cells(&table) {
                prop_assert!(cell.estimate.is_some() || cell.flag.is_some(), "{cell:?}");
            }
        }
    }

    #[test]
    fn no_estimate_test_or_weight_report_holds_nan_or_infinity(made in made(&KINDS)) {
        let text = every_result(&made, &made.open().unwrap());
        prop_assert!(!has_infinite_number(&text), "{text}");
    }

    #[test]
    fn shares_of_a_single_choice_add_up_to_1(made in made(&KINDS)) {
        let study = made.open().unwrap();
        let table = table(&study, &json!({"rows": "q", "columns": "g"})).unwrap();
        for column in 0..table.columns.len() {
            let shares = table.groups[0].rows.iter().map(|row| row.cells[column].estimate);
            if let Some(shares) = shares.collect::<Option<Vec<f64>>>() {
                prop_assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            }
        }
    }

    #[test]
    fn an_interval_holds_its_share_and_a_higher_level_is_wider(made in made(&KINDS), group in 0..3u8) {
        let study = made.open().unwrap();
        let selected = Mask::from_fn(made.people.len(), |row| made.people[row].ticks[0]);
        let domain = Mask::from_fn(made.people.len(), |row| made.people[row].group != group);
        let Some(share) = stats::share(&study.design, &selected, &domain) else { return Ok(()); };
        for method in IntervalMethod::ALL {
            let mut inner = (share.value, share.value);
            for level in [0.5, 0.9, 0.95, 0.99, 0.999] {
                let Some(found) = stats::interval(&share, method, level).unwrap() else { continue; };
                let slack = 1e-12;
                prop_assert!(found.low <= inner.0 + slack && inner.1 <= found.high + slack,
                    "{method:?} {level} {found:?} does not hold {inner:?} of {share:?}");
                let bounded = method == IntervalMethod::Wald || (found.low >= 0.0 && found.high <= 1.0);
                prop_assert!(bounded, "{method:?} {found:?}");
                inner = (found.low, found.high);
            }
        }
    }

    #[test]
    fn scaled_weights_change_no_share_and_no_error(made in made(&[Kind::Weights, Kind::Strata,
        Kind::Clusters, Kind::StratifiedClusters, Kind::Jackknife, Kind::Bootstrap, Kind::Successive,
        Kind::Raked, Kind::RakedJackknife]), scale in 0.01..1000.0f64) {
        let scaled = Made { scale, ..made.clone() };
        let request = json!({"rows": ["q", "m"], "columns": "g"});
        agree(&table(&made.open().unwrap(), &request).unwrap(),
            &table(&scaled.open().unwrap(), &request).unwrap())?;
    }

    // The bootstrap and successive differences take respondents in their order.
    #[test]
    fn the_order_of_rows_does_not_matter(made in made(&[Kind::Simple, Kind::Finite, Kind::Weights,
        Kind::Strata, Kind::Clusters, Kind::StratifiedClusters, Kind::Jackknife, Kind::Raked,
        Kind::RakedJackknife]), turn in 1..40usize) {
        let mut turned = made.clone();
        turned.people.reverse();
        let by = turn % turned.people.len();
        turned.people.rotate_left(by);
        for measure in ["share", "total"] {
            let request = json!({"rows": ["q", "m"], "columns": "g", "measure": measure});
            agree(&table(&made.open().unwrap(), &request).unwrap(),
                &table(&turned.open().unwrap(), &request).unwrap())?;
        }
        let request = json!({"rows": "x", "columns": "g", "measure": "mean"});
        agree(&table(&made.open().unwrap(), &request).unwrap(),
            &table(&turned.open().unwrap(), &request).unwrap())?;
    }

    #[test]
    fn a_table_without_errors_has_the_counts_and_figures_of_one_with_them(made in made(&KINDS),
        request in request(), both in any::<bool>()) {
        let study = made.open().unwrap();
        let (mut with, mut without) = (request.clone(), request);
        if both {
            with["rows"] = json!(["q", "g", "h"]);
            with["columns"] = json!(["q", "g"]);
            without["rows"] = with["rows"].clone();
            without["columns"] = with["columns"].clone();
        }
        with["interval"] = json!({});
        without["interval"] = json!({"method": "none"});
        let (Ok(with), Ok(without)) = (table(&study, &with), table(&study, &without)) else {
            return Ok(());
        };
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-12 * a.abs().max(1e-3);
        let same = |a: Option<f64>, b: Option<f64>| match (a, b) {
            (Some(a), Some(b)) => near(a, b),
            (a, b) => a == b,
        };
        prop_assert_eq!(cells(&with).len(), cells(&without).len());
        for (one, other) in cells(&with).into_iter().zip(cells(&without)) {
            prop_assert_eq!((one.n, one.base_n), (other.n, other.base_n));
            prop_assert!(same(one.weighted, other.weighted), "{one:?} {other:?}");
            prop_assert!(near(one.base_weighted, other.base_weighted));
            prop_assert!(same(one.estimate, other.estimate), "{one:?} {other:?}");
            let errors = [other.se, other.df, other.low, other.high, other.deff, other.effective_n];
            prop_assert_eq!(errors, [None; 6]);
        }
        for (one, other) in with.columns.iter().zip(&without.columns) {
            prop_assert_eq!(one.base.n, other.base.n);
            prop_assert!(near(one.base.weighted, other.base.weighted));
        }
        for (one, other) in with.groups.iter().zip(&without.groups) {
            prop_assert_eq!(one.base.n, other.base.n);
            prop_assert!(near(one.base.weighted, other.base.weighted));
        }
    }

    #[test]
    fn columns_equal_where_to_the_last_bit(made in made(&KINDS)) {
        let study = made.open().unwrap();
        for (rows, measure) in [(json!(["q", "m"]), "share"), (json!(["x"]), "mean"), (json!(["x"]), "median")] {
            let crossed = table(&study, &json!({"rows": rows, "columns": "g", "measure": measure})).unwrap();
            for (at, column) in crossed.columns.iter().enumerate().skip(1) {
                let filter = json!({"g": column.value});
                let alone = table(&study, &json!({"rows": rows, "where": filter, "measure": measure})).unwrap();
                let pairs = crossed.groups.iter().zip(&alone.groups);
                for (one, other) in pairs.flat_map(|(a, b)| a.rows.iter().zip(&b.rows)) {
                    let (one, other) = (&one.cells[at], &other.cells[0]);
                    let bits = |cell: &Cell| {
                        let more = [cell.deff, cell.effective_n, cell.weighted];
                        figures(cell).iter().chain(&more).map(|f| f.map(f64::to_bits)).collect::<Vec<_>>()
                    };
                    prop_assert_eq!(bits(one), bits(other), "{:?}\n{:?}", one, other);
                }
            }
        }
    }

    #[test]
    fn a_domain_of_everyone_equals_none(made in made(&KINDS)) {
        let study = made.open().unwrap();
        let all = share_request(&json!({"any": [{"g": "g0"}, {"not": {"g": "g0"}}]}));
        let (one, other) = (table(&study, &all).unwrap(), table(&study, &share_request(&json!({}))).unwrap());
        prop_assert_eq!(cells(&one), cells(&other));
        let everyone = study.everyone();
        prop_assert_eq!(study.design.weighted(&everyone), one.base.weighted);
    }

    #[test]
    fn a_column_that_nobody_asks_for_changes_nothing(made in made(&KINDS)) {
        let with_more = Made { extra: true, ..made.clone() };
        let request = json!({"rows": ["q", "m"], "columns": "g"});
        let (one, other) = (table(&made.open().unwrap(), &request).unwrap(),
            table(&with_more.open().unwrap(), &request).unwrap());
        prop_assert_eq!(one, other);
    }
}
