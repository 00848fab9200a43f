//! Tables as the floor beneath would make them, for the tests of this one.

use super::description::{CellDescription, FigureDescription, ReportDescription};
use super::figure::{EvaluatedFigure, Setting};
use crate::data::Named;
use crate::language::Language;
use crate::stats::IntervalMethod;
use crate::tabulate::{
    AnswerKind, Base, BaseKind, Cell, Column, IntervalUsed, Measure, Percent, Reason, ReasonCode,
    Row, RowGroup, RowKind, Source, Table, Warning,
};

pub(super) type Figures = Named<EvaluatedFigure>;

/// 190 of 476 were warned, 46 of 476 stood idle, the mean threat is 3.9; labels are hostile.
pub(super) fn table(language: Language) -> Table {
    let mut warned = cell(190, 0.399_159_663_865_546_2, 0.36, 0.444);
    warned.weighted = Some(190.0);
    let mut few = cell(3, 0.3, 0.07, 0.65);
    few.base_n = 10;
    few.flag = Some(reason(ReasonCode::SmallBase, "回答者が少ない"));
    let hidden = Cell {
        base_n: 2,
        flag: Some(reason(ReasonCode::Suppressed, "少数のため非公開")),
        ..Cell::default()
    };
    Table {
        title: "VPN <script>".into(),
        language,
        measure: Measure::Share,
        percent: Percent::Column,
        interval: IntervalUsed {
            method: IntervalMethod::Beta,
            level: 0.95,
        },
        base: base("全回答者", 476),
        columns: vec![
            total_column(476),
            column("beds", "病床数", "500+", "500床以上", 10),
            column("beds", "病床数", "20-99", "\"20\"–99床", 2),
        ],
        groups: vec![RowGroup {
            question: "vpn".into(),
            label: "警告されたVPN".into(),
            kind: AnswerKind::Single,
            base: base("全回答者", 476),
            rows: vec![
                row("yes", "はい <b>", vec![warned, few, hidden.clone()]),
                row(
                    "idle",
                    "=未対応",
                    vec![
                        cell(46, 46.0 / 476.0, 0.0717, 0.1267),
                        hidden.clone(),
                        hidden,
                    ],
                ),
            ],
            tests: Vec::new(),
        }],
        method: "全数調査の回答を単純無作為標本とみなした。".into(),
        warnings: vec![Warning {
            code: "census",
            message: "回答率が低い <i>".into(),
        }],
        source: Source {
            title: "病院調査".into(),
            ..Source::default()
        },
    }
}

/// The figures `warned`, `idle`, `few`, `hidden` and `mean` of that table.
pub(super) fn figures() -> Figures {
    let table = table(Language::Ja);
    let mut mean = table.clone();
    mean.measure = Measure::Mean;
    mean.interval.method = IntervalMethod::Wald;
    if let Some(row) = mean.groups[0].rows.first_mut() {
        row.cells[0] = cell(476, 3.94, 3.85, 4.03);
    }
    let report = description();
    report
        .figures
        .iter()
        .map(|(name, figure)| {
            let table = if name == "mean" { &mean } else { &table };
            (name.clone(), evaluated(name, figure, table))
        })
        .collect()
}

fn evaluated(name: &str, figure: &FigureDescription, table: &Table) -> EvaluatedFigure {
    let setting = Setting {
        unit: "病院",
        language: Language::Ja,
    };
    EvaluatedFigure::of_cell(name, as_cell(figure), table, setting).unwrap()
}

pub(super) fn as_cell(figure: &FigureDescription) -> &CellDescription {
    match figure {
        FigureDescription::Cell(cell) => cell,
        FigureDescription::Fact(_) => panic!("a cell was read as a fact"),
    }
}

pub(super) fn description() -> ReportDescription {
    ReportDescription::parse(
        r#"{"title": "t", "figures": {
            "warned": {"rows": "vpn", "value": "yes"},
            "idle": {"rows": "vpn", "value": "idle"},
            "few": {"rows": "vpn", "value": "yes", "columns": "beds", "column": "500+"},
            "hidden": {"rows": "vpn", "value": "yes", "columns": "beds", "column": "20-99"},
            "mean": {"rows": "vpn", "value": "yes", "measure": "mean"}}}"#,
    )
    .unwrap()
}

fn cell(n: usize, estimate: f64, low: f64, high: f64) -> Cell {
    Cell {
        n: Some(n),
        weighted: Some(n as f64),
        base_n: 476,
        base_weighted: 476.0,
        estimate: Some(estimate),
        se: Some(0.02),
        df: Some(475.0),
        low: Some(low),
        high: Some(high),
        ..Cell::default()
    }
}

fn reason(code: ReasonCode, label: &str) -> Reason {
    Reason {
        code,
        label: label.into(),
    }
}

fn row(value: &str, label: &str, cells: Vec<Cell>) -> Row {
    Row {
        value: Some(value.into()),
        label: label.into(),
        kind: RowKind::Value,
        cells,
        differences: Vec::new(),
    }
}

fn base(label: &str, n: usize) -> Base {
    Base {
        label: label.into(),
        n,
        weighted: n as f64,
        effective_n: Some(n as f64),
        kind: BaseKind::Answered,
    }
}

fn total_column(n: usize) -> Column {
    Column {
        question: None,
        question_label: String::new(),
        value: None,
        label: "全体".into(),
        base: base("全回答者", n),
        letter: None,
    }
}

fn column(question: &str, question_label: &str, value: &str, label: &str, n: usize) -> Column {
    Column {
        question: Some(question.into()),
        question_label: question_label.into(),
        value: Some(value.into()),
        label: label.into(),
        base: base(label, n),
        letter: None,
    }
}
