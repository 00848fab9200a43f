//! Figures side by side over a common ground: columns, and lines over time.

use super::{Figure, ONE_COLUMN, breakdowns, figure_text, mark, unsuitable, widest_figure};
use crate::chart::marks::{axis, bar::bar, interval::interval};
use crate::chart::palette::Ink;
use crate::chart::scale::Scale;
use crate::chart::scene::{Anchor, Weight};
use crate::chart::sheet::{ASIDE, HEADING, LABEL, LABELS, Label, Look, SMALL, SUBHEADING, Sheet};
use crate::chart::spec::ChartKind;
use crate::chart::text_width::{BOLD, width};
use crate::error::Result;
use crate::tabulate::{Column, RowGroup};

/// How high the ground of the marks is.
const HEIGHT: f64 = 210.0;
/// The least width of a panel that stands beside another.
const PANEL: f64 = 280.0;
/// The widest column.
const THICK: f64 = 56.0;
/// The least room of a column, and of a word under it.
const SLOT: f64 = 32.0;
/// How far from the edge of the ground lines begin.
const INSET: f64 = 14.0;
/// The most room that the names of lines may take.
const NAMES: f64 = 0.32;
/// The widest name under the ground that keeps its neighbours from being left out.
const WIDE: f64 = 64.0;
/// What lies between two names at least.
const SPACE: f64 = 6.0;
const RADIUS: f64 = 4.5;

/// Whether a kind joins its figures by lines.
fn joins(kind: ChartKind) -> bool {
    !matches!(kind, ChartKind::Columns | ChartKind::Histogram)
}

/// Figures that share a ground: of one row, or of all rows of a question, over the columns of
/// a breakdown; or of the rows themselves.
struct Panel<'a> {
    group: &'a RowGroup,
    /// Which row, where each has a panel of its own.
    row: Option<usize>,
    /// Empty where the rows stand side by side.
    columns: Vec<(usize, &'a Column)>,
    only: (usize, &'a Column),
}

impl<'a> Panel<'a> {
    /// How many figures stand side by side.
    fn len(&self) -> usize {
        match self.columns.len() {
            0 => self.group.rows.len(),
            many => many,
        }
    }

    /// The rows, each a line.
    fn series(&self) -> std::ops::Range<usize> {
        match self.row {
            Some(row) => row..row + 1,
            None if self.columns.is_empty() => 0..1,
            None => 0..self.group.rows.len(),
        }
    }

    fn figure(&self, series: usize, at: usize) -> Option<Figure<'a>> {
        let (row, (place, column)) = match self.columns.is_empty() {
            true => (self.group.rows.get(at)?, self.only),
            false => (self.group.rows.get(series)?, *self.columns.get(at)?),
        };
        Some((row, column, row.cells.get(place)?))
    }

    fn name(&self, at: usize) -> &'a str {
        match (self.columns.get(at), self.group.rows.get(at)) {
            (Some((_, column)), _) => &column.label,
            (None, Some(row)) => &row.label,
            _ => "",
        }
    }
}

/// The ground of one panel.
struct Ground {
    kind: ChartKind,
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

    /// The height of a figure; what is missing stands at the bottom.
    fn height(&self, figure: Option<Figure<'_>>) -> f64 {
        let value = figure.and_then(|(_, _, cell)| cell.estimate);
        value.map_or(self.bottom, |value| self.scale.at(value))
    }
}

/// Lays out a panel for each question and breakdown; columns have one for each row.
pub(super) fn lay_out(kind: ChartKind, sheet: &mut Sheet<'_>) -> Result<()> {
    let by_row = matches!(kind, ChartKind::Histogram | ChartKind::Cumulative);
    if by_row && sheet.columns.len() > 1 {
        return Err(unsuitable(kind, ONE_COLUMN));
    }
    let panels = panels(sheet, kind);
    let mut widest = 0;
    for panel in &panels {
        let many = panel.len();
        widest = widest.max(many);
        if kind == ChartKind::Slope && many != 2 || kind == ChartKind::Lines && many < 2 {
            let reason = (
                "線で結ぶには、属性に二つ以上（slopeではちょうど二つ）の値が必要です",
                "lines need a breakdown with two values or more, a slope exactly two",
            );
            return Err(unsuitable(kind, reason));
        }
    }
    let least = match joins(kind) {
        true => PANEL,
        false => PANEL.max(widest as f64 * (SLOT + 6.0) + 90.0),
    };
    sheet.side_by_side((panels.len(), least), &mut |sheet, at| {
        if let Some(panel) = panels.get(at) {
            draw(sheet, panel, kind);
        }
        Ok(())
    })
}

fn panels<'a>(sheet: &Sheet<'a>, kind: ChartKind) -> Vec<Panel<'a>> {
    let mut panels = Vec::new();
    let Some(only) = sheet.columns.first().copied() else {
        return panels;
    };
    let mut breakdowns = breakdowns(sheet);
    if breakdowns.is_empty() {
        breakdowns.push(Vec::new());
    }
    for group in &sheet.table.groups {
        for columns in &breakdowns {
            let mut push = |row| {
                panels.push(Panel {
                    group,
                    row,
                    columns: columns.clone(),
                    only,
                });
            };
            if kind == ChartKind::Columns && !columns.is_empty() {
                for row in 0..group.rows.len() {
                    push(Some(row));
                }
            } else {
                push(None);
            }
        }
    }
    panels
}

fn draw<'a>(sheet: &mut Sheet<'a>, panel: &Panel<'a>, kind: ChartKind) {
    if sheet.table.groups.len() > 1 {
        sheet.paragraph(&panel.group.label, &HEADING);
    }
    if let Some(row) = panel.row.and_then(|row| panel.group.rows.get(row)) {
        sheet.paragraph(&row.label, &HEADING);
    }
    if let Some((_, column)) = panel.columns.first() {
        sheet.paragraph(&column.question_label, &SUBHEADING);
    }
    let ends = ends(sheet, panel, kind);
    let (mut right, mut tall) = (8.0_f64, 0.0);
    for (label, _) in &ends {
        right = right.max(label.width() + 8.0);
        tall += label.height();
    }
    let mut left = 0.0_f64;
    if kind == ChartKind::Slope {
        for series in panel.series() {
            if let Some((_, _, cell)) = panel.figure(series, 0) {
                left = left.max(width(&figure_text(sheet, cell), LABEL, false));
            }
        }
    } else {
        let scale = Scale::of(sheet, HEIGHT, 0.0).upright();
        for (_, text) in axis::figures(sheet, &scale) {
            left = left.max(width(&text, SMALL, false) + 8.0);
        }
    }
    let many = panel.len();
    let mut per_line = many;
    let free = sheet.room() - right;
    // Columns carry their figures; where there is little room they need no axis.
    let least = SLOT.max(widest_figure(sheet) / BOLD + 2.0);
    if !joins(kind) && (free - left) / (many as f64) < least {
        left = 0.0;
        per_line = many.min((free / least).floor().max(1.0) as usize);
    }
    let mut from = 0;
    while from < many {
        let top = sheet.y + 20.0;
        let bottom = top + HEIGHT.max(tall);
        let start = sheet.left() + left;
        let room = free - left;
        let (first, slot) = match joins(kind) {
            false => (room / per_line as f64 / 2.0, room / per_line as f64),
            true => (INSET, (room - 2.0 * INSET) / (many - 1).max(1) as f64),
        };
        let ground = Ground {
            kind,
            scale: Scale::of(sheet, bottom, top).upright(),
            left: start,
            right: start + room,
            bottom,
            first: start + first,
            slot,
        };
        let shown = from..(from + per_line).min(many);
        marks(sheet, panel, shown.clone(), (&ground, &ends));
        foot(sheet, panel, shown, &ground);
        from += per_line;
    }
}

/// What stands at the right end, with its figure: the name and the last figure of each line,
/// or the overall figure.
fn ends<'a>(
    sheet: &mut Sheet<'_>,
    panel: &Panel<'a>,
    kind: ChartKind,
) -> Vec<(Label, Option<Figure<'a>>)> {
    let room = sheet.room() * NAMES;
    let mut ends = Vec::new();
    for series in panel.series() {
        let (figure, ink) = match joins(kind) {
            false => (overall(panel), Ink::Text),
            true => (panel.figure(series, panel.len() - 1), Ink::Line(series)),
        };
        if let Some((row, column, cell)) = figure {
            let text = figure_text(sheet, cell);
            let text = match kind {
                ChartKind::Columns => [&column.label, " ", &text].concat(),
                ChartKind::Cumulative => text,
                _ => [&text, " ", &row.label].concat(),
            };
            ends.push((sheet.broken(&text, room, &Look { ink, ..LABELS }), figure));
        }
    }
    ends
}

/// The figure of all columns of a panel together.
fn overall<'a>(panel: &Panel<'a>) -> Option<Figure<'a>> {
    let (at, column) = panel.only;
    let row = panel.group.rows.get(panel.row?)?;
    (column.question.is_none()).then_some((row, column, row.cells.get(at)?))
}

fn marks<'a>(
    sheet: &mut Sheet<'a>,
    panel: &Panel<'a>,
    shown: std::ops::Range<usize>,
    (ground, ends): (&Ground, &[(Label, Option<Figure<'_>>)]),
) {
    let depth = sheet.depth();
    if !joins(ground.kind) {
        if let Some(figure) = overall(panel) {
            across(sheet, figure, ground);
        }
        for (place, at) in shown.enumerate() {
            if let Some(figure) = panel.figure(panel.row.unwrap_or(0), at) {
                column(sheet, figure, ground, ground.middle(place));
            }
        }
    } else {
        for series in panel.series() {
            line(sheet, panel, series, ground);
        }
    }
    let mut labels = Vec::new();
    for (label, figure) in ends {
        labels.push((label, ground.height(*figure)));
    }
    apart(
        sheet,
        &mut labels,
        ground,
        (ground.right + 4.0, Anchor::Start),
    );
    if ground.kind == ChartKind::Slope {
        starts(sheet, panel, ground);
    } else if ground.left > sheet.left() {
        axis::axis(sheet, &ground.scale, (ground.left, ground.right), depth);
        return;
    }
    // Without room for an axis the ground alone is drawn.
    let zero = ground.scale.at(0.0);
    sheet.line((ground.left, zero), (ground.right, zero), Ink::Rule, 1.0);
    sheet.close_behind(depth, "chosa-rules");
}

/// Labels at about their heights, none over another.
fn apart(
    sheet: &mut Sheet<'_>,
    labels: &mut Vec<(&Label, f64)>,
    ground: &Ground,
    (x, anchor): (f64, Anchor),
) {
    let mut below = ground.bottom + LABEL;
    for (label, _) in labels.iter() {
        below -= label.height();
    }
    let mut next = f64::NEG_INFINITY;
    while !labels.is_empty() {
        let mut highest = 0;
        for (at, (_, height)) in labels.iter().enumerate() {
            if labels.get(highest).is_some_and(|(_, other)| height < other) {
                highest = at;
            }
        }
        let (label, height) = labels.remove(highest);
        // No lower than leaves room for those below.
        let top = (height - LABEL * 0.8).min(below).max(next);
        sheet.label(x, top, anchor, label);
        next = top + label.height();
        below += label.height();
    }
    sheet.close("chosa-label");
}

/// The figures at the left end of a slope.
fn starts(sheet: &mut Sheet<'_>, panel: &Panel<'_>, ground: &Ground) {
    let mut starts = Vec::new();
    for series in panel.series() {
        let figure = panel.figure(series, 0);
        if let Some((_, _, cell)) = figure {
            let look = Look {
                ink: Ink::Line(series),
                ..LABELS
            };
            let text = figure_text(sheet, cell);
            starts.push((
                sheet.broken(&text, WIDE * 2.0, &look),
                ground.height(figure),
            ));
        }
    }
    let mut labels = Vec::new();
    for (label, height) in &starts {
        labels.push((label, *height));
    }
    apart(sheet, &mut labels, ground, (ground.left + 2.0, Anchor::End));
}

/// The overall figure as a line with its band.
fn across<'a>(sheet: &mut Sheet<'a>, (row, column, cell): Figure<'a>, ground: &Ground) {
    let Some(value) = cell.estimate else { return };
    let (left, right) = (ground.left, ground.right);
    if let (Some(low), Some(high)) = (cell.low, cell.high) {
        let (low, high) = (ground.scale.at(low), ground.scale.at(high));
        let points = vec![(left, low), (right, low), (right, high), (left, high)];
        sheet.area(points, Ink::Muted, Weight::Sheer);
    }
    let y = ground.scale.at(value);
    sheet.line((left, y), (right, y), Ink::Text, 1.5);
    mark(sheet, row, column, cell);
}

fn column<'a>(
    sheet: &mut Sheet<'a>,
    (row, column, cell): Figure<'a>,
    ground: &Ground,
    middle: f64,
) {
    if let Some(value) = cell.estimate {
        let thick = match ground.kind {
            ChartKind::Histogram => ground.slot - 1.5,
            _ => (ground.slot * 0.66).min(THICK),
        };
        bar(sheet, &ground.scale, value, (middle, thick));
        interval(sheet, &ground.scale, cell, middle);
        let top = ground.scale.at(cell.high.unwrap_or(value).max(value)) - 11.0;
        let text = figure_text(sheet, cell);
        // The figure stands clear of the overall line.
        let wide = width(&text, LABEL, false);
        sheet.rect(middle - wide / 2.0, top - 7.0, wide, 14.0, Ink::Paper);
        sheet.text(middle, top, Anchor::Middle, text, &LABELS);
    } else {
        missing(sheet, (row, column, cell), (ground, Ink::Muted), middle);
    }
    mark(sheet, row, column, cell);
}

/// What is not shown, said where it would stand, or above all lines.
fn missing(sheet: &mut Sheet<'_>, (_, _, cell): Figure<'_>, (ground, ink): (&Ground, Ink), x: f64) {
    let text = figure_text(sheet, cell);
    let look = Look { ink, ..ASIDE };
    let label = sheet.broken(&text, ground.slot.max(SLOT), &look);
    let half = label.width() / 2.0;
    let top = match joins(ground.kind) {
        false => ground.bottom - 4.0,
        true => ground.scale.at(f64::MAX),
    };
    let x = x.min(ground.right - half);
    sheet.label(x, top - label.height(), Anchor::Middle, &label);
}

/// One line, broken where a figure is missing.
fn line<'a>(sheet: &mut Sheet<'a>, panel: &Panel<'a>, series: usize, ground: &Ground) {
    let scale = &ground.scale;
    let ink = Ink::Line(series);
    for at in 1..panel.len() {
        let ends = (panel.figure(series, at - 1), panel.figure(series, at));
        let (Some((_, _, a)), Some((_, _, b))) = ends else {
            continue;
        };
        let (Some(from), Some(to)) = (a.estimate, b.estimate) else {
            continue;
        };
        let (x, next) = (ground.middle(at - 1), ground.middle(at));
        let band = [a.low, b.low, b.high, a.high];
        if let ([Some(a), Some(b), Some(c), Some(d)], false) =
            (band, ground.kind == ChartKind::Slope)
        {
            let mut points = Vec::new();
            for (x, value) in [(x, a), (next, b), (next, c), (x, d)] {
                points.push(scale.point(value, x));
            }
            sheet.area(points, ink, Weight::Sheer);
        }
        sheet.line(scale.point(from, x), scale.point(to, next), ink, 2.0);
    }
    sheet.close("chosa-line");
    for at in 0..panel.len() {
        let Some((row, column, cell)) = panel.figure(series, at) else {
            continue;
        };
        let x = ground.middle(at);
        match cell.estimate {
            Some(value) => {
                if ground.kind == ChartKind::Slope {
                    interval(sheet, scale, cell, x);
                }
                sheet.disc(scale.point(value, x), RADIUS.min(ground.slot / 3.0), ink);
            }
            None => missing(sheet, (row, column, cell), (ground, ink), x),
        }
        mark(sheet, row, column, cell);
    }
}

/// The names under the ground, as many as there is room for.
fn foot(sheet: &mut Sheet<'_>, panel: &Panel<'_>, shown: std::ops::Range<usize>, ground: &Ground) {
    let mut need = 0.0_f64;
    for at in shown.clone() {
        need = need.max(width(panel.name(at), SMALL, false));
    }
    let step = match joins(ground.kind) {
        false => 1,
        true => ((need.min(WIDE) + SPACE) / ground.slot).ceil().max(1.0) as usize,
    };
    let room = ground.slot * step as f64 - 2.0;
    let mut deepest = 0.0_f64;
    let last = shown.end;
    for (place, at) in shown.enumerate() {
        let name = panel.name(at);
        // The last stays, whose figure is written out.
        let further = (last - 1 - at) % step;
        if further > 0 {
            // One warning tells of all that are left out.
            if further == 1 && at + 2 == last {
                sheet.warn_of_shortening(name);
            }
            continue;
        }
        let label = sheet.broken(name, room, &ASIDE);
        deepest = deepest.max(label.height());
        let x = sheet.within(ground.middle(place), label.width());
        sheet.label(x, ground.bottom + 6.0, Anchor::Middle, &label);
    }
    sheet.close("chosa-axis");
    sheet.y = ground.bottom + deepest + 12.0;
}
