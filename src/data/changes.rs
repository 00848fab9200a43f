//! Changes of a document, such as a descriptor without its weights: a JSON Merge Patch (RFC 7396).

use super::form::{Node, Readable};
use super::json::Json;
use crate::value::{Shape, Value, serialized};

/// What is other in a document: entries that take the place of those of the same name, at any
/// depth, where `null` takes an entry away. A list takes the place of a whole list.
///
/// ```
/// use chosa::data::{Changes, Json, parse_json};
///
/// let document = Json::parse(r#"{"title": "a", "design": {"weight": "w", "strata": ["s"]}}"#)?;
/// let changes: Changes = parse_json(r#"{"design": {"weight": null}}"#, "changes")?;
/// let expected = Json::parse(r#"{"title": "a", "design": {"strata": ["s"]}}"#)?;
/// assert_eq!(changes.applied(document), expected);
/// # Ok::<(), chosa::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Changes(Json);

impl Default for Changes {
    fn default() -> Self {
        Self(Json::Object(Vec::new()))
    }
}

impl Readable for Changes {
    fn read(node: Node<'_>) -> Self {
        // Whatever is no object is refused as a form without entries.
        node.entries(|_, _| ());
        Self(node.value().clone())
    }
}

impl Value for Changes {
    fn shape(&self) -> Shape<'_> {
        self.0.shape()
    }
}

serialized!(Changes);

impl Changes {
    /// The document with the changes made.
    #[must_use]
    pub fn applied(&self, document: Json) -> Json {
        merged(document, &self.0)
    }
}

fn merged(document: Json, changes: &Json) -> Json {
    let Json::Object(changes) = changes else {
        return changes.clone();
    };
    let mut entries = match document {
        Json::Object(entries) => entries,
        _ => Vec::new(),
    };
    for (name, change) in changes {
        let place = entries.iter().position(|(known, _)| known == name);
        let known = place.map(|place| entries.remove(place).1);
        if *change != Json::Null {
            entries.push((name.clone(), merged(known.unwrap_or_default(), change)));
        }
    }
    Json::object(entries)
}

#[cfg(test)]
mod tests {
    use super::Changes;
    use crate::data::{Json, parse_json};

    #[track_caller]
    fn becomes(document: &str, changes: &str, expected: &str) {
        let changes: Changes = parse_json(changes, "changes").unwrap();
        let found = changes.applied(Json::parse(document).unwrap());
        assert_eq!(found, Json::parse(expected).unwrap());
    }

    /// The examples of RFC 7396, appendix A, whose changes are objects.
    #[test]
    fn changes_are_those_of_the_standard() {
        for (document, changes, expected) in [
            (r#"{"a":"b"}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
            (r#"{"a":"b"}"#, r#"{"b":"c"}"#, r#"{"a":"b","b":"c"}"#),
            (r#"{"a":"b"}"#, r#"{"a":null}"#, "{}"),
            (r#"{"a":"b","b":"c"}"#, r#"{"a":null}"#, r#"{"b":"c"}"#),
            (r#"{"a":["b"]}"#, r#"{"a":"c"}"#, r#"{"a":"c"}"#),
            (r#"{"a":"c"}"#, r#"{"a":["b"]}"#, r#"{"a":["b"]}"#),
            (
                r#"{"a":{"b":"c"}}"#,
                r#"{"a":{"b":"d","c":null}}"#,
                r#"{"a":{"b":"d"}}"#,
            ),
            (r#"{"a":[{"b":"c"}]}"#, r#"{"a":[1]}"#, r#"{"a":[1]}"#),
            (r#"{"e":null}"#, r#"{"a":1}"#, r#"{"e":null,"a":1}"#),
            ("[1,2]", r#"{"a":"b","c":null}"#, r#"{"a":"b"}"#),
            ("{}", r#"{"a":{"bb":{"ccc":null}}}"#, r#"{"a":{"bb":{}}}"#),
        ] {
            becomes(document, changes, expected);
        }
    }

    #[test]
    fn what_is_no_object_changes_nothing_and_is_refused() {
        let error = parse_json::<Changes>("[]", "changes").unwrap_err();
        assert_eq!(error.code(), "invalid_form");
        let document = Json::parse(r#"{"a": 1}"#).unwrap();
        assert_eq!(Changes::default().applied(document.clone()), document);
    }
}
