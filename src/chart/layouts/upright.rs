//! Figures side by side over a common ground: columns, and lines over time.

use crate::chart::figures::{Figure, ONE_COLUMN, breakdowns, figure_text, mark};
use crate::chart::kinds::Kind;
use crate::chart::marks::axis;
use crate::chart::marks::column::{across, column};
use crate::chart::marks::ground::{Ground, INSET, SLOT, apart};
use crate::chart::marks::trend::Trend;
use crate::chart::palette::Ink;
use crate::chart::pick::time;
use crate::chart::scale::Scale;
use crate::chart::scene::Anchor;
use crate::chart::sheet::{ASIDE, HEADING, LABEL, LABELS, Label, Look, SMALL, SUBHEADING, Sheet};
use crate::chart::text_width::width;
use crate::error::Result;
use crate::tabulate::{Column, RowGroup};

/// How high the ground of the marks is.
const HEIGHT: f64 = 210.0;
/// The least width of a panel that stands beside another.
const PANEL: f64 = 280.0;
/// So many columns stand beside each other even where words under them are cut, as are those
/// that are wider than this.
const FEWEST: f64 = 3.0;
const WORDS: f64 = 96.0;
/// The most room that the names of lines may take, and that their axis may.
const NAMES: f64 = 0.32;

/// How a kind shows its figures.
pub(in crate::chart) struct Upright {
    pub(in crate::chart) marks: Marks,
    /// What is written beside the last figure of a line, or beside the overall figure.
    pub(in crate::chart) end: fn(&str, Figure<'_>) -> String,
}

/// What stands on the ground.
#[derive(Clone, Copy)]
pub(in crate::chart) enum Marks {
    /// Columns; how thick they are where they have so much room.
    Columns(fn(f64) -> f64),
    /// Lines with bands of their intervals, and an axis.
    Lines,
    /// Lines between two ends that both carry their figures, with their intervals.
    Slope,
}

impl Marks {
    /// Whether they join the figures by lines.
    fn joins(self) -> bool {
        !matches!(self, Self::Columns(_))
    }
}

/// Figures that share a ground: of one row, or of all rows of a question, over the columns of
/// a breakdown; or of the rows themselves.
pub(in crate::chart) struct Panel<'a> {
    group: &'a RowGroup,
    /// Which row, where each has a panel of its own.
    row: Option<usize>,
    /// Empty where the rows stand side by side.
    columns: Vec<(usize, &'a Column)>,
    only: (usize, &'a Column),
}

impl<'a> Panel<'a> {
    /// How many figures stand side by side.
    pub(in crate::chart) fn len(&self) -> usize {
        match self.columns.len() {
            0 => self.group.rows_on_scale().len(),
            many => many,
        }
    }

    /// The rows, each a line.
    fn series(&self) -> std::ops::Range<usize> {
        match self.row {
            Some(row) => row..row + 1,
            None if self.columns.is_empty() => 0..1,
            None => 0..self.group.rows_on_scale().len(),
        }
    }

    fn figure(&self, series: usize, at: usize) -> Option<Figure<'a>> {
        let (row, (place, column)) = match self.columns.is_empty() {
            true => (self.group.rows_on_scale().get(at)?, self.only),
            false => (
                self.group.rows_on_scale().get(series)?,
                *self.columns.get(at)?,
            ),
        };
        Some((row, column, row.cells.get(place)?))
    }

    /// The last figure of a line that is shown, beside which stands what is said of its end.
    fn last_shown(&self, series: usize) -> Option<Figure<'a>> {
        let mut at = self.len();
        while at > 0 {
            at -= 1;
            if let Some(figure) = self.figure(series, at)
                && figure.2.estimate.is_some()
            {
                return Some(figure);
            }
        }
        None
    }

    fn name(&self, at: usize) -> &'a str {
        match (self.columns.get(at), self.group.rows_on_scale().get(at)) {
            (Some((_, column)), _) => &column.label,
            (None, Some(row)) => &row.label,
            _ => "",
        }
    }
}

/// A panel for each question and breakdown, or, where `by_row`, for each row of these.
pub(in crate::chart) fn panels<'a>(sheet: &Sheet<'a>, by_row: bool) -> Vec<Panel<'a>> {
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
            if by_row && !columns.is_empty() {
                for row in 0..group.rows_on_scale().len() {
                    push(Some(row));
                }
            } else {
                push(None);
            }
        }
    }
    panels
}

/// Lays out figures of a kind that shows one column, side by side in the order of its rows.
pub(in crate::chart) fn of_rows(sheet: &mut Sheet<'_>, kind: &Kind, marks: Marks) -> Result<()> {
    if sheet.columns.len() > 1 {
        return Err(kind.unsuitable(ONE_COLUMN));
    }
    let end = |text: &str, _: Figure<'_>| text.to_owned();
    let panels = panels(sheet, false);
    lay_out(sheet, &panels, &Upright { marks, end })
}

/// Lays out lines over the values of a breakdown, of which there must be so many.
pub(in crate::chart) fn over_time(
    sheet: &mut Sheet<'_>,
    kind: &Kind,
    marks: Marks,
    (least, most): (usize, usize),
) -> Result<()> {
    let panels = panels(sheet, false);
    for panel in &panels {
        if !(least..=most).contains(&panel.len()) {
            return Err(kind.unsuitable(ENDS));
        }
    }
    let end = |text: &str, (row, _, _): Figure<'_>| [text, " ", &row.label].concat();
    lay_out(sheet, &panels, &Upright { marks, end })
}

const ENDS: (&str, &str) = (
    "線で結ぶには、属性に二つ以上（slopeではちょうど二つ）の値が必要です",
    "lines need a breakdown with two values or more, a slope exactly two",
);

/// Lays out the panels, beside each other where there is room for it.
pub(in crate::chart) fn lay_out<'a>(
    sheet: &mut Sheet<'a>,
    panels: &[Panel<'a>],
    upright: &Upright,
) -> Result<()> {
    let mut widest = 0;
    for panel in panels {
        widest = widest.max(panel.len());
    }
    let least = match upright.marks.joins() {
        true => PANEL,
        false => PANEL.max(widest as f64 * (SLOT + 6.0) + 90.0),
    };
    sheet.side_by_side((panels.len(), least), &mut |sheet, at| {
        if let Some(panel) = panels.get(at) {
            draw(sheet, panel, upright);
        }
        Ok(())
    })
}

fn draw<'a>(sheet: &mut Sheet<'a>, panel: &Panel<'a>, upright: &Upright) {
    if sheet.table.groups.len() > 1 {
        sheet.paragraph(&panel.group.label, &HEADING);
    }
    if let Some(row) = panel
        .row
        .and_then(|row| panel.group.rows_on_scale().get(row))
    {
        sheet.paragraph(&row.label, &HEADING);
    }
    if let Some((_, column)) = panel.columns.first() {
        sheet.paragraph(&column.question_label, &SUBHEADING);
    }
    let marks = upright.marks;
    let ends = ends(sheet, panel, upright);
    let (mut right, mut tall) = (8.0_f64, 0.0);
    for (label, _) in &ends {
        right = right.max(label.width() + 8.0);
        tall += label.height();
    }
    let widest = widest_word(sheet);
    if let Some(figure) = overall(panel) {
        // All panels leave the same room, so that their columns stand alike.
        let name = width(&(upright.end)("", figure), LABEL, false);
        right = right.max((name + widest).min(sheet.room() * NAMES) + 8.0);
    }
    let many = panel.len();
    let mut per_line = many;
    let free = sheet.room() - right;
    let mut left = start_room(sheet, panel, marks);
    // Columns and the ends of lines carry their figures; where there is little room they
    // need no axis.
    let most = sheet.room() * NAMES;
    if left > most {
        left = match marks {
            Marks::Slope => most,
            _ => 0.0,
        };
    }
    let mut least = SLOT.max(widest + 2.0);
    let cuts = |room: f64| (0..many).any(|at| ASIDE.cuts(panel.name(at), room - 2.0));
    let slot = (free - left) / many as f64;
    if !marks.joins() && (slot < least || cuts(slot)) {
        left = 0.0;
        // Fewer columns where words under them would be cut even without an axis.
        let cut = cuts(free / many as f64);
        while cut && least < WORDS.min(free / FEWEST) && cuts(least) {
            least += 4.0;
        }
        // Lines of about the same length, none of which is left with a single column.
        let most = (free / least).floor().max(1.0) as usize;
        per_line = many.div_ceil(many.div_ceil(most).max(1));
    }
    let mut from = 0;
    while from < many {
        let top = sheet.y + 20.0;
        let bottom = top + HEIGHT.max(tall);
        let start = sheet.left() + left;
        let room = free - left;
        let (first, slot) = match marks.joins() {
            false => (room / per_line as f64 / 2.0, room / per_line as f64),
            true => (INSET, (room - 2.0 * INSET) / (many - 1).max(1) as f64),
        };
        let ground = Ground {
            scale: Scale::of(sheet, bottom, top).upright(),
            left: start,
            right: start + room,
            top,
            bottom,
            first: start + first,
            slot,
            stops: if marks.joins() {
                stops(panel)
            } else {
                Vec::new()
            },
        };
        let shown = from..(from + per_line).min(many);
        fill(sheet, panel, shown.clone(), (&ground, &ends, marks));
        let mut names = Vec::new();
        for at in shown {
            names.push(panel.name(at));
        }
        ground.foot(sheet, &names, marks.joins());
        from += per_line;
    }
}

/// Where points stand in time, from 0 to one less than they are; empty where their names tell
/// no time, or not one after the other.
fn stops(panel: &Panel<'_>) -> Vec<f64> {
    let mut times: Vec<f64> = Vec::new();
    for at in 0..panel.len() {
        match time(panel.name(at)) {
            Some(time) if times.last().is_none_or(|last| *last < time) => times.push(time),
            _ => return Vec::new(),
        }
    }
    if let [first, .., last] = *times {
        let slots = panel.len() as f64 - 1.0;
        for time in &mut times {
            *time = (*time - first) / (last - first) * slots;
        }
    }
    times
}

/// The width of the widest figure; where one is not shown, that of a word that says so.
fn widest_word(sheet: &Sheet<'_>) -> f64 {
    let mut widest = 0.0_f64;
    for cell in &sheet.cells {
        widest = widest.max(match cell.estimate {
            Some(_) => width(&figure_text(sheet, cell), LABEL, false),
            None => WORD,
        });
    }
    widest
}

/// A word for what is not shown, in small letters.
const WORD: f64 = 42.0;

/// What the axis takes, or the figures at the left ends of a slope.
fn start_room(sheet: &Sheet<'_>, panel: &Panel<'_>, marks: Marks) -> f64 {
    let mut room = 0.0_f64;
    if let Marks::Slope = marks {
        for series in panel.series() {
            if let Some((_, _, cell)) = panel.figure(series, 0) {
                room = room.max(width(&figure_text(sheet, cell), LABEL, false));
            }
        }
    } else {
        let scale = Scale::of(sheet, HEIGHT, 0.0).upright();
        for (_, text) in axis::figures(sheet, &scale) {
            room = room.max(width(&text, SMALL, false) + 8.0);
        }
    }
    room
}

/// What stands at the right end, with its figure: the name and the last figure of each line,
/// or the overall figure.
fn ends<'a>(
    sheet: &mut Sheet<'_>,
    panel: &Panel<'a>,
    upright: &Upright,
) -> Vec<(Label, Option<Figure<'a>>)> {
    let room = sheet.room() * NAMES;
    let mut ends = Vec::new();
    for series in panel.series() {
        let (figure, ink) = match upright.marks.joins() {
            false => (overall(panel), Ink::Text),
            true => (panel.figure(series, panel.len() - 1), Ink::Line(series)),
        };
        if let Some(last) = figure {
            let text = (upright.end)(&figure_text(sheet, last.2), last);
            let label = sheet.broken(&text, room, &Look { ink, ..LABELS });
            let figure = match upright.marks.joins() && last.2.estimate.is_none() {
                true => panel.last_shown(series),
                false => figure,
            };
            ends.push((label, figure));
        }
    }
    ends
}

/// The figure of all columns of a panel together.
fn overall<'a>(panel: &Panel<'a>) -> Option<Figure<'a>> {
    let (at, column) = panel.only;
    let row = panel.group.rows_on_scale().get(panel.row?)?;
    (column.question.is_none()).then_some((row, column, row.cells.get(at)?))
}

fn fill<'a>(
    sheet: &mut Sheet<'a>,
    panel: &Panel<'a>,
    shown: std::ops::Range<usize>,
    (ground, ends, marks): (&Ground, &[(Label, Option<Figure<'_>>)], Marks),
) {
    let depth = sheet.depth();
    if let Marks::Columns(thick) = marks {
        if let Some(figure) = overall(panel) {
            across(sheet, figure, ground);
        }
        for (place, at) in shown.enumerate() {
            if let Some(figure) = panel.figure(panel.row.unwrap_or(0), at) {
                column(
                    sheet,
                    figure,
                    ground,
                    (ground.middle(place), thick(ground.slot)),
                );
            }
        }
    } else {
        lines(sheet, panel, ground, marks);
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
    if let Marks::Slope = marks {
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

/// A line for each series; what is missing is told at the top, one under the other.
fn lines<'a>(sheet: &mut Sheet<'a>, panel: &Panel<'a>, ground: &Ground, marks: Marks) {
    let mut tops = vec![ground.top; panel.len()];
    let whiskers = matches!(marks, Marks::Slope);
    for series in panel.series() {
        let trend = Trend {
            ground,
            series,
            whiskers,
        };
        for at in 1..panel.len() {
            let (before, figure) = (panel.figure(series, at - 1), panel.figure(series, at));
            if let (Some((_, _, from)), Some((_, _, to))) = (before, figure) {
                trend.join(sheet, at, (from, to));
            }
        }
        sheet.close("chosa-line");
        for at in 0..panel.len() {
            let Some((row, column, cell)) = panel.figure(series, at) else {
                continue;
            };
            // At the ends, words stand where the figures would.
            let is_told = whiskers || at + 1 == panel.len();
            if cell.estimate.is_some() {
                trend.dot(sheet, at, cell);
            } else if !is_told {
                trend.missing(sheet, (at, &mut tops), cell);
            }
            mark(sheet, row, column, cell);
        }
    }
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
                sheet.broken(&text, sheet.room() * NAMES, &look),
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
