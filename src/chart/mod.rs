//! From a table to a picture: a [`Table`] is laid out as an immutable scene of shapes in
//! pixels, which plotters draws onto Chosa's own SVG paper.
//!
//! A chart computes no statistic and measures text by one table of widths, so that the same
//! table gives the same bytes in a page, a Worker, Node and a native program.

mod describe;
mod figures;
mod frame;
mod hatch;
mod kinds;
mod layouts;
mod line_break;
mod marks;
mod palette;
mod pick;
mod render;
mod scale;
mod scene;
mod sheet;
mod spec;
mod text_width;
mod words;

pub use kinds::ChartKind;
pub use spec::{ChartOptions, Fills, Neutral, Panels, Theme};
pub use text_width::width as text_width;

use crate::error::{ErrorKind, Result};
use crate::tabulate::{Table, Warning};
use crate::value::entries;

/// A drawn chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// The picture, as one SVG document.
    pub svg: String,
    /// The kind that was drawn.
    pub kind: ChartKind,
    /// Why it is this kind.
    pub why: String,
    /// What the picture shows, in sentences; it is in the SVG too.
    pub description: String,
    /// What had to be shortened to fit.
    pub warnings: Vec<Warning>,
}

entries!(Chart {
    svg,
    kind,
    why,
    description,
    warnings,
});

/// Draws `table`.
///
/// # Errors
/// `invalid_request` for a width outside 240 to 4,000 pixels; `unsuitable_chart` where the
/// kind would show the table wrongly, as a multiple choice stacked to 100%.
pub fn draw(table: &Table, options: &ChartOptions) -> Result<Chart> {
    if !(240.0..=4000.0).contains(&options.width) {
        let detail = (
            "グラフの幅は240から4,000ピクセルまでです",
            "the width of a chart is from 240 to 4,000 pixels",
        );
        return Err(ErrorKind::InvalidRequest { detail }.into());
    }
    let mut sheet = sheet::Sheet::new(table, options);
    let pick = pick::pick(&sheet, options.kind);
    let kind = pick.kind.kind();
    frame::head(&mut sheet);
    let columns = sheet.columns.clone();
    if options.panels == Panels::Columns && columns.len() > 1 {
        sheet.side_by_side((columns.len(), PANEL), &mut |sheet, at| {
            sheet.columns = columns.iter().skip(at).take(1).copied().collect();
            if let Some((_, column)) = columns.get(at) {
                sheet.paragraph(&column.label, &sheet::HEADING);
            }
            kind.lay_out(sheet)?;
            sheet.y += sheet::LABEL;
            Ok(())
        })?;
    } else {
        kind.lay_out(&mut sheet)?;
    }
    frame::foot(&mut sheet, kind.intervals);
    let title = frame::title(&sheet);
    let description = describe::description(table, kind);
    let description = text_width::clean(&description).into_owned();
    let (scene, warnings) = sheet.finish();
    let words = render::Words {
        language: table.language,
        id_prefix: &options.id_prefix,
        title,
        description: &description,
    };
    let svg = render::svg(&scene, &words, options.theme);
    Ok(Chart {
        svg,
        kind: pick.kind,
        why: pick.why,
        description,
        warnings,
    })
}

/// The least width of a panel that stands beside another.
const PANEL: f64 = 260.0;
