//! The samples of the oracle: each design as a published package says it.

use chosa::design::{SurveyDesign, TrimPasses, WeightBounds};
use chosa::tabulate::Study;
use serde_json::{Map, Value, json};

use crate::sheet::Sheet;

/// One sample with its design, as files that anyone could publish.
pub(crate) struct Sample {
    pub(crate) sheet: Sheet,
    /// The `datapackage.json`; its only file is `sample.csv`.
    pub(crate) descriptor: Value,
    pub(crate) study: Study,
    /// The study's design, or one that a descriptor can't say: weights that were trimmed
    /// afterwards.
    pub(crate) design: SurveyDesign,
}

/// How many of the 476 hospitals have the property that a share is about.
const HOSPITALS: [usize; 8] = [0, 1, 5, 30, 143, 238, 470, 476];

/// Columns that hold answers; all others hold numbers.
const CHOICES: [&str; 4] = ["stype", "sch.wide", "comp.imp", "awards"];

impl Sample {
    /// A sample by the name of its design: file, kind and, where there are some, replicate
    /// weights, margins or trimming.
    pub(crate) fn of(name: &str) -> Self {
        let mut parts = name.splitn(3, '/');
        let (file, kind) = (parts.next().unwrap(), parts.next().unwrap());
        let extra = parts.next().unwrap_or_default();
        let mut sheet = sheet_of(file);
        let mut design = sampling(&format!("{file}/{kind}"));
        if kind == "proportional to size" {
            let chances = sheet.numbers("p").into_iter();
            sheet = sheet.with("inverse", chances.map(|p| (1.0 / p).to_string()));
        }
        if let Some(replicates) = replicates(extra) {
            design["replicates"] = replicates;
            if extra.contains("read") {
                let (with_columns, names) = with_replicates(sheet, file, extra);
                sheet = with_columns;
                design["replicates"]["columns"] = json!(names);
            }
        }
        if let Some(margins) = margins(extra) {
            design["calibration"] = json!({ "margins": margins });
        }
        let descriptor = descriptor(&sheet, &design, file == "hospitals");
        let files = [("sample.csv", sheet.csv())];
        let files = files
            .each_ref()
            .map(|(name, text)| (*name, text.as_bytes()));
        let study = Study::open(&descriptor.to_string(), &files).unwrap();
        let design = trimmed(study.design.clone(), extra);
        Self {
            sheet,
            descriptor,
            study,
            design,
        }
    }
}

fn sheet_of(file: &str) -> Sheet {
    if file == "hospitals" {
        let rows = vec![Vec::new(); 476];
        let empty = Sheet {
            rows,
            ..Sheet::default()
        };
        return HOSPITALS.iter().fold(empty, |sheet, k| {
            let cells = (0..476).map(|row| if row < *k { "Yes" } else { "No" }.to_owned());
            sheet.with(&format!("k={k}"), cells)
        });
    }
    let sheet = Sheet::read(&format!("data/{file}.csv"));
    if !sheet.names.iter().any(|name| name == "meals") {
        return sheet;
    }
    // Ratings of 0 to 10, as make.R has them, from the share of pupils with free meals.
    let meals = sheet.numbers("meals").into_iter();
    let ratings = meals.map(|meals| (meals / 9.0).floor().min(10.0).to_string());
    sheet.with("rating", ratings)
}

/// The `survey.design` of a sampling design.
fn sampling(name: &str) -> Value {
    let mut design = match name {
        "hospitals/476 of 5596" => json!({}),
        "apisrs/fpc" => json!({"fpc": ["fpc"]}),
        "apisrs/weights" | "apistrat/weights" => json!({"weight": "pw"}),
        "election/weights" => json!({"weight": "wt"}),
        "election/proportional to size" => json!({"weight": "inverse"}),
        "apistrat/strata+fpc" => json!({"weight": "pw", "strata": ["stype"], "fpc": ["fpc"]}),
        "apistrat/strata" => json!({"weight": "pw", "strata": ["stype"]}),
        "apiclus1/clusters+fpc" => json!({"weight": "pw", "clusters": ["dnum"], "fpc": ["fpc"]}),
        "apiclus1/clusters" => json!({"weight": "pw", "clusters": ["dnum"]}),
        "apiclus2/two stages+fpc" => json!({"clusters": ["dnum", "snum"], "fpc": ["fpc1", "fpc2"]}),
        "apiclus2/two stages" => json!({"weight": "pw", "clusters": ["dnum", "snum"]}),
        "apiclus1/nested" => json!({"weight": "pw", "strata": ["stype"], "clusters": ["dnum"]}),
        "scd/nested" => json!({"strata": ["ESA"], "clusters": ["ambulance"]}),
        "mu284/two stages+fpc" => json!({"clusters": ["id1", "id2"], "fpc": ["n1", "n2"]}),
        "apiclus1/lonely adjust" | "apiclus1/lonely average" | "apiclus1/lonely certainty" => {
            let rule = name.rsplit(' ').next();
            json!({"weight": "pw", "strata": ["cnum"], "clusters": ["dnum"], "lonelyPsu": rule})
        }
        _ => panic!("no design {name}"),
    };
    if name != "hospitals/476 of 5596" {
        design["nested"] = json!(true);
    }
    design
}

/// The `replicates` of a design, without the columns where they are read from such.
fn replicates(extra: &str) -> Option<Value> {
    let method = match extra.split(' ').next()? {
        method @ ("jk1" | "jkn" | "brr" | "fay" | "bootstrap") => method,
        "successive" => "successiveDifference",
        _ => return None,
    };
    Some(json!({"method": method, "rho": 0.3, "count": 64, "mse": extra.contains("mse")}))
}

/// The sheet with R's replicate weights, and what their columns are called. R's factor of
/// each square, in the first line, must be the one that the method has by itself.
fn with_replicates(sheet: Sheet, file: &str, extra: &str) -> (Sheet, Vec<String>) {
    let method = extra.split(' ').next().unwrap();
    let made = Sheet::read(&format!("data/{file}.{method}.csv"));
    let own = match method {
        "fay" => 1.0 / (made.names.len() as f64 * 0.7 * 0.7),
        _ => 1.0 / (made.names.len() as f64 - f64::from(u8::from(method == "bootstrap"))),
    };
    let mut sheet = sheet;
    for name in &made.names {
        let cells = made.texts(name);
        let factor: f64 = cells[0].parse().unwrap();
        assert!(
            (factor - own).abs() < 1e-15,
            "{file} {extra}: {factor}, not {own}"
        );
        sheet = sheet.with(name, cells[1..].iter().map(|cell| (*cell).to_owned()));
    }
    (sheet, made.names)
}

/// The schools of California (the data set `apipop`) by the questions that weights are
/// brought to.
fn margins(extra: &str) -> Option<Value> {
    let all = [
        ("stype", json!({"E": 4421, "H": 755, "M": 1018})),
        ("sch.wide", json!({"No": 1072, "Yes": 5122})),
        ("comp.imp", json!({"No": 1712, "Yes": 4482})),
    ];
    let count = match extra {
        _ if extra.contains("post-stratified") => 1,
        _ if extra.contains("raked two") || extra.contains("mse raked") => 2,
        _ if extra.contains("raked") => 3,
        _ => return None,
    };
    let margins = all.into_iter().take(count);
    Some(
        margins
            .map(|(name, totals)| (name.to_owned(), totals))
            .collect(),
    )
}

fn trimmed(design: SurveyDesign, extra: &str) -> SurveyDesign {
    if !extra.contains("trimmed") {
        return design;
    }
    let passes = if extra.contains("strictly") {
        TrimPasses::UntilInside
    } else {
        TrimPasses::Once
    };
    let upper = if extra.contains("raked") { 45.0 } else { 40.0 };
    let bounds = WeightBounds { lower: 18.0, upper };
    design.trimmed(bounds, passes).unwrap()
}

fn descriptor(sheet: &Sheet, design: &Value, is_of_hospitals: bool) -> Value {
    let fields = sheet.names.iter().map(|name| {
        if is_of_hospitals {
            json!({"name": name, "categories": ["Yes", "No"]})
        } else if CHOICES.contains(&name.as_str()) {
            json!({"name": name, "categories": sheet.values(name)})
        } else if name == "rating" {
            let ratings: Vec<String> = (0..=10).map(|rating| rating.to_string()).collect();
            json!({"name": name, "categories": ratings, "categoriesOrdered": true})
        } else {
            json!({"name": name, "type": "number"})
        }
    });
    let mut survey = json!({"language": "en", "design": design, "questions": {}, "derived": [
        {"name": "people", "values": [{"value": "all", "label": "All", "otherwise": true}]}
    ]});
    if is_of_hospitals {
        survey["population"] = json!({"size": 5596});
    }
    if sheet.names.iter().any(|name| name == "rating") {
        let score = |rating: i32| i32::from(rating >= 9) - i32::from(rating <= 6);
        let scores = (0..=10).map(|rating| (rating.to_string(), json!(score(rating))));
        survey["questions"]["rating"] = json!({"scores": scores.collect::<Map<_, _>>()});
    }
    json!({
        "resources": [{"path": "sample.csv", "schema": {"fields": fields.collect::<Value>()}}],
        "survey": survey
    })
}
