//! The descriptor of what was guessed.

use super::guess::{
    AnswerKind, BlankMeaning, ColumnRole, CountedValue, GuessedBase, GuessedColumn, GuessedMissing,
    GuessedMultiple,
};
use super::json_text::Writer;
use super::number::value_of;
use super::recount::DesignLook;
use crate::data::descriptor::{MissingKind, SampleKind};
use crate::language::Language;

/// What a descriptor says beside its columns.
pub(super) struct Frame<'a> {
    pub(super) title: &'a str,
    pub(super) path: &'a str,
    pub(super) language: Language,
    pub(super) design: DesignLook,
    pub(super) sample: SampleKind,
    pub(super) population: Option<f64>,
}

/// The text of the `datapackage.json`.
pub(super) fn descriptor_of(
    frame: &Frame<'_>,
    columns: &[GuessedColumn],
    multiples: &[GuessedMultiple],
) -> String {
    let mut json = Writer::default();
    json.open('{');
    let profile = "https://datapackage.org/profiles/2.0/datapackage.json";
    json.entry("$schema", &profile);
    json.entry("title", &frame.title);
    json.list("resources");
    json.open('{');
    for (name, value) in [
        ("name", "responses"),
        ("path", frame.path),
        ("format", "csv"),
        ("mediatype", "text/csv"),
        ("encoding", "utf-8"),
    ] {
        json.entry(name, &value);
    }
    schema(&mut json, columns);
    json.close('}');
    json.close(']');
    survey(&mut json, frame, columns, multiples);
    json.close('}');
    json.text
}

fn schema(json: &mut Writer, columns: &[GuessedColumn]) {
    json.object("schema");
    json.list("fields");
    for column in columns {
        if column.role != ColumnRole::SetAside {
            field(json, column);
        }
    }
    json.close(']');
    if let Some(id) = of_role(columns, ColumnRole::Id) {
        json.entry("primaryKey", &id);
    }
    json.close('}');
}

fn of_role(columns: &[GuessedColumn], role: ColumnRole) -> Option<&str> {
    let column = columns.iter().find(|column| column.role == role);
    column.map(|column| column.name.as_str())
}

fn field(json: &mut Writer, column: &GuessedColumn) {
    json.open('{');
    json.entry("name", &column.name);
    if column.label != column.name {
        json.entry("title", &column.label);
    }
    let kind = match column.kind {
        AnswerKind::Number => "number",
        AnswerKind::Date => "date",
        AnswerKind::Single | AnswerKind::Ordered | AnswerKind::Text => "string",
    };
    json.entry("type", &kind);
    if !column.categories.is_empty() {
        json.list("categories");
        for category in &column.categories {
            put_category(json, category);
        }
        json.close(']');
        if column.kind == AnswerKind::Ordered {
            json.entry("categoriesOrdered", &true);
        }
    }
    missing(json, &column.missing);
    json.close('}');
}

fn put_category(json: &mut Writer, category: &CountedValue) {
    if category.label == category.value {
        json.item(&category.value);
        return;
    }
    json.open('{');
    json.entry("value", &category.value);
    json.entry("label", &category.label);
    json.close('}');
}

/// The list of a field takes the place of the table's, so that the blank cell must stand in it.
fn missing(json: &mut Writer, words: &[GuessedMissing]) {
    let is_blank = |word: &GuessedMissing| word.value.is_empty();
    let is_usual = |word: &GuessedMissing| is_blank(word) && word.kind == MissingKind::NoAnswer;
    if words.iter().all(is_usual) {
        return;
    }
    json.list("missingValues");
    if !words.iter().any(is_blank) {
        json.item(&"");
    }
    for word in words {
        json.open('{');
        json.entry("value", &word.value);
        json.entry("label", &word.label);
        json.entry("kind", &word.kind);
        json.close('}');
    }
    json.close(']');
}

fn survey(
    json: &mut Writer,
    frame: &Frame<'_>,
    columns: &[GuessedColumn],
    multiples: &[GuessedMultiple],
) {
    json.object("survey");
    json.entry("language", &frame.language);
    if let Some(size) = frame.population {
        json.object("population");
        json.entry("size", &size);
        json.close('}');
    }
    json.object("sample");
    json.entry("kind", &frame.sample);
    json.close('}');
    design(json, frame.design, columns);
    json.object("questions");
    for column in columns {
        question(json, column);
    }
    for multiple in multiples {
        if multiple.base.is_some() {
            json.object(&multiple.name);
            base(json, multiple.base.as_ref());
            json.close('}');
        }
    }
    json.close('}');
    json.list("multiple");
    for multiple in multiples {
        choice(json, multiple, columns);
    }
    json.close(']');
    json.close('}');
}

fn design(json: &mut Writer, look: DesignLook, columns: &[GuessedColumn]) {
    json.object("design");
    if let Some(weight) = of_role(columns, ColumnRole::Weight) {
        json.entry("weight", &weight);
    }
    for (name, role) in [
        ("strata", ColumnRole::Stratum),
        ("clusters", ColumnRole::Cluster),
    ] {
        if let Some(column) = of_role(columns, role) {
            json.list(name);
            json.item(&column);
            json.close(']');
        }
    }
    if look.is_nested {
        json.entry("nested", &true);
    }
    if look.has_lonely {
        json.entry("lonelyPsu", &"adjust");
    }
    json.close('}');
}

/// What the table can't say of a question: of whom it was asked, and the scores of a scale whose
/// values are numbers.
fn question(json: &mut Writer, column: &GuessedColumn) {
    let is_number = |category: &CountedValue| value_of(&category.value).is_some();
    let is_scale = column.role == ColumnRole::Question
        && column.kind == AnswerKind::Ordered
        && column.categories.iter().all(is_number);
    if column.base.is_none() && !is_scale {
        return;
    }
    json.object(&column.name);
    base(json, column.base.as_ref());
    if is_scale {
        json.object("scores");
        for category in &column.categories {
            json.entry(&category.value, &value_of(&category.value));
        }
        json.close('}');
    }
    json.close('}');
}

fn base(json: &mut Writer, base: Option<&GuessedBase>) {
    if let Some(base) = base {
        json.object("base");
        json.entry(&base.question, &base.values);
        json.close('}');
    }
}

fn choice(json: &mut Writer, multiple: &GuessedMultiple, columns: &[GuessedColumn]) {
    let name = |place: &usize| columns.get(place - 1).map_or("", |column| &column.name);
    json.open('{');
    json.entry("name", &multiple.name);
    json.entry("label", &multiple.label);
    match &multiple.separator {
        Some(separator) => {
            json.entry("field", &multiple.columns.first().map_or("", name));
            json.entry("separator", separator);
        }
        None => {
            json.list("fields");
            for place in &multiple.columns {
                json.item(&name(place));
            }
            json.close(']');
        }
    }
    if let Some(selected) = &multiple.selected {
        json.entry("selected", selected);
    }
    if multiple.blank == BlankMeaning::None {
        json.entry("blank", &multiple.blank);
    }
    json.close('}');
}
