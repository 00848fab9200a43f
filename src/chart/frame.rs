//! What stands above and below every chart.

use super::kinds::Intervals;
use super::palette::Ink;
use super::sheet::{Look, SMALL, Sheet};
use super::words;

const TITLE: Look = Look {
    class: "chosa-title",
    size: 18.0,
    bold: true,
    ink: Ink::Text,
    most: 6,
};
const SUBTITLE: Look = Look {
    class: "chosa-subtitle",
    size: 13.0,
    bold: false,
    ink: Ink::Muted,
    most: 6,
};
const NOTE: Look = Look {
    class: "chosa-note",
    size: SMALL,
    bold: false,
    ink: Ink::Muted,
    most: 10,
};
const WARNING: Look = Look {
    ink: Ink::Text,
    ..NOTE
};

/// The title of the chart: the finding, or what the table is about.
pub(super) fn title<'a>(sheet: &Sheet<'a>) -> &'a str {
    let given = sheet
        .options
        .title
        .as_deref()
        .filter(|title| !title.trim().is_empty());
    given.unwrap_or(&sheet.table.title)
}

/// Title and subtitle.
pub(super) fn head(sheet: &mut Sheet<'_>) {
    let title = title(sheet);
    sheet.paragraph(title, &TITLE);
    sheet.y += 2.0;
    sheet.paragraph(&words::subtitle(sheet.table), &SUBTITLE);
    sheet.y += 10.0;
}

/// Interval, flags, note, method, source, and that the data are synthetic.
pub(super) fn foot(sheet: &mut Sheet<'_>, intervals: Intervals) {
    let table = sheet.table;
    sheet.y += 8.0;
    sheet.paragraph(&words::interval_words(table, intervals), &NOTE);
    for sentence in words::flag_words(table) {
        sheet.paragraph(&sentence, &NOTE);
    }
    if let Some(note) = sheet
        .options
        .note
        .as_deref()
        .filter(|note| !note.trim().is_empty())
    {
        sheet.paragraph(note, &NOTE);
    }
    if let Some(synthetic) = &table.source.synthetic {
        sheet.paragraph(synthetic, &WARNING);
    }
    for text in &[
        table.method.as_str(),
        table.source.sentence(table.language).as_str(),
    ] {
        if !text.is_empty() {
            sheet.paragraph(text, &NOTE);
        }
    }
}
