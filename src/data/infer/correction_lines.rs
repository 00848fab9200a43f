//! Corrections as the small module takes them: lines instead of JSON, whose reader would be a
//! fifth of it.
//!
//! Lines are parted by U+001E and what stands in one by U+001F: `column 3 role weight` and the
//! like, as `www/package/correction-lines.ts` writes them.

use super::corrections::{ColumnCorrection, Corrections, MissingCorrection, MultipleCorrection};
use super::day::DateOrder;
use super::find::between;
use super::guess::{AnswerKind, ColumnRole, Delimiter};
use super::number::value_of;
use crate::data::descriptor::{Blank, CategoryEntry, MissingKind, SampleKind};
use crate::error::{Error, ErrorKind, Place, Result};
use crate::language::Language;
use crate::value::{Shape, Value};

impl Corrections {
    /// Reads the lines.
    ///
    /// # Errors
    /// `invalid_form` with the line that says nothing known.
    pub(crate) fn of_lines(lines: &str) -> Result<Self> {
        let mut corrections = Self::default();
        for line in between(lines, 0x1e).filter(|line| !line.is_empty()) {
            let mut parts = Vec::new();
            for part in between(line, 0x1f) {
                parts.push(part);
            }
            corrections.take(&parts).ok_or_else(|| refused(&parts))?;
        }
        Ok(corrections)
    }

    fn take(&mut self, parts: &[&str]) -> Option<()> {
        match parts {
            ["title", text] => self.title = Some((*text).to_owned()),
            ["language", tag] => self.language = Some(named(&[Language::Ja, Language::En], tag)?),
            ["delimiter", name] => self.delimiter = Some(named(&Delimiter::ALL, name)?),
            ["headerRows", rows] => self.header_rows = Some(value_of(rows)? as usize),
            ["sample", name] => self.sample = Some(named(&SAMPLES, name)?),
            ["population", size] => self.population = Some(value_of(size)?),
            ["column", place, rest @ ..] => of_column(self.columns.entry(place), rest)?,
            ["multiple", name, rest @ ..] => of_multiple(self.multiples.entry(name), rest)?,
            _ => return None,
        }
        Some(())
    }
}

const SAMPLES: [SampleKind; 3] = [
    SampleKind::Census,
    SampleKind::Probability,
    SampleKind::Nonprobability,
];
const MISSING: [MissingKind; 3] = [
    MissingKind::NoAnswer,
    MissingKind::NotAsked,
    MissingKind::Invalid,
];

fn refused(parts: &[&str]) -> Error {
    let detail = (
        "知らない項目か値です".to_owned(),
        "an entry or a value that there is not".to_owned(),
    );
    let mut path = "corrections".to_owned();
    for part in parts {
        path.push('.');
        path.push_str(part);
    }
    Error::new(ErrorKind::InvalidForm { detail }).at(Place::path(path))
}

/// Of these the one that is called so.
fn named<T: Value + Copy>(all: &[T], name: &str) -> Option<T> {
    let is_it = |one: &&T| is_called(*one, name);
    all.iter().find(is_it).copied()
}

fn is_called(value: &dyn Value, name: &str) -> bool {
    matches!(value.shape(), Shape::Text(own) if own == name)
}

fn of_column(column: &mut ColumnCorrection, parts: &[&str]) -> Option<()> {
    let text = |text: &str| Some(text.to_owned());
    if let [name, value] = parts
        && let Some(slot) = text_of_column(column, name)
    {
        *slot = text(value);
        return Some(());
    }
    match parts {
        ["role", name] => column.role = Some(named(&ColumnRole::ALL, name)?),
        ["kind", name] => column.kind = Some(named(&AnswerKind::ALL, name)?),
        ["dateOrder", name] => column.date_order = Some(named(&DateOrder::ALL, name)?),
        ["routed", "false"] => column.routed = Some(false),
        ["categories"] => column.categories = Some(Vec::new()),
        ["categories", value, label] => {
            let (value, label) = ((*value).to_owned(), (*label).to_owned());
            column
                .categories
                .as_mut()?
                .push(CategoryEntry { value, label });
        }
        ["missing"] => column.missing = Some(Vec::new()),
        ["missing", value, label, kind] => column.missing.as_mut()?.push(MissingCorrection {
            value: (*value).to_owned(),
            label: text(label).filter(|label| !label.is_empty()),
            kind: named(&MISSING, kind)?,
        }),
        _ => return None,
    }
    Some(())
}

/// Where a text of that name stands.
fn text_of_column<'a>(
    column: &'a mut ColumnCorrection,
    name: &str,
) -> Option<&'a mut Option<String>> {
    Some(match name {
        "name" => &mut column.name,
        "label" => &mut column.label,
        "multiple" => &mut column.multiple,
        "separator" => &mut column.separator,
        _ => return None,
    })
}

fn of_multiple(multiple: &mut MultipleCorrection, parts: &[&str]) -> Option<()> {
    match parts {
        ["label", label] => multiple.label = Some((*label).to_owned()),
        ["selected", value] => multiple.selected = Some((*value).to_owned()),
        ["blank", name] => multiple.blank = Some(named(&[Blank::NoAnswer, Blank::None], name)?),
        ["routed", "false"] => multiple.routed = Some(false),
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::Corrections;
    use crate::data::parse_json;

    #[test]
    fn lines_say_what_json_says() {
        let json = r#"{"title": "T", "headerRows": 2, "sample": "census", "population": 5596, "delimiter": "tab",
            "columns": {"3": {"role": "option", "multiple": "m", "routed": false,
                "categories": [{"value": "1", "label": "One"}], "missing": [{"value": "", "kind": "notAsked"}]},
                "4": {"kind": "date", "dateOrder": "dmy"}},
            "multiples": {"m": {"blank": "none", "selected": "1"}}}"#;
        let lines = [
            "title T",
            "headerRows 2",
            "sample census",
            "population 5596",
            "delimiter tab",
            "column 3 role option",
            "column 3 multiple m",
            "column 3 routed false",
            "column 3 categories",
            "column 3 categories 1 One",
            "column 3 missing",
            "column 3 missing   notAsked",
            "column 4 kind date",
            "column 4 dateOrder dmy",
            "multiple m blank none",
            "multiple m selected 1",
        ];
        let lines = lines.join("\u{1e}").replace(' ', "\u{1f}");
        let expected: Corrections = parse_json(json, "c").unwrap();
        let read = Corrections::of_lines(&lines).unwrap();
        assert_eq!(format!("{read:?}"), format!("{expected:?}"));
        let refused = Corrections::of_lines("column\u{1f}3\u{1f}rôle\u{1f}x").unwrap_err();
        assert_eq!(refused.code(), "invalid_form");
    }
}
