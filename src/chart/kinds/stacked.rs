//! One bar for each value of a breakdown, cut into the answers: all of 100%, or to both sides
//! of the middle of a scale.
//!
//! Diverging bars follow Heiberger and Robbins (2014), Design of Diverging Stacked Bar Charts
//! for Likert Scales and Other Applications, Journal of Statistical Software 57(5).

use super::{banner, column_look, figure_text, mark, unsuitable, with_n};
use crate::chart::marks::{band::Bands, legend::legend};
use crate::chart::palette::{Ink, leaning, series};
use crate::chart::scene::Anchor;
use crate::chart::sheet::{ASIDE, HEADING, LABEL, SUBHEADING, Sheet};
use crate::chart::spec::{ChartKind, Neutral};
use crate::chart::text_width::width;
use crate::error::Result;
use crate::tabulate::number_text::count;
use crate::tabulate::{AnswerKind, Column, Measure, Percent, Row, RowGroup, RowKind, Table};

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
    let whole = table.groups.iter().all(RowGroup::adds_up);
    if table.measure != Measure::Share || table.percent != Percent::Column || !whole {
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
    let whole = |row: &&Row| {
        matches!(
            row.kind,
            RowKind::Value | RowKind::Missing | RowKind::NotAsked
        )
    };
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

/// How far a bar reaches to the left, to the right and aside, in shares of the whole.
type Reach = [f64; 3];

/// The places of the bars of a question.
struct Places<'a> {
    bands: &'a Bands,
    /// Where a scale has its middle, and where begins what stands aside.
    middle: f64,
    aside: f64,
    /// How wide the whole is, in pixels.
    unit: f64,
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
    let (mut labels, mut figures) = (0.0_f64, 0.0_f64);
    for (at, column) in &sheet.columns {
        labels = labels.max(width(&column.label, LABEL, true));
        for group in &table.groups {
            figures = figures.max(width(&figure(group, *at, kind), LABEL, false));
        }
    }
    let bands = Bands::new(sheet, HEIGHT, (labels, 0.3), figures);
    for group in &table.groups {
        if table.groups.len() > 1 {
            sheet.y += 6.0;
            sheet.paragraph(&group.label, &HEADING);
        }
        question(sheet, group, &bands, kind);
    }
    if diverging {
        let words = table.language.pick(
            "右端の数字は、右側の合計から左側の合計を引いた差（ポイント）。",
            "Figures at the right: points by which the right side exceeds the left.",
        );
        sheet.paragraph(words, &ASIDE);
    }
    Ok(())
}

fn question(sheet: &mut Sheet<'_>, group: &RowGroup, bands: &Bands, kind: ChartKind) {
    let cut = cut(group, kind, sheet.options.neutral);
    let mut names = Vec::new();
    for segment in &cut {
        names.push((segment.row.label.clone(), segment.ink));
    }
    legend(sheet, &names);
    let columns = sheet.columns.clone();
    let mut most = [0.0_f64; 3];
    for (at, _) in &columns {
        for (most, reach) in most.iter_mut().zip(reach(&cut, *at)) {
            *most = most.max(reach);
        }
    }
    let [left, right, aside] = most;
    let apart = if aside > 0.0 && aside < 0.999 {
        APART
    } else {
        0.0
    };
    let unit = (bands.end - bands.start - apart) / (left + right + aside).max(0.01);
    let middle = bands.start + left * unit;
    let places = Places {
        bands,
        middle,
        aside: middle + right * unit + apart,
        unit,
    };
    let mut before = None;
    let (top, from) = (sheet.y, sheet.depth());
    for (at, column) in &columns {
        banner(sheet, column, &mut before);
        let middle = bands.add(sheet, &column.label, column_look(sheet, column));
        let base = figure(group, *at, kind);
        sheet.text(sheet.right(), middle, Anchor::End, base, &SUBHEADING);
        sheet.close("chosa-label");
        draw(sheet, &cut, (*at, column, middle), &places);
    }
    if kind == ChartKind::Diverging {
        let x = middle - GAP / 2.0;
        sheet.line((x, top), (x, sheet.y), Ink::Muted, 1.0);
        sheet.close_behind(from, "chosa-rules");
    }
}

/// The segments of every bar, from left to right.
fn cut(group: &RowGroup, kind: ChartKind, neutral: Neutral) -> Vec<Segment<'_>> {
    let answers = segments(group).filter(|row| row.kind == RowKind::Value);
    let many = answers.count();
    let diverging = kind == ChartKind::Diverging;
    let inks = match diverging {
        true => leaning(many),
        false => series(many, group.kind == AnswerKind::Ordered),
    };
    let mut cut = Vec::new();
    // What stands aside comes after the scale.
    for aside in [false, true] {
        for (at, row) in segments(group).enumerate() {
            let middle = 2 * at + 1;
            let side = if !diverging || row.kind != RowKind::Value {
                Side::Aside
            } else if middle < many {
                Side::Left
            } else if middle > many {
                Side::Right
            } else if neutral == Neutral::Split {
                Side::Middle
            } else {
                Side::Aside
            };
            if aside == (side == Side::Aside) {
                // "No answer" is set apart from the answers.
                let ink = match row.kind {
                    RowKind::Value => inks.get(at).copied().unwrap_or(Ink::Track),
                    _ => Ink::Track,
                };
                cut.push(Segment { row, side, ink });
            }
        }
    }
    cut
}

fn share(row: &Row, at: usize) -> f64 {
    let shown = row.cells.get(at).and_then(|cell| cell.estimate);
    shown.unwrap_or(0.0).clamp(0.0, 1.0)
}

fn reach(cut: &[Segment<'_>], at: usize) -> Reach {
    let [mut left, mut right, mut aside] = [0.0; 3];
    for segment in cut {
        let share = share(segment.row, at);
        match segment.side {
            Side::Left => left += share,
            Side::Right => right += share,
            Side::Aside => aside += share,
            Side::Middle => {
                left += share / 2.0;
                right += share / 2.0;
            }
        }
    }
    // What is hidden stands aside, since its side isn't known.
    let open = 1.0 - left - right - aside;
    if open > 0.005 {
        aside += open;
    }
    [left, right, aside]
}

/// What stands at the right of a bar: its base, after the net of a scale.
fn figure(group: &RowGroup, at: usize, kind: ChartKind) -> String {
    let cell = segments(group).find_map(|row| row.cells.get(at));
    let n = cell.map_or(0, |cell| cell.base_n);
    let hidden = |row: &Row| row.cells.get(at).is_none_or(|cell| cell.estimate.is_none());
    if kind != ChartKind::Diverging || segments(group).any(hidden) {
        return format!("n={}", count(n as f64));
    }
    let [left, right, _] = reach(&cut(group, kind, Neutral::Split), at);
    let points = ((right - left) * 100.0).round();
    let sign = if points < 0.0 { "−" } else { "+" };
    with_n(&format!("{sign}{}", count(points.abs())), n)
}

fn draw(
    sheet: &mut Sheet<'_>,
    cut: &[Segment<'_>],
    (at, column, middle): (usize, &Column, f64),
    places: &Places<'_>,
) {
    let top = middle - HEIGHT / 2.0;
    let [left, right, _] = reach(cut, at);
    let mut x = places.middle - left * places.unit;
    let mut open = 1.0 - left - right;
    for segment in cut {
        let Some(cell) = segment.row.cells.get(at) else {
            continue;
        };
        let share = share(segment.row, at);
        if segment.side == Side::Aside {
            x = places.aside.max(x);
            open -= share;
        }
        let end = x + share * places.unit;
        let wide = (end.min(places.bands.end) - GAP - x).max(0.0);
        if share > 0.0 {
            // A sliver thinner than the gap keeps a hair's breadth, so that it is seen at all.
            sheet.rect(x, top, wide.max(0.6), HEIGHT, segment.ink);
            if segment.ink.is_faint() && wide > 1.0 {
                sheet.outline(x, top, wide, HEIGHT, Ink::Muted);
            }
            let text = figure_text(sheet, cell);
            inside(sheet, (x, wide, middle), text, segment.ink.label());
        }
        mark(sheet, segment.row, column, cell);
        x = end;
    }
    // What is left open is outlined and said to be hidden, not left as zero.
    let x = places.aside.max(x);
    let wide = open * places.unit - GAP;
    if wide >= 2.0 {
        let text = sheet.table.language.pick("非表示", "not shown");
        sheet.outline(x, top, wide, HEIGHT, Ink::Hidden);
        inside(sheet, (x, wide, middle), text.to_owned(), Ink::Muted);
        sheet.close("chosa-hidden");
    }
}

/// A text in the middle of a segment, where there is room for it.
fn inside(sheet: &mut Sheet<'_>, (x, wide, middle): (f64, f64, f64), text: String, ink: Ink) {
    if width(&text, LABEL, false) + 4.0 <= wide {
        sheet.figure(x + wide / 2.0, middle, text, ink);
    }
}
