//! The one predicate form: bases, filters, derived values and shared links all use it.

use super::form::{Node, Readable, Scalar};
use super::json::Json;
use crate::value::serialize;
use serde::{Serialize, Serializer};

/// A condition on respondents, such as `{"vpn": "yes", "beds": {"gte": 100}}`.
///
/// An object is AND; an array is any-of; `{"gte": 100, "lt": 200}` is a range; `not`,
/// `any` and `all` combine. A respondent who did not answer, or was not asked, meets no
/// condition on that question and so meets `not` of it.
#[derive(Clone, Debug, PartialEq)]
pub enum Where {
    /// Each of these holds; true where there are none.
    All(Vec<Where>),
    /// At least one of these holds; false where there are none.
    Any(Vec<Where>),
    /// This does not hold.
    Not(Box<Where>),
    /// The question was answered with one of these values.
    Is {
        /// The question.
        question: String,
        /// The values, at least one of which was chosen.
        values: Vec<String>,
    },
    /// The number (or the day, as text) lies in this range.
    Within {
        /// The question.
        question: String,
        /// The range.
        range: Range,
    },
}

/// A range of numbers or days; an end that is `None` is open.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Range {
    /// At least.
    pub gte: Option<Bound>,
    /// More than.
    pub gt: Option<Bound>,
    /// At most.
    pub lte: Option<Bound>,
    /// Less than.
    pub lt: Option<Bound>,
}

/// One end of a range.
#[derive(Clone, Debug, PartialEq)]
pub enum Bound {
    /// A number.
    Number(f64),
    /// A day, such as `2022-01-31`.
    Day(String),
}

impl Where {
    /// The questions that the condition names, each once, in the order of their first mention.
    #[must_use]
    pub fn questions(&self) -> Vec<&str> {
        let mut names = Vec::new();
        self.collect_questions(&mut names);
        names
    }

    fn collect_questions<'a>(&'a self, names: &mut Vec<&'a str>) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().for_each(|part| part.collect_questions(names));
            }
            Self::Not(part) => part.collect_questions(names),
            Self::Is { question, .. } | Self::Within { question, .. } => {
                if !names.contains(&question.as_str()) {
                    names.push(question);
                }
            }
        }
    }

    fn of_entry(key: &str, node: Node<'_>) -> Self {
        match key {
            "not" => Self::Not(Box::new(Self::read(node))),
            "any" => Self::Any(node.items(Self::read)),
            "all" => Self::All(node.items(Self::read)),
            question => Self::of_question(question.to_owned(), node),
        }
    }

    fn of_question(question: String, node: Node<'_>) -> Self {
        let name = |node: Node<'_>| Scalar::read(node).0;
        match node.value() {
            Json::Object(_) => Self::Within {
                question,
                range: Range::read(node),
            },
            Json::List(_) => Self::Is {
                question,
                values: node.items(name),
            },
            _ => Self::Is {
                question,
                values: vec![name(node)],
            },
        }
    }

    pub(crate) fn to_json(&self) -> Json {
        match self {
            Self::All(parts) => merged(parts).unwrap_or_else(|| combined("all", parts)),
            Self::Any(parts) => combined("any", parts),
            Self::Not(part) => object("not", part.to_json()),
            Self::Is { question, values } => object(question, values_json(values)),
            Self::Within { question, range } => object(question, range_json(range)),
        }
    }
}

// An AND of conditions on different questions is one object; others need "all".
fn merged(parts: &[Where]) -> Option<Json> {
    let mut entries: Vec<(String, Json)> = Vec::new();
    for part in parts {
        let Json::Object(one) = part.to_json() else {
            return None;
        };
        for (name, value) in one {
            if entries.iter().any(|(earlier, _)| *earlier == name) {
                return None;
            }
            entries.push((name, value));
        }
    }
    Some(Json::object(entries))
}

fn combined(key: &str, parts: &[Where]) -> Json {
    object(key, Json::List(parts.iter().map(Where::to_json).collect()))
}

fn object(key: &str, value: Json) -> Json {
    Json::Object(vec![(key.to_owned(), value)])
}

fn values_json(values: &[String]) -> Json {
    match values {
        [one] => Json::Text(one.clone()),
        many => Json::List(many.iter().cloned().map(Json::Text).collect()),
    }
}

fn range_json(range: &Range) -> Json {
    let bound = |bound: &Bound| match bound {
        Bound::Number(number) => Json::Number(*number),
        Bound::Day(day) => Json::Text(day.clone()),
    };
    let ends = [
        ("gt", &range.gt),
        ("gte", &range.gte),
        ("lt", &range.lt),
        ("lte", &range.lte),
    ];
    let mut entries = Vec::new();
    for (key, end) in ends {
        if let Some(end) = end {
            entries.push((key.to_owned(), bound(end)));
        }
    }
    Json::Object(entries)
}

/// Everyone: no condition at all.
impl Default for Where {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl Default for Bound {
    fn default() -> Self {
        Self::Number(0.0)
    }
}

impl Readable for Where {
    fn read(node: Node<'_>) -> Self {
        let mut parts = Vec::new();
        node.entries(|key, node| parts.push(Self::of_entry(key, node)));
        match parts.len() {
            1 => parts.remove(0),
            _ => Self::All(parts),
        }
    }
}

impl Readable for Range {
    fn read(node: Node<'_>) -> Self {
        let mut form = node.form();
        let read = Self {
            gte: form.get("gte"),
            gt: form.get("gt"),
            lte: form.get("lte"),
            lt: form.get("lt"),
        };
        let read = form.finish(read);
        // A range without ends would let everyone through, which nobody writes on purpose.
        if read == Self::default() {
            node.refuse((
                "gte、gt、lte、lt のどれか",
                "an object with gte, gt, lte or lt",
            ));
        }
        read
    }
}

impl Readable for Bound {
    fn read(node: Node<'_>) -> Self {
        match node.value() {
            Json::Number(number) => Self::Number(*number),
            Json::Text(day) => Self::Day(day.clone()),
            _ => {
                node.refuse((
                    "数か、2022-01-31 のような日付",
                    "a number, or a day such as 2022-01-31",
                ));
                Self::default()
            }
        }
    }
}

impl Serialize for Where {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serialize(&self.to_json(), serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::{Bound, Range, Where};
    use crate::data::parse_json;
    use crate::error::Result;

    fn parse(json: &str) -> Result<Where> {
        parse_json(json, "")
    }

    #[test]
    fn an_object_is_and_an_array_is_any_of() {
        let is = |question: &str, values: &[&str]| Where::Is {
            question: question.into(),
            values: values.iter().map(|value| (*value).into()).collect(),
        };
        assert_eq!(
            parse(r#"{"vpn": "yes", "patched": ["no", "unknown"]}"#).unwrap(),
            Where::All(vec![is("patched", &["no", "unknown"]), is("vpn", &["yes"])])
        );
    }

    #[test]
    fn a_range_has_open_and_closed_ends() {
        let expected = Where::Within {
            question: "beds".into(),
            range: Range {
                gte: Some(Bound::Number(100.0)),
                lt: Some(Bound::Number(200.0)),
                ..Range::default()
            },
        };
        assert_eq!(
            parse(r#"{"beds": {"gte": 100, "lt": 200}}"#).unwrap(),
            expected
        );
    }

    #[test]
    fn what_is_written_reads_back_the_same() {
        for json in [
            r#"{"vpn":"yes"}"#,
            r#"{"any":[{"a":"1"},{"not":{"b":["2","3"]}}]}"#,
            r#"{"all":[{"a":"1"},{"a":"2"}]}"#,
            r#"{"beds":{"gte":100,"lt":200}}"#,
            r#"{}"#,
        ] {
            let condition = parse(json).unwrap();
            assert_eq!(serde_json::to_string(&condition).unwrap(), json);
        }
    }

    #[test]
    fn a_range_without_ends_is_refused() {
        let error = parse(r#"{"beds": {}}"#).unwrap_err();
        assert_eq!(error.code(), "invalid_form");
        assert_eq!(error.place().path.as_deref(), Some("beds"));
    }

    #[test]
    fn a_misspelt_range_names_what_is_allowed() {
        let error = parse(r#"{"beds": {"ge": 100}}"#).unwrap_err().to_string();
        assert!(error.contains("gte"), "{error}");
    }
}
