//! A ring cut into the answers of a single choice.

use super::{Intervals, Kind};
use crate::chart::figures::{ONE_COLUMN, mark, of, with_interval};
use crate::chart::layouts::whole::{nets, refusal, segments};
use crate::chart::marks::legend::{BESIDE, swatch};
use crate::chart::palette::{Ink, series};
use crate::chart::scene::{Anchor, Point, Weight};
use crate::chart::sheet::{ASIDE, HEADING, LABELS, SUBHEADING, Sheet};
use crate::error::Result;
use crate::tabulate::{AnswerKind, Column, RowGroup};
use std::f64::consts::PI;

/// The most answers that can be told apart in a ring.
const MOST: usize = 5;
/// The most answers that a ring shows without a doubt.
const MOST_SLICES: usize = 3;
/// The outer radius where there is room for it.
const RADIUS: f64 = 86.0;
/// The hole, by the radius.
const HOLE: f64 = 0.58;
/// The middle of the ring, by the radius.
const RING: f64 = (1.0 + HOLE) / 2.0;
/// The longest part of a bent line that is drawn straight.
const BEND: f64 = 6.0;
/// Between two answers in the list.
const GAP: f64 = 6.0;

/// What is said of the kind.
pub(super) const KIND: Kind = Kind {
    name: "donut",
    words: ("ドーナツグラフ", "Ring chart"),
    intervals: Intervals::Brackets,
    suits: |facts| {
        facts.is_plain()
            && facts.is_whole(2, MOST_SLICES)
            && facts.every(|group| group.kind == AnswerKind::Single)
    },
    why: (
        "一つだけ選ぶ設問で選択肢も少ないので、全体に占める割合を輪で示します。",
        "A single choice with few answers: a ring shows each as a part of the whole.",
    ),
    lay_out,
};

/// Lays out a ring for each question, its answers beside it.
fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    let table = sheet.table;
    let many = |group: &RowGroup| segments(group).len() > MOST;
    let reason = if let Some(reason) = refusal(table) {
        Some(reason)
    } else if sheet.columns.len() > 1 {
        Some(ONE_COLUMN)
    } else {
        table.groups.iter().any(many).then_some((
            "選択肢が五つを超えると、円では見分けられません",
            "more than five answers can't be told apart in a ring",
        ))
    };
    if let Some(reason) = reason {
        return Err(KIND.unsuitable(reason));
    }
    for group in &table.groups {
        if table.groups.len() > 1 {
            sheet.paragraph(&group.label, &HEADING);
        }
        if let Some((at, column)) = sheet.columns.first().copied() {
            ring(sheet, group, (at, column));
        }
    }
    Ok(())
}

fn ring<'a>(sheet: &mut Sheet<'a>, group: &'a RowGroup, (at, column): (usize, &'a Column)) {
    let radius = RADIUS.min(sheet.room() * 0.22);
    let x = sheet.left() + radius;
    let list = x + radius + 18.0;
    let mut labels = Vec::new();
    let mut tall = 0.0;
    let mut base = 0;
    let mut rows = segments(group);
    let slices = rows.len();
    rows.append(&mut nets(group));
    for row in rows {
        if let Some(cell) = row.cells.get(at) {
            let look = if labels.len() < slices {
                &LABELS
            } else {
                &SUBHEADING
            };
            let room = sheet.right() - list - BESIDE;
            let figure = sheet.broken(&with_interval(sheet, cell), room, look);
            let name = sheet.broken(&row.label, room, look);
            tall += figure.height() + name.height() + GAP;
            base = cell.base_n;
            labels.push((row, cell, [figure, name]));
        }
    }
    let half = radius.max(tall / 2.0);
    let middle = (x, sheet.y + half + 4.0);
    let mut y = middle.1 - tall / 2.0;
    let inks = series(slices, group.kind == AnswerKind::Ordered);
    let mut from = 0.0;
    for (place, (row, cell, lines)) in labels.iter().enumerate() {
        // What takes answers together is listed after them, and has no slice.
        if let Some(ink) = inks.get(place) {
            let to = from + cell.estimate.unwrap_or(0.0).clamp(0.0, 1.0);
            slice(sheet, middle, radius, (from, to, *ink));
            from = to;
            let ink = cell.estimate.map_or(Ink::Track, |_| *ink);
            swatch(sheet, list, y + 2.0, ink);
        }
        for line in lines {
            sheet.label(list + BESIDE, y, Anchor::Start, line);
            y += line.height();
        }
        mark(sheet, row, column, cell);
        y += GAP;
    }
    // What is hidden stays open, and is not shared out among the rest.
    if from < 0.995 {
        slice(sheet, middle, radius, (from, 1.0, Ink::Track));
        sheet.close("chosa-hidden");
    }
    let n = of(base);
    sheet.text(middle.0, middle.1, Anchor::Middle, n, &ASIDE);
    sheet.close("chosa-label");
    sheet.y = middle.1 + half + 10.0;
}

/// A part of the ring, from one share of a turn to another, with gaps at its ends.
fn slice(sheet: &mut Sheet<'_>, middle: Point, radius: f64, (from, to, ink): (f64, f64, Ink)) {
    if to <= from {
        return;
    }
    let point = |share: f64, radius: f64| {
        let (x, y) = middle;
        (x + radius * sine(share), y - radius * sine(share + 0.25))
    };
    // The chords of five degrees leave the circle by less than a tenth of a pixel.
    let steps = ((to - from) * 72.0).ceil();
    let mut points = Vec::new();
    let mut at = -steps;
    // Along the outer edge and back along the inner one.
    while at <= steps + 1.0 {
        let (turn, radius) = match at {
            at if at <= 0.0 => ((steps + at) / steps, radius),
            at => ((steps + 1.0 - at) / steps, radius * HOLE),
        };
        points.push(point(from + (to - from) * turn, radius));
        at += 1.0;
    }
    points.extend_from_within(..1);
    sheet.area(points, (ink, ink.edge(Ink::Muted)), Weight::Solid);
    // A pattern runs around the ring as it would along a bar.
    let around = RING * 2.0 * PI * radius * (to - from);
    let strokes = sheet.hatch(ink, (around, radius * (1.0 - HOLE)));
    let mut bent: Vec<Point> = Vec::new();
    for stroke in strokes.as_chunks::<2>().0 {
        let [(along, across), (end, depth)] = *stroke;
        let bend = |share: f64| {
            let turn = (along + (end - along) * share) / around;
            let inwards = across + (depth - across) * share;
            point(from + (to - from) * turn, radius - inwards)
        };
        let bends = ((end - along).abs() / BEND).ceil().max(1.0);
        let mut at = 0.0;
        while at < bends {
            bent.push(bend(at / bends));
            at += 1.0;
            bent.push(bend(at / bends));
        }
    }
    if !bent.is_empty() {
        sheet.strokes(bent, ink);
    }
    for end in &[from, to] {
        let (inner, outer) = (point(*end, radius * HOLE - 1.0), point(*end, radius + 1.0));
        sheet.line(inner, outer, Ink::Paper, 2.0);
    }
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
