//! What somebody who knows the survey says of a guess.

use super::day::DateOrder;
use super::guess::{AnswerKind, ColumnRole, Delimiter};
use crate::data::descriptor::{Blank, CategoryEntry, MissingKind, SampleKind};
use crate::data::form::{Node, Readable, Scalar};
use crate::data::named::Named;
use crate::language::Language;
use crate::text::digits;

/// What somebody says of a file; what is left out stays a guess.
#[derive(Clone, Debug, Default)]
pub struct Corrections {
    /// The survey's title.
    pub title: Option<String>,
    /// The language of its labels.
    pub language: Option<Language>,
    /// What stands between the cells.
    pub delimiter: Option<Delimiter>,
    /// How those asked were chosen.
    pub sample: Option<SampleKind>,
    /// How many people or things the survey is about.
    pub population: Option<f64>,
    /// How many rows the header has.
    pub header_rows: Option<usize>,
    /// By the place of the column in the file, counted from 1.
    pub columns: Named<ColumnCorrection>,
    /// Multiple choices by name.
    pub multiples: Named<MultipleCorrection>,
}

impl Readable for Corrections {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            title: form.get("title"),
            language: form.get("language"),
            delimiter: form.get("delimiter"),
            sample: form.get("sample"),
            population: form.get("population"),
            header_rows: form.get("headerRows"),
            columns: form.get("columns"),
            multiples: form.get("multiples"),
        };
        form.finish(read)
    }
}

impl Corrections {
    /// What is said of the column at a place, counted from 0.
    pub(super) fn column(&self, place: usize) -> Option<&ColumnCorrection> {
        self.columns.get(&digits((place + 1) as u64))
    }
}

/// What somebody says of one column.
#[derive(Clone, Debug, Default)]
pub struct ColumnCorrection {
    /// What it is for.
    pub role: Option<ColumnRole>,
    /// What its answers are.
    pub kind: Option<AnswerKind>,
    /// Its name in the descriptor.
    pub name: Option<String>,
    /// What is shown.
    pub label: Option<String>,
    /// The values in their order; those of the file that are not listed follow.
    pub categories: Option<Vec<CategoryEntry>>,
    /// Every word for no answer, in place of those guessed.
    pub missing: Option<Vec<MissingCorrection>>,
    /// In which order the parts of its days stand.
    pub date_order: Option<DateOrder>,
    /// The multiple choice that it is an option of.
    pub multiple: Option<String>,
    /// What joins the options in its cells.
    pub separator: Option<String>,
    /// `false` where it was asked of everybody, whatever the answers look like.
    pub routed: Option<bool>,
}

impl Readable for ColumnCorrection {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            role: form.get("role"),
            kind: form.get("kind"),
            name: form.get("name"),
            label: form.get("label"),
            categories: form.get("categories"),
            missing: form.get("missing"),
            date_order: form.get("dateOrder"),
            multiple: form.get("multiple"),
            separator: form.get("separator"),
            routed: form.get("routed"),
        };
        form.finish(read)
    }
}

/// A text that is no answer.
#[derive(Clone, Debug, Default)]
pub struct MissingCorrection {
    /// The text.
    pub value: String,
    /// What is shown; the text itself unless told.
    pub label: Option<String>,
    /// Why there is no answer.
    pub kind: MissingKind,
}

impl Readable for MissingCorrection {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let Scalar(value) = form.need("value");
        let read = Self {
            value,
            label: form.get("label"),
            kind: form.get("kind"),
        };
        form.finish(read)
    }
}

/// What somebody says of a multiple choice.
#[derive(Clone, Debug, Default)]
pub struct MultipleCorrection {
    /// What is shown.
    pub label: Option<String>,
    /// What stands in the cell of a chosen option.
    pub selected: Option<String>,
    /// What it means that nothing was chosen.
    pub blank: Option<Blank>,
    /// `false` where it was asked of everybody, whatever the answers look like.
    pub routed: Option<bool>,
}

impl Readable for MultipleCorrection {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            label: form.get("label"),
            selected: form.get("selected"),
            blank: form.get("blank"),
            routed: form.get("routed"),
        };
        form.finish(read)
    }
}

impl Readable for ColumnRole {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[
            ("question", Self::Question),
            ("option", Self::Option),
            ("joined", Self::Joined),
            ("id", Self::Id),
            ("weight", Self::Weight),
            ("stratum", Self::Stratum),
            ("cluster", Self::Cluster),
            ("setAside", Self::SetAside),
        ])
    }
}

impl Readable for AnswerKind {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[
            ("single", Self::Single),
            ("ordered", Self::Ordered),
            ("number", Self::Number),
            ("date", Self::Date),
            ("text", Self::Text),
        ])
    }
}

impl Readable for Delimiter {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[
            ("comma", Self::Comma),
            ("tab", Self::Tab),
            ("semicolon", Self::Semicolon),
        ])
    }
}

impl Readable for DateOrder {
    fn read(node: Node<'_>) -> Self {
        node.one_of(&[("ymd", Self::Ymd), ("mdy", Self::Mdy), ("dmy", Self::Dmy)])
    }
}
