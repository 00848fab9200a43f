//! One bar for each value of a breakdown, cut into the answers: all of 100%, or to both sides
//! of the middle of a scale.
//!
//! Diverging bars follow Heiberger and Robbins (2014), Design of Diverging Stacked Bar Charts
//! for Likert Scales and Other Applications, Journal of Statistical Software 57(5).

use super::{banner, column_look, figure_text, mark, of, unsuitable, with_interval, with_n};
use crate::chart::marks::{band::Bands, legend::legend};
use crate::chart::palette::{Ink, leaning, series};
use crate::chart::scene::Anchor;
use crate::chart::sheet::{ASIDE, HEADING, LABEL, LABELS, SMALL, SUBHEADING, Sheet};
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

/// The most room of what is hidden beside a scale, as a share of the whole.
const HIDDEN: f64 = 0.35;

/// Why the shares of a table do not make up a whole, if they don't.
pub(in crate::chart) fn refusal(table: &Table) -> Option<(&'static str, &'static str)> {
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

/// The net that counts as many as these answers together, by its place in the group.
pub(in crate::chart) fn net_of(group: &RowGroup, answers: &[&Row]) -> Option<usize> {
    let n = |row: &Row| row.cells.first().and_then(|cell| cell.n);
    let mut together = 0;
    for row in answers {
        together += n(row).unwrap_or(0);
    }
    let is_net = |row: &Row| row.kind == RowKind::Net && n(row) == Some(together);
    group.rows.iter().position(is_net)
}

/// The answers of the two halves of a scale, without the one in the middle.
pub(in crate::chart) fn halves(group: &RowGroup) -> (Vec<&Row>, Vec<&Row>) {
    let mut low: Vec<&Row> = Vec::new();
    for row in segments(group) {
        if row.kind == RowKind::Value {
            low.push(row);
        }
    }
    let half = low.len() / 2;
    let high = low.split_off(low.len() - half);
    low.truncate(half);
    (low, high)
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
    let parts = parts(sheet);
    let (mut labels, mut figures) = (0.0_f64, 0.0_f64);
    for bar in parts.iter().flatten() {
        labels = labels.max(width(bar.label, LABEL, true));
        figures = figures.max(width(&figure(bar, kind), LABEL, false));
    }
    let bands = Bands::new(sheet, HEIGHT, (labels, 0.3), figures);
    for bars in &parts {
        part(sheet, bars, &bands, kind);
    }
    let words = [
        (
            diverging,
            "右端の数字は、右側の合計から左側の合計を引いた差（ポイント）。",
            "Figures at the right: points by which the right side exceeds the left.",
        ),
        (
            table.groups.iter().any(|group| nets(group).count() > 0),
            "帯の下は選択肢をまとめた割合、かっこ内は信頼区間。",
            "Under each bar: answers taken together, with confidence intervals in brackets.",
        ),
    ];
    for (shown, ja, en) in words {
        if shown {
            sheet.paragraph(table.language.pick(ja, en), &ASIDE);
        }
    }
    Ok(())
}

/// One bar with all that names it.
struct Bar<'a> {
    group: &'a RowGroup,
    at: usize,
    column: &'a Column,
    label: &'a str,
    /// Whether its label is that of its question, which has but this one bar.
    alone: bool,
}

/// The bars that share a legend and a middle: those of a question, or, of questions with the
/// same answers and one bar each, all.
fn parts<'a>(sheet: &Sheet<'a>) -> Vec<Vec<Bar<'a>>> {
    let groups = &sheet.table.groups;
    let alone = groups.len() > 1 && sheet.columns.len() == 1;
    let mut parts: Vec<Vec<Bar<'_>>> = Vec::new();
    for group in groups {
        let mut bars = Vec::new();
        for (at, column) in &sheet.columns {
            bars.push(Bar {
                group,
                at: *at,
                column,
                label: if alone { &group.label } else { &column.label },
                alone,
            });
        }
        match parts.last_mut() {
            Some(last) if alone && last.iter().all(|bar| same_answers(bar.group, group)) => {
                last.append(&mut bars);
            }
            _ => parts.push(bars),
        }
    }
    parts
}

fn same_answers(one: &RowGroup, other: &RowGroup) -> bool {
    let labels = |group| -> Vec<&str> { segments(group).map(|row| &*row.label).collect() };
    one.kind == other.kind && labels(one) == labels(other)
}

fn part<'a>(sheet: &mut Sheet<'a>, bars: &[Bar<'a>], bands: &Bands, kind: ChartKind) {
    let neutral = sheet.options.neutral;
    let Some(first) = bars.first() else { return };
    if sheet.table.groups.len() > 1 && !first.alone {
        sheet.y += 6.0;
        sheet.paragraph(&first.group.label, &HEADING);
    }
    let mut names = Vec::new();
    for segment in cut(first.group, kind, neutral) {
        names.push((segment.row.label.clone(), segment.ink));
    }
    legend(sheet, &names);
    let mut most = [0.0_f64; 3];
    for bar in bars {
        let reach = reach(&cut(bar.group, kind, neutral), bar.at);
        for (most, reach) in most.iter_mut().zip(reach) {
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
    for bar in bars {
        let mut look = &LABELS;
        if !bar.alone {
            banner(sheet, bar.column, &mut before);
            look = column_look(sheet, bar.column);
        }
        let middle = bands.add(sheet, bar.label, look);
        let base = figure(bar, kind);
        sheet.text(sheet.right(), middle, Anchor::End, base, &SUBHEADING);
        sheet.close("chosa-label");
        if kind == ChartKind::Diverging {
            let (x, reach) = (places.middle - GAP / 2.0, HEIGHT / 2.0 + 4.0);
            sheet.line((x, middle - reach), (x, middle + reach), Ink::Muted, 1.0);
            sheet.close("chosa-rules");
        }
        draw(
            sheet,
            &cut(bar.group, kind, neutral),
            (bar, middle),
            &places,
        );
        taken_together(sheet, bar, bands, kind);
    }
}

/// The rows that take several answers together.
pub(super) fn nets(group: &RowGroup) -> impl Iterator<Item = &Row> {
    group.rows.iter().filter(|row| row.kind == RowKind::Net)
}

/// The nets of a bar under it, each with its interval, and the difference of the two sides
/// where the table has tested it.
fn taken_together<'a>(sheet: &mut Sheet<'a>, bar: &Bar<'a>, bands: &Bands, kind: ChartKind) {
    let mut place = (bands.start, sheet.y - 2.0);
    for row in nets(bar.group) {
        let Some(cell) = row.cells.get(bar.at) else {
            continue;
        };
        let text = [&row.label, " ", &with_interval(sheet, cell)].concat();
        beside(sheet, &mut place, (&text, bands.start));
        mark(sheet, row, bar.column, cell);
    }
    if let Some(found) = difference(bar).filter(|_| kind == ChartKind::Diverging) {
        let parts: [String; 3] = [found.0, found.1, found.2].map(points);
        let [value, low, high] = &parts;
        let text = sheet.table.language.fill(
            "差 {0} ({1}〜{2})",
            "Net {0} ({1} to {2})",
            &[value, low, high],
        );
        beside(sheet, &mut place, (&text, bands.start));
        sheet.close("chosa-net");
    }
    if place.0 > bands.start {
        sheet.y = place.1 + SMALL * 1.4 + 6.0;
    }
}

/// Draws a small text after those before it, on a new line where there is no more room.
fn beside(sheet: &mut Sheet<'_>, place: &mut (f64, f64), (text, start): (&str, f64)) {
    let label = sheet.broken(text, sheet.right() - start, &ASIDE);
    if place.0 > start && place.0 + label.width() > sheet.right() {
        *place = (start, place.1 + SMALL * 1.4);
    }
    sheet.label(place.0, place.1, Anchor::Start, &label);
    place.0 += label.width() + 12.0;
    place.1 += label.height() - SMALL * 1.3;
}

/// By how much the net of the right side exceeds that of the left, with the interval of that,
/// where the table compares its rows.
fn difference(bar: &Bar<'_>) -> Option<(f64, f64, f64)> {
    let (low, high) = halves(bar.group);
    let (low, high) = (net_of(bar.group, &low)?, net_of(bar.group, &high)?);
    for (row, other, sign) in [(high, low, 1.0), (low, high, -1.0)] {
        for one in &bar.group.rows.get(row)?.differences {
            if one.column == bar.at && one.other_row == Some(other) {
                let (mut from, mut to) = (one.low * sign, one.high * sign);
                if from > to {
                    (from, to) = (to, from);
                }
                return Some((one.estimate * sign, from, to));
            }
        }
    }
    None
}

/// A difference of shares in points, with its sign.
fn points(difference: f64) -> String {
    let points = (difference * 100.0).round();
    let sign = if points < 0.0 { "−" } else { "+" };
    [sign, &count(points.abs())].concat()
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
    // What is hidden stands aside, since its side isn't known; there its size says nothing.
    let open = 1.0 - left - right - aside;
    if open > 0.005 {
        let leans = cut.iter().any(|segment| segment.side != Side::Aside);
        aside += open.min(if leans { HIDDEN } else { 1.0 });
    }
    [left, right, aside]
}

/// What stands at the right of a bar: its base, after the net of a scale.
fn figure(bar: &Bar<'_>, kind: ChartKind) -> String {
    let Bar { group, at, .. } = *bar;
    let cell = segments(group).find_map(|row| row.cells.get(at));
    let n = cell.map_or(0, |cell| cell.base_n);
    let hidden = |row: &Row| row.cells.get(at).is_none_or(|cell| cell.estimate.is_none());
    if kind != ChartKind::Diverging || segments(group).any(hidden) {
        return of(n);
    }
    let [left, right, _] = reach(&cut(group, kind, Neutral::Split), at);
    with_n(&points(right - left), n)
}

fn draw<'a>(
    sheet: &mut Sheet<'a>,
    cut: &[Segment<'a>],
    (bar, middle): (&Bar<'a>, f64),
    places: &Places<'_>,
) {
    let Bar { at, column, .. } = *bar;
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
            sheet.figure_within((x, wide, middle), text, segment.ink);
        }
        mark(sheet, segment.row, column, cell);
        x = end;
    }
    // What is left open is outlined and said to be hidden, not left as zero.
    let x = places.aside.max(x);
    let wide = (open * places.unit).min(places.bands.end - x) - GAP;
    if wide >= 2.0 {
        let text = sheet.table.language.pick("非表示", "not shown");
        sheet.outline(x, top, wide, HEIGHT, Ink::Hidden);
        sheet.figure_within((x, wide, middle), text.to_owned(), Ink::Paper);
        sheet.close("chosa-hidden");
    }
}
