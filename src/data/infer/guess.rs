//! What an inference tells.

use super::day::DateOrder;
use super::said::Said;
use crate::data::descriptor::{MissingKind, SampleKind};
use crate::language::Language;
use crate::value::{entries, texts};

/// How well a guess is founded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Confidence {
    /// The file says so itself.
    #[default]
    Sure,
    /// The values look like it.
    Likely,
    /// The file does not tell: somebody must.
    Asked,
}

texts!(Confidence {
    Sure: "sure",
    Likely: "likely",
    Asked: "asked"
});

/// Which program wrote the file, as far as its header tells.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExportSource {
    /// None that is known.
    #[default]
    Plain,
    /// SurveyMonkey: two header rows, the options in the second.
    SurveyMonkey,
    /// Qualtrics: names, texts and import ids in three header rows.
    Qualtrics,
    /// Google Forms: a timestamp first, chosen options joined.
    GoogleForms,
    /// LimeSurvey: codes such as `Q5[SQ001]`.
    LimeSurvey,
}

texts!(ExportSource {
    Plain: "plain",
    SurveyMonkey: "surveyMonkey",
    Qualtrics: "qualtrics",
    GoogleForms: "googleForms",
    LimeSurvey: "limeSurvey",
});

/// What stands between the cells of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Delimiter {
    /// `,`
    #[default]
    Comma,
    /// A tab.
    Tab,
    /// `;`
    Semicolon,
}

texts!(Delimiter {
    Comma: "comma",
    Tab: "tab",
    Semicolon: "semicolon"
});

impl ColumnRole {
    /// Every role.
    #[cfg(any(test, feature = "infer-wasm"))]
    pub(super) const ALL: [Self; 8] = [
        Self::Question,
        Self::Option,
        Self::Joined,
        Self::Id,
        Self::Weight,
        Self::Stratum,
        Self::Cluster,
        Self::SetAside,
    ];
}

impl AnswerKind {
    /// Every kind.
    #[cfg(any(test, feature = "infer-wasm"))]
    pub(super) const ALL: [Self; 5] = [
        Self::Single,
        Self::Ordered,
        Self::Number,
        Self::Date,
        Self::Text,
    ];
}

impl Delimiter {
    /// Every delimiter, the usual one first.
    pub(super) const ALL: [Self; 3] = [Self::Comma, Self::Tab, Self::Semicolon];

    /// The character.
    pub(super) fn byte(self) -> u8 {
        match self {
            Self::Comma => b',',
            Self::Tab => b'\t',
            Self::Semicolon => b';',
        }
    }
}

/// What a column is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColumnRole {
    /// A question of its own.
    #[default]
    Question,
    /// One option of a multiple choice.
    Option,
    /// All chosen options of a multiple choice in one cell.
    Joined,
    /// Tells respondents apart.
    Id,
    /// Weights.
    Weight,
    /// The strata of the sample.
    Stratum,
    /// The clusters of the sample.
    Cluster,
    /// Left out of the descriptor and of the file that is saved.
    SetAside,
}

texts!(ColumnRole {
    Question: "question",
    Option: "option",
    Joined: "joined",
    Id: "id",
    Weight: "weight",
    Stratum: "stratum",
    Cluster: "cluster",
    SetAside: "setAside",
});

/// What the answers of a column are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AnswerKind {
    /// One of several values without an order.
    Single,
    /// One of several values in an order.
    Ordered,
    /// Numbers.
    Number,
    /// Days.
    Date,
    /// Anything.
    #[default]
    Text,
}

texts!(AnswerKind {
    Single: "single",
    Ordered: "ordered",
    Number: "number",
    Date: "date",
    Text: "text",
});

/// A value and in how many rows it stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountedValue {
    /// The value in the file.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// The rows.
    pub count: usize,
}

entries!(CountedValue {
    value,
    label,
    count
});

/// A text that is no answer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuessedMissing {
    /// The text in the file; empty for a blank cell.
    pub value: String,
    /// What is shown.
    pub label: String,
    /// The rows.
    pub count: usize,
    /// Why there is no answer.
    pub kind: MissingKind,
}

entries!(GuessedMissing {
    value,
    label,
    count,
    kind
});

texts!(MissingKind {
    NoAnswer: "noAnswer",
    NotAsked: "notAsked",
    Invalid: "invalid",
});

/// One column of the file, and what it was taken for.
#[derive(Clone, Debug, Default)]
pub struct GuessedColumn {
    /// Its place in the file, counted from 1: by this corrections name it.
    pub place: usize,
    /// The number of its question: neighbours that their headers make parts of one have the same.
    pub question: usize,
    /// What stands in each row of the header.
    pub header: Vec<String>,
    /// Its name in the descriptor.
    pub name: String,
    /// What is shown.
    pub label: String,
    /// What it is for.
    pub role: ColumnRole,
    /// What its answers are.
    pub kind: AnswerKind,
    /// How well that is founded.
    pub confidence: Confidence,
    /// Why it was taken for this.
    pub reason: Said,
    /// What must be asked, where the confidence is [`Confidence::Asked`].
    pub ask: Option<Said>,
    /// The answers in their order; none for numbers, days and texts.
    pub categories: Vec<CountedValue>,
    /// The words for no answer that were met, the blank cell among them.
    pub missing: Vec<GuessedMissing>,
    /// The values that stand in most rows, at most eight.
    pub samples: Vec<CountedValue>,
    /// Rows with an answer.
    pub answered: usize,
    /// How many different answers there are; `None` for more than were counted.
    pub distinct: Option<usize>,
    /// The multiple choice that the column belongs to.
    pub multiple: Option<String>,
    /// In which order the parts of its days stand.
    pub date_order: Option<DateOrder>,
    /// Of whom the question seems to have been asked.
    pub base: Option<GuessedBase>,
}

entries!(GuessedColumn {
    place,
    question,
    header,
    name,
    label,
    role,
    kind,
    confidence,
    reason,
    ask,
    categories,
    missing,
    samples,
    answered,
    distinct,
    multiple,
    date_order: "dateOrder",
    base,
});

/// A multiple choice, over several columns or joined in one.
#[derive(Clone, Debug, Default)]
pub struct GuessedMultiple {
    /// Its name in the descriptor.
    pub name: String,
    /// What is shown.
    pub label: String,
    /// The places of its columns.
    pub columns: Vec<usize>,
    /// What joins the options in the cells of one column.
    pub separator: Option<String>,
    /// What stands in the cell of a chosen option; `None` where that is the option's own text.
    pub selected: Option<String>,
    /// Whether a row in which nothing is chosen means that nothing applies.
    pub blank: BlankMeaning,
    /// How well all this is founded.
    pub confidence: Confidence,
    /// Why the columns were taken for this.
    pub reason: Said,
    /// What must be asked, where the confidence is [`Confidence::Asked`].
    pub ask: Option<Said>,
    /// The options, with the rows that chose them.
    pub options: Vec<CountedValue>,
    /// Rows with at least one option chosen.
    pub answered: usize,
    /// Of whom the question seems to have been asked.
    pub base: Option<GuessedBase>,
}

/// Of whom a question seems to have been asked: of those who gave one of these answers to an
/// earlier one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct GuessedBase {
    /// The earlier question, by its name.
    pub question: String,
    /// The answers.
    pub values: Vec<String>,
    /// The rows with one of them.
    pub asked: usize,
    /// Why it seems so.
    pub reason: Said,
}

entries!(GuessedBase {
    question,
    values,
    asked,
    reason,
});

entries!(GuessedMultiple {
    name,
    label,
    columns,
    separator,
    selected,
    blank,
    confidence,
    reason,
    ask,
    options,
    answered,
    base,
});

texts!(SampleKind {
    Census: "census",
    Probability: "probability",
    Nonprobability: "nonprobability",
});

/// What it means that no option was chosen.
pub(super) type BlankMeaning = crate::data::descriptor::Blank;

texts!(BlankMeaning {
    NoAnswer: "noAnswer",
    None: "none"
});

/// The file as a whole.
#[derive(Clone, Debug, Default)]
pub struct GuessedFile {
    /// Its name.
    pub name: String,
    /// What stands between its cells.
    pub delimiter: Delimiter,
    /// Which program wrote it.
    pub source: ExportSource,
    /// How many rows its header has.
    pub header_rows: usize,
    /// The respondents.
    pub rows: usize,
    /// The columns.
    pub columns: usize,
    /// Whether the descriptor goes with [`Guess::responses`] and not with the file itself.
    pub rewritten: bool,
    /// The language of its labels.
    pub language: Language,
    /// What was found and what was done, sentence by sentence.
    pub remarks: Vec<Said>,
}

entries!(GuessedFile {
    name,
    delimiter,
    source,
    header_rows: "headerRows",
    rows,
    columns,
    rewritten,
    language,
    remarks,
});

/// What a file without a descriptor was taken for.
#[derive(Clone, Debug, Default)]
pub struct Guess {
    /// The text of a `datapackage.json`.
    pub descriptor: String,
    /// The file that the descriptor names, where it is not the very file that was read: with one
    /// header row, a name for each column, days as `2022-01-31` and plain numbers, and without
    /// the columns that are set aside. Each respondent keeps the place among the rows.
    pub responses: Option<Vec<u8>>,
    /// The file as a whole.
    pub file: GuessedFile,
    /// Its columns, in their order.
    pub columns: Vec<GuessedColumn>,
    /// The multiple choices.
    pub multiples: Vec<GuessedMultiple>,
}

entries!(Guess {
    descriptor,
    file,
    columns,
    multiples
});

impl Guess {
    /// All but [`responses`](Guess::responses) as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        super::json_text::json_text(self)
    }

    /// The name of the file that the descriptor goes with.
    #[must_use]
    pub fn path(&self) -> &str {
        match self.file.rewritten {
            true => REWRITTEN,
            false => &self.file.name,
        }
    }
}

/// What a rewritten file is called.
pub(super) const REWRITTEN: &str = "responses.csv";
