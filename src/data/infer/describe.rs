//! The descriptor of what was guessed.

use super::guess::{
    AnswerKind, BlankMeaning, ColumnRole, CountedValue, GuessedBase, GuessedColumn, GuessedMissing,
    GuessedMultiple,
};
use super::json_text::json_text;
use super::number::number_of;
use super::recount::DesignLook;
use crate::data::descriptor::{MissingKind, SampleKind};
use crate::data::json::Json;
use crate::decimal::parse_number;
use crate::language::Language;
use crate::value::{Shape, Value};

/// What a descriptor says beside its columns.
pub(super) struct Frame<'a> {
    pub(super) title: &'a str,
    pub(super) path: &'a str,
    pub(super) language: Language,
    pub(super) design: DesignLook,
    pub(super) sample: SampleKind,
    pub(super) population: Option<f64>,
}

/// An object that keeps the order in which it is written down.
type Entries = Vec<(String, Json)>;

fn put(entries: &mut Entries, name: &str, value: Json) {
    entries.push((name.to_owned(), value));
}

fn text(text: &str) -> Json {
    Json::Text(text.to_owned())
}

fn tag(value: &impl Value) -> Json {
    match value.shape() {
        Shape::Text(name) => text(name),
        _ => Json::Null,
    }
}

/// The text of the `datapackage.json`.
pub(super) fn descriptor_of(
    frame: &Frame<'_>,
    columns: &[GuessedColumn],
    multiples: &[GuessedMultiple],
) -> String {
    let kept = || {
        columns
            .iter()
            .filter(|column| column.role != ColumnRole::SetAside)
    };
    let mut schema = Entries::new();
    put(
        &mut schema,
        "fields",
        Json::List(kept().map(field).collect()),
    );
    if let Some(id) = kept().find(|column| column.role == ColumnRole::Id) {
        put(&mut schema, "primaryKey", Json::List(vec![text(&id.name)]));
    }
    let mut resource = Entries::new();
    put(&mut resource, "name", text("responses"));
    put(&mut resource, "path", text(frame.path));
    put(&mut resource, "format", text("csv"));
    put(&mut resource, "mediatype", text("text/csv"));
    put(&mut resource, "encoding", text("utf-8"));
    put(&mut resource, "schema", Json::Object(schema));
    let mut package = Entries::new();
    put(
        &mut package,
        "$schema",
        text("https://datapackage.org/profiles/2.0/datapackage.json"),
    );
    put(&mut package, "title", text(frame.title));
    put(
        &mut package,
        "resources",
        Json::List(vec![Json::Object(resource)]),
    );
    put(&mut package, "survey", survey(frame, columns, multiples));
    json_text(&Json::Object(package))
}

fn survey(frame: &Frame<'_>, columns: &[GuessedColumn], multiples: &[GuessedMultiple]) -> Json {
    let mut sample = Entries::new();
    let kind = match frame.sample {
        SampleKind::Census => "census",
        SampleKind::Probability => "probability",
        SampleKind::Nonprobability => "nonprobability",
    };
    put(&mut sample, "kind", text(kind));
    let mut survey = Entries::new();
    put(&mut survey, "language", text(frame.language.tag()));
    if let Some(size) = frame.population {
        let population = vec![("size".to_owned(), Json::Number(size))];
        put(&mut survey, "population", Json::Object(population));
    }
    put(&mut survey, "sample", Json::Object(sample));
    let design = design(frame.design, columns);
    if !design.is_empty() {
        put(&mut survey, "design", Json::Object(design));
    }
    let of_columns = columns
        .iter()
        .map(|column| (&column.name, question(column)));
    let of_multiples = multiples
        .iter()
        .map(|multiple| (&multiple.name, base(multiple.base.as_ref())));
    let questions: Entries = of_columns
        .chain(of_multiples)
        .filter(|(_, entries)| !entries.is_empty())
        .map(|(name, entries)| (name.clone(), Json::Object(entries)))
        .collect();
    if !questions.is_empty() {
        put(&mut survey, "questions", Json::Object(questions));
    }
    if !multiples.is_empty() {
        let listed = multiples.iter().map(|multiple| choice(multiple, columns));
        put(&mut survey, "multiple", Json::List(listed.collect()));
    }
    Json::Object(survey)
}

fn field(column: &GuessedColumn) -> Json {
    let mut field = Entries::new();
    put(&mut field, "name", text(&column.name));
    if column.label != column.name {
        put(&mut field, "title", text(&column.label));
    }
    let kind = match column.kind {
        AnswerKind::Number => "number",
        AnswerKind::Date => "date",
        AnswerKind::Single | AnswerKind::Ordered | AnswerKind::Text => "string",
    };
    put(&mut field, "type", text(kind));
    if !column.categories.is_empty() {
        let listed = column.categories.iter().map(category);
        put(&mut field, "categories", Json::List(listed.collect()));
    }
    if column.kind == AnswerKind::Ordered && !column.categories.is_empty() {
        put(&mut field, "categoriesOrdered", Json::Bool(true));
    }
    let is_usual = |missing: &GuessedMissing| {
        missing.value.is_empty() && missing.kind == MissingKind::NoAnswer
    };
    if !column.missing.iter().all(is_usual) {
        put(
            &mut field,
            "missingValues",
            Json::List(missing(&column.missing)),
        );
    }
    Json::Object(field)
}

fn category(category: &CountedValue) -> Json {
    if category.label == category.value {
        return text(&category.value);
    }
    let mut entry = Entries::new();
    put(&mut entry, "value", text(&category.value));
    put(&mut entry, "label", text(&category.label));
    Json::Object(entry)
}

/// The list of a field takes the place of the table's, so that the blank cell must stand in it.
fn missing(words: &[GuessedMissing]) -> Vec<Json> {
    let has_blank = words.iter().any(|word| word.value.is_empty());
    let blank = GuessedMissing::default();
    let blank = (!has_blank).then_some(&blank);
    let entry = |word: &GuessedMissing| {
        let mut entry = Entries::new();
        put(&mut entry, "value", text(&word.value));
        put(&mut entry, "label", text(&word.label));
        put(&mut entry, "kind", tag(&word.kind));
        Json::Object(entry)
    };
    blank.into_iter().chain(words).map(entry).collect()
}

fn design(look: DesignLook, columns: &[GuessedColumn]) -> Entries {
    let named = |role| {
        let column = columns.iter().find(|column| column.role == role);
        column.map(|column| text(&column.name))
    };
    let mut design = Entries::new();
    if let Some(weight) = named(ColumnRole::Weight) {
        put(&mut design, "weight", weight);
    }
    if let Some(stratum) = named(ColumnRole::Stratum) {
        put(&mut design, "strata", Json::List(vec![stratum]));
    }
    if let Some(cluster) = named(ColumnRole::Cluster) {
        put(&mut design, "clusters", Json::List(vec![cluster]));
    }
    if look.is_nested {
        put(&mut design, "nested", Json::Bool(true));
    }
    if look.has_lonely {
        put(&mut design, "lonelyPsu", text("adjust"));
    }
    design
}

/// What the table can't say of a question: of whom it was asked, and the scores of a scale whose
/// values are numbers.
fn question(column: &GuessedColumn) -> Entries {
    let mut entries = base(column.base.as_ref());
    let is_scale = column.role == ColumnRole::Question && column.kind == AnswerKind::Ordered;
    let score = |category: &CountedValue| {
        let number = parse_number(&number_of(&category.value)?)?;
        Some((category.value.clone(), Json::Number(number)))
    };
    let categories = column.categories.iter().filter(|_| is_scale);
    let scores: Option<Entries> = categories.map(score).collect();
    if let Some(scores) = scores.filter(|scores| !scores.is_empty()) {
        put(&mut entries, "scores", Json::Object(scores));
    }
    entries
}

fn base(base: Option<&GuessedBase>) -> Entries {
    let mut entries = Entries::new();
    if let Some(GuessedBase {
        question, values, ..
    }) = base
    {
        let values = Json::List(values.iter().map(|value| text(value)).collect());
        let condition = vec![(question.clone(), values)];
        put(&mut entries, "base", Json::Object(condition));
    }
    entries
}

fn choice(multiple: &GuessedMultiple, columns: &[GuessedColumn]) -> Json {
    let mut names = multiple
        .columns
        .iter()
        .filter_map(|place| columns.get(place - 1))
        .map(|column| text(&column.name));
    let mut entry = Entries::new();
    put(&mut entry, "name", text(&multiple.name));
    put(&mut entry, "label", text(&multiple.label));
    match &multiple.separator {
        Some(separator) => {
            put(&mut entry, "field", names.next().unwrap_or_default());
            put(&mut entry, "separator", text(separator));
        }
        None => put(&mut entry, "fields", Json::List(names.collect())),
    }
    if let Some(selected) = &multiple.selected {
        put(&mut entry, "selected", text(selected));
    }
    if multiple.blank == BlankMeaning::None {
        put(&mut entry, "blank", tag(&multiple.blank));
    }
    Json::Object(entry)
}
