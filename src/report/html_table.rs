//! A table as HTML: the twin of a chart, and the whole of a table block.
//!
//! A table without breakdowns has its share, interval and n in columns of their own; in
//! a banner each cell holds all three, so that it stays narrow enough for a phone.

use super::explanation::{interval_name, kind_name};
use super::figure::FigureKind;
use super::markup::Markup;
use crate::language::Language;
use crate::stats::WorstCase;
use crate::tabulate::number_text::{count, number, percent};
use crate::tabulate::{
    AnswerKind, Cell, Column, Percent, Row, RowDifference, RowGroup, Table, Test,
};
use crate::text::joined;

/// What stands in a cell without a figure.
pub(super) const NONE: &str = "—";
/// How many decimals a share has in a table: enough to check it by.
const DIGITS: usize = 1;

/// Writes a table; `caption` is what stands above it.
pub(super) fn table(table: &Table, caption: &Markup) -> Markup {
    TableWriter::new(table).write(caption)
}

/// Where the columns of the HTML go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Layout {
    /// One column of the table: its estimate, interval and counts in columns of their own.
    Spread,
    /// Several: each cell holds its estimate, interval and n.
    Banner,
}

struct TableWriter<'a> {
    table: &'a Table,
    layout: Layout,
    /// Whether weighted counts differ from plain ones and are therefore shown.
    weighted: bool,
    kind: FigureKind,
    out: Markup,
}

impl<'a> TableWriter<'a> {
    fn new(table: &'a Table) -> Self {
        let layout = match table.columns.as_slice() {
            [_] => Layout::Spread,
            _ => Layout::Banner,
        };
        Self {
            table,
            layout,
            weighted: layout == Layout::Spread && is_weighted(table),
            kind: FigureKind::from(table.measure),
            out: Markup::new(),
        }
    }

    fn write(mut self, caption: &Markup) -> Markup {
        let name = self.table.title.as_str();
        let attributes = [("role", "region"), ("aria-label", name), ("tabindex", "0")];
        self.out.open_part_with("div", "scroll", &attributes);
        self.out.open_part("table", "table");
        self.out.open("caption", &[]);
        self.out.markup(caption);
        self.out.close("caption");
        self.head();
        for group in &self.table.groups {
            self.group(group);
        }
        self.out.close("table");
        self.out.close("div");
        self.stars();
        self.out.line();
        self.out
    }

    // What the stars in the cells stand for, each once.
    fn stars(&mut self) {
        let starred = cells(self.table).filter(|cell| cell.estimate.is_some());
        let colon = self.language().pick("：", ": ");
        let mut told: Vec<&str> = Vec::new();
        for flag in starred.filter_map(|cell| cell.flag.as_ref()) {
            if !told.contains(&flag.label.as_str()) {
                told.push(&flag.label);
                let text = format!("*{colon}{}", flag.label);
                self.out.part("p", "star", &text);
            }
        }
    }

    fn language(&self) -> Language {
        self.table.language
    }

    fn head(&mut self) {
        self.out.open("thead", &[]);
        match self.layout {
            Layout::Spread => self.spread_head(),
            Layout::Banner => self.banner_head(),
        }
        self.out.close("thead");
        self.out.line();
    }

    fn spread_head(&mut self) {
        let language = self.language();
        let mut names = vec![
            kind_name(self.kind, language),
            interval_name(self.table.interval.level, language),
            "n".to_owned(),
        ];
        if self.weighted {
            names.push(language.pick("ウェイト付きn".into(), "weighted n".into()));
        }
        self.out.open("tr", &[]);
        self.out.element("td", &[], "");
        for name in names {
            self.out.element("th", &[("scope", "col")], &name);
        }
        self.out.close("tr");
    }

    // The breakdowns in a first line, each over its values, then the values.
    fn banner_head(&mut self) {
        let spans = spans(&self.table.columns);
        if spans.iter().any(|(label, _)| !label.is_empty()) {
            self.out.open("tr", &[]);
            self.out.element("td", &[], "");
            for (label, width) in spans {
                let width = width.to_string();
                match label {
                    "" => self.out.element("td", &[("colspan", &width)], ""),
                    label => {
                        let attributes = [("scope", "colgroup"), ("colspan", width.as_str())];
                        self.out.element("th", &attributes, label);
                    }
                }
            }
            self.out.close("tr");
        }
        self.out.open("tr", &[]);
        self.out.element("td", &[], "");
        for column in &self.table.columns {
            self.out.open("th", &[("scope", "col")]);
            self.out.text(&column.label);
            if let Some(letter) = &column.letter {
                self.out.text(" ");
                self.out.part("span", "letter", &format!("({letter})"));
            }
            self.out.close("th");
        }
        self.out.close("tr");
    }

    fn group(&mut self, group: &RowGroup) {
        self.out.open("tbody", &[]);
        let width = (self.width() + 1).to_string();
        let attributes = [("scope", "rowgroup"), ("colspan", width.as_str())];
        self.out.open("tr", &[]);
        self.out.open_part_with("th", "question", &attributes);
        self.out.part("span", "question-text", &group.label);
        self.out.close("th");
        self.out.close("tr");
        self.base_row(group);
        for row in &group.rows {
            self.row(row);
        }
        for test in &group.tests {
            self.note(&test_text(test, self.language()), &width);
        }
        self.differences(group, &width);
        self.out.close("tbody");
        self.out.line();
    }

    fn width(&self) -> usize {
        match self.layout {
            Layout::Spread => 3 + usize::from(self.weighted),
            Layout::Banner => self.table.columns.len(),
        }
    }

    // Each cell of a row has the base of its column, so one line says it for all of them;
    // where shares run along the rows, or down a trail, each cell has a base of its own.
    fn base_row(&mut self, group: &RowGroup) {
        let shared = self.table.percent == Percent::Column && group.kind != AnswerKind::Trail;
        let Some(first) = group.rows.first().filter(|_| shared) else {
            return;
        };
        let label = self
            .language()
            .fill("対象：{0}", "Base: {0}", &[&group.base.label]);
        let width = match self.layout {
            Layout::Spread => "3",
            Layout::Banner => "1",
        };
        self.out.open_part("tr", "base");
        self.out
            .element("th", &[("scope", "row"), ("colspan", width)], &label);
        for cell in &first.cells {
            self.out.element("td", &[], &n_text(cell.base_n));
            if self.weighted {
                self.out.element("td", &[], &count(cell.base_weighted));
            }
        }
        self.out.close("tr");
    }

    fn row(&mut self, row: &Row) {
        self.out.open("tr", &[]);
        self.out.element("th", &[("scope", "row")], &row.label);
        for cell in &row.cells {
            match self.layout {
                Layout::Spread => self.spread_cell(cell),
                Layout::Banner => self.banner_cell(cell),
            }
        }
        self.out.close("tr");
    }

    fn spread_cell(&mut self, cell: &Cell) {
        self.out.open("td", &[]);
        self.estimate(cell);
        self.out.close("td");
        let interval = self.interval(cell).unwrap_or_default();
        self.out.element("td", &[], &interval);
        let n = cell.n.map(|n| count(n as f64)).unwrap_or_default();
        self.out.element("td", &[], &n);
        if self.weighted {
            let weighted = cell.weighted.map(count).unwrap_or_default();
            self.out.element("td", &[], &weighted);
        }
    }

    fn banner_cell(&mut self, cell: &Cell) {
        self.out.open("td", &[]);
        self.estimate(cell);
        if let Some(interval) = self.interval(cell) {
            self.out.text(" ");
            self.out.part("span", "interval", &interval);
        }
        if let Some(n) = cell.n {
            self.out.text(" ");
            self.out.part("span", "n", &n_text(n));
        }
        self.out.close("td");
    }

    fn estimate(&mut self, cell: &Cell) {
        let language = self.language();
        let text = cell
            .estimate
            .map_or_else(|| NONE.to_owned(), |value| self.kind.text(value, DIGITS));
        self.out.part("span", "estimate", &text);
        match &cell.flag {
            Some(_) if cell.estimate.is_some() => self.out.part("span", "flag", "*"),
            Some(flag) => {
                self.out.text(" ");
                self.out.part("span", "why", &flag.label);
            }
            None => {}
        }
        for remark in remarks(cell, language) {
            self.out.text(" ");
            self.out.part("span", "higher", &remark);
        }
    }

    fn interval(&self, cell: &Cell) -> Option<String> {
        let (low, high) = cell.low.zip(cell.high)?;
        Some(self.kind.range(low, high, DIGITS))
    }

    fn note(&mut self, text: &str, width: &str) {
        self.out.open("tr", &[]);
        self.out.open_part_with("td", "test", &[("colspan", width)]);
        self.out.text(text);
        self.out.close("td");
        self.out.close("tr");
    }

    /// What was compared, for whoever opens it: the marks in the cells say the outcome.
    fn differences(&mut self, group: &RowGroup, width: &str) {
        if group.rows.iter().all(|row| row.differences.is_empty()) {
            return;
        }
        let title = self.language().pick("比べた差", "The differences");
        self.out.open("tr", &[]);
        self.out.open_part_with("td", "test", &[("colspan", width)]);
        self.out.open("details", &[]);
        self.out.element("summary", &[], title);
        self.out.open("ul", &[]);
        for row in &group.rows {
            for difference in &row.differences {
                let text = self.difference_text(group, row, difference);
                self.out.element("li", &[], &text);
            }
        }
        for tag in ["ul", "details", "td", "tr"] {
            self.out.close(tag);
        }
    }

    fn difference_text(&self, group: &RowGroup, row: &Row, difference: &RowDifference) -> String {
        let language = self.language();
        let column = |at: usize| {
            self.table
                .columns
                .get(at)
                .map_or("", |column| &column.label)
        };
        let own = column(difference.column);
        let other_row = difference.other_row.and_then(|at| group.rows.get(at));
        let rest = language.pick("残りの回答者", "the rest");
        // One of the two differs: rows within a column, or columns within a row.
        let (within, one, other) = match other_row {
            Some(other) => (own, row.label.as_str(), other.label.as_str()),
            None => (
                row.label.as_str(),
                own,
                difference.other_column.map_or(rest, column),
            ),
        };
        let text = |value: f64| match self.kind {
            FigureKind::Share => number(value * 100.0, DIGITS),
            kind => kind.text(value, DIGITS),
        };
        let [size, low, high] = [difference.estimate, difference.low, difference.high].map(text);
        let size = match self.kind {
            FigureKind::Share => language.fill("{0}ポイント", "{0} points", &[&size]),
            _ => size,
        };
        let p = p_text(difference.adjusted_p);
        language.fill(
            "{0}：「{1}」から「{2}」を引いた差は{3}（{4}～{5}）、{6}",
            "{0}: “{1}” less “{2}” is {3} ({4} to {5}), {6}",
            &[&within, &one, &other, &size, &low, &high, &p],
        )
    }
}

// Where each respondent stands for as many as the next, weighted counts tell nothing new.
fn is_weighted(table: &Table) -> bool {
    let mut weights = cells(table).filter_map(|cell| match (cell.n?, cell.weighted?) {
        (0, _) => None,
        (n, weighted) => Some(weighted / n as f64),
    });
    let Some(first) = weights.next() else {
        return false;
    };
    weights.any(|weight| (weight / first - 1.0).abs() > 1e-6)
}

fn cells(table: &Table) -> impl Iterator<Item = &Cell> {
    let rows = table.groups.iter().flat_map(|group| &group.rows);
    rows.flat_map(|row| &row.cells)
}

/// The labels of the breakdowns, each with the number of its columns.
fn spans(columns: &[Column]) -> Vec<(&str, usize)> {
    let mut spans: Vec<(Option<&String>, &str, usize)> = Vec::new();
    for column in columns {
        match spans.last_mut() {
            Some((question, _, width)) if *question == column.question.as_ref() => *width += 1,
            _ => spans.push((column.question.as_ref(), &column.question_label, 1)),
        }
    }
    spans
        .into_iter()
        .map(|(_, label, width)| (label, width))
        .collect()
}

fn n_text(n: usize) -> String {
    format!("n={}", count(n as f64))
}

fn remarks(cell: &Cell, language: Language) -> Vec<String> {
    let mut remarks = Vec::new();
    if let Some(WorstCase { low, high }) = cell.worst_case {
        let [low, high] = [low, high].map(|share| percent(share, DIGITS));
        remarks.push(language.fill(
            "無回答者の答えしだいで{0}～{1}",
            "{0} to {1}, whatever those who did not answer would have said",
            &[&low, &high],
        ));
    }
    if !cell.higher_than.is_empty() {
        let letters = joined(&cell.higher_than, language.pick("・", ", "));
        remarks.push(language.fill(
            "{0}より有意に高い",
            "significantly higher than {0}",
            &[&letters],
        ));
    }
    match cell.against_total.map(i8::signum) {
        Some(1) => remarks.push(
            language
                .pick(
                    "残りの回答者より有意に高い",
                    "significantly higher than the rest",
                )
                .into(),
        ),
        Some(-1) => remarks.push(
            language
                .pick(
                    "残りの回答者より有意に低い",
                    "significantly lower than the rest",
                )
                .into(),
        ),
        _ => {}
    }
    remarks
}

fn test_text(test: &Test, language: Language) -> String {
    let statistic = number(test.statistic, 2);
    let df = match test.denominator_df {
        Some(below) => format!("{}, {}", number(test.df, 1), number(below, 1)),
        None => number(test.df, 1),
    };
    language.fill(
        "{0}：統計量{1}、自由度{2}、{3}",
        "{0}: statistic {1}, df {2}, {3}",
        &[&test.name, &statistic, &df, &p_text(test.p)],
    )
}

fn p_text(p: f64) -> String {
    if p < 0.001 {
        return "p<0.001".to_owned();
    }
    ["p=", &number(p, 3)].concat()
}
