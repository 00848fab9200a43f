//! One bar for each value of a breakdown, cut into the answers: all of 100%, or to both sides
//! of the middle of a scale.
//!
//! Diverging bars follow Heiberger and Robbins (2014), Design of Diverging Stacked Bar Charts
//! for Likert Scales and Other Applications, Journal of Statistical Software 57(5).

use super::{datum, unsuitable};
use crate::chart::marks::{band::Bands, legend::legend};
use crate::chart::palette::{Ink, leaning, series};
use crate::chart::scene::{Anchor, Shape};
use crate::chart::sheet::{
    ASIDE, HEADING, LABEL, LABELS, Look, SUBHEADING, Sheet, text_at, widest,
};
use crate::chart::spec::{ChartKind, Neutral};
use crate::chart::text_width::width;
use crate::chart::words::{cell_text, digits};
use crate::error::Result;
use crate::tabulate::number_text::count;
use crate::tabulate::{AnswerKind, Cell, Column, Measure, Percent, Row, RowGroup, RowKind, Table};

const HEIGHT: f64 = 26.0;
/// The gap that parts neighbouring segments whatever their colours are.
const GAP: f64 = 2.0;
/// The gap before what stands apart from the scale.
const APART: f64 = 14.0;

/// Why the shares of a table do not make up a whole, if they don't.
pub(super) fn refusal(table: &Table) -> Option<(&'static str, &'static str)> {
    let any = |refused: fn(&RowGroup) -> bool| table.groups.iter().any(refused);
    if any(|group| group.kind == AnswerKind::Multiple) {
        return Some((
            "複数回答の割合は足しても100%になりません",
            "the shares of a multiple choice do not add up to 100%",
        ));
    }
    if table.measure != Measure::Share || table.percent != Percent::Column {
        return Some((
            "足して100%になる縦の割合ではありません",
            "its figures are not column shares, which add up to 100%",
        ));
    }
    any(|group| segments(group).count() == 0).then_some((
        "積み重ねる選択肢がありません",
        "there are no answers to stack",
    ))
}

/// The rows that make up the whole: values and "no answer", but no nets.
pub(super) fn segments(group: &RowGroup) -> impl Iterator<Item = &Row> {
    let whole = |row: &&Row| matches!(row.kind, RowKind::Value | RowKind::Missing);
    group.rows.iter().filter(whole)
}

/// On which side of the middle a segment stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Left,
    Middle,
    Right,
    /// Apart from the scale: "no answer", and the middle of a scale if it is wanted so.
    Aside,
}

/// One answer as all bars show it.
struct Segment<'a> {
    row: &'a Row,
    side: Side,
    ink: Ink,
}

/// How far a bar reaches, in shares of the whole.
#[derive(Clone, Copy, Default)]
struct Reach {
    left: f64,
    right: f64,
    aside: f64,
}

/// The places of the bars of a question.
struct Places<'a> {
    bands: &'a Bands,
    reach: Reach,
    /// What the whole is wide, in pixels.
    unit: f64,
    kind: ChartKind,
}

/// Lays out a bar for each column of each question.
pub(super) fn lay_out(kind: ChartKind, sheet: &mut Sheet<'_>) -> Result<()> {
    let table = sheet.table;
    if let Some(reason) = refusal(table) {
        return Err(unsuitable(kind, reason));
    }
    let diverging = kind == ChartKind::Diverging;
    if diverging
        && table
            .groups
            .iter()
            .any(|group| group.kind != AnswerKind::Ordered)
    {
        let reason = (
            "選択肢に順序のない設問です",
            "the answers of a question have no order",
        );
        return Err(unsuitable(kind, reason));
    }
    let labels = widest(table.columns.iter().map(|column| column.label.as_str()));
    let mut figures = 0.0_f64;
    for group in &table.groups {
        for at in 0..table.columns.len() {
            figures = figures.max(width(&figure(group, at, kind), LABEL, false));
        }
    }
    let bands = Bands::new(sheet, HEIGHT, (labels, 0.3), figures);
    for group in &table.groups {
        if table.groups.len() > 1 {
            sheet.y += 6.0;
            sheet.paragraph(&group.label, HEADING);
        }
        question(sheet, group, &bands, kind);
    }
    if diverging {
        let words = table.language.pick(
            "右端の数字は、右側の合計から左側の合計を引いた差（ポイント）。",
            "Figures at the right: points by which the right side exceeds the left.",
        );
        sheet.paragraph(words, ASIDE);
    }
    Ok(())
}

fn question(sheet: &mut Sheet<'_>, group: &RowGroup, bands: &Bands, kind: ChartKind) {
    let table = sheet.table;
    let cut = cut(group, kind, sheet.options.neutral);
    let names: Vec<(&str, Ink)> = cut
        .iter()
        .map(|segment| (segment.row.label.as_str(), segment.ink))
        .collect();
    legend(sheet, &names);
    let mut most = Reach::default();
    for at in 0..table.columns.len() {
        let reach = reach(&cut, at);
        most.left = most.left.max(reach.left);
        most.right = most.right.max(reach.right);
        most.aside = most.aside.max(reach.aside);
    }
    let room = bands.end - bands.start;
    let places = match kind {
        ChartKind::Diverging => {
            let apart = if most.aside > 0.0 { APART } else { 0.0 };
            let whole = (most.left + most.right + most.aside).max(0.01);
            Places {
                bands,
                reach: most,
                unit: (room - apart) / whole,
                kind,
            }
        }
        _ => Places {
            bands,
            reach: Reach::default(),
            unit: room,
            kind,
        },
    };
    let mut banner = None;
    let (top, from) = (sheet.y, sheet.depth());
    for (at, column) in table.columns.iter().enumerate() {
        if column.question.is_some() && banner != Some(&column.question) {
            banner = Some(&column.question);
            sheet.paragraph(&column.question_label, SUBHEADING);
        }
        draw(sheet, (group, &cut), (at, column), &places);
    }
    if kind == ChartKind::Diverging {
        let x = bands.start + most.left * places.unit - GAP / 2.0;
        let rule = Shape::line((x, top), (x, sheet.y), Ink::Muted, 1.0);
        sheet.add_behind(from, "chosa-rules", vec![rule]);
    }
}

/// The segments of every bar, from left to right.
fn cut(group: &RowGroup, kind: ChartKind, neutral: Neutral) -> Vec<Segment<'_>> {
    let answers = segments(group).filter(|row| row.kind == RowKind::Value);
    let many = answers.count();
    let inks = match kind {
        ChartKind::Diverging => leaning(many),
        _ => series(many, group.kind == AnswerKind::Ordered),
    };
    let side = |at: usize, row: &Row| {
        if row.kind != RowKind::Value || kind != ChartKind::Diverging {
            return Side::Aside;
        }
        match (2 * at + 1).cmp(&many) {
            std::cmp::Ordering::Less => Side::Left,
            std::cmp::Ordering::Equal if neutral == Neutral::Split => Side::Middle,
            std::cmp::Ordering::Equal => Side::Aside,
            std::cmp::Ordering::Greater => Side::Right,
        }
    };
    let segment = |(at, row)| Segment {
        row,
        side: side(at, row),
        // "No answer" is set apart from the answers.
        ink: match row.kind {
            RowKind::Value => inks.get(at).copied().unwrap_or(Ink::Track),
            _ => Ink::Track,
        },
    };
    let mut cut: Vec<_> = segments(group).enumerate().map(segment).collect();
    cut.sort_by_key(|segment| segment.side == Side::Aside);
    cut
}

fn share(row: &Row, at: usize) -> f64 {
    let shown = row.cells.get(at).and_then(|cell| cell.estimate);
    shown.unwrap_or(0.0).clamp(0.0, 1.0)
}

fn reach(cut: &[Segment<'_>], at: usize) -> Reach {
    let mut reach = Reach::default();
    let mut open = 1.0;
    for segment in cut {
        let share = share(segment.row, at);
        open -= share;
        match segment.side {
            Side::Left => reach.left += share,
            Side::Right => reach.right += share,
            Side::Aside => reach.aside += share,
            Side::Middle => {
                reach.left += share / 2.0;
                reach.right += share / 2.0;
            }
        }
    }
    // What is hidden stands apart, since its side isn't known.
    if open > 0.005 {
        reach.aside += open;
    }
    reach
}

/// What stands at the right of a bar: its base, after the net of a scale.
fn figure(group: &RowGroup, at: usize, kind: ChartKind) -> String {
    let cell = segments(group).find_map(|row| row.cells.get(at));
    let n = count(cell.map_or(0, |cell| cell.base_n) as f64);
    let hidden = |row: &Row| row.cells.get(at).is_none_or(|cell| cell.estimate.is_none());
    if kind != ChartKind::Diverging || segments(group).any(hidden) {
        return format!("n={n}");
    }
    let reach = reach(&cut(group, kind, Neutral::Split), at);
    let points = ((reach.right - reach.left) * 100.0).round();
    let sign = match points {
        points if points > 0.0 => "+",
        points if points < 0.0 => "−",
        _ => "±",
    };
    format!("{sign}{} (n={n})", count(points.abs()))
}

fn draw(
    sheet: &mut Sheet<'_>,
    (group, cut): (&RowGroup, &[Segment<'_>]),
    (at, column): (usize, &Column),
    places: &Places<'_>,
) {
    let bold = column.value.is_none() && sheet.table.columns.len() > 1;
    let look = Look { bold, ..LABELS };
    let middle = places.bands.add(sheet, &column.label, look);
    let base = figure(group, at, places.kind);
    let base = text_at(
        (sheet.right(), middle + LABEL * 0.36),
        Anchor::End,
        &base,
        SUBHEADING,
    );
    sheet.add("chosa-label", vec![base]);
    let top = middle - HEIGHT / 2.0;
    let first = reach(cut, at);
    let mut x = places.bands.start + (places.reach.left - first.left).max(0.0) * places.unit;
    if places.kind != ChartKind::Diverging {
        x = places.bands.start;
    }
    let mut open = 1.0;
    let mut aside = false;
    for segment in cut {
        let Some(cell) = segment.row.cells.get(at) else {
            continue;
        };
        if segment.side == Side::Aside && !aside {
            aside = true;
            x = beginning_of_aside(x, places);
        }
        let share = share(segment.row, at);
        let end = x + share * places.unit;
        open -= share;
        let shapes = block(
            sheet,
            (x, end.min(places.bands.end) - GAP, top),
            segment,
            cell,
        );
        sheet.mark(datum(sheet.table, segment.row, column, cell), shapes);
        x = end;
    }
    if !aside {
        x = beginning_of_aside(x, places);
    }
    remainder(sheet, (x, x + open * places.unit - GAP, top));
}

fn beginning_of_aside(x: f64, places: &Places<'_>) -> f64 {
    match places.kind {
        ChartKind::Diverging => {
            let scale = places.reach.left + places.reach.right;
            places.bands.start + scale * places.unit + APART
        }
        _ => x,
    }
}

/// The shapes of one segment.
fn block(
    sheet: &Sheet<'_>,
    (x, end, top): (f64, f64, f64),
    segment: &Segment<'_>,
    cell: &Cell,
) -> Vec<Shape> {
    let mut shapes = Vec::new();
    if cell.estimate.is_none_or(|share| share <= 0.0) {
        return shapes;
    }
    let wide = (end - x).max(0.0);
    // A sliver thinner than the gap keeps a hair's breadth, so that it is seen at all.
    shapes.push(Shape::Rect {
        x,
        y: top,
        width: wide.max(0.6),
        height: HEIGHT,
        fill: segment.ink,
    });
    if segment.ink.is_faint() && wide > 1.0 {
        shapes.push(outline((x, end, top), Ink::Muted));
    }
    let ink = match segment.ink {
        Ink::Track => Ink::Text,
        ink => ink.label(),
    };
    let text = cell_text(cell, sheet.table, digits(sheet.table));
    shapes.extend(inside((x, end, top), &text, ink));
    shapes
}

fn outline((x, end, top): (f64, f64, f64), ink: Ink) -> Shape {
    Shape::Outline {
        x: x + 0.5,
        y: top + 0.5,
        width: end - x - 1.0,
        height: HEIGHT - 1.0,
        ink,
    }
}

/// A text in the middle of a segment, where there is room for it.
fn inside((x, end, top): (f64, f64, f64), text: &str, ink: Ink) -> Option<Shape> {
    let point = ((x + end) / 2.0, top + HEIGHT / 2.0 + LABEL * 0.36);
    let look = Look { ink, ..LABELS };
    let fits = width(text, LABEL, false) + 4.0 <= end - x;
    fits.then(|| text_at(point, Anchor::Middle, text, look))
}

/// What the shown segments leave open is outlined and said to be hidden, not left as zero.
fn remainder(sheet: &mut Sheet<'_>, place: (f64, f64, f64)) {
    if place.1 - place.0 < 2.0 {
        return;
    }
    let text = sheet.table.language.pick("非表示", "not shown");
    let mut shapes = vec![outline(place, Ink::Hidden)];
    shapes.extend(inside(place, text, Ink::Muted));
    sheet.add("chosa-hidden", shapes);
}
