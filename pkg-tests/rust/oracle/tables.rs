//! The values that the public API can give: which table has them, and in which cell.

use chosa::data::parse_json;
use chosa::tabulate::{Cell, RowGroup, Table, TabulateRequest, tabulate};
use serde_json::{Value, json};

use crate::expected::Expected;
use crate::sample::Sample;
use crate::sheet::answer_of;

/// Where a value stands: the request of its table, and the row there.
pub(crate) struct Asked {
    /// The request, but for its rows.
    request: Value,
    question: String,
    /// The answer whose share or total it is; a summary has none.
    answer: Option<String>,
}

/// What a line asks of a table; `None` where no request can say it.
pub(crate) fn asked(line: &Expected) -> Option<Asked> {
    if line.design().contains("trimmed") {
        return None;
    }
    let mut request = json!({});
    if let Some((question, value)) = answer_of(line.domain()) {
        request["where"] = json!({ question: value });
    }
    if line.statistic() == "independence" {
        let (question, breakdown) = line.variable().split_once('*')?;
        request["columns"] = json!(breakdown);
        request["compare"] = json!("columns");
        let of_table = line.argument() == "F";
        return of_table.then(|| Asked {
            request,
            question: question.to_owned(),
            answer: None,
        });
    }
    let (question, answer) = match line.statistic() {
        "share" => answer_of(line.variable())?,
        "total" if line.variable() == "people" => ("people", "all"),
        "mean" | "total" | "quantile" => (line.variable(), ""),
        // The score of a rating is 1 for promoters and -1 for detractors.
        "net promoter score" => ("rating", ""),
        _ => return None,
    };
    match (line.statistic(), line.argument().split_once('@')) {
        ("share", Some((method, level))) => {
            let level: f64 = level.parse().unwrap();
            request["interval"] = json!({"method": method, "level": level});
        }
        ("share", None) => {}
        ("quantile", Some((rule, _))) => {
            let p: f64 = rule.strip_prefix("math:")?.parse().unwrap();
            request["measure"] = json!({ "quantile": p });
        }
        ("net promoter score", _) => request["measure"] = json!("mean"),
        (measure, _) => request["measure"] = json!(measure),
    }
    figure_of(line.quantity())?;
    Some(Asked {
        request,
        question: question.to_owned(),
        answer: Some(answer.to_owned()).filter(|answer| !answer.is_empty()),
    })
}

/// How a quantity is read from a cell and its group.
type Read = fn(&Cell, &RowGroup) -> Option<f64>;

fn figure_of(quantity: &str) -> Option<Read> {
    let read: Read = match quantity {
        "value" => |cell, _| cell.estimate,
        "se" => |cell, _| cell.se,
        "df" => |cell, _| cell.df,
        "deff" => |cell, _| cell.deff,
        "effective_n" => |cell, _| cell.effective_n,
        "kish" => |_, group| group.base.effective_n,
        "low" => |cell, _| cell.low,
        "high" => |cell, _| cell.high,
        "statistic" => |_, group| Some(group.tests.first()?.statistic),
        // Of the test and not of a cell, which has a line of its own for its df.
        "test_df" => |_, group| Some(group.tests.first()?.df),
        "denominator_df" => |_, group| group.tests.first()?.denominator_df,
        "p" => |_, group| Some(group.tests.first()?.p),
        _ => return None,
    };
    Some(read)
}

/// The tables of one sample; each is asked for once, with all the questions in its rows.
#[derive(Default)]
pub(crate) struct Tables {
    asked: Vec<Value>,
    made: Vec<Table>,
}

impl Tables {
    /// The tables that some lines of one design ask for.
    pub(crate) fn of(sample: &Sample, lines: &[&Expected]) -> Self {
        let mut tables = Self::default();
        for one in lines.iter().filter_map(|line| asked(line)) {
            let at = tables.place(&one).unwrap_or_else(|| {
                let mut request = one.request.clone();
                request["rows"] = json!([]);
                tables.asked.push(request);
                tables.asked.len() - 1
            });
            let rows = tables.asked[at]["rows"].as_array_mut().unwrap();
            if !rows.iter().any(|row| *row == one.question) {
                rows.push(json!(one.question));
            }
        }
        let made = tables.asked.iter().map(|request| {
            let read: TabulateRequest = parse_json(&request.to_string(), "").unwrap();
            tabulate(&sample.study, &read).unwrap_or_else(|why| panic!("{request}: {why}"))
        });
        tables.made = made.collect();
        tables
    }

    fn place(&self, one: &Asked) -> Option<usize> {
        self.asked.iter().position(|request| {
            let mut request = request.clone();
            request.as_object_mut().unwrap().remove("rows");
            request == one.request
        })
    }

    /// The value that stands where a line asks for it.
    pub(crate) fn value(&self, line: &Expected) -> Option<f64> {
        let one = asked(line)?;
        let groups = &self.made[self.place(&one)?].groups;
        let group = groups.iter().find(|group| group.question == one.question)?;
        let row =
            (group.rows.iter()).find(|row| row.value == one.answer || one.answer.is_none())?;
        let quantity = match (line.statistic(), line.quantity()) {
            ("independence", "df") => "test_df",
            (_, quantity) => quantity,
        };
        figure_of(quantity)?(row.cells.first()?, group)
    }

    /// Requests and tables as JSON. Numbers are written with all their digits, and read
    /// back as the same bits.
    pub(crate) fn to_json(&self) -> Value {
        let pairs = self.asked.iter().zip(&self.made);
        pairs
            .map(|(request, table)| json!({"request": request, "table": table}))
            .collect()
    }
}
