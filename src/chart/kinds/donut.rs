//! A ring cut into the answers of a single choice.

use super::stacked::{refusal, segments};
use super::{datum, unsuitable};
use crate::chart::palette::{Ink, series};
use crate::chart::scene::{Anchor, Shape, Weight};
use crate::chart::sheet::{LABEL, LABELS, Look, SMALL, Sheet, text_at};
use crate::chart::spec::ChartKind;
use crate::chart::words::{cell_text, digits};
use crate::error::Result;
use crate::tabulate::number_text::count;
use crate::tabulate::{AnswerKind, RowKind};
use std::f64::consts::PI;

/// The most answers that can be told apart in a ring.
const MOST: usize = 5;
/// The outer radius where there is room for it.
const RADIUS: f64 = 86.0;
/// The hole, by the radius.
const HOLE: f64 = 0.58;
const SWATCH: f64 = 13.0;

/// Lays out a ring for each question, its answers beside it.
pub(super) fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    let table = sheet.table;
    let answers = |group| {
        segments(group)
            .filter(|row| row.kind == RowKind::Value)
            .count()
    };
    let reason = if let Some(reason) = refusal(table) {
        Some(reason)
    } else if table.columns.len() > 1 {
        Some((
            "円では属性どうしを比べられません",
            "rings do not let the values of a breakdown be compared",
        ))
    } else {
        let many = table.groups.iter().any(|group| answers(group) > MOST);
        many.then_some((
            "選択肢が五つを超えると、円では見分けられません",
            "more than five answers can't be told apart in a ring",
        ))
    };
    if let Some(reason) = reason {
        return Err(unsuitable(ChartKind::Donut, reason));
    }
    sheet.side_by_side((table.groups.len(), 280.0), &mut |sheet, at| {
        ring(sheet, at);
        Ok(())
    })
}

fn ring(sheet: &mut Sheet<'_>, at: usize) {
    let table = sheet.table;
    let (Some(group), Some(column)) = (table.groups.get(at), table.columns.first()) else {
        return;
    };
    if table.groups.len() > 1 {
        sheet.paragraph(&group.label, crate::chart::sheet::HEADING);
    }
    let radius = RADIUS.min(sheet.room() * 0.22);
    let x = sheet.left() + radius;
    let list = x + radius + 18.0;
    let room = sheet.right() - list - SWATCH - 5.0;
    let labels: Vec<_> = segments(group)
        .map(|row| {
            let cell = row.cells.first();
            let text = cell.map_or(String::new(), |cell| cell_text(cell, table, digits(table)));
            sheet.label(&format!("{text} {}", row.label), room, LABELS)
        })
        .collect();
    let tall: f64 = labels.iter().map(|label| label.height() + 6.0).sum();
    let middle = sheet.y + radius.max(tall / 2.0) + 4.0;
    let mut y = middle - tall / 2.0;
    let inks = series(labels.len(), group.kind == AnswerKind::Ordered);
    let mut from = 0.0;
    for ((row, label), ink) in segments(group).zip(&labels).zip(inks) {
        let Some(cell) = row.cells.first() else {
            continue;
        };
        let ink = match row.kind {
            RowKind::Value if cell.estimate.is_some() => ink,
            _ => Ink::Track,
        };
        let to = from + cell.estimate.unwrap_or(0.0).clamp(0.0, 1.0);
        let mut shapes = slice((x, middle, radius), (from, to), ink);
        let (top, left) = (y + 3.0, list);
        shapes.push(Shape::between(
            (left, top),
            (left + SWATCH, top + SWATCH),
            ink,
        ));
        shapes.extend(label.at(left + SWATCH + 5.0, y, Anchor::Start));
        sheet.mark(datum(table, row, column, cell), shapes);
        y += label.height() + 6.0;
        from = to;
    }
    // What is hidden stays open, and is not shared out among the rest.
    if from < 0.995 {
        let shapes = slice((x, middle, radius), (from, 1.0), Ink::Track);
        sheet.add("chosa-hidden", shapes);
    }
    let n = format!("n={}", count(group.base.n as f64));
    let look = Look {
        size: SMALL,
        ..LABELS
    };
    let n = text_at((x, middle + LABEL * 0.36), Anchor::Middle, &n, look);
    sheet.add("chosa-label", vec![n]);
    sheet.y = middle + radius.max(tall / 2.0) + 10.0;
}

/// A part of the ring, from one share of a turn to another, with gaps at its ends.
fn slice((x, y, radius): (f64, f64, f64), (from, to): (f64, f64), ink: Ink) -> Vec<Shape> {
    if to <= from {
        return Vec::new();
    }
    let point =
        |share: f64, radius: f64| (x + radius * sine(share), y - radius * sine(share + 0.25));
    let steps = ((to - from) * 120.0).ceil().max(1.0);
    let arc = |radius: f64| {
        (0..=steps as usize).map(move |at| (from + (to - from) * at as f64 / steps, radius))
    };
    let points: Vec<_> = arc(radius)
        .chain(arc(radius * HOLE).rev())
        .map(|(share, radius)| point(share, radius))
        .collect();
    let mut shapes = Vec::new();
    let mut outline = points.clone();
    outline.extend(points.first().copied());
    shapes.push(Shape::Area {
        points,
        fill: ink,
        weight: Weight::Solid,
    });
    if ink.is_faint() {
        shapes.push(Shape::Line {
            points: outline,
            ink: Ink::Muted,
            width: 1.0,
        });
    }
    for end in [from, to] {
        let (inner, outer) = (point(end, radius * HOLE - 1.0), point(end, radius + 1.0));
        shapes.push(Shape::line(inner, outer, Ink::Paper, 2.0));
    }
    shapes
}

/// The sine of a share of a turn, by its series: the libraries of different machines differ in
/// the last digit, and a chart may not.
fn sine(turn: f64) -> f64 {
    let angle = 2.0 * PI * (turn - turn.round());
    let mut term = angle;
    let mut sum = angle;
    for at in 1..15 {
        let even = f64::from(2 * at);
        term *= -angle * angle / (even * (even + 1.0));
        sum += term;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::sine;

    #[test]
    fn the_series_is_the_sine() {
        for at in 0..=40 {
            let turn = f64::from(at) / 32.0;
            let expected = (turn * 2.0 * std::f64::consts::PI).sin();
            assert!((sine(turn) - expected).abs() < 1e-12, "{turn}");
        }
    }
}
