//! The rows of a header: which program wrote them, and what they say of each column.

use super::day::{DateOrder, day_of};
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
        let width = head.first().map_or(0, Vec::len);
        let mut carried = String::new();
        let titles = (0..width).map(|place| {
            let cells = column(head, place, rows);
            match (rows, source) {
                (3.., _) => of_names(cells),
                (2, ExportSource::Qualtrics) => of_names(cells),
                (2, _) => of_options(cells, &mut carried),
                _ => of_one(cells),
            }
        });
        Self {
            titles: titles.collect(),
            rows,
            source,
            is_absent: rows == 0 || stated.is_none() && looks_like_answers(head),
        }
    }
}

fn column(head: &[Vec<String>], place: usize, rows: usize) -> Vec<String> {
    let cell = |row: &Vec<String>| row.get(place).cloned().unwrap_or_default();
    head.iter().take(rows).map(cell).collect()
}

/// How many rows a header has, and who wrote it.
fn shape(head: &[Vec<String>]) -> (usize, ExportSource) {
    let imports = |row: &&Vec<String>| row.iter().any(|cell| cell.starts_with("{\"ImportId\""));
    if let Some(place) = head.iter().take(3).position(|row| imports(&row)) {
        return (place + 1, ExportSource::Qualtrics);
    }
    let Some(first) = head.first() else {
        return (0, ExportSource::Plain);
    };
    let has = |word: &str| first.iter().any(|cell| squeezed(cell) == word);
    if let Some(second) = head.get(1) {
        if has("startdate") && second.iter().any(|cell| cell == "Start Date") {
            return (2, ExportSource::Qualtrics);
        }
        if is_second_header(first, second) {
            return (2, ExportSource::SurveyMonkey);
        }
    }
    let starts = first.first().map(|cell| squeezed(cell)).unwrap_or_default();
    let source = match () {
        () if starts == "timestamp" || starts == "タイムスタンプ" => {
            ExportSource::GoogleForms
        }
        () if has("submitdate") || has("lastpage") || has("startlanguage") => {
            ExportSource::LimeSurvey
        }
        () => ExportSource::Plain,
    };
    (1, source)
}

const RESPONSE: [&str; 5] = [
    "response",
    "open-ended response",
    "回答",
    "自由回答",
    "自由形式の回答",
];

fn is_response(cell: &str) -> bool {
    RESPONSE.contains(&plain(cell).as_str())
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
    head.first()
        .is_some_and(|row| row.len() > 1 && row.iter().all(is_answer))
}

fn of_one(cells: Vec<String>) -> Title {
    let short = cells.first().cloned().unwrap_or_default();
    let label = clean(&short);
    let (stem, part) = split(&label);
    Title {
        question: stem.clone(),
        stem,
        part,
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
    let (stem, _) = split(&short);
    let (question, part) = label.rsplit_once(" - ").unwrap_or((&label, &label));
    Title {
        stem,
        question: question.trim_end_matches(" - Selected Choice").to_owned(),
        part: part.to_owned(),
        cells,
        short,
        label,
    }
}

/// A question over its first column, options below.
fn of_options(cells: Vec<String>, carried: &mut String) -> Title {
    let cell = |row: usize| cells.get(row).map(|cell| clean(cell)).unwrap_or_default();
    let (own, under) = (cell(0), cell(1));
    if !own.is_empty() {
        carried.clone_from(&own);
    }
    let part = if is_response(&under) {
        String::new()
    } else {
        under
    };
    let label = match (part.is_empty(), carried.is_empty()) {
        (true, _) => own.clone(),
        (false, true) => part.clone(),
        (false, false) => format!("{carried}: {part}"),
    };
    Title {
        short: if part.is_empty() { own } else { String::new() },
        stem: if part.is_empty() {
            String::new()
        } else {
            carried.clone()
        },
        question: carried.clone(),
        part,
        label,
        cells,
    }
}

/// A header parted into what it shares with its neighbours and what is its own: `Q5 [SQ001]`,
/// `Q5_1`, `Q5S1`, `Media: TV`, `Media - TV`.
fn split(header: &str) -> (String, String) {
    let parted = bracketed(header)
        .or_else(|| counted(header))
        .or_else(|| header.rsplit_once(" - "))
        .or_else(|| header.split_once(": "))
        .or_else(|| header.split_once('：'));
    let (stem, part) = parted.unwrap_or((header, ""));
    (stem.trim().to_owned(), part.trim().to_owned())
}

fn bracketed(header: &str) -> Option<(&str, &str)> {
    [('[', ']'), ('【', '】'), ('（', '）'), ('(', ')')]
        .into_iter()
        .find_map(|(open, close)| {
            let (stem, part) = header.strip_suffix(close)?.rsplit_once(open)?;
            (!stem.trim().is_empty()).then_some((stem, part))
        })
}

/// `Q5_1`, `Q5-1 TV`, `Q5.1`, `Q5S1`: a mark and digits, and what follows them.
fn counted(header: &str) -> Option<(&str, &str)> {
    let marks = header
        .char_indices()
        .filter(|(_, mark)| "_-.S".contains(*mark));
    marks.into_iter().find_map(|(at, mark)| {
        let (stem, rest) = (header.get(..at)?, header.get(at + 1..)?);
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let after = rest.get(digits..)?;
        let is_end = !after.starts_with(|letter: char| letter.is_ascii_alphanumeric());
        let is_name = stem.ends_with(|letter: char| letter.is_ascii_digit()) || mark == '_';
        let part = after.trim_start_matches(['_', '-', '.', ':', '：', ' ', '　']);
        (digits > 0 && is_end && is_name && !stem.is_empty()).then_some((stem, part))
    })
}

/// A header's text as a label: without tags, marks of direction and what could not be read, and
/// with single spaces.
pub(super) fn clean(text: &str) -> String {
    let mut kept = String::new();
    let mut rest = text;
    while let Some(open) = rest.find('<') {
        let (before, from) = rest.split_at(open);
        kept.push_str(before);
        let is_tag = from.get(1..).is_some_and(|after| {
            after.starts_with(|letter: char| {
                letter.is_ascii_alphabetic() || letter == '/' || letter == '!'
            })
        });
        match from.find('>').filter(|_| is_tag) {
            Some(close) => {
                kept.push(' ');
                rest = from.get(close + 1..).unwrap_or_default();
            }
            None => {
                kept.push('<');
                rest = from.get(1..).unwrap_or_default();
            }
        }
    }
    kept.push_str(rest);
    let plain = [
        ("&nbsp;", " "),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(kept, |text, (entity, letter)| text.replace(entity, letter));
    let is_mark = |letter: &char| matches!(letter, '\u{fffd}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}');
    let letters: String = plain.chars().filter(|letter| !is_mark(letter)).collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
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
            assert_eq!(
                split(header),
                (stem.to_owned(), part.to_owned()),
                "{header}"
            );
        }
    }

    #[test]
    fn labels_are_plain_text() {
        assert_eq!(
            clean("Consider: <br>In <b>A</b>, 1 < 2 &amp; more\u{202e}\u{fffd}"),
            "Consider: In A , 1 < 2 & more"
        );
        assert_eq!(clean("<script>x"), "x");
        assert_eq!(clean("a < b"), "a < b");
    }
}
