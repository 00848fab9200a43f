//! Figures side by side over a common ground: columns, and lines over time.

use super::{Figure, breakdowns, datum, unsuitable};
use crate::chart::marks::{axis, bar::bar, dot::dot, interval::interval};
use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::scene::{Anchor, Shape, Weight};
use crate::chart::sheet::{
    ASIDE, HEADING, LABEL, LABELS, Label, Look, SMALL, SUBHEADING, Sheet, text_at,
};
use crate::chart::spec::ChartKind;
use crate::chart::text_width::width;
use crate::chart::words::{cell_text, digits};
use crate::error::Result;
use crate::tabulate::{RowKind, Table};

/// How high the ground of the marks is.
const HEIGHT: f64 = 210.0;
/// The least width of a panel that stands beside another.
const PANEL: f64 = 280.0;
/// The widest column.
const THICK: f64 = 56.0;
/// The least room of a column.
const SLOT: f64 = 36.0;
/// How far from the edge of the ground lines begin.
const INSET: f64 = 14.0;
/// The most room that the names of lines may take.
const NAMES: f64 = 0.32;

/// Figures that share a ground.
struct Panel<'a> {
    headings: Vec<(&'a str, Look)>,
    /// What stands under the ground, one for each figure of a series.
    names: Vec<&'a str>,
    series: Vec<(&'a str, Vec<Figure<'a>>)>,
    /// The figure of all columns together.
    overall: Option<Figure<'a>>,
}

/// The ground of one panel.
struct Ground {
    scale: Scale,
    left: f64,
    right: f64,
    bottom: f64,
    /// Where the first figure stands.
    first: f64,
    /// How far the next is.
    slot: f64,
}

impl Ground {
    fn middle(&self, at: usize) -> f64 {
        self.first + self.slot * at as f64
    }
}

/// Lays out a panel for each question and breakdown; columns have one for each row.
pub(super) fn lay_out(kind: ChartKind, sheet: &mut Sheet<'_>) -> Result<()> {
    let table = sheet.table;
    let panels = panels(table, kind);
    let fits = |panel: &Panel<'_>| match kind {
        ChartKind::Slope => panel.names.len() == 2,
        ChartKind::Lines => panel.names.len() > 1,
        _ => true,
    };
    if !panels.iter().all(fits) {
        return Err(unsuitable(
            kind,
            (
                "線で結ぶには、属性に二つ以上（slopeではちょうど二つ）の値が必要です",
                "to join figures by lines, a breakdown needs two values or more, and exactly two for a slope",
            ),
        ));
    }
    let names = panels.iter().map(|panel| panel.names.len()).max();
    let least = match kind {
        ChartKind::Columns => PANEL.max(names.unwrap_or(1) as f64 * SLOT + 80.0),
        _ => PANEL,
    };
    sheet.side_by_side((panels.len(), least), &mut |sheet, at| {
        if let Some(panel) = panels.get(at) {
            draw(sheet, panel, kind);
        }
        Ok(())
    })
}

fn panels(table: &Table, kind: ChartKind) -> Vec<Panel<'_>> {
    let mut panels = Vec::new();
    for group in &table.groups {
        let heading = (table.groups.len() > 1).then_some((group.label.as_str(), HEADING));
        let breakdowns = breakdowns(table);
        if breakdowns.is_empty() || table.columns.len() == 1 {
            let Some(column) = table.columns.first() else {
                continue;
            };
            let rows = group.rows.iter().filter(|row| row.kind != RowKind::Net);
            let figures: Vec<_> = rows
                .filter_map(|row| {
                    let cell = row.cells.first()?;
                    Some(Figure { row, column, cell })
                })
                .collect();
            panels.push(Panel {
                headings: heading.into_iter().collect(),
                names: figures
                    .iter()
                    .map(|figure| figure.row.label.as_str())
                    .collect(),
                series: vec![("", figures)],
                overall: None,
            });
            continue;
        }
        for columns in &breakdowns {
            let mut headings: Vec<_> = heading.into_iter().collect();
            if let Some((_, column)) = columns.first() {
                headings.push((&column.question_label, SUBHEADING));
            }
            let mut panel = Panel {
                headings,
                names: columns
                    .iter()
                    .map(|(_, column)| column.label.as_str())
                    .collect(),
                series: Vec::new(),
                overall: None,
            };
            for row in &group.rows {
                let mut figures = Vec::new();
                for (at, column) in columns {
                    if let Some(cell) = row.cells.get(*at) {
                        figures.push(Figure { row, column, cell });
                    }
                }
                let series = (row.label.as_str(), figures);
                if kind != ChartKind::Columns {
                    panel.series.push(series);
                    continue;
                }
                let mut headings = panel.headings.clone();
                headings.insert(headings.len() - 1, (row.label.as_str(), HEADING));
                panels.push(Panel {
                    headings,
                    names: panel.names.clone(),
                    series: vec![series],
                    overall: (table.columns.iter().zip(&row.cells))
                        .find(|(column, _)| column.question.is_none())
                        .map(|(column, cell)| Figure { row, column, cell }),
                });
            }
            if kind != ChartKind::Columns {
                panels.push(panel);
            }
        }
    }
    panels
}

fn draw(sheet: &mut Sheet<'_>, panel: &Panel<'_>, kind: ChartKind) {
    for (text, look) in &panel.headings {
        sheet.paragraph(text, *look);
    }
    let ends = ends(sheet, panel, kind);
    let right = ends.iter().map(Label::width).fold(0.0, f64::max);
    let scale = Scale::of(sheet.whole, HEIGHT, 0.0).upright();
    let figures = axis::figures(sheet, &scale);
    let figures = figures.iter().map(|(_, text)| width(text, SMALL, false));
    let mut left = figures.fold(0.0, f64::max) + 8.0;
    let many = panel.names.len().max(1);
    if kind == ChartKind::Slope {
        let starts = panel
            .series
            .iter()
            .filter_map(|(_, figures)| figures.first());
        let texts = starts.map(|figure| width(&text(sheet, figure), LABEL, false));
        left = texts.fold(0.0, f64::max) + 8.0;
    }
    // Columns carry their figures; where there is little room they need no axis.
    let free = sheet.room() - right - 8.0;
    let per_line = match kind {
        ChartKind::Columns if (free - left) / (many as f64) < SLOT => {
            left = 0.0;
            (free / SLOT).floor().max(1.0) as usize
        }
        _ => many,
    };
    let room = free - left;
    let mut from = 0;
    while from < many {
        let shown = per_line.min(many - from);
        let top = sheet.y + 20.0;
        let tall: f64 = ends.iter().map(Label::height).sum();
        let bottom = top + HEIGHT.max(if per_line == many { tall } else { 0.0 });
        let start = sheet.left() + left;
        let (first, slot) = match kind {
            ChartKind::Columns => (0.5, room / per_line as f64),
            _ => (0.0, (room - 2.0 * INSET) / (many as f64 - 1.0).max(1.0)),
        };
        let ground = Ground {
            scale: Scale::of(sheet.whole, bottom, top).upright(),
            left: start,
            right: start + room,
            bottom,
            first: start + if first > 0.0 { slot * first } else { INSET },
            slot,
        };
        marks(sheet, panel, (from, shown), (&ground, &ends, kind));
        let names = from..from + shown;
        foot(sheet, panel.names.get(names).unwrap_or(&[]), &ground);
        from += shown;
    }
}

fn text(sheet: &Sheet<'_>, figure: &Figure<'_>) -> String {
    cell_text(figure.cell, sheet.table, digits(sheet.table))
}

/// What stands at the right end: the name and last figure of each line, or the overall figure.
fn ends(sheet: &mut Sheet<'_>, panel: &Panel<'_>, kind: ChartKind) -> Vec<Label> {
    let room = sheet.room() * NAMES;
    let mut ends = Vec::new();
    if kind == ChartKind::Columns {
        if let Some(figure) = &panel.overall {
            let text = format!("{} {}", figure.column.label, text(sheet, figure));
            ends.push(sheet.label(&text, room.min(70.0), LABELS));
        }
        return ends;
    }
    for (at, (name, figures)) in panel.series.iter().enumerate() {
        if let Some(figure) = figures.last() {
            let text = format!("{} {name}", text(sheet, figure));
            let look = Look {
                ink: Ink::Line(at),
                ..LABELS
            };
            ends.push(sheet.label(text.trim_end(), room, look));
        }
    }
    ends
}

fn marks(
    sheet: &mut Sheet<'_>,
    panel: &Panel<'_>,
    (from, shown): (usize, usize),
    (ground, ends, kind): (&Ground, &[Label], ChartKind),
) {
    let depth = sheet.depth();
    let mut heights = Vec::new();
    if let Some(figure) = panel.overall {
        heights.extend(overall(sheet, figure, ground));
    }
    for (at, (_, figures)) in panel.series.iter().enumerate() {
        let figures = figures.get(from..from + shown).unwrap_or(&[]);
        if kind == ChartKind::Columns {
            for (at, figure) in figures.iter().enumerate() {
                column(sheet, figure, ground, at);
            }
            continue;
        }
        let last = figures.last().and_then(|figure| figure.cell.estimate);
        heights.push(last.map_or(ground.bottom, |value| ground.scale.at(value)));
        line(sheet, figures, ground, (Ink::Line(at), kind));
    }
    if from == 0 || kind == ChartKind::Columns {
        let labels: Vec<(&Label, f64)> = ends.iter().zip(heights).collect();
        let shapes = apart(&labels, ground, (ground.right + 6.0, Anchor::Start));
        sheet.add("chosa-label", shapes);
    }
    if kind == ChartKind::Slope {
        starts(sheet, panel, ground);
    }
    // Without room for an axis the ground alone is drawn.
    if ground.left > sheet.left() && kind != ChartKind::Slope {
        axis::axis(sheet, &ground.scale, (ground.left, ground.right), depth);
    } else {
        let zero = ground.scale.at(0.0);
        let rule = Shape::line((ground.left, zero), (ground.right, zero), Ink::Rule, 1.0);
        sheet.add_behind(depth, "chosa-rules", vec![rule]);
    }
}

/// Labels at about their heights, none over another.
fn apart(labels: &[(&Label, f64)], ground: &Ground, (x, anchor): (f64, Anchor)) -> Vec<Shape> {
    let mut order: Vec<usize> = (0..labels.len()).collect();
    let height = |at: usize| labels.get(at).map_or(0.0, |(_, height)| *height);
    order.sort_by(|a, b| height(*a).total_cmp(&height(*b)));
    let mut room = ground.bottom + LABEL;
    for (label, _) in labels {
        room -= label.height();
    }
    let mut shapes = Vec::new();
    let mut next = f64::NEG_INFINITY;
    let mut taken = 0.0;
    for at in order {
        if let Some((label, height)) = labels.get(at) {
            // No lower than leaves room for those below.
            let top = (height - LABEL * 0.8).min(room + taken).max(next);
            shapes.extend(label.at(x, top, anchor));
            next = top + label.height();
            taken += label.height();
        }
    }
    shapes
}

/// The figures at the left end of a slope.
fn starts(sheet: &mut Sheet<'_>, panel: &Panel<'_>, ground: &Ground) {
    let mut labels = Vec::new();
    for (at, (_, figures)) in panel.series.iter().enumerate() {
        if let Some(figure) = figures.first() {
            let look = Look {
                ink: Ink::Line(at),
                ..LABELS
            };
            let text = text(sheet, figure);
            let value = figure.cell.estimate;
            let height = value.map_or(ground.bottom, |value| ground.scale.at(value));
            labels.push((sheet.label(&text, ground.right, look), height));
        }
    }
    let labels: Vec<_> = labels
        .iter()
        .map(|(label, height)| (label, *height))
        .collect();
    let shapes = apart(&labels, ground, (ground.left - 6.0, Anchor::End));
    sheet.add("chosa-label", shapes);
}

/// The overall figure as a line with its band; returns its height.
fn overall(sheet: &mut Sheet<'_>, figure: Figure<'_>, ground: &Ground) -> Option<f64> {
    let Figure { row, column, cell } = figure;
    let y = ground.scale.at(cell.estimate?);
    let (left, right) = (ground.left, ground.right);
    let mut shapes = Vec::new();
    if let (Some(low), Some(high)) = (cell.low, cell.high) {
        let (low, high) = (ground.scale.at(low), ground.scale.at(high));
        shapes.push(Shape::Area {
            points: vec![(left, low), (right, low), (right, high), (left, high)],
            fill: Ink::Muted,
            weight: Weight::Sheer,
        });
    }
    shapes.push(Shape::line((left, y), (right, y), Ink::Text, 1.5));
    sheet.mark(datum(sheet.table, row, column, cell), shapes);
    Some(y)
}

fn column(sheet: &mut Sheet<'_>, figure: &Figure<'_>, ground: &Ground, at: usize) {
    let Figure { row, column, cell } = *figure;
    let middle = ground.middle(at);
    let thick = (ground.slot * 0.66).min(THICK);
    let mut shapes = Vec::new();
    if let Some(value) = cell.estimate {
        shapes.push(bar(
            &ground.scale,
            value,
            middle - thick / 2.0,
            thick,
            Ink::Bar,
        ));
        shapes.extend(interval(&ground.scale, cell, middle));
        let top = ground.scale.at(cell.high.unwrap_or(value).max(value));
        let text = text(sheet, figure);
        shapes.push(text_at((middle, top - 6.0), Anchor::Middle, &text, LABELS));
    } else {
        shapes = missing(sheet, figure, ground, middle);
    }
    sheet.mark(datum(sheet.table, row, column, cell), shapes);
}

/// What is not shown, said where it would stand.
fn missing(sheet: &mut Sheet<'_>, figure: &Figure<'_>, ground: &Ground, middle: f64) -> Vec<Shape> {
    let text = text(sheet, figure);
    let label = sheet.label(&text, ground.slot.max(SLOT), ASIDE);
    label.at(middle, ground.bottom - label.height() - 4.0, Anchor::Middle)
}

/// One line, broken where a figure is missing.
fn line(
    sheet: &mut Sheet<'_>,
    figures: &[Figure<'_>],
    ground: &Ground,
    (ink, kind): (Ink, ChartKind),
) {
    let scale = &ground.scale;
    let places: Vec<(f64, &Figure<'_>)> = figures
        .iter()
        .enumerate()
        .map(|(at, figure)| (ground.middle(at), figure))
        .collect();
    let mut shapes = Vec::new();
    for pair in places.windows(2) {
        let [(x, a), (next, b)] = pair else { continue };
        let (Some(from), Some(to)) = (a.cell.estimate, b.cell.estimate) else {
            continue;
        };
        let band = [a.cell.low, b.cell.low, b.cell.high, a.cell.high];
        if let ([Some(a), Some(b), Some(c), Some(d)], ChartKind::Lines) = (band, kind) {
            shapes.push(Shape::Area {
                points: vec![
                    (*x, scale.at(a)),
                    (*next, scale.at(b)),
                    (*next, scale.at(c)),
                    (*x, scale.at(d)),
                ],
                fill: ink,
                weight: Weight::Sheer,
            });
        }
        let (from, to) = ((*x, scale.at(from)), (*next, scale.at(to)));
        shapes.push(Shape::line(from, to, ink, 2.0));
    }
    sheet.add("chosa-line", shapes);
    for (x, figure) in places {
        let Figure { row, column, cell } = *figure;
        let shapes = match cell.estimate {
            Some(value) => {
                let mut shapes = Vec::new();
                if kind == ChartKind::Slope {
                    shapes = interval(scale, cell, x);
                }
                shapes.push(dot(scale, value, x, ink));
                shapes
            }
            None => missing(sheet, figure, ground, x),
        };
        sheet.mark(datum(sheet.table, row, column, cell), shapes);
    }
}

/// The names under the ground, as many as there is room for.
fn foot(sheet: &mut Sheet<'_>, names: &[&str], ground: &Ground) {
    let step = (SLOT / ground.slot).ceil().max(1.0) as usize;
    let room = ground.slot * step as f64 - 4.0;
    let mut deepest = 0.0_f64;
    let mut shapes = Vec::new();
    for (at, name) in names.iter().enumerate() {
        if at % step > 0 {
            sheet.warn_of_shortening(name);
            continue;
        }
        let label = sheet.label(name, room, ASIDE);
        deepest = deepest.max(label.height());
        let half = label.width() / 2.0;
        let x = ground.middle(at).clamp(
            sheet.left() + half,
            (sheet.right() - half).max(sheet.left() + half),
        );
        shapes.extend(label.at(x, ground.bottom + 4.0, Anchor::Middle));
    }
    sheet.add("chosa-axis", shapes);
    sheet.y = ground.bottom + deepest + 12.0;
}
