//! A package's datapackage.json, written from its questions.

use super::codebook::{Category, Field, Holds, Net, Words};
use serde_json::{Map, Value, json};

/// Everything that datapackage.json says.
pub(super) struct Package {
    /// The language of the labels; the other goes to `survey.translations`.
    pub(super) language: Language,
    pub(super) name: &'static str,
    pub(super) title: Words,
    pub(super) description: Words,
    pub(super) sources: &'static [(&'static str, &'static str)],
    /// The first source in the other language, where its title is not the same in both.
    pub(super) publisher: Option<&'static str>,
    pub(super) fields: Vec<Field>,
    /// Present where the responses are synthetic.
    pub(super) synthetic: Option<Words>,
    pub(super) population: (u32, Words),
    /// How many were asked, and how they were chosen.
    pub(super) sample: (u32, &'static str),
    /// The first and the last day, where known.
    pub(super) fieldwork: Option<(&'static str, &'static str)>,
    pub(super) design: Option<Value>,
    /// Routed questions: the name and the predicate of those asked.
    pub(super) bases: Vec<(&'static str, Value)>,
    pub(super) nets: Vec<(&'static str, &'static [Net])>,
    /// Questions whose values are their scores.
    pub(super) scored: Vec<&'static str>,
    pub(super) multiple: Vec<Multiple>,
    pub(super) derived: Vec<Derived>,
}

/// The language of the labels.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Language {
    Ja,
    En,
}

impl Language {
    fn tag(self) -> &'static str {
        match self {
            Self::Ja => "ja",
            Self::En => "en",
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Ja => Self::En,
            Self::En => Self::Ja,
        }
    }

    fn of(self, words: Words) -> &'static str {
        match self {
            Self::Ja => words.ja,
            Self::En => words.en,
        }
    }
}

/// A multiple-choice question.
pub(super) struct Multiple {
    pub(super) name: &'static str,
    pub(super) label: Words,
    pub(super) coding: Coding,
    pub(super) base: Option<Value>,
}

/// Where the options of a multiple choice stand.
pub(super) enum Coding {
    /// A column each, with 1 where chosen and 0 where not.
    Columns(Vec<&'static str>),
    /// One column that joins the chosen values with semicolons.
    Joined(&'static str),
}

/// A question worked out from others: each value with its predicate; none is "otherwise".
pub(super) struct Derived {
    pub(super) name: &'static str,
    pub(super) label: Words,
    pub(super) values: Vec<(Category, Option<Value>)>,
}

impl Package {
    /// The text of datapackage.json.
    pub(super) fn to_json(&self) -> String {
        let speak = |words| self.language.of(words);
        let sources: Vec<Value> = self
            .sources
            .iter()
            .map(|(title, path)| match *path {
                "" => json!({"title": title}),
                path => json!({"title": title, "path": path}),
            })
            .collect();
        let fields: Vec<Value> = self.fields.iter().map(|field| self.field(field)).collect();
        let package = json!({
            "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
            "name": self.name,
            "title": speak(self.title),
            "description": self.both(self.description),
            "sources": sources,
            "resources": [{
                "name": "responses", "path": "responses.csv",
                "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
                "schema": {"fields": fields, "missingValues": [""]},
            }],
            "survey": self.survey(),
        });
        format!("{package:#}\n")
    }

    /// Both languages, for the texts that the standard gives only one place.
    fn both(&self, words: Words) -> String {
        format!(
            "{}\n{}",
            self.language.of(words),
            self.language.other().of(words)
        )
    }

    fn field(&self, field: &Field) -> Value {
        let kind = match field.holds {
            Holds::Date => "date",
            Holds::Integer => "integer",
            Holds::Number => "number",
            Holds::Text | Holds::Choice(_) | Holds::Scale(_) | Holds::Several(_) => "string",
        };
        let mut entry = json!({
            "name": field.name, "type": kind, "title": self.language.of(field.title),
        });
        let categories = field.holds.categories();
        // A field of joined values has no categories of its own in the standard: what its
        // options are called stands in `survey.translations`, in both languages.
        if !categories.is_empty() && !matches!(field.holds, Holds::Several(_)) {
            entry["categories"] = categories
                .iter()
                .map(|(value, label)| json!({"value": value, "label": self.language.of(*label)}))
                .collect();
        }
        if matches!(field.holds, Holds::Scale(_)) {
            entry["categoriesOrdered"] = json!(true);
        }
        if let Some(note) = field.note {
            entry["description"] = json!(self.both(note));
        }
        if !field.absent.is_empty() {
            let codes = field
                .absent
                .iter()
                .map(|(value, label, kind)| json!({"value": value, "label": label, "kind": kind}));
            entry["missingValues"] = std::iter::once(json!({"value": "", "label": ""}))
                .chain(codes)
                .collect();
        }
        entry
    }

    fn survey(&self) -> Value {
        let mut survey = json!({
            "language": self.language.tag(),
            "population": {"size": self.population.0, "label": self.language.of(self.population.1)},
            "sample": {"invited": self.sample.0, "kind": self.sample.1},
            "questions": self.questions(),
            "multiple": self.multiple.iter().map(|entry| self.multiple(entry)).collect::<Vec<_>>(),
            "derived": self.derived.iter().map(|entry| self.derived(entry)).collect::<Vec<_>>(),
            "translations": self.translations(),
            // Japan's guideline for the national claims data masks counts of fewer than three
            // institutions at most; the reliability marks are those of NCHS.
            "policy": {"minimumCount": 3, "reliability": "nchs"},
        });
        if let Some(sentence) = self.synthetic {
            survey["synthetic"] = json!(self.language.of(sentence));
        }
        if let Some((start, end)) = self.fieldwork {
            survey["fieldwork"] = json!({"start": start, "end": end});
        }
        if let Some(design) = &self.design {
            survey["design"] = design.clone();
        }
        survey
    }

    fn questions(&self) -> Value {
        let mut questions = Map::new();
        for (name, base) in &self.bases {
            entry(&mut questions, name)["base"] = base.clone();
        }
        for (name, nets) in &self.nets {
            entry(&mut questions, name)["nets"] = nets
                .iter()
                .map(|(net, label, values)| {
                    json!({"name": net, "label": self.language.of(*label), "values": values})
                })
                .collect();
        }
        let scored = self
            .fields
            .iter()
            .filter(|field| self.scored.contains(&field.name));
        for field in scored {
            let scores = field.holds.categories().iter().map(|(value, _)| {
                (
                    (*value).to_owned(),
                    json!(value.parse::<u32>().unwrap_or_default()),
                )
            });
            entry(&mut questions, field.name)["scores"] = Value::Object(scores.collect());
        }
        Value::Object(questions)
    }

    fn multiple(&self, multiple: &Multiple) -> Value {
        let label = self.language.of(multiple.label);
        let mut entry = match &multiple.coding {
            Coding::Columns(fields) => json!({"fields": fields, "selected": "1"}),
            Coding::Joined(field) => json!({"field": field, "separator": ";"}),
        };
        entry["name"] = json!(multiple.name);
        entry["label"] = json!(label);
        entry["blank"] = json!("noAnswer");
        if let Some(base) = &multiple.base {
            entry["base"] = base.clone();
        }
        entry
    }

    fn derived(&self, derived: &Derived) -> Value {
        let values = derived.values.iter().map(|((value, label), condition)| {
            let label = self.language.of(*label);
            match condition {
                Some(condition) => json!({"value": value, "label": label, "where": condition}),
                None => json!({"value": value, "label": label, "otherwise": true}),
            }
        });
        let values: Vec<Value> = values.collect();
        json!({"name": derived.name, "label": self.language.of(derived.label), "values": values})
    }

    fn translations(&self) -> Value {
        let other = self.language.other();
        let mut translations = Map::new();
        translations.insert(other.tag().to_owned(), self.translation(other));
        let joined = self
            .multiple
            .iter()
            .filter(|multiple| matches!(multiple.coding, Coding::Joined(_)));
        let mut fields = Map::new();
        for multiple in joined {
            let options = self.options(multiple);
            put_labels(
                entry(&mut fields, multiple.name),
                "categories",
                options.into_iter(),
                self.language,
            );
        }
        if !fields.is_empty() {
            translations.insert(self.language.tag().to_owned(), json!({"fields": fields}));
        }
        Value::Object(translations)
    }

    fn translation(&self, other: Language) -> Value {
        let mut fields = Map::new();
        for field in self
            .fields
            .iter()
            .filter(|field| !matches!(field.holds, Holds::Several(_)))
        {
            let entry = entry(&mut fields, field.name);
            entry["title"] = json!(other.of(field.title));
            put_labels(
                entry,
                "categories",
                field.holds.categories().iter().copied(),
                other,
            );
        }
        for (name, nets) in &self.nets {
            let labels = nets.iter().map(|(net, label, _)| (*net, *label));
            put_labels(entry(&mut fields, name), "nets", labels, other);
        }
        for multiple in &self.multiple {
            let options = self.options(multiple);
            let entry = entry(&mut fields, multiple.name);
            entry["title"] = json!(other.of(multiple.label));
            put_labels(entry, "categories", options.into_iter(), other);
        }
        for derived in &self.derived {
            let entry = entry(&mut fields, derived.name);
            entry["title"] = json!(other.of(derived.label));
            put_labels(
                entry,
                "categories",
                derived.values.iter().map(|(category, _)| *category),
                other,
            );
        }
        let mut translation = json!({
            "title": other.of(self.title), "population": other.of(self.population.1), "fields": fields,
        });
        if let Some(publisher) = self.publisher {
            translation["publisher"] = json!(publisher);
        }
        if let Some(sentence) = self.synthetic {
            translation["synthetic"] = json!(other.of(sentence));
        }
        translation
    }

    fn options(&self, multiple: &Multiple) -> Vec<Category> {
        let of = |name: &str| {
            self.fields
                .iter()
                .filter(move |field| field.name == name)
                .copied()
                .collect::<Vec<_>>()
        };
        match &multiple.coding {
            Coding::Columns(names) => names
                .iter()
                .flat_map(|name| of(name))
                .map(|field| (field.name, field.title))
                .collect(),
            Coding::Joined(name) => of(name)
                .iter()
                .flat_map(|field| field.holds.categories().iter().copied())
                .collect(),
        }
    }
}

fn entry<'a>(entries: &'a mut Map<String, Value>, name: &str) -> &'a mut Value {
    entries.entry(name).or_insert_with(|| json!({}))
}

fn put_labels(
    entry: &mut Value,
    key: &str,
    labels: impl Iterator<Item = Category>,
    language: Language,
) {
    let labels: Map<String, Value> = labels
        .map(|(value, label)| (value.to_owned(), json!(language.of(label))))
        .collect();
    if !labels.is_empty() {
        entry[key] = Value::Object(labels);
    }
}
