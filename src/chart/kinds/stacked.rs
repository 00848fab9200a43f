//! One bar of 100% for each value of a breakdown, cut into the answers.

use super::datum;
use crate::chart::marks::legend::legend;
use crate::chart::palette::{Ink, series};
use crate::chart::scene::{Anchor, Shape};
use crate::chart::sheet::{LABEL, Look, Sheet, text_shape, widest};
use crate::chart::text_width::width;
use crate::chart::words::{cell_text, digits};
use crate::error::{ErrorKind, Result};
use crate::tabulate::number_text::count;
use crate::tabulate::{AnswerKind, Column, Measure, Percent, Row, RowGroup, RowKind, Table};

const HEIGHT: f64 = 26.0;
/// The gap that parts neighbouring segments whatever their colours are.
const GAP: f64 = 2.0;
const LABELS: Look = Look {
    class: "chosa-label",
    size: LABEL,
    bold: false,
    ink: Ink::Text,
    most: 3,
};
const HEADING: Look = Look {
    class: "chosa-heading",
    bold: true,
    ..LABELS
};

/// Why a table can't be stacked to 100%, if it can't.
pub(in crate::chart) fn refusal(table: &Table) -> Option<(&'static str, &'static str)> {
    if table
        .groups
        .iter()
        .any(|group| group.kind == AnswerKind::Multiple)
    {
        return Some((
            "複数回答の割合は足しても100%になりません",
            "the shares of a multiple choice do not add up to 100%",
        ));
    }
    let whole = table.groups.iter().all(RowGroup::adds_up);
    if table.measure != Measure::Share || table.percent != Percent::Column || !whole {
        return Some((
            "足して100%になる縦の割合ではありません",
            "its figures are not column shares, which add up to 100%",
        ));
    }
    let cut = |group: &RowGroup| segments(group).count() == 0;
    (table.groups.is_empty() || table.groups.iter().any(cut)).then_some((
        "積み重ねる選択肢がありません",
        "there are no answers to stack",
    ))
}

/// The rows that make up the whole: values and "no answer", but no nets.
fn segments(group: &RowGroup) -> impl Iterator<Item = &Row> {
    group.rows.iter().filter(|row| {
        matches!(
            row.kind,
            RowKind::Value | RowKind::Missing | RowKind::NotAsked
        )
    })
}

/// The ink of each segment; "no answer" is set apart from the answers.
fn inks(group: &RowGroup) -> Vec<Ink> {
    let answers = segments(group)
        .filter(|row| row.kind == RowKind::Value)
        .count();
    let mut inks = series(answers, group.kind == AnswerKind::Ordered).into_iter();
    segments(group)
        .map(|row| match row.kind {
            RowKind::Value => inks.next().unwrap_or(Ink::Track),
            _ => Ink::Track,
        })
        .collect()
}

/// The places that every bar shares.
struct Columns {
    label_room: f64,
    start: f64,
    end: f64,
    digits: usize,
}

/// Lays out a bar for each column of each question.
pub(super) fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    let table = sheet.table;
    if let Some(reason) = refusal(table) {
        return Err(ErrorKind::UnsuitableChart {
            chart: "stacked",
            reason,
        }
        .into());
    }
    let columns = measure(sheet);
    for group in &table.groups {
        if table.groups.len() > 1 {
            sheet.y += 6.0;
            sheet.paragraph(&group.label, HEADING);
        }
        let inks = inks(group);
        let names: Vec<(&str, Ink)> = segments(group)
            .map(|row| row.label.as_str())
            .zip(inks.iter().copied())
            .collect();
        legend(sheet, &names);
        let mut banner = None;
        for (at, column) in table.columns.iter().enumerate() {
            if column.question.is_some() && banner != Some(&column.question) {
                banner = Some(&column.question);
                sheet.paragraph(
                    &column.question_label,
                    Look {
                        ink: Ink::Muted,
                        ..LABELS
                    },
                );
            }
            draw(sheet, group, (at, column), &inks, &columns);
        }
    }
    Ok(())
}

fn measure(sheet: &Sheet<'_>) -> Columns {
    let table = sheet.table;
    let beside = !sheet.is_narrow();
    let label_room = if beside {
        widest(table.columns.iter().map(|column| column.label.as_str())).min(sheet.room() * 0.3)
    } else {
        sheet.room()
    };
    let ns: Vec<String> = rows(table).map(n_text).collect();
    let start = if beside {
        sheet.left() + label_room + 12.0
    } else {
        sheet.left()
    };
    let end = sheet.right() - widest(ns.iter().map(String::as_str)) - 10.0;
    Columns {
        label_room: if beside { label_room } else { sheet.room() },
        start,
        end,
        digits: digits(table),
    }
}

fn rows(table: &Table) -> impl Iterator<Item = usize> {
    table
        .groups
        .iter()
        .filter_map(|group| group.rows.first())
        .flat_map(|row| row.cells.iter().map(|cell| cell.base_n))
}

fn n_text(n: usize) -> String {
    format!("n={}", count(n as f64))
}

fn draw(
    sheet: &mut Sheet<'_>,
    group: &RowGroup,
    column: (usize, &Column),
    inks: &[Ink],
    places: &Columns,
) {
    let (at, column) = column;
    let look = Look {
        bold: column.value.is_none() && sheet.table.columns.len() > 1,
        ..LABELS
    };
    let label = sheet.lines(&column.label, places.label_room, look);
    let leading = LABEL * 1.3;
    let height = label.len() as f64 * leading;
    let beside = places.start > sheet.left();
    let top = if beside {
        sheet.y + (height - HEIGHT).max(0.0) / 2.0
    } else {
        sheet.y + height + 3.0
    };
    let first = if beside {
        top + (HEIGHT - height) / 2.0
    } else {
        sheet.y
    };
    let labels = label.iter().enumerate().map(|(line, text)| {
        text_shape(
            sheet.left(),
            first + line as f64 * leading + LABEL,
            text,
            look,
        )
    });
    let mut shapes: Vec<Shape> = labels.collect();
    let base = segments(group)
        .find_map(|row| row.cells.get(at))
        .map_or(0, |cell| cell.base_n);
    shapes.push(Shape::Text {
        x: sheet.right(),
        y: top + HEIGHT / 2.0 + LABEL * 0.36,
        size: LABEL,
        anchor: Anchor::End,
        bold: false,
        ink: Ink::Muted,
        text: n_text(base),
    });
    sheet.add("chosa-label", shapes);
    let mut x = places.start;
    for (row, ink) in segments(group).zip(inks) {
        x = segment(sheet, (row, at, column), x, (top, *ink), places);
    }
    remainder(sheet, x, top, places);
    sheet.y = top + HEIGHT.max(if beside { height } else { 0.0 }) + 7.0;
}

/// Draws one segment from `x` and returns where the next begins.
fn segment(
    sheet: &mut Sheet<'_>,
    cell: (&Row, usize, &Column),
    x: f64,
    (top, ink): (f64, Ink),
    places: &Columns,
) -> f64 {
    let (row, at, column) = cell;
    let Some(cell) = row.cells.get(at) else {
        return x;
    };
    let share = cell.estimate.unwrap_or(0.0).clamp(0.0, 1.0);
    let end = (x + share * (places.end - places.start)).min(places.end);
    let drawn = (end - x - GAP).max(0.0);
    let mut shapes = Vec::new();
    if share > 0.0 {
        // A sliver thinner than the gap keeps a hair's breadth, so that it is seen at all.
        shapes.push(Shape::Rect {
            x,
            y: top,
            width: drawn.max(0.6),
            height: HEIGHT,
            fill: ink,
        });
    }
    if ink.is_faint() && drawn > 1.0 {
        shapes.push(Shape::Outline {
            x: x + 0.5,
            y: top + 0.5,
            width: drawn - 1.0,
            height: HEIGHT - 1.0,
            ink: Ink::Muted,
        });
    }
    let text = cell_text(cell, sheet.table, places.digits);
    if share > 0.0 && width(&text, LABEL, false) + 4.0 <= drawn {
        let ink = if ink == Ink::Track {
            Ink::Text
        } else {
            ink.label()
        };
        shapes.push(Shape::Text {
            x: x + drawn / 2.0,
            y: top + HEIGHT / 2.0 + LABEL * 0.36,
            size: LABEL,
            anchor: Anchor::Middle,
            bold: false,
            ink,
            text,
        });
    }
    sheet.mark(datum(sheet.table, row, column, cell), shapes);
    end
}

/// What the shown segments leave open is outlined and said to be hidden, not left as zero.
fn remainder(sheet: &mut Sheet<'_>, x: f64, top: f64, places: &Columns) {
    let wide = places.end - x - GAP;
    if wide < 2.0 {
        return;
    }
    let text = sheet.table.language.pick("非表示", "not shown");
    let mut shapes = vec![Shape::Outline {
        x,
        y: top + 0.5,
        width: wide,
        height: HEIGHT - 1.0,
        ink: Ink::Hidden,
    }];
    if width(text, LABEL, false) + 4.0 <= wide {
        shapes.push(Shape::Text {
            x: x + wide / 2.0,
            y: top + HEIGHT / 2.0 + LABEL * 0.36,
            size: LABEL,
            anchor: Anchor::Middle,
            bold: false,
            ink: Ink::Muted,
            text: text.to_owned(),
        });
    }
    sheet.add("chosa-hidden", shapes);
}
