//! Bars cut into the answers of a question, which add up to a whole.

use crate::chart::figures::{
    banner, column_look, figure_text, mark, of, rows_of, with_interval, with_n,
};
use crate::chart::marks::{band::Bands, legend::legend};
use crate::chart::palette::Ink;
use crate::chart::scene::Anchor;
use crate::chart::sheet::{ASIDE, HEADING, LABEL, LABELS, SMALL, SUBHEADING, Sheet};
use crate::chart::spec::Neutral;
use crate::chart::text_width::width;
use crate::language::Language;
use crate::tabulate::{AnswerKind, Column, Measure, Percent, Row, RowGroup, RowKind, Table};

/// The most answers that a bar can hold and still be read.
pub(in crate::chart) const MOST_SEGMENTS: usize = 7;
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
    any(|group| segments(group).is_empty()).then_some((
        "積み重ねる選択肢がありません",
        "there are no answers to stack",
    ))
}

/// The rows that make up the whole: values and "no answer", but no nets.
pub(in crate::chart) fn segments(group: &RowGroup) -> Vec<&Row> {
    use RowKind::{Missing, NotAsked, Value};
    rows_of(group, |kind| matches!(kind, Value | Missing | NotAsked))
}

/// Cuts a question into its answers, each in its ink, from left to right; `neutral` is where
/// the middle of a scale stands, where the bars have one. What stands aside comes after the
/// scale, and "no answer" is set apart by its ink.
pub(in crate::chart) fn cut<'a>(
    group: &'a RowGroup,
    inks: &[Ink],
    neutral: Option<Neutral>,
) -> Vec<Segment<'a>> {
    let many = inks.len();
    let (mut scale, mut aside) = (Vec::new(), Vec::new());
    for (at, row) in segments(group).into_iter().enumerate() {
        let middle = 2 * at + 1;
        let ink = match inks.get(at) {
            Some(ink) if row.kind == RowKind::Value => *ink,
            _ => Ink::Track,
        };
        let side = if neutral.is_none() || row.kind != RowKind::Value {
            Side::Aside
        } else if middle < many {
            Side::Left
        } else if middle > many {
            Side::Right
        } else if neutral == Some(Neutral::Split) {
            Side::Middle
        } else {
            Side::Aside
        };
        let cut = match side {
            Side::Aside => &mut aside,
            _ => &mut scale,
        };
        cut.push(Segment { row, side, ink });
    }
    scale.append(&mut aside);
    scale
}

/// On which side of the middle a segment stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::chart) enum Side {
    Left,
    Middle,
    Right,
    /// Apart from the scale: "no answer", and the middle of a scale if it is wanted so.
    Aside,
}

/// One answer as all bars show it.
pub(in crate::chart) struct Segment<'a> {
    pub(in crate::chart) row: &'a Row,
    pub(in crate::chart) side: Side,
    pub(in crate::chart) ink: Ink,
}

/// How far a bar reaches to the left, to the right and aside, in shares of the whole.
pub(in crate::chart) type Reach = [f64; 3];

/// The places of the bars of a question.
struct Places<'a> {
    bands: &'a Bands,
    /// Where a scale has its middle, and where begins what stands aside.
    middle: f64,
    aside: f64,
    /// How wide the whole is, in pixels.
    unit: f64,
}

/// How a kind cuts its bars, and what it says of them.
pub(in crate::chart) struct Whole {
    /// The segments of every bar, from left to right.
    pub(in crate::chart) cut: for<'a> fn(&'a RowGroup, Neutral) -> Vec<Segment<'a>>,
    /// What stands at the right of a bar, before its base.
    pub(in crate::chart) figure: fn(&Bar<'_, '_>) -> Option<String>,
    /// What stands under a bar, after the answers taken together.
    pub(in crate::chart) below: fn(&Bar<'_, '_>, Language) -> Option<String>,
    /// What must be said of the figures at the right; empty where they have no middle.
    pub(in crate::chart) words: (&'static str, &'static str),
}

impl Whole {
    /// Whether the bars have a middle.
    fn has_middle(&self) -> bool {
        !self.words.0.is_empty()
    }
}

/// Lays out a bar for each column of each question.
pub(in crate::chart) fn lay_out(sheet: &mut Sheet<'_>, whole: &Whole) {
    let table = sheet.table;
    let mut cuts = Vec::new();
    for group in &table.groups {
        cuts.push((whole.cut)(group, sheet.options.neutral));
    }
    let parts = parts(sheet, whole, &cuts);
    let (mut labels, mut figures) = (0.0_f64, 0.0_f64);
    for bar in parts.iter().flatten() {
        labels = labels.max(width(bar.label, LABEL, true));
        figures = figures.max(width(&bar.figure, LABEL, false));
    }
    let bands = Bands::new(sheet, HEIGHT, (labels, 0.3), figures);
    for bars in &parts {
        part(sheet, bars, &bands, whole);
    }
    let together = (
        "帯の下は選択肢をまとめた割合、かっこ内は信頼区間。",
        "Under each bar: answers taken together, with confidence intervals in brackets.",
    );
    sheet.y += 6.0;
    let nets = table.groups.iter().any(|group| !nets(group).is_empty());
    for (shown, (ja, en)) in &[(whole.has_middle(), whole.words), (nets, together)] {
        if *shown {
            sheet.paragraph(table.language.pick(ja, en), &ASIDE);
        }
    }
}

/// One bar with all that names it.
pub(in crate::chart) struct Bar<'a, 'c> {
    pub(in crate::chart) group: &'a RowGroup,
    pub(in crate::chart) at: usize,
    pub(in crate::chart) cut: &'c [Segment<'a>],
    pub(in crate::chart) reach: Reach,
    /// What stands at its right: its base, after what the kind says of it.
    figure: String,
    column: &'a Column,
    label: &'a str,
    /// Whether its label is that of its question, which has but this one bar.
    alone: bool,
}

/// The bars that share a legend and a middle: those of a question, or, of questions with the
/// same answers and one bar each, all.
fn parts<'a, 'c>(
    sheet: &Sheet<'a>,
    whole: &Whole,
    cuts: &'c [Vec<Segment<'a>>],
) -> Vec<Vec<Bar<'a, 'c>>> {
    let groups = &sheet.table.groups;
    let alone = groups.len() > 1 && sheet.columns.len() == 1;
    let mut parts: Vec<Vec<Bar<'_, '_>>> = Vec::new();
    for (group, cut) in groups.iter().zip(cuts) {
        let mut bars = Vec::new();
        for (at, column) in &sheet.columns {
            let mut bar = Bar {
                group,
                at: *at,
                reach: reach(cut, *at),
                cut,
                figure: String::new(),
                column,
                label: if alone { &group.label } else { &column.label },
                alone,
            };
            bar.figure = figure(&bar, whole);
            bars.push(bar);
        }
        match parts.last_mut() {
            Some(last) if alone && last.iter().all(|bar| same_answers(bar, (group, cut))) => {
                last.append(&mut bars);
            }
            _ => parts.push(bars),
        }
    }
    parts
}

fn same_answers(one: &Bar<'_, '_>, (group, cut): (&RowGroup, &[Segment<'_>])) -> bool {
    let mut same = one.group.kind == group.kind && one.cut.len() == cut.len();
    for (segment, other) in one.cut.iter().zip(cut) {
        same &= segment.row.label == other.row.label;
    }
    same
}

fn part<'a>(sheet: &mut Sheet<'a>, bars: &[Bar<'a, '_>], bands: &Bands, whole: &Whole) {
    let Some(first) = bars.first() else { return };
    if sheet.table.groups.len() > 1 && !first.alone {
        sheet.y += 6.0;
        sheet.paragraph(&first.group.label, &HEADING);
    }
    let mut names = Vec::new();
    for segment in first.cut {
        names.push((segment.row.label.clone(), segment.ink));
    }
    legend(sheet, &names);
    let mut most = [0.0_f64; 3];
    for bar in bars {
        for (most, reach) in most.iter_mut().zip(bar.reach) {
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
        let figure = bar.figure.clone();
        sheet.text(sheet.right(), middle, Anchor::End, figure, &SUBHEADING);
        sheet.close("chosa-label");
        if whole.has_middle() {
            let (x, reach) = (places.middle - GAP / 2.0, HEIGHT / 2.0 + 3.0);
            sheet.line((x, middle - reach), (x, middle + reach), Ink::Muted, 1.0);
            sheet.close("chosa-rules");
        }
        draw(sheet, (bar, middle), &places);
        taken_together(sheet, bar, bands, whole);
    }
}

/// The rows that take several answers together.
pub(in crate::chart) fn nets(group: &RowGroup) -> Vec<&Row> {
    rows_of(group, |kind| kind == RowKind::Net)
}

/// The nets of a bar under it, each with its interval, and what the kind says there.
fn taken_together<'a>(sheet: &mut Sheet<'a>, bar: &Bar<'a, '_>, bands: &Bands, whole: &Whole) {
    let mut place = (bands.start, sheet.y - 2.0);
    for row in nets(bar.group) {
        let Some(cell) = row.cells.get(bar.at) else {
            continue;
        };
        let text = [&row.label, " ", &with_interval(sheet, cell)].concat();
        beside(sheet, &mut place, (&text, bands.start));
        mark(sheet, row, bar.column, cell);
    }
    if let Some(text) = (whole.below)(bar, sheet.table.language) {
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

fn share(row: &Row, at: usize) -> f64 {
    let shown = row.cells.get(at).and_then(|cell| cell.estimate);
    shown.unwrap_or(0.0).clamp(0.0, 1.0)
}

/// How far the bar of a column reaches.
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

fn figure(bar: &Bar<'_, '_>, whole: &Whole) -> String {
    let cell = bar.cut.first().and_then(|cut| cut.row.cells.get(bar.at));
    let n = cell.map_or(0, |cell| cell.base_n);
    match (whole.figure)(bar) {
        Some(figure) => with_n(&figure, n),
        None => of(n),
    }
}

fn draw<'a>(sheet: &mut Sheet<'a>, (bar, middle): (&Bar<'a, '_>, f64), places: &Places<'_>) {
    let Bar { at, column, .. } = *bar;
    let top = middle - HEIGHT / 2.0;
    let [left, right, _] = bar.reach;
    let mut x = places.middle - left * places.unit;
    let mut open = 1.0 - left - right;
    for segment in bar.cut {
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
            let edge = match wide > 1.0 {
                true => segment.ink.edge(Ink::Muted),
                false => Ink::None,
            };
            sheet.framed((x, top), (wide.max(0.6), HEIGHT), segment.ink, edge);
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
        sheet.framed((x, top), (wide, HEIGHT), Ink::None, Ink::Hidden);
        sheet.figure_within((x, wide, middle), text.to_owned(), Ink::Paper);
        sheet.close("chosa-hidden");
    }
}
