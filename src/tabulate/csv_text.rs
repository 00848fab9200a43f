//! A table as CSV: one line a cell, and one a difference where figures are compared, with all
//! that is needed to judge and reuse it.
//!
//! The long form is the one that statistics programs read back without guessing, and it
//! leaves no figure without its base, its interval and its flag. Labels come from the data
//! and a spreadsheet would run one such as `=HYPERLINK(…)`, so texts that begin like a
//! formula get an apostrophe in front, which spreadsheets take for "this is text".

use super::request::Measure;
use super::table::{Cell, Column, Row, RowDifference, RowGroup, Table};
use crate::decimal::shortest;
use crate::text::joined;

/// Whether the file begins with the mark by which spreadsheets know UTF-8.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ByteOrderMark {
    /// It does; for files that are opened by a double click.
    #[default]
    Written,
    /// It does not; for programs.
    Omitted,
}

/// The names of the columns; stable, so that programs can rely on them.
const HEADER: [&str; 35] = [
    "survey",
    "synthetic",
    "question",
    "question_label",
    "value",
    "label",
    "column_question",
    "column_question_label",
    "column",
    "column_label",
    "measure",
    "n",
    "base_n",
    "weighted",
    "base_weighted",
    "estimate",
    "se",
    "df",
    "low",
    "high",
    "level",
    "interval",
    "deff",
    "effective_n",
    "flag",
    "base",
    "letter",
    "higher_than",
    "against_rest",
    "worst_low",
    "worst_high",
    "minus_value",
    "minus_column",
    "p",
    "adjusted_p",
];

/// Characters by which spreadsheets know a formula, wide forms included.
const FORMULA: [char; 10] = ['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'];

/// Writes a table as CSV: UTF-8, lines end in CR LF, texts in quotation marks.
#[must_use]
pub fn csv_text(table: &Table, mark: ByteOrderMark) -> String {
    let mut out = String::new();
    if mark == ByteOrderMark::Written {
        out.push('\u{feff}');
    }
    out.push_str(&joined(&HEADER, ","));
    out.push_str("\r\n");
    for group in &table.groups {
        for row in &group.rows {
            for (cell, column) in row.cells.iter().zip(&table.columns) {
                push_figure(&mut out, table, (group, row), column, cell);
            }
            for difference in &row.differences {
                push_difference(&mut out, table, (group, row), difference);
            }
        }
    }
    out
}

fn push_figure(
    out: &mut String,
    table: &Table,
    (group, row): (&RowGroup, &Row),
    column: &Column,
    cell: &Cell,
) {
    push_place(out, table, (group, row), column);
    push_text(out, &measure_name(table.measure));
    out.push(',');
    let base = cell.told_base();
    push_numbers(
        out,
        &[
            cell.n.map(|n| n as f64),
            base.map(|base| base as f64),
            cell.weighted,
            base.map(|_| cell.base_weighted),
            cell.estimate,
            cell.se,
            cell.df,
            cell.low,
            cell.high,
            Some(table.interval.level),
        ],
    );
    out.push_str(table.interval.method.name());
    out.push(',');
    push_numbers(out, &[cell.deff, cell.effective_n]);
    let flag = cell.flag.as_ref().map_or("", |flag| &flag.label);
    push_text(out, flag);
    out.push(',');
    push_text(out, &group.base.label);
    out.push(',');
    out.push_str(column.letter.as_deref().unwrap_or(""));
    out.push(',');
    out.push_str(&joined(&cell.higher_than, " "));
    out.push(',');
    out.push_str(match cell.against_total {
        None => "",
        Some(sign) if sign < 0 => "-1",
        Some(_) => "1",
    });
    out.push(',');
    let worst = cell.worst_case.as_ref();
    push_numbers(
        out,
        &[
            worst.map(|bounds| bounds.low),
            worst.map(|bounds| bounds.high),
        ],
    );
    out.push_str(",,,\r\n");
}

/// The row's figure in one column less that of another row or column.
fn push_difference(
    out: &mut String,
    table: &Table,
    (group, row): (&RowGroup, &Row),
    difference: &RowDifference,
) {
    let Some(column) = table.columns.get(difference.column) else {
        return;
    };
    push_place(out, table, (group, row), column);
    out.push_str("difference,");
    push_numbers(out, &[None; 4]);
    let RowDifference {
        estimate,
        se,
        df,
        low,
        high,
        ..
    } = *difference;
    let level = table.interval.level;
    push_numbers(out, &[estimate, se, df, low, high, level].map(Some));
    out.push_str("wald,,,,");
    push_text(out, &group.base.label);
    out.push_str(",,,,,,");
    let row = difference.other_row.and_then(|at| group.rows.get(at));
    push_text(out, row.and_then(|row| row.value.as_deref()).unwrap_or(""));
    out.push(',');
    let column = difference.other_column.and_then(|at| table.columns.get(at));
    push_text(
        out,
        column
            .and_then(|column| column.value.as_deref())
            .unwrap_or(""),
    );
    out.push(',');
    push_numbers(out, &[Some(difference.p)]);
    out.push_str(&shortest(difference.adjusted_p));
    out.push_str("\r\n");
}

/// Where a figure stands: the survey, the row and the column.
fn push_place(out: &mut String, table: &Table, (group, row): (&RowGroup, &Row), column: &Column) {
    for text in &[
        table.source.title.as_str(),
        table.source.synthetic.as_deref().unwrap_or(""),
        &group.question,
        &group.label,
        row.value.as_deref().unwrap_or(""),
        &row.label,
        column.question.as_deref().unwrap_or(""),
        &column.question_label,
        column.value.as_deref().unwrap_or(""),
        &column.label,
    ] {
        push_text(out, text);
        out.push(',');
    }
}

// A figure that is not there is an empty field, never a 0.
fn push_numbers(out: &mut String, numbers: &[Option<f64>]) {
    for number in numbers {
        if let Some(number) = number.filter(|number| number.is_finite()) {
            out.push_str(&shortest(number));
        }
        out.push(',');
    }
}

fn measure_name(measure: Measure) -> String {
    match measure {
        Measure::Share => "share".to_owned(),
        Measure::Mean => "mean".to_owned(),
        Measure::Nps => "nps".to_owned(),
        Measure::Total => "total".to_owned(),
        Measure::Ratio => "ratio".to_owned(),
        Measure::Median => "median".to_owned(),
        Measure::Quantile(at) => ["quantile ", &shortest(at)].concat(),
    }
}

fn push_text(out: &mut String, text: &str) {
    if text.is_empty() {
        return;
    }
    out.push('"');
    let begins = text.trim_start_matches([' ', '\u{3000}']);
    if begins.starts_with(FORMULA) {
        out.push('\'');
    }
    for letter in text.chars() {
        if letter == '"' {
            out.push('"');
        }
        out.push(letter);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::{ByteOrderMark, HEADER, csv_text};
    use crate::language::Language;
    use crate::stats::IntervalMethod;
    use crate::tabulate::{
        AnswerKind, Base, BaseKind, Cell, Column, IntervalUsed, Measure, Percent, Row,
        RowDifference, RowGroup, RowKind, Source, Table,
    };

    fn base() -> Base {
        Base {
            label: "all".into(),
            n: 476,
            weighted: 476.0,
            effective_n: None,
            kind: BaseKind::All,
        }
    }

    fn table(label: &str, cell: Cell) -> Table {
        Table {
            title: String::new(),
            language: Language::En,
            measure: Measure::Share,
            percent: Percent::Column,
            interval: IntervalUsed {
                method: IntervalMethod::Beta,
                level: 0.95,
            },
            base: base(),
            columns: vec![Column {
                question: None,
                question_label: String::new(),
                value: None,
                label: "Total".into(),
                base: base(),
                letter: None,
            }],
            groups: vec![RowGroup {
                question: "vpn".into(),
                label: "VPN".into(),
                kind: AnswerKind::Single,
                base: base(),
                rows: vec![Row {
                    value: Some("yes".into()),
                    label: label.into(),
                    kind: RowKind::Value,
                    cells: vec![cell],
                    differences: Vec::new(),
                }],
                tests: Vec::new(),
            }],
            method: String::new(),
            warnings: Vec::new(),
            source: Source::default(),
        }
    }

    fn line(label: &str, cell: Cell) -> String {
        let text = csv_text(&table(label, cell), ByteOrderMark::Omitted);
        text.lines().nth(1).unwrap().to_owned()
    }

    #[test]
    fn a_line_holds_all_that_a_cell_holds() {
        let cell = Cell {
            n: Some(190),
            base_n: 476,
            estimate: Some(190.0 / 476.0),
            low: Some(0.36),
            ..Cell::default()
        };
        let line = line("Yes", cell);
        assert_eq!(line.split(',').count(), HEADER.len());
        assert!(
            line.contains(
                "\"Yes\",,,,\"Total\",\"share\",190,476,,0,0.39915966386554624,,,0.36,,0.95,beta,"
            ),
            "{line}"
        );
    }

    #[test]
    fn a_line_says_what_its_figure_is_higher_than() {
        let cell = Cell {
            higher_than: vec!["A".into(), "C".into()],
            against_total: Some(-1),
            ..Cell::default()
        };
        let line = line("Yes", cell);
        assert!(line.ends_with(",,A C,-1,,,,,,"), "{line}");
    }

    #[test]
    fn a_difference_is_a_line_that_names_both_its_figures() {
        let mut table = table("Yes", Cell::default());
        let difference = RowDifference {
            column: 0,
            other_column: None,
            other_row: Some(0),
            estimate: 0.25,
            se: 0.1,
            df: 475.0,
            low: 0.05,
            high: 0.45,
            p: 0.0125,
            adjusted_p: 0.025,
        };
        table.groups[0].rows[0].differences = vec![difference];
        let text = csv_text(&table, ByteOrderMark::Omitted);
        let line = text.lines().nth(2).unwrap();
        assert_eq!(line.split(',').count(), HEADER.len());
        let figures = ",difference,,,,,0.25,0.1,475,0.05,0.45,0.95,wald,,,,\"all\",";
        assert!(line.contains(figures), "{line}");
        assert!(line.ends_with(",\"yes\",,0.0125,0.025"), "{line}");
    }

    #[test]
    fn a_label_is_not_run_as_a_formula() {
        for attack in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", " =1", "＝1"] {
            let line = line(attack, Cell::default());
            assert!(line.contains(&format!("\"'{attack}\"")), "{line}");
        }
    }

    #[test]
    fn a_quotation_mark_is_doubled() {
        assert!(line("a\"b", Cell::default()).contains("\"a\"\"b\""));
    }

    #[test]
    fn the_mark_of_utf8_stands_first_where_it_is_asked_for() {
        let table = table("x", Cell::default());
        assert!(csv_text(&table, ByteOrderMark::Written).starts_with('\u{feff}'));
        assert!(csv_text(&table, ByteOrderMark::Omitted).starts_with("survey,"));
    }
}
