//! The rows of a header: which program wrote them, and what they say of each column.

use super::day::{DateOrder, day_of};
use super::find::{after_any, cut, cut_last, digits_first, is_listed};
use super::guess::ExportSource;
use super::lexicon::{plain, squeezed};
use super::number::number_of;

/// How many records may belong to a header, and one more.
pub(super) const MOST_HEADER_ROWS: usize = 4;

/// A header and its columns.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// How many rows it has.
    pub(super) rows: usize,
    /// Which program wrote it.
    pub(super) source: ExportSource,
    /// Whether the first record looks like answers.
    pub(super) is_absent: bool,
    /// What it says of each column.
    pub(super) titles: Vec<Title>,
}

/// What a header says of one column.
#[derive(Clone, Debug, Default)]
pub(super) struct Title {
    /// The cells of the header.
    pub(super) cells: Vec<String>,
    /// What may serve as a name.
    pub(super) short: String,
    /// What is shown where the column stands alone.
    pub(super) label: String,
    /// What it shares with its neighbours: the question of which it is one part.
    pub(super) stem: String,
    /// That question as it is shown.
    pub(super) question: String,
    /// Which part of that question it is.
    pub(super) part: String,
}

impl Header {
    /// Reads a header from the first records of a file.
    pub(super) fn of(head: &[Vec<String>], stated: Option<usize>) -> Self {
        let (rows, source) = shape(head);
        let rows = stated.unwrap_or(rows).min(head.len());
        let mut carried = String::new();
        let mut titles = Vec::new();
        for place in 0..head.first().map_or(0, Vec::len) {
            let mut cells = Vec::new();
            for row in head.iter().take(rows) {
                cells.push(row.get(place).cloned().unwrap_or_default());
            }
            titles.push(match rows {
                2.. if rows > 2 || source == ExportSource::Qualtrics => of_names(cells),
                2 => of_options(cells, &mut carried),
                _ => of_one(cells),
            });
        }
        Self {
            titles,
            rows,
            source,
            is_absent: rows == 0 || stated.is_none() && looks_like_answers(head),
        }
    }
}

/// How many rows a header has, and who wrote it.
fn shape(head: &[Vec<String>]) -> (usize, ExportSource) {
    for (place, row) in head.iter().take(3).enumerate() {
        if row.iter().any(|cell| cell.starts_with("{\"ImportId\"")) {
            return (place + 1, ExportSource::Qualtrics);
        }
    }
    let Some(first) = head.first() else {
        return (0, ExportSource::Plain);
    };
    let has =
        |row: &[String], words: &str| row.iter().any(|cell| is_listed(words, &squeezed(cell)));
    if let Some(second) = head.get(1) {
        if has(first, "startdate") && has(second, "startdate") {
            return (2, ExportSource::Qualtrics);
        }
        if is_second_header(first, second) {
            return (2, ExportSource::SurveyMonkey);
        }
    }
    let source = match () {
        () if has(
            first.get(..1).unwrap_or_default(),
            "timestamp|タイムスタンプ",
        ) =>
        {
            ExportSource::GoogleForms
        }
        () if has(first, "submitdate|lastpage|startlanguage") => ExportSource::LimeSurvey,
        () => ExportSource::Plain,
    };
    (1, source)
}

fn is_response(cell: &str) -> bool {
    let words = "response|open-ended response|回答|自由回答|自由形式の回答";
    is_listed(words, &plain(cell))
}

/// SurveyMonkey's second row holds `Response` under a question of one column, and an option under each
/// column of another, whose text stands over the first of them alone.
fn is_second_header(first: &[String], second: &[String]) -> bool {
    let (mut responses, mut options, mut strange) = (0, 0, 0);
    for (place, under) in second.iter().enumerate() {
        let own = first.get(place).is_some_and(|cell| !cell.is_empty());
        let goes_on = first.get(place + 1).is_some_and(String::is_empty);
        match under.as_str() {
            "" => {}
            text if is_response(text) => responses += 1,
            text if number_of(text).is_some() => strange += 1,
            _ if own && !goes_on => strange += 1,
            _ => options += 1,
        }
    }
    let has_gap = first.iter().skip(1).any(String::is_empty);
    strange == 0 && (responses > 0 || options > 1 && has_gap)
}

fn looks_like_answers(head: &[Vec<String>]) -> bool {
    let is_answer =
        |cell: &String| number_of(cell).is_some() || day_of(cell, DateOrder::Ymd).is_some();
    let first = head.first().filter(|row| row.len() > 1);
    first.is_some_and(|row| row.iter().all(is_answer))
}

fn of_one(cells: Vec<String>) -> Title {
    let short = cells.first().cloned().unwrap_or_default();
    let label = clean(&short);
    let (stem, part) = split(&label);
    Title {
        stem: stem.to_owned(),
        question: stem.to_owned(),
        part: part.to_owned(),
        cells,
        short,
        label,
    }
}

/// Names in the first row, texts in the second.
fn of_names(cells: Vec<String>) -> Title {
    let short = cells.first().cloned().unwrap_or_default();
    let label = clean(
        cells
            .get(1)
            .filter(|text| !text.is_empty())
            .unwrap_or(&short),
    );
    let (question, part) = cut_last(&label, " - ").unwrap_or((&label, &label));
    let question = question
        .strip_suffix(" - Selected Choice")
        .unwrap_or(question);
    Title {
        stem: split(&short).0.to_owned(),
        question: question.to_owned(),
        part: part.to_owned(),
        cells,
        short,
        label,
    }
}

/// A question over its first column, options below.
fn of_options(cells: Vec<String>, carried: &mut String) -> Title {
    let own = clean(cells.first().map_or("", String::as_str));
    let part = clean(cells.get(1).map_or("", String::as_str));
    if !own.is_empty() {
        carried.clone_from(&own);
    }
    if part.is_empty() || is_response(&part) {
        return Title {
            label: own.clone(),
            short: own,
            cells,
            ..Title::default()
        };
    }
    let label = match carried.as_str() {
        "" => part.clone(),
        question => question.to_owned() + ": " + &part,
    };
    Title {
        stem: carried.clone(),
        question: carried.clone(),
        part,
        label,
        cells,
        ..Title::default()
    }
}

/// A header parted into what it shares with its neighbours and what is its own: `Q5 [SQ001]`,
/// `Q5_1`, `Q5S1`, `Media: TV`, `Media - TV`.
fn split(header: &str) -> (&str, &str) {
    for (open, close) in [("[", "]"), ("【", "】"), ("（", "）"), ("(", ")")] {
        let inner = header
            .strip_suffix(close)
            .and_then(|header| cut_last(header, open));
        if let Some((stem, part)) = inner.filter(|(stem, _)| !stem.trim().is_empty()) {
            return (stem.trim(), part.trim());
        }
    }
    let (stem, part) = counted(header)
        .or_else(|| cut_last(header, " - "))
        .or_else(|| cut(header, ": "))
        .or_else(|| cut(header, "："))
        .unwrap_or((header, ""));
    (stem.trim(), part.trim())
}

/// `Q5_1`, `Q5-1 TV`, `Q5.1`, `Q5S1`: a mark and digits, and what follows them.
fn counted(header: &str) -> Option<(&str, &str)> {
    for (at, mark) in header.bytes().enumerate() {
        let is_mark = matches!(mark, b'_' | b'-' | b'.' | b'S') && at > 0;
        if !is_mark {
            continue;
        }
        let (stem, rest) = (header.get(..at)?, header.get(at + 1..)?);
        let (digits, after) = digits_first(rest);
        let is_end = !after.starts_with(|letter: char| letter.is_ascii_alphanumeric());
        let is_name = mark == b'_' || stem.ends_with(|letter: char| letter.is_ascii_digit());
        if !digits.is_empty() && is_end && is_name {
            let mut own = after;
            while let Some(rest) = after_any(own, "_|-|.|:|：| |　") {
                own = rest;
            }
            return Some((stem, own));
        }
    }
    None
}

/// A header's text as a label: without tags, marks of direction and what could not be read, and
/// with single spaces.
pub(super) fn clean(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut is_in_tag = false;
    let begins = |next: &u8| next.is_ascii_alphabetic() || matches!(next, b'/' | b'!');
    for (at, letter) in text.char_indices().take(LONGEST_LABEL) {
        match letter {
            '>' if is_in_tag => {
                is_in_tag = false;
                kept.push(' ');
            }
            _ if is_in_tag || is_odd(letter) => {}
            '<' if text.as_bytes().get(at + 1).is_some_and(begins) => is_in_tag = true,
            ' ' | '\n' | '\r' | '\t' if kept.ends_with(" ") => {}
            '\n' | '\r' | '\t' => kept.push(' '),
            _ => kept.push(letter),
        }
    }
    for (entity, letter) in [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
        ("  ", " "),
    ] {
        while let Some((before, after)) = cut(&kept, entity) {
            kept = before.to_owned() + letter + after;
        }
    }
    kept.trim().to_owned()
}

/// What is longer is cut off.
const LONGEST_LABEL: usize = 1_000;

/// Marks that nobody sees: of direction, of no width, and what could not be read.
pub(super) fn is_odd(letter: char) -> bool {
    matches!(
        letter,
        '\u{fffd}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

#[cfg(test)]
mod tests {
    use super::{clean, split};

    #[test]
    fn headers_are_parted() {
        for (header, stem, part) in [
            ("Q5 [SQ001]", "Q5", "SQ001"),
            ("Q5[other]", "Q5", "other"),
            ("Q5_1", "Q5", ""),
            ("Q5-2 テレビ", "Q5", "テレビ"),
            ("Q5S3", "Q5", ""),
            ("media_12", "media", ""),
            ("利用媒体：新聞", "利用媒体", "新聞"),
            ("Media - TV", "Media", "TV"),
            ("COVID-19 vaccine", "COVID-19 vaccine", ""),
            ("Age", "Age", ""),
        ] {
            assert_eq!(split(header), (stem, part), "{header}");
        }
    }

    #[test]
    fn labels_are_plain_text() {
        assert_eq!(
            clean("Consider: <br>In <b>A</b>, 1 < 2 &amp; more\u{202e}\u{fffd}"),
            "Consider: In A , 1 < 2 & more"
        );
        assert_eq!(clean("<script>x &amp;amp; y"), "x & y");
        assert_eq!(clean("a < b"), "a < b");
    }
}
