//! The two values of a breakdown back to back, as in a population pyramid.

use super::{Intervals, Kind};
use crate::chart::figures::{breakdowns, figure_text, mark, widest_figure, widest_row, with_n};
use crate::chart::marks::{axis::axis, band::Bands, bar::bar, interval::interval};
use crate::chart::pick::are_classes;
use crate::chart::scale::Scale;
use crate::chart::scene::Anchor;
use crate::chart::sheet::{HEADING, LABELS, SMALL, SUBHEADING, Sheet};
use crate::error::Result;
use crate::tabulate::{AnswerKind, RowGroup};

const THICK: f64 = 18.0;
/// The spine where labels stand above the bars.
const SPINE: f64 = 34.0;

/// What is said of the kind.
pub(super) const KIND: Kind = Kind {
    name: "pyramid",
    words: ("左右に向かい合う棒グラフ", "Bars back to back"),
    intervals: Intervals::Lines,
    suits: |facts| facts.breakdown.len() == 2 && facts.every(has_classes),
    why: (
        "年齢のような階級を二つの属性で比べる表なので、左右に向かい合わせます。",
        "Two groups over the same classes, as of age, stand back to back.",
    ),
    lay_out,
};

/// Lays out two bars for each row, from the spine outwards.
fn lay_out(sheet: &mut Sheet<'_>) -> Result<()> {
    let table = sheet.table;
    let breakdowns = breakdowns(sheet);
    let pair = match breakdowns.as_slice() {
        [pair] if pair.len() == 2 => pair,
        _ => {
            let reason = (
                "値がちょうど二つの属性を一つ、columns に書いてください",
                "it needs one breakdown with exactly two values",
            );
            return Err(KIND.unsuitable(reason));
        }
    };
    // The scale is that of the two alone.
    sheet.cells.clear();
    for row in table.groups.iter().flat_map(|group| group.rows_on_scale()) {
        for (at, _) in pair {
            if let Some(cell) = row.cells.get(*at) {
                sheet.cells.push(cell);
            }
        }
    }
    let figures = widest_figure(sheet) + 10.0;
    let bands = Bands::new(sheet, THICK, (widest_row(sheet), 0.3), figures);
    let spine = match sheet.is_narrow() {
        true => SPINE,
        false => bands.start - sheet.left() + 8.0,
    };
    let middle = (sheet.left() + sheet.right()) / 2.0;
    let half = ((sheet.room() - spine) / 2.0).max(40.0);
    let figures = figures.min(half - 20.0);
    let reach = half - figures;
    let mut sides = Vec::new();
    let mut tall = 0.0_f64;
    for ((_, column), (side, anchor)) in
        pair.iter().zip([(-0.5, Anchor::End), (0.5, Anchor::Start)])
    {
        let start = middle + side * spine;
        sides.push((Scale::of(sheet, start, start + side * 2.0 * reach), anchor));
        let text = with_n(&column.label, column.base.n);
        let label = sheet.broken(&text, reach + figures, &HEADING);
        tall = tall.max(label.height());
        sheet.label(start, sheet.y, anchor, &label);
    }
    sheet.close(HEADING.class);
    sheet.y += tall + 6.0;
    let (top, from) = (sheet.y, sheet.depth());
    for group in &table.groups {
        if table.groups.len() > 1 {
            sheet.paragraph(&group.label, &HEADING);
        }
        for row in group.rows_on_scale() {
            let y = bands.add_at(sheet, &row.label, &LABELS, (middle, Anchor::Middle));
            for ((at, column), (scale, anchor)) in pair.iter().zip(&sides) {
                let Some(cell) = row.cells.get(*at) else {
                    continue;
                };
                let value = cell.estimate.unwrap_or(0.0);
                bar(sheet, scale, value, (y, THICK));
                interval(sheet, scale, cell, y);
                let out = if *anchor == Anchor::End { -8.0 } else { 8.0 };
                let end = scale.at(cell.high.unwrap_or(value).max(value)) + out;
                let look = match cell.estimate {
                    Some(_) => &LABELS,
                    None => &SUBHEADING,
                };
                let text = figure_text(sheet, cell);
                let half = match anchor {
                    Anchor::End => (sheet.left(), middle - spine / 2.0),
                    _ => (middle + spine / 2.0, sheet.right()),
                };
                sheet.figure_beside((end, y), *anchor, (text, look), half);
                mark(sheet, row, column, cell);
            }
        }
    }
    let bottom = sheet.y;
    let (left, right) = sheet.edges();
    for ((scale, _), edges) in sides.iter().zip([(left, middle), (middle, right)]) {
        sheet.between(edges, &mut |sheet| axis(sheet, scale, (top, bottom), from));
    }
    sheet.y += SMALL * 1.6;
    Ok(())
}

fn has_classes(group: &RowGroup) -> bool {
    let mut labels = group.rows_on_scale().iter().map(|row| &*row.label);
    group.kind == AnswerKind::Ordered && are_classes(&mut labels)
}
